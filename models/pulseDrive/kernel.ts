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
} from "../../assembly/generated/layout";

// @ts-ignore: decorator
@inline export function pulseDriveDraw(
  block: usize, begin: u32, end: u32, step: u32,
  clock: usize, stream: u32, input: usize, first: u32, count: u32, amplitude: f32,
): void {
  const scratch = load<usize>(clock + CLOCK_SCRATCH);
  const key0 = load<u32>(clock + CLOCK_SEED_LOW);
  const key1 = load<u32>(clock + CLOCK_SEED_HIGH);
  philox(scratch, 0, step, load<u32>(clock + CLOCK_TRIAL), stream, key0, key1, 7);
  const id = first + below(load<u32>(scratch), count);
  if (id < begin || id >= end) return;
  const at = input + (<usize>id << 2);
  store<f32>(at, load<f32>(at) + amplitude);
}
