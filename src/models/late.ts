import type { KernelCode } from "./model.js";

type Load = () => Promise<Pick<KernelCode, "packed">>;

/** By stamp, for a copy of a description has copies of its codes. */
const loads = new Map<string, Load>();

/** How to load kernels that do not come with their model. */
export const lateKernels: ReadonlyMap<string, Load> = loads;

/** Kernels whose module a page loads apart: of a rule, when a network first learns by it. */
export const late = (code: KernelCode, load: Load): KernelCode => {
  loads.set(code.stamp, load);
  return code;
};
