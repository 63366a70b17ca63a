import type { ExperimentResult, ExperimentSummary } from "../papers/experiments/experiment.js";
import { figureHead, figureRows, figureSources } from "../report/experimentRows.js";

/** An experiment's figures as text for a terminal. */
export const experimentTable = (summary: ExperimentSummary, { table }: ExperimentResult): string => {
  const { paper, variant, seed, workers, wallMs, completed, hash } = summary;
  const rows = [figureHead, ...figureRows(table)];
  const widths = figureHead.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const line = (row: readonly string[]): string =>
    `  ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join("  ")}`;
  return [
    "",
    `${paper}${variant ? `, ${variant}` : ""} · seed ${seed}${completed ? "" : " · INTERRUPTED"}`,
    "",
    ...rows.map(line),
    "",
    `  wall time ${(wallMs / 1000).toFixed(2)} s on ${workers} ${workers === 1 ? "worker" : "workers"}`,
    ...(hash ? [`  hash of all spikes ${hash}`] : []),
    ...figureSources(table).map((source) => `  published: ${source}.`),
    "",
  ].join("\n");
};
