import type { Figures } from "./figures.js";
import type { ParameterValue } from "./parameters.js";
import type { SpaceDescription } from "./space.js";

/** The line that a run of a sweep begins with: what made the trials below it. */
export interface RunLine {
  readonly ledger: number;
  readonly neuroglia: string;
  /** Of src/bits.ts; runs that have none are from before it was counted, 1. */
  readonly bits?: number;
  /** Name of the sweep file, and SHA-256 of its text. */
  readonly file: string;
  readonly fileHash: string;
  readonly space: SpaceDescription & { readonly length: number };
  /** From 1. */
  readonly shard: { readonly index: number; readonly count: number };
  /** Whether it was put together from others. */
  readonly merged?: true;
  /** ISO date and time. */
  readonly begun: string;
}

/** What is known of an error. */
export interface TrialError {
  readonly name: string;
  readonly message: string;
  /** Of a NeurogliaError. */
  readonly code?: string;
  readonly details?: Readonly<Record<string, unknown>>;
  /** The first lines of the stack. */
  readonly stack: readonly string[];
}

interface Entry {
  /** Hash of the parameters and the seed. */
  readonly id: string;
  /** Place in its space. */
  readonly index: number;
  readonly trial: Readonly<Record<string, ParameterValue>>;
  /** Wall time; of a trial that failed, none. */
  readonly seconds: number | null;
}

/** The line of one trial. */
export type TrialLine =
  | (Entry & { readonly status: "done"; readonly figures: Figures })
  | (Entry & { readonly status: "failed"; readonly error: TrialError });

/** Everything that a folder's ledger says. */
export interface LedgerContent {
  readonly path: string;
  /** What its runs began with, in their order. */
  readonly runs: readonly RunLine[];
  /** One line a trial, by place in the space. */
  readonly trials: readonly TrialLine[];
}
