/**
 * Leaky integrate-and-fire, delta synapses, exact (Rotter & Diesmann 1999):
 *
 *   v ← v + (vInf − v)·leak + delta;   delta ← 0
 *   then threshold, reset and refractory period (threshold.ts)
 */
import { threshold } from "./threshold";

/** Four neurons; returns the mask of those that spike. */
// @ts-ignore: decorator
@inline export function lifDeltaStep(
  vAt: usize, leftAt: usize, deltaAt: usize,
  vTh: v128, vReset: v128, vInf: v128, leak: v128, refSteps: v128, heldAbove: v128,
): v128 {
  let v = v128.load(vAt);
  v = f32x4.add(f32x4.add(v, f32x4.mul(f32x4.sub(vInf, v), leak)), v128.load(deltaAt));
  v128.store(deltaAt, f32x4.splat(0));
  return threshold(vAt, leftAt, v, vTh, vReset, refSteps, heldAbove);
}
