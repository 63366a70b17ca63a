/**
 * Leaky integrate-and-fire, exponential currents, exact (Rotter & Diesmann 1999):
 *
 *   v ← v + (vInf − v)·leak + iE·gainE + iI·gainI + delta;   delta ← 0
 *   iE ← iE·decayE;   iI ← iI·decayI;   what is due at t+dt joins them after the step
 *   then threshold, reset and refractory period (threshold.ts)
 */
import { threshold } from "./threshold";

/** Four neurons; returns the mask of those that spike. */
// @ts-ignore: decorator
@inline export function lifStep(
  vAt: usize, leftAt: usize, iEAt: usize, iIAt: usize, deltaAt: usize,
  vTh: v128, vReset: v128, vInf: v128, leak: v128, gainE: v128, gainI: v128, decayE: v128, decayI: v128,
  refSteps: v128, heldAbove: v128,
): v128 {
  const iE = v128.load(iEAt);
  const iI = v128.load(iIAt);
  let v = v128.load(vAt);
  v = f32x4.add(f32x4.add(v, f32x4.mul(f32x4.sub(vInf, v), leak)), v128.load(deltaAt));
  v = f32x4.add(v, f32x4.add(f32x4.mul(iE, gainE), f32x4.mul(iI, gainI)));
  v128.store(iEAt, f32x4.mul(iE, decayE));
  v128.store(iIAt, f32x4.mul(iI, decayI));
  v128.store(deltaAt, f32x4.splat(0));
  return threshold(vAt, leftAt, v, vTh, vReset, refSteps, heldAbove);
}
