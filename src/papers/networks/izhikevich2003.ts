import { gaussianDrive } from "../../../models/gaussianDrive/model.js";
import { izhikevich } from "../../../models/izhikevich/model.js";
import { NeurogliaError } from "../../errors.js";
import { uniform } from "../../network/distributions.js";
import type { Drive } from "../../network/drive.js";
import type { Group } from "../../network/group.js";
import { Network } from "../../network/network.js";
import { allToAll, fixedOutdegree } from "../../network/rules.js";
import { Random } from "../../random.js";
import { brian2, type FiveSeeds } from "./brian2.js";
import { type NetworkSettings, networkPaper, type PaperNetwork } from "./networkPaper.js";

export const constants = {
  /** ms: noise and synaptic current last a step, and so the step is part of the model. */
  dt: 1,
  vPeak: 30,
  initial: -65,
  shareExcitatory: 0.8,
  /** Standard deviation of the thalamic input of each step. */
  noise: { exc: 5, inh: 2 },
  /** Weights are uniform between 0 and this, for `synapses` synapses a neuron. */
  weight: { exc: 0.5, inh: -1, synapses: 1000 },
} as const;

/** Of the reference, and of a run by default: shorter ones have fewer intervals and a smaller CV. */
const SECONDS = 20.5;

const reference: FiveSeeds = {
  rateE: [7.238, 0.13],
  rateI: [6.648, 0.225],
  rate: [7.12, 0.067],
  cvIsi: [0.4612, 0.0038],
  synchrony: [7.306, 0.632],
};

export interface Izhikevich2003Options extends NetworkSettings {
  /** That each neuron sends; as many as there are neurons: all to all. Weights go as 1,000 over this. */
  synapses: number;
  /** In place of the paper's. */
  vPeak?: number;
  /** mV/ms. Default 0. */
  iExt?: number;
  /** Standard deviations of the thalamic input and greatest weights, in place of the paper's. */
  noise?: { exc: number; inh: number };
  weight?: { exc: number; inh: number };
}

export interface Izhikevich2003Network extends PaperNetwork {
  cells: Group<typeof izhikevich>;
  thalamus: { exc: Drive<typeof gaussianDrive>; inh: Drive<typeof gaussianDrive> };
}

/** a, b, c, d of each neuron, of which the first nExc are excitatory: one random number r a neuron says where it lies between two types. */
export const types = (neurons: number, nExc: number, seed: number, stream: string) => {
  const random = new Random(seed, stream);
  const r = Array.from({ length: neurons }, () => random.uniform());
  const column = (exc: (r: number) => number, inh: (r: number) => number) =>
    Float32Array.from(r, (each, k) => (k < nExc ? exc(each) : inh(each)));
  return {
    a: column(
      () => 0.02,
      (r) => 0.02 + 0.08 * r,
    ),
    b: column(
      () => 0.2,
      (r) => 0.25 - 0.05 * r,
    ),
    c: column(
      (r) => -65 + 15 * r * r,
      () => -65,
    ),
    d: column(
      (r) => 8 - 6 * r * r,
      () => 2,
    ),
  };
};

/** The network of Izhikevich (2003), described. */
export const izhikevich2003 = (options: Izhikevich2003Options): Izhikevich2003Network => {
  const { neurons, synapses, dt, seed, workers, onSpikes } = options;
  const { vPeak = constants.vPeak, iExt = 0, noise = constants.noise, weight = constants.weight } = options;
  const { initial } = constants;
  const net = new Network({ dt, seed, workers });
  const nExc = Math.round(constants.shareExcitatory * neurons);
  const params = types(neurons, nExc, seed, "izhikevich-2003:types");
  const cells = net
    .population("cells", neurons, izhikevich, { ...params, vPeak, iExt })
    .init({ v: initial, u: params.b.map((b) => b * initial) });
  const [exc, inh] = [cells.slice(0, nExc), cells.slice(nExc)];
  const thalamus = {
    exc: net.drive(exc, gaussianDrive, { mean: 0, sd: noise.exc }, { into: "i", name: "thalamus to exc" }),
    inh: net.drive(inh, gaussianDrive, { mean: 0, sd: noise.inh }, { into: "i", name: "thalamus to inh" }),
  };
  const rule = synapses === neurons ? allToAll() : fixedOutdegree(synapses);
  const scale = constants.weight.synapses / synapses;
  net.connect(exc, cells, rule, { into: "i", weight: uniform(0, scale * weight.exc), name: "excitation" });
  net.connect(inh, cells, rule, { into: "i", weight: uniform(scale * weight.inh, 0), name: "inhibition" });
  const spikes = net.record(cells, "spikes", { onChunk: onSpikes });
  return { net, cells, exc, inh, thalamus, spikes, plastic: [] };
};

const requireStep = (dt: number): void => {
  if (dt !== constants.dt)
    throw new NeurogliaError({
      code: "bad-option",
      what: "--dt",
      where: "izhikevich-2003",
      expected: `${constants.dt} ms, since its noise and its synaptic currents last one step`,
      got: dt,
    });
};

export const izhikevich2003Paper = networkPaper({
  name: "izhikevich-2003",
  title: "Simple model of spiking neurons: 1,000 of them, all connected to all",
  reference: "Izhikevich (2003), IEEE Trans. Neural Netw. 14:1569",
  variants: ["all-to-all", "sparse (--synapses)"],
  introduction: [
    "Runs 800 excitatory and 200 inhibitory neurons of the two-variable model, each a little different, from regular spiking \
to chattering and from fast spiking to low-threshold spiking. Noise from the thalamus drives them; every neuron reaches every \
other, itself included. Rhythms of 10 and 40 Hz come and go.",
    "--synapses makes the network sparse: each neuron sends that many, to random targets, and weights grow as 1,000 / synapses.",
  ],
  lessons: `
Figures to meet (Brian 2.5.1, five seeds of 20 s, mean ± SD): 7.12 ± 0.07 Hz, CV of intervals 0.461 ± 0.004,
synchrony (Fano factor, 3 ms) 7.3 ± 0.6. Over 10 s the CV is 0.450 ± 0.007 (net.m in numpy). 10,000 neurons with 100 synapses each fire at about 18 Hz.
A step takes a few µs, and workers must meet after each: one worker is fastest.

Examples:
  neuroglia reproduce izhikevich-2003
  neuroglia reproduce izhikevich-2003 --seconds 1 --discard 0 --report izhikevich.html
  neuroglia reproduce izhikevich-2003 --neurons 10000 --synapses 100

Reference: E. M. Izhikevich (2003). Simple model of spiking neurons. IEEE Trans. Neural Netw.
14:1569-1572, and its program net.m.
`,
  defaults: { seconds: SECONDS, dt: constants.dt, neurons: 1000 },
  leastNeurons: 5,
  options: {
    synapses: { kind: "whole", least: 1, meaning: "that each neuron sends (default: to all)" },
  },
  plan: (settings, { synapses = settings.neurons }) => {
    const { neurons, dt } = settings;
    requireStep(dt);
    if (synapses > neurons)
      throw new NeurogliaError({
        code: "bad-option",
        what: "--synapses",
        where: "izhikevich-2003",
        expected: `≤ ${neurons}, the number of neurons`,
        got: synapses,
      });
    const scale = constants.weight.synapses / synapses;
    return {
      variant: synapses === neurons ? "all-to-all" : `${synapses} synapses`,
      describe: () => izhikevich2003({ ...settings, synapses }),
      beside: neurons === 1000 && synapses === 1000 ? [brian2(reference, SECONDS)] : [],
      parameters: {
        "vPeak (mV)": constants.vPeak,
        "v at first (mV)": constants.initial,
        "u at first": "b·v",
        "a, excitatory; inhibitory": "0.02; 0.02 + 0.08 r",
        "b, excitatory; inhibitory": "0.2; 0.25 − 0.05 r",
        "c, excitatory; inhibitory (mV)": "−65 + 15 r²; −65",
        "d, excitatory; inhibitory": "8 − 6 r²; 2",
        "thalamic noise, excitatory; inhibitory": `${constants.noise.exc}; ${constants.noise.inh}`,
        "synapses that a neuron sends": synapses,
        "excitatory weights": `uniform 0 … ${scale * constants.weight.exc}`,
        "inhibitory weights": `uniform ${scale * constants.weight.inh} … 0`,
        "delay (ms)": dt,
      },
    };
  },
});
