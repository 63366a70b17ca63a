import { NeurogliaError } from "../errors.js";
import { accuracy, addColumns, checkLabels, checkTargets } from "./features.js";
import { mostVoted, pairCount, pairsOf, rowsByClass } from "./pairs.js";
import { type RidgeOptions, where } from "./ridgeOptions.js";

/** Weights, columns × outputs, and bias, one per output. */
export interface Fitted {
  weights: Float64Array<ArrayBuffer>;
  bias: Float64Array<ArrayBuffer>;
}

/** How targets become the outputs of linear systems, and how outputs are read. */
export class RidgeCoding {
  /** 0: a regressor. */
  readonly classes: number;
  /** A system per pair of classes; else one. */
  readonly pairwise: boolean;
  readonly outputs: number;

  constructor({ classes, outputs, coding }: RidgeOptions) {
    this.classes = classes ?? 0;
    this.pairwise = coding === "oneVsOne";
    this.outputs = this.pairwise ? pairCount(this.classes) : (classes ?? outputs!);
  }

  /** Refuses targets, of `rows` samples, that are no labels of its classes, or of a regressor no numbers. */
  checkTargets(targets: ArrayLike<number>, rows: number, place: string): void {
    if (this.classes) checkLabels(targets, rows, this.classes, place);
    else checkTargets(targets, rows, this.outputs, place);
  }

  /** Targets as they ride in the Gram matrix: a constant 1, about 0, for the moments of classes; else Y about its means. */
  coded(targets: ArrayLike<number>, rows: number): { targets: Float64Array; targetMean: Float64Array } {
    if (this.pairwise) return { targets: new Float64Array(rows).fill(1), targetMean: new Float64Array(1) };
    const columns = this.outputs;
    const y = this.classes ? new Float64Array(rows * columns) : Float64Array.from(targets);
    if (this.classes) for (let row = 0; row < rows; row++) y[row * columns + targets[row]!] = 1;
    const sums = new Float64Array(columns);
    addColumns({ values: y, rows, columns }, new Float64Array(rows).fill(1), sums);
    return { targets: y, targetMean: sums.map((sum) => sum / rows) };
  }

  /**
   * The samples that each Gram matrix is of; undefined: all.
   * @throws {NeurogliaError} `out-of-range` at a class of fewer samples than `least`
   */
  groups(labels: ArrayLike<number>, least: number): (Uint32Array | undefined)[] {
    if (!this.pairwise) return [undefined];
    const samples = rowsByClass(labels, this.classes);
    const missing = samples.findIndex((rows) => rows.length < least);
    if (missing >= 0)
      throw new NeurogliaError({
        code: "out-of-range",
        what: `number of samples of class ${missing}`,
        where: `training set of ${where}`,
        expected: `≥ ${least} with coding "oneVsOne"${least > 1 ? " and several values of lambda" : ""}`,
        got: samples[missing]!.length,
      });
    return samples;
  }

  /** The Gram matrices of each system. */
  systems(grams: Float64Array[]): Float64Array[][] {
    return this.pairwise ? pairsOf(this.classes).map((pair) => pair.map((c) => grams[c]!)) : [grams];
  }

  /** Weights and bias of all systems side by side, each solved about `mean` and `targetMean`. */
  joined(solved: readonly Float64Array[], mean: Float64Array, targetMean: Float64Array): Fitted {
    const columns = mean.length;
    const width = targetMean.length;
    const weights = new Float64Array(columns * this.outputs);
    const bias = new Float64Array(this.outputs);
    for (const [system, one] of solved.entries())
      for (let target = 0; target < width; target++) {
        const output = system * width + target;
        let intercept = targetMean[target]! + one[columns * width + target]!;
        for (let column = 0; column < columns; column++) {
          const weight = one[column * width + target]!;
          weights[column * this.outputs + output] = weight;
          intercept -= mean[column]! * weight;
        }
        bias[output] = intercept;
      }
    return { weights, bias };
  }

  /** The class of largest output or of most votes per sample; the smallest such class on ties. */
  classOf(raw: Float64Array): Uint32Array {
    return this.pairwise ? mostVoted(raw, this.classes) : largest(raw, this.classes);
  }

  /** Accuracy, or R², mean over outputs; of a target that never changes, 1 if it is met exactly and else 0. */
  score(raw: Float64Array, targets: ArrayLike<number>): number {
    const { outputs } = this;
    if (this.classes) return accuracy(this.classOf(raw), targets);
    let sum = 0;
    for (let output = 0; output < outputs; output++) {
      let mean = 0;
      let residual = 0;
      let total = 0;
      for (let at = output; at < raw.length; at += outputs) mean += (targets[at]! * outputs) / raw.length;
      let varies = false;
      for (let at = output; at < raw.length; at += outputs) {
        varies ||= targets[at] !== targets[output];
        residual += (targets[at]! - raw[at]!) ** 2;
        total += (targets[at]! - mean) ** 2;
      }
      sum += varies ? 1 - residual / total : Number(residual === 0);
    }
    return sum / outputs;
  }
}

const largest = (raw: Float64Array, outputs: number): Uint32Array => {
  const predicted = new Uint32Array(raw.length / outputs);
  for (let row = 0; row < predicted.length; row++) {
    let best = 0;
    for (let output = 1; output < outputs; output++)
      if (raw[row * outputs + output]! > raw[row * outputs + best]!) best = output;
    predicted[row] = best;
  }
  return predicted;
};
