import { readFileSync } from "node:fs";
import { Arena } from "../dist/src/engine/arena.js";
import type { Kernels, Walk } from "../dist/src/engine/kernels.js";

/** Kernels that only benches and tests call by name. */
export interface BenchKernels extends Kernels {
  bernoulliEmit: Walk;
  deliverBitmap: Walk;
  poissonDriveDraw: Walk;
  gaussianDriveDraw: Walk;
  pulseDriveDraw: Walk;
  exp4Each(out: number, x: number, n: number): void;
  philox(out: number, c0: number, c1: number, c2: number, c3: number, k0: number, k1: number, rounds: number): void;
  philox16(out: number, group: number, step: number, trial: number, stream: number, k0: number, k1: number): void;
  wordOf(element: number, step: number, trial: number, stream: number, k0: number, k1: number): number;
  spikeSourceEmit: Walk;
  lifDiscreteIntegrateUniform: Walk;
  lifDiscreteIntegratePerNeuron: Walk;
  stdpPre: Walk;
  stdpPost: Walk;
  stdpLazyArrive: Walk;
  stdpLazyLearn: Walk;
  stdpLazyFlush(projection: number, step: number): void;
}

const module = new WebAssembly.Module(readFileSync(new URL("../build/bench.wasm", import.meta.url)));

/** A memory, empty unless given, and the bench build of the kernels over it. */
export const bench = (arena = new Arena()): { arena: Arena; kernels: BenchKernels } => {
  const instance = new WebAssembly.Instance(module, { env: { memory: arena.memory } });
  return { arena, kernels: instance.exports as unknown as BenchKernels };
};
