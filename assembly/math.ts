/**
 * exp, log, pow and the normal quantile in f64, from +, −, ×, ÷ and bit moves only: the same bits on every machine. Errors stay below 1 ulp
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

/** ln of two normal positive numbers, as `log` computes it. */
// @ts-ignore: decorator
@inline export function logs(x: v128): v128 {
  const fraction = v128.or(v128.and(x, i64x2.splat(0x000fffffffffffff)), i64x2.splat(0x3ff0000000000000));
  const large = f64x2.gt(fraction, f64x2.splat(1.4142135623730951));
  const m = v128.bitselect(f64x2.mul(fraction, f64x2.splat(0.5)), fraction, large);
  // The exponent as a number: its bits behind those of 2^52, less 2^52 and the bias; `large` is −1 where it grows by one.
  const exponent = v128.or(i64x2.sub(i64x2.shr_u(x, 52), large), i64x2.splat(0x4330000000000000));
  const k = f64x2.sub(exponent, f64x2.splat(4503599627370496.0 + 1023.0));
  const f = f64x2.sub(m, f64x2.splat(1.0));
  const s = f64x2.div(f, f64x2.add(f64x2.splat(2.0), f));
  const z = f64x2.mul(s, s);
  let p = f64x2.splat(2.0 / 21.0);
  p = f64x2.add(f64x2.mul(p, z), f64x2.splat(2.0 / 19.0));
  p = f64x2.add(f64x2.mul(p, z), f64x2.splat(2.0 / 17.0));
  p = f64x2.add(f64x2.mul(p, z), f64x2.splat(2.0 / 15.0));
  p = f64x2.add(f64x2.mul(p, z), f64x2.splat(2.0 / 13.0));
  p = f64x2.add(f64x2.mul(p, z), f64x2.splat(2.0 / 11.0));
  p = f64x2.add(f64x2.mul(p, z), f64x2.splat(2.0 / 9.0));
  p = f64x2.add(f64x2.mul(p, z), f64x2.splat(2.0 / 7.0));
  p = f64x2.add(f64x2.mul(p, z), f64x2.splat(2.0 / 5.0));
  p = f64x2.add(f64x2.mul(p, z), f64x2.splat(2.0 / 3.0));
  p = f64x2.mul(p, z);
  const half = f64x2.mul(f64x2.mul(f64x2.splat(0.5), f), f);
  const low = f64x2.add(f64x2.mul(s, f64x2.add(half, p)), f64x2.mul(k, f64x2.splat(LN2_LO)));
  return f64x2.sub(f64x2.mul(k, f64x2.splat(LN2_HI)), f64x2.sub(f64x2.sub(half, low), f));
}

/** base^exponent for base ≥ 0, as exp(exponent ln base); exact where the exponent is 0 or 1. */
export function pow(base: f64, exponent: f64): f64 {
  if (exponent == 0) return 1.0;
  if (exponent == 1) return base;
  return exp(exponent * log(base));
}

/** ln(1 + x) for −1 ≤ x, without the loss near 0: ln(u)·x/(u − 1) with u = 1 + x rounded (Kahan). */
export function log1p(x: f64): f64 {
  const u = 1.0 + x;
  if (u == 1.0) return x;
  return (log(u) * x) / (u - 1.0);
}

/**
 * The standard normal quantile: the z that a share p of all values lies below, 0 < p < 1. Wichura 1988, Applied
 * Statistics 37, algorithm AS 241 (PPND16), relative error about 1e-16.
 */
export function normalQuantile(p: f64): f64 {
  const q = p - 0.5;
  if (abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    let a = 2.5090809287301226727e3;
    a = a * r + 3.3430575583588128105e4;
    a = a * r + 6.7265770927008700853e4;
    a = a * r + 4.5921953931549871457e4;
    a = a * r + 1.3731693765509461125e4;
    a = a * r + 1.9715909503065514427e3;
    a = a * r + 1.3314166789178437745e2;
    a = a * r + 3.387132872796366608;
    let b = 5.226495278852854561e3;
    b = b * r + 2.8729085735721942674e4;
    b = b * r + 3.9307895800092710610e4;
    b = b * r + 2.1213794301586595867e4;
    b = b * r + 5.3941960214247511077e3;
    b = b * r + 6.8718700749205790830e2;
    b = b * r + 4.2313330701600911252e1;
    b = b * r + 1.0;
    return (q * a) / b;
  }
  let r = sqrt<f64>(-log(q < 0 ? p : 1.0 - p));
  let a: f64;
  let b: f64;
  if (r <= 5) {
    r -= 1.6;
    a = 7.74545014278341407640e-4;
    a = a * r + 2.27238449892691845833e-2;
    a = a * r + 2.41780725177450611770e-1;
    a = a * r + 1.27045825245236838258;
    a = a * r + 3.64784832476320460504;
    a = a * r + 5.76949722146069140550;
    a = a * r + 4.63033784615654529590;
    a = a * r + 1.42343711074968357734;
    b = 1.05075007164441684324e-9;
    b = b * r + 5.47593808499534494600e-4;
    b = b * r + 1.51986665636164571966e-2;
    b = b * r + 1.48103976427480074590e-1;
    b = b * r + 6.89767334985100004550e-1;
    b = b * r + 1.67638483018380384940;
    b = b * r + 2.05319162663775882187;
    b = b * r + 1.0;
  } else {
    r -= 5.0;
    a = 2.01033439929228813265e-7;
    a = a * r + 2.71155556874348757815e-5;
    a = a * r + 1.24266094738807843860e-3;
    a = a * r + 2.65321895265761230930e-2;
    a = a * r + 2.96560571828504891230e-1;
    a = a * r + 1.78482653991729133580;
    a = a * r + 5.46378491116411436990;
    a = a * r + 6.65790464350110377720;
    b = 2.04426310338993978564e-15;
    b = b * r + 1.42151175831644588870e-7;
    b = b * r + 1.84631831751005468180e-5;
    b = b * r + 7.86869131145613259100e-4;
    b = b * r + 1.48753612908506148525e-2;
    b = b * r + 1.36929880922735805310e-1;
    b = b * r + 5.99832206555887937690e-1;
    b = b * r + 1.0;
  }
  return q < 0 ? -a / b : a / b;
}
