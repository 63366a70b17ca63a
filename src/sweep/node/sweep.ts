import { availableParallelism } from "node:os";
import { BITS } from "../../bits.js";
import { NeurogliaError } from "../../errors.js";
import { bad, knownOptions } from "../../network/check.js";
import type { RunLine, TrialError, TrialLine } from "../lines.js";
import { Pool } from "../pool.js";
import type { Space } from "../space.js";
import { Ledger, trialId } from "./ledger.js";
import { checkSpace, loadSweepFile, sweepFile } from "./sweepFile.js";
import type { Job, JobResult } from "./trials.js";
import { versionOfNeuroglia } from "./version.js";

/** How far a sweep is. */
export interface SweepProgress {
  /** Trials that have ended, failed ones and those of earlier runs among them; of how many. */
  done: number;
  total: number;
  failed: number;
  /** Trials that an earlier run left in the ledger. */
  earlier: number;
  /** Estimate of the time left, from the mean pace of this run; null before its first trial has ended. */
  secondsLeft: number | null;
}

export interface SweepOptions {
  /** The sweep file: an ES module whose default export runs one trial. */
  file: string | URL;
  /** The trials, where they are not what the file exports as `space`. */
  space?: Space;
  /** Threads, 1 … 256. Default: all processors. Results do not depend on their number. */
  workers?: number;
  /** One part of several: every count-th trial from the index-th on, 1 ≤ index ≤ count. */
  shard?: { index: number; count: number };
  /** Folder of the ledger, made where there is none. With it, a sweep goes on where another was stopped. */
  out?: string;
  /** Runs trials anew that failed in an earlier run. Default false. */
  retryFailed?: boolean;
  /** Goes on with a ledger that was begun with another text of the sweep file, or version of neuroglia. Default false. */
  acceptChanges?: boolean;
  /** Ends the sweep: trials under way are given up, those done are in the ledger. */
  signal?: AbortSignal;
  onProgress?: (progress: SweepProgress) => void;
  /** Told what went wrong and was put right: that another sweep left its lock, or the last line of its ledger half written. */
  onNotice?: (notice: string) => void;
}

/** One trial that has ended, and whether an earlier run did it. */
export type SweepResult = TrialLine & { readonly earlier: boolean };

/** Lines of a stack that tell where. */
const STACK_LINES = 4;

const described = (error: Error): TrialError => {
  const { name, message, stack = "" } = error;
  const frames = stack.split("\n").filter((line) => /^\s+at /.test(line));
  return {
    name,
    message,
    ...(error instanceof NeurogliaError && { code: error.code, details: { ...error.details } }),
    stack: frames.slice(0, STACK_LINES).map((line) => line.trim()),
  };
};

const checkOptions = (options: SweepOptions): void => {
  const known = "file space workers shard out retryFailed acceptChanges signal onProgress onNotice".split(" ");
  knownOptions(options, known, "sweep");
  const { file, shard, out } = options;
  if (typeof file !== "string" && !(file instanceof URL)) throw bad("file", "sweep", "a path or a file: URL", file);
  if (out !== undefined && (typeof out !== "string" || out === "")) throw bad("out", "sweep", "a folder's path", out);
  if (shard === undefined) return;
  const { index, count } = shard;
  if (!Number.isInteger(count) || count < 1) throw bad("count of shard", "sweep", "a whole number ≥ 1", count);
  if (!Number.isInteger(index) || index < 1 || index > count)
    throw bad("index of shard", "sweep", `a whole number of 1 … ${count}`, index);
};

/**
 * Runs every trial of a space on a pool of workers and yields results as they come; those that the ledger of `out` has already
 * come first, so that a sweep that was stopped and goes on yields what one does that was not.
 *
 *     for await (const result of sweep({ file: "rate.mjs", out: "rate-sweep" }))
 *       if (result.status === "done") console.log(result.trial, result.figures);
 *
 * A trial is known by its parameters and its seed, whatever the order of names: none runs twice, in one run or in many. One that
 * throws, or whose worker dies, has `status: "failed"` with its error, and the sweep goes on. Leaving the loop ends it.
 * @throws NeurogliaError for options, a sweep file or a ledger that are none, where another sweep has the folder, and where the ledger was begun with another text
 *   of the file or version of neuroglia; what the file imports is not compared
 * @throws AbortError when aborted
 */
export async function* sweep(options: SweepOptions): AsyncGenerator<SweepResult> {
  checkOptions(options);
  const { shard = { index: 1, count: 1 }, workers = availableParallelism(), out, signal, onProgress } = options;
  const pool = new Pool({ workers });
  const file = sweepFile(options.file);
  const space = checkSpace(options.space ?? (await loadSweepFile(file)).space, file);
  const run: RunLine = {
    ledger: 1,
    neuroglia: versionOfNeuroglia(),
    bits: BITS,
    file: file.name,
    fileHash: file.hash,
    space: { ...space.description, length: space.length },
    shard,
    begun: new Date().toISOString(),
  };
  const ledger = out === undefined ? null : new Ledger(out, run, options.acceptChanges ?? false);

  /** Trials of this shard that were met: a trial that a space has twice runs once. */
  const met = new Set<string>();
  function* jobs(): Generator<Job> {
    let index = 0;
    for (const trial of space) {
      const place = index++;
      if (place % shard.count === shard.index - 1) yield { id: trialId(trial), index: place, trial };
    }
  }
  function* open(): Generator<Job> {
    let skipped = 0;
    for (const job of jobs()) {
      if (met.has(job.id)) {
        if (skipped++ >= progress.earlier) total--;
        continue;
      }
      met.add(job.id);
      yield job;
    }
  }
  const isEarlier = (id: string): boolean => {
    const status = ledger?.statusOf(id) ?? null;
    return status === "done" || (status === "failed" && !options.retryFailed);
  };

  let total = 0;
  const begin = performance.now();
  const progress = { done: 0, failed: 0, earlier: 0 };
  const tell = async (): Promise<void> => {
    const { done, earlier } = progress;
    const pace = (performance.now() - begin) / 1000 / (done - earlier);
    await onProgress?.({ ...progress, total, secondsLeft: done > earlier ? pace * (total - done) : null });
  };
  const count = (line: TrialLine): void => {
    progress.done++;
    if (line.status === "failed") progress.failed++;
  };
  try {
    if (ledger?.takenFrom) await options.onNotice?.(`${out} is taken over from ${ledger.takenFrom}`);
    if (ledger && ledger.cutBytes > 0)
      await options.onNotice?.(
        `the last line of ${ledger.path} was half written; its ${ledger.cutBytes} bytes are cut off`,
      );
    // A trial that comes again leaves it when it is met.
    total = Math.floor((space.length - shard.index) / shard.count) + 1;
    if (ledger && ledger.length > 0)
      for (const job of jobs()) {
        if (signal?.aborted) throw new DOMException("The sweep was aborted", "AbortError");
        if (met.has(job.id) || !isEarlier(job.id)) continue;
        met.add(job.id);
        const line = { ...ledger.read(job.id), index: job.index };
        count(line);
        progress.earlier++;
        yield { ...line, earlier: true };
      }
    await tell();
    const moduleUrl = new URL("./trials.js", import.meta.url);
    const setup = { url: file.url, hash: file.hash };
    const stop = signal ? { signal } : {};
    for await (const outcome of pool.outcomes<typeof setup, Job, JobResult>(moduleUrl, open(), { setup, ...stop })) {
      const line: TrialLine =
        "error" in outcome
          ? { ...outcome.trial, status: "failed", error: described(outcome.error), seconds: null }
          : { ...outcome.trial, status: "done", ...outcome.result };
      ledger?.append(line);
      count(line);
      await tell();
      yield { ...line, earlier: false };
    }
  } finally {
    ledger?.close();
    await pool.close();
  }
}
