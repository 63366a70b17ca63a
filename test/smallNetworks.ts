import {
  type Astrocyte,
  apStdp,
  bernoulli,
  choice,
  distanceDependent,
  fixedProbability,
  fixedTotal,
  type Group,
  lifDiscrete,
  lim,
  Network,
  normal,
  oneToOne,
  type Projection,
  type SpikeRecording,
  type StateRecording,
  stdp,
  tsodyksMarkram,
  uniform,
} from "../dist/src/index.js";

/** A network with all that evolves: sources, delays, traces, plastic weights, an astrocyte. */
export interface SmallNetwork {
  net: Network;
  source: Group<typeof bernoulli>;
  cells: Group<typeof lifDiscrete>;
  projections: Projection[];
  glia: Astrocyte<typeof lim>;
  spikes: SpikeRecording;
  trace: StateRecording;
}

export const kinds = ["nalsm", "delays", "calcium", "shortTerm"] as const;
export type Kind = (typeof kinds)[number];

/** Four ways to put one together; `play` is done by `start`. */
export const smallNetwork = (kind: Kind, seed = 11, workers = 1, background = false): SmallNetwork => {
  const net = new Network({ dt: 1, seed, workers, background });
  const source = net.population("source", 21, bernoulli);
  const input = net.population("input", 21, lifDiscrete);
  net.connect(source, input, oneToOne(), { into: "delta", weight: 100 });
  const cells = net.population(
    "cells",
    [3, 3, 5],
    lifDiscrete,
    kind === "delays" ? { vTh: uniform(15, 22), refractory: "hold" } : {},
    { shuffle: true },
  );
  const exc = cells.slice(0, 36);
  const inh = cells.slice(36);
  const pairing = kind === "delays" ? "arrival" : "emission";
  const delays = kind === "delays" ? [5, 3, 9, 1, 2] : [1, 1, 1, 1, 1];
  const summation = kind === "nalsm" ? "lastSpike" : "all";
  const rule = kind === "calcium" ? { of: apStdp, extra: { cTheta: 5, cDelta: 5 } } : { of: stdp, extra: {} };
  const shape = { tauPlus: 10, tauMinus: 12, increment: 0.1, aPlus: 0.3, aMinus: 0.25, decay: 0.995, pairing } as const;
  const learning = (wMin: number, wMax: number, mirrored: "yes" | "no") =>
    rule.of({ ...shape, ...rule.extra, wMin, wMax, mirrored });
  const depressing = tsodyksMarkram({ uSe: 0.4, tauRec: 150, tauFacil: 10 });
  const differing = tsodyksMarkram({
    uSe: uniform(0.05, 0.5),
    tauRec: normal(80, 40, { clip: [1, 300] }),
    tauFacil: 200,
  });
  const projections = [
    net.connect(input, cells, fixedTotal(250, { multapses: kind === "delays" }), {
      into: "i",
      weight: choice([-3, 3]),
      delay: delays[0]!,
      summation,
      plasticity: learning(-3, 3, "no"),
    }),
    net.connect(exc, exc, distanceDependent({ c: 0.4, lambda: 3 }, { autapses: false }), {
      into: "i",
      weight: uniform(1, 3),
      delay: delays[1]!,
      summation,
      plasticity: learning(0, 3, "no"),
    }),
    net.connect(
      exc,
      inh,
      fixedProbability(0.2),
      kind === "shortTerm"
        ? { into: "i", weight: uniform(4, 8), delay: uniform(1, 4), shortTerm: depressing }
        : { into: "i", weight: 2, delay: delays[2]!, summation },
    ),
    net.connect(
      inh,
      exc,
      distanceDependent({ c: 0.5, lambda: 3 }),
      kind === "shortTerm"
        ? { into: "i", weight: -6, delay: choice([1, 3]), shortTerm: differing }
        : { into: "i", weight: -2, delay: delays[3]!, summation, plasticity: learning(-3, 0, "yes") },
    ),
    net.connect(inh, inh, fixedProbability(0.1, { autapses: false }), { into: "i", weight: -1, delay: delays[4]! }),
  ];
  const glia = net.astrocyte("glia", 1, lim, { decay: 0.995 }).init({ a: 0.25 });
  net.listen(cells, glia, { gain: 0.01, delay: kind === "delays" ? 4 : 1 });
  net.listen(input, glia, { gain: -0.01 });
  net.modulate(glia, projections[1]!, "aMinus");
  const spikes = net.record(cells, "spikes");
  return { net, source, cells, projections, glia, spikes, trace: net.record(glia, "a", { every: 3 }) };
};

/** Builds it and sets its stimulus, the same for every network of a kind. */
export const start = async (small: SmallNetwork): Promise<SmallNetwork> => {
  await small.net.build();
  small.source.play(Float32Array.from({ length: 21 }, (_, k) => 0.1 + 0.02 * (k % 11)));
  return small;
};

/** All that can be seen of its state. */
export const seen = async ({ net, cells, projections, glia, spikes, trace }: SmallNetwork) => ({
  activity: net.activity(),
  times: spikes.times,
  ids: spikes.ids,
  trace: trace.values,
  v: cells.get("v"),
  i: cells.get("i"),
  left: cells.get("refractoryLeft"),
  a: glia.get("a"),
  s: glia.get("s"),
  weights: await Promise.all(projections.map((projection) => projection.weights())),
});
