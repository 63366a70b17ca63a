import type { Look } from "../../dist/src/papers/nalsm/presentation.js";
import type { TrainedLiquid } from "../../dist/src/papers/nalsm/trainedLiquid.js";
import { Pool } from "../../dist/src/sweep/pool.js";
import type { Presented, PresentingSetup, PresentingTrial } from "./presenting.js";
import { Judge, type Verdict } from "./scores.js";

/** One presentation of an image. */
export interface Seen extends Verdict {
  /** Its number among the presentations of this image, from 0; it settles the random draws. */
  trial: number;
  counts: Uint8Array;
  look: Look;
}

/** Trial numbers from here on are neither of training nor of test images. */
const firstTrial = 3_000_000;

/** A trained liquid in a thread of its own that is shown one image after another. */
export class Recogniser {
  readonly trained: TrainedLiquid;
  readonly judge: Judge;
  readonly #module: URL;
  readonly #pool = new Pool({ workers: 1 });

  constructor(trained: TrainedLiquid, module: URL) {
    this.trained = trained;
    this.judge = new Judge(trained);
    this.#module = module;
  }

  /** Shows a picture so many times, each with other random draws, the first of which has number `from`. */
  async *show(pixels: Uint8Array, from: number, times: number): AsyncGenerator<Seen> {
    const { liquid, weights, peak } = this.trained;
    const trials = Array.from({ length: times }, (_, k): PresentingTrial => {
      return { pixels, count: 1, firstTrial: firstTrial + from + k, look: true };
    });
    const setup: PresentingSetup = { liquid, weights, peak };
    for await (const { trial, result } of this.#pool.map<PresentingSetup, PresentingTrial, Presented>(
      this.#module,
      trials,
      { setup },
    )) {
      const { counts, looks } = result;
      yield { trial: trial.firstTrial - firstTrial, counts, look: looks[0]!, ...this.judge.of(counts) };
    }
  }

  /** Ends its thread. */
  close(): Promise<void> {
    return this.#pool.close();
  }
}
