import { NeurogliaError } from "../errors.js";
import { asNumbers } from "../network/check.js";
import { FINITE, MOST } from "../readout/features.js";

/** Refuses what is not a list of at least `least` finite numbers (of at most 1e150), with code `bad-shape` or `not-finite`. */
export const checkSeries = (values: ArrayLike<number>, what: string, where: string, least = 1): void => {
  if (typeof values !== "object" || values === null || !(values.length >= least))
    throw new NeurogliaError({
      code: "bad-shape",
      what,
      where,
      expected: `a list of at least ${least} number${least === 1 ? "" : "s"}`,
      got: values,
    });
  asNumbers(values, what, where);
  for (let k = 0; k < values.length; k++)
    if (!(Math.abs(values[k]!) <= MOST))
      throw new NeurogliaError({
        code: "not-finite",
        what: `${what}[${k}]`,
        where,
        expected: FINITE,
        got: values[k],
      });
};

/** Refuses, with code `out-of-range`, what is not above `low` and finite. */
export const checkAbove = (what: string, got: number, low: number, where: string, unit?: string): void => {
  if (typeof got === "number" && got > low && Number.isFinite(got)) return;
  const expected = `> ${low} and finite`;
  throw new NeurogliaError({ code: "out-of-range", what, where, expected, got, ...(unit ? { unit } : {}) });
};

/** Whether all are the same number: squares about a mean, which is rounded, are not always 0 then. */
export const isConstant = (values: ArrayLike<number>): boolean => {
  for (let k = 1; k < values.length; k++) if (values[k] !== values[0]) return false;
  return true;
};
