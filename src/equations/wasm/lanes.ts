/** Values of four neurons in locals: one vector of f32, or two of f64. */
import type { Arithmetic } from "../functions.js";
import { type Code, V128 } from "./bytes.js";

/** Locals: one, or the first two neurons' and the other two's. Of masks all bits of a lane are alike. */
export type Value = readonly number[];

/** Instructions of f32x4 and f64x2. */
const ONE = {
  not: [0x4d, 0x4d],
  ceil: [0x67, 0x74],
  floor: [0x68, 0x75],
  nearest: [0x6a, 0x94],
  abs: [0xe0, 0xec],
  neg: [0xe1, 0xed],
  sqrt: [0xe3, 0xef],
} as const;

const TWO = {
  eq: [0x41, 0x47],
  ne: [0x42, 0x48],
  lt: [0x43, 0x49],
  gt: [0x44, 0x4a],
  le: [0x45, 0x4b],
  ge: [0x46, 0x4c],
  and: [0x4e, 0x4e],
  /** a without the bits of b. */
  without: [0x4f, 0x4f],
  or: [0x50, 0x50],
  add: [0xe4, 0xf0],
  sub: [0xe5, 0xf1],
  mul: [0xe6, 0xf2],
  div: [0xe7, 0xf3],
  /** a where either is no number. */
  min: [0xea, 0xf6],
  max: [0xeb, 0xf7],
  /** No number where either is none: several instructions of the machine. */
  strictMin: [0xe8, 0xf4],
  strictMax: [0xe9, 0xf5],
  /** Of bits as whole numbers. */
  iadd: [0xae, 0xce],
  isub: [0xb1, 0xd1],
} as const;

export type OneSided = keyof typeof ONE;
export type TwoSided = keyof typeof TWO;

/** 1.5 times 2^23 and 2^52: the last bits of what is added to it are those of a whole number; and the bias of exponents. */
const ROUNDING = [12582912 + 127, 6755399441055744 + 1023];

export class Lanes implements Arithmetic<Value> {
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
    const value: number[] = [];
    for (let part = 0; part < this.#parts; part++) {
      push(part);
      const local = this.code.local(V128);
      this.code.set(local);
      value.push(local);
    }
    return value;
  }

  one(op: OneSided, a: Value): Value {
    return this.made((k) => this.code.get(a[k]!).simd(ONE[op][+this.isWide]!));
  }

  two(op: TwoSided, a: Value | number, b: Value | number): Value {
    const [of, and] = [this.#of(a), this.#of(b)];
    return this.made((k) => this.code.get(of[k]!, and[k]!).simd(TWO[op][+this.isWide]!));
  }

  choose(mask: Value, a: Value | number, b: Value | number): Value {
    const [of, or] = [this.#of(a), this.#of(b)];
    return this.made((k) => this.code.get(of[k]!, or[k]!, mask[k]!).simd(0x52));
  }

  #of(value: Value | number): Value {
    return typeof value === "number" ? this.number(value) : value;
  }

  number(value: number): Value {
    const key = `${this.isWide} ${Object.is(value, -0) ? "-0" : value}`;
    return this.#same(key, () => (this.isWide ? Float64Array.of(value, value) : new Float32Array(4).fill(value)));
  }

  /** The same bits everywhere, as a whole number. */
  bits(value: bigint): Value {
    return this.#same(`${this.isWide} ${value}n`, () =>
      this.isWide ? BigUint64Array.of(value, value) : new Uint32Array(4).fill(Number(value)),
    );
  }

  #same(key: string, bytes: () => ArrayBufferView): Value {
    const local = this.code.constant(key, bytes);
    return this.#parts > 1 ? [local, local] : [local];
  }

  /** Bits, to the left or, unsigned, to the right. */
  shift(a: Value, by: number, direction: "left" | "right"): Value {
    const op = direction === "left" ? [0xab, 0xcb] : [0xad, 0xcd];
    return this.made((k) => this.code.get(a[k]!).i32(by).simd(op[+this.isWide]!));
  }

  power(k: Value): Value {
    return this.shift(this.add(k, ROUNDING[+this.isWide]!), this.isWide ? 52 : 23, "left");
  }

  /** Bytes of two vectors: `from` the first (0 … 15) and the second (16 … 31), lanes of four bytes each. */
  shuffled(a: number, b: number, ...from: readonly [number, number, number, number]): this["code"] {
    return this.code.get(a, b).simd(13, ...from.flatMap((lane) => [0, 1, 2, 3].map((byte) => 4 * lane + byte)));
  }

  add = (a: Value | number, b: Value | number): Value => this.two("add", a, b);
  sub = (a: Value | number, b: Value | number): Value => this.two("sub", a, b);
  mul = (a: Value | number, b: Value | number): Value => this.two("mul", a, b);
  div = (a: Value | number, b: Value | number): Value => this.two("div", a, b);
}

/** f32 as f64. */
export const promoted = (wide: Lanes, [v]: Value): Value =>
  wide.made((part) => (part === 0 ? wide.code.get(v!) : wide.shuffled(v!, v!, 2, 3, 2, 3)).simd(0x5f));

/** f64 as f32, rounded. */
export const demoted = (narrow: Lanes, value: Value): Value =>
  narrow.made(() => {
    const [low, high] = value.map((part) => {
      const half = narrow.code.local(V128);
      narrow.code.get(part).simd(0x5e).set(half);
      return half;
    });
    narrow.shuffled(low!, high!, 0, 1, 4, 5);
  });

/** A mask of f32 as one of f64. */
export const widened = (wide: Lanes, [mask]: Value): Value =>
  wide.made((part) => wide.shuffled(mask!, mask!, 2 * part, 2 * part, 2 * part + 1, 2 * part + 1));
