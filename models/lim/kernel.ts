/**
 * Leaky integrate-and-modulate astrocyte (Ivanov & Michmizos 2021, section 3), per cell:
 *
 *   heard = Σ_listens gain·(spikes of the group that arrive in this step)
 *   a ← a + (s·(heard + bias) − a)·rate
 *   a ← a·fade, s ← s·fade
 *
 * heard comes from integer counts, the same on every worker.
 */
import { heardBy } from "../../assembly/heard";

// @ts-ignore: decorator
@inline export function limIntegrate(
  block: usize, begin: u32, end: u32, step: u32,
  nCells: u32, listens: usize, nListens: u32, a: usize, s: usize, bias: f32, rate: f32, fade: f32,
): void {
  const heard = heardBy(listens, nListens, step);
  for (let k: u32 = 0; k < nCells; k++) {
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
