import type { Clip, Value } from "../engine/description.js";
import { hostMaths } from "../engine/hostMaths.js";
import { NeurogliaError } from "../errors.js";

/** A distribution that weights, delays, params or initial values are drawn from, in kernels, from the object's own stream. */
export type Distribution = Extract<Value, { kind: "uniform" | "choice" | "normal" | "lognormal" | "gamma" }>;

/** What an unbounded distribution may be told besides its own numbers. */
export interface ClipOptions {
  /** Values below `low` are set to it, values above `high` to that; ±Infinity leaves a side open. */
  clip?: readonly [low: number, high: number];
}

const check = (holds: boolean, what: string, where: string, expected: string, got: unknown): void => {
  if (!holds) throw new NeurogliaError({ code: "bad-input", what, where, expected, got });
};

/** A finite number; −0 is 0, as in check.ts. */
const finite = (value: number, what: string, where: string): number => {
  check(typeof value === "number" && Number.isFinite(value), what, where, "a finite number", value);
  return value + 0;
};

const checkOptions = (options: object, where: string): void =>
  check(typeof options === "object" && options !== null, "options", where, "an object", options);

const clipOf = (options: ClipOptions, where: string): Clip | null => {
  checkOptions(options, where);
  const { clip } = options;
  if (clip === undefined) return null;
  const isRange =
    Array.isArray(clip) && clip.length === 2 && clip.every((end) => typeof end === "number") && clip[0] <= clip[1];
  check(isRange, "clip", where, "[low, high] with low ≤ high", clip);
  return [clip[0] + 0, clip[1] + 0];
};

/**
 * Uniform in [low, high).
 * @throws NeurogliaError if a bound is not finite or low > high
 */
export const uniform = (low: number, high: number): Distribution => {
  const bounds = { low: finite(low, "low", "uniform"), high: finite(high, "high", "uniform") };
  check(low <= high, "low", "uniform", `≤ high (${high})`, low);
  return { kind: "uniform", ...bounds };
};

/**
 * One of the given values, each as likely as the others.
 * @throws NeurogliaError if there is none, or one is not finite
 */
export const choice = (values: readonly number[]): Distribution => {
  const all = typeof values === "object" ? Array.from(values ?? []) : [];
  check(all.length > 0, "values", "choice", "at least one", values);
  return { kind: "choice", values: all.map((value, k) => finite(value, `value ${k}`, "choice")) };
};

/** How far from the mean a clip must reach to be met, and the share of sd that must be left of it there. */
const [REACH, LEAST_WIDTH] = [2, 0.1];

/**
 * Normal, by inversion of 32 random bits (so within 6.3 sd of the mean). With `redraw`, values outside the clip are drawn again
 * instead of set to a bound: the truncated normal distribution.
 * @throws NeurogliaError if a number is not finite, sd < 0, or clip is not [low, high]; with `redraw`, unless the clip is
 * given and leaves at least a tenth of sd within 2 sd of the mean
 */
export const normal = (mean: number, sd: number, given: ClipOptions & { redraw?: boolean } = {}): Distribution => {
  checkOptions(given, "normal");
  const { redraw = false, ...options } = given;
  const numbers = { mean: finite(mean, "mean", "normal"), sd: finite(sd, "sd", "normal") };
  check(sd >= 0, "sd", "normal", "≥ 0", sd);
  const clip = clipOf(options, "normal");
  if (!redraw) return { kind: "normal", ...numbers, clip };
  const width = clip ? Math.min(clip[1], mean + REACH * sd) - Math.max(clip[0], mean - REACH * sd) : Number.NaN;
  const expected = `[low, high] with at least ${LEAST_WIDTH} sd of it within ${REACH} sd of the mean, to redraw`;
  check(width >= LEAST_WIDTH * sd, "clip", "normal", expected, options.clip);
  return { kind: "normal", ...numbers, clip, redraw };
};

/**
 * exp of a normal variate: `mu` and `sigma` are mean and standard deviation of its logarithm, as in NEST and NumPy; the
 * median is exp(mu).
 * @throws NeurogliaError if a number is not finite, sigma < 0, or clip is not [low, high]
 */
export const lognormal = (mu: number, sigma: number, options: ClipOptions = {}): Distribution => {
  const numbers = { mu: finite(mu, "mu", "lognormal"), sigma: finite(sigma, "sigma", "lognormal") };
  check(sigma >= 0, "sigma", "lognormal", "≥ 0", sigma);
  return { kind: "lognormal", ...numbers, clip: clipOf(options, "lognormal") };
};

/**
 * Gamma with mean shape·scale and variance shape·scale² (Marsaglia & Tsang 2000).
 * @throws NeurogliaError unless shape and scale are finite and above 0, and clip is [low, high]
 */
export const gamma = (shape: number, scale: number, options: ClipOptions = {}): Distribution => {
  finite(shape, "shape", "gamma");
  finite(scale, "scale", "gamma");
  check(shape > 0, "shape", "gamma", "> 0", shape);
  check(scale > 0, "scale", "gamma", "> 0", scale);
  return { kind: "gamma", shape, scale, clip: clipOf(options, "gamma") };
};

/** What 32 bits put into the normal quantile reach. */
const FARTHEST = 6.4;

const open = (value: Exclude<Distribution, { kind: "uniform" | "choice" }>): readonly [number, number] => {
  if (value.kind === "normal") return [value.mean - FARTHEST * value.sd, value.mean + FARTHEST * value.sd];
  if (value.kind === "lognormal")
    return [Math.exp(value.mu - FARTHEST * value.sigma), Math.exp(value.mu + FARTHEST * value.sigma)];
  const d = Math.max(value.shape, value.shape + (value.shape < 1 ? 1 : 0)) - 1 / 3;
  return [0, value.scale * d * (1 + FARTHEST / Math.sqrt(9 * d)) ** 3];
};

/** The distribution of `factor` times what a number or distribution gives; `factor` is not zero. */
export const scaled = (value: number | Distribution, factor: number): number | Distribution => {
  const size = Math.abs(factor);
  const times = (number: number): number => number * factor + 0;
  const ordered = (low: number, high: number): Clip =>
    factor > 0 ? [times(low), times(high)] : [times(high), times(low)];
  if (typeof value === "number") return times(value);
  if (value.kind === "uniform") {
    const [low, high] = ordered(value.low, value.high);
    return { ...value, low, high };
  }
  if (value.kind === "choice") return { ...value, values: value.values.map(times) };
  const { clip } = value;
  if (value.kind === "normal")
    return { ...value, mean: times(value.mean), sd: value.sd * size, clip: clip && ordered(...clip) };
  const { negative, ...positive } = value;
  const sign = factor < 0 !== (negative === true) ? ({ negative: true } as const) : {};
  const bounds: Clip | null = clip && [clip[0] * size, clip[1] * size];
  if (positive.kind === "gamma") return { ...positive, ...sign, scale: positive.scale * size, clip: bounds };
  return { ...positive, ...sign, mu: size === 1 ? positive.mu : positive.mu + hostMaths().log(size), clip: bounds };
};

/**
 * The distribution mirrored at zero: weights of inhibition where currents have a sign, `negative(lognormal(0, 1))`.
 * @throws NeurogliaError for what is no distribution
 */
export const negative = (distribution: Distribution): Distribution => {
  check(
    typeof distribution === "object" && distribution !== null && "kind" in distribution,
    "distribution",
    "negative",
    "one, such as lognormal(0, 1)",
    distribution,
  );
  return scaled(distribution, -1) as Distribution;
};

/** Bounds of the values that a distribution can give here. */
export const extremes = (value: Distribution): readonly [low: number, high: number] => {
  if ("negative" in value && value.negative) {
    const [low, high] = extremes(scaled(value, -1) as Distribution);
    return [-high, -low];
  }
  if (value.kind === "uniform") return [value.low, value.high];
  if (value.kind === "choice") return [Math.min(...value.values), Math.max(...value.values)];
  const [low, high] = open(value);
  const [least, most] = value.clip ?? [-Infinity, Infinity];
  return [Math.min(Math.max(low, least), most), Math.min(Math.max(high, least), most)];
};
