import type { SpikeChunk } from "../dist/src/record/chunks.js";

/** The latest spikes of a run, in time order: whole chunks, the oldest of which are forgotten once there are more than `most` spikes. */
export class SpikeLog {
  readonly #most: number;
  #chunks: SpikeChunk[] = [];
  #length = 0;
  #from = 0;

  constructor(most: number) {
    this.#most = most;
  }

  push(chunk: SpikeChunk): void {
    if (chunk.times.length === 0) return;
    this.#chunks.push(chunk);
    this.#length += chunk.times.length;
    while (this.#length > this.#most && this.#chunks.length > 1) {
      const { times } = this.#chunks.shift()!;
      this.#length -= times.length;
      this.#from = times.at(-1)!;
    }
  }

  /** ms; all spikes after it are there. */
  get from(): number {
    return this.#from;
  }

  /** All of them in one piece. */
  all(): SpikeChunk {
    return joined(this.#chunks);
  }
}

/** Chunks in time order as one. */
export const joined = (
  chunks: readonly SpikeChunk[],
): { times: Float64Array<ArrayBuffer>; ids: Uint32Array<ArrayBuffer> } => {
  const n = chunks.reduce((sum, { times }) => sum + times.length, 0);
  const out = { times: new Float64Array(n), ids: new Uint32Array(n) };
  let at = 0;
  for (const { times, ids } of chunks) {
    out.times.set(times, at);
    out.ids.set(ids, at);
    at += times.length;
  }
  return out;
};
