import { basename, extname, join } from "node:path";
import type { Command } from "commander";
import { readLedger } from "../sweep/node/ledger.js";
import { mergeLedgers } from "../sweep/node/merge.js";
import { sweep } from "../sweep/node/sweep.js";
import { attended } from "./attended.js";
import { publish, requireOutputs } from "./output.js";
import { status } from "./status.js";
import { declareMerge, declareSweep, type ParsedMerge, type ParsedSweep } from "./sweepOptions.js";
import { type SweepSummary, sweepText, writeSweep } from "./sweepResults.js";

const outputsOf = ({ json }: { json?: string }): { json?: string } => (json === undefined ? {} : { json });

const print = (summary: SweepSummary, outputs: { json?: string }): void =>
  publish(outputs, { summary, table: () => sweepText(summary) });

const endOf = ({ completed, trials }: SweepSummary): number =>
  completed ? (trials.failed > 0 ? status.trialsFailed : status.completed) : status.interrupted;

const runSweep = async (file: string, parsed: ParsedSweep, commandLine: string): Promise<number> => {
  const { workers, shard, retryFailed = false, acceptChanges = false } = parsed;
  const outputs = outputsOf(parsed);
  requireOutputs(outputs, "sweep");
  const folder = parsed.out ?? `${basename(file, extname(file))}-sweep`;
  const out = shard.count > 1 ? join(folder, `shard-${shard.index}-of-${shard.count}`) : folder;
  const begin = performance.now();
  let summary: SweepSummary | undefined;
  const interrupted = await attended(async ({ signal, onProgress, finished }) => {
    let earlier = 0;
    const conclude = (completed: boolean): void => {
      finished();
      const wallSeconds = (performance.now() - begin) / 1000;
      summary = writeSweep(readLedger(out), out, commandLine, { completed, earlier, wallSeconds });
      print(summary, outputs);
    };
    const results = sweep({
      file,
      workers,
      shard,
      out,
      retryFailed,
      acceptChanges,
      signal,
      onNotice: (notice) => process.stderr.write(`neuroglia: ${notice}\n`),
      onProgress: ({ done, total, secondsLeft, earlier: before }) => {
        earlier = before;
        onProgress({ stage: "trials", done, total, ...(secondsLeft !== null && { secondsLeft }) });
      },
    });
    try {
      for await (const _ of results);
    } catch (error) {
      if (signal.aborted && error instanceof Error && error.name === "AbortError") {
        conclude(false);
        return false;
      }
      throw error;
    }
    conclude(true);
    return true;
  });
  return interrupted === status.completed && summary ? endOf(summary) : interrupted;
};

const runMerge = (folders: readonly string[], parsed: ParsedMerge, commandLine: string): number => {
  const outputs = outputsOf(parsed);
  requireOutputs(outputs, "merge");
  const begin = performance.now();
  const content = mergeLedgers(folders, parsed.out, parsed.acceptChanges ?? false);
  const summary = writeSweep(content, parsed.out, commandLine, {
    completed: true,
    earlier: content.trials.length,
    wallSeconds: (performance.now() - begin) / 1000,
  });
  print(summary, outputs);
  return endOf(summary);
};

/** Adds `neuroglia sweep` and `neuroglia merge`; `end` is told the exit status. */
export const addSweepCommands = (program: Command, commandLine: string, end: (code: number) => void): void => {
  const sweepCommand = program.command("sweep").helpCommand(false);
  declareSweep(sweepCommand);
  sweepCommand.action(async (file: string, options: ParsedSweep) => end(await runSweep(file, options, commandLine)));
  const mergeCommand = program.command("merge").helpCommand(false);
  declareMerge(mergeCommand);
  mergeCommand.action((folders: string[], options: ParsedMerge) => end(runMerge(folders, options, commandLine)));
};
