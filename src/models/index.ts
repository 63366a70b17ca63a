// Made by `npm run codegen`; edit models/, src/models or src/engine/frames.ts instead.
import { alif } from "../../models/alif/model.js";
import { apStdp } from "../../models/apStdp/model.js";
import { bernoulli } from "../../models/bernoulli/model.js";
import { gaussianDrive } from "../../models/gaussianDrive/model.js";
import { inhibitoryStdp } from "../../models/inhibitoryStdp/model.js";
import { izhikevich } from "../../models/izhikevich/model.js";
import { izhikevichDimensional } from "../../models/izhikevichDimensional/model.js";
import { lif } from "../../models/lif/model.js";
import { lifBiexp } from "../../models/lifBiexp/model.js";
import { lifCoba } from "../../models/lifCoba/model.js";
import { lifDelta } from "../../models/lifDelta/model.js";
import { lifDiscrete } from "../../models/lifDiscrete/model.js";
import { lim } from "../../models/lim/model.js";
import { poisson } from "../../models/poisson/model.js";
import { poissonDrive } from "../../models/poissonDrive/model.js";
import { pulseDrive } from "../../models/pulseDrive/model.js";
import { spikeSource } from "../../models/spikeSource/model.js";
import { stdp } from "../../models/stdp/model.js";
import { tsodyksMarkram } from "../../models/tsodyksMarkram/model.js";
import type { NeuronModel, SourceModel, DriveModel, GliaModel, PlasticityRule, ShortTermRule } from "./model.js";

/** Every model there is, by kind and name; tests and workers walk these lists. */
export const neuronModels: readonly NeuronModel[] = [alif, izhikevich, izhikevichDimensional, lif, lifBiexp, lifCoba, lifDelta, lifDiscrete];
export const sourceModels: readonly SourceModel[] = [bernoulli, poisson, spikeSource];
export const driveModels: readonly DriveModel[] = [gaussianDrive, poissonDrive, pulseDrive];
export const gliaModels: readonly GliaModel[] = [lim];
export const plasticityRules: readonly PlasticityRule[] = [apStdp, inhibitoryStdp, stdp];
export const shortTermRules: readonly ShortTermRule[] = [tsodyksMarkram];
