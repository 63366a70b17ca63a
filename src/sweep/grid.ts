import { asObject, bad, knownOptions } from "../network/check.js";
import {
  between,
  checkCount,
  checkParameters,
  type Parameters,
  type ParameterValue,
  type Range,
  type TrialOf,
} from "./parameters.js";
import { makeSpace, type SeedOptions, type Space } from "./space.js";

/** A range on a grid: `steps` values, both ends among them. */
export interface GridRange extends Range {
  steps: number;
}

const listed = (name: string, parameter: readonly ParameterValue[] | GridRange): readonly ParameterValue[] => {
  if (!("steps" in parameter)) {
    if (Array.isArray(parameter)) return parameter;
    throw bad("steps", `parameter "${name}" of a grid`, "how many values of the range", undefined);
  }
  const where = `parameter "${name}" of a grid`;
  const { steps, whole } = parameter;
  checkCount(steps, "steps", 1e6, where);
  if (steps === 1) throw bad("steps", where, "at least 2, for low and high", steps);
  const values = Array.from({ length: steps }, (_, k) => {
    const value = between(parameter, k / (steps - 1));
    return whole ? Math.round(value) : value;
  });
  for (const [k, value] of values.entries())
    if (k > 0 && value === values[k - 1])
      throw bad("steps", where, `few enough for values that differ (${value} would come twice)`, steps);
  return values;
};

/**
 * Every combination of values, as nested loops would have them: the last parameter changes fastest, and seeds faster still.
 *
 *     grid({ weight: [0.5, 1, 2], rate: { low: 1, high: 100, steps: 9, log: true } }, { seeds: 5 })   // 3 × 9 × 5 trials
 *
 * Equal steps of a range, or of its logarithm; `whole` rounds them. Numbers have 12 digits.
 * @throws NeurogliaError for a range without steps, lists that are empty or have a value twice, and parameters named seed
 */
export const grid = <const P extends Parameters<GridRange>>(
  parameters: P,
  options: SeedOptions = {},
): Space<TrialOf<P>> => {
  const { seeds = 1, ...unknown } = asObject(options, "a grid");
  knownOptions(unknown, ["seeds"], "a grid");
  checkParameters(parameters, ["low", "high", "log", "whole", "steps"], "a grid");
  const names = Object.keys(parameters);
  const lists = names.map((name) => listed(name, parameters[name]!));
  const nPoints = lists.reduce((product, { length }) => product * length, 1);
  return makeSpace<P>({ kind: "grid", parameters, seeds }, nPoints, function* () {
    const point: Record<string, ParameterValue> = {};
    for (let k = 0; k < nPoints; k++) {
      let rest = k;
      for (let axis = names.length - 1; axis >= 0; axis--) {
        const values = lists[axis]!;
        point[names[axis]!] = values[rest % values.length]!;
        rest = Math.floor(rest / values.length);
      }
      yield Object.fromEntries(names.map((name) => [name, point[name]!]));
    }
  });
};
