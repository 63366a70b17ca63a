import { knownOptions } from "../network/check.js";
import { checkedState, checkFinite, iterated, type SeriesOptions } from "./series.js";
import type { Series } from "./task.js";

/** Options of {@link henon}. */
export interface HenonOptions extends SeriesOptions {
  /** Default 1.4. */
  a?: number;
  /** Default 0.3. */
  b?: number;
  /** [x, y] of the first row. Default [0, 0]. */
  initial?: ArrayLike<number>;
}

/**
 * Hénon map (Hénon 1976, Communications in Mathematical Physics 50:69–77), channels x and y:
 *
 *     x ← 1 − a x² + y        y ← b x
 *
 * @throws NeurogliaError for options; `diverged`
 */
export const henon = (options: HenonOptions): Series => {
  knownOptions(options, ["length", "discard", "a", "b", "initial"], "henon");
  const { a = 1.4, b = 0.3, initial = [0, 0] } = options;
  checkFinite({ a, b }, "henon");
  const next = (state: Float64Array): void => {
    const x = state[0]!;
    state[0] = 1 - a * x * x + state[1]!;
    state[1] = b * x;
  };
  return iterated(options, checkedState(initial, 2, "henon"), next, "henon");
};

/** Options of {@link logistic}. */
export interface LogisticOptions extends SeriesOptions {
  /** Default 3.9. */
  r?: number;
  /** The first row. Default 0.5. */
  initial?: number;
}

/**
 * Logistic map (May 1976, Nature 261:459–467), one channel: x ← r x (1 − x).
 * @throws NeurogliaError for options; `diverged`
 */
export const logistic = (options: LogisticOptions): Series => {
  knownOptions(options, ["length", "discard", "r", "initial"], "logistic");
  const { r = 3.9, initial = 0.5 } = options;
  checkFinite({ r, initial }, "logistic");
  const next = (state: Float64Array): void => {
    state[0] = r * state[0]! * (1 - state[0]!);
  };
  return iterated(options, Float64Array.of(initial), next, "logistic");
};
