import type { Remote } from "comlink";
import type { Compiled } from "../src/engine/kernels.js";
import { NeurogliaError } from "../src/errors.js";
import "./faults.js";
import type { ThreadWork } from "./work.js";

/** What all calls to a thread end in that has ended, unless told to with another reason. */
export const workerDied = (got: string, cause?: unknown): NeurogliaError => {
  const details = { code: "worker-died", what: "thread", where: "a worker", expected: "alive until close()", got };
  return Object.assign(new NeurogliaError(details), cause === undefined ? {} : { cause });
};

/** One thread, wherever it runs. Comlink's calls never settle once their worker is dead, so each ends with it here. */
export class Thread {
  readonly #work: Remote<ThreadWork>;
  readonly #stop: () => unknown;
  readonly #waiting = new Set<(death: Error) => void>();
  readonly #busy: (now: boolean) => unknown;
  #death: Error | null = null;
  /** Settles when the worker has answered for the first time. */
  readonly ready: Promise<void>;

  /**
   * `compiled`: this thread's modules, which the other adopts. `stop` ends the worker at once; it may be dead already. `busy` is told when the first call is under way and when the
   * last has ended, so that an idle thread need not keep a program from ending.
   */
  constructor(
    work: Remote<ThreadWork>,
    compiled: Compiled,
    stop: () => unknown,
    busy: (now: boolean) => unknown = () => {},
  ) {
    this.#work = work;
    this.#stop = stop;
    this.#busy = busy;
    this.ready = this.call((there) => there.adopt(compiled));
    this.ready.catch((error) => this.terminate(error));
  }

  /** Why it has ended, if it has: then every call rejects. */
  get death(): Error | null {
    return this.#death;
  }

  /** One call to the thread: its answer, or its error (ours with their details), or a rejection once the thread is dead. */
  call<T>(make: (work: Remote<ThreadWork>) => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.#death) {
        reject(this.#death);
        return;
      }
      if (this.#waiting.size === 0) this.#busy(true);
      this.#waiting.add(reject);
      make(this.#work)
        .then(resolve, reject)
        .finally(() => {
          if (this.#waiting.delete(reject) && this.#waiting.size === 0) this.#busy(false);
        });
    });
  }

  /** Ends the thread at once. All who wait, and all who call later, are told why; only the first reason counts. */
  async terminate(reason: Error = workerDied("a worker was terminated")): Promise<void> {
    this.#death ??= reason;
    for (const reject of this.#waiting) reject(this.#death);
    this.#waiting.clear();
    await this.#stop();
  }
}
