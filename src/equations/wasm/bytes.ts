/** A WebAssembly module as bytes: as much of the format as kernels need. */

export const I32 = 0x7f;
export const I64 = 0x7e;
export const F32 = 0x7d;
export const V128 = 0x7b;

/** Instructions that are no vectors'. */
export const LOAD32 = 0x28;
export const LOAD64 = 0x29;
export const LOADF32 = 0x2a;
export const LOADF64 = 0x2b;
export const STORE32 = 0x36;
export const STORE64 = 0x37;
export const STOREF32 = 0x38;
export const STOREF64 = 0x39;
export const EQZ = 0x45;
export const EQ = 0x46;
export const LT_U = 0x49;
export const CTZ = 0x68;
export const ADD = 0x6a;
export const SUB = 0x6b;
export const MUL = 0x6c;
export const DIV_U = 0x6e;
export const REM_U = 0x70;
export const AND = 0x71;
export const OR = 0x72;
export const XOR = 0x73;
export const SHL = 0x74;
export const SHR_U = 0x76;

const unsigned = (value: number): number[] => {
  const out: number[] = [];
  for (let left = value >>> 0; ; left >>>= 7) {
    if (left < 128) return [...out, left];
    out.push((left & 127) | 128);
  }
};

const signed = (value: bigint): number[] => {
  const out: number[] = [];
  for (let left = value; ; ) {
    const low = Number(left & 127n);
    left >>= 7n;
    if ((left === 0n && low < 64) || (left === -1n && low >= 64)) return [...out, low];
    out.push(low | 128);
  }
};

const text = (value: string): number[] => {
  const bytes = new TextEncoder().encode(value);
  return [...unsigned(bytes.length), ...bytes];
};
const vector = (items: readonly (readonly number[])[]): number[] => [...unsigned(items.length), ...items.flat()];

/** In a body, what is no byte: a local read (even) or written (odd) from here on, by twice its number. */
const READ = 256;

/**
 * One function: its parameters are the first locals. Others are as many as one likes: when all is said, those that are never needed at a time
 * share a place, and what is used where it is made has none.
 */
export class Code {
  readonly parameters: readonly number[];
  readonly results: readonly number[];
  readonly #types: number[];
  /** What comes first, once a call. */
  readonly #head: number[] = [];
  readonly #body: number[] = [];
  /** Where loops begin and end in the body, inner ones first. */
  readonly #loops: (readonly [begin: number, end: number])[] = [];
  readonly #constants = new Map<string, number>();

  constructor(parameters: readonly number[], results: readonly number[] = []) {
    this.parameters = parameters;
    this.results = results;
    this.#types = [...parameters];
  }

  local(type: number): number {
    return this.#types.push(type) - 1;
  }

  put(...bytes: readonly number[]): this {
    for (const byte of bytes) this.#body.push(byte);
    return this;
  }

  get(...locals: readonly number[]): this {
    for (const local of locals) this.#body.push(READ + 2 * local);
    return this;
  }

  set(local: number): this {
    this.#body.push(READ + 2 * local + 1);
    return this;
  }

  i32(value: number): this {
    return this.put(0x41, ...signed(BigInt(value | 0)));
  }

  i64(value: bigint): this {
    return this.put(0x42, ...signed(BigInt.asIntN(64, value)));
  }

  simd(op: number, ...immediates: readonly number[]): this {
    return this.put(0xfd, ...unsigned(op), ...immediates);
  }

  call(place: number): this {
    return this.put(0x10, ...unsigned(place));
  }

  /** An access of memory: alignments are hints, so all say what is always so. */
  access(op: number, offset = 0): this {
    return this.put(op, 2, ...unsigned(offset));
  }

  vector(op: number, offset = 0): this {
    return this.simd(op, 2, ...unsigned(offset));
  }

  /** What is done where there is not 0 on the stack. */
  when(body: () => void): this {
    this.put(0x04, 0x40);
    body();
    return this.put(0x0b);
  }

  /** Goes on as long as `more` leaves something other than 0. What is known before is kept through it. */
  during(more: () => void, body: () => void): this {
    const begin = this.#body.length;
    this.put(0x03, 0x40);
    more();
    this.when(() => {
      body();
      this.put(0x0c, 1);
    });
    this.put(0x0b);
    this.#loops.push([begin, this.#body.length]);
    return this;
  }

  f32(value: number): this {
    return this.put(0x43, ...new Uint8Array(Float32Array.of(value).buffer));
  }

  /** A local that holds these 16 bytes from the beginning on; the same for the same key. */
  constant(key: string, bytes: () => ArrayBufferView): number {
    const known = this.#constants.get(key);
    if (known !== undefined) return known;
    const local = this.local(V128);
    this.#head.push(0xfd, 12, ...new Uint8Array(bytes().buffer), READ + 2 * local + 1);
    this.#constants.set(key, local);
    return local;
  }

  /** Where each local lives: the first place of its type that nobody else has at the time. */
  #places(body: readonly number[]): { readonly places: number[]; readonly declared: number[] } {
    const first: number[] = [];
    const last: number[] = [];
    body.forEach((what, at) => {
      if (what < READ) return;
      const local = (what - READ) >> 1;
      first[local] ??= at;
      last[local] = at;
    });
    for (const [begin, end] of this.#loops)
      for (const local of first.keys())
        if (first[local]! < begin + this.#head.length && last[local]! > begin + this.#head.length)
          last[local] = Math.max(last[local]!, end + this.#head.length);
    const n = this.parameters.length;
    const free = new Map<number, [until: number, place: number][]>();
    const counts = new Map<number, number>();
    const within: number[] = [];
    const order = [...first.keys()].filter((local) => local >= n && first[local] !== undefined);
    for (const local of order.sort((a, b) => first[a]! - first[b]!)) {
      const type = this.#types[local]!;
      const own = free.get(type) ?? [];
      free.set(type, own);
      let found = own.find(([until]) => until < first[local]!);
      if (!found) {
        found = [0, counts.get(type) ?? 0];
        counts.set(type, found[1] + 1);
        own.push(found);
      }
      found[0] = last[local]!;
      within[local] = found[1];
    }
    const begins = new Map<number, number>();
    let next = n;
    for (const [type, count] of counts) {
      begins.set(type, next);
      next += count;
    }
    const places = this.#types.map((type, local) => (local < n ? local : begins.get(type)! + within[local]!));
    return { places, declared: vector([...counts].map(([type, count]) => [...unsigned(count), type])) };
  }

  /** Local declarations, instructions, end. */
  get bytes(): Uint8Array {
    const body = [...this.#head, ...this.#body];
    const uses = new Int32Array(this.#types.length);
    for (const what of body) if (what >= READ) uses[(what - READ) >> 1]!++;
    const { places, declared } = this.#places(body);
    const out: number[] = [];
    const about = (op: number, local: number) => out.push(op, ...unsigned(places[local]!));
    for (let at = 0; at < body.length; at++) {
      const what = body[at]!;
      const local = (what - READ) >> 1;
      if (what < READ) out.push(what);
      else if (what % 2 === 0) about(0x20, local);
      else if (body[at + 1] !== what - 1) about(0x21, local);
      else {
        // Read at once: kept besides if it is read again.
        at++;
        if (uses[local]! > 2) about(0x22, local);
      }
    }
    out.push(0x0b);
    return joined([unsigned(declared.length + out.length), declared, out]);
  }
}

const joined = (parts: readonly ArrayLike<number>[]): Uint8Array => {
  const out = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
};

/** Functions of a module: each has the place at which others call it. */
export class Functions {
  readonly #all: { readonly name: string | null; readonly code: Code }[] = [];
  readonly #known = new Map<string, number>();

  export(name: string, code: Code): number {
    return this.#all.push({ name, code }) - 1;
  }

  /** The place of one that others call, made when it is first asked for. */
  place(key: string, make: () => Code): number {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const code = make();
    const place = this.#all.push({ name: null, code }) - 1;
    this.#known.set(key, place);
    return place;
  }

  /** A module that imports env.memory, and says what it is in the section "neuroglia". */
  bytes(said: string): Uint8Array {
    const types: number[][] = [];
    const places = new Map<string, number>();
    const own = this.#all.map(({ code: { parameters, results } }) => {
      const type = [0x60, ...vector(parameters.map((each) => [each])), ...vector(results.map((each) => [each]))];
      const known = places.get(type.join()) ?? types.push(type) - 1;
      places.set(type.join(), known);
      return unsigned(known);
    });
    const sections: ArrayLike<number>[] = [[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]];
    const section = (id: number, ...contents: readonly ArrayLike<number>[]): void => {
      sections.push([id, ...unsigned(contents.reduce((sum, { length }) => sum + length, 0))], ...contents);
    };
    const exported = this.#all.flatMap(({ name }, k) => (name === null ? [] : [[...text(name), 0, ...unsigned(k)]]));
    section(1, vector(types));
    section(2, vector([[...text("env"), ...text("memory"), 2, 0, 1]]));
    section(3, vector(own));
    section(7, vector(exported));
    section(10, unsigned(this.#all.length), ...this.#all.map(({ code }) => code.bytes));
    section(0, text("neuroglia"), new TextEncoder().encode(said));
    return joined(sections);
  }
}
