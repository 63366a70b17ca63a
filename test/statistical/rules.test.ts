import { describe, expect, it } from "vitest";
import {
  type ConnectionRule,
  fixedIndegree,
  fixedOutdegree,
  fixedProbability,
  fixedTotal,
  lifDiscrete,
  Network,
} from "../../dist/src/index.js";
import { binomial, chiSquareSigmas, lnGamma } from "./distributions.js";

// Whole distributions of degrees, by chi-square with fixed seeds and a bound of 4 standard deviations: could not catch
// dependence between the degrees of different neurons, but for the subsets counted below.

const connected = async (nPre: number, nPost: number, rule: ConnectionRule, seed = 21) => {
  const net = new Network({ dt: 1, seed });
  const pre = net.population("pre", nPre, lifDiscrete);
  const post = net.population("post", nPost, lifDiscrete);
  const projection = net.connect(pre, post, rule, { into: "i" });
  await net.build();
  return projection.synapses();
};

/** How many of n neurons have degree 0, 1, … */
const histogram = (ids: Uint32Array, n: number): Uint32Array => {
  const degrees = new Uint32Array(n);
  for (const id of ids) degrees[id]!++;
  const out = new Uint32Array(degrees.reduce((most, degree) => Math.max(most, degree), 0) + 1);
  for (const degree of degrees) out[degree]!++;
  return out;
};

const fits = (ids: Uint32Array, n: number, probabilities: readonly number[]): void =>
  expect(chiSquareSigmas(histogram(ids, n), probabilities)).toBeLessThan(4);

/** Marked ones among `draws` of `all` without replacement, `marked` of which are so. */
const hypergeometric = (all: number, marked: number, draws: number): number[] => {
  const lnChoose = (n: number, k: number) => lnGamma(n + 1) - lnGamma(k + 1) - lnGamma(n - k + 1);
  return Array.from({ length: Math.min(marked, draws) + 1 }, (_, k) =>
    draws - k > all - marked
      ? 0
      : Math.exp(lnChoose(marked, k) + lnChoose(all - marked, draws - k) - lnChoose(all, draws)),
  );
};

describe("fixedProbability", () => {
  it.each([
    [3, 20000, 0.5],
    [17, 20000, 0.9],
    [64, 20000, 0.1],
    [1000, 20000, 0.003],
    [5000, 5000, 0.001],
    [700, 700, 0.2],
  ])(
    "%i sources, %i targets, p = %f: indegrees are binomial, outdegrees too where there are sources enough",
    async (nPre, nPost, p) => {
      const { pre, post } = await connected(nPre, nPost, fixedProbability(p));
      fits(post, nPost, binomial(nPre, p));
      if (nPre >= 700) fits(pre, nPre, binomial(nPost, p));
    },
  );

  it("p = 1e-7, two billion pairs: their number is as expected, and every source as likely as any other", async () => {
    const { pre } = await connected(100000, 20000, fixedProbability(1e-7, { autapses: true }), 5);
    expect(Math.abs(pre.length - 200)).toBeLessThan(4 * Math.sqrt(200));
    const bins = new Uint32Array(10);
    for (const source of pre) bins[Math.floor(source / 10000)]!++;
    expect(chiSquareSigmas(bins, new Array(10).fill(0.1))).toBeLessThan(4);
  });
});

describe("fixedIndegree and fixedOutdegree", () => {
  it.each([true, false])("with multapses %s: the other side's degrees are binomial", async (multapses) => {
    const [few, many, k] = [900, 1000, 40];
    const onto = await connected(few, many, fixedIndegree(k, { multapses }));
    fits(onto.pre, few, multapses ? binomial(many * k, 1 / few).slice(0, 400) : binomial(many, k / few));
    const from = await connected(many, few, fixedOutdegree(k, { multapses }));
    fits(from.post, few, multapses ? binomial(many * k, 1 / few).slice(0, 400) : binomial(many, k / few));
  });

  it("distinct sources and targets: all 20 subsets of 3 among 6 are equally likely", async () => {
    const N = 20000;
    const inward = await connected(6, N, fixedIndegree(3, { multapses: false }));
    const outward = await connected(N, 6, fixedOutdegree(3, { multapses: false }));
    for (const [one, all] of [
      [inward.pre, inward.post],
      [outward.post, outward.pre],
    ] as const) {
      const sets = new Uint8Array(N);
      all.forEach((id, k) => {
        sets[id]! |= 1 << one[k]!;
      });
      const counts = new Uint32Array(64);
      for (const set of sets) counts[set]!++;
      const triples = counts.filter((_, set) => [0, 1, 2, 3, 4, 5].filter((bit) => (set >> bit) & 1).length === 3);
      expect(triples.reduce((sum, n) => sum + n, 0)).toBe(N);
      expect(chiSquareSigmas(triples, new Array(20).fill(1 / 20))).toBeLessThan(4);
    }
  });
});

describe("fixedTotal", () => {
  it("with multapses: indegrees and outdegrees are binomial", async () => {
    const { pre, post } = await connected(2000, 3000, fixedTotal(60000));
    fits(post, 3000, binomial(60000, 1 / 3000).slice(0, 200));
    fits(pre, 2000, binomial(60000, 1 / 2000).slice(0, 200));
  });

  it("without: indegrees and outdegrees are hypergeometric", async () => {
    const { pre, post } = await connected(40, 3000, fixedTotal(30000, { multapses: false }));
    fits(post, 3000, hypergeometric(120000, 40, 30000));
    const other = await connected(3000, 40, fixedTotal(30000, { multapses: false }));
    fits(other.pre, 3000, hypergeometric(120000, 40, 30000));
    expect(pre.length).toBe(30000);
  });
});
