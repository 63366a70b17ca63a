import { breathe } from "../breathe.js";
import { NeurogliaError } from "../errors.js";
import { knownOptions } from "../network/check.js";
import { checkedFeatures, checkOption, type FeatureMatrix, type Features, notFitted, rowScale } from "./features.js";
import { linearSteps } from "./linear.js";
import type { LinearLearner } from "./linearLearner.js";
import type { OnlineReadout, SavedReadout } from "./readout.js";
import { RidgeCoding } from "./ridgeCoding.js";

/** Longest time that a fit keeps the event loop waiting, ms, as far as single samples allow. */
const SLICE_MS = 30;

/** What readouts that learn sample by sample have in common. Exactly one of `classes` and `outputs` is given. */
export interface OnlineOptions {
  /** Number of classes, ≥ 2: a classifier with an output per class, 1 for its samples and 0 for all others; the largest wins. */
  classes?: number;
  /** Number of real-valued outputs, ≥ 1: a regressor. */
  outputs?: number;
  /** Whether a constant 1 is a feature too, whose weight is the bias. Default true. */
  bias?: boolean;
}

/** Options of the `fit` of readouts that learn sample by sample. */
export interface OnlineFitOptions {
  /** How often all samples are shown, in the order given. Default 1. */
  passes?: number;
  /** Share of the work done, in [0, 1]. */
  onProgress?: (done: number) => void;
  /** Ends the fit; it rejects with the signal's reason and the readout stays as it was. */
  signal?: AbortSignal;
}

/** Options that both have, with their defaults. @throws NeurogliaError `bad-option` or `out-of-range` */
export const checkedOnlineOptions = <Options extends OnlineOptions>(
  options: Options,
  known: readonly string[],
  where: string,
): Options & { bias: boolean } => {
  const refuse = (what: string, expected: string, got: unknown): never => {
    throw new NeurogliaError({ code: "bad-option", what, where, expected, got });
  };
  const names = ["classes", "outputs", "bias", ...known];
  for (const name of Object.keys(options))
    if (!names.includes(name)) refuse("option", `one of ${names.join(", ")}`, name);
  const { classes, outputs, bias = true } = options;
  if ((classes === undefined) === (outputs === undefined))
    refuse("classes and outputs", "exactly one of the two", classes === undefined ? "neither" : "both");
  if (classes !== undefined) checkOption("classes", classes, 2, 65536, where, true);
  if (outputs !== undefined) checkOption("outputs", outputs, 1, 65536, where, true);
  if (typeof bias !== "boolean") refuse("bias", "true or false", bias);
  return { ...options, bias };
};

/** A linear readout whose weights change with every sample, on top of what it has learned; all in f64. */
export abstract class OnlineLinear<Learner extends LinearLearner> implements OnlineReadout {
  readonly #where: string;
  readonly #options: OnlineOptions & { bias: boolean };
  readonly #coding: RidgeCoding;
  #learner: Learner | null = null;

  /** @internal */
  protected constructor(where: string, options: OnlineOptions & { bias: boolean }) {
    this.#where = where;
    this.#options = options;
    this.#coding = new RidgeCoding(options);
  }

  /** What helps where it diverges. @internal */
  protected abstract readonly remedy: string;

  /** A learner that has learned nothing. @internal */
  protected abstract begin(columns: number, outputs: number): Learner;

  /** @internal */
  protected get learner(): Learner {
    if (!this.#learner) throw notFitted(this.#where);
    return this.#learner;
  }

  /** Goes on from weights of features × outputs. @throws NeurogliaError `bad-file` if they are those of a bias alone @internal */
  protected resume(weights: Float64Array, file: string): Learner {
    const columns = weights.length / this.nOutputs - Number(this.#options.bias);
    if (columns < 1)
      throw new NeurogliaError({
        code: "bad-file",
        what: "rows of weights",
        where: file,
        expected: "one per column and one for the bias",
        got: 1,
      });
    this.#learner = this.begin(columns, this.nOutputs);
    this.#learner.weights = weights;
    return this.#learner;
  }

  /** Outputs: one per class, or as given. @internal */
  protected get nOutputs(): number {
    return this.#coding.outputs;
  }

  /** columns × outputs, row-major; empty before a fit. */
  get weights(): Float64Array {
    return this.#learner?.weights.slice(0, this.#learner.columns * this.nOutputs) ?? new Float64Array(0);
  }

  /** One per output (0 without `bias`); empty before a fit. */
  get bias(): Float64Array {
    if (!this.#learner) return new Float64Array(0);
    if (!this.#options.bias) return new Float64Array(this.nOutputs);
    return this.#learner.weights.slice(this.#learner.columns * this.nOutputs);
  }

  /**
   * Forgets what it has learned and learns these samples, in the order given.
   * @throws NeurogliaError `bad-shape`, `out-of-range`, `not-finite`; `diverged` where weights ceased to be finite
   */
  async fit(states: FeatureMatrix, targets: ArrayLike<number>, options: OnlineFitOptions = {}): Promise<void> {
    knownOptions(options, ["passes", "onProgress", "signal"], `fit of ${this.#where}`);
    const { passes = 1, onProgress, signal } = options;
    signal?.throwIfAborted();
    checkOption("passes", passes, 1, Number.MAX_SAFE_INTEGER, this.#where, true);
    const features = this.#checkedSamples(states, targets, "training set");
    const { rows, columns } = features;
    const learner = this.begin(columns, this.nOutputs);
    const coded = this.#coding.coded(targets, rows).targets;
    let breathed = Date.now();
    for (let pass = 0; pass < passes; pass++)
      for (let row = 0; row < rows; row++) {
        this.#learn(learner, features, coded, row);
        if (Date.now() - breathed < SLICE_MS) continue;
        await onProgress?.((pass + (row + 1) / rows) / passes);
        await breathe();
        signal?.throwIfAborted();
        breathed = Date.now();
      }
    this.#checkFinite(learner);
    await onProgress?.(1);
    this.#learner = learner;
  }

  /**
   * Learns these samples too, in the order given; the first time it begins from zero weights.
   * @throws NeurogliaError as {@link fit}; what diverges has learned the samples before, and is of no more use
   */
  partialFit(states: FeatureMatrix, targets: ArrayLike<number>): void {
    const features = this.#checkedSamples(states, targets, "training set", this.#learner?.columns);
    const { rows } = features;
    const learner = this.#learner ?? this.begin(features.columns, this.nOutputs);
    const coded = this.#coding.coded(targets, rows).targets;
    for (let row = 0; row < rows; row++) this.#learn(learner, features, coded, row);
    this.#checkFinite(learner);
    this.#learner = learner;
  }

  /** Classifier: the class of largest output per sample, the smallest such on ties. Regressor: rows × outputs, row-major. */
  predict(features: FeatureMatrix): Uint32Array | Float64Array {
    const raw = this.#outputsOf(features);
    return this.#coding.classes ? this.#coding.classOf(raw) : raw;
  }

  /** Classifier: accuracy in [0, 1]. Regressor: R², mean over outputs, as {@link Ridge.score}. */
  score(features: FeatureMatrix, targets: ArrayLike<number>): number {
    const checked = this.#checkedSamples(features, targets, "test set", this.learner.columns);
    return this.#coding.score(this.#outputsOf(checked), targets);
  }

  /** All that `load` of the same class needs to predict, and to learn on, the same bits. @throws NeurogliaError `not-fitted` */
  abstract save(): SavedReadout;

  #learn(learner: Learner, { values, columns }: Features, targets: Float64Array, row: number): void {
    const { nOutputs } = this;
    const sample = values.subarray(row * columns, (row + 1) * columns);
    if (!learner.learn(sample, targets.subarray(row * nOutputs, (row + 1) * nOutputs)))
      this.#diverged(`gain at sample ${row}`);
  }

  #checkFinite(learner: Learner): void {
    if (!learner.weights.every(Number.isFinite)) this.#diverged("weights");
  }

  #diverged(what: string): never {
    const expected = `finite and positive (${this.remedy})`;
    throw new NeurogliaError({ code: "diverged", what, where: this.#where, expected, got: Number.NaN });
  }

  #checkedSamples(features: FeatureMatrix, targets: ArrayLike<number>, set: string, columns?: number): Features {
    const place = `${set} of ${this.#where}`;
    const checked = checkedFeatures(features, place, columns);
    this.#coding.checkTargets(targets, checked.rows, place);
    return checked;
  }

  #outputsOf(features: FeatureMatrix): Float64Array {
    const checked = checkedFeatures(features, `features of ${this.#where}`, this.learner.columns);
    const steps = linearSteps(checked, rowScale(checked, "none"), this.weights, this.bias);
    for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
  }
}
