/**
 * Delivery of the spikes that arrive in this step, delay by delay, row by row in the order of their sources. Row number
 * (j − preBegin)·nDelays + d holds the synapses of source j that have delay number d:
 *
 *   deliver:         input_i += w_ij
 *   deliverUniform:  input_i += w
 *   deliverLast:     input_i += w_ij·(1 − k_j), k_j what is left of source j's previous spike after the same delay. The current
 *                    is then w_ij·k(t − last spike of j): a new spike takes the place of the one before (Ivanov & Michmizos 2021).
 */
import { addTo } from "../simd";
import { lagOf, slotAt } from "../spikes";
import {
  POPULATION_N_NEURONS,
  PROJECTION_INPUT,
  PROJECTION_N_DELAYS,
  PROJECTION_PRE,
  PROJECTION_PRE_BEGIN,
  PROJECTION_PRE_END,
  PROJECTION_RESIDUAL,
  PROJECTION_ROWS,
  PROJECTION_TALLY,
  PROJECTION_TARGETS,
  PROJECTION_WEIGHT,
  PROJECTION_WEIGHTS,
} from "../generated/layout";

/** Brings what lies at an address into the cache: the load stays, though nobody uses its value, as it might trap. */
// @ts-ignore: decorator
@inline function touch(at: usize): void {
  load<u32>(at);
}

/** The walk over rows; `uniform` and `last` are constants wherever this is inlined. */
// @ts-ignore: decorator
@inline function deliverRows(block: usize, step: u32, uniform: bool, last: bool): void {
  const population = load<usize>(block + PROJECTION_PRE);
  const nDelays = load<u32>(block + PROJECTION_N_DELAYS);
  const rows = load<usize>(block + PROJECTION_ROWS);
  const targets = load<usize>(block + PROJECTION_TARGETS);
  const toWeights = load<usize>(block + PROJECTION_WEIGHTS) - targets;
  const weight = load<f32>(block + PROJECTION_WEIGHT);
  const input = load<usize>(block + PROJECTION_INPUT);
  const preBegin = load<u32>(block + PROJECTION_PRE_BEGIN);
  const preEnd = load<u32>(block + PROJECTION_PRE_END);
  // Columns of what is left of last spikes, one a delay.
  const residuals = load<usize>(block + PROJECTION_RESIDUAL);
  const columnBytes = <usize>((load<u32>(population + POPULATION_N_NEURONS) + 3) & ~3) << 2;
  let events: u64 = 0;
  for (let d: u32 = 0; d < nDelays; d++) {
    const slot = slotAt(population, step - lagOf(block, d));
    const residual = residuals + <usize>d * columnBytes;
    const listEnd = slot + 16 + (<usize>load<u32>(slot) << 2);
    for (let list = slot + 16; list < listEnd; list += 4) {
      const id = load<u32>(list);
      if (id < preBegin || id >= preEnd) continue;
      const row = rows + (<usize>((id - preBegin) * nDelays + d) << 2);
      // The next row's first lines come while this one is walked; the branch at its end, often mispredicted, would make them
      // wait. An empty last row touches what follows the table: the schedule, if nothing else.
      if (list + 4 < listEnd && load<u32>(list, 4) < preEnd) {
        const next = <usize>load<u32>(rows + (<usize>((load<u32>(list, 4) - preBegin) * nDelays + d) << 2)) << 2;
        touch(targets + next);
        if (!uniform) touch(targets + next + toWeights);
      }
      let at = targets + (<usize>load<u32>(row) << 2);
      const atEnd = targets + (<usize>load<u32>(row, 4) << 2);
      const fresh: f32 = last ? <f32>1 - load<f32>(residual + (<usize>id << 2)) : 1;
      events += <u64>((atEnd - at) >> 2);
      for (; at + 16 <= atEnd; at += 16) {
        const w = at + toWeights;
        addTo(input + <usize>load<u32>(at), uniform ? weight : last ? load<f32>(w) * fresh : load<f32>(w));
        addTo(input + <usize>load<u32>(at, 4), uniform ? weight : last ? load<f32>(w, 4) * fresh : load<f32>(w, 4));
        addTo(input + <usize>load<u32>(at, 8), uniform ? weight : last ? load<f32>(w, 8) * fresh : load<f32>(w, 8));
        addTo(input + <usize>load<u32>(at, 12), uniform ? weight : last ? load<f32>(w, 12) * fresh : load<f32>(w, 12));
      }
      for (; at < atEnd; at += 4) {
        const w = at + toWeights;
        addTo(input + <usize>load<u32>(at), uniform ? weight : last ? load<f32>(w) * fresh : load<f32>(w));
      }
    }
  }
  const tally = load<usize>(block + PROJECTION_TALLY);
  store<f64>(tally, load<f64>(tally) + <f64>events);
}

export function deliver(block: usize, begin: u32, end: u32, step: u32): void {
  deliverRows(block, step, false, false);
}

export function deliverUniform(block: usize, begin: u32, end: u32, step: u32): void {
  deliverRows(block, step, true, false);
}

export function deliverLast(block: usize, begin: u32, end: u32, step: u32): void {
  deliverRows(block, step, false, true);
}
