import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { bernoulli, Network, NeurogliaError, type SpikeChunk, type SpikeRecordOptions } from "../../dist/src/index.js";
import { CHUNK_ENTRIES } from "../../dist/src/record/chunks.js";

// Compared with a kept recording of the same cells. Could not catch memory held outside the recordings.

const CELLS = 1000;
/** Spikes a step: so many that a chunk fills in about 130 steps. */
const P = 0.5;

const network = async (options: SpikeRecordOptions) => {
  const net = new Network({ dt: 1, seed: 9 });
  const source = net.population("source", CELLS, bernoulli);
  const kept = net.record(source, "spikes");
  const streamed = net.record(source, "spikes", options);
  await net.build();
  source.play(new Float32Array(CELLS).fill(P));
  return { net, kept, streamed };
};

/** Of many numbers as a whole: comparing them one by one takes the test runner seconds. */
const sameSpikes = (chunks: readonly SpikeChunk[], { times, ids }: SpikeChunk): boolean =>
  Buffer.concat(chunks.map((chunk) => new Uint8Array(chunk.times.buffer))).equals(new Uint8Array(times.buffer)) &&
  Buffer.concat(chunks.map((chunk) => new Uint8Array(chunk.ids.buffer))).equals(new Uint8Array(ids.buffer));

describe("a streamed recording", () => {
  it("of 1.5 million spikes holds no more than two chunks at any time, and hands over all of them in order", async () => {
    const chunks: SpikeChunk[] = [];
    let most = 0;
    const { net, kept, streamed } = await network({
      onChunk: (chunk) => {
        chunks.push(chunk);
        most = Math.max(most, streamed.heldBytes);
      },
    });
    await net.run(3000);
    expect(kept.length).toBeGreaterThan(1.4e6);
    expect(streamed.length).toBe(kept.length);
    expect(most).toBeLessThanOrEqual(2 * CHUNK_ENTRIES * 8);
    expect(kept.heldBytes).toBeLessThanOrEqual((kept.length + CHUNK_ENTRIES) * 8);
    expect(chunks.slice(0, -1).every(({ ids }) => ids.length === CHUNK_ENTRIES)).toBe(true);
    expect(sameSpikes(chunks, kept)).toBe(true);
  });

  it("makes the run wait for whoever takes it, so that no more than two chunks wait for him", async () => {
    let isTaking = false;
    let taken = 0;
    let ahead = 0;
    const { net, kept } = await network({
      onChunk: async ({ ids }) => {
        expect(isTaking).toBe(false);
        isTaking = true;
        await pause(5);
        taken += ids.length;
        ahead = Math.max(ahead, kept.length - taken);
        isTaking = false;
      },
    });
    await net.run(1000);
    expect(isTaking).toBe(false);
    expect(taken).toBe(kept.length);
    expect(ahead).toBeLessThan(2 * CHUNK_ENTRIES);
  });

  it.each([
    [
      "throws",
      (error: Error): unknown => {
        throw error;
      },
    ],
    ["rejects", (error: Error): unknown => Promise.reject(error)],
  ])(
    "whose taker %s once stops the run with that very error; others get theirs; the next run brings the chunk again",
    async (_, fail) => {
      const error = new Error("the disk is full");
      const chunks: SpikeChunk[] = [];
      const others: SpikeChunk[] = [];
      const net = new Network({ dt: 1, seed: 9 });
      const source = net.population("source", CELLS, bernoulli);
      const kept = net.record(source, "spikes");
      let calls = 0;
      net.record(source, "spikes", { onChunk: (chunk) => (++calls === 2 ? fail(error) : chunks.push(chunk)) });
      net.record(source, "spikes", { onChunk: (chunk) => others.push(chunk) });
      await net.build();
      source.play(new Float32Array(CELLS).fill(P));
      await expect(net.run(1000)).rejects.toBe(error);
      expect(calls).toBe(2);
      expect(chunks.length).toBe(1);
      expect(sameSpikes(others, kept)).toBe(true);
      expect(kept.times.at(-1)).toBeLessThan(999);
      await net.run(500);
      expect(sameSpikes(chunks, kept)).toBe(true);
      expect(sameSpikes(others, kept)).toBe(true);
    },
  );

  it("is complete after an aborted run, and after one that onProgress ended", async () => {
    const chunks: SpikeChunk[] = [];
    const stop = new AbortController();
    const { net, kept } = await network({
      onChunk: (chunk) => {
        if (chunks.push(chunk) === 3) stop.abort();
      },
    });
    await expect(net.run(10_000, { signal: stop.signal })).rejects.toMatchObject({ name: "AbortError" });
    expect(kept.length).toBeLessThan(4 * CHUNK_ENTRIES);
    expect(sameSpikes(chunks, kept)).toBe(true);
    const onProgress = () => {
      throw new Error("enough");
    };
    await expect(net.run(100, { onProgress })).rejects.toThrow("enough");
    expect(sameSpikes(chunks, kept)).toBe(true);
  });

  it("of a run without spikes is one empty chunk; after a reset times begin anew", async () => {
    const chunks: SpikeChunk[] = [];
    const net = new Network({ dt: 1 });
    const source = net.population("source", 2, bernoulli);
    const streamed = net.record(source, "spikes", { onChunk: (chunk) => chunks.push(chunk) });
    await net.run(5);
    source.play([1, 0]);
    await net.run(2);
    await net.reset();
    expect(streamed.length).toBe(0);
    await net.run(1);
    expect(chunks).toEqual([
      { times: new Float64Array(0), ids: new Uint32Array(0) },
      { times: Float64Array.of(5, 6), ids: new Uint32Array(2) },
      { times: Float64Array.of(0), ids: new Uint32Array(1) },
    ]);
  });

  it("has n, length, rate and heldBytes; whatever would need the spikes is refused and named", async () => {
    const { net, streamed } = await network({ onChunk: () => {} });
    await net.run(10);
    expect(streamed.rate()).toBe(streamed.length / CELLS / 0.01);
    const asked: Record<string, () => unknown> = {
      times: () => streamed.times,
      ids: () => streamed.ids,
      counts: () => streamed.counts(),
      intervals: () => streamed.intervals(),
      cvIsi: () => streamed.cvIsi(),
      length: () => streamed.since(5).length,
    };
    for (const [what, ask] of Object.entries(asked))
      expect(ask).toThrow(
        `${what} of recording of "source" must be taken from the chunks that onChunk gets, got "a streamed recording, which keeps nothing"`,
      );
    expect(() => streamed.toCSV()).toThrow(NeurogliaError);
    expect(() => streamed.toNPY()).toThrow(NeurogliaError);
    expect(() => streamed.toJSON()).toThrow(NeurogliaError);
  });
});
