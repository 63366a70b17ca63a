/** Functions to 320 binary places, from their series: what f64 ones are compared with. */

const PLACES = 320n;
const ONE = 1n << PLACES;

const bits = new DataView(new ArrayBuffer(8));

/** A finite number, exactly (down to 2^-320). */
const fixed = (x: number): bigint => {
  bits.setFloat64(0, x);
  const raw = bits.getBigUint64(0);
  const exponent = (raw >> 52n) & 2047n;
  const mantissa = (raw & 0xfffffffffffffn) | (exponent > 0n ? 1n << 52n : 0n);
  const shift = (exponent || 1n) - 1075n + PLACES;
  const size = shift >= 0n ? mantissa << shift : mantissa >> -shift;
  return raw >> 63n ? -size : size;
};

const times = (a: bigint, b: bigint): bigint => (a * b) >> PLACES;
const over = (a: bigint, b: bigint): bigint => (a << PLACES) / b;

/** Σ x^n/n! over every `by`-th n from `first` on, of changing sign if told so. */
const series = (x: bigint, first: number, by: number, isAlternating: boolean): bigint => {
  let term = ONE;
  for (let n = 1; n <= first; n++) term = times(term, x) / BigInt(n);
  let sum = 0n;
  for (let n = first; term !== 0n && term !== -1n; ) {
    sum += term;
    for (let k = 0; k < by; k++) term = times(term, x) / BigInt(++n);
    if (isAlternating) term = -term;
  }
  return sum;
};

/** artanh or arctan of 1/n. */
const inverse = (n: bigint, isCircular: boolean): bigint => {
  let sum = 0n;
  for (let power = ONE / n, k = 1n, sign = 1n; power > 0n; power /= n * n, k += 2n) {
    sum += (sign * power) / k;
    if (isCircular) sign = -sign;
  }
  return sum;
};

const LN2 = 2n * inverse(3n, false);
const HALF_PI = 8n * inverse(5n, true) - 2n * inverse(239n, true);

const expm1 = (x: bigint): bigint => {
  const k = (x + (x >= 0n ? LN2 / 2n : -LN2 / 2n)) / LN2;
  const grown = series(x - k * LN2, 1, 1, false);
  if (k === 0n) return grown;
  const whole = grown + ONE;
  return (k > 0n ? whole << k : whole >> -k) - ONE;
};
const exp = (x: bigint): bigint => expm1(x) + ONE;

const log = (x: bigint, near: number): bigint => {
  let y = fixed(near);
  for (let step = 0; step < 5; step++) {
    const off = times(x, exp(-y)) - ONE;
    y += off - times(off, off) / 2n;
  }
  return y;
};

const circular = (x: bigint): readonly [sin: bigint, cos: bigint] => {
  const k = (x + (x >= 0n ? HALF_PI / 2n : -HALF_PI / 2n)) / HALF_PI;
  const r = x - k * HALF_PI;
  const [s, c] = [series(r, 1, 2, true), series(r, 0, 2, true)];
  return (
    [
      [s, c],
      [c, -s],
      [-s, -c],
      [-c, s],
    ] as const
  )[Number(((k % 4n) + 4n) % 4n)]!;
};

const functions: Readonly<Record<string, (x: number) => bigint>> = {
  exp: (x) => exp(fixed(x)),
  expm1: (x) => expm1(fixed(x)),
  exprel: (x) => over(expm1(fixed(x)), fixed(x)),
  log: (x) => log(fixed(x), Math.log(x)),
  log10: (x) => over(log(fixed(x), Math.log(x)), log(10n * ONE, Math.LN10)),
  log1p: (x) => log(ONE + fixed(x), Math.log1p(x)),
  sin: (x) => circular(fixed(x))[0],
  cos: (x) => circular(fixed(x))[1],
  tan: (x) => over(...circular(fixed(x))),
  sinh: (x) => (expm1(fixed(x)) - expm1(-fixed(x))) / 2n,
  cosh: (x) => (exp(fixed(x)) + exp(-fixed(x))) / 2n,
  tanh: (x) => {
    const grown = expm1(2n * fixed(x));
    return over(grown, grown + 2n * ONE);
  },
};

/** How far a number is from a function's exact value, in units of that value's last place in f64. */
export const ulpsOf = (op: string, x: number, got: number): number => {
  const exact = functions[op]!(x);
  const size = exact < 0n ? -exact : exact;
  if (size === 0n) return got === 0 ? 0 : Infinity;
  const off = fixed(got) - exact;
  const unit = 1n << BigInt(size.toString(2).length - 53);
  return Number(((off < 0n ? -off : off) * 1000n) / unit) / 1000;
};
