import type { ExperimentResult, ExperimentSummary, FigureRow } from "../papers/experiments/experiment.js";
import { figureHead, figureRows, figureSources, shownFigure } from "./experimentRows.js";
import type { Figure } from "./figure.js";
import { escapeHtml, htmlTable } from "./html.js";
import { type ReportContext, reportPage } from "./page.js";
import { panelCard } from "./panels.js";
import { cardsOr, footer, parametersSection, tile } from "./parts.js";

/** Figures in large type at the top. */
const mostTiles = 4;

const tileOf = ({ meaning, unit, here, published }: FigureRow): string =>
  tile(
    unit ? `${meaning}, ${unit}` : meaning,
    shownFigure(here),
    published ? `published: ${shownFigure(published.value)}` : "no figure to compare",
  );

/**
 * The report of an experiment as one self-contained HTML file: figures beside the published ones, panels, parameters and
 * versions. What the run did not reach is shown as `–`.
 */
export const experimentReport = (
  summary: ExperimentSummary,
  { table, panels, parameters }: ExperimentResult,
  { title, reference }: { title: string; reference: string },
  context: ReportContext,
): string => {
  const { paper, variant, seed, workers, wallMs, completed, hash } = summary;
  const heading = variant ? `${paper}, ${variant}` : paper;
  const figures: Figure[] = [];
  const cards = panels.map((panel) => panelCard(figures, panel));
  const cost = [
    ["wall time", `${(wallMs / 1000).toFixed(2)} s on ${workers} ${workers === 1 ? "worker" : "workers"}`],
    ...(hash ? [["hash of all spikes", hash]] : []),
  ];
  const body = `<header>
<h1>${escapeHtml(heading)}</h1>
<p class="lead">${escapeHtml(title)}. ${escapeHtml(reference)}, reproduced with neuroglia. Seed ${seed}.</p>
${completed ? "" : '<p class="warning">This run was interrupted. What was not reached is shown as –.</p>'}
<div class="tiles">${table.slice(0, mostTiles).map(tileOf).join("\n")}</div>
</header>
<section id="results"><h2>Results</h2>
<div class="columns">
${htmlTable(figureHead, figureRows(table), { numeric: true })}
${htmlTable(undefined, cost)}
</div>
${figureSources(table)
  .map((source) => `<p class="note">published: ${escapeHtml(source)}.</p>`)
  .join("\n")}</section>
<section id="figures-of-the-run"><h2>Figures</h2>
<p>Drag over a plot to zoom in, double-click to zoom out.</p>
${cardsOr(cards, "not reached", true)}</section>
${parametersSection(parameters, summary, context)}
${footer(context)}`;
  return reportPage(`${heading} · neuroglia`, body, figures, context);
};
