import { breathe } from "../../breathe.js";
import { Ridge, SoftmaxReadout } from "../../index.js";
import { accuracy, type Features, someRows } from "../../readout/features.js";
import type { RidgeTask } from "../../readout/ridgeTasks.js";
import type { Pool } from "../../sweep/pool.js";

/** Spike counts of one split with its labels. */
export interface Split {
  counts: Features;
  labels: Uint8Array;
}

export interface ReadoutOptions {
  kind: "ridge" | "paper";
  neurons: number;
  pool: Pool;
  signal: AbortSignal | undefined;
  onProgress: (done: number, total: number) => void;
}

const CLASSES = 10;

/** β in units of one pseudo-sample; the best on the validation samples is taken. */
const lambdasOf = (neurons: number): number[] => (neurons <= 1000 ? [30, 100, 300, 1000] : [100, 300]);

/** Samples read between two turns of the event loop. */
const READ_ROWS = 992;

const predictAll = async (
  readout: Ridge,
  features: Features,
  signal: AbortSignal | undefined,
): Promise<Uint32Array> => {
  const { rows } = features;
  const predicted = new Uint32Array(rows);
  for (let first = 0; first < rows; first += READ_ROWS) {
    const some = someRows(features, first, Math.min(first + READ_ROWS, rows));
    predicted.set(readout.predict(some), first);
    await breathe();
    signal?.throwIfAborted();
  }
  return predicted;
};

/** What a trained readout makes of the three splits. */
export interface Reading {
  readout: Ridge | SoftmaxReadout;
  predicted: Record<"train" | "validation" | "test", Uint32Array>;
  /** Test accuracy of the ordinary one-hot ridge beside the one-against-one ridge in use; null where that is not fitted. */
  testOneHot: number | null;
  /** For the report's parameters. */
  notes: Record<string, string | number>;
}

/**
 * Trains the readout on the training split and predicts all three. «ridge» is one ridge regression per pair of classes, which vote:
 * one-hot least squares leaves a point or two of accuracy on the table (its outputs mask each other), so both are told.
 */
export const readOut = async (
  { train, validation, test }: Record<"train" | "validation" | "test", Split>,
  { kind, neurons, pool, signal, onProgress }: ReadoutOptions,
): Promise<Reading> => {
  const held = { features: validation.counts, targets: validation.labels };
  const stop = signal ? { signal } : {};
  if (kind === "paper") {
    // Section 1.6 of the authors' protocol: batches of 250 or 50, up to 5,000 passes, TensorFlow 1's ε.
    const readout = new SoftmaxReadout({ classes: CLASSES, batch: neurons < 3000 ? 250 : 50, epsilon: 1e-8 });
    const { pass } = await readout.fit(train.counts, train.labels, {
      ...stop,
      validation: held,
      onProgress: (progress) => onProgress(progress.pass, progress.passes),
    });
    return {
      readout,
      predicted: {
        train: readout.predict(train.counts),
        validation: readout.predict(validation.counts),
        test: readout.predict(test.counts),
      },
      testOneHot: null,
      notes: { "readout pass": pass },
    };
  }
  const moduleUrl = new URL("../../readout/ridgeTrials.js", import.meta.url);
  // Pairs of classes need samples of every class, which a handful of them may lack.
  const pairwise = new Set(train.labels).size === CLASSES;
  const fit = async (coding: "oneHot" | "oneVsOne", from: number, to: number) => {
    const readout = new Ridge({ classes: CLASSES, coding, lambda: lambdasOf(neurons) });
    const { lambda } = await readout.fit(train.counts, train.labels, {
      ...stop,
      validation: held,
      onProgress: (done) => onProgress(Math.round(from + (to - from) * done), 100),
      threads: {
        parts: 4 * pool.workers,
        run: (tasks) => pool.map<null, RidgeTask, Float64Array>(moduleUrl, tasks, { setup: null, ...stop }),
      },
    });
    return { readout, lambda };
  };
  let testOneHot: number | null = null;
  const both = pairwise && neurons <= 1000;
  if (both) {
    const { readout } = await fit("oneHot", 0, 20);
    testOneHot = accuracy(await predictAll(readout, test.counts, signal), test.labels);
  }
  const { readout, lambda } = await fit(pairwise ? "oneVsOne" : "oneHot", both ? 20 : 0, 100);
  return {
    readout,
    predicted: {
      train: await predictAll(readout, train.counts, signal),
      validation: await predictAll(readout, validation.counts, signal),
      test: await predictAll(readout, test.counts, signal),
    },
    testOneHot,
    notes: { "readout coding": pairwise ? "one-against-one" : "one-hot", "readout β": lambda },
  };
};
