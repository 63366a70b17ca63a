import type { NalsmSummary } from "../papers/paper.js";
import { nalsmCost, nalsmHeading, nalsmRows } from "../report/nalsmRows.js";

/** The summary as text for a terminal. */
export const nalsmTable = (summary: NalsmSummary): string => {
  const rows = nalsmRows(summary);
  const wide = Math.max(...rows.map(([, ours]) => ours.length), 8);
  const widePublished = Math.max(...rows.map(([, , theirs]) => theirs.length), 9);
  const nameWidth = 22;
  const lines = [
    "",
    `${nalsmHeading(summary)} · readout ${summary.readout} · seed ${summary.seed}${summary.completed ? "" : " · INTERRUPTED"}`,
    "",
    `  ${"".padEnd(nameWidth)}  ${"this run".padStart(wide)}  ${"published".padStart(widePublished)}`,
    ...rows.map(
      ([what, ours, theirs]) =>
        `  ${what.padEnd(nameWidth)}  ${ours.padStart(wide)}  ${theirs.padStart(widePublished)}`,
    ),
    "",
    ...nalsmCost(summary).map(([what, value]) => `  ${what.padEnd(nameWidth)}  ${value}`),
    "",
    `  Published: ${summary.published.source}`,
    "",
  ];
  return lines.join("\n");
};
