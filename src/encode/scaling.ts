import { bad, knownName, knownOptions } from "../network/check.js";
import type { Series } from "../tasks/task.js";
import { checkedRange, checkSeries, type ValueRange } from "./check.js";

/** Options of {@link Scaling}. */
export interface ScalingOptions {
  /** The values that `to` stands for. */
  from: ValueRange;
  /** Default [0, 1], the range that encoders expect unless told otherwise. */
  to?: ValueRange;
  /** What is done with values outside `from`: `"refuse"` (default), or `"clip"` to its nearer end. */
  outside?: "refuse" | "clip";
}

/** Lowest and highest value of a series, over rows [begin, end): those of the training part, say. @throws NeurogliaError */
export const rangeOf = (series: Series, rows?: readonly [begin: number, end: number]): ValueRange => {
  const where = "rangeOf";
  checkSeries(series, where);
  const [begin, end] = rows ?? [0, series.length];
  if (!Number.isInteger(begin) || !Number.isInteger(end) || begin < 0 || end > series.length || begin >= end)
    throw bad("rows", where, `a non-empty range within 0 … ${series.length}`, `[${begin}, ${end})`);
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let k = begin * series.channels; k < end * series.channels; k++) {
    low = Math.min(low, series.values[k]!);
    high = Math.max(high, series.values[k]!);
  }
  return [low, high];
};

/**
 * A linear map of values onto the range that an encoder takes. `decode` undoes `encode` up to rounding, but for what was clipped.
 * @throws NeurogliaError for ranges that are no two rising numbers, for a bad series, and for values outside that are not clipped
 */
export class Scaling {
  readonly #from: ValueRange;
  readonly #to: ValueRange;
  readonly #clip: boolean;

  constructor(options: ScalingOptions) {
    const where = "Scaling";
    knownOptions(options, ["from", "to", "outside"], where);
    const { from, to = [0, 1], outside = "refuse" } = options;
    this.#from = checkedRange(from, "from", where);
    this.#to = checkedRange(to, "to", where);
    knownName(outside, ["refuse", "clip"], "outside", where);
    this.#clip = outside === "clip";
  }

  encode(series: Series): Series {
    return this.#map(series, this.#from, this.#to);
  }

  decode(series: Series): Series {
    return this.#map(series, this.#to, this.#from);
  }

  #map(series: Series, from: ValueRange, to: ValueRange): Series {
    checkSeries(series, "Scaling");
    const values = Float64Array.from(series.values, (value, k) => {
      if (value >= from[0] && value <= from[1]) return scaled(value, from, to);
      if (this.#clip) return value < from[0] ? to[0] : to[1];
      const { channels } = series;
      throw bad(
        `value at row ${Math.floor(k / channels)}, channel ${k % channels}`,
        "series for Scaling",
        `within ${from[0]} … ${from[1]} (or clipped: outside "clip")`,
        value,
      );
    });
    return { values, length: series.length, channels: series.channels };
  }
}

/** Ends go to ends exactly, and nothing leaves the range by rounding. */
const scaled = (value: number, [low, high]: ValueRange, [toLow, toHigh]: ValueRange): number =>
  value === high
    ? toHigh
    : Math.min(toHigh, Math.max(toLow, toLow + ((value - low) / (high - low)) * (toHigh - toLow)));
