import { describe, expect, it } from "vitest";
import {
  allToAll,
  bernoulli,
  lifDelta,
  Network,
  oneToOne,
  pairs,
  poisson,
  poissonDrive,
  spikeSource,
  stdp,
} from "../../dist/src/index.js";
import { refused } from "../refusals.js";
import { heard } from "./played.js";

// Cases of Brian 2's brian2/tests. Conventions that differ, here and in MODELS.md: its spikes are stamped with the beginning of
// their step, ours with its end; it counts the step of a spike as refractory, we count from the next; its delay of 0 is our dt.

/** Without a leak: what a unit of v in Brian 2 is, v' = rate. */
const ramp = (rate: number) => ({ tauM: 1e18, cM: 1, eL: 0, vReset: 0, vTh: 1, iExt: rate / 1000 });
const still = { tauM: 1e18, eL: 0, vReset: 0, vTh: 1e9 };

describe("test_refractory.py", () => {
  const dt = 0.1;

  it.each([
    ["differs: 5 ms here are a step more", 5, 151],
    ["4.9 ms here are its 5 ms", 4.9, 150],
  ])("test_refractoriness_basic: 99.999 Hz: at 0 from index 100 on; %s", async (_, tRef, leaves) => {
    const { v } = await heard(lifDelta, { dt, run: 20, v: 0, params: { ...ramp(99.999), tRef } });
    expect(v.indexOf(0)).toBe(100);
    expect(v.findIndex((value, k) => k > 100 && value > 0)).toBe(leaves);
  });

  it.each([
    ["differs: 10 ms", 10, [51, 152]],
    ["9.9 ms here are its 10 ms", 9.9, [51, 151]],
  ])("test_refractoriness_threshold: 199.999 Hz, v goes on: its 5 and 15 ms (+ dt); %s", async (_, tRef, steps) => {
    const { spikes } = await heard(lifDelta, {
      dt,
      run: 16,
      v: 0,
      params: { ...ramp(199.999), tRef, refractory: "noFire" },
    });
    expect([...spikes].map((t) => Math.round(t / dt))).toEqual(steps);
  });

  it.each([
    ["differs: 10 steps", 1, 11],
    ["9 steps here are its 10", 0.9, 10],
  ])("test_refractoriness_repeated: whenever it can, every 10 steps; %s", async (_, tRef, every) => {
    const { spikes } = await heard(lifDelta, { dt, run: 100, v: 0, params: { ...ramp(1e9), tRef } });
    expect(Math.round(spikes[0]! / dt)).toBe(1);
    spikes.forEach((t, k) => {
      expect(Math.round(t / dt)).toBe(1 + every * k);
    });
  });
});

describe("test_spikegenerator.py", () => {
  it("test_spikegenerator_connected: each event adds 1 to its neuron, one step later", async () => {
    const net = new Network({ dt: 0.1 });
    const source = net.population("source", 10, spikeSource);
    const cells = net.population("cells", 10, lifDelta, still).init({ v: 0 });
    net.connect(source, cells, oneToOne(), { into: "delta", weight: 1, delay: 0.1 });
    const v = net.record(cells, "v");
    await net.build();
    const ids = Array.from({ length: 10 }, (_, k) => k);
    source.play({ times: ids.map((k) => k / 2), ids });
    await net.run(6);
    for (const k of ids) expect(v.of(k).findIndex((value) => value > 0)).toBe(5 * k);
    expect([...cells.get("v")].every((value) => Math.abs(value - 1) < 1e-6)).toBe(true);
    await net.close();
  });

  it("test_spikegenerator_change_spikes: events given in three calls between runs all come", async () => {
    const net = new Network({ dt: 0.1 });
    const source = net.population("source", 2, spikeSource);
    const spikes = net.record(source, "spikes");
    await net.build();
    const all: number[] = [];
    for (const from of [0, 5, 10]) {
      const times = [0, 0.7, 1.4, 3.3].map((t) => t + from);
      all.push(...times);
      source.play({ times, ids: times.map((_, k) => k % 2) });
      await net.run(5);
    }
    expect([...spikes.times].map((t) => Math.round(t * 10))).toEqual(all.map((t) => Math.round(t * 10)));
    await net.close();
  });

  it("test_spikegenerator_incorrect_values: N 0 and 1.5, ids −1 and 5 of 5, a time of −1", async () => {
    const net = new Network({ dt: 0.1 });
    for (const n of [0, 1.5]) expect(refused(() => net.population(`of ${n}`, n, spikeSource)).code).toBe("bad-input");
    const source = net.population("source", 5, spikeSource);
    await net.build();
    for (const [time, id] of [
      [1, -1],
      [1, 5],
      [-1, 0],
    ] as const)
      expect(refused(() => source.play({ times: [time], ids: [id] })).code).toBe("bad-input");
    await net.close();
  });
});

describe("test_synapses.py", () => {
  it("test_transmission_all_to_one_heterogeneous_delays (+ dt): 3, 12, 33, 48", async () => {
    const dt = 0.1;
    const net = new Network({ dt });
    const source = net.population("source", 6, spikeSource);
    const cell = net.population("cell", 1, lifDelta, still).init({ v: 0 });
    const [pre, post] = [
      [0, 1, 2, 3, 4, 5],
      [0, 0, 0, 0, 0, 0],
    ];
    const delay = [1, 1, 1, 2, 3, 2].map((steps) => steps * dt);
    net.connect(source, cell, pairs(pre, post), { into: "delta", weight: [1, 2, 3, 4, 5, 6], delay });
    const v = net.record(cell, "v");
    await net.build();
    source.play({
      ids: [0, 1, 4, 5, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5],
      times: [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2].map((step) => step * dt),
    });
    await net.run(4 * dt);
    for (const [k, expected] of [3, 12, 33, 48].entries()) expect(v.values[k]).toBeCloseTo(expected, 5);
    await net.close();
  });

  it("test_transmission_one_to_all_heterogeneous_delays (+ dt)", async () => {
    const dt = 0.1;
    const net = new Network({ dt });
    const source = net.population("source", 1, spikeSource);
    const cells = net.population("cells", 6, lifDelta, still).init({ v: 0 });
    const delay = [1, 1, 2, 4, 3, 2].map((steps) => (steps + 1) * dt);
    net.connect(source, cells, pairs([0, 0, 0, 0, 0, 0], [0, 1, 2, 3, 4, 5]), { into: "delta", weight: 1, delay });
    const v = net.record(cells, "v");
    await net.build();
    source.play({ times: [0, 2 * dt], ids: [0, 0] });
    await net.run(5 * dt);
    const table = [
      [0, 1, 1, 2, 2],
      [0, 1, 1, 2, 2],
      [0, 0, 1, 1, 2],
      [0, 0, 0, 0, 1],
      [0, 0, 0, 1, 1],
      [0, 0, 1, 1, 2],
    ];
    for (const [k, row] of table.entries()) expect([...v.of(k)].map((value) => Math.round(value))).toEqual(row);
    await net.close();
  });

  it("test_event_driven: STDP of dense trains. Differs: at spikes in one step Brian runs pre then post, ours both from old values", async () => {
    // v += rate·dt at 0.1 ms until above 1: a spike every 11 and 7 steps before, every 10 and 8 after the synapse, for 25 ms.
    const trains = [
      { pre: 11, post: 10, brian: 3.749383e-3 },
      { pre: 7, post: 8, brian: 4.718326e-3 },
    ];
    const [gmax, tau, dt] = [0.01, 20, 0.1];
    const [dPre, dPost] = [0.01 * gmax, -0.0105 * gmax];
    const spikesAt = (every: number) => (step: number) => (step + 1) % every === 0;
    const clipped = (w: number) => Math.min(Math.max(w, 0), gmax);
    /** In f64, one rule or the other. */
    const run = ({ pre, post }: (typeof trains)[number], sequential: boolean, steps = 250): number => {
      let [w, x, y] = [gmax / 2, 0, 0];
      for (let step = 0; step < steps; step++) {
        [x, y] = [x * Math.exp(-dt / tau), y * Math.exp(-dt / tau)];
        const [isPre, isPost] = [spikesAt(pre)(step), spikesAt(post)(step)];
        if (sequential) {
          if (isPre) [x, w] = [x + dPre, clipped(w + y)];
          if (isPost) [y, w] = [y + dPost, clipped(w + x)];
        } else {
          w = clipped(w + (isPre ? y : 0) + (isPost ? x : 0));
          x += isPre ? dPre : 0;
          y += isPost ? dPost : 0;
        }
      }
      return w;
    };
    for (const train of trains) {
      const net = new Network({ dt });
      const [before, kick] = [net.population("before", 1, spikeSource), net.population("kick", 1, spikeSource)];
      const cell = net.population("cell", 1, lifDelta, { tRef: 0 });
      const rule = stdp({ tauPlus: tau, tauMinus: tau, aPlus: dPre, aMinus: -dPost, wMin: 0, wMax: gmax });
      const learns = net.connect(before, cell, oneToOne(), {
        into: "delta",
        weight: gmax / 2,
        delay: dt,
        plasticity: rule,
      });
      net.connect(kick, cell, oneToOne(), { into: "delta", weight: 1000, delay: dt });
      await net.build();
      const times = (every: number) =>
        Array.from({ length: 250 }, (_, k) => k)
          .filter(spikesAt(every))
          .map((k) => k * dt);
      for (const [source, every] of [
        [before, train.pre],
        [kick, train.post],
      ] as const)
        source.play({ times: times(every), ids: times(every).map(() => 0) });
      await net.run(26);
      const [w] = await learns.weights();
      // Some 60 increments are added to a weight of 5e-3, each rounded by 2^-32; amplitudes are f32 too.
      expect(Math.abs(w! - run(train, false))).toBeLessThan(5e-8);
      // Its figures are those of the first 249 steps.
      expect(Math.abs(run(train, true, 249) - train.brian)).toBeLessThan(5e-10);
      await net.close();
    }
  });
});

describe("test_poissoninput.py, test_poissongroup.py", () => {
  it("test_poissoninput: rate 0 never; 10,000 × 50 Hz varies in time and over neurons", async () => {
    const net = new Network({ dt: 0.1 });
    const cells = net.population("cells", 20, lifDelta, still).init({ v: 0 });
    const silent = net.population("silent", 20, lifDelta, still).init({ v: 0 });
    net.drive(cells, poissonDrive, { rate: 10_000 * 50, weight: 1 }, { into: "delta" });
    net.drive(silent, poissonDrive, { rate: 0, weight: 1 }, { into: "delta" });
    const v = net.record(cells, "v");
    await net.run(10);
    expect(silent.get("v").every((value) => value === 0)).toBe(true);
    expect(new Set(cells.get("v")).size).toBeGreaterThan(10);
    const steps = [...v.of(0)].map((value, k, all) => value - (all[k - 1] ?? 0));
    expect(new Set(steps.map((step) => Math.round(step))).size).toBeGreaterThan(10);
    await net.close();
  });

  it("test_single_rates: rate 0 never; differs: 1/dt is not every step, but 1 − 1/e of them (P = 1 − exp(−rate·dt))", async () => {
    const net = new Network({ dt: 0.1 });
    const source = net.population("source", 1000, poisson);
    const spikes = net.record(source, "spikes");
    await net.build();
    source.play(Float64Array.from({ length: 1000 }, (_, k) => (k < 500 ? 0 : 1e4)));
    await net.run(10);
    expect(spikes.ids.every((id) => id >= 500)).toBe(true);
    expect(Math.abs(spikes.length / 50_000 - (1 - Math.exp(-1)))).toBeLessThan(4 * Math.sqrt(0.2325 / 50_000));
    await net.close();
  });

  it("test_poissoninput_refractory: 1 a step, threshold 4.5, held for 5 steps at 0; differs: one step longer", async () => {
    const net = new Network({ dt: 0.1 });
    const source = net.population("source", 1, bernoulli);
    const cell = net.population("cell", 1, lifDelta, { ...still, vTh: 4.5, tRef: 0.5 }).init({ v: 0 });
    net.connect(source, cell, allToAll(), { into: "delta", weight: 1, delay: 0.1 });
    const v = net.record(cell, "v");
    await net.build();
    source.play([1]);
    await net.run(1.1);
    expect([...v.values].map((value) => Math.round(value))).toEqual([1, 2, 3, 4, 0, 0, 0, 0, 0, 0, 1]);
    await net.close();
  });
});
