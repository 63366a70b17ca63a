/** net.modulate, mode "set": the target parameter takes the value of the astrocyte's output. */
import { MODULATION_FROM, MODULATION_TO } from "../generated/layout";

export function modulate(block: usize, begin: u32, end: u32, step: u32): void {
  store<f32>(load<usize>(block + MODULATION_TO), load<f32>(load<usize>(block + MODULATION_FROM)));
}
