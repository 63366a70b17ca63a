/** A time series: `values` is row-major, `length` rows (steps of the task) of `channels` values. */
export interface Series {
  values: Float64Array;
  length: number;
  channels: number;
}

/** Rows [begin, end) of each part, in the order of time. What lies before `train` washes the initial state out. */
export interface SeriesSplit {
  train: readonly [begin: number, end: number];
  /** Empty (begin = end) where nothing is chosen on it. */
  validation: readonly [begin: number, end: number];
  test: readonly [begin: number, end: number];
}

/** To map one series to another: row t of `target` is asked for when row t of `input` has been shown. */
export interface SeriesTask {
  name: string;
  input: Series;
  target: Series;
  split: SeriesSplit;
}

/** Events of several channels: event k is one of channel `ids[k]` at `times[k]` ms, in time order. What `source.play` takes. */
export interface SpikeSample {
  times: Float64Array;
  ids: Uint32Array;
  channels: number;
  /** ms, > every time. */
  duration: number;
}

/** Indices of samples by part; no sample is in two. */
export interface SampleSplit {
  train: Uint32Array;
  validation: Uint32Array;
  test: Uint32Array;
}

/** To name the class of each sample. */
export interface ClassTask<Sample> {
  name: string;
  samples: readonly Sample[];
  /** One per sample, 0 … classes − 1. */
  labels: Uint32Array;
  classes: number;
  split: SampleSplit;
}
