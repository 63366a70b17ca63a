import { type Features, someRows } from "./features.js";
import { GRAM_TILE, gramTileRows, tileIndex } from "./gram.js";
import { rowsByClass } from "./pairs.js";
import type { Centred } from "./ridgeSolver.js";

/** `folds` stretches of rows 0 … rows − 1, one after another: neighbours in time are alike and stay together. */
export const foldsInTime = (rows: number, folds: number): Uint32Array[] => {
  const cut = (fold: number): number => Math.floor((rows * fold) / folds);
  return Array.from({ length: folds }, (_, fold) =>
    Uint32Array.from({ length: cut(fold + 1) - cut(fold) }, (_, k) => cut(fold) + k),
  );
};

/** Rows dealt to `folds` folds class by class, so that each has its share of every class; ascending within a fold. */
export const foldsByClass = (labels: ArrayLike<number>, classes: number, folds: number): Uint32Array[] => {
  const dealt = rowsByClass(labels, classes).flatMap((rows) => Array.from(rows));
  return Array.from({ length: folds }, (_, fold) =>
    Uint32Array.from(dealt.filter((_, k) => k % folds === fold)).sort(),
  );
};

/** Rows `samples` as a matrix of their own: over the same memory where they are a stretch, else a copy. */
export const gathered = (features: Features, samples: Uint32Array): Features => {
  const { values, columns } = features;
  const first = samples[0]!;
  const last = samples.at(-1)!;
  if (last - first + 1 === samples.length) return someRows(features, first, last + 1);
  const copy = someRows(features, 0, samples.length).values.slice();
  for (const [k, row] of samples.entries()) copy.set(values.subarray(row * columns, (row + 1) * columns), k * columns);
  return { values: copy, rows: samples.length, columns };
};

/** What a set of samples sums to about the means of all: n, Σ(x − x̄), Σ(y − ȳ). */
export interface Moments {
  rows: number;
  features: Float64Array;
  targets: Float64Array;
}

/** Moments of the rows `samples`. */
export const momentsOf = (
  { features: { values, columns }, scale, mean, targets, targetMean }: Centred,
  samples: Uint32Array,
): Moments => {
  const outputs = targetMean.length;
  const sums: Moments = {
    rows: samples.length,
    features: mean.map((each) => -each * samples.length),
    targets: targetMean.map((each) => -each * samples.length),
  };
  for (const row of samples) {
    const factor = scale[row]!;
    for (let column = 0; column < columns; column++) sums.features[column]! += values[row * columns + column]! * factor;
    for (let output = 0; output < outputs; output++) sums.targets[output]! += targets[row * outputs + output]!;
  }
  return sums;
};

/** Adds a Gram matrix to a total, tile row by tile row. */
export function* addGram(total: Float64Array, part: Float64Array): Generator<void, void> {
  const slice = GRAM_TILE * GRAM_TILE * 16;
  for (let first = 0; first < total.length; first += slice) {
    const end = Math.min(first + slice, total.length);
    for (let at = first; at < end; at++) total[at]! += part[at]!;
    yield;
  }
}

/** Makes of the Gram matrix of a fold that of all other samples, about the same means: total − fold. */
export function* leaveOut(total: Float64Array, fold: Float64Array): Generator<void, void> {
  const slice = GRAM_TILE * GRAM_TILE * 16;
  for (let first = 0; first < total.length; first += slice) {
    const end = Math.min(first + slice, total.length);
    for (let at = first; at < end; at++) fold[at] = total[at]! - fold[at]!;
    yield;
  }
}

/**
 * Moves a Gram matrix of [features targets] to the means of its own samples, whose moments about the old means are s:
 *
 *     G − s sᵀ / n
 */
export function* recentre(gram: Float64Array, { rows, features, targets }: Moments): Generator<void, void> {
  const { features: pivots, all } = gramTileRows(features.length, targets.length);
  for (let row = 0; row < all; row++) {
    const own = row < pivots ? features : targets;
    const base = (row < pivots ? row : row - pivots) * GRAM_TILE;
    for (let column = 0; column <= Math.min(row, pivots - 1); column++) {
      const tile = tileIndex(row, column);
      const width = Math.min(GRAM_TILE, features.length - column * GRAM_TILE);
      for (let i = 0; i < Math.min(GRAM_TILE, own.length - base); i++) {
        const factor = own[base + i]! / rows;
        for (let j = 0; j < width; j++) gram[tile + i * GRAM_TILE + j]! -= factor * features[column * GRAM_TILE + j]!;
      }
    }
    yield;
  }
}
