/**
 * Delays of the synapses of one target, as numbers of whole steps: ⌊value/step + ½⌋ − firstDelay, within 0 … nDelays − 1.
 * Where the value rises with its one random word, so does the number, and a table of the words where it changes, found by
 * bisection once, takes the place of the distribution's own arithmetic.
 */
import { drawValues, isRising, valueOf } from "./values";
import { words16 } from "./words";
import {
  DRAW_CLOCK,
  DRAW_KIND,
  DRAW_STREAM,
  PLACEMENT_DELAY,
  PLACEMENT_DELAYS,
  PLACEMENT_DELAY_TABLE,
  PLACEMENT_FIRST_DELAY,
  PLACEMENT_N_DELAYS,
  PLACEMENT_STEP,
} from "../generated/layout";

/** Bytes of the table's first part: for each value of a word's high byte, the number of the least such word. */
// @ts-ignore: decorator
@inline const GUIDE: usize = 1024;

// @ts-ignore: decorator
@inline function numberOf(value: f32, step: f64, first: f64, most: f64): u32 {
  return <u32>min(max(floor<f64>(<f64>value / step + 0.5) - first, 0.0), most);
}

/** Fills `delayTable`: the guide, then for each number d the least word (u64) whose number is d or above. */
export function tabulateDelays(placement: usize): void {
  const draw = load<usize>(placement + PLACEMENT_DELAY);
  if (!isRising(load<u32>(draw + DRAW_KIND))) return;
  const table = load<usize>(placement + PLACEMENT_DELAY_TABLE);
  const step = load<f64>(load<usize>(placement + PLACEMENT_STEP));
  const first = <f64>load<u32>(placement + PLACEMENT_FIRST_DELAY);
  const nDelays = load<u32>(placement + PLACEMENT_N_DELAYS);
  for (let d: u32 = 0; d < nDelays; d++) {
    let low: u64 = 0;
    let high: u64 = 1 << 32;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (numberOf(valueOf(draw, <u32>middle), step, first, <f64>(nDelays - 1)) >= d) high = middle;
      else low = middle + 1;
    }
    store<u64>(table + GUIDE + (<usize>d << 3), low);
  }
  let d: u32 = 0;
  for (let byte: u32 = 0; byte < 256; byte++) {
    while (d + 1 < nDelays && load<u64>(table + GUIDE + (<usize>d << 3), 8) <= <u64>(byte << 24)) d++;
    store<u32>(table + (<usize>byte << 2), d);
  }
}

/** Adds the delay's number to each of n words at `rows`, for target t. */
export function addDelays(placement: usize, t: u32, n: u32, rows: usize): void {
  const draw = load<usize>(placement + PLACEMENT_DELAY);
  const nDelays = load<u32>(placement + PLACEMENT_N_DELAYS);
  if (!isRising(load<u32>(draw + DRAW_KIND))) {
    const values = load<usize>(placement + PLACEMENT_DELAYS);
    const step = load<f64>(load<usize>(placement + PLACEMENT_STEP));
    const first = <f64>load<u32>(placement + PLACEMENT_FIRST_DELAY);
    drawValues(draw, values, n, t);
    for (let k: usize = 0; k < <usize>n << 2; k += 4)
      store<u32>(rows + k, load<u32>(rows + k) + numberOf(load<f32>(values + k), step, first, <f64>(nDelays - 1)));
    return;
  }
  const table = load<usize>(placement + PLACEMENT_DELAY_TABLE);
  const stream = load<u32>(draw + DRAW_STREAM);
  const clock = load<usize>(draw + DRAW_CLOCK);
  for (let first: u32 = 0; first < n; first += 16) {
    const scratch = words16(clock, stream, first >> 4, t);
    const last = min(first + 16, n);
    for (let k = first; k < last; k++) {
      const word = load<u32>(scratch + (<usize>(k - first) << 2));
      let d = load<u32>(table + (<usize>(word >> 24) << 2));
      while (d + 1 < nDelays && load<u64>(table + GUIDE + (<usize>d << 3), 8) <= <u64>word) d++;
      const at = rows + (<usize>k << 2);
      store<u32>(at, load<u32>(at) + d);
    }
  }
}
