/**
 * Functions of kernels. f32 is compared with Math in f64, whose own error is far below an f32's; f64 with their series, in a share of the
 * arguments. Could not catch: errors at arguments that nobody drew.
 */
import { describe, expect, it } from "vitest";
import { transcendentalNumbers } from "../../dist/src/equations/functions.js";
import { type FunctionOp, Graph } from "../../dist/src/equations/graph.js";
import { bench } from "../bench.js";
import { numbers } from "../numbers.js";
import { computed } from "./emitted.js";
import { ulpsOf } from "./exact.js";

const N = 40_000;
const draw = numbers(31);
const between = (low: number, high: number): number[] => Array.from({ length: N }, () => low + (high - low) * draw());
/** Numbers of all sizes from 2^low to 2^high, of either sign unless `isPositive`. */
const sized = (low: number, high: number, isPositive = false): number[] =>
  between(low, high).map((exponent) => 2 ** exponent * (isPositive || draw() < 0.5 ? 1 : -1));

const apply = (op: FunctionOp, isWide: boolean, x: ArrayLike<number>): number[] => {
  const graph = new Graph();
  return [...computed(graph, graph.call(op, graph.column("x")), isWide, { n: x.length, columns: { x } })];
};

/** Distance from the exact value in units of the last place of an f32. */
const ulps = (got: number, exact: number): number =>
  got === exact ? 0 : Math.abs(got - exact) / 2 ** (Math.max(-126, Math.floor(Math.log2(Math.abs(exact)))) - 23);

const exprel = (x: number): number => (x === 0 ? 1 : x === Infinity ? x : Math.expm1(x) / x);
const exact = (op: FunctionOp): ((x: number) => number) =>
  op === "exprel" ? exprel : (Math[op as "exp"] as (x: number) => number);

/** By function: arguments, and units of the last place of f32 and f64 that it may be off. */
const cases: readonly (readonly [FunctionOp, number[], narrow: number, wide: number])[] = [
  ["exp", between(-87, 88.7), 1, 1],
  ["exp", sized(-40, 6), 1, 1],
  ["expm1", between(-87, 88.7), 1.5, 1],
  ["expm1", sized(-100, 1), 1.5, 1],
  ["exprel", between(-87, 88.7), 2, 2],
  ["exprel", sized(-100, 1), 2, 2],
  ["log", sized(-126, 127, true), 1, 1],
  ["log", between(0.5, 2), 1, 1],
  ["log", sized(-149, -126, true), 1, 1],
  ["log10", sized(-126, 127, true), 2, 2],
  ["log1p", sized(-100, 1).filter((x) => x > -1), 2.5, 2],
  ["log1p", sized(0, 100, true), 2.5, 2],
  ["sin", between(-10, 10), 0.51, 2],
  ["sin", between(-1e5, 1e5), 0.51, 2],
  ["cos", between(-10, 10), 0.51, 2],
  ["cos", between(-1e5, 1e5), 0.51, 2],
  ["tan", between(-10, 10), 0.51, 2],
  ["tan", between(-1e5, 1e5), 0.51, 3],
  ["sinh", between(-88, 88), 0.51, 2],
  ["sinh", sized(-100, 1), 0.51, 2],
  ["cosh", between(-88, 88), 0.51, 2],
  ["tanh", between(-12, 12), 0.51, 2],
  ["tanh", sized(-100, 1), 0.51, 2],
];

describe.each([false, true])("f64: %s", (isWide) => {
  it.each(cases)("%s is as close as it is said to be", (op, given, narrow, wide) => {
    const x = isWide ? given : given.map(Math.fround);
    const got = apply(op, isWide, x);
    const of = exact(op);
    let worst = 0;
    let where = 0;
    for (let k = 0; k < x.length; k += isWide ? 40 : 1) {
      const off = isWide ? ulpsOf(op, x[k]!, got[k]!) : ulps(got[k]!, of(x[k]!));
      if (!(off <= worst)) [worst, where] = [off, x[k]!];
    }
    expect(worst, `at ${where}`).toBeLessThanOrEqual(isWide ? wide : narrow);
  });

  it("ends as arithmetic does", () => {
    const inf = Infinity;
    const x = [0, -0, inf, -inf, NaN, 1, -1];
    const of = (op: FunctionOp) => apply(op, isWide, x).map((each) => each + 0);
    expect(of("exp").slice(0, 5)).toEqual([1, 1, inf, 0, NaN]);
    expect(of("expm1").slice(0, 5)).toEqual([0, 0, inf, -1, NaN]);
    expect(of("exprel").slice(0, 5)).toEqual([1, 1, inf, 0, NaN]);
    expect(of("log")).toEqual([-inf, -inf, inf, NaN, NaN, 0, NaN]);
    expect(of("log10")).toEqual([-inf, -inf, inf, NaN, NaN, 0, NaN]);
    expect(of("log1p")).toEqual([0, 0, inf, NaN, NaN, expect.closeTo(Math.LN2, 6), -inf]);
    expect(of("sqrt")).toEqual([0, 0, inf, NaN, NaN, 1, NaN]);
    expect(of("sign")).toEqual([0, 0, 1, -1, NaN, 1, -1]);
    expect(of("sin").slice(0, 5)).toEqual([0, 0, NaN, NaN, NaN]);
    expect(of("cos").slice(0, 5)).toEqual([1, 1, NaN, NaN, NaN]);
    expect(of("sinh").slice(0, 5)).toEqual([0, 0, inf, -inf, NaN]);
    expect(of("cosh").slice(0, 5)).toEqual([1, 1, inf, inf, NaN]);
    expect(of("tanh").slice(0, 5)).toEqual([0, 0, 1, -1, NaN]);
  });

  it("floor, ceil, round, abs and sign are those of JavaScript", () => {
    const halves = between(-100, 100).map((x) => Math.round(x) / 2);
    const edges = [0.49999997, 0.5, -0.5, -0.49999997, 8388609, -8388609, 2 ** 52 + 1, 1e30, -1e30, -0.2, -0];
    const x = [...halves, ...edges, ...between(-5, 5)].map(isWide ? (each) => each : Math.fround);
    for (const op of ["floor", "ceil", "round", "abs", "sign"] as const)
      expect(
        apply(op, isWide, x).map((each) => each + 0),
        op,
      ).toEqual(x.map((each) => Math[op](each) + 0));
  });

  it("pow is e^(y·ln x), but for y of 0 and 1", () => {
    const graph = new Graph();
    const [x, y] = [sized(-20, 20, true), between(-3, 3)].map((all) => all.map(isWide ? (each) => each : Math.fround));
    const pow = graph.node("pow", [graph.column("x"), graph.column("y")]);
    const got = computed(graph, pow, isWide, { n: N, columns: { x: x!, y: y! } });
    const [logs] = [apply("log", isWide, x!)];
    const products = logs.map((each, k) => (isWide ? each * y![k]! : Math.fround(each * y![k]!)));
    expect([...got]).toEqual(apply("exp", isWide, products));
    const bases = [0, 0, 0, 0, 2, -2, -2, -2, NaN, NaN];
    const exponents = [0, 1, 2.5, -1.5, NaN, 0, 1, 0.5, 0, 1];
    const edges = computed(graph, pow, isWide, { n: 10, columns: { x: bases, y: exponents } });
    expect([...edges]).toEqual([1, 0, 0, Infinity, NaN, 1, -2, NaN, 1, NaN]);
  });
});

describe("f32", () => {
  it("exp has the bits of exp4 from −87 to 88, in 4·10⁶ arguments", () => {
    const { arena, kernels } = bench();
    const n = 1 << 20;
    const [at, out] = [arena.allocate(n * 4, "x"), arena.allocate(n * 4, "out")];
    for (let part = 0; part < 4; part++) {
      const x = arena.f32(at, n);
      for (let k = 0; k < n; k++) x[k] = -87 + (175 * (4 * k + part)) / (4 * n - 1);
      kernels.exp4Each(out, at, n);
      const got = Float32Array.from(apply("exp", false, x));
      expect(Buffer.compare(new Uint8Array(got.buffer), new Uint8Array(arena.f32(out, n).slice().buffer))).toBe(0);
    }
  });

  it("exp is 0 below −87, goes on above 88, and is infinite from where it does not fit", () => {
    const last = 88.72283172607422;
    const got = apply("exp", false, [-87, -87.00001, -100, -1e30, 88.5, last, 88.72284, 89, 1e30].map(Math.fround));
    expect(got.slice(1, 4)).toEqual([0, 0, 0]);
    expect(ulps(got[4]!, Math.exp(88.5))).toBeLessThan(1);
    expect(ulps(got[5]!, Math.exp(last))).toBeLessThan(1);
    expect(got.slice(6)).toEqual([Infinity, Infinity, Infinity]);
  });
});

describe("f64", () => {
  it("exp and log have the bits of the core's", () => {
    const { kernels } = bench();
    const x = [...between(-746, 710), ...sized(-1074, 10), ...between(-1, 1)];
    expect(apply("exp", true, x)).toEqual(x.map((each) => kernels.exp(each)));
    const positive = [...sized(-1074, 1023, true), ...between(0.5, 2)];
    expect(apply("log", true, positive)).toEqual(positive.map((each) => kernels.log(each)));
  });

  it("sin, cos, tan, sinh, cosh and tanh have the bits of the host's", () => {
    const x = [...between(-1e5, 1e5), ...between(-20, 20), ...sized(-1074, 1023), 0, Infinity, -Infinity, NaN];
    for (const [name, of] of Object.entries(transcendentalNumbers))
      expect(
        apply(name as FunctionOp, true, x).map((each) => each + 0),
        name,
      ).toEqual(x.map((each) => of(each) + 0));
  });
});
