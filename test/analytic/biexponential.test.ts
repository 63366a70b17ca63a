import { describe, expect, it } from "vitest";
import { izhikevichDimensional, lifBiexp, Network, oneToOne, spikeSource } from "../../dist/src/index.js";
import { decayPair, decayTriple } from "../../dist/src/models/meanDecay.js";
import { cellsOf } from "../cells.js";

// One neuron at a time: could not catch errors that need neighbours in a vector; those are compared with the f64 step.

const maths = { exp: Math.exp, log: Math.log, pow: Math.pow };

/** The end of the chain y1 → y2 → y3 of three decays after a unit of time, by Heun's rule in steps of 1/4000. */
const chain = (a: number, b: number, c: number): number => {
  const n = 4000;
  // y1' = −c·y1, y2' = −b·y2 + y1, y3' = −a·y3 + y2 by Heun's rule, from (1, 0, 0).
  let [y1, y2, y3] = [1, 0, 0];
  const h = 1 / n;
  const slope = (p: number, q: number, r: number) => [-c * p, -b * q + p, -a * r + q] as const;
  for (let k = 0; k < n; k++) {
    const [d1, d2, d3] = slope(y1, y2, y3);
    const [e1, e2, e3] = slope(y1 + h * d1, y2 + h * d2, y3 + h * d3);
    y1 += (h / 2) * (d1 + e1);
    y2 += (h / 2) * (d2 + e2);
    y3 += (h / 2) * (d3 + e3);
  }
  return y3;
};

describe("decayPair and decayTriple", () => {
  it("have the values of their differential equations, where rates coincide too", () => {
    expect(decayPair(0, 0, maths)).toBe(1);
    expect(decayTriple(0, 0, 0, maths)).toBe(1 / 2);
    for (const [a, b, c] of [
      [0.1, 0.05, 2],
      [0.01, 0.002, 0.02],
      [1, 1, 1],
      [3, 3, 3.0001],
      [0, 1, 1],
      [0.999, 0, 0],
      [5, 0.2, 5],
      [2, 0.5, 9],
    ] as const)
      expect(Math.abs(decayTriple(a, b, c, maths) / chain(a, b, c) - 1), `${a}, ${b}, ${c}`).toBeLessThan(5e-6);
  });

  it("any order of the three gives the same, and series and differences meet where one takes over from the other", () => {
    for (const [a, b] of [
      [0.3, 0.7],
      [2, 2.4],
    ] as const)
      for (const c of [0, 1.1, 40]) {
        const value = decayTriple(a, b, c, maths);
        for (const [x, y, z] of [
          [b, c, a],
          [c, a, b],
          [b, a, c],
        ] as const)
          expect(decayTriple(x, y, z, maths)).toBe(value);
      }
    for (const p of [0, 0.3, 0.999999])
      expect(decayTriple(0, p, 1 - 1e-13, maths) / decayTriple(0, p, 1, maths)).toBeCloseTo(1, 11);
  });
});

const models = [
  ["lifBiexp", lifBiexp],
  ["izhikevichDimensional", izhikevichDimensional],
] as const;

describe.each(models)("%s", (_, model) => {
  it.each([
    [2, 20],
    [5, 5],
    [20, 2],
    [0.001, 6],
  ])(
    "tauRise %f, tauDecay %f: iSyn of one arrival is the difference of two exponentials, its integral the weight",
    async (tauRise, tauDecay) => {
      const weight = 5000;
      const net = new Network({ dt: 0.1 });
      const source = net.population("source", 1, spikeSource);
      const cell = net.population("cell", 1, model, { tauRise, tauDecay });
      net.connect(source, cell, oneToOne(), { into: "q", weight, delay: 0.1 });
      const iSyn = net.record(cell, "iSyn");
      await net.build();
      source.play({ times: [0], ids: [0] });
      await net.run(200);
      let charge = 0;
      for (const [k, value] of iSyn.of(0).entries()) {
        // The first sample stands at 0.1 ms, when the spike arrives.
        const t = k * 0.1;
        const exact =
          tauRise === tauDecay
            ? (weight * t * Math.exp(-t / tauDecay)) / tauDecay ** 2
            : (weight * (Math.exp(-t / tauDecay) - Math.exp(-t / tauRise))) / (tauDecay - tauRise);
        expect(Math.abs(value - exact), `t ${t}`).toBeLessThan(1e-4 * (weight / tauDecay) + 1e-6);
        charge += value * 0.1;
      }
      if (tauRise >= 2) expect(charge / weight).toBeCloseTo(1, 3);
    },
  );
});

describe("lifBiexp, closed forms", () => {
  it.each([
    [10, 2, 20],
    [20, 2, 20],
    [5, 5, 5],
    [0.05, 2, 20],
  ])(
    "tauM %f, tauRise %f, tauDecay %f: v of one arrival is that of small steps; steps of 0.1 and 1 ms agree",
    async (tauM, tauRise, tauDecay) => {
      const cM = 250;
      const weight = 20000;
      const at = async (dt: number): Promise<number[]> => {
        const net = new Network({ dt });
        const source = net.population("source", 1, spikeSource);
        const params = { tauM, tauRise, tauDecay, cM, eL: 0, vReset: 0, vTh: 1e6 };
        const cell = net.population("cell", 1, lifBiexp, params).init({ v: 0 });
        net.connect(source, cell, oneToOne(), { into: "q", weight, delay: 1 });
        const v = net.record(cell, "v", { every: 1 });
        await net.build();
        source.play({ times: [0], ids: [0] });
        await net.run(60);
        return [...v.of(0)];
      };
      const [fine, coarse] = [await at(0.1), await at(1)];
      const peak = Math.max(...fine);
      expect(peak).toBeGreaterThan(0.1);
      fine.forEach((value, k) => {
        expect(Math.abs(value - coarse[k]!), `${k + 1} ms`).toBeLessThan(3e-5 * peak);
      });
      // The spike arrives at 1 ms, where the first sample stands.
      const scale = (weight / cM) * (1 / (tauRise * tauDecay));
      fine.forEach((value, t) => {
        if (t === 0) return;
        const exact = scale * t * t * decayTriple(t / tauM, t / tauDecay, t / tauRise, maths);
        expect(Math.abs(value - exact), `${t} ms after`).toBeLessThan(1e-4 * peak);
      });
    },
  );

  it("i of one step is a current of that step: v relaxes towards eL + i·tauM/cM during it", async () => {
    const net = new Network({ dt: 2 });
    const cell = net.population("cell", 1, lifBiexp, { tauM: 10, cM: 10, eL: -65, vTh: 1e6 }).init({ v: -65 });
    const injection = net.inject(cell, { into: "i" });
    await net.build();
    injection.play([30]);
    await net.run(2);
    expect(cell.get("v")[0]).toBeCloseTo(-65 + 30 * (1 - Math.exp(-0.2)), 4);
    injection.play([0]);
    await net.run(2);
    expect(cell.get("v")[0]).toBeCloseTo(-65 + 30 * (1 - Math.exp(-0.2)) * Math.exp(-0.2), 4);
  });
});

describe("izhikevichDimensional", () => {
  it("halving dt halves the error of v below threshold: forward Euler is of the first order", () => {
    const at = (dt: number): number => {
      const cells = cellsOf(izhikevichDimensional, 1, { iExt: 40 }, {}, dt);
      const steps = Math.round(15 / dt);
      for (let k = 0; k < steps; k++) expect(cells.step(k)).toEqual([]);
      return cells.read("v")[0]!;
    };
    // Richardson's estimate of the limit.
    const exact = 2 * at(1 / 64) - at(1 / 32);
    const errors = [1 / 2, 1 / 4, 1 / 8].map((dt) => Math.abs(at(dt) - exact));
    expect(errors[0]! / errors[1]!).toBeGreaterThan(1.8);
    expect(errors[0]! / errors[1]!).toBeLessThan(2.2);
    expect(errors[1]! / errors[2]!).toBeGreaterThan(1.8);
    expect(errors[1]! / errors[2]!).toBeLessThan(2.2);
  });

  it("stays at the lower root of k·(v − vRest)·(v − vT) = u − iExt with u at rest there, and fires above the rheobase", async () => {
    const { k, vRest, vT, b } = { k: 0.7, vRest: -60, vT: -40, b: -2 };
    // k·x·(x − (vT − vRest)) = b·x − iExt, x = v − vRest: the two roots meet where iExt is the rheobase.
    const span = vT - vRest + b / k;
    const rheobase = (k * span ** 2) / 4;
    const run = async (iExt: number) => {
      const net = new Network({ dt: 0.1 });
      const cell = net.population("cell", 1, izhikevichDimensional, { iExt });
      const spikes = net.record(cell, "spikes");
      await net.run(4000);
      return { spikes: spikes.length, v: cell.get("v")[0]!, u: cell.get("u")[0]! };
    };
    const below = await run(0.8 * rheobase);
    const x = (span - Math.sqrt(span ** 2 - (4 * 0.8 * rheobase) / k)) / 2;
    expect(below.spikes).toBe(0);
    expect(below.v).toBeCloseTo(vRest + x, 3);
    expect(below.u).toBeCloseTo(b * x, 2);
    expect((await run(1.1 * rheobase)).spikes).toBeGreaterThan(5);
  });
});
