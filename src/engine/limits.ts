import type { Model } from "../models/model.js";
import { refuse } from "./check.js";

export type Params = Readonly<Record<string, unknown>>;
export type Limited = Pick<Model, "limits">;

export const withParams = (names: readonly string[], params: Params): string =>
  names.map((name) => `${name} ${params[name]}`).join(", ");

/**
 * Refuses a dt that a model's scheme is unstable with, and says which would do.
 * @throws NeurogliaError
 */
export const checkLimits = ({ limits = [] }: Limited, params: Params, dt: number, where: string): void => {
  for (const { name, params: names, measure, most = Number.POSITIVE_INFINITY, meaning } of limits) {
    const bears = (step: number): boolean => measure(params, step) <= most;
    if (bears(dt)) continue;
    const isGreat = !(measure(params, dt / 2) > measure(params, dt));
    let good = dt;
    for (let k = 0; k < 64 && !bears(good); k++) good *= isGreat ? 0.5 : 2;
    for (let wrong = dt, k = 0; k < 40; k++) {
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
      where,
      `at ${isGreat ? "most" : "least"} ${shown} ms with ${withParams(names, params)} (${name} at most ${most}: ${meaning})`,
      dt,
    );
  }
};
