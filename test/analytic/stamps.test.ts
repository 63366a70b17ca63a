import { describe, expect, it } from "vitest";
import {
  fano,
  lifDelta,
  Network,
  oneToOne,
  poisson,
  populationActivity,
  type SpikeTrains,
  spikeSource,
  synchrony,
} from "../../dist/src/index.js";

// Where spikes stand in their step decides the bin of those on a border. Against closed forms, counts of the kernels, and
// spikes moved by hand. Could not catch a stamp that is off by whole bins.

describe("recordings of sources", () => {
  it("a Poisson source of 50 Hz in bins of 3 steps: fano 1 − p and synchrony √(1/n), within four standard errors", async () => {
    const n = 10_000;
    const net = new Network({ dt: 1, seed: 1 });
    const source = net.population("source", n, poisson, { rate: 50 });
    const spikes = net.record(source, "spikes");
    await net.run(999);
    const p = 1 - Math.exp(-0.05);
    expect(spikes.stamps).toBe("begin");
    expect(Math.abs(fano(spikes) - (1 - p))).toBeLessThan(4 * Math.sqrt(2 / 333));
    expect(Math.abs(n * synchrony(spikes) ** 2 - 1)).toBeLessThan(4 * Math.sqrt(2 / 333));
  });

  it("are binned as the kernels count them, whole and since some time, as are those of neurons one step later", async () => {
    const net = new Network({ dt: 1 });
    const source = net.population("source", 1, spikeSource);
    const cell = net.population("cell", 1, lifDelta, { eL: 0, vTh: 1, vReset: 0, tRef: 0, iExt: 0 }).init({ v: 0 });
    net.connect(source, cell, oneToOne(), { into: "delta", weight: 2, delay: 1 });
    const recorded = [source, cell].map((group) => ({
      spikes: net.record(group, "spikes"),
      counts: net.record(group, "counts", { every: 2 }),
    }));
    await net.build();
    source.play({ times: [0, 2, 3, 7], ids: [0, 0, 0, 0] });
    await net.run(8);
    const [events, spikes] = recorded;
    expect([events!.spikes.stamps, spikes!.spikes.stamps]).toEqual(["begin", "end"]);
    expect([...events!.spikes.times]).toEqual([0, 2, 3, 7]);
    expect([...spikes!.spikes.times]).toEqual([1, 3, 4, 8]);
    for (const { spikes: trains, counts } of recorded) {
      expect([...populationActivity(trains, { bin: 2 })]).toEqual([1, 2, 0, 1]);
      expect([...counts.values]).toEqual([1, 2, 0, 1]);
      expect([...populationActivity(trains.since(2), { bin: 2 })]).toEqual([2, 0, 1]);
      expect(trains.since(3).length).toBe(2);
    }
  });

  it("plain spikes say it themselves, and stand at the end of their step by default", () => {
    const at = (times: number[], more: Partial<SpikeTrains> = {}): number[] => {
      const ids = times.map(() => 0);
      return [...populationActivity({ n: 1, times, ids, from: 0, to: 0.9, ...more }, { bin: 0.3 })];
    };
    const grid = Array.from({ length: 9 }, (_, k) => k * 0.1);
    expect(at(grid, { stamps: "begin" })).toEqual([3, 3, 3]);
    expect(at(grid.map((time) => time + 0.1))).toEqual([3, 3, 3]);
    expect(at([0.3, 0.6], { stamps: "begin" })).toEqual([0, 1, 1]);
    expect(at([0.3, 0.6], { stamps: "end" })).toEqual([1, 1, 0]);
    expect(at([0, 0.9], { stamps: "begin" })).toEqual([1, 0, 0]);
    expect(() => at([0], { stamps: "middle" as "end" })).toThrow(/stamps of populationActivity must be one of/);
  });

  it("of a list of neurons have their ids, and measures take them as those of so many neurons", async () => {
    const net = new Network({ dt: 1, seed: 2 });
    const source = net.population("source", 30, poisson, { rate: 100 });
    const all = net.record(source, "spikes");
    const listed = net.record(source, "spikes", { ids: [4, 20, 29] });
    await net.run(300);
    expect(new Set(listed.ids)).toEqual(new Set([4, 20, 29]));
    const places = new Map([4, 20, 29].map((id, place) => [id, place]));
    const kept = Array.from(all.ids, (id, k) => ({ id, time: all.times[k]! })).filter(({ id }) => places.has(id));
    const plain: SpikeTrains = {
      n: 3,
      times: kept.map(({ time }) => time),
      ids: kept.map(({ id }) => places.get(id)!),
      from: 0,
      to: 300,
      stamps: "begin",
    };
    expect(synchrony(listed)).toBe(synchrony(plain));
    expect(fano(listed)).toBe(fano(plain));
    expect(() => synchrony({ ...plain, members: [4, 20, 29] })).toThrow(/ids\[0\] of synchrony must be one of members/);
    expect(() => synchrony({ ...plain, members: [4, 20] })).toThrow(/number of members of synchrony must be n, 3/);
  });
});
