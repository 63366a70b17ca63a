import { asNumbers, bad, knownName, knownOptions } from "../network/check.js";
import type { Series } from "../tasks/task.js";
import { checkedRange, checkSeries, type ValueRange } from "./check.js";

/** Options of {@link Scaling}. */
export interface ScalingOptions {
  /** The values that `to` stands for. */
  from: ValueRange;
  /** Default [0, 1], the range that encoders expect unless told otherwise. */
  to?: ValueRange;
  /** What `encode` does with values outside `from`: `"refuse"` (default), or `"clip"` to its nearer end. */
  outside?: "refuse" | "clip";
}

/** Lowest and highest value of a series, over rows [begin, end): those of the training part, say. @throws NeurogliaError */
export const rangeOf = (series: Series, rows?: readonly [begin: number, end: number]): ValueRange => {
  const where = "rangeOf";
  checkSeries(series, where);
  const [begin, end] = asNumbers(rows ?? [0, series.length], "rows", where) as readonly [number, number];
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
 * A linear map of values onto the range that an encoder takes. `decode` undoes `encode` up to rounding, but for what was clipped, and goes
 * on beyond the ends of `to`, as what a readout predicts may lie there: with from [−2, 3], 1.01 is 3.05.
 * @throws NeurogliaError for ranges that are no two rising numbers, for a bad series; from `encode`, for values outside `from` that are not
 * clipped
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
    checkSeries(series, "Scaling");
    const { values, length, channels } = series;
    const [low, high] = this.#from;
    return {
      values: Float64Array.from(values, (value, k) => {
        if (this.#clip) return scaled(Math.min(high, Math.max(low, value)), this.#from, this.#to);
        if (value >= low && value <= high) return scaled(value, this.#from, this.#to);
        throw bad(
          `value at row ${Math.floor(k / channels)}, channel ${k % channels}`,
          "series for Scaling",
          `within ${low} … ${high} (or clipped: outside "clip")`,
          value,
        );
      }),
      length,
      channels,
    };
  }

  /** @param series of any finite values */
  decode(series: Series): Series {
    checkSeries(series, "Scaling");
    const { values, length, channels } = series;
    return { values: Float64Array.from(values, (value) => scaled(value, this.#to, this.#from)), length, channels };
  }
}

/** Ends go to ends exactly, and nothing within leaves the range by rounding. */
const scaled = (value: number, [low, high]: ValueRange, [toLow, toHigh]: ValueRange): number => {
  if (value === high) return toHigh;
  const found = toLow + ((value - low) / (high - low)) * (toHigh - toLow);
  return value >= low && value <= high ? Math.min(toHigh, Math.max(toLow, found)) : found;
};
