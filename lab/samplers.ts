import type { Group } from "../dist/src/index.js";
import type { lif } from "../dist/src/models/lif.js";
import type { SpikeChunk, StateChunk } from "../dist/src/record/chunks.js";
import type { Described, Measure } from "./networks/network.js";
import { joined } from "./spikeLog.js";
import type { Samples } from "./views/view.js";

/** ms between two samples of a potential. */
const everyMs = 1;
/** Least wall time between two values of a measure, ms. */
const measureMs = 200;

/** Columns of samples that have come since they were last taken. */
class Gathered {
  #times: number[] = [];
  #values: number[] = [];

  add(time: number, values: readonly number[]): void {
    this.#times.push(time);
    this.#values.push(...values);
  }

  take(width: number, more: Omit<Samples, "times" | "values" | "width">): Samples {
    const samples = { times: Float64Array.from(this.#times), values: Float32Array.from(this.#values), width, ...more };
    this.#times = [];
    this.#values = [];
    return samples;
  }

  get isEmpty(): boolean {
    return this.#times.length === 0;
  }
}

/** A measure that gathers the spikes of one window after another, but no more windows than there is time for. */
class Watch {
  readonly measure: Measure;
  readonly values = new Gathered();
  /** Of the window that is being gathered, ms; null while waiting for the next. */
  #begin: number | null = 0;
  #spikes: SpikeChunk[] = [];
  #last = 0;

  constructor(measure: Measure) {
    this.measure = measure;
  }

  /** Takes the spikes until `time`. */
  push(time: number, chunk: SpikeChunk): void {
    const { window, of } = this.measure;
    const now = performance.now();
    if (this.#begin === null) {
      if (now - this.#last >= measureMs) this.#begin = Math.ceil(time / window) * window;
      return;
    }
    this.#spikes.push(chunk);
    const begin = this.#begin;
    const end = begin + window;
    if (time < end) return;
    const { times, ids } = joined(this.#spikes);
    const within = (at: number): boolean => times[at]! > begin && times[at]! <= end;
    const kept = Array.from(times.keys()).filter(within);
    const value = of(Float64Array.from(kept, (k) => times[k]! - begin), Uint32Array.from(kept, (k) => ids[k]!));
    this.values.add(end, [value]);
    this.#begin = null;
    this.#spikes = [];
    this.#last = now;
  }
}

/** Gathers what views show besides spikes: potentials of watched neurons, the astrocyte, measures. */
export class Samplers {
  readonly #n: number;
  readonly #states = new Map<string, Gathered>();
  #potentials = new Gathered();
  #watched: readonly number[];
  #watches: readonly Watch[] = [];

  /** Records what it needs, so the network must not be built yet. */
  constructor({ net, cells, nExcitatory, astrocyte }: Described) {
    this.#n = cells.length;
    this.#watched = [0, nExcitatory];
    const onChunk = (chunk: StateChunk): void => this.#takePotentials(chunk);
    // The type of a neuron in general names no state; all of the Lab have a v.
    net.record(cells as Group<typeof lif>, "v", { every: everyMs, onChunk });
    if (!astrocyte) return;
    const gathered = new Gathered();
    this.#states.set(astrocyte.name, gathered);
    astrocyte.record({
      every: everyMs,
      onChunk: ({ times, values }) => {
        times.forEach((time, k) => {
          gathered.add(time, [values[k]!]);
        });
      },
    });
  }

  begin(measures: readonly Measure[]): void {
    this.#watches = measures.map((measure) => new Watch(measure));
  }

  /** Of all samples, in the order in which to show them. */
  get names(): string[] {
    return ["v", ...this.#states.keys(), ...this.#watches.map(({ measure }) => measure.name)];
  }

  /** From now on these neurons are watched. */
  watch(ids: readonly number[]): void {
    this.#watched = ids.filter((id) => Number.isInteger(id) && id >= 0 && id < this.#n);
    this.#potentials = new Gathered();
  }

  #takePotentials({ times, values, n }: StateChunk): void {
    times.forEach((time, row) => {
      this.#potentials.add(time, this.#watched.map((id) => values[row * n + id]!));
    });
  }

  /** What has come until `time`, with the spikes until then. */
  take(time: number, spikes: SpikeChunk): Record<string, Samples> {
    const out: Record<string, Samples> = {};
    if (!this.#potentials.isEmpty) {
      const labels = this.#watched.map((id) => `neuron ${id}`);
      out.v = this.#potentials.take(this.#watched.length, { labels, unit: "mV" });
    }
    for (const [name, gathered] of this.#states) if (!gathered.isEmpty) out[name] = gathered.take(1, {});
    for (const watch of this.#watches) {
      watch.push(time, spikes);
      if (!watch.values.isEmpty) out[watch.measure.name] = watch.values.take(1, {});
    }
    return out;
  }
}
