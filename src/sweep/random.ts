import { asObject, bad, knownOptions } from "../network/check.js";
import { Random } from "../random.js";
import { checkCount, checkParameters, chosen, type Parameters, type TrialOf } from "./parameters.js";
import { makeSpace, type SeedOptions, type Space } from "./space.js";

export interface RandomSpaceOptions extends SeedOptions {
  /** Points. */
  n: number;
  /** Draws the points: a safe integer ≥ 0. The seeds of trials are `seeds`. */
  seed: number;
}

/**
 * n points drawn at random (Bergstra & Bengio 2012, J. Mach. Learn. Res. 13:281): each parameter uniformly from its range, the
 * logarithm of its range, or its list. More points (a larger n) leave the first as they are, and so do further parameters.
 * Points may repeat where all parameters are lists or whole; a sweep runs such a trial once.
 *
 *     random({ weight: { low: 0.1, high: 10, log: true }, indegree: { low: 10, high: 100, whole: true } }, { n: 200, seed: 1 })
 *
 * @throws NeurogliaError for ranges and lists that are none
 */
export const random = <const P extends Parameters>(parameters: P, options: RandomSpaceOptions): Space<TrialOf<P>> => {
  const where = "a random";
  const { n, seed, seeds = 1, ...unknown } = asObject(options, where);
  knownOptions(unknown, ["n", "seed", "seeds"], where);
  checkParameters(parameters, ["low", "high", "log", "whole"], where);
  checkCount(n, "n", 1e9, where);
  const names = Object.keys(parameters);
  if (names.length === 0) throw bad("parameters", where, "at least one", parameters);
  const draws = () => names.map((name) => new Random(seed, `sweep:random:${name}`));
  draws();
  return makeSpace<P>({ kind: "random", parameters, seeds, n, seed }, n, function* () {
    const streams = draws();
    for (let k = 0; k < n; k++)
      yield Object.fromEntries(names.map((name, axis) => [name, chosen(parameters[name]!, streams[axis]!.uniform())]));
  });
};
