/**
 * Pair STDP gated by the calcium c of the target (AP-STDP, as in the authors' LSM_APSTDP_STDP.py):
 *
 *   an increment > 0 passes where cTheta < c < cTheta + cDelta
 *   an increment < 0 passes where cTheta − cDelta < c < cTheta
 */
import { stdpPostGain, stdpPreGain } from "./stdp";

export { stdpPostGain as apStdpPostGain, stdpPreGain as apStdpPreGain };

// @ts-ignore: decorator
@inline function gated(dw: f32, c: f32, cTheta: f32, cDelta: f32): f32 {
  const low = select<f32>(cTheta, cTheta - cDelta, dw > 0);
  return select<f32>(dw, 0, <i32>(c > low) & <i32>(c < low + cDelta));
}

// @ts-ignore: decorator
@inline export function apStdpOnPre(gain: f32, y: f32, c: f32, cTheta: f32, cDelta: f32): f32 {
  return gated(gain * y, c, cTheta, cDelta);
}

// @ts-ignore: decorator
@inline export function apStdpOnPost(gain: f32, x: f32, c: f32, cTheta: f32, cDelta: f32): f32 {
  return gated(gain * x, c, cTheta, cDelta);
}
