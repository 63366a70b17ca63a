import { spawnThread } from "#threads";
import type { Thread } from "../../workers/thread.js";
import { NeurogliaError } from "../errors.js";

/** One finished trial of a `map`. */
export interface TrialResult<Trial, Result> {
  /** Place of the trial in what was given. */
  index: number;
  trial: Trial;
  result: Result;
}

export interface MapOptions<Setup> {
  /** Handed once to `open` of the module on every worker. Typed arrays over SharedArrayBuffers are not copied. */
  setup: Setup;
  /** Ends the map: running trials are given up with their workers, results so far stay with the caller. */
  signal?: AbortSignal;
}

/**
 * A pool of worker threads that run trials. A trial module exports `open(setup)`, which prepares (builds a network, say)
 * and returns the function that runs one trial. A trial is a function of setup and trial alone, so results depend
 * neither on the number of workers nor on the order in which they come.
 */
export class Pool {
  readonly workers: number;
  #threads: Thread[] = [];

  /** @throws NeurogliaError unless workers is a whole number from 1 to 256 */
  constructor({ workers }: { workers: number }) {
    if (!Number.isInteger(workers) || workers < 1 || workers > 256)
      throw new NeurogliaError({
        code: "bad-input",
        what: "workers",
        where: "a pool",
        expected: "a whole number from 1 to 256",
        got: workers,
      });
    this.workers = workers;
  }

  /**
   * Runs every trial on the workers and yields results as they come. The first trial that throws, or worker that dies,
   * ends the map with its error. Leaving the loop early ends the workers.
   *
   * `moduleUrl` is absolute: `new URL("./trials.js", import.meta.url)`. In a page, the module comes from the page's origin
   * or from one that allows it (CORS), and import maps do not reach it.
   * @throws NeurogliaError unless moduleUrl is absolute, and where there are no workers
   * @throws AbortError when aborted
   */
  async *map<Setup, Trial, Result>(
    moduleUrl: URL | string,
    trials: Iterable<Trial>,
    { setup, signal }: MapOptions<Setup>,
  ): AsyncGenerator<TrialResult<Trial, Result>> {
    const aborted = (): DOMException => new DOMException("The map was aborted", "AbortError");
    if (signal?.aborted) throw aborted();
    if (!URL.canParse(String(moduleUrl)))
      throw new NeurogliaError({
        code: "bad-input",
        what: "moduleUrl",
        where: "a map",
        expected: 'an absolute URL such as new URL("./trials.js", import.meta.url)',
        got: moduleUrl,
      });
    const queue = [...trials].map((trial, index) => ({ trial, index }));
    const nThreads = Math.min(this.workers, queue.length);
    while (this.#threads.length < nThreads) this.#threads.push(spawnThread());

    const finished: TrialResult<Trial, Result>[] = [];
    let failure: unknown = null;
    let running = nThreads;
    let wake = (): void => {};
    const tell = (): void => wake();
    const abort = (): void => {
      failure ??= aborted();
      tell();
    };
    signal?.addEventListener("abort", abort);
    const work = async (thread: Thread): Promise<void> => {
      try {
        await thread.call((work) => work.openTrials(String(moduleUrl), setup));
        for (let next = queue.shift(); next && !failure; next = queue.shift()) {
          const { trial, index } = next;
          const result = (await thread.call((work) => work.runTrial(trial))) as Result;
          finished.push({ index, trial, result });
          tell();
        }
      } catch (error) {
        failure ??= error;
      } finally {
        running--;
        tell();
      }
    };
    let complete = false;
    try {
      for (const thread of this.#threads.slice(0, nThreads)) void work(thread);
      while (running > 0 || finished.length > 0) {
        for (let next = finished.shift(); next; next = finished.shift()) yield next;
        if (failure) throw failure;
        if (running > 0 && finished.length === 0)
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
      }
      if (failure) throw failure;
      complete = true;
    } finally {
      signal?.removeEventListener("abort", abort);
      if (!complete) await this.close();
    }
  }

  /** Ends all workers at once. The pool can be used again. */
  async close(): Promise<void> {
    const threads = this.#threads;
    this.#threads = [];
    await Promise.all(threads.map((thread) => thread.terminate()));
  }
}
