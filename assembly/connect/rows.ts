/**
 * From the sources of one target after the other to rows by source. Two passes over the same draws, one that counts and
 * one that puts every synapse in its place, need no list of all synapses beside the rows themselves. Targets come in
 * ascending order, and so they stand within a row.
 *
 *   sparse, uniform   countSynapses, rowPositions, placeSynapses: row (source, delay) begins at rows[source·nDelays + delay];
 *                     while synapses are placed, rows[r + 1] is where the next one of row r goes, and so ends as its end
 *   dense             placeDense: weights[source][target]
 *   bitmap            placeBits: a bit a pair, and the number of synapses per source
 */
import { addDelays } from "./delays";
import { drawValues } from "./values";
import { listedAt, listSources } from "./rules";
import {
  CONNECT_LIST,
  PLACEMENT_BUCKETS,
  PLACEMENT_BUCKET_ENDS,
  PLACEMENT_BUCKET_SHIFT,
  PLACEMENT_BUCKET_SIZE,
  PLACEMENT_COLUMNS,
  PLACEMENT_GIVEN_DELAYS,
  PLACEMENT_GIVEN_WEIGHTS,
  PLACEMENT_N_BUCKETS,
  PLACEMENT_N_DELAYS,
  PLACEMENT_OWN_BEGIN,
  PLACEMENT_POST_BEGIN,
  PLACEMENT_ROWS,
  PLACEMENT_ROW_BYTES,
  PLACEMENT_TARGETS,
  PLACEMENT_VALUES,
  PLACEMENT_WEIGHT,
  PLACEMENT_WEIGHTS,
} from "../generated/layout";

/** Turns the sources of target t, `n` of them at `list`, into rows: source·nDelays + number of the delay. */
function listRows(connect: usize, placement: usize, t: u32, n: u32, list: usize): void {
  const nDelays = load<u32>(placement + PLACEMENT_N_DELAYS);
  if (nDelays == 1) return;
  const end = list + (<usize>n << 2);
  for (let at = list; at < end; at += 4) store<u32>(at, load<u32>(at) * nDelays);
  const given = load<usize>(placement + PLACEMENT_GIVEN_DELAYS);
  if (given == 0) {
    addDelays(placement, t, n, list);
    return;
  }
  const from = given + (<usize>listedAt(connect, t) << 2) - list;
  for (let at = list; at < end; at += 4) store<u32>(at, load<u32>(at) + load<u32>(from + at));
}

/** Weights of the synapses of target t; returns their address. */
// @ts-ignore: decorator
@inline function listWeights(connect: usize, placement: usize, t: u32, n: u32): usize {
  const given = load<usize>(placement + PLACEMENT_GIVEN_WEIGHTS);
  if (given != 0) return given + (<usize>listedAt(connect, t) << 2);
  const values = load<usize>(placement + PLACEMENT_VALUES);
  drawValues(load<usize>(placement + PLACEMENT_WEIGHT), values, n, t);
  return values;
}

/** Counts the synapses of targets [begin, end) in rows[r + 1], and leaves running totals by target in `columns`. */
export function countSynapses(connect: usize, placement: usize, begin: u32, end: u32): void {
  const list = load<usize>(connect + CONNECT_LIST);
  const rows = load<usize>(placement + PLACEMENT_ROWS);
  const columns = load<usize>(placement + PLACEMENT_COLUMNS);
  const ownBegin = load<u32>(placement + PLACEMENT_OWN_BEGIN);
  for (let t = begin; t < end; t++) {
    const n = listSources(connect, t);
    listRows(connect, placement, t, n, list);
    const listEnd = list + (<usize>n << 2);
    for (let at = list; at < listEnd; at += 4) {
      const row = rows + (<usize>load<u32>(at) << 2);
      store<u32>(row, load<u32>(row, 4) + 1, 4);
    }
    if (columns == 0) continue;
    const column = columns + (<usize>(t - ownBegin) << 2);
    store<u32>(column, load<u32>(column) + n, 4);
  }
}

/** From counts in rows[r + 1], r < nRows, to the beginning of row r there; returns the number of synapses. */
export function rowPositions(rows: usize, nRows: u32): f64 {
  let total: u64 = 0;
  for (let row = rows + 4; row <= rows + (<usize>nRows << 2); row += 4) {
    const count = load<u32>(row);
    store<u32>(row, <u32>total);
    total += <u64>count;
  }
  return <f64>total;
}

/** Puts the synapses of a bucket into their rows, in the order in which they came. */
// @ts-ignore: decorator
@inline function emptyBucket(
  first: usize, end: usize, rows: usize, targets: usize, weights: usize, weighted: bool,
): void {
  for (let at = first; at < end; at += weighted ? 12 : 8) {
    const row = rows + <usize>load<u32>(at);
    const place = load<u32>(row, 4);
    store<u32>(row, place + 1, 4);
    store<u32>(targets + (<usize>place << 2), load<u32>(at, 4));
    if (weighted) store<f32>(weights + (<usize>place << 2), load<f32>(at, 8));
  }
}

/**
 * `weighted` is a constant wherever this is inlined. Synapses wait in buckets of neighbouring rows (row offset, target
 * offset, weight) until one is full: a row a synapse would cost a miss of cache and address translation each.
 */
// @ts-ignore: decorator
@inline function placeRows(connect: usize, placement: usize, begin: u32, end: u32, weighted: bool): void {
  const list = load<usize>(connect + CONNECT_LIST);
  const rows = load<usize>(placement + PLACEMENT_ROWS);
  const targets = load<usize>(placement + PLACEMENT_TARGETS);
  const weights = load<usize>(placement + PLACEMENT_WEIGHTS);
  const postBegin = load<u32>(placement + PLACEMENT_POST_BEGIN);
  const buckets = load<usize>(placement + PLACEMENT_BUCKETS);
  const nBuckets = load<u32>(placement + PLACEMENT_N_BUCKETS);
  const shift = load<u32>(placement + PLACEMENT_BUCKET_SHIFT);
  const bytes = <usize>load<u32>(placement + PLACEMENT_BUCKET_SIZE) * (weighted ? 12 : 8);
  const ends = load<usize>(placement + PLACEMENT_BUCKET_ENDS);
  // The odd line keeps the buckets' ends from falling on the same cache sets.
  const stride = bytes + 64;
  for (let b: u32 = 0; b < nBuckets; b++) store<usize>(ends + (<usize>b << 2), buckets + <usize>b * stride);
  for (let t = begin; t < end; t++) {
    const n = listSources(connect, t);
    const listEnd = list + (<usize>n << 2);
    listRows(connect, placement, t, n, list);
    const target = (postBegin + t) << 2;
    const values = weighted ? listWeights(connect, placement, t, n) - list : 0;
    for (let at = list; at < listEnd; at += 4) {
      const row = load<u32>(at);
      const b = <usize>(row >> shift);
      const next = load<usize>(ends + (b << 2));
      store<u32>(next, row << 2);
      store<u32>(next, target, 4);
      if (weighted) store<f32>(next, load<f32>(values + at), 8);
      const first = buckets + b * stride;
      const following = next + (weighted ? 12 : 8);
      if (following < first + bytes) store<usize>(ends + (b << 2), following);
      else {
        emptyBucket(first, following, rows, targets, weights, weighted);
        store<usize>(ends + (b << 2), first);
      }
    }
  }
  for (let b: usize = 0; b < <usize>nBuckets; b++)
    emptyBucket(buckets + b * stride, load<usize>(ends + (b << 2)), rows, targets, weights, weighted);
}

/** Puts the synapses of targets [begin, end) in their places, with weights unless they are one for all. */
export function placeSynapses(connect: usize, placement: usize, begin: u32, end: u32): void {
  if (load<usize>(placement + PLACEMENT_WEIGHTS) != 0) placeRows(connect, placement, begin, end, true);
  else placeRows(connect, placement, begin, end, false);
}

/** Weights of targets [begin, end), row by source, column by target. */
export function placeDense(connect: usize, placement: usize, begin: u32, end: u32): void {
  const list = load<usize>(connect + CONNECT_LIST);
  const rowBytes = load<usize>(placement + PLACEMENT_ROW_BYTES);
  const weights = load<usize>(placement + PLACEMENT_WEIGHTS);
  const ownBegin = load<u32>(placement + PLACEMENT_OWN_BEGIN);
  for (let t = begin; t < end; t++) {
    const n = listSources(connect, t);
    const values = listWeights(connect, placement, t, n);
    const column = weights + (<usize>(t - ownBegin) << 2);
    for (let k: usize = 0; k < <usize>n << 2; k += 4)
      store<f32>(column + <usize>load<u32>(list + k) * rowBytes, load<f32>(values + k));
  }
}

/** A bit for every synapse of targets [begin, end), counted by source in `rows`. */
export function placeBits(connect: usize, placement: usize, begin: u32, end: u32): void {
  const list = load<usize>(connect + CONNECT_LIST);
  const rowBytes = load<usize>(placement + PLACEMENT_ROW_BYTES);
  const rows = load<usize>(placement + PLACEMENT_ROWS);
  const bitmap = load<usize>(placement + PLACEMENT_TARGETS);
  const ownBegin = load<u32>(placement + PLACEMENT_OWN_BEGIN);
  for (let t = begin; t < end; t++) {
    const listEnd = list + (<usize>listSources(connect, t) << 2);
    const column = bitmap + (<usize>(t - ownBegin) >> 3);
    const bit = <u8>1 << <u8>((t - ownBegin) & 7);
    for (let at = list; at < listEnd; at += 4) {
      const j = <usize>load<u32>(at);
      store<u32>(rows + (j << 2), load<u32>(rows + (j << 2)) + 1);
      const byte = column + j * rowBytes;
      store<u8>(byte, load<u8>(byte) | bit);
    }
  }
}
