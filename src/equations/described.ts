import type { Distribution } from "../network/distributions.js";
import type { Assignment, Expression, Place } from "./syntax.js";

/** A quantity that evolves. */
export interface StateRead {
  readonly name: string;
  /** As written; `null` where none was. */
  readonly unit: string | null;
  /** Its slope, `null` of a state that statements alone change. */
  readonly slope: Expression | null;
  readonly isWide: boolean;
  /** Its slope is 0 while the neuron is refractory. */
  readonly stops: boolean;
  readonly place: Place;
}

export interface InputRead {
  readonly name: string;
  readonly unit: string | null;
  readonly meaning: string;
  /** The state to which a pulse is added, `null` of what joins a state of its own name and of one-step currents. */
  readonly adds: string | null;
  readonly drives?: -1 | 0 | 1;
  readonly typical?: number;
}

/** A neuron's texts, read and checked: every name known, every unit that is known in order, no cycles. */
export interface NeuronRead {
  readonly name: string;
  readonly states: readonly StateRead[];
  /** Each after those that it reads. */
  readonly subexpressions: readonly {
    readonly name: string;
    readonly unit: string | null;
    readonly value: Expression;
    readonly place: Place;
  }[];
  readonly timers: readonly string[];
  readonly params: Readonly<Record<string, ParamRead>>;
  readonly inputs: readonly InputRead[];
  readonly threshold: Expression | null;
  readonly reset: readonly Assignment[];
  /** A time in ms, or a condition that has to end; `null`: none. */
  readonly refractory: { readonly kind: "time" | "condition"; readonly value: Expression } | null;
  /** By state. */
  readonly init: Readonly<Record<string, Expression | Distribution>>;
  readonly every: readonly { readonly ms: number; readonly statements: readonly Assignment[] }[];
  /** How often `euler` goes through a state in a step. */
  readonly substeps: Readonly<Record<string, number>>;
  readonly method: string;
  /** Names (of quantities) and places (of expressions) whose units went unchecked. */
  readonly unchecked: readonly string[];
  /** The texts printed in one way, whatever their blanks and comments: what the identity comes from. */
  readonly canonical: string;
}

export interface ParamRead {
  readonly default: number;
  readonly unit: string | null;
  readonly min?: number;
  readonly max?: number;
  readonly typical?: number;
  readonly meaning: string;
}
