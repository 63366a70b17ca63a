import type { Recorded } from "./store.js";

/** The streamed recordings during one run: hands over their chunks, one after the other, waiting for each taker. */
export class Outflow {
  readonly #streams: readonly Recorded[];
  readonly #served = new Set<Recorded>();
  readonly #failed = new Set<Recorded>();

  constructor(recordings: readonly Recorded[]) {
    this.#streams = recordings.filter(({ isStreamed }) => isStreamed);
  }

  /** Whether a whole chunk waits. */
  get isDue(): boolean {
    return this.#streams.some(({ hasFull }) => hasFull);
  }

  async #handOver(stream: Recorded): Promise<void> {
    this.#served.add(stream);
    try {
      await stream.handOver();
    } catch (error) {
      this.#failed.add(stream);
      throw error;
    }
  }

  /** Before anything is run: hands over what an earlier run could not. */
  async first(): Promise<void> {
    for (const stream of this.#streams) while (stream.hasAny) await this.#handOver(stream);
  }

  /** Hands over all whole chunks. */
  async full(): Promise<void> {
    for (const stream of this.#streams) while (stream.hasFull) await this.#handOver(stream);
  }

  /**
   * Hands over all there is, to those who have not failed in this run; to those who got nothing yet, an empty chunk if
   * need be. The first error is thrown when all others have been served.
   */
  async rest(): Promise<void> {
    const errors: unknown[] = [];
    for (const stream of this.#streams)
      try {
        while (!this.#failed.has(stream) && (stream.hasAny || !this.#served.has(stream))) await this.#handOver(stream);
      } catch (error) {
        errors.push(error);
      }
    if (errors.length > 0) throw errors[0];
  }
}
