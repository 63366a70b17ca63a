import { NeurogliaError } from "../errors.js";

/** A growing column of words. */
class Column<T extends Uint32Array | Float32Array> {
  #store: T;
  #length = 0;

  constructor(empty: T) {
    this.#store = empty;
  }

  append(words: T): void {
    const length = this.#length + words.length;
    if (length > this.#store.length) {
      const wider = new (this.#store.constructor as new (n: number) => T)(
        Math.max(2 * this.#store.length, length, 1024),
      );
      wider.set(this.#store.subarray(0, this.#length));
      this.#store = wider;
    }
    this.#store.set(words, this.#length);
    this.#length = length;
  }

  clear(): void {
    this.#length = 0;
  }

  get words(): T {
    return this.#store.subarray(0, this.#length) as T;
  }
}

/** The spikes of a group since the last reset, in time order; ids count within the group. */
export class SpikeRecording {
  readonly n: number;
  readonly #dt: number;
  /** A source's event stands at the beginning of its step, a neuron's spike at the end. */
  readonly #shift: 0 | 1;
  readonly #pairs = new Column(new Uint32Array(0));
  #stepsRun = () => 0;

  constructor(n: number, dt: number, shift: 0 | 1) {
    this.n = n;
    this.#dt = dt;
    this.#shift = shift;
  }

  /** @internal the engine's side */
  readonly sink = (words: Uint32Array | Float32Array): void => {
    this.#pairs.append(words as Uint32Array<ArrayBuffer>);
  };

  /** @internal */
  attach(stepsRun: () => number): void {
    this.#stepsRun = stepsRun;
  }

  /** @internal */
  clear(): void {
    this.#pairs.clear();
  }

  /** Number of spikes. */
  get length(): number {
    return this.#pairs.words.length / 2;
  }

  /** Times in ms. */
  get times(): Float64Array {
    const pairs = this.#pairs.words;
    return Float64Array.from({ length: this.length }, (_, k) => (pairs[2 * k + 1]! + this.#shift) * this.#dt);
  }

  /** Index of the neuron within the recorded group. */
  get ids(): Uint32Array {
    const pairs = this.#pairs.words;
    const ids = new Uint32Array(this.length);
    for (let k = 0; k < ids.length; k++) ids[k] = pairs[2 * k]!;
    return ids;
  }

  /** Spikes of each neuron. */
  counts(): Uint32Array {
    const pairs = this.#pairs.words;
    const counts = new Uint32Array(this.n);
    for (let k = 0; k < pairs.length; k += 2) counts[pairs[k]!]!++;
    return counts;
  }

  /** Mean rate of the group in Hz over the time run since the last reset; 0 before any. */
  rate(): number {
    const seconds = (this.#stepsRun() * this.#dt) / 1000;
    return seconds > 0 ? this.length / this.n / seconds : 0;
  }

  /** All inter-spike intervals, ms, neuron by neuron. */
  intervals(): Float64Array {
    return Float64Array.from(this.#intervals().flat());
  }

  #intervals(): number[][] {
    const last = new Float64Array(this.n).fill(Number.NaN);
    const out: number[][] = Array.from({ length: this.n }, () => []);
    const { times, ids } = this;
    ids.forEach((id, k) => {
      const time = times[k]!;
      if (last[id]! <= time) out[id]!.push(time - last[id]!);
      last[id] = time;
    });
    return out;
  }

  /** Coefficient of variation of the inter-spike intervals of each neuron; NaN below `least` (default 5) intervals. */
  cvIsi(least = 5): Float64Array {
    return Float64Array.from(this.#intervals(), (intervals) => {
      if (intervals.length < least) return Number.NaN;
      const mean = intervals.reduce((sum, x) => sum + x, 0) / intervals.length;
      const variance = intervals.reduce((sum, x) => sum + (x - mean) ** 2, 0) / intervals.length;
      return Math.sqrt(variance) / mean;
    });
  }
}

/** Samples of one column of a group since the last reset. */
export class StateRecording {
  readonly n: number;
  readonly #interval: number;
  readonly #column = new Column(new Float32Array(0));

  constructor(n: number, interval: number) {
    this.n = n;
    this.#interval = interval;
  }

  /** @internal the engine's side */
  readonly sink = (words: Uint32Array | Float32Array): void => {
    this.#column.append(words as Float32Array<ArrayBuffer>);
  };

  /** @internal */
  clear(): void {
    this.#column.clear();
  }

  /** Number of samples of each element. */
  get length(): number {
    return this.#column.words.length / this.n;
  }

  /** Time of each sample, ms. */
  get times(): Float64Array {
    return Float64Array.from({ length: this.length }, (_, k) => (k + 1) * this.#interval);
  }

  /** `length × n` values, a row a sample. */
  get values(): Float32Array {
    return this.#column.words.slice();
  }

  /** The samples of one element. @throws NeurogliaError if there is no such element */
  of(element: number): Float32Array {
    if (!Number.isInteger(element) || element < 0 || element >= this.n)
      throw new NeurogliaError({
        code: "out-of-range",
        what: "element",
        where: "a recording",
        expected: `0 … ${this.n - 1}`,
        got: element,
      });
    const words = this.#column.words;
    return Float32Array.from({ length: this.length }, (_, k) => words[k * this.n + element]!);
  }
}
