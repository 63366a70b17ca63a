import { Arena } from "../engine/arena.js";
import { type GramTask, gramSteps } from "./gram.js";
import { instantiateReadouts } from "./kernels.js";
import { type SolveTask, solveSteps } from "./solve.js";

/** A part of a ridge fit that can be done anywhere. What is shared must lie on SharedArrayBuffers not to be copied. */
export type RidgeTask = GramTask | SolveTask;

/** One finished task and its place among those given. */
export interface RidgeResult {
  index: number;
  result: Float64Array;
}

/** Memory and kernels for one task after another. */
export class RidgeBench {
  readonly #arena = new Arena();
  readonly #kernels = instantiateReadouts(this.#arena.memory);

  /** Does a task slice by slice; yields the share done. The next task begins when this one has ended or was returned. */
  *steps(task: RidgeTask): Generator<number, Float64Array> {
    const mark = this.#arena.usedBytes;
    try {
      return yield* task.kind === "gram"
        ? gramSteps(task, this.#arena, this.#kernels)
        : solveSteps(task, this.#arena, this.#kernels);
    } finally {
      this.#arena.release(mark, task.kind === "gram" ? "Gram matrix" : "Cholesky factor");
    }
  }

  /** Does a task at one go: a pure function of the task but for what it writes `into`. */
  run(task: RidgeTask): Float64Array {
    const steps = this.steps(task);
    for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
  }
}

/** Does tasks here, one after another; `breath` comes between slices, with the number of tasks done so far. */
export async function* runHere(
  tasks: RidgeTask[],
  breath: (done: number) => Promise<void>,
): AsyncGenerator<RidgeResult> {
  const bench = new RidgeBench();
  for (const [index, task] of tasks.entries()) {
    const steps = bench.steps(task);
    let step = steps.next();
    for (; !step.done; step = steps.next()) await breath(index + step.value);
    yield { index, result: step.value };
  }
}
