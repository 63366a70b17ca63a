import { at, type Given, type Numbers, type Values, valuesWith } from "../models/expression.js";
import type { Model } from "../models/model.js";
import { refuse } from "./check.js";
import type { HostMaths } from "./hostMaths.js";

/** Params of number k with their names. */
export const withParams = (names: readonly string[], values: Values, k: number): string =>
  names.map((name) => `${name} ${at(values(name), k)}`).join(", ");

/** The first that is not at most so much, or −1. */
const firstAbove = (numbers: Numbers, most: number): number => {
  const n = typeof numbers === "number" ? 1 : numbers.length;
  for (let k = 0; k < n; k++) if (!(at(numbers, k) <= most)) return k;
  return -1;
};

/**
 * Refuses a dt that a model's scheme is unstable with, and says which would do. `whereOf` names number k of those whose params differ.
 * @throws NeurogliaError
 */
export const checkLimits = (
  model: Model,
  given: Given,
  dt: number,
  maths: HostMaths,
  whereOf: (k: number) => string,
): void => {
  const values = valuesWith(model, given, dt, maths);
  for (const { name, params, measure, most = Number.POSITIVE_INFINITY, meaning } of model.limits ?? []) {
    const k = most < Number.POSITIVE_INFINITY ? firstAbove(values(measure), most) : -1;
    if (k < 0) continue;
    const own = Object.fromEntries(Object.entries(given).map(([n, v]) => [n, typeof v === "string" ? v : at(v, k)]));
    const measured = (step: number): number => valuesWith(model, own, step, maths)(measure) as number;
    const bears = (step: number): boolean => measured(step) <= most;
    const isGreat = !(measured(dt / 2) > measured(dt));
    let good = dt;
    for (let left = 64; left > 0 && !bears(good); left--) good *= isGreat ? 0.5 : 2;
    for (let wrong = dt, left = 40; left > 0; left--) {
      const middle = (good + wrong) / 2;
      if (bears(middle)) good = middle;
      else wrong = middle;
    }
    // Three digits, on the side that is borne.
    const unit = 10 ** (Math.floor(Math.log10(good)) - 2);
    const digits = isGreat ? Math.floor(good / unit + 1e-6) : Math.ceil(good / unit - 1e-6);
    const shown = Number((digits * unit).toPrecision(3));
    refuse(
      "dt",
      whereOf(k),
      `at ${isGreat ? "most" : "least"} ${shown} ms with ${withParams(params, values, k)} (${name} at most ${most}: ${meaning})`,
      dt,
    );
  }
};
