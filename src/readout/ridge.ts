import { Arena } from "../engine/arena.js";
import { instantiate, type Kernels } from "../engine/kernels.js";
import { NeurogliaError } from "../errors.js";
import {
  accuracy,
  breathe,
  checkFeatures,
  checkLabels,
  checkOption,
  columnMeans,
  copyRows,
  type FeatureMatrix,
  type Normalise,
  rowScale,
} from "./features.js";
import { GRAM_TILE, GramRange, type GramTask, gramTileRows, splitTileRows, tileIndex } from "./gram.js";

/** Options of {@link Ridge}. Exactly one of `classes` and `outputs` is given. */
export interface RidgeOptions {
  /** Number of classes, ≥ 2: a classifier; labels are 0 … classes − 1, coded one-hot; the largest output wins. */
  classes?: number;
  /** Number of real-valued outputs, ≥ 1: a regressor. */
  outputs?: number;
  /** β, ≥ 0: one value, or several to choose from on validation samples. Default 1. */
  lambda?: number | readonly number[];
  /** What is done to every sample first. Default `"l1"` for a classifier, `"none"` for a regressor. */
  normalise?: Normalise;
  /**
   * The unit of β. `"variance"` (default): features are taken as divided by one common factor, the root of their mean
   * variance, so that the mean diagonal entry of XᵀX is the number of samples and β counts as many pseudo-samples,
   * whatever the size of the network. `"none"`: as they are after `normalise`.
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
  /** Samples to choose β on; needed if there are several. */
  validation?: LabelledSamples;
  /** Share of the work done, in [0, 1]. */
  onProgress?: (done: number) => void;
  /** Ends the fit between two slices of work; it rejects with the signal's reason and the readout stays as it was. */
  signal?: AbortSignal;
  /** Computes the tasks elsewhere, e.g. `gramTiles` in a pool of threads; results in the order of the tasks. */
  gram?: { parts: number; run: (tasks: GramTask[]) => Promise<Float64Array[]> };
}

/** What {@link Ridge.fit} found. */
export interface RidgeFit {
  /** The β in use. */
  lambda: number;
  /** Every β tried with its validation score (accuracy, or R²); NaN where XᵀX + βI was not positive definite. */
  tried: { lambda: number; validation: number }[];
}

/** A fitted readout as plain numbers. */
export interface RidgeWeights {
  options: RidgeOptions;
  lambda: number;
  columns: number;
  /** columns × outputs, row-major, on features after `normalise`. */
  weights: number[];
  /** One per output. */
  bias: number[];
}

// Not a power of two, so that groups of features do not all fall on the same cache sets.
const BLOCK_ROWS = 248;
const where = "ridge readout";

/**
 * Linear readout by ridge regression,
 *
 *     W = (XᵀX + βI)⁻¹ XᵀY        b = ȳ − x̄ W
 *
 * on mean-centred X (samples × features) and Y (samples × outputs), as in Lukoševičius & Jaeger 2009 and most of the
 * reservoir literature. One Gram matrix serves all β; each β costs one Cholesky factorisation.
 *
 * @throws {NeurogliaError} `out-of-range`, `bad-shape` or `not-finite` for bad options, shapes, labels and values.
 */
export class Ridge {
  readonly #options: RidgeOptions;
  readonly #classifier: boolean;
  readonly #outputs: number;
  readonly #lambdas: readonly number[];
  #columns = 0;
  #lambda = Number.NaN;
  #weights = new Float64Array(0);
  #bias = new Float64Array(0);

  constructor(options: RidgeOptions) {
    const { classes, outputs, lambda = 1, normalise = "l1", scale = "variance", precision } = options;
    if ((classes === undefined) === (outputs === undefined))
      throw new NeurogliaError({
        code: "bad-option",
        what: "classes and outputs",
        where,
        expected: "exactly one of the two",
        got: classes === undefined ? "neither" : "both",
      });
    this.#classifier = classes !== undefined;
    if (classes !== undefined) checkOption("classes", classes, 2, 65536, where, true);
    if (outputs !== undefined) checkOption("outputs", outputs, 1, 65536, where, true);
    if (normalise !== "l1" && normalise !== "none")
      throw new NeurogliaError({
        code: "bad-option",
        what: "normalise",
        where,
        expected: '"l1" or "none"',
        got: normalise,
      });
    if (scale !== "variance" && scale !== "none")
      throw new NeurogliaError({
        code: "bad-option",
        what: "scale",
        where,
        expected: '"variance" or "none"',
        got: scale,
      });
    if (precision !== undefined && precision !== "single" && precision !== "double")
      throw new NeurogliaError({
        code: "bad-option",
        what: "precision",
        where,
        expected: '"single" or "double"',
        got: precision,
      });
    this.#lambdas = typeof lambda === "number" ? [lambda] : [...lambda];
    if (this.#lambdas.length === 0)
      throw new NeurogliaError({
        code: "bad-option",
        what: "lambda",
        where,
        expected: "one value or more",
        got: lambda,
      });
    for (const value of this.#lambdas) checkOption("lambda", value, 0, Number.MAX_VALUE, where);
    this.#outputs = classes ?? outputs!;
    this.#options = { ...options, normalise: options.normalise ?? (this.#classifier ? "l1" : "none"), scale };
  }

  /** The β in use; NaN before a fit. */
  get lambda(): number {
    return this.#lambda;
  }

  /** columns × outputs, row-major, on features after `normalise`; empty before a fit. */
  get weights(): Float64Array {
    return this.#weights;
  }

  /** One per output; empty before a fit. */
  get bias(): Float64Array {
    return this.#bias;
  }

  /**
   * Fits weights to samples. Of several β the one of best validation score is taken, the larger on ties.
   *
   * @throws {NeurogliaError} `bad-shape`, `out-of-range`, `not-finite`; `singular` if XᵀX + βI was so for every β.
   */
  async fit(features: FeatureMatrix, targets: ArrayLike<number>, options: RidgeFitOptions = {}): Promise<RidgeFit> {
    const { validation, onProgress, signal, gram } = options;
    signal?.throwIfAborted();
    const y = this.#targets(features, targets, "training set");
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
    const outputs = this.#outputs;
    const scale = rowScale(features, this.#options.normalise!);
    const mean = columnMeans(features, scale);
    const targetMean = columnMeans({ values: y, rows, columns: outputs }, new Float64Array(rows).fill(1));
    const precision = this.#options.precision ?? (features.values instanceof Float64Array ? "double" : "single");
    const task = { features, scale, mean, precision, targets: y, targetMean };
    const tileRows = gramTileRows(columns, outputs);
    const arena = new Arena();
    const kernels = instantiate(arena.memory);
    const breath = async (done: number): Promise<void> => {
      onProgress?.(done);
      await breathe();
      signal?.throwIfAborted();
    };

    let tiles: number;
    const length = tileIndex(tileRows.all, 0);
    if (gram) {
      const tasks = splitTileRows(tileRows.all, gram.parts).map(([begin, end]) => ({ ...task, begin, end }));
      const parts = await gram.run(tasks);
      signal?.throwIfAborted();
      tiles = arena.allocate(length * 8, "Gram matrix");
      let at = 0;
      for (const part of parts) {
        arena.f64(tiles + at * 8, part.length).set(part);
        at += part.length;
      }
    } else {
      const range = new GramRange({ ...task, begin: 0, end: tileRows.all }, arena, kernels);
      while (range.advance()) await breath(range.progress / 2);
      tiles = range.tiles;
    }

    const trace = diagonal(arena, tiles, columns).reduce((sum, value) => sum + value, 0);
    const unit = this.#options.scale === "variance" && trace > 0 ? trace / (rows * columns) : 1;
    const factor = this.#lambdas.length > 1 ? arena.allocate(length * 8, "Cholesky factor") : tiles;
    const tried: RidgeFit["tried"] = [];
    let best = Number.NEGATIVE_INFINITY;
    let chosen: { lambda: number; weights: Float64Array<ArrayBuffer>; bias: Float64Array<ArrayBuffer> } | undefined;
    // Descending, so that a tie keeps the larger.
    const descending = [...new Set(this.#lambdas)].sort((a, b) => b - a);
    for (const [index, lambda] of descending.entries()) {
      if (factor !== tiles) arena.u8(factor, length * 8).set(arena.u8(tiles, length * 8));
      addToDiagonal(arena, factor, columns, tileRows.features * GRAM_TILE, lambda * unit);
      const slice = Math.max(1, Math.ceil(tileRows.all / 64));
      let regular = true;
      for (let row = 0; regular && row < tileRows.all; row += slice) {
        const end = Math.min(row + slice, tileRows.all);
        regular = kernels.choleskyRows(factor, tileRows.features, row, end) === 1;
        await breath(0.5 + (0.5 * (index + (row / tileRows.all) ** 3)) / descending.length);
      }
      if (!regular) {
        tried.push({ lambda, validation: Number.NaN });
        continue;
      }
      for (let row = tileRows.features; row < tileRows.all; row++) {
        const count = Math.min(GRAM_TILE, outputs - (row - tileRows.features) * GRAM_TILE);
        kernels.choleskyBack(factor, tileRows.features, row, count);
      }
      const weights = solution(arena, factor, columns, outputs, tileRows.features);
      const bias = targetMean.map((value, output) => {
        let sum = value;
        for (let column = 0; column < columns; column++) sum -= mean[column]! * weights[column * outputs + output]!;
        return sum;
      }) as Float64Array<ArrayBuffer>;
      const result = validation
        ? this.#scoreOf(this.#outputsOf(validation.features, weights, bias), validation.targets)
        : Number.NaN;
      tried.push({ lambda, validation: result });
      if (!chosen || result > best) {
        best = result;
        chosen = { lambda, weights, bias };
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

  /** Raw outputs x W + b, rows × outputs, row-major. */
  outputs(features: FeatureMatrix): Float64Array {
    this.#checkFitted();
    checkFeatures(features, "features");
    this.#checkColumns(features, this.#columns, "features");
    return this.#outputsOf(features, this.#weights, this.#bias);
  }

  /** The class of largest output per sample; the smallest such class on ties. Classifiers only. */
  predict(features: FeatureMatrix): Uint32Array {
    if (!this.#classifier)
      throw new NeurogliaError({
        code: "bad-option",
        what: "predict",
        where,
        expected: "asked of a classifier (use outputs)",
        got: "a regressor",
      });
    return largest(this.outputs(features), this.#outputs);
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
    if (this.#classifier) {
      checkLabels(targets, features.rows, this.#outputs, place);
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

  #targets(features: FeatureMatrix, targets: ArrayLike<number>, set: string): Float64Array<ArrayBuffer> {
    this.#checkSamples(features, targets, features.columns, set);
    if (!this.#classifier) return Float64Array.from(targets);
    const coded = new Float64Array(features.rows * this.#outputs);
    for (let row = 0; row < features.rows; row++) coded[row * this.#outputs + targets[row]!] = 1;
    return coded;
  }

  #outputsOf(features: FeatureMatrix, weights: Float64Array, bias: Float64Array): Float64Array {
    const { rows, columns, values } = features;
    const outputs = this.#outputs;
    const groups = Math.ceil(columns / 8);
    const pairs = Math.ceil(outputs / 2);
    const arena = new Arena();
    const kernels: Kernels = instantiate(arena.memory);
    const owner = "readout outputs";
    const panel = arena.allocate(groups * 8 * BLOCK_ROWS * 8, owner);
    const source = arena.allocate(columns * BLOCK_ROWS * values.BYTES_PER_ELEMENT, owner);
    const scaleAt = arena.allocate(BLOCK_ROWS * 8, owner);
    const zeros = arena.allocate(columns * 8, owner);
    const w = arena.allocate(pairs * groups * 8 * 16, owner);
    const b = arena.allocate(pairs * 16, owner);
    const out = arena.allocate(BLOCK_ROWS * pairs * 16, owner);
    const packed = arena.f64(w, pairs * groups * 16);
    for (let column = 0; column < columns; column++)
      for (let output = 0; output < outputs; output++)
        packed[((output >> 1) * groups * 8 + column) * 2 + (output & 1)] = weights[column * outputs + output]!;
    arena.f64(b, outputs).set(bias);
    const scale = rowScale(features, this.#options.normalise!);
    const result = new Float64Array(rows * outputs);
    const block = arena.f64(out, BLOCK_ROWS * pairs * 2);
    for (let first = 0; first < rows; first += BLOCK_ROWS) {
      const live = Math.min(BLOCK_ROWS, rows - first);
      copyRows(features, first, live, arena, source);
      arena.f64(scaleAt, live).set(scale.subarray(first, first + live));
      kernels.panelPack64(values.BYTES_PER_ELEMENT, source, live, columns, scaleAt, zeros, panel, BLOCK_ROWS, groups);
      kernels.linearOutputs(panel, BLOCK_ROWS, groups, w, b, outputs, out);
      for (let row = 0; row < live; row++)
        result.set(block.subarray(row * pairs * 2, row * pairs * 2 + outputs), (first + row) * outputs);
    }
    return result;
  }

  #scoreOf(raw: Float64Array, targets: ArrayLike<number>): number {
    const outputs = this.#outputs;
    if (this.#classifier) return accuracy(largest(raw, outputs), targets);
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

const diagonalIndex = (column: number): number => {
  const tile = Math.floor(column / GRAM_TILE);
  return tileIndex(tile, tile) + (column % GRAM_TILE) * (GRAM_TILE + 1);
};

const diagonal = (arena: Arena, tiles: number, columns: number): Float64Array => {
  const all = arena.f64(tiles, diagonalIndex(columns - 1) + 1);
  return Float64Array.from({ length: columns }, (_, column) => all[diagonalIndex(column)]!);
};

/** Pads of the last tile get 1, which leaves them out of every other entry's factor. */
const addToDiagonal = (arena: Arena, tiles: number, columns: number, padded: number, value: number): void => {
  const all = arena.f64(tiles, diagonalIndex(padded - 1) + 1);
  for (let column = 0; column < padded; column++) all[diagonalIndex(column)]! += column < columns ? value : 1;
};

const solution = (
  arena: Arena,
  tiles: number,
  columns: number,
  outputs: number,
  pivots: number,
): Float64Array<ArrayBuffer> => {
  const weights = new Float64Array(columns * outputs);
  for (let output = 0; output < outputs; output++) {
    const tileRow = pivots + Math.floor(output / GRAM_TILE);
    const all = arena.f64(tiles, tileIndex(tileRow + 1, 0));
    for (let column = 0; column < columns; column++) {
      const tile = tileIndex(tileRow, Math.floor(column / GRAM_TILE));
      weights[column * outputs + output] = all[tile + (output % GRAM_TILE) * GRAM_TILE + (column % GRAM_TILE)]!;
    }
  }
  return weights;
};
