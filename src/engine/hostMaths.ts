import { instantiate, type Kernels } from "./kernels.js";

/** The kernels' functions of numbers, which give the same bits on every machine (assembly/math.ts). */
export type HostMaths = Pick<Kernels, "exp" | "log" | "log1p" | "normalQuantile" | "pow">;

let found: HostMaths | undefined;

/** They read no memory, but the module wants one: a page, made once a thread. */
export const hostMaths = (): HostMaths => (found ??= instantiate(new WebAssembly.Memory({ initial: 1, maximum: 1 })));
