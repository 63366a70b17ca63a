// The `neuroglia` command around a paper that only pretends: quick, of known figures, and interruptible between samples.
// FAKE_MS: how long a sample takes, ms. FAKE_STUBBORN=1: ignores the abort. FAKE_FAULT=1: throws.
import { setTimeout as sleep } from "node:timers/promises";
import { nalsmPaper } from "../../dist/src/cli/nalsm.js";
import { runCommandLine } from "../../dist/src/cli/program.js";
import { fakeResult } from "./fakeResult.mjs";

const pretend = async (options) => {
  if (process.env.FAKE_FAULT) throw new TypeError("a fault\nof two lines");
  const stages = [
    ["init", "initialisation"],
    ["train", "training samples"],
    ["validation", "validation samples"],
    ["test", "test samples"],
  ];
  const done = { init: 0, train: 0, validation: 0, test: 0 };
  for (const [key, stage] of stages)
    while (done[key] < options.samples[key] && (!options.signal.aborted || process.env.FAKE_STUBBORN)) {
      await sleep(Number(process.env.FAKE_MS ?? 0));
      done[key] += 1;
      options.onProgress({ stage, done: done[key], total: options.samples[key] });
    }
  return fakeResult({ ...options, done });
};

process.exitCode = await runCommandLine(process.argv.slice(2), [
  { name: "nalsm-2021", load: async () => nalsmPaper(pretend) },
]);
