/**
 * Izhikevich's model in physical units, forward Euler, all from the values at t:
 *
 *   v ← v + bend·(v − vRest)·(v − vT) + push·(I − u),   I = iExt + i + iE + iI + iSyn;   i ← 0
 *   bend = k·dt/cM, push = dt/cM
 *   u ← u + aStep·(b·(v − vRest) − u)
 *   iE ← iE·decayE;   iI ← iI·decayI;   iSyn ← iSyn·fall + q·feed;   q ← q·rise
 *   S = v ≥ vPeak;  v ← vReset, u ← u + d where S;   what is due at t+dt then joins iE, iI and q
 */
import { choose } from "../../assembly/simd";
import { fadeBiexponential } from "../../assembly/integrate/biexponential";

/** Four neurons; returns the mask of those that spike. */
// @ts-ignore: decorator
@inline export function izhikevichDimensionalStep(
  vAt: usize, uAt: usize, iSynAt: usize, iAt: usize, iEAt: usize, iIAt: usize, qAt: usize,
  vRest: v128, vT: v128, vPeak: v128, vReset: v128, b: v128, d: v128, iExt: v128,
  bend: v128, push: v128, aStep: v128, decayE: v128, decayI: v128, rise: v128, fall: v128, feed: v128,
): v128 {
  const iE = v128.load(iEAt);
  const iI = v128.load(iIAt);
  const iSyn = fadeBiexponential(iSynAt, v128.load(qAt), qAt, rise, fall, feed);
  const current = f32x4.add(f32x4.add(iExt, v128.load(iAt)), f32x4.add(f32x4.add(iE, iI), iSyn));
  v128.store(iAt, f32x4.splat(0));
  v128.store(iEAt, f32x4.mul(iE, decayE));
  v128.store(iIAt, f32x4.mul(iI, decayI));
  const v = v128.load(vAt);
  const u = v128.load(uAt);
  const above = f32x4.sub(v, vRest);
  const square = f32x4.mul(f32x4.mul(bend, above), f32x4.sub(v, vT));
  const next = f32x4.add(v, f32x4.add(square, f32x4.mul(push, f32x4.sub(current, u))));
  const uNext = f32x4.add(u, f32x4.mul(aStep, f32x4.sub(f32x4.mul(b, above), u)));
  const fired = f32x4.ge(next, vPeak);
  v128.store(vAt, choose(fired, vReset, next));
  v128.store(uAt, f32x4.add(uNext, v128.and(fired, d)));
  return fired;
}
