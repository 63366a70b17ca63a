import { Ridge, SoftmaxReadout } from "../../index.js";
import type { FeatureMatrix } from "../../readout/features.js";
import type { GramTask } from "../../readout/gram.js";
import type { Pool } from "../../sweep/pool.js";

/** Spike counts of one split with its labels. */
export interface Split {
  counts: FeatureMatrix;
  labels: Uint8Array;
}

export interface ReadoutOptions {
  kind: "ridge" | "paper";
  neurons: number;
  pool: Pool;
  signal: AbortSignal | undefined;
  onProgress: (done: number, total: number) => void;
}

/** β in units of one pseudo-sample; the best on the validation samples is taken. */
const lambdas = [10, 100, 1000, 10_000];

/** Trains the readout on the training split and predicts all three. */
export const readOut = async (
  { train, validation, test }: Record<"train" | "validation" | "test", Split>,
  { kind, neurons, pool, signal, onProgress }: ReadoutOptions,
): Promise<{ predicted: Record<"train" | "validation" | "test", Uint32Array>; notes: Record<string, number> }> => {
  const held = { features: validation.counts, targets: validation.labels };
  const stop = signal ? { signal } : {};
  if (kind === "paper") {
    // Section 1.6 of the authors' protocol: batches of 250 or 50, up to 5,000 passes, TensorFlow 1's ε.
    const readout = new SoftmaxReadout({ classes: 10, batch: neurons < 3000 ? 250 : 50, epsilon: 1e-8 });
    const { pass } = await readout.fit(train.counts, train.labels, {
      ...stop,
      validation: held,
      onProgress: (progress) => onProgress(progress.pass, progress.passes),
    });
    return {
      predicted: {
        train: readout.predict(train.counts),
        validation: readout.predict(validation.counts),
        test: readout.predict(test.counts),
      },
      notes: { "readout pass": pass },
    };
  }
  const readout = new Ridge({ classes: 10, lambda: lambdas });
  const parts = 4 * pool.workers;
  const { lambda } = await readout.fit(train.counts, train.labels, {
    ...stop,
    validation: held,
    onProgress: (done) => onProgress(Math.round(100 * done), 100),
    gram: {
      parts,
      run: async (tasks: GramTask[]) => {
        const out: Float64Array[] = [];
        let done = 0;
        const moduleUrl = new URL("../../readout/gramTrials.js", import.meta.url);
        for await (const { index, result } of pool.map<null, GramTask, Float64Array>(moduleUrl, tasks, {
          setup: null,
          ...stop,
        })) {
          out[index] = result;
          onProgress(Math.round((50 * ++done) / tasks.length), 100);
        }
        return out;
      },
    },
  });
  return {
    predicted: {
      train: readout.predict(train.counts),
      validation: readout.predict(validation.counts),
      test: readout.predict(test.counts),
    },
    notes: { "readout β": lambda },
  };
};
