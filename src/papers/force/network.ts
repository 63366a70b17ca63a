import { izhikevichDimensional } from "../../../models/izhikevichDimensional/model.js";
import { lifBiexp } from "../../../models/lifBiexp/model.js";
import type { NeuronModel } from "../../models/model.js";
import { normal, uniform } from "../../network/distributions.js";
import type { Feedback } from "../../network/feedback.js";
import type { Group } from "../../network/group.js";
import { force } from "../../network/learning.js";
import type { LoopReadout } from "../../network/loopReadout.js";
import { Network } from "../../network/network.js";
import type { Projection } from "../../network/projection.js";
import { fixedProbability } from "../../network/rules.js";
import type { SpikeRecording } from "../../record/spikeRecording.js";
import type { StateRecording } from "../../record/stateRecording.js";

/** The two neurons of the sine: ms, mV, pA; one unit of the LIF program's dimensionless current is 1 pA into 1 GΩ. */
export const constants = {
  /** Filter of spikes, of synapses and of the readout alike. */
  tauRise: 2,
  tauDecay: 20,
  sparsity: 0.1,
  izhikevich: {
    dt: 0.04,
    /** pA·ms and pA. */
    g: 5000,
    q: 5000,
    /** 1/ms²: P starts at 2·I. */
    alpha: 0.5,
    learnEverySteps: 20,
    params: { cM: 250, k: 2.5, vRest: -60, vT: -19.2, vPeak: 30, vReset: -65, a: 0.01, b: -2, d: 200, iExt: 1000 },
    /** Uniform between these. */
    initial: [-60, 30],
  },
  lif: {
    dt: 0.05,
    /** 0.04 of their units, whose r is in Hz. */
    g: 40,
    q: 10,
    /** P starts at 0.1·dt·I with dt in s and r in Hz, which is 5·I where r is in 1/ms. */
    alpha: 0.2,
    learnEverySteps: 50,
    params: { cM: 10, tauM: 10, eL: -40, vReset: -65, vTh: -40, tRef: 2 },
    initial: [-65, 30],
  },
} as const;

export type ForceNeuron = "izhikevich" | "lif";

/** The network, described and not yet built. */
export interface ForceNetwork {
  net: Network;
  cells: Group<NeuronModel>;
  feedback: Feedback;
  readout: LoopReadout;
  recurrent: Projection;
  /** Outputs, every ms. */
  z: StateRecording;
  /** Of the first `nShown` neurons. */
  spikes: SpikeRecording;
  nShown: number;
}

/** Spikes of so many neurons are kept for the report. */
const SHOWN = 60;

/**
 * The network of Nicola & Clopath (2017) for one output: I = iExt + Σ_j ω_kj r_j + q·η_k·z, with r the filtered spikes of
 * both the synapses and the readout, ω = g·N(0, 1)/(√N·p) with probability p, η uniform in [−1, 1).
 */
export const forceNetwork = (neuron: ForceNeuron, neurons: number, seed: number): ForceNetwork => {
  const { tauRise, tauDecay, sparsity } = constants;
  const { dt, g, q, alpha, learnEverySteps, initial } = constants[neuron];
  const net = new Network({ dt, seed });
  const filter = { tauRise, tauDecay };
  const v = uniform(initial[0], initial[1]);
  const cells: Group<NeuronModel> =
    neuron === "lif"
      ? net.population("cells", neurons, lifBiexp, { ...constants.lif.params, ...filter }).init({ v })
      : net
          .population("cells", neurons, izhikevichDimensional, { ...constants.izhikevich.params, ...filter })
          .init({ v });
  const recurrent = net.connect(cells, cells, fixedProbability(sparsity), {
    into: "q",
    weight: normal(0, g / (Math.sqrt(neurons) * sparsity)),
  });
  const readout = net.readout("z", cells, { ...filter, every: learnEverySteps * dt, rule: force({ alpha }) });
  const feedback = net.feedback(readout, cells, { into: "i", weight: uniform(-q, q) });
  const nShown = Math.min(SHOWN, neurons);
  return {
    ...{ net, cells, feedback, readout, recurrent, nShown },
    z: net.record(readout, "z", { every: 1 }),
    spikes: net.record(cells.slice(0, nShown), "spikes"),
  };
};

/** Shifts the weights of each neuron's incoming synapses so that their mean is zero, as the LIF program does. */
export const balanceRows = async (recurrent: Projection): Promise<void> => {
  const weights = await recurrent.weights();
  const { post } = await recurrent.synapses();
  const rows = new Map<number, { sum: number; count: number }>();
  for (const [k, neuron] of post.entries()) {
    const row = rows.get(neuron) ?? { sum: 0, count: 0 };
    row.sum += weights[k]!;
    row.count++;
    rows.set(neuron, row);
  }
  recurrent.setWeights(
    weights.map((weight, k) => {
      const { sum, count } = rows.get(post[k]!)!;
      return weight - sum / count;
    }),
  );
};
