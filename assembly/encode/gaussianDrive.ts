/**
 * Gaussian numbers: input ← input + (mean + sd·N), N standard normal, for every neuron of a range.
 *
 * Sixteen neurons share four counters (Box–Muller gives two numbers for two words): N of neuron k comes from counter
 * (4·(k >> 4) + (k & 3), step, trial, stream), words 2·((k >> 3) & 1) and the one after it, as number (k >> 2) & 1 of the two.
 */
import { philoxByWord } from "../random";
import { boxMuller } from "../vectorMath";
import {
  CLOCK_SCRATCH,
  CLOCK_SEED_HIGH,
  CLOCK_SEED_LOW,
  CLOCK_TRIAL,
  DRIVE_CLOCK,
  DRIVE_INPUT,
  DRIVE_STREAM,
  GAUSSIAN_DRIVE_MEAN,
  GAUSSIAN_DRIVE_SD,
} from "../generated/layout";

// @ts-ignore: decorator
@inline function addFour(at: usize, normal: usize, mean: v128, sd: v128): void {
  v128.store(at, f32x4.add(v128.load(at), f32x4.add(mean, f32x4.mul(sd, v128.load(normal)))));
}

export function gaussianDrive(block: usize, begin: u32, end: u32, step: u32): void {
  if (begin >= end) return;
  const clock = load<usize>(block + DRIVE_CLOCK);
  const key0 = load<u32>(clock + CLOCK_SEED_LOW);
  const key1 = load<u32>(clock + CLOCK_SEED_HIGH);
  const trial = load<u32>(clock + CLOCK_TRIAL);
  const scratch = load<usize>(clock + CLOCK_SCRATCH);
  const stream = load<u32>(block + DRIVE_STREAM);
  const input = load<usize>(block + DRIVE_INPUT);
  const mean = v128.load32_splat(block + GAUSSIAN_DRIVE_MEAN);
  const sd = v128.load32_splat(block + GAUSSIAN_DRIVE_SD);
  let k = begin & ~15;
  do {
    philoxByWord(scratch, k >> 2, step, trial, stream, key0, key1);
    boxMuller(scratch, v128.load(scratch), v128.load(scratch, 16));
    boxMuller(scratch + 32, v128.load(scratch, 32), v128.load(scratch, 48));
    const at = input + (<usize>k << 2);
    if (k >= begin && k + 16 <= end) {
      addFour(at, scratch, mean, sd);
      addFour(at + 16, scratch + 16, mean, sd);
      addFour(at + 32, scratch + 32, mean, sd);
      addFour(at + 48, scratch + 48, mean, sd);
    } else {
      const last = min<u32>(k + 16, end);
      for (let one = max<u32>(k, begin); one < last; one++) {
        const into = input + (<usize>one << 2);
        const normal = load<f32>(scratch + (<usize>(one - k) << 2));
        store<f32>(into, load<f32>(into) + (f32x4.extract_lane(mean, 0) + f32x4.extract_lane(sd, 0) * normal));
      }
    }
    k += 16;
  } while (k < end);
}
