import type { NeuronModel, PlasticityRule, SourceModel } from "../models/model.js";
import { Arena } from "./arena.js";
import { Block } from "./block.js";
import type { Rows, Sites, Workshop } from "./connect.js";
import type { NetworkDescription, Range, Value } from "./description.js";
import { instantiate, type Kernels } from "./kernels.js";
import { Schedule } from "./schedule.js";
import { Segments } from "./segments.js";

/** A population in memory. */
export interface PopulationPlace {
  readonly block: Block;
  readonly n: number;
  readonly model: NeuronModel | SourceModel;
  readonly tally: number;
  /** Address of each state and input column. */
  readonly columns: Map<string, number>;
  readonly params: Record<string, Value>;
  readonly perNeuron: boolean;
  readonly sites: Sites | null;
  readonly ringSlots: number;
  readonly slotBytes: number;
  readonly ring: number;
  /** Memory of the present play(), and how many words it can hold. */
  stimulus: { address: number; words: number };
}

/** A projection in memory. */
export interface ProjectionPlace extends Rows {
  readonly block: Block;
  readonly weights: number;
  readonly tally: number;
  readonly pre: Range;
  readonly post: Range;
  readonly plasticity: {
    rule: PlasticityRule;
    params: Record<string, number>;
    amplitudes: number;
    fade: number;
  } | null;
  /** Where weights are touched only when presynaptic spikes arrive. */
  readonly lazy: LazyPlace | null;
}

/** Histories and rows of a projection whose learning is put off (src/engine/lazy.ts). */
export interface LazyPlace {
  readonly block: Block;
  readonly nRows: number;
}

/** Astrocytes in memory. */
export interface GliaPlace {
  readonly block: Block;
  readonly n: number;
  readonly columns: Map<string, number>;
  readonly params: Record<string, number>;
}

/** A recorder in memory. */
export interface RecorderPlace {
  readonly block: Block;
  /** Words (u32 or f32) that one entry of `fill` takes. */
  readonly width: number;
  /** Takes what is in the buffer; the view is only valid during the call. */
  readonly drain: (memory: ArrayBuffer, address: number, entries: number) => void;
}

/** What the recordings of a network receive, in the order of its description's recorders. */
export type Sink = (memory: ArrayBuffer, address: number, entries: number) => void;

/** Neurons [begin, end) of one population that a memory owns. */
export interface Own {
  readonly begin: number;
  readonly end: number;
}

/** One network's memory and everything in it: what building fills, and what running reads. */
export interface Site {
  readonly description: NetworkDescription;
  /** By population: what this memory integrates and holds the incoming synapses of. Columns are whole in every memory. */
  readonly own: readonly Own[];
  readonly arena: Arena;
  readonly kernels: Kernels;
  readonly segments: Segments;
  readonly schedule: Schedule;
  readonly clock: Block;
  readonly populations: PopulationPlace[];
  readonly projections: ProjectionPlace[];
  readonly glia: GliaPlace[];
  readonly recorders: RecorderPlace[];
  /** Traces of what is left of last spikes, with the quantity of the target population that is their decay. */
  readonly residuals: { trace: number; population: number; quantity: string }[];
}

/** An empty memory with a clock in it. */
export const openSite = (description: NetworkDescription): Site => {
  const arena = new Arena();
  const kernels = instantiate(arena.memory);
  const clock = Block.frame(arena, "clock", "clock")
    .setU32("seedLow", description.seed % 2 ** 32)
    .setU32("seedHigh", Math.floor(description.seed / 2 ** 32));
  clock.setU32("scratch", arena.allocate(64, "clock"));
  return {
    description,
    own: description.populations.map(({ n }) => ({ begin: 0, end: n })),
    arena,
    kernels,
    segments: new Segments(arena, kernels),
    schedule: new Schedule(),
    clock,
    populations: [],
    projections: [],
    glia: [],
    recorders: [],
    residuals: [],
  };
};

/** What drawing and connecting need of a site. */
export const workshop = ({ arena, kernels, clock }: Site): Workshop => ({ arena, kernels, clock: clock.address });

/** Elements of a column that holds n cells: whole vectors. */
export const padded = (n: number): number => Math.ceil(n / 4) * 4;

/** Steps from a spike's slot to its arrival: a source's event already stands at the beginning of its step. */
export const lag = (site: Site, population: number, delaySteps: number): number => {
  return site.description.populations[population]!.model.kind === "source" ? delaySteps - 1 : delaySteps;
};
