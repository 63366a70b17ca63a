import { izhikevich } from "../../../models/izhikevich/model.js";
import { pulseDrive } from "../../../models/pulseDrive/model.js";
import { breathe } from "../../breathe.js";
import { NeurogliaError } from "../../errors.js";
import { choice } from "../../network/distributions.js";
import { Network } from "../../network/network.js";
import type { Projection } from "../../network/projection.js";
import { fixedOutdegree } from "../../network/rules.js";
import type { SpikeChunk } from "../../record/chunks.js";
import { DerivativeStdp } from "./derivativeStdp.js";
import { type NetworkSettings, networkPaper, type PaperNetwork } from "./networkPaper.js";

const constants = {
  /** ms: the thalamic pulse and synaptic currents last a step. */
  dt: 1,
  exc: { a: 0.02, b: 0.2, c: -65, d: 8 },
  inh: { a: 0.1, b: 0.2, c: -65, d: 2 },
  vPeak: 30,
  initial: -65,
  shareExcitatory: 0.8,
  synapses: 100,
  /** Excitatory synapses: as many at each delay of 1 … 20 ms. */
  longestDelay: 20,
  weight: { exc: 6, inh: -5 },
  /** One random neuron of every thousand gets this for one step. */
  pulse: { amplitude: 20, among: 1000 },
  secondMs: 1000,
  learning: { perMs: 0.95, aPlus: 0.1, aMinus: 0.12, drift: 0.01, carried: 0.9, most: 10 },
} as const;

const excitation = (delay: number): string => `excitation, ${delay} ms`;

/** Learns once a second, from the spikes of that second. */
const learner = (plastic: readonly Projection[], neurons: number) => {
  let rule: DerivativeStdp | undefined;
  let second: SpikeChunk[] = [];
  let learnt = 0;
  const joined = (): { times: number[]; ids: number[] } => ({
    times: second.flatMap(({ times }) => [...times]),
    ids: second.flatMap(({ ids }) => [...ids]),
  });
  return {
    onChunk: (chunk: SpikeChunk): void => {
      second.push(chunk);
    },
    begin: async (): Promise<void> => {
      const parts = await Promise.all(plastic.map((projection) => projection.synapses()));
      const from = (side: "pre" | "post") => Uint32Array.from(parts.flatMap((part) => [...part[side]]));
      const delay = Uint8Array.from(parts.flatMap(({ pre }, k) => new Array<number>(pre.length).fill(k + 1)));
      const synapses = { pre: from("pre"), post: from("post"), delay };
      rule = new DerivativeStdp(synapses, neurons, constants.longestDelay, constants.learning);
    },
    secondOver: async (): Promise<void> => {
      const end = learnt + constants.secondMs;
      rule!.take(joined(), learnt, end);
      learnt = end;
      second = [];
      const parts = await Promise.all(plastic.map((projection) => projection.weights()));
      const weights = Float32Array.from(parts.flatMap((part) => [...part]));
      rule!.change(weights);
      let at = 0;
      plastic.forEach((projection, k) => {
        projection.setWeights(weights.subarray(at, at + parts[k]!.length));
        at += parts[k]!.length;
      });
    },
  };
};

/** The network of Izhikevich (2006), described. */
export const polychronization2006 = (options: NetworkSettings): PaperNetwork => {
  const { neurons, dt, seed, workers } = options;
  const { exc: e, inh: i, vPeak, initial, pulse, synapses, longestDelay, weight, secondMs } = constants;
  const net = new Network({ dt, seed, workers });
  const nExc = Math.round(constants.shareExcitatory * neurons);
  const column = (name: keyof typeof e) => Float32Array.from({ length: neurons }, (_, k) => (k < nExc ? e : i)[name]);
  const cells = net
    .population("cells", neurons, izhikevich, { a: column("a"), b: e.b, c: e.c, d: column("d"), vPeak })
    .init({ v: initial, u: e.b * initial });
  const [exc, inh] = [cells.slice(0, nExc), cells.slice(nExc)];
  for (let k = 0; k < neurons; k += pulse.among)
    net.drive(
      cells.slice(k, k + pulse.among),
      pulseDrive,
      { amplitude: pulse.amplitude },
      { into: "i", name: `thalamus ${k / pulse.among}` },
    );
  const plastic = Array.from({ length: longestDelay }, (_, k) =>
    net.connect(exc, cells, fixedOutdegree(synapses / longestDelay), {
      into: "i",
      // All alike at first; as a distribution, so that each synapse has a weight of its own to change.
      weight: choice([weight.exc]),
      delay: k + 1,
      name: excitation(k + 1),
    }),
  );
  net.connect(inh, exc, fixedOutdegree(synapses), { into: "i", weight: weight.inh, delay: 1, name: "inhibition" });
  const learns = learner(plastic, neurons);
  net.record(cells, "spikes", { onChunk: learns.onChunk });
  let ran = 0;
  return {
    net,
    cells,
    exc,
    inh,
    spikes: net.record(cells, "spikes"),
    plastic: [{ name: "excitation", projections: plastic }],
    advance: async (duration, { onProgress, signal }) => {
      await net.build();
      if (ran === 0) await learns.begin();
      for (const end = ran + duration; ran < end; ) {
        const from = ran;
        const stretch = Math.min(secondMs - (ran % secondMs), end - ran);
        await net.run(stretch, {
          ...(signal && { signal }),
          onProgress: ({ elapsed }) => onProgress?.({ elapsed: from + elapsed - (end - duration), total: duration }),
        });
        ran += stretch;
        if (ran % secondMs === 0) await learns.secondOver();
        // A second may take less time than a run lets pass between two looks at the event loop.
        await breathe();
      }
    },
  };
};

export const polychronization2006Paper = networkPaper({
  name: "polychronization-2006",
  title: "Polychronization: 1,000 neurons, delays of 1 to 20 ms and STDP",
  reference: "Izhikevich (2006), Neural Comput. 18:245",
  variants: ["stdp"],
  introduction: [
    "Runs 800 regular spiking and 200 fast spiking neurons, each with 100 synapses. Those of excitatory neurons take 1 to 20 ms, \
five of them each, and learn by spike timing; those of inhibitory neurons take 1 ms. Every millisecond one random neuron of every \
thousand is pushed to fire.",
    "At first the network swings together in a slow rhythm. Over minutes to hours of biological time STDP makes groups of \
neurons that fire in reproducible patterns that are time-locked, not synchronous.",
  ],
  lessons: `
Learning is that of the published program, spnet.m: spikes change the derivatives of weights, and these
once a second the weights. Figures to meet (spnet.m in f64 NumPy, three seeds, seconds 1 to 10 without
the first half): excitatory rates fall from 5.3 to 1.5 Hz, the mean weight rises from 6.00 to 6.15.
With another number of neurons, a multiple of 1,000, each keeps 100 synapses and its share of the input.

Examples:
  neuroglia reproduce polychronization-2006
  neuroglia reproduce polychronization-2006 --seconds 3600 --discard 3595000 --report polychronization.html

Reference: E. M. Izhikevich (2006). Polychronization: computation with spikes. Neural Comput.
18:245-282, and its program spnet.m.
`,
  defaults: { seconds: 60, dt: constants.dt, neurons: 1000 },
  leastNeurons: constants.pulse.among,
  options: {},
  plan: (settings) => {
    const refuse = (what: string, expected: string, got: number): never => {
      throw new NeurogliaError({ code: "bad-option", what, where: "polychronization-2006", expected, got });
    };
    if (settings.dt !== constants.dt)
      refuse("--dt", `${constants.dt} ms, since its input and its synaptic currents last one step`, settings.dt);
    if (settings.neurons % constants.pulse.among !== 0)
      refuse("--neurons", `a multiple of ${constants.pulse.among}`, settings.neurons);
    return {
      variant: "stdp",
      describe: () => polychronization2006(settings),
      beside: [],
      parameters: {
        "a, excitatory; inhibitory": `${constants.exc.a}; ${constants.inh.a}`,
        b: constants.exc.b,
        "c (mV)": constants.exc.c,
        "d, excitatory; inhibitory": `${constants.exc.d}; ${constants.inh.d}`,
        "synapses that a neuron sends": constants.synapses,
        "delays, excitatory; inhibitory (ms)": `1 … ${constants.longestDelay}; 1`,
        "weights at first, excitatory; inhibitory": `${constants.weight.exc}; ${constants.weight.inh}`,
        "thalamic input": `${constants.pulse.amplitude}, one neuron of every ${constants.pulse.among} a ms`,
        "traces, a ms": `× ${constants.learning.perMs}`,
        "A₊": constants.learning.aPlus,
        "A₋": constants.learning.aMinus,
        "drift a second": constants.learning.drift,
        "derivative carried over a second": constants.learning.carried,
        "greatest weight": constants.learning.most,
      },
    };
  },
});
