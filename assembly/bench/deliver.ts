/** Scalar twins of static delivery with a weight a synapse or one for all. A scatter-add has no SIMD form, so it stands here to keep the two from drifting. */
import { lagOf, slotAt } from "../spikes";
import {
  PROJECTION_INPUT,
  PROJECTION_PRE,
  PROJECTION_PRE_BEGIN,
  PROJECTION_PRE_END,
  PROJECTION_ROWS,
  PROJECTION_TALLY,
  PROJECTION_TARGETS,
  PROJECTION_WEIGHT,
  PROJECTION_WEIGHTS,
} from "../generated/layout";

// @ts-ignore: decorator
@inline function deliverRows(block: usize, step: u32, uniform: bool): void {
  const rows = load<usize>(block + PROJECTION_ROWS);
  const targets = load<usize>(block + PROJECTION_TARGETS);
  const weights = load<usize>(block + PROJECTION_WEIGHTS);
  const weight = load<f32>(block + PROJECTION_WEIGHT);
  const input = load<usize>(block + PROJECTION_INPUT);
  const preBegin = load<u32>(block + PROJECTION_PRE_BEGIN);
  const preEnd = load<u32>(block + PROJECTION_PRE_END);
  const slot = slotAt(load<usize>(block + PROJECTION_PRE), step - lagOf(block, 0));
  const listEnd = slot + 16 + (<usize>load<u32>(slot) << 2);
  let events: u32 = 0;
  for (let list = slot + 16; list < listEnd; list += 4) {
    const id = load<u32>(list);
    if (id < preBegin || id >= preEnd) continue;
    const row = rows + (<usize>(id - preBegin) << 2);
    const k = load<u32>(row);
    const kEnd = load<u32>(row, 4);
    events += kEnd - k;
    for (let at = <usize>k << 2; at < <usize>kEnd << 2; at += 4) {
      const into = input + <usize>load<u32>(targets + at);
      store<f32>(into, load<f32>(into) + (uniform ? weight : load<f32>(weights + at)));
    }
  }
  const tally = load<usize>(block + PROJECTION_TALLY);
  store<f64>(tally, load<f64>(tally) + <f64>events);
}

export function deliverScalar(block: usize, begin: u32, end: u32, step: u32): void {
  deliverRows(block, step, false);
}

export function deliverUniformScalar(block: usize, begin: u32, end: u32, step: u32): void {
  deliverRows(block, step, true);
}
