/**
 * Inhibitory STDP (Vogels et al. 2011). The increments of four weights, alpha of their targets:
 *
 *   at a presynaptic spike:   gain·(y − alpha)
 *   at a postsynaptic spike:  gain·x,           gain = eta (−eta where inverted: weights ≤ 0)
 */

// @ts-ignore: decorator
@inline export function inhibitoryStdpPreGain(eta: f32, inverted: f32): f32 {
  return inverted > 0 ? -eta : eta;
}

// @ts-ignore: decorator
@inline export function inhibitoryStdpPostGain(eta: f32, inverted: f32): f32 {
  return inverted > 0 ? -eta : eta;
}

// @ts-ignore: decorator
@inline export function inhibitoryStdpOnPre(gain: v128, y: v128, alpha: v128): v128 {
  return f32x4.mul(gain, f32x4.sub(y, alpha));
}

// @ts-ignore: decorator
@inline export function inhibitoryStdpOnPost(gain: v128, x: v128, alpha: v128): v128 {
  return f32x4.mul(gain, x);
}
