import { NeurogliaError } from "../errors.js";

const PAGE_BYTES = 65536;
const MAX_BYTES = 4294901760;

/**
 * One linear memory and who lives where in it. Allocation only ever goes up; it happens while building, never within an
 * epoch. Growing detaches typed arrays, so views are made on demand from an address and a length and are not kept across
 * an allocation.
 */
export class Arena {
  readonly memory: WebAssembly.Memory;
  /** Bytes per owner, for `net.explain()`. */
  readonly ledger = new Map<string, number>();
  #top = 64;

  constructor() {
    this.memory = new WebAssembly.Memory({ initial: 1, maximum: MAX_BYTES / PAGE_BYTES });
  }

  get usedBytes(): number {
    return this.#top;
  }

  /** Zeroed bytes at an address that is a multiple of `align`. `owner` says for whom, in `explain()` and in errors. */
  allocate(bytes: number, owner: string, align = 16): number {
    const address = Math.ceil(this.#top / align) * align;
    const end = address + Math.ceil(bytes / 16) * 16;
    if (end > MAX_BYTES)
      throw new NeurogliaError({
        code: "out-of-memory",
        what: "memory",
        where: owner,
        expected: `at most ${MAX_BYTES} bytes in one network`,
        got: end,
        unit: "",
      });
    const missing = end - this.memory.buffer.byteLength;
    if (missing > 0) this.memory.grow(Math.ceil(missing / PAGE_BYTES));
    this.#top = end;
    this.ledger.set(owner, (this.ledger.get(owner) ?? 0) + end - address);
    return address;
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

  u32(address: number, length: number): Uint32Array<ArrayBuffer> {
    return new Uint32Array(this.memory.buffer as ArrayBuffer, address, length);
  }

  u8(address: number, length: number): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.memory.buffer as ArrayBuffer, address, length);
  }
}
