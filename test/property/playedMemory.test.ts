import { describe, expect, it } from "vitest";
import { Arena } from "../../dist/src/engine/arena.js";
import { bernoulli, lif, lifDiscrete, Network, poisson, spikeSource } from "../../dist/src/index.js";
import { numbers } from "../numbers.js";

// What is played again and again, ever longer, against the longest. Could not catch what the machine itself keeps of a memory.

const bytesOf = (net: Network): number => 1024 * Number(/([\d.]+) KiB in use/.exec(net.explain())![1]);

describe("ever longer plays", () => {
  const rows = 200;
  const kinds = {
    "of one injection": (net: Network) => {
      const cells = net.population("cells", 10, lif);
      const injection = net.inject(cells, { channels: 50, into: "iE" });
      return [(k: number) => injection.play(new Float32Array(50 * k), { every: 1 })];
    },
    "of a Bernoulli, a Poisson and a spike source by turns": (net: Network) => {
      const [b, p, s] = [bernoulli, poisson, spikeSource].map((model) => net.population(model.name, 64, model));
      return [
        (k: number) => b!.play(new Float32Array(64 * k), { every: 1 }),
        (k: number) => p!.play(new Float32Array(64 * k), { every: 1 }),
        (k: number) => {
          const times = Array.from({ length: 32 * k }, (_, event) => Math.floor(event / 32));
          s!.play({ times, ids: times.map((_, event) => event % 32) });
        },
      ];
    },
  };

  it.each(Object.entries(kinds))("%s take at most twice the longest", async (_, describeIn) => {
    const net = new Network({ dt: 1 });
    net.population("other", 1, lifDiscrete);
    const plays = describeIn(net);
    await net.build();
    await net.checkpoint();
    const before = bytesOf(net);
    for (let k = 1; k <= rows; k++) for (const play of plays) play(k);
    // 50 or 64 words a row.
    const longest = plays.length === 1 ? 4 * 50 * rows : 3 * 4 * 64 * rows;
    expect(bytesOf(net) - before).toBeLessThanOrEqual(2 * longest);
    expect(bytesOf(net) - before).toBeGreaterThan(longest / 2);
  });

  it("memory that is replaced is zeroed, overlaps no other, and is no more than twice what is in use", () => {
    for (let trial = 0; trial < 60; trial++) {
      const random = numbers(trial + 1);
      const arena = new Arena();
      const begin = arena.usedBytes;
      const live = Array.from({ length: 1 + (trial % 5) }, () => ({ address: 0, bytes: 0 }));
      for (let k = 0; k < 150; k++) {
        const at = Math.floor(random() * live.length);
        const bytes = live[at]!.bytes + Math.ceil(random() * (trial % 2 ? 400 : live[at]!.bytes + 16));
        if (bytes > 1e5) continue;
        live[at] = { address: arena.replace(live[at]!, bytes, "test"), bytes };
        const memory = arena.u8(live[at]!.address, bytes);
        expect(memory.every((byte) => byte === 0)).toBe(true);
        memory.fill(at + 1);
      }
      live.forEach(({ address, bytes }, at) => {
        expect(arena.u8(address, bytes).every((byte) => byte === at + 1)).toBe(true);
      });
      const used = live.reduce((sum, { bytes }) => sum + 16 * Math.ceil(bytes / 16), 0);
      expect(arena.usedBytes - begin).toBeLessThanOrEqual(2 * used);
      expect(arena.ledger.get("test")).toBe(used);
    }
  });

  it("what cannot be had is refused, and what was played stays", () => {
    const arena = new Arena();
    const address = arena.allocate(64, "test");
    arena.u8(address, 64).fill(7);
    expect(() => arena.replace({ address, bytes: 64 }, 2 ** 32, "test")).toThrow(/memory of test must be at most/);
    expect(arena.u8(address, 64).every((byte) => byte === 7)).toBe(true);
    expect(arena.usedBytes).toBe(address + 64);
  });
});
