import type { NeuronModel } from "../models/model.js";
import { bad, type ParamValue } from "../network/check.js";
import { uniform } from "../network/distributions.js";

/** How neurons of a model make a liquid: what `Liquid` takes where its options do not say. */
export interface LiquidDefaults {
  /** On top of the model's own; who is near threshold by himself answers to small signals. */
  readonly params: Readonly<Record<string, ParamValue>>;
  readonly init: Readonly<Record<string, ParamValue>>;
  /** Mean weight of excitatory synapses × √(mean indegree). */
  readonly strength: number;
  /** Mean weight of inhibitory synapses as a multiple of that of excitatory ones. */
  readonly inhibition: number;
  /** Weights of a current are uniform within ±this. */
  readonly current: number;
  /** Weight of a synapse from a channel of spikes. */
  readonly spike: number;
}

/** By name of the model: found by hand, for firing of 5 to 40 Hz and a good memory of a signal within ±1. */
const defaults: Readonly<Record<string, LiquidDefaults>> = {
  lif: {
    params: { tauM: 40, tauSynE: 5, tauSynI: 10, iExt: uniform(0, 200) },
    init: { v: uniform(-70, -55) },
    strength: 600,
    inhibition: 3.5,
    current: 130,
    spike: 100,
  },
  lifDelta: {
    params: { tauM: 40, iExt: uniform(0, 200) },
    init: { v: uniform(-70, -55) },
    strength: 10,
    inhibition: 5,
    current: 2,
    spike: 2,
  },
  lifBiexp: {
    params: { tauM: 40, tauRise: 2, tauDecay: 8, iExt: uniform(0, 200) },
    init: { v: uniform(-70, -55) },
    strength: 3000,
    inhibition: 5,
    current: 600,
    spike: 500,
  },
  lifCoba: {
    params: { cM: 400, iExt: uniform(0, 200) },
    init: { v: uniform(-60, -50) },
    strength: 12,
    inhibition: 10,
    current: 2,
    spike: 2,
  },
  izhikevich: {
    params: { iExt: uniform(0, 4) },
    init: { v: uniform(-70, -50) },
    strength: 40,
    inhibition: 4,
    current: 25,
    spike: 10,
  },
  izhikevichDimensional: {
    params: { tauSynE: 5, tauSynI: 10, iExt: uniform(0, 100) },
    init: { v: uniform(-60, -50) },
    strength: 600,
    inhibition: 3.5,
    current: 400,
    spike: 100,
  },
  lifDiscrete: {
    params: { tauM: 40, tauSyn: 5, bias: uniform(0, 0.6) },
    init: { v: uniform(0, 20) },
    strength: 2.5,
    inhibition: 5,
    current: 0.5,
    spike: 0.5,
  },
};

/** @throws NeurogliaError for a model of which nothing is known here */
export const liquidDefaultsOf = (model: NeuronModel): LiquidDefaults => {
  const found = defaults[model.name];
  if (!found) throw bad("neuron", "Liquid", `one of ${Object.keys(defaults).join(", ")}`, model.name);
  return found;
};
