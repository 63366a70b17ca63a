import type { NetworkResult } from "../papers/networks/networkPaper.js";
import { firingHead, firingRows, measuredOn, networkCost, networkHeading } from "../report/networkRows.js";

const nameWidth = 22;

/** A run's figures as text for a terminal. */
export const networkTable = (result: NetworkResult): string => {
  const { summary, detail } = result;
  const rows = [["", ...firingHead(detail.beside)], ...firingRows(result)];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const line = (row: readonly string[]): string =>
    `  ${row.map((cell, column) => (column === 0 ? cell.padEnd(nameWidth) : cell.padStart(widths[column]!))).join("  ")}`;
  return [
    "",
    `${networkHeading(summary)} · seed ${summary.seed}${summary.interrupted ? " · INTERRUPTED" : ""}`,
    "",
    ...rows.map(line),
    "",
    ...networkCost(summary).map(([what, value]) => `  ${what.padEnd(nameWidth)}  ${value}`),
    "",
    `  ${measuredOn(result)}`,
    ...detail.beside.map(({ who, source }) => `  ${who}: ${source}.`),
    "",
  ].join("\n");
};
