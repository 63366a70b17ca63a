import { describe, expect, it } from "vitest";
import { lif, lifDelta, Network, oneToOne, spikeSource } from "../../dist/src/index.js";
import { meanDecay } from "../../dist/src/models/meanDecay.js";

// One neuron at a time: could not catch errors that need neighbours in a vector; those are compared with the f64 step.

const maths = { exp: Math.exp, log: Math.log, pow: Math.pow };
/** Far below threshold, measured from rest, so that f32 resolves the response. */
const passive = { eL: 0, vReset: 0, vTh: 1e6 };

describe("meanDecay", () => {
  it("is −expm1(−x)/x within 4e-16 … 2e-15 from 1e-12 to 700, and 1 at 0", () => {
    expect(meanDecay(0, maths)).toBe(1);
    for (let x = 1e-12; x < 700; x *= 1.07)
      expect(Math.abs((meanDecay(x, maths) * x) / -Math.expm1(-x) - 1)).toBeLessThan(2e-15);
  });
});

describe("lif, closed forms", () => {
  // w/cM·∫₀ᵗ exp(−(t − s)/tauM)·exp(−s/tauSyn) ds, with expm1 for the difference of the two exponentials.
  const response = (t: number, w: number, tauM: number, tauSyn: number, cM: number): number => {
    const x = Math.abs(t / tauM - t / tauSyn);
    return (w / cM) * t * Math.exp(-t / Math.max(tauM, tauSyn)) * (x === 0 ? 1 : -Math.expm1(-x) / x);
  };

  for (const into of ["iE", "iI"] as const)
    it.each([
      [10, 2],
      [10, 10],
      [10, 10 * (1 + 1e-9)],
      [10, 10 * (1 - 1e-6)],
      [10, 10.01],
      [10, 200],
      [0.05, 5],
      [20, 0.02],
      [0.001, 0.001],
    ])(
      `tauM %f, tauSyn %f ms: one arrival at ${into} gives the exact response at every step of 0.1 ms`,
      async (tauM, tauSyn) => {
        const weight = 5000;
        const net = new Network({ dt: 0.1 });
        const source = net.population("source", 1, spikeSource);
        const other = into === "iE" ? "tauSynI" : "tauSynE";
        const cell = net
          .population("cell", 1, lif, { ...passive, tauM, tauSynE: tauSyn, tauSynI: tauSyn, [other]: 3 })
          .init({ v: 0 });
        net.connect(source, cell, oneToOne(), { into, weight, delay: 0.1 });
        const v = net.record(cell, "v");
        const current = net.record(cell, into);
        await net.build();
        source.play({ times: [0], ids: [0] });
        await net.run(40);
        const peak = Math.max(...v.values.map(Math.abs));
        // In f32 a step rounds its factor and its product, each by 2^-24 at most.
        const rounding = v.length * 2 ** -23;
        for (const [k, value] of v.of(0).entries()) {
          const t = k * 0.1;
          expect(Math.abs(value - response(t, weight, tauM, tauSyn, 250)), `t ${t}`).toBeLessThan(
            rounding * Math.max(peak, 1e-12),
          );
          expect(Math.abs(current.of(0)[k]! - weight * Math.exp(-t / tauSyn))).toBeLessThan(rounding * weight);
        }
      },
    );
});

describe.each([
  ["lif", lif],
  ["lifDelta", lifDelta],
] as const)("%s, closed forms", (_, model) => {
  it.each([0.1, 1])("dt %f: v = eL + iExt·tauM/cM·(1 − exp(−t/tauM)) below threshold", async (dt) => {
    const net = new Network({ dt });
    const cell = net.population("cell", 1, model, { iExt: 300, tauM: 12, cM: 280, eL: -68 }).init({ v: -68 });
    const v = net.record(cell, "v");
    await net.run(100);
    for (const [k, value] of v.of(0).entries())
      expect(Math.abs(value - (-68 + ((300 * 12) / 280) * (1 - Math.exp((-(k + 1) * dt) / 12))))).toBeLessThan(5e-4);
  });

  it.each([380, 450, 800, 3000])(
    "iExt %f pA: intervals are round(tRef/dt) + ⌈tauM/dt·ln((vInf − vReset)/(vInf − vTh))⌉ steps (f-I curve)",
    async (iExt) => {
      for (const dt of [0.1, 0.5]) {
        const vInf = -70 + (iExt * 10) / 250;
        const steps = Math.round(2 / dt) + Math.ceil((10 / dt) * Math.log((vInf + 70) / (vInf + 55)));
        const net = new Network({ dt });
        const cell = net.population("cell", 1, model, { iExt });
        const spikes = net.record(cell, "spikes");
        await net.run(8 * steps * dt);
        expect(spikes.length).toBeGreaterThan(6);
        expect(spikes.times[0]! / dt).toBeCloseTo(steps - Math.round(2 / dt), 6);
        for (const interval of spikes.intervals()) expect(interval / dt).toBeCloseTo(steps, 6);
      }
    },
  );

  it.each([0, 0.1, 2])(
    "tRef %f ms: hold shows vReset at the spike and for round(tRef/dt) steps, then v leaves it",
    async (tRef) => {
      const net = new Network({ dt: 0.1 });
      const cell = net.population("cell", 1, model, { iExt: 2000, tRef, vReset: -66 });
      const v = net.record(cell, "v");
      const spikes = net.record(cell, "spikes");
      await net.run(20);
      const at = Math.round(spikes.times[0]! / 0.1) - 1;
      const held = Math.round(tRef / 0.1);
      expect([...v.of(0).slice(at, at + held + 1)]).toEqual(new Array(held + 1).fill(-66));
      expect(v.of(0)[at + held + 1]).toBeGreaterThan(-66);
      expect(spikes.intervals()[0]! / 0.1).toBeGreaterThan(held + 1);
    },
  );

  it("a delta that meets a held neuron is lost; with noFire it counts, and the spike is withheld until tRef is over", async () => {
    const run = async (refractory: "hold" | "noFire") => {
      const net = new Network({ dt: 0.1 });
      const source = net.population("source", 1, spikeSource);
      const cell = net.population("cell", 1, model, { refractory, tRef: 0.5 });
      net.connect(source, cell, oneToOne(), { into: "delta", weight: 40, delay: 0.1 });
      const v = net.record(cell, "v");
      const spikes = net.record(cell, "spikes");
      await net.build();
      // Arrivals at 0.1 (spike), 0.4 and 0.6 (the last of the five steps 0.2 … 0.6).
      source.play({ times: [0, 0.3, 0.5], ids: [0, 0, 0] });
      await net.run(2);
      return { v: v.of(0), times: [...spikes.times].map((t) => Math.round(t * 10)) };
    };
    const held = await run("hold");
    expect(held.times).toEqual([1]);
    expect([...held.v]).toEqual(new Array(20).fill(-70));
    const free = await run("noFire");
    expect(free.times).toEqual([1, 7]);
    expect(free.v[3]).toBeCloseTo(-30, 4);
    expect(free.v[5]).toBeCloseTo(-70 + 40 * Math.exp(-0.02) + 40, 4);
    expect(free.v[6]).toBe(-70);
  });
});

it("a delta that meets the first step after the refractory period counts", async () => {
  const net = new Network({ dt: 0.1 });
  const source = net.population("source", 1, spikeSource);
  const cell = net.population("cell", 1, lifDelta, { tRef: 0.5 });
  net.connect(source, cell, oneToOne(), { into: "delta", weight: 40, delay: 0.1 });
  const spikes = net.record(cell, "spikes");
  await net.build();
  source.play({ times: [0, 0.6], ids: [0, 0] });
  await net.run(2);
  expect([...spikes.times].map((t) => Math.round(t * 10))).toEqual([1, 7]);
});

it("a column that only decays becomes zero instead of subnormal, and never before 1e-20", async () => {
  const net = new Network({ dt: 0.1 });
  const source = net.population("source", 1, spikeSource);
  const cells = net.population("cells", 17, lif, { tauSynE: 5 });
  net.connect(source, cells.slice(16), oneToOne(), { into: "iE", weight: -100 });
  const iE = net.record(cells.slice(16), "iE");
  await net.build();
  source.play({ times: [0], ids: [0] });
  await net.run(400);
  const sizes = iE.of(0).map(Math.abs);
  const [zero] = [sizes.findIndex((size, k) => k > 0 && size === 0)];
  expect(sizes[zero - 1]).toBeLessThan(1e-20);
  expect(Math.min(...sizes.slice(0, zero))).toBeGreaterThan(2 ** -126);
  expect(sizes.slice(zero).every((size) => size === 0)).toBe(true);
});
