import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { sweepReport } from "../report/sweep.js";
import type { LedgerContent } from "../sweep/lines.js";
import { sweepCsv, sweepJsonLines, sweepTable } from "../sweep/table.js";
import { write } from "./output.js";
import { machineContext } from "./versions.js";

/** Of one figure over all trials that have it. */
export interface FigureSummary {
  n: number;
  least: number;
  mean: number;
  greatest: number;
}

/** Everything `--json` prints. */
export interface SweepSummary {
  sweep: string;
  neuroglia: string;
  /** False if it was interrupted. */
  completed: boolean;
  /** Trials of the ledger by how they ended, those that earlier runs did, and those of the space. */
  trials: { done: number; failed: number; earlier: number; space: number };
  wallSeconds: number;
  figures: Record<string, FigureSummary>;
  /** Parameters, seed and error of the first failed trials. */
  failures: { trial: object; error: string }[];
  files: { ledger: string; csv: string; jsonLines: string; report: string };
}

const mostFailures = 5;

const figureSummaries = (trials: LedgerContent["trials"]): Record<string, FigureSummary> => {
  const summaries: Record<string, FigureSummary> = {};
  for (const line of trials)
    if (line.status === "done")
      for (const [name, value] of Object.entries(line.figures)) {
        if (typeof value !== "number") continue;
        const so = (summaries[name] ??= { n: 0, least: value, mean: 0, greatest: value });
        so.n++;
        so.least = Math.min(so.least, value);
        so.greatest = Math.max(so.greatest, value);
        so.mean += (value - so.mean) / so.n;
      }
  return summaries;
};

/** Writes trials.csv, trials.jsonl and sweep.html into a folder, and tells what was found. */
export const writeSweep = (
  content: LedgerContent,
  out: string,
  commandLine: string,
  ran: { completed: boolean; earlier: number; wallSeconds: number },
): SweepSummary => {
  mkdirSync(out, { recursive: true });
  const files = {
    ledger: content.path,
    csv: join(out, "trials.csv"),
    jsonLines: join(out, "trials.jsonl"),
    report: join(out, "sweep.html"),
  };
  const table = sweepTable(content);
  write(files.csv, sweepCsv(table));
  write(files.jsonLines, sweepJsonLines(table));
  write(files.report, sweepReport(content, machineContext(commandLine)));
  const { trials, runs } = content;
  const failed = trials.filter((line) => line.status === "failed");
  const run = runs.at(-1)!;
  return {
    sweep: run.file,
    neuroglia: run.neuroglia,
    completed: ran.completed,
    trials: {
      done: trials.length - failed.length,
      failed: failed.length,
      earlier: ran.earlier,
      space: run.space.length,
    },
    wallSeconds: ran.wallSeconds,
    figures: figureSummaries(trials),
    failures: failed.slice(0, mostFailures).map(({ trial, error }) => ({ trial, error: error.message })),
    files,
  };
};

/** The summary as text for a terminal. */
export const sweepText = (summary: SweepSummary): string => {
  const { sweep, completed, trials, wallSeconds, figures, failures, files } = summary;
  const { done, failed, earlier, space } = trials;
  const number = (value: number): string => String(Number(value.toPrecision(5)));
  const rows = [
    ["figure", "trials", "least", "mean", "greatest"],
    ...Object.entries(figures).map(([name, { n, least, mean, greatest }]) => [
      name,
      String(n),
      ...[least, mean, greatest].map(number),
    ]),
  ];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const table = rows.map((row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join("  "),
  );
  const lines = [
    `Sweep of ${sweep}${completed ? "" : ", INTERRUPTED"}: ${done} trials done, ${failed} failed, of ${space} in the space`,
    `${earlier > 0 ? `${earlier} of them in earlier runs; ` : ""}${number(wallSeconds)} s`,
    "",
    ...(rows.length > 1 ? [...table, ""] : []),
    ...failures.map(({ trial, error }) => `failed: ${JSON.stringify(trial)}: ${error.split("\n")[0]}`),
    ...(failed > failures.length ? [`… and ${failed - failures.length} more`] : []),
    ...(failed > 0 ? [""] : []),
    ...Object.values(files),
  ];
  return `${lines.join("\n")}\n`;
};
