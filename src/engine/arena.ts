import { NeurogliaError } from "../errors.js";

const PAGE_BYTES = 65536;
const MAX_BYTES = 4294901760;

/** Bytes of an f32 or f64. */
export type FloatBytes = 4 | 8;
export type Floats = Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;

/** Addresses [begin, end). */
interface Piece {
  readonly begin: number;
  readonly end: number;
}

const padTo16 = (bytes: number): number => Math.ceil(bytes / 16) * 16;

/**
 * One linear memory and who lives where in it. Allocation goes up, but for what is replaced; it happens while building or
 * between epochs, never within one. Growing detaches typed arrays, so views are made on demand from an address and a length and are not kept across
 * an allocation.
 */
export class Arena {
  readonly memory: WebAssembly.Memory;
  /** Bytes per owner, for `net.explain()`. */
  readonly ledger = new Map<string, number>();
  #top = 64;
  /** What was replaced, by address; no two pieces adjoin. */
  #free: Piece[] = [];

  readonly #remedy: string;

  /** `remedy`: what helps where it is too small, for errors. */
  constructor(remedy = "") {
    this.#remedy = remedy;
    this.memory = new WebAssembly.Memory({ initial: 1, maximum: MAX_BYTES / PAGE_BYTES });
  }

  get usedBytes(): number {
    return this.#top;
  }

  /** Zeroed bytes at an address that is a multiple of `align`. `owner` says for whom, in `explain()` and in errors. */
  allocate(bytes: number, owner: string, align = 16): number {
    const address = Math.ceil(this.#top / align) * align;
    const end = address + padTo16(bytes);
    this.#reach(end, owner);
    this.#top = end;
    this.#enter(owner, end - address);
    return address;
  }

  /** Refuses what would reach beyond the largest memory. */
  checkFits(end: number, owner: string): void {
    if (end > MAX_BYTES) this.#refuse(`at most ${MAX_BYTES} bytes`, end, owner);
  }

  #refuse(expected: string, got: unknown, where: string): never {
    throw new NeurogliaError({
      code: "out-of-memory",
      what: "memory",
      where,
      expected: `${expected} in one piece${this.#remedy}`,
      got,
    });
  }

  /** Has memory up to an address. */
  #reach(end: number, owner: string): void {
    this.checkFits(end, owner);
    const missing = end - this.memory.buffer.byteLength;
    if (missing <= 0) return;
    try {
      this.memory.grow(Math.ceil(missing / PAGE_BYTES));
    } catch {
      this.#refuse("what this machine can give", `${end} bytes`, owner);
    }
  }

  #enter(owner: string, bytes: number): void {
    this.ledger.set(owner, (this.ledger.get(owner) ?? 0) + bytes);
  }

  /**
   * Zeroed memory in place of a piece of the owner's whose contents nobody needs: where that was, where another was replaced,
   * or on top. So what grows again and again takes no more than twice what it comes to: wherever it goes on top, all that
   * is free below is too small for it.
   */
  replace(old: { address: number; bytes: number }, bytes: number, owner: string): number {
    const size = padTo16(bytes);
    const given = { begin: old.address, end: old.address + padTo16(old.bytes) };
    const free: Piece[] = [];
    for (const piece of [...this.#free, given].sort((a, b) => a.begin - b.begin)) {
      const { begin, end } = piece;
      if (begin === end) continue;
      if (free.at(-1)?.end === begin) free.push({ begin: free.pop()!.begin, end });
      else free.push(piece);
    }
    const top = free.at(-1)?.end === this.#top ? free.pop()!.begin : this.#top;
    const fits = free.filter(({ begin, end }) => end - begin >= size);
    const hole = fits.sort((a, b) => a.end - a.begin - b.end + b.begin)[0];
    // Whatever cannot be had is refused before anything has changed.
    if (!hole) this.#reach(top + size, owner);
    this.u8(given.begin, given.end - given.begin).fill(0);
    this.#enter(owner, given.begin - given.end);
    this.#top = top;
    this.#free = free.flatMap((piece) => {
      if (piece !== hole) return [piece];
      return piece.begin + size < piece.end ? [{ begin: piece.begin + size, end: piece.end }] : [];
    });
    if (!hole) return this.allocate(bytes, owner);
    this.#enter(owner, size);
    return hole.begin;
  }

  /** All that is allocated, as it is now. */
  image(): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.memory.buffer as ArrayBuffer, 0, this.#top).slice();
  }

  /** Takes all that another arena had allocated, of which this one has allocated the first part. */
  adopt(image: Uint8Array): void {
    if (image.length > this.#top) this.allocate(image.length - this.#top, "what was adopted");
    new Uint8Array(this.memory.buffer).set(image);
  }

  /** Everything allocated after `mark = arena.usedBytes` is given back (scratch of one build stage). */
  release(mark: number, owner: string): void {
    new Uint8Array(this.memory.buffer, mark, this.#top - mark).fill(0);
    this.#top = mark;
    this.ledger.delete(owner);
  }

  f32(address: number, length: number): Float32Array<ArrayBuffer> {
    return new Float32Array(this.memory.buffer as ArrayBuffer, address, length);
  }

  f64(address: number, length: number): Float64Array<ArrayBuffer> {
    return new Float64Array(this.memory.buffer as ArrayBuffer, address, length);
  }

  /** What has elements of so many bytes. */
  floats(address: number, length: number, bytes: FloatBytes): Floats {
    return bytes === 8 ? this.f64(address, length) : this.f32(address, length);
  }

  u32(address: number, length: number): Uint32Array<ArrayBuffer> {
    return new Uint32Array(this.memory.buffer as ArrayBuffer, address, length);
  }

  u8(address: number, length: number): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.memory.buffer as ArrayBuffer, address, length);
  }
}
