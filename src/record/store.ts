import { NeurogliaError } from "../errors.js";
import type { Taker } from "./chunks.js";
import type { Column } from "./column.js";

/** What the network and the run see of any recording. */
export interface Recorded {
  /** The engine's side: takes what was in a recorder's buffer. */
  sink(words: Uint32Array | Float32Array): void;
  /** Forgets everything: time begins anew. */
  clear(): void;
  readonly isStreamed: boolean;
  /** Whether a whole chunk waits to be handed over. */
  readonly hasFull: boolean;
  /** Whether anything waits to be handed over. */
  readonly hasAny: boolean;
  /** Hands the first chunk over, whole or not. */
  handOver(): unknown;
}

/** Recorded words, kept, or on their way to whoever takes them in chunks. */
export abstract class Store<T extends Uint32Array | Float32Array, Chunk> implements Recorded {
  /** For errors: of which recording. */
  readonly where: string;
  /** Entries since the last reset, those already handed over included. */
  #received = 0;
  readonly #width: number;
  readonly #column: Column<T>;
  readonly #onChunk: Taker<Chunk> | null;

  /** `width`: words an entry. */
  constructor(where: string, width: number, column: Column<T>, onChunk: Taker<Chunk> | null) {
    this.where = where;
    this.#width = width;
    this.#column = column;
    this.#onChunk = onChunk;
  }

  /** A chunk of the given words; `first` counts the entries before it since the last reset. */
  protected abstract chunk(words: T, first: number): Chunk;

  readonly sink = (words: Uint32Array | Float32Array): void => {
    this.#received += words.length / this.#width;
    this.#column.append(words as T);
  };

  clear(): void {
    this.#received = 0;
    this.#column.clear();
  }

  get length(): number {
    return this.#received;
  }

  get heldBytes(): number {
    return this.#column.heldBytes;
  }

  get isStreamed(): boolean {
    return this.#onChunk !== null;
  }

  get hasFull(): boolean {
    return this.#column.hasFull;
  }

  get hasAny(): boolean {
    return this.#column.length > 0;
  }

  handOver(): unknown {
    const first = this.#received - this.#column.length / this.#width;
    return this.#onChunk!(this.chunk(this.#column.shift(), first));
  }

  /** The kept words, in pieces. @throws NeurogliaError if they were streamed; `what` was asked for */
  kept(what: string): T[] {
    if (this.#onChunk)
      throw new NeurogliaError({
        code: "streamed",
        what,
        where: this.where,
        expected: "taken from the chunks that onChunk gets",
        got: "a streamed recording, which keeps nothing",
      });
    return this.#column.views();
  }
}
