import { NeurogliaError } from "../errors.js";
import { asNumbers } from "../network/check.js";
import { checkOption } from "../readout/features.js";
import type { Series } from "./task.js";

/** What every generator of a series takes. */
export interface SeriesOptions {
  /** Rows, ≥ 1. */
  length: number;
  /** Rows left out at the beginning, ≥ 0. Default 0. */
  discard?: number;
}

/** Refuses, with code `out-of-range`, a parameter that is not a finite number. */
export const checkFinite = (parameters: Record<string, number>, where: string): void => {
  for (const [name, value] of Object.entries(parameters))
    checkOption(name, value, -Number.MAX_VALUE, Number.MAX_VALUE, where);
};

/** As many finite numbers as there are channels. */
export const checkedState = (initial: ArrayLike<number>, channels: number, where: string): Float64Array => {
  if (asNumbers(initial, "initial", where).length !== channels)
    throw new NeurogliaError({
      code: "bad-shape",
      what: "length of initial",
      where,
      expected: `${channels}, one per channel`,
      got: initial.length,
    });
  const state = Float64Array.from(initial);
  checkFinite(Object.fromEntries(state.entries()), where);
  return state;
};

/**
 * A series of `length` rows after `discard` others; `next(state)` changes the state in place from a row to the next one. The first row is the
 * initial state.
 * @throws NeurogliaError `diverged` when the state is no longer finite
 */
export const iterated = (
  { length, discard = 0 }: SeriesOptions,
  state: Float64Array,
  next: (state: Float64Array) => void,
  where: string,
): Series => {
  checkOption("length", length, 1, Number.POSITIVE_INFINITY, where, true);
  checkOption("discard", discard, 0, Number.POSITIVE_INFINITY, where, true);
  const channels = state.length;
  const values = new Float64Array(length * channels);
  for (let row = -discard; row < length; row++) {
    if (row > -discard) next(state);
    if (!state.every(Number.isFinite))
      throw new NeurogliaError({
        code: "diverged",
        what: `row ${row + discard}`,
        where,
        expected: "finite: with these parameters and this initial state the series grows without bound",
        got: [...state].join(", "),
      });
    if (row >= 0) values.set(state, row * channels);
  }
  return { values, length, channels };
};
