import type { TrainedLiquid } from "./nalsm/trainedLiquid.js";

/** Images of one split with their labels. */
export interface LabelledImages {
  /** Number of images. */
  readonly count: number;
  readonly rows: number;
  readonly columns: number;
  /** `count × rows × columns` grey values 0 … 255, row-major. */
  readonly pixels: Uint8Array;
  /** `count` labels 0 … 9. */
  readonly labels: Uint8Array;
}

/** A data set as its publishers split it. */
export interface ImageDataset {
  readonly name: "mnist" | "fashion-mnist";
  readonly train: LabelledImages;
  readonly test: LabelledImages;
}

/** Stage that holds up its thread, of one piece. */
export const BUILDING = "building";

/** What a long run tells while it runs. */
export interface PaperProgress {
  /** Stage of the protocol, in the paper's words: `initialisation`, `training samples`, … */
  stage: string;
  /** Units of this stage done and to do. */
  done: number;
  total: number;
  /** Estimate of the time left in this stage, where there is one. */
  secondsLeft?: number;
}

/** Times and values of one sampled quantity. */
export interface Trace {
  /** ms */
  times: Float64Array;
  values: Float64Array;
}

export type NalsmVariant = "nalsm" | "static" | "stdp" | "ap-stdp";

export interface NalsmOptions {
  dataset: ImageDataset;
  variant?: NalsmVariant;
  /** Liquid neurons: a cube of an integer (1000 = 10 × 10 × 10). */
  neurons?: number;
  /** Initial |w|, mV. Defaults to the variant's: 3, 3, 1, and 0.8 for the static liquid. */
  weight?: number;
  /** w_astro; default 0.015 for 1,000 neurons, 0.0075 for 8,000. */
  astrocyteWeight?: number;
  /** Number of samples per stage. */
  samples: { init: number; train: number; validation: number; test: number };
  readout?: "ridge" | "paper";
  /** How a synapse sums its spikes: the paper's «last spike only», or all (ordinary exponential current; default). */
  summation?: "all" | "lastSpike";
  seed?: number;
  workers?: number;
  signal?: AbortSignal;
  onProgress?: (progress: PaperProgress) => void;
}

/** Everything `--json` prints. */
export interface NalsmSummary {
  paper: "nalsm-2021";
  /** False if the run was aborted: then what was not reached is null. */
  completed: boolean;
  variant: NalsmVariant;
  dataset: string;
  neurons: number;
  seed: number;
  workers: number;
  readout: "ridge" | "paper";
  summation: "all" | "lastSpike";
  /** Samples asked for. */
  samples: { init: number; train: number; validation: number; test: number };
  /** Samples done. */
  done: { init: number; train: number; validation: number; test: number };
  /** Fractions 0 … 1. The ridge readout votes over pairs of classes; `testOneHot` is the ordinary one-hot ridge beside it. */
  accuracy: { train: number | null; validation: number | null; test: number | null; testOneHot: number | null };
  branchingFactor: number | null;
  rates: { inputHz: number | null; liquidHz: number | null };
  simulatedMs: number;
  wallMs: number;
  /** Simulated ms per second of wall time, per worker, over the stages that run in parallel. */
  msPerSecondPerWorker: number | null;
  spikes: number;
  synapticEvents: number;
  /** 16 hexadecimal digits over all spikes of all samples; order-free. */
  hash: string;
  /** The authors' figures for this variant and data set; accuracy as a fraction. */
  published: { accuracy: number | null; accuracySd: number | null; branchingFactor: number | null; source: string };
}

/** What the report draws beyond the summary. */
export interface NalsmDetail {
  /** A few validation samples: liquid spikes (id within the liquid, ms) and the astrocyte's A₋ during the presentation. */
  gallery: {
    label: number;
    predicted: number | null;
    spikes: { times: Float64Array; ids: Uint32Array };
    astrocyte: Trace | null;
  }[];
  /** Number of liquid neurons that are excitatory (ids below it). */
  nExcitatory: number;
  /** Mean astrocyte state and mean liquid rate (Hz) per initialisation sample (down-sampled); times = sample number. */
  initialisation: { astrocyte: Trace | null; liquidHz: Trace } | null;
  /** Weights (mV) per projection before and after initialisation. */
  weights: { projection: string; before: Float32Array; after: Float32Array }[];
  /** Mean rate of each liquid neuron over the gallery-of-20 branching samples, Hz. */
  rates: Float64Array;
  /** Inter-spike intervals of liquid neurons in the same samples, ms. */
  intervals: Float64Array;
  /** `confusion[true][predicted]` counts on the test split. */
  confusion: number[][] | null;
  /** Every parameter of the run, by name with unit, as printed in the report. */
  parameters: Record<string, string | number>;
}

export interface NalsmResult {
  summary: NalsmSummary;
  detail: NalsmDetail;
  /** What `--save` writes; null if the run was aborted before there was a readout. */
  trained: TrainedLiquid | null;
}
