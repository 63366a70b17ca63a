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

// @ts-ignore: decorator
@inline function addRow(at: usize, low: v128, high: v128): void {
  addPair(at, f64x2.promote_low_f32x4(low));
  addPair(at + 16, f64x2.promote_low_f32x4(i64x2.shuffle(low, low, 1, 0)));
  addPair(at + 32, f64x2.promote_low_f32x4(high));
  addPair(at + 48, f64x2.promote_low_f32x4(i64x2.shuffle(high, high, 1, 0)));
}

/** 4 × 8 entries: four features of one group against the eight of another. */
function micro32(a: usize, b: usize, depth: u32, out: usize): void {
  let c00 = f32x4.splat(0), c01 = f32x4.splat(0), c10 = f32x4.splat(0), c11 = f32x4.splat(0);
  let c20 = f32x4.splat(0), c21 = f32x4.splat(0), c30 = f32x4.splat(0), c31 = f32x4.splat(0);
  const end = b + (<usize>depth << 5);
  while (b < end) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    const a0 = v128.load32_splat(a);
    c00 = f32x4.add(c00, f32x4.mul(a0, b0));
    c01 = f32x4.add(c01, f32x4.mul(a0, b1));
    const a1 = v128.load32_splat(a, 4);
    c10 = f32x4.add(c10, f32x4.mul(a1, b0));
    c11 = f32x4.add(c11, f32x4.mul(a1, b1));
    const a2 = v128.load32_splat(a, 8);
    c20 = f32x4.add(c20, f32x4.mul(a2, b0));
    c21 = f32x4.add(c21, f32x4.mul(a2, b1));
    const a3 = v128.load32_splat(a, 12);
    c30 = f32x4.add(c30, f32x4.mul(a3, b0));
    c31 = f32x4.add(c31, f32x4.mul(a3, b1));
    a += 32;
    b += 32;
  }
  addRow(out, c00, c01);
  addRow(out + ROW_BYTES, c10, c11);
  addRow(out + 2 * ROW_BYTES, c20, c21);
  addRow(out + 3 * ROW_BYTES, c30, c31);
}

/** 4 × 4 entries in f64: half a group against half a group. */
function micro64(a: usize, b: usize, depth: u32, out: usize): void {
  let c00 = f64x2.splat(0), c01 = f64x2.splat(0), c10 = f64x2.splat(0), c11 = f64x2.splat(0);
  let c20 = f64x2.splat(0), c21 = f64x2.splat(0), c30 = f64x2.splat(0), c31 = f64x2.splat(0);
  const end = b + (<usize>depth << 6);
  while (b < end) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    const a0 = v128.load64_splat(a);
    c00 = f64x2.add(c00, f64x2.mul(a0, b0));
    c01 = f64x2.add(c01, f64x2.mul(a0, b1));
    const a1 = v128.load64_splat(a, 8);
    c10 = f64x2.add(c10, f64x2.mul(a1, b0));
    c11 = f64x2.add(c11, f64x2.mul(a1, b1));
    const a2 = v128.load64_splat(a, 16);
    c20 = f64x2.add(c20, f64x2.mul(a2, b0));
    c21 = f64x2.add(c21, f64x2.mul(a2, b1));
    const a3 = v128.load64_splat(a, 24);
    c30 = f64x2.add(c30, f64x2.mul(a3, b0));
    c31 = f64x2.add(c31, f64x2.mul(a3, b1));
    a += 64;
    b += 64;
  }
  addPair(out, c00);
  addPair(out + 16, c01);
  addPair(out + ROW_BYTES, c10);
  addPair(out + ROW_BYTES + 16, c11);
  addPair(out + 2 * ROW_BYTES, c20);
  addPair(out + 2 * ROW_BYTES + 16, c21);
  addPair(out + 3 * ROW_BYTES, c30);
  addPair(out + 3 * ROW_BYTES + 16, c31);
}

/** Adds one block of samples to the tile rows [begin, end); `tiles` is the address of tile (begin, 0). */
export function gramAdd32(panel: usize, depth: u32, tiles: usize, begin: u32, end: u32): void {
  const groupBytes = <usize>depth << 5;
  const base = tiles - (tileAt(0, begin, 0));
  for (let row = begin; row < end; row++) {
    for (let column: u32 = 0; column <= row; column++) {
      const out = tileAt(base, row, column);
      for (let j: usize = 0; j < TILE; j += 8) {
        const b = panel + (<usize>column * 6 + (j >> 3)) * groupBytes;
        for (let i: usize = 0; i < TILE; i += 4) {
          const a = panel + (<usize>row * 6 + (i >> 3)) * groupBytes + ((i & 4) << 2);
          micro32(a, b, depth, out + i * ROW_BYTES + (j << 3));
        }
      }
    }
  }
}

/** The same with f64 panels and sums. */
export function gramAdd64(panel: usize, depth: u32, tiles: usize, begin: u32, end: u32): void {
  const groupBytes = <usize>depth << 6;
  const base = tiles - (tileAt(0, begin, 0));
  for (let row = begin; row < end; row++) {
    for (let column: u32 = 0; column <= row; column++) {
      const out = tileAt(base, row, column);
      for (let j: usize = 0; j < TILE; j += 4) {
        const b = panel + (<usize>column * 6 + (j >> 3)) * groupBytes + ((j & 4) << 3);
        for (let i: usize = 0; i < TILE; i += 4) {
          const a = panel + (<usize>row * 6 + (i >> 3)) * groupBytes + ((i & 4) << 3);
          micro64(a, b, depth, out + i * ROW_BYTES + (j << 3));
        }
      }
    }
  }
}
