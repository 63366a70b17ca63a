/**
 * Functions of four f32 at once, and those of f64 that only kernels need. exp and expm1 of f32: as exp4 of assembly/vectorMath.ts; log by the
 * polynomial of Cephes (logf), of f64 as assembly/math.ts.
 */
import { exp as exp64, expm1 as expm1of64, polynomial, sign, transcendental } from "../functions.js";
import type { FunctionOp } from "../graph.js";
import { demoted, Lanes, promoted, type Value } from "./lanes.js";

/** Where e^x of f32 overflows, and what is lost below. */
const [LARGEST, LEAST] = [88.72283, -87];

/** x = n·ln 2 + f: n, and e^f − 1. */
const reduced = (l: Lanes, x: Value) => {
  const n = l.one("nearest", l.mul(x, l.number(Math.LOG2E)));
  const f = l.sub(l.sub(x, l.mul(n, l.number(0.693145751953125))), l.mul(n, l.number(1.4286068203094173e-6)));
  const p = polynomial(l, f, [1 / 5040, 1 / 720, 1 / 120, 1 / 24, 1 / 6, 1 / 2]);
  return { n, grown: l.add(f, l.mul(l.mul(f, f), p)) };
};

/** A whole number of f32 as bits of an i32. */
const whole = (l: Lanes, [n]: Value): Value => l.made(() => l.code.get(n!).simd(0xf8));

const bounded = (l: Lanes, x: Value, inside: Value): Value =>
  l.choose(l.two("gt", x, l.number(LARGEST)), l.number(Infinity), inside);

const exp = (l: Lanes, x: Value): Value => {
  if (l.isWide) return exp64(l, x);
  const { n, grown } = reduced(l, x);
  const scaled = l.two("iadd", l.add(l.number(1), grown), l.shift(whole(l, n), 23, "left"));
  return bounded(l, x, l.two("without", scaled, l.two("lt", x, l.number(LEAST))));
};

const expm1 = (l: Lanes, given: Value): Value => {
  if (l.isWide) return expm1of64(l, given);
  const x = l.two("max", given, l.number(LEAST));
  const { n, grown } = reduced(l, x);
  // Half of it, as 2^n alone may overflow.
  const half = l.shift(l.two("iadd", whole(l, n), l.bits(126n)), 23, "left");
  const halved = l.add(l.mul(half, grown), l.sub(half, l.number(0.5)));
  return bounded(l, x, l.add(halved, halved));
};

/** What log is at 0, below it, and at infinity. */
const logEnds = (l: Lanes, x: Value, inside: Value): Value => {
  const infinite = l.choose(l.two("eq", x, l.number(Infinity)), x, inside);
  const negative = l.choose(l.two("eq", x, l.number(0)), l.number(-Infinity), l.number(Number.NaN));
  return l.choose(l.two("gt", x, l.number(0)), infinite, negative);
};

const log32 = (l: Lanes, given: Value): Value => {
  const isSmall = l.two("lt", given, l.number(1.1754943508222875e-38));
  const x = l.choose(isSmall, l.mul(given, l.number(8388608)), given);
  const mantissa = l.two("or", l.two("and", x, l.bits(0x007fffffn)), l.bits(0x3f000000n));
  const isLow = l.two("lt", mantissa, l.number(Math.SQRT1_2));
  const exponent = l.two("iadd", l.two("isub", l.shift(x, 23, "right"), l.bits(126n)), isLow);
  const converted = l.made(() => l.code.get(exponent[0]!).simd(0xfa));
  const e = l.sub(converted, l.two("and", isSmall, l.number(23)));
  const m = l.sub(l.add(mantissa, l.two("and", mantissa, isLow)), l.number(1));
  const z = l.mul(m, m);
  const p = polynomial(l, m, [
    ...[0.070376836292, -0.1151461031, 0.1167699874, -0.12420140846, 0.14249322787],
    ...[-0.16668057665, 0.20000714765, -0.24999993993, 0.33333331174],
  ]);
  const y = l.add(l.mul(l.mul(p, m), z), l.mul(e, l.number(-2.1219444e-4)));
  const sum = l.add(l.add(m, l.sub(y, l.mul(z, l.number(0.5)))), l.mul(e, l.number(0.693359375)));
  return logEnds(l, given, sum);
};

const log64 = (l: Lanes, given: Value): Value => {
  const isSmall = l.two("lt", given, l.number(2.2250738585072014e-308));
  const x = l.choose(isSmall, l.mul(given, l.number(18014398509481984)), given);
  const fraction = l.two("or", l.two("and", x, l.bits(0x000fffffffffffffn)), l.bits(0x3ff0000000000000n));
  const isLarge = l.two("gt", fraction, l.number(Math.SQRT2));
  const m = l.choose(isLarge, l.mul(fraction, l.number(0.5)), fraction);
  const exponent = l.two("or", l.two("isub", l.shift(x, 52, "right"), isLarge), l.bits(0x4330000000000000n));
  const biased = l.sub(exponent, l.number(4503599627370496 + 1023));
  const k = l.sub(biased, l.two("and", isSmall, l.number(54)));
  const f = l.sub(m, l.number(1));
  const s = l.div(f, l.add(l.number(2), f));
  const z = l.mul(s, s);
  const p = l.mul(
    polynomial(
      l,
      z,
      [21, 19, 17, 15, 13, 11, 9, 7, 5, 3].map((n) => 2 / n),
    ),
    z,
  );
  const half = l.mul(l.mul(l.number(0.5), f), f);
  const low = l.add(l.mul(s, l.add(half, p)), l.mul(k, l.number(1.9082149292705877e-10)));
  return logEnds(l, given, l.sub(l.mul(k, l.number(0.6931471803691238)), l.sub(l.sub(half, low), f)));
};

export const log = (l: Lanes, x: Value): Value => (l.isWide ? log64 : log32)(l, x);

/** ln u · x/(u − 1), u = 1 + x rounded (Kahan). */
const log1p = (l: Lanes, x: Value): Value => {
  const u = l.add(l.number(1), x);
  const inside = l.mul(log(l, u), l.div(x, l.sub(u, l.number(1))));
  const near = l.choose(l.two("eq", u, l.number(1)), x, inside);
  return l.choose(l.two("eq", x, l.number(Infinity)), x, near);
};

const exprel = (l: Lanes, x: Value): Value => {
  const ratio = l.div(expm1(l, x), x);
  const near = l.choose(l.two("eq", x, l.number(0)), l.number(1), ratio);
  return l.choose(l.two("eq", x, l.number(Infinity)), x, near);
};

/** To the nearest whole number, halves up. */
const round = (l: Lanes, x: Value): Value => {
  const below = l.one("floor", x);
  return l.sub(below, l.two("and", l.two("ge", l.sub(x, below), l.number(0.5)), l.number(-1)));
};

/** x^y = e^(y·ln x); x^0 = 1 and x^1 = x, whatever x. */
const pow = (l: Lanes, x: Value, y: Value): Value => {
  const isPlain = l.two("eq", y, l.number(1));
  const power = l.choose(isPlain, x, exp(l, l.mul(y, log(l, x))));
  return l.choose(l.two("eq", y, l.number(0)), l.number(1), power);
};

type Made = (l: Lanes, x: Value, y: Value) => Value;

/** Found in f64: those of f32 are rounded from it. */
const finely =
  (of: Made): Made =>
  (l, x, y) => {
    if (l.isWide) return of(l, x, y);
    const wide = new Lanes(l.code, true);
    return demoted(l, of(wide, promoted(wide, x), y));
  };

export const functions = {
  exp,
  log,
  log10: (l, x) => l.mul(log(l, x), l.number(Math.LOG10E)),
  log1p,
  expm1,
  exprel,
  sqrt: (l, x) => l.one("sqrt", x),
  abs: (l, x) => l.one("abs", x),
  sign,
  floor: (l, x) => l.one("floor", x),
  ceil: (l, x) => l.one("ceil", x),
  round,
  pow,
  sin: finely(transcendental.sin),
  cos: finely(transcendental.cos),
  tan: finely(transcendental.tan),
  sinh: finely(transcendental.sinh),
  cosh: finely(transcendental.cosh),
  tanh: finely(transcendental.tanh),
} satisfies Readonly<Record<FunctionOp | "pow", Made>>;

/** Those that stand where they are used; others are functions of the module. In f64 these are of one instruction. */
const inline = { narrow: "exp expm1 exprel log sign round sqrt abs floor ceil", wide: "sqrt abs floor ceil" };
export const isInline = (op: string, isWide: boolean): boolean =>
  inline[isWide ? "wide" : "narrow"].split(" ").includes(op);
