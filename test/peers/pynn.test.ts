import { expect, it } from "vitest";
import {
  allToAll,
  lifBiexp,
  lifCoba,
  Network,
  normal,
  oneToOne,
  poisson,
  spikeSource,
  stdp,
  uniform,
} from "../../dist/src/index.js";

// Cases of PyNN's test/system/scenarios. Its nA, nF, µS are our 1000 pA, 1000 pF, 1000 nS. Step currents are injections.

it("test_scenario2.py: 83 cells with 0.5 … 1.5 nA from 25 ms on spike once, at T = tau·ln(…); the first never", async () => {
  const n = 83;
  const currents = Array.from({ length: n }, (_, k) => 500 + (1000 * k) / n);
  const net = new Network({ dt: 0.01 });
  const cells = net.population("cells", n, lifBiexp, { tauM: 20, cM: 1000, eL: 0, vReset: 0, vTh: 10, tRef: 100 });
  cells.init({ v: 0 });
  const current = net.inject(cells, { into: "i", weight: currents });
  const spikes = net.record(cells, "spikes");
  await net.build();
  current.play([1], { from: 25, every: 100 });
  await net.run(150);
  expect([...spikes.ids].sort((a, b) => a - b)).toEqual(Array.from({ length: n - 1 }, (_, k) => k + 1));
  for (const [k, id] of spikes.ids.entries()) {
    const charge = (currents[id]! * 20) / 1000;
    const expected = 25 + 20 * Math.log(charge / (charge - 10));
    // Theirs, which is that of the slowest simulator; a step is 4e-4 of 25 ms.
    expect(Math.abs(spikes.times[k]! / expected - 1), `cell ${id}`).toBeLessThan(0.005);
  }
  await net.close();
});

it("test_ticket166.py: new spike times between two runs", async () => {
  const net = new Network({ dt: 0.1 });
  const sources = net.population("sources", 2, spikeSource);
  const ifCondExp = { cM: 1000, gL: 50, eL: -65, vTh: -50, vReset: -65, tRef: 0.1, tauSynE: 5, eRevE: 0, iExt: 0 };
  const cells = net.population("cells", 2, lifCoba, ifCondExp).init({ v: -65 });
  net.connect(sources, cells, oneToOne(), { into: "gE", weight: 10, delay: 0.1 });
  await net.build();
  const times = Array.from({ length: 13 }, (_, k) => 2 + (k * 100) / 13);
  sources.play({ times: [...times, ...times.map((t) => t + 3)], ids: [...times.map(() => 0), ...times.map(() => 1)] });
  await net.run(100);
  await net.run(100);
  for (const v of cells.get("v")) expect(v).toBeLessThan(-64.9);
  sources.play({ times: times.map((t) => t + 200), ids: times.map(() => 0) });
  await net.run(100);
  const [first, second] = cells.get("v");
  expect(first).toBeGreaterThan(-60);
  expect(second).toBeLessThan(-64.99);
  await net.close();
});

it("test_electrodes.py, ticket226: 1 nA from 10 to 20 ms: v(10) is at rest, v(10.1) no more", async () => {
  const net = new Network({ dt: 0.1 });
  const cell = net.population("cell", 1, lifBiexp, { tauM: 20, cM: 1000, eL: -60, vReset: -60, vTh: -50 });
  cell.init({ v: -60 });
  const current = net.inject(cell, { into: "i", weight: 1000 });
  const v = net.record(cell, "v");
  await net.build();
  current.play([1], { from: 10, every: 10 });
  await net.run(30);
  const at = (t: number) => v.values[Math.round(t * 10) - 1]!;
  expect(at(10)).toBe(-60);
  expect(at(10.1)).toBeGreaterThan(-59.99);
  // Its closed form: 100 steps, each rounded by 4e-6 mV at most.
  for (const t of [10.1, 15, 20]) expect(Math.abs(at(t) + 60 - 20 * (1 - Math.exp((10 - t) / 20)))).toBeLessThan(1e-4);
  expect(at(20.1)).toBeLessThan(at(20));
  await net.close();
});

it("test_scenario3.py: additive STDP: the half of the sources that fires at 40 Hz gets the greater weights", async () => {
  // At 0.5 ms instead of 0.1 ms. A_plus is a share of w_max = 0.05·g_leak there.
  const wMax = 0.05 * 50;
  const net = new Network({ dt: 0.5, seed: 3 });
  const pre = net.population("pre", 100, poisson);
  const post = net.population("post", 10, lifCoba, {
    cM: 1000,
    gL: 50,
    eL: -70,
    vTh: -54,
    vReset: -60,
    tRef: 0,
    tauSynE: 5,
    tauSynI: 5,
    eRevE: 0,
    eRevI: -70,
    iExt: 0,
  });
  post.init({ v: normal(-60, 5) });
  const rule = stdp({ tauPlus: 20, tauMinus: 20, aPlus: 0.01 * wMax, aMinus: 0.01 * wMax, wMin: 0, wMax });
  const learns = net.connect(pre, post, allToAll(), {
    into: "gE",
    weight: uniform(0, wMax),
    delay: 0.5,
    plasticity: rule,
  });
  const events = net.record(pre, "spikes");
  await net.build();
  pre.play(Float64Array.from({ length: 100 }, (_, k) => (k < 50 ? 5 : 40)));
  const before = await learns.weights();
  await net.run(10_000);
  const after = await learns.weights();
  expect(Math.abs(events.rate() - 22.5)).toBeLessThan(1);
  expect(after).not.toEqual(before);
  const half = (weights: Float32Array) => {
    const mean = weights.reduce((sum, w) => sum + w, 0) / weights.length;
    return { mean, variance: weights.reduce((sum, w) => sum + (w - mean) ** 2, 0) / (weights.length - 1) };
  };
  const [slow, fast] = [half(after.slice(0, 500)), half(after.slice(500))];
  // Theirs: p < 0.01 of a t-test.
  expect((fast.mean - slow.mean) / Math.sqrt((slow.variance + fast.variance) / 500)).toBeGreaterThan(2.6);
  await net.close();
});
