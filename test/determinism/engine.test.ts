import { describe, expect, it } from "vitest";
import { kinds, smallNetwork, start } from "../smallNetworks.js";
import { golden } from "./golden.js";

// Could not catch a difference between machines, since it runs on one: the pinned hashes are what another machine is
// compared with.

describe("golden hashes", () => {
  for (const kind of kinds) {
    it(`${kind}: 500 ms give the pinned spikes, deliveries and hash`, async () => {
      const small = await start(smallNetwork(kind));
      await small.net.run(500);
      expect(small.net.activity()).toEqual(golden[kind]);
    });

    it(`${kind}: the same from a second network in the same thread, other from another seed or trial`, async () => {
      const hash = async (seed: number, trial: number) => {
        const small = await start(smallNetwork(kind, seed));
        await small.net.reset({ trial });
        await small.net.run(100);
        return small.net.activity().hash;
      };
      const first = await hash(11, 0);
      expect(await hash(11, 0)).toBe(first);
      expect(await hash(12, 0)).not.toBe(first);
      expect(await hash(11, 1)).not.toBe(first);
    });
  }

  it("seeds that differ above bit 31 give other spikes", async () => {
    const hash = async (seed: number) => {
      const small = await start(smallNetwork("nalsm", seed));
      await small.net.run(100);
      return small.net.activity().hash;
    };
    expect(await hash(11 + 2 ** 40)).not.toBe(await hash(11));
  });

  it("another population, projection or recorder beside it changes no spike of a network", async () => {
    const { lifDiscrete, allToAll } = await import("../../dist/src/index.js");
    const [alone, beside] = [smallNetwork("nalsm"), smallNetwork("nalsm")];
    const other = beside.net.population("other", 9, lifDiscrete, { vTh: 1e6 });
    beside.net.connect(other, other, allToAll(), { into: "i" });
    beside.net.record(other, "v");
    for (const small of [alone, beside]) {
      await start(small);
      await small.net.run(200);
    }
    expect(beside.spikes.times).toEqual(alone.spikes.times);
    expect(beside.spikes.ids).toEqual(alone.spikes.ids);
    expect(beside.net.activity().hash).toBe(alone.net.activity().hash);
  });
});
