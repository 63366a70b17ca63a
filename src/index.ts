/** The public surface of neuroglia; nothing else is exported. */
export {
  type AvalancheExponents,
  type AvalancheRanges,
  type Avalanches,
  avalancheExponents,
  avalanches,
  meanEventInterval,
} from "./analysis/avalanches.js";
export { populationActivity, type SpikeTrains } from "./analysis/binning.js";
export { type BranchingInput, branchingFactor } from "./analysis/branchingFactor.js";
export { type BranchingRatioOptions, branchingRatio } from "./analysis/branchingRatio.js";
export { type GoodnessOptions, mae, type NrmseOptions, nrmse, r2 } from "./analysis/goodness.js";
export { cv2, localVariation } from "./analysis/irregularity.js";
export { kernelRank, singularValues } from "./analysis/kernelRank.js";
export { type MemoryCapacity, type MemoryCapacityOptions, memoryCapacity } from "./analysis/memoryCapacity.js";
export {
  type MultistepOptions,
  type MultistepRegression,
  multistepRegression,
} from "./analysis/multistepRegression.js";
export {
  type GrowthOptions,
  type PerturbationGrowth,
  type PerturbedOptions,
  perturbationGrowth,
  perturbed,
} from "./analysis/perturbation.js";
export { type PowerLaw, type PowerLawRange, powerLaw } from "./analysis/powerLaw.js";
export { type LiquidRanks, liquidRanks } from "./analysis/ranks.js";
export { type Separation, separation } from "./analysis/separation.js";
export { fano, synchrony } from "./analysis/synchrony.js";
export { vanRossumDistance, victorPurpuraDistance } from "./analysis/trainDistance.js";
export type { DigitOptions } from "./datasets/digitTask.js";
export { type NmnistOptions, parseNmnist } from "./datasets/nmnist.js";
export { type SyntheticDigitOptions, syntheticDigits } from "./datasets/syntheticDigits.js";
export { parseWav } from "./datasets/wav.js";
export { BsaEncoder, type BsaEncoderOptions, type LowPassOptions, lowPass } from "./encode/bsaEncoder.js";
export type { ValueRange } from "./encode/check.js";
export { DeltaEncoder, type DeltaEncoderOptions } from "./encode/deltaEncoder.js";
export { type EarOptions, ear } from "./encode/ear.js";
export type { SpikeEncoder } from "./encode/encoder.js";
export { type CochleagramOptions, erb, Gammatone, type GammatoneOptions } from "./encode/gammatone.js";
export { LatencyEncoder, type LatencyEncoderOptions } from "./encode/latencyEncoder.js";
export { onGrid } from "./encode/onGrid.js";
export { PopulationEncoder, type PopulationEncoderOptions } from "./encode/populationEncoder.js";
export { type Images, RateCode } from "./encode/rateCode.js";
export { RateEncoder, type RateEncoderOptions } from "./encode/rateEncoder.js";
export { rangeOf, Scaling, type ScalingOptions } from "./encode/scaling.js";
export type { Sound } from "./encode/sound.js";
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
export { type FlowOptions, type LorenzOptions, lorenz, type RosslerOptions, rossler } from "./tasks/flows.js";
export { type MackeyGlassOptions, mackeyGlass } from "./tasks/mackeyGlass.js";
export { type HenonOptions, henon, type LogisticOptions, logistic } from "./tasks/maps.js";
export { type NarmaOptions, narma } from "./tasks/narma.js";
export { type PredictionOptions, prediction } from "./tasks/prediction.js";
export {
  type DelayedCopiesOptions,
  type DelayedParityOptions,
  delayedCopies,
  delayedParity,
} from "./tasks/recall.js";
export type { SeriesOptions } from "./tasks/series.js";
export { type SampleSplitOptions, type SeriesSplitOptions, splitSamples, splitSeries } from "./tasks/split.js";
export type { ClassTask, SampleSplit, Series, SeriesSplit, SeriesTask, SpikeSample } from "./tasks/task.js";
export {
  type PoissonTemplatesOptions,
  poissonTemplates,
  type TemporalXorOptions,
  temporalXor,
} from "./tasks/templates.js";
export { sawtooth, sine, type WaveOptions } from "./tasks/waves.js";
