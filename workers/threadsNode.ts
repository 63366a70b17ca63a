import { Worker } from "node:worker_threads";
import { wrap } from "comlink";
import nodeEndpoint from "comlink/dist/esm/node-adapter.mjs";
import type { Thread } from "./thread.js";
import type { TrialRunner } from "./trials.js";

/** A worker thread of Node. Comlink's calls never settle once their worker is dead, so each races its end. */
export const spawnThread = (): Thread => {
  const worker = new Worker(new URL("./node.js", import.meta.url));
  const remote = wrap<TrialRunner>(nodeEndpoint(worker));
  const death = new Promise<never>((_, reject) => {
    worker.once("error", (error) => reject(new Error(`a worker died: ${error.message}`, { cause: error })));
    worker.once("exit", (code) => reject(new Error(`a worker ended (exit code ${code})`)));
  });
  // A death that nobody waits for is told to the next caller.
  death.catch(() => {});
  return {
    open: (moduleUrl, setup) => Promise.race([remote.open(moduleUrl, setup), death]),
    run: (trial) => Promise.race([remote.run(trial), death]),
    terminate: async () => {
      await worker.terminate();
    },
  };
};
