import { describe, expect, it } from "vitest";
import { nalsm2021 } from "../../dist/src/papers/nalsm2021.js";
import type { NalsmOptions } from "../../dist/src/papers/paper.js";
import { blobDataset } from "../images.js";

// A liquid of 64 neurons on made-up images: could not catch what only shows at the paper's size; the published figures
// are compared elsewhere.

const dataset = blobDataset();
const samples = { init: 6, train: 20, validation: 5, test: 10 };
const common: NalsmOptions = { dataset, neurons: 64, samples, seed: 3 };

/** What must not depend on how the work is spread. */
const outcome = async (options: Partial<NalsmOptions>) => {
  const { summary, detail } = await nalsm2021({ ...common, ...options });
  const { completed, done, accuracy, branchingFactor, rates, spikes, synapticEvents, hash } = summary;
  expect(completed).toBe(true);
  expect(done).toEqual({ ...samples, init: options.variant === "static" ? 0 : samples.init });
  expect(spikes).toBeGreaterThan(1000);
  return {
    accuracy,
    branchingFactor,
    rates,
    spikes,
    synapticEvents,
    hash,
    weights: detail.weights,
    gallery: detail.gallery,
    confusion: detail.confusion,
  };
};

describe("nalsm2021", () => {
  it.each([
    ["nalsm", "all"],
    ["nalsm", "lastSpike"],
    ["ap-stdp", "all"],
    ["static", "all"],
  ] as const)(
    "%s, %s: 1, 2 and 3 workers give the same accuracy, hash, weights and gallery",
    async (variant, summation) => {
      const one = await outcome({ variant, summation, workers: 1 });
      for (const workers of [2, 3]) expect(await outcome({ variant, summation, workers })).toEqual(one);
    },
  );

  it("two runs with the same seed are the same, one with another seed is not", async () => {
    const first = await outcome({ workers: 2 });
    expect(await outcome({ workers: 2 })).toEqual(first);
    expect((await outcome({ workers: 2, seed: 4 })).hash).not.toBe(first.hash);
  });

  it("the paper's readout gives the same accuracy from 1 and 2 workers", { timeout: 60000 }, async () => {
    const one = await outcome({ readout: "paper", workers: 1 });
    expect(await outcome({ readout: "paper", workers: 2 })).toEqual(one);
  });

  it.each(["initialisation", "training samples", "test samples"])(
    "aborted during %s it resolves with completed false, and counts what was done",
    async (stage) => {
      const controller = new AbortController();
      const { summary } = await nalsm2021({
        ...common,
        samples: { init: stage === "initialisation" ? 40 : 3, train: 50, validation: 5, test: 20 },
        workers: 2,
        signal: controller.signal,
        onProgress: (progress) => {
          if (progress.stage === stage) controller.abort();
        },
      });
      expect(summary.completed).toBe(false);
      expect(summary.accuracy).toEqual({ train: null, validation: null, test: null, testOneHot: null });
      const { done, samples } = summary;
      expect(done.init + done.train + done.validation + done.test).toBeLessThan(
        samples.init + samples.train + samples.validation + samples.test,
      );
      expect(summary.hash).toMatch(/^[0-9a-f]{16}$/);
    },
  );
});
