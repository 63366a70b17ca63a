/**
 * Bernoulli events: cell k emits in a step where u_k < p_k, u uniform in [0, 1) with 24 bits, word k of the stream.
 * `probabilities` holds nRows rows of whole groups of sixteen; row r lasts rowSteps steps (for ever if rowSteps = 0), the
 * first from step fromStep on; before the first and after the last row there is silence. Groups without a positive probability draw nothing.
 */
import { philox16, unit4 } from "../../assembly/random";
import { emitSpikes, openSlot } from "../../assembly/spikes";
import {
  CLOCK_SCRATCH,
  CLOCK_SEED_HIGH,
  CLOCK_SEED_LOW,
  CLOCK_TRIAL,
} from "../../assembly/generated/layout";

// @ts-ignore: decorator
@inline export function bernoulliEmit(
  block: usize, begin: u32, end: u32, step: u32,
  clock: usize, nNeurons: u32, stream: u32, probabilities: usize, rowSteps: u32, fromStep: u32, nRows: u32,
): void {
  const slot = openSlot(block, begin, step);
  if (step < fromStep) return;
  const row: u32 = rowSteps == 0 ? 0 : (step - fromStep) / rowSteps;
  if (row >= nRows) return;
  const scratch = load<usize>(clock + CLOCK_SCRATCH);
  const key0 = load<u32>(clock + CLOCK_SEED_LOW);
  const key1 = load<u32>(clock + CLOCK_SEED_HIGH);
  const trial = load<u32>(clock + CLOCK_TRIAL);
  const rowBytes = <usize>((nNeurons + 15) >> 4) << 6;
  const rowAt = probabilities + <usize>row * rowBytes;
  for (let k = begin & ~15; k < end; k += 16) {
    const p = rowAt + (<usize>k << 2);
    const p0 = v128.load(p);
    const p1 = v128.load(p, 16);
    const p2 = v128.load(p, 32);
    const p3 = v128.load(p, 48);
    if (!v128.any_true(v128.or(v128.or(p0, p1), v128.or(p2, p3)))) continue;
    philox16(scratch, k >> 4, step, trial, stream, key0, key1);
    let lanes = i32x4.bitmask(f32x4.lt(unit4(v128.load(scratch)), p0));
    lanes |= i32x4.bitmask(f32x4.lt(unit4(v128.load(scratch, 16)), p1)) << 4;
    lanes |= i32x4.bitmask(f32x4.lt(unit4(v128.load(scratch, 32)), p2)) << 8;
    lanes |= i32x4.bitmask(f32x4.lt(unit4(v128.load(scratch, 48)), p3)) << 12;
    // A range may begin or end within the group.
    if (k < begin) lanes &= -1 << (begin - k);
    if (k + 16 > end) lanes &= (1 << (end - k)) - 1;
    if (lanes != 0) emitSpikes(block, slot, lanes, k, step);
  }
}
