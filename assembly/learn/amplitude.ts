/** The amplitudes of a plasticity rule fade by a factor a step: `block` holds the factor (f32), their address and number. */
export function amplitudeFade(block: usize, begin: u32, end: u32, step: u32): void {
  const factor = load<f32>(block);
  const first = load<usize>(block, 4);
  const last = first + (<usize>load<u32>(block, 8) << 2);
  for (let at = first; at < last; at += 4) store<f32>(at, load<f32>(at) * factor);
}
