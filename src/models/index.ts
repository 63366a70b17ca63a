import { apStdp } from "./apStdp.js";
import { bernoulli } from "./bernoulli.js";
import { izhikevich } from "./izhikevich.js";
import { lif } from "./lif.js";
import { lifCoba } from "./lifCoba.js";
import { lifDelta } from "./lifDelta.js";
import { lifDiscrete } from "./lifDiscrete.js";
import { lim } from "./lim.js";
import type { GliaModel, NeuronModel, PlasticityRule, SourceModel } from "./model.js";
import { spikeSource } from "./spikeSource.js";
import { stdp } from "./stdp.js";

/** Every model there is, by kind; `npm run codegen` and the conformance tests walk these lists. */
export const neuronModels: readonly NeuronModel[] = [lif, lifDelta, lifCoba, izhikevich, lifDiscrete];
export const sourceModels: readonly SourceModel[] = [bernoulli, spikeSource];
export const gliaModels: readonly GliaModel[] = [lim];
export const plasticityRules: readonly PlasticityRule[] = [stdp, apStdp];
