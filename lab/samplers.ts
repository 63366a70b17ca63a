import type { lif } from "../dist/models/lif/model.js";
import type { Group } from "../dist/src/index.js";
import type { StateChunk } from "../dist/src/record/chunks.js";
import type { Described } from "./networks/network.js";
import type { Samples } from "./views/view.js";

/** What views call the membrane potential. */
export const potential = "Potential";
/** ms between two samples. */
const everyMs = 1;
/** Potentials of all neurons that are kept for those who ask later: as far back as views show, and at most so many (16 MB). */
const keptMs = 1000;
const mostKept = 4_000_000;

/** Rows of samples that have come since they were last taken. */
class Gathered {
  #times: number[] = [];
  #values: number[] = [];

  add(time: number, row: readonly number[]): void {
    this.#times.push(time);
    this.#values.push(...row);
  }

  take(width: number, more: Pick<Samples, "labels" | "unit">): Samples {
    const samples = { times: Float64Array.from(this.#times), values: Float32Array.from(this.#values), width, ...more };
    this.#times = [];
    this.#values = [];
    return samples;
  }

  get isEmpty(): boolean {
    return this.#times.length === 0;
  }
}

/** Gathers what views show besides spikes: potentials of watched neurons, and what an astrocyte sets. */
export class Samplers {
  readonly #n: number;
  /** By name. */
  readonly #states = new Map<string, Gathered>();
  #potentials = new Gathered();
  readonly #past: StateChunk[] = [];
  #kept = 0;
  #watched: readonly number[] = [];

  /** Records what it needs, so the network must not be built yet. */
  constructor({ net, cells, astrocyte }: Described) {
    this.#n = cells.length;
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

  /** Of all samples, in the order in which to show them. */
  get names(): string[] {
    return [potential, ...this.#states.keys()];
  }

  /** From now on these neurons are watched; what is known of their past comes first. */
  watch(ids: readonly number[]): void {
    this.#watched = ids.filter((id) => Number.isInteger(id) && id >= 0 && id < this.#n);
    this.#potentials = new Gathered();
    for (const chunk of this.#past) this.#gather(chunk);
  }

  #takePotentials(chunk: StateChunk): void {
    const past = this.#past;
    past.push(chunk);
    this.#kept += chunk.values.length;
    const end = chunk.times.at(-1)!;
    while (past.length > 1 && (this.#kept > mostKept || past[0]!.times.at(-1)! <= end - keptMs))
      this.#kept -= past.shift()!.values.length;
    this.#gather(chunk);
  }

  #gather({ times, values, n }: StateChunk): void {
    times.forEach((time, row) => {
      this.#potentials.add(
        time,
        this.#watched.map((id) => values[row * n + id]!),
      );
    });
  }

  /** What has come since the last call. */
  take(): Record<string, Samples> {
    const out: Record<string, Samples> = {};
    if (!this.#potentials.isEmpty) {
      const labels = this.#watched.map((id) => `neuron ${id}`);
      out[potential] = this.#potentials.take(this.#watched.length, { labels, unit: "mV" });
    }
    for (const [name, gathered] of this.#states) if (!gathered.isEmpty) out[name] = gathered.take(1, {});
    return out;
  }
}
