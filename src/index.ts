/** The public surface of neuroglia; nothing else is exported. */
export { type BranchingInput, branchingFactor } from "./analysis/branchingFactor.js";
export { kernelRank, singularValues } from "./analysis/kernelRank.js";
export { fano, type SpikeTrains, synchrony } from "./analysis/synchrony.js";
export { type Configuration, configure } from "./configure.js";
export { type Images, RateCode } from "./encode/rateCode.js";
export { NeurogliaError, type NeurogliaErrorDetails } from "./errors.js";
export { bernoulli } from "./models/bernoulli.js";
export { gaussianDrive } from "./models/gaussianDrive.js";
export { izhikevich } from "./models/izhikevich.js";
export { lif } from "./models/lif.js";
export { lifCoba } from "./models/lifCoba.js";
export { lifDelta } from "./models/lifDelta.js";
export { lifDiscrete } from "./models/lifDiscrete.js";
export { lim } from "./models/lim.js";
export { poisson } from "./models/poisson.js";
export { poissonDrive } from "./models/poissonDrive.js";
export { pulseDrive } from "./models/pulseDrive.js";
export { spikeSource } from "./models/spikeSource.js";
export { Astrocyte } from "./network/astrocyte.js";
export {
  type ClipOptions,
  choice,
  type Distribution,
  gamma,
  lognormal,
  normal,
  uniform,
} from "./network/distributions.js";
export { Drive, type DriveOptions } from "./network/drive.js";
export { Group, type Trains } from "./network/group.js";
export { Network } from "./network/network.js";
export {
  type BuildSummary,
  type ConnectOptions,
  DEFAULT_SEED,
  type NetworkOptions,
  type RunOptions,
} from "./network/options.js";
export { apStdp, Projection, stdp } from "./network/projection.js";
export {
  allToAll,
  type ConnectionRule,
  distanceDependent,
  fixedIndegree,
  fixedOutdegree,
  fixedProbability,
  fixedTotal,
  oneToOne,
  pairs,
  type RuleOptions,
} from "./network/rules.js";
export { Random } from "./random.js";
export type { FeatureMatrix } from "./readout/features.js";
export { Ridge } from "./readout/ridge.js";
export type {
  LabelledSamples,
  RidgeFit,
  RidgeFitOptions,
  RidgeOptions,
  RidgeWeights,
} from "./readout/ridgeOptions.js";
export {
  type SoftmaxFit,
  type SoftmaxFitOptions,
  type SoftmaxOptions,
  type SoftmaxProgress,
  SoftmaxReadout,
  type SoftmaxWeights,
} from "./readout/softmax.js";
export type { SpikeChunk, SpikeRecordOptions, StateChunk, StateRecordOptions, Taker } from "./record/chunks.js";
export { SpikeRecording } from "./record/spikeRecording.js";
export { StateRecording } from "./record/stateRecording.js";
export { type GridRange, grid } from "./sweep/grid.js";
export type { Parameters, ParameterValue, Range, TrialOf } from "./sweep/parameters.js";
export { type MapOptions, Pool, type TrialFailure, type TrialResult } from "./sweep/pool.js";
export { type RandomSpaceOptions, random } from "./sweep/random.js";
export { type SobolOptions, sobol } from "./sweep/sobol.js";
export type { SeedOptions, Space, SpaceDescription } from "./sweep/space.js";
