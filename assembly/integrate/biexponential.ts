/** A synaptic current that rises and decays (src/models/biexponential.ts): iSyn ← iSyn·fall + q·feed, q ← q·rise. */

/** Four neurons; returns iSyn as it was at t. */
// @ts-ignore: decorator
@inline export function fadeBiexponential(iSynAt: usize, q: v128, qAt: usize, rise: v128, fall: v128, feed: v128): v128 {
  const iSyn = v128.load(iSynAt);
  v128.store(iSynAt, f32x4.add(f32x4.mul(iSyn, fall), f32x4.mul(q, feed)));
  v128.store(qAt, f32x4.mul(q, rise));
  return iSyn;
}
