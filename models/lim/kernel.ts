/**
 * Leaky integrate-and-modulate astrocyte (Ivanov & Michmizos 2021, section 3), per cell:
 *
 *   heard = Σ_listens gain·(spikes of the group that arrive in this step)
 *   a ← a + (s·(heard + bias) − a)·rate
 *   a ← a·fade, s ← s·fade
 *
 * heard comes from integer counts, the same on every worker.
 */
import { slotAt } from "../../assembly/spikes";
import {
  LISTEN_BEGIN,
  LISTEN_END,
  LISTEN_GAIN,
  LISTEN_LAG,
  LISTEN_POPULATION,
} from "../../assembly/generated/layout";

/** Σ gain·count over listens; each takes 32 bytes. */
// @ts-ignore: decorator
@inline function heardBy(listens: usize, nListens: u32, step: u32): f32 {
  let listen = listens;
  const last = listen + (<usize>nListens << 5);
  let heard: f32 = 0;
  for (; listen < last; listen += 32) {
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

// @ts-ignore: decorator
@inline export function limIntegrate(
  block: usize, begin: u32, end: u32, step: u32,
  n: u32, listens: usize, nListens: u32, a: usize, s: usize, bias: f32, rate: f32, fade: f32,
): void {
  const heard = heardBy(listens, nListens, step);
  for (let k: u32 = 0; k < n; k++) {
    const o = <usize>k << 2;
    const scale = load<f32>(s + o);
    let state = load<f32>(a + o);
    // a ← a + (s·(heard + bias) − a)·rate
    state += (scale * (heard + bias) - state) * rate;
    // fade
    store<f32>(a + o, state * fade);
    store<f32>(s + o, scale * fade);
  }
}
