import { loadImageDataset } from "../datasets/node/images.js";
import { trainingPools } from "../datasets/split.js";
import { NeurogliaError } from "../errors.js";
import { encodeTrainedLiquid } from "../papers/nalsm/trainedLiquid.js";
import type { ImageDataset, NalsmOptions, NalsmResult } from "../papers/paper.js";
import { nalsmReport } from "../report/nalsm.js";
import { attended } from "./attended.js";
import {
  declare,
  fullProtocol,
  name,
  type Parsed,
  plasticBound,
  type Samples,
  scaledDown,
  variants,
} from "./nalsmOptions.js";
import { nalsmTable } from "./nalsmTable.js";
import { publish, requireOutputs, write } from "./output.js";
import type { PaperCommand } from "./program.js";
import { reportContext } from "./versions.js";

const refuse = (what: string, expected: string, got: unknown): never => {
  throw new NeurogliaError({ code: "bad-option", what, where: name, expected, got });
};

/** What can be checked before any file is read. */
const requireConsistent = (parsed: Parsed): void => {
  const { variant } = parsed;
  if (variant === "static" && parsed.init !== undefined)
    refuse("--init", "left out with --variant static, which has nothing to initialise", parsed.init);
  if (variant !== "nalsm" && parsed.astrocyteWeight !== undefined)
    refuse("--astrocyte-weight", `left out with --variant ${variant}, which has no astrocyte`, parsed.astrocyteWeight);
  if (variant !== "static" && parsed.weight !== undefined && parsed.weight > plasticBound)
    refuse(
      "--weight",
      `≤ ${plasticBound} mV with --variant ${variant}, whose weights are clipped there`,
      parsed.weight,
    );
  requireOutputs(parsed, name);
};

/** The number of samples per stage, none more than the data set has. Counts by default give way to a smaller set. */
const samplesOf = (parsed: Parsed, dataset: ImageDataset): Samples => {
  const pools = trainingPools(dataset.train.count);
  const available: Samples = { init: pools.train, ...pools, test: dataset.test.count };
  const usual = parsed.full ? fullProtocol : scaledDown;
  const samples = { ...usual };
  for (const stage of ["init", "train", "validation", "test"] as const) {
    const asked = parsed[stage];
    if (asked !== undefined && asked > available[stage])
      refuse(`--${stage}`, `≤ ${available[stage]}, the images that ${dataset.name} has for it`, asked);
    samples[stage] = asked ?? Math.min(usual[stage], available[stage]);
  }
  if (parsed.variant === "static") samples.init = 0;
  return samples;
};

/**
 * `neuroglia reproduce nalsm-2021` (Ivanov & Michmizos 2021).
 * @param simulate runs the paper; tests pass one of their own
 */
export const nalsmPaper = (simulate: (options: NalsmOptions) => Promise<NalsmResult>): PaperCommand => ({
  name,
  title: "NALSM: a liquid state machine that an astrocyte keeps near the edge of chaos",
  reference: "Ivanov & Michmizos (2021), NeurIPS 34, arXiv:2111.01760",
  variants,
  declare,
  run: async (options, commandLine) => {
    // commander types no option; `declare` and `Parsed` stand side by side.
    const parsed = options as object as Parsed;
    requireConsistent(parsed);
    const dataset = loadImageDataset(parsed.dataset, parsed.data);
    const samples = samplesOf(parsed, dataset);
    return attended(async ({ signal, onProgress, finished }) => {
      const result = await simulate({
        dataset,
        variant: parsed.variant,
        neurons: parsed.neurons,
        ...(parsed.weight !== undefined && { weight: parsed.weight }),
        ...(parsed.astrocyteWeight !== undefined && { astrocyteWeight: parsed.astrocyteWeight }),
        samples,
        readout: parsed.readout,
        summation: parsed.summation === "last-spike" ? "lastSpike" : "all",
        seed: parsed.seed,
        workers: parsed.workers,
        signal,
        onProgress,
      });
      finished();
      publish(parsed, {
        summary: result.summary,
        table: () => nalsmTable(result.summary),
        report: () => nalsmReport(result, reportContext(commandLine)),
      });
      if (parsed.save !== undefined) {
        if (result.trained) write(parsed.save, await encodeTrainedLiquid(result.trained));
        const outcome = result.trained
          ? `liquid and readout in ${parsed.save}`
          : "no readout yet, so nothing was saved";
        process.stderr.write(`neuroglia: ${outcome}\n`);
      }
      return result.summary.completed;
    });
  },
});
