import type { Samples } from "./chunks.js";

/** Words in fixed chunks: growing copies nothing, and what is read from the front can be given back. */
export class Column<T extends Uint32Array | Samples> {
  readonly #make: (words: number) => T;
  readonly #chunkWords: number;
  #chunks: T[] = [];
  /** Words used of the last chunk. */
  #fill = 0;
  /** Emptied chunks, for those that are needed next: what was cut off fills again. */
  #spares: T[] = [];

  /** `make` gives a chunk of so many words. */
  constructor(make: (words: number) => T, chunkWords: number) {
    this.#make = make;
    this.#chunkWords = chunkWords;
  }

  append(words: T): void {
    for (let at = 0; at < words.length; ) {
      if (this.#chunks.length === 0 || this.#fill === this.#chunkWords) {
        this.#chunks.push(this.#spares.pop() ?? this.#make(this.#chunkWords));
        this.#fill = 0;
      }
      const end = Math.min(words.length, at + this.#chunkWords - this.#fill);
      this.#chunks.at(-1)!.set(words.subarray(at, end), this.#fill);
      this.#fill += end - at;
      at = end;
    }
  }

  /** Keeps the first `length` words. */
  truncate(length: number): void {
    const chunks = Math.ceil(length / this.#chunkWords);
    this.#spares.push(...this.#chunks.splice(chunks));
    this.#fill = length - Math.max(0, chunks - 1) * this.#chunkWords;
  }

  /** Number of words. */
  get length(): number {
    return Math.max(0, this.#chunks.length - 1) * this.#chunkWords + this.#fill;
  }

  /** Bytes of memory, used or not. */
  get heldBytes(): number {
    return [...this.#chunks, ...this.#spares].reduce((sum, { byteLength }) => sum + byteLength, 0);
  }

  /** Whether a whole chunk can be taken. */
  get hasFull(): boolean {
    return this.length >= this.#chunkWords;
  }

  /** The words in order, a view for each chunk. */
  views(): T[] {
    return this.#chunks.map((chunk, k) => (k < this.#chunks.length - 1 ? chunk : (chunk.subarray(0, this.#fill) as T)));
  }

  /** The first chunk, whole or not: a view. */
  first(): T {
    return this.views()[0] ?? this.#make(0);
  }

  /** Takes out the first chunk, whole or not. */
  shift(): void {
    const chunk = this.#chunks.shift();
    if (chunk) this.#spares.push(chunk);
    if (this.#chunks.length === 0) this.#fill = 0;
  }
}
