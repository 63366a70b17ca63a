import { bad, checkedUpTo, knownName, knownOptions } from "../network/check.js";
import { Random } from "../random.js";
import { MOST_NEURONS, RateReservoir } from "./rateReservoir.js";

/** Options of {@link eiReservoir}; the defaults are the paper's, as far as they are public. */
export interface EiReservoirOptions {
  /** N. Default 500. */
  neurons?: number;
  /** f_E, share of excitatory neurons, in (0, 1). Default 0.8. */
  shareExc?: number;
  /** k_E and k_I, excitatory and inhibitory sources of a neuron, never itself. Default 50 each. */
  indegreeExc?: number;
  indegreeInh?: number;
  /**
   * `"random"` (default): k_E and k_I are means, each pair is connected with the same probability, so that each neuron has a balance of
   * its own, which a global one cannot set right; `"fixed"`: every neuron has just so many.
   */
  indegrees?: "random" | "fixed";
  /** Inhibition over excitation, Σ A^I / Σ A^E on average, ≥ 0: 1 is balanced, more is over-inhibited. Default 1. */
  balance?: number;
  /** Standard deviation of the size of weights, over their mean, ≥ 0. Default 0.2. */
  relativeSd?: number;
  /** f_in, share of neurons that each channel reaches, in [0, 1]. Default 0.3. */
  shareInput?: number;
  /** σ_in, ≥ 0: input weights are uniform within ± σ_in / 2. Default 0.5. */
  inputScale?: number;
  /** c and θ of the logistic function. Defaults 10 and 0. */
  c?: number;
  theta?: number;
  /** Input channels. Default 1. */
  channels?: number;
  /** A safe integer ≥ 0. Default 1. */
  seed?: number;
}

const where = "eiReservoir";

const check = (value: number, what: string, expected: string, holds: boolean): void => {
  if (!(typeof value === "number" && Number.isFinite(value) && holds)) throw bad(what, where, expected, value);
};

/** Sources of neuron `self` among [begin, end): each with the same probability, `k` of them on average. */
const randomSources = (begin: number, end: number, self: number, k: number, random: Random): number[] => {
  const among = end - begin - Number(self >= begin && self < end);
  const sources: number[] = [];
  for (let j = begin; j < end; j++) if (j !== self && random.uniform() * among < k) sources.push(j);
  return sources;
};

/** Just `k` sources of neuron `self` among [begin, end). */
const fixedSources = (begin: number, end: number, self: number, k: number, random: Random): number[] => {
  const all: number[] = [];
  for (let j = begin; j < end; j++) if (j !== self) all.push(j);
  for (let s = 0; s < k; s++) {
    const other = s + random.integer(all.length - s);
    [all[s], all[other]] = [all[other]!, all[s]!];
  }
  return all.slice(0, k);
};

/**
 * A reservoir of excitatory and inhibitory rate neurons (Srinivasan, Plenz & Girvan 2025, arXiv:2504.12480), excitatory ones first.
 * Sizes of weights are |normal|: excitatory ones with mean μ_E = 1 / (k_E f_E), inhibitory ones with mean μ_E · balance · k_E / k_I.
 *
 *     const reservoir = eiReservoir({ balance: 1.1, seed: 3 });
 *     await reservoir.adapt(input, { targets: 0.5 });        // or: reservoir.adaptOnce(0.5, [0])
 *     const states = await reservoir.run(input);
 *
 * @throws NeurogliaError for options out of range, and indegrees that there are no neurons for
 */
export const eiReservoir = (options: EiReservoirOptions = {}): RateReservoir => {
  const names = [
    "neurons",
    "shareExc",
    "indegreeExc",
    "indegreeInh",
    "balance",
    "relativeSd",
    "shareInput",
    "inputScale",
  ];
  knownOptions(options, [...names, "indegrees", "c", "theta", "channels", "seed"], where);
  const {
    neurons: n = 500,
    shareExc = 0.8,
    indegreeExc = 50,
    indegreeInh = 50,
    balance = 1,
    relativeSd = 0.2,
  } = options;
  const {
    shareInput = 0.3,
    inputScale = 0.5,
    indegrees = "random",
    c = 10,
    theta = 0,
    channels = 1,
    seed = 1,
  } = options;
  check(n, "neurons", `a whole number in 2 … ${MOST_NEURONS}`, Number.isInteger(n) && n >= 2 && n <= MOST_NEURONS);
  check(shareExc, "shareExc", "in (0, 1)", shareExc > 0 && shareExc < 1);
  const nExc = Math.round(shareExc * n);
  const most = { indegreeExc: nExc - 1, indegreeInh: n - nExc - 1 };
  for (const [what, k] of Object.entries({ indegreeExc, indegreeInh })) {
    const limit = most[what as keyof typeof most];
    check(k, what, `a whole number in 1 … ${limit}`, Number.isInteger(k) && k >= 1 && k <= limit);
  }
  knownName(indegrees, ["random", "fixed"], "indegrees", where);
  check(balance, "balance", "≥ 0", balance >= 0);
  check(relativeSd, "relativeSd", "≥ 0", relativeSd >= 0);
  check(shareInput, "shareInput", "in [0, 1]", shareInput >= 0 && shareInput <= 1);
  check(inputScale, "inputScale", "≥ 0", inputScale >= 0);
  checkedUpTo(Math.floor(2 ** 28 / n), channels, "channels", where);

  const meanExc = 1 / (indegreeExc * shareExc);
  const meanInh = (balance * meanExc * indegreeExc) / indegreeInh;
  const sources = new Random(seed, "eiReservoir:sources");
  const sizes = new Random(seed, "eiReservoir:weights");
  const size = (mean: number): number => mean * Math.abs(1 + relativeSd * sizes.normal());
  const drawn = indegrees === "random" ? randomSources : fixedSources;
  const pre: number[] = [];
  const post: number[] = [];
  const weight: number[] = [];
  for (let i = 0; i < n; i++)
    for (const j of [...drawn(0, nExc, i, indegreeExc, sources), ...drawn(nExc, n, i, indegreeInh, sources)]) {
      pre.push(j);
      post.push(i);
      weight.push(j < nExc ? size(meanExc) : -size(meanInh));
    }

  const input = new Random(seed, "eiReservoir:input");
  const weights = new Float64Array(n * channels);
  const all = Uint32Array.from({ length: n }, (_, j) => j);
  for (let channel = 0; channel < channels; channel++)
    for (const i of input.shuffle(all).subarray(0, Math.round(shareInput * n)))
      weights[i * channels + channel] = inputScale * (input.uniform() - 0.5);
  return new RateReservoir({ recurrent: { n, pre, post, weight }, input: { weights, channels }, c, theta, nExc });
};

/** `n` heterogeneous target rates ρ ~ Beta(2, 2), as the middle one of three uniform numbers. @param seed a safe integer ≥ 0 */
export const betaTargets = (n: number, seed: number): Float64Array => {
  checkedUpTo(2 ** 28, n, "n", "betaTargets");
  const random = new Random(seed, "betaTargets");
  return Float64Array.from({ length: n }, () => {
    const [a, b, c] = [random.uniform(), random.uniform(), random.uniform()];
    const middle = Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    // Neither 0 nor 1, in f32 either.
    return Math.max(2 ** -24, Math.min(1 - 2 ** -24, middle));
  });
};
