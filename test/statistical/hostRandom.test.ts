import { describe, expect, it } from "vitest";
import { Random } from "../../dist/src/index.js";
import { chiSquareSigmas, kolmogorov, lnGamma, normalBelow } from "./distributions.js";

// Against distribution functions computed by series; fixed seeds. Could not catch dependence between calls far apart.

/** Exceeded by chance once in a thousand seeds. */
const KOLMOGOROV_BOUND = 1.95;
/** Of χ², about the same. */
const SIGMAS = 4;

const sample = (n: number, draw: () => number): Float64Array => Float64Array.from({ length: n }, draw);

describe("Random", () => {
  it("uniform, normal and exponential have their distribution functions (Kolmogorov–Smirnov)", () => {
    const random = new Random(1, "test:continuous");
    expect(
      kolmogorov(
        sample(50000, () => random.uniform()),
        (x) => x,
      ),
    ).toBeLessThan(KOLMOGOROV_BOUND);
    expect(
      kolmogorov(
        sample(50000, () => random.normal()),
        normalBelow,
      ),
    ).toBeLessThan(KOLMOGOROV_BOUND);
    expect(
      kolmogorov(
        sample(50000, () => random.exponential()),
        (x) => 1 - Math.exp(-x),
      ),
    ).toBeLessThan(KOLMOGOROV_BOUND);
  });

  it.each([0.3, 4, 60, 499, 1200])("poisson of mean %f has its probabilities (χ²)", (mean) => {
    const random = new Random(2, "test:poisson");
    const most = Math.ceil(mean + 12 * Math.sqrt(mean) + 12);
    const counts = new Uint32Array(most + 1);
    for (let k = 0; k < 40000; k++) counts[random.poisson(mean)]!++;
    const probabilities = Array.from(counts, (_, k) => Math.exp(k * Math.log(mean) - mean - lnGamma(k + 1)));
    expect(chiSquareSigmas(counts, probabilities)).toBeLessThan(SIGMAS);
    expect(counts.reduce((sum, n) => sum + n, 0)).toBe(40000);
  });

  it("all 120 orders of five are equally likely (χ²), and neighbours of one stream's trials are independent", () => {
    const counts = new Uint32Array(120);
    let product = 0;
    for (let trial = 0; trial < 24000; trial++) {
      const random = new Random(4, "test:orders", trial);
      const order = random.shuffle([0, 1, 2, 3, 4]);
      const rank = order.reduce(
        (sum, value, k) => sum * (5 - k) + order.slice(k + 1).filter((later) => later < value).length,
        0,
      );
      counts[rank]!++;
      product +=
        (new Random(4, "test:orders", trial).uniform() - 0.5) *
        (new Random(4, "test:orders", trial + 1).uniform() - 0.5);
    }
    expect(chiSquareSigmas(counts, new Array(120).fill(1 / 120))).toBeLessThan(SIGMAS);
    // The product of two has the standard deviation 1/12.
    expect(Math.abs(product / 24000)).toBeLessThan(4 / 12 / Math.sqrt(24000));
  });
});
