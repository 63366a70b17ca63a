/** Values of four neurons in locals: one vector of f32, or two of f64. */
import { type Code, V128 } from "./bytes.js";

/** Locals: one, or the first two neurons' and the other two's. */
export type Value = readonly number[];

/** Instructions of f32x4 and f64x2. */
const OPS = {
  eq: [0x41, 0x47],
  ne: [0x42, 0x48],
  lt: [0x43, 0x49],
  gt: [0x44, 0x4a],
  le: [0x45, 0x4b],
  ge: [0x46, 0x4c],
  not: [0x4d, 0x4d],
  and: [0x4e, 0x4e],
  /** a without the bits of b. */
  without: [0x4f, 0x4f],
  or: [0x50, 0x50],
  xor: [0x51, 0x51],
  ceil: [0x67, 0x74],
  floor: [0x68, 0x75],
  nearest: [0x6a, 0x94],
  abs: [0xe0, 0xec],
  neg: [0xe1, 0xed],
  sqrt: [0xe3, 0xef],
  add: [0xe4, 0xf0],
  sub: [0xe5, 0xf1],
  mul: [0xe6, 0xf2],
  div: [0xe7, 0xf3],
  min: [0xe8, 0xf4],
  max: [0xe9, 0xf5],
  /** Of bits as whole numbers. */
  iadd: [0xae, 0xce],
  isub: [0xb1, 0xd1],
} as const satisfies Readonly<Record<string, readonly [number, number]>>;

const ONE_SIDED = ["not", "ceil", "floor", "nearest", "abs", "neg", "sqrt"] as const;
export type OneSided = (typeof ONE_SIDED)[number];
export type TwoSided = Exclude<keyof typeof OPS, OneSided>;

const BITSELECT = 0x52;

export class Lanes {
  readonly code: Code;
  readonly isWide: boolean;
  /** Vectors of a value; 1 also of f64 that are the same for all neurons. */
  readonly #parts: number;

  constructor(code: Code, isWide: boolean, parts = isWide ? 2 : 1) {
    this.code = code;
    this.isWide = isWide;
    this.#parts = parts;
  }

  /** A value, each part of which the code leaves on the stack. */
  made(push: (part: number) => unknown): Value {
    return Array.from({ length: this.#parts }, (_, part) => {
      push(part);
      const local = this.code.local(V128);
      this.code.set(local);
      return local;
    });
  }

  two(op: TwoSided, a: Value, b: Value): Value {
    return this.made((k) => this.code.get(a[k]!, b[k]!).simd(OPS[op][this.isWide ? 1 : 0]));
  }

  one(op: OneSided, a: Value): Value {
    return this.made((k) => this.code.get(a[k]!).simd(OPS[op][this.isWide ? 1 : 0]));
  }

  /** a where the mask is set, b elsewhere. */
  choose(mask: Value, a: Value, b: Value): Value {
    return this.made((k) => this.code.get(a[k]!, b[k]!, mask[k]!).simd(BITSELECT));
  }

  /** The same number everywhere. */
  number(value: number): Value {
    const bytes = this.isWide ? Float64Array.of(value, value) : new Float32Array(4).fill(value);
    return this.#same(new Uint8Array(bytes.buffer));
  }

  /** The same bits everywhere, as a whole number. */
  bits(value: bigint): Value {
    const bytes = this.isWide ? BigUint64Array.of(value, value) : new Uint32Array(4).fill(Number(value));
    return this.#same(new Uint8Array(bytes.buffer));
  }

  #same(bytes: Uint8Array): Value {
    const local = this.code.constant(bytes);
    return Array.from({ length: this.#parts }, () => local);
  }

  /** Bits, to the left or, unsigned, to the right. */
  shift(a: Value, by: number, direction: "left" | "right"): Value {
    const op = direction === "left" ? [0xab, 0xcb] : [0xad, 0xcd];
    return this.made((k) =>
      this.code
        .get(a[k]!)
        .i32(by)
        .simd(op[this.isWide ? 1 : 0]!),
    );
  }

  add = (a: Value, b: Value): Value => this.two("add", a, b);
  sub = (a: Value, b: Value): Value => this.two("sub", a, b);
  mul = (a: Value, b: Value): Value => this.two("mul", a, b);
  div = (a: Value, b: Value): Value => this.two("div", a, b);

  /** ((c₀·x + c₁)·x + …), c₀ first. */
  polynomial(x: Value, ...coefficients: readonly number[]): Value {
    return coefficients
      .slice(1)
      .reduce((sum, c) => this.add(this.mul(sum, x), this.number(c)), this.number(coefficients[0]!));
  }
}

/** f32 as f64. */
export const promoted = (code: Code, wide: Lanes, [v]: Value): Value =>
  wide.made((part) => {
    code.get(v!);
    if (part === 1) code.get(v!).simd(13, 8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15);
    code.simd(0x5f);
  });

/** f64 as f32, rounded. */
export const demoted = (code: Code, narrow: Lanes, [low, high]: Value): Value =>
  narrow.made(() => {
    code.get(low!).simd(0x5e).get(high!).simd(0x5e);
    code.simd(13, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23);
  });

/** A mask of f32 as one of f64. */
export const widened = (code: Code, wide: Lanes, [mask]: Value): Value =>
  wide.made((part) => {
    code.get(mask!, mask!);
    const lane = (k: number) => [0, 1, 2, 3].map((byte) => 4 * k + byte);
    const [a, b] = part === 0 ? [0, 1] : [2, 3];
    code.simd(13, ...lane(a), ...lane(a), ...lane(b), ...lane(b));
  });

/** A mask of f64 as one of f32. */
export const narrowed = (code: Code, narrow: Lanes, [low, high]: Value): Value =>
  narrow.made(() => {
    const lane = (k: number) => [0, 1, 2, 3].map((byte) => 4 * k + byte);
    code.get(low!, high!).simd(13, ...lane(0), ...lane(2), ...lane(4), ...lane(6));
  });
