import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Worker } from "node:worker_threads";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { allToAll, lifDiscrete, Network, NeurogliaError } from "../../dist/src/index.js";
import { golden } from "../determinism/golden.js";
import { smallNetwork, start } from "../smallNetworks.js";

// Threads are seen from outside: Node tells of every worker that the process starts. Could not catch a thread that is
// alive but deaf to the barrier for longer than a test waits.

const started: Worker[] = [];
const ended = new Set<Worker>();
const notice = (worker: Worker) => {
  started.push(worker);
  worker.once("exit", () => ended.add(worker));
};
beforeAll(() => void process.on("worker", notice));
afterAll(() => void process.off("worker", notice));
beforeEach(() => {
  started.length = 0;
  ended.clear();
});

const allEnded = () => expect.poll(() => started.filter((worker) => !ended.has(worker)).length).toBe(0);

describe("a network on several workers", () => {
  it("starts as many threads as it was told to, and close() leaves none", async () => {
    const { net } = await start(smallNetwork("nalsm", 11, 3));
    expect(net.workers).toBe(3);
    expect(started).toHaveLength(3);
    await net.run(10);
    await net.close();
    await allEnded();
    expect(() => net.activity()).toThrow(/before close/);
  });

  it("close() while it is being built waits for that and leaves no thread; the run that asked for it is refused", async () => {
    const net = new Network({ dt: 1, workers: 2 });
    net.population("cells", 10, lifDiscrete);
    const run = net.run(1000).catch(({ code }) => code);
    await net.close();
    expect(started).toHaveLength(2);
    expect(await run).toBe("closed");
    await allEnded();
  });

  it("one worker starts no thread", async () => {
    const { net } = await start(smallNetwork("nalsm", 11, 1));
    await net.run(10);
    expect(started).toHaveLength(0);
  });

  it.each([0, 1.5, 65, Number.NaN, "2"])("workers %s is refused", (workers) => {
    expect(() => new Network({ workers: workers as number })).toThrow(/workers of Network must be a whole number/);
  });

  it("a worker that dies in a run rejects it, ends the others, and so does all that is asked but what is recorded", async () => {
    const { net, cells, projections, spikes } = await start(smallNetwork("delays", 11, 3));
    await net.run(5);
    const bytes = await net.checkpoint();
    const seen = spikes.toJSON();
    const running = net.run(1e7);
    setTimeout(() => void started[1]!.terminate(), 100);
    const died = {
      name: "NeurogliaError",
      code: "worker-died",
      message: expect.stringMatching(/^thread of a worker must be alive until close\(\), got "a worker ended/),
    };
    await expect(running).rejects.toMatchObject(died);
    await allEnded();
    const [projection] = projections;
    const asked: Record<string, () => unknown> = {
      run: () => net.run(1),
      build: () => net.build(),
      get: () => cells.get("v"),
      set: () => cells.set({ v: 0 }),
      positions: () => cells.positions(),
      activity: () => net.activity(),
      explain: () => net.explain(),
      checkpoint: () => net.checkpoint(),
      restore: () => net.restore(bytes),
      reset: () => net.reset(),
      freeze: () => net.freeze(),
      record: () => net.record(cells, "spikes"),
      weights: () => projection!.weights(),
      setWeights: () => projection!.setWeights(new Float32Array(1)),
      synapses: () => projection!.synapses(),
      length: () => projection!.length,
    };
    for (const [what, ask] of Object.entries(asked))
      await expect((async () => ask())(), what).rejects.toMatchObject(died);
    expect(spikes.toJSON().times.slice(0, seen.times.length)).toEqual(seen.times);
    await net.close();
    expect(() => net.activity()).toThrow(/before close/);
  });

  it("a worker that dies between runs is told of by whatever is asked next", async () => {
    const { net, cells } = await start(smallNetwork("delays", 11, 2));
    await net.run(5);
    await started[0]!.terminate();
    expect(() => cells.get("v")).toThrow(/a worker ended/);
    await expect(net.run(5)).rejects.toThrow(/a worker ended/);
    await net.close();
    await allEnded();
  });

  it("an aborted run keeps its recordings, and goes on to the spikes of one that was not", async () => {
    const { net, spikes } = await start(smallNetwork("nalsm", 11, 2));
    const abort = new AbortController();
    const progress: number[] = [];
    const run = net.run(500, {
      signal: abort.signal,
      onProgress: ({ elapsed }) => {
        progress.push(elapsed);
        abort.abort();
      },
    });
    // 500 ms of so small a network may be over before the first look round.
    await run.catch((error) => expect(error.name).toBe("AbortError"));
    const [elapsed] = progress;
    expect(elapsed).toBeGreaterThan(0);
    expect(spikes.times.at(-1)).toBeLessThanOrEqual(elapsed!);
    if (elapsed! < 500) await net.run(500 - elapsed!);
    expect(net.activity()).toEqual(golden.nalsm);
    await net.close();
  });

  it("a corrupt checkpoint is refused, and the network goes on as it was", async () => {
    const { net } = await start(smallNetwork("nalsm", 11, 2));
    await net.run(200);
    const bytes = await net.checkpoint();
    for (const [spoilt, what] of [
      [bytes.subarray(0, 1000), /length of checkpoint/],
      [bytes.map((byte, k) => (k === 5000 ? byte ^ 1 : byte)), /checksum of checkpoint/],
      [bytes.map((byte, k) => (k === 4 ? 99 : byte)), /version of checkpoint/],
    ] as const)
      await expect(net.restore(spoilt)).rejects.toThrow(what);
    const other = await start(smallNetwork("nalsm", 12, 2));
    await expect(other.net.restore(bytes)).rejects.toThrow(/network of checkpoint/);
    await net.run(300);
    expect(net.activity()).toEqual(golden.nalsm);
    await Promise.all([net.close(), other.net.close()]);
  });

  it("what the engine refuses is refused at once, as on one worker", async () => {
    const net = new Network({ dt: 1, workers: 2 });
    const cells = net.population("cells", 64, lifDiscrete);
    const projection = net.connect(cells, cells, allToAll(), { into: "i", weight: 0.5 });
    await net.build();
    expect(projection.length).toBe(64 * 64);
    const weights = await projection.weights();
    weights[3] = 1;
    expect(() => projection.setWeights(weights)).toThrow(NeurogliaError);
    expect(() => cells.set({ tauM: -1 })).toThrow(/tauM of population "cells"/);
    await net.run(3);
    await net.close();
  });

  it("a program that forgets close() ends all the same", async () => {
    const program = `
      import { lifDiscrete, Network, allToAll } from ${JSON.stringify(new URL("../../dist/src/index.js", import.meta.url).href)};
      const net = new Network({ dt: 1, workers: 2 });
      const cells = net.population("cells", 64, lifDiscrete, { bias: 2 });
      net.connect(cells, cells, allToAll(), { into: "i", weight: 0.1 });
      await net.run(100);
      console.log(net.activity().spikes > 0);`;
    const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", program], {
      timeout: 30_000,
    });
    expect(stdout).toBe("true\n");
  });

  it("an onProgress that throws ends the run; what the threads had begun is kept, and the rest gives the golden hash", async () => {
    const { net, spikes } = await start(smallNetwork("delays", 11, 2));
    const stop = () => {
      throw new Error("enough");
    };
    // Chunks of steps double from run to run until they last long enough for a look round, which ends the last.
    const thrown = await net.run(2 ** 22, { onProgress: stop }).catch((error: Error) => error.message);
    expect(thrown).toBe("enough");
    const reached = spikes.to;
    expect(reached).toBeGreaterThan(0);
    expect(reached).toBeLessThan(2 ** 22);
    const kept = spikes.length;
    const { net: other, spikes: uninterrupted } = await start(smallNetwork("delays", 11, 1));
    await other.run(reached);
    expect(kept).toBe(uninterrupted.length);
    expect(net.activity()).toEqual(other.activity());
    await Promise.all([net.run(100), other.run(100)]);
    expect(net.activity()).toEqual(other.activity());
    await net.close();
  });

  it("says in explain() how often spikes are exchanged", async () => {
    const { net } = await start(smallNetwork("nalsm", 11, 2));
    expect(net.explain()).toMatch(/2 workers/);
    expect(net.explain()).toMatch(/epoch 1 ms: spikes are exchanged that often/);
    await net.close();
  });
});
