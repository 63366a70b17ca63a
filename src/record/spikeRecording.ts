import { NeurogliaError } from "../errors.js";
import { checkedUpTo } from "../network/check.js";
import { SPIKE_HEADER, spikeLines } from "./csv.js";
import { npyFile, packedSpikes, SPIKE_TYPE } from "./npy.js";
import type { SpikeStore } from "./spikeStore.js";

/**
 * The spikes of a group since the last reset, in time order; ids count within the recorded group or list. All measures
 * include the transient at the beginning; `since` leaves it out. Of a streamed recording `n`, `length`, `rate`, `from`,
 * `to` and `heldBytes` are there; all else throws NeurogliaError.
 */
export class SpikeRecording {
  readonly #store: SpikeStore;
  /** Only spikes of steps from this one on count. */
  readonly #begin: number;

  /** @internal made by net.record */
  constructor(store: SpikeStore, begin = 0) {
    this.#store = store;
    this.#begin = begin;
  }

  /** Number of recorded neurons. */
  get n(): number {
    return this.#store.grid.n;
  }

  /** Bytes of memory that the recording holds, some of them for spikes to come. */
  get heldBytes(): number {
    return this.#store.heldBytes;
  }

  /**
   * The same recording without its first `time` ms: a view with all measures, which goes on filling. It has the spikes of
   * the steps that begin at `time` or later, so that a neuron's spike at `time` itself, the end of a step, is left out.
   * @throws NeurogliaError unless time is a finite number ≥ 0
   */
  since(time: number): SpikeRecording {
    if (!Number.isFinite(time) || time < 0)
      throw new NeurogliaError({
        code: "bad-input",
        what: "beginning",
        where: this.#store.where,
        expected: "≥ 0 and finite",
        got: time,
        unit: "ms",
      });
    const steps = Math.ceil(time / this.#store.grid.dt - 1e-6);
    return new SpikeRecording(this.#store, Math.max(this.#begin, steps));
  }

  /** Calls back with index and step of each spike, in order. */
  #each(what: string, visit: (id: number, step: number) => void): void {
    const begin = this.#begin;
    for (const pairs of this.#store.kept(what))
      for (let k = 0; k < pairs.length; k += 2) {
        const step = pairs[k + 1]!;
        if (step >= begin) visit(pairs[k]!, step);
      }
  }

  #count(what: string): number {
    if (this.#begin === 0) return this.#store.length;
    let count = 0;
    this.#each(what, () => {
      count++;
    });
    return count;
  }

  /** Number of spikes. */
  get length(): number {
    return this.#count("length");
  }

  /** Beginning of the recorded time, ms. */
  get from(): number {
    const { coverage, dt } = this.#store.grid;
    return Math.max(this.#begin, coverage.begin) * dt;
  }

  /** End of the recorded time, ms. */
  get to(): number {
    const { coverage, dt } = this.#store.grid;
    return coverage.end * dt;
  }

  /** Times in ms. */
  get times(): Float64Array {
    const { dt, shift } = this.#store.grid;
    const times = new Float64Array(this.#count("times"));
    let k = 0;
    this.#each("times", (_, step) => {
      times[k++] = (step + shift) * dt;
    });
    return times;
  }

  /** Index of the neuron within the recorded group or list. */
  get ids(): Uint32Array {
    const ids = new Uint32Array(this.#count("ids"));
    let k = 0;
    this.#each("ids", (id) => {
      ids[k++] = id;
    });
    return ids;
  }

  /** Spikes of each neuron. */
  counts(): Uint32Array {
    const counts = new Uint32Array(this.n);
    this.#each("counts", (id) => {
      counts[id]!++;
    });
    return counts;
  }

  /** Mean rate of the group in Hz over the recorded time; 0 before any. */
  rate(): number {
    const { coverage, dt, n } = this.#store.grid;
    const seconds = (coverage.steps(this.#begin) * dt) / 1000;
    return seconds > 0 ? this.#count("rate") / n / seconds : 0;
  }

  /** All inter-spike intervals in steps, sorted by neuron; those of neuron i lie in [ends[i − 1] or 0, ends[i]). */
  #intervals(what: string): { steps: Uint32Array; ends: Uint32Array } {
    const { n } = this;
    const counts = new Uint32Array(n);
    const last = new Float64Array(n).fill(Number.NaN);
    // A restored checkpoint may set time back: what spans that is no interval.
    this.#each(what, (id, step) => {
      if (step >= last[id]!) counts[id]!++;
      last[id] = step;
    });
    const ends = new Uint32Array(n);
    let total = 0;
    for (let id = 0; id < n; id++) {
      ends[id] = total;
      total += counts[id]!;
    }
    const steps = new Uint32Array(total);
    last.fill(Number.NaN);
    this.#each(what, (id, step) => {
      if (step >= last[id]!) steps[ends[id]!++] = step - last[id]!;
      last[id] = step;
    });
    return { steps, ends };
  }

  /** All inter-spike intervals, ms, neuron by neuron. */
  intervals(): Float64Array {
    const { dt } = this.#store.grid;
    return new Float64Array(this.#intervals("intervals").steps).map((steps) => steps * dt);
  }

  /**
   * Coefficient of variation of the inter-spike intervals of each neuron; NaN below `least` (default 5) intervals.
   * @throws NeurogliaError unless least is a whole number ≥ 1
   */
  cvIsi(least = 5): Float64Array {
    checkedUpTo(2 ** 32, least, "least", this.#store.where);
    const { steps, ends } = this.#intervals("cvIsi");
    const out = new Float64Array(this.n);
    let begin = 0;
    ends.forEach((end, id) => {
      const length = end - begin;
      let sum = 0;
      for (let k = begin; k < end; k++) sum += steps[k]!;
      const mean = sum / length;
      let squares = 0;
      for (let k = begin; k < end; k++) squares += (steps[k]! - mean) ** 2;
      out[id] = length < least ? Number.NaN : Math.sqrt(squares / length) / mean;
      begin = end;
    });
    return out;
  }

  /**
   * Text: a header `time_ms,id` and a line a spike, times in the fewest digits that give the grid's time. Some ten million
   * spikes fit in a string; stream more to a file (`csvFile` of "neuroglia/node").
   */
  toCSV(): string {
    return SPIKE_HEADER + spikeLines(this.times, this.ids);
  }

  /**
   * The bytes of a .npy file (version 1.0): one record a spike, dtype [('time', '<f8'), ('id', '<u4')], time in ms. In
   * Python: `spikes = numpy.load("spikes.npy")`, then `spikes["time"]` and `spikes["id"]`.
   */
  toNPY(): Uint8Array<ArrayBuffer> {
    const { times, ids } = this;
    return npyFile(SPIKE_TYPE, [times.length], packedSpikes(times, ids));
  }

  /** For JSON.stringify: plain arrays, times in ms. */
  toJSON(): { times: number[]; ids: number[] } {
    return { times: [...this.times], ids: [...this.ids] };
  }
}
