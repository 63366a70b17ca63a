import { describe, expect, it } from "vitest";
import { bernoulli, fano, Network, NeurogliaError, type SpikeTrains, synchrony } from "../../dist/src/index.js";
import { numbers } from "../numbers.js";

// Against closed forms. Could not catch a convention that differs from another program's in the last, partial bin.

/** All neurons spike in the middle of the given bins of 3 ms. */
const together = (n: number, nBins: number, at: readonly number[]): SpikeTrains => {
  const spikes = at.flatMap((k) => Array.from({ length: n }, (_, id) => ({ time: 3 * k + 1.5, id })));
  return { n, times: spikes.map(({ time }) => time), ids: spikes.map(({ id }) => id), from: 0, to: 3 * nBins };
};

/** Independent Poisson neurons of rate r per ms: exponential intervals. */
const poisson = (n: number, r: number, to: number, seed: number): SpikeTrains => {
  const random = numbers(seed);
  const interval = () => -Math.log(1 - random()) / r;
  const times: number[] = [];
  const ids: number[] = [];
  for (let id = 0; id < n; id++)
    for (let t = interval(); t <= to; t += interval()) {
      times.push(t);
      ids.push(id);
    }
  return { n, times, ids, from: 0, to };
};

describe("fano and synchrony", () => {
  it("all neurons together in m of K bins: fano n·(1 − m/K), χ 1", () => {
    for (const [n, m, nBins] of [
      [7, 1, 2],
      [40, 5, 20],
      [100, 99, 100],
    ] as const) {
      const at = Array.from({ length: m }, (_, k) => k);
      expect(fano(together(n, nBins, at))).toBeCloseTo(n * (1 - m / nBins), 9);
      expect(synchrony(together(n, nBins, at))).toBeCloseTo(1, 12);
    }
  });

  it("neurons one after the other, each in a bin of its own: fano 0, χ 0", () => {
    const n = 10;
    const ids = Array.from({ length: n }, (_, k) => k);
    const turns = { n, times: ids.map((k) => 3 * k + 1), ids, from: 0, to: 30 };
    expect(fano(turns)).toBe(0);
    expect(synchrony(turns)).toBe(0);
  });

  it("independent Poisson neurons: fano 1 and χ² 1/n, within four standard errors", () => {
    const nBins = 10_000;
    const n = 50;
    for (const seed of [1, 2, 3]) {
      const spikes = poisson(n, 0.02, 3 * nBins, seed);
      const error = 4 * Math.sqrt(2 / nBins);
      expect(Math.abs(fano(spikes) - 1)).toBeLessThan(error);
      expect(Math.abs(n * synchrony(spikes) ** 2 - 1)).toBeLessThan(error);
    }
  });

  it("two halves in opposite phase: χ 0; one half silent: χ² the share that is not", () => {
    const halves = together(8, 10, [0, 2, 4, 6, 8]);
    const times = Array.from(halves.times, (time, k) => time + (halves.ids[k]! < 4 ? 0 : 3));
    expect(synchrony({ ...halves, times })).toBeCloseTo(0, 12);
    expect(synchrony({ ...halves, n: 16 })).toBeCloseTo(Math.sqrt(0.5), 12);
  });

  it("of a recording without its transient: Bernoulli cells of probability p a step have fano 1 − p", async () => {
    const net = new Network({ dt: 0.5, seed: 2 });
    const source = net.population("source", 40, bernoulli);
    const spikes = net.record(source, "spikes");
    await net.build();
    source.play(
      Float32Array.from({ length: 40 * 121 }, (_, k) => (k < 40 ? 1 : 0.3)),
      { every: 100 },
    );
    await net.run(12_100);
    const steady = spikes.since(100);
    expect([steady.from, steady.to]).toEqual([100, 12_100]);
    // Bins of 3 ms hold six steps of forty cells.
    expect(Math.abs(fano(steady) / 0.7 - 1)).toBeLessThan(4 * Math.sqrt(2 / 4000));
    expect(fano(spikes)).toBeGreaterThan(1);
  });

  it("spikes on the edges of bins belong to the bin that they end, however times round", () => {
    const times = Array.from({ length: 300 }, (_, k) => (k + 1) * 0.1);
    const even = { n: 1, times, ids: new Array(300).fill(0), from: 0, to: 300 * 0.1 };
    expect(fano(even, { bin: 0.3 })).toBe(0);
    expect(fano({ ...even, from: 0.3 }, { bin: 0.1 })).toBeLessThan(0.01);
  });

  it("NaN where there is nothing to vary; refuses a bin of 0, an end before the beginning, ids out of range", () => {
    const none = { n: 3, times: [], ids: [], from: 0, to: 30 };
    expect([fano(none), synchrony(none), fano({ ...none, to: 4 }), synchrony({ ...none, to: 4 })]).toEqual(
      new Array(4).fill(Number.NaN),
    );
    expect(() => fano(none, { bin: 0 })).toThrow(/^bin of fano must be > 0 ms, got 0$/);
    expect(() => fano({ ...none, to: -1 })).toThrow(NeurogliaError);
    expect(() => synchrony({ ...none, times: [1], ids: [3] })).toThrow("ids[0] of synchrony must be 0 … 2, got 3");
    expect(() => synchrony({ ...none, times: [1] })).toThrow(
      "length of ids of synchrony must be that of times, 1, got 0",
    );
  });
});
