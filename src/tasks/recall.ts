import { checkSeries } from "../analysis/check.js";
import { asNumbers, knownOptions } from "../network/check.js";
import { Random } from "../random.js";
import { checkOption } from "../readout/features.js";
import { checkFinite } from "./series.js";
import { type SeriesSplitOptions, splitSeries } from "./split.js";
import type { SeriesTask } from "./task.js";

/** Options of {@link delayedCopies}. */
export interface DelayedCopiesOptions {
  /** Rows, ≥ 1. */
  length: number;
  seed: number;
  /** Delays, rows ≥ 0, one per channel of the target. */
  delays: readonly number[];
  /** Range of the input. Default [−0.8, 0.8), as is common for memory capacity. */
  range?: readonly [low: number, high: number];
  split?: SeriesSplitOptions;
}

/**
 * Memory (Jaeger 2001): white input, uniform over `range`; channel k of the target is the input `delays[k]` rows ago. The input goes back to before
 * the first row, so that all of the target is defined.
 * @throws NeurogliaError for options
 */
export const delayedCopies = (options: DelayedCopiesOptions): SeriesTask => {
  const where = "delayedCopies";
  knownOptions(options, ["length", "seed", "delays", "range", "split"], where);
  const { length, seed, delays, range = [-0.8, 0.8], split } = options;
  checkOption("length", length, 1, Number.POSITIVE_INFINITY, where, true);
  checkSeries(delays, "delays", where);
  for (const [k, delay] of delays.entries())
    checkOption(`delays[${k}]`, delay, 0, Number.POSITIVE_INFINITY, where, true);
  const [low, high] = asNumbers(range, "range", where) as readonly [number, number];
  checkFinite({ low }, where);
  checkOption("high", high, low, Number.MAX_VALUE, where);
  const longest = Math.max(...delays);
  const random = new Random(seed, "delayedCopies:input");
  const drawn = Float64Array.from({ length: longest + length }, () => low + (high - low) * random.uniform());
  const channels = delays.length;
  const target = new Float64Array(length * channels);
  for (let t = 0; t < length; t++)
    for (const [k, delay] of delays.entries()) target[t * channels + k] = drawn[longest + t - delay]!;
  return {
    name: "delayed-copies",
    input: { values: drawn.slice(longest), length, channels: 1 },
    target: { values: target, length, channels },
    split: splitSeries(length, split, where),
  };
};

/** Options of {@link delayedParity}. */
export interface DelayedParityOptions {
  /** Rows, ≥ 1. */
  length: number;
  seed: number;
  /** Bits that count, ≥ 1. Default 3; 2 is the exclusive or of neighbours. */
  order?: number;
  /** Rows since the last bit that counts, ≥ 0. Default 0. */
  delay?: number;
  split?: SeriesSplitOptions;
}

/**
 * Delayed parity (Bertschinger & Natschläger 2004, Neural Computation 16:1413–1436): random bits u (0, 1), and whether the number of ones among
 * u(t − delay), …, u(t − delay − order + 1) is odd (1) or even (0). The input goes back to before the first row.
 * @throws NeurogliaError for options
 */
export const delayedParity = (options: DelayedParityOptions): SeriesTask => {
  const where = "delayedParity";
  knownOptions(options, ["length", "seed", "order", "delay", "split"], where);
  const { length, seed, order = 3, delay = 0, split } = options;
  checkOption("length", length, 1, Number.POSITIVE_INFINITY, where, true);
  checkOption("order", order, 1, Number.POSITIVE_INFINITY, where, true);
  checkOption("delay", delay, 0, Number.POSITIVE_INFINITY, where, true);
  const before = delay + order - 1;
  const random = new Random(seed, "delayedParity:input");
  const bits = Float64Array.from({ length: before + length }, () => random.integer(2));
  const target = new Float64Array(length);
  for (let t = 0; t < length; t++) {
    let ones = 0;
    for (let k = 0; k < order; k++) ones += bits[before + t - delay - k]!;
    target[t] = ones % 2;
  }
  return {
    name: `parity-${order}-${delay}`,
    input: { values: bits.slice(before), length, channels: 1 },
    target: { values: target, length, channels: 1 },
    split: splitSeries(length, split, where),
  };
};
