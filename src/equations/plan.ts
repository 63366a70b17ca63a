import type { Node } from "./graph.js";

/** A column of a block: a state or an input. */
export interface PlanColumn {
  readonly name: string;
  /** f64; otherwise f32. */
  readonly isWide: boolean;
}

/**
 * A value that the host hands to a kernel, by the names of words of its block (each a number and the address of a column, see
 * `blockOf`): rounded to f32, and, where it is needed in f64, as three f32 whose sum it is exactly, largest first.
 */
export interface HostValue {
  readonly node: Node;
  readonly narrow: string | null;
  readonly wide: readonly [string, string, string] | null;
  /** Of dt and literals alone: one number in every variant of a kernel. */
  readonly isOfDt: boolean;
}

export interface Assigned {
  readonly column: string;
  readonly value: Node;
}

/** What a step does to one neuron. Nodes are of the values at t: `column` is what stands in memory when the step begins. */
export interface Loop {
  /** What columns become; those left out stay. */
  readonly next: readonly Assigned[];
  /** Whether it spikes (≠ 0); null: never. */
  readonly fired: Node | null;
  /** What columns become, instead of `next`, where it spikes. */
  readonly atSpike: readonly Assigned[];
}

/**
 * Another loop to the same effect where params are alike, for populations of which few neurons are refractory at a time: it knows
 * nothing of refractoriness; those in a list are put right after it. Each entry of the list is the neuron's id (u32) and the values of
 * `frozen` columns, which it gets back in every step that it is refractory.
 */
export interface HeldLoop {
  readonly loop: Loop;
  readonly frozen: readonly string[];
  /** Steps after that of a spike in which a neuron is refractory: a whole number, of dt and params. Nothing is listed if it is 0. */
  readonly steps: Node;
}

/** Everything that becomes of a model's equations, for `emitNeuron`. */
export interface NeuronPlan {
  /** In the order of the block; where there is a HeldLoop or refractory period, `refractoryLeft` is one of them. */
  readonly columns: readonly PlanColumn[];
  /** In the order of the block, `narrow` before `wide`. */
  readonly values: readonly HostValue[];
  readonly loop: Loop;
  readonly held: HeldLoop | null;
  /** Subexpressions, which recorders read: a kernel each, that leaves its value, f32, in a column of its own. */
  readonly observed: readonly { readonly name: string; readonly value: Node }[];
  /** What is done at the end of every `steps`-th step (steps: of dt alone, ≥ 1), after what arrives has arrived. */
  readonly late: readonly { readonly steps: Node; readonly assigned: readonly Assigned[] }[];
}
