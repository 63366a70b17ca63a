import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Block } from "../../dist/src/engine/block.js";
import { bernoulli, lifDiscrete, Network, type SpikeChunk, type StateChunk, uniform } from "../../dist/src/index.js";
import { Coverage } from "../../dist/src/record/coverage.js";
import { readNpyFloats } from "../../dist/src/record/npy.js";
import { SpikeRecording } from "../../dist/src/record/spikeRecording.js";
import { SpikeStore } from "../../dist/src/record/spikeStore.js";
import { StateRecording } from "../../dist/src/record/stateRecording.js";
import { StateStore } from "../../dist/src/record/stateStore.js";
import { bench } from "../bench.js";
import { readSamples, readSpikes } from "../npy.js";
import { smallNetwork, start } from "../smallNetworks.js";

// Could not catch what is the same in all recordings of a network: that is left to the tests of the models.

interface Pair {
  id: number;
  step: number;
}

/** A recording of neurons that was given these spikes, in chunks of 8. */
const recorded = (n: number, dt: number, pairs: readonly Pair[], steps: number): SpikeRecording => {
  const coverage = new Coverage();
  coverage.attach(() => steps);
  const store = new SpikeStore("test", { n, members: null, dt, shift: 1, coverage }, null, 8);
  for (let k = 0; k < pairs.length; k += 5)
    store.sink(Uint32Array.from(pairs.slice(k, k + 5).flatMap(({ id, step }) => [id, step])));
  return new SpikeRecording(store);
};

const N = 5;
const STEPS = 60;
/** Spikes in time order, at most one of a neuron in a step. */
const trains = fc
  .uniqueArray(fc.record({ id: fc.nat(N - 1), step: fc.nat(STEPS - 1) }), {
    selector: ({ id, step }) => step * N + id,
    maxLength: 200,
  })
  .map((pairs) => pairs.sort((a, b) => a.step - b.step || a.id - b.id));

describe("measures of recorded spikes", () => {
  it("counts, rate, intervals and CV, also since some time, are those of lists of times neuron by neuron", () => {
    fc.assert(
      fc.property(trains, fc.nat(STEPS), (pairs, since) => {
        const dt = 0.5;
        const spikes = recorded(N, dt, pairs, STEPS).since(since * dt);
        const lists = Array.from({ length: N }, (_, id) =>
          pairs.filter((pair) => pair.id === id && pair.step >= since).map(({ step }) => (step + 1) * dt),
        );
        const intervals = lists.map((times) => times.slice(1).map((time, k) => time - times[k]!));
        const total = lists.flat().length;
        expect(spikes.length).toBe(total);
        expect([...spikes.counts()]).toEqual(lists.map((times) => times.length));
        expect(spikes.rate()).toBe(since < STEPS ? total / N / (((STEPS - since) * dt) / 1000) : 0);
        expect([...spikes.intervals()]).toEqual(intervals.flat());
        const cv = intervals.map((own) => {
          if (own.length < 3) return Number.NaN;
          const mean = own.reduce((a, b) => a + b) / own.length;
          return Math.sqrt(own.reduce((a, b) => a + (b - mean) ** 2, 0) / own.length) / mean;
        });
        spikes.cvIsi(3).forEach((value, id) => {
          if (Number.isNaN(cv[id]!)) expect(value).toBeNaN();
          else expect(value).toBeCloseTo(cv[id]!, 12);
        });
      }),
      { seed: 1, numRuns: 100 },
    );
  });
});

describe("taking away, read back by readers of the tests' own", () => {
  it("spikes: CSV gives ids and the grid's times, NPY and JSON ids and times to the bit", () => {
    fc.assert(
      fc.property(trains, (pairs) => {
        const spikes = recorded(N, 0.1, pairs, STEPS);
        const times = [...spikes.times];
        const ids = pairs.map(({ id }) => id);
        expect(times).toEqual(pairs.map(({ step }) => (step + 1) * 0.1));
        expect(readSpikes(spikes.toNPY())).toEqual({ times, ids });
        expect(JSON.parse(JSON.stringify(spikes))).toEqual({ times, ids });
        const [header, ...lines] = spikes.toCSV().split("\n");
        expect([header, lines.pop()]).toEqual(["time_ms,id", ""]);
        expect(lines.map((line) => line.split(",").map(Number))).toEqual(
          pairs.map(({ id, step }) => [(step + 1) / 10, id]),
        );
      }),
      { seed: 2, numRuns: 50 },
    );
  });

  it("samples: CSV gives every f32 back, NPY every bit", () => {
    const rows = fc.integer({ min: 1, max: 6 }).chain((n) => fc.array(fc.float32Array({ minLength: n, maxLength: n })));
    fc.assert(
      fc.property(rows, (samples) => {
        const n = samples[0]?.length ?? 3;
        const coverage = new Coverage();
        coverage.attach(() => 2 * samples.length);
        const store = new StateStore("test", { n, members: null, dt: 0.1, everySteps: 2, coverage }, null, 8);
        for (const sample of samples) store.sink(sample);
        const states = new StateRecording(store, () => {});
        const expected = samples.map((sample) => [...sample]);
        expect(readSamples(states.toNPY())).toEqual(expected);
        const [header, ...lines] = states.toCSV().split("\n");
        expect([header, lines.pop()]).toEqual([["time_ms", ...new Array(n).keys()].join(","), ""]);
        // Text has one zero.
        expect(
          lines.map((line) =>
            line
              .split(",")
              .slice(1)
              .map((text) => Math.fround(Number(text))),
          ),
        ).toEqual(expected.map((sample) => sample.map((value) => value + 0)));
        expect(lines.map((line) => Number(line.split(",")[0]))).toEqual(samples.map((_, k) => (2 * k + 2) / 10));
        for (let element = 0; element < n; element++)
          expect([...states.of(element)]).toEqual(expected.map((sample) => sample[element]));
      }),
      { seed: 3, numRuns: 100 },
    );
  });
});

describe("taking away samples of states that are f64", () => {
  it("CSV, NPY and JSON give every f64 back", () => {
    const finite = { noNaN: true, noDefaultInfinity: true };
    const rows = fc
      .integer({ min: 1, max: 6 })
      .chain((n) => fc.array(fc.float64Array({ minLength: n, maxLength: n, ...finite }), { minLength: 1 }));
    fc.assert(
      fc.property(rows, (samples) => {
        const n = samples[0]!.length;
        const coverage = new Coverage();
        coverage.attach(() => samples.length);
        const grid = { n, members: null, dt: 1, everySteps: 1, coverage, wide: true };
        const store = new StateStore<Float64Array<ArrayBuffer>>("test", grid, null, 8);
        for (const sample of samples) store.sink(sample);
        const states = new StateRecording(store, () => {});
        const expected = samples.map((sample) => [...sample].map((value) => value + 0));
        expect(states.values).toEqual(Float64Array.from(samples.flatMap((sample) => [...sample])));
        const { values, shape } = readNpyFloats(states.toNPY(), "'<f8'", "test");
        expect([values, shape]).toEqual([states.values, [samples.length, n]]);
        const lines = states.toCSV().trimEnd().split("\n").slice(1);
        expect(lines.map((line) => line.split(",").slice(1).map(Number))).toEqual(expected);
        expect(JSON.parse(JSON.stringify(states)).values).toEqual(expected);
        expect(states.heldBytes % 8).toBe(0);
      }),
      { seed: 4, numRuns: 50 },
    );
  });
});

describe("any subset, kept or streamed", () => {
  const size = 41;
  const some = fc
    .record({ begin: fc.nat(size - 1), length: fc.integer({ min: 1, max: size }), mask: fc.nat(2 ** 31 - 1) })
    .map(({ begin, length, mask }) => {
      const end = Math.min(size, begin + length);
      const ids = Array.from({ length: end - begin }, (_, k) => k).filter((k) => (mask >> (k % 31)) & 1);
      return { begin, end, ids: ids.length > 0 ? ids : [end - begin - 1] };
    });

  it("of slices and lists equals that part of the whole, and the chunks put together equal what is kept", async () => {
    const cuts = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(some, cuts, fc.integer({ min: 1, max: 7 }), async ({ begin, end, ids }, runs, every) => {
        const net = new Network({ dt: 0.5, seed: 5 });
        const source = net.population("source", size, bernoulli);
        const cells = net.population("cells", size, lifDiscrete, { bias: uniform(0, 2) });
        const chunks: SpikeChunk[] = [];
        const rows: StateChunk[] = [];
        const sampling = { every: every * 0.5 };
        const whole = { spikes: net.record(source, "spikes"), v: net.record(cells, "v", sampling) };
        const slice = {
          spikes: net.record(source.slice(begin, end), "spikes"),
          v: net.record(cells.slice(begin, end), "v", sampling),
        };
        const listed = {
          spikes: net.record(source.slice(begin, end), "spikes", { ids }),
          v: net.record(cells.slice(begin, end), "v", { ...sampling, ids }),
        };
        net.record(source.slice(begin, end), "spikes", { ids, onChunk: (chunk) => chunks.push(chunk) });
        net.record(cells.slice(begin, end), "v", { ...sampling, ids, onChunk: async (chunk) => rows.push(chunk) });
        await net.build();
        source.play(new Float32Array(size).fill(0.4));
        for (const steps of runs) await net.run(steps * 0.5);

        const all = Array.from(whole.spikes.ids, (id, k) => ({ id, time: whole.spikes.times[k]! }));
        const part = (table: readonly number[]) =>
          all.filter(({ id }) => table.includes(id)).map(({ id, time }) => ({ id: id - begin, time }));
        const seen = ({ times, ids: found }: SpikeChunk) => Array.from(found, (id, k) => ({ id, time: times[k]! }));
        const range = Array.from({ length: end - begin }, (_, k) => begin + k);
        const list = ids.map((id) => begin + id);
        expect(seen(slice.spikes)).toEqual(part(range));
        expect(seen(listed.spikes)).toEqual(part(list));
        expect(chunks.flatMap(seen)).toEqual(part(list));
        expect([...listed.spikes.members]).toEqual(ids);
        expect([...listed.spikes.counts()]).toEqual(ids.map((id) => slice.spikes.counts()[id]));
        for (const id of ids) expect([...listed.v.of(id)]).toEqual([...slice.v.of(id)]);
        expect(listed.v.toCSV().split("\n")[0]).toBe(`time_ms,${ids.join(",")}`);
        expect(chunks.length).toBe(runs.length);

        const matrix = (values: Float32Array, n: number) =>
          Array.from({ length: values.length / n }, (_, row) => [...values.subarray(row * n, (row + 1) * n)]);
        const samples = matrix(whole.v.values, size);
        const columns = (table: readonly number[]) => samples.map((row) => table.map((id) => row[id]!));
        const steps = runs.reduce((sum, each) => sum + each, 0);
        expect([...whole.v.times]).toEqual(
          Array.from({ length: Math.floor(steps / every) }, (_, k) => (k + 1) * every * 0.5),
        );
        expect(matrix(slice.v.values, end - begin)).toEqual(columns(range));
        expect(matrix(listed.v.values, ids.length)).toEqual(columns(list));
        expect(rows.flatMap(({ values, n }) => matrix(values, n))).toEqual(columns(list));
        expect(rows.flatMap(({ times }) => [...times])).toEqual([...whole.v.times]);
      }),
      { seed: 4, numRuns: 40 },
    );
  });

  it("samples after restore() carry the times of the restored clock, and rates count only what was recorded", async () => {
    const first = await start(smallNetwork("nalsm"));
    await first.net.run(100);
    const bytes = await first.net.checkpoint();
    const { net, spikes, trace } = await start(smallNetwork("nalsm"));
    await net.run(7);
    await net.restore(bytes);
    await net.run(10);
    expect([...trace.times]).toEqual([3, 6, 102, 105, 108]);
    expect(trace.length).toBe(5);
    expect(spikes.rate()).toBe(spikes.length / spikes.n / 0.017);
    expect(spikes.since(100).rate()).toBe(spikes.since(100).length / spikes.n / 0.01);
  });
});

describe("recordState", () => {
  it("writes every NaN as 0x7fc00000 and all else bit for bit, of a range and of a list, at lengths 1 … 9", () => {
    const { arena, kernels } = bench();
    const nans = [0x7fc00000, 0xffc00000, 0x7f800001, 0xffffffff, 0x7fedcba9];
    const words = Uint32Array.from({ length: 12 }, (_, k) =>
      k % 2 ? nans[(k >> 1) % 5]! : 0x80000000 + k * 0x01234567,
    );
    const clock = Block.frame(arena, "test", "clock");
    const column = arena.allocate(48, "column");
    const ids = arena.allocate(48, "ids");
    const buffer = arena.allocate(64, "buffer");
    arena.u32(column, 12).set(words);
    for (let n = 1; n <= 9; n++)
      for (const list of [null, Array.from({ length: n }, (_, k) => k + (k > 1 ? 3 : 0))]) {
        if (list) arena.u32(ids, n).set(list);
        arena.u32(buffer, 16).fill(0x5a5a5a5a);
        const block = Block.frame(arena, "test", "stateRecorder")
          .setU32("clock", clock.address)
          .setU32("column", column)
          .setU32("n", n)
          .setU32("ids", list ? ids : 0)
          .setU32("every", 1)
          .setU32("buffer", buffer)
          .setU32("capacity", 9);
        kernels.recordState(block.address, 0, 0, 0);
        const expected = (list ?? [...new Array(n).keys()]).map((id) => (id % 2 ? 0x7fc00000 : words[id]!));
        expect([...arena.u32(buffer, n)]).toEqual(expected);
        expect([...arena.u32(buffer + 4 * n, 16 - n)]).toEqual(new Array(16 - n).fill(0x5a5a5a5a));
        expect(block.u32("fill")).toBe(1);
      }
  });

  it("of f64 likewise, with every NaN as 0x7ff8000000000000", () => {
    const { arena, kernels } = bench();
    const values = Float64Array.from({ length: 12 }, (_, k) => (k % 2 ? Number.NaN : 1 + k * 2 ** -50));
    const clock = Block.frame(arena, "test", "clock");
    const column = arena.allocate(96, "column");
    const ids = arena.allocate(48, "ids");
    const buffer = arena.allocate(96, "buffer");
    arena.f64(column, 12).set(values);
    arena.u32(column, 24)[2] = 0x0badcafe;
    for (const list of [null, [0, 1, 4, 5, 11]]) {
      const n = list?.length ?? 5;
      if (list) arena.u32(ids, n).set(list);
      arena.u32(buffer, 24).fill(0x5a5a5a5a);
      const block = Block.frame(arena, "test", "stateRecorder")
        .setU32("clock", clock.address)
        .setU32("column", column)
        .setU32("n", n)
        .setU32("ids", list ? ids : 0)
        .setU32("every", 1)
        .setU32("buffer", buffer)
        .setU32("capacity", 9)
        .setU32("wide", 1);
      kernels.recordState(block.address, 0, 0, 0);
      expect([...arena.f64(buffer, n)]).toEqual((list ?? [0, 1, 2, 3, 4]).map((id) => values[id]!));
      expect([...arena.u32(buffer + 8, 2)]).toEqual([0, 0x7ff80000]);
      expect(arena.u32(buffer + 8 * n, 1)[0]).toBe(0x5a5a5a5a);
    }
  });
});
