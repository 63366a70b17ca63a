import { describe, expect, it } from "vitest";
import { memoryCapacity, NeurogliaError, Random } from "../../dist/src/index.js";

// Against closed forms (Jaeger 2001) and plain ridge regression. Could not catch another program's choice of λ or of held-out rows.

const white = (n: number, seed: number): Float64Array => {
  const random = new Random(seed, "test:white");
  return Float64Array.from({ length: n }, () => 1.6 * random.uniform() - 0.8);
};

/** Columns u(t − 1) … u(t − k) after the present one where `present`, and zeros before the beginning. */
const delayLine = (input: Float64Array, k: number, scale = 1) => {
  const values = new Float32Array(input.length * k);
  for (let t = 0; t < input.length; t++)
    for (let d = 1; d <= Math.min(k, t); d++) values[t * k + d - 1] = Math.fround(input[t - d]! * scale);
  return { values, rows: input.length, columns: k };
};

describe("memoryCapacity", () => {
  it("a delay line of k nodes remembers k steps perfectly, and nothing beyond", () => {
    const input = white(6000, 1);
    for (const k of [1, 7, 60]) {
      const delays = 2 * k + 20;
      const { total, byDelay } = memoryCapacity(delayLine(input, k), input, { delays, lambda: 1e-9 });
      expect(byDelay).toHaveLength(delays);
      for (let d = 0; d < k; d++) expect(byDelay[d]).toBeGreaterThan(1 - 1e-6);
      const heldOut = Math.round((6000 - delays) * 0.2);
      // Squared correlations of independent series: mean 1/n, standard deviation √2/n.
      const beyond = delays - k;
      expect(Math.abs(total - k - beyond / heldOut)).toBeLessThan((5 * Math.sqrt(2 * beyond)) / heldOut);
    }
  });

  it("a linear leaky integrator x ← a x + u: corr² of delay k is (1 − a²) a^2k", () => {
    const a = 0.8;
    const n = 200_000;
    const input = white(n, 2);
    const values = new Float32Array(n);
    for (let t = 0, x = 0; t < n; t++) values[t] = x = a * x + input[t]!;
    const { byDelay } = memoryCapacity({ values, rows: n, columns: 1 }, input, { delays: 30 });
    byDelay.forEach((found, k) => {
      const rho2 = (1 - a * a) * a ** (2 * (k + 1));
      // Four standard errors of a squared correlation near ρ², on 40,000 rows, and of one near 0.
      expect(Math.abs(found - rho2)).toBeLessThan((8 * Math.sqrt(rho2) * (1 - rho2)) / Math.sqrt(40_000) + 16 / 40_000);
    });
  });

  it("equals plain ridge regression, delay by delay, on states with noise and columns that repeat", () => {
    const input = white(900, 3);
    const random = new Random(4, "test:states");
    const columns = 6;
    const values = new Float64Array(900 * columns);
    for (let t = 0; t < 900; t++)
      for (let c = 0; c < columns; c++)
        values[t * columns + c] =
          c === 5
            ? values[t * columns]!
            : (t > 0 ? 0.1 * c * values[(t - 1) * columns + c]! : 0) + input[t]! + 0.3 * random.normal() + 5;
    const options = { delays: 12, washout: 40, lambda: 0.5, trainShare: 0.7 };
    const found = memoryCapacity({ values, rows: 900, columns }, input, options);
    const end = 40 + Math.round(860 * 0.7);
    const mean = Array.from({ length: columns }, (_, c) => {
      let sum = 0;
      for (let t = 40; t < end; t++) sum += values[t * columns + c]!;
      return sum / (end - 40);
    });
    const x = (t: number, c: number) => values[t * columns + c]! - mean[c]!;
    const gram = mean.map((_, i) =>
      mean.map((__, j) => {
        let sum = 0;
        for (let t = 40; t < end; t++) sum += x(t, i) * x(t, j);
        return sum;
      }),
    );
    const unit = gram.reduce((sum, row, i) => sum + row[i]!, 0) / columns / (end - 40);
    for (let k = 1; k <= 12; k++) {
      const system = gram.map((row, i) => {
        let product = 0;
        for (let t = 40; t < end; t++) product += x(t, i) * input[t - k]!;
        return [...row.map((value, j) => value + (i === j ? 0.5 * unit : 0)), product];
      });
      // Gauss elimination: the matrix is positive definite.
      for (let p = 0; p < columns; p++)
        for (let r = 0; r < columns; r++)
          if (r !== p) {
            const factor = system[r]![p]! / system[p]![p]!;
            for (let c = p; c <= columns; c++) system[r]![c]! -= factor * system[p]![c]!;
          }
      const weights = system.map((row, i) => row[columns]! / row[i]!);
      const outputs: number[] = [];
      for (let t = end; t < 900; t++) outputs.push(weights.reduce((sum, w, c) => sum + w * x(t, c), 0));
      const targets = Array.from(input.subarray(end - k, 900 - k));
      const centred = (list: number[]) => list.map((v) => v - list.reduce((sum, w) => sum + w, 0) / list.length);
      const [y, u] = [centred(outputs), centred(targets)];
      const dot = (p: number[], q: number[]) => p.reduce((sum, v, i) => sum + v * q[i]!, 0);
      expect(found.byDelay[k - 1]).toBeCloseTo(dot(y, u) ** 2 / dot(y, y) / dot(u, u), 9);
    }
    expect(found.total).toBeCloseTo(
      found.byDelay.reduce((sum, part) => sum + part, 0),
      12,
    );
  });

  it("is at most the number of columns for random nonlinear states, up to what chance adds", () => {
    const n = 30;
    const input = white(8000, 5);
    const random = new Random(6, "test:network");
    const weights = Float64Array.from({ length: n * n }, () => (0.95 * random.normal()) / Math.sqrt(n));
    const gains = Float64Array.from({ length: n }, () => random.normal());
    const values = new Float32Array(8000 * n);
    for (let t = 0; t < 8000; t++)
      for (let i = 0; i < n; i++) {
        let sum = gains[i]! * input[t]!;
        if (t > 0) for (let j = 0; j < n; j++) sum += weights[i * n + j]! * values[(t - 1) * n + j]!;
        values[t * n + i] = Math.tanh(sum);
      }
    const { total } = memoryCapacity({ values, rows: 8000, columns: n }, input, { delays: 2 * n });
    expect(total).toBeLessThan(n);
    expect(total).toBeGreaterThan(n / 10);
  });

  it("silent neurons do no harm; a silent liquid remembers nothing", () => {
    const input = white(500, 7);
    const line = delayLine(input, 4);
    const columns = 6;
    const values = new Float32Array(500 * columns);
    for (let t = 0; t < 500; t++) values.set(line.values.subarray(4 * t, 4 * t + 4), columns * t);
    const { byDelay } = memoryCapacity({ values, rows: 500, columns }, input, { delays: 4 });
    for (const part of byDelay) expect(part).toBeGreaterThan(0.999);
    const nothing = memoryCapacity({ values: new Float32Array(500), rows: 500, columns: 1 }, input, { delays: 4 });
    expect(nothing.total).toBe(0);
  });

  it("refuses lengths that differ, NaN, options out of range and an input that stands still", () => {
    const input = white(100, 8);
    const states = delayLine(input, 2);
    const mc = (options: object, given: ArrayLike<number> = input) =>
      memoryCapacity(states, given, { delays: 3, ...options });
    expect(() => mc({}, input.subarray(1))).toThrow(/input.length of memoryCapacity must be 100/);
    expect(() =>
      mc(
        {},
        input.map((u, t) => (t === 9 ? Number.NaN : u)),
      ),
    ).toThrow(/input\[9\]/);
    for (const options of [
      { delays: 0 },
      { delays: 1.5 },
      { washout: 2 },
      { lambda: 0 },
      { lambda: Number.NaN },
      { trainShare: 1 },
      { trainShare: 1.2 },
      { delays: 98 },
      { delay: 3 },
    ])
      expect(() => mc(options), JSON.stringify(options)).toThrow(NeurogliaError);
    expect(() => mc({}, new Float64Array(100).fill(0.3))).toThrow(/input of memoryCapacity must be varying/);
  });
});
