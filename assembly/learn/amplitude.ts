/** Amplitudes of a plasticity rule fade by a factor a step: `block` points at factor, aPlus, aMinus (f32 each). */
export function amplitudeFade(block: usize, begin: u32, end: u32, step: u32): void {
  const factor = load<f32>(block);
  const at = load<usize>(block, 4);
  store<f32>(at, load<f32>(at) * factor);
  store<f32>(at, load<f32>(at, 4) * factor, 4);
}
