/** Explicit trains: events sorted by (step, id); `cursor` is the first that has not been emitted. */
import { emitSpikes, openSlot } from "../../assembly/spikes";
import {
  SPIKE_SOURCE_CURSOR,
  SPIKE_SOURCE_IDS,
  SPIKE_SOURCE_N_EVENTS,
  SPIKE_SOURCE_STEPS,
} from "../../assembly/generated/layout";

export function spikeSourceEmit(block: usize, begin: u32, end: u32, step: u32): void {
  const slot = openSlot(block, begin, step);
  const steps = load<usize>(block + SPIKE_SOURCE_STEPS);
  const ids = load<usize>(block + SPIKE_SOURCE_IDS);
  const n = load<u32>(block + SPIKE_SOURCE_N_EVENTS);
  const at = load<usize>(block + SPIKE_SOURCE_CURSOR);
  let cursor = load<u32>(at);
  while (cursor < n && load<u32>(steps + (<usize>cursor << 2)) <= step) {
    const id = load<u32>(ids + (<usize>cursor << 2));
    if (load<u32>(steps + (<usize>cursor << 2)) == step) emitSpikes(block, slot, 1, id, step);
    cursor++;
  }
  store<u32>(at, cursor);
}
