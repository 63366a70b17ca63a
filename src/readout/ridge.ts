import { breathe } from "../breathe.js";
import { NeurogliaError } from "../errors.js";
import { knownOptions } from "../network/check.js";
import {
  addColumns,
  checkedFeatures,
  checkOption,
  type FeatureMatrix,
  type Features,
  notFitted,
  rowScale,
  someRows,
} from "./features.js";
import { foldsByClass, foldsInTime } from "./folds.js";
import { linearSteps } from "./linear.js";
import type { Readout, SavedReadout } from "./readout.js";
import { RidgeCoding } from "./ridgeCoding.js";
import { bestOf, RidgeFitting } from "./ridgeFitting.js";
import { checkedRidgeOptions, type RidgeFit, type RidgeFitOptions, type RidgeOptions, where } from "./ridgeOptions.js";
import { type Centred, RidgeSolver } from "./ridgeSolver.js";
import { OpenedReadout, savedReadout } from "./saved.js";

/** Longest time that a fit keeps the event loop waiting, ms, as far as slices of work allow. */
const SLICE_MS = 30;
/** Values that one slice of a pass over the samples takes. */
const SLICE_VALUES = 4e6;

/**
 * Linear readout by ridge regression,
 *
 *     W = (XᵀX + βI)⁻¹ XᵀY        b = ȳ − x̄ W
 *
 * on mean-centred X (samples × features) and Y (samples × outputs), as in Lukoševičius & Jaeger 2009 and most of the
 * reservoir literature. One Gram matrix serves all β; each β costs one Cholesky factorisation. With `coding: "oneVsOne"`
 * a Gram matrix per class, of which every pair takes two. Several β and no validation samples: cross-validation, with a Gram
 * matrix per fold (one pass over the samples all the same) and a factorisation per fold and β.
 *
 * @throws {NeurogliaError} `out-of-range`, `bad-shape` or `not-finite` for bad options, shapes, labels and values.
 */
export class Ridge implements Readout {
  readonly #options: RidgeOptions;
  readonly #coding: RidgeCoding;
  readonly #lambdas: readonly number[];
  #columns = 0;
  #lambda = Number.NaN;
  #weights = new Float64Array(0);
  #bias = new Float64Array(0);

  constructor(options: RidgeOptions) {
    const { lambdas, normalise, scale } = checkedRidgeOptions(options);
    this.#lambdas = lambdas;
    this.#options = { ...options, normalise, scale };
    this.#coding = new RidgeCoding(this.#options);
  }

  /** The β in use; NaN before a fit. */
  get lambda(): number {
    return this.#lambda;
  }

  /** columns × outputs (one-vs-one: × pairs), row-major, on features after `normalise`; empty before a fit. */
  get weights(): Float64Array {
    return this.#weights;
  }

  /** One per output (pair); empty before a fit. */
  get bias(): Float64Array {
    return this.#bias;
  }

  /**
   * Fits weights to samples. Of several β the one of best score is taken, the larger on ties: the score on validation
   * samples, or without them that of predictions for all samples, each by weights fitted to the other `folds`.
   *
   * @throws {NeurogliaError} `bad-shape`, `out-of-range`, `not-finite`; `singular` if XᵀX + βI was so for every β;
   * `out-of-range` if one-vs-one lacks samples of a class, or there are fewer samples than folds.
   */
  async fit(states: FeatureMatrix, targets: ArrayLike<number>, options: RidgeFitOptions = {}): Promise<RidgeFit> {
    knownOptions(options, ["validation", "folds", "onProgress", "signal", "threads"], `fit of ${where}`);
    const { validation: held, folds = 5, onProgress, signal, threads } = options;
    signal?.throwIfAborted();
    const features = this.#checkedSamples(states, targets, "training set");
    const validation = held && {
      features: this.#checkedSamples(held.features, held.targets, "validation set", features.columns),
      targets: held.targets,
    };
    // Descending, so that a tie keeps the larger.
    const lambdas = [...new Set(this.#lambdas)].sort((a, b) => b - a);
    const crosswise = !validation && lambdas.length > 1;
    if (crosswise) checkOption("folds", folds, 2, features.rows, where, true);
    const groups = this.#coding.groups(targets, crosswise ? 2 : 1);

    let breathed = 0;
    const breath = async (done: number): Promise<void> => {
      signal?.throwIfAborted();
      if (Date.now() - breathed < SLICE_MS) return;
      await onProgress?.(done);
      await breathe();
      signal?.throwIfAborted();
      breathed = Date.now();
    };
    const centred = await this.#centred(features, targets, breath);
    const solver = new RidgeSolver(centred, threads, breath);
    const fitting = new RidgeFitting(this.#coding, this.#options, centred, solver, breath);
    const trials = crosswise
      ? await fitting.crossValidated(targets, this.#foldsOf(targets, features.rows, folds), lambdas)
      : await fitting.each(groups, lambdas, validation);
    const chosen = bestOf(trials.filter(({ fitted }) => fitted));
    if (!chosen?.fitted)
      throw new NeurogliaError({
        code: "singular",
        what: "lambda",
        where,
        expected: 'large enough that XᵀX + βI is positive definite, or precision "double"',
        got: lambdas[0],
      });
    await onProgress?.(1);
    this.#columns = features.columns;
    this.#lambda = chosen.lambda;
    this.#weights = chosen.fitted.weights;
    this.#bias = chosen.fitted.bias;
    return { lambda: chosen.lambda, tried: trials.map(({ lambda, score }) => ({ lambda, validation: score })) };
  }

  /** A classifier's raw outputs x W + b, rows × classes (one-vs-one: × pairs), row-major. */
  outputs(features: FeatureMatrix): Float64Array {
    if (!this.#coding.classes)
      throw new NeurogliaError({
        code: "bad-option",
        what: "outputs",
        where,
        expected: "asked of a classifier (a regressor predicts them)",
        got: "a regressor",
      });
    return this.#outputsOf(features);
  }

  /**
   * Classifier: the class of largest output or of most votes per sample; the smallest such class on ties. Regressor: rows ×
   * outputs numbers x W + b, row-major.
   */
  predict(features: FeatureMatrix): Uint32Array | Float64Array {
    const raw = this.#outputsOf(features);
    return this.#coding.classes ? this.#coding.classOf(raw) : raw;
  }

  /** Classifier: accuracy in [0, 1]. Regressor: R² = 1 − Σ(y − ŷ)² / Σ(y − ȳ)², mean over outputs. */
  score(features: FeatureMatrix, targets: ArrayLike<number>): number {
    this.#checkFitted();
    const checked = this.#checkedSamples(features, targets, "test set", this.#columns);
    return this.#coding.score(this.#outputsOf(checked), targets);
  }

  /** All that {@link Ridge.load} needs. @throws NeurogliaError `not-fitted` before a fit */
  save(): SavedReadout {
    this.#checkFitted();
    return savedReadout("ridge", this.#options, {
      weights: { values: this.#weights, shape: [this.#columns, this.#coding.outputs] },
      bias: { values: this.#bias, shape: [this.#coding.outputs] },
      lambda: { values: Float64Array.of(this.#lambda), shape: [1] },
    });
  }

  /** The readout that {@link save} described; its predictions are the same bits. @throws NeurogliaError */
  static load(saved: SavedReadout): Ridge {
    const opened = new OpenedReadout(saved, "ridge");
    const ridge = new Ridge(opened.options);
    const { outputs } = ridge.#coding;
    ridge.#weights = opened.array("weights", "'<f8'", [null, outputs]);
    ridge.#bias = opened.array("bias", "'<f8'", [outputs]);
    ridge.#lambda = opened.array("lambda", "'<f8'", [1])[0]!;
    ridge.#columns = ridge.#weights.length / outputs;
    return ridge;
  }

  #checkFitted(): void {
    if (this.#columns === 0) throw notFitted(where);
  }

  #checkedSamples(features: FeatureMatrix, targets: ArrayLike<number>, set: string, columns?: number): Features {
    const place = `${set} of ${where}`;
    const checked = checkedFeatures(features, place, columns);
    this.#coding.checkTargets(targets, checked.rows, place);
    return checked;
  }

  async #centred(
    features: Features,
    targets: ArrayLike<number>,
    breath: (done: number) => Promise<void>,
  ): Promise<Centred> {
    const { rows, columns, values } = features;
    const scale = new Float64Array(rows);
    const mean = new Float64Array(columns);
    const step = Math.ceil(SLICE_VALUES / columns);
    for (let first = 0; first < rows; first += step) {
      const some = someRows(features, first, Math.min(first + step, rows));
      const factors = rowScale(some, this.#options.normalise!);
      scale.set(factors, first);
      addColumns(some, factors, mean);
      await breath(0);
    }
    for (let column = 0; column < columns; column++) mean[column]! /= rows;
    const precision = this.#options.precision ?? (values instanceof Float64Array ? "double" : "single");
    return { features, scale, mean, precision, ...this.#coding.coded(targets, rows) };
  }

  /** Of a regressor, stretches of time; of a classifier, samples of every class in each. */
  #foldsOf(targets: ArrayLike<number>, rows: number, folds: number): Uint32Array[] {
    const { classes } = this.#coding;
    return classes ? foldsByClass(targets, classes, folds) : foldsInTime(rows, folds);
  }

  #outputsOf(features: FeatureMatrix): Float64Array {
    this.#checkFitted();
    const checked = checkedFeatures(features, `features of ${where}`, this.#columns);
    const steps = linearSteps(checked, rowScale(checked, this.#options.normalise!), this.#weights, this.#bias);
    for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
  }
}
