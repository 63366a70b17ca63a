import { NeurogliaError } from "../src/errors.js";

/** A module whose trials a pool runs: `open` prepares once per worker and returns what runs one trial. */
export interface TrialModule<Setup, Trial, Result> {
  open(setup: Setup): Promise<(trial: Trial) => Promise<Result>> | ((trial: Trial) => Promise<Result>);
}

/** What a pool's thread offers its pool. */
export class TrialRunner {
  #run: ((trial: unknown) => Promise<unknown>) | null = null;

  async open(moduleUrl: string, setup: unknown): Promise<void> {
    const module: TrialModule<unknown, unknown, unknown> = await import(moduleUrl).catch((error) => {
      if (error?.name === "NeurogliaError") throw error;
      throw new NeurogliaError({
        code: "not-imported",
        what: "module",
        where: "trials",
        expected: "one that a worker can import",
        got: `${moduleUrl} (${error?.message ?? error})`,
      });
    });
    if (typeof module.open !== "function")
      throw new NeurogliaError({
        code: "bad-input",
        what: "open",
        where: moduleUrl,
        expected: "a function that the module exports",
        got: module.open,
      });
    this.#run = await module.open(setup);
    if (typeof this.#run !== "function")
      throw new NeurogliaError({
        code: "bad-input",
        what: "result",
        where: `open of ${moduleUrl}`,
        expected: "a function that runs one trial",
        got: this.#run,
      });
  }

  async run(trial: unknown): Promise<unknown> {
    if (!this.#run) throw new Error("no trial module is open on this worker");
    return this.#run(trial);
  }
}
