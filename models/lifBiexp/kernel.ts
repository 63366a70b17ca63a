/**
 * Leaky integrate-and-fire, biexponential current, exact (Rotter & Diesmann 1999), potentials as in threshold.ts:
 *
 *   v ← v + (vInf − v)·leak + i·gain + iSyn·gainSyn + q·gainQ;   i ← 0
 *   iSyn ← iSyn·fall + q·feed;   q ← q·rise;   what is due at t+dt joins q after the step
 *   then threshold, reset and refractory period (threshold.ts)
 */
import { fadeBiexponential } from "../../assembly/integrate/biexponential";
import { threshold } from "../../assembly/integrate/threshold";

/** Four neurons; returns the mask of those that spike. */
// @ts-ignore: decorator
@inline export function lifBiexpStep(
  v: usize, refractoryLeft: usize, iSyn: usize, i: usize, q: usize,
  theta: v128, reset: v128, vInf: v128, leak: v128, gain: v128, gainSyn: v128, gainQ: v128,
  rise: v128, fall: v128, feed: v128, refSteps: v128, heldAbove: v128,
): v128 {
  const charge = v128.load(q);
  const current = fadeBiexponential(iSyn, charge, q, rise, fall, feed);
  let next = v128.load(v);
  next = f32x4.add(f32x4.add(next, f32x4.mul(f32x4.sub(vInf, next), leak)), f32x4.mul(v128.load(i), gain));
  next = f32x4.add(next, f32x4.add(f32x4.mul(current, gainSyn), f32x4.mul(charge, gainQ)));
  v128.store(i, f32x4.splat(0));
  return threshold(v, refractoryLeft, next, theta, reset, refSteps, heldAbove);
}
