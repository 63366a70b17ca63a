/** Spikes in time order, as `onChunk` takes them. */
export interface SpikeChunk {
  /** ms. */
  times: Float64Array;
  /** Index of the neuron within the recording, one a spike. */
  ids: Uint32Array;
}

/** Samples in time order, as `onChunk` takes them. */
export interface StateChunk {
  /** ms, one a sample. */
  times: Float64Array;
  /** times.length × n, a row a sample. */
  values: Float32Array;
  /** Elements of a sample. */
  n: number;
}

/** Takes the chunks of a recording. The run waits for a promise that it returns. The arrays may be kept. */
export type Taker<Chunk> = (chunk: Chunk) => unknown;

/** Options of a recording of spikes. */
export interface SpikeRecordOptions {
  /** Which neurons of the group: indices within it, ascending. Recorded ids then count within this list. Default all. */
  ids?: ArrayLike<number>;
  /**
   * Streams: instead of keeping them, the recording hands its spikes over in chunks of 65,536, and what is left at the
   * end of each run, also of one that fails or is aborted. Every run hands over a chunk, if it be an empty one. A throw
   * or rejection fails the run with that error; what was not handed over yet goes with the next run.
   */
  onChunk?: Taker<SpikeChunk>;
}

/** Options of a recording of a column. */
export interface StateRecordOptions {
  /** ms between samples, a whole number of steps; 0: none until `set` says otherwise. Default dt. */
  every?: number;
  /** Which neurons of the group: indices within it, ascending; columns of `values` follow this list. Default all. */
  ids?: ArrayLike<number>;
  /**
   * Streams: instead of keeping them, the recording hands its samples over in chunks of as many rows as fit in 65,536
   * values (at least one row), and what is left at the end of each run, also of one that fails or is aborted. Every run
   * hands over a chunk, if it be an empty one. A throw or rejection fails the run with that error; what was not handed
   * over yet goes with the next run.
   */
  onChunk?: Taker<StateChunk>;
}

/** Options of a recording of filtered spikes. */
export interface FilteredRecordOptions extends StateRecordOptions {
  /** Time constant of the filter, ms. Default 30, as Maass, Natschläger & Markram (2002) read a liquid. */
  tau?: number;
}

/** Spikes or values in a chunk, of kept recordings and of streamed ones. */
export const CHUNK_ENTRIES = 65536;
