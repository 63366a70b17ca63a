import { breathe } from "../breathe.js";
import { NeurogliaError } from "../errors.js";
import {
  accuracy,
  addColumns,
  checkFeatures,
  checkLabels,
  type FeatureMatrix,
  rowScale,
  someRows,
} from "./features.js";
import { gramTileRows, splitTileRows, tileIndex } from "./gram.js";
import { linearSteps } from "./linear.js";
import { mostVoted, pairCount, pairsOf, rowsByClass } from "./pairs.js";
import {
  checkedRidgeOptions,
  type RidgeFit,
  type RidgeFitOptions,
  type RidgeOptions,
  type RidgeWeights,
  where,
} from "./ridgeOptions.js";
import { type RidgeTask, runHere } from "./ridgeTasks.js";
import { traceOf } from "./solve.js";

/** Longest time that a fit keeps the event loop waiting, ms, as far as slices of work allow. */
const SLICE_MS = 30;
/** Values that one slice of a pass over the samples takes. */
const SLICE_VALUES = 4e6;
/** Columns whose Gram matrix is computed in one part here; more are cut so that no block of samples takes too long. */
const PART_COLUMNS = 4000;

/**
 * Linear readout by ridge regression,
 *
 *     W = (XᵀX + βI)⁻¹ XᵀY        b = ȳ − x̄ W
 *
 * on mean-centred X (samples × features) and Y (samples × outputs), as in Lukoševičius & Jaeger 2009 and most of the
 * reservoir literature. One Gram matrix serves all β; each β costs one Cholesky factorisation. With `coding: "oneVsOne"`
 * a Gram matrix per class, of which every pair takes two.
 *
 * @throws {NeurogliaError} `out-of-range`, `bad-shape` or `not-finite` for bad options, shapes, labels and values.
 */
export class Ridge {
  readonly #options: RidgeOptions;
  /** 0: a regressor. */
  readonly #classes: number;
  readonly #pairwise: boolean;
  readonly #outputs: number;
  readonly #lambdas: readonly number[];
  #columns = 0;
  #lambda = Number.NaN;
  #weights = new Float64Array(0);
  #bias = new Float64Array(0);

  constructor(options: RidgeOptions) {
    const { classes, outputs, coding, lambdas, normalise, scale } = checkedRidgeOptions(options);
    this.#pairwise = coding === "oneVsOne";
    this.#lambdas = lambdas;
    this.#classes = classes ?? 0;
    this.#outputs = this.#pairwise ? pairCount(this.#classes) : (classes ?? outputs!);
    this.#options = { ...options, normalise, scale };
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
   * Fits weights to samples. Of several β the one of best validation score is taken, the larger on ties.
   *
   * @throws {NeurogliaError} `bad-shape`, `out-of-range`, `not-finite`; `singular` if XᵀX + βI was so for every β;
   * `out-of-range` if one-vs-one lacks samples of a class.
   */
  async fit(features: FeatureMatrix, targets: ArrayLike<number>, options: RidgeFitOptions = {}): Promise<RidgeFit> {
    const { validation, onProgress, signal, threads } = options;
    signal?.throwIfAborted();
    this.#checkSamples(features, targets, features.columns, "training set");
    if (validation) this.#checkSamples(validation.features, validation.targets, features.columns, "validation set");
    else if (this.#lambdas.length > 1)
      throw new NeurogliaError({
        code: "bad-option",
        what: "validation",
        where,
        expected: `given, to choose from ${this.#lambdas.length} values of lambda`,
        got: validation,
      });

    const { columns, rows } = features;
    const groups = this.#pairwise ? this.#samplesByClass(targets) : [undefined];
    let breathed = 0;
    const breath = async (done: number): Promise<void> => {
      if (Date.now() - breathed < SLICE_MS) return;
      onProgress?.(done);
      await breathe();
      signal?.throwIfAborted();
      breathed = Date.now();
    };
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
    const { y, targetMean } = this.#coded(targets, rows);
    const outputs = targetMean.length;
    const { all } = gramTileRows(columns, outputs);
    const precision = this.#options.precision ?? (features.values instanceof Float64Array ? "double" : "single");

    const run = async (tasks: RidgeTask[], from: number): Promise<Float64Array[]> => {
      const progress = (done: number): number => from + (done / tasks.length) * 0.5;
      const results: Float64Array[] = [];
      let done = 0;
      for await (const { index, result } of threads?.run(tasks) ?? runHere(tasks, (part) => breath(progress(part)))) {
        results[index] = result;
        if (threads) onProgress?.(progress(++done));
        signal?.throwIfAborted();
      }
      return results;
    };

    const written = !threads || typeof SharedArrayBuffer !== "undefined";
    const length = tileIndex(all, 0);
    const grams = groups.map(() =>
      threads && written ? new Float64Array(new SharedArrayBuffer(length * 8)) : new Float64Array(length),
    );
    const parts = Math.ceil(threads ? threads.parts / groups.length : (columns / PART_COLUMNS) ** 2);
    const gramTasks = groups.flatMap((samples, group) =>
      splitTileRows(all, parts).map(([begin, end]) => ({
        group,
        task: {
          kind: "gram" as const,
          ...{ features, scale, mean, precision, targets: y, targetMean, begin, end },
          ...(samples && { samples }),
          ...(written && { into: grams[group]! }),
        },
      })),
    );
    const tiles = await run(
      gramTasks.map(({ task }) => task),
      0,
    );
    if (!written)
      for (const [k, { group, task }] of gramTasks.entries()) grams[group]!.set(tiles[k]!, tileIndex(task.begin, 0));

    const trace = grams.reduce((sum, gram) => sum + traceOf(gram, columns), 0);
    const unit = this.#options.scale === "variance" && trace > 0 ? trace / (rows * columns) : 1;
    // Descending, so that a tie keeps the larger.
    const descending = [...new Set(this.#lambdas)].sort((a, b) => b - a);
    const systems = this.#pairwise ? pairsOf(this.#classes).map((pair) => pair.map((c) => grams[c]!)) : [grams];
    const solved = await run(
      descending.flatMap((lambda) =>
        systems.map((system) => ({ kind: "solve" as const, grams: system, columns, outputs, ridge: lambda * unit })),
      ),
      0.5,
    );

    const tried: RidgeFit["tried"] = [];
    let best = Number.NEGATIVE_INFINITY;
    let chosen: { lambda: number; weights: Float64Array<ArrayBuffer>; bias: Float64Array<ArrayBuffer> } | undefined;
    for (const [index, lambda] of descending.entries()) {
      const each = solved.slice(index * systems.length, (index + 1) * systems.length);
      if (each.some((one) => one.length === 0)) {
        tried.push({ lambda, validation: Number.NaN });
        continue;
      }
      const fitted = this.#joined(each, mean, targetMean);
      let result = Number.NaN;
      if (validation) {
        const steps = this.#outputSteps(validation.features, fitted.weights, fitted.bias);
        let step = steps.next();
        for (; !step.done; step = steps.next()) await breath(1);
        result = this.#scoreOf(step.value, validation.targets);
      }
      tried.push({ lambda, validation: result });
      if (!chosen || result > best) {
        best = result;
        chosen = { lambda, ...fitted };
      }
    }
    if (!chosen)
      throw new NeurogliaError({
        code: "singular",
        what: "lambda",
        where,
        expected: 'large enough that XᵀX + βI is positive definite, or precision "double"',
        got: descending[0],
      });
    onProgress?.(1);
    this.#columns = columns;
    this.#lambda = chosen.lambda;
    this.#weights = chosen.weights;
    this.#bias = chosen.bias;
    return { lambda: chosen.lambda, tried };
  }

  /** Raw outputs x W + b, rows × outputs (one-vs-one: × pairs), row-major. */
  outputs(features: FeatureMatrix): Float64Array {
    this.#checkFitted();
    checkFeatures(features, "features");
    this.#checkColumns(features, this.#columns, "features");
    return this.#outputsOf(features, this.#weights, this.#bias);
  }

  /** The class of largest output or of most votes per sample; the smallest such class on ties. Classifiers only. */
  predict(features: FeatureMatrix): Uint32Array {
    if (!this.#classes)
      throw new NeurogliaError({
        code: "bad-option",
        what: "predict",
        where,
        expected: "asked of a classifier (use outputs)",
        got: "a regressor",
      });
    return this.#classOf(this.outputs(features));
  }

  /** Classifier: accuracy in [0, 1]. Regressor: R² = 1 − Σ(y − ŷ)² / Σ(y − ȳ)², mean over outputs. */
  score(features: FeatureMatrix, targets: ArrayLike<number>): number {
    this.#checkFitted();
    this.#checkSamples(features, targets, this.#columns, "test set");
    return this.#scoreOf(this.#outputsOf(features, this.#weights, this.#bias), targets);
  }

  /** The fitted readout as plain numbers, for JSON. */
  toJSON(): RidgeWeights {
    this.#checkFitted();
    return {
      options: this.#options,
      lambda: this.#lambda,
      columns: this.#columns,
      weights: Array.from(this.#weights),
      bias: Array.from(this.#bias),
    };
  }

  /** The readout that {@link toJSON} described. */
  static fromJSON(json: RidgeWeights): Ridge {
    const ridge = new Ridge(json.options);
    const expected = json.columns * ridge.#outputs;
    if (json.weights.length !== expected || json.bias.length !== ridge.#outputs)
      throw new NeurogliaError({
        code: "bad-shape",
        what: "weights and bias",
        where: "saved ridge readout",
        expected: `${expected} and ${ridge.#outputs} numbers`,
        got: `${json.weights.length} and ${json.bias.length}`,
      });
    ridge.#columns = json.columns;
    ridge.#lambda = json.lambda;
    ridge.#weights = Float64Array.from(json.weights);
    ridge.#bias = Float64Array.from(json.bias);
    return ridge;
  }

  #checkFitted(): void {
    if (this.#columns === 0)
      throw new NeurogliaError({ code: "not-fitted", what: "weights", where, expected: "fitted first", got: "none" });
  }

  #checkColumns(features: FeatureMatrix, columns: number, set: string): void {
    if (features.columns !== columns)
      throw new NeurogliaError({
        code: "bad-shape",
        what: "columns",
        where: `${set} of ${where}`,
        expected: `${columns}, as in the training set`,
        got: features.columns,
      });
  }

  #checkSamples(features: FeatureMatrix, targets: ArrayLike<number>, columns: number, set: string): void {
    const place = `${set} of ${where}`;
    checkFeatures(features, place);
    this.#checkColumns(features, columns, set);
    if (this.#classes) {
      checkLabels(targets, features.rows, this.#classes, place);
      return;
    }
    const expected = features.rows * this.#outputs;
    if (targets.length !== expected)
      throw new NeurogliaError({
        code: "bad-shape",
        what: "targets.length",
        where: place,
        expected: `rows × outputs = ${features.rows} × ${this.#outputs} = ${expected}`,
        got: targets.length,
      });
    for (let at = 0; at < expected; at++)
      if (!Number.isFinite(targets[at]))
        throw new NeurogliaError({
          code: "not-finite",
          what: `target ${at}`,
          where: place,
          expected: "finite",
          got: targets[at],
        });
  }

  /** @throws {NeurogliaError} `out-of-range` at a class without samples, which has no means */
  #samplesByClass(labels: ArrayLike<number>): Uint32Array[] {
    const samples = rowsByClass(labels, this.#classes);
    const missing = samples.findIndex((rows) => rows.length === 0);
    if (missing >= 0)
      throw new NeurogliaError({
        code: "out-of-range",
        what: `number of samples of class ${missing}`,
        where: `training set of ${where}`,
        expected: '≥ 1 with coding "oneVsOne"',
        got: 0,
      });
    return samples;
  }

  /** Targets as they ride in the Gram matrix: a constant 1, about 0, for the moments of classes; else Y about its means. */
  #coded(targets: ArrayLike<number>, rows: number): { y: Float64Array; targetMean: Float64Array } {
    if (this.#pairwise) return { y: new Float64Array(rows).fill(1), targetMean: new Float64Array(1) };
    const columns = this.#outputs;
    const y = this.#classes ? new Float64Array(rows * columns) : Float64Array.from(targets);
    if (this.#classes) for (let row = 0; row < rows; row++) y[row * columns + targets[row]!] = 1;
    const targetMean = new Float64Array(columns);
    addColumns({ values: y, rows, columns }, new Float64Array(rows).fill(1), targetMean);
    return { y, targetMean: targetMean.map((sum) => sum / rows) };
  }

  /** Weights and bias of all systems side by side, each solved about `mean` and `targetMean`. */
  #joined(
    solved: Float64Array[],
    mean: Float64Array,
    targetMean: Float64Array,
  ): { weights: Float64Array<ArrayBuffer>; bias: Float64Array<ArrayBuffer> } {
    const columns = mean.length;
    const width = targetMean.length;
    const weights = new Float64Array(columns * this.#outputs);
    const bias = new Float64Array(this.#outputs);
    for (const [system, one] of solved.entries())
      for (let target = 0; target < width; target++) {
        const output = system * width + target;
        let intercept = targetMean[target]! + one[columns * width + target]!;
        for (let column = 0; column < columns; column++) {
          const weight = one[column * width + target]!;
          weights[column * this.#outputs + output] = weight;
          intercept -= mean[column]! * weight;
        }
        bias[output] = intercept;
      }
    return { weights, bias };
  }

  #outputSteps(features: FeatureMatrix, weights: Float64Array, bias: Float64Array): Generator<number, Float64Array> {
    return linearSteps(features, rowScale(features, this.#options.normalise!), weights, bias);
  }

  #outputsOf(features: FeatureMatrix, weights: Float64Array, bias: Float64Array): Float64Array {
    const steps = this.#outputSteps(features, weights, bias);
    for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
  }

  #classOf(raw: Float64Array): Uint32Array {
    return this.#pairwise ? mostVoted(raw, this.#classes) : largest(raw, this.#classes);
  }

  #scoreOf(raw: Float64Array, targets: ArrayLike<number>): number {
    const outputs = this.#outputs;
    if (this.#classes) return accuracy(this.#classOf(raw), targets);
    let sum = 0;
    for (let output = 0; output < outputs; output++) {
      let mean = 0;
      let residual = 0;
      let total = 0;
      for (let at = output; at < raw.length; at += outputs) mean += (targets[at]! * outputs) / raw.length;
      for (let at = output; at < raw.length; at += outputs) {
        residual += (targets[at]! - raw[at]!) ** 2;
        total += (targets[at]! - mean) ** 2;
      }
      sum += 1 - residual / total;
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
