import { availableParallelism } from "node:os";
import { type Command, Option } from "commander";
import { NeurogliaError } from "../errors.js";
import { path, whole } from "./options.js";

const mostWorkers = 256;

/** What commander makes of the command line of `neuroglia sweep`. */
export interface ParsedSweep {
  workers: number;
  shard: { index: number; count: number };
  out?: string;
  retryFailed?: boolean;
  acceptChanges?: boolean;
  json?: string;
}

/** And of `neuroglia merge`. */
export interface ParsedMerge {
  out: string;
  acceptChanges?: boolean;
  json?: string;
}

const shard = (text: string): ParsedSweep["shard"] => {
  const [index = 0, count = 0] = (/^(\d+)\/(\d+)$/.exec(text)?.slice(1) ?? []).map(Number);
  if (Number.isSafeInteger(count) && index >= 1 && index <= count) return { index, count };
  throw new NeurogliaError({
    code: "bad-option",
    what: "--shard",
    where: "sweep",
    expected: "i/n with 1 ≤ i ≤ n, such as 3/10 (for a SLURM array, --array=1-10)",
    got: text,
  });
};

const option = <Value>(flags: string, meaning: string, parse: (text: string) => Value): Option =>
  new Option(flags, meaning).argParser(parse);

const acceptChanges = (): Option =>
  new Option(
    "--accept-changes",
    "keep the trials in the ledger although the sweep file, or neuroglia's version, has changed since they ran: after \
adding to the space, say",
  );

const json = (command: string): Option =>
  option(
    "--json <file>",
    "write a summary as JSON; - prints it, and nothing else, to stdout",
    path("--json", command, true),
  );

const introduction = [
  "Runs one trial for every point of a space of parameters, on all processors, and keeps every result as soon as it is there.",
  "FILE is an ES module. It exports the space, and by default the function that runs one trial: it is handed the values of \
one point and a seed, and returns figures (numbers, words, or lists of numbers). It should depend on nothing else: then the \
same trial has the same figures on any number of workers, on any day.",
].join("\n\n");

const lessons = `
A sweep file:

  import { grid, lifDelta, Network, poissonDrive } from "neuroglia";

  export const space = grid(
    { weight: [0.1, 0.2, 0.5], input: { low: 1000, high: 9000, steps: 5 } },   // mV, Hz
    { seeds: 10 },
  );

  export default async function trial({ weight, input, seed }) {
    const net = new Network({ dt: 0.1, seed });
    const cells = net.population("cells", 100, lifDelta);
    net.drive(cells, poissonDrive, { rate: input, weight }, { into: "delta" });
    const spikes = net.record(cells, "spikes");
    await net.run(1000);
    await net.close();
    return { rate: spikes.rate() };
  }

Spaces: grid({…}, { seeds }) takes every combination; random({…}, { n, seed, seeds }) draws n points;
sobol({…}, { n, seeds }) spreads n points evenly. A parameter is a list of values or a range
{ low, high, log: true, whole: true }, on a grid with steps. seeds: how many, or which; every point
runs with each. What a file loads at its top, it loads once a worker. "neuroglia" is the one that runs it.

What it writes into OUT:
  ledger.jsonl   one JSON object a line, added when a trial ends; a sweep that was stopped, or killed,
                 goes on from it when the same command is given again: nothing runs twice. While one
                 sweep writes to it (ledger.jsonl.lock), others are refused
  trials.csv, trials.jsonl, sweep.html   all results so far: a table, JSON lines, and a page with
                 parallel coordinates and heat maps; written at the end, in the order of the space

A trial is known by its parameters and its seed. One that throws, or whose worker dies, is failed, with
its error and parameters in the ledger, and the others go on. If the text of FILE changes, its ledger is
refused unless --accept-changes; what FILE imports is not compared.

Examples:
  neuroglia sweep rate.mjs
  neuroglia sweep rate.mjs --workers 4 --out results
  neuroglia sweep rate.mjs --out results --shard 3/10       one of ten jobs; then, when all are done:
  neuroglia merge results/shard-* --out results
  neuroglia sweep rate.mjs --retry-failed

Ctrl-C ends the sweep within a second and writes what is done so far; status 130. Status 3: all trials
ran, and some of them failed.
`;

/** Declares `neuroglia sweep`, with help that teaches. */
export const declareSweep = (command: Command): void => {
  command
    .summary("run a trial for every point of a space of parameters")
    .description(introduction)
    .argument("<file>", "the sweep file, an ES module", path("file", "sweep"))
    .addOption(
      option("--workers <n>", "threads that run trials", whole("--workers", "sweep", 1, mostWorkers)).default(
        availableParallelism(),
        "all processors",
      ),
    )
    .addOption(
      option(
        "--shard <i/n>",
        "run every n-th trial from the i-th on, i from 1; into the folder shard-i-of-n of OUT",
        shard,
      ).default({ index: 1, count: 1 }, "1/1, all trials"),
    )
    .addOption(
      option(
        "--out <dir>",
        "folder of the ledger and the results (default: NAME-sweep here, for a file NAME.mjs)",
        path("--out", "sweep"),
      ),
    )
    .addOption(new Option("--retry-failed", "run trials anew that failed in an earlier run"))
    .addOption(acceptChanges())
    .addOption(json("sweep"))
    .addHelpText("after", lessons);
};

const mergeLessons = `
Trials that several ledgers have become one if their results agree; if they do not, that is an error which
names the trial. A trial that is done somewhere is done. OUT gets a ledger of its own, from which a sweep
can go on, and trials.csv, trials.jsonl and sweep.html.

Example:
  neuroglia merge results/shard-* --out results
`;

/** Declares `neuroglia merge`. */
export const declareMerge = (command: Command): void => {
  command
    .summary("put the shards of a sweep together")
    .description("Puts the ledgers of several folders together, those of a sweep's shards say, and writes all results.")
    .argument("<dir...>", "folders, each with a ledger.jsonl")
    .addOption(option("--out <dir>", "folder of the whole", path("--out", "merge")).makeOptionMandatory())
    .addOption(acceptChanges())
    .addOption(json("merge"))
    .addHelpText("after", mergeLessons);
};
