import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { CORE_WALKS, compiledModules, loadKernels } from "../../dist/src/engine/kernels.js";
import { wasmStamp } from "../../dist/src/generated/wasm.js";
import type { KernelCode } from "../../dist/src/models/model.js";

// Reads the sections of the modules: could not catch a kernel that keeps state in the memory it is given.

type Bytes = Buffer<ArrayBuffer>;
const built = (file: string): Bytes => readFileSync(new URL(`../../build/${file}`, import.meta.url)) as Bytes;

/** LEB128 at a place: the number and where it ends. */
const unsigned = (bytes: Bytes, at: number): [value: number, next: number] => {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++]!;
    value += (byte & 127) * 2 ** shift;
    if (byte < 128) return [value, at];
  }
};

const sectionsOf = (bytes: Bytes): { id: number; begin: number; length: number }[] => {
  const sections = [];
  for (let at = 8; at < bytes.length; ) {
    const id = bytes[at]!;
    const [length, begin] = unsigned(bytes, at + 1);
    sections.push({ id, begin, length });
    at = begin + length;
  }
  return sections;
};

const MEMORY = { module: "env", name: "memory", kind: "memory" };
const TABLE = { module: "env", name: "table", kind: "table" };
const models = readdirSync(new URL("../../build/models", import.meta.url)).map((file) => file.replace(".wasm", ""));
const codes = new Map(
  await Promise.all(
    models.map(async (name) => {
      const { code } = await import(`../../dist/src/generated/kernels/${name}.js`);
      return [name, code as KernelCode] as const;
    }),
  ),
);

it("every model has a module", () => {
  expect(models.length).toBeGreaterThan(15);
});

describe.each([
  ["kernel.wasm", [MEMORY, TABLE], { stamp: wasmStamp } as KernelCode] as const,
  ...models.map((name) => [`models/${name}.wasm`, [MEMORY], codes.get(name)!] as const),
])("build/%s", (file, imports, code) => {
  const bytes = built(file);
  const sections = sectionsOf(bytes);
  const has = (id: number): boolean => sections.some((section) => section.id === id);

  it("is a version 1 module whose sections fill the file", () => {
    expect([...bytes.subarray(0, 8)]).toEqual([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
    const last = sections.at(-1)!;
    expect(last.begin + last.length).toBe(bytes.length);
    expect(has(10)).toBe(true);
  });

  it("imports a memory, the core a table too, and nothing else", () => {
    expect(WebAssembly.Module.imports(new WebAssembly.Module(bytes))).toEqual(imports);
  });

  it("has no data section (11), no data count (12), no start section (8), no table (4) or memory (5), no table elements (9)", () => {
    expect([11, 12, 8, 4, 5, 9].filter(has)).toEqual([]);
  });

  it("has no mutable global", () => {
    const globals = sections.find(({ id }) => id === 6);
    if (!globals) return;
    let [count, at] = unsigned(bytes, globals.begin);
    for (; count > 0; count--) {
      expect(bytes[at + 1], "mutability").toBe(0);
      at = bytes.indexOf(0x0b, at + 2) + 1;
    }
  });

  it("exports functions only, and the library carries the same module, packed", async () => {
    const exported = WebAssembly.Module.exports(new WebAssembly.Module(bytes));
    expect(exported.length).toBeGreaterThan(0);
    expect(exported.filter(({ kind }) => kind !== "function")).toEqual([]);
    await loadKernels(code);
    const carried = compiledModules([code]).get(code.stamp)!;
    expect(WebAssembly.Module.exports(carried)).toEqual(exported);
  });
});

it("the core exports every kernel that a schedule may name, and says which build it is of", () => {
  const module = new WebAssembly.Module(built("kernel.wasm"));
  const names = WebAssembly.Module.exports(module).map(({ name }) => name);
  expect(CORE_WALKS.filter((name) => !names.includes(name))).toEqual([]);
  const [section] = WebAssembly.Module.customSections(module, "neuroglia");
  expect(new TextDecoder().decode(section)).toBe(wasmStamp);
});
