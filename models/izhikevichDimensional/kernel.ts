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
  v: usize, u: usize, iSyn: usize, i: usize, iE: usize, iI: usize, q: usize,
  vRest: v128, vT: v128, vPeak: v128, vReset: v128, b: v128, d: v128, iExt: v128,
  bend: v128, push: v128, aStep: v128, decayE: v128, decayI: v128, rise: v128, fall: v128, feed: v128,
): v128 {
  const exc = v128.load(iE);
  const inh = v128.load(iI);
  const syn = fadeBiexponential(iSyn, v128.load(q), q, rise, fall, feed);
  const current = f32x4.add(f32x4.add(iExt, v128.load(i)), f32x4.add(f32x4.add(exc, inh), syn));
  v128.store(i, f32x4.splat(0));
  v128.store(iE, f32x4.mul(exc, decayE));
  v128.store(iI, f32x4.mul(inh, decayI));
  const vNow = v128.load(v);
  const uNow = v128.load(u);
  const above = f32x4.sub(vNow, vRest);
  const square = f32x4.mul(f32x4.mul(bend, above), f32x4.sub(vNow, vT));
  const vNext = f32x4.add(vNow, f32x4.add(square, f32x4.mul(push, f32x4.sub(current, uNow))));
  const uNext = f32x4.add(uNow, f32x4.mul(aStep, f32x4.sub(f32x4.mul(b, above), uNow)));
  const fired = f32x4.ge(vNext, vPeak);
  v128.store(v, choose(fired, vReset, vNext));
  v128.store(u, f32x4.add(uNext, v128.and(fired, d)));
  return fired;
}
