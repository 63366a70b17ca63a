import type { Figure } from "./figures.js";
import type { LedgerContent, TrialLine } from "./lines.js";

/** The results of a sweep as a table: a row a trial. */
export interface SweepTable {
  /** Names of parameters, then of figures: in the order in which trials have them. */
  readonly parameters: readonly string[];
  readonly figures: readonly string[];
  readonly trials: readonly TrialLine[];
}

const namesOf = (objects: Iterable<object>): string[] => {
  const names = new Set<string>();
  for (const object of objects) for (const name of Object.keys(object)) names.add(name);
  return [...names];
};

export const sweepTable = ({ trials }: Pick<LedgerContent, "trials">): SweepTable => ({
  parameters: namesOf(trials.map(({ trial }) => trial)).filter((name) => name !== "seed"),
  figures: namesOf(trials.map((line) => (line.status === "done" ? line.figures : {}))),
  trials,
});

/** A field of RFC 4180: in quotes where it has to be. */
const field = (value: Figure | undefined): string => {
  if (value === null || value === undefined) return "";
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/**
 * Comma-separated values: parameters, seed, figures, status (done, failed) and error. What has no value is empty, a list of
 * numbers is JSON.
 */
export const sweepCsv = ({ parameters, figures, trials }: SweepTable): string => {
  const lines = trials.map((line) => {
    const found = line.status === "done" ? line.figures : {};
    const cells = [
      ...parameters.map((name) => line.trial[name]),
      line.trial.seed,
      ...figures.map((name) => found[name]),
      line.status,
      line.status === "failed" ? line.error.message : null,
    ];
    return `${cells.map(field).join(",")}\n`;
  });
  return `${[...parameters, "seed", ...figures, "status", "error"].map(field).join(",")}\n${lines.join("")}`;
};

/** JSON lines: of each trial its parameters and seed, then its figures, or its error's message. */
export const sweepJsonLines = ({ trials }: SweepTable): string =>
  trials
    .map((line) => {
      const { trial, status } = line;
      const found = line.status === "done" ? { figures: line.figures } : { error: line.error.message };
      return `${JSON.stringify({ trial, status, ...found })}\n`;
    })
    .join("");
