import { adoptKernelModule } from "../src/engine/kernels.js";
import { TrialRunner } from "./trials.js";

/** What a thread does for the one that started it: the object that both entry points expose, calls of one kind each. */
export class ThreadWork {
  readonly #trials = new TrialRunner();

  /** Takes the compiled kernels, so that this thread need neither compile them nor, in a page, carry their bytes. */
  adopt(kernels: WebAssembly.Module): void {
    adoptKernelModule(kernels);
  }

  /** Loads a trial module by its absolute URL and prepares it. */
  openTrials(moduleUrl: string, setup: unknown): Promise<void> {
    return this.#trials.open(moduleUrl, setup);
  }

  runTrial(trial: unknown): Promise<unknown> {
    return this.#trials.run(trial);
  }
}
