import { setCreateWorker } from "#threads";
import { bringKernelModule } from "./engine/kernels.js";
import { uncompiled } from "./engine/unpack.js";
import { NeurogliaError } from "./errors.js";
import { asObject, checkCallback, knownOptions } from "./network/check.js";

// Names of the platform that declarations of this package use. TypeScript knows them from "DOM", "WebWorker" or the types of
// Node, and then this adds nothing; a project without those can be checked all the same.
declare global {
  interface AbortSignal {}
  interface URL {}
  interface Worker {}
  namespace WebAssembly {
    interface Module {}
    interface Memory {}
    interface Table {}
  }
}

export interface Configuration {
  /**
   * The kernels of networks, `neuroglia/kernel.wasm` of this very build: where to fetch them, their bytes, or the compiled
   * module. Default: what the package holds. Readouts and rate reservoirs have kernels of their own, which are always those that the
   * JavaScript holds.
   */
  wasm?: URL | string | ArrayBuffer | ArrayBufferView<ArrayBuffer> | WebAssembly.Module;
  /**
   * Starts a worker whose script is `neuroglia/worker.js`, in pages; it is called for every worker that is needed from then
   * on. Default: a worker started from a blob, which needs `worker-src blob:` in a Content-Security-Policy.
   */
  createWorker?: () => Worker;
}

const refusal = (expected: string, got: unknown): NeurogliaError =>
  new NeurogliaError({ code: "bad-input", what: "wasm", where: "configure", expected, got });

const bytesFrom = async (url: URL | string): Promise<ArrayBuffer> => {
  let response: Response;
  try {
    response = await fetch(url);
  } catch (error) {
    throw refusal("an address that can be fetched", `${url} (${(error as Error).message})`);
  }
  if (!response.ok) throw refusal("an address that can be fetched", `${url} (status ${response.status})`);
  return response.arrayBuffer();
};

const compiledFrom = async (wasm: NonNullable<Configuration["wasm"]>): Promise<WebAssembly.Module> => {
  if (wasm instanceof WebAssembly.Module) return wasm;
  const fetched = typeof wasm === "string" || wasm instanceof URL;
  const bytes = fetched ? await bytesFrom(wasm) : wasm;
  if (!(bytes instanceof ArrayBuffer || ArrayBuffer.isView(bytes)))
    throw refusal("an address, bytes or a WebAssembly.Module", wasm);
  return WebAssembly.compile(bytes).catch((error: Error) => {
    if (WebAssembly.validate(bytes)) throw uncompiled(bytes, error);
    throw refusal("the kernels as WebAssembly", fetched ? `${wasm} (${error.message})` : error.message);
  });
};

/**
 * Where kernels and workers come from, for pages with a strict Content-Security-Policy and whoever serves files
 * separately. Nothing needs it otherwise. Await it before the first network, readout or pool.
 * @throws NeurogliaError for what is neither, an address that cannot be fetched, a page that forbids WebAssembly, kernels of another build, kernels once some are
 * in use, and `createWorker` in Node
 */
export const configure = async (configuration: Configuration): Promise<void> => {
  const { wasm, createWorker, ...rest } = asObject(configuration, "configure");
  knownOptions(rest, ["wasm", "createWorker"], "configure");
  checkCallback(createWorker, "createWorker", "configure");
  if (createWorker) setCreateWorker(createWorker);
  if (wasm !== undefined) bringKernelModule(await compiledFrom(wasm));
};
