import { readFileSync } from "node:fs";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { configure, lif, Network, Ridge } from "../../dist/src/index.js";

// In Node, in the order of the tests: kernels are taken once. Pages are tested in test/browser.

const kernels = readFileSync(new URL("../../build/kernel.wasm", import.meta.url));
const message = (given: object) =>
  configure(given).then(
    () => "taken",
    (error: Error) => `${error.name}: ${error.message}`,
  );

describe("where WebAssembly cannot be compiled", () => {
  const text = "WebAssembly.Module(): Wasm code generation disallowed by embedder";
  const { Module, compile, validate } = WebAssembly;
  afterEach(() => Object.assign(WebAssembly, { Module, compile, validate }));
  const forbid = () =>
    Object.assign(WebAssembly, {
      Module: class {
        constructor() {
          throw new WebAssembly.CompileError(text);
        }
      },
      compile: async () => {
        throw new WebAssembly.CompileError(text);
      },
    });
  const running = () => {
    const net = new Network();
    net.population("cells", 4, lif);
    return net.run(1);
  };
  const expected = `NeurogliaError: WebAssembly of this page or process must be allowed (Content-Security-Policy: add 'wasm-unsafe-eval' to script-src), got "${text}"`;

  it("a network, a readout and configure name the directive that is missing", async () => {
    forbid();
    await expect(running()).rejects.toThrow(expected.slice(16));
    const fit = async () =>
      new Ridge({ classes: 2 }).fit({ values: new Uint8Array(2), rows: 2, columns: 1 }, Uint8Array.of(0, 1));
    await expect(fit()).rejects.toThrow(expected.slice(16));
    // The class that kernels are told by is not the platform's here.
    Object.assign(WebAssembly, { Module });
    expect(await message({ wasm: kernels })).toBe(expected);
  });

  it("an engine without SIMD is told apart", async () => {
    forbid();
    Object.assign(WebAssembly, { validate: () => false });
    await expect(running()).rejects.toThrow(/WebAssembly of this page or process must be one with 128-bit SIMD/);
  });
});

describe("configure", () => {
  it("refuses what it does not know, what is no kernel, and workers in Node", async () => {
    expect(await message({ wams: "x" })).toMatch(
      /one of "wasm", "createWorker" \(did you mean "wasm"\?\), got "wams"$/,
    );
    expect(await message("kernel.wasm" as unknown as object)).toMatch(/options of configure must be an object/);
    expect(await message({ wasm: 7 })).toMatch(/must be an address, bytes or a WebAssembly\.Module, got 7$/);
    expect(await message({ wasm: Uint8Array.of(1, 2, 3) })).toMatch(
      /^NeurogliaError: wasm of configure must be the kernels/,
    );
    expect(await message({ wasm: "no address" })).toMatch(/must be an address that can be fetched, got "no address/);
    expect(await message({ wasm: kernels.subarray(0, -20) })).toMatch(
      /^NeurogliaError: wasm of configure must be the kernels/,
    );
    const other = Uint8Array.from(kernels);
    other[other.length - 1]! ^= 1;
    expect(await message({ wasm: other })).toMatch(/must be the kernel\.wasm of this build \([0-9a-f]{16}\), got "/);
    expect(await message({ createWorker: 1 })).toMatch(/createWorker of configure must be a function, got 1$/);
    expect(await message({ createWorker: () => null })).toMatch(/createWorker of configure must be left out/);
  });

  it("takes the kernels of this build until some are in use", async () => {
    expect(await message({ wasm: kernels })).toBe("taken");
    expect(await message({ wasm: kernels })).toMatch(
      /wasm of configure must be given before anything computes, got "kernels in use"$/,
    );
    const net = new Network();
    net.population("cells", 4, lif, { iExt: 1000 });
    await net.run(20);
    expect(net.activity().spikes).toBeGreaterThan(0);
  });
});

describe("where there is no SharedArrayBuffer", () => {
  const { SharedArrayBuffer: shared } = globalThis;
  afterAll(() => Object.assign(globalThis, { SharedArrayBuffer: shared }));

  it("several workers are one, which is said once", () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    Object.assign(globalThis, { SharedArrayBuffer: undefined });
    for (let k = 0; k < 2; k++) expect(new Network({ workers: 3 })).toMatchObject({ workers: 1, background: true });
    expect(new Network({ workers: 1 })).toMatchObject({ workers: 1, background: false });
    expect(warn).toHaveBeenCalledTimes(1);
    expect(warn.mock.calls[0]![0]).toMatch(/^neuroglia: there is no SharedArrayBuffer here/);
    warn.mockRestore();
  });
});
