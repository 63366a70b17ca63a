import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { delivery, type Wiring } from "../delivery.js";
import { columnOf, spikesOf, wiringOf } from "../wirings.js";

// Compares kernels with themselves: could not catch an error that does not depend on where targets are cut.

/** The part of a wiring that a memory with targets [begin, end) holds. */
const part = (wiring: Wiring, postBegin: number, postEnd: number): Wiring => ({
  ...wiring,
  postBegin,
  postEnd,
  synapses: wiring.synapses.filter(({ post }) => post >= postBegin && post < postEnd),
});

describe.each(["sparse", "uniform", "dense", "bitmap"] as const)("delivery, format %s", (format) => {
  it("onto targets cut into ranges, a memory each, = onto all, bit for bit", () => {
    fc.assert(
      fc.property(
        fc.record({
          nTarget: fc.integer({ min: 1, max: 400 }),
          margin: fc.integer({ min: 0, max: 3 }),
          density: fc.constantFrom(0.05, 0.3, 1),
          nDelays: fc.integer({ min: 1, max: 3 }),
          seed: fc.integer(),
        }),
        fc.integer({ min: 0, max: 40 }),
        fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 6 }),
        (shape, perStep, places) => {
          const wiring = wiringOf({ ...shape, format, nSource: 40 });
          const lists = spikesOf(40, perStep, shape.seed);
          const before = columnOf(shape.nTarget, shape.seed);
          const after = (some: Wiring) => {
            const given = delivery(some, format, before);
            lists.forEach((ids, step) => {
              given.spike(step, ids);
            });
            for (let step = 20; step < 24; step++) given.deliver(step);
            return given;
          };
          const { postBegin, postEnd } = wiring;
          const inside = places.filter((place) => place > postBegin && place < postEnd).sort((a, b) => a - b);
          const edges = [postBegin, ...inside, postEnd];
          const joined = before.slice();
          let events = 0;
          for (let k = 1; k < edges.length; k++) {
            const { input, events: count } = after(part(wiring, edges[k - 1]!, edges[k]!));
            joined.set(input.subarray(edges[k - 1]!, edges[k]!), edges[k - 1]!);
            events += count();
          }
          const whole = after(wiring);
          expect(joined).toEqual(whole.input);
          expect(events).toBe(whole.events());
        },
      ),
      { numRuns: 40, seed: 31 },
    );
  });
});
