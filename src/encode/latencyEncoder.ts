import { type HostMaths, hostMaths } from "../engine/hostMaths.js";
import { bad, knownName, knownOptions, wholeSteps } from "../network/check.js";
import type { Series, SpikeSample } from "../tasks/task.js";
import { checkedPositive, checkedRange, checkSeries, rowsOf, type ValueRange } from "./check.js";
import { EventList, type SpikeEncoder } from "./encoder.js";

/** Options of {@link LatencyEncoder}. */
export interface LatencyEncoderOptions {
  /** ms a row of the series: the window in which each channel has its one event. */
  every: number;
  /** ms; the grid of the events, the network's dt. */
  dt: number;
  /** Values that may come. Default [0, 1]. */
  range?: ValueRange;
  /** Values below it have no event. Default the low end of `range`: all have one. */
  threshold?: number;
  /** Latency of the highest value, ms into the row. Default 0. */
  tMin?: number;
  /** Latency of the threshold, ms into the row. Default every − dt. */
  tMax?: number;
  /**
   * How latency falls with the value x between threshold θ and the highest value X. `"linear"` (default): t = tMin + (tMax −
   * tMin)·(X − x)/(X − θ). `"logarithmic"`: t = tMin + (tMax − tMin)·log(X/x)/log(X/θ), so that a factor on all values
   * shifts all events alike (Hopfield 1995); θ must be above 0.
   */
  curve?: "linear" | "logarithmic";
}

const where = "LatencyEncoder";

/**
 * Time to first spike: in each row a channel has one event, the earlier the higher its value (Thorpe, Delorme & Van Rullen
 * 2001, Neural Networks 14:715–725; Hopfield 1995, Nature 376:33–36), on the nearest step of the grid.
 *
 * `decode` takes the first event of each channel and row. With n = (tMax − tMin)/dt steps, it comes within (X − θ)/2n of a
 * value at or above the threshold if linear, within a factor of (X/θ)^(1/2n) if logarithmic; a channel without an event
 * becomes the low end of `range`.
 *
 * @throws NeurogliaError for options out of range, a bad series, or values outside `range`
 */
export class LatencyEncoder implements SpikeEncoder {
  readonly every: number;
  readonly #dt: number;
  readonly #rowSteps: number;
  readonly #first: number;
  readonly #last: number;
  readonly #range: ValueRange;
  readonly #threshold: number;
  readonly #logarithmic: boolean;
  readonly #maths: HostMaths = hostMaths();

  constructor(options: LatencyEncoderOptions) {
    knownOptions(options, ["every", "dt", "range", "threshold", "tMin", "tMax", "curve"], where);
    const { every, dt, range = [0, 1], tMin = 0, curve = "linear" } = options;
    this.#dt = checkedPositive(dt, "dt", where, "ms");
    this.#rowSteps = wholeSteps(every, dt, 2, "every", where);
    this.every = every;
    this.#first = wholeSteps(tMin, dt, 0, "tMin", where);
    this.#last = options.tMax === undefined ? this.#rowSteps - 1 : wholeSteps(options.tMax, dt, 1, "tMax", where);
    if (this.#last <= this.#first || this.#last >= this.#rowSteps)
      throw bad("tMax", where, `above tMin, ${tMin}, and below every, ${every}`, options.tMax ?? every - dt, "ms");
    this.#range = checkedRange(range, "range", where);
    knownName(curve, ["linear", "logarithmic"], "curve", where);
    this.#logarithmic = curve === "logarithmic";
    const { threshold = this.#range[0] } = options;
    if (typeof threshold !== "number" || !(threshold >= this.#range[0] && threshold < this.#range[1]))
      throw bad(
        "threshold",
        where,
        `within range, ${this.#range[0]} … ${this.#range[1]}, and below its end`,
        threshold,
      );
    if (this.#logarithmic && threshold <= 0)
      throw bad("threshold", where, '> 0 where the curve is "logarithmic"', threshold);
    this.#threshold = threshold;
  }

  encode(series: Series): SpikeSample {
    checkSeries(series, where, this.#range);
    const { values, length, channels } = series;
    const highest = this.#range[1];
    const threshold = this.#threshold;
    const { log } = this.#maths;
    const events = new EventList(channels);
    for (let k = 0; k < values.length; k++) {
      const value = values[k]!;
      if (value < threshold) continue;
      const lateness = this.#logarithmic
        ? log(highest / value) / log(highest / threshold)
        : (highest - value) / (highest - threshold);
      const step = this.#first + Math.round((this.#last - this.#first) * lateness);
      events.add(Math.floor(k / channels) * this.#rowSteps + step, k % channels);
    }
    return events.sample(this.#dt, length * this.every);
  }

  decode(sample: SpikeSample): Series {
    const length = rowsOf(sample, this.every, where);
    const { times, ids, channels } = sample;
    const [lowest, highest] = this.#range;
    const threshold = this.#threshold;
    const values = new Float64Array(length * channels).fill(lowest);
    const seen = new Uint8Array(values.length);
    for (let k = 0; k < times.length; k++) {
      const step = Math.round(times[k]! / this.#dt);
      const row = Math.min(length - 1, Math.floor(step / this.#rowSteps));
      const at = row * channels + ids[k]!;
      if (seen[at]) continue;
      seen[at] = 1;
      const lateness = (step - row * this.#rowSteps - this.#first) / (this.#last - this.#first);
      const value = this.#logarithmic
        ? highest * this.#maths.pow(threshold / highest, lateness)
        : highest - (highest - threshold) * lateness;
      // Events before tMin or after tMax, of another's making, tell of no more than the ends.
      values[at] = Math.min(highest, Math.max(threshold, value));
    }
    return { values, length, channels };
  }
}
