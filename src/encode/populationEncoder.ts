import { type HostMaths, hostMaths } from "../engine/hostMaths.js";
import { bad, knownOptions } from "../network/check.js";
import type { Series } from "../tasks/task.js";
import { checkedCount, checkedRange, checkSeries, type ValueRange } from "./check.js";

/** Options of {@link PopulationEncoder}. */
export interface PopulationEncoderOptions {
  /** Fields a channel, ≥ 3. */
  fields: number;
  /**
   * Values that the fields are spread over. Default [0, 1]; a value outside it excites the outermost fields, as long as two of them hear it:
   * up to 37 widths from the last but one.
   */
  range?: ValueRange;
  /** Overlap of neighbours: the width is the distance between centres by β, in [0.001, 37]. Default 1.5. */
  beta?: number;
}

const where = "PopulationEncoder";
/** Widths from a centre within which an activation has all its digits: exp(−37²/2) = 5e-298. */
const REACH = 37;

/**
 * Population code of Gaussian receptive fields (Bohte, La Poutré & Kok 2002, IEEE Transactions on Neural Networks 13:426–435).
 * With m fields on [low, high], field i = 1 … m has
 *
 *     centre μ = low + (2i − 3)/2 · (high − low)/(m − 2)        width σ = 1/β · (high − low)/(m − 2)
 *     activation g = exp(−(x − μ)²/2σ²), in [0, 1]
 *
 * Field i of channel c is channel c·m + i − 1 of what `encode` returns, a series as an encoder into events takes it: a
 * `LatencyEncoder` makes of it Bohte's code (a field fires the earlier the more it is excited; with threshold 0.1 its
 * least excited fields are silent, as his are), a `RateEncoder` a code of rates.
 *
 * `decode` is the least-squares estimate from log g, which is a parabola in μ, weighted by g²: the very value, up to
 * rounding, from what `encode` returned, near it from what an encoder into events has decoded. It takes a single active
 * field for its centre, and returns NaN where no field is active.
 *
 * @throws NeurogliaError for options out of range, a bad series or a value too far from all fields; from `decode`, for channels that are no multiple of m
 */
export class PopulationEncoder {
  /** μ of each field. */
  readonly centres: Float64Array;
  /** σ of each. */
  readonly width: number;
  readonly #middle: number;
  readonly #maths: HostMaths = hostMaths();

  constructor(options: PopulationEncoderOptions) {
    knownOptions(options, ["fields", "range", "beta"], where);
    const m = checkedCount(options.fields, 3, "fields", where);
    const [low, high] = checkedRange(options.range ?? [0, 1], "range", where);
    const distance = (high - low) / (m - 2);
    const { beta = 1.5 } = options;
    // Between narrower fields there is room that none hears; of wider ones differences are rounding.
    if (typeof beta !== "number" || !(beta >= 0.001 && beta <= REACH))
      throw bad("beta", where, `in [0.001, ${REACH}]`, beta);
    this.width = distance / beta;
    this.centres = Float64Array.from({ length: m }, (_, i) => low + (i - 0.5) * distance);
    this.#middle = (low + high) / 2;
  }

  encode(series: Series): Series {
    checkSeries(series, where);
    const { length, channels } = series;
    const m = this.centres.length;
    const [low, high] = [this.centres[1]! - REACH * this.width, this.centres[m - 2]! + REACH * this.width];
    const values = new Float64Array(length * channels * m);
    for (let k = 0; k < length * channels; k++) {
      const value = series.values[k]!;
      if (!(value >= low && value <= high))
        throw bad(
          `value at row ${Math.floor(k / channels)}, channel ${k % channels}`,
          `series for ${where}`,
          `within ${low} … ${high}, where two of its fields hear it (a Scaling brings it there)`,
          value,
        );
      for (let i = 0; i < m; i++) {
        const distance = (value - this.centres[i]!) / this.width;
        values[k * m + i] = this.#maths.exp(-0.5 * distance * distance);
      }
    }
    return { values, length, channels: channels * m };
  }

  decode(activations: Series): Series {
    checkSeries(activations, where);
    const { length } = activations;
    const m = this.centres.length;
    const channels = activations.channels / m;
    if (!Number.isInteger(channels))
      throw bad("channels", `activations for ${where}`, `a multiple of ${m}, the fields`, activations.channels);
    const values = Float64Array.from({ length: length * channels }, (_, k) =>
      this.#value(activations.values.slice(k * m, (k + 1) * m)),
    );
    return { values, length, channels };
  }

  /**
   * With μ, x from the middle of the range and in widths, y = log g + μ²/2 = μ·x − x²/2: x is the slope of y over μ.
   */
  #value(activations: Float64Array): number {
    // By the most active, lest all squares vanish far outside.
    const most = activations.reduce((largest, g) => Math.max(largest, g), 0);
    let weights = 0;
    let meanMu = 0;
    let meanY = 0;
    const fits = Array.from(activations, (g, i) => {
      const mu = (this.centres[i]! - this.#middle) / this.width;
      const weight = g > 0 ? (g / most) ** 2 : 0;
      const y = weight > 0 ? this.#maths.log(g) + (mu * mu) / 2 : 0;
      weights += weight;
      meanMu += weight * mu;
      meanY += weight * y;
      return { mu, weight, y };
    });
    if (weights === 0) return Number.NaN;
    meanMu /= weights;
    meanY /= weights;
    let covariance = 0;
    let variance = 0;
    for (const { mu, weight, y } of fits) {
      covariance += weight * (mu - meanMu) * (y - meanY);
      variance += weight * (mu - meanMu) ** 2;
    }
    return this.#middle + this.width * (variance > 0 ? covariance / variance : meanMu);
  }
}
