import { NeurogliaError } from "../errors.js";
import { asList, asObject } from "../network/check.js";
import type { StateMatrix } from "../reservoir/stateMatrix.js";
import type { Series } from "../tasks/task.js";
import type { FeatureMatrix } from "./features.js";

/** Rows [begin, end), as a `SeriesSplit` has them, or the rows of a list, as a `SampleSplit` does. */
export type RowChoice = readonly [begin: number, end: number] | Uint32Array;

const refuse = (what: string, expected: string, got: unknown): never => {
  throw new NeurogliaError({ code: "out-of-range", what, where: "rows", expected, got });
};

/** What is chosen of `total` items of `width` values each: a view of a range, a copy of a list. */
const chosen = <A extends FeatureMatrix["values"]>(values: A, total: number, width: number, choice: RowChoice): A => {
  if (choice instanceof Uint32Array) {
    const out = new (values.constructor as new (length: number) => A)(choice.length * width);
    choice.forEach((row, k) => {
      if (row >= total) refuse(`row ${k} of the list`, `0 … ${total - 1}`, row);
      out.set(values.subarray(row * width, (row + 1) * width), k * width);
    });
    return out;
  }
  const [begin, end] = choice;
  if (!Number.isInteger(begin) || !Number.isInteger(end) || begin < 0 || end < begin || end > total)
    refuse("range", `[begin, end) within 0 … ${total}`, `[${begin}, ${end})`);
  return values.subarray(begin * width, end * width) as A;
};

/**
 * Some rows of a matrix or series: those of one part of a split. A range shares its memory with what it is taken from.
 * @throws NeurogliaError `out-of-range` for rows that there are not
 */
export function rows(of: StateMatrix, choice: RowChoice): StateMatrix;
export function rows(of: FeatureMatrix, choice: RowChoice): FeatureMatrix;
export function rows(of: Series, choice: RowChoice): Series;
export function rows(
  of: StateMatrix | FeatureMatrix | Series,
  choice: RowChoice,
): StateMatrix | FeatureMatrix | Series {
  asList(asObject(of, "rows", "what rows are taken of").values, "values", "rows");
  asList(choice, "range", "rows");
  const length = choice instanceof Uint32Array ? choice.length : choice[1] - choice[0];
  if ("channels" in of) return { ...of, values: chosen(of.values, of.length, of.channels, choice), length };
  const part = { ...of, values: chosen(of.values, of.rows, of.columns, choice), rows: length };
  if (!("rowNames" in of)) return part;
  const rowNames =
    choice instanceof Uint32Array ? Array.from(choice, (row) => of.rowNames[row]!) : of.rowNames.slice(...choice);
  return { ...part, rowNames };
}
