/**
 * ln, exp and sin/cos on four f32 at once, from +, −, ×, ÷ and bit moves only: the same bits on every machine. Errors against
 * the true values stay below the bounds given, over the whole stated range (test/reference/vectorMath.test.ts).
 */
import { choose, splat } from "./simd";

// @ts-ignore: decorator
@inline const LN2_HI: f32 = 0.693145751953125;
// @ts-ignore: decorator
@inline const LN2_LO: f32 = 1.42860682030941723212e-6;

/**
 * ln x for normal, finite x > 0, within 1 ulp: x = 2^k m, m in [√½, √2), s = (m − 1)/(m + 1), ln m = 2 (s + s³/3 + …) to
 * s^9 (remainder below 2^-28, relative).
 */
// @ts-ignore: decorator
@inline export function log4(x: v128): v128 {
  // The bits of √½ taken off, the exponent field is k, rounded so that m lies around 1.
  const shifted = i32x4.sub(x, i32x4.splat(0x3f3504f3));
  const k = f32x4.convert_i32x4_s(i32x4.shr_s(shifted, 23));
  const m = i32x4.add(v128.and(shifted, i32x4.splat(0x007fffff)), i32x4.splat(0x3f3504f3));
  const f = f32x4.sub(m, splat(1));
  const s = f32x4.div(f, f32x4.add(f, splat(2)));
  const z = f32x4.mul(s, s);
  let p = f32x4.add(f32x4.mul(z, splat(2.0 / 9.0)), splat(2.0 / 7.0));
  p = f32x4.add(f32x4.mul(z, p), splat(2.0 / 5.0));
  p = f32x4.add(f32x4.mul(z, p), splat(2.0 / 3.0));
  p = f32x4.mul(z, p);
  // ln(1+f) = f − (f²/2 − s (f²/2 + p)), which loses nothing near x = 1.
  const half = f32x4.mul(splat(0.5), f32x4.mul(f, f));
  const low = f32x4.add(f32x4.mul(s, f32x4.add(half, p)), f32x4.mul(k, splat(LN2_LO)));
  return f32x4.add(f32x4.mul(k, splat(LN2_HI)), f32x4.sub(f, f32x4.sub(half, low)));
}

/**
 * e^x for −87 ≤ x ≤ 88, within 1 ulp; 0 below, and for NaN. x = n ln 2 + f, |f| ≤ ln 2/2, e^f by the Taylor series to f^7
 * (remainder below 2^-27, relative).
 */
// @ts-ignore: decorator
@inline export function exp4(x: v128): v128 {
  const n = f32x4.nearest(f32x4.mul(x, splat(1.4426950408889634)));
  const f = f32x4.sub(f32x4.sub(x, f32x4.mul(n, splat(LN2_HI))), f32x4.mul(n, splat(LN2_LO)));
  let p = f32x4.add(f32x4.mul(f, splat(1.0 / 5040.0)), splat(1.0 / 720.0));
  p = f32x4.add(f32x4.mul(f, p), splat(1.0 / 120.0));
  p = f32x4.add(f32x4.mul(f, p), splat(1.0 / 24.0));
  p = f32x4.add(f32x4.mul(f, p), splat(1.0 / 6.0));
  p = f32x4.add(f32x4.mul(f, p), splat(0.5));
  p = f32x4.add(splat(1), f32x4.add(f, f32x4.mul(f32x4.mul(f, f), p)));
  const scaled = i32x4.add(p, i32x4.shl(i32x4.trunc_sat_f32x4_s(n), 23));
  return v128.and(scaled, f32x4.ge(x, splat(-87)));
}

/** sin x for |x| ≤ π/4, within 1 ulp: the Taylor series to x^9 (remainder below 2^-28, relative). */
// @ts-ignore: decorator
@inline export function sin4(x: v128): v128 {
  const z = f32x4.mul(x, x);
  let p = f32x4.add(f32x4.mul(z, splat(1.0 / 362880.0)), splat(-1.0 / 5040.0));
  p = f32x4.add(f32x4.mul(z, p), splat(1.0 / 120.0));
  p = f32x4.add(f32x4.mul(z, p), splat(-1.0 / 6.0));
  return f32x4.add(x, f32x4.mul(f32x4.mul(x, z), p));
}

/** cos x for |x| ≤ π/4, within 1.25 ulp: the Taylor series to x^10 (remainder below 2^-32). */
// @ts-ignore: decorator
@inline export function cos4(x: v128): v128 {
  const z = f32x4.mul(x, x);
  let p = f32x4.add(f32x4.mul(z, splat(-1.0 / 3628800.0)), splat(1.0 / 40320.0));
  p = f32x4.add(f32x4.mul(z, p), splat(-1.0 / 720.0));
  p = f32x4.add(f32x4.mul(z, p), splat(1.0 / 24.0));
  p = f32x4.sub(f32x4.mul(z, p), splat(0.5));
  return f32x4.add(splat(1), f32x4.mul(z, p));
}

/**
 * Eight standard normal numbers from eight random words (Box & Muller 1958), four stored at `out`, four at `out` + 16.
 * The radius is √(−2 ln u), u = |a|·2^-31 with the word a as a signed number (0 counts as ¼): it reaches 6.7, and the tails are
 * those of 2^31 equally likely radii. The angle has 30 bits within a quarter of the circle, and two bits say which. Each number is
 * within 4e-7 of the radius from that of exact arithmetic on u rounded to f32.
 */
// @ts-ignore: decorator
@inline export function boxMuller(out: usize, a: v128, b: v128): void {
  const u = f32x4.mul(f32x4.pmax(f32x4.abs(f32x4.convert_i32x4_s(a)), splat(0.25)), splat(<f32>1 / 2147483648));
  const radius = f32x4.sqrt(f32x4.mul(splat(-2), log4(u)));
  // φ in [−π/4, π/4); the top bits of b give cos φ a sign and say which of the two numbers it goes to.
  const phi = f32x4.mul(f32x4.convert_i32x4_s(i32x4.shl(b, 2)), splat(<f32>(0.78539816339744830962 / 2147483648.0)));
  const c = f32x4.mul(radius, v128.xor(cos4(phi), v128.and(b, i32x4.splat(0x80000000))));
  const s = f32x4.mul(radius, sin4(phi));
  const exchanged = i32x4.shr_s(i32x4.shl(b, 1), 31);
  v128.store(out, choose(exchanged, s, c));
  v128.store(out, choose(exchanged, c, s), 16);
}
