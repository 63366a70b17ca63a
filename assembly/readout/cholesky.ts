/**
 * Cholesky factorisation G = L Lᵀ of a symmetric positive definite matrix in tiles (tile.ts), in place, tile row by tile
 * row (the up-looking order: row I needs only the rows before it), and the solutions that ride along:
 *
 *     L_IJ = (G_IJ − Σ_{K < J} L_IK L_JKᵀ) L_JJ⁻ᵀ        J < I
 *     L_II = chol(G_II − Σ_{K < I} L_IK L_IKᵀ)
 *
 * Tile rows from `pivots` on are right-hand sides: with B = Yᵀ X stored there they become B L⁻ᵀ by the same formula, and
 * `choleskyBack` turns them into B (L Lᵀ)⁻¹ = Wᵀ. The strict upper triangle of diagonal tiles is never read.
 */
import { ROW_BYTES, TILE, TILE_BYTES, tileAt } from "./tile";

// @ts-ignore: decorator
@inline function subtractSums(at: usize, left: v128, right: v128): void {
  const sums = f64x2.add(i64x2.shuffle(left, right, 0, 2), i64x2.shuffle(left, right, 1, 3));
  v128.store(at, f64x2.sub(v128.load(at), sums));
}

/** C −= A Bᵀ for one tile: dot products of rows, four rows of A against two of B. */
function subtractProduct(c: usize, a: usize, b: usize): void {
  for (let i: usize = 0; i < TILE; i += 4) {
    for (let j: usize = 0; j < TILE; j += 2) {
      let p = a + i * ROW_BYTES;
      let q = b + j * ROW_BYTES;
      const end = q + ROW_BYTES;
      let s00 = f64x2.splat(0), s01 = f64x2.splat(0), s10 = f64x2.splat(0), s11 = f64x2.splat(0);
      let s20 = f64x2.splat(0), s21 = f64x2.splat(0), s30 = f64x2.splat(0), s31 = f64x2.splat(0);
      while (q < end) {
        const q0 = v128.load(q);
        const q1 = v128.load(q, ROW_BYTES);
        const p0 = v128.load(p);
        s00 = f64x2.add(s00, f64x2.mul(p0, q0));
        s01 = f64x2.add(s01, f64x2.mul(p0, q1));
        const p1 = v128.load(p, ROW_BYTES);
        s10 = f64x2.add(s10, f64x2.mul(p1, q0));
        s11 = f64x2.add(s11, f64x2.mul(p1, q1));
        const p2 = v128.load(p, 2 * ROW_BYTES);
        s20 = f64x2.add(s20, f64x2.mul(p2, q0));
        s21 = f64x2.add(s21, f64x2.mul(p2, q1));
        const p3 = v128.load(p, 3 * ROW_BYTES);
        s30 = f64x2.add(s30, f64x2.mul(p3, q0));
        s31 = f64x2.add(s31, f64x2.mul(p3, q1));
        p += 16;
        q += 16;
      }
      const out = c + i * ROW_BYTES + (j << 3);
      subtractSums(out, s00, s01);
      subtractSums(out + ROW_BYTES, s10, s11);
      subtractSums(out + 2 * ROW_BYTES, s20, s21);
      subtractSums(out + 3 * ROW_BYTES, s30, s31);
    }
  }
}

/** Σ_{k < n} p[k] q[k] of two rows. */
// @ts-ignore: decorator
@inline function dot(p: usize, q: usize, n: usize): f64 {
  let sum = f64x2.splat(0);
  const even = n & ~1;
  for (let k: usize = 0; k < even; k += 2) {
    sum = f64x2.add(sum, f64x2.mul(v128.load(p + (k << 3)), v128.load(q + (k << 3))));
  }
  let total = f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
  if (n & 1) total += load<f64>(p + (even << 3)) * load<f64>(q + (even << 3));
  return total;
}

/** C ← C L⁻ᵀ: x_ij = (c_ij − Σ_{k < j} x_ik l_jk) / l_jj. */
function solveTile(c: usize, l: usize): void {
  for (let i: usize = 0; i < TILE; i++) {
    const row = c + i * ROW_BYTES;
    for (let j: usize = 0; j < TILE; j++) {
      const pivotRow = l + j * ROW_BYTES;
      const at = row + (j << 3);
      store<f64>(at, (load<f64>(at) - dot(row, pivotRow, j)) / load<f64>(pivotRow + (j << 3)));
    }
  }
}

/** Factor of one diagonal tile; false at a pivot that is not positive. */
function factorTile(c: usize): bool {
  for (let i: usize = 0; i < TILE; i++) {
    const row = c + i * ROW_BYTES;
    for (let j: usize = 0; j < i; j++) {
      const other = c + j * ROW_BYTES;
      const at = row + (j << 3);
      store<f64>(at, (load<f64>(at) - dot(row, other, j)) / load<f64>(other + (j << 3)));
    }
    const at = row + (i << 3);
    const pivot = load<f64>(at) - dot(row, row, i);
    if (!(pivot > 0)) return false;
    store<f64>(at, sqrt(pivot));
  }
  return true;
}

/** Tile rows [begin, end) of the factor; the rows before are done. Returns 0 if a pivot was not positive, else 1. */
export function choleskyRows(tiles: usize, pivots: u32, begin: u32, end: u32): i32 {
  for (let row = begin; row < end; row++) {
    const rowStart = tileAt(tiles, row, 0);
    const last = min(row, pivots);
    for (let column: u32 = 0; column < last; column++) {
      const c = rowStart + <usize>column * TILE_BYTES;
      const columnStart = tileAt(tiles, column, 0);
      for (let k: usize = 0; k < <usize>column; k++) {
        subtractProduct(c, rowStart + k * TILE_BYTES, columnStart + k * TILE_BYTES);
      }
      solveTile(c, columnStart + <usize>column * TILE_BYTES);
    }
    if (row < pivots) {
      const c = rowStart + <usize>row * TILE_BYTES;
      for (let k: usize = 0; k < <usize>row; k++) {
        subtractProduct(c, rowStart + k * TILE_BYTES, rowStart + k * TILE_BYTES);
      }
      if (!factorTile(c)) return 0;
    }
  }
  return 1;
}

/** z −= w · l for one row of a tile: z[j] −= Σ_k w[k] l[k][j]. */
// @ts-ignore: decorator
@inline function subtractRowTimesTile(z: usize, w: usize, l: usize): void {
  for (let k: usize = 0; k < TILE; k++) {
    const factor = v128.load64_splat(w + (k << 3));
    const row = l + k * ROW_BYTES;
    for (let j: usize = 0; j < ROW_BYTES; j += 16) {
      v128.store(z + j, f64x2.sub(v128.load(z + j), f64x2.mul(factor, v128.load(row + j))));
    }
  }
}

/** In tile row `row` ≥ pivots, the first `count` rows z (already B L⁻ᵀ) become w with w L = z. */
export function choleskyBack(tiles: usize, pivots: u32, row: u32, count: u32): void {
  const rowStart = tileAt(tiles, row, 0);
  for (let pivotRow = pivots; pivotRow-- > 0; ) {
    const pivotStart = tileAt(tiles, pivotRow, 0);
    const diagonal = pivotStart + <usize>pivotRow * TILE_BYTES;
    for (let r: usize = 0; r < <usize>count; r++) {
      const w = rowStart + <usize>pivotRow * TILE_BYTES + r * ROW_BYTES;
      for (let k: usize = TILE; k-- > 0; ) {
        const l = diagonal + k * ROW_BYTES;
        const solved = load<f64>(w + (k << 3)) / load<f64>(l + (k << 3));
        store<f64>(w + (k << 3), solved);
        for (let j: usize = 0; j < k; j++) {
          store<f64>(w + (j << 3), load<f64>(w + (j << 3)) - solved * load<f64>(l + (j << 3)));
        }
      }
      for (let column: usize = 0; column < <usize>pivotRow; column++) {
        subtractRowTimesTile(
          rowStart + column * TILE_BYTES + r * ROW_BYTES, w, pivotStart + column * TILE_BYTES,
        );
      }
    }
  }
}
