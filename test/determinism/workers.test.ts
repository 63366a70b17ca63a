import { afterEach, describe, expect, it } from "vitest";
import { type Kind, kinds, type SmallNetwork, smallNetwork, start } from "../smallNetworks.js";
import { golden } from "./golden.js";

// The small networks have fewer groups of sixteen neurons than seven workers, so some of these own nothing. Could not
// catch a race that needs more cores than the machine has.

const opened: SmallNetwork[] = [];
const open = async (kind: Kind, workers: number): Promise<SmallNetwork> => {
  const small = smallNetwork(kind, 11, workers);
  opened.push(small);
  return start(small);
};
afterEach(async () => {
  await Promise.all(opened.splice(0).map(({ net }) => net.close()));
});

/** Everything that a network tells of itself. */
const account = async ({ net, cells, projections, glia, spikes, trace }: SmallNetwork) => ({
  activity: net.activity(),
  v: cells.get("v"),
  glia: glia.get("a"),
  weights: await Promise.all(projections.map((projection) => projection.weights())),
  synapses: await Promise.all(projections.map((projection) => projection.synapses())),
  spikes: [spikes.times, spikes.ids],
  trace: [trace.times, trace.values],
});

describe.each(kinds)("%s", (kind) => {
  it.each([2, 3, 4, 7])("the pinned hash on %i workers", async (workers) => {
    const small = await open(kind, workers);
    await small.net.run(500);
    expect(small.net.activity()).toEqual(golden[kind]);
  });

  it("state, astrocyte, weights, synapses, spikes and samples are those of one worker", async () => {
    const [one, three] = [await open(kind, 1), await open(kind, 3)];
    for (const { net } of [one, three]) await net.run(120);
    expect(await account(three)).toEqual(await account(one));
  });

  it("ten runs of 50 steps on 2 workers are one of 500", async () => {
    const small = await open(kind, 2);
    for (let k = 0; k < 10; k++) await small.net.run(50);
    expect(small.net.activity()).toEqual(golden[kind]);
  });

  it.each([
    [1, 3],
    [3, 1],
    [2, 4],
  ])("a checkpoint from %i workers goes on on %i as if nothing had happened", async (from, to) => {
    const first = await open(kind, from);
    await first.net.run(203);
    const bytes = await first.net.checkpoint();
    await first.net.run(297);
    expect(first.net.activity()).toEqual(golden[kind]);
    const second = await open(kind, to);
    await second.net.run(31);
    await second.net.restore(bytes);
    expect(second.cells.get("v")).toEqual((await restored(kind, bytes)).cells.get("v"));
    await second.net.run(297);
    expect(second.net.activity()).toEqual(golden[kind]);
  });

  it("reset to a checkpoint, whole and in parts, as on one worker", async () => {
    const [one, two] = [await open(kind, 1), await open(kind, 2)];
    await one.net.run(83);
    const bytes = await one.net.checkpoint();
    for (const { net } of [one, two]) {
      await net.run(40);
      await net.reset({ to: bytes, trial: 2 });
      await net.run(50);
      await net.reset({ to: bytes, only: ["weights", "traces"], trial: 3 });
      await net.run(50);
      await net.reset({ only: ["state"], trial: 4 });
      await net.run(50);
    }
    expect(await account(two)).toEqual(await account(one));
  });

  it("what is set between runs takes effect as on one worker", async () => {
    const [one, two] = [await open(kind, 1), await open(kind, 2)];
    for (const { net, cells, projections, source } of [one, two]) {
      await net.run(40);
      cells.set({ vTh: 18, v: 3 });
      expect(cells.get("v")[7]).toBe(3);
      const [learning] = projections;
      learning!.setWeights((await learning!.weights()).map((w) => w / 2));
      learning!.set({ aPlus: 0.2 });
      source.play(new Float32Array(21).fill(0.3));
      await net.run(60);
      await net.reset({ trial: 3 });
      await net.run(50);
    }
    expect(await account(two)).toEqual(await account(one));
  });
});

const restored = async (kind: Kind, bytes: Uint8Array): Promise<SmallNetwork> => {
  const small = await open(kind, 1);
  await small.net.restore(bytes);
  return small;
};
