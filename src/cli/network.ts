import { NeurogliaError } from "../errors.js";
import type { NetworkPaper, NetworkResult, Plan, SimulateOptions } from "../papers/networks/networkPaper.js";
import { networkReport } from "../report/network.js";
import { attended } from "./attended.js";
import { declareNetwork, defaultDiscard, type ParsedNetwork } from "./networkOptions.js";
import { networkTable } from "./networkTable.js";
import { publish, requireOutputs } from "./output.js";
import type { PaperCommand } from "./program.js";
import { reportContext } from "./versions.js";

/** Runs what a paper planned. */
export type Simulate = (paper: string, plan: Plan, options: SimulateOptions) => Promise<NetworkResult>;

/**
 * A paper that is one network, run for a while and measured, as a subcommand of `neuroglia reproduce`.
 * @param simulate runs it; tests pass one of their own
 */
export const networkCommand = (paper: NetworkPaper, simulate: Simulate): PaperCommand => {
  const { name, title, reference, variants } = paper;
  return {
    name,
    title,
    reference,
    variants,
    declare: (command) => declareNetwork(command, paper),
    run: async (options, commandLine) => {
      // commander types no option; `declareNetwork` and `ParsedNetwork` stand side by side.
      const parsed = options as object as ParsedNetwork;
      const { seconds, dt, seed, workers, neurons, discard = defaultDiscard(seconds), json, report, ...own } = parsed;
      const outputs = { ...(json !== undefined && { json }), ...(report !== undefined && { report }) };
      requireOutputs(outputs, name);
      if (discard >= 1000 * seconds)
        throw new NeurogliaError({
          code: "bad-option",
          what: "--discard",
          where: name,
          expected: `below the ${1000 * seconds} ms of --seconds`,
          got: discard,
        });
      const settings = { dt, seed, workers, neurons };
      const plan = paper.plan(settings, own);
      return attended(async ({ signal, onProgress, finished }) => {
        const result = await simulate(name, plan, { ...settings, seconds, discard, signal, onProgress });
        finished();
        publish(outputs, {
          summary: result.summary,
          table: () => networkTable(result),
          report: () => networkReport(result, paper, reportContext(commandLine)),
        });
        return !result.summary.interrupted;
      });
    },
  };
};
