import { CHUNK_ENTRIES, type Outlet, type Samples, type StateChunk } from "./chunks.js";
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
  /** Whether values are f64. */
  readonly wide?: boolean;
}

/** Rows of samples. */
export class StateStore<V extends Samples = Samples> extends Store<V, StateChunk<V>> {
  readonly grid: StateGrid;

  /** `values`: most values a chunk, where more than one row fits. */
  constructor(where: string, grid: StateGrid, outlet: Outlet<StateChunk<V>> | null, values = CHUNK_ENTRIES) {
    const rows = Math.max(1, Math.floor(values / grid.n));
    super(where, grid.n, new Column((length) => this.room(length), rows * grid.n), outlet);
    this.grid = grid;
  }

  /** Room for so many values. */
  room(length: number): V {
    return new (this.grid.wide ? Float64Array : Float32Array)(length) as V;
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

  protected override chunk(values: V, first: number): StateChunk<V> {
    const { n } = this.grid;
    return { times: this.times(first, values.length / n), values: values.slice() as V, n, members: this.members };
  }
}
