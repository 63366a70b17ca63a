import { NeurogliaError } from "../errors.js";
import type { Samples } from "./chunks.js";
import { stateHeader, stateLines } from "./csv.js";
import { npyFile, stateType } from "./npy.js";
import type { StateStore } from "./stateStore.js";

/** What `StateRecording.set` takes. */
export interface SamplingOptions {
  /** ms between samples, a whole number of steps. 0, at any time: none, and what there is is forgotten. */
  every?: number;
  /** Of filtered spikes: time constant, ms. */
  tau?: number;
}

/**
 * Samples of one column of a group since the last reset, each taken at the end of a step. A value that is no number is
 * always the same NaN, bit for bit. `restore` takes the recording back to its moment. Of a streamed recording only `n`,
 * `members`, `length`, `heldBytes` and `set` are there; all else throws NeurogliaError.
 */
export class StateRecording<V extends Samples = Float32Array<ArrayBuffer>> {
  readonly #store: StateStore<V>;
  readonly #set: (sampling: SamplingOptions) => void;

  /** @internal made by net.record */
  constructor(store: StateStore<V>, set: (sampling: SamplingOptions) => void) {
    this.#store = store;
    this.#set = set;
  }

  /**
   * Another interval or time constant from the beginning of time on, that is before the first run or right after a reset.
   * @throws NeurogliaError before build, while it runs, where something has run, for an interval off the grid, a tau below
   * 0.001 ms or of what is not filtered
   */
  set(sampling: SamplingOptions): this {
    this.#set(sampling);
    return this;
  }

  /** Number of recorded elements. */
  get n(): number {
    return this.#store.grid.n;
  }

  /** Index of each recorded element within the group, ascending: what `ids` listed, or 0 … n − 1. */
  get members(): Uint32Array {
    return this.#store.members;
  }

  /** Number of samples of each element. */
  get length(): number {
    return this.#store.length;
  }

  /** Bytes of memory that the recording holds, some of them for samples to come. */
  get heldBytes(): number {
    return this.#store.heldBytes;
  }

  /** Time of each sample, ms. */
  get times(): Float64Array {
    this.#store.kept("times");
    return this.#store.times(0, this.length);
  }

  /** `length × n` values, a row a sample, a column an element of `members`: f64 of a state that is f64, else f32. */
  get values(): V {
    const views = this.#store.kept("values");
    const values = this.#store.room(this.length * this.n);
    let at = 0;
    for (const view of views) {
      values.set(view, at);
      at += view.length;
    }
    return values;
  }

  /** The samples of one element of the group. @throws NeurogliaError if that is not recorded */
  of(element: number): V {
    const { n, members } = this;
    const column = members.indexOf(element);
    if (column < 0)
      throw new NeurogliaError({
        code: "out-of-range",
        what: "element",
        where: this.#store.where,
        expected: `one of its members, ${members[0]} … ${members[n - 1]}`,
        got: element,
      });
    const samples = this.#store.room(this.length);
    let at = 0;
    for (const view of this.#store.kept("samples"))
      for (let k = column; k < view.length; k += n) samples[at++] = view[k]!;
    return samples;
  }

  /**
   * Text: a header `time_ms,0,1,…` with the indices of `members`, and a line a sample: its time in ms and the value of each
   * element, in the fewest digits that give the f32 or f64 back (`NaN`, `Infinity` where it is none).
   */
  toCSV(): string {
    return stateHeader(this.members) + stateLines(this.times, this.values);
  }

  /**
   * The bytes of a .npy file (version 1.0): a matrix of float32 or, of a state that is f64, float64, a row a sample, a
   * column an element of `members`. In Python:
   * `v = numpy.load("v.npy")`; sample k was taken at `times[k]`, which the file does not hold.
   */
  toNPY(): Uint8Array<ArrayBuffer> {
    const { values } = this;
    return npyFile(stateType(values), [this.length, this.n], new Uint8Array(values.buffer));
  }

  /** For JSON.stringify: times in ms, and a plain array of values a sample. */
  toJSON(): { times: number[]; values: number[][] } {
    const { n, values } = this;
    const times = [...this.times];
    return { times, values: times.map((_, k) => [...values.subarray(k * n, (k + 1) * n)]) };
  }
}
