/**
 * exp, log and pow in f64, from +, −, ×, ÷ and bit moves only: the same bits on every machine. Errors stay below 1 ulp
 * for exp and log over the normal range (test/reference/math.test.ts), 2 ulp for pow with |result exponent| moderate.
 */

// @ts-ignore: decorator
@inline const LN2_HI: f64 = 6.93147180369123816490e-01;
// @ts-ignore: decorator
@inline const LN2_LO: f64 = 1.90821492927058770002e-10;
// @ts-ignore: decorator
@inline const LOG2E: f64 = 1.44269504088896338700;

// @ts-ignore: decorator
@inline function scale(x: f64, k: i32): f64 {
  // Two factors keep 2^k normal down to the subnormal results.
  const half = k >> 1;
  return x * reinterpret<f64>(<u64>(1023 + half) << 52) * reinterpret<f64>(<u64>(1023 + k - half) << 52);
}

/** e^x: x = k ln 2 + r, |r| ≤ ln 2 / 2, then the Taylor series of e^r to r^13 (remainder below 2^-58). */
export function exp(x: f64): f64 {
  if (x != x) return x;
  if (x > 709.782712893384) return Infinity;
  if (x < -745.2) return 0;
  const k = <i32>nearest(x * LOG2E);
  const hi = x - <f64>k * LN2_HI;
  const lo = <f64>k * LN2_LO;
  const r = hi - lo;
  let p = 1.0 / 6227020800.0;
  p = p * r + 1.0 / 479001600.0;
  p = p * r + 1.0 / 39916800.0;
  p = p * r + 1.0 / 3628800.0;
  p = p * r + 1.0 / 362880.0;
  p = p * r + 1.0 / 40320.0;
  p = p * r + 1.0 / 5040.0;
  p = p * r + 1.0 / 720.0;
  p = p * r + 1.0 / 120.0;
  p = p * r + 1.0 / 24.0;
  p = p * r + 1.0 / 6.0;
  p = p * r + 0.5;
  // e^r = 1 + r + r²p, with the rounding of r put back.
  const tail = r * r * p + ((hi - r) - lo);
  return scale(1.0 + (r + tail), k);
}

/** ln x: x = 2^k m, m in [√½, √2), s = (m − 1)/(m + 1), ln m = 2 (s + s³/3 + …) to s^21. */
export function log(x: f64): f64 {
  if (x != x || x < 0) return NaN;
  if (x == 0) return -Infinity;
  if (x == Infinity) return x;
  let k: i32 = 0;
  if (x < 2.2250738585072014e-308) {
    x *= 18014398509481984.0;
    k = -54;
  }
  let bits = reinterpret<u64>(x);
  k += <i32>(bits >> 52) - 1023;
  let m = reinterpret<f64>((bits & 0x000fffffffffffff) | 0x3ff0000000000000);
  if (m > 1.4142135623730951) {
    m *= 0.5;
    k += 1;
  }
  const f = m - 1.0;
  const s = f / (2.0 + f);
  const z = s * s;
  let p = 2.0 / 21.0;
  p = p * z + 2.0 / 19.0;
  p = p * z + 2.0 / 17.0;
  p = p * z + 2.0 / 15.0;
  p = p * z + 2.0 / 13.0;
  p = p * z + 2.0 / 11.0;
  p = p * z + 2.0 / 9.0;
  p = p * z + 2.0 / 7.0;
  p = p * z + 2.0 / 5.0;
  p = p * z + 2.0 / 3.0;
  p *= z;
  // ln(1+f) = f − (f²/2 − s (f²/2 + p)), which loses nothing near m = 1.
  const half = 0.5 * f * f;
  return <f64>k * LN2_HI - ((half - (s * (half + p) + <f64>k * LN2_LO)) - f);
}

/** base^exponent for base ≥ 0, as exp(exponent ln base); exact where the exponent is 0 or 1. */
export function pow(base: f64, exponent: f64): f64 {
  if (exponent == 0) return 1.0;
  if (exponent == 1) return base;
  return exp(exponent * log(base));
}
