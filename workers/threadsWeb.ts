import { wrap } from "comlink";
import type { Compiled } from "../src/engine/kernels.js";
import { NeurogliaError } from "../src/errors.js";
import { Thread, workerDied } from "./thread.js";
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

/** Seconds that a worker has for its first answer; loading its code takes longer on no connection that loaded the page. */
const PATIENCE = 30;

const unstarted = (got: string): NeurogliaError =>
  new NeurogliaError({
    code: "no-threads",
    what: "script of a worker",
    where: createWorker ? "createWorker" : "a page",
    expected: createWorker
      ? "neuroglia/worker.js of this build, as a module"
      : "allowed (Content-Security-Policy: worker-src blob:) or brought by configure({ createWorker })",
    got,
  });

/** From now on workers are made by this. */
export const setCreateWorker = (make: () => Worker): void => {
  createWorker = make;
};

export const nCores = (): number => navigator.hardwareConcurrency;

/**
 * A dedicated worker of a page, or of another worker, which adopts what is compiled here.
 * @throws NeurogliaError where there are no workers; a worker whose script does not start, or is another, ends with one
 */
export const spawnThread = async (compiled: Compiled): Promise<Thread> => {
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
  const thread = new Thread(wrap<ThreadWork>(worker), compiled, stop);
  // No event tells of this end, and who made the worker may bring it about.
  worker.terminate = () => died("it was terminated");
  const died = (reason: string): void => void thread.terminate(workerDied(`a worker died: ${reason}`));
  let seconds = 0;
  // Counted in turns of the event loop, so that no answer is missed while the page is busy.
  const waiting = setInterval(() => {
    if (++seconds === PATIENCE) void thread.terminate(unstarted(`one that has not answered in ${PATIENCE} s`));
  }, 1000);
  thread.ready.catch(() => {}).finally(() => clearInterval(waiting));
  worker.addEventListener("message", ({ data: message }: MessageEvent<{ died?: string } | null>) => {
    if (message?.died !== undefined) died(message.died);
  });
  worker.addEventListener("error", (event) => {
    // Who waits for the worker is told, so that the page has no uncaught error.
    event.preventDefault();
    if (event.message === undefined) void thread.terminate(unstarted("one that did not start"));
    else died(event.message);
  });
  worker.addEventListener("messageerror", () => died("a message from it could not be read"));
  return thread;
};
