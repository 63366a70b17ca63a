/**
 * Leaky integrate-and-fire, exponential currents, exact (Rotter & Diesmann 1999):
 *
 *   v ← v + (vInf − v)·leak + iE·gainE + iI·gainI + delta
 *   iE ← iE·decayE;   iI ← iI·decayI;   what is due at t+dt joins them after the step
 *   then delta ← 0, threshold, reset and refractory period (threshold.ts, held.ts)
 */
/** Four neurons with their v and delta; decays the columns of iE and iI and returns v before the threshold. */
// @ts-ignore: decorator
@inline export function lifAdvance(
  v: v128, iEAt: usize, iIAt: usize, delta: v128,
  vInf: v128, leak: v128, gainE: v128, gainI: v128, decayE: v128, decayI: v128,
): v128 {
  const iE = v128.load(iEAt);
  const iI = v128.load(iIAt);
  v128.store(iEAt, f32x4.mul(iE, decayE));
  v128.store(iIAt, f32x4.mul(iI, decayI));
  const free = f32x4.add(f32x4.add(v, f32x4.mul(f32x4.sub(vInf, v), leak)), delta);
  return f32x4.add(free, f32x4.add(f32x4.mul(iE, gainE), f32x4.mul(iI, gainI)));
}
