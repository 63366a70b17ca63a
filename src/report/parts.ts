import { type Curves, type Figure, type Ink, rounded } from "./figure.js";
import { extent, type Histogram, histogramOf } from "./histogram.js";
import { escapeHtml, htmlTable } from "./html.js";
import { plotElement, type ReportContext } from "./page.js";

/** Least share drawn on a logarithmic axis, %. */
export const leastShare = 0.01;
const weightBins = 60;

export const grouped = (count: number): string => count.toLocaleString("en");

/** The spot of colour by which a text refers to a curve. */
export const key = (ink: Ink): string => `<span class="key" style="background:var(--${ink})"></span>`;

export const missing = (why: string): string => `<p class="note">– ${escapeHtml(why)}</p>`;

/** @param title trusted HTML, as are the others */
export const card = (title: string, plots: string, caption = ""): string =>
  `<figure class="card"><h3>${title}</h3>${plots}${caption && `<figcaption>${caption}</figcaption>`}</figure>`;

export const cardsOr = (cards: readonly string[], why: string, wide = false): string =>
  cards.length > 0 ? `<div class="grid${wide ? " wide" : ""}">${cards.join("\n")}</div>` : missing(why);

/** A figure in large type; all three are plain text. */
export const tile = (what: string, value: string, under: string): string =>
  `<div class="tile"><span>${escapeHtml(what)}</span><b>${escapeHtml(value)}</b><span>${escapeHtml(under)}</span></div>`;

/** Percentages as the values of a stepped curve: the last is repeated at the last edge. */
const steps = (histogram: Histogram, least: number): number[] => {
  const shares = histogram.shares.map((share) => rounded(Math.max(100 * share, least)));
  return [...shares, shares.at(-1) ?? least];
};

const stepped = (
  height: number,
  x: string,
  y: Curves["y"],
  series: readonly { label: string; ink: Ink; shares: Histogram }[],
): Curves => ({
  kind: "curves",
  height,
  x: { label: x, values: series[0]!.shares.edges.map(rounded) },
  y,
  series: series.map(({ label, ink, shares }) => ({
    label,
    ink,
    values: steps(shares, y.log ? leastShare : 0),
    step: true,
    fill: true,
  })),
});

/** Histograms with common edges in one plot. */
export const histogramCard = (
  figures: Figure[],
  title: string,
  series: readonly { label: string; ink: Ink; shares: Histogram }[],
  x: string,
  y: Curves["y"],
  caption: string,
): string => card(title, plotElement(figures, stepped(260, x, y, series), `Histogram: ${title}`), caption);

/** Weights of a projection before and after `what`. */
export const weightsCard = (
  figures: Figure[],
  { projection, before, after }: { projection: string; before: Float32Array; after: Float32Array },
  what: string,
): string => {
  const meanSize = (values: Float32Array): string =>
    values.length === 0 ? "–" : (values.reduce((sum, weight) => sum + Math.abs(weight), 0) / values.length).toFixed(3);
  const limits = [0, ...(extent(before) ?? []), ...(extent(after) ?? [])];
  let low = Math.min(...limits);
  let high = Math.max(...limits);
  if (low === high) [low, high] = [low - 1, high + 1];
  const y = { label: "synapses, %", log: true, range: [leastShare, 100] as [number, number] };
  const figure = stepped(220, "weight, mV", y, [
    { label: "before", ink: "before", shares: histogramOf(before, low, high, weightBins) },
    { label: "after", ink: "after", shares: histogramOf(after, low, high, weightBins) },
  ]);
  return card(
    escapeHtml(projection),
    plotElement(figures, figure, `Weights of ${projection} before and after ${what}`),
    `${grouped(after.length)} synapses, mean |w| ${meanSize(before)} → ${meanSize(after)} mV`,
  );
};

/** Every parameter, what ran, and how to run it again. */
export const parametersSection = (
  settings: Readonly<Record<string, string | number>>,
  { seed, workers }: { seed: number; workers: number },
  context: ReportContext,
): string => {
  const versions = [
    ["seed", String(seed)],
    ["workers", String(workers)],
    ["neuroglia", context.neuroglia],
    ["runtime", context.runtime],
    ["processor", context.cpu],
    ["date", context.date],
  ];
  return `<section id="parameters"><h2>Parameters</h2>
<div class="columns">
${htmlTable(
  ["parameter", "value"],
  Object.entries(settings).map(([name, value]) => [name, String(value)]),
)}
<div>${htmlTable(["this run", ""], versions)}
<h3 style="margin-top:1.4rem">To repeat this run</h3>
<pre><code>${escapeHtml(context.commandLine)}</code></pre>
<p class="note">The same seed gives the same results, bit for bit, on any number of workers.</p></div>
</div></section>`;
};

export const footer = (context: ReportContext): string =>
  `<footer>Made by neuroglia ${escapeHtml(context.neuroglia)}. Figures are drawn with uPlot (MIT licence).</footer>`;
