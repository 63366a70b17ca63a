import type { Arena } from "../engine/arena.js";
import { NeurogliaError } from "../errors.js";
import { asNumbers, asObject } from "../network/check.js";

/** The kinds of array that kernels read, by their width: spike counts in the narrow types, states and signals in the wide. */
export type FeatureArray = Uint8Array | Uint16Array | Float32Array | Float64Array;
const featureArrays: readonly unknown[] = [Uint8Array, Uint16Array, Float32Array, Float64Array];

/**
 * Samples × features: `values` is row-major, one row of `columns` values (spike counts, filtered states; no unit) per
 * sample. Uint8Array, Uint16Array, Float32Array and Float64Array are taken as they are, and may lie on a SharedArrayBuffer;
 * of all other lists of numbers a Float64Array is made.
 */
export interface FeatureMatrix {
  values: ArrayLike<number>;
  rows: number;
  columns: number;
}

/** A matrix that was checked, as kernels read it. */
export interface Features extends FeatureMatrix {
  values: FeatureArray;
}

/** Squares of what is larger, and sums of them, may overflow. */
export const MOST = 1e150;
export const FINITE = "finite, at most 1e150";

/** `"l1"` divides every sample by its sum of absolute values (a silent sample stays zero); `"none"` does not. */
export type Normalise = "l1" | "none";

/** What is asked of a readout that must be fitted first. */
export const notFitted = (where: string): NeurogliaError =>
  new NeurogliaError({ code: "not-fitted", what: "weights", where, expected: "fitted first", got: "none" });

/**
 * A matrix as kernels read it. Refuses, with code `bad-shape` or `not-finite`, one that is empty, of another size than rows ×
 * columns, with NaN, or with other than `fitted` columns, those of the training set; with `bad-input`, values that are no numbers.
 */
export const checkedFeatures = (features: FeatureMatrix, where: string, fitted = features?.columns): Features => {
  const { values: given, rows, columns } = asObject(features, where, "states");
  for (const [what, got] of Object.entries({ rows, columns }))
    if (!Number.isSafeInteger(got) || got < 1)
      throw new NeurogliaError({ code: "bad-shape", what, where, expected: "a whole number ≥ 1", got });
  if (asNumbers(given, "values", where).length !== rows * columns)
    throw new NeurogliaError({
      code: "bad-shape",
      what: "values.length",
      where,
      expected: `rows × columns = ${rows} × ${columns} = ${rows * columns}`,
      got: given.length,
    });
  // Of other classes too: a Buffer is a Uint8Array whose slice is no copy.
  const values = featureArrays.includes(given.constructor) ? (given as FeatureArray) : Float64Array.from(given);
  const narrow = values instanceof Uint8Array || values instanceof Uint16Array;
  const at = narrow ? -1 : values.findIndex((value: number) => !(Math.abs(value) <= MOST));
  if (at >= 0)
    throw new NeurogliaError({
      code: "not-finite",
      what: `value at row ${Math.floor(at / columns)}, column ${at % columns}`,
      where,
      expected: FINITE,
      got: values[at],
    });
  if (columns !== fitted)
    throw new NeurogliaError({
      code: "bad-shape",
      what: "columns",
      where,
      expected: `${fitted}, as in the training set`,
      got: columns,
    });
  return { values, rows, columns };
};

/** Refuses, with code `bad-shape` or `out-of-range`, labels that are not one class in 0 … classes − 1 per sample. */
export const checkLabels = (labels: ArrayLike<number>, rows: number, classes: number, where: string): void => {
  if (asNumbers(labels, "labels", where).length !== rows)
    throw new NeurogliaError({
      code: "bad-shape",
      what: "labels.length",
      where,
      expected: `${rows}, one per sample`,
      got: labels.length,
    });
  for (let row = 0; row < rows; row++) {
    const label = labels[row]!;
    if (!Number.isInteger(label) || label < 0 || label >= classes)
      throw new NeurogliaError({
        code: "out-of-range",
        what: `label of sample ${row}`,
        where,
        expected: `a whole number in 0 … ${classes - 1}`,
        got: label,
      });
  }
};

/** Refuses, with code `bad-shape` or `not-finite`, targets that are not rows × outputs finite numbers. */
export const checkTargets = (targets: ArrayLike<number>, rows: number, outputs: number, where: string): void => {
  const expected = rows * outputs;
  if (asNumbers(targets, "targets", where).length !== expected)
    throw new NeurogliaError({
      code: "bad-shape",
      what: "targets.length",
      where,
      expected: `rows × outputs = ${rows} × ${outputs} = ${expected}`,
      got: targets.length,
    });
  for (let at = 0; at < expected; at++)
    if (!(Math.abs(targets[at]!) <= MOST))
      throw new NeurogliaError({
        code: "not-finite",
        what: `target ${at}`,
        where,
        expected: FINITE,
        got: targets[at],
      });
};

/** Refuses, with code `out-of-range`, an option that is not a number in [low, high]. */
export const checkOption = (
  what: string,
  got: number,
  low: number,
  high: number,
  where: string,
  whole = false,
): void => {
  const fits = typeof got === "number" && got >= low && got <= high && (!whole || Number.isSafeInteger(got));
  if (fits) return;
  const bound = high === Number.POSITIVE_INFINITY ? `≥ ${low}` : `in [${low}, ${high}]`;
  throw new NeurogliaError({
    code: "out-of-range",
    what,
    where,
    expected: whole ? `a whole number ${bound}` : bound,
    got,
  });
};

/** The factor on every sample: 1 / Σ|x| (0 for a silent sample) or 1. */
export const rowScale = (features: Features, normalise: Normalise): Float64Array => {
  const { values, rows, columns } = features;
  const scale = new Float64Array(rows).fill(1);
  if (normalise === "none") return scale;
  for (let row = 0; row < rows; row++) {
    let norm = 0;
    for (let at = row * columns; at < (row + 1) * columns; at++) norm += Math.abs(values[at]!);
    scale[row] = norm > 0 ? 1 / norm : 0;
  }
  return scale;
};

/** Rows [first, last) as a matrix over the same memory. */
export const someRows = ({ values, columns }: Features, first: number, last: number): Features => ({
  values: values.subarray(first * columns, last * columns),
  rows: last - first,
  columns,
});

/** Adds every feature's sum over samples, after `scale`, to `sums`. */
export const addColumns = (features: Features, scale: Float64Array, sums: Float64Array): void => {
  const { values, rows, columns } = features;
  for (let row = 0; row < rows; row++) {
    const factor = scale[row]!;
    const base = row * columns;
    for (let column = 0; column < columns; column++) sums[column]! += values[base + column]! * factor;
  }
};

/** Share of predictions that equal their labels, in [0, 1]. */
export const accuracy = (predicted: Uint32Array, labels: ArrayLike<number>): number => {
  let correct = 0;
  for (let row = 0; row < predicted.length; row++) if (predicted[row] === labels[row]) correct++;
  return correct / predicted.length;
};

/** Copies rows [first, first + count) as they are to `address`. */
export const copyRows = (features: Features, first: number, count: number, arena: Arena, address: number): void => {
  const { values, columns } = features;
  const width = values.BYTES_PER_ELEMENT;
  const source = new Uint8Array(values.buffer, values.byteOffset + first * columns * width, count * columns * width);
  arena.u8(address, source.length).set(source);
};
