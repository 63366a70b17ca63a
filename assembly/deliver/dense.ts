/**
 * Delivery where every source reaches every target with one delay: a row is nothing but weights, in the order of targets,
 *
 *   input_t += w_jt   for every spiking source j, in the order of sources
 *
 * Four rows are added in one pass over the column, each target's sum in the same order as row by row.
 */
import { lagOf, slotAt } from "../spikes";
import {
  PROJECTION_INPUT,
  PROJECTION_POST_BEGIN,
  PROJECTION_POST_END,
  PROJECTION_PRE,
  PROJECTION_PRE_BEGIN,
  PROJECTION_PRE_END,
  PROJECTION_ROW_BYTES,
  PROJECTION_TALLY,
  PROJECTION_WEIGHTS,
} from "../generated/layout";

/** input[0 … n bytes) += a. */
// @ts-ignore: decorator
@inline function addRow(input: usize, bytes: usize, a: usize): void {
  let o: usize = 0;
  for (; o + 16 <= bytes; o += 16) v128.store(input + o, f32x4.add(v128.load(input + o), v128.load(a + o)));
  for (; o < bytes; o += 4) store<f32>(input + o, load<f32>(input + o) + load<f32>(a + o));
}

/** input[0 … n bytes) += a, b, c, d one after the other. */
// @ts-ignore: decorator
@inline function addFourRows(input: usize, bytes: usize, a: usize, b: usize, c: usize, d: usize): void {
  let o: usize = 0;
  for (; o + 16 <= bytes; o += 16) {
    const ab = f32x4.add(f32x4.add(v128.load(input + o), v128.load(a + o)), v128.load(b + o));
    v128.store(input + o, f32x4.add(f32x4.add(ab, v128.load(c + o)), v128.load(d + o)));
  }
  for (; o < bytes; o += 4) {
    const ab = load<f32>(input + o) + load<f32>(a + o) + load<f32>(b + o);
    store<f32>(input + o, ab + load<f32>(c + o) + load<f32>(d + o));
  }
}

export function deliverDense(block: usize, begin: u32, end: u32, step: u32): void {
  const preBegin = load<u32>(block + PROJECTION_PRE_BEGIN);
  const preEnd = load<u32>(block + PROJECTION_PRE_END);
  const postBegin = load<u32>(block + PROJECTION_POST_BEGIN);
  const nPost = load<u32>(block + PROJECTION_POST_END) - postBegin;
  const bytes = <usize>nPost << 2;
  const input = load<usize>(block + PROJECTION_INPUT) + (<usize>postBegin << 2);
  const weights = load<usize>(block + PROJECTION_WEIGHTS);
  const rowBytes = load<usize>(block + PROJECTION_ROW_BYTES);
  const slot = slotAt(load<usize>(block + PROJECTION_PRE), step - lagOf(block, 0));
  // Ids ascend, so that those of the range stand together.
  let spike = slot + 16;
  let spikesEnd = spike + (<usize>load<u32>(slot) << 2);
  while (spike < spikesEnd && load<u32>(spike) < preBegin) spike += 4;
  while (spike < spikesEnd && load<u32>(spikesEnd - 4) >= preEnd) spikesEnd -= 4;
  const tally = load<usize>(block + PROJECTION_TALLY);
  store<f64>(tally, load<f64>(tally) + <f64>((spikesEnd - spike) >> 2) * <f64>nPost);
  for (; spike + 16 <= spikesEnd; spike += 16)
    addFourRows(
      input,
      bytes,
      weights + <usize>(load<u32>(spike) - preBegin) * rowBytes,
      weights + <usize>(load<u32>(spike, 4) - preBegin) * rowBytes,
      weights + <usize>(load<u32>(spike, 8) - preBegin) * rowBytes,
      weights + <usize>(load<u32>(spike, 12) - preBegin) * rowBytes,
    );
  for (; spike < spikesEnd; spike += 4) addRow(input, bytes, weights + <usize>(load<u32>(spike) - preBegin) * rowBytes);
}
