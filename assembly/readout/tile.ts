/**
 * A symmetric matrix is kept as the lower triangle of square tiles of 48 × 48 f64, row-major within a tile, tiles row by
 * row: tile (I, J), J ≤ I, is number I(I + 1)/2 + J. A range of tile rows is thus one contiguous range of bytes, and
 * 48 = 6 · 8 = 12 · 4 lets every micro-kernel below run without a remainder.
 */
// @ts-ignore: decorator
@inline export const TILE: usize = 48;
// @ts-ignore: decorator
@inline export const TILE_BYTES: usize = 18432;
// @ts-ignore: decorator
@inline export const ROW_BYTES: usize = 384;

// @ts-ignore: decorator
@inline export function tileAt(base: usize, row: u32, column: u32): usize {
  return base + ((<usize>row * (<usize>row + 1) >> 1) + <usize>column) * TILE_BYTES;
}
