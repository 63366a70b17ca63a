import { NeurogliaError } from "../errors.js";
import { asNumbers, asObject } from "../network/check.js";
import type { StateMatrix } from "../reservoir/stateMatrix.js";
import type { Series } from "../tasks/task.js";
import type { FeatureMatrix } from "./features.js";

/** Rows [begin, end), as a `SeriesSplit` has them, or the rows of a list (any typed array), as a `SampleSplit` does. */
export type RowChoice = readonly [begin: number, end: number] | Uint32Array;

const refuse = (what: string, expected: string, got: unknown): never => {
  throw new NeurogliaError({ code: "out-of-range", what, where: "rows", expected, got });
};

/** A plain array as a Float64Array, a typed one as it is. */
const typed = (values: ArrayLike<number>): Float64Array => {
  asNumbers(values, "values", "rows");
  return ArrayBuffer.isView(values) ? (values as Float64Array) : Float64Array.from(values);
};

/** What is chosen of `total` items of `width` values each: a view of a range, a copy of a list. */
const chosen = (values: Float64Array, total: number, width: number, choice: RowChoice): Float64Array => {
  for (const [what, got] of Object.entries({ rows: total, columns: width }))
    if (!Number.isSafeInteger(got) || got < 0) refuse(what, "a whole number ≥ 0", got);
  if (!(values.length === total * width))
    refuse("number of values", `rows × columns = ${total} × ${width}`, values.length);
  if (ArrayBuffer.isView(choice)) {
    const out = new (values.constructor as Float64ArrayConstructor)(choice.length * width);
    choice.forEach((row, k) => {
      if (!(Number.isInteger(row) && row >= 0 && row < total)) refuse(`row ${k} of the list`, `0 … ${total - 1}`, row);
      out.set(values.subarray(row * width, (row + 1) * width), k * width);
    });
    return out;
  }
  const [begin, end] = choice;
  const isRange = choice.length === 2 && Number.isInteger(begin) && Number.isInteger(end);
  if (!isRange || begin < 0 || end < begin || end > total)
    refuse("range", `[begin, end) within 0 … ${total} (a list of rows is a typed array)`, `[${Array.from(choice)})`);
  return values.subarray(begin * width, end * width);
};

/**
 * Some rows of a matrix or series: those of one part of a split. A range shares its memory with what it is taken from; plain arrays
 * become Float64Arrays first.
 * @throws NeurogliaError `out-of-range` for rows that there are not, or another number of values than there should be
 */
export function rows(of: StateMatrix, choice: RowChoice): StateMatrix;
export function rows(of: Series, choice: RowChoice): Series;
export function rows<A extends ArrayLike<number>>(
  of: FeatureMatrix & { values: A },
  choice: RowChoice,
): FeatureMatrix & { values: A extends readonly number[] ? Float64Array : A };
export function rows(
  of: StateMatrix | FeatureMatrix | Series,
  choice: RowChoice,
): StateMatrix | FeatureMatrix | Series {
  const values = typed(asObject(of, "rows", "what rows are taken of").values);
  asNumbers(choice, "range", "rows");
  const length = ArrayBuffer.isView(choice) ? choice.length : choice[1] - choice[0];
  if ("channels" in of) return { ...of, values: chosen(values, of.length, of.channels, choice), length };
  const part = { ...of, values: chosen(values, of.rows, of.columns, choice), rows: length };
  if (!("rowNames" in of)) return part;
  const rowNames = ArrayBuffer.isView(choice)
    ? Array.from(choice as Uint32Array, (row) => of.rowNames[row]!)
    : of.rowNames.slice(...choice);
  return { ...part, rowNames };
}
