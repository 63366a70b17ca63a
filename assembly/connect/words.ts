/** Random words for what is built, where a call costs nothing beside what is done with them. */
import { philox16 } from "../random";
import { CLOCK_SCRATCH, CLOCK_SEED_HIGH, CLOCK_SEED_LOW } from "../generated/layout";

/** The words of elements 16·group … 16·group + 15 of (step, trial 0); returns their address. */
export function words16(clock: usize, stream: u32, group: u32, step: u32): usize {
  const scratch = load<usize>(clock + CLOCK_SCRATCH);
  philox16(scratch, group, step, 0, stream, load<u32>(clock + CLOCK_SEED_LOW), load<u32>(clock + CLOCK_SEED_HIGH));
  return scratch;
}
