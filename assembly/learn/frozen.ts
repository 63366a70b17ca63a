/**
 * What takes the place of a rule's walks while its weights are frozen. Traces go on, so that a source whose first spike
 * arrives meanwhile has one when learning goes on: it enters the lists of active synapses all the same.
 */
import { deliver } from "../deliver/deliver";
import { PROJECTION_N_DELAYS, PROJECTION_PRE, PROJECTION_PRE_BEGIN, PROJECTION_PRE_END, PROJECTION_ROW_ORDER } from "../generated/layout";
import { enlistRow, lagOf, slotAt } from "../spikes";

/** In the place of a presynaptic term. */
export function frozenPre(block: usize, begin: u32, end: u32, step: u32): void {
  const rowOrder = load<usize>(block + PROJECTION_ROW_ORDER);
  const preBegin = load<u32>(block + PROJECTION_PRE_BEGIN);
  const preEnd = load<u32>(block + PROJECTION_PRE_END);
  const nDelays = load<u32>(block + PROJECTION_N_DELAYS);
  for (let d: u32 = 0; d < nDelays; d++) {
    const slot = slotAt(load<usize>(block + PROJECTION_PRE), step - lagOf(block, d));
    const listEnd = slot + 16 + (<usize>load<u32>(slot) << 2);
    for (let list = slot + 16; list < listEnd; list += 4) {
      const id = load<u32>(list);
      if (id < preBegin || id >= preEnd) continue;
      const number = (id - preBegin) * nDelays + d;
      if (load<u32>(rowOrder + (<usize>number << 2)) == 0) enlistRow(block, number, id);
    }
  }
}

/** In the place of delivery and presynaptic term in one. */
export function frozenDeliverPre(block: usize, begin: u32, end: u32, step: u32): void {
  deliver(block, begin, end, step);
  frozenPre(block, begin, end, step);
}

/** In the place of the terms at postsynaptic spikes. */
export function frozenPost(block: usize, begin: u32, end: u32, step: u32): void {}
