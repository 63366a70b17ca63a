/**
 * Leaky integrate-and-fire, one-step map (Ivanov & Michmizos 2021). `i` holds this step's arrivals on entry and what is
 * carried into the next step on return:
 *
 *   v ← v − v·leak + i + bias + delta;   delta ← 0
 *   where refractoryLeft > 0 and hold: v ← vReset
 *   S = v ≥ vTh and refractoryLeft ≤ 0;  v ← vReset where S
 *   refractoryLeft ← refSteps where S, max(refractoryLeft − 1, 0) elsewhere
 *   i ← i·synDecay
 */
import { choose } from "../../assembly/simd";

/** Four neurons; returns the mask of those that spike. */
// @ts-ignore: decorator
@inline export function lifDiscreteStep(
  v: usize, refractoryLeft: usize, i: usize, delta: usize,
  vTh: v128, vReset: v128, bias: v128, leak: v128, synDecay: v128, refSteps: v128, hold: v128,
): v128 {
  const zero = f32x4.splat(0);
  const current = v128.load(i);
  const left = v128.load(refractoryLeft);
  const blocked = f32x4.gt(left, zero);
  let next = v128.load(v);
  // v ← v − v·leak + i + bias + delta
  next = f32x4.add(f32x4.add(f32x4.sub(next, f32x4.mul(next, leak)), f32x4.add(current, bias)), v128.load(delta));
  v128.store(delta, zero);
  // hold
  next = choose(v128.and(blocked, f32x4.gt(hold, zero)), vReset, next);
  // S, reset
  const fired = v128.andnot(f32x4.ge(next, vTh), blocked);
  v128.store(v, choose(fired, vReset, next));
  // refractoryLeft
  v128.store(refractoryLeft, choose(fired, refSteps, f32x4.pmax(f32x4.sub(left, f32x4.splat(1)), zero)));
  // i ← i·synDecay
  v128.store(i, f32x4.mul(current, synDecay));
  return fired;
}

/** One neuron: the same lines, scalar; the twin that specifies the other. */
// @ts-ignore: decorator
@inline export function lifDiscreteStepScalar(
  vAt: usize, leftAt: usize, iAt: usize, deltaAt: usize,
  vTh: f32, vReset: f32, bias: f32, leak: f32, synDecay: f32, refSteps: f32, hold: f32,
): bool {
  const i = load<f32>(iAt);
  const left = load<f32>(leftAt);
  const blocked = left > 0;
  let v = load<f32>(vAt);
  // v ← v − v·leak + i + bias + delta
  v = v - v * leak + (i + bias) + load<f32>(deltaAt);
  store<f32>(deltaAt, 0);
  // hold
  if (blocked && hold > 0) v = vReset;
  // S, reset
  const fired = v >= vTh && !blocked;
  store<f32>(vAt, fired ? vReset : v);
  // refractoryLeft
  store<f32>(leftAt, fired ? refSteps : max<f32>(left - 1, 0));
  // i ← i·synDecay
  store<f32>(iAt, i * synDecay);
  return fired;
}
