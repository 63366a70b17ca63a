import type { Arena } from "../engine/arena.js";
import { GRAM_TILE, gramTileRows, tileIndex } from "./gram.js";
import type { ReadoutKernels } from "./kernels.js";

/** One system of ridge regression, (G + βI) W = B, for any thread that can read its Gram matrices. */
export interface SolveTask {
  kind: "solve";
  /**
   * Whole lower triangles in tiles, as `gramSteps` makes them. One: of [features targets], both centred on the means of
   * its samples. Two: of the samples of class a and of class b, [features 1], centred on any common point.
   */
  grams: Float64Array[];
  columns: number;
  /** Targets in the triangle; 1 for two classes. */
  outputs: number;
  /** What is added to the diagonal. */
  ridge: number;
}

/**
 * Solves by Cholesky factorisation; yields the share done. The result is W, columns × outputs, row-major, then one
 * intercept per output at the point the features are centred on (0 for one Gram matrix); empty if G + βI was not
 * positive definite.
 */
export function* solveSteps(task: SolveTask, arena: Arena, kernels: ReadoutKernels): Generator<number, Float64Array> {
  const { grams, columns, outputs, ridge } = task;
  const { features: pivots, all } = gramTileRows(columns, outputs);
  const length = tileIndex(all, 0);
  const at = arena.allocate(length * 8, "Cholesky factor");
  const tiles = arena.f64(at, length);
  const [first, second] = grams as [Float64Array, Float64Array?];
  const pair = second ? pairOf(first, second, columns) : null;
  if (!second || !pair) tiles.set(first);
  else
    for (let row = 0; row < all; row++) {
      combine(first, second, pair, row, pivots, tiles);
      yield 0;
    }
  addToDiagonal(tiles, columns, pivots * GRAM_TILE, ridge);
  for (let row = 0; row < all; row++) {
    if (kernels.choleskyRows(at, pivots, row, row + 1) !== 1) return new Float64Array(0);
    yield ((row + 1) / all) ** 3;
  }
  for (let row = pivots; row < all; row++)
    kernels.choleskyBack(at, pivots, row, Math.min(GRAM_TILE, outputs - (row - pivots) * GRAM_TILE));
  const solved = solution(tiles, columns, outputs, pivots);
  if (pair) solved[columns] = pair.sum.reduce((rest, sum, j) => rest - (sum / pair.n) * solved[j]!, pair.target);
  return solved;
}

/** Of the samples of two classes together: their number n, the sum of their features, the mean of their ±1. */
interface PairMoments {
  n: number;
  sum: Float64Array;
  target: number;
}

const pairOf = (a: Float64Array, b: Float64Array, columns: number): PairMoments => {
  const { features } = gramTileRows(columns, 1);
  const sum = Float64Array.from({ length: columns }, (_, column) => {
    const at = tileIndex(features, Math.floor(column / GRAM_TILE)) + (column % GRAM_TILE);
    return a[at]! + b[at]!;
  });
  const corner = tileIndex(features, features);
  const n = a[corner]! + b[corner]!;
  return { n, sum, target: (a[corner]! - b[corner]!) / n };
};

/**
 * One tile row of the pair's own Gram matrix, centred on the pair's means: with s = s_a + s_b, n = n_a + n_b,
 *
 *     G = G_a + G_b − s sᵀ / n        B = s_a − s_b − s (n_a − n_b) / n
 *
 * where s_a is the sum of the features of class a.
 */
const combine = (
  a: Float64Array,
  b: Float64Array,
  { n, sum, target }: PairMoments,
  row: number,
  pivots: number,
  out: Float64Array,
): void => {
  const rides = row === pivots;
  const sign = rides ? -1 : 1;
  const height = rides ? 1 : Math.min(GRAM_TILE, sum.length - row * GRAM_TILE);
  for (let i = 0; i < height; i++) {
    const factor = rides ? target : sum[row * GRAM_TILE + i]! / n;
    for (let column = 0; column <= row; column++) {
      const from = tileIndex(row, column) + i * GRAM_TILE;
      const first = column * GRAM_TILE;
      const width = Math.min(GRAM_TILE, sum.length - first);
      for (let j = 0; j < width; j++) out[from + j] = a[from + j]! + sign * b[from + j]! - factor * sum[first + j]!;
    }
  }
};

const diagonalIndex = (column: number): number => {
  const tile = Math.floor(column / GRAM_TILE);
  return tileIndex(tile, tile) + (column % GRAM_TILE) * (GRAM_TILE + 1);
};

/** Trace of the features' part of a Gram matrix. */
export const traceOf = (tiles: Float64Array, columns: number): number => {
  let sum = 0;
  for (let column = 0; column < columns; column++) sum += tiles[diagonalIndex(column)]!;
  return sum;
};

/** Pads of the last tile get 1, which leaves them out of every other entry's factor. */
const addToDiagonal = (tiles: Float64Array, columns: number, padded: number, value: number): void => {
  for (let column = 0; column < padded; column++) tiles[diagonalIndex(column)]! += column < columns ? value : 1;
};

/** W from the tile rows that rode along, with room for the intercepts behind it. */
const solution = (tiles: Float64Array, columns: number, outputs: number, pivots: number): Float64Array => {
  const weights = new Float64Array((columns + 1) * outputs);
  for (let output = 0; output < outputs; output++) {
    const tileRow = pivots + Math.floor(output / GRAM_TILE);
    for (let column = 0; column < columns; column++) {
      const tile = tileIndex(tileRow, Math.floor(column / GRAM_TILE));
      weights[column * outputs + output] = tiles[tile + (output % GRAM_TILE) * GRAM_TILE + (column % GRAM_TILE)]!;
    }
  }
  return weights;
};
