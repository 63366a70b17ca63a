import { describe, expect, it } from "vitest";
import { bench } from "../bench.js";
import { numbers } from "../numbers.js";

// Compares with Math.exp, Math.log and Math.pow, themselves good to about 1 ulp: could not catch errors below that.

const { kernels } = bench();

const bits = new DataView(new ArrayBuffer(8));
/** Units in the last place between two finite numbers of like sign. */
const ulps = (a: number, b: number): number => {
  const order = (x: number): bigint => {
    bits.setFloat64(0, x);
    const raw = bits.getBigInt64(0);
    return raw < 0n ? -(raw & 0x7fffffffffffffffn) : raw;
  };
  const distance = order(a) - order(b);
  return Number(distance < 0n ? -distance : distance);
};

const worst = (ours: (x: number) => number, theirs: (x: number) => number, points: Iterable<number>): number => {
  let most = 0;
  for (const x of points) most = Math.max(most, ulps(ours(x), theirs(x)));
  return most;
};

const draw = numbers(8);
const between = (low: number, high: number, n = 20000): number[] =>
  Array.from({ length: n }, () => low + (high - low) * draw());

describe("exp", () => {
  it("stays within 1 ulp of Math.exp over the normal range", () => {
    for (const [low, high] of [
      [-1, 1],
      [-40, 40],
      [-708, 709.78],
      [-1e-8, 1e-8],
    ] as const)
      expect(worst(kernels.exp, Math.exp, between(low, high)), `${low} … ${high}`).toBeLessThanOrEqual(1);
  });

  it("stays within 2 ulp of Math.exp in the subnormal range", () => {
    expect(worst(kernels.exp, Math.exp, between(-745, -708, 5000))).toBeLessThanOrEqual(2);
  });

  it("gives the limits of IEEE 754 arithmetic at special values", () => {
    expect(kernels.exp(0)).toBe(1);
    expect(kernels.exp(-0)).toBe(1);
    expect(kernels.exp(Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY);
    expect(kernels.exp(Number.NEGATIVE_INFINITY)).toBe(0);
    expect(kernels.exp(Number.NaN)).toBeNaN();
    expect(kernels.exp(709.79)).toBe(Number.POSITIVE_INFINITY);
    expect(kernels.exp(-746)).toBe(0);
    expect(Number.isFinite(kernels.exp(709.78))).toBe(true);
  });
});

describe("log", () => {
  it("stays within 1 ulp of Math.log near 1, over the normal range and for subnormals", () => {
    const near = between(0.5, 2);
    const wide = between(-1022, 1023).map((exponent) => 2 ** exponent * (1 + draw()));
    const subnormal = Array.from({ length: 2000 }, () => 5e-324 * Math.ceil(draw() * 2 ** 50));
    for (const points of [near, wide.filter(Number.isFinite), subnormal])
      expect(worst(kernels.log, Math.log, points)).toBeLessThanOrEqual(1);
  });

  it("gives the limits of IEEE 754 arithmetic at special values", () => {
    expect(kernels.log(1)).toBe(0);
    expect(kernels.log(0)).toBe(Number.NEGATIVE_INFINITY);
    expect(kernels.log(-1)).toBeNaN();
    expect(kernels.log(Number.NaN)).toBeNaN();
    expect(kernels.log(Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("pow", () => {
  it("stays within 2 ulp of Math.pow where |exponent · ln base| is below 1", () => {
    const pairs = between(0.5, 2).map((base) => [base, (2 * draw() - 1) * 1.4] as const);
    for (const [base, exponent] of pairs)
      expect(ulps(kernels.pow(base, exponent), base ** exponent)).toBeLessThanOrEqual(2);
  });

  it("stays within 2e-14 of Math.pow, relative, for fading amplitudes 0.9 … 1 over up to 1000 ms", () => {
    for (const base of between(0.9, 1, 500))
      for (const exponent of [0.1, 0.5, 1, 2, 10, 100, 1000])
        expect(Math.abs(kernels.pow(base, exponent) / base ** exponent - 1)).toBeLessThan(2e-14);
  });

  it("is exact for exponents 0 and 1 and for base 1, and 0 for base 0", () => {
    for (const base of [0, 0.3, 1, 7.25, 1e300]) {
      expect(kernels.pow(base, 0)).toBe(1);
      expect(kernels.pow(base, 1)).toBe(base);
    }
    expect(kernels.pow(1, 123.456)).toBe(1);
    expect(kernels.pow(0, 2.5)).toBe(0);
  });
});

describe("log1p", () => {
  it("stays within 3 ulp of Math.log1p, from the least numbers to large ones", () => {
    const tiny = Array.from({ length: 3000 }, () => (draw() < 0.5 ? -1 : 1) * 10 ** (-300 * draw()));
    for (const points of [between(-0.999, 1), between(1, 1e6), between(-1e-8, 1e-8), tiny])
      expect(worst(kernels.log1p, Math.log1p, points)).toBeLessThanOrEqual(3);
    expect(kernels.log1p(-1)).toBe(-Infinity);
  });
});

describe("normalQuantile", () => {
  /** Share of a standard normal below −x, x > 0: the continued fraction of Mills' ratio, or its series near 0. */
  const below = (x: number): number => {
    const density = Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
    if (x > 3) {
      let fraction = x;
      for (let k = 200; k > 0; k--) fraction = x + k / fraction;
      return density / fraction;
    }
    let [sum, term] = [0, x];
    for (let k = 1; term > 1e-18; k++) {
      sum += term;
      term *= (x * x) / (2 * k + 1);
    }
    return 0.5 - density * sum;
  };

  it("is the inverse of the distribution function, computed by series and continued fraction, to 1e-12 of its tail", () => {
    for (const z of [1e-3, 0.2, 0.7, 1.1, 1.44, 1.5, 2, 2.9, 3.1, 4, 5, 6.2, 8]) {
      const p = below(z);
      expect(Math.abs(kernels.normalQuantile(p) / -z - 1), `z = ${z}`).toBeLessThan(p > 0.4 ? 1e-11 : 1e-12);
      if (p > 1e-4) expect(Math.abs(kernels.normalQuantile(1 - p) / z - 1), `z = ${z}`).toBeLessThan(1e-11);
    }
    expect(kernels.normalQuantile(0.5)).toBe(0);
  });
});
