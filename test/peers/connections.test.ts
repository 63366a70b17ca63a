import { describe, expect, it } from "vitest";
import {
  type ConnectionRule,
  distanceDependent,
  fixedIndegree,
  fixedOutdegree,
  fixedProbability,
  fixedTotal,
  lifDelta,
  Network,
} from "../../dist/src/index.js";
import { refused } from "../refusals.js";
import { gammaBelow, kolmogorov } from "../statistical/distributions.js";

// How NEST tests the statistics of connections: testsuite/pytests/connect/test_connect_*.py, testStatistics: χ² of degrees over
// many seeds, whose p must be uniform by Kolmogorov and Smirnov. Seeds are fixed, so that a run is as good as any other.

const SEEDS = 60;
/** √n·D at p = 0.05, as NEST's alpha2. */
const CRITICAL = 1.358;

const degrees = async (rule: ConnectionRule, n: number, seed: number, of: "pre" | "post"): Promise<number[]> => {
  const net = new Network({ seed });
  const [pre, post] = [net.population("pre", n, lifDelta), net.population("post", n, lifDelta)];
  const projection = net.connect(pre, post, rule, { into: "delta", weight: 1 });
  await net.build();
  const counts = new Array<number>(n).fill(0);
  for (const id of (await projection.synapses())[of]) counts[id]!++;
  await net.close();
  return counts;
};

/** p of the χ² of counts that are expected to be `mean` with this variance. */
const tail = (counts: readonly number[], mean: number, variance: number, freedom: number): number =>
  1 - gammaBelow(freedom / 2, counts.reduce((sum, n) => sum + (n - mean) ** 2 / variance, 0) / 2);

describe("test_connect_*.py, testStatistics", () => {
  // Rule, neurons, degree of which side, its mean, its variance, degrees of freedom.
  it.each([
    ["fixedIndegree", fixedIndegree(10), 100, "pre", 10, 10, 99],
    ["fixedOutdegree", fixedOutdegree(10), 100, "post", 10, 10, 99],
    ["fixedTotal, sources", fixedTotal(1000), 100, "pre", 10, 10, 99],
    ["fixedTotal, targets", fixedTotal(1000), 100, "post", 10, 10, 99],
    ["pairwise Bernoulli", fixedProbability(0.5), 50, "post", 25, 12.5, 50],
  ] as const)("%s", async (_, rule, n, of, mean, variance, freedom) => {
    const all: number[] = [];
    for (let seed = 1; seed <= SEEDS; seed++) all.push(tail(await degrees(rule, n, seed, of), mean, variance, freedom));
    expect(kolmogorov(all, (p) => p)).toBeLessThan(CRITICAL);
  });

  it("distance: c·exp(−(d/λ)²) on 12³ sites, χ² by distance", async () => {
    const net = new Network({ seed: 1 });
    const cells = net.population("cells", [12, 12, 12], lifDelta);
    const projection = net.connect(cells, cells, distanceDependent({ c: 0.6, lambda: 2 }), {
      into: "delta",
      weight: 1,
    });
    await net.build();
    const { pre, post } = await projection.synapses();
    const at = cells.positions()!;
    const apart = (a: number, b: number) =>
      [0, 1, 2].reduce((sum, k) => sum + (at[3 * a + k]! - at[3 * b + k]!) ** 2, 0);
    const seen = new Map<number, number>();
    for (const [k, source] of pre.entries()) {
      const d2 = apart(source, post[k]!);
      seen.set(d2, (seen.get(d2) ?? 0) + 1);
    }
    // Pairs by distance: along a side, 12 sites are at distance 0 and 2·(12 − x) ordered pairs at x.
    const along = (x: number) => (x === 0 ? 12 : 2 * (12 - x));
    const pairsAt = new Map<number, number>();
    for (let x = 0; x < 12; x++)
      for (let y = 0; y < 12; y++)
        for (let z = 0; z < 12; z++) {
          const d2 = x * x + y * y + z * z;
          pairsAt.set(d2, (pairsAt.get(d2) ?? 0) + along(x) * along(y) * along(z));
        }
    let [chi2, freedom] = [0, 0];
    for (const [d2, n] of pairsAt) {
      const p = 0.6 * Math.exp(-d2 / 4);
      if (n * p < 5) continue;
      chi2 += ((seen.get(d2) ?? 0) - n * p) ** 2 / (n * p * (1 - p));
      freedom++;
    }
    expect(1 - gammaBelow(freedom / 2, chi2 / 2)).toBeGreaterThan(1e-3);
    await net.close();
  });
});

describe("test_connect_fixed_indegree.py, testAutapses and testMultapses", () => {
  const made = async (rule: ConnectionRule): Promise<[pre: number, post: number][]> => {
    const net = new Network({ seed: 1 });
    const cells = net.population("a", 10, lifDelta);
    const projection = net.connect(cells, cells, rule, { into: "delta", weight: 1 });
    await net.build();
    const { pre, post } = await projection.synapses();
    await net.close();
    return Array.from(pre, (source, k) => [source, post[k]!]);
  };
  const selves = (all: [number, number][]) => all.filter(([pre, post]) => pre === post).length;
  const distinct = (all: [number, number][]) => new Set(all.map(String)).size;

  it("autapses of all pairs, or none; pairs twice, or none; too many distinct ones are refused", async () => {
    const all = await made(fixedIndegree(10, { multapses: false }));
    expect([all.length, selves(all), distinct(all)]).toEqual([100, 10, 100]);
    const others = await made(fixedIndegree(9, { autapses: false, multapses: false }));
    expect([others.length, selves(others), distinct(others)]).toEqual([90, 0, 90]);
    const twice = await made(fixedIndegree(12));
    expect(twice.length).toBe(120);
    expect(distinct(twice)).toBeLessThan(120);
    const net = new Network();
    const three = net.population("a", 3, lifDelta);
    const four = () => net.connect(three, three, fixedIndegree(4, { multapses: false }), { into: "delta", weight: 1 });
    expect(refused(four).expected).toBe("at most 3, the number of distinct sources");
  });
});
