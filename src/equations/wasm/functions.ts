/**
 * Functions that only kernels need, of f32 and of f64: exp of f32 as exp4 of assembly/vectorMath.ts, log of f64 as in assembly/math.ts.
 */
import { bounded, exp as exp64, expm1, LN2, polynomial, reduced, sign, transcendental } from "../functions.js";
import type { FunctionOp } from "../graph.js";
import { demoted, Lanes, promoted, type Value } from "./lanes.js";

const exp = (l: Lanes, x: Value): Value => {
  if (l.isWide) return exp64(l, x);
  const { k, grown } = reduced(l, x);
  const exponent = l.made(() => l.code.get(k[0]!).simd(0xf8));
  const scaled = l.two("iadd", l.add(1, grown), l.shift(exponent, 23, "left"));
  return bounded(l, x, l.two("without", scaled, l.two("lt", x, -87)));
};

/** What log is at 0, below it, and at infinity. */
const logEnds = (l: Lanes, x: Value, inside: Value): Value => {
  const infinite = l.choose(l.two("eq", x, Infinity), x, inside);
  const negative = l.choose(l.two("eq", x, 0), -Infinity, Number.NaN);
  return l.choose(l.two("gt", x, 0), infinite, negative);
};

/** Of f32 and f64: the least normal number; places of a fraction; its bits; bits of 1; of what adds whole numbers to itself, that and the bias. */
const FORMATS = [
  { least: 2 ** -126, places: 23, fraction: 0x7fffffn, one: 0x3f800000n, whole: 0x4b000000n, bias: 2 ** 23 + 127 },
  {
    ...{ least: 2 ** -1022, places: 52, fraction: 0xfffffffffffffn, one: 0x3ff0000000000000n },
    ...{ whole: 0x4330000000000000n, bias: 2 ** 52 + 1023 },
  },
] as const;

/** x = 2^k·m, s = (m − 1)/(m + 1), ln m = 2(s + s³/3 + …). */
export const log = (l: Lanes, given: Value): Value => {
  const { least, places, fraction, one, whole, bias } = FORMATS[+l.isWide]!;
  const isSmall = l.two("lt", given, least);
  const x = l.choose(isSmall, l.mul(given, 2 ** (places + 2)), given);
  const mantissa = l.two("or", l.two("and", x, l.bits(fraction)), l.bits(one));
  const isLarge = l.two("gt", mantissa, Math.SQRT2);
  const m = l.choose(isLarge, l.mul(mantissa, 0.5), mantissa);
  const exponent = l.two("or", l.two("isub", l.shift(x, places, "right"), isLarge), l.bits(whole));
  const k = l.sub(l.sub(exponent, bias), l.two("and", isSmall, places + 2));
  const f = l.sub(m, 1);
  const s = l.div(f, l.add(2, f));
  const z = l.mul(s, s);
  const terms = Array.from({ length: l.isWide ? 10 : 4 }, (_, n) => 2 / (2 * n + 3)).reverse();
  const p = l.mul(polynomial(l, z, terms), z);
  const half = l.mul(l.mul(0.5, f), f);
  const low = l.add(l.mul(s, l.add(half, p)), l.mul(k, LN2.low[+l.isWide]!));
  return logEnds(l, given, l.sub(l.mul(k, LN2.high[+l.isWide]!), l.sub(l.sub(half, low), f)));
};

/** ln u · x/(u − 1), u = 1 + x rounded (Kahan). */
const log1p = (l: Lanes, x: Value): Value => {
  const u = l.add(1, x);
  const inside = l.mul(log(l, u), l.div(x, l.sub(u, 1)));
  const near = l.choose(l.two("eq", u, 1), x, inside);
  return l.choose(l.two("eq", x, Infinity), x, near);
};

const exprel = (l: Lanes, x: Value): Value => {
  const ratio = l.div(expm1(l, x), x);
  const near = l.choose(l.two("eq", x, 0), 1, ratio);
  return l.choose(l.two("eq", x, Infinity), x, near);
};

/** To the nearest whole number, halves up. */
const round = (l: Lanes, x: Value): Value => {
  const below = l.one("floor", x);
  return l.sub(below, l.two("and", l.two("ge", l.sub(x, below), 0.5), -1));
};

/** x^y = e^(y·ln x); x^0 = 1 and x^1 = x, whatever x. */
const pow = (l: Lanes, x: Value, y: Value): Value => {
  const isPlain = l.two("eq", y, 1);
  const power = l.choose(isPlain, x, exp(l, l.mul(y, log(l, x))));
  return l.choose(l.two("eq", y, 0), 1, power);
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
  log10: (l, x) => l.mul(log(l, x), Math.LOG10E),
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

/** Those of one instruction or few, and of f32 some long ones, stand where they are used; others are functions of the module. */
const short = new Set(["sqrt", "abs", "floor", "ceil"]);
const long = new Set(["exp", "expm1", "exprel", "log", "log10", "log1p", "pow", "sign", "round"]);
export const isLong = (op: string): boolean => long.has(op);
export const isInline = (op: string, isWide: boolean): boolean => short.has(op) || (!isWide && long.has(op));
