import { NeurogliaError } from "../../errors.js";
import { checkedFigures, type Figures } from "../figures.js";
import type { ParameterValue } from "../parameters.js";
import { loadSweepFile, sweepFile } from "./sweepFile.js";

/** One trial of a sweep: which, and where in its space. */
export interface Job {
  readonly id: string;
  readonly index: number;
  readonly trial: Record<string, ParameterValue>;
}

export interface JobResult {
  readonly figures: Figures;
  /** Wall time. */
  readonly seconds: number;
}

/** The trial module that a pool's workers open for a sweep: runs what a sweep file's default export is. */
export const open = async ({ url, hash }: { url: string; hash: string }): Promise<(job: Job) => Promise<JobResult>> => {
  const file = sweepFile(url);
  // A worker that takes the place of a dead one reads the file again.
  if (file.hash !== hash)
    throw new NeurogliaError({
      code: "file-changed",
      what: "content",
      where: `sweep file ${file.path}`,
      expected: "what it was when the sweep began",
      got: "another",
    });
  const { default: run } = await loadSweepFile(file);
  return async ({ trial }) => {
    const begin = performance.now();
    const figures = checkedFigures(await run({ ...trial }), Object.keys(trial));
    return { figures, seconds: (performance.now() - begin) / 1000 };
  };
};
