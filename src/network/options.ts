import type { PlasticityDescription } from "../engine/description.js";
import type { Distribution } from "./distributions.js";
import type { ShortTerm } from "./shortTerm.js";

/** The seed of networks that name none. */
export const DEFAULT_SEED = 20211;

export interface NetworkOptions {
  /** Grid step, ms. Default 1. */
  dt?: number;
  /**
   * Threads that the network is spread over, 1 … 64; the same bits on any number. One (default) is the calling thread, unless
   * `background` says otherwise; more are workers. Where there is no SharedArrayBuffer (a page that is not cross-origin
   * isolated) it is one worker, whatever is asked for, and the console says so once.
   */
  workers?: number;
  /**
   * Runs the network in workers even if it is one, so that the calling thread stays free: a page its own, to draw and to
   * listen. It needs no SharedArrayBuffer. Default false.
   */
  background?: boolean;
  /** A safe integer ≥ 0; every random number comes from it. */
  seed?: number;
}

export interface ConnectOptions<I extends string> {
  /** Input of the target model that the synapses add to. */
  into: I;
  /** Signed for currents. Default 1. An array follows the order of `pairs`. */
  weight?: number | Distribution | ArrayLike<number>;
  /**
   * ms. A number: a whole number of steps, at least one; default dt. A distribution, or an array in the order of `pairs`:
   * each delay is rounded to whole steps, at least one; an unbounded distribution needs a `clip`.
   */
  delay?: number | Distribution | ArrayLike<number>;
  /**
   * "all" adds the currents of all spikes (default); "lastSpike" keeps only that of each synapse's last spike, whose
   * present weight counts (the kernel of Ivanov & Michmizos 2021).
   */
  summation?: "all" | "lastSpike";
  /** What each spike releases of the weight, e.g. `tsodyksMarkram({ uSe, tauRec, tauFacil })`; not together with the two others. */
  shortTerm?: ShortTerm;
  plasticity?: PlasticityDescription;
  /** Names the random streams. Default "pre→post", numbered where taken. */
  name?: string;
}

export interface RunOptions {
  /** Called about every 25 ms of wall time (200 ms on workers) and at the end. A promise is awaited, as of every callback; what it rejects with ends the run. */
  onProgress?: (progress: { elapsed: number; total: number }) => void;
  /** Ends the run early: it rejects with AbortError; recordings stay and the network can go on. */
  signal?: AbortSignal;
}

/** What `build` made. */
export interface BuildSummary {
  neurons: number;
  synapses: number;
  buildMs: number;
  /** Bytes of linear memory in use, over all workers. */
  memoryBytes: number;
}
