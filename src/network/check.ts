import type { Value } from "../engine/description.js";
import { NeurogliaError } from "../errors.js";
import { type Choice, isMade, type Model, type Quantity, type StateQuantity } from "../models/model.js";
import { type Distribution, extremes } from "./distributions.js";

/** What one numeric parameter may be given as. */
export type ParamValue = number | Distribution | ArrayLike<number>;

export const bad = (what: string, where: string, expected: string, got: unknown, unit?: string): NeurogliaError =>
  new NeurogliaError({ code: "bad-input", what, where, expected, got, ...(unit ? { unit } : {}) });

/** Edits between two words (Levenshtein), for suggestions. */
const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, k) => k);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length]!;
};

/** The known name that was probably meant. */
export const nearest = (name: string, known: readonly string[]): string | undefined => {
  if (name.length > 64) return undefined;
  // Who has the case wrong alone means that one.
  const apart = (other: string): number =>
    distance(name.toLowerCase(), other.toLowerCase()) + distance(name, other) / 100;
  const [first] = [...known].sort((a, b) => apart(a) - apart(b));
  return first !== undefined && distance(name, first) <= 3 ? first : undefined;
};

/** Refuses a name that is not among the known ones, and says which was probably meant. */
export const knownName = (name: string, known: readonly string[], what: string, where: string): void => {
  if (known.includes(name)) return;
  let expected = `one of ${known.map((k) => `"${k}"`).join(", ")}`;
  if (typeof name === "string") {
    const close = nearest(name, known);
    if (close) expected += ` (did you mean "${close}"?)`;
  }
  throw bad(what, where, expected, name);
};

/** What a number that was refused should have been. */
const expectedOf = ({ min, max }: Quantity, value: unknown): string => {
  if (min !== undefined && max !== undefined) return `between ${min} and ${max}`;
  const range = min !== undefined ? `≥ ${min}` : max !== undefined ? `≤ ${max}` : "";
  if (!range) return "a finite number";
  if (typeof value !== "number" || Number.isFinite(Math.fround(value)) || Number.isNaN(value)) return range;
  return `finite ${Number.isFinite(value) ? "in f32 " : ""}and ${range}`;
};

/** A quantity that kernels have as f32, or as f64 where a state is. */
type Kept = Quantity & Pick<StateQuantity, "f64">;

/** Where kernels compute with it, a number must be finite. */
const inRange = (value: number, quantity: Kept): boolean =>
  Number.isFinite(quantity.f64 ? value : Math.fround(value)) &&
  value >= (quantity.min ?? -Infinity) &&
  value <= (quantity.max ?? Infinity);

/** One number of a quantity within its range; −0 is 0 from here on, as 1/x, log and exp(−t/x) would tell the two apart. */
export const checkedNumber = (value: unknown, name: string, quantity: Kept, where: string): number => {
  if (typeof value !== "number" || !inRange(value, quantity))
    throw bad(name, where, expectedOf(quantity, value), value, quantity.unit);
  return value + 0;
};

/** A number, a distribution or `n` numbers, each within the quantity's range. */
export const checkedValue = (value: ParamValue, name: string, quantity: Kept, n: number, where: string): Value => {
  if (typeof value === "number") return { kind: "constant", value: checkedNumber(value, name, quantity, where) };
  if (typeof value === "object" && value !== null && "kind" in value) {
    const kinds = ["uniform", "choice", "normal", "lognormal", "gamma"];
    knownName(value.kind, kinds, `kind of distribution for ${name}`, where);
    if (value.kind === "choice") for (const number of value.values) checkedNumber(number, name, quantity, where);
    else for (const number of extremes(value)) checkedNumber(number, name, quantity, where);
    return value;
  }
  if (typeof value !== "object" || value === null || typeof value.length !== "number")
    throw bad(name, where, "a number, a distribution or one number per element", value, quantity.unit);
  if (value.length !== n) throw bad(`length of ${name}`, where, `${n}, one per element`, value.length);
  const values = (quantity.f64 ? Float64Array : Float32Array).from(asNumbers(value, name, where));
  for (const [k, each] of values.entries()) {
    if (!inRange(each, quantity))
      throw bad(`${name}[${k}]`, where, expectedOf(quantity, value[k]), value[k], quantity.unit);
    values[k] = each + 0;
  }
  return { kind: "array", values };
};

/** Refuses options, params or values that are no object. */
export const asObject = <T>(value: T, where: string, what = "options"): T => {
  if (typeof value !== "object" || value === null) throw bad(what, where, "an object", value);
  return value;
};

/** Refuses what is neither an array nor a typed array. */
export const asList = <T extends ArrayLike<unknown>>(list: T, what: string, where: string): T => {
  if (!Array.isArray(list) && !(ArrayBuffer.isView(list) && "length" in list))
    throw bad(what, where, "an array or typed array", list);
  return list;
};

/** Refuses what is no list of numbers: BigInts, strings of digits, holes. What numbers, is another's concern. */
export const asNumbers = <T extends ArrayLike<number>>(list: T, what: string, where: string): T => {
  asList(list, what, where);
  // All of a typed array are of one kind.
  const isTyped = ArrayBuffer.isView(list);
  for (let k = isTyped ? Math.max(0, list.length - 1) : 0; k < list.length; k++)
    if (typeof list[k] !== "number")
      throw isTyped ? bad(what, where, "numbers", list) : bad(`${what}[${k}]`, where, "a number", list[k]);
  return list;
};

/** The same of several, by their names. */
export const checkLists = (lists: Readonly<Record<string, ArrayLike<number>>>, where: string): void => {
  for (const [what, list] of Object.entries(lists)) asNumbers(list, what, where);
};

/** Refuses what is no content of a file. */
export const checkBytes = (bytes: Uint8Array, where: string): void => {
  if (!(bytes instanceof Uint8Array)) throw bad("content", where, "a Uint8Array", bytes);
};

/** Refuses what is no path. */
export const checkPath = (path: string, what: string, where: string): void => {
  if (typeof path !== "string" || path === "") throw bad(what, where, "a path", path);
};

/** What to say of something that should be something else. */
export const nameOf = (part: unknown): unknown => (part as { name?: unknown } | null | undefined)?.name ?? part;

/** Refuses what is not of a kind, or was not made as such: a copy may say something else. `like`: what makes such. */
export const checkMade = (part: unknown, isOfKind: boolean, what: string, like: string, where: string): void => {
  if (isOfKind && isMade(part)) return;
  const name = nameOf(part);
  const copied = `${typeof name === "string" ? name : "one"} that was copied, changed or made elsewhere`;
  throw bad(what, where, `one such as ${like}`, isOfKind ? copied : name);
};

/** Refuses what is no model of these kinds. `factories`: what makes others. */
export const checkModel = (
  model: Model,
  kinds: readonly Model["kind"][],
  like: string,
  factories: string,
  where: string,
): void => checkMade(model, kinds.includes(model?.kind), "model", `${like} (your own: ${factories})`, where);

/** A function that makes what `connect` takes of a rule, under the rule's name and with the rule. */
export const callable = <R extends { readonly name: string }, F extends object>(rule: R, make: F) =>
  Object.freeze(
    Object.defineProperties(make, { name: { value: rule.name }, rule: { value: rule, enumerable: true } }),
  ) as F & { readonly rule: R };

/** Refuses what is to be called and cannot be. */
export const checkCallback = (value: unknown, what: string, where: string): void => {
  if (value !== undefined && typeof value !== "function") throw bad(what, where, "a function", value);
};

/** A whole number from 1 to `most`. */
export const checkedUpTo = (most: number, value: number, what: string, where: string): number => {
  if (!Number.isInteger(value) || value < 1 || value > most)
    throw bad(what, where, `a whole number from 1 to ${most}`, value);
  return value;
};

/** Number of neurons of a population, or of astrocytes. */
export const checkedSize = (n: number, where: string): number => checkedUpTo(2 ** 28, n, "size", where);

/** Refuses options that there are not, and what is no object. */
export const knownOptions = (options: object, known: readonly string[], where: string): void => {
  for (const name of Object.keys(asObject(options, where))) knownName(name, known, "option", where);
};

/** Splits what the user gave into words and the rest, every name known. */
export const checkedChoices = (
  given: Record<string, unknown>,
  choices: Readonly<Record<string, Choice>>,
  where: string,
): Record<string, string> => {
  const out: Record<string, string> = {};
  for (const [name, choice] of Object.entries(choices)) {
    const value = (given[name] ?? choice.default) as string;
    knownName(value, choice.values, name, where);
    out[name] = value;
  }
  return out;
};

/**
 * How many steps of dt a time is; NaN if that is no whole number. Off by 1e-9 of itself, as a sum of many steps may be, or by a
 * thousandth of a step, whichever is less; beyond that only by the rounding of the two numbers.
 */
export const stepsOf = (time: number, dt: number): number => {
  if (typeof time !== "number") return Number.NaN;
  const steps = Math.round(time / dt);
  const size = Math.abs(time);
  const most = Math.min(1e-9 * Math.max(1, size), 1e-3 * dt) + 2 * Number.EPSILON * size;
  return Math.abs(steps * dt - time) <= most ? steps : Number.NaN;
};

/** A whole number of steps of dt, at least `least`. */
export const wholeSteps = (time: number, dt: number, least: number, what: string, where: string): number => {
  const steps = stepsOf(time, dt);
  if (!(steps >= least && Number.isSafeInteger(steps)))
    throw bad(what, where, `a whole number of steps of ${dt} ms (at least ${least} of them)`, time);
  return steps;
};

/** Indices within 0 … n − 1, ascending, at least one. */
export const checkedIds = (ids: ArrayLike<number>, n: number, where: string): Uint32Array => {
  if (typeof ids !== "object" || ids === null || typeof ids.length !== "number" || ids.length === 0)
    throw bad("ids", where, "at least one index", ids);
  for (let k = 0; k < ids.length; k++) {
    const id = ids[k]!;
    if (!Number.isInteger(id) || id < 0 || id >= n) throw bad(`ids[${k}]`, where, `0 … ${n - 1}`, id);
    if (k > 0 && id <= ids[k - 1]!) throw bad(`ids[${k}]`, where, `above the one before it, ${ids[k - 1]}`, id);
  }
  return Uint32Array.from(ids);
};
