// Tests the kernel alone, in a memory of its own, against the equations in f64. Where neuroglia is installed:
//   npx asc alone.ts --outFile alone.wasm --runtime stub --importMemory --use abort= --enable simd
import { instantiateSync } from "@assemblyscript/loader";
import { compareWith } from "./twin.mjs";

/** @param {Uint8Array} bytes of alone.wasm */
export const compare = (bytes) => {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const { exports } = instantiateSync(bytes, { env: { memory } });
  return compareWith(exports.steps, memory);
};
