import { describe, expect, it } from "vitest";
import { bench } from "../bench.js";
import { numbers } from "../numbers.js";

// Compares with Math in f64, whose own error is far below an f32's.

const { arena, kernels } = bench();
const draw = numbers(31);

/** Distance from the true value in units of the last place of an f32. */
const ulps = (got: number, exact: number): number =>
  Math.abs(got - exact) / 2 ** (Math.max(-126, Math.floor(Math.log2(Math.abs(exact)))) - 23);

const apply = (points: Float32Array): Float32Array => {
  const mark = arena.usedBytes;
  const [x, out] = [arena.allocate(points.length * 4, "x"), arena.allocate(points.length * 4, "out")];
  arena.f32(x, points.length).set(points);
  kernels.exp4Each(out, x, points.length);
  const values = arena.f32(out, points.length).slice();
  arena.release(mark, "x");
  return values;
};

const worst = (points: Float32Array): number =>
  apply(points).reduce((most, got, k) => Math.max(most, ulps(got, Math.exp(points[k]!))), 0);

const N = 40000;

describe("exp of four f32", () => {
  it("is within 1 ulp over [−87, 88] and near 0", () => {
    const wide = Float32Array.from({ length: N }, () => -87 + 175 * draw());
    const near = Float32Array.from({ length: N }, () => draw() - 0.5);
    for (const points of [wide, near]) expect(worst(points)).toBeLessThan(1);
  });

  it("is 1 at 0, and 0 far below and for NaN", () => {
    expect([...apply(Float32Array.of(0, -0, -87.5, -1e30))]).toEqual([1, 1, 0, 0]);
    expect([...apply(Float32Array.of(-Infinity, NaN, -87, 1))]).toEqual(
      [-Infinity, -Infinity, -87, 1].map((x) => Math.fround(Math.exp(x))),
    );
  });
});
