import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import {
  bernoulli,
  fixedProbability,
  type Group,
  lifDiscrete,
  Network,
  type NeurogliaError,
  type SpikeRecording,
  uniform,
} from "../../dist/src/index.js";

// Against sums over the recorded spikes, which have tests of their own. Could not catch spikes that are recorded wrongly.

const DT = 0.5;
const N = 53;

const opened: Network[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((net) => net.close()));
});

const network = (workers = 1) => {
  const net = new Network({ dt: DT, seed: 3, workers });
  opened.push(net);
  const source = net.population("source", 19, bernoulli);
  const cells = net.population("cells", N, lifDiscrete, { bias: uniform(0, 3) });
  net.connect(source, cells, fixedProbability(0.3), { into: "i", weight: 4, delay: 1 });
  net.connect(cells, cells, fixedProbability(0.2), { into: "i", weight: uniform(-3, 3), delay: 1.5 });
  return { net, source, cells };
};

const start = async ({ net, source }: ReturnType<typeof network>) => {
  await net.build();
  source.play(new Float32Array(19).fill(0.1));
};

/** Rows of spikes per window of `steps` steps; a source's event belongs to the step that it begins, a neuron's to the one it ends. */
const countRows = (spikes: SpikeRecording, steps: number, rows: number, isSource: boolean): number[][] => {
  const out = Array.from({ length: rows }, () => new Array<number>(spikes.n).fill(0));
  spikes.ids.forEach((id, k) => {
    const step = Math.round(spikes.times[k]! / DT) - (isSource ? 0 : 1);
    const row = Math.floor(step / steps);
    if (row < rows) out[row]![id]!++;
  });
  return out;
};

/** What a source emits at the time of a row belongs to the step after it. */
const filterRows = (spikes: SpikeRecording, steps: number, rows: number, isSource: boolean, tau: number): number[][] =>
  Array.from({ length: rows }, (_, row) => {
    const time = (row + 1) * steps * DT;
    const sums = new Array<number>(spikes.n).fill(0);
    spikes.ids.forEach((id, k) => {
      const age = time - spikes.times[k]!;
      if (age > (isSource ? DT / 2 : -DT / 2)) sums[id]! += Math.exp(-age / tau);
    });
    return sums;
  });

const rowsOf = (values: Float32Array, n: number): number[][] =>
  Array.from({ length: values.length / n }, (_, row) => [...values.subarray(row * n, (row + 1) * n)]);

const close = (got: number[][], expected: number[][]): void => {
  expect(got.length).toBe(expected.length);
  got.forEach((row, k) => {
    row.forEach((value, column) => {
      // Each step rounds once in f32, and what falls below 2^-24 is dropped.
      expect(Math.abs(value - expected[k]![column]!)).toBeLessThan(1e-5 * (1 + expected[k]![column]!));
    });
  });
};

describe("counts and filtered spikes", () => {
  it("are sums over the recorded spikes, of neurons, sources, slices and lists, in runs cut anywhere", async () => {
    const cuts = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 4 });
    const part = fc.tuple(fc.nat(18), fc.nat(18)).map(([a, b]) => [Math.min(a, b), Math.max(a, b) + 1] as const);
    await fc.assert(
      fc.asyncProperty(
        part,
        cuts,
        fc.integer({ min: 1, max: 9 }),
        fc.double({ min: 0.5, max: 60, noNaN: true }),
        async (slice, runs, steps, tau) => {
          const made = network();
          const groups: [Group, boolean][] = [
            [made.source.slice(...slice), true],
            [made.cells.slice(slice[0] * 2, slice[1] * 2 + 1), false],
          ];
          const every = steps * DT;
          const recordings = groups.map(([group, isSource]) => {
            const ids = Array.from({ length: Math.ceil(group.length / 3) }, (_, k) => 3 * k);
            return {
              isSource,
              ids,
              spikes: made.net.record(group, "spikes"),
              counts: made.net.record(group, "counts", { every }),
              filtered: made.net.record(group, "filteredSpikes", { every, tau }),
              listed: made.net.record(group, "counts", { every, ids }),
            };
          });
          await start(made);
          for (const run of runs) await made.net.run(run * DT);
          const rows = Math.floor(runs.reduce((a, b) => a + b) / steps);
          for (const { isSource, ids, spikes, counts, filtered, listed } of recordings) {
            const expected = countRows(spikes, steps, rows, isSource);
            expect(rowsOf(counts.values, spikes.n)).toEqual(expected);
            expect(rowsOf(listed.values, ids.length)).toEqual(expected.map((row) => ids.map((id) => row[id]!)));
            close(rowsOf(filtered.values, spikes.n), filterRows(spikes, steps, rows, isSource, tau));
          }
          await made.net.close();
        },
      ),
      { seed: 5, numRuns: 25 },
    );
  });

  const account = async (workers: number, cut: (net: Network) => Promise<void>) => {
    const made = network(workers);
    const counts = made.net.record(made.cells, "counts", { every: 3.5 });
    const filtered = made.net.record(made.cells.slice(5, 50), "filteredSpikes", { every: 2 });
    const ofSource = made.net.record(made.source, "filteredSpikes", { every: 7, tau: 10 });
    await start(made);
    await cut(made.net);
    return [counts.values, filtered.values, ofSource.values, counts.times, ofSource.times];
  };

  it("are the same bits on 1, 2 and 5 workers", async () => {
    const run = (net: Network) => net.run(70);
    const one = await account(1, run);
    expect(one[0]!.some((count) => count > 1)).toBe(true);
    for (const workers of [2, 5]) expect(await account(workers, run)).toEqual(one);
  });

  it.each([1, 3])(
    "go on from a checkpoint within a window as if nothing had happened (%i workers)",
    async (workers) => {
      const whole = await account(1, (net) => net.run(70));
      const tail = await account(workers, async (net) => {
        await net.run(29.5);
        const bytes = await net.checkpoint();
        await net.run(11);
        await net.reset();
        await net.restore(bytes);
        await net.run(40.5);
      });
      for (const k of [0, 1, 2]) {
        const rest = tail[k]!;
        expect(rest.length).toBeGreaterThan(0);
        expect(rest).toEqual(whole[k]!.subarray(whole[k]!.length - rest.length));
      }
    },
  );

  it("begin at zero after a reset, whatever was before", async () => {
    const twice = await account(1, async (net) => {
      await net.run(33);
      await net.reset();
      await net.run(70);
    });
    expect(twice).toEqual(await account(1, (net) => net.run(70)));
  });

  it("take another interval and time constant at the beginning of time, and none in between", async () => {
    const expected = await account(1, (net) => net.run(70));
    for (const workers of [1, 2]) {
      const made = network(workers);
      const counts = made.net.record(made.cells, "counts", { every: 0 });
      const filtered = made.net.record(made.cells.slice(5, 50), "filteredSpikes", { tau: 5 });
      await start(made);
      await made.net.run(20);
      expect(counts.length).toBe(0);
      expect(counts.times.length).toBe(0);
      const late = await Promise.resolve()
        .then(() => counts.set({ every: 1 }))
        .catch((error: NeurogliaError) => error.message);
      expect(late).toMatch(/^time of set of recording of "cells" must be its beginning \(reset first\), got "?20 ms/);
      await made.net.reset();
      counts.set({ every: 3.5 });
      filtered.set({ every: 2, tau: 30 });
      await made.net.run(70);
      expect(counts.values).toEqual(expected[0]);
      expect(counts.times).toEqual(expected[3]);
      expect(filtered.values).toEqual(expected[1]);
    }
  });

  it("refuse intervals off the grid, bad time constants, and tau of what is not filtered", async () => {
    const { net, cells } = network();
    expect(() => net.record(cells, "counts", { every: 0.7 })).toThrow(/every of recording of "cells" must be a whole/);
    for (const tau of [0, -1, Number.NaN])
      expect(() => net.record(cells, "filteredSpikes", { tau })).toThrow(
        /tau of recording of "cells" must be between 0.001/,
      );
    const counts = net.record(cells, "counts");
    await net.build();
    expect(() => counts.set({ tau: 3 })).toThrow(/option of recording of "cells"/);
    expect(() => counts.set({ every: -1 })).toThrow(/every of recording/);
  });
});
