import { NeurogliaError } from "../errors.js";
import { checkedFeatures, checkLabels, checkOption, type FeatureMatrix } from "../readout/features.js";

const where = "separation";

/** Parts of {@link separation}, in the states' unit but for `separation`. */
export interface Separation {
  /** between / (within + 1). */
  separation: number;
  /** C_d, the mean distance between the centres of two classes, each class with itself included. */
  between: number;
  /** C_v, the mean over classes of the mean distance of its states from their centre. */
  within: number;
}

/**
 * Separation of a liquid (Goodman & Ventura 2006; Norton & Ventura 2010, Neurocomputing 73:2893–2904): with classes O_1 … O_n of states
 * and their centres μ,
 *
 *     C_d = Σ_i Σ_j ‖μ(O_i) − μ(O_j)‖ / n²        C_v = 1/n Σ_i 1/|O_i| Σ_{o ∈ O_i} ‖μ(O_i) − o‖
 *     Sep = C_d / (C_v + 1)
 *
 * It depends on the unit of the states (the 1), so compare like with like.
 *
 * @param states a row per sample, a column per neuron
 * @param labels one per row, 0 … classes − 1
 * @throws NeurogliaError `bad-shape`, `not-finite`; `out-of-range` for labels, for less than two classes or one without samples
 */
export const separation = (states: FeatureMatrix, labels: ArrayLike<number>, classes: number): Separation => {
  checkOption("classes", classes, 2, Number.POSITIVE_INFINITY, where, true);
  const { values, rows, columns } = checkedFeatures(states, where);
  checkLabels(labels, rows, classes, where);
  const centres = new Float64Array(classes * columns);
  const counts = new Uint32Array(classes);
  for (let row = 0; row < rows; row++) {
    const label = labels[row]!;
    counts[label]!++;
    for (let column = 0; column < columns; column++)
      centres[label * columns + column]! += values[row * columns + column]!;
  }
  for (let label = 0; label < classes; label++) {
    if (counts[label] === 0)
      throw new NeurogliaError({
        code: "out-of-range",
        what: `number of samples of class ${label}`,
        where,
        expected: "≥ 1",
        got: 0,
      });
    for (let column = 0; column < columns; column++) centres[label * columns + column]! /= counts[label]!;
  }
  const distance = (a: ArrayLike<number>, first: number, second: number): number => {
    let squares = 0;
    for (let column = 0; column < columns; column++) squares += (a[first + column]! - centres[second + column]!) ** 2;
    return Math.sqrt(squares);
  };
  let between = 0;
  for (let i = 0; i < classes; i++)
    for (let j = 0; j < i; j++) between += (2 * distance(centres, i * columns, j * columns)) / classes ** 2;
  let within = 0;
  for (let row = 0; row < rows; row++) {
    const label = labels[row]!;
    within += distance(values, row * columns, label * columns) / counts[label]! / classes;
  }
  return { separation: between / (within + 1), between, within };
};
