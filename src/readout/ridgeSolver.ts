import type { GramTask } from "./gram.js";
import { gramTileRows, splitTileRows, tileIndex } from "./gram.js";
import type { RidgeFitOptions } from "./ridgeOptions.js";
import { type RidgeTask, runHere } from "./ridgeTasks.js";

/** Columns whose Gram matrix is computed in one part here; more are cut so that no block of samples takes too long. */
const PART_COLUMNS = 4000;

/** Between two slices of work: told the share done, waits for the event loop and throws at an abort. */
export type Breath = (done: number) => Promise<void>;

/** What all Gram matrices of a fit have in common. */
export type Centred = Pick<GramTask, "features" | "scale" | "mean" | "precision" | "targets" | "targetMean">;

/** The heavy work of a ridge fit, on this thread or on others; its bits do not depend on where. */
export class RidgeSolver {
  readonly #centred: Centred;
  readonly #threads: RidgeFitOptions["threads"];
  readonly #breath: Breath;
  /** Whether threads write into memory of this one. */
  readonly #written: boolean;
  readonly #length: number;

  constructor(centred: Centred, threads: RidgeFitOptions["threads"], breath: Breath) {
    this.#centred = centred;
    this.#threads = threads;
    this.#breath = breath;
    this.#written = !threads || typeof SharedArrayBuffer !== "undefined";
    this.#length = tileIndex(gramTileRows(centred.features.columns, centred.targetMean.length).all, 0);
  }

  /** A Gram matrix of zeros, in memory that the threads can read without a copy where there is such. */
  empty(): Float64Array {
    return this.#threads && this.#written
      ? new Float64Array(new SharedArrayBuffer(this.#length * 8))
      : new Float64Array(this.#length);
  }

  /** The Gram matrix of each group of samples (undefined: of all), about the common means. */
  async grams(groups: readonly (Uint32Array | undefined)[], from: number, share: number): Promise<Float64Array[]> {
    const { columns } = this.#centred.features;
    const { all } = gramTileRows(columns, this.#centred.targetMean.length);
    const grams = groups.map(() => this.empty());
    const parts = Math.ceil(this.#threads ? this.#threads.parts / groups.length : (columns / PART_COLUMNS) ** 2);
    const tasks = groups.flatMap((samples, group) =>
      splitTileRows(all, parts).map(([begin, end]) => ({
        group,
        task: {
          kind: "gram" as const,
          ...this.#centred,
          ...{ begin, end },
          ...(samples && { samples }),
          ...(this.#written && { into: grams[group]! }),
        },
      })),
    );
    const tiles = await this.#run(
      tasks.map(({ task }) => task),
      from,
      share,
    );
    if (!this.#written)
      for (const [k, { group, task }] of tasks.entries()) grams[group]!.set(tiles[k]!, tileIndex(task.begin, 0));
    return grams;
  }

  /** Weights of each system, see `solveSteps`; empty where XᵀX + βI was not positive definite. */
  solve(
    systems: readonly { grams: Float64Array[]; ridge: number }[],
    from: number,
    share: number,
  ): Promise<Float64Array[]> {
    const { features, targetMean } = this.#centred;
    const task = { kind: "solve" as const, columns: features.columns, outputs: targetMean.length };
    return this.#run(
      systems.map((system) => ({ ...task, ...system })),
      from,
      share,
    );
  }

  async #run(tasks: RidgeTask[], from: number, share: number): Promise<Float64Array[]> {
    const progress = (done: number): number => from + (done / tasks.length) * share;
    const results: Float64Array[] = [];
    let done = 0;
    const here = (): ReturnType<typeof runHere> => runHere(tasks, (part) => this.#breath(progress(part)));
    for await (const { index, result } of this.#threads?.run(tasks) ?? here()) {
      results[index] = result;
      done++;
      if (this.#threads) await this.#breath(progress(done));
    }
    return results;
  }
}
