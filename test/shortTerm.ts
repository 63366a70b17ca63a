import { lif, Network, type Projection, pairs, type ShortTerm, spikeSource } from "../dist/src/index.js";

/** Synapses with a target of their own each, so that what every spike releases can be seen. */
export interface Releasing {
  readonly nSources: number;
  /** Source of each synapse. */
  readonly pre: readonly number[];
  readonly shortTerm: ShortTerm;
  readonly dt?: number;
  /** ms, of each synapse. Default: dt. */
  readonly delay?: readonly number[];
}

export interface Releases {
  readonly net: Network;
  readonly projection: Projection;
  /** Sets the trains: times (ms) by source. */
  play(trains: readonly (readonly number[])[]): void;
  /** Runs, and returns by synapse what it released at each spike that arrived, weight 1; no release is left out. */
  run(ms: number): Promise<number[][]>;
}

/** The current of a target dies within its step, so that a sample shows one spike. */
export const releasing = async ({ nSources, pre, shortTerm, dt = 1, delay }: Releasing): Promise<Releases> => {
  const net = new Network({ dt, seed: 5 });
  const source = net.population("source", nSources, spikeSource);
  const cells = net.population("cells", pre.length, lif, { tauSynE: 0.001, vTh: 1e6 });
  const each = Array.from(pre, (_, k) => k);
  const projection = net.connect(source, cells, pairs(pre, each), {
    into: "iE",
    weight: 1,
    ...(delay ? { delay } : {}),
    shortTerm,
  });
  const seen = net.record(cells, "iE");
  await net.build();
  return {
    net,
    projection,
    play: (trains) => {
      const events = trains.flatMap((times, id) => times.map((time) => ({ time, id })));
      source.play({ times: events.map(({ time }) => time), ids: events.map(({ id }) => id) });
    },
    run: async (ms) => {
      const before = seen.values.length;
      await net.run(ms);
      const { values } = seen;
      const released: number[][] = each.map(() => []);
      // What is left of a current a step later is below 1e-43.
      for (let at = before; at < values.length; at++)
        if (values[at]! > 1e-20) released[at % pre.length]!.push(values[at]!);
      return released;
    },
  };
};
