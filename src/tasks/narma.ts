import { NeurogliaError } from "../errors.js";
import { knownOptions } from "../network/check.js";
import { Random } from "../random.js";
import { checkOption } from "../readout/features.js";
import { type SeriesSplitOptions, splitSeries } from "./split.js";
import type { SeriesTask } from "./task.js";

const where = "narma";

/** Options of {@link narma}. */
export interface NarmaOptions {
  /** Rows, ≥ 1. */
  length: number;
  seed: number;
  /** n, ≥ 1. Default 10. */
  order?: number;
  /** Constants a1, a2, b, c. Default 0.3, 0.05, 1.5, 0.1 for order 10, otherwise 0.2, 0.04, 1.5, 0.001 (usual for order 30). */
  a1?: number;
  a2?: number;
  b?: number;
  c?: number;
  split?: SeriesSplitOptions;
}

/** Whatever exceeds this is on its way to infinity: with the usual constants y stays below 1.3, or never comes back. */
const BOUND = 10;
const ATTEMPTS = 100;

/**
 * NARMA (Atiya & Parlos 2000, IEEE Transactions on Neural Networks 11:697–709): input u ~ U(0, 0.5), target y(t + 1) in row t,
 *
 *     y(t+1) = a1 y(t) + a2 y(t) Σ_{i=0}^{n−1} y(t−i) + b u(t−n+1) u(t) + c
 *
 * with y and u zero before the beginning. For some inputs the recursion blows up: some 2 in 100 of 4,000 rows at order 10. If y
 * exceeds 10 the whole input is drawn anew, so that a seed always gives a usable series; the inputs are uniform but for that condition.
 *
 * @throws NeurogliaError `out-of-range` for options; `diverged` if a hundred inputs all blew up, as other constants may
 */
export const narma = (options: NarmaOptions): SeriesTask => {
  knownOptions(options, ["length", "seed", "order", "a1", "a2", "b", "c", "split"], where);
  const { length, seed, order = 10, split } = options;
  const usual = order === 10 ? { a1: 0.3, a2: 0.05, b: 1.5, c: 0.1 } : { a1: 0.2, a2: 0.04, b: 1.5, c: 0.001 };
  const { a1 = usual.a1, a2 = usual.a2, b = usual.b, c = usual.c } = options;
  checkOption("length", length, 1, Number.POSITIVE_INFINITY, where, true);
  checkOption("order", order, 1, Number.POSITIVE_INFINITY, where, true);
  for (const [name, value] of Object.entries({ a1, a2, b, c })) checkOption(name, value, -100, 100, where);
  const cut = splitSeries(length, split, where);
  const u = new Float64Array(length);
  const y = new Float64Array(length);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const random = new Random(seed, "narma:input", attempt);
    for (let t = 0; t < length; t++) u[t] = random.uniform() / 2;
    let bounded = true;
    for (let t = 0, now = 0; t < length && bounded; t++) {
      let sum = now;
      for (let i = 1; i < order && t - 1 - i >= 0; i++) sum += y[t - 1 - i]!;
      now = a1 * now + a2 * now * sum + (t >= order - 1 ? b * u[t - order + 1]! * u[t]! : 0) + c;
      y[t] = now;
      bounded = Math.abs(now) <= BOUND;
    }
    if (bounded)
      return {
        name: `narma-${order}`,
        input: { values: u, length, channels: 1 },
        target: { values: y, length, channels: 1 },
        split: cut,
      };
  }
  throw new NeurogliaError({
    code: "diverged",
    what: "a1, a2, b, c",
    where,
    expected: `such that one of ${ATTEMPTS} inputs keeps |y| ≤ ${BOUND}`,
    got: [a1, a2, b, c].join(", "),
  });
};
