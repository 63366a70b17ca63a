import { NeurogliaError } from "../errors.js";
import { knownOptions } from "../network/check.js";
import { addColumns, checkedFeatures, checkOption, type FeatureMatrix, someRows } from "../readout/features.js";
import { GRAM_TILE, gramTileRows, tileIndex } from "../readout/gram.js";
import { linearSteps } from "../readout/linear.js";
import { RidgeBench } from "../readout/ridgeTasks.js";
import { traceOf } from "../readout/solve.js";
import { checkSeries } from "./check.js";
import { laggedProducts } from "./laggedProducts.js";

const where = "memoryCapacity";

/** Options of {@link memoryCapacity}. */
export interface MemoryCapacityOptions {
  /** Longest delay k_max, in rows, ≥ 1. Twice the number of neurons is a common choice. */
  delays: number;
  /** Rows left out at the beginning, ≥ delays. Default `delays`. */
  washout?: number;
  /** β of the ridge regression, > 0, in units of the states' mean variance as in `Ridge`. Default 1e-4. */
  lambda?: number;
  /** Share of the rows after the washout that readouts are fitted to, in (0, 1); the rest is held out. Default 0.8. */
  trainShare?: number;
}

export interface MemoryCapacity {
  /** MC = Σ_k byDelay. */
  total: number;
  /** Entry k − 1: squared correlation, in [0, 1], of u(t − k) with its readout on the held-out rows, k = 1 … delays. */
  byDelay: Float64Array;
}

// One bench a thread: a WebAssembly.Memory reserves gigabytes of addresses.
let bench: RidgeBench | undefined;

/**
 * Short-term memory capacity (Jaeger 2001, GMD report 152): for each delay k a linear readout y_k of the states (ridge regression)
 * is fitted to the input u(t − k), and MC = Σ_k corr²(u(t − k), y_k(t)) on held-out rows. For white input MC is at most the
 * number of columns; what is not remembered at all adds about 1/(held-out rows) a delay, so hold out many more
 * rows than there are delays.
 *
 * The states' correlation with all delayed inputs comes from Fourier transforms, so that the time hardly grows with `delays` there;
 * one Cholesky factorisation serves all delays.
 *
 * @param given states, rows × columns: row t is the state once input t has been shown; no unit
 * @param input one number per row (white noise, by the definition: uniform in [−0.8, 0.8] is common)
 * @throws NeurogliaError `bad-shape`, `not-finite` for states and input; `out-of-range` for options, for less than two rows to fit to or
 * hold out and for an input that does not vary; `singular` if XᵀX + βI is
 */
export const memoryCapacity = (
  given: FeatureMatrix,
  input: ArrayLike<number>,
  options: MemoryCapacityOptions,
): MemoryCapacity => {
  knownOptions(options, ["delays", "washout", "lambda", "trainShare"], where);
  const { delays, washout = delays, lambda = 1e-4, trainShare = 0.8 } = options;
  const states = checkedFeatures(given, where);
  const { rows, columns } = states;
  checkSeries(input, "input", where);
  if (input.length !== rows)
    throw new NeurogliaError({
      code: "bad-shape",
      what: "input.length",
      where,
      expected: `${rows}, one per row of the states`,
      got: input.length,
    });
  checkOption("delays", delays, 1, Number.POSITIVE_INFINITY, where, true);
  checkOption("washout", washout, delays, Number.POSITIVE_INFINITY, where, true);
  checkOption("lambda", lambda, Number.MIN_VALUE, Number.MAX_VALUE, where);
  checkOption("trainShare", trainShare, 0, 1, where);
  const end = washout + Math.round((rows - washout) * trainShare);
  if (!(end - washout >= 2 && rows - end >= 2))
    throw new NeurogliaError({
      code: "out-of-range",
      what: "number of rows",
      where,
      expected: `enough for two to fit to and two held out, after a washout of ${washout}`,
      got: rows,
    });

  let at = end - delays;
  while (at < rows && input[at] === input[end - delays]) at++;
  if (at === rows)
    throw new NeurogliaError({
      code: "out-of-range",
      what: "input",
      where,
      expected: "varying over the held-out rows",
      got: input[end],
    });

  const train = someRows(states, washout, end);
  const ones = new Float64Array(rows).fill(1);
  const mean = new Float64Array(columns);
  addColumns(train, ones, mean);
  for (let column = 0; column < columns; column++) mean[column]! /= train.rows;
  bench ??= new RidgeBench();
  const { features, all } = gramTileRows(columns, delays);
  const tiles = new Float64Array(tileIndex(all, 0));
  bench.run({
    kind: "gram",
    ...{ features: train, scale: ones, mean, precision: "double" },
    ...{ targets: new Float64Array(train.rows), targetMean: new Float64Array(1) },
    ...{ begin: 0, end: features, into: tiles },
  });
  const products = laggedProducts(states, mean, input, washout, end, delays);
  for (let delay = 1; delay <= delays; delay++)
    for (let column = 0; column < columns; column++) {
      const [row, tileColumn] = [features + Math.floor((delay - 1) / GRAM_TILE), Math.floor(column / GRAM_TILE)];
      const within = ((delay - 1) % GRAM_TILE) * GRAM_TILE + (column % GRAM_TILE);
      tiles[tileIndex(row, tileColumn) + within] = products[column * (delays + 1) + delay]!;
    }
  const trace = traceOf(tiles, columns);
  const ridge = lambda * (trace > 0 ? trace / (train.rows * columns) : 1);
  const solved = bench.run({ kind: "solve", grams: [tiles], columns, outputs: delays, ridge });
  if (solved.length === 0)
    throw new NeurogliaError({
      code: "singular",
      what: "lambda",
      where,
      expected: "larger: the states' covariance matrix is not positive definite with it",
      got: lambda,
    });
  const weights = solved.subarray(0, columns * delays);
  const steps = linearSteps(someRows(states, end, rows), ones.subarray(end), weights, new Float64Array(delays));
  let step = steps.next();
  while (!step.done) step = steps.next();
  const byDelay = squaredCorrelations(step.value, input, end, rows, delays);
  return { total: byDelay.reduce((sum, part) => sum + part, 0), byDelay };
};

/** Of column k − 1 of `outputs` with u(t − k), t from `begin` to `end`; 0 where either does not vary. */
const squaredCorrelations = (
  outputs: Float64Array,
  input: ArrayLike<number>,
  begin: number,
  end: number,
  delays: number,
): Float64Array => {
  const n = end - begin;
  const outputMean = new Float64Array(delays);
  for (let row = 0; row < n; row++) for (let k = 0; k < delays; k++) outputMean[k]! += outputs[row * delays + k]! / n;
  const inputMean = new Float64Array(delays);
  for (let k = 0; k < delays; k++) for (let t = begin; t < end; t++) inputMean[k]! += input[t - k - 1]! / n;
  const [both, own, inputs] = [new Float64Array(delays), new Float64Array(delays), new Float64Array(delays)];
  for (let row = 0; row < n; row++)
    for (let k = 0; k < delays; k++) {
      const y = outputs[row * delays + k]! - outputMean[k]!;
      const u = input[begin + row - k - 1]! - inputMean[k]!;
      both[k]! += y * u;
      own[k]! += y * y;
      inputs[k]! += u * u;
    }
  return both.map((product, k) => (own[k]! > 0 && inputs[k]! > 0 ? (product * product) / (own[k]! * inputs[k]!) : 0));
};
