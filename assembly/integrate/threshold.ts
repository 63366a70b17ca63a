/**
 * Threshold, reset and refractory period of the integrate-and-fire neurons, after v has been taken to t+dt. v, theta (vTh)
 * and reset (vReset) are relative to the origin of refractory.ts:
 *
 *   S = v ≥ theta and refractoryLeft ≤ 0
 *   v ← reset where S or refractoryLeft > heldAbove
 *   refractoryLeft ← refSteps where S, max(refractoryLeft − 1, 0) elsewhere
 */
import { choose } from "../simd";

/** Four neurons with their new v; stores v and refractoryLeft and returns the mask of those that spike. */
// @ts-ignore: decorator
@inline export function threshold(
  vAt: usize, leftAt: usize, v: v128, theta: v128, reset: v128, refSteps: v128, heldAbove: v128,
): v128 {
  const left = v128.load(leftAt);
  const blocked = f32x4.gt(left, f32x4.splat(0));
  const fired = v128.andnot(f32x4.ge(v, theta), blocked);
  v128.store(vAt, choose(v128.or(fired, f32x4.gt(left, heldAbove)), reset, v));
  // A true lane is −1 as an integer: what counts down needs no constant and no second mask.
  v128.store(leftAt, f32x4.pmax(f32x4.add(left, f32x4.convert_i32x4_s(blocked)), v128.and(fired, refSteps)));
  return fired;
}
