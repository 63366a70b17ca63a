import { breathe } from "../../dist/src/breathe.js";
import { initialisationOrder } from "../../dist/src/papers/nalsm/initialisation.js";
import { defaultAstrocyteWeight, defaultWeight } from "../../dist/src/papers/nalsm/network.js";
import { FIRST_TRIAL } from "../../dist/src/papers/nalsm/presentation.js";
import type { LiquidDescription, TrainedLiquid } from "../../dist/src/papers/nalsm/trainedLiquid.js";
import type { LabelledImages } from "../../dist/src/papers/paper.js";
import { type Features, someRows } from "../../dist/src/readout/features.js";
import { Ridge } from "../../dist/src/readout/ridge.js";
import type { RidgeTask } from "../../dist/src/readout/ridgeTasks.js";
import { Pool } from "../../dist/src/sweep/pool.js";
import type { InitialisingSetup, InitialisingTrial } from "./initialising.js";
import type { Presented, PresentingSetup, PresentingTrial } from "./presenting.js";
import type { DigitSample } from "./sample.js";

/** How many images initialise the liquid, train its readout and test it. */
export interface Plan {
  init: number;
  train: number;
  test: number;
}

export const stages = ["initialisation", "training images", "test images", "readout"] as const;

export interface TrainingProgress {
  stage: (typeof stages)[number];
  /** Share of the stage that is done, 0 … 1. */
  done: number;
}

/** Addresses of the trial modules, which workers load. */
export interface Modules {
  initialising: URL;
  presenting: URL;
  fitting: URL;
}

export interface TrainingOptions {
  plan: Plan;
  modules: Modules;
  /** Threads. */
  workers: number;
  seed: number;
  signal: AbortSignal;
  onProgress: (progress: TrainingProgress) => void;
}

/** Images in one message to a worker. */
const initialisingBatch = 50;
const presentingBatch = 10;
/** Test images that are read between two turns of the event loop. */
const scoringRows = 50;
/** β of the readout, in pseudo-samples: the best for this liquid and so many images on MNIST's validation images. */
const lambda = 300;

/** The NALSM liquid of the paper: 1,000 neurons. */
const liquidOf = ({ rows, columns }: LabelledImages, seed: number): LiquidDescription => ({
  variant: "nalsm",
  nInputs: rows * columns,
  neurons: 1000,
  weight: defaultWeight.nalsm,
  astrocyteWeight: defaultAstrocyteWeight(1000),
  summation: "all",
  seed,
});

/** Images by their places in a set. */
const gathered = ({ pixels, rows, columns }: LabelledImages, places: Uint32Array): Uint8Array => {
  const size = rows * columns;
  const out = new Uint8Array(places.length * size);
  for (const [k, place] of places.entries()) out.set(pixels.subarray(place * size, (place + 1) * size), k * size);
  return out;
};

/** Memory that workers read without a copy, where there is such. */
const bytes = (length: number): Uint8Array =>
  typeof SharedArrayBuffer === "undefined" ? new Uint8Array(length) : new Uint8Array(new SharedArrayBuffer(length));

/** Share of samples that are read right, some at a time, so that the page stays at hand. */
const shareRight = async (readout: Ridge, features: Features, labels: Uint8Array): Promise<number> => {
  let right = 0;
  for (let first = 0; first < features.rows; first += scoringRows) {
    const some = someRows(features, first, Math.min(first + scoringRows, features.rows));
    right += some.rows * readout.score(some, labels.subarray(first, first + some.rows));
    await breathe();
  }
  return Math.round(right) / features.rows;
};

/** Shapes the weights, image after image, on one thread. */
const initialised = async (
  liquid: LiquidDescription,
  { peak, train }: DigitSample,
  count: number,
  { modules, signal, onProgress }: TrainingOptions,
): Promise<Float32Array[]> => {
  const order = initialisationOrder(liquid.seed, train.count).subarray(0, count);
  const trials: InitialisingTrial[] = [];
  for (let first = 0; first < count; first += initialisingBatch) {
    const places = order.subarray(first, first + initialisingBatch);
    const last = first + places.length === count;
    trials.push({ pixels: gathered(train, places), count: places.length, first, last });
  }
  const pool = new Pool({ workers: 1 });
  let weights: Float32Array[] | null = null;
  try {
    const setup: InitialisingSetup = { liquid, peak };
    const results = pool.map<InitialisingSetup, InitialisingTrial, Float32Array[] | null>(
      modules.initialising,
      trials,
      {
        setup,
        signal,
      },
    );
    for await (const { trial, result } of results) {
      onProgress({ stage: "initialisation", done: (trial.first + trial.count) / count });
      weights ??= result;
    }
  } finally {
    await pool.close();
  }
  return weights!;
};

/**
 * Initialises the NALSM liquid with some of the images, shows it all of them for 250 ms each, on all threads, and fits a ridge regression for
 * every pair of digits to its spike counts, as `neuroglia reproduce nalsm-2021` does. The result depends on images, plan and seed alone.
 * @throws AbortError when aborted; NeurogliaError where the platform has no threads
 */
export const trainLiquid = async (sample: DigitSample, options: TrainingOptions): Promise<TrainedLiquid> => {
  const { plan, modules, workers, seed, signal, onProgress } = options;
  const { peak } = sample;
  const liquid = liquidOf(sample.train, seed);
  const weights = await initialised(liquid, sample, plan.init, options);

  const pool = new Pool({ workers });
  try {
    const counted = async (set: "train" | "test", stage: TrainingProgress["stage"]): Promise<Features> => {
      const { pixels } = sample[set];
      const size = liquid.nInputs;
      const rows = plan[set];
      const values = bytes(rows * liquid.neurons);
      const trials: PresentingTrial[] = [];
      for (let begin = 0; begin < rows; begin += presentingBatch) {
        const end = Math.min(begin + presentingBatch, rows);
        const some = { pixels: pixels.slice(begin * size, end * size), count: end - begin };
        trials.push({ ...some, firstTrial: FIRST_TRIAL[set] + begin, look: false });
      }
      const setup: PresentingSetup = { liquid, weights, peak };
      let done = 0;
      const results = pool.map<PresentingSetup, PresentingTrial, Presented>(modules.presenting, trials, {
        setup,
        signal,
      });
      for await (const { trial, result } of results) {
        values.set(result.counts, (trial.firstTrial - FIRST_TRIAL[set]) * liquid.neurons);
        done += trial.count;
        onProgress({ stage, done: done / rows });
      }
      return { values, rows, columns: liquid.neurons };
    };
    const train = await counted("train", "training images");
    const test = await counted("test", "test images");
    const readout = new Ridge({ classes: 10, coding: "oneVsOne", lambda });
    await readout.fit(train, sample.train.labels.subarray(0, plan.train), {
      signal,
      onProgress: (done) => onProgress({ stage: "readout", done }),
      threads: {
        parts: 4 * workers,
        run: (tasks) => pool.map<null, RidgeTask, Float64Array>(modules.fitting, tasks, { setup: null, signal }),
      },
    });
    const accuracy = await shareRight(readout, test, sample.test.labels);
    return { liquid, weights, peak, readout, dataset: "mnist", samples: { ...plan }, accuracy };
  } finally {
    await pool.close();
  }
};
