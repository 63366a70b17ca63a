import { NeurogliaError } from "../../errors.js";
import { izhikevich } from "../../models/izhikevich.js";
import { pulseDrive } from "../../models/pulseDrive.js";
import { Network } from "../../network/network.js";
import { type Projection, stdp } from "../../network/projection.js";
import { fixedOutdegree } from "../../network/rules.js";
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
  weight: { exc: 6, inh: -5, most: 10 },
  /** One random neuron of every thousand gets this for one step. */
  pulse: { amplitude: 20, among: 1000 },
  /** Traces ×0.95 a ms; the amplitudes are those of the derivative. */
  stdp: { perMs: 0.95, aPlus: 0.1, aMinus: 0.12 },
  /** Once a second: w ← clip(w + drift + derivative), derivative ← carried · derivative. */
  learning: { everyMs: 1000, drift: 0.01, carried: 0.9 },
} as const;

const departures = [
  "within a second, synapses transmit with that second's changes; the published program applies them at its end",
  "traces add up over all earlier spikes; those of the published program are set by the last one",
  "a spike that arrives in the very step in which its target fires is not paired with that firing",
] as const;

/** What the weights do once a second: they take up what STDP summed in it, a part of what it summed before, and a drift. */
const learner = (plastic: readonly Projection[]) => {
  const { drift, carried } = constants.learning;
  const { most } = constants.weight;
  let memory: { weights: Float32Array; derivative: Float32Array }[] = [];
  return {
    begin: async (): Promise<void> => {
      memory = await Promise.all(
        plastic.map(async (projection) => {
          const weights = await projection.weights();
          return { weights, derivative: new Float32Array(weights.length) };
        }),
      );
    },
    secondOver: async (): Promise<void> => {
      for (const [k, projection] of plastic.entries()) {
        const { weights, derivative } = memory[k]!;
        const now = await projection.weights();
        for (let s = 0; s < now.length; s++) {
          const sum = derivative[s]! + now[s]! - weights[s]!;
          weights[s] = Math.min(most, Math.max(0, weights[s]! + drift + sum));
          derivative[s] = carried * sum;
        }
        projection.setWeights(weights);
      }
    },
  };
};

/** The network of Izhikevich (2006), described. */
export const polychronization2006 = (options: NetworkSettings): PaperNetwork => {
  const { neurons, dt, seed, workers } = options;
  const { exc: e, inh: i, vPeak, initial, pulse, synapses, longestDelay, weight, learning } = constants;
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
  const tau = -1 / Math.log(constants.stdp.perMs);
  // Bounds out of reach: clipping is what `learner` does once a second.
  const far = 1000 * weight.most;
  const plasticity = stdp({
    tauPlus: tau,
    tauMinus: tau,
    aPlus: constants.stdp.aPlus,
    aMinus: constants.stdp.aMinus,
    wMin: -far,
    wMax: far,
  });
  const plastic = Array.from({ length: longestDelay }, (_, k) =>
    net.connect(exc, cells, fixedOutdegree(synapses / longestDelay), {
      into: "i",
      weight: weight.exc,
      delay: k + 1,
      plasticity,
      name: `excitation, ${k + 1} ms`,
    }),
  );
  net.connect(inh, exc, fixedOutdegree(synapses), { into: "i", weight: weight.inh, delay: 1, name: "inhibition" });
  const learns = learner(plastic);
  let ran = 0;
  return {
    net,
    cells,
    exc,
    inh,
    spikes: net.record(cells, "spikes"),
    plastic,
    advance: async (duration, { onProgress, signal }) => {
      await net.build();
      if (ran === 0) await learns.begin();
      for (const end = ran + duration; ran < end; ) {
        const from = ran;
        const stretch = Math.min(learning.everyMs - (ran % learning.everyMs), end - ran);
        await net.run(stretch, {
          ...(signal && { signal }),
          onProgress: ({ elapsed }) => onProgress?.({ elapsed: from + elapsed - (end - duration), total: duration }),
        });
        ran += stretch;
        if (ran % learning.everyMs === 0) await learns.secondOver();
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
What differs from the published program (spnet.m):
${departures.map((each) => `  - ${each}`).join("\n")}
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
      departures,
      parameters: {
        "a, excitatory; inhibitory": `${constants.exc.a}; ${constants.inh.a}`,
        b: constants.exc.b,
        "c (mV)": constants.exc.c,
        "d, excitatory; inhibitory": `${constants.exc.d}; ${constants.inh.d}`,
        "synapses that a neuron sends": constants.synapses,
        "delays, excitatory; inhibitory (ms)": `1 … ${constants.longestDelay}; 1`,
        "weights at first, excitatory; inhibitory": `${constants.weight.exc}; ${constants.weight.inh}`,
        "greatest weight": constants.weight.most,
        "thalamic input": `${constants.pulse.amplitude}, one neuron of every ${constants.pulse.among} a ms`,
        "traces, a ms": `× ${constants.stdp.perMs}`,
        "A₊": constants.stdp.aPlus,
        "A₋": constants.stdp.aMinus,
        "drift a second": constants.learning.drift,
        "derivative carried over a second": constants.learning.carried,
      },
    };
  },
});
