/**
 * What an arriving spike releases (Markram, Wang & Tsodyks 1998; Tsodyks, Pawelzik & Markram 1998). A synapse keeps x, its
 * available resources, and u, their utilisation, as its last spike left them, a time Δt ago:
 *
 *   u ← u·exp(−Δt/tauFacil);  u ← u + uSe·(1 − u)
 *   x ← 1 − (1 − x)·exp(−Δt/tauRec);  r = u·x;  x ← x − r
 *
 * and the input takes weight·r. Before any spike x = 1, u = 0, and no Δt changes that.
 */

/** Four synapses whose states lie at `x` and `u`; returns r. */
// @ts-ignore: decorator
@inline export function tsodyksMarkramRelease(x: usize, u: usize, rec: v128, facil: v128, uSe: v128): v128 {
  const one = f32x4.splat(1);
  const left = f32x4.mul(v128.load(u), facil);
  const used = f32x4.add(left, f32x4.mul(uSe, f32x4.sub(one, left)));
  const there = f32x4.sub(one, f32x4.mul(f32x4.sub(one, v128.load(x)), rec));
  const released = f32x4.mul(used, there);
  v128.store(u, used);
  v128.store(x, f32x4.sub(there, released));
  return released;
}
