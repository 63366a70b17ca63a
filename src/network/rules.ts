import type { Rule } from "../engine/description.js";
import { NeurogliaError } from "../errors.js";
import { ours } from "../models/model.js";
import { asObject, checkLists, knownOptions } from "./check.js";

/** What a connection rule may be told besides its own numbers. */
export interface RuleOptions {
  /** A neuron may connect to itself. Default true, as in NEST. */
  autapses?: boolean;
  /** A pair may be connected more than once, where the rule can draw it twice. Default true, as in NEST. */
  multapses?: boolean;
}

/** A connection rule with its options; which pairs it makes is drawn inside the kernels. */
export interface ConnectionRule {
  readonly rule: Rule;
  readonly autapses: boolean;
  readonly multapses: boolean;
}

const made = (rule: Rule, options: RuleOptions = {}): ConnectionRule => {
  knownOptions(options, ["autapses", "multapses"], rule.kind);
  const { autapses = true, multapses = true } = options;
  return ours({ rule, autapses, multapses });
};

const check = (holds: boolean, what: string, rule: string, expected: string, got: unknown): void => {
  if (!holds) throw new NeurogliaError({ code: "bad-input", what, where: rule, expected, got });
};

/** Neuron k of the first group to neuron k of the second; the groups must be equally large. */
export const oneToOne = (options?: RuleOptions): ConnectionRule => made({ kind: "oneToOne" }, options);

/** Every neuron of the first group to every neuron of the second. */
export const allToAll = (options?: RuleOptions): ConnectionRule => made({ kind: "allToAll" }, options);

/** −0 is 0 from here on: the kernels take logarithms. */
const probability = (p: number, what: string, rule: string): number => {
  check(typeof p === "number" && p >= 0 && p <= 1, what, rule, "between 0 and 1", p);
  return p + 0;
};

/** Each pair independently with probability p. @throws NeurogliaError unless 0 ≤ p ≤ 1 */
export const fixedProbability = (p: number, options?: RuleOptions): ConnectionRule => {
  return made({ kind: "fixedProbability", p: probability(p, "p", "fixedProbability") }, options);
};

const count = (k: number, what: string, rule: string): number => {
  check(Number.isSafeInteger(k) && k >= 0 && k < 2 ** 32, what, rule, "a whole number from 0 to 2^32 − 1", k);
  return k + 0;
};

/**
 * Every target takes k synapses from random sources: distinct ones if `multapses` is false.
 * @throws NeurogliaError unless k is a whole number ≥ 0; on `connect` if there are fewer distinct sources
 */
export const fixedIndegree = (k: number, options?: RuleOptions): ConnectionRule => {
  return made({ kind: "fixedIndegree", k: count(k, "k", "fixedIndegree") }, options);
};

/**
 * Every source makes k synapses onto random targets: distinct ones if `multapses` is false.
 * @throws NeurogliaError unless k is a whole number ≥ 0; on `connect` if there are fewer distinct targets
 */
export const fixedOutdegree = (k: number, options?: RuleOptions): ConnectionRule => {
  return made({ kind: "fixedOutdegree", k: count(k, "k", "fixedOutdegree") }, options);
};

/**
 * n synapses in all, over random pairs: distinct pairs if `multapses` is false.
 * @throws NeurogliaError unless n is a whole number ≥ 0
 */
export const fixedTotal = (n: number, options?: RuleOptions): ConnectionRule => {
  return made({ kind: "fixedTotal", n: count(n, "n", "fixedTotal") }, options);
};

/**
 * Each pair independently with probability c·exp(−(d/lambda)²), d the Euclidean distance between lattice sites (Maass,
 * Natschläger & Markram 2002, as Ivanov & Michmizos 2021 have it).
 * @throws NeurogliaError unless 0 ≤ c ≤ 1 and lambda > 0
 */
export const distanceDependent = (profile: { c: number; lambda: number }, options?: RuleOptions): ConnectionRule => {
  const { c: given, lambda } = asObject(profile, "distanceDependent", "c and lambda");
  const c = probability(given, "c", "distanceDependent");
  check(lambda > 0 && Number.isFinite(lambda), "lambda", "distanceDependent", "> 0 lattice units", lambda);
  return made({ kind: "distanceDependent", c, lambda }, options);
};

/**
 * Exactly these pairs: source pre[k] to target post[k], counted within the two groups.
 * @throws NeurogliaError if the lengths differ; on `connect` if an index is out of range, or if there is a pair that
 * `autapses` or `multapses` forbids
 */
export const pairs = (pre: ArrayLike<number>, post: ArrayLike<number>, options?: RuleOptions): ConnectionRule => {
  checkLists({ pre, post }, "pairs");
  check(pre.length === post.length, "length of post", "pairs", `that of pre, ${pre.length}`, post.length);
  for (const [side, ids] of Object.entries({ pre, post }))
    for (let k = 0; k < ids.length; k++)
      check(Number.isInteger(ids[k]) && ids[k]! >= 0, `${side}[${k}]`, "pairs", "a whole number ≥ 0", ids[k]);
  return made({ kind: "pairs", pre: Uint32Array.from(pre), post: Uint32Array.from(post) }, options);
};
