import {
  type Astrocyte,
  apStdp,
  bernoulli,
  choice,
  distanceDependent,
  fixedTotal,
  type Group,
  lifDiscrete,
  lim,
  Network,
  oneToOne,
  type Projection,
  type SpikeChunk,
  type SpikeRecording,
  stdp,
  type Taker,
} from "../../index.js";
import { fromTo } from "../../network/names.js";
import type { NalsmVariant } from "../paper.js";

/**
 * NALSM, the neuron-astrocyte liquid state machine: V. A. Ivanov & K. P. Michmizos, «Increasing liquid state machine
 * performance with edge-of-chaos dynamics organized by astrocyte-modulated plasticity», NeurIPS 2021, arXiv 2111.01760.
 * Constants are those of the authors' code (combra-lab/NALSM, November 2021). Units: ms, mV.
 */
export const constants = {
  /** Neurons: τ_v, threshold, reset, refractory steps; «V ← V − V/τ_v + I», one step a millisecond. */
  neuron: { tauM: 64, vTh: 20, vReset: 0, tRef: 2, tauSyn: 1, refractory: "noFire" },
  /** What an input event adds to its neuron. */
  inputKick: 100,
  inputDensity: 0.15,
  excitatoryFraction: 0.8,
  /** Connection probability C·exp(−(d/λ)²) between lattice sites, by type of source and target. */
  lambda: 3,
  c: { excExc: 0.2, excInh: 0.1, inhExc: 0.3, inhInh: 0.05 },
  /** STDP: the trace decays by 0.904774 a step, the authors' nearest to exp(−1/10) on their grid of decays. */
  aPlus: 0.15,
  tauTrace: -1 / Math.log(0.904774),
  traceIncrement: 0.1,
  wMax: 3,
  /** LIM astrocyte. */
  astrocyte: { tau: 100, bias: 0.15 },
  /** Factor per ms on A₊, A, w_astro and b while a sample is shown (not during the initialisation). */
  decay: 0.99,
  /** AP-STDP, MNIST: calcium threshold and the middle of the authors' 19 … 25; calcium loses a thousandth a step, as theirs. */
  calcium: { cTheta: 37, cDelta: 22, tauC: -1 / Math.log(0.999) },
  initialisationMs: 20,
  sampleMs: 250,
} as const;

/** The authors' initial |w|; for the static liquid a weight in the middle of the range that did best. */
export const defaultWeight: Record<NalsmVariant, number> = { nalsm: 3, stdp: 3, "ap-stdp": 1, static: 0.8 };

/** w_astro as published for 1,000 and for 8,000 neurons; other sizes take that of the nearer one (of nearer logarithm). */
export const defaultAstrocyteWeight = (neurons: number): number => (neurons < 3000 ? 0.015 : 0.0075);

export interface LiquidOptions {
  variant: NalsmVariant;
  nInputs: number;
  neurons: number;
  weight: number;
  astrocyteWeight: number;
  summation: "all" | "lastSpike";
  seed: number;
  /** Threads. Default 1. */
  workers?: number;
  /** In place of the paper's: params of the liquid's neurons, and of the astrocyte. */
  neuron?: Partial<Record<keyof typeof lifDiscrete.params, number>>;
  astrocyte?: Partial<Record<keyof typeof lim.params, number>>;
  /** Takes the liquid's spikes as they come; then no recording keeps any. */
  onSpikes?: Taker<SpikeChunk>;
}

/** The liquid with its input and, for the NALSM variant, its astrocyte. */
export interface Liquid {
  net: Network;
  pixels: Group<typeof bernoulli>;
  input: Group<typeof lifDiscrete>;
  liquid: Group<typeof lifDiscrete>;
  nExcitatory: number;
  /** Input synapses first, then exc→exc, exc→inh, inh→exc, inh→inh. */
  projections: Projection[];
  /** Where the recurrent projections begin, as [source, target] offsets within the liquid. */
  offsets: [pre: number, post: number][];
  astrocyte: Astrocyte<typeof lim> | null;
  spikes: SpikeRecording;
  /** Spikes of the input neurons. */
  inputSpikes: SpikeRecording;
}

/**
 * Builds the description of the liquid. `learns` leaves the plasticity of the variant out where it is false: AP-STDP
 * learns during the initialisation only, and the static liquid never.
 */
export const describeLiquid = (options: LiquidOptions, learns: boolean): Liquid => {
  const { variant, nInputs, neurons, weight, astrocyteWeight, summation, seed, workers = 1, onSpikes } = options;
  const { neuron, lambda, c, aPlus, tauTrace, traceIncrement, wMax, calcium } = constants;
  const net = new Network({ dt: 1, seed, workers });
  const side = Math.round(Math.cbrt(neurons));

  const pixels = net.population("pixels", nInputs, bernoulli);
  const input = net.population("input", nInputs, lifDiscrete, neuron);
  const ownNeuron = { ...neuron, ...options.neuron };
  const liquid = net.population("liquid", [side, side, side], lifDiscrete, ownNeuron, { shuffle: true });
  const nExcitatory = Math.round(constants.excitatoryFraction * neurons);
  const exc = liquid.slice(0, nExcitatory);
  const inh = liquid.slice(nExcitatory);

  // Both terms pair spikes as they are emitted, after the step's currents have been taken from the old weights.
  const traces = { tauPlus: tauTrace, tauMinus: tauTrace, increment: traceIncrement, pairing: "emission" } as const;
  const amplitudes = { aPlus, aMinus: aPlus };
  const learning = (bounds: { wMin: number; wMax: number; mirrored?: "yes" }) => {
    if (!learns || variant === "static") return {};
    const rule =
      variant === "ap-stdp"
        ? apStdp({ ...traces, ...amplitudes, ...calcium, ...bounds })
        : stdp({ ...traces, ...amplitudes, ...bounds });
    return { plasticity: rule };
  };

  net.connect(pixels, input, oneToOne(), { into: "delta", weight: constants.inputKick });
  const nInputSynapses = Math.floor(constants.inputDensity * neurons * nInputs);
  const fromInput = net.connect(input, liquid, fixedTotal(nInputSynapses, { multapses: false }), {
    name: "input",
    into: "i",
    weight: choice([-weight, weight]),
    summation,
    ...learning({ wMin: -wMax, wMax }),
  });
  const within = (pre: typeof exc, post: typeof exc, name: string, probability: number, sign: 1 | -1): Projection =>
    net.connect(pre, post, distanceDependent({ c: probability, lambda }, { autapses: false }), {
      name,
      into: "i",
      weight: sign * weight,
      summation,
      ...learning(sign > 0 ? { wMin: 0, wMax } : { wMin: -wMax, wMax: 0, mirrored: "yes" }),
    });
  const projections = [
    fromInput,
    within(exc, exc, fromTo("exc", "exc"), c.excExc, 1),
    within(exc, inh, fromTo("exc", "inh"), c.excInh, 1),
    within(inh, exc, fromTo("inh", "exc"), c.inhExc, -1),
    within(inh, inh, fromTo("inh", "inh"), c.inhInh, -1),
  ];

  let astrocyte: Liquid["astrocyte"] = null;
  if (variant === "nalsm" && learns) {
    const ownAstrocyte = { ...constants.astrocyte, ...options.astrocyte };
    astrocyte = net.astrocyte("astrocyte", 1, lim, ownAstrocyte).init({ a: aPlus });
    net.listen(liquid, astrocyte, { gain: astrocyteWeight });
    net.listen(input, astrocyte, { gain: -astrocyteWeight });
    for (const projection of projections) net.modulate(astrocyte, projection, "aMinus", { mode: "set" });
  }
  return {
    net,
    pixels,
    input,
    liquid,
    nExcitatory,
    projections,
    offsets: [
      [0, 0],
      [0, nExcitatory],
      [nExcitatory, 0],
      [nExcitatory, nExcitatory],
    ],
    astrocyte,
    spikes: net.record(liquid, "spikes", { onChunk: onSpikes }),
    inputSpikes: net.record(input, "spikes", { onChunk: onSpikes && (() => {}) }),
  };
};

/** Recurrent synapses with both ends counted within the liquid. */
export const recurrentSynapses = async ({
  projections,
  offsets,
}: Liquid): Promise<{ pre: Uint32Array; post: Uint32Array }> => {
  const parts = await Promise.all(projections.slice(1).map((projection) => projection.synapses()));
  const n = parts.reduce((sum, { pre }) => sum + pre.length, 0);
  const all = { pre: new Uint32Array(n), post: new Uint32Array(n) };
  let at = 0;
  parts.forEach(({ pre, post }, k) => {
    const [fromPre, fromPost] = offsets[k]!;
    all.pre.set(
      pre.map((id) => id + fromPre),
      at,
    );
    all.post.set(
      post.map((id) => id + fromPost),
      at,
    );
    at += pre.length;
  });
  return all;
};
