import { Option } from "commander";
import type { PaperOption } from "../papers/networks/networkPaper.js";
import { oneOf, path, positive, whole } from "./options.js";

const defaultSeed = 1;
const mostWorkers = 64;

/** An option of one paper as commander knows it. */
export const ownOption = (paper: string, name: string, own: PaperOption): Option => {
  const flag = `--${name}`;
  const option = new Option(`${flag} <${own.kind === "word" ? "name" : "n"}>`, own.meaning);
  if (own.kind === "word") option.choices(own.words).argParser(oneOf(flag, paper, own.words));
  else if (own.kind === "whole") option.argParser(whole(flag, paper, own.least, own.most));
  else option.argParser(positive(flag, paper, { orZero: own.orZero ?? false, unit: own.unit ?? "" }));
  return own.default === undefined ? option : option.default(own.default);
};

/** `--seed` and `--workers`. @param invariant what does not depend on the number of workers */
export const runOptions = (paper: string, invariant: string): Option[] => [
  new Option("--seed <n>", "seed of every random number").argParser(whole("--seed", paper, 0)).default(defaultSeed),
  new Option("--workers <n>", `threads; ${invariant} do not depend on their number`)
    .argParser(whole("--workers", paper, 1, mostWorkers))
    .default(1),
];

/** `--json` and `--report`. @param shown what the page has in it */
export const outputOptions = (paper: string, shown: string): Option[] => [
  new Option("--json <file>", "write the results as JSON; - prints them, and nothing else, to stdout").argParser(
    path("--json", paper, true),
  ),
  new Option("--report <file>", `write one self-contained HTML page with ${shown}`).argParser(path("--report", paper)),
];
