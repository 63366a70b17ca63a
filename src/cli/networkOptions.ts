import { type Command, Option } from "commander";
import type { NetworkPaper, OptionValues, PaperOption } from "../papers/networks/networkPaper.js";
import { positive, whole } from "./options.js";
import { outputOptions, ownOption, runOptions } from "./paperOptions.js";

const usualDiscard = 500;

/** What is left out of the measures where nobody says: of a run of less than a second, half. */
export const defaultDiscard = (seconds: number): number => Math.min(usualDiscard, 500 * seconds);

/** What commander makes of the command line: the options that all such papers have, and the paper's own. */
export type ParsedNetwork = OptionValues<Record<string, PaperOption>> & {
  seconds: number;
  dt: number;
  seed: number;
  workers: number;
  neurons: number;
  discard?: number;
  json?: string;
  report?: string;
};

/** Declares a paper's options and its help. */
export const declareNetwork = (command: Command, paper: NetworkPaper): void => {
  const { name, defaults } = paper;
  const option = <Value>(flags: string, meaning: string, parse: (text: string) => Value): Option =>
    new Option(flags, meaning).argParser(parse);
  command.description(paper.introduction.join("\n\n"));
  for (const [flag, own] of Object.entries(paper.options)) command.addOption(ownOption(name, flag, own));
  const options = [
    option("--seconds <s>", "biological time, s", positive("--seconds", name, { unit: "s" })).default(defaults.seconds),
    option("--dt <ms>", "grid step, ms", positive("--dt", name, { unit: "ms" })).default(defaults.dt),
    option(
      "--neurons <n>",
      "neurons in all, a fifth of them inhibitory",
      whole("--neurons", name, paper.leastNeurons),
    ).default(defaults.neurons),
    ...runOptions(name, "spikes"),
    option(
      "--discard <ms>",
      "time at the beginning that rates, CV and synchrony leave out; spikes, events, hash and wall time count all",
      positive("--discard", name, { orZero: true, unit: "ms" }),
    ).default(undefined, `${usualDiscard}, or half of less than a second`),
    ...outputOptions(name, "raster, rates, intervals"),
  ];
  for (const each of options) command.addOption(each);
  command.addHelpText(
    "after",
    `${paper.lessons}
Ctrl-C ends the run within a second, prints (and writes) what is done so far; status 130. While the
network is built there is nothing to print, and it ends the program at once.
`,
  );
};
