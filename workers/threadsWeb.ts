import { wrap } from "comlink";
import { NeurogliaError } from "../src/errors.js";
import { Thread } from "./thread.js";
import type { ThreadWork } from "./work.js";

let workerUrl: string | undefined;

/**
 * The package holds its worker's code, since no two bundlers agree on how to name a worker's file. It is loaded when it is
 * first needed.
 */
const workerFromBlob = async (): Promise<Worker> => {
  const { workerCode } = await import("../src/generated/webWorker.js");
  workerUrl ??= URL.createObjectURL(new Blob([workerCode], { type: "text/javascript" }));
  return new Worker(workerUrl, { type: "module", name: "neuroglia" });
};

let createWorker: (() => Worker) | undefined;

/** From now on workers are made by this. */
export const setCreateWorker = (make: () => Worker): void => {
  createWorker = make;
};

export const nCores = (): number => navigator.hardwareConcurrency;

/**
 * A dedicated worker of a page, or of another worker.
 * @throws NeurogliaError where there are no workers
 */
export const spawnThread = async (): Promise<Thread> => {
  if (!createWorker && typeof Worker === "undefined")
    throw new NeurogliaError({
      code: "no-threads",
      what: "platform",
      where: "workers",
      expected: "Node.js, or a page or worker of a browser that has Worker",
      got: "one without Worker",
    });
  const worker = await (createWorker ?? workerFromBlob)();
  if (typeof worker?.addEventListener !== "function")
    throw new NeurogliaError({
      code: "bad-input",
      what: "result",
      where: "createWorker",
      expected: "a Worker",
      got: worker,
    });
  const stop = worker.terminate.bind(worker);
  const thread = new Thread(wrap<ThreadWork>(worker), stop);
  // No event tells of this end, and who made the worker may bring it about.
  worker.terminate = () => died("it was terminated");
  const died = (reason: string): void => void thread.terminate(new Error(`a worker died: ${reason}`));
  worker.addEventListener("message", ({ data: message }: MessageEvent<{ died?: string } | null>) => {
    if (message?.died !== undefined) died(message.died);
  });
  worker.addEventListener("error", (event) => {
    // Who waits for the worker is told, so that the page has no uncaught error.
    event.preventDefault();
    died(event.message ?? "it did not start; does the page's Content-Security-Policy have worker-src blob:?");
  });
  worker.addEventListener("messageerror", () => died("a message from it could not be read"));
  return thread;
};
