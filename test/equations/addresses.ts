/**
 * Walks through a module's instructions and says where every load and store goes. An i32 is a number ("index"), comes from what columns hold
 * ("data"), is the block, or a place: the address that a word of the block holds, and what is a number further on. Of data nothing but the place of
 * a bit counts as a number.
 */
import type { Layout } from "../../dist/src/engine/layout.js";

/** What an i32 is, or another type's name; "mixed" where it depends on the way there. */
type Kind = "index" | "data" | "block" | "place" | "mixed" | "i64" | "f32" | "f64" | "v128";

interface Body {
  readonly parameters: number;
  readonly results: readonly Kind[];
  readonly locals: readonly Kind[];
  readonly begin: number;
  readonly end: number;
}

const TYPES: Readonly<Record<number, Kind>> = { 127: "index", 126: "i64", 125: "f32", 124: "f64", 123: "v128" };

/** Words of a block that are numbers; all others of populations, and columns, are addresses. */
const numbers = ["nNeurons", "ringMask", "slotBytes", "stream", "ownBegin", "nHeld", "kicked"];

const join = (a: Kind, b: Kind): Kind => (a === b ? a : "mixed");

export class Walker {
  readonly #bytes: Uint8Array;
  readonly #bodies: Body[] = [];
  readonly exports = new Map<string, number>();
  /** By offset in the block: what a word is. */
  readonly #words = new Map<number, Kind>();
  #at = 8;
  /** Loads and stores that were looked at. */
  accesses = 0;

  /** @param values words of which the one after holds the address of a column */
  constructor(bytes: Uint8Array, { offsets }: Layout, values: readonly string[]) {
    this.#bytes = bytes;
    for (const [name, offset] of Object.entries(offsets)) {
      const isValue = values.includes(name);
      this.#words.set(offset, isValue || numbers.includes(name) ? "index" : "place");
      if (isValue) this.#words.set(offset + 4, "place");
    }
    const types: { parameters: Kind[]; results: Kind[] }[] = [];
    let functions: number[] = [];
    while (this.#at < bytes.length) {
      const id = this.#byte();
      const end = this.#number() + this.#at;
      const kinds = () => this.#many(() => TYPES[this.#byte()]!);
      if (id === 1)
        types.push(
          ...this.#many(() => {
            this.#byte();
            return { parameters: kinds(), results: kinds() };
          }),
        );
      else if (id === 3) functions = this.#many(() => this.#number());
      else if (id === 7)
        for (const [name, place] of this.#many(() => {
          const name = new TextDecoder().decode(Uint8Array.from(this.#many(() => this.#byte())));
          this.#byte();
          return [name, this.#number()] as const;
        }))
          this.exports.set(name, place);
      else if (id === 10)
        this.#many((k) => {
          const bodyEnd = this.#number() + this.#at;
          const { parameters, results } = types[functions[k]!]!;
          const locals = this.#many(() => {
            const count = this.#number();
            return new Array<Kind>(count).fill(TYPES[this.#byte()]!);
          }).flat();
          this.#bodies.push({ parameters: parameters.length, results, locals, begin: this.#at, end: bodyEnd });
          this.#at = bodyEnd;
        });
      this.#at = end;
    }
  }

  #byte(): number {
    return this.#bytes[this.#at++]!;
  }

  #number(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.#byte();
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  }

  #many<T>(one: (k: number) => T): T[] {
    return Array.from({ length: this.#number() }, (_, k) => one(k));
  }

  /** Walks through every export, (block, begin, end, step). */
  check(): void {
    for (const place of this.exports.values()) this.#call(place, ["block", "index", "index", "index"]);
  }

  #call(place: number, given: readonly Kind[]): void {
    const body = this.#bodies[place]!;
    const before = this.#at;
    this.#at = body.begin;
    const stack: Kind[] = [];
    this.#run([...given, ...body.locals], stack);
    if (this.#at !== body.end) throw new Error(`function ${place} ends early`);
    if (stack.join() !== body.results.join()) throw new Error(`function ${place} leaves ${stack}`);
    this.#at = before;
  }

  /** To the `end` that belongs to where it begins. */
  #run(locals: Kind[], stack: Kind[]): void {
    const pop = (): Kind => {
      const kind = stack.pop();
      if (!kind) throw new Error("nothing on the stack");
      return kind;
    };
    const access = (): Kind => {
      this.#number();
      const offset = this.#number();
      const kind = pop();
      this.accesses++;
      if (kind === "block") {
        const word = this.#words.get(offset);
        if (!word) throw new Error(`no word at ${offset} of the block`);
        return word;
      }
      if (kind !== "place") throw new Error(`an address that is ${kind}, at ${this.#at}`);
      return "index";
    };
    for (;;) {
      const op = this.#byte();
      switch (op) {
        case 0x0b:
          return;
        case 0x03: {
          this.#byte();
          const begin = this.#at;
          // Until what is known at its beginning holds for every turn.
          for (;;) {
            const before = [...locals];
            this.#at = begin;
            this.#run(locals, stack);
            const after = before.map((kind, k) => join(kind, locals[k]!));
            locals.splice(0, locals.length, ...after);
            if (after.join() === before.join()) break;
          }
          break;
        }
        case 0x04: {
          this.#byte();
          pop();
          const inside = [...locals];
          this.#run(inside, stack);
          locals.forEach((kind, k) => {
            locals[k] = join(kind, inside[k]!);
          });
          break;
        }
        case 0x0c:
          // Back to a loop, from the end of a condition in it.
          this.#number();
          break;
        case 0x10: {
          const place = this.#number();
          const { parameters, results } = this.#bodies[place]!;
          this.#call(place, stack.splice(stack.length - parameters));
          stack.push(...results);
          break;
        }
        case 0x20:
          stack.push(locals[this.#number()]!);
          break;
        case 0x21:
          locals[this.#number()] = pop();
          break;
        case 0x22:
          locals[this.#number()] = stack.at(-1)!;
          break;
        case 0x28:
          stack.push(access());
          break;
        case 0x29:
        case 0x2a:
        case 0x2b:
          access();
          stack.push(op === 0x29 ? "i64" : op === 0x2a ? "f32" : "f64");
          break;
        case 0x36:
        case 0x37:
        case 0x38:
        case 0x39:
          pop();
          access();
          break;
        case 0x41:
        case 0x42:
          while (this.#byte() > 127);
          stack.push(op === 0x41 ? "index" : "i64");
          break;
        case 0x43:
          this.#at += 4;
          stack.push("f32");
          break;
        case 0xfd:
          this.#vector(stack, pop, access);
          break;
        default:
          this.#number32(op, stack, pop);
      }
    }
  }

  #number32(op: number, stack: Kind[], pop: () => Kind): void {
    const unary: Readonly<Record<number, Kind>> = { 69: "index", 104: "index", 167: "data", 173: "i64", 184: "f64" };
    if (unary[op]) {
      pop();
      stack.push(unary[op]);
      return;
    }
    const binary: Readonly<Record<number, Kind>> = {
      ...{ 70: "index", 73: "index", 94: "index", 124: "i64", 126: "i64", 132: "i64", 133: "i64" },
      ...{ 134: "i64", 136: "i64", 147: "f32", 151: "f32", 160: "f64" },
    };
    const [b, a] = [pop(), pop()];
    if (binary[op]) {
      stack.push(binary[op]);
      return;
    }
    if (![0x6a, 0x6b, 0x6c, 0x6e, 0x70, 0x71, 0x72, 0x73, 0x74, 0x76].includes(op))
      throw new Error(`unknown instruction ${op.toString(16)}`);
    const both = [a, b];
    const isAdd = op === 0x6a;
    if (both.includes("mixed") || both.includes("block")) stack.push("mixed");
    else if (both.includes("data")) stack.push("data");
    else if (both.includes("place"))
      // A place and a number are a place; the distance of two places is a number.
      stack.push(
        isAdd && both.includes("index")
          ? "place"
          : op === 0x6b && a === b
            ? "index"
            : op === 0x6b && b === "index"
              ? "place"
              : "mixed",
      );
    else stack.push("index");
  }

  #vector(stack: Kind[], pop: () => Kind, access: () => Kind): void {
    const op = this.#number();
    if (op === 0 || op === 9) access();
    else if (op === 11) {
      pop();
      access();
      return;
    } else if (op === 12) this.#at += 16;
    else if (op === 13) {
      this.#at += 16;
      pop();
      pop();
    } else if (op === 27 || op === 31) {
      this.#byte();
      pop();
      stack.push(op === 27 ? "data" : "f32");
      return;
    } else if (op === 28) {
      this.#byte();
      pop();
      pop();
    } else if (op === 0x53 || op === 0xa4) {
      pop();
      stack.push("data");
      return;
    } else if (op === 0x52) {
      pop();
      pop();
      pop();
    } else {
      const unary = [17, 19, 0x4d, 0x5e, 0x5f, 0x67, 0x68, 0x6a, 0x74, 0x75, 0x94, 0xe0, 0xe1, 0xe3, 0xec, 0xed, 0xef];
      const converting = [0xf8, 0xf9, 0xfa, 0xfb, 0xff];
      pop();
      if (!unary.includes(op) && !converting.includes(op)) pop();
    }
    stack.push("v128");
  }
}
