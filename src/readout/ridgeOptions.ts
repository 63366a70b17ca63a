import { NeurogliaError } from "../errors.js";
import { knownOptions } from "../network/check.js";
import { checkOption, type FeatureMatrix, type Normalise } from "./features.js";
import type { RidgeResult, RidgeTask } from "./ridgeTasks.js";

/** Where errors of this readout say that they come from. */
export const where = "ridge readout";

/** Options of {@link Ridge}. Exactly one of `classes` and `outputs` is given. */
export interface RidgeOptions {
  /** Number of classes, ≥ 2 (one-vs-one: 2 … 256): a classifier; labels are 0 … classes − 1. */
  classes?: number;
  /** Number of real-valued outputs, ≥ 1: a regressor. */
  outputs?: number;
  /**
   * What a classifier's outputs are. `"oneHot"` (default): one per class, 1 for its samples and 0 for all others; the
   * largest wins. `"oneVsOne"`: one per pair of classes, a regression on the samples of these two alone with means of its
   * own, +1 for the larger class and −1 for the smaller; every pair votes (Friedman 1996; Knerr, Personnaz & Dreyfus
   * 1990). Pair (a, b), a > b, is output a (a − 1) / 2 + b. Ties in votes go to the larger sum of outputs clipped to ±1,
   * then to the smaller class. It costs classes (classes − 1) / 2 factorisations per β and a Gram matrix per class.
   */
  coding?: "oneHot" | "oneVsOne";
  /** β, ≥ 0: one value, or several to choose from on validation samples or by cross-validation. Default 1. */
  lambda?: number | readonly number[];
  /** What is done to every sample first. Default `"l1"` for a classifier, `"none"` for a regressor. */
  normalise?: Normalise;
  /**
   * The unit of β. `"variance"` (default): features are taken as divided by one common factor, the root of their mean
   * variance over the whole training set, so that the mean diagonal entry of XᵀX is the number of samples and β counts as
   * many pseudo-samples, whatever the size of the network. `"none"`: as they are after `normalise`.
   */
  scale?: "variance" | "none";
  /**
   * How XᵀX is summed. `"single"` (default, but for Float64Array features) multiplies in f32 and is twice as fast; entries
   * are good to about 1e-6 of the diagonal, which calls for β of 1e-2 or more where features outnumber what they vary in.
   * `"double"` is f64 throughout and takes any β.
   */
  precision?: "single" | "double";
}

/** Samples with what they should be read as: labels for a classifier, rows × outputs numbers for a regressor. */
export interface LabelledSamples {
  features: FeatureMatrix;
  targets: ArrayLike<number>;
}

/** Options of {@link Ridge.fit}. */
export interface RidgeFitOptions {
  /** Samples to choose β on, if there are several; without them β is chosen by cross-validation. */
  validation?: LabelledSamples;
  /**
   * Parts that the samples are cut into for cross-validation, 2 … samples; default 5. A regressor's are stretches of time, one
   * after another; a classifier's have their share of every class.
   */
  folds?: number;
  /** Share of the work done, in [0, 1]. */
  onProgress?: (done: number) => void;
  /** Ends the fit between two slices of work; it rejects with the signal's reason and the readout stays as it was. */
  signal?: AbortSignal;
  /**
   * Runs tasks elsewhere and yields their results as they come, e.g. `pool.map` with ridgeTrials.js: called for Gram
   * matrices, cut into about `parts` tasks, then for one factorisation per β (and pair). The fit's bits do not depend on it.
   */
  threads?: { parts: number; run: (tasks: RidgeTask[]) => AsyncIterable<RidgeResult> };
}

/** What {@link Ridge.fit} found. */
export interface RidgeFit {
  /** The β in use. */
  lambda: number;
  /**
   * Every β tried, the largest first, with its score (accuracy, or R²) on validation samples or over all folds; NaN where
   * XᵀX + βI was not positive definite.
   */
  tried: { lambda: number; validation: number }[];
}

const word = (what: string, value: unknown, words: readonly unknown[], expected: string): void => {
  if (!words.includes(value)) throw new NeurogliaError({ code: "bad-option", what, where, expected, got: value });
};

/** Options with their defaults. @throws NeurogliaError `bad-option` or `out-of-range` */
export const checkedRidgeOptions = (options: RidgeOptions) => {
  knownOptions(options, ["classes", "outputs", "coding", "lambda", "normalise", "scale", "precision"], where);
  const { classes, outputs, coding = "oneHot", lambda = 1, scale = "variance", precision } = options;
  const { normalise = classes === undefined ? "none" : "l1" } = options;
  const neither = classes === undefined ? "neither" : "both";
  word(
    "classes and outputs",
    (classes === undefined) === (outputs === undefined) ? neither : "one",
    ["one"],
    "exactly one of the two",
  );
  if (classes === undefined) word("coding", coding, ["oneHot"], "left out for a regressor");
  else word("coding", coding, ["oneHot", "oneVsOne"], '"oneHot" or "oneVsOne"');
  if (classes !== undefined) checkOption("classes", classes, 2, coding === "oneVsOne" ? 256 : 65536, where, true);
  if (outputs !== undefined) checkOption("outputs", outputs, 1, 65536, where, true);
  word("normalise", normalise, ["l1", "none"], '"l1" or "none"');
  word("scale", scale, ["variance", "none"], '"variance" or "none"');
  word("precision", precision, [undefined, "single", "double"], '"single" or "double"');
  const lambdas = typeof lambda === "number" ? [lambda] : Array.isArray(lambda) ? [...lambda] : [];
  if (lambdas.length === 0) word("lambda", lambda, [], "one value or a list of them");
  for (const value of lambdas) checkOption("lambda", value, 0, Number.MAX_VALUE, where);
  return { classes, outputs, coding, lambdas, normalise, scale };
};
