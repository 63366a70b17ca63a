/**
 * Leaky integrate-and-fire, exponential conductances; the trapezoidal rule with mean conductances over the step. With
 * e = gE·shareE and i = gI·shareI, these means relative to the leak:
 *
 *   v ← v + 2·(vInf − v + e·(eRevE − v) + i·(eRevI − v))/(inertia + e + i) + delta
 *   gE ← gE·decayE;   gI ← gI·decayI;   what is due at t+dt joins them after the step
 *   then delta ← 0, threshold, reset and refractory period (threshold.ts, held.ts)
 */
/** Four neurons with their v and delta; decays the columns of gE and gI and returns v before the threshold. */
// @ts-ignore: decorator
@inline export function lifCobaAdvance(
  v: v128, gEAt: usize, gIAt: usize, delta: v128,
  vInf: v128, inertia: v128, shareE: v128, shareI: v128, eRevE: v128, eRevI: v128, decayE: v128, decayI: v128,
): v128 {
  const gE = v128.load(gEAt);
  const gI = v128.load(gIAt);
  v128.store(gEAt, f32x4.mul(gE, decayE));
  v128.store(gIAt, f32x4.mul(gI, decayI));
  const e = f32x4.mul(gE, shareE);
  const i = f32x4.mul(gI, shareI);
  const pull = f32x4.add(
    f32x4.sub(vInf, v),
    f32x4.add(f32x4.mul(e, f32x4.sub(eRevE, v)), f32x4.mul(i, f32x4.sub(eRevI, v))),
  );
  const half = f32x4.div(pull, f32x4.add(inertia, f32x4.add(e, i)));
  return f32x4.add(f32x4.add(v, f32x4.add(half, half)), delta);
}
