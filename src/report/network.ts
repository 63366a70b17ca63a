import type { NetworkDetail, NetworkResult, NetworkSummary } from "../papers/networks/networkPaper.js";
import { type Curves, type Figure, rasterFigure, rounded } from "./figure.js";
import { extent, type Histogram, histogramOf } from "./histogram.js";
import { escapeHtml, htmlTable } from "./html.js";
import { firingHead, firingRows, measuredOn, networkCost, networkHeading } from "./networkRows.js";
import { plotElement, type ReportContext, reportPage } from "./page.js";
import { card, cardsOr, footer, grouped, histogramCard, key, parametersSection, tile, weightsCard } from "./parts.js";

/** What a report says of the paper itself. */
export interface PaperWords {
  title: string;
  reference: string;
}

const header = ({ summary, detail }: NetworkResult, { title, reference }: PaperWords): string => {
  const rows = new Map(firingRows({ summary, detail }).map((row) => [row[0]!, row]));
  const beside = (what: string): string => {
    const [, ours = "–", ...theirs] = rows.get(what) ?? [];
    const first = theirs.findIndex((figure) => figure !== "–");
    return tile(what, ours, first < 0 ? "no figure to compare" : `${detail.beside[first]!.who} ${theirs[first]}`);
  };
  const pace = summary.wallPerBioSecond;
  return `<header>
<h1>${escapeHtml(networkHeading(summary))}</h1>
<p class="lead">${escapeHtml(title)}. ${escapeHtml(reference)}, reproduced with neuroglia. Seed ${summary.seed}.</p>
${summary.interrupted ? '<p class="warning">This run was interrupted. What was not reached is shown as –.</p>' : ""}
<div class="tiles">
${beside("mean rate, Hz")}
${beside("CV of intervals")}
${beside("synchrony")}
${tile("wall time", pace === null ? "–" : `${pace.toPrecision(3)} s`, "per second of biological time")}
</div>
</header>`;
};

const results = (result: NetworkResult): string => {
  const { summary, detail } = result;
  const notes = [measuredOn(result), ...detail.beside.map(({ who, source }) => `${who}: ${source}.`)];
  return `<section id="results"><h2>Results</h2>
<div class="columns">
${htmlTable(["", ...firingHead(detail.beside)], firingRows(result), { numeric: true })}
${htmlTable(undefined, networkCost(summary))}
</div>
${notes.map((note) => `<p class="note">${escapeHtml(note)}</p>`).join("\n")}</section>`;
};

const spikes = (summary: NetworkSummary, { raster, populationHz, nExcitatory }: NetworkDetail, figures: Figure[]) => {
  const cards: string[] = [];
  if (raster.durationMs > 0) {
    const { figure, every } = rasterFigure(raster, summary.neurons, nExcitatory, raster.durationMs);
    const thinning = every > 1 ? `; one neuron in ${every} is drawn` : "";
    cards.push(
      card(
        "Spikes",
        plotElement(figures, { ...figure, height: 320 }, "Spikes of the last stretch of the run"),
        `${grouped(raster.ids.length)} spikes${thinning}`,
      ),
    );
  }
  const { binMs, exc, inh } = populationHz;
  if (exc.length > 1) {
    const values = Array.from(exc, (_, k) => rounded((k + 0.5) * binMs));
    const figure: Curves = {
      kind: "curves",
      height: 320,
      x: { label: "time, ms", values, range: [0, raster.durationMs] },
      y: { label: "rate, Hz" },
      series: [
        { label: "exc", ink: "exc", values: Array.from(exc, rounded) },
        { label: "inh", ink: "inh", values: Array.from(inh, rounded) },
      ],
    };
    cards.push(
      card("Rates of the populations", plotElement(figures, figure, "Rates over time"), `bins of ${binMs} ms`),
    );
  }
  return `<section id="spikes"><h2>Spikes</h2>
<p>The last ${grouped(Math.round(raster.durationMs))} ms of the run, of ${key("exc")}excitatory and ${key("inh")}inhibitory neurons;
time counts from ${grouped(Math.round(raster.beginMs))} ms. Drag over a plot to zoom in, double-click to zoom out.</p>
${cardsOr(cards, "nothing was simulated", true)}</section>`;
};

const firing = ({ rates, cvIsi, nExcitatory }: NetworkDetail, figures: Figure[]): string => {
  const cards: string[] = [];
  const add = (values: Float64Array, least: number, title: string, x: string, y: string): void => {
    const split = (from: number, to: number) => values.subarray(from, to).filter((value) => !Number.isNaN(value));
    const [exc, inh] = [split(0, nExcitatory), split(nExcitatory, values.length)];
    const greatest = extent(values)?.[1];
    if (greatest === undefined) return;
    const shares = (part: Float64Array): Histogram => histogramOf(part, 0, Math.max(greatest, least), 50);
    cards.push(
      histogramCard(
        figures,
        title,
        [
          { label: "exc", ink: "exc", shares: shares(exc) },
          { label: "inh", ink: "inh", shares: shares(inh) },
        ],
        x,
        { label: y },
        `${grouped(exc.length)} excitatory and ${grouped(inh.length)} inhibitory neurons`,
      ),
    );
  };
  add(rates, 1, "Rates of neurons", "rate, Hz", "neurons, %");
  add(cvIsi, 1, "CV of the intervals of neurons", "CV", "neurons with five intervals, %");
  return `<section id="firing"><h2>Rates and intervals</h2>
<p>Of ${key("exc")}excitatory and ${key("inh")}inhibitory neurons, in percent of each.</p>
${cardsOr(cards, "not reached", true)}</section>`;
};

const weights = (detail: NetworkDetail, figures: Figure[]): string =>
  detail.weights.length === 0
    ? ""
    : `<section id="weights"><h2>Weights</h2>
<p>${key("before")}Before and ${key("after")}after the run; the share of synapses is on a logarithmic axis.</p>
${cardsOr(
  detail.weights.map((each) => weightsCard(figures, each, "the run")),
  "not reached",
)}</section>`;

/**
 * The report of a network's run as one self-contained HTML file: figures beside those of others, raster, rates, CV of
 * intervals, weights where they evolve, parameters and versions. What the run did not reach is shown as `–`.
 */
export const networkReport = (result: NetworkResult, words: PaperWords, context: ReportContext): string => {
  const { summary, detail } = result;
  const figures: Figure[] = [];
  const body = [
    header(result, words),
    results(result),
    spikes(summary, detail, figures),
    firing(detail, figures),
    weights(detail, figures),
    parametersSection(detail.parameters, summary, context),
    footer(context),
  ].join("\n");
  return reportPage(`${networkHeading(summary)} · neuroglia`, body, figures, context);
};
