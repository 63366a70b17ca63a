/**
 * Leaky integrate-and-fire, exponential currents, exact (Rotter & Diesmann 1999), potentials as in threshold.ts:
 *
 *   v ← v + (vInf − v)·leak + iE·gainE + iI·gainI
 *   iE ← iE·decayE;   iI ← iI·decayI;   what is due at t+dt joins them after the step
 *   then v ← v + delta, delta ← 0, threshold, reset and refractory period (threshold.ts, held.ts)
 */
/** Four neurons: v at t+dt, before delta and the threshold; the columns are seen to by the loop. */
// @ts-ignore: decorator
@inline export function lifAdvance(
  v: v128, iE: v128, iI: v128, vInf: v128, leak: v128, gainE: v128, gainI: v128,
): v128 {
  const free = f32x4.add(v, f32x4.mul(f32x4.sub(vInf, v), leak));
  return f32x4.add(free, f32x4.add(f32x4.mul(iE, gainE), f32x4.mul(iI, gainI)));
}
