import { asObject, bad, knownOptions } from "../network/check.js";
import { Random } from "../random.js";
import { checkCount, checkParameters, chosen, type Parameters, type TrialOf } from "./parameters.js";
import { sobolDirections } from "./sobolDirections.js";
import { makeSpace, type SeedOptions, type Space } from "./space.js";

const BITS = 32;

/** Most dimensions of a Sobol' sequence here. */
export const MOST_SOBOL_DIMENSIONS = sobolDirections.length + 1;

export interface SobolOptions extends SeedOptions {
  /** Points; powers of two are balanced best. */
  n: number;
  /** Shifts all points by random bits (a digital shift), which keeps their balance. Without it the first point is all lows. */
  seed?: number;
}

/**
 * Direction numbers v1 … v32 of a dimension, as 32-bit fractions. With the polynomial x^s + a1·x^(s−1) + … + 1 over GF(2),
 *
 *     v_k = m_k / 2^k  for k ≤ s,   v_k = a1·v_(k−1) ⊕ … ⊕ a_(s−1)·v_(k−s+1) ⊕ v_(k−s) ⊕ v_(k−s)/2^s
 */
const directionsOf = (dimension: number): Uint32Array => {
  const v = new Uint32Array(BITS);
  if (dimension === 0) return v.map((_, k) => 2 ** (BITS - 1 - k));
  const [a, ...m] = sobolDirections[dimension - 1]!;
  const s = m.length;
  for (let k = 0; k < BITS; k++) {
    if (k < s) {
      v[k] = m[k]! * 2 ** (BITS - 1 - k);
      continue;
    }
    let next = v[k - s]! ^ (v[k - s]! >>> s);
    for (let i = 1; i < s; i++) if ((a >>> (s - 1 - i)) & 1) next ^= v[k - i]!;
    v[k] = next;
  }
  return v;
};

/**
 * The points of a Sobol' sequence, as 32-bit fractions, in the order of the Gray code (Antonov & Saleev 1979; Bratley & Fox 1988,
 * ACM Trans. Math. Softw. 14:88): one ⊕ a point and dimension. The first is 0. The array is the same at every turn.
 * @throws NeurogliaError unless 1 ≤ dimensions ≤ 40
 */
export function* sobolPoints(dimensions: number, n: number): Generator<Uint32Array> {
  const directions = Array.from({ length: dimensions }, (_, dimension) => directionsOf(dimension));
  const point = new Uint32Array(dimensions);
  for (let k = 0; k < n; k++) {
    yield point;
    // The place of the lowest zero bit of k.
    const bit = Math.clz32(1) - Math.clz32(~k & (k + 1));
    for (let dimension = 0; dimension < dimensions; dimension++) point[dimension]! ^= directions[dimension]![bit]!;
  }
}

/**
 * n points of a Sobol' sequence, a dimension a parameter in their order: they fill the space more evenly than random ones, and
 * any first 2^k of them are balanced. Each parameter takes its range, the logarithm of its range, or its list evenly.
 * Direction numbers of Joe & Kuo (2008); at most 40 parameters, at most 2^31 points.
 *
 *     sobol({ tauM: { low: 5, high: 50 }, weight: { low: 0.1, high: 10, log: true } }, { n: 256 })
 *
 * @throws NeurogliaError for more parameters than that, and for ranges and lists that are none
 */
export const sobol = <const P extends Parameters>(parameters: P, options: SobolOptions): Space<TrialOf<P>> => {
  const where = "a sobol";
  const { n, seed, seeds = 1, ...unknown } = asObject(options, where);
  knownOptions(unknown, ["n", "seed", "seeds"], where);
  checkParameters(parameters, ["low", "high", "log", "whole"], where);
  checkCount(n, "n", 2 ** 31, where);
  const names = Object.keys(parameters);
  if (names.length === 0 || names.length > MOST_SOBOL_DIMENSIONS)
    throw bad("parameters", where, `1 … ${MOST_SOBOL_DIMENSIONS}`, names.length);
  const shift = names.map((name) =>
    seed === undefined ? 0 : Math.floor(new Random(seed, `sweep:sobol:${name}`).uniform() * 2 ** BITS),
  );
  const description = { kind: "sobol" as const, parameters, seeds, n, ...(seed === undefined ? {} : { seed }) };
  return makeSpace<P>(description, n, function* () {
    for (const point of sobolPoints(names.length, n))
      yield Object.fromEntries(
        names.map((name, axis) => [name, chosen(parameters[name]!, ((point[axis]! ^ shift[axis]!) >>> 0) / 2 ** BITS)]),
      );
  });
};
