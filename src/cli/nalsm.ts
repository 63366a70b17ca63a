import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { loadImageDataset } from "../datasets/node/images.js";
import { trainingPools } from "../datasets/split.js";
import { NeurogliaError } from "../errors.js";
import type { ImageDataset, NalsmOptions, NalsmResult } from "../papers/paper.js";
import { nalsmReport } from "../report/nalsm.js";
import { interruptible } from "./interruption.js";
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
import { requireWritable } from "./output.js";
import { type PaperCommand, status } from "./program.js";
import { progressDisplay } from "./progress.js";
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
  const file = parsed.json === "-" ? undefined : parsed.json;
  if (file !== undefined) requireWritable("--json", file);
  if (parsed.report !== undefined) requireWritable("--report", parsed.report);
  if (file !== undefined && parsed.report !== undefined && resolve(file) === resolve(parsed.report))
    refuse("--report", "another file than --json", parsed.report);
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

const write = (file: string, text: string): void => {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new NeurogliaError({
      code: "not-written",
      what: "content",
      where: `file ${file}`,
      expected: "written",
      got: error instanceof Error ? error.message : error,
    });
  }
};

const publish = (result: NalsmResult, parsed: Parsed, commandLine: string): void => {
  const json = `${JSON.stringify(result.summary, null, 2)}\n`;
  process.stdout.write(parsed.json === "-" ? json : nalsmTable(result.summary));
  try {
    if (parsed.json !== undefined && parsed.json !== "-") write(parsed.json, json);
  } finally {
    if (parsed.report !== undefined) {
      write(parsed.report, nalsmReport(result, reportContext(commandLine)));
      process.stderr.write(`neuroglia: report in ${parsed.report}\n`);
    }
  }
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
    const display = progressDisplay();
    const interruption = interruptible(status.interrupted, () => display.stop());
    try {
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
        signal: interruption.signal,
        onProgress: (progress) => display.show(progress),
      });
      display.stop();
      publish(result, parsed, commandLine);
      return result.summary.completed ? status.completed : status.interrupted;
    } catch (error) {
      if (interruption.signal.aborted && error instanceof Error && error.name === "AbortError")
        return status.interrupted;
      throw error;
    } finally {
      display.stop();
      interruption.release();
    }
  },
});
