import { NeurogliaError } from "../errors.js";
import { unpackWasm } from "../generated/unpackWasm.js";
import { packedWasm, sharedBytes } from "../generated/wasm.js";
import { bytesOf, toOffsets } from "./packing.js";

/** The work of `unpack` (assembly/unpack/unpack.ts) has the first page of its memory, and what it unpacks begins at the second. */
const PAGE = 65536;

/** Why valid kernels do not compile: only a page's policy can forbid it, or the engine lack SIMD. */
export const uncompiled = (bytes: BufferSource, error: unknown): NeurogliaError =>
  new NeurogliaError({
    code: "no-wasm",
    what: "WebAssembly",
    where: "this page or process",
    expected: WebAssembly.validate(bytes)
      ? "allowed (Content-Security-Policy: add 'wasm-unsafe-eval' to script-src)"
      : "one with 128-bit SIMD (Chromium since 91, Firefox since 89, Safari since 16.4)",
    got: (error as Error).message,
  });

const compiled = (bytes: Uint8Array<ArrayBuffer>): WebAssembly.Module => {
  try {
    return new WebAssembly.Module(bytes);
  } catch (error) {
    throw uncompiled(bytes, error);
  }
};

/** What an LZMA file holds. `unpacker`: the module build/unpack.wasm. */
export const unpack = (packed: Uint8Array, unpacker: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> => {
  const size = new DataView(packed.buffer, packed.byteOffset).getUint32(5, true);
  const end = PAGE + packed.length;
  const memory = new WebAssembly.Memory({ initial: Math.ceil((end + size) / PAGE) });
  const { exports } = new WebAssembly.Instance(compiled(unpacker), { env: { memory } });
  new Uint8Array(memory.buffer).set(packed, PAGE);
  (exports.unpack as (packed: number, out: number, work: number) => void)(PAGE, end, 0);
  return new Uint8Array(memory.buffer as ArrayBuffer, end, size);
};

/** The module that a text holds packed. @throws NeurogliaError `no-wasm` where it cannot be compiled */
export const unpackedModule = (packed: string): WebAssembly.Module =>
  compiled(unpack(bytesOf(packed), bytesOf(unpackWasm)));

/** What a module begins with, in base64: one of a user stands as it is. */
const PLAIN = "AGFzbQ";

/** Bytes before the stream of an LZMA file, and where among them is how much it unpacks to. */
const HEADER_BYTES = 13;
const SIZE_AT = 5;

/**
 * The module of a model. It was packed behind the core's kernels, much of whose code it repeats; what the two streams have in
 * common, all but the last bytes of the core's, is not held twice. `text`: what the module unpacks to (u32), and the rest of the stream.
 * @throws NeurogliaError `no-wasm` where it cannot be compiled
 */
export const unpackedBehindCore = (text: string): WebAssembly.Module => {
  if (text.startsWith(PLAIN)) return compiled(Uint8Array.from(atob(text), (c) => c.charCodeAt(0)));
  const rest = bytesOf(text);
  const core = bytesOf(packedWasm);
  const shared = HEADER_BYTES + sharedBytes;
  const packed = new Uint8Array(shared + rest.length - 4);
  packed.set(core.subarray(0, shared));
  packed.set(rest.subarray(4), shared);
  const size = new DataView(packed.buffer);
  const coreBytes = size.getUint32(SIZE_AT, true);
  size.setUint32(SIZE_AT, coreBytes + new DataView(rest.buffer).getUint32(0, true), true);
  const module = unpack(packed, bytesOf(unpackWasm)).slice(coreBytes);
  toOffsets(module);
  return compiled(module);
};
