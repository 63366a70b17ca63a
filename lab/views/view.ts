import type { Ink } from "./inks.js";

/** A sampled quantity since the last frame: `times.length` rows of `width` values each. */
export interface Samples {
  /** ms, ascending. */
  times: Float64Array;
  /** Row by row: value of column `c` at `times[k]` is `values[k * width + c]`. */
  values: Float32Array;
  width: number;
  /** What each column is, such as "neuron 17". Default: its number. A change of labels begins new curves. */
  labels?: readonly string[];
  /** Unit of the values, such as "mV". Default: none. */
  unit?: string;
  /** Colours of the columns in turn. Default: those of neurons where columns have labels, otherwise green first. */
  inks?: readonly Ink[];
}

/** What happened in a running network since the last frame. Views copy what they keep. */
export interface Frame {
  /** ms of biological time at the end. */
  time: number;
  /** Since the last frame, in time order; ms and neuron ids. */
  spikes: { times: Float64Array; ids: Uint32Array };
  /** By name, such as "v", "ip3", "aMinus"; those without news may be missing. */
  samples: Record<string, Samples>;
  /** All weights of one projection, now and then. */
  weights?: Float32Array;
  stats: { spikesPerSecond: number; synapticEventsPerSecond: number; realTimeFactor: number; hash: string };
}

/** What views need to know of a network before its first frame. */
export interface Shown {
  /** Neurons, whose ids are 0 … neurons − 1. */
  neurons: number;
  /** Neurons below this id are excitatory, the others inhibitory. */
  nExcitatory: number;
  /** Names of the samples to come, in the order in which to show them. */
  names: string[];
  /** Sentences below the charts of samples, by name. */
  notes?: Readonly<Record<string, string>>;
  /** Synapses among these neurons, some ten thousand, if the branching factor is to be shown too: the k-th from `pre[k]` to `post[k]`. */
  synapses?: { pre: Uint32Array; post: Uint32Array };
}

/**
 * A live view. It takes frames whenever they come and draws once an animation frame, at the size that its element has. Colours are the
 * custom properties `--exc`, `--inh`, `--glia`, `--text`, `--muted`, `--line`, `--grid`, `--card` of the page.
 */
export interface View {
  /** To be put into the page. */
  readonly element: HTMLElement;
  /** Forgets everything and waits for frames of another network, or of the same from time 0. */
  reset(net: Shown): void;
  /** Takes up a frame; draws nothing. */
  push(frame: Frame): void;
  /** Draws if there is something new. @param now time of the animation frame, ms */
  draw(now: number): void;
  /** The element's size, the screen's resolution or the colours changed. */
  resize(): void;
  /** What is to be seen, as a PNG. */
  png?(): Promise<Blob>;
}

/** Dispatched (bubbling) by the raster's element when a neuron is clicked or chosen by keyboard; `detail` is its id. */
export const PICK = "pick";
