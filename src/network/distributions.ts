import type { Value } from "../engine/description.js";
import { NeurogliaError } from "../errors.js";

/** A distribution that weights, params or initial values are drawn from, in kernels, from the object's own stream. */
export type Distribution = Extract<Value, { kind: "uniform" | "choice" }>;

const finite = (value: number, what: string, where: string): number => {
  if (typeof value !== "number" || !Number.isFinite(value))
    throw new NeurogliaError({ code: "bad-input", what, where, expected: "a finite number", got: value });
  return value;
};

/**
 * Uniform in [low, high).
 * @throws NeurogliaError if a bound is not finite or low > high
 */
export const uniform = (low: number, high: number): Distribution => {
  finite(low, "low", "uniform");
  finite(high, "high", "uniform");
  if (low > high)
    throw new NeurogliaError({
      code: "bad-input",
      what: "low",
      where: "uniform",
      expected: `≤ high (${high})`,
      got: low,
    });
  return { kind: "uniform", low, high };
};

/**
 * One of the given values, each as likely as the others.
 * @throws NeurogliaError if there is none, or one is not finite
 */
export const choice = (values: readonly number[]): Distribution => {
  if (values.length === 0)
    throw new NeurogliaError({
      code: "bad-input",
      what: "values",
      where: "choice",
      expected: "at least one",
      got: values,
    });
  for (const [k, value] of values.entries()) finite(value, `value ${k}`, "choice");
  return { kind: "choice", values: [...values] };
};
