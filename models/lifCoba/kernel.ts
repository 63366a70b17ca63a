/**
 * Leaky integrate-and-fire, exponential conductances; the limited trapezoidal rule with mean conductances over the step. With
 * e = gE·shareE and i = gI·shareI, these means relative to the leak, all together g = 1 + e + i, and potentials as in threshold.ts:
 *
 *   v ← v + (vInf + e·pullE + i·pullI − g·v)/max(inertia + (e + i)/2, g)
 *   gE ← gE·decayE;   gI ← gI·decayI;   what is due at t+dt joins them after the step
 *   then v ← v + delta, delta ← 0, threshold, reset and refractory period (threshold.ts, held.ts)
 *
 * inertia + (e + i)/2 is g·(1/z + 1/2) of z = dt·gL·g/cM, so that v goes z/(1 + z/2) of the way, at most all of it.
 */
/** Four neurons: v at t+dt, before delta and the threshold; the columns are seen to by the loop. */
// @ts-ignore: decorator
@inline export function lifCobaAdvance(
  v: v128, gE: v128, gI: v128,
  vInf: v128, inertia: v128, shareE: v128, shareI: v128, pullE: v128, pullI: v128,
): v128 {
  const e = f32x4.mul(gE, shareE);
  const i = f32x4.mul(gI, shareI);
  const synaptic = f32x4.add(e, i);
  const g = f32x4.add(synaptic, f32x4.splat(1));
  const drawn = f32x4.add(f32x4.add(vInf, f32x4.mul(e, pullE)), f32x4.mul(i, pullI));
  const resist = f32x4.pmax(f32x4.add(inertia, f32x4.mul(synaptic, f32x4.splat(0.5))), g);
  return f32x4.add(v, f32x4.div(f32x4.sub(drawn, f32x4.mul(g, v)), resist));
}
