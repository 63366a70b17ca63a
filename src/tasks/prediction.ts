import { checkSeries } from "../analysis/check.js";
import { NeurogliaError } from "../errors.js";
import { asObject, knownOptions } from "../network/check.js";
import { checkOption } from "../readout/features.js";
import { type SeriesSplitOptions, splitSeries } from "./split.js";
import type { Series, SeriesTask } from "./task.js";

const where = "prediction";

/** Options of {@link prediction}. */
export interface PredictionOptions {
  /** Rows ahead, ≥ 1. Default 1. */
  steps?: number;
  /** Default `prediction-<steps>`. */
  name?: string;
  split?: SeriesSplitOptions;
}

/**
 * To say what a series will be `steps` rows on: row t of the target is row t + steps of the series. One step ahead is also the task on which a
 * generator is trained before its output is fed back.
 *
 * @param series `mackeyGlass`, `lorenz`, `sine` …; the task has `steps` rows less
 * @throws NeurogliaError for options, and for a series that is too short, not finite or not of the shape that it says
 */
export const prediction = (series: Series, options: PredictionOptions = {}): SeriesTask => {
  knownOptions(options, ["steps", "name", "split"], where);
  const { steps = 1, name = `prediction-${steps}`, split } = options;
  const { values, channels } = asObject(series, where, "series");
  checkOption("channels", channels, 1, Number.POSITIVE_INFINITY, where, true);
  checkSeries(values, "values", where);
  checkOption("length", series.length, 1, Number.POSITIVE_INFINITY, where, true);
  if (values.length !== series.length * channels)
    throw new NeurogliaError({
      code: "bad-shape",
      what: "values.length",
      where,
      expected: `length × channels = ${series.length} × ${channels}`,
      got: values.length,
    });
  checkOption("steps", steps, 1, series.length - 1, where, true);
  const length = series.length - steps;
  return {
    name,
    input: { values: Float64Array.from(values).slice(0, length * channels), length, channels },
    target: { values: Float64Array.from(values).slice(steps * channels), length, channels },
    split: splitSeries(length, split, where),
  };
};
