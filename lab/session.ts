import { proxy, wrap } from "comlink";
import { type Built, type Deliver, type Order, Runner } from "./runner.js";

/** A runner, wherever it runs. */
type Running = Pick<Runner, "open" | "play" | "pause" | "step" | "set" | "watch" | "pace" | "csv" | "firing">;

/** One network from its opening to its end: in a worker of its own or, where there are none, on the page's thread. */
export class Session {
  /** Resolves to the runner. */
  readonly #runner: Promise<Running>;
  readonly #worker: Worker | null;
  /** Rejects when the worker dies or is ended; Comlink's calls never settle then. */
  readonly #death: Promise<never>;
  #die: (reason: Error) => void = () => {};
  #ended = false;

  /** Reports that come after `end` are dropped. */
  constructor(deliver: Deliver) {
    const living: Deliver = (report) => (this.#ended ? undefined : deliver(report));
    this.#death = new Promise((_, reject) => {
      this.#die = reject;
    });
    this.#death.catch(() => {});
    this.#worker =
      typeof Worker === "undefined" ? null : new Worker(new URL("worker.js", import.meta.url), { type: "module" });
    if (!this.#worker) {
      this.#runner = Promise.resolve(new Runner(living));
      return;
    }
    this.#worker.onerror = (event) => {
      event.preventDefault();
      // Only what went wrong in a script that runs has a message.
      const why =
        event.message || "it did not start; is worker.js beside the page, and allowed by its Content-Security-Policy?";
      this.#die(new Error(`the worker that runs the network died: ${why}`));
    };
    const make = wrap<(deliver: Deliver) => Runner>(this.#worker);
    this.#runner = make(proxy(living));
  }

  /** Whether it runs off the page's thread. */
  get isApart(): boolean {
    return this.#worker !== null;
  }

  async #call<T>(make: (runner: Running) => Promise<T>): Promise<T> {
    return Promise.race([this.#runner.then(make), this.#death]);
  }

  /** Builds the network. Rejects with what the network refuses, and so do all calls once the session has ended. */
  open(order: Order): Promise<Built> {
    return this.#call((runner) => runner.open(order));
  }

  /** Resolves when it has paused. */
  play(): Promise<void> {
    return this.#call((runner) => runner.play());
  }

  pause(): Promise<void> {
    return this.#call((runner) => runner.pause());
  }

  /** Runs so many ms of biological time. */
  step(ms: number): Promise<void> {
    return this.#call((runner) => runner.step(ms));
  }

  /** New live values; resolves to the biological time from which they act, ms. */
  set(values: Order["values"]): Promise<number> {
    return this.#call((runner) => runner.set(values));
  }

  watch(ids: readonly number[]): Promise<void> {
    return this.#call((runner) => runner.watch(ids));
  }

  /** Biological over wall time; null for as fast as possible. */
  pace(multiple: number | null): Promise<void> {
    return this.#call((runner) => runner.pace(multiple));
  }

  csv(): ReturnType<Runner["csv"]> {
    return this.#call((runner) => runner.csv());
  }

  firing(): ReturnType<Runner["firing"]> {
    return this.#call((runner) => runner.firing());
  }

  /** Ends it at once, whatever it is doing; its memory is free again. */
  end(): void {
    this.#ended = true;
    this.#die(new DOMException("The session was ended", "AbortError"));
    this.#worker?.terminate();
    if (!this.#worker) void this.#runner.then((runner) => runner.pause());
  }
}
