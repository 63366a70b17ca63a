import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gaussianDrive, poissonDrive, pulseDrive } from "../../dist/src/index.js";
import type { DriveModel } from "../../dist/src/models/model.js";
import { driven } from "../driven.js";

// Compares a kernel with itself over other ranges and groups: could not catch an error that is the same in all.

const drives: [string, DriveModel, Record<string, number>][] = [
  ["poissonDrive, one draw", poissonDrive, { rate: 3000, weight: 1 }],
  ["poissonDrive, three draws", poissonDrive, { rate: 12000, weight: 0.3 }],
  ["gaussianDrive", gaussianDrive, { mean: 0.5, sd: 2 }],
  ["pulseDrive", pulseDrive, { amplitude: 3 }],
];

describe.each(drives)("%s", (_, model, params) => {
  it("any split of 0 … 100 neurons adds the same numbers, and none beyond a range's ends", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100 }),
        fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 5 }),
        fc.integer({ min: 0, max: 2 ** 32 }),
        (n, places, seed) => {
          const [whole, split] = [driven(model, n, params, { seed }), driven(model, n, params, { seed })];
          const edges = [0, ...places.filter((place) => place < n).sort((a, b) => a - b), n];
          for (let step = 0; step < 3; step++) {
            whole.add(step);
            for (let k = 1; k < edges.length; k++) split.add(step, edges[k - 1]!, edges[k]!);
            const numbers = whole.take();
            expect(split.take()).toEqual(numbers);
            expect(numbers.subarray(n).every((value) => value === 0)).toBe(true);
            const [begin, end] = [edges[1]!, edges.at(-2)!];
            if (begin >= end) continue;
            split.add(step, begin, end);
            expect(split.take()).toEqual(numbers.map((value, k) => (k >= begin && k < end ? value : 0)));
          }
        },
      ),
      { numRuns: 60, seed: 41 },
    );
  });

  if (model !== pulseDrive)
    it("a neuron's numbers are the same in a group, in the whole and in a larger population", () => {
      const [whole, group, larger] = [
        driven(model, 70, params),
        driven(model, 70, params, { begin: 19, end: 51 }),
        driven(model, 333, params),
      ];
      for (const cells of [whole, group, larger]) cells.add(7);
      const numbers = whole.take().subarray(0, 70);
      expect(larger.take().subarray(0, 70)).toEqual(numbers);
      expect(group.take().subarray(19, 51)).toEqual(numbers.subarray(19, 51));
    });
});
