import { describe, expect, it } from "vitest";
import { expm } from "../../dist/src/equations/expm.js";
import "../../dist/src/equations/hostFunctions.js";
import { izhikevich, Network, neuron, uniform } from "../../dist/src/index.js";
import { type Numbers, parse } from "../../dist/src/models/expression.js";
import { numbers } from "../numbers.js";
import { js, refused } from "../refusals.js";

// Entries of e^A − 1 against closed forms and against Taylor's series in rational numbers of 400 binary digits. Could not catch a wrong
// use of them in a scheme.

const of = (i: number, j: number, a: readonly Numbers[]): Numbers => expm.whole([i, j, ...a]);

const BITS = 400n;
const ONE = 1n << BITS;

/** A number as it is, times 2^400. */
const exactly = (x: number): bigint => {
  let [scaled, shift] = [x, 0n];
  for (; !Number.isInteger(scaled); shift++) scaled *= 2;
  return (BigInt(scaled) << BITS) >> shift;
};
const nearest = (x: bigint): number => {
  const size = x < 0n ? -x : x;
  const digits = size.toString(2).length;
  const cut = BigInt(Math.max(0, digits - 64));
  return Number(size >> cut) * 2 ** (Number(cut) - Number(BITS)) * (x < 0n ? -1 : 1);
};

/** Σ A^k/k! less the first, until nothing is left of a term. */
const series = (a: readonly number[], n: number): number[] => {
  const matrix = a.map(exactly);
  const sum = matrix.map(() => 0n);
  let term = matrix.map((_, k) => (k % (n + 1) === 0 ? ONE : 0n));
  for (let order = 1n; order < 1000n && term.some((x) => x !== 0n && x !== -1n); order++) {
    term = term.map((_, k) => {
      let product = 0n;
      const [i, j] = [Math.floor(k / n), k % n];
      for (let m = 0; m < n; m++) product += term[i * n + m]! * matrix[m * n + j]!;
      return (product >> BITS) / order;
    });
    term.forEach((x, k) => {
      sum[k]! += x;
    });
  }
  return sum.map(nearest);
};

/** Distance as a share of the wanted number. */
const off = (got: number, wanted: number): number => Math.abs(got - wanted) / Math.abs(wanted || 1);

describe("expm", () => {
  it("one decay: expm1 to 4e-16 of itself, from steps of 1e-12 to 700 time constants", () => {
    for (const x of [-1e-12, -1e-5, -0.01, -0.3, -0.7, -2, -20, -700, 0.4, 3]) {
      expect(off(of(0, 0, [x]) as number, Math.expm1(x)), `${x}`).toBeLessThan(4e-16 * Math.max(1, x));
    }
    expect(of(0, 0, [0])).toBe(0);
  });

  it("a turn: cosines and sines", () => {
    for (const w of [1e-6, 0.1, 1, 6]) {
      const turn = [0, -w, w, 0];
      // Beyond a radian what is small has cancelled.
      const sure = (wanted: number) => 3e-15 * (w > 1 ? 1 : Math.abs(wanted));
      for (const [i, wanted] of [-2 * Math.sin(w / 2) ** 2, Math.sin(w)].entries())
        expect(Math.abs((of(i, 0, turn) as number) - wanted)).toBeLessThan(sure(wanted));
    }
  });

  it("a chain of three equal decays: x²/2·e^−x in the far corner", () => {
    for (const x of [1e-7, 0.02, 0.5, 4]) {
      const chain = [-x, 0, 0, x, -x, 0, 0, x, -x];
      expect(off(of(2, 0, chain) as number, ((x * x) / 2) * Math.exp(-x)), `${x}`).toBeLessThan(1e-14);
      expect(of(0, 2, chain)).toBe(0);
    }
  });

  it("random matrices of 1 … 6 rows, dense and triangular, of norms from 1e-6 to 30, to 1e-14 of the greatest entry, small steps to 1e-14 of each", () => {
    const draw = numbers(5);
    for (let k = 0; k < 120; k++) {
      const n = 1 + (k % 6);
      const size = 10 ** (draw() * 7.5 - 6);
      const isTriangular = draw() < 0.5;
      const a = Array.from({ length: n * n }, (_, at) => {
        const [i, j] = [Math.floor(at / n), at % n];
        if (i === j) return -size * draw();
        return isTriangular && j > i ? 0 : (size * (draw() - 0.3)) / n;
      });
      const wanted = series(a, n);
      const most = Math.max(...wanted.map(Math.abs));
      for (let at = 0; at < n * n; at++) {
        const got = of(Math.floor(at / n), at % n, a) as number;
        expect(Math.abs(got - wanted[at]!), `${n} rows, ${size}`).toBeLessThanOrEqual(1e-14 * most);
        if (size < 0.01) expect(off(got, wanted[at]!), `${n} rows, ${size}`).toBeLessThan(1e-14);
      }
    }
  });

  it("time constants that are 10^6 apart: what is slow keeps its digits", () => {
    const a = [-10, 0, 1e-5, -1e-5];
    const wanted = series(a, 2);
    for (const at of [0, 2, 3]) expect(off(of(at >> 1, at & 1, a) as number, wanted[at]!)).toBeLessThan(1e-14);
  });

  it("32 rows: a chain, of which the last entry is a term of a Poisson distribution", () => {
    const n = 32;
    const a = Array.from({ length: n * n }, (_, k) => (k % (n + 1) === 0 ? -8 : k % (n + 1) === n ? 8 : 0));
    let wanted = Math.exp(-8);
    for (let k = 1; k < n; k++) wanted *= 8 / k;
    expect(off(of(n - 1, 0, a) as number, wanted)).toBeLessThan(1e-13);
  });

  it("a number for each neuron gives the bits that each has alone, whichever matrix was asked for before", () => {
    const draw = numbers(6);
    const m = 50;
    const column = (): Float64Array => Float64Array.from({ length: m }, () => draw() - 1);
    const a: Numbers[] = [column(), 0, column(), -0.25];
    for (const [i, j] of [
      [0, 0],
      [1, 0],
      [0, 1],
      [1, 1],
    ] as const) {
      const all = of(i, j, a) as Float64Array;
      const alone = [...all.keys()].map((k) =>
        of(
          i,
          j,
          a.map((x) => (typeof x === "number" ? x : x[k]!)),
        ),
      );
      expect([...all]).toEqual(alone);
    }
    const changed = a.map((x) => (typeof x === "number" ? x : Float64Array.from(x)));
    expect(of(1, 0, changed)).toEqual(of(1, 0, a));
    const before = (of(0, 0, changed) as Float64Array)[m - 1];
    (changed[0] as Float64Array)[m - 1]! += 1;
    expect((of(0, 0, changed) as Float64Array)[m - 1]).not.toBe(before);
  });

  it("10^5 matrices of two rows, four entries in turn, take less time than four times one", () => {
    const column = (scale: number) => Float64Array.from({ length: 1e5 }, (_, k) => (-scale * (1 + (k % 1000))) / 1000);
    const a = [column(0.1), 0, column(0.2), column(0.3)];
    const took = [0, 1, 2, 3].map((k) => {
      const begin = performance.now();
      of(
        k >> 1,
        k & 1,
        a.map((x) => (typeof x === "number" ? x : x.slice())),
      );
      return performance.now() - begin;
    });
    expect(Math.min(...took.slice(1))).toBeLessThan(took[0]! / 2);
  });

  it("what is no matrix, and what is not finite, is NaN", () => {
    expect(of(0, 0, [1, 2, 3])).toBeNaN();
    expect(of(0, 0, [])).toBeNaN();
    expect(of(1, 0, [1])).toBeNaN();
    expect(
      of(
        0,
        0,
        Array.from({ length: 33 * 33 }, () => 0),
      ),
    ).toBeNaN();
    expect(of(0, 0, [Number.NaN, 0, 0, 1])).toBeNaN();
    expect(of(0, 0, [Number.POSITIVE_INFINITY, 0, 0, 1])).toBeNaN();
    expect(of(0, 0, [1e4])).toBe(Infinity);
    expect(of(0, 0, [-1e300])).toBe(-1);
  });

  it("gives threads the bits that the host has", async () => {
    const { state } = izhikevich;
    const mine = neuron(
      js({
        ...izhikevich,
        name: "mine",
        state: { ...state, u: { ...state.u, initial: "expm(1, 0, -dt/d, 0, b, -a)" } },
      }),
    ) as typeof izhikevich;
    const columns = [1, 2].map(async (workers) => {
      const net = new Network({ dt: 0.5, workers });
      const cells = net.population("cells", 60, mine, { d: uniform(4, 9), b: uniform(0.1, 0.3) });
      await net.run(5);
      const u = cells.get("u");
      await net.close();
      return u;
    });
    expect(await columns[1]).toEqual(await columns[0]);
  });

  it("is a function of expressions, of as many arguments as a matrix needs", () => {
    const evaluate = (text: string, known: Record<string, Numbers>) =>
      parse(text, new Set(Object.keys(known)), "test").evaluate(new Map(Object.entries(known)));
    expect(evaluate("1 + expm(0, 0, -dt/a)", { a: 4, dt: 1 })).toBe(1 + (of(0, 0, [-0.25]) as number));
    const a = Float64Array.of(4, 5);
    expect(evaluate("2*expm(1, 0, -1/a, 0, 1, -1)", { a })).toEqual(
      Float64Array.from(a, (each) => 2 * (of(1, 0, [-1 / each, 0, 1, -1]) as number)),
    );
    for (const text of ["expm", "expm()", "expm(1", "expm(1,", "expm(1,,2)"])
      expect(refused(() => parse(text, new Set(), "here")).message).toMatch(/^column \d+ of here must be/);
  });
});
