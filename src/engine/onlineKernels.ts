import { code } from "../generated/onlineWasm.js";
import type { ModelInstances, Walk } from "./kernels.js";

/** Kernels of readouts that learn sample by sample. Addresses and counts are u32; `f64` numbers pass unchanged. */
export interface OnlineKernels {
  /** assembly/readout/loop.ts; the next two alike. */
  readout: Walk;
  forceLearn: Walk;
  deltaLearn: Walk;
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
}

/** They, among the instances of a memory. */
export const onlineKernels = (instances: ModelInstances): OnlineKernels =>
  instances.of(code) as unknown as OnlineKernels;
