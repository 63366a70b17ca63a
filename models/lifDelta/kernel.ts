/**
 * Leaky integrate-and-fire, delta synapses, exact (Rotter & Diesmann 1999), potentials as in threshold.ts:
 *
 *   v ← v + (vInf − v)·leak
 *   then v ← v + delta, delta ← 0, threshold, reset and refractory period (threshold.ts, held.ts)
 */
/** Four neurons: v at t+dt, before delta and the threshold; the columns are seen to by the loop. */
// @ts-ignore: decorator
@inline export function lifDeltaAdvance(v: v128, vInf: v128, leak: v128): v128 {
  return f32x4.add(v, f32x4.mul(f32x4.sub(vInf, v), leak));
}
