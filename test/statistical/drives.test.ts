import { describe, expect, it } from "vitest";
import { gaussianDrive, Network, poisson, poissonDrive, pulseDrive } from "../../dist/src/index.js";
import { driven } from "../driven.js";

// Fixed seeds and bounds of 4 standard deviations against closed forms. Could not catch correlations but those of pairs at
// the distances looked at here.

const N = 10000;
const STEPS = 100;
const TOTAL = N * STEPS;

const within = (value: number, mean: number, sd: number): void => {
  expect(Math.abs(value - mean)).toBeLessThanOrEqual(4 * sd);
};

const million = (cells: ReturnType<typeof driven>): Float32Array => {
  const out = new Float32Array(TOTAL);
  for (let step = 0; step < STEPS; step++) {
    cells.add(step);
    out.set(cells.take(), step * N);
  }
  return out;
};

/** Pearson correlations with the neighbour so far away, or with another sample, in standard deviations. */
const uncorrelated = (values: Float32Array, mean: number, variance: number, other: Float32Array): void => {
  const shifts = [1, 2, 3, 4, 5, 8, 12, 16, 17, 32, N, 2 * N];
  for (const shift of [0, ...shifts]) {
    const against = shift === 0 ? other : values.subarray(shift);
    let sum = 0;
    for (let k = 0; k < against.length; k++) sum += (values[k]! - mean) * (against[k]! - mean);
    within(sum / against.length / variance, 0, 1 / Math.sqrt(against.length));
  }
};

describe("poissonDrive", () => {
  const counts = (mean: number, trial = 0) =>
    million(driven(poissonDrive, N, { rate: 1000 * mean, weight: 1 }, { seed: 2026, trial }));

  it.each([0.01, 0.5, 2, 7.3, 40, 450])(
    "mean %f: a million counts fit the exact probabilities by chi-square",
    (mean) => {
      const observed = new Float64Array(1000);
      for (const k of counts(mean)) observed[k]!++;
      let [chi2, bins, pooled, pooledExpected, logFactorial] = [0, 0, 0, 0, 0];
      const close = (): void => {
        chi2 += (pooled - pooledExpected) ** 2 / pooledExpected;
        [pooled, pooledExpected] = [0, 0];
        bins++;
      };
      let left = TOTAL;
      for (let k = 0; k < 1000; k++) {
        if (k > 0) logFactorial += Math.log(k);
        const expected = TOTAL * Math.exp(k * Math.log(mean) - mean - logFactorial);
        pooled += observed[k]!;
        pooledExpected += expected;
        left -= expected;
        if (pooledExpected < 20 || left < 20) continue;
        close();
      }
      pooledExpected += Math.max(0, left);
      if (pooledExpected > 0) close();
      within(chi2, bins - 1, Math.sqrt(2 * (bins - 1)));
    },
  );

  it.each([0.5, 2, 7.3])("mean %f: neighbours in neuron, step and trial are uncorrelated", (mean) => {
    uncorrelated(counts(mean), mean, mean, counts(mean, 1));
  });
});

/** P(N < x) by the series of erf near 0, by the continued fraction of erfc in the tails. */
const normalBelow = (x: number): number => {
  const z = Math.abs(x) / Math.SQRT2;
  let upper: number;
  if (z < 2.5) {
    let [term, sum] = [z, z];
    for (let k = 1; k < 60; k++) {
      term *= -(z * z) / k;
      sum += term / (2 * k + 1);
    }
    upper = 0.5 - sum / Math.sqrt(Math.PI);
  } else {
    let fraction = 0;
    for (let k = 60; k > 0; k--) fraction = k / 2 / (z + fraction);
    upper = Math.exp(-z * z) / Math.sqrt(Math.PI) / (z + fraction) / 2;
  }
  return x < 0 ? upper : 1 - upper;
};

describe("gaussianDrive", () => {
  const sample = (trial = 0) => million(driven(gaussianDrive, N, { mean: 0, sd: 1 }, { seed: 77, trial }));
  const values = sample();

  it("a million numbers have the moments 0, 1, 0, 3 of a normal one", () => {
    const moment = (power: number) => values.reduce((sum, x) => sum + x ** power, 0) / TOTAL;
    within(moment(1), 0, 1 / Math.sqrt(TOTAL));
    within(moment(2), 1, Math.sqrt(2 / TOTAL));
    within(moment(3), 0, Math.sqrt(15 / TOTAL));
    within(moment(4), 3, Math.sqrt(96 / TOTAL));
    within(moment(6), 15, Math.sqrt((10395 - 225) / TOTAL));
  });

  it("fit the normal distribution function (Kolmogorov–Smirnov, 0.1 %), tails beyond 3, 4 and 4.5 apart", () => {
    const sorted = values.slice().sort();
    let most = 0;
    sorted.forEach((x, k) => {
      const below = normalBelow(x);
      most = Math.max(most, Math.abs(below - k / TOTAL), Math.abs(below - (k + 1) / TOTAL));
    });
    expect(most * Math.sqrt(TOTAL)).toBeLessThan(1.95);
    for (const bound of [3, 4, 4.5])
      for (const side of [-1, 1]) {
        const expected = TOTAL * normalBelow(-bound);
        within(values.filter((x) => side * x > bound).length, expected, Math.sqrt(expected));
      }
  });

  it("neighbours in neuron, step and trial are uncorrelated, and so are their squares", () => {
    const other = sample(1);
    uncorrelated(values, 0, 1, other);
    const squared = (x: Float32Array) => x.map((value) => value * value);
    uncorrelated(squared(values), 1, 2, squared(other));
  });

  it("mean and sd shift and scale", () => {
    const cells = driven(gaussianDrive, N, { mean: -2, sd: 3 }, { seed: 77 });
    cells.add(0);
    expect(cells.take()).toEqual(values.slice(0, N).map((x) => Math.fround(-2 + Math.fround(3 * x))));
  });
});

describe("pulseDrive", () => {
  it("hits one neuron of its group a step, each as often as the others by chi-square", () => {
    const cells = driven(pulseDrive, 60, { amplitude: 1 }, { begin: 7, end: 48, seed: 3 });
    const hits = new Float64Array(60);
    const HITS = 20000;
    for (let step = 0; step < HITS; step++) {
      cells.add(step);
      const added = cells.take();
      expect(added.reduce((sum, x) => sum + x, 0)).toBe(1);
      hits[added.indexOf(1)]!++;
    }
    const group = hits.slice(7, 48);
    expect(group.reduce((sum, count) => sum + count, 0)).toBe(HITS);
    const expected = HITS / 41;
    const chi2 = group.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    within(chi2, 40, Math.sqrt(80));
  });
});

describe("poisson source", () => {
  it.each([1, 40, 2000])("%i Hz: a million steps have events with probability 1 − exp(−rate·dt)", async (rate) => {
    const net = new Network({ dt: 0.5, seed: 8 });
    const source = net.population("source", 400, poisson, { rate });
    const spikes = net.record(source, "spikes");
    await net.run(1250);
    const p = 1 - Math.exp(-rate * 0.0005);
    within(spikes.length / 1e6, p, Math.sqrt((p * (1 - p)) / 1e6));
  });
});
