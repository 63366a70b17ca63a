import { type HostMaths, hostMaths } from "../engine/hostMaths.js";
import { bad, knownName, knownOptions, wholeSteps } from "../network/check.js";
import { DEFAULT_SEED } from "../network/options.js";
import { Random } from "../random.js";
import type { Series, SpikeSample } from "../tasks/task.js";
import { checkedAtLeast0, checkedPositive, checkedRange, checkSeries, rowsOf, type ValueRange } from "./check.js";
import { EventList, type SpikeEncoder } from "./encoder.js";

/** Options of {@link RateEncoder}. */
export interface RateEncoderOptions {
  /** ms a row of the series. */
  every: number;
  /** ms; the grid of the events, the network's dt. */
  dt: number;
  /** Rate at the highest value, Hz. */
  rateMax: number;
  /** Rate at the lowest value, Hz. Default 0. */
  rateMin?: number;
  /** Values that rateMin and rateMax stand for. Default [0, 1]. */
  range?: ValueRange;
  /**
   * How likely an event is in a step, as in the sources of these names: `"poisson"` (default), 1 − exp(−rate·dt/1000), that of
   * at least one event of a Poisson train; `"bernoulli"`, rate·dt/1000 itself, so that rates are exact and end at 1000/dt Hz.
   */
  law?: "poisson" | "bernoulli";
  /** Default that of networks. */
  seed?: number;
}

const where = "RateEncoder";

/**
 * Rate code: rate = rateMin + (rateMax − rateMin)·(value − low)/(high − low), events independent from step to step and from
 * channel to channel.
 *
 * Channel c draws from a stream of its own, a number an event (the time to the next event, by inversion): neither more
 * channels nor more rows shift what was there, and under one seed and trial a channel of constant value has its k-th event no later if the
 * value is higher. `trial` gives independent trains of the same values.
 *
 * `decode` returns the value in `range` under which the count of each row is likeliest. Its standard error is that of a count: about
 * √(rate·1000/every) Hz.
 *
 * @throws NeurogliaError for options out of range, a bad series, or values outside `range`
 */
export class RateEncoder implements SpikeEncoder {
  readonly every: number;
  readonly #dt: number;
  readonly #rowSteps: number;
  readonly #rates: ValueRange;
  readonly #range: ValueRange;
  readonly #poisson: boolean;
  readonly #seed: number;
  readonly #maths: HostMaths = hostMaths();

  constructor(options: RateEncoderOptions) {
    knownOptions(options, ["every", "dt", "rateMax", "rateMin", "range", "law", "seed"], where);
    const { every, dt, rateMax, rateMin = 0, range = [0, 1], law = "poisson", seed = DEFAULT_SEED } = options;
    this.#dt = checkedPositive(dt, "dt", where, "ms");
    this.#rowSteps = wholeSteps(every, dt, 1, "every", where);
    this.every = every;
    knownName(law, ["poisson", "bernoulli"], "law", where);
    this.#poisson = law === "poisson";
    const most = this.#poisson ? Number.MAX_VALUE : 1000 / dt;
    checkedAtLeast0(rateMin, "rateMin", where, "Hz");
    if (typeof rateMax !== "number" || !(rateMax > rateMin && rateMax <= most))
      throw bad(
        "rateMax",
        where,
        `above rateMin, ${rateMin} Hz, and ${this.#poisson ? "finite" : `≤ ${most} Hz`}`,
        rateMax,
      );
    this.#rates = [rateMin, rateMax];
    this.#range = checkedRange(range, "range", where);
    if (!Number.isSafeInteger(seed) || seed < 0) throw bad("seed", where, "a safe integer ≥ 0", seed);
    this.#seed = seed;
  }

  #rate(value: number): number {
    const [low, high] = this.#range;
    const [rateMin, rateMax] = this.#rates;
    return rateMin + (rateMax - rateMin) * ((value - low) / (high - low));
  }

  /**
   * What a source of the network plays instead, with `{ every }`, so that events are drawn where the time loop is: rates in
   * Hz for `poisson`, probabilities per step for `bernoulli`; length × channels, row after row.
   */
  rows(series: Series): Float32Array {
    checkSeries(series, where, this.#range);
    return Float32Array.from(series.values, (value) =>
      this.#poisson ? this.#rate(value) : Math.min(1, (this.#rate(value) * this.#dt) / 1000),
    );
  }

  encode(series: Series, options: { trial?: number } = {}): SpikeSample {
    knownOptions(options, ["trial"], where);
    const { trial = 0 } = options;
    checkSeries(series, where, this.#range);
    const { values, length, channels } = series;
    const rowSteps = this.#rowSteps;
    const events = new EventList(channels);
    for (let channel = 0; channel < channels; channel++) {
      const random = new Random(this.#seed, `rateEncoder:channel ${channel}`, trial);
      // An event falls where the hazard summed over steps passes an exponential number; with h a step, P = 1 − exp(−h).
      let left = random.exponential();
      for (let row = 0; row < length; row++) {
        const hazard = this.#hazard(this.#rate(values[row * channels + channel]!));
        if (hazard === 0) continue;
        const end = (row + 1) * rowSteps;
        for (let step = row * rowSteps; step < end; ) {
          const silent = Math.floor(left / hazard);
          if (silent >= end - step) {
            left = Math.max(0, left - (end - step) * hazard);
            break;
          }
          events.add(step + silent, channel);
          step += silent + 1;
          left = random.exponential();
        }
      }
    }
    return events.sample(this.#dt, length * this.every);
  }

  /** −log of the probability of no event in a step. */
  #hazard(rate: number): number {
    const expected = (rate * this.#dt) / 1000;
    return this.#poisson ? expected : -this.#maths.log1p(-Math.min(1, expected));
  }

  decode(sample: SpikeSample): Series {
    const length = rowsOf(sample, this.every, where);
    const { times, ids, channels } = sample;
    const values = new Float64Array(length * channels);
    for (let k = 0; k < times.length; k++) {
      const row = Math.floor(Math.round(times[k]! / this.#dt) / this.#rowSteps);
      values[Math.min(row, length - 1) * channels + ids[k]!]!++;
    }
    const [low, high] = this.#range;
    const [rateMin, rateMax] = this.#rates;
    for (let k = 0; k < values.length; k++) {
      const share = Math.min(1, values[k]! / this.#rowSteps);
      const expected = !this.#poisson ? share : share < 1 ? -this.#maths.log1p(-share) : Number.POSITIVE_INFINITY;
      const rate = Math.min(rateMax, Math.max(rateMin, (expected * 1000) / this.#dt));
      values[k] = low + (high - low) * ((rate - rateMin) / (rateMax - rateMin));
    }
    return { values, length, channels };
  }
}
