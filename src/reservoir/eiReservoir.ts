import { bad, knownOptions } from "../network/check.js";
import { Random } from "../random.js";
import { RateReservoir } from "./rateReservoir.js";

/** Options of {@link eiReservoir}; the defaults are the paper's, as far as they are public. */
export interface EiReservoirOptions {
  /** N. Default 500. */
  neurons?: number;
  /** f_E, share of excitatory neurons, in (0, 1). Default 0.8. */
  shareExc?: number;
  /** Excitatory and inhibitory sources of each neuron, drawn without repetition, never itself. Default 50 each. */
  indegreeExc?: number;
  indegreeInh?: number;
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

/** `count` different numbers of 0 … n − 1 but `self`, in random order, from a list that holds all of them. */
const drawn = (all: Uint32Array, count: number, self: number, random: Random): Uint32Array => {
  const own = all.indexOf(self);
  const last = own < 0 ? all.length : all.length - 1;
  if (own >= 0) [all[own], all[last]] = [all[last]!, all[own]!];
  for (let k = 0; k < count; k++) {
    const other = k + random.integer(last - k);
    [all[k], all[other]] = [all[other]!, all[k]!];
  }
  return all.subarray(0, count);
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
  knownOptions(options, [...names, "c", "theta", "channels", "seed"], where);
  const {
    neurons: n = 500,
    shareExc = 0.8,
    indegreeExc = 50,
    indegreeInh = 50,
    balance = 1,
    relativeSd = 0.2,
  } = options;
  const { shareInput = 0.3, inputScale = 0.5, c = 10, theta = 0, channels = 1, seed = 1 } = options;
  check(n, "neurons", "a whole number ≥ 2", Number.isInteger(n) && n >= 2);
  check(shareExc, "shareExc", "in (0, 1)", shareExc > 0 && shareExc < 1);
  const nExc = Math.round(shareExc * n);
  const most = { indegreeExc: nExc - 1, indegreeInh: n - nExc - 1 };
  for (const [what, k] of Object.entries({ indegreeExc, indegreeInh })) {
    const limit = most[what as keyof typeof most];
    check(k, what, `a whole number in 1 … ${limit}`, Number.isInteger(k) && k >= 1 && k <= limit);
  }
  check(balance, "balance", "≥ 0", balance >= 0);
  check(relativeSd, "relativeSd", "≥ 0", relativeSd >= 0);
  check(shareInput, "shareInput", "in [0, 1]", shareInput >= 0 && shareInput <= 1);
  check(inputScale, "inputScale", "≥ 0", inputScale >= 0);
  check(channels, "channels", "a whole number ≥ 1", Number.isInteger(channels) && channels >= 1);

  const meanExc = 1 / (indegreeExc * shareExc);
  const meanInh = (balance * meanExc * indegreeExc) / indegreeInh;
  const sources = new Random(seed, "eiReservoir:sources");
  const sizes = new Random(seed, "eiReservoir:weights");
  const size = (mean: number): number => mean * Math.abs(1 + relativeSd * sizes.normal());
  const k = indegreeExc + indegreeInh;
  const pre = new Uint32Array(n * k);
  const post = new Uint32Array(n * k);
  const weight = new Float64Array(n * k);
  const exc = Uint32Array.from({ length: nExc }, (_, j) => j);
  const inh = Uint32Array.from({ length: n - nExc }, (_, j) => nExc + j);
  for (let i = 0; i < n; i++) {
    const at = i * k;
    post.fill(i, at, at + k);
    pre.set(drawn(exc, indegreeExc, i, sources), at);
    pre.set(drawn(inh, indegreeInh, i, sources), at + indegreeExc);
    for (let s = 0; s < k; s++) weight[at + s] = s < indegreeExc ? size(meanExc) : -size(meanInh);
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
  if (!Number.isInteger(n) || n < 1) throw bad("n", "betaTargets", "a whole number ≥ 1", n);
  const random = new Random(seed, "betaTargets");
  // Odd multiples of 2^-54, so that no target is 0 or 1.
  const uniform = (): number => random.uniform() + 2 ** -54;
  return Float64Array.from({ length: n }, () => {
    const [a, b, c] = [uniform(), uniform(), uniform()];
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  });
};
