/**
 * One pulse a step: neuron first + ⌊word·count / 2^32⌋ of the group gets `amplitude`, word 0 of counter (0, step, trial,
 * stream). Every memory draws it; the one that owns the neuron adds.
 */
import { below, philox } from "../../assembly/random";
import {
  CLOCK_SCRATCH,
  CLOCK_SEED_HIGH,
  CLOCK_SEED_LOW,
  CLOCK_TRIAL,
  DRIVE_CLOCK,
  DRIVE_COUNT,
  DRIVE_FIRST,
  DRIVE_INPUT,
  DRIVE_STREAM,
  PULSE_DRIVE_AMPLITUDE,
} from "../../assembly/generated/layout";

export function pulseDrive(block: usize, begin: u32, end: u32, step: u32): void {
  const clock = load<usize>(block + DRIVE_CLOCK);
  const scratch = load<usize>(clock + CLOCK_SCRATCH);
  const key0 = load<u32>(clock + CLOCK_SEED_LOW);
  const key1 = load<u32>(clock + CLOCK_SEED_HIGH);
  philox(scratch, 0, step, load<u32>(clock + CLOCK_TRIAL), load<u32>(block + DRIVE_STREAM), key0, key1, 7);
  const id = load<u32>(block + DRIVE_FIRST) + below(load<u32>(scratch), load<u32>(block + DRIVE_COUNT));
  if (id < begin || id >= end) return;
  const at = load<usize>(block + DRIVE_INPUT) + (<usize>id << 2);
  store<f32>(at, load<f32>(at) + load<f32>(block + PULSE_DRIVE_AMPLITUDE));
}
