import { describe, expect, it } from "vitest";
import { bernoulli, choice, lifDiscrete, Network, uniform } from "../../dist/src/index.js";

// Fixed seeds and bounds of 4 standard deviations of the mean: could not catch correlations that leave means and
// variances in place, except those between neighbours in space and time that are looked at here.

const within = (value: number, mean: number, sd: number): void => {
  expect(Math.abs(value - mean)).toBeLessThanOrEqual(4 * sd);
};

const N = 400;
const STEPS = 2500;

const emitted = async (p: number, trial = 0) => {
  const net = new Network({ dt: 1, seed: 99 });
  const source = net.population("source", N, bernoulli);
  const spikes = net.record(source, "spikes");
  await net.build();
  await net.reset({ trial });
  source.play(new Float32Array(N).fill(p));
  await net.run(STEPS);
  return spikes;
};

describe("bernoulli source", () => {
  it.each([0.001, 0.02, 0.1, 0.5, 0.9, 0.999])(
    "p = %f: the rate is within 4 sigma of p over a million draws",
    async (p) => {
      const { length } = await emitted(p);
      within(length / (N * STEPS), p, Math.sqrt((p * (1 - p)) / (N * STEPS)));
    },
  );

  it("p = 0 emits nothing, p = 1 in every step", async () => {
    expect((await emitted(0)).length).toBe(0);
    expect((await emitted(1)).length).toBe(N * STEPS);
  });

  it("counts per cell and per step vary binomially; neighbours in cell, step and trial are uncorrelated", async () => {
    const p = 0.3;
    const grid = async (trial: number) => {
      const { times, ids } = await emitted(p, trial);
      const hits = new Uint8Array(N * STEPS);
      for (let k = 0; k < ids.length; k++) hits[times[k]! * N + ids[k]!] = 1;
      return hits;
    };
    const [hits, other] = [await grid(0), await grid(1)];
    const total = N * STEPS;
    for (const shift of [1, 2, 3, 4, 16, N, 2 * N]) {
      let both = 0;
      for (let k = 0; k + shift < total; k++) both += hits[k]! & hits[k + shift]!;
      within(both / (total - shift), p * p, Math.sqrt((p * p * (1 - p * p)) / (total - shift)) * 1.5);
    }
    let across = 0;
    for (let k = 0; k < total; k++) across += hits[k]! & other[k]!;
    within(across / total, p * p, Math.sqrt((p * p * (1 - p * p)) / total));
    const perCell = new Float64Array(N);
    hits.forEach((hit, k) => {
      perCell[k % N]! += hit;
    });
    const variance = perCell.reduce((sum, n) => sum + (n - STEPS * p) ** 2, 0) / N;
    const expected = STEPS * p * (1 - p);
    within(variance, expected, expected * Math.sqrt(2 / N));
  });
});

describe("distributions", () => {
  const values = async (distribution: ReturnType<typeof uniform>, n = 100000) => {
    const net = new Network({ dt: 1, seed: 5 });
    const cells = net.population("cells", n, lifDiscrete).init({ v: distribution });
    await net.build();
    return cells.get("v");
  };

  it("uniform(a, b): in [a, b), mean, variance and ten equal bins as they should be, within 4 sigma", async () => {
    const [low, high] = [-3, 5];
    const v = await values(uniform(low, high));
    const n = v.length;
    expect(v.every((x) => x >= low && x < high)).toBe(true);
    const mean = v.reduce((sum, x) => sum + x, 0) / n;
    const variance = v.reduce((sum, x) => sum + (x - 1) ** 2, 0) / n;
    within(mean, 1, Math.sqrt(64 / 12 / n));
    within(variance, 64 / 12, Math.sqrt((8 ** 4 / 80 - (64 / 12) ** 2) / n));
    const bins = new Uint32Array(10);
    for (const x of v) bins[Math.floor(((x - low) / (high - low)) * 10)]!++;
    for (const count of bins) within(count / n, 0.1, Math.sqrt(0.09 / n));
  });

  it("choice: each value as often as the others, within 4 sigma, and no other", async () => {
    const given = [-2, 0.5, 7];
    const v = await values(choice(given));
    for (const value of given) {
      const share = v.reduce((sum, x) => sum + (x === value ? 1 : 0), 0) / v.length;
      within(share, 1 / 3, Math.sqrt(2 / 9 / v.length));
    }
    expect(v.every((x) => given.includes(x))).toBe(true);
  });

  it("shuffled lattices: every site is as likely for a neuron as any other, chi-square over 600 seeds", async () => {
    const counts = new Uint32Array(12 * 12);
    const SEEDS = 600;
    for (let seed = 0; seed < SEEDS; seed++) {
      const net = new Network({ dt: 1, seed });
      const cells = net.population("cells", [3, 2, 2], lifDiscrete, {}, { shuffle: true });
      await net.build();
      const sites = cells.positions()!;
      for (let k = 0; k < 12; k++) counts[12 * k + sites[3 * k]! + 3 * sites[3 * k + 1]! + 6 * sites[3 * k + 2]!]!++;
    }
    const expected = SEEDS / 12;
    const chi2 = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    // A permutation matrix has 11² degrees of freedom; its mean of chi-square is those times n/(n − 1).
    within(chi2, (121 * 12) / 11, Math.sqrt(2 * 121) * 1.2);
  });
});
