import { describe, expect, it } from "vitest";
import { alif, lif, Network, oneToOne, spikeSource } from "../../dist/src/index.js";

// One current at a time: could not catch an error in how inputs reach the neuron; those are lif's, and conformance has them.

const dt = 0.1;
const params = { iExt: 700, tauA: 150, jump: 3, tRef: 2 };
/** mV that v tends to, and what else lif has by default. */
const [vInf, vTh, vReset, tauM] = [-70 + (700 * 10) / 250, -55, -70, 10];

const run = async (model: typeof alif | typeof lif, given: object, ms: number) => {
  const net = new Network({ dt });
  const cell = net.population("cell", 1, model as typeof alif, given);
  const spikes = net.record(cell, "spikes");
  await net.run(ms);
  const { times } = spikes;
  await net.close();
  return [...times];
};

describe("alif, a constant current", () => {
  it("spikes at the steps at which the closed forms of v and of the threshold meet, hold and noFire, 2 s", async () => {
    for (const refractory of ["hold", "noFire"] as const) {
      const times = await run(alif, { ...params, refractory }, 2000);
      expect(times.length).toBeGreaterThan(25);
      // Each interval from the spike before, whose own time on the grid and threshold are known: closed forms, no steps.
      let a = 0;
      let before = 0;
      let from = -70;
      times.forEach((time, k) => {
        const held = k > 0 && refractory === "hold" ? params.tRef : 0;
        const distance = (t: number) =>
          vInf + (from - vInf) * Math.exp(-Math.max(0, t - held) / tauM) - vTh - a * Math.exp(-t / params.tauA);
        const interval = time - before;
        expect(distance(interval), `spike ${k} at ${time}, ${refractory}`).toBeGreaterThan(-1e-4);
        const wait = k > 0 ? params.tRef : 0;
        if (interval - dt > wait + 1e-9) expect(distance(interval - dt), `before spike ${k}`).toBeLessThan(1e-4);
        a = a * Math.exp(-interval / params.tauA) + params.jump;
        [before, from] = [time, vReset];
      });
    }
  });

  it("settles at the interval T with v(T) = vTh + jump/(exp(T/tauA) − 1), within a step", async () => {
    const times = await run(alif, params, 4000);
    const short = (T: number) =>
      vInf + (vReset - vInf) * Math.exp(-(T - params.tRef) / tauM) - vTh - params.jump / Math.expm1(T / params.tauA);
    let [low, high] = [params.tRef, 1000];
    for (let k = 0; k < 60; k++) {
      const middle = (low + high) / 2;
      if (short(middle) > 0) high = middle;
      else low = middle;
    }
    const last = times.slice(-11);
    const mean = (last.at(-1)! - last[0]!) / 10;
    expect(mean).toBeGreaterThan(high - 1e-3);
    expect(mean).toBeLessThan(high + dt);
  });

  it("without a jump it is lif: the same spikes", async () => {
    expect(await run(alif, { iExt: 700, jump: 0 }, 500)).toEqual(await run(lif, { iExt: 700 }, 500));
  });
});

describe("alif, the threshold", () => {
  it("jumps by `jump` at every spike and falls by exp(−t/tauA) between, whichever kernel runs", async () => {
    const counts: number[] = [];
    for (const kernel of ["Hold", "Uniform", "PerNeuron"] as const) {
      const net = new Network({ dt });
      const given =
        kernel === "PerNeuron"
          ? { jump: Array.from({ length: 21 }, () => 3), tauA: 150 }
          : { jump: 3, tauA: 150, refractory: kernel === "Hold" ? ("hold" as const) : ("noFire" as const) };
      const cells = net.population("cells", 21, alif, { iExt: 500, ...given });
      const source = net.population("source", 21, spikeSource);
      net.connect(source, cells, oneToOne(), { into: "delta", weight: 40, delay: dt });
      const a = net.record(cells, "a");
      const spikes = net.record(cells, "spikes");
      await net.build();
      expect(net.explain()).toMatch(
        new RegExp(kernel === "Hold" ? "hold" : kernel === "Uniform" ? "uniform" : "perNeuron"),
      );
      source.play({ times: [1, 1, 5, 9, 9.5], ids: [3, 20, 3, 16, 0] });
      await net.run(60);
      counts.push(spikes.times.length);
      const expected = new Float64Array(21);
      let next = 0;
      for (let step = 1; step <= 600; step++) {
        expected.forEach((value, k) => {
          expected[k] = value * Math.exp(-dt / 150);
        });
        for (; next < spikes.times.length && Math.round(spikes.times[next]! / dt) === step; next++)
          expected[spikes.ids[next]!]! += 3;
        if (step % 50 !== 0) continue;
        for (let k = 0; k < 21; k++) {
          const at = a.of(k);
          const row = a.length === 601 ? step : step - 1;
          expect(Math.abs(at[row]! - expected[k]!), `cell ${k}, step ${step}, ${kernel}`).toBeLessThan(1e-3);
        }
      }
      await net.close();
    }
    expect(Math.min(...counts)).toBeGreaterThan(21);
  });
});

it("a threshold that decays more slowly than f32 resolves is refused", async () => {
  const net = new Network({ dt: 0.5 });
  net.population("cells", 2, alif, { tauA: 1e7 });
  await expect(net.build()).rejects.toThrow(/^tauA of population "cells" must be at most 50000 ms at dt 0.5 ms/);
});
