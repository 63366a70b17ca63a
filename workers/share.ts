import type { Floats } from "../src/engine/arena.js";
import type { NetworkDescription, Range } from "../src/engine/description.js";
import { Engine, type Joining } from "../src/engine/engine.js";
import { Exchange, failMailbox, type Meeting } from "../src/engine/exchange.js";
import type { Fault } from "../src/engine/finite.js";
import { loadParts } from "../src/engine/parts.js";
import type { Share } from "../src/engine/share.js";

/** What a thread needs to hold one share of a network. */
export interface ShareSetup {
  readonly description: NetworkDescription;
  readonly share: Share;
  /** Where there are other shares. */
  readonly meeting: Meeting | null;
}

/** What a share was built to. */
export interface ShareSummary {
  readonly nSynapses: number[];
  readonly memoryBytes: number;
}

/** What a recorder gathered: words of whole entries, in time order. */
export type Drained = (Uint32Array<ArrayBuffer> | Floats)[];

/** What a share did of the steps that it was asked for: fewer where something was found that is no finite number. */
export interface Stretch {
  readonly steps: number;
  readonly drained: Drained[];
  readonly fault: Fault | null;
}

/** Methods of the engine that the host may call on every share. */
export type ShareMethod = {
  [K in keyof Engine]: Engine[K] extends (...args: never[]) => unknown ? K : never;
}[keyof Engine];

/** One share of a network in this thread; a network's threads all get the same calls in the same order. */
export class ShareRunner {
  #engine: Engine | null = null;
  #mailbox: SharedArrayBuffer | null = null;
  #drained: Drained[] = [];

  /** Whoever waits for this share at the barrier is told that it failed. */
  #guarded<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      if (this.#mailbox) failMailbox(this.#mailbox);
      throw error;
    }
  }

  async open({ description, share, meeting }: ShareSetup): Promise<ShareSummary> {
    await loadParts(description);
    return this.#guarded(() => {
      this.#mailbox = meeting?.mailbox ?? null;
      this.#drained = description.recorders.map(() => []);
      const sinks = this.#drained.map((words) => (chunk: Drained[number]) => {
        words.push(chunk.slice());
      });
      const join: Joining | null =
        meeting && ((arena, kernels, blocks) => new Exchange(description, share, meeting, arena, kernels, blocks));
      this.#engine = new Engine(description, sinks, share, join);
      const engine = this.#engine;
      return {
        nSynapses: description.projections.map((_, k) => engine.nSynapses(k)),
        memoryBytes: engine.memoryBytes,
      };
    });
  }

  /** Runs, and returns what each recorder gathered. */
  run(steps: number): Stretch {
    return this.#guarded(() => {
      const engine = this.#engine!;
      const first = engine.step;
      // Alone, an engine comes back early when a recorder's buffer is full; with nothing done, it has stopped.
      while (engine.step < first + steps && engine.run(first + steps - engine.step) > 0);
      const drained = this.#drained.map((words) => words.splice(0));
      return { steps: engine.step - first, drained, fault: engine.fault };
    });
  }

  call(method: ShareMethod, args: readonly unknown[]): unknown {
    return this.#guarded(() => (this.#engine![method] as (...given: readonly unknown[]) => unknown)(...args));
  }

  /** State of the neurons that this share owns, as kernels keep it: for each range, for each quantity, a column. */
  columns(ranges: readonly Range[], quantities: readonly (readonly string[])[]): Floats[][] {
    return this.#guarded(() =>
      ranges.map((range, k) => quantities[k]!.map((quantity) => this.#engine!.kept(range, quantity))),
    );
  }
}
