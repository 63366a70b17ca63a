import { checkSample } from "../encode/check.js";
import { hostMaths } from "../engine/hostMaths.js";
import { NeurogliaError } from "../errors.js";
import { knownOptions } from "../network/check.js";
import { Random } from "../random.js";
import { checkedFeatures, checkOption, type FeatureMatrix } from "../readout/features.js";
import type { SpikeSample } from "../tasks/task.js";
import { checkAbove } from "./check.js";

const where = "perturbationGrowth";
/** Of a step: against the rounding of durations. */
const EDGE = 1e-9;

/** Options of {@link perturbationGrowth}. */
export interface GrowthOptions {
  /** Time from one row to the next, ms: the unit of the exponent. Default 1. */
  every?: number;
  /** Rows [from, to) that the slope is fitted over; from where the perturbation sets in to where the distance saturates. Default all. */
  from?: number;
  to?: number;
}

export interface PerturbationGrowth {
  /** Slope of ln d(t), 1/ms (1/unit of `every`): > 0 grows, < 0 is forgotten, 0 at the edge. NaN if less than two rows differ. */
  exponent: number;
  /** d(t) = ‖a(t) − b(t)‖₂ of every row, in the states' unit. */
  distances: Float64Array;
}

/**
 * How a small difference grows or is forgotten: the slope of ln d(t), by least squares, of the distance d between the states of two runs
 * that differ in a detail (one input spike: `perturbed`), an estimate of the largest Lyapunov exponent (Legenstein & Maass 2007;
 * Bertschinger & Natschläger 2004, Neural Computation 16:1413–1436). Rows where nothing differs are left out of the fit. One pair of runs
 * scatters: take the mean over several.
 *
 * @param a states of the one run, a row per time (exponentially filtered spikes), a column per neuron
 * @param b those of the other, as many rows and columns
 * @throws NeurogliaError `bad-shape`, `not-finite`; `out-of-range` for options
 */
export const perturbationGrowth = (
  a: FeatureMatrix,
  b: FeatureMatrix,
  options: GrowthOptions = {},
): PerturbationGrowth => {
  knownOptions(options, ["every", "from", "to"], where);
  const { values, rows, columns } = checkedFeatures(a, where);
  const other = checkedFeatures(b, where).values;
  if (b.rows !== rows || b.columns !== columns)
    throw new NeurogliaError({
      code: "bad-shape",
      what: "rows × columns of the second run",
      where,
      expected: `those of the first, ${rows} × ${columns}`,
      got: `${b.rows} × ${b.columns}`,
    });
  const { every = 1, from = 0, to = rows } = options;
  checkAbove("every", every, 0, where, "ms");
  checkOption("from", from, 0, rows - 2, where, true);
  checkOption("to", to, from + 2, rows, where, true);
  const distances = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    let squares = 0;
    for (let at = row * columns; at < (row + 1) * columns; at++) squares += (values[at]! - other[at]!) ** 2;
    distances[row] = Math.sqrt(squares);
  }
  const { log } = hostMaths();
  let [n, sum, sumLog] = [0, 0, 0];
  for (let row = from; row < to; row++)
    if (distances[row]! > 0) {
      n++;
      sum += row;
      sumLog += log(distances[row]!);
    }
  let [products, squares] = [0, 0];
  for (let row = from; row < to; row++)
    if (distances[row]! > 0) {
      products += (row - sum / n) * (log(distances[row]!) - sumLog / n);
      squares += (row - sum / n) ** 2;
    }
  return { exponent: n > 1 ? products / squares / every : Number.NaN, distances };
};

/** Options of {@link perturbed}. */
export interface PerturbedOptions {
  seed: number;
  /** `"remove"` (default) a spike, any of them, or `"add"` one where there is none: any channel, any multiple of `every` ms. */
  by?: "remove" | "add";
  /** Grid of an added spike, ms. Default 1. */
  every?: number;
}

/**
 * The sample with one spike less or more.
 * @throws NeurogliaError if there is no spike to remove or no time to add one at; for options
 */
export const perturbed = (sample: SpikeSample, options: PerturbedOptions): SpikeSample => {
  knownOptions(options, ["seed", "by", "every"], "perturbed");
  const { seed, by = "remove", every = 1 } = options;
  checkSample(sample, "perturbed");
  const { channels, duration } = sample;
  const random = new Random(seed, "perturbed");
  const [times, ids] = [[...sample.times], [...sample.ids]];
  const refused = (what: string, expected: string, got: unknown): NeurogliaError =>
    new NeurogliaError({ code: "out-of-range", what, where: "perturbed", expected, got });
  if (by === "remove") {
    if (times.length === 0) throw refused("number of spikes", "≥ 1, to remove one", 0);
    const k = random.integer(times.length);
    times.splice(k, 1);
    ids.splice(k, 1);
  } else if (by === "add") {
    checkAbove("every", every, 0, "perturbed", "ms");
    checkOption("channels", channels, 1, 2 ** 32, "perturbed", true);
    const places = Math.ceil(duration / every - EDGE) * channels;
    const placeOf = (time: number, id: number): number => Math.round(time / every) * channels + id;
    const taken = new Set(times.map((time, k) => placeOf(time, ids[k]!)));
    if (taken.size >= places) throw refused("number of spikes", `< ${places}, with room for one more`, times.length);
    let place = random.integer(places);
    while (taken.has(place)) place = random.integer(places);
    const time = Math.floor(place / channels) * every;
    const later = times.findIndex((each) => each > time);
    const k = later < 0 ? times.length : later;
    times.splice(k, 0, time);
    ids.splice(k, 0, place % channels);
  } else throw refused("by", '"remove" or "add"', by);
  return { times: Float64Array.from(times), ids: Uint32Array.from(ids), channels, duration };
};
