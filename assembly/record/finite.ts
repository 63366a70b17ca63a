/** Where a column is not finite: x − x is 0 for every other number. */

/** The first element of a column in [begin, end) that is no finite number, or `end`. `bytes`: 4 for f32, 8 for f64. */
export function firstNotFinite(column: usize, begin: u32, end: u32, bytes: u32): u32 {
  if (bytes == 8) {
    for (; begin < end; begin++) {
      const x = load<f64>(column + (<usize>begin << 3));
      if (x - x != 0) break;
    }
    return begin;
  }
  const last = column + (<usize>end << 2);
  const zero = f32x4.splat(0);
  let at = column + (<usize>begin << 2);
  for (; at + 64 <= last; at += 64) {
    const a = v128.load(at);
    const b = v128.load(at, 16);
    const c = v128.load(at, 32);
    const d = v128.load(at, 48);
    const sum = f32x4.add(
      f32x4.add(f32x4.sub(a, a), f32x4.sub(b, b)),
      f32x4.add(f32x4.sub(c, c), f32x4.sub(d, d)),
    );
    if (v128.any_true(f32x4.ne(sum, zero))) break;
  }
  for (; at < last; at += 4) {
    const x = load<f32>(at);
    if (x - x != 0) return <u32>((at - column) >> 2);
  }
  return end;
}
