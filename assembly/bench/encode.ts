/** Scalar twin of the Bernoulli source: one Philox counter (four cells) at a time, the same words. */
import { philox, unit } from "../random";
import { emitSpikes, openSlot } from "../spikes";
import {
  CLOCK_SCRATCH,
  CLOCK_SEED_HIGH,
  CLOCK_SEED_LOW,
  CLOCK_TRIAL,
  POPULATION_CLOCK,
  POPULATION_N_NEURONS,
  POPULATION_STREAM,
} from "../generated/layout";
import {
  BERNOULLI_N_ROWS,
  BERNOULLI_PROBABILITIES,
  BERNOULLI_ROW_STEPS,
} from "../generated/models";

/** `begin` is a multiple of four, as in every schedule. */
export function bernoulliEmitScalar(block: usize, begin: u32, end: u32, step: u32): void {
  const slot = openSlot(block, begin, step);
  const rowSteps = load<u32>(block + BERNOULLI_ROW_STEPS);
  const row: u32 = rowSteps == 0 ? 0 : step / rowSteps;
  if (row >= load<u32>(block + BERNOULLI_N_ROWS)) return;
  const clock = load<usize>(block + POPULATION_CLOCK);
  const scratch = load<usize>(clock + CLOCK_SCRATCH);
  const key0 = load<u32>(clock + CLOCK_SEED_LOW);
  const key1 = load<u32>(clock + CLOCK_SEED_HIGH);
  const trial = load<u32>(clock + CLOCK_TRIAL);
  const stream = load<u32>(block + POPULATION_STREAM);
  const rowBytes = <usize>((load<u32>(block + POPULATION_N_NEURONS) + 15) >> 4) << 6;
  const probabilities = load<usize>(block + BERNOULLI_PROBABILITIES) + <usize>row * rowBytes;
  for (let k = begin; k < end; k += 4) {
    const p = probabilities + (<usize>k << 2);
    // A row is padded with zeros to whole groups, so the last group needs no bound.
    if (load<f32>(p) == 0 && load<f32>(p, 4) == 0 && load<f32>(p, 8) == 0 && load<f32>(p, 12) == 0) continue;
    philox(scratch, k >> 2, step, trial, stream, key0, key1, 7);
    if (unit(load<u32>(scratch)) < load<f32>(p)) emitSpikes(block, slot, 1, k, step);
    if (unit(load<u32>(scratch, 4)) < load<f32>(p, 4)) emitSpikes(block, slot, 1, k + 1, step);
    if (unit(load<u32>(scratch, 8)) < load<f32>(p, 8)) emitSpikes(block, slot, 1, k + 2, step);
    if (unit(load<u32>(scratch, 12)) < load<f32>(p, 12)) emitSpikes(block, slot, 1, k + 3, step);
  }
}
