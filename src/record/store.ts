import { NeurogliaError } from "../errors.js";
import type { Outlet, Samples } from "./chunks.js";
import type { Column } from "./column.js";

/** What the network and the run see of any recording. */
export interface Recorded {
  /** The engine's side: takes what was in a recorder's buffer. */
  sink(words: Uint32Array | Samples): void;
  /** Forgets everything: time begins anew. */
  clear(): void;
  /** Refuses to go back to a step that it has streamed past, unless its taker can. */
  checkRewind(step: number): void;
  /** Forgets what lies after the beginning of a step. */
  rewind(step: number): void;
  readonly isStreamed: boolean;
  /** Whether a whole chunk waits to be handed over. */
  readonly hasFull: boolean;
  /** Whether the taker is to be told of anything. */
  readonly hasAny: boolean;
  /** Has the taker go back, where it has not yet. */
  settle(): Promise<void>;
  /** The same, then hands it the first chunk, whole or not, which is let go once the taker has resolved. */
  handOver(): Promise<void>;
}

/** Recorded words, kept, or on their way to whoever takes them in chunks. */
export abstract class Store<T extends Uint32Array | Samples, Chunk> implements Recorded {
  /** For errors: of which recording. */
  readonly where: string;
  /** Entries that are counted: those already handed over included. */
  #received = 0;
  readonly #width: number;
  readonly #column: Column<T>;
  readonly #outlet: Outlet<Chunk> | null;
  /** Step that the taker is yet to go back to. */
  #rewindTo = Number.POSITIVE_INFINITY;

  /** `width`: words an entry. */
  constructor(where: string, width: number, column: Column<T>, outlet: Outlet<Chunk> | null) {
    this.where = where;
    this.#width = width;
    this.#column = column;
    this.#outlet = outlet;
  }

  abstract readonly grid: { readonly dt: number };

  /** A chunk of the given words; `first` counts the entries before it. */
  protected abstract chunk(words: T, first: number): Chunk;

  /** How many of the entries that are counted lie before a step; −1: fewer than were handed over, but not how many. */
  protected abstract countUntil(step: number): number;

  /** Entries that were handed over. */
  protected get handed(): number {
    return this.#received - this.#column.length / this.#width;
  }

  /** The words that were not handed over, in pieces. */
  protected get words(): T[] {
    return this.#column.views();
  }

  readonly sink = (words: Uint32Array | Samples): void => {
    this.#received += words.length / this.#width;
    this.#column.append(words as T);
  };

  clear(): void {
    this.#received = 0;
    this.#column.truncate(0);
  }

  checkRewind(step: number): void {
    if (this.countUntil(step) < this.handed && !this.#outlet!.onRewind)
      throw new NeurogliaError({
        code: "streamed-past",
        what: "moment",
        where: `a restore, for ${this.where}`,
        expected: "after all that it has streamed, or its options have onRewind",
        got: `${step * this.grid.dt} ms`,
      });
  }

  rewind(step: number): void {
    const { handed } = this;
    const count = this.countUntil(step);
    if (count < handed) this.#rewindTo = Math.min(this.#rewindTo, step);
    this.#column.truncate(Math.max(0, count - handed) * this.#width);
    this.#received = Math.max(0, count);
  }

  get length(): number {
    return this.#received;
  }

  get heldBytes(): number {
    return this.#column.heldBytes;
  }

  get isStreamed(): boolean {
    return this.#outlet !== null;
  }

  get hasFull(): boolean {
    return this.#column.hasFull;
  }

  get hasAny(): boolean {
    return this.#column.length > 0 || Number.isFinite(this.#rewindTo);
  }

  async settle(): Promise<void> {
    if (!Number.isFinite(this.#rewindTo)) return;
    await this.#outlet!.onRewind!(this.#rewindTo * this.grid.dt);
    this.#rewindTo = Number.POSITIVE_INFINITY;
  }

  async handOver(): Promise<void> {
    await this.settle();
    await this.#outlet!.onChunk(this.chunk(this.#column.first(), this.handed));
    this.#column.shift();
  }

  /** The kept words, in pieces. @throws NeurogliaError if they were streamed; `what` was asked for */
  kept(what: string): T[] {
    if (this.#outlet)
      throw new NeurogliaError({
        code: "streamed",
        what,
        where: this.where,
        expected: "taken from the chunks that onChunk gets",
        got: "a streamed recording, which keeps nothing",
      });
    return this.words;
  }
}
