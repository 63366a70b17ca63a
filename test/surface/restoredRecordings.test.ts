import { describe, expect, it } from "vitest";
import {
  bernoulli,
  lifDiscrete,
  Network,
  type SpikeChunk,
  type SpikeRecording,
  type StateChunk,
  type StateRecording,
  uniform,
} from "../../dist/src/index.js";

// What recordings hold after restore(), against those of a network that was run straight on. Could not catch what a
// checkpoint itself brings back wrongly: that is left to the tests of the engine.

const SIZE = 40;

const network = (workers = 1, seed = 3) => {
  const net = new Network({ dt: 0.5, seed, workers });
  const source = net.population("source", SIZE, bernoulli);
  const cells = net.population("cells", SIZE, lifDiscrete, { bias: uniform(0, 3) });
  return { net, source, cells };
};
type Made = ReturnType<typeof network>;

const recordAll = ({ net, source, cells }: Made) => ({
  spikes: net.record(cells, "spikes"),
  events: net.record(source, "spikes", { ids: [3, 9, 30] }),
  counts: net.record(cells, "counts", { every: 2.5 }),
  filtered: net.record(source, "filteredSpikes", { every: 1.5, tau: 7 }),
  v: net.record(cells, "v", { every: 1, ids: [1, 5] }),
});

const begin = async <T>(made: Made, recordings: T): Promise<Made & { recordings: T }> => {
  await made.net.build();
  made.source.play(new Float32Array(SIZE).fill(0.3));
  return { ...made, recordings };
};
const whole = async (workers?: number) => {
  const made = network(workers);
  return begin(made, recordAll(made));
};

/** All that can be asked of recordings. */
const taken = (recordings: Record<string, SpikeRecording | StateRecording>) =>
  Object.entries(recordings).map(([name, recording]) => ({
    name,
    json: recording.toJSON(),
    csv: recording.toCSV(),
    npy: recording.toNPY(),
    length: recording.length,
    ...("rate" in recording && {
      rate: recording.rate(),
      counts: recording.counts(),
      intervals: recording.intervals(),
      range: [recording.from, recording.to],
    }),
  }));

describe("restore", () => {
  it.each([1, 2])("takes recordings back to its moment, time and again, on %s workers", async (workers) => {
    const { net, recordings } = await whole(workers);
    const straight = await whole();
    await net.run(14);
    const early = await net.checkpoint();
    await net.run(33.5);
    const late = await net.checkpoint();
    const atLate = taken(recordings);
    await net.run(47);
    const atEnd = taken(recordings);
    await straight.net.run(94.5);
    expect(atEnd).toEqual(taken(straight.recordings));
    await net.restore(late);
    expect(taken(recordings)).toEqual(atLate);
    await net.restore(late);
    await net.run(47);
    expect(taken(recordings)).toEqual(atEnd);
    await net.restore(early);
    await net.run(33.5);
    expect(taken(recordings)).toEqual(atLate);
    await Promise.all([net.close(), straight.net.close()]);
  });

  it("where nothing was run they begin empty at its moment; what another future held is gone", async () => {
    const first = await whole();
    await first.net.run(14);
    const bytes = await first.net.checkpoint();
    await first.net.run(20);
    const { net, recordings } = await whole();
    await net.restore(bytes);
    expect(taken(recordings).every(({ length }) => length === 0)).toBe(true);
    expect(recordings.spikes.from).toBe(14);
    for (let future = 0; future < 3; future++) {
      await net.run(20);
      expect(recordings.spikes.toCSV()).toBe(first.recordings.spikes.since(14).toCSV());
      expect(recordings.spikes.rate()).toBe(first.recordings.spikes.since(14).rate());
      expect([...recordings.counts.times]).toEqual([15, 17.5, 20, 22.5, 25, 27.5, 30, 32.5]);
      expect([...recordings.counts.values]).toEqual([...first.recordings.counts.values.slice(5 * SIZE)]);
      expect([...recordings.filtered.values]).toEqual([...first.recordings.filtered.values.slice(9 * SIZE)]);
      await net.restore(bytes);
    }
  });

  it("to a later moment than was run leaves a gap, over which there is neither an interval nor one stretch of time", async () => {
    const first = await whole();
    await first.net.run(14);
    const bytes = await first.net.checkpoint();
    const { net, recordings } = await whole();
    await net.run(5);
    const before = [...recordings.spikes.intervals()];
    await net.restore(bytes);
    expect([...recordings.spikes.intervals()]).toEqual(before);
    await net.run(10);
    expect(Math.max(...recordings.spikes.intervals())).toBeLessThan(9);
    expect(recordings.spikes.rate()).toBe(recordings.spikes.length / SIZE / 0.015);
    expect(() => recordings.spikes.from).toThrow(/recorded time of recording of "cells" must be .* since\(14\)/);
    expect(recordings.spikes.since(14).from).toBe(14);
  });

  it("takes a checkpoint of the same network with other recorders, or none, both ways, on any workers", async () => {
    const full = await whole();
    await full.net.run(14);
    const bytes = await full.net.checkpoint();
    await full.net.run(20);
    const none = await begin(network(2), {});
    await none.net.restore(bytes);
    const bare = await none.net.checkpoint();
    await none.net.run(20);
    expect(none.net.activity()).toEqual(full.net.activity());

    const made = network();
    const other = await begin(made, {
      counts: made.net.record(made.cells, "counts", { every: 4 }),
      filtered: made.net.record(made.cells, "filteredSpikes", { every: 2 }),
      spikes: made.net.record(made.cells, "spikes"),
    });
    await other.net.run(3);
    for (const from of [bytes, bare]) {
      await other.net.restore(from);
      await other.net.run(20);
      expect(other.net.activity()).toEqual(full.net.activity());
      expect(other.recordings.spikes.since(14).toCSV()).toBe(full.recordings.spikes.since(14).toCSV());
    }
    // A window that was under way counts from the moment on.
    const late = full.recordings.spikes.since(14);
    const inWindow = late.times.filter((time) => time <= 16).length;
    const { times, values } = other.recordings.counts;
    const at = times.indexOf(16);
    expect(values.slice(at * SIZE, (at + 1) * SIZE).reduce((sum, n) => sum + n, 0)).toBe(inWindow);

    await full.net.restore(bare);
    await full.net.run(20);
    expect(full.net.activity()).toEqual(none.net.activity());
    const stranger = network(1, 4);
    await expect(stranger.net.restore(bytes)).rejects.toThrow(/network of checkpoint/);
    await none.net.close();
  });

  it("refuses a damaged checkpoint of other recorders", async () => {
    const full = await whole();
    await full.net.run(14);
    const bytes = await full.net.checkpoint();
    const { net } = await begin(network(), {});
    for (const at of [24, 25, ...Array.from({ length: bytes.length / 97 }, (_, k) => 97 * k)])
      await expect(
        net.restore(bytes.map((byte, k) => (k === at ? byte ^ 4 : byte))),
        `byte ${at}`,
      ).rejects.toMatchObject({ code: "bad-checkpoint" });
    await expect(net.restore(bytes.subarray(0, bytes.length - 16))).rejects.toThrow(/length of checkpoint/);
  });
});

describe("restore and what was streamed past its moment", () => {
  const streaming = async (onRewind?: (time: number) => unknown) => {
    const made = network();
    const chunks = { spikes: [] as SpikeChunk[], v: [] as StateChunk[] };
    const rewind = onRewind ? { onRewind } : {};
    return {
      chunks,
      ...(await begin(made, {
        spikes: made.net.record(made.cells, "spikes", { onChunk: (chunk) => chunks.spikes.push(chunk), ...rewind }),
        v: made.net.record(made.cells, "v", { every: 4, onChunk: (chunk) => chunks.v.push(chunk) }),
      })),
    };
  };

  it("is refused by name, and the network stays where it is", async () => {
    const { net, recordings } = await streaming();
    await net.run(13);
    const bytes = await net.checkpoint();
    await net.restore(bytes);
    await net.run(20);
    const { length } = recordings.spikes;
    const { hash } = net.activity();
    await expect(net.restore(bytes)).rejects.toMatchObject({
      name: "NeurogliaError",
      code: "streamed-past",
      message:
        'moment of a restore, for recording of "cells" must be after all that it has streamed, or its options have onRewind, got "13 ms"',
    });
    expect([net.time, recordings.spikes.length, net.activity().hash]).toEqual([33, length, hash]);
  });

  it("is taken back by onRewind, which is told the time and awaited; of samples as of spikes", async () => {
    const told: number[] = [];
    const made = network();
    const kept = recordAll(made);
    const rows: { time: number; ids: number[] }[] = [];
    let samples: number[] = [];
    const streamed = made.net.record(made.cells, "spikes", {
      onChunk: ({ times, ids }) => times.forEach((time, k) => void rows.push({ time, ids: [ids[k]!] })),
      onRewind: async (time) => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        told.push(time);
        while ((rows.at(-1)?.time ?? 0) > time) rows.pop();
      },
    });
    made.net.record(made.cells, "v", {
      every: 1,
      onChunk: ({ times }) => samples.push(...times),
      onRewind: (time) => {
        samples = samples.filter((each) => each <= time);
      },
    });
    const { net } = await begin(made, kept);
    await net.run(14);
    const bytes = await net.checkpoint();
    for (const duration of [20, 6, 30]) {
      await net.run(duration);
      await net.restore(bytes);
    }
    await net.run(20);
    expect(told).toEqual([14, 14, 14]);
    expect(rows.map(({ time }) => time)).toEqual([...kept.spikes.times]);
    expect(samples).toEqual([...kept.v.times]);
    const late = kept.spikes.since(14);
    expect([streamed.from, streamed.length, streamed.rate()]).toEqual([14, late.length, late.rate()]);
    await net.reset();
    await net.run(14);
    expect([streamed.from, streamed.length]).toEqual([0, kept.spikes.length]);
  });

  it("is taken back before anything else where onRewind failed", async () => {
    const log: string[] = [];
    let fails = 2;
    const made = network();
    made.net.record(made.cells, "spikes", {
      onChunk: ({ times }) => log.push(`chunk to ${times.at(-1)}`),
      onRewind: (time) => {
        if (fails-- > 0) throw new Error("no rewinding");
        log.push(`rewind to ${time}`);
      },
    });
    const { net } = await begin(made, {});
    await net.run(14);
    const bytes = await net.checkpoint();
    await net.run(20);
    await expect(net.restore(bytes)).rejects.toThrow("no rewinding");
    expect(net.time).toBe(14);
    await expect(net.run(20)).rejects.toThrow("no rewinding");
    expect(net.time).toBe(14);
    await net.run(20);
    expect(log.map((line) => line.replace(/ to.*/, ""))).toEqual(["chunk", "chunk", "rewind", "chunk", "chunk"]);
  });

  it("a chunk that nobody took is cut too, and needs no onRewind", async () => {
    const times: number[] = [];
    let fails = false;
    const made = network();
    const kept = recordAll(made);
    made.net.record(made.cells, "spikes", {
      onChunk: (chunk) => {
        if (fails) throw new Error("not now");
        times.push(...chunk.times);
      },
    });
    const { net } = await begin(made, kept);
    await net.run(14);
    const bytes = await net.checkpoint();
    fails = true;
    await expect(net.run(20)).rejects.toThrow("not now");
    await expect(net.run(20)).rejects.toThrow("not now");
    expect(net.time).toBe(34);
    await net.restore(bytes);
    fails = false;
    await net.run(8);
    expect(times).toEqual([...kept.spikes.times]);
  });

  it("onRewind without onChunk, or that is no function, is refused", () => {
    const { net, cells } = network();
    expect(() => net.record(cells, "spikes", { onRewind: () => {} })).toThrow(/onRewind .*beside an onChunk/);
    expect(() => net.record(cells, "v", { onChunk: () => {}, onRewind: 3 as never })).toThrow(/onRewind .*a function/);
  });
});
