import { spawnThread } from "#threads";
import type { Thread } from "../../workers/thread.js";
import { compiledModules } from "../engine/kernels.js";
import { NeurogliaError } from "../errors.js";
import { asObject, bad, checkedUpTo, knownOptions } from "../network/check.js";

/** One finished trial of a `map`. */
export interface TrialResult<Trial, Result> {
  /** Place of the trial in what was given. */
  index: number;
  trial: Trial;
  result: Result;
}

/** One trial that failed. */
export interface TrialFailure<Trial> {
  index: number;
  trial: Trial;
  /** What the trial threw, or that its worker died. */
  error: Error;
}

export interface MapOptions<Setup> {
  /** Handed once to `open` of the module on every worker. Typed arrays over SharedArrayBuffers are not copied. */
  setup?: Setup;
  /** Ends the map: running trials are given up with their workers, results so far stay with the caller. */
  signal?: AbortSignal;
}

/** Results that wait to be taken, a worker, before the workers wait too. */
const MOST_WAITING = 64;

/**
 * A pool of worker threads that run trials. A trial module exports `open(setup)`, which prepares (builds a network, say)
 * and returns the function that runs one trial. A trial is a function of setup and trial alone, so results depend
 * neither on the number of workers nor on the order in which they come.
 */
export class Pool {
  readonly workers: number;
  #threads: Thread[] = [];

  /** @throws NeurogliaError unless workers is a whole number from 1 to 256 */
  constructor(options: { workers: number }) {
    knownOptions(options, ["workers"], "a pool");
    const { workers } = options;
    this.workers = checkedUpTo(256, workers, "workers", "a pool");
  }

  /**
   * Runs every trial on the workers and yields results as they come. The first trial that throws, or worker that dies,
   * ends the map with its error. Leaving the loop early ends the workers. Trials are taken one by one as workers come free,
   * so there may be any number of them: `pool.map(moduleUrl, grid({ … }))`.
   *
   * `moduleUrl` is absolute: `new URL("./trials.js", import.meta.url)`. In a page, the module comes from the page's origin
   * or from one that allows it (CORS), and import maps do not reach it.
   * @throws NeurogliaError unless moduleUrl is absolute, and where there are no workers
   * @throws AbortError when aborted
   */
  async *map<Setup, Trial, Result>(
    moduleUrl: URL | string,
    trials: Iterable<Trial>,
    options: MapOptions<Setup> = {},
  ): AsyncGenerator<TrialResult<Trial, Result>> {
    for await (const outcome of this.outcomes<Setup, Trial, Result>(moduleUrl, trials, options)) {
      if ("error" in outcome) throw outcome.error;
      yield outcome;
    }
  }

  /**
   * As `map`, but a trial that throws fails alone: its error is yielded in place of a result. A worker that dies fails the
   * trial that it ran, and another takes its place. A module that cannot be opened ends it all.
   * @throws NeurogliaError unless moduleUrl is absolute, and where there are no workers
   * @throws AbortError when aborted
   */
  async *outcomes<Setup, Trial, Result>(
    moduleUrl: URL | string,
    trials: Iterable<Trial>,
    options: MapOptions<Setup> = {},
  ): AsyncGenerator<TrialResult<Trial, Result> | TrialFailure<Trial>> {
    const { setup, signal } = asObject(options, "a map");
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
    if (typeof trials?.[Symbol.iterator] !== "function")
      throw bad("trials", "a map", "an array, a space or what else can be iterated", trials);
    const queue = trials[Symbol.iterator]();
    let taken = 0;
    const take = (): { trial: Trial; index: number } | null => {
      const next = queue.next();
      return next.done ? null : { trial: next.value, index: taken++ };
    };

    const finished: (TrialResult<Trial, Result> | TrialFailure<Trial>)[] = [];
    const mostFinished = MOST_WAITING * this.workers;
    let failure: unknown = null;
    let over = false;
    let running = 0;
    let wake = (): void => {};
    let makeRoom = (): void => {};
    let room = Promise.resolve();
    const tell = (): void => wake();
    const abort = (): void => {
      failure ??= aborted();
      tell();
    };
    const opened = new WeakSet<Thread>();
    const openedThread = async (place: number): Promise<Thread> => {
      let thread = this.#threads[place];
      if (!thread || thread.death) thread = this.#threads[place] = await spawnThread(compiledModules());
      if (!opened.has(thread)) await thread.call((work) => work.openTrials(String(moduleUrl), setup));
      opened.add(thread);
      return thread;
    };
    const attempt = async (thread: Thread, trial: Trial): Promise<{ result: Result } | { error: Error }> => {
      try {
        return { result: (await thread.call((work) => work.runTrial(trial))) as Result };
      } catch (error) {
        return { error: error instanceof Error ? error : new Error(`it threw ${String(error)}`, { cause: error }) };
      }
    };
    const work = async (place: number, first: { trial: Trial; index: number }): Promise<void> => {
      try {
        for (let next: typeof first | null = first; next && !over && !failure; next = take()) {
          const thread = await openedThread(place);
          finished.push({ ...next, ...(await attempt(thread, next.trial)) });
          tell();
          if (finished.length >= mostFinished) await room;
        }
      } catch (error) {
        failure ??= error;
      } finally {
        running--;
        tell();
      }
    };
    let complete = false;
    signal?.addEventListener("abort", abort);
    try {
      while (running < this.workers) {
        const first = take();
        if (!first) break;
        void work(running++, first);
      }
      while (running > 0 || finished.length > 0) {
        room = new Promise((resolve) => {
          makeRoom = resolve;
        });
        for (let next = finished.shift(); next; next = finished.shift()) yield next;
        makeRoom();
        if (failure) throw failure;
        if (running > 0 && finished.length === 0)
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
      }
      if (failure) throw failure;
      complete = true;
    } finally {
      over = true;
      makeRoom();
      signal?.removeEventListener("abort", abort);
      queue.return?.();
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
