/** Explicit trains: events sorted by (step, id); at `cursor` is the number of the first that has not been emitted. */
import { emitSpikes, openSlot } from "../../assembly/spikes";

// @ts-ignore: decorator
@inline export function spikeSourceEmit(
  block: usize, begin: u32, end: u32, step: u32,
  steps: usize, ids: usize, nEvents: u32, cursor: usize,
): void {
  const slot = openSlot(block, begin, step);
  let next = load<u32>(cursor);
  while (next < nEvents && load<u32>(steps + (<usize>next << 2)) <= step) {
    const id = load<u32>(ids + (<usize>next << 2));
    if (load<u32>(steps + (<usize>next << 2)) == step) emitSpikes(block, slot, 1, id, step);
    next++;
  }
  store<u32>(cursor, next);
}
