import { unpackWasm } from "../generated/unpackWasm.js";

/** The work of `unpack` (assembly/unpack/unpack.ts) has the first page of its memory, and what it unpacks begins at the second. */
const PAGE = 65536;

/** What an LZMA file holds. `unpacker`: the module build/unpack.wasm. */
export const unpack = (packed: Uint8Array, unpacker: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> => {
  const size = new DataView(packed.buffer, packed.byteOffset).getUint32(5, true);
  const end = PAGE + packed.length;
  const memory = new WebAssembly.Memory({ initial: Math.ceil((end + size) / PAGE) });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(unpacker), { env: { memory } });
  new Uint8Array(memory.buffer).set(packed, PAGE);
  (exports.unpack as (packed: number, out: number, work: number) => void)(PAGE, end, 0);
  return new Uint8Array(memory.buffer as ArrayBuffer, end, size);
};

const decode = (base64: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));

/** The module that `base64` holds packed. */
export const unpackedModule = (base64: string): WebAssembly.Module =>
  new WebAssembly.Module(unpack(decode(base64), decode(unpackWasm)));
