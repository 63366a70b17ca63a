import { at, type Given, type Numbers, paramsIn, type Values, valuesWith } from "../models/expression.js";
import type { Model } from "../models/model.js";
import { refuse } from "./check.js";

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
 * The share of itself in a step that f32 takes off to half a percent, 1e-5 (and exp(−1e-5) takes a little less); below the second
 * one nothing would go either in the 2^32 steps that a run may have.
 */
const [LEAST, NONE] = [0.99999e-5, 2 ** -56];

/** The longest time constant that f32 resolves, ms. */
export const slowest = (dt: number): number => Number((dt * 1e5).toPrecision(12));

/** What decays in f32, and the share of it that goes in a step. */
const leaksOf = (model: Model): [quantity: string, share: string][] => [
  ...Object.entries(model.state).flatMap(([q, { leak, f64 }]): [string, string][] => (leak && !f64 ? [[q, leak]] : [])),
  ...Object.entries<{ readonly decay?: string }>({
    ...("inputs" in model && model.inputs),
    ...("traces" in model && model.traces),
  }).flatMap(([q, { decay }]): [string, string][] => (decay ? [[q, `1 - (${decay})`]] : [])),
  ...("amplitudes" in model && model.derived.fade ? model.amplitudes : []).map((q): [string, string] => [
    q,
    "1 - fade",
  ]),
];

/** Refuses what decays more slowly than f32 resolves. */
const checkLeaks = (model: Model, values: Values, dt: number, whereOf: (k: number) => string): void => {
  for (const [quantity, share] of leaksOf(model)) {
    const shares = values(share);
    const n = typeof shares === "number" ? 1 : shares.length;
    for (let k = 0; k < n; k++) {
      const each = at(shares, k);
      if (!(each > NONE && each < LEAST)) continue;
      const names = paramsIn(model, share);
      const isTime = names.length === 1 && model.params[names[0]!]!.unit === "ms";
      refuse(
        names.join(", "),
        whereOf(k),
        `${isTime ? `at most ${slowest(dt)} ms at dt ${dt} ms, or from ${(dt / NONE).toExponential(1)} ms on, which is no decay` : "such that 1e-5 of it decays in a step at least, or nothing"} (f32 rounds what is left of ${quantity}: a larger dt helps, or a state that is f64)`,
        isTime ? at(values(names[0]!), k) : withParams(names, values, k),
      );
    }
  }
};

/**
 * Refuses what decays more slowly than f32 resolves, and a dt that a model's scheme is unstable with, and says which would do. `whereOf` names number k of those whose params differ.
 * @throws NeurogliaError
 */
export const checkLimits = (
  model: Model,
  given: Given,
  dt: number,
  whereOf: (k: number) => string,
  values: Values = valuesWith(model, given, dt),
): void => {
  checkLeaks(model, values, dt, whereOf);
  for (const { name, params, measure, most = Number.POSITIVE_INFINITY, meaning } of model.limits ?? []) {
    const k = most < Number.POSITIVE_INFINITY ? firstAbove(values(measure), most) : -1;
    if (k < 0) continue;
    const own = Object.fromEntries(Object.entries(given).map(([n, v]) => [n, typeof v === "string" ? v : at(v, k)]));
    const measured = (step: number): number => valuesWith(model, own, step)(measure) as number;
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
