/** What astrocytes hear: the header `neuroglia/assembly/heard`. */
import {
  LISTEN_BEGIN,
  LISTEN_END,
  LISTEN_GAIN,
  LISTEN_LAG,
  LISTEN_POPULATION,
} from "./generated/layout";
import { slotAt } from "./spikes";

/** Bytes of one record of what an astrocyte listens to. */
// @ts-ignore: decorator
@inline export const LISTEN_BYTES: usize = 32;

/**
 * Σ gain·(spikes of the group that arrive in this step) over all that an astrocyte listens to: what `integrate` is handed as `listens` and
 * `nListens`. Counts are whole numbers, the same in every thread.
 */
// @ts-ignore: decorator
@inline export function heardBy(listens: usize, nListens: u32, step: u32): f32 {
  let listen = listens;
  const last = listen + <usize>nListens * LISTEN_BYTES;
  let heard: f32 = 0;
  for (; listen < last; listen += LISTEN_BYTES) {
    const begin = load<u32>(listen + LISTEN_BEGIN);
    const end = load<u32>(listen + LISTEN_END);
    const slot = slotAt(load<usize>(listen + LISTEN_POPULATION), step - load<u32>(listen + LISTEN_LAG));
    const n = load<u32>(slot);
    let count: u32 = 0;
    for (let k: u32 = 0; k < n; k++) {
      const id = load<u32>(slot + (<usize>k << 2), 16);
      count += <u32>(id >= begin) & <u32>(id < end);
    }
    heard += load<f32>(listen + LISTEN_GAIN) * <f32>count;
  }
  return heard;
}
