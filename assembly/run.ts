import { CLOCK_HALT, CLOCK_STEP } from "./generated/layout";

/**
 * Runs up to `steps` steps of a schedule: `count` operations of four words (place in the table, block, begin, end), in order.
 * What stands in the table are kernels of this module and of models' modules, of one signature: (block, begin, end, step).
 * Ends early after a step in which a recorder asked to be emptied. Returns the number of steps done.
 */
export function runSteps(schedule: usize, count: u32, clock: usize, steps: u32): u32 {
  const last = schedule + (<usize>count << 4);
  let step = load<u32>(clock + CLOCK_STEP);
  store<u32>(clock + CLOCK_HALT, 0);
  for (let done: u32 = 0; done < steps; ) {
    for (let op = schedule; op < last; op += 16)
      call_indirect<void>(load<u32>(op), load<usize>(op, 4), load<u32>(op, 8), load<u32>(op, 12), step);
    step++;
    done++;
    store<u32>(clock + CLOCK_STEP, step);
    if (load<u32>(clock + CLOCK_HALT) != 0) return done;
  }
  return steps;
}
