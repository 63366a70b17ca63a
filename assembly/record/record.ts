/**
 * Recorders copy what was asked for into their buffers, which the host empties between two calls of the run loop. Spike
 * lists are ascending, so the spikes of a range of neurons stand together in a list.
 */
import { choose } from "../simd";
import { slotAt } from "../spikes";
import {
  CLOCK_HALT,
  POPULATION_CLOCK,
  POPULATION_N_NEURONS,
  SPIKE_RECORDER_BEGIN,
  SPIKE_RECORDER_BUFFER,
  SPIKE_RECORDER_CAPACITY,
  SPIKE_RECORDER_END,
  SPIKE_RECORDER_FILL,
  SPIKE_RECORDER_LOOKUP,
  SPIKE_RECORDER_POPULATION,
  SPIKE_RECORDER_RESERVE,
  STATE_RECORDER_BUFFER,
  STATE_RECORDER_CAPACITY,
  STATE_RECORDER_CLOCK,
  STATE_RECORDER_COLUMN,
  STATE_RECORDER_EACH,
  STATE_RECORDER_EVERY,
  STATE_RECORDER_FILL,
  STATE_RECORDER_IDS,
  STATE_RECORDER_MODEL,
  STATE_RECORDER_N,
  STATE_RECORDER_OBSERVE,
  STATE_RECORDER_REFERENCES,
  STATE_RECORDER_WIDE,
} from "../generated/layout";

/** The first word of the ascending ids in [at, end) that is not below `id`. */
// @ts-ignore: decorator
@inline export function lowerBound(at: usize, end: usize, id: u32): usize {
  while (at < end) {
    const middle = at + (((end - at) >> 3) << 2);
    if (load<u32>(middle) < id) at = middle + 4;
    else end = middle;
  }
  return at;
}

/** Pairs (id − begin, step) of the ids in [list, listEnd); returns where the next pair goes. */
// @ts-ignore: decorator
@inline function recordRange(list: usize, listEnd: usize, begin: u32, step: u32, at: usize): usize {
  const begins = i32x4.splat(begin);
  const steps = i32x4.splat(step);
  for (; list + 16 <= listEnd; list += 16) {
    const index = i32x4.sub(v128.load(list), begins);
    v128.store(at, v128.shuffle<i32>(index, steps, 0, 4, 1, 5));
    v128.store(at, v128.shuffle<i32>(index, steps, 2, 6, 3, 7), 16);
    at += 32;
  }
  for (; list < listEnd; list += 4) {
    store<u32>(at, load<u32>(list) - begin);
    store<u32>(at, step, 4);
    at += 8;
  }
  return at;
}

/** The same where the table has an index; an id without one is written and then written over. */
// @ts-ignore: decorator
@inline function recordListed(list: usize, listEnd: usize, begin: u32, step: u32, at: usize, lookup: usize): usize {
  for (; list < listEnd; list += 4) {
    const index = load<i32>(lookup + (<usize>(load<u32>(list) - begin) << 2));
    store<i32>(at, index);
    store<u32>(at, step, 4);
    at += <usize>(index >= 0) << 3;
  }
  return at;
}

/** Pairs (index, step) of the spikes of this step; asks for a halt while fewer than `reserve` pairs are free. */
export function recordSpikes(block: usize, begin: u32, end: u32, step: u32): void {
  const population = load<usize>(block + SPIKE_RECORDER_POPULATION);
  const slot = slotAt(population, step);
  let list = slot + 16;
  let listEnd = list + (<usize>load<u32>(slot) << 2);
  if (list == listEnd) return;
  const first = load<u32>(block + SPIKE_RECORDER_BEGIN);
  const last = load<u32>(block + SPIKE_RECORDER_END);
  if (first > 0) list = lowerBound(list, listEnd, first);
  if (last < load<u32>(population + POPULATION_N_NEURONS)) listEnd = lowerBound(list, listEnd, last);
  const buffer = load<usize>(block + SPIKE_RECORDER_BUFFER);
  const lookup = load<usize>(block + SPIKE_RECORDER_LOOKUP);
  const from = buffer + (<usize>load<u32>(block + SPIKE_RECORDER_FILL) << 3);
  const at = lookup
    ? recordListed(list, listEnd, first, step, from, lookup)
    : recordRange(list, listEnd, first, step, from);
  const fill = <u32>((at - buffer) >> 3);
  store<u32>(block + SPIKE_RECORDER_FILL, fill);
  if (load<u32>(block + SPIKE_RECORDER_CAPACITY) - fill < load<u32>(block + SPIKE_RECORDER_RESERVE))
    store<u32>(load<usize>(population + POPULATION_CLOCK) + CLOCK_HALT, 1);
}

/** The one NaN that records have: which of them arithmetic makes is left to the machine. */
// @ts-ignore: decorator
@inline const CANONICAL_NAN: u32 = 0x7fc00000;
// @ts-ignore: decorator
@inline const CANONICAL_NAN_F64: u64 = 0x7ff8000000000000;

/** A row of the column, which a kernel fills first where it is no state, in every `every`-th step (0: in none); asks for a halt when the buffer is full. */
export function recordState(block: usize, begin: u32, end: u32, step: u32): void {
  const every = load<u32>(block + STATE_RECORDER_EVERY);
  if (every == 0 || (step + 1) % every != 0) return;
  const model = load<usize>(block + STATE_RECORDER_MODEL);
  if (model) call_indirect<void>(load<u32>(block + STATE_RECORDER_OBSERVE), model, begin, end, step + 1);
  const wide = load<usize>(block + STATE_RECORDER_WIDE);
  const bytes = <usize>load<u32>(block + STATE_RECORDER_N) << 2;
  const column = load<usize>(block + STATE_RECORDER_COLUMN);
  const ids = load<usize>(block + STATE_RECORDER_IDS);
  const fill = load<u32>(block + STATE_RECORDER_FILL);
  const row = load<usize>(block + STATE_RECORDER_BUFFER) + ((<usize>fill * bytes) << wide);
  const references = load<usize>(block + STATE_RECORDER_REFERENCES);
  const each = <usize>load<u32>(block + STATE_RECORDER_EACH);
  const nan = i32x4.splat(CANONICAL_NAN);
  let k: usize = 0;
  if (wide)
    for (; k < bytes; k += 4) {
      const x = load<f64>(column + ((ids ? <usize>load<u32>(ids + k) << 2 : k) << 1));
      store<u64>(row + (k << 1), x == x ? reinterpret<u64>(x) : CANONICAL_NAN_F64);
    }
  else if (ids == 0)
    for (; k + 16 <= bytes; k += 16) {
      let x = v128.load(column + k);
      if (references) x = f32x4.add(x, v128.load(references + k * each));
      v128.store(row + k, choose(f32x4.eq(x, x), x, nan));
    }
  for (; k < bytes; k += 4) {
    const o = ids ? <usize>load<u32>(ids + k) << 2 : k;
    let x = load<f32>(column + o);
    if (references) x += load<f32>(references + o * each);
    store<u32>(row + k, x == x ? reinterpret<u32>(x) : CANONICAL_NAN);
  }
  store<u32>(block + STATE_RECORDER_FILL, fill + 1);
  if (fill + 1 >= load<u32>(block + STATE_RECORDER_CAPACITY))
    store<u32>(load<usize>(block + STATE_RECORDER_CLOCK) + CLOCK_HALT, 1);
}
