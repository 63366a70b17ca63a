import { availableParallelism } from "node:os";
import { Worker as NodeWorker } from "node:worker_threads";
import { wrap } from "comlink";
import nodeEndpoint from "comlink/dist/esm/node-adapter.mjs";
import type { Compiled } from "../src/engine/kernels.js";
import { NeurogliaError } from "../src/errors.js";
import { Thread, workerDied } from "./thread.js";
import type { ThreadWork } from "./work.js";

export const nCores = (): number => availableParallelism();

/** @throws NeurogliaError always: threads of Node are the package's own */
export const setCreateWorker = (make: () => Worker): never => {
  throw new NeurogliaError({
    code: "bad-input",
    what: "createWorker",
    where: "configure",
    expected: "left out, unless in a page",
    got: make,
  });
};

/** A worker thread of Node, which adopts what is compiled here. */
export const spawnThread = async (compiled: Compiled): Promise<Thread> => {
  // Flags of the program, such as --input-type, may not be those of a worker.
  const worker = new NodeWorker(new URL("./node.js", import.meta.url), { execArgv: [] });
  const thread = new Thread(
    wrap<ThreadWork>(nodeEndpoint(worker)),
    compiled,
    () => worker.terminate(),
    (now) => (now ? worker.ref() : worker.unref()),
  );
  const died = (error: Error): void => {
    void thread.terminate(workerDied(`a worker died: ${error.message}`, error));
  };
  worker.once("error", died);
  worker.once("messageerror", died);
  worker.once("exit", (code) => void thread.terminate(workerDied(`a worker ended (exit code ${code})`)));
  return thread;
};
