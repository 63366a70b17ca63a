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
export { kernelRank, type RankOptions, singularValues } from "./analysis/kernelRank.js";
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
export { type Configuration, configure } from "./configure.js";
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
export * from "./generated/models.js";
export {
  astrocyteModel,
  type Described,
  type Descriptor,
  drive,
  neuron,
  plasticityRule,
  shortTermRule,
  source,
} from "./models/factories.js";
export type { DriveModel, GliaModel, NeuronModel, PlasticityRule, ShortTermRule, SourceModel } from "./models/model.js";
export { Astrocyte } from "./network/astrocyte.js";
export {
  type ClipOptions,
  choice,
  type Distribution,
  gamma,
  lognormal,
  negative,
  normal,
  uniform,
} from "./network/distributions.js";
export { Drive, type DriveOptions } from "./network/drive.js";
export { Feedback, type FeedbackOptions } from "./network/feedback.js";
export { Group, type Trains } from "./network/group.js";
export { Injection, type InjectOptions } from "./network/injection.js";
export { force, type LearningRule, lms, threeFactor } from "./network/learning.js";
export { LoopReadout, type LoopReadoutOptions } from "./network/loopReadout.js";
export { Network } from "./network/network.js";
export {
  type BuildSummary,
  type ConnectOptions,
  DEFAULT_SEED,
  type NetworkOptions,
  type RunOptions,
} from "./network/options.js";
export type { PlayOptions } from "./network/played.js";
export { Projection } from "./network/projection.js";
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
export type { ShortTerm } from "./network/shortTerm.js";
export { Random } from "./random.js";
export type { FeatureMatrix } from "./readout/features.js";
export { Lms, type LmsOptions } from "./readout/lms.js";
export type { OnlineFitOptions } from "./readout/onlineLinear.js";
export type { Readout, SavedReadout } from "./readout/readout.js";
export { Ridge } from "./readout/ridge.js";
export type {
  LabelledSamples,
  RidgeFit,
  RidgeFitOptions,
  RidgeOptions,
} from "./readout/ridgeOptions.js";
export { Rls, type RlsOptions } from "./readout/rls.js";
export { type RowChoice, rows } from "./readout/rows.js";
export {
  type SoftmaxFit,
  type SoftmaxFitOptions,
  type SoftmaxOptions,
  type SoftmaxProgress,
  SoftmaxReadout,
} from "./readout/softmax.js";
export type {
  FilteredRecordOptions,
  SpikeChunk,
  SpikeRecordOptions,
  StateChunk,
  StateRecordOptions,
  Taker,
} from "./record/chunks.js";
export { SpikeRecording } from "./record/spikeRecording.js";
export { type SamplingOptions, StateRecording } from "./record/stateRecording.js";
export { type EchoStateOptions, echoState } from "./reservoir/echoState.js";
export { betaTargets, type EiReservoirOptions, eiReservoir } from "./reservoir/eiReservoir.js";
export { type CollectOptions, type CollectSamplesOptions, Liquid } from "./reservoir/liquid.js";
export type { LiquidInput, Stimulus } from "./reservoir/liquidInput.js";
export type { LiquidInputOptions, LiquidOptions } from "./reservoir/liquidOptions.js";
export type { ByPair, PairName, SomeByPair } from "./reservoir/pairs.js";
export {
  type RateAdaptOptions,
  RateReservoir,
  type RateReservoirOptions,
  type RateRunOptions,
  type TargetRates,
} from "./reservoir/rateReservoir.js";
export { spectralRadius, type WeightedGraph } from "./reservoir/spectralRadius.js";
export type { StateKind, StateOptions } from "./reservoir/stateKinds.js";
export type { StateMatrix } from "./reservoir/stateMatrix.js";
export {
  type ColumnOptions,
  clustered,
  column,
  erdosRenyi,
  ring,
  smallWorld,
  type Topology,
} from "./reservoir/topology.js";
export { type GridRange, grid } from "./sweep/grid.js";
export type { Parameters, ParameterValue, Range, TrialOf } from "./sweep/parameters.js";
export {
  type MapOptions,
  Pool,
  type TrialFailure,
  type TrialResult,
} from "./sweep/pool.js";
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
