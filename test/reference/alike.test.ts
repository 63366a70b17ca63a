import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { alike } from "../../scripts/alike.mjs";
import type { BenchKernels } from "../bench.js";

// Of straight code with many locals and of loops; could not catch what only another kernel has. The networks' pinned hashes do.

const bytes = readFileSync(new URL("../../build/bench.wasm", import.meta.url));
const renumbered: Buffer<ArrayBuffer> = alike(bytes);

/** Random words and exponentials in a memory of its own, and what functions of numbers give. */
const played = (module: Buffer<ArrayBuffer>): { memory: Uint8Array; numbers: number[] } => {
  const memory = new WebAssembly.Memory({ initial: 2 });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(module), { env: { memory } });
  const kernels = exports as unknown as BenchKernels;
  for (let k = 0; k < 64; k++) kernels.philox16(4096 + 64 * k, k, k * 7, k & 3, 1 << k, 0x9e3779b9 ^ k, ~k);
  new Float32Array(memory.buffer, 16384, 1024).forEach((_, k, all) => {
    all[k] = (k - 512) / 7;
  });
  kernels.exp4Each(32768, 16384, 1024);
  const points = Array.from({ length: 99 }, (_, k) => (k + 0.5) / 99);
  const numbers = points.flatMap((x) => [
    kernels.exp(20 * x - 10),
    kernels.log(x),
    kernels.log1p(x),
    kernels.normalQuantile(x),
    kernels.pow(x, 3 - 7 * x),
    kernels.wordOf(1000 * x, 3, 1, 2, 5, 7),
  ]);
  return { memory: new Uint8Array(memory.buffer), numbers };
};

it("a module with locals numbered anew computes the same", () => {
  expect(renumbered.equals(bytes)).toBe(false);
  const [before, after] = [played(bytes), played(renumbered)];
  expect(after.numbers).toEqual(before.numbers);
  expect(Buffer.compare(after.memory, before.memory)).toBe(0);
  expect(after.memory.subarray(32768, 36864).some((byte) => byte !== 0)).toBe(true);
});

it("numbering anew what has been changes nothing that is computed, nor how long it is", () => {
  const twice = alike(renumbered);
  expect(twice.length).toBe(renumbered.length);
  expect(played(twice).numbers).toEqual(played(bytes).numbers);
});
