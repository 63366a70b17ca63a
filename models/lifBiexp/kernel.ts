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
  vAt: usize, leftAt: usize, iSynAt: usize, iAt: usize, qAt: usize,
  theta: v128, reset: v128, vInf: v128, leak: v128, gain: v128, gainSyn: v128, gainQ: v128,
  rise: v128, fall: v128, feed: v128, refSteps: v128, heldAbove: v128,
): v128 {
  const q = v128.load(qAt);
  const iSyn = fadeBiexponential(iSynAt, q, qAt, rise, fall, feed);
  let v = v128.load(vAt);
  v = f32x4.add(f32x4.add(v, f32x4.mul(f32x4.sub(vInf, v), leak)), f32x4.mul(v128.load(iAt), gain));
  v = f32x4.add(v, f32x4.add(f32x4.mul(iSyn, gainSyn), f32x4.mul(q, gainQ)));
  v128.store(iAt, f32x4.splat(0));
  return threshold(vAt, leftAt, v, theta, reset, refSteps, heldAbove);
}
