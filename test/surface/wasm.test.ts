import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { kernelModule } from "../../dist/src/engine/kernels.js";
import { unpack } from "../../dist/src/engine/unpack.js";
import { unpackWasm } from "../../dist/src/generated/unpackWasm.js";
import { packedWasm } from "../../dist/src/generated/wasm.js";

// Reads the sections of the module: could not catch a kernel that keeps state in the memory it is given.

const bytes = readFileSync(new URL("../../build/kernel.wasm", import.meta.url));

/** LEB128 at a place: the number and where it ends. */
const unsigned = (at: number): [value: number, next: number] => {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++]!;
    value += (byte & 127) * 2 ** shift;
    if (byte < 128) return [value, at];
  }
};

const sections: { id: number; begin: number; length: number }[] = [];
for (let at = 8; at < bytes.length; ) {
  const id = bytes[at]!;
  const [length, begin] = unsigned(at + 1);
  sections.push({ id, begin, length });
  at = begin + length;
}
const has = (id: number): boolean => sections.some((section) => section.id === id);

describe("build/kernel.wasm", () => {
  it("is a version 1 module whose sections fill the file", () => {
    expect([...bytes.subarray(0, 8)]).toEqual([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
    const last = sections.at(-1)!;
    expect(last.begin + last.length).toBe(bytes.length);
    expect(has(10)).toBe(true);
  });

  it("imports env.memory and nothing else", () => {
    const module = new WebAssembly.Module(bytes);
    expect(WebAssembly.Module.imports(module)).toEqual([{ module: "env", name: "memory", kind: "memory" }]);
  });

  it("has no data section (11), no data count (12), no start section (8), no table elements (9)", () => {
    expect({ data: has(11), dataCount: has(12), start: has(8), elements: has(9) }).toEqual({
      data: false,
      dataCount: false,
      start: false,
      elements: false,
    });
  });

  it("has no mutable global", () => {
    const globals = sections.find(({ id }) => id === 6);
    if (globals) {
      let [count, at] = unsigned(globals.begin);
      for (; count > 0; count--) {
        expect(bytes[at + 1], "mutability").toBe(0);
        at = bytes.indexOf(0x0b, at + 2) + 1;
      }
    }
    expect(WebAssembly.Module.exports(new WebAssembly.Module(bytes)).filter(({ kind }) => kind !== "function")).toEqual(
      [],
    );
  });

  it("exports functions only, and the library carries the very same bytes", () => {
    const exported = (module: WebAssembly.Module) =>
      WebAssembly.Module.exports(module).map(({ name, kind }) => `${kind} ${name}`);
    const built = exported(new WebAssembly.Module(bytes));
    expect(built.every((line) => line.startsWith("function "))).toBe(true);
    expect(exported(kernelModule())).toEqual(built);
    const carried = unpack(Buffer.from(packedWasm, "base64"), Buffer.from(unpackWasm, "base64"));
    expect(Buffer.compare(carried, bytes)).toBe(0);
  });
});
