/**
 * Spike lists. Every population keeps a ring of slots, one a step: a count, three unused words, then the ids that spiked
 * in that step, ascending. The tally counts spikes (f64) and sums a 64-bit mix of (neuron, step), which no order changes.
 */
import {
  POPULATION_OWN_BEGIN,
  POPULATION_N_NEURONS,
  POPULATION_RING,
  POPULATION_RING_MASK,
  POPULATION_SLOT_BYTES,
  POPULATION_STREAM,
  POPULATION_TALLY,
  PROJECTION_COLUMNS,
  PROJECTION_COLUMN_FILL,
  PROJECTION_ENLISTED,
  PROJECTION_ENTRIES,
  PROJECTION_LAGS,
  PROJECTION_N_DELAYS,
  PROJECTION_POST_BEGIN,
  PROJECTION_PRE,
  PROJECTION_ROWS,
  PROJECTION_ROW_ORDER,
  PROJECTION_TARGETS,
} from "./generated/layout";

/** Address of the slot of a step. */
// @ts-ignore: decorator
@inline export function slotAt(population: usize, step: u32): usize {
  const index = step & load<u32>(population + POPULATION_RING_MASK);
  return load<usize>(population + POPULATION_RING) + <usize>(index * load<u32>(population + POPULATION_SLOT_BYTES));
}

/** Steps from a source's slot to delivery, for delay number d of a projection. */
// @ts-ignore: decorator
@inline export function lagOf(block: usize, d: u32): u32 {
  return load<u32>(load<usize>(block + PROJECTION_LAGS) + (<usize>d << 2));
}

/** Bytes of a column with one f32 per neuron: whole vectors. */
// @ts-ignore: decorator
@inline export function columnBytesOf(population: usize): usize {
  return ((<usize>load<u32>(population + POPULATION_N_NEURONS) + 3) >> 2) << 4;
}

/** The slot of this step, emptied if the range is the first that this memory owns of the population. */
// @ts-ignore: decorator
@inline export function openSlot(population: usize, begin: u32, step: u32): usize {
  const slot = slotAt(population, step);
  if (begin == load<u32>(population + POPULATION_OWN_BEGIN)) store<u32>(slot, 0);
  return slot;
}

/** splitmix64's finalizer over stream, neuron and step. */
// @ts-ignore: decorator
@inline function mix(stream: u32, id: u32, step: u32): u64 {
  let z = ((<u64>step << 32) | <u64>id) + (<u64>stream + 1) * 0x9e3779b97f4a7c15;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

/**
 * Appends the neurons base + (set bits of `lanes`) to the slot and to the tally. Lanes past the last neuron are none, whatever a
 * kernel makes of the padding of its columns.
 */
export function emitSpikes(population: usize, slot: usize, lanes: i32, base: u32, step: u32): void {
  const stream = load<u32>(population + POPULATION_STREAM);
  const tally = load<usize>(population + POPULATION_TALLY);
  const left = load<u32>(population + POPULATION_N_NEURONS) - base;
  if (left < 16) lanes &= (1 << left) - 1;
  let count = load<u32>(slot);
  let hash = load<u64>(tally, 8);
  store<f64>(tally, load<f64>(tally) + <f64>popcnt<i32>(lanes));
  while (lanes != 0) {
    const id = base + <u32>ctz<i32>(lanes);
    store<u32>(slot + (<usize>count << 2), id, 16);
    count++;
    hash += mix(stream, id, step);
    lanes &= lanes - 1;
  }
  store<u64>(tally, hash, 8);
  store<u32>(slot, count);
}

/**
 * Enters the synapses of a row of source `id` into the lists of active incoming synapses of its targets: done when a
 * spike arrives by it for the first time, because before there is no trace to learn from. An entry points at the source
 * in the column of the row's delay.
 */
export function enlistRow(block: usize, row: u32, id: u32): void {
  const order = load<usize>(block + PROJECTION_ENLISTED);
  const rank = load<u32>(order) + 1;
  store<u32>(order, rank);
  store<u32>(load<usize>(block + PROJECTION_ROW_ORDER) + (<usize>row << 2), rank);
  const rows = load<usize>(block + PROJECTION_ROWS) + (<usize>row << 2);
  const targets = load<usize>(block + PROJECTION_TARGETS);
  const columns = load<usize>(block + PROJECTION_COLUMNS);
  const fill = load<usize>(block + PROJECTION_COLUMN_FILL);
  const entries = load<usize>(block + PROJECTION_ENTRIES);
  const first = <usize>load<u32>(block + PROJECTION_POST_BEGIN) << 2;
  const end = <usize>load<u32>(rows, 4) << 2;
  const delay = row % load<u32>(block + PROJECTION_N_DELAYS);
  const source = <u32>(<usize>delay * columnBytesOf(load<usize>(block + PROJECTION_PRE))) + (id << 2);
  for (let k = <usize>load<u32>(rows) << 2; k < end; k += 4) {
    const column = <usize>load<u32>(targets + k) - first;
    const used = load<u32>(fill + column);
    store<u32>(fill + column, used + 1);
    const entry = entries + (<usize>(load<u32>(columns + column) + used) << 3);
    store<u32>(entry, <u32>k);
    store<u32>(entry, source, 4);
  }
}
