import { type Command, Option } from "commander";
import type { NetworkPaper, OptionValues, PaperOption } from "../papers/networks/networkPaper.js";
import { oneOf, path, positive, whole } from "./options.js";

const defaultSeed = 1;
const mostWorkers = 64;
const defaultDiscard = 500;

/** What commander makes of the command line: the options that all such papers have, and the paper's own. */
export type ParsedNetwork = OptionValues<Record<string, PaperOption>> & {
  seconds: number;
  dt: number;
  seed: number;
  workers: number;
  neurons: number;
  discard: number;
  json?: string;
  report?: string;
};

const ownOption = (paper: string, name: string, own: PaperOption): Option => {
  const flag = `--${name}`;
  const option = new Option(`${flag} <${own.kind === "word" ? "name" : "n"}>`, own.meaning);
  if (own.kind === "word") option.choices(own.words).argParser(oneOf(flag, paper, own.words));
  else if (own.kind === "whole") option.argParser(whole(flag, paper, own.least, own.most));
  else option.argParser(positive(flag, paper, { orZero: own.orZero ?? false, unit: own.unit ?? "" }));
  return own.default === undefined ? option : option.default(own.default);
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
    option("--seed <n>", "seed of every random number", whole("--seed", name, 0)).default(defaultSeed),
    option(
      "--workers <n>",
      "threads; spikes do not depend on their number",
      whole("--workers", name, 1, mostWorkers),
    ).default(1),
    option(
      "--discard <ms>",
      "time at the beginning that rates, CV and synchrony leave out; spikes, events, hash and wall time count all",
      positive("--discard", name, { orZero: true, unit: "ms" }),
    ).default(defaultDiscard),
    option(
      "--json <file>",
      "write the results as JSON; - prints them, and nothing else, to stdout",
      path("--json", name, true),
    ),
    option(
      "--report <file>",
      "write one self-contained HTML page with raster, rates, intervals",
      path("--report", name),
    ),
  ];
  for (const each of options) command.addOption(each);
  command.addHelpText(
    "after",
    `${paper.lessons}
Ctrl-C ends the run within a second, prints (and writes) what is done so far; status 130.
`,
  );
};
