import { NeurogliaError } from "../errors.js";
import { knownName, knownOptions } from "../network/check.js";
import { checkOption } from "../readout/features.js";
import { checkSeries, isConstant } from "./check.js";

/** Of series of several channels (row-major, as `Series` has them) every measure is the mean over channels. */
export interface GoodnessOptions {
  /** Default 1. */
  channels?: number;
}

/** Options of {@link nrmse}. */
export interface NrmseOptions extends GoodnessOptions {
  /**
   * What of the target the error is divided by: `"sd"`, its standard deviation (1 is as good as its mean); `"range"`, greatest less
   * least; `"mean"`, its mean's absolute value; `"iqr"`, third less first quartile (interpolated linearly).
   */
  by: "sd" | "range" | "mean" | "iqr";
}

const check = (predicted: ArrayLike<number>, target: ArrayLike<number>, channels: number, where: string): void => {
  checkSeries(predicted, "predicted", where);
  checkSeries(target, "target", where);
  checkOption("channels", channels, 1, Number.POSITIVE_INFINITY, where, true);
  if (predicted.length !== target.length || target.length % channels !== 0)
    throw new NeurogliaError({
      code: "bad-shape",
      what: "length of predicted",
      where,
      expected: `that of target, ${target.length}, and a multiple of ${channels}`,
      got: predicted.length,
    });
};

/** Mean over channels of `measure(predicted, target)` of each. */
const byChannel = (
  predicted: ArrayLike<number>,
  target: ArrayLike<number>,
  { channels = 1 }: GoodnessOptions,
  where: string,
  measure: (predicted: Float64Array, target: Float64Array) => number,
): number => {
  check(predicted, target, channels, where);
  const of = (values: ArrayLike<number>, channel: number): Float64Array =>
    Float64Array.from({ length: values.length / channels }, (_, row) => values[row * channels + channel]!);
  let sum = 0;
  for (let channel = 0; channel < channels; channel++)
    sum += measure(of(predicted, channel), of(target, channel)) / channels;
  return sum;
};

const meanOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Σ(x − x̄)². */
const squaresAboutMean = (values: Float64Array): number => {
  if (isConstant(values)) return 0;
  const mean = meanOf(values);
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
};

const squaredErrors = (predicted: Float64Array, target: Float64Array): number =>
  predicted.reduce((sum, value, k) => sum + (value - target[k]!) ** 2, 0);

/** Quantile of ascending values, linear between neighbours (type 7 of Hyndman & Fan 1996). */
const quantile = (sorted: Float64Array, share: number): number => {
  const at = share * (sorted.length - 1);
  const low = Math.floor(at);
  return sorted[low]! + (at - low) * (sorted[Math.min(low + 1, sorted.length - 1)]! - sorted[low]!);
};

const normalisers: Record<NrmseOptions["by"], (target: Float64Array) => number> = {
  sd: (target) => Math.sqrt(squaresAboutMean(target) / target.length),
  range: (target) => target.reduce((most, x) => Math.max(most, x)) - target.reduce((least, x) => Math.min(least, x)),
  mean: (target) => Math.abs(meanOf(target)),
  iqr: (target) => {
    const sorted = target.slice().sort();
    return quantile(sorted, 0.75) - quantile(sorted, 0.25);
  },
};

/**
 * Root mean squared error, normalised: √(Σ(y − ŷ)²/n) / what `by` names. Papers differ in it, so it has no default. ≥ 0; no unit.
 * @throws NeurogliaError `bad-shape`, `not-finite`, an unknown `by`; `out-of-range` where the target's normaliser is 0
 */
export const nrmse = (predicted: ArrayLike<number>, target: ArrayLike<number>, options: NrmseOptions): number => {
  knownOptions(options, ["by", "channels"], "nrmse");
  knownName(options.by, Object.keys(normalisers), "by", "nrmse");
  return byChannel(predicted, target, options, "nrmse", (ours, theirs) => {
    const normaliser = normalisers[options.by](theirs);
    if (!(normaliser > 0))
      throw new NeurogliaError({
        code: "out-of-range",
        what: `${options.by} of the target`,
        where: "nrmse",
        expected: "> 0",
        got: normaliser,
      });
    return Math.sqrt(squaredErrors(ours, theirs) / theirs.length) / normaliser;
  });
};

/**
 * Coefficient of determination R² = 1 − Σ(y − ŷ)² / Σ(y − ȳ)²: ≤ 1, 0 for the target's mean, below 0 for worse.
 * @throws NeurogliaError `bad-shape`, `not-finite`; `out-of-range` for a target that does not vary
 */
export const r2 = (predicted: ArrayLike<number>, target: ArrayLike<number>, options: GoodnessOptions = {}): number => {
  knownOptions(options, ["channels"], "r2");
  return byChannel(predicted, target, options, "r2", (ours, theirs) => {
    const total = squaresAboutMean(theirs);
    if (!(total > 0))
      throw new NeurogliaError({
        code: "out-of-range",
        what: "target",
        where: "r2",
        expected: "varying",
        got: theirs[0],
      });
    return 1 - squaredErrors(ours, theirs) / total;
  });
};

/**
 * Mean absolute error Σ|y − ŷ|/n, in the target's unit.
 * @throws NeurogliaError `bad-shape`, `not-finite`
 */
export const mae = (predicted: ArrayLike<number>, target: ArrayLike<number>, options: GoodnessOptions = {}): number => {
  knownOptions(options, ["channels"], "mae");
  return byChannel(
    predicted,
    target,
    options,
    "mae",
    (ours, theirs) => ours.reduce((sum, value, k) => sum + Math.abs(value - theirs[k]!), 0) / theirs.length,
  );
};
