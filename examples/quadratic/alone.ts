/** The step alone, for a test: four neurons with the same params, as often as asked. */
import { quadraticStep } from "./kernel";

export function steps(
  n: u32, v: usize, i: usize,
  vRest: f32, vCrit: f32, vPeak: f32, vReset: f32, iExt: f32, bend: f32, gain: f32, decay: f32,
): u32 {
  let spikes: u32 = 0;
  for (let k: u32 = 0; k < n; k++) {
    const fired = quadraticStep(
      v, i,
      f32x4.splat(vRest), f32x4.splat(vCrit), f32x4.splat(vPeak), f32x4.splat(vReset),
      f32x4.splat(iExt), f32x4.splat(bend), f32x4.splat(gain), f32x4.splat(decay),
    );
    spikes += popcnt<u32>(<u32>i32x4.bitmask(fired));
  }
  return spikes;
}
