import { Arena } from "./arena.js";
import { instantiate } from "./kernels.js";
import { streamOf } from "./stream.js";

/**
 * n numbers in [0, 1) of 24 bits, fixed by `seed` and `name`, for parameters that the host computes from random numbers;
 * number k is the same whatever n is.
 */
export const uniforms = (n: number, seed: number, name: string): Float64Array => {
  const arena = new Arena();
  const kernels = instantiate(arena.memory);
  const words = arena.allocate(16, "uniforms");
  const stream = streamOf(name);
  const out = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    if (k % 4 === 0) kernels.philox(words, k >> 2, 0, 0, stream, seed % 2 ** 32, Math.floor(seed / 2 ** 32), 7);
    out[k] = (arena.u32(words, 4)[k % 4]! >>> 8) / 2 ** 24;
  }
  return out;
};
