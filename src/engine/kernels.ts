import { NeurogliaError } from "../errors.js";
import { packedWasm, wasmStamp } from "../generated/wasm.js";
import { lateKernels } from "../models/late.js";
import type { KernelCode } from "../models/model.js";
import type { NetworkDescription } from "./description.js";
import { unpackedBehindCore, unpackedModule } from "./unpack.js";

/** What a schedule names: one operation of a step on a block, for elements [begin, end). */
export type Walk = (block: number, begin: number, end: number, step: number) => void;

/** Kernels of the core that a schedule may name. */
export const CORE_WALKS = [
  "inject",
  "deliver",
  "deliverLast",
  "deliverUniform",
  "deliverDense",
  "frozenDeliverPre",
  "frozenPre",
  "frozenPost",
  "amplitudeFade",
  "traceMark",
  "traceUpdate",
  "modulate",
  "countSpikes",
  "filterSpikes",
  "recordSpikes",
  "recordState",
] as const;
export type CoreWalk = (typeof CORE_WALKS)[number];

/** The kernels of networks that the host calls by name. Addresses and counts are u32; `f64` numbers pass unchanged. */
export interface Kernels extends Record<CoreWalk, Walk> {
  exp(x: number): number;
  log(x: number): number;
  log1p(x: number): number;
  normalQuantile(p: number): number;
  pow(base: number, exponent: number): number;
  /** Runs a schedule; see assembly/run.ts. */
  runSteps(schedule: number, count: number, clock: number, steps: number): number;
  /** assembly/exchange/exchange.ts */
  packSpikes(populations: number, n: number, begin: number, end: number, out: number): number;
  /** assembly/exchange/exchange.ts */
  mergeSpikes(populations: number, n: number, begin: number, end: number, packets: number, nPackets: number): void;
  /** assembly/integrate/held.ts */
  listHeld(population: number, refractoryLeft: number, begin: number, end: number): void;
  /** assembly/record/finite.ts */
  firstNotFinite(column: number, begin: number, end: number, bytes: number): number;
  enlistRow(projection: number, row: number, id: number): void;
  checksum(at: number, bytes: number, seed: bigint): bigint;
  /** assembly/connect/values.ts */
  drawValues(draw: number, out: number, n: number, step: number): void;
  latticeSites(out: number, nx: number, ny: number, nz: number, shuffle: number, clock: number, stream: number): void;
  distanceTable(table: number, n: number, c: number, lambda: number): void;
  /** assembly/connect/split.ts */
  splitTotal(connect: number): void;
  /** assembly/connect/split.ts */
  replayOutdegree(connect: number, begin: number, end: number, cursors: number, sources: number): void;
  /** assembly/connect/delays.ts */
  tabulateDelays(placement: number): void;
  /** assembly/connect/rows.ts; the others of this kind alike */
  countSynapses(connect: number, placement: number, begin: number, end: number): void;
  rowPositions(rows: number, nRows: number): number;
  placeSynapses(connect: number, placement: number, begin: number, end: number): void;
  placeDense(connect: number, placement: number, begin: number, end: number): void;
  placeBits(connect: number, placement: number, begin: number, end: number): void;
}

type Code = Pick<KernelCode, "stamp" | "packed">;

/** Whether a memory has kernels. Descriptors are checked before, with the core's functions of numbers alone. */
let inUse = false;

/** By stamp: compiled once a process, as threads are handed what another has compiled. */
const modules = new Map<string, WebAssembly.Module>();

/** The kernels that every network needs. */
const core: Code = { stamp: wasmStamp, packed: packedWasm };

/** @throws NeurogliaError `no-wasm` where it cannot be compiled */
const moduleOf = ({ stamp, packed }: Code): WebAssembly.Module => {
  const module = modules.get(stamp) ?? (stamp === wasmStamp ? unpackedModule : unpackedBehindCore)(packed);
  modules.set(stamp, module);
  return module;
};

/**
 * Loads and compiles kernels that do not come with their model (src/models/late.ts). To be awaited before anything asks for them.
 * @throws NeurogliaError `no-wasm` where they cannot be compiled
 */
export const loadKernels = async ({ stamp }: Code): Promise<void> => {
  const load = lateKernels.get(stamp);
  if (load && !modules.has(stamp)) moduleOf({ stamp, ...(await load()) });
};

/** Modules by stamp. */
export type Compiled = ReadonlyMap<string, WebAssembly.Module>;

/** Everything that this thread has compiled, the core's kernels among it, by stamp: for another thread to adopt. */
export const compiledModules = (codes: readonly Code[] = []): Compiled => {
  for (const code of [core, ...codes]) moduleOf(code);
  return modules;
};

/** The modules that a network needs, for a thread that is to run it. */
export const modulesOf = (network: NetworkDescription): Compiled => {
  const { populations, drives, glia, projections } = network;
  return compiledModules([
    ...[...populations, ...drives, ...glia].map(({ model }) => model.code),
    ...projections.flatMap(({ plasticity, shortTerm }) =>
      [plasticity, shortTerm].flatMap((part) => part?.rule.code ?? []),
    ),
  ]);
};

/** What a module says of the build that it comes from: the text of its section "neuroglia". */
const stampOf = (module: WebAssembly.Module): string => {
  const [section] = WebAssembly.Module.customSections(module, "neuroglia");
  return section ? new TextDecoder().decode(section) : "none";
};

/**
 * Takes the modules that another thread compiled.
 * @throws NeurogliaError if that thread runs another build
 */
export const adoptModules = (compiled: Compiled): void => {
  if (!compiled.has(wasmStamp))
    throw new NeurogliaError({
      code: "bad-input",
      what: "build",
      where: "a worker's script",
      expected: `that of the thread which started it (${[...compiled.keys()][0]})`,
      got: wasmStamp,
    });
  for (const [stamp, module] of compiled) modules.set(stamp, module);
};

/**
 * Takes kernels that a user brings, in the place of those that the package holds.
 * @throws NeurogliaError if kernels are in use already, or these belong to another build
 */
export const bringKernelModule = (module: WebAssembly.Module): void => {
  const refuse = (code: string, expected: string, got: string): never => {
    throw new NeurogliaError({ code, what: "wasm", where: "configure", expected, got });
  };
  if (inUse) refuse("too-late", "given before anything computes", "kernels in use");
  const stamp = stampOf(module);
  if (stamp !== wasmStamp) refuse("bad-input", `the kernel.wasm of this build (${wasmStamp})`, stamp);
  modules.set(wasmStamp, module);
  inUse = true;
};

/** The table from which `runSteps` takes what a schedule names; it grows. */
export const kernelTable = (): WebAssembly.Table => new WebAssembly.Table({ element: "anyfunc", initial: 16 });

/**
 * The core's kernels over one memory. The module imports that memory and a table, and nothing else.
 */
export const instantiate = (memory: WebAssembly.Memory, table: WebAssembly.Table = kernelTable()): Kernels =>
  new WebAssembly.Instance(moduleOf(core), { env: { memory, table } }).exports as unknown as Kernels;

/** A model's kernels over one memory, by what they do. */
export type ModelKernels = Readonly<Record<string, Walk>>;

/** Models' kernels over one memory: each module is instantiated when a network first needs it. */
export class ModelInstances {
  readonly #memory: WebAssembly.Memory;
  readonly #made = new Map<string, ModelKernels>();

  constructor(memory: WebAssembly.Memory) {
    this.#memory = memory;
    inUse = true;
  }

  of(code: Code): ModelKernels {
    const { stamp } = code;
    const made =
      this.#made.get(stamp) ??
      (new WebAssembly.Instance(moduleOf(code), { env: { memory: this.#memory } }).exports as unknown as ModelKernels);
    this.#made.set(stamp, made);
    return made;
  }
}
