/** Spikes in time order, as `onChunk` takes them. */
export interface SpikeChunk {
  /** ms. */
  times: Float64Array;
  /** Index of the neuron within the recorded group, one a spike. */
  ids: Uint32Array;
}

/** Samples: f64 of a state that is f64, else f32. */
export type Samples = Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;

/** Samples in time order, as `onChunk` takes them. */
export interface StateChunk<V extends Samples = Float32Array<ArrayBuffer>> {
  /** ms, one a sample. */
  times: Float64Array;
  /** times.length × n, a row a sample. */
  values: V;
  /** Elements of a sample. */
  n: number;
  /** Index within the group of each element: what `ids` lists, or 0 … n − 1. */
  members: Uint32Array;
}

/** Takes the chunks of a recording. The run waits for a promise that it returns. The arrays may be kept. */
export type Taker<Chunk> = ((chunk: Chunk) => unknown) & {
  /** @internal told to which recording it is given, by who may refuse a second one */
  claim?: (where: string) => void;
};

/** Where a recording is streamed to. */
export interface Outlet<Chunk> {
  /**
   * Streams: instead of keeping what it records, the recording hands it over in chunks, and what is left at the end of each
   * run, also of one that fails or is aborted. Every run hands over a chunk, if it be an empty one. A throw or rejection
   * fails the run with that error and stops the network where it is; the recording keeps the chunk and the next run, of 0 ms
   * if you like, hands it over again before anything else. `reset` drops what waits.
   */
  onChunk: Taker<Chunk>;
  /**
   * Called, and awaited, by a `restore` to a moment that lies before what was handed over: takes back what is later than
   * `time`, ms. Where it throws or rejects, the next run or restore calls it again before anything else.
   */
  onRewind?: (time: number) => unknown;
}

/** Options of a recording of spikes. A chunk has 65,536. */
export interface SpikeRecordOptions extends Partial<Outlet<SpikeChunk>> {
  /** Which neurons of the group: indices within it, ascending, by which they are recorded. Default all. */
  ids?: ArrayLike<number>;
}

/** Options of a recording of a column. A chunk has as many rows as fit in 65,536 values, at least one. */
export interface StateRecordOptions<V extends Samples = Float32Array<ArrayBuffer>>
  extends Partial<Outlet<StateChunk<V>>> {
  /** ms between samples, a whole number of steps; 0: none until `set` says otherwise. Default dt. */
  every?: number;
  /** Which neurons of the group: indices within it, ascending; columns of `values` follow this list. Default all. */
  ids?: ArrayLike<number>;
}

/** Options of a recording of filtered spikes. */
export interface FilteredRecordOptions<V extends Samples = Float32Array<ArrayBuffer>> extends StateRecordOptions<V> {
  /** Time constant of the filter, ms. Default 30, as Maass, Natschläger & Markram (2002) read a liquid. */
  tau?: number;
}

/** Options of some recording. */
export type AnyRecordOptions = SpikeRecordOptions & FilteredRecordOptions<Samples>;

/** Spikes or values in a chunk, of kept recordings and of streamed ones. */
export const CHUNK_ENTRIES = 65536;
