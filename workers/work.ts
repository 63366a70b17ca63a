import { transfer } from "comlink";
import type { Floats } from "../src/engine/arena.js";
import type { Range } from "../src/engine/description.js";
import { adoptModules } from "../src/engine/kernels.js";
import "../src/engine/poissonTable.js";
import "../src/engine/zigguratTable.js";
import "../src/equations/hostFunctions.js";
import "./faults.js";
import type { LiquidCopy } from "../src/reservoir/samplePool.js";
import type { Showing, Shown } from "../src/reservoir/sampling.js";
import { LiquidRunner } from "./liquid.js";
import { type ShareMethod, ShareRunner, type ShareSetup, type ShareSummary, type Stretch } from "./share.js";
import { TrialRunner } from "./trials.js";

/** What a thread does for the one that started it: the object that both entry points expose, calls of one kind each. */
export class ThreadWork {
  readonly #trials = new TrialRunner();
  readonly #share = new ShareRunner();
  readonly #liquid = new LiquidRunner();

  /** Takes compiled kernels, so that this thread need neither compile them nor, in a page, carry their bytes. */
  adopt(modules: ReadonlyMap<string, WebAssembly.Module>): void {
    adoptModules(modules);
  }

  /** Loads a trial module by its absolute URL and prepares it. */
  openTrials(moduleUrl: string, setup: unknown): Promise<void> {
    return this.#trials.open(moduleUrl, setup);
  }

  runTrial(trial: unknown): Promise<unknown> {
    return this.#trials.run(trial);
  }

  /** Builds one share of a network. */
  openShare(setup: ShareSetup): Promise<ShareSummary> {
    return this.#share.open(setup);
  }

  runShare(steps: number): Stretch {
    const stretch = this.#share.run(steps);
    // Handed over, not copied.
    return transfer(
      stretch,
      stretch.drained.flatMap((words) => words.map(({ buffer }) => buffer)),
    );
  }

  callShare(method: ShareMethod, args: readonly unknown[]): unknown {
    return this.#share.call(method, args);
  }

  /** Puts up a copy of a liquid. */
  openLiquid(copy: LiquidCopy): Promise<void> {
    return this.#liquid.open(copy);
  }

  /** Shows it one sample; its states are handed over, not copied. */
  async showSample(sample: Showing): Promise<Shown> {
    const shown = await this.#liquid.show(sample);
    return transfer(
      shown,
      shown.states.map(({ buffer }) => buffer),
    );
  }

  columnsOfShare(ranges: readonly Range[], quantities: readonly (readonly string[])[]): Floats[][] {
    return this.#share.columns(ranges, quantities);
  }
}
