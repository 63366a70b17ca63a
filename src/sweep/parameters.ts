import { hostMaths } from "../engine/hostMaths.js";
import { bad, knownOptions } from "../network/check.js";

/** One value of a parameter: what JSON and a cell of a table can hold. */
export type ParameterValue = number | string | boolean;

/** Numbers from `low` to `high`. */
export interface Range {
  low: number;
  high: number;
  /** Equal steps, or equal chances, of the logarithm; low > 0. */
  log?: boolean;
  /** Whole numbers alone, both ends among them. */
  whole?: boolean;
}

/** What one parameter may be: values to choose from, or a range. */
export type Parameters<R extends Range = Range> = Readonly<Record<string, readonly ParameterValue[] | R>>;

/** A trial of a space: a value for each of its parameters, and a seed. */
export type TrialOf<P extends Parameters> = {
  -readonly [K in keyof P]: P[K] extends readonly (infer Value)[] ? Value : number;
} & { seed: number };

/** Columns that results have beside parameters and figures. */
export const RESERVED: readonly string[] = ["seed", "status", "error"];

/** Enough for any parameter, and short in tables: 0.3, not 0.30000000000000004. */
const tidy = (value: number): number => Number(value.toPrecision(12));

export const isValue = (value: unknown): value is ParameterValue =>
  typeof value === "string" || typeof value === "boolean" || (typeof value === "number" && Number.isFinite(value));

const isList = (parameter: readonly ParameterValue[] | Range): parameter is readonly ParameterValue[] =>
  Array.isArray(parameter);

const checkedRange = (range: Range, known: readonly string[], where: string): void => {
  if (typeof range !== "object" || range === null)
    throw bad("values", where, "a list of values or a range { low, high }", range);
  knownOptions(range, known, where);
  const { low, high, log = false, whole = false } = range;
  for (const [name, flag] of Object.entries({ log, whole }))
    if (typeof flag !== "boolean") throw bad(name, where, "true or false", flag);
  if (!Number.isFinite(low)) throw bad("low", where, "a finite number", low);
  if (!Number.isFinite(high) || high <= low) throw bad("high", where, `a finite number above low, ${low}`, high);
  if (log && low <= 0) throw bad("low", where, "> 0 on a logarithmic scale", low);
  if (whole)
    for (const [name, end] of Object.entries({ low, high }))
      if (!Number.isSafeInteger(end)) throw bad(name, where, "a whole number", end);
};

/** Refuses parameters that are none. `options` are those of a range. @throws NeurogliaError */
export const checkParameters = (parameters: Parameters, options: readonly string[], space: string): void => {
  if (typeof parameters !== "object" || parameters === null || Array.isArray(parameters))
    throw bad("parameters", space, "an object: names, each with a list of values or a range", parameters);
  for (const [name, parameter] of Object.entries(parameters)) {
    const where = `parameter "${name}" of ${space}`;
    if (RESERVED.includes(name))
      throw bad("name", where, "another: seeds are the option { seeds }, and results have status and error", name);
    if (!isList(parameter)) {
      checkedRange(parameter, options, where);
      continue;
    }
    if (parameter.length === 0) throw bad("values", where, "at least one", parameter);
    for (const [k, value] of parameter.entries())
      if (!isValue(value)) throw bad(`values[${k}]`, where, "a finite number, a string or true or false", value);
    for (const [k, value] of parameter.entries())
      if (parameter.indexOf(value) !== k) throw bad(`values[${k}]`, where, "unlike those before it", value);
  }
};

/** The place u, 0 ≤ u ≤ 1, of a range. */
export const between = ({ low, high, log }: Range, u: number): number => {
  if (u === 0) return low;
  if (u === 1) return high;
  if (!log) return tidy(low + u * (high - low));
  const maths = hostMaths();
  return tidy(maths.exp(maths.log(low) + u * (maths.log(high) - maths.log(low))));
};

/** What a uniform number u, 0 ≤ u < 1, chooses. */
export const chosen = (parameter: readonly ParameterValue[] | Range, u: number): ParameterValue => {
  if (isList(parameter)) return parameter[Math.floor(u * parameter.length)]!;
  if (!parameter.whole) return between(parameter, u);
  // A whole number has the share from itself to the next.
  return Math.min(parameter.high, Math.floor(between({ ...parameter, high: parameter.high + 1 }, u)));
};

/** How many dimensions or draws `n` may be. @throws NeurogliaError unless n is a whole number in 1 … most */
export const checkCount = (n: number, what: string, most: number, where: string): void => {
  if (!Number.isInteger(n) || n < 1 || n > most) throw bad(what, where, `a whole number of 1 … ${most}`, n);
};
