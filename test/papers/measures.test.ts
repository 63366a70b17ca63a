// Measures of firing against definitions written out neuron by neuron, bin by bin.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { binned, fano, firingOf } from "../../dist/src/papers/networks/measures.js";

const nNeurons = 5;
const dt = 0.1;
const trains = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 1, max: 300 }), fc.nat(nNeurons - 1)), {
    maxLength: 200,
    selector: ([step, id]) => `${step} ${id}`,
  })
  .map((events) => events.sort(([a, i], [b, j]) => a - b || i - j))
  .map((events) => ({
    times: Float64Array.from(events, ([step]) => step * dt),
    ids: Uint32Array.from(events, ([, id]) => id),
    steps: events.map(([step]) => step),
  }));

describe("measures of firing, against their definitions", () => {
  it("rates and CVs of neurons within a window", () => {
    fc.assert(
      fc.property(trains, fc.integer({ min: 0, max: 20 }), ({ times, ids }, from) => {
        const { rates, cvIsi } = firingOf({ times, ids }, nNeurons, from, 30);
        for (let id = 0; id < nNeurons; id++) {
          const own = [...times].filter((time, k) => ids[k] === id && time > from);
          expect(rates[id]).toBeCloseTo((1000 * own.length) / (30 - from), 9);
          const intervals = own.slice(1).map((time, k) => time - own[k]!);
          const mean = intervals.reduce((a, b) => a + b, 0) / intervals.length;
          const variance = intervals.reduce((a, b) => a + (b - mean) ** 2, 0) / intervals.length;
          if (intervals.length < 5) expect(cvIsi[id]).toBeNaN();
          else expect(cvIsi[id]).toBeCloseTo(Math.sqrt(variance) / mean, 6);
        }
      }),
    );
  });

  it("counts in bins: a spike on an edge belongs to the bin that ends there, on the grid, whatever the rounding", () => {
    fc.assert(
      fc.property(trains, ({ times, ids, steps }) => {
        const bins = binned({ times, ids }, { begin: 1, end: 4 }, 3, 6, 28);
        const expected = new Array(7).fill(0);
        steps.forEach((step, k) => {
          const bin = Math.ceil((step - 60) / 30) - 1;
          if (ids[k]! >= 1 && ids[k]! < 4 && bin >= 0 && bin < 7) expected[bin]++;
        });
        expect([...bins]).toEqual(expected);
      }),
    );
  });

  it("Fano factor: 0 of a constant, 1 of 0 and 2 in equal parts, none of silence", () => {
    expect(fano([3, 3, 3])).toBe(0);
    expect(fano([0, 2, 0, 2])).toBe(1);
    expect(fano([0, 0])).toBeNull();
    expect(fano([4])).toBeNull();
  });
});
