import { CHUNK_ENTRIES, type Outlet, type StateChunk } from "./chunks.js";
import { Column } from "./column.js";
import type { Coverage } from "./coverage.js";
import { Store } from "./store.js";

/** What the samples of a column mean on the grid. */
export interface StateGrid {
  /** Elements of a sample. */
  readonly n: number;
  /** Index within the group of each element; null: all of the group. */
  readonly members: Uint32Array | null;
  /** ms */
  readonly dt: number;
  /** 0: none. Changes only while nothing is recorded. */
  everySteps: number;
  readonly coverage: Coverage;
}

/** Rows of samples. */
export class StateStore extends Store<Float32Array, StateChunk> {
  readonly grid: StateGrid;

  /** `values`: most values a chunk, where more than one row fits. */
  constructor(where: string, grid: StateGrid, outlet: Outlet<StateChunk> | null, values = CHUNK_ENTRIES) {
    const rows = Math.max(1, Math.floor(values / grid.n));
    super(where, grid.n, new Column((words) => new Float32Array(words), rows * grid.n), outlet);
    this.grid = grid;
  }

  /** Times of `count` samples, `first` samples after the last reset, ms. */
  times(first: number, count: number): Float64Array {
    const { coverage, everySteps, dt } = this.grid;
    return coverage.sampleSteps(everySteps, first, count).map((step) => step * dt);
  }

  /** Index within the group of each element. */
  get members(): Uint32Array {
    const { n, members } = this.grid;
    return members ?? Uint32Array.from({ length: n }, (_, k) => k);
  }

  protected override countUntil(step: number): number {
    return this.grid.coverage.samples(this.grid.everySteps, step);
  }

  protected override chunk(values: Float32Array, first: number): StateChunk {
    const { n } = this.grid;
    return { times: this.times(first, values.length / n), values: values.slice(), n, members: this.members };
  }
}
