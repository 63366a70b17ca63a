import { breathe } from "../breathe.js";
import { Arena } from "../engine/arena.js";
import { NeurogliaError } from "../errors.js";
import { knownOptions } from "../network/check.js";
import {
  accuracy,
  checkedFeatures,
  checkLabels,
  checkOption,
  copyRows,
  type FeatureMatrix,
  type Features,
  notFitted,
  rowScale,
} from "./features.js";
import { instantiateReadouts, type ReadoutKernels } from "./kernels.js";
import type { Readout, SavedReadout } from "./readout.js";
import type { LabelledSamples } from "./ridgeOptions.js";
import { OpenedReadout, savedReadout } from "./saved.js";

/** Options of {@link SoftmaxReadout}; the defaults are those of Ivanov & Michmizos (2021). */
export interface SoftmaxOptions {
  /** Number of classes, ≥ 2. Labels are 0 … classes − 1. */
  classes: number;
  /** Samples per update. Default 250 (the paper: 250 for 1,000 neurons, 50 for 8,000). */
  batch?: number;
  /** η. Default 0.1. */
  learningRate?: number;
  /** ρ, decay of Adadelta's two averages, in [0, 1). Default 0.95. */
  rho?: number;
  /** ε, > 0. Default 1e-7, as in Keras; TensorFlow's older `train.AdadeltaOptimizer` has 1e-8. */
  epsilon?: number;
  /** Weight of ½‖W‖² in the loss. Default 5e-10. */
  l2?: number;
  /** `"l1-batch"` (default): every sample over its L1 norm, then every batch over its largest entry; or `"none"`. */
  normalise?: "l1-batch" | "none";
}

/** How far {@link SoftmaxReadout.fit} is. */
export interface SoftmaxProgress {
  /** Passes done, from 1. */
  pass: number;
  passes: number;
  /** Accuracy on the validation set after the last evaluated pass, in [0, 1]; NaN without one. */
  validation: number;
}

/** Options of {@link SoftmaxReadout.fit}. */
export interface SoftmaxFitOptions {
  /** Passes over the training set. Default 5000. */
  passes?: number;
  /** Samples on which the pass to keep is chosen; without them the last is kept. */
  validation?: LabelledSamples;
  /** Evaluate after every so many passes (and after the last). Default 1. */
  evaluateEvery?: number;
  onProgress?: (progress: SoftmaxProgress) => void;
  /** Ends the fit after the pass under way; it rejects with the signal's reason and the best weights so far are kept. */
  signal?: AbortSignal;
}

/** What {@link SoftmaxReadout.fit} found. */
export interface SoftmaxFit {
  /** The pass whose weights are in use, from 1: the earliest of best validation accuracy, or the last. */
  pass: number;
  /** Its validation accuracy in [0, 1]; NaN without a validation set. */
  validation: number;
  /** Validation accuracy at every evaluated pass, in order. */
  history: number[];
}

/** Samples laid out for the kernels, in an arena. */
interface Panels {
  address: number;
  rows: number;
  depth: number;
  groups: number;
}

const where = "softmax readout";
const OWNER = "softmax readout";

/** Each sample over its L1 norm, each batch over its largest entry. */
const batchScale = (features: Features, batch: number): Float64Array => {
  const { values, rows, columns } = features;
  const scale = rowScale(features, "l1");
  for (let first = 0; first < rows; first += batch) {
    const end = Math.min(first + batch, rows);
    let top = 0;
    for (let row = first; row < end; row++) {
      let largest = 0;
      for (let at = row * columns; at < (row + 1) * columns; at++) if (values[at]! > largest) largest = values[at]!;
      top = Math.max(top, largest * scale[row]!);
    }
    if (top > 0) for (let row = first; row < end; row++) scale[row]! /= top;
  }
  return scale;
};

/**
 * The readout of Ivanov & Michmizos (NeurIPS 2021): a linear layer with softmax cross-entropy against soft labels, the
 * softmax of +1 (the true class) and −1 (the others), plus l2 · ½‖W‖², trained by Adadelta from zero weights in the
 * given order of samples. Equations in assembly/readout/softmax.ts.
 *
 * With `normalise: "l1-batch"` a batch is divided by its own largest entry, in prediction too, so that outputs of a
 * sample depend a little on the samples it is shown with; so it is in the paper's program.
 *
 * @throws {NeurogliaError} `out-of-range`, `bad-shape` or `not-finite` for bad options, shapes, labels and values; `diverged` from a fit.
 */
export class SoftmaxReadout implements Readout {
  readonly #options: Required<SoftmaxOptions>;
  #columns = 0;
  #weights = new Float32Array(0);
  #bias = new Float32Array(0);

  constructor(options: SoftmaxOptions) {
    knownOptions(options, ["classes", "batch", "learningRate", "rho", "epsilon", "l2", "normalise"], where);
    this.#options = {
      batch: 250,
      learningRate: 0.1,
      rho: 0.95,
      epsilon: 1e-7,
      l2: 5e-10,
      normalise: "l1-batch",
      ...options,
    };
    const { classes, batch, learningRate, rho, epsilon, l2, normalise } = this.#options;
    checkOption("classes", classes, 2, 65536, where, true);
    checkOption("batch", batch, 1, 65536, where, true);
    checkOption("learningRate", learningRate, 0, Number.MAX_VALUE, where);
    checkOption("rho", rho, 0, 1 - 2 ** -24, where);
    checkOption("epsilon", epsilon, 2 ** -126, Number.MAX_VALUE, where);
    checkOption("l2", l2, 0, Number.MAX_VALUE, where);
    if (normalise !== "l1-batch" && normalise !== "none")
      throw new NeurogliaError({
        code: "bad-option",
        what: "normalise",
        where,
        expected: '"l1-batch" or "none"',
        got: normalise,
      });
  }

  /** columns × classes, row-major; empty before a fit. */
  get weights(): Float32Array {
    return this.#weights;
  }

  /** One per class; empty before a fit. */
  get bias(): Float32Array {
    return this.#bias;
  }

  /** Trains from zero weights. Yields to the event loop between passes. */
  async fit(states: FeatureMatrix, labels: ArrayLike<number>, options: SoftmaxFitOptions = {}): Promise<SoftmaxFit> {
    knownOptions(options, ["passes", "validation", "evaluateEvery", "onProgress", "signal"], `fit of ${where}`);
    const { passes = 5000, validation: given, evaluateEvery = 1, onProgress, signal } = options;
    signal?.throwIfAborted();
    checkOption("passes", passes, 1, Number.MAX_SAFE_INTEGER, where, true);
    checkOption("evaluateEvery", evaluateEvery, 1, Number.MAX_SAFE_INTEGER, where, true);
    const { features } = this.#checkedSamples({ features: states, targets: labels }, "training set");
    const validation = given && this.#checkedSamples(given, "validation set", features.columns);

    const { classes, batch, learningRate, rho, epsilon, l2 } = this.#options;
    const arena = new Arena();
    const kernels = instantiateReadouts(arena.memory);
    const training = this.#panels(features, arena, kernels);
    const held = validation && this.#panels(validation.features, arena, kernels);
    const { depth, groups } = training;
    const quads = Math.ceil(classes / 4);
    const labelsAt = arena.allocate(features.rows * 4, OWNER);
    const weightLength = quads * groups * 8 * 4;
    // Parameters and, after them, Adadelta's two averages.
    const weights = arena.allocate(weightLength * 4 * 3, OWNER);
    const bias = arena.allocate(quads * 16 * 3, OWNER);
    const delta = arena.allocate(quads * 16 * depth, OWNER);
    const out = held ? arena.allocate(held.rows * 4, OWNER) : 0;
    const scratch = held ? arena.allocate(quads * 16 * held.depth, OWNER) : 0;
    arena.u32(labelsAt, features.rows).set(labels);

    const square = kernels.exp(2);
    const hit = square / (square + classes - 1);
    const miss = 1 / (square + classes - 1);
    const history: number[] = [];
    let best: { pass: number; validation: number } | undefined;
    let latest = Number.NaN;
    const keep = (pass: number, reached: number): void => {
      best = { pass, validation: reached };
      const weighed = unpack(arena.f32(weights, weightLength), features.columns, groups, classes);
      if (!weighed.every(Number.isFinite))
        throw new NeurogliaError({
          code: "diverged",
          what: `weights after pass ${pass}`,
          where,
          expected: "finite (a smaller learningRate)",
          got: Number.NaN,
        });
      this.#columns = features.columns;
      this.#weights = weighed;
      this.#bias = arena.f32(bias, classes).slice();
    };
    for (let pass = 1; pass <= passes; pass++) {
      kernels.softmaxPass(
        training.address,
        labelsAt,
        training.rows,
        batch,
        depth,
        groups,
        classes,
        weights,
        bias,
        delta,
        hit,
        miss,
        learningRate,
        rho,
        epsilon,
        l2,
      );
      if (!held) {
        if (pass === passes) keep(pass, Number.NaN);
      } else if (pass % evaluateEvery === 0 || pass === passes) {
        kernels.softmaxPredict(
          held.address,
          held.rows,
          batch,
          held.depth,
          groups,
          classes,
          weights,
          bias,
          scratch,
          out,
        );
        latest = accuracy(arena.u32(out, held.rows), validation!.targets);
        history.push(latest);
        if (!best || latest > best.validation) keep(pass, latest);
      }
      await onProgress?.({ pass, passes, validation: latest });
      await breathe();
      if (signal?.aborted) {
        if (!held) keep(pass, Number.NaN);
        signal.throwIfAborted();
      }
    }
    return { ...best!, history };
  }

  /** The class of largest output per sample; the smallest such class on ties. */
  predict(features: FeatureMatrix): Uint32Array {
    this.#checkFitted();
    const checked = checkedFeatures(features, `features of ${where}`, this.#columns);
    const { classes, batch } = this.#options;
    const arena = new Arena();
    const kernels = instantiateReadouts(arena.memory);
    const { address, rows, depth, groups } = this.#panels(checked, arena, kernels);
    const quads = Math.ceil(classes / 4);
    const weights = arena.allocate(quads * groups * 128, OWNER);
    const bias = arena.allocate(quads * 16, OWNER);
    const scratch = arena.allocate(quads * 16 * depth, OWNER);
    const out = arena.allocate(rows * 4, OWNER);
    const packed = arena.f32(weights, quads * groups * 32);
    for (let column = 0; column < this.#columns; column++)
      for (let o = 0; o < classes; o++) packed[quadIndex(column, o, groups)] = this.#weights[column * classes + o]!;
    arena.f32(bias, classes).set(this.#bias);
    kernels.softmaxPredict(address, rows, batch, depth, groups, classes, weights, bias, scratch, out);
    return arena.u32(out, rows).slice();
  }

  /** Accuracy in [0, 1]. */
  score(features: FeatureMatrix, labels: ArrayLike<number>): number {
    const predicted = this.predict(features);
    checkLabels(labels, features.rows, this.#options.classes, `test set of ${where}`);
    return accuracy(predicted, labels);
  }

  /** All that {@link SoftmaxReadout.load} needs. @throws NeurogliaError `not-fitted` before a fit */
  save(): SavedReadout {
    this.#checkFitted();
    const { classes } = this.#options;
    return savedReadout("softmax", this.#options, {
      weights: { values: this.#weights, shape: [this.#columns, classes] },
      bias: { values: this.#bias, shape: [classes] },
    });
  }

  /** The readout that {@link save} described; its predictions are the same bits. @throws NeurogliaError */
  static load(saved: SavedReadout): SoftmaxReadout {
    const opened = new OpenedReadout(saved, "softmax");
    // Its options are not known to be any: the constructor checks each.
    const readout = new SoftmaxReadout(opened.options as SoftmaxOptions);
    const { classes } = readout.#options;
    readout.#weights = opened.array("weights", "'<f4'", [null, classes]);
    readout.#bias = opened.array("bias", "'<f4'", [classes]);
    readout.#columns = readout.#weights.length / classes;
    return readout;
  }

  #panels(features: Features, arena: Arena, kernels: ReadoutKernels): Panels {
    const { batch, normalise } = this.#options;
    const { values, rows, columns } = features;
    // An odd multiple of eight samples: see assembly/readout/softmax.ts.
    const depth = (Math.ceil(Math.min(batch, rows) / 8) | 1) * 8;
    const groups = Math.ceil(columns / 8);
    const panelBytes = depth * groups * 32;
    const address = arena.allocate(Math.ceil(rows / batch) * panelBytes, OWNER);
    const mark = arena.usedBytes;
    const scratch = `${OWNER}, while loading`;
    const source = arena.allocate(Math.min(batch, rows) * columns * values.BYTES_PER_ELEMENT, scratch);
    const scaleAt = arena.allocate(Math.min(batch, rows) * 8, scratch);
    const zeros = arena.allocate(columns * 8, scratch);
    const scale = normalise === "none" ? rowScale(features, "none") : batchScale(features, batch);
    for (let first = 0, panel = address; first < rows; first += batch, panel += panelBytes) {
      const live = Math.min(batch, rows - first);
      copyRows(features, first, live, arena, source);
      arena.f64(scaleAt, live).set(scale.subarray(first, first + live));
      kernels.panelPack32(values.BYTES_PER_ELEMENT, source, live, columns, scaleAt, zeros, panel, depth, groups);
    }
    arena.release(mark, scratch);
    return { address, rows, depth, groups };
  }

  #checkFitted(): void {
    if (this.#columns === 0) throw notFitted(where);
  }

  #checkedSamples({ features, targets }: LabelledSamples, set: string, columns?: number) {
    const place = `${set} of ${where}`;
    const checked = checkedFeatures(features, place, columns);
    checkLabels(targets, checked.rows, this.#options.classes, place);
    return { features: checked, targets };
  }
}

const quadIndex = (column: number, o: number, groups: number): number => ((o >> 2) * groups * 8 + column) * 4 + (o & 3);

const unpack = (packed: Float32Array, columns: number, groups: number, classes: number): Float32Array<ArrayBuffer> => {
  const weights = new Float32Array(columns * classes);
  for (let column = 0; column < columns; column++)
    for (let o = 0; o < classes; o++) weights[column * classes + o] = packed[quadIndex(column, o, groups)]!;
  return weights;
};
