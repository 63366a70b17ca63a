import { NeurogliaError } from "../errors.js";
import { knownOptions } from "../network/check.js";
import { Random } from "../random.js";
import { checkLabels, checkOption } from "../readout/features.js";
import type { SampleSplit, SeriesSplit } from "./task.js";

/**
 * How a series is cut: `washout` rows first, then the parts one after the other. All three parts as shares of what follows the washout
 * (together at most 1), or all three as numbers of rows.
 */
export interface SeriesSplitOptions {
  /** Rows, ≥ 0. Default 100. */
  washout?: number;
  /** Default 0.6. */
  train?: number;
  /** Default 0.2. */
  validation?: number;
  /** Default 0.2. */
  test?: number;
}

/** Shares of the samples, together at most 1. */
export interface SampleSplitOptions {
  /** Default 0.6. */
  train?: number;
  /** Default 0.2. */
  validation?: number;
  /** Default 0.2. */
  test?: number;
}

const parts = ["train", "validation", "test"] as const;
/** Against the rounding of shares such as 0.7 + 0.2 + 0.1. */
const ROUNDING = 1e-9;

const inDefault = ({ train = 0.6, validation = 0.2, test = 0.2 }: SampleSplitOptions) => ({ train, validation, test });

/** What shares, those not given among them, must add up to. */
const checkShares = (given: SampleSplitOptions, where: string): void => {
  const all = inDefault(given);
  if (all.train + all.validation + all.test <= 1 + ROUNDING) return;
  const left = parts.filter((part) => given[part] === undefined).map((part) => `${part} is ${all[part]}`);
  throw new NeurogliaError({
    code: "out-of-range",
    what: "train + validation + test",
    where,
    expected: `at most 1${left.length > 0 ? ` (where it is not given, ${left.join(", ")})` : ""}`,
    got: parts.map((part) => all[part]).join(" + "),
  });
};

/**
 * Rows of each part of a series of `length` rows.
 * @throws NeurogliaError `out-of-range` for negative parts, a mix of shares and rows, more rows than there are, no rows to train or test on
 */
export const splitSeries = (length: number, options: SeriesSplitOptions = {}, where = "split"): SeriesSplit => {
  knownOptions(options, ["washout", ...parts], where);
  const { washout = 100 } = options;
  checkOption("length", length, 0, Number.POSITIVE_INFINITY, where, true);
  const given = inDefault(options);
  checkOption("washout", washout, 0, Number.POSITIVE_INFINITY, where, true);
  for (const part of parts) checkOption(part, given[part], 0, Number.MAX_SAFE_INTEGER, where);
  const left = length - washout;
  const sum = given.train + given.validation + given.test;
  const shares = sum <= 1 + ROUNDING;
  if (!shares) {
    const [wholes, missing] = [true, false].map((there) =>
      parts.filter((p) => (options[p] !== undefined) === there),
    ) as [(typeof parts)[number][], (typeof parts)[number][]];
    if (wholes.every((part) => given[part] <= 1) && !(missing.length === 0 && wholes.every((p) => given[p] % 1 === 0)))
      checkShares(options, where);
    for (const part of wholes) checkOption(part, given[part], 0, length, where, true);
    for (const part of missing)
      throw new NeurogliaError({
        code: "out-of-range",
        what: part,
        where,
        expected: "given as a number of rows too, as the other parts are",
        got: undefined,
      });
  }
  let end = washout;
  let total = 0;
  const cut = (part: number): readonly [number, number] => {
    const begin = end;
    total += part;
    end = washout + (shares ? Math.round(Math.min(1, total) * Math.max(0, left)) : total);
    return [begin, end];
  };
  const split = { train: cut(given.train), validation: cut(given.validation), test: cut(given.test) };
  const empty = ([begin, last]: readonly [number, number]): boolean => last <= begin;
  if (end > length || empty(split.train) || empty(split.test))
    throw new NeurogliaError({
      code: "out-of-range",
      what: "washout + train + validation + test",
      where,
      expected: `within ${length} rows, with rows to train and to test on`,
      got: `${washout} + ${given.train} + ${given.validation} + ${given.test}`,
    });
  return split;
};

/**
 * Cuts samples in random order, each class in the same shares (rounded), so that small classes are in every part.
 * @param labels one per sample, 0 … classes − 1
 * @throws NeurogliaError `out-of-range` for shares that are negative or exceed 1 together, for labels; seed
 */
export const splitSamples = (
  labels: ArrayLike<number>,
  classes: number,
  seed: number,
  options: SampleSplitOptions = {},
  where = "split",
): SampleSplit => {
  knownOptions(options, parts, where);
  const { train, validation, test } = inDefault(options);
  for (const [part, share] of Object.entries({ train, validation, test })) checkOption(part, share, 0, 1, where);
  checkShares(options, where);
  checkOption("classes", classes, 1, Number.POSITIVE_INFINITY, where, true);
  checkLabels(labels, labels.length, classes, where);
  const random = new Random(seed, "splitSamples");
  const bounds = [0, train, train + validation, train + validation + test];
  const chosen: number[][] = [[], [], []];
  const byClass: number[][] = Array.from({ length: classes }, () => []);
  for (let k = 0; k < labels.length; k++) byClass[labels[k]!]!.push(k);
  for (const samples of byClass) {
    random.shuffle(samples);
    for (const [part, list] of chosen.entries()) {
      const [begin, end] = [bounds[part]!, bounds[part + 1]!].map((share) => Math.round(share * samples.length));
      list.push(...samples.slice(begin, end));
    }
  }
  const [first, second, third] = chosen.map((list) => random.shuffle(Uint32Array.from(list))) as [
    Uint32Array,
    Uint32Array,
    Uint32Array,
  ];
  return { train: first, validation: second, test: third };
};
