import { Arena } from "../engine/arena.js";
import { instantiate } from "../engine/kernels.js";
import { streamOf } from "../engine/stream.js";

/** The numbers 0 … n − 1 in a random order (Fisher–Yates) fixed by `seed` and `name`. */
export const shuffled = (n: number, seed: number, name: string): Uint32Array => {
  const arena = new Arena();
  const kernels = instantiate(arena.memory);
  const words = arena.allocate(16, "shuffle");
  const stream = streamOf(name);
  const order = Uint32Array.from({ length: n }, (_, k) => k);
  for (let k = 0; k + 1 < n; k++) {
    kernels.philox(words, k, 0, 0, stream, seed % 2 ** 32, Math.floor(seed / 2 ** 32), 7);
    const other = k + Math.floor((arena.u32(words, 1)[0]! / 2 ** 32) * (n - k));
    [order[k], order[other]] = [order[other]!, order[k]!];
  }
  return order;
};
