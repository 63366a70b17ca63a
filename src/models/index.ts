import { apStdp } from "./apStdp.js";
import { bernoulli } from "./bernoulli.js";
import { gaussianDrive } from "./gaussianDrive.js";
import { inhibitoryStdp } from "./inhibitoryStdp.js";
import { izhikevich } from "./izhikevich.js";
import { izhikevichDimensional } from "./izhikevichDimensional.js";
import { lif } from "./lif.js";
import { lifBiexp } from "./lifBiexp.js";
import { lifCoba } from "./lifCoba.js";
import { lifDelta } from "./lifDelta.js";
import { lifDiscrete } from "./lifDiscrete.js";
import { lim } from "./lim.js";
import type { DriveModel, GliaModel, NeuronModel, PlasticityRule, ShortTermRule, SourceModel } from "./model.js";
import { poisson } from "./poisson.js";
import { poissonDrive } from "./poissonDrive.js";
import { pulseDrive } from "./pulseDrive.js";
import { spikeSource } from "./spikeSource.js";
import { stdp } from "./stdp.js";
import { tsodyksMarkram } from "./tsodyksMarkram.js";

/** Every model there is, by kind; `npm run codegen` and the conformance tests walk these lists. */
export const sourceModels: readonly SourceModel[] = [bernoulli, poisson, spikeSource];
export const driveModels: readonly DriveModel[] = [poissonDrive, gaussianDrive, pulseDrive];
export const neuronModels: readonly NeuronModel[] = [
  lif,
  lifDelta,
  lifCoba,
  lifBiexp,
  izhikevich,
  izhikevichDimensional,
  lifDiscrete,
];
export const gliaModels: readonly GliaModel[] = [lim];
export const plasticityRules: readonly PlasticityRule[] = [stdp, apStdp, inhibitoryStdp];
export const shortTermRules: readonly ShortTermRule[] = [tsodyksMarkram];
