import { checkAbove } from "../analysis/check.js";
import { hostMaths } from "../engine/hostMaths.js";
import { NeurogliaError } from "../errors.js";
import { knownOptions, stepsOf } from "../network/check.js";
import { checkOption } from "../readout/features.js";
import { checkFinite, iterated, type SeriesOptions } from "./series.js";
import type { Series } from "./task.js";

const where = "mackeyGlass";

/** Options of {@link mackeyGlass}. */
export interface MackeyGlassOptions extends SeriesOptions {
  /** Delay, a whole number of steps of every/substeps. Default 17: mildly chaotic; 30 more so. */
  tau?: number;
  /** Default 0.2. */
  a?: number;
  /** Default 0.1. */
  b?: number;
  /** Exponent, ≥ 0. Default 10. */
  n?: number;
  /** x(t) for t ≤ 0, ≥ 0. Default 1.2. */
  initial?: number;
  /** Time between rows. Default 1. */
  every?: number;
  /** Runge–Kutta steps from row to row, ≥ 1. Default 10. */
  substeps?: number;
}

/** x^n, for whole n from products alone. */
const power = (x: number, n: number): number => {
  if (!Number.isInteger(n)) return hostMaths().pow(x, n);
  let result = 1;
  for (let square = x, left = n; left > 0; left = Math.floor(left / 2), square *= square)
    if (left % 2 === 1) result *= square;
  return result;
};

/**
 * Mackey–Glass equation (Mackey & Glass 1977, Science 197:287–289), one channel; the first row is x(0) = `initial`:
 *
 *     x' = a x(t − τ) / (1 + x(t − τ)^n) − b x
 *
 * The classical Runge–Kutta method, with the delayed x between steps from a cubic through values and slopes: of order 4, whereas holding
 * x(t − τ) through a step, as many programs do, is of order 1.
 *
 * @throws NeurogliaError `out-of-range` for options; `diverged`
 */
export const mackeyGlass = (options: MackeyGlassOptions): Series => {
  const names = ["length", "discard", "tau", "a", "b", "n", "initial", "every", "substeps"];
  knownOptions(options, names, where);
  const { length, discard = 0, tau = 17, a = 0.2, b = 0.1, n = 10, initial = 1.2, every = 1, substeps = 10 } = options;
  checkFinite({ a, b }, where);
  checkAbove("tau", tau, 0, where);
  checkAbove("every", every, 0, where);
  checkOption("n", n, 0, 1000, where);
  checkOption("initial", initial, 0, Number.MAX_VALUE, where);
  checkOption("substeps", substeps, 1, Number.POSITIVE_INFINITY, where, true);
  const h = every / substeps;
  const lag = stepsOf(tau, h);
  if (!(lag >= 1 && lag <= 2 ** 28))
    throw new NeurogliaError({
      code: "out-of-range",
      what: "tau",
      where,
      expected: `a whole number of steps of every/substeps = ${h}`,
      got: tau,
    });
  checkOption("length", length, 1, Number.POSITIVE_INFINITY, where, true);
  checkOption("discard", discard, 0, Number.POSITIVE_INFINITY, where, true);
  const gain = (delayed: number): number => (a * delayed) / (1 + power(delayed, n));
  // The last `lag` steps: what was gained from x at each, half a step after it, and x itself with its slope.
  const values = new Float64Array(lag).fill(initial);
  const slopes = new Float64Array(lag);
  let at = 0;
  let x = initial;
  let steps = 0;
  const step = (): void => {
    const [oldest, after] = [at, (at + 1) % lag];
    const begin = values[oldest]!;
    const slope = slopes[oldest]!;
    const k1 = gain(begin) - b * x;
    // What leaves is taken before this step's own value comes, which at a lag of one step is the end of the interval.
    values[oldest] = x;
    slopes[oldest] = k1;
    const end = values[after]!;
    // Up to time 0 all is flat; from there on slopes are known.
    const middle = steps < lag ? initial : (begin + end) / 2 + (h * (slope - slopes[after]!)) / 8;
    const half = gain(middle);
    const k2 = half - b * (x + (h / 2) * k1);
    const k3 = half - b * (x + (h / 2) * k2);
    const k4 = gain(end) - b * (x + h * k3);
    x += (h / 6) * (k1 + 2 * (k2 + k3) + k4);
    at = after;
    steps++;
  };
  const next = (state: Float64Array): void => {
    for (let k = 0; k < substeps; k++) step();
    state[0] = x;
  };
  return iterated(options, Float64Array.of(initial), next, where);
};
