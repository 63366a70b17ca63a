import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bernoulli } from "../../dist/models/bernoulli/model.js";
import { lifDiscrete } from "../../dist/models/lifDiscrete/model.js";
import { Block } from "../../dist/src/engine/block.js";
import { bench } from "../bench.js";
import { cellsOf } from "../cells.js";
import { numbers } from "../numbers.js";

// Compares a kernel with itself over other ranges: could not catch an error that is the same in every range.

describe("kernels over ranges", () => {
  it("lifDiscrete: [a, b) + [b, c) = [a, c) at any multiple of four, 0 … 40 cells, both variants", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 40 }),
        fc.array(fc.integer({ min: 0, max: 10 }), { maxLength: 3 }),
        fc.boolean(),
        fc.integer(),
        (n, quarters, perNeuron, seed) => {
          const cuts = quarters.map((k) => 4 * k).filter((cut) => cut > 0 && cut < n);
          cuts.sort((a, b) => a - b);
          const params = { bias: perNeuron ? Float32Array.from({ length: n }, (_, k) => 3 + (k % 5)) : 4, tauSyn: 3 };
          const [whole, split] = [cellsOf(lifDiscrete, n, params), cellsOf(lifDiscrete, n, params)];
          const draw = numbers(seed);
          for (let step = 0; step < 12; step++) {
            const drive = Float32Array.from({ length: n }, () => 10 * draw());
            for (const cells of [whole, split]) cells.write("i", drive);
            const spikes = whole.step(step);
            expect(split.step(step, cuts)).toEqual(spikes);
            expect(spikes).toEqual([...spikes].sort((a, b) => a - b));
          }
          for (const quantity of ["v", "i", "refractoryLeft", "delta"])
            expect(split.read(quantity, true)).toEqual(whole.read(quantity, true));
          expect(split.tally()).toEqual(whole.tally());
        },
      ),
      { numRuns: 100, seed: 21 },
    );
  });

  it("bernoulli: any split of 0 … 70 cells gives the same events, hash included", () => {
    const emitted = (n: number, edges: readonly number[], seed: number, steps: number) => {
      const { arena, kernels } = bench();
      const clock = Block.frame(arena, "clock", "clock")
        .setU32("seedLow", seed >>> 0)
        .setU32("seedHigh", 3)
        .setU32("trial", 5);
      clock.setU32("scratch", arena.allocate(64, "scratch"));
      const words = Math.ceil(n / 16) * 16;
      const probabilities = arena.allocate(words * 4, "probabilities");
      arena.f32(probabilities, n).set(Float32Array.from({ length: n }, (_, k) => (k % 9) / 8));
      const slotBytes = 16 + Math.ceil(n / 4) * 16;
      const ring = arena.allocate(slotBytes, "ring");
      const tally = arena.allocate(16, "tally");
      const block = Block.model(arena, "source", bernoulli)
        .setU32("clock", clock.address)
        .setU32("nNeurons", n)
        .setU32("ring", ring)
        .setU32("slotBytes", slotBytes)
        .setU32("stream", 99)
        .setU32("tally", tally)
        .setU32("probabilities", probabilities)
        .setU32("nRows", 1);
      const lists: number[][] = [];
      for (let step = 0; step < steps; step++) {
        for (let k = 1; k < edges.length; k++) kernels.bernoulliEmit(block.address, edges[k - 1]!, edges[k]!, step);
        const [count] = arena.u32(ring, 1);
        lists.push([...arena.u32(ring + 16, count!)]);
      }
      return { lists, tally: [...arena.u32(tally, 4)] };
    };
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 70 }),
        fc.array(fc.integer({ min: 0, max: 70 }), { maxLength: 4 }),
        fc.integer(),
        (n, places, seed) => {
          const cuts = places.filter((place) => place < n && place > 0).sort((a, b) => a - b);
          expect(emitted(n, [0, ...cuts, n], seed, 6)).toEqual(emitted(n, [0, n], seed, 6));
        },
      ),
      { numRuns: 100, seed: 22 },
    );
  });
});
