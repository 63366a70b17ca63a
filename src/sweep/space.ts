import { bad } from "../network/check.js";
import { checkCount, checkParameters, type Parameters, type ParameterValue, type TrialOf } from "./parameters.js";

export interface SeedOptions {
  /** The seeds that every point is run with: a list, or a number of them, 1 … seeds. Default 1, the seed 1. */
  seeds?: number | readonly number[];
}

/** What a space was made from, as JSON can hold it. */
export interface SpaceDescription {
  kind: "grid" | "random" | "sobol";
  parameters: Parameters;
  seeds: number | readonly number[];
  /** Points, and the seed that draws them, where they are not those of a grid. */
  n?: number;
  seed?: number;
}

/** Trials in a fixed order: plain objects, point by point, each with every seed. Iterating makes them as they are asked for. */
export interface Space<Trial = Record<string, ParameterValue>> extends Iterable<Trial> {
  /** Trials in all. */
  readonly length: number;
  readonly description: SpaceDescription;
}

const MOST_TRIALS = 2 ** 40;

const checkedSeeds = (seeds: number | readonly number[], where: string): readonly number[] => {
  if (!Array.isArray(seeds)) {
    checkCount(seeds as number, "seeds", 1e6, where);
    return Array.from({ length: seeds as number }, (_, k) => k + 1);
  }
  if (seeds.length === 0) throw bad("seeds", where, "at least one", seeds);
  for (const [k, seed] of seeds.entries()) {
    if (!Number.isSafeInteger(seed) || seed < 0) throw bad(`seeds[${k}]`, where, "a safe integer ≥ 0", seed);
    if (seeds.indexOf(seed) !== k) throw bad(`seeds[${k}]`, where, "unlike those before it", seed);
  }
  return seeds;
};

/** Whether a value is what a space was made from, as JSON has it. */
export const isDescription = (value: unknown): boolean => {
  const { kind, parameters, seeds } = (value ?? {}) as SpaceDescription;
  try {
    checkParameters(parameters, ["low", "high", "log", "whole", "steps"], "a space");
    checkedSeeds(seeds, "a space");
  } catch {
    return false;
  }
  return ["grid", "random", "sobol"].includes(kind);
};

/** The space of `nPoints` points, each with every seed; `points` begins them anew at every call. */
export const makeSpace = <P extends Parameters>(
  description: SpaceDescription,
  nPoints: number,
  points: () => Iterable<Record<string, ParameterValue>>,
): Space<TrialOf<P>> => {
  const where = `a ${description.kind}`;
  const seeds = checkedSeeds(description.seeds, where);
  const length = nPoints * seeds.length;
  if (length > MOST_TRIALS) throw bad("trials", where, `at most ${MOST_TRIALS}`, length);
  return {
    length,
    description,
    *[Symbol.iterator]() {
      for (const point of points()) for (const seed of seeds) yield { ...point, seed } as TrialOf<P>;
    },
  };
};
