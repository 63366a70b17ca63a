import type { Floats } from "./arena.js";
import type { Range, Value } from "./description.js";
import type { Tally } from "./engine.js";
import type { Fault } from "./finite.js";
import type { LoopSite } from "./readouts.js";
import type { Part } from "./segments.js";

/** What a network needs of what runs it: an engine in this thread, or a crew of several. */
export interface Simulation {
  /** Steps taken since the last reset. */
  readonly step: number;
  readonly memoryBytes: number;
  /** Why nothing can be asked of it any more; an engine can always be asked. */
  readonly failure?: Error | null;
  /** Wall time that one call of `run` should take, ms. */
  readonly stretchMs: number;
  /**
   * Runs that many steps or fewer, and says how many. The `next` steps, which the caller means to ask for then, may begin
   * at once; should it not, the next call of another kind that waits takes them up.
   */
  run(steps: number, next?: number): number | Promise<number>;
  /** What was found to be no finite number at the last look; it does not run on until `reset`, `restart` or `restore`. */
  readonly fault: Fault | null;
  /** Looks for what is no finite number; `run` does at every 256th step. */
  look(): unknown;
  /** Readouts in the time loop; a crew has none, since they couple all neurons in every step. */
  readonly readouts?: readonly LoopSite[];
  /** Brings what the methods below read up to date. */
  refresh(): void | Promise<void>;
  reset(parts: readonly Part[], trial: number): void | Promise<void>;
  restart(trial: number): void | Promise<void>;
  checkpoint(): Uint8Array | Promise<Uint8Array>;
  /** @throws NeurogliaError unless it is a checkpoint of this description, of these bits or of others where allowed */
  open(bytes: Uint8Array, allowOtherBits?: boolean): { readonly step: number };
  restore(bytes: Uint8Array, parts?: readonly Part[], allowOtherBits?: boolean): void | Promise<void>;
  tally(): Tally;
  column(range: Range, quantity: string): Floats;
  setColumn(range: Range, quantity: string, value: Value): void;
  setParams(population: number, params: Record<string, number>): void;
  gliaColumn(glia: number, quantity: string): Floats;
  setGlia(glia: number, params: Record<string, number>): void;
  setPlasticity(
    projection: number,
    params: Readonly<Record<string, number>>,
    perTarget: Readonly<Record<string, Value>>,
  ): void;
  freeze(projection: number, frozen: boolean): void;
  plasticityParams(projection: number): Readonly<Record<string, number>>;
  weights(projection: number): Float32Array | Promise<Float32Array>;
  setWeights(projection: number, values: Float32Array): void;
  nSynapses(projection: number): number;
  synapses(projection: number): SynapseList | Promise<SynapseList>;
  positions(population: number): Uint16Array | null;
  setRecorder(recorder: number, everySteps: number, tau: number): void;
  setDrive(drive: number, params: Record<string, number>): void;
  playRates(population: number, values: ArrayLike<number>, rowSteps: number, fromStep: number): void;
  playProbabilities(population: number, values: ArrayLike<number>, rowSteps: number, fromStep: number): void;
  playCurrents(injection: number, values: ArrayLike<number>, rowSteps: number, fromStep: number): void;
  injectionWeights(injection: number): Float32Array;
  playEvents(population: number, steps: Uint32Array, ids: Uint32Array): void;
  explain(): string;
  close(): void | Promise<void>;
}

/** Source and target, counted within the two groups, and delay (ms) of every synapse: by source, delay, target. */
export interface SynapseList {
  pre: Uint32Array;
  post: Uint32Array;
  delay: Float64Array;
}
