/**
 * Samples × features, row-major and of any of four kinds, made into panels that the other readout kernels walk linearly:
 *
 *     panel[g][s][e] = scale[s] · source[s][8 g + e] − mean[8 g + e]        e = 0 … 7
 *
 * Groups of eight features are contiguous per sample (32 bytes in f32, 64 in f64). Samples from `rows` up to `depth`
 * and features past `columns` are zero, so that they are inert in every sum.
 */
function pack<S, D>(
  source: usize, rows: u32, columns: u32, scale: usize, mean: usize, panel: usize, depth: u32, groups: u32,
): void {
  for (let g: u32 = 0; g < groups; g++) {
    const first = g << 3;
    const width = first < columns ? min<u32>(8, columns - first) : 0;
    let to = panel + (<usize>g * depth << 3) * sizeof<D>();
    for (let s: u32 = 0; s < depth; s++, to += 8 * sizeof<D>()) {
      const live = s < rows ? width : 0;
      const from = source + (<usize>s * columns + first) * sizeof<S>();
      const factor = live > 0 ? load<f64>(scale + (<usize>s << 3)) : 0.0;
      for (let e: u32 = 0; e < live; e++) {
        const value = <f64>load<S>(from + <usize>e * sizeof<S>());
        store<D>(to + <usize>e * sizeof<D>(), <D>(value * factor - load<f64>(mean + (<usize>(first + e) << 3))));
      }
      for (let e = live; e < 8; e++) store<D>(to + <usize>e * sizeof<D>(), 0);
    }
  }
}

/** `kind` is the source's element: 1 u8, 2 u16, 4 f32, 8 f64. */
// @ts-ignore: decorator
@inline function packKind<D>(
  kind: u32, source: usize, rows: u32, columns: u32, scale: usize, mean: usize, panel: usize, depth: u32, groups: u32,
): void {
  if (kind == 1) pack<u8, D>(source, rows, columns, scale, mean, panel, depth, groups);
  else if (kind == 2) pack<u16, D>(source, rows, columns, scale, mean, panel, depth, groups);
  else if (kind == 4) pack<f32, D>(source, rows, columns, scale, mean, panel, depth, groups);
  else pack<f64, D>(source, rows, columns, scale, mean, panel, depth, groups);
}

/** {@link packKind} into f32. */
export function panelPack32(
  kind: u32, source: usize, rows: u32, columns: u32, scale: usize, mean: usize, panel: usize, depth: u32, groups: u32,
): void {
  packKind<f32>(kind, source, rows, columns, scale, mean, panel, depth, groups);
}

/** {@link packKind} into f64. */
export function panelPack64(
  kind: u32, source: usize, rows: u32, columns: u32, scale: usize, mean: usize, panel: usize, depth: u32, groups: u32,
): void {
  packKind<f64>(kind, source, rows, columns, scale, mean, panel, depth, groups);
}
