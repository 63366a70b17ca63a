import type { HeatPanel, LinesPanel, Panel, PanelAxis, PointsPanel } from "../papers/experiments/experiment.js";
import {
  type Axis,
  type Curves,
  type Figure,
  type Heat,
  type Ink,
  type Points,
  rasterFigure,
  rounded,
} from "./figure.js";
import { extent } from "./histogram.js";
import { escapeHtml } from "./html.js";
import { plotElement } from "./page.js";
import { card, grouped, key } from "./parts.js";

const height = 300;
/** Curves of at most so many values show each. */
const mostMarks = 60;
/** Of series, in turn; a second round is dashed. */
const inks: readonly Ink[] = ["exc", "inh", "glia", "after", "before"];
const inkOf = (series: number): Ink => inks[series % inks.length]!;

const axisOf = ({ label, log, range }: PanelAxis): Axis => ({ label, ...(log && { log }), ...(range && { range }) });
const roundedAll = (values: ArrayLike<number>): number[] => Array.from(values, rounded);

/** Limits with a twentieth of room on both sides; on a logarithmic axis with a quarter more and less. */
const roomy = ([low, high]: [number, number], log = false): [number, number] => {
  if (log) return [low / 1.25, high * 1.25];
  const room = (high - low || Math.abs(high) || 1) / 20;
  return [low - room, high + room];
};

const linesFigure = ({ x, y, series }: LinesPanel): Curves => {
  const reach = series.flatMap(({ values, spread }) =>
    spread
      ? Array.from(values, (value, i) => [value - spread[i]!, value + spread[i]!]).flat()
      : [...Array.from(values)],
  );
  const limits = extent(reach);
  const barred = series.some(({ spread }) => spread) && limits && !y.range && !y.log;
  return {
    kind: "curves",
    height,
    x: { ...axisOf(x), values: roundedAll(x.values) },
    y: { ...axisOf(y), ...(barred && { range: roomy(limits) }) },
    series: series.map(({ label, values, spread }, k) => ({
      label,
      ink: inkOf(k),
      values: roundedAll(values),
      ...(values.length <= mostMarks && { marks: true }),
      ...(k >= inks.length && { dash: true }),
      ...(spread && { spread: roundedAll(spread) }),
    })),
  };
};

const pointsFigure = ({ x, y, series }: PointsPanel): Points => {
  const limits = (axis: PanelAxis, which: "x" | "y"): [number, number] =>
    axis.range ?? roomy(extent(series.flatMap((each) => Array.from(each[which]))) ?? [0, 1], axis.log);
  return {
    kind: "points",
    height,
    x: { ...axisOf(x), range: limits(x, "x") },
    y: { ...axisOf(y), range: limits(y, "y") },
    series: series.map((each, k) => ({ ink: inkOf(k), x: roundedAll(each.x), y: roundedAll(each.y) })),
  };
};

const heatFigure = ({ x, y, values, scale }: HeatPanel): Heat => {
  const [low, high] = scale.range ?? extent(values) ?? [0, 1];
  const names = (all: readonly (number | string)[]): string[] =>
    all.map((name) => (typeof name === "number" ? String(rounded(name)) : name));
  return {
    kind: "heat",
    height,
    x: { label: x.label, names: names(x.values) },
    y: { label: y.label, names: names(y.values) },
    values: roundedAll(values),
    ...{ low, high },
  };
};

const figureOf = (panel: Panel): { figure: Figure; note: string } => {
  if (panel.kind === "lines") return { figure: linesFigure(panel), note: "" };
  if (panel.kind === "points") return { figure: pointsFigure(panel), note: "" };
  if (panel.kind === "heat") return { figure: heatFigure(panel), note: ` Colour: ${panel.scale.label}.` };
  const { spikes, nNeurons, nExcitatory, durationMs } = panel;
  const { figure, every } = rasterFigure(spikes, nNeurons, nExcitatory, durationMs);
  const thinning = every > 1 ? `; one neuron in ${every} is drawn` : "";
  return { figure: { ...figure, height }, note: ` ${grouped(spikes.ids.length)} spikes${thinning}.` };
};

const keysOf = (panel: Panel): string =>
  (panel.kind === "lines" || panel.kind === "points") && panel.series.length > 1
    ? `${panel.series.map(({ label }, k) => `${key(inkOf(k))}${escapeHtml(label)}`).join(" ")}<br>`
    : "";

/** A panel of an experiment as a card; its figure is entered into `figures`. */
export const panelCard = (figures: Figure[], panel: Panel): string => {
  const { figure, note } = figureOf(panel);
  return card(
    escapeHtml(panel.title),
    plotElement(figures, figure, panel.title),
    `${keysOf(panel)}${escapeHtml(panel.caption)}${escapeHtml(note)}`,
  );
};
