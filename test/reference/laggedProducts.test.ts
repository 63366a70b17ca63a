import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Fourier } from "../../dist/src/analysis/fourier.js";
import { laggedProducts } from "../../dist/src/analysis/laggedProducts.js";
import { numbers } from "../numbers.js";

// Against plain sums in f64. Could not catch a slow transform.

describe("Fourier", () => {
  it.each([4, 16, 256])("of %i numbers: coefficients, in some order, are those of the definition", (n) => {
    const random = numbers(n);
    const [x, y] = [Float64Array.from({ length: n }, random), Float64Array.from({ length: n }, random)];
    const [re, im] = [x.slice(), y.slice()];
    const fourier = new Fourier(n);
    fourier.forward(re, im);
    const digits = Math.log2(n) / 2;
    for (let k = 0; k < n; k++) {
      let [sumRe, sumIm] = [0, 0];
      for (let t = 0; t < n; t++) {
        const angle = (-2 * Math.PI * ((k * t) % n)) / n;
        sumRe += x[t]! * Math.cos(angle) - y[t]! * Math.sin(angle);
        sumIm += x[t]! * Math.sin(angle) + y[t]! * Math.cos(angle);
      }
      // Radix 4 with the outer two quarters swapped is bit reversal.
      let at = 0;
      for (let bit = 0; bit < 2 * digits; bit++) if (k & (1 << bit)) at |= 1 << (2 * digits - 1 - bit);
      expect(re[at]).toBeCloseTo(sumRe, 10);
      expect(im[at]).toBeCloseTo(sumIm, 10);
    }
    fourier.backward(re, im);
    for (let k = 0; k < n; k++) {
      expect(re[k]! / n).toBeCloseTo(x[k]!, 12);
      expect(im[k]! / n).toBeCloseTo(y[k]!, 12);
    }
  });
});

describe("laggedProducts", () => {
  it("any shape, range and number of delays: the plain sums", () => {
    const shapes = fc.record({
      columns: fc.integer({ min: 1, max: 5 }),
      delays: fc.integer({ min: 0, max: 90 }),
      before: fc.integer({ min: 0, max: 9 }),
      live: fc.integer({ min: 1, max: 600 }),
      after: fc.integer({ min: 0, max: 3 }),
      seed: fc.integer({ min: 0, max: 1000 }),
    });
    fc.assert(
      fc.property(shapes, ({ columns, delays, before, live, after, seed }) => {
        const random = numbers(seed);
        const [begin, end] = [delays + before, delays + before + live];
        const rows = end + after;
        const values = Float32Array.from({ length: rows * columns }, random);
        const input = Float64Array.from({ length: rows }, random);
        const mean = Float64Array.from({ length: columns }, random);
        const found = laggedProducts({ values, rows, columns }, mean, input, begin, end, delays);
        expect(found).toHaveLength(columns * (delays + 1));
        for (let column = 0; column < columns; column++)
          for (let delay = 0; delay <= delays; delay++) {
            let sum = 0;
            for (let t = begin; t < end; t++)
              sum += (values[t * columns + column]! - mean[column]!) * input[t - delay]!;
            expect(Math.abs(found[column * (delays + 1) + delay]! - sum)).toBeLessThan(1e-11 * rows);
          }
      }),
      { numRuns: 40, seed: 1 },
    );
  });
});
