import { hostMaths } from "../engine/hostMaths.js";
import { NeurogliaError } from "../errors.js";
import { asList, knownName, knownOptions } from "../network/check.js";
import { checkOption } from "../readout/features.js";
import { checkAbove, checkSeries, isConstant } from "./check.js";
import { laggedProducts } from "./laggedProducts.js";

const where = "multistepRegression";

/** Options of {@link multistepRegression}. */
export interface MultistepOptions {
  /** Width of a bin of activity, ms: the unit of `tau` and the Δt of m. Default 1. */
  bin?: number;
  /** Least and greatest k that r_k is fitted over, bins. Default 1 and a tenth of the shortest trial, at most 1000. */
  from?: number;
  to?: number;
  /**
   * `"stationary"` (default): one mean activity for all trials. `"trialSeparated"`: a mean for each trial, where slow changes from
   * trial to trial would look like memory; short trials then bias r_k down.
   */
  mean?: "stationary" | "trialSeparated";
  /** Whether a constant is fitted beside the exponential, against what is common to long lags. Default false. */
  offset?: boolean;
}

/** What {@link multistepRegression} finds. */
export interface MultistepRegression {
  /** Branching parameter m = exp(−bin/tau) in (0, 1). */
  m: number;
  /** Autocorrelation time, ms. */
  tau: number;
  /** |α|, which unseen neurons and input lower, but not m. */
  amplitude: number;
  /** 0 without `offset`. */
  offset: number;
  /** r_k, k = 0 … to. */
  coefficients: Float64Array;
  /** Root of the mean squared deviation of r_k from the fit. */
  residual: number;
}

/** Bounds of m, and how finely between them the fit is tried before the best place is refined: by decades of 1/(1 − m). */
const LEAST_M = 1e-3;
const MOST_TAU_BINS = 1e6;
const TRIES = 400;
const REFINEMENTS = 60;

/**
 * Multistep regression (MR) estimator of the branching parameter (Wilting & Priesemann 2018, Nature Communications 9:2325): the slopes
 *
 *     r_k = Cov(A_t, A_{t+k}) / Var(A_t)
 *
 * decay as |α| m^k whatever share of the neurons was seen, so that m comes from their decay alone: least squares on r_k = |α| e^{−k·bin/τ}
 * (+ offset), k = from … to. Where activity has no memory (r_k ≈ 0) there is nothing to fit: look at `amplitude` and `residual`.
 *
 * @param trials activity, spikes per bin (`populationActivity`), of one recording or of several trials
 * @throws NeurogliaError `bad-shape`, `not-finite`; `out-of-range` for options, for trials not longer than `to` and for activity
 * that does not vary
 */
export const multistepRegression = (
  trials: ArrayLike<number> | readonly ArrayLike<number>[],
  options: MultistepOptions = {},
): MultistepRegression => {
  knownOptions(options, ["bin", "from", "to", "mean", "offset"], where);
  const all =
    typeof asList(trials, "activity", where)[0] === "object"
      ? (trials as readonly ArrayLike<number>[])
      : [trials as ArrayLike<number>];
  for (const [k, trial] of all.entries()) checkSeries(trial, all.length > 1 ? `trial ${k}` : "activity", where, 3);
  const shortest = all.reduce((least, { length }) => Math.min(least, length), Number.POSITIVE_INFINITY);
  const { bin = 1, from = 1, mean = "stationary", offset = false } = options;
  const { to = Math.max(from + 2, Math.min(1000, Math.floor(shortest / 10))) } = options;
  checkAbove("bin", bin, 0, where, "ms");
  knownName(mean, ["stationary", "trialSeparated"], "mean", where);
  checkOption("from", from, 1, shortest, where, true);
  checkOption("to", to, from + 1 + Number(offset), shortest - 2, where, true);

  const coefficients = slopes(all, to, mean === "trialSeparated");
  const fitted = fit(coefficients, from, to, offset);
  const tau = -bin / hostMaths().log(fitted.m);
  return { ...fitted, tau, coefficients };
};

const slopes = (trials: readonly ArrayLike<number>[], to: number, separated: boolean): Float64Array => {
  const total = trials.reduce((sum, { length }) => sum + length, 0);
  const sumOf = (trial: ArrayLike<number>): number => {
    let sum = 0;
    for (let t = 0; t < trial.length; t++) sum += trial[t]!;
    return sum;
  };
  const common = trials.reduce((sum, trial) => sum + sumOf(trial), 0) / total;
  const products = new Float64Array(to + 1);
  const pairs = new Float64Array(to + 1);
  for (const trial of trials) {
    const mean = separated ? sumOf(trial) / trial.length : common;
    // Zeros before the trial add nothing, and let every bin be the later of a pair.
    const padded = new Float64Array(to + trial.length);
    for (let t = 0; t < trial.length; t++) padded[to + t] = trial[t]! - mean;
    const states = { values: padded, rows: padded.length, columns: 1 };
    const lagged = laggedProducts(states, new Float64Array(1), padded, to, padded.length, to);
    for (let k = 0; k <= to; k++) {
      products[k]! += lagged[k]!;
      pairs[k]! += trial.length - k;
    }
  }
  const variance = products[0]! / pairs[0]!;
  // Each about its own mean, or all about one.
  const still = trials.every(isConstant) && (separated || isConstant(trials.map((trial) => trial[0]!)));
  if (still || !(variance > 0))
    throw new NeurogliaError({
      code: "out-of-range",
      what: "activity",
      where,
      expected: "varying",
      got: trials[0]![0],
    });
  return products.map((product, k) => product / pairs[k]! / variance);
};

interface Fit {
  m: number;
  amplitude: number;
  offset: number;
  residual: number;
}

/** Least squares: for each m the rest is linear, so one search over τ is all. */
const fit = (r: Float64Array, from: number, to: number, withOffset: boolean): Fit => {
  const n = to - from + 1;
  const maths = hostMaths();
  const at = (m: number): Fit => {
    let power = maths.pow(m, from);
    let [p, pp, y, py, yy] = [0, 0, 0, 0, 0];
    for (let k = from; k <= to; k++, power *= m) {
      p += power;
      pp += power * power;
      y += r[k]!;
      py += power * r[k]!;
      yy += r[k]! * r[k]!;
    }
    const spread = withOffset ? pp - (p * p) / n : pp;
    const amplitude = Math.max(0, (withOffset ? py - (p * y) / n : py) / spread);
    const offset = withOffset ? (y - amplitude * p) / n : 0;
    const squares =
      yy - 2 * amplitude * py - 2 * offset * y + amplitude ** 2 * pp + 2 * amplitude * offset * p + n * offset ** 2;
    return { m, amplitude, offset, residual: Math.sqrt(Math.max(0, squares) / n) };
  };
  // Evenly in ln τ, from m = LEAST_M on.
  const least = maths.log(-1 / maths.log(LEAST_M));
  const step = (maths.log(MOST_TAU_BINS) - least) / TRIES;
  const byPlace = (place: number): Fit => at(maths.exp(-1 / maths.exp(least + place * step)));
  let best = 0;
  let residual = Number.POSITIVE_INFINITY;
  for (let place = 0; place <= TRIES; place++) {
    const found = byPlace(place).residual;
    if (found < residual) [best, residual] = [place, found];
  }
  // Golden section between the neighbours of the best place.
  const golden = (Math.sqrt(5) - 1) / 2;
  let low = Math.max(0, best - 1);
  let high = Math.min(TRIES, best + 1);
  for (let k = 0; k < REFINEMENTS; k++) {
    const left = high - golden * (high - low);
    const right = low + golden * (high - low);
    if (byPlace(left).residual < byPlace(right).residual) high = right;
    else low = left;
  }
  return byPlace((low + high) / 2);
};
