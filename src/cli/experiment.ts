import type { Experiment, ExperimentRun, ExperimentSummary } from "../papers/experiments/experiment.js";
import type { OptionValues, PaperOption } from "../papers/networks/networkPaper.js";
import { experimentReport } from "../report/experiment.js";
import { attended } from "./attended.js";
import { experimentTable } from "./experimentTable.js";
import { publish, requireOutputs } from "./output.js";
import { outputOptions, ownOption, runOptions } from "./paperOptions.js";
import type { PaperCommand } from "./program.js";
import { reportContext } from "./versions.js";

/** What commander makes of the command line. */
type ParsedExperiment = OptionValues<Record<string, PaperOption>> & {
  seed: number;
  workers: number;
  json?: string;
  report?: string;
};

/** A paper that is an experiment, as a subcommand of `neuroglia reproduce`. */
export const experimentCommand = (paper: Experiment): PaperCommand => {
  const { name, title, reference, variants } = paper;
  return {
    name,
    title,
    reference,
    variants,
    declare: (command) => {
      command.description(paper.introduction.join("\n\n"));
      const options = [
        ...Object.entries(paper.options).map(([flag, own]) => ownOption(name, flag, own)),
        ...runOptions(name, "figures"),
        ...outputOptions(name, "the figures beside the published ones and their plots"),
      ];
      for (const option of options) command.addOption(option);
      command.addHelpText(
        "after",
        `${paper.lessons}
Ctrl-C ends the run within a second, prints (and writes) what is done so far; status 130.
`,
      );
    },
    run: async (options, commandLine) => {
      // commander types no option; `declare` and `ParsedExperiment` stand side by side.
      const { seed, workers, json, report, ...own } = options as object as ParsedExperiment;
      const outputs = { ...(json !== undefined && { json }), ...(report !== undefined && { report }) };
      requireOutputs(outputs, name);
      return attended(async ({ signal, onProgress, finished }) => {
        const began = performance.now();
        const run: ExperimentRun = { seed, workers, signal, onProgress };
        const result = await paper.run(own, run);
        const { variant, completed, table, hash } = result;
        const summary: ExperimentSummary = {
          paper: name,
          ...(variant !== undefined && { variant }),
          completed,
          seed,
          workers,
          wallMs: performance.now() - began,
          figures: Object.fromEntries(table.map((row) => [row.name, row.here])),
          ...(hash !== undefined && { hash }),
        };
        finished();
        publish(outputs, {
          summary,
          table: () => experimentTable(summary, result),
          report: () => experimentReport(summary, result, { title, reference }, reportContext(commandLine)),
        });
        return completed;
      });
    },
  };
};
