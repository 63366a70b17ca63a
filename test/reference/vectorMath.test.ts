import { describe, expect, it } from "vitest";
import { bench } from "../bench.js";
import { numbers } from "../numbers.js";

// Compares with Math in f64, whose own error is far below an f32's.

const { arena, kernels } = bench();
const draw = numbers(31);

/** Distance from the true value in units of the last place of an f32. */
const ulps = (got: number, exact: number): number =>
  Math.abs(got - exact) / 2 ** (Math.max(-126, Math.floor(Math.log2(Math.abs(exact)))) - 23);

const apply = (kernel: "log4Each" | "exp4Each" | "sin4Each" | "cos4Each", points: Float32Array): Float32Array => {
  const mark = arena.usedBytes;
  const [x, out] = [arena.allocate(points.length * 4, "x"), arena.allocate(points.length * 4, "out")];
  arena.f32(x, points.length).set(points);
  kernels[kernel](out, x, points.length);
  const values = arena.f32(out, points.length).slice();
  arena.release(mark, "x");
  return values;
};

const worst = (
  kernel: "log4Each" | "exp4Each" | "sin4Each" | "cos4Each",
  exact: (x: number) => number,
  points: Float32Array,
): number => apply(kernel, points).reduce((most, got, k) => Math.max(most, ulps(got, exact(points[k]!))), 0);

const N = 40000;

describe("ln of four f32", () => {
  it("is within 1 ulp near 1, over (0, 1] and over all normal numbers", () => {
    const near = Float32Array.from({ length: N }, () => 0.7 + 0.8 * draw()).filter((x) => x !== 1);
    const below = Float32Array.from({ length: N }, () => draw() + 2 ** -33);
    const wide = Float32Array.from({ length: N }, () => 2 ** (-126 + 253 * draw()));
    for (const points of [near.subarray(0, near.length & ~3), below, wide])
      expect(worst("log4Each", Math.log, points)).toBeLessThan(1);
  });

  it("is 0 at 1 and right at the least and greatest number that drives use", () => {
    expect([...apply("log4Each", Float32Array.of(1, 2 ** -33, 0.25, 4))]).toEqual(
      [1, 2 ** -33, 0.25, 4].map((x) => Math.fround(Math.log(x))),
    );
  });
});

describe("exp of four f32", () => {
  it("is within 1 ulp over [−87, 88] and near 0", () => {
    const wide = Float32Array.from({ length: N }, () => -87 + 175 * draw());
    const near = Float32Array.from({ length: N }, () => draw() - 0.5);
    for (const points of [wide, near]) expect(worst("exp4Each", Math.exp, points)).toBeLessThan(1);
  });

  it("is 1 at 0, and 0 far below and for NaN", () => {
    expect([...apply("exp4Each", Float32Array.of(0, -0, -87.5, -1e30))]).toEqual([1, 1, 0, 0]);
    expect([...apply("exp4Each", Float32Array.of(-Infinity, NaN, -87, 1))]).toEqual(
      [-Infinity, -Infinity, -87, 1].map((x) => Math.fround(Math.exp(x))),
    );
  });
});

describe("sine and cosine of four f32", () => {
  it("are within 1 and 1.25 ulp over [−π/4, π/4]", () => {
    const points = Float32Array.from({ length: N }, () => (draw() - 0.5) * (Math.PI / 2));
    expect(worst("sin4Each", Math.sin, points)).toBeLessThan(1);
    expect(worst("cos4Each", Math.cos, points)).toBeLessThan(1.25);
  });

  it("are exact at 0", () => {
    expect([...apply("sin4Each", new Float32Array(4))]).toEqual([0, 0, 0, 0]);
    expect([...apply("cos4Each", new Float32Array(4))]).toEqual([1, 1, 1, 1]);
  });
});

describe("Box–Muller", () => {
  it("is finite for every extreme word, and at most 6.8", () => {
    const extremes = [0, 1, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 30, 3 * 2 ** 30];
    const words = extremes.flatMap((a) => extremes.flatMap((b) => [a, a, a, a, b, b, b, b]));
    const at = arena.allocate(words.length * 4, "words");
    const out = arena.allocate(words.length * 4, "out");
    arena.u32(at, words.length).set(words);
    kernels.boxMullerEach(out, at, words.length);
    const values = arena.f32(out, words.length);
    expect(values.every((value) => Math.abs(value) < 6.8)).toBe(true);
    expect(values.some((value) => Math.abs(value) > 6.7)).toBe(true);
  });
});
