import { lif } from "../../../models/lif/model.js";
import { lifCoba } from "../../../models/lifCoba/model.js";
import { uniform } from "../../network/distributions.js";
import type { Group } from "../../network/group.js";
import { Network } from "../../network/network.js";
import type { Projection } from "../../network/projection.js";
import { fixedProbability } from "../../network/rules.js";
import { brian2, type FiveSeeds } from "./brian2.js";
import { type NetworkSettings, networkPaper, type PaperNetwork } from "./networkPaper.js";

/** Times in ms, potentials in mV, conductances in nS, capacitance in pF, currents in pA. */
const neuron = { vTh: -50, vReset: -60, tRef: 5, tauSynE: 5, tauSynI: 10 };
export const constants = {
  cuba: {
    // τ dv/dt = gE + gI − (v − eL) with jumps in mV: where cM is tauM in pF, the resistance is 1 GΩ and a pA is a mV.
    neuron: { ...neuron, tauM: 20, cM: 20, eL: -49, iExt: 0 },
    weightE: 1.62,
    weightI: -9,
  },
  coba: {
    neuron: { ...neuron, cM: 200, gL: 10, eL: -60, eRevE: 0, eRevI: -80, iExt: 200 },
    weightE: 4,
    weightI: 51,
    delay: 0.8,
  },
} as const;
const initial = [-60, -50] as const;
const shareExcitatory = 0.8;
/** Mean number of synapses onto a neuron: p = 0.02 at 4,000 neurons. */
const indegree = 80;

const reference: Record<Variant, FiveSeeds> = {
  cuba: {
    rateE: [5.595, 0.134],
    rateI: [5.576, 0.023],
    rate: [5.591, 0.109],
    cvIsi: [0.7265, 0.0047],
    synchrony: [4.921, 0.285],
  },
  coba: {
    rateE: [17.698, 0.609],
    rateI: [17.468, 0.158],
    rate: [17.652, 0.506],
    cvIsi: [1.7046, 0.0279],
    synchrony: [5.078, 0.514],
  },
};

export type Variant = "cuba" | "coba";

export interface VogelsAbbott2005Options extends NetworkSettings {
  variant: Variant;
  /** In place of the papers' params of the neuron. */
  neuron?: Partial<Record<keyof (typeof lif | typeof lifCoba)["params"], number>>;
  /** In place of the papers' weights: pA (as many mV) with currents, nS with conductances. */
  weightE?: number;
  weightI?: number;
}

export interface VogelsAbbott2005Network extends PaperNetwork {
  cells: Group<typeof lif> | Group<typeof lifCoba>;
  excitation: Projection;
  inhibition: Projection;
}

/** The two networks of Vogels & Abbott (2005) in the form of Brette et al. (2007), described. */
export const vogelsAbbott2005 = (options: VogelsAbbott2005Options): VogelsAbbott2005Network => {
  const { variant, neurons, dt, seed, workers, onSpikes } = options;
  const { weightE = constants[variant].weightE, weightI = constants[variant].weightI } = options;
  const net = new Network({ dt, seed, workers });
  const nExc = Math.round(shareExcitatory * neurons);
  const rule = fixedProbability(indegree / neurons);
  if (variant === "cuba") {
    const cells = net.population("cells", neurons, lif, { ...constants.cuba.neuron, ...options.neuron });
    cells.init({ v: uniform(...initial) });
    const [exc, inh] = [cells.slice(0, nExc), cells.slice(nExc)];
    const excitation = net.connect(exc, cells, rule, { into: "iE", weight: weightE, delay: dt, name: "excitation" });
    const inhibition = net.connect(inh, cells, rule, { into: "iI", weight: weightI, delay: dt, name: "inhibition" });
    const spikes = net.record(cells, "spikes", { onChunk: onSpikes });
    return { net, cells, exc, inh, excitation, inhibition, spikes, plastic: [] };
  }
  const { neuron, delay } = constants.coba;
  const cells = net.population("cells", neurons, lifCoba, { ...neuron, ...options.neuron });
  cells.init({ v: uniform(...initial) });
  const [exc, inh] = [cells.slice(0, nExc), cells.slice(nExc)];
  const excitation = net.connect(exc, cells, rule, { into: "gE", weight: weightE, delay, name: "excitation" });
  const inhibition = net.connect(inh, cells, rule, { into: "gI", weight: weightI, delay, name: "inhibition" });
  const spikes = net.record(cells, "spikes", { onChunk: onSpikes });
  return { net, cells, exc, inh, excitation, inhibition, spikes, plastic: [] };
};

export const vogelsAbbott2005Paper = networkPaper({
  name: "vogels-abbott-2005",
  title: "Signal propagation networks: 4,000 neurons that keep themselves going, irregularly",
  reference: "Vogels & Abbott (2005), J. Neurosci. 25:10786; Brette et al. (2007), J. Comput. Neurosci. 23:349",
  variants: ["cuba", "coba"],
  introduction: [
    "Runs the network of leaky integrate-and-fire neurons that simulators are timed with: 80 % excitatory and 20 % inhibitory \
neurons, every pair connected with a probability of 2 %, no random input at all. Inhibition balances excitation, and activity \
goes on by itself, irregular and weakly correlated.",
    "cuba: synapses are currents that decay exponentially; coba: they are conductances, and rates are higher and intervals \
burstier.",
  ],
  lessons: `
Figures to meet at 4,000 neurons (Brian 2.5.1, five seeds, mean ± SD):
           rate, Hz          CV of intervals   synchrony (Fano factor, 3 ms)
  cuba     5.59 ± 0.11       0.727 ± 0.005     4.9 ± 0.3
  coba     17.65 ± 0.51      1.705 ± 0.028     5.1 ± 0.5

With another number of neurons each keeps 80 synapses in the mean, so that rates stay what they are.
An epoch (the least delay) is 0.1 ms in cuba: one worker is fastest.

Examples:
  neuroglia reproduce vogels-abbott-2005
  neuroglia reproduce vogels-abbott-2005 --variant coba --report coba.html
  neuroglia reproduce vogels-abbott-2005 --neurons 100000 --seconds 1 --discard 0 --json -

References: T. P. Vogels & L. F. Abbott (2005). Signal propagation and logic gating in networks of
integrate-and-fire neurons. J. Neurosci. 25:10786-10795. R. Brette et al. (2007). Simulation of
networks of spiking neurons: a review of tools and strategies. J. Comput. Neurosci. 23:349-398,
benchmarks 1 and 2.
`,
  defaults: { seconds: 10, dt: 0.1, neurons: 4000 },
  leastNeurons: indegree,
  options: {
    variant: {
      kind: "word",
      words: ["cuba", "coba"],
      default: "cuba",
      meaning: "synapses as currents (cuba) or as conductances (coba)",
    },
  },
  plan: (settings, { variant }) => {
    const { weightE, weightI, neuron } = constants[variant];
    return {
      variant,
      describe: () => vogelsAbbott2005({ ...settings, variant }),
      beside:
        settings.neurons === 4000 && settings.dt === 0.1
          ? [brian2(reference[variant], variant === "cuba" ? 10.5 : 5.5)]
          : [],
      parameters: {
        ...neuron,
        "probability of a synapse": indegree / settings.neurons,
        "excitatory weight": weightE,
        "inhibitory weight": weightI,
        "delay (ms)": variant === "coba" ? constants.coba.delay : settings.dt,
        "v at first (mV)": `uniform ${initial.join(" … ")}`,
      },
    };
  },
});
