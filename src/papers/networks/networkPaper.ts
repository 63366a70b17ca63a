import type { NeuronModel } from "../../models/model.js";
import type { Group } from "../../network/group.js";
import type { Network } from "../../network/network.js";
import type { RunOptions } from "../../network/options.js";
import type { Projection } from "../../network/projection.js";
import type { SpikeChunk, Taker } from "../../record/chunks.js";
import type { SpikeRecording } from "../../record/spikeRecording.js";
import type { PaperProgress } from "../paper.js";

/** What every network of a paper can be told. */
export interface NetworkSettings {
  /** Grid step, ms. */
  dt: number;
  /** Neurons in all; each paper keeps its share of inhibitory ones and its synapses per neuron. */
  neurons: number;
  /** A safe integer ≥ 0. */
  seed: number;
  /** Threads. */
  workers: number;
  /** Takes the spikes of all neurons as they come; without it the recording keeps them. */
  onSpikes?: Taker<SpikeChunk>;
}

/** A published network, described and not yet built. */
export interface PaperNetwork {
  net: Network;
  /** All neurons: the excitatory ones first. */
  cells: Group<NeuronModel>;
  exc: Group<NeuronModel>;
  inh: Group<NeuronModel>;
  /** Of all neurons. */
  spikes: SpikeRecording;
  /** Projections whose weights evolve, as the report groups them. */
  plastic: readonly { name: string; projections: readonly Projection[] }[];
  /** Runs `duration` ms, with what the paper does between two stretches of it; without it, `net.run`. */
  advance?(duration: number, options: RunOptions): Promise<void>;
}

/** An option of one paper: `--name <value>`. */
export type PaperOption = { meaning: string } & (
  | { kind: "word"; words: readonly string[]; default?: string }
  | { kind: "whole"; least: number; most?: number; default?: number }
  | { kind: "number"; unit?: string; orZero?: boolean; default?: number }
);

/** Values of a paper's own options, by name; one that was not given and has no default is missing. */
export type OptionValues<Own extends Record<string, PaperOption>> = string extends keyof Own
  ? Readonly<Record<string, string | number | undefined>>
  : {
      [K in keyof Own]: Own[K] extends { kind: "word"; words: readonly (infer Word)[] }
        ? Own[K] extends { default: string }
          ? Word
          : Word | undefined
        : Own[K] extends { default: number }
          ? number
          : number | undefined;
    };

/** Figures that say how a network fires. */
export interface Firing {
  /** Mean rate of the excitatory neurons, Hz; of the inhibitory; of all. */
  rateE: number | null;
  rateI: number | null;
  rate: number | null;
  /** Mean coefficient of variation of the inter-spike intervals of neurons with at least five. */
  cvIsi: number | null;
  /** Variance over mean of the number of spikes of all neurons in bins of 3 ms; 1 for independent Poisson neurons. */
  synchrony: number | null;
}

/** Figures of others for the same network: a mean, and the standard deviation over networks where it is known. */
export interface Beside {
  /** Head of the column. */
  who: string;
  /** Where the figures come from, and how they were made. */
  source: string;
  figures: { readonly [K in keyof Firing]?: readonly [mean: number, sd: number | null] };
}

/** What a paper makes of its options. */
export interface Plan {
  /** Which of the paper's networks this is, in a few words. */
  variant: string;
  describe(): PaperNetwork;
  beside: readonly Beside[];
  /** Every parameter, by name with unit, as the report prints it. */
  parameters: Record<string, string | number>;
}

/** A published network that is run for a while and measured: what its command says of it, and how it is made. */
export interface NetworkPaper<Own extends Record<string, PaperOption> = Record<string, PaperOption>> {
  /** The subcommand. */
  name: string;
  title: string;
  reference: string;
  /** For the list of papers. */
  variants: readonly string[];
  /** Paragraphs, without line breaks, that open its help. */
  introduction: readonly string[];
  /** Lines that close its help: the figures of others, examples. */
  lessons: string;
  defaults: { seconds: number; dt: number; neurons: number };
  /** The fewest neurons that the network can be made of. */
  leastNeurons: number;
  options: Own;
  /** @throws NeurogliaError for options that do not go together */
  plan(settings: NetworkSettings, own: OptionValues<Own>): Plan;
}

/** Keeps the types of a paper's own options. */
export const networkPaper = <const Own extends Record<string, PaperOption>>(paper: NetworkPaper<Own>): NetworkPaper =>
  paper as NetworkPaper<Record<string, PaperOption>> & NetworkPaper<Own>;

/** What a run of a network's paper is told. */
export interface SimulateOptions extends NetworkSettings {
  seconds: number;
  /** ms at the beginning that the measures leave out. */
  discard: number;
  signal?: AbortSignal;
  onProgress?: (progress: PaperProgress) => void;
}

/** Everything that `--json` prints. */
export interface NetworkSummary {
  paper: string;
  variant: string;
  neurons: number;
  synapses: number;
  seed: number;
  workers: number;
  simulatedMs: number;
  buildMs: number;
  /** Of the simulation alone. */
  wallMs: number;
  /** Seconds of wall time per second of biological time. */
  wallPerBioSecond: number | null;
  /** Over all neurons, after what is discarded; null where nothing is left. */
  meanRateHz: number | null;
  cvIsi: number | null;
  synchrony: number | null;
  /** From the beginning, nothing discarded; so are the events and the hash. */
  spikes: number;
  synapticEvents: number;
  synapticEventsPerSecond: number | null;
  memoryBytes: number;
  /** 16 hexadecimal digits over all spikes; order-free. */
  hash: string;
  /** Only where the run was stopped before its end. */
  interrupted?: boolean;
}

/** What table and report say beyond the summary. */
export interface NetworkDetail {
  firing: Firing;
  /** ms that the measures leave out. */
  discard: number;
  dt: number;
  nExcitatory: number;
  beside: readonly Beside[];
  parameters: Record<string, string | number>;
  /** Rate of each neuron, Hz, and CV of its intervals (NaN below five), after what is discarded. */
  rates: Float64Array;
  cvIsi: Float64Array;
  /** Spikes of the last stretch of the run, ms from its beginning. */
  raster: { beginMs: number; durationMs: number; times: Float64Array; ids: Uint32Array };
  /** Rates of the two populations over the same stretch, Hz, in bins. */
  populationHz: { binMs: number; exc: Float64Array; inh: Float64Array };
  /** Evolving weights before and after. */
  weights: { projection: string; before: Float32Array; after: Float32Array }[];
}

export interface NetworkResult {
  summary: NetworkSummary;
  detail: NetworkDetail;
}
