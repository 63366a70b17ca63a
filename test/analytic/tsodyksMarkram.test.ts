import { describe, expect, it } from "vitest";
import { tsodyksMarkram } from "../../dist/src/index.js";
import { releasing } from "../shortTerm.js";

// Closed forms say nothing of irregular trains; those are compared with a re-implementation in test/reference.

/**
 * Release at a regular train's every spike once the train has lasted: from u ← u·f + U(1 − u·f) and
 * x ← 1 − (1 − x(1 − u))·d, d = exp(−T/tauRec), f = exp(−T/tauFacil).
 */
const steady = (T: number, uSe: number, tauRec: number, tauFacil: number): number => {
  const d = Math.exp(-T / tauRec);
  const u = uSe / (1 - (1 - uSe) * Math.exp(-T / tauFacil));
  return (u * (1 - d)) / (1 - (1 - u) * d);
};

describe("Tsodyks–Markram synapses", () => {
  it.each([
    [50, 0.5, 1100, 50],
    [10, 0.05, 125, 1200],
    [100, 0.25, 700, 20],
    [5, 0.9, 3, 400],
    [20, 0.3, 200, 0],
  ])(
    "every %d ms with uSe %d, tauRec %d, tauFacil %d: the closed form of the steady state",
    async (T, uSe, tauRec, tauFacil) => {
      const shortTerm = tsodyksMarkram({ uSe, tauRec, tauFacil });
      const { play, run } = await releasing({ nSources: 1, pre: [0], shortTerm });
      const n = Math.ceil((20 * Math.max(tauRec, tauFacil)) / T);
      play([Array.from({ length: n }, (_, k) => k * T)]);
      const [released] = await run(n * T + 1);
      expect(released![0]).toBe(Math.fround(uSe));
      expect(released!.at(-1)).toBeCloseTo(steady(T, uSe, tauRec, tauFacil), 6);
    },
  );

  it("after a silence of 30 time constants a spike is a first spike again, to the bit", async () => {
    const shortTerm = tsodyksMarkram({ uSe: 0.37, tauRec: 40, tauFacil: 60 });
    const { play, run } = await releasing({ nSources: 1, pre: [0], shortTerm });
    play([[0, 5, 10, 1810]]);
    const [released] = await run(1820);
    expect(released![1]).not.toBe(released![0]);
    expect(released![3]).toBe(released![0]);
  });

  it.each([
    ["uSe 1 without facilitation releases all that has recovered: 1 − exp(−T/tauRec)", 1, 1 - Math.exp(-20 / 80)],
    ["uSe 1e-4 hardly depletes: uSe at every spike", 1e-4, 1e-4],
  ])("%s", async (_, uSe, expected) => {
    const { play, run } = await releasing({ nSources: 1, pre: [0], shortTerm: tsodyksMarkram({ uSe, tauRec: 80 }) });
    play([Array.from({ length: 20 }, (_, k) => 20 * k)]);
    const [released] = await run(400);
    expect(Math.abs(released!.at(-1)! / expected - 1)).toBeLessThan(1e-3);
  });
});
