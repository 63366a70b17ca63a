import type { FigureRow } from "../papers/experiments/experiment.js";

const none = "–";

/** Four significant digits, grouped where whole. */
export const shownFigure = (value: number | string | null): string => {
  if (value === null) return none;
  if (typeof value === "string") return value;
  return Number.isInteger(value) ? value.toLocaleString("en") : String(Number(value.toPrecision(4)));
};

/** The heads of the columns. */
export const figureHead: readonly string[] = ["", "this run", "published"];

/** Meaning with unit, this run, the authors'; `–` where there is none. */
export const figureRows = (table: readonly FigureRow[]): string[][] =>
  table.map(({ meaning, unit, here, published }) => [
    unit ? `${meaning}, ${unit}` : meaning,
    shownFigure(here),
    shownFigure(published?.value ?? null),
  ]);

/** Where the published figures come from, each source once. */
export const figureSources = (table: readonly FigureRow[]): string[] => [
  ...new Set(table.flatMap(({ published }) => (published ? [published.source] : []))),
];
