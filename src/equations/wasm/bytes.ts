/** A WebAssembly module as bytes: as much of the format as kernels need. */

export const I32 = 0x7f;
export const I64 = 0x7e;
export const V128 = 0x7b;

export const unsigned = (value: number): number[] => {
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

/** One function: its parameters are the first locals. */
export class Code {
  readonly #nParameters: number;
  readonly parameters: readonly number[];
  readonly results: readonly number[];
  readonly #types: number[] = [];
  /** What comes first, once a call. */
  readonly #head: number[] = [];
  readonly #body: number[] = [];
  readonly #constants = new Map<string, number>();

  constructor(parameters: readonly number[], results: readonly number[] = []) {
    this.parameters = parameters;
    this.results = results;
    this.#nParameters = parameters.length;
  }

  local(type: number): number {
    this.#types.push(type);
    return this.#nParameters + this.#types.length - 1;
  }

  put(...bytes: readonly number[]): this {
    for (const byte of bytes) this.#body.push(byte);
    return this;
  }

  get(...locals: readonly number[]): this {
    for (const local of locals) this.put(0x20, ...unsigned(local));
    return this;
  }

  set(local: number): this {
    return this.put(0x21, ...unsigned(local));
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

  /** An access of memory: alignments are hints, so all say what is always so. */
  access(op: number, offset = 0): this {
    return this.put(op, 2, ...unsigned(offset));
  }

  vector(op: number, offset = 0): this {
    return this.simd(op, 2, ...unsigned(offset));
  }

  /** A local that holds these 16 bytes from the beginning on. */
  constant(bytes: Uint8Array): number {
    const key = bytes.join();
    const known = this.#constants.get(key);
    if (known !== undefined) return known;
    const local = this.local(V128);
    this.#head.push(0xfd, 12, ...bytes, 0x21, ...unsigned(local));
    this.#constants.set(key, local);
    return local;
  }

  /** Local declarations, instructions, end. */
  get bytes(): number[] {
    const runs: [count: number, type: number][] = [];
    for (const type of this.#types) {
      const last = runs.at(-1);
      if (last?.[1] === type) last[0]++;
      else runs.push([1, type]);
    }
    const locals = vector(runs.map(([count, type]) => [...unsigned(count), type]));
    const size = locals.length + this.#head.length + this.#body.length + 1;
    return [...unsigned(size), ...locals, ...this.#head, ...this.#body, 0x0b];
  }
}

/** A module that imports env.memory, exports the functions that have names, and says what it is in the section "neuroglia". */
export const moduleOf = (functions: readonly { name: string | null; code: Code }[], said: string): Uint8Array => {
  const types: number[][] = [];
  const places = new Map<string, number>();
  const typeOf = ({ parameters, results }: Code): number[] => {
    const type = [0x60, ...unsigned(parameters.length), ...parameters, ...unsigned(results.length), ...results];
    const known = places.get(type.join()) ?? types.push(type) - 1;
    places.set(type.join(), known);
    return unsigned(known);
  };
  const own = functions.map(({ code }) => typeOf(code));
  const section = (id: number, contents: readonly number[]): number[] => [
    id,
    ...unsigned(contents.length),
    ...contents,
  ];
  const exported = functions.flatMap(({ name }, k) => (name === null ? [] : [[...text(name), 0, ...unsigned(k)]]));
  return Uint8Array.from(
    [
      [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
      section(1, vector(types)),
      section(2, vector([[...text("env"), ...text("memory"), 2, 0, 1]])),
      section(3, vector(own)),
      section(7, vector(exported)),
      section(10, vector(functions.map(({ code }) => code.bytes))),
      section(0, [...text("neuroglia"), ...new TextEncoder().encode(said)]),
    ].flat(),
  );
};
