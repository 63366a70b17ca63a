/**
 * Functions from + − × ÷, √ and moves of bits, always in the same order: the same bits on every machine.
 *
 * exp and log of f32: as assembly/vectorMath.ts has them and by the polynomial of Cephes (logf); of f64: as assembly/math.ts. sin and cos
 * by the polynomials of fdlibm on |r| ≤ π/4, x reduced by π/2 in three parts, for |x| ≤ 1e5. Those of f32 are the f64 ones, rounded.
 */
import type { FunctionOp } from "../graph.js";
import { demoted, Lanes, promoted, type Value } from "./lanes.js";

const INFINITE = Number.POSITIVE_INFINITY;

/** x = n·ln 2 + f: n, and e^f − 1. */
const reduced32 = (l: Lanes, x: Value) => {
  const n = l.one("nearest", l.mul(x, l.number(Math.LOG2E)));
  const f = l.sub(l.sub(x, l.mul(n, l.number(0.693145751953125))), l.mul(n, l.number(1.4286068203094173e-6)));
  let p = l.add(l.mul(f, l.number(1 / 5040)), l.number(1 / 720));
  for (const c of [1 / 120, 1 / 24, 1 / 6, 1 / 2]) p = l.add(l.mul(f, p), l.number(c));
  return { n, grown: l.add(f, l.mul(l.mul(f, f), p)) };
};

/** A whole number of f32 as bits of an i32. */
const whole = (l: Lanes, n: Value): Value => l.made((k) => l.code.get(n[k]!).simd(0xf8));

const exp32 = (l: Lanes, x: Value): Value => {
  const { n, grown } = reduced32(l, x);
  const scaled = l.two("iadd", l.add(l.number(1), grown), l.shift(whole(l, n), 23, "left"));
  const above = l.two("and", scaled, l.two("ge", x, l.number(-87)));
  const finite = l.choose(l.two("gt", x, l.number(88.72283)), l.number(INFINITE), above);
  return l.choose(l.two("ne", x, x), x, finite);
};

const expm1of32 = (l: Lanes, given: Value): Value => {
  const x = l.two("max", given, l.number(-87));
  const { n, grown } = reduced32(l, x);
  // Half of 2^n, which is finite where the result is.
  const half = l.shift(l.two("iadd", whole(l, n), l.bits(126n)), 23, "left");
  const halved = l.add(l.mul(half, grown), l.sub(half, l.number(0.5)));
  return l.choose(l.two("gt", x, l.number(88.72283)), l.number(INFINITE), l.add(halved, halved));
};

const log32 = (l: Lanes, given: Value): Value => {
  const isSmall = l.two("lt", given, l.number(1.1754943508222875e-38));
  const x = l.choose(isSmall, l.mul(given, l.number(8388608)), given);
  const mantissa = l.two("or", l.two("and", x, l.bits(0x007fffffn)), l.bits(0x3f000000n));
  const isLow = l.two("lt", mantissa, l.number(Math.SQRT1_2));
  const exponent = l.two("iadd", l.two("isub", l.shift(x, 23, "right"), l.bits(126n)), isLow);
  const converted = l.made((k) => l.code.get(exponent[k]!).simd(0xfa));
  const e = l.sub(converted, l.two("and", isSmall, l.number(23)));
  const m = l.sub(l.add(mantissa, l.two("and", mantissa, isLow)), l.number(1));
  const z = l.mul(m, m);
  const p = l.polynomial(
    m,
    ...[0.070376836292, -0.1151461031, 0.1167699874, -0.12420140846, 0.14249322787],
    ...[-0.16668057665, 0.20000714765, -0.24999993993, 0.33333331174],
  );
  const y = l.add(l.mul(l.mul(p, m), z), l.mul(e, l.number(-2.1219444e-4)));
  const sum = l.add(l.add(m, l.sub(y, l.mul(z, l.number(0.5)))), l.mul(e, l.number(0.693359375)));
  return logEnds(l, given, sum);
};

/** What log is at 0, below it, and at infinity. */
const logEnds = (l: Lanes, x: Value, inside: Value): Value => {
  const infinite = l.choose(l.two("eq", x, l.number(INFINITE)), x, inside);
  const negative = l.choose(l.two("eq", x, l.number(0)), l.number(-INFINITE), l.number(Number.NaN));
  return l.choose(l.two("gt", x, l.number(0)), infinite, negative);
};

/** 2^k for whole numbers k from −1022 to 1023. */
const power64 = (l: Lanes, k: Value): Value => l.shift(l.add(k, l.number(6755399441055744 + 1023)), 52, "left");

/** x = k·ln 2 + r: k, r and what e^r − 1 is beyond r. */
const reduced64 = (l: Lanes, x: Value) => {
  const k = l.one("nearest", l.mul(x, l.number(Math.LOG2E)));
  const hi = l.sub(x, l.mul(k, l.number(0.6931471803691238)));
  const lo = l.mul(k, l.number(1.9082149292705877e-10));
  const r = l.sub(hi, lo);
  const p = l.polynomial(
    r,
    ...[6227020800, 479001600, 39916800, 3628800, 362880, 40320, 5040, 720, 120, 24, 6, 2].map((n) => 1 / n),
  );
  return { k, r, tail: l.add(l.mul(l.mul(r, r), p), l.sub(l.sub(hi, r), lo)) };
};

const exp64 = (l: Lanes, x: Value): Value => {
  const { k, r, tail } = reduced64(l, x);
  const half = l.one("floor", l.mul(k, l.number(0.5)));
  const grown = l.add(l.number(1), l.add(r, tail));
  const scaled = l.mul(l.mul(grown, power64(l, half)), power64(l, l.sub(k, half)));
  const above = l.choose(l.two("lt", x, l.number(-745.2)), l.number(0), scaled);
  const finite = l.choose(l.two("gt", x, l.number(709.782712893384)), l.number(INFINITE), above);
  return l.choose(l.two("ne", x, x), x, finite);
};

const expm1of64 = (l: Lanes, given: Value): Value => {
  const x = l.two("max", given, l.number(-700));
  const { k, r, tail } = reduced64(l, x);
  const half = power64(l, l.sub(k, l.number(1)));
  const halved = l.add(l.mul(half, l.add(r, tail)), l.sub(half, l.number(0.5)));
  return l.choose(l.two("gt", x, l.number(709.782712893384)), l.number(INFINITE), l.add(halved, halved));
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
  const p = l.mul(l.polynomial(z, ...[21, 19, 17, 15, 13, 11, 9, 7, 5, 3].map((n) => 2 / n)), z);
  const half = l.mul(l.mul(l.number(0.5), f), f);
  const low = l.add(l.mul(s, l.add(half, p)), l.mul(k, l.number(1.9082149292705877e-10)));
  return logEnds(l, given, l.sub(l.mul(k, l.number(0.6931471803691238)), l.sub(l.sub(half, low), f)));
};

const exp = (l: Lanes, x: Value): Value => (l.isWide ? exp64 : exp32)(l, x);
const expm1 = (l: Lanes, x: Value): Value => (l.isWide ? expm1of64 : expm1of32)(l, x);
const log = (l: Lanes, x: Value): Value => (l.isWide ? log64 : log32)(l, x);

/** ln u · x/(u − 1), u = 1 + x rounded (Kahan). */
const log1p = (l: Lanes, x: Value): Value => {
  const u = l.add(l.number(1), x);
  const inside = l.mul(log(l, u), l.div(x, l.sub(u, l.number(1))));
  const near = l.choose(l.two("eq", u, l.number(1)), x, inside);
  return l.choose(l.two("eq", x, l.number(INFINITE)), x, near);
};

const exprel = (l: Lanes, x: Value): Value => {
  const ratio = l.div(expm1(l, x), x);
  const near = l.choose(l.two("eq", x, l.number(0)), l.number(1), ratio);
  return l.choose(l.two("eq", x, l.number(INFINITE)), x, near);
};

const sign = (l: Lanes, x: Value): Value => {
  const below = l.choose(l.two("lt", x, l.number(0)), l.number(-1), x);
  return l.choose(l.two("gt", x, l.number(0)), l.number(1), below);
};

/** sin and cos of f64. */
const circular = (l: Lanes, x: Value) => {
  const k = l.one("nearest", l.mul(x, l.number(2 / Math.PI)));
  const first = l.sub(x, l.mul(k, l.number(1.5707963267341256)));
  const second = l.sub(first, l.mul(k, l.number(6.077100506303966e-11)));
  const r = l.sub(second, l.mul(k, l.number(2.0222662487959506e-21)));
  const z = l.mul(r, r);
  const s = l.polynomial(
    z,
    ...[1.58969099521155e-10, -2.5050760253406863e-8, 2.7557313707070068e-6],
    ...[-0.0001984126982985795, 0.00833333333332249, -0.16666666666666632],
  );
  const sine = l.add(r, l.mul(l.mul(z, r), s));
  const c = l.polynomial(
    z,
    ...[-1.1359647557788195e-11, 2.087572321298175e-9, -2.7557314351390663e-7],
    ...[2.480158728947673e-5, -0.001388888888887411, 0.0416666666666666],
  );
  const half = l.mul(l.number(0.5), z);
  const w = l.sub(l.number(1), half);
  const cosine = l.add(w, l.add(l.sub(l.sub(l.number(1), w), half), l.mul(l.mul(z, z), c)));
  /** 0 … 3. */
  const quarter = l.sub(k, l.mul(l.number(4), l.one("floor", l.mul(k, l.number(0.25)))));
  const isOdd = l.two("ne", l.one("floor", l.mul(quarter, l.number(0.5))), l.mul(quarter, l.number(0.5)));
  const flipped = (mask: Value): Value => l.two("and", mask, l.number(-0));
  const isTwo = l.two("eq", quarter, l.number(2));
  return {
    sin: l.two("xor", l.choose(isOdd, cosine, sine), flipped(l.two("ge", quarter, l.number(2)))),
    cos: l.two("xor", l.choose(isOdd, sine, cosine), flipped(l.two("or", isTwo, l.two("eq", quarter, l.number(1))))),
  };
};

/** With the sign of x. */
const odd = (l: Lanes, x: Value, positive: Value): Value =>
  l.two("or", l.one("abs", positive), l.two("and", x, l.number(-0)));

const tanh = (l: Lanes, x: Value): Value => {
  const a = l.two("min", l.one("abs", x), l.number(30));
  const lost = expm1(l, l.mul(l.number(-2), a));
  return odd(l, x, l.choose(l.two("ne", x, x), x, l.div(l.one("neg", lost), l.add(lost, l.number(2)))));
};

const sinh = (l: Lanes, x: Value): Value => {
  const a = l.one("abs", x);
  const t = expm1(l, l.two("min", a, l.number(700)));
  const near = l.mul(l.number(0.5), l.add(t, l.div(t, l.add(t, l.number(1)))));
  return odd(l, x, l.choose(l.two("gt", a, l.number(700)), halfSquare(l, a), near));
};

/** e^a/2, where e^a itself may be infinite. */
const halfSquare = (l: Lanes, a: Value): Value => {
  const root = exp(l, l.mul(l.number(0.5), a));
  return l.mul(l.mul(l.number(0.5), root), root);
};

const cosh = (l: Lanes, x: Value): Value => {
  const a = l.one("abs", x);
  const e = exp(l, l.two("min", a, l.number(700)));
  const near = l.mul(l.number(0.5), l.add(e, l.div(l.number(1), e)));
  return l.choose(l.two("gt", a, l.number(700)), halfSquare(l, a), near);
};

type Made = (l: Lanes, x: Value) => Value;

/** Of f64, f32 being rounded from it. */
const wide =
  (of: Made): Made =>
  (l, x) => {
    if (l.isWide) return of(l, x);
    const both = new Lanes(l.code, true);
    return demoted(l.code, l, of(both, promoted(l.code, both, x)));
  };

export const functionsOf: Readonly<Record<FunctionOp, Made>> = {
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
  round: (l, x) => l.one("floor", l.add(x, l.number(0.5))),
  sin: wide((l, x) => circular(l, x).sin),
  cos: wide((l, x) => circular(l, x).cos),
  tan: wide((l, x) => {
    const { sin, cos } = circular(l, x);
    return l.div(sin, cos);
  }),
  sinh: wide(sinh),
  cosh: wide(cosh),
  tanh: wide(tanh),
};

/** x^y = e^(y·ln x). */
export const pow = (l: Lanes, x: Value, y: Value): Value => exp(l, l.mul(y, log(l, x)));

/**
 * cos(2π·v) for 0 ≤ v < 1 of f32, less a quarter turn in lanes 1 and 3, where it is the sine; the polynomials of Cephes (sinf, cosf).
 */
export const turned = (l: Lanes, v: Value): Value => {
  const quarters = l.made(() => l.code.get(l.code.constant(new Uint8Array(Float32Array.of(0, 0.25, 0, 0.25).buffer))));
  const turn = l.sub(v, quarters);
  const q = l.one("nearest", l.mul(turn, l.number(4)));
  const r = l.mul(l.sub(turn, l.mul(q, l.number(0.25))), l.number(2 * Math.PI));
  const z = l.mul(r, r);
  const s = l.polynomial(z, -0.00019515295891, 0.0083321608736, -0.16666654611);
  const sine = l.add(r, l.mul(l.mul(z, r), s));
  const c = l.polynomial(z, 2.443315711809948e-5, -0.001388731625493765, 0.04166664568298827);
  const cosine = l.add(l.sub(l.number(1), l.mul(z, l.number(0.5))), l.mul(l.mul(z, z), c));
  const quarter = l.sub(q, l.mul(l.number(4), l.one("floor", l.mul(q, l.number(0.25)))));
  const isOdd = l.two("or", l.two("eq", quarter, l.number(1)), l.two("eq", quarter, l.number(3)));
  const isBelow = l.two("or", l.two("eq", quarter, l.number(1)), l.two("eq", quarter, l.number(2)));
  return l.two("xor", l.choose(isOdd, sine, cosine), l.two("and", isBelow, l.number(-0)));
};

export { log as logOf };
