/**
 * Pair STDP, additive (Song, Miller & Abbott 2000). The increments of four weights:
 *
 *   at a presynaptic spike:   preGain·y,   preGain  = −aMinus (aPlus where inverted)
 *   at a postsynaptic spike:  postGain·x,  postGain =  aPlus (−aMinus where inverted)
 *
 * inverted is the rule of Ivanov & Michmizos (2021) for inhibitory sources, whose weights are ≤ 0.
 */

// @ts-ignore: decorator
@inline export function stdpPreGain(aPlus: f32, aMinus: f32, inverted: f32): f32 {
  return inverted > 0 ? aPlus : -aMinus;
}

// @ts-ignore: decorator
@inline export function stdpPostGain(aPlus: f32, aMinus: f32, inverted: f32): f32 {
  return inverted > 0 ? -aMinus : aPlus;
}

// @ts-ignore: decorator
@inline export function stdpOnPre(gain: v128, y: v128): v128 {
  return f32x4.mul(gain, y);
}

// @ts-ignore: decorator
@inline export function stdpOnPost(gain: v128, x: v128): v128 {
  return f32x4.mul(gain, x);
}
