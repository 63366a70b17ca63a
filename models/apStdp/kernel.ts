/**
 * Pair STDP gated by the calcium c of the target (AP-STDP, as in the authors' LSM_APSTDP_STDP.py):
 *
 *   an increment > 0 passes where cTheta < c < cTheta + cDelta
 *   an increment < 0 passes where cTheta − cDelta < c < cTheta
 */
import { choose } from "../../assembly/simd";
import { stdpPostGain, stdpPreGain } from "../stdp/kernel";

// @ts-ignore: decorator
@inline export function apStdpPreGain(aPlus: f32, aMinus: f32, inverted: f32): f32 {
  return stdpPreGain(aPlus, aMinus, inverted);
}

// @ts-ignore: decorator
@inline export function apStdpPostGain(aPlus: f32, aMinus: f32, inverted: f32): f32 {
  return stdpPostGain(aPlus, aMinus, inverted);
}

// @ts-ignore: decorator
@inline function gated(dw: v128, c: v128, cTheta: v128, cDelta: v128): v128 {
  const low = choose(f32x4.gt(dw, f32x4.splat(0)), cTheta, f32x4.sub(cTheta, cDelta));
  return v128.and(dw, v128.and(f32x4.gt(c, low), f32x4.lt(c, f32x4.add(low, cDelta))));
}

// @ts-ignore: decorator
@inline export function apStdpOnPre(gain: v128, y: v128, c: v128, cTheta: v128, cDelta: v128): v128 {
  return gated(f32x4.mul(gain, y), c, cTheta, cDelta);
}

// @ts-ignore: decorator
@inline export function apStdpOnPost(gain: v128, x: v128, c: v128, cTheta: v128, cDelta: v128): v128 {
  return gated(f32x4.mul(gain, x), c, cTheta, cDelta);
}
