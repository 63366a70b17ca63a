import type { NeurogliaError } from "../errors.js";
import type { initialsOf, setAll, valuesWith } from "../models/expression.js";
import type { decayPair } from "../models/meanDecay.js";
import type { Block } from "./block.js";
import type { boundsOf, refuse, unitOf } from "./check.js";
import type { bytesOf } from "./columns.js";
import type { checkLimits } from "./limits.js";
import type { writeValues } from "./params.js";
import type { ownPart } from "./share.js";
import type { lag, padded, walkOf, workshop } from "./site.js";
import type { playedMemory } from "./stimulus.js";
import type { fill } from "./values.js";

/**
 * What parts that are loaded when a network first has one (parts.ts) need of the core, which hands it over: were it imported, bundlers
 * would cut the code of every page in two for it, and both would pack worse.
 */
export interface Core {
  readonly NeurogliaError: typeof NeurogliaError;
  readonly Block: typeof Block;
  readonly boundsOf: typeof boundsOf;
  readonly bytesOf: typeof bytesOf;
  readonly checkLimits: typeof checkLimits;
  readonly decayPair: typeof decayPair;
  readonly fill: typeof fill;
  readonly initialsOf: typeof initialsOf;
  readonly lag: typeof lag;
  readonly ownPart: typeof ownPart;
  readonly padded: typeof padded;
  readonly playedMemory: typeof playedMemory;
  readonly refuse: typeof refuse;
  readonly setAll: typeof setAll;
  readonly unitOf: typeof unitOf;
  readonly valuesWith: typeof valuesWith;
  readonly walkOf: typeof walkOf;
  readonly workshop: typeof workshop;
  readonly writeValues: typeof writeValues;
}

export let core: Core;

/** To be called before any part does anything. */
export const begin = (handed: Core): void => {
  core = handed;
};
