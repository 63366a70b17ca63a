import { type Distribution, type Group, type lif, Network, oneToOne, spikeSource } from "../../dist/src/index.js";
import type { NeuronModel } from "../../dist/src/models/model.js";

/** A cell that hears a list of events. */
export interface Heard {
  readonly dt: number;
  /** ms. */
  readonly run: number;
  readonly v: number;
  readonly params?: Record<string, number | string | Distribution>;
  /** Events of its source, ms, and what each adds to which input, `delay` ms later. */
  readonly events?: readonly number[];
  readonly into?: string;
  readonly weight?: number;
  readonly delay?: number;
}

/** Runs the cell: its spikes (ms) and v at dt, 2·dt, …, run. */
export const heard = async (
  model: NeuronModel,
  { dt, run, v, params = {}, events = [], into, weight = 1, delay = dt }: Heard,
): Promise<{ spikes: Float64Array; v: Float32Array; at: (t: number) => number }> => {
  const net = new Network({ dt });
  const source = net.population("source", 1, spikeSource);
  // All of them have v; for the types it is one of them.
  const cell = net.population("cell", 1, model, params as object) as Group as Group<typeof lif>;
  cell.init({ v });
  if (into) net.connect(source, cell, oneToOne(), { into: into as never, weight, delay });
  const recorded = net.record(cell, "v");
  const spikes = net.record(cell, "spikes");
  await net.build();
  source.play({ times: [...events], ids: events.map(() => 0) });
  await net.run(run);
  const { values } = recorded;
  await net.close();
  return { spikes: spikes.times, v: values, at: (t) => values[Math.round(t / dt) - 1]! };
};

/** Half the distance of two f32 numbers of the size of a potential, 64 … 128 mV: what a step rounds by at most. */
export const HALF_ULP = 2 ** -18;
