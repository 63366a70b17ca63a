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

/** By name of the model. */
const defaults: Readonly<Record<string, LiquidDefaults>> = {
  lif: {
    params: { tauM: 20, tauSynE: 5, tauSynI: 10, iExt: uniform(150, 250) },
    init: { v: uniform(-70, -55) },
    strength: 200,
    inhibition: 2,
    current: 10,
    spike: 100,
  },
};

/** @throws NeurogliaError for a model of which nothing is known here */
export const liquidDefaultsOf = (model: NeuronModel): LiquidDefaults => {
  const found = defaults[model.name];
  if (!found) throw bad("neuron", "Liquid", `one of ${Object.keys(defaults).join(", ")}`, model.name);
  return found;
};
