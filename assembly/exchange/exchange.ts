/**
 * Spike lists between memories. Each memory owns a range of every population; within an epoch its slots hold its own ids
 * only. At the end of the epoch it packs them, and merges the packets of all memories, own included, into whole lists.
 * As ranges ascend with the memory's index, one after another is ascending order.
 *
 * A packet: for each step of the epoch, for each population in the list: a count, then the ids.
 */
import { slotAt } from "../spikes";

/** Packs steps [begin, end) of the `n` populations whose addresses stand at `populations`; returns the number of words. */
export function packSpikes(populations: usize, n: u32, begin: u32, end: u32, out: usize): u32 {
  let at = out;
  for (let step = begin; step < end; step++)
    for (let p: u32 = 0; p < n; p++) {
      const slot = slotAt(load<usize>(populations + (<usize>p << 2)), step);
      const count = load<u32>(slot);
      store<u32>(at, count);
      memory.copy(at + 4, slot + 16, <usize>count << 2);
      at += <usize>(count + 1) << 2;
    }
  return <u32>((at - out) >> 2);
}

/** The slots of steps [begin, end) from `nPackets` packets, whose addresses stand at `packets` and are moved past what was read. */
export function mergeSpikes(populations: usize, n: u32, begin: u32, end: u32, packets: usize, nPackets: u32): void {
  for (let step = begin; step < end; step++)
    for (let p: u32 = 0; p < n; p++) {
      const slot = slotAt(load<usize>(populations + (<usize>p << 2)), step);
      let total: u32 = 0;
      for (let w: u32 = 0; w < nPackets; w++) {
        const packet = load<usize>(packets + (<usize>w << 2));
        const count = load<u32>(packet);
        memory.copy(slot + 16 + (<usize>total << 2), packet + 4, <usize>count << 2);
        store<usize>(packets + (<usize>w << 2), packet + (<usize>(count + 1) << 2));
        total += count;
      }
      store<u32>(slot, total);
    }
}
