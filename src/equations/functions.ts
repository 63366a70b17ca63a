/**
 * Functions from + − × ÷, rounding to whole numbers and moves of bits, always in the same order: the same bits on every machine, and in f64
 * the same for numbers of the host as for the vectors of kernels. exp of f64 as in assembly/math.ts, of f32 as exp4 in assembly/vectorMath.ts:
 * x = k·ln 2 + r and the Taylor series of e^r. sin and cos, of f64 alone, by their Taylor series on |r| ≤ π/4, x less k quarters of a turn, π/2 in three
 * parts: for |x| ≤ 1e5.
 */

/** What they are made from, in f32 or f64. Comparisons give masks, for `choose` and `or`. */
export interface Arithmetic<V> {
  readonly isWide: boolean;
  add(a: V | number, b: V | number): V;
  sub(a: V | number, b: V | number): V;
  mul(a: V | number, b: V | number): V;
  div(a: V | number, b: V | number): V;
  one(op: "floor" | "nearest" | "abs" | "neg", x: V): V;
  /** min and max are a where b is no number. */
  two(op: "lt" | "gt" | "ge" | "eq" | "ne" | "or" | "min" | "max", a: V | number, b: V | number): V;
  /** a where the mask is set, b elsewhere. */
  choose(mask: V, a: V | number, b: V | number): V;
  /** 2^k for whole numbers k where it is a normal number. */
  power(k: V): V;
}

/** ((c₀·x + c₁)·x + …), c₀ first: at least two of them. */
export const polynomial = <V>(l: Arithmetic<V>, x: V, [first, ...others]: readonly number[]): V =>
  others.reduce<V | number>((sum, c) => l.add(l.mul(sum, x), c), first!) as V;

/** Reciprocals of factorials from `last` down to `first`, every `by`-th, of changing sign where told so: coefficients of Taylor series. */
const taylor = (first: number, last: number, by = 1, isAlternating = false): number[] => {
  const out: number[] = [];
  let [factorial, sign] = [1, isAlternating ? -1 : 1];
  for (let n = 2; n <= last; n++) {
    factorial *= n;
    if (n < first || (n - first) % by !== 0) continue;
    out.unshift(sign / factorial);
    if (isAlternating) sign = -sign;
  }
  return out;
};

/** Of f32 and of f64: ln 2 in two parts, where e^x overflows. */
export const LN2 = {
  high: [0.693145751953125, 0.6931471803691238],
  low: [1.4286068203094173e-6, 1.9082149292705877e-10],
};
const LARGEST = [88.72283, 709.782712893384];

/** x = k·ln 2 + r: k, and e^r − 1. */
export const reduced = <V>(l: Arithmetic<V>, x: V) => {
  const which = +l.isWide;
  const k = l.one("nearest", l.mul(x, Math.LOG2E));
  const hi = l.sub(x, l.mul(k, LN2.high[which]!));
  const lo = l.mul(k, LN2.low[which]!);
  const r = l.sub(hi, lo);
  const bent = l.mul(l.mul(r, r), polynomial(l, r, taylor(2, l.isWide ? 13 : 7)));
  // In f64 what rounding took from r is put back.
  return { k, grown: l.add(r, l.isWide ? l.add(bent, l.sub(l.sub(hi, r), lo)) : bent) };
};

/** `inside` up to where e^x overflows. */
export const bounded = <V>(l: Arithmetic<V>, x: V, inside: V): V =>
  l.choose(l.two("gt", x, LARGEST[+l.isWide]!), Infinity, inside);

/** Of f64. */
export const exp = <V>(l: Arithmetic<V>, x: V): V => {
  const { k, grown } = reduced(l, x);
  // Two factors, as 2^k alone may be no normal number.
  const half = l.one("floor", l.mul(k, 0.5));
  const scaled = l.mul(l.mul(l.add(1, grown), l.power(half)), l.power(l.sub(k, half)));
  return bounded(l, x, l.choose(l.two("lt", x, -745.2), 0, scaled));
};

export const expm1 = <V>(l: Arithmetic<V>, given: V): V => {
  const x = l.two("max", given, -87);
  const { k, grown } = reduced(l, x);
  // Half of it, as 2^k alone may overflow.
  const half = l.power(l.sub(k, 1));
  const halved = l.add(l.mul(half, grown), l.sub(half, 0.5));
  return bounded(l, x, l.add(halved, halved));
};

/** sin and cos of k quarters of a turn and r more. */
export const circular = <V>(l: Arithmetic<V>, k: V, r: V) => {
  const z = l.mul(r, r);
  const s = polynomial(l, z, taylor(3, l.isWide ? 17 : 9, 2, true));
  const sine = l.add(r, l.mul(l.mul(z, r), s));
  const c = polynomial(l, z, taylor(4, l.isWide ? 18 : 10, 2, true));
  const half = l.mul(0.5, z);
  const w = l.sub(1, half);
  const cosine = l.add(w, l.sub(l.sub(l.sub(1, w), half), l.mul(l.mul(z, z), c)));
  /** 0 … 3. */
  const quarter = l.sub(k, l.mul(4, l.one("floor", l.mul(k, 0.25))));
  const is = (n: number): V => l.two("eq", quarter, n);
  const isOdd = l.two("or", is(1), is(3));
  const flipped = (mask: V, value: V): V => l.choose(mask, l.one("neg", value), value);
  return {
    sin: flipped(l.two("ge", quarter, 2), l.choose(isOdd, cosine, sine)),
    cos: flipped(l.two("or", is(1), is(2)), l.choose(isOdd, sine, cosine)),
  };
};

const turned = <V>(l: Arithmetic<V>, x: V) => {
  const k = l.one("nearest", l.mul(x, 2 / Math.PI));
  const parts = [1.5707963267341256, 6.077100506303966e-11, 2.0222662487959506e-21];
  return circular(
    l,
    k,
    parts.reduce((left, part) => l.sub(left, l.mul(k, part)), x),
  );
};

export const sign = <V>(l: Arithmetic<V>, x: V): V => {
  const below = l.choose(l.two("lt", x, 0), -1, x);
  return l.choose(l.two("gt", x, 0), 1, below);
};

/** e^a/2 for a > 700, where e^a itself may be infinite; elsewhere `near`. */
const farOut = <V>(l: Arithmetic<V>, a: V, near: V): V => {
  const root = exp(l, l.mul(0.5, a));
  return l.choose(l.two("gt", a, 700), l.mul(l.mul(0.5, root), root), near);
};

export const transcendental = {
  sin: <V>(l: Arithmetic<V>, x: V): V => turned(l, x).sin,
  cos: <V>(l: Arithmetic<V>, x: V): V => turned(l, x).cos,
  tan: <V>(l: Arithmetic<V>, x: V): V => {
    const { sin, cos } = turned(l, x);
    return l.div(sin, cos);
  },
  sinh: <V>(l: Arithmetic<V>, x: V): V => {
    const a = l.one("abs", x);
    const t = expm1(l, l.two("min", a, 700));
    const near = l.mul(0.5, l.add(t, l.div(t, l.add(t, 1))));
    return l.mul(sign(l, x), farOut(l, a, near));
  },
  cosh: <V>(l: Arithmetic<V>, x: V): V => {
    const a = l.one("abs", x);
    const e = exp(l, l.two("min", a, 700));
    return farOut(l, a, l.mul(0.5, l.add(e, l.div(1, e))));
  },
  tanh: <V>(l: Arithmetic<V>, x: V): V => {
    const t = expm1(l, l.two("min", l.mul(2, l.one("abs", x)), 60));
    return l.mul(sign(l, x), l.div(t, l.add(t, 2)));
  },
};

const bits = new DataView(new ArrayBuffer(8));

/** Beyond it f64 are whole numbers. */
const WHOLE = 2 ** 52;

/** Numbers of the host; masks are 1 or 0. */
const numbers: Arithmetic<number> = {
  isWide: true,
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  one: (op, x) => {
    if (op === "floor") return Math.floor(x);
    if (op === "abs") return Math.abs(x);
    if (op === "neg") return -x;
    if (!(Math.abs(x) < WHOLE)) return x;
    // Adding what leaves no room for a fraction rounds as machines do: halves go to even numbers.
    const size = Math.abs(x) + WHOLE - WHOLE;
    return x < 0 || Object.is(x, -0) ? -size : size;
  },
  two: (op, a, b) => {
    switch (op) {
      case "lt":
        return +(a < b);
      case "gt":
        return +(a > b);
      case "ge":
        return +(a >= b);
      case "eq":
        return +(a === b);
      case "ne":
        return +(a !== b);
      case "or":
        return a || b;
      default:
        return Math[op](a, b);
    }
  },
  choose: (mask, a, b) => (mask ? a : b),
  power: (k) => {
    bits.setUint32(0, (1023 + k) << 20);
    return bits.getFloat64(0);
  },
};

/** sin, cos, tan, sinh, cosh and tanh of the host's numbers, with the bits that kernels find. */
export const transcendentalNumbers = Object.fromEntries(
  Object.entries(transcendental).map(([name, of]) => [name, (x: number): number => of(numbers, x)]),
) as Readonly<Record<keyof typeof transcendental, (x: number) => number>>;
