import type {
  DriveModel,
  GliaModel,
  NeuronModel,
  PlasticityRule,
  ShortTermRule,
  SourceModel,
} from "../models/model.js";

/** Values outside [low, high] are set to the bound that they pass. */
export type Clip = readonly [low: number, high: number];

/** Whether a value that is drawn above zero, and clipped, changes its sign then. */
interface Mirrored {
  readonly negative?: true;
}

/** A number, a distribution or one value per element, as the kernels draw it. */
export type Value =
  | { readonly kind: "constant"; readonly value: number }
  | { readonly kind: "uniform"; readonly low: number; readonly high: number }
  | { readonly kind: "choice"; readonly values: readonly number[] }
  | {
      readonly kind: "normal";
      readonly mean: number;
      readonly sd: number;
      readonly clip: Clip | null;
      /** What lies outside the clip is drawn again instead. */
      readonly redraw?: true;
    }
  | (Mirrored & { readonly kind: "lognormal"; readonly mu: number; readonly sigma: number; readonly clip: Clip | null })
  | (Mirrored & { readonly kind: "gamma"; readonly shape: number; readonly scale: number; readonly clip: Clip | null })
  | { readonly kind: "array"; readonly values: Float32Array | Float64Array };

export type Rule =
  | { readonly kind: "oneToOne" }
  | { readonly kind: "allToAll" }
  | { readonly kind: "fixedProbability"; readonly p: number }
  | { readonly kind: "fixedIndegree"; readonly k: number }
  | { readonly kind: "fixedOutdegree"; readonly k: number }
  | { readonly kind: "fixedTotal"; readonly n: number }
  | { readonly kind: "distanceDependent"; readonly c: number; readonly lambda: number }
  | { readonly kind: "pairs"; readonly pre: Uint32Array; readonly post: Uint32Array };

/** Neurons [begin, end) of a population, by its place in the description. */
export interface Range {
  readonly population: number;
  readonly begin: number;
  readonly end: number;
}

export interface PopulationDescription {
  readonly name: string;
  readonly n: number;
  readonly model: NeuronModel | SourceModel;
  readonly params: Record<string, Value>;
  readonly choices: Record<string, string>;
  readonly init: Record<string, Value>;
  readonly lattice: { readonly size: readonly [number, number, number]; readonly shuffle: boolean } | null;
}

export interface PlasticityDescription {
  readonly rule: PlasticityRule;
  readonly params: Record<string, number>;
  readonly choices: Record<string, string>;
  /** Params that differ between targets: distributions, or one value for each neuron of the target group. */
  readonly perTarget: Record<string, Value>;
}

/** Params differ between synapses where one is no constant; arrays are in the order of `pairs`. */
export interface ShortTermDescription {
  readonly rule: ShortTermRule;
  readonly params: Readonly<Record<string, Value>>;
}

export interface ProjectionDescription {
  readonly name: string;
  readonly pre: Range;
  readonly post: Range;
  readonly rule: Rule;
  readonly autapses: boolean;
  readonly multapses: boolean;
  readonly into: string;
  readonly weight: Value;
  /** ms; each drawn delay is rounded to whole steps. */
  readonly delay: Value;
  /** Every delay that a synapse of it may have, in steps, ascending. */
  readonly delays: readonly number[];
  readonly summation: "all" | "lastSpike";
  readonly shortTerm: ShortTermDescription | null;
  readonly plasticity: PlasticityDescription | null;
}

export interface GliaDescription {
  readonly name: string;
  readonly n: number;
  readonly model: GliaModel;
  readonly params: Record<string, number>;
  readonly init: Record<string, Value>;
}

export interface ListenDescription {
  readonly group: Range;
  readonly glia: number;
  readonly gain: number;
  readonly delaySteps: number;
}

export interface ModulationDescription {
  readonly glia: number;
  readonly projection: number;
  readonly amplitude: string;
}

/** Random input to every neuron of a group, drawn in each step. */
export interface DriveDescription {
  readonly name: string;
  readonly group: Range;
  readonly model: DriveModel;
  readonly params: Record<string, number>;
  readonly into: string;
}

/** A signal of several channels, added to an input of every neuron of a group through weights. */
export interface InjectionDescription {
  readonly name: string;
  readonly group: Range;
  readonly channels: number;
  readonly into: string;
  /** An array is channels × neurons of the group, by channel. */
  readonly weight: Value;
  /** Number of the readout whose outputs are the channels; null where what they carry is played. */
  readonly readout: number | null;
}

/** How weights of a readout in the time loop are learned. */
export type LearningRule =
  | { readonly kind: "none" }
  | { readonly kind: "force"; readonly alpha: number; readonly forgetting: number }
  | { readonly kind: "lms"; readonly eta: number }
  | { readonly kind: "threeFactor"; readonly eta: number; readonly apply: "online" | "trialEnd" };

/** Linear outputs of the filtered spikes of a group, in every step. */
export interface ReadoutDescription {
  readonly name: string;
  readonly group: Range;
  readonly outputs: number;
  /** ms; 0: one exponential. */
  readonly tauRise: number;
  readonly tauDecay: number;
  readonly learnSteps: number;
  readonly rule: LearningRule;
}

/** `ids`: which neurons of the group (cells of the astrocyte), counted within it, ascending; null for all. */
export type RecorderDescription = { readonly ids: Uint32Array | null } & (
  | { readonly kind: "spikes"; readonly group: Range }
  | { readonly kind: "counts"; readonly group: Range; readonly everySteps: number }
  | { readonly kind: "filteredSpikes"; readonly group: Range; readonly everySteps: number; readonly tau: number }
  | { readonly kind: "state"; readonly group: Range; readonly quantity: string; readonly everySteps: number }
  | { readonly kind: "readout"; readonly readout: number; readonly quantity: string; readonly everySteps: number }
  | { readonly kind: "glia"; readonly glia: number; readonly quantity: string; readonly everySteps: number }
);

/** All that a network is, as plain values: with the seed, it fixes every bit. */
export interface NetworkDescription {
  readonly dt: number;
  readonly seed: number;
  readonly populations: PopulationDescription[];
  readonly projections: ProjectionDescription[];
  readonly drives: DriveDescription[];
  readonly injections: InjectionDescription[];
  readonly readouts: ReadoutDescription[];
  readonly glia: GliaDescription[];
  readonly listens: ListenDescription[];
  readonly modulations: ModulationDescription[];
  readonly recorders: RecorderDescription[];
}
