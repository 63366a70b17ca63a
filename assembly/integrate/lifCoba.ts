/**
 * Leaky integrate-and-fire, exponential conductances; the trapezoidal rule with mean conductances over the step. With
 * e = gE·shareE and i = gI·shareI, these means relative to the leak:
 *
 *   v ← v + 2·(vInf − v + e·(eRevE − v) + i·(eRevI − v))/(inertia + e + i) + delta
 *   gE ← gE·decayE;   gI ← gI·decayI;   what is due at t+dt joins them after the step
 *   then delta ← 0, threshold, reset and refractory period (threshold.ts, held.ts)
 */
/** Four neurons: v at t+dt, before the threshold; the columns are seen to by the loop. */
// @ts-ignore: decorator
@inline export function lifCobaAdvance(
  v: v128, gE: v128, gI: v128, delta: v128,
  vInf: v128, inertia: v128, shareE: v128, shareI: v128, eRevE: v128, eRevI: v128,
): v128 {
  const e = f32x4.mul(gE, shareE);
  const i = f32x4.mul(gI, shareI);
  const pull = f32x4.add(
    f32x4.sub(vInf, v),
    f32x4.add(f32x4.mul(e, f32x4.sub(eRevE, v)), f32x4.mul(i, f32x4.sub(eRevI, v))),
  );
  const half = f32x4.div(pull, f32x4.add(inertia, f32x4.add(e, i)));
  return f32x4.add(f32x4.add(v, f32x4.add(half, half)), delta);
}
