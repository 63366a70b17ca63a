import { NeurogliaError } from "../errors.js";
import { packedWasm, wasmStamp } from "../generated/wasm.js";
import { unpackedModule } from "./unpack.js";

/** The kernels of networks that the host calls by name. Addresses and counts are u32; `f64` numbers pass unchanged. */
export interface Kernels {
  exp(x: number): number;
  log(x: number): number;
  log1p(x: number): number;
  normalQuantile(p: number): number;
  pow(base: number, exponent: number): number;
  /** assembly/readout/online.ts */
  outputsOf(weights: number, bias: number, outputs: number, x: number, groups: number, out: number): void;
  /** assembly/readout/online.ts */
  addOuter(weights: number, outputs: number, factors: number, scale: number, x: number, groups: number): void;
  /** assembly/readout/rls.ts; the next two alike */
  rlsBegin(p: number, groups: number, n: number, alpha: number): void;
  rlsGain(p: number, groups: number, s: number, grow: number, x: number, k: number): void;
  /** 1, or 0 where P has lost its definiteness. */
  rlsLearn(
    weights: number,
    outputs: number,
    errors: number,
    forgetting: number,
    x: number,
    k: number,
    s: number,
    groups: number,
  ): number;
  /** Runs a schedule; see assembly/generated/dispatch.ts. */
  runSteps(schedule: number, count: number, clock: number, steps: number): number;
  /** assembly/exchange/exchange.ts */
  packSpikes(populations: number, n: number, begin: number, end: number, out: number): number;
  /** assembly/exchange/exchange.ts */
  mergeSpikes(populations: number, n: number, begin: number, end: number, packets: number, nPackets: number): void;
  /** models/stdp/lazy.ts */
  stdpLazyFlush(projection: number, step: number): void;
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

let compiled: WebAssembly.Module | undefined;

/** The kernel module, compiled once per thread. */
export const kernelModule = (): WebAssembly.Module => (compiled ??= unpackedModule(packedWasm));

/** What a module says of the build that it comes from: the text of its section "neuroglia". */
const stampOf = (module: WebAssembly.Module): string => {
  const [section] = WebAssembly.Module.customSections(module, "neuroglia");
  return section ? new TextDecoder().decode(section) : "none";
};

/**
 * Takes the module that another thread compiled.
 * @throws NeurogliaError if that thread runs another build
 */
export const adoptKernelModule = (module: WebAssembly.Module): void => {
  const stamp = stampOf(module);
  if (stamp !== wasmStamp)
    throw new NeurogliaError({
      code: "bad-input",
      what: "build",
      where: "a worker's script",
      expected: `that of the thread which started it (${stamp})`,
      got: wasmStamp,
    });
  compiled = module;
};

/**
 * Takes kernels that a user brings, in the place of those that the package holds.
 * @throws NeurogliaError if kernels are in use already, or these belong to another build
 */
export const bringKernelModule = (module: WebAssembly.Module): void => {
  const refuse = (code: string, expected: string, got: string): never => {
    throw new NeurogliaError({ code, what: "wasm", where: "configure", expected, got });
  };
  if (compiled) refuse("too-late", "given before anything computes", "kernels in use");
  const stamp = stampOf(module);
  if (stamp !== wasmStamp) refuse("bad-input", `the kernel.wasm of this build (${wasmStamp})`, stamp);
  compiled = module;
};

/** Kernels over one memory. The module imports that memory and nothing else. */
export const instantiate = (memory: WebAssembly.Memory): Kernels =>
  new WebAssembly.Instance(kernelModule(), { env: { memory } }).exports as unknown as Kernels;
