import { describe, expect, it } from "vitest";
import { normal, tsodyksMarkram, uniform } from "../../dist/src/index.js";
import { releasing } from "../shortTerm.js";

// One seed: could not catch a rare fault of the draws themselves, which test/statistical/values.test.ts is for.

const N = 4000;
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("params of short-term plasticity drawn for each synapse", () => {
  it("have the mean and spread of their distributions, and nothing to do with each other", async () => {
    const shortTerm = tsodyksMarkram({ uSe: uniform(0.2, 0.8), tauRec: normal(100, 10, { clip: [1, 1000] }) });
    const { play, run } = await releasing({ nSources: 1, pre: new Array(N).fill(0), shortTerm });
    play([[0, 50]]);
    const released = await run(60);
    const uSe = released.map(([first]) => first!);
    // The second release is uSe·(1 − uSe·exp(−50/tauRec)).
    const tauRec = released.map(([first, second]) => -50 / Math.log((1 - second! / first!) / first!));
    const spread = (values: readonly number[]) => Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)));
    expect(Math.abs(mean(uSe) - 0.5)).toBeLessThan(4 * (0.6 / Math.sqrt(12 * N)));
    expect(spread(uSe)).toBeCloseTo(0.6 / Math.sqrt(12), 2);
    expect(Math.abs(mean(tauRec) - 100)).toBeLessThan(4 * (10 / Math.sqrt(N)));
    expect(Math.abs(spread(tauRec) / 10 - 1)).toBeLessThan(0.05);
    const together = mean(uSe.map((value, k) => (value - mean(uSe)) * (tauRec[k]! - mean(tauRec))));
    expect(Math.abs(together / spread(uSe) / spread(tauRec))).toBeLessThan(4 / Math.sqrt(N));
  });
});
