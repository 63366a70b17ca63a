/**
 * Quadratic integrate-and-fire, forward Euler:
 *
 *   v ← v + bend·(v − vRest)·(v − vCrit) + gain·(i + iExt);   i ← i·decay
 *   S = v ≥ vPeak;  v ← vReset where S
 */
import { choose } from "neuroglia/assembly/simd";

/** Four neurons; returns the mask of those that spike. */
// @ts-ignore: decorator
@inline export function quadraticStep(
  v: usize, i: usize,
  vRest: v128, vCrit: v128, vPeak: v128, vReset: v128, iExt: v128, bend: v128, gain: v128, decay: v128,
): v128 {
  const now = v128.load(v);
  const current = v128.load(i);
  const slope = f32x4.mul(f32x4.mul(bend, f32x4.sub(now, vRest)), f32x4.sub(now, vCrit));
  const next = f32x4.add(now, f32x4.add(slope, f32x4.mul(gain, f32x4.add(current, iExt))));
  v128.store(i, f32x4.mul(current, decay));
  const fired = f32x4.ge(next, vPeak);
  v128.store(v, choose(fired, vReset, next));
  return fired;
}
