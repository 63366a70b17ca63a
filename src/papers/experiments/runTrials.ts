import { Pool } from "../../sweep/pool.js";
import type { ExperimentRun } from "./experiment.js";

/** A trial that is done. */
export interface DoneTrial<Trial, Outcome> {
  trial: Trial;
  outcome: Outcome;
}

/**
 * Runs an experiment's trials on a pool of its own. After an abort, those that were done by then.
 * @param moduleUrl of the trials' module, see `Pool.map`
 * @returns in the order of `trials`, not in that of their ends, so that sums are the same however many workers there are
 * @throws what a trial throws
 */
export const runTrials = async <Setup, Trial, Outcome>(
  moduleUrl: URL,
  setup: Setup,
  trials: readonly Trial[],
  { workers, signal, onProgress }: ExperimentRun,
): Promise<DoneTrial<Trial, Outcome>[]> => {
  const found: DoneTrial<Trial, Outcome>[] = [];
  const pool = new Pool({ workers });
  let done = 0;
  try {
    const results = pool.map<Setup, Trial, Outcome>(moduleUrl, trials, { setup, ...(signal && { signal }) });
    for await (const { index, trial, result } of results) {
      found[index] = { trial, outcome: result };
      onProgress?.({ stage: "reservoirs", done: ++done, total: trials.length });
    }
  } catch (error) {
    if (!signal?.aborted) throw error;
  } finally {
    await pool.close();
  }
  return found.filter(Boolean);
};
