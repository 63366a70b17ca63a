import { wrap } from "comlink";
import { NeurogliaError } from "../src/errors.js";
import { workerCode } from "../src/generated/webWorker.js";
import { Thread } from "./thread.js";
import type { ThreadWork } from "./work.js";

let workerUrl: string | undefined;

export const nCores = (): number => navigator.hardwareConcurrency;

/**
 * A dedicated worker of a page, or of another worker. Its code travels inside the package, since no two bundlers agree
 * on how to name a worker's file.
 * @throws NeurogliaError where there are no workers
 */
export const spawnThread = (): Thread => {
  if (typeof Worker === "undefined")
    throw new NeurogliaError({
      code: "no-threads",
      what: "platform",
      where: "a pool",
      expected: "Node.js, or a page or worker of a browser that has Worker",
      got: "one without Worker",
    });
  workerUrl ??= URL.createObjectURL(new Blob([workerCode], { type: "text/javascript" }));
  const worker = new Worker(workerUrl, { type: "module", name: "neuroglia" });
  const thread = new Thread(wrap<ThreadWork>(worker), () => worker.terminate());
  const died = (reason: string): void => void thread.terminate(new Error(`a worker died: ${reason}`));
  worker.addEventListener("error", (event) => {
    // Who waits for the worker is told, so that the page has no uncaught error.
    event.preventDefault();
    died(event.message ?? "it did not start; does the page's Content-Security-Policy have worker-src blob:?");
  });
  worker.addEventListener("messageerror", () => died("a message from it could not be read"));
  return thread;
};
