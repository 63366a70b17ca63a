import { hostMaths } from "../engine/hostMaths.js";
import { NeurogliaError } from "../errors.js";
import { asNumbers, knownOptions } from "../network/check.js";
import { checkOption } from "../readout/features.js";

const where = "powerLaw";

/** The values that a power law is fitted to; others are left out. */
export interface PowerLawRange {
  /** Least value, a whole number ≥ 1. Default 1. */
  min?: number;
  /** Greatest value, where the law is cut off there; default none. */
  max?: number;
}

export interface PowerLaw {
  /** α of P(x) ~ x^−α. */
  exponent: number;
  /** Standard error of the exponent, from the curvature of the likelihood. */
  error: number;
  /** Values within the range. */
  n: number;
}

/** Bounds of the exponent. */
const LEAST = 1.0001;
const MOST = 20;
const BISECTIONS = 60;

/** Coefficients B_2j / (2j)! of the Euler–Maclaurin formula. */
const EULER_MACLAURIN = [1 / 12, -1 / 720, 1 / 30240, -1 / 1209600, 1 / 47900160];
/** From this plus 2s on sums are integrals with corrections; the first one left out is below 1e-13 of the sum. */
const DIRECT_TO = 20;

/**
 * Hurwitz zeta function ζ(s, q) = Σ_{k ≥ 0} (q + k)^−s, s > 1, q ≥ 1, by the Euler–Maclaurin formula: relative error
 * below 1e-12 for s ≤ 20.
 */
export const hurwitzZeta = (s: number, q: number): number => {
  const { pow } = hostMaths();
  let sum = 0;
  let x = q;
  for (; x < DIRECT_TO + 2 * s; x++) sum += pow(x, -s);
  const power = pow(x, -s);
  sum += (power * x) / (s - 1) + power / 2;
  let factor = (s * power) / x;
  for (const [j, coefficient] of EULER_MACLAURIN.entries()) {
    sum += coefficient * factor;
    factor *= ((s + 2 * j + 1) * (s + 2 * j + 2)) / (x * x);
  }
  return sum;
};

/**
 * Exponent of a discrete power law P(x) = x^−α / Σ_{k = min}^{max} k^−α by maximum likelihood, with the exact normalisation (Clauset,
 * Shalizi & Newman 2009, SIAM Review 51:661–703, eq. 3.5; their approximation 1 + n/Σ ln(x/(min − ½)) is off by some
 * per cent for min below 6). It fits whatever it is given: that values follow a power law is not tested. Where a finite
 * system cuts the law off, set `max`.
 *
 * @param values whole numbers (sizes, durations); those outside [min, max] are left out
 * @returns exponent between 1.0001 and 20
 * @throws NeurogliaError `out-of-range` for options, less than two values within the range, or values there that are not whole; where the
 * likelihood has no maximum between these exponents: all values (nearly) the least, or too many large ones
 */
export const powerLaw = (values: ArrayLike<number>, range: PowerLawRange = {}): PowerLaw => {
  knownOptions(range, ["min", "max"], where);
  const { min = 1, max = Number.POSITIVE_INFINITY } = range;
  checkOption("min", min, 1, 1e9, where, true);
  if (max !== Number.POSITIVE_INFINITY) checkOption("max", max, min + 1, Number.MAX_SAFE_INTEGER, where, true);
  const { log } = hostMaths();
  let n = 0;
  let logs = 0;
  asNumbers(values, "values", where);
  for (let k = 0; k < values.length; k++) {
    const x = values[k]!;
    if (x < min || x > max) continue;
    checkOption(`values[${k}]`, x, 0, Number.POSITIVE_INFINITY, where, true);
    n++;
    logs += log(x);
  }
  if (n < 2)
    throw new NeurogliaError({
      code: "out-of-range",
      what: "number of values within [min, max]",
      where,
      expected: "≥ 2",
      got: n,
    });
  const normalisation = (s: number): number =>
    hurwitzZeta(s, min) - (max === Number.POSITIVE_INFINITY ? 0 : hurwitzZeta(s, max + 1));
  /** Derivatives of ln of the normalisation, by differences; its first is minus the mean ln x that α predicts. */
  const slope = (s: number): number => {
    const h = 1e-5 * (s - 1);
    return (log(normalisation(s + h)) - log(normalisation(s - h))) / (2 * h);
  };
  let low = LEAST;
  let high = MOST;
  const mean = logs / n;
  const [steepest, flattest] = [-slope(MOST), -slope(LEAST)];
  if (!(mean > steepest && mean < flattest))
    throw new NeurogliaError({
      code: "out-of-range",
      what: "mean ln of the values within [min, max]",
      where,
      expected: `between ${steepest} and ${flattest}, those of the exponents ${MOST} and ${LEAST} (all values alike, or a tail too heavy, fit none)`,
      got: mean,
    });
  for (let k = 0; k < BISECTIONS; k++) {
    const middle = (low + high) / 2;
    // The predicted mean of ln x falls with the exponent.
    if (-slope(middle) > mean) low = middle;
    else high = middle;
  }
  const exponent = (low + high) / 2;
  const step = 1e-3 * (exponent - 1);
  const curvature = (slope(exponent + step) - slope(exponent - step)) / (2 * step);
  return { exponent, error: 1 / Math.sqrt(n * curvature), n };
};
