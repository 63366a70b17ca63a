import { describe, expect, it } from "vitest";
import {
  type ConnectionRule,
  choice,
  distanceDependent,
  fixedProbability,
  fixedTotal,
  lifDiscrete,
  Network,
} from "../../dist/src/index.js";

// Fixed seeds and bounds of 4 standard deviations: could not catch dependence between synapses beyond the indegrees and
// outdegrees looked at here.

const within = (value: number, mean: number, sd: number): void => {
  expect(Math.abs(value - mean), `${value} against ${mean} ± ${sd}`).toBeLessThanOrEqual(4 * sd);
};

const degrees = (ids: Uint32Array, n: number): Uint32Array => {
  const out = new Uint32Array(n);
  for (const id of ids) out[id]!++;
  return out;
};

const mean = (values: ArrayLike<number>): number => Array.from(values).reduce((sum, x) => sum + x, 0) / values.length;
const variance = (values: ArrayLike<number>, about: number): number =>
  Array.from(values).reduce((sum, x) => sum + (x - about) ** 2, 0) / values.length;

const connected = async (nPre: number, nPost: number, rule: ConnectionRule, seed = 8) => {
  const net = new Network({ dt: 1, seed });
  const pre = net.population("pre", nPre, lifDiscrete);
  const post = net.population("post", nPost, lifDiscrete);
  const projection = net.connect(pre, post, rule, { into: "i", weight: choice([-1, 1]) });
  await net.build();
  return { ...(await projection.synapses()), weights: await projection.weights() };
};

describe("fixedProbability", () => {
  it.each([0.02, 0.15, 0.7])("p = %f: number of synapses, indegrees and outdegrees are binomial", async (p) => {
    const { pre, post } = await connected(500, 600, fixedProbability(p));
    within(pre.length, 300000 * p, Math.sqrt(300000 * p * (1 - p)));
    for (const [ids, n, draws] of [
      [post, 600, 500],
      [pre, 500, 600],
    ] as const) {
      const expected = draws * p * (1 - p);
      within(variance(degrees(ids, n), draws * p), expected, expected * Math.sqrt(2 / n));
    }
  });
});

describe("fixedTotal", () => {
  it("without multapses: indegrees have the hypergeometric mean and variance", async () => {
    const [nPre, nPost, total] = [784, 500, 58800];
    const { pre, post } = await connected(nPre, nPost, fixedTotal(total, { multapses: false }));
    expect(pre.length).toBe(total);
    const pairs = nPre * nPost;
    for (const [ids, n, size] of [
      [post, nPost, nPre],
      [pre, nPre, nPost],
    ] as const) {
      const share = size / pairs;
      const expected = (total * share * (1 - share) * (pairs - total)) / (pairs - 1);
      expect(mean(degrees(ids, n))).toBeCloseTo(total / n, 9);
      within(variance(degrees(ids, n), total / n), expected, expected * Math.sqrt(2 / n));
    }
  });

  it("with multapses: indegrees and outdegrees are binomial", async () => {
    const { pre, post } = await connected(300, 400, fixedTotal(60000));
    for (const [ids, n] of [
      [post, 400],
      [pre, 300],
    ] as const) {
      const expected = (60000 / n) * (1 - 1 / n);
      within(variance(degrees(ids, n), 60000 / n), expected, expected * Math.sqrt(2 / n));
    }
  });

  it("weights of choice([-1, 1]) are balanced and independent of the target", async () => {
    const { post, weights } = await connected(300, 400, fixedTotal(60000));
    within(mean(weights), 0, 1 / Math.sqrt(60000));
    const sums = new Float64Array(400);
    post.forEach((target, k) => {
      sums[target]! += weights[k]!;
    });
    within(variance(sums, 0), 150, 150 * Math.sqrt(2 / 400));
  });
});

describe("distanceDependent, the liquid of NALSM-1000", () => {
  const groups = [
    ["E→E", 0, 800, 0, 800, 0.2, 11032],
    ["E→I", 0, 800, 800, 1000, 0.1, 1379],
    ["I→E", 800, 1000, 0, 800, 0.3, 4137],
    ["I→I", 800, 1000, 800, 1000, 0.05, 172],
  ] as const;

  it("the closed form C·n_pairs·⟨exp(−(d/3)²)⟩ gives the expected numbers 11,032, 1,379, 4,137 and 172 to 0.2 %", () => {
    let sum = 0;
    for (let i = 0; i < 1000; i++)
      for (let j = 0; j < 1000; j++) {
        const d2 = [1, 10, 100].reduce(
          (d, unit) => d + ((Math.floor(i / unit) % 10) - (Math.floor(j / unit) % 10)) ** 2,
          0,
        );
        if (i !== j) sum += Math.exp(-d2 / 9);
      }
    for (const [name, a, b, c, d, density, published] of groups) {
      const nPairs = (b - a) * (d - c) - (a === c ? b - a : 0);
      expect(Math.abs((density * nPairs * sum) / 999000 / published - 1), name).toBeLessThan(0.002);
    }
  });

  it("numbers of synapses are within 4 sigma of Σ p over the pairs of each of six lattices, and their mean of the closed form", async () => {
    const SEEDS = 6;
    const totals = groups.map(() => ({ seen: 0, spread: 0, expected: [] as number[] }));
    for (let seed = 1; seed <= SEEDS; seed++) {
      const net = new Network({ dt: 1, seed });
      const liquid = net.population("liquid", [10, 10, 10], lifDiscrete, {}, { shuffle: true });
      const projections = groups.map(([name, a, b, c, d, density]) =>
        net.connect(
          liquid.slice(a, b),
          liquid.slice(c, d),
          distanceDependent({ c: density, lambda: 3 }, { autapses: false }),
          {
            name,
            into: "i",
          },
        ),
      );
      await net.build();
      const sites = liquid.positions()!;
      const squared = (i: number, j: number): number =>
        [0, 1, 2].reduce((sum, k) => sum + (sites[3 * i + k]! - sites[3 * j + k]!) ** 2, 0);
      for (const [k, [, a, b, c, d, density]] of groups.entries()) {
        let expected = 0;
        let spread = 0;
        for (let i = a; i < b; i++)
          for (let j = c; j < d; j++) {
            if (i === j) continue;
            const p = density * Math.exp(-squared(i, j) / 9);
            expected += p;
            spread += p * (1 - p);
          }
        within(projections[k]!.length, expected, Math.sqrt(spread));
        totals[k]!.seen += projections[k]!.length;
        totals[k]!.spread += spread;
        totals[k]!.expected.push(expected);
      }
    }
    for (const [k, { seen, spread, expected }] of totals.entries()) {
      // Which sites are inhibitory differs from lattice to lattice, which adds to the variance.
      const lattices = SEEDS * variance(expected, mean(expected));
      within(seen, SEEDS * groups[k]![6], Math.sqrt(spread + lattices));
    }
  });

  it("the share of pairs connected falls with distance as c·exp(−(d/λ)²), within 4 sigma at each distance", async () => {
    const net = new Network({ dt: 1, seed: 6 });
    const cells = net.population("cells", [10, 10, 10], lifDiscrete, {}, { shuffle: true });
    const projection = net.connect(cells, cells, distanceDependent({ c: 0.8, lambda: 3 }), { into: "i" });
    await net.build();
    const sites = cells.positions()!;
    const squared = (i: number, j: number): number =>
      [0, 1, 2].reduce((sum, k) => sum + (sites[3 * i + k]! - sites[3 * j + k]!) ** 2, 0);
    const all = new Uint32Array(244);
    for (let i = 0; i < 1000; i++) for (let j = 0; j < 1000; j++) all[squared(i, j)]!++;
    const met = new Uint32Array(244);
    const { pre, post } = await projection.synapses();
    pre.forEach((source, k) => {
      met[squared(source, post[k]!)]!++;
    });
    for (let d2 = 0; d2 < 60; d2++) {
      if (all[d2] === 0) continue;
      const p = 0.8 * Math.exp(-d2 / 9);
      within(met[d2]!, all[d2]! * p, Math.sqrt(all[d2]! * p * (1 - p)));
    }
  });
});
