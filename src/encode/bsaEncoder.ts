import { asNumbers, bad, knownOptions } from "../network/check.js";
import type { Series, SpikeSample } from "../tasks/task.js";
import { checkedCount, checkedPositive, checkSeries, rowsOf } from "./check.js";
import { EventList, type SpikeEncoder } from "./encoder.js";
import { cosTurns, sinTurns } from "./turns.js";

/** Options of {@link BsaEncoder}. */
export interface BsaEncoderOptions {
  /** ms a row of the series, and the grid of the events. */
  every: number;
  /** What one event stands for: the response of the decoder's FIR filter, one tap a row. */
  filter: ArrayLike<number>;
  /** By how much an event must lower the error, > 0, in the unit of the signal. Default 0.955, for filters whose taps add up to 1. */
  threshold?: number;
}

/** Options of {@link lowPass}. */
export interface LowPassOptions {
  /** Number of taps, ≥ 2. */
  taps: number;
  /** Hz, where the gain is about one half; below that of Nyquist, 500/every. */
  cutoff: number;
  /** ms a tap. */
  every: number;
}

/**
 * A linear-phase low-pass filter whose taps add up to 1: sin(2πft)/πt about the middle, under a Hamming window.
 * @throws NeurogliaError for options out of range
 */
export const lowPass = (options: LowPassOptions): Float64Array => {
  const where = "lowPass";
  knownOptions(options, ["taps", "cutoff", "every"], where);
  const taps = checkedCount(options.taps, 2, "taps", where);
  const every = checkedPositive(options.every, "every", where, "ms");
  const cycles = (checkedPositive(options.cutoff, "cutoff", where, "Hz") * every) / 1000;
  if (cycles >= 0.5) throw bad("cutoff", where, `below ${500 / every}`, options.cutoff, "Hz");
  const filter = Float64Array.from({ length: taps }, (_, k) => {
    const t = k - (taps - 1) / 2;
    const sinc = t === 0 ? 2 * cycles : sinTurns(cycles * t) / (Math.PI * t);
    return sinc * (0.54 - 0.46 * cosTurns(k / (taps - 1)));
  });
  const sum = filter.reduce((total, tap) => total + tap, 0);
  return filter.map((tap) => tap / sum);
};

const where = "BsaEncoder";

/**
 * BSA, Ben's Spiker Algorithm (Schrauwen & Van Campenhout 2003, Proceedings of IJCNN 4:2825–2830). From row to row, with what is
 * left of the signal s and filter h: if
 *
 *     Σ|s(t + k) − h(k)| ≤ Σ|s(t + k)| − threshold,  sums over the taps k
 *
 * there is an event at t, and h is taken away from s(t), s(t + 1), …; what lies beyond the last row does not count. One
 * event a row, so signals must lie within 0 … the sum of h (a Scaling brings them there).
 *
 * `decode` adds up h at each event. Each event lowers the sum of absolute errors by `threshold` at least: Σ|s − decoded| ≤ Σ|s| −
 * threshold · events, in every channel.
 *
 * @throws NeurogliaError for an empty filter or one that adds up to nothing above 0, options out of range, a bad series or a value below 0
 */
export class BsaEncoder implements SpikeEncoder {
  readonly every: number;
  readonly #filter: Float64Array;
  readonly #threshold: number;

  constructor(options: BsaEncoderOptions) {
    knownOptions(options, ["every", "filter", "threshold"], where);
    const { every, filter, threshold = 0.955 } = options;
    this.every = checkedPositive(every, "every", where, "ms");
    if (!(asNumbers(filter, "filter", where).length > 0)) throw bad("filter", where, "at least one tap", filter);
    this.#filter = Float64Array.from(filter);
    const strange = this.#filter.findIndex((tap) => !Number.isFinite(tap));
    if (strange >= 0) throw bad(`filter[${strange}]`, where, "finite", this.#filter[strange]);
    const sum = this.#filter.reduce((total, tap) => total + tap, 0);
    if (!(sum > 0)) throw bad("sum of filter", where, "> 0", sum);
    this.#threshold = checkedPositive(threshold, "threshold", where);
  }

  encode(series: Series): SpikeSample {
    checkSeries(series, where);
    const { values, length, channels } = series;
    const h = this.#filter;
    const events = new EventList(channels);
    const left = new Float64Array(length);
    for (let channel = 0; channel < channels; channel++) {
      for (let row = 0; row < length; row++) {
        left[row] = values[row * channels + channel]!;
        if (left[row]! < 0)
          throw bad(
            `value at row ${row}, channel ${channel}`,
            `series for ${where}`,
            "≥ 0 (a Scaling brings it there)",
            left[row],
          );
      }
      for (let row = 0; row < length; row++) {
        const taps = Math.min(h.length, length - row);
        let gain = 0;
        for (let k = 0; k < taps; k++) gain += Math.abs(left[row + k]!) - Math.abs(left[row + k]! - h[k]!);
        if (gain < this.#threshold) continue;
        events.add(row, channel);
        for (let k = 0; k < taps; k++) left[row + k]! -= h[k]!;
      }
    }
    return events.sample(this.every, length * this.every);
  }

  decode(sample: SpikeSample): Series {
    const length = rowsOf(sample, this.every, where);
    const { times, ids, channels } = sample;
    const h = this.#filter;
    const values = new Float64Array(length * channels);
    for (let e = 0; e < times.length; e++) {
      const row = Math.round(times[e]! / this.every);
      for (let k = 0; k < h.length && row + k < length; k++) values[(row + k) * channels + ids[e]!]! += h[k]!;
    }
    return { values, length, channels };
  }
}
