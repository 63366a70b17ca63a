import type { Model, NeuronModel, PlasticityRule, SourceModel } from "../models/model.js";
import { Arena, type Floats } from "./arena.js";
import { Block } from "./block.js";
import type { Synapses } from "./connect.js";
import type { NetworkDescription, Range, Value } from "./description.js";
import type { Looked } from "./finite.js";
import { instantiate, type Kernels, kernelTable, ModelInstances } from "./kernels.js";
import type { Sites } from "./listing.js";
import type { Reference } from "./references.js";
import { type ModelWalk, Schedule } from "./schedule.js";
import { Segments } from "./segments.js";
import { type Own, ownRanges, type Share } from "./share.js";
import type { Workshop } from "./values.js";

/** Memory of what is played, and how many words it can hold. */
export interface Stimulus {
  readonly address: number;
  readonly words: number;
}

/** A population in memory. */
export interface PopulationPlace {
  readonly block: Block;
  readonly n: number;
  readonly model: NeuronModel | SourceModel;
  readonly tally: number;
  /** Address of each state and input column. */
  readonly columns: Map<string, number>;
  /** By state that kernels keep relative to references. */
  readonly references: Map<string, Reference>;
  readonly params: Record<string, Value>;
  readonly perNeuron: boolean;
  readonly sites: Sites | null;
  readonly ringSlots: number;
  readonly slotBytes: number;
  readonly ring: number;
  stimulus: Stimulus;
}

/** A projection in memory. */
export interface ProjectionPlace extends Synapses {
  readonly block: Block;
  readonly tally: number;
  readonly pre: Range;
  readonly post: Range;
  readonly plasticity: {
    rule: PlasticityRule;
    params: Record<string, number>;
    /** Params that differ between targets. */
    perTarget: Record<string, Value>;
    amplitudes: number;
    fade: number;
  } | null;
  readonly shortTerm: ShortTermPlace | null;
  /** Where weights are touched only when presynaptic spikes arrive. */
  readonly lazy: LazyPlace | null;
}

/** When spikes last arrived at each row of a projection with short-term plasticity (src/engine/shortTerm.ts). */
export interface ShortTermPlace {
  readonly arrived: number;
  readonly nRows: number;
}

/** Histories and rows of a projection whose learning is put off (src/engine/lazy.ts). */
export interface LazyPlace {
  readonly block: Block;
  readonly nRows: number;
  /** Brings the weights of a projection's block up to date with all spikes before a step. */
  readonly flush: (projection: number, step: number) => void;
}

/** Astrocytes in memory. */
export interface GliaPlace {
  readonly block: Block;
  readonly n: number;
  readonly columns: Map<string, number>;
  readonly params: Record<string, number>;
}

/** A drive in memory. */
export interface DrivePlace {
  readonly block: Block;
  readonly params: Record<string, number>;
}

/** An injection in memory. */
export interface InjectionPlace {
  readonly block: Block;
  stimulus: Stimulus;
}

/** A recorder in memory. */
export interface RecorderPlace {
  readonly block: Block;
  /** Of what it measures on spikes, where it does. */
  readonly meter: Block | null;
  /** Hands over the first entries of its buffer. */
  readonly drain: (entries: number) => void;
}

/**
 * What a recording receives: spikes as pairs (index, step), samples as rows; a view that is valid only during the call.
 * Sinks stand in the order of the description's recorders.
 */
export type Sink = (words: Uint32Array<ArrayBuffer> | Floats) => void;

/** A readout in memory. */
export interface ReadoutPlace {
  readonly block: Block;
  readonly n: number;
  readonly nGroups: number;
  readonly nOutputs: number;
  /** Address of each column that can be recorded. */
  readonly columns: Map<string, number>;
  readonly targets: { stimulus: Stimulus };
  readonly gates: { stimulus: Stimulus };
  /** Address of increments that wait, in the form of the weights; 0: there are none. */
  readonly sums: number;
}

/** One network's memory and everything in it: what building fills, and what running reads. */
export interface Site {
  readonly description: NetworkDescription;
  readonly share: Share;
  /** By population: what this memory integrates and holds the incoming synapses of. Columns are whole in every memory. */
  readonly own: readonly Own[];
  readonly arena: Arena;
  readonly kernels: Kernels;
  readonly instances: ModelInstances;
  readonly segments: Segments;
  readonly schedule: Schedule;
  readonly clock: Block;
  readonly populations: PopulationPlace[];
  readonly projections: ProjectionPlace[];
  readonly drives: DrivePlace[];
  readonly injections: InjectionPlace[];
  readonly readouts: ReadoutPlace[];
  readonly glia: GliaPlace[];
  readonly recorders: RecorderPlace[];
  /** What must stay finite. */
  readonly looked: Looked[];
  /** Traces of what is left of last spikes, with the quantity of the target population that is their decay. */
  readonly residuals: { trace: number; population: number; quantity: string }[];
}

/** An empty memory with a clock in it. */
export const openSite = (description: NetworkDescription, share: Share): Site => {
  const arena = new Arena(" (more workers share the synapses out, each with a memory of its own)");
  const table = kernelTable();
  const kernels = instantiate(arena.memory, table);
  const clock = Block.frame(arena, "clock", "clock")
    .setU32("seedLow", description.seed % 2 ** 32)
    .setU32("seedHigh", Math.floor(description.seed / 2 ** 32));
  clock.setU32("scratch", arena.allocate(64, "clock"));
  return {
    description,
    share,
    own: ownRanges(description, share),
    arena,
    kernels,
    instances: new ModelInstances(arena.memory),
    segments: new Segments(arena, kernels),
    schedule: new Schedule(kernels, table),
    clock,
    populations: [],
    projections: [],
    drives: [],
    injections: [],
    readouts: [],
    glia: [],
    recorders: [],
    residuals: [],
    looked: [],
  };
};

/** A kernel of a model, by what it does. */
export const walkOf = ({ instances }: Site, { name, code }: Model, role: string): ModelWalk => ({
  name: `${name}.${role}`,
  walk: instances.of(code)[role]!,
});

/** What drawing and connecting need of a site. */
export const workshop = ({ arena, kernels, clock }: Site): Workshop => ({ arena, kernels, clock: clock.address });

/** Elements of a column that holds n cells: whole vectors. */
export const padded = (n: number): number => Math.ceil(n / 4) * 4;

/** Steps from a spike's slot to its arrival: a source's event already stands at the beginning of its step. */
export const lag = (site: Site, population: number, delaySteps: number): number => {
  return site.description.populations[population]!.model.kind === "source" ? delaySteps - 1 : delaySteps;
};
