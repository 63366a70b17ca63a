import { CHUNK_ENTRIES, type Outlet, type SpikeChunk } from "./chunks.js";
import { Column } from "./column.js";
import type { Coverage } from "./coverage.js";
import { Store } from "./store.js";

/** What the spikes of a group mean on the grid. */
export interface SpikeGrid {
  readonly n: number;
  /** Index within the group of each recorded neuron; null: all of the group. */
  readonly members: Uint32Array | null;
  /** ms */
  readonly dt: number;
  /** A source's event stands at the beginning of its step, a neuron's spike at the end. */
  readonly shift: 0 | 1;
  readonly coverage: Coverage;
}

/** Pairs (index, step) of spikes. */
export class SpikeStore extends Store<Uint32Array, SpikeChunk> {
  readonly grid: SpikeGrid;
  /** The step that follows the last spike which was handed over. */
  #handedTo = 0;
  /** The step from which on spikes are counted: later than recording began where the taker went back. */
  begin = 0;

  /** `entries`: spikes a chunk. */
  constructor(where: string, grid: SpikeGrid, outlet: Outlet<SpikeChunk> | null, entries = CHUNK_ENTRIES) {
    super(where, 2, new Column((words) => new Uint32Array(words), 2 * entries), outlet);
    this.grid = grid;
  }

  /** Index within the group of the recorded neuron `index`. */
  idOf(index: number): number {
    return this.grid.members?.[index] ?? index;
  }

  protected override chunk(pairs: Uint32Array): SpikeChunk {
    const { dt, shift } = this.grid;
    const length = pairs.length / 2;
    const chunk = { times: new Float64Array(length), ids: new Uint32Array(length) };
    for (let k = 0; k < length; k++) {
      chunk.ids[k] = this.idOf(pairs[2 * k]!);
      chunk.times[k] = (pairs[2 * k + 1]! + shift) * dt;
    }
    return chunk;
  }

  protected override countUntil(step: number): number {
    if (this.#handedTo > step) return -1;
    let count = this.handed;
    for (const pairs of this.words) {
      let [low, high] = [0, pairs.length / 2];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (pairs[2 * middle + 1]! < step) low = middle + 1;
        else high = middle;
      }
      count += low;
    }
    return count;
  }

  override clear(): void {
    super.clear();
    this.#handedTo = this.begin = 0;
  }

  override rewind(step: number): void {
    super.rewind(step);
    if (this.#handedTo > step) this.#handedTo = this.begin = step;
  }

  override async handOver(): Promise<void> {
    const [pairs] = this.words;
    await super.handOver();
    if (pairs) this.#handedTo = pairs.at(-1)! + 1;
  }
}
