import { NeurogliaError } from "../errors.js";

/** Parsers of option values: each takes the option's name and the command it belongs to, and returns what commander calls. */

const refuse = (option: string, command: string, expected: string, got: unknown): never => {
  throw new NeurogliaError({ code: "bad-option", what: option, where: command, expected, got });
};

const number = (text: string): number =>
  /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;

/** A whole number of `least` … `most`. */
export const whole =
  (option: string, command: string, least: number, most: number = Number.MAX_SAFE_INTEGER) =>
  (text: string): number => {
    const value = number(text);
    if (Number.isSafeInteger(value) && value >= least && value <= most) return value;
    const range = most === Number.MAX_SAFE_INTEGER ? `≥ ${least}` : `of ${least} … ${most}`;
    return refuse(option, command, `a whole number ${range}`, text);
  };

/** A finite number > 0, or ≥ 0 with `orZero`, in `unit`. */
export const positive =
  (option: string, command: string, { orZero = false, unit = "" } = {}) =>
  (text: string): number => {
    const value = number(text);
    if (Number.isFinite(value) && (value > 0 || (orZero && value === 0))) return value;
    return refuse(option, command, `a number ${orZero ? "≥" : ">"} 0${unit && ` ${unit}`}`, text);
  };

/** The cube of a whole number ≥ 2: a liquid is a cubic lattice. */
export const cube =
  (option: string, command: string) =>
  (text: string): number => {
    const value = number(text);
    if (Number.isSafeInteger(value) && value >= 8 && Math.round(Math.cbrt(value)) ** 3 === value) return value;
    return refuse(option, command, "the cube of a whole number ≥ 2 (8, 27, …, 1000, …, 8000, …)", text);
  };

/** One of a few words. */
export const oneOf =
  <Word extends string>(option: string, command: string, words: readonly Word[]) =>
  (text: string): Word =>
    words.find((word) => word === text) ?? refuse(option, command, `one of ${words.join(", ")}`, text);

/** A path that is not empty, and not `-` unless `dash` allows it. */
export const path =
  (option: string, command: string, dash = false) =>
  (text: string): string =>
    text.trim() === "" || (text === "-" && !dash)
      ? refuse(option, command, dash ? "a file or -" : "a path", text)
      : text;
