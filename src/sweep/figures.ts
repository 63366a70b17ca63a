import { bad } from "../network/check.js";
import { RESERVED } from "./parameters.js";

/** One figure of a trial, as JSON has it: what is no finite number is null. */
export type Figure = number | string | boolean | null | readonly (number | null)[];
export type Figures = Readonly<Record<string, Figure>>;

const isNumbers = (value: unknown): value is ArrayLike<number> =>
  (Array.isArray(value) && value.every((each) => typeof each === "number")) ||
  (ArrayBuffer.isView(value) &&
    !(value instanceof DataView) &&
    !(value instanceof BigInt64Array) &&
    !(value instanceof BigUint64Array));

const isStoredNumber = (value: unknown): boolean => value === null || Number.isFinite(value);

/** Whether JSON has it as a figure. */
export const isFigure = (value: unknown): value is Figure =>
  typeof value === "string" ||
  typeof value === "boolean" ||
  isStoredNumber(value) ||
  (Array.isArray(value) && value.every(isStoredNumber));

/** −0 is 0, as it is once JSON has had it. */
const number = (value: number): number | null => (Number.isFinite(value) ? value + 0 : null);

const figure = (name: string, value: unknown): Figure => {
  if (value === null || value === undefined) return null;
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return number(value);
  if (isNumbers(value)) return Array.from(value, number);
  throw bad(name, "what the trial returned", "a number, a string, true or false, null, or an array of numbers", value);
};

/**
 * What a trial returned, as JSON can hold it: NaN, ±∞ and undefined become null, typed arrays lists.
 * @param parameters names that figures may not have
 * @throws NeurogliaError unless it is an object of figures
 */
export const checkedFigures = (returned: unknown, parameters: readonly string[]): Figures => {
  if (typeof returned !== "object" || returned === null || Array.isArray(returned) || ArrayBuffer.isView(returned))
    throw bad("value", "what the trial returned", "an object of figures such as { rate: 5.2 }", returned);
  return Object.fromEntries(
    Object.entries(returned).map(([name, value]) => {
      if (parameters.includes(name) || RESERVED.includes(name))
        throw bad("name of a figure", "what the trial returned", "unlike parameters, seed, status and error", name);
      return [name, figure(name, value)];
    }),
  );
};
