import { CHUNK_ENTRIES, type SpikeChunk, type Taker } from "./chunks.js";
import { Column } from "./column.js";
import type { Coverage } from "./coverage.js";
import { Store } from "./store.js";

/** What the spikes of a group mean on the grid. */
export interface SpikeGrid {
  readonly n: number;
  /** ms */
  readonly dt: number;
  /** A source's event stands at the beginning of its step, a neuron's spike at the end. */
  readonly shift: 0 | 1;
  readonly coverage: Coverage;
}

/** Pairs (index, step) of spikes. */
export class SpikeStore extends Store<Uint32Array, SpikeChunk> {
  readonly grid: SpikeGrid;

  /** `entries`: spikes a chunk. */
  constructor(where: string, grid: SpikeGrid, onChunk: Taker<SpikeChunk> | null, entries = CHUNK_ENTRIES) {
    super(where, 2, new Column((words) => new Uint32Array(words), 2 * entries), onChunk);
    this.grid = grid;
  }

  protected override chunk(pairs: Uint32Array): SpikeChunk {
    const { dt, shift } = this.grid;
    const length = pairs.length / 2;
    const chunk = { times: new Float64Array(length), ids: new Uint32Array(length) };
    for (let k = 0; k < length; k++) {
      chunk.ids[k] = pairs[2 * k]!;
      chunk.times[k] = (pairs[2 * k + 1]! + shift) * dt;
    }
    return chunk;
  }
}
