import { describe, expect, it } from "vitest";
import { lifCoba, Network, oneToOne, spikeSource } from "../../dist/src/index.js";

// Could not catch an error of the equation itself that the fine solution below shares.

const PARAMS = { cM: 200, gL: 10, eL: -60, vTh: 1e6, tauSynE: 5, tauSynI: 10, eRevE: 0, eRevI: -80, iExt: 50 };
const V0 = -55;

/** v at t ms after gE and gI jumped to the given values, by Runge–Kutta of order four with 1e-3 ms. */
const fine = (t: number, gE: number, gI: number): number => {
  const { cM, gL, eL, tauSynE, tauSynI, eRevE, eRevI, iExt } = PARAMS;
  const slope = (s: number, v: number): number =>
    (gL * (eL - v) + gE * Math.exp(-s / tauSynE) * (eRevE - v) + gI * Math.exp(-s / tauSynI) * (eRevI - v) + iExt) / cM;
  const h = 1e-3;
  let v = V0;
  for (let k = 0; k < Math.round(t / h); k++) {
    const s = k * h;
    const k1 = slope(s, v);
    const k2 = slope(s + h / 2, v + (h / 2) * k1);
    const k3 = slope(s + h / 2, v + (h / 2) * k2);
    const k4 = slope(s + h, v + h * k3);
    v += (h / 6) * (k1 + 2 * k2 + 2 * k3 + k4);
  }
  return v;
};

/** v every `every` ms from the first step on, when gE and gI arrive at the end of that step; v is V0 then. */
const traced = async (dt: number, duration: number, gE: number, gI: number, params: Partial<typeof PARAMS> = {}) => {
  const net = new Network({ dt });
  const source = net.population("source", 1, spikeSource);
  // eL and iExt of the first step leave v at V0.
  const cell = net.population("cell", 1, lifCoba, { ...PARAMS, eL: V0, iExt: 0 }).init({ v: V0 });
  net.connect(source, cell, oneToOne(), { into: "gE", weight: gE, delay: dt });
  net.connect(source, cell, oneToOne(), { into: "gI", weight: gI, delay: dt });
  const v = net.record(cell, "v");
  await net.build();
  source.play({ times: [0], ids: [0] });
  await net.run(dt);
  expect(cell.get("v")[0]).toBe(V0);
  cell.set({ ...PARAMS, ...params });
  await net.run(duration);
  return v.of(0).slice(1);
};

describe("lifCoba", () => {
  it("converges with order 2 to the fine f64 solution: a quarter of the error at half the step", async () => {
    const errors: number[] = [];
    for (const dt of [2, 1, 0.5, 0.25]) {
      const v = await traced(dt, 16, 30, 20);
      errors.push(Math.max(...[4, 8, 12, 16].map((t) => Math.abs(v[Math.round(t / dt) - 1]! - fine(t, 30, 20)))));
    }
    for (let k = 1; k < errors.length; k++) {
      const order = Math.log2(errors[k - 1]! / errors[k]!);
      expect(order).toBeGreaterThan(1.85);
      expect(order).toBeLessThan(2.2);
    }
  });

  it("at 0.1 ms it is within 2e-3 mV of the fine f64 solution", async () => {
    const v = await traced(0.1, 20, 12, 25);
    for (const t of [1, 2, 5, 10, 20])
      expect(Math.abs(v[Math.round(t / 0.1) - 1]! - fine(t, 12, 25))).toBeLessThan(2e-3);
  });

  it("settles at (gL·eL + gE·eRevE + gI·eRevI + iExt)/(gL + gE + gI) under constant conductances", async () => {
    for (const [gE, gI] of [
      [5, 0],
      [0, 40],
      [30, 70],
    ] as const) {
      const v = await traced(0.1, 300, gE, gI, { tauSynE: 1e18, tauSynI: 1e18 });
      expect(v.at(-1)).toBeCloseTo((10 * -60 + gE * 0 + gI * -80 + 50) / (10 + gE + gI), 3);
    }
  });

  it("is at its limit after one step of conductances far beyond the step, and stays", async () => {
    const v = await traced(1, 200, 1e5, 1e5, { tauSynE: 1e18, tauSynI: 1e18 });
    for (const value of v) expect(Math.abs(value + 40)).toBeLessThan(5e-3);
  });

  it("20 inhibitory spikes of 51 nS at once, dt 1 ms: v goes to its limit and no further (by hand)", async () => {
    // In each step z = (10 + g)/200 with the mean g of the step is above 2, so v is (10·(−40) − g·80)/(10 + g).
    const v = await traced(1, 3, 0, 20 * 51, { iExt: 200 });
    v.forEach((value, k) => {
      const g = (1020 * (Math.exp(-k / 10) + Math.exp(-(k + 1) / 10))) / 2;
      expect(value).toBeCloseTo((10 * -40 - g * 80) / (10 + g), 4);
    });
    expect(v[0]).toBeCloseTo(-79.59, 2);
    expect(v[1]).toBeCloseTo(-79.55, 2);
  });

  it("iExt alone: v settles at eL + iExt/gL, and the defaults fire with the period of the closed form", async () => {
    const net = new Network({ dt: 0.1 });
    const cell = net.population("cell", 1, lifCoba);
    const spikes = net.record(cell, "spikes");
    await net.run(200);
    // vInf −40, from −60 to −50 with tauM 20 ms: 20·ln 2 = 13.86 ms, and tRef 5 ms.
    const steps = 50 + Math.ceil(200 * Math.log(2));
    for (const interval of spikes.intervals()) expect(interval / 0.1).toBeCloseTo(steps, 6);
    expect(spikes.length).toBe(10);
  });
});
