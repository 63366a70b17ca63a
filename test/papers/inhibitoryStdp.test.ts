import { describe, expect, it } from "vitest";
import {
  allToAll,
  fixedIndegree,
  inhibitoryStdp,
  lif,
  lifCoba,
  Network,
  poisson,
  poissonDrive,
  uniform,
} from "../../dist/src/index.js";

// What Vogels et al. (2011) show of their rule, at a smaller size. Could not catch an error that only matters for the memories
// of their network, or over minutes.

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("neurons under independent input and plastic inhibition", () => {
  const CELLS = 100;

  /** Rate (Hz) of each neuron over 10 s, after 15 s in which 400 weak inhibitory inputs have learnt. */
  const settled = async (targetRate: number | Float32Array): Promise<number[]> => {
    const net = new Network({ dt: 0.5, seed: 3 });
    const cells = net.population("cells", CELLS, lif, { tauSynE: 3, tauSynI: 3 });
    const inh = net.population("inh", 400, poisson, { rate: 20 });
    net.drive(cells, poissonDrive, { rate: 4000, weight: 40 }, { into: "iE" });
    const learning = net.connect(inh, cells, allToAll(), {
      into: "iI",
      weight: 0,
      plasticity: inhibitoryStdp({ targetRate, eta: 0.2, mirrored: "yes", wMin: -1000, wMax: 0 }),
    });
    const spikes = net.record(cells, "spikes");
    await net.run(500);
    expect(spikes.length / CELLS / 0.5).toBeGreaterThan(30);
    await net.run(14500);
    await net.run(10000);
    expect((await learning.weights()).every((w) => w >= -1000 && w <= 0)).toBe(true);
    return [...spikes.since(15000).counts()].map((count) => count / 10);
  };

  // A synapse makes the spikes that it should pair with less likely, so that the rate stays above the target, by less the
  // weaker each synapse is: with 100 inputs of four times the weight by some 6 %, here by some 3 %.
  it.each([5, 15])("all come from 30 Hz and more to %f Hz, or little above", async (target) => {
    const rates = await settled(target);
    expect(mean(rates)).toBeGreaterThan(0.98 * target);
    expect(mean(rates)).toBeLessThan(1.06 * target);
    expect(Math.max(...rates)).toBeLessThan(1.25 * target);
    expect(Math.min(...rates)).toBeGreaterThan(0.8 * target);
  });

  it("each comes to a target rate of its own", async () => {
    const rates = await settled(Float32Array.from({ length: CELLS }, (_, k) => 4 + (k % 5) * 4));
    for (let kind = 0; kind < 5; kind++) {
      const target = 4 + kind * 4;
      const own = mean(rates.filter((_, k) => k % 5 === kind));
      expect(own, `${target} Hz`).toBeGreaterThan(0.97 * target);
      expect(own, `${target} Hz`).toBeLessThan(1.08 * target);
    }
  });
});

describe("the balanced network, with a tenth of its neurons and the indegrees of the whole (160 and 40)", () => {
  it("goes from 60 Hz and more to the target and stays there, firing irregularly", async () => {
    const TARGET = 5;
    const [EXC, INH] = [800, 200];
    const net = new Network({ dt: 0.2, seed: 3 });
    const cells = net
      .population("cells", EXC + INH, lifCoba, { tauSynE: 5, tauSynI: 10, iExt: 200 })
      .init({ v: uniform(-60, -50) });
    const [exc, inh] = [cells.slice(0, EXC), cells.slice(EXC)];
    net.connect(exc, cells, fixedIndegree(160), { into: "gE", weight: 0.3 });
    net.connect(inh, inh, fixedIndegree(40), { into: "gI", weight: 3 });
    const plastic = net.connect(inh, exc, fixedIndegree(40), {
      into: "gI",
      weight: 0,
      plasticity: inhibitoryStdp({ targetRate: TARGET, eta: 0.05, wMax: 100 }),
    });
    const spikes = net.record(exc, "spikes");
    const rateOver = async (ms: number): Promise<number> => {
      const before = spikes.length;
      await net.run(ms);
      return (spikes.length - before) / EXC / (ms / 1000);
    };
    expect(await rateOver(100)).toBeGreaterThan(60);
    await net.run(7900);
    const windows = [await rateOver(3000), await rateOver(3000), await rateOver(3000)];
    // Few and strong synapses: the rate stays above the target, as told above.
    for (const rate of windows) {
      expect(rate).toBeGreaterThan(TARGET);
      expect(rate).toBeLessThan(1.35 * TARGET);
      expect(Math.abs(rate / mean(windows) - 1)).toBeLessThan(0.1);
    }
    const cv = [...spikes.since(8000).cvIsi()].filter(Number.isFinite);
    expect(mean(cv)).toBeGreaterThan(0.8);
    expect(mean(cv)).toBeLessThan(1.2);
    expect(mean([...(await plastic.weights())])).toBeGreaterThan(1);
  });
});
