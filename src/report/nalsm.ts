import type { NalsmDetail, NalsmResult, NalsmSummary, Trace } from "../papers/paper.js";
import { confusionTable } from "./confusion.js";
import { type Curves, type Figure, type Ink, rasterFigure, thinned } from "./figure.js";
import { extent, type Histogram, histogramOf } from "./histogram.js";
import { escapeHtml, htmlTable } from "./html.js";
import { nalsmCost, nalsmHeading, nalsmRows } from "./nalsmRows.js";
import { plotElement, type ReportContext, reportPage } from "./page.js";
import {
  card,
  cardsOr,
  footer,
  grouped,
  histogramCard,
  key,
  leastShare,
  missing,
  parametersSection,
  tile,
  weightsCard,
} from "./parts.js";

export type { ReportContext } from "./page.js";

/** How many images are drawn. */
const mostImages = 6;
const tracePoints = 600;

const fashion = "T-shirt trouser pullover dress coat sandal shirt sneaker bag boot".split(" ");
const classNames = (dataset: string): string[] =>
  Array.from({ length: 10 }, (_, label) => (dataset === "fashion-mnist" && fashion[label]) || String(label));

const traceFigure = (
  trace: Trace,
  name: string,
  ink: Ink,
  x: Curves["x"] | string,
  y: string,
  height: number,
): Curves => {
  const { times, values } = thinned(trace, tracePoints);
  const axis = typeof x === "string" ? { label: x, values: times } : { ...x, values: times };
  return { kind: "curves", height, x: axis, y: { label: y }, series: [{ label: name, ink, values }] };
};

const leads: Record<NalsmSummary["variant"], string> = {
  nalsm: "A liquid of spiking neurons reads images, and one astrocyte keeps it near the edge of chaos",
  static: "A liquid of spiking neurons with fixed weights reads images: the yardstick for its plastic variants",
  stdp: "A liquid of spiking neurons reads images, with STDP that nothing keeps in balance",
  "ap-stdp": "A liquid of spiking neurons reads images, with STDP gated by each neuron's calcium",
};

const header = (summary: NalsmSummary): string => {
  const rows = new Map(nalsmRows(summary).map(([what, ours, theirs]) => [what, { ours, theirs }]));
  const beside = (what: string): string => {
    const row = rows.get(what);
    return tile(
      what,
      row?.ours ?? "–",
      row === undefined || row.theirs === "–" ? "no published figure" : `published ${row.theirs}`,
    );
  };
  const speed = summary.msPerSecondPerWorker;
  return `<header>
<h1>${escapeHtml(nalsmHeading(summary))}</h1>
<p class="lead">${escapeHtml(leads[summary.variant])}. Ivanov &amp; Michmizos (2021), NeurIPS&nbsp;34,
arXiv:2111.01760, reproduced with neuroglia. Variant ${escapeHtml(summary.variant)}, readout ${escapeHtml(summary.readout)},
seed ${summary.seed}.</p>
${summary.completed ? "" : '<p class="warning">This run was interrupted. What was not reached is shown as –.</p>'}
<div class="tiles">
${beside("test accuracy")}
${beside("branching factor")}
${tile("mean rate of the liquid", rows.get("mean rate, liquid")?.ours ?? "–", "per neuron, while images are shown")}
${tile("throughput", speed === null ? "–" : `${grouped(Math.round(speed))} ms`, "simulated, per second and worker")}
</div>
</header>`;
};

const results = (summary: NalsmSummary): string => {
  const scaledDown = summary.samples.train < 50_000;
  return `<section id="results"><h2>Results</h2>
<p>This run beside the authors' figures${scaledDown ? ", which are of the full protocol: with fewer training images accuracy is lower" : ""}.</p>
<div class="columns">
${htmlTable(["", "this run", "published"], nalsmRows(summary), { numeric: true })}
${htmlTable(undefined, nalsmCost(summary))}
</div>
<p class="note">Published: ${escapeHtml(summary.published.source)}</p></section>`;
};

const images = ({ summary, detail }: NalsmResult, figures: Figure[]): string => {
  const names = classNames(summary.dataset);
  const cards = detail.gallery.slice(0, mostImages).map(({ label, predicted, spikes, astrocyte }) => {
    const end = Math.max(extent(spikes.times)?.[1] ?? 1, extent(astrocyte?.times ?? [])?.[1] ?? 1);
    // Presentations last whole tens of milliseconds; the last spike falls a little short of their end.
    const durationMs = 10 * Math.ceil(end / 10);
    const { figure, every } = rasterFigure(spikes, summary.neurons, detail.nExcitatory, durationMs);
    const name = names[label] ?? String(label);
    const verdict =
      predicted === null
        ? "not classified"
        : `read as <span class="${predicted === label ? "right" : "wrong"}">${escapeHtml(names[predicted] ?? String(predicted))} ${predicted === label ? "✓" : "✗"}</span>`;
    const raster = plotElement(figures, figure, `Spikes of the liquid while an image of class ${name} is shown`);
    const time: Curves["x"] = { label: "time, ms", range: [0, durationMs], values: [] };
    const trace = astrocyte
      ? plotElement(figures, traceFigure(astrocyte, "A₋", "glia", time, "A₋", 130), "A₋ during the presentation")
      : "";
    const thinning = every > 1 ? `; one neuron in ${every} is drawn` : "";
    return card(
      `Label ${escapeHtml(name)} · ${verdict}`,
      raster + trace,
      `${grouped(spikes.ids.length)} spikes${thinning}`,
    );
  });
  const astrocyte = detail.gallery.some((sample) => sample.astrocyte !== null)
    ? ` Below it ${key("glia")}A₋, the rate of depression that the astrocyte sets.`
    : "";
  return `<section id="images"><h2>A few images in the liquid</h2>
<p>Each dot is a spike of ${key("exc")}an excitatory or ${key("inh")}an inhibitory neuron.${astrocyte} Drag over a plot to zoom in,
double-click to zoom out.</p>
${cardsOr(cards, "no test image was reached")}</section>`;
};

const initialisation = ({ summary, detail }: NalsmResult, figures: Figure[]): string => {
  const curve = (title: string, trace: Trace, name: string, ink: Ink, y: string): string =>
    card(
      title,
      plotElement(
        figures,
        traceFigure(trace, name, ink, "initialisation image", y, 260),
        `${title} over the initialisation`,
      ),
    );
  const init = detail.initialisation;
  const cards: string[] = [];
  if (init?.astrocyte) cards.push(curve("Astrocyte, A₋", init.astrocyte, "mean A₋", "glia", "A₋"));
  if (init) cards.push(curve("Rate of the liquid", init.liquidHz, "mean rate", "exc", "rate, Hz"));
  const explanation =
    summary.variant === "static"
      ? ""
      : `<p>${grouped(summary.done.init)} training images of 20 ms each shape the weights.${
          summary.variant === "nalsm"
            ? " The astrocyte leakily integrates the liquid's spikes minus the input's: too active a liquid raises A₋, and with it depression, until activity settles."
            : ""
        }</p>`;
  return `<section id="initialisation"><h2>Initialisation</h2>
${explanation}
${cardsOr(cards, summary.variant === "static" ? "a static liquid has no initialisation" : "not reached", true)}</section>`;
};

const weights = (detail: NalsmDetail, figures: Figure[]): string => `<section id="weights"><h2>Weights</h2>
<p>Per projection, ${key("before")}before and ${key("after")}after the initialisation; the share of synapses is on a logarithmic axis.</p>
${cardsOr(
  detail.weights.map((each) => weightsCard(figures, each, "the initialisation")),
  "not reached",
)}</section>`;

const activity = (detail: NalsmDetail, figures: Figure[]): string => {
  const histogram = (title: string, shares: Histogram, x: string, y: Curves["y"], caption: string): string =>
    histogramCard(figures, title, [{ label: "share, %", ink: "plain", shares }], x, y, caption);
  const cards: string[] = [];
  const fastest = extent(detail.rates)?.[1];
  if (fastest !== undefined) {
    const mean = detail.rates.reduce((sum, rate) => sum + rate, 0) / detail.rates.length;
    const shares = histogramOf(detail.rates, 0, Math.max(fastest, 1), 50);
    const caption = `${grouped(detail.rates.length)} neurons, mean ${mean.toFixed(1)} Hz`;
    cards.push(histogram("Rates of neurons", shares, "rate, Hz", { label: "neurons, %" }, caption));
  }
  const longest = extent(detail.intervals)?.[1];
  if (longest !== undefined) {
    // Intervals are whole milliseconds: bins are too, and centred on them.
    const width = Math.max(1, Math.ceil(longest / 125));
    const nBins = Math.floor(longest / width) + 1;
    const shares = histogramOf(detail.intervals, -0.5, nBins * width - 0.5, nBins);
    const caption = `${grouped(detail.intervals.length)} intervals, bins of ${width} ms; refractoriness forbids intervals below 3 ms`;
    const y = { label: "intervals, %", log: true, range: [leastShare, 100] as [number, number] };
    cards.push(histogram("Inter-spike intervals", shares, "interval, ms", y, caption));
  }
  return `<section id="activity"><h2>Rates and intervals</h2>
<p>Of the liquid's neurons, over the images from which the branching factor is measured.</p>
${cardsOr(cards, "not reached", true)}</section>`;
};

const confusion = ({ summary, detail }: NalsmResult): string => `<section id="confusion"><h2>Confusion matrix</h2>
<p>Test images by their label (rows) and by what the readout made of them (columns).</p>
${detail.confusion ? confusionTable(detail.confusion, classNames(summary.dataset)) : missing("not reached")}</section>`;

/**
 * The report of a NALSM run as one self-contained HTML file: results beside the published ones, rasters, the astrocyte's
 * traces, histograms of weights, rates and intervals, confusion matrix, parameters and versions. Needs neither network nor
 * server; what the run did not reach is shown as `–`.
 */
export const nalsmReport = (result: NalsmResult, context: ReportContext): string => {
  const figures: Figure[] = [];
  const title = nalsmHeading(result.summary);
  const body = [
    header(result.summary),
    results(result.summary),
    images(result, figures),
    initialisation(result, figures),
    weights(result.detail, figures),
    activity(result.detail, figures),
    confusion(result),
    parametersSection(result.detail.parameters, result.summary, context),
    footer(context),
  ].join("\n");
  return reportPage(`${title} · neuroglia`, body, figures, context);
};
