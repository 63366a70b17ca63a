import { asNumbers, bad, checkLists, stepsOf } from "../network/check.js";
import type { Series, SpikeSample } from "../tasks/task.js";

/** What every encoder refuses of a series: no rows, no channels, another number of values, NaN, infinity and values out of range. */
export const checkSeries = (series: Series, where: string, range: ValueRange | null = null): void => {
  const { values, length, channels } = series ?? {};
  if (typeof values !== "object") throw bad("series", where, "{ values, length, channels }", series);
  for (const [what, got] of Object.entries({ length, channels }))
    if (!Number.isSafeInteger(got) || got < 1) throw bad(what, `series for ${where}`, "a whole number ≥ 1", got);
  if (asNumbers(values, "values", `series for ${where}`).length !== length * channels)
    throw bad(
      "values.length",
      `series for ${where}`,
      `length × channels = ${length} × ${channels} = ${length * channels}`,
      values.length,
    );
  for (let k = 0; k < values.length; k++)
    if (!Number.isFinite(values[k]))
      throw bad(
        `value at row ${Math.floor(k / channels)}, channel ${k % channels}`,
        `series for ${where}`,
        "finite",
        values[k],
      );
  if (!range) return;
  const [low, high] = range;
  for (let k = 0; k < values.length; k++)
    if (!(values[k]! >= low && values[k]! <= high))
      throw bad(
        `value at row ${Math.floor(k / channels)}, channel ${k % channels}`,
        `series for ${where}`,
        `within its range ${low} … ${high} (a Scaling brings it there)`,
        values[k],
      );
};

/** What every decoder refuses of events: ids and times that differ in number, are out of range or not in the order of time. */
export const checkSample = (sample: SpikeSample, where: string): void => {
  const { times, ids, channels, duration } = sample ?? {};
  const here = `events for ${where}`;
  if (!Number.isSafeInteger(channels) || channels < 1) throw bad("channels", here, "a whole number ≥ 1", channels);
  if (typeof duration !== "number" || !(duration > 0 && duration < Number.POSITIVE_INFINITY))
    throw bad("duration", here, "> 0 and finite", duration, "ms");
  checkLists({ times, ids }, here);
  if (times.length !== ids.length) throw bad("length of ids", here, `that of times, ${times.length}`, ids.length);
  for (let k = 0, before = 0; k < times.length; before = times[k++]!) {
    const time = times[k]!;
    if (!(time >= before && time < duration))
      throw bad(
        `times[${k}]`,
        here,
        `from the one before it, ${before}, to below the duration, ${duration}`,
        time,
        "ms",
      );
    const id = ids[k]!;
    if (!Number.isInteger(id) || id < 0 || id >= channels) throw bad(`ids[${k}]`, here, `0 … ${channels - 1}`, id);
  }
};

/** Lowest and highest value. */
export type ValueRange = readonly [low: number, high: number];

/** Two finite numbers, the second above the first. */
export const checkedRange = (range: ValueRange, what: string, where: string): ValueRange => {
  const [low, high] = Array.isArray(range) && range.length === 2 ? range : [Number.NaN, Number.NaN];
  if (!(Number.isFinite(low) && Number.isFinite(high) && low < high))
    throw bad(what, where, "[low, high], two finite numbers, low < high", Array.isArray(range) ? range.join() : range);
  return [low, high];
};

/** A finite number above 0. */
export const checkedPositive = (value: number, what: string, where: string, unit?: string): number => {
  if (typeof value !== "number" || !(value > 0 && value < Number.POSITIVE_INFINITY))
    throw bad(what, where, "> 0 and finite", value, unit);
  return value;
};

/** A finite number from 0 on. */
export const checkedAtLeast0 = (value: number, what: string, where: string, unit?: string): number => {
  if (typeof value !== "number" || !(value >= 0 && value < Number.POSITIVE_INFINITY))
    throw bad(what, where, "≥ 0 and finite", value, unit);
  return value;
};

/** A whole number, at least `least`. */
export const checkedCount = (value: number, least: number, what: string, where: string): number => {
  if (!Number.isSafeInteger(value) || value < least) throw bad(what, where, `a whole number ≥ ${least}`, value);
  return value;
};

/** How many rows of `every` ms the events last, which are checked. */
export const rowsOf = (sample: SpikeSample, every: number, where: string): number => {
  checkSample(sample, where);
  const { duration } = sample;
  const rows = stepsOf(duration, every);
  if (!(rows >= 1)) throw bad("duration", `events for ${where}`, `a whole number of rows of ${every} ms`, duration);
  if (rows * sample.channels > 2 ** 28)
    throw bad("duration", `events for ${where}`, `at most 2^28 rows of ${every} ms times channels`, duration, "ms");
  return rows;
};
