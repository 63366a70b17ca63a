import { NeurogliaError } from "../errors.js";
import { checkedUpTo } from "../network/check.js";
import { SPIKE_HEADER, spikeLines } from "./csv.js";
import { npyFile, packedSpikes, SPIKE_TYPE } from "./npy.js";
import type { SpikeStore } from "./spikeStore.js";

/**
 * The spikes of a group since the last reset, in time order. All measures include the transient at the beginning; `since`
 * leaves it out. `restore` takes the recording back to its moment. Of a streamed recording `n`, `members`, `stamps`,
 * `length`, `rate`, `from`, `to` and `heldBytes` are there, counted from the moment of the last `onRewind` on; all else
 * throws NeurogliaError.
 */
export class SpikeRecording {
  readonly #store: SpikeStore;
  /** Only spikes of steps from this one on count. */
  readonly #since: number;

  /** @internal made by net.record */
  constructor(store: SpikeStore, begin = 0) {
    this.#store = store;
    this.#since = begin;
  }

  /** Number of recorded neurons. */
  get n(): number {
    return this.#store.grid.n;
  }

  /** Index of each recorded neuron within the group, ascending: what `ids` listed, or 0 … n − 1. */
  get members(): Uint32Array {
    return Uint32Array.from({ length: this.n }, (_, k) => this.#store.idOf(k));
  }

  /**
   * Where in its step a spike is stamped: `"end"` for neurons, whose spike of the step from t − dt to t stands at t, `"begin"`
   * for sources, whose event of the step from t to t + dt stands at t. Measures ask it of what they are given.
   */
  get stamps(): "begin" | "end" {
    return this.#store.grid.shift === 0 ? "begin" : "end";
  }

  get #begin(): number {
    return Math.max(this.#since, this.#store.begin);
  }

  /** Bytes of memory that the recording holds, some of them for spikes to come. */
  get heldBytes(): number {
    return this.#store.heldBytes;
  }

  /**
   * The same recording without its first `time` ms: a view with all measures, which goes on filling. It has the spikes of
   * the steps that begin at `time` or later: a source's event at `time` itself is in it, a neuron's spike, which ends a step,
   * is not.
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
    return new SpikeRecording(this.#store, Math.max(this.#since, steps));
  }

  /** Calls back with each spike in order: place of its neuron among `members`, and step. */
  #each(what: string, visit: (index: number, step: number) => void): void {
    const begin = this.#begin;
    for (const pairs of this.#store.kept(what))
      for (let k = 0; k < pairs.length; k += 2) {
        const step = pairs[k + 1]!;
        if (step >= begin) visit(pairs[k]!, step);
      }
  }

  #count(what: string): number {
    if (this.#since === 0) return this.#store.length;
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

  /** Beginning of the recorded time, ms. @throws NeurogliaError where a restore to a later moment left a gap in it */
  get from(): number {
    const { coverage, dt } = this.#store.grid;
    const begin = Math.max(this.#begin, coverage.begin);
    if (begin < coverage.unbroken)
      throw new NeurogliaError({
        code: "gap",
        what: "recorded time",
        where: this.#store.where,
        expected: `without a gap, as that since(${coverage.unbroken * dt})`,
        got: "time that a restore passed over",
      });
    return begin * dt;
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

  /** Index of the neuron within the recorded group, one a spike, whatever list of them is recorded. */
  get ids(): Uint32Array {
    const ids = new Uint32Array(this.#count("ids"));
    let k = 0;
    this.#each("ids", (index) => {
      ids[k++] = this.#store.idOf(index);
    });
    return ids;
  }

  /** Spikes of each neuron of `members`. */
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

  /** All inter-spike intervals in steps, sorted by neuron of `members`; those of neuron i lie in [ends[i − 1] or 0, ends[i]). */
  #intervals(what: string): { steps: Uint32Array; ends: Uint32Array } {
    const { n } = this;
    const { coverage } = this.#store.grid;
    const counts = new Uint32Array(n);
    const last = new Float64Array(n).fill(Number.NaN);
    // What spans a gap is no interval.
    this.#each(what, (id, step) => {
      if (coverage.spans(last[id]!, step)) counts[id]!++;
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
      if (coverage.spans(last[id]!, step)) steps[ends[id]!++] = step - last[id]!;
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
