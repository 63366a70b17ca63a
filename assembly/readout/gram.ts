/**
 * Gram matrix G = Σ_s z_s z_sᵀ over samples, lower triangle, in tiles (tile.ts), from panels (panel.ts):
 *
 *     tile(I, J)[i][j] += Σ_{s < depth} panel[48 I + i][s] · panel[48 J + j][s]
 *
 * One call adds one block of samples. In the f32 form products are summed in f32 within the block and the block's sum is
 * added to the f64 tile, so that rounding grows with the block and not with the number of samples. The order of
 * summation at an entry depends on the blocks alone, not on the range of tile rows: any division of the rows over
 * workers yields the same bits.
 */
import { ROW_BYTES, TILE, tileAt } from "./tile";

// @ts-ignore: decorator
@inline function addPair(at: usize, sum: v128): void {
  v128.store(at, f64x2.add(v128.load(at), sum));
}

/** Adds eight sums of a row: four and four in f32, or the four of a row of f64. */
// @ts-ignore: decorator
@inline function addRow<T>(at: usize, low: v128, high: v128): void {
  if (sizeof<T>() == 8) {
    addPair(at, low);
    addPair(at + 16, high);
    return;
  }
  addPair(at, f64x2.promote_low_f32x4(low));
  addPair(at + 16, f64x2.promote_low_f32x4(i64x2.shuffle(low, low, 1, 0)));
  addPair(at + 32, f64x2.promote_low_f32x4(high));
  addPair(at + 48, f64x2.promote_low_f32x4(i64x2.shuffle(high, high, 1, 0)));
}

/** Entries of four features of one group: in f32 against the eight of another, in f64 against half of them. */
function micro<T>(a: usize, b: usize, depth: u32, out: usize): void {
  let c00 = v128.splat<T>(0), c01 = v128.splat<T>(0), c10 = v128.splat<T>(0), c11 = v128.splat<T>(0);
  let c20 = v128.splat<T>(0), c21 = v128.splat<T>(0), c30 = v128.splat<T>(0), c31 = v128.splat<T>(0);
  const end = b + <usize>depth * 8 * sizeof<T>();
  while (b < end) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    const a0 = v128.load_splat<T>(a);
    c00 = v128.add<T>(c00, v128.mul<T>(a0, b0));
    c01 = v128.add<T>(c01, v128.mul<T>(a0, b1));
    const a1 = v128.load_splat<T>(a, sizeof<T>());
    c10 = v128.add<T>(c10, v128.mul<T>(a1, b0));
    c11 = v128.add<T>(c11, v128.mul<T>(a1, b1));
    const a2 = v128.load_splat<T>(a, 2 * sizeof<T>());
    c20 = v128.add<T>(c20, v128.mul<T>(a2, b0));
    c21 = v128.add<T>(c21, v128.mul<T>(a2, b1));
    const a3 = v128.load_splat<T>(a, 3 * sizeof<T>());
    c30 = v128.add<T>(c30, v128.mul<T>(a3, b0));
    c31 = v128.add<T>(c31, v128.mul<T>(a3, b1));
    a += 8 * sizeof<T>();
    b += 8 * sizeof<T>();
  }
  addRow<T>(out, c00, c01);
  addRow<T>(out + ROW_BYTES, c10, c11);
  addRow<T>(out + 2 * ROW_BYTES, c20, c21);
  addRow<T>(out + 3 * ROW_BYTES, c30, c31);
}

/** Adds one block of samples to the tile rows [begin, end); `tiles` is the address of tile (begin, 0). */
// @ts-ignore: decorator
@inline function gramAdd<T>(panel: usize, depth: u32, tiles: usize, begin: u32, end: u32): void {
  const groupBytes = <usize>depth * 8 * sizeof<T>();
  const base = tiles - (tileAt(0, begin, 0));
  for (let row = begin; row < end; row++) {
    for (let column: u32 = 0; column <= row; column++) {
      const out = tileAt(base, row, column);
      for (let j: usize = 0; j < TILE; j += 32 / sizeof<T>()) {
        const half = sizeof<T>() == 8 ? (j & 4) << 3 : 0;
        const b = panel + (<usize>column * 6 + (j >> 3)) * groupBytes + half;
        for (let i: usize = 0; i < TILE; i += 4) {
          const a = panel + (<usize>row * 6 + (i >> 3)) * groupBytes + (i & 4) * sizeof<T>();
          micro<T>(a, b, depth, out + i * ROW_BYTES + (j << 3));
        }
      }
    }
  }
}

/** Panels in f32. */
export function gramAdd32(panel: usize, depth: u32, tiles: usize, begin: u32, end: u32): void {
  gramAdd<f32>(panel, depth, tiles, begin, end);
}

/** Panels and sums in f64. */
export function gramAdd64(panel: usize, depth: u32, tiles: usize, begin: u32, end: u32): void {
  gramAdd<f64>(panel, depth, tiles, begin, end);
}
