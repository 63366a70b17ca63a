import type { LedgerContent, TrialLine } from "../sweep/lines.js";
import type { ParameterValue, Range } from "../sweep/parameters.js";
import { sweepTable } from "../sweep/table.js";
import { escapeHtml, htmlTable } from "./html.js";
import { htmlPage, type ReportContext } from "./page.js";
import { grouped, missing, tile } from "./parts.js";
import { reportStyle } from "./style.js";
import { sweepDrawingScript } from "./sweepDrawing.js";

/** What the page's program draws of one parameter or figure: a value a trial. */
interface Column {
  name: string;
  kind: "parameter" | "seed" | "figure";
  /** On a logarithmic scale. */
  log: boolean;
  /** Whether trials differ in it. */
  varies: boolean;
  /** Where values are words: these, and `values` are places among them. */
  words?: string[];
  values: (number | null)[];
}

const mostFailures = 20;

const style = `${reportStyle}
.controls { display: flex; flex-wrap: wrap; gap: .5rem 1.2rem; align-items: baseline; margin: .2rem 0 .6rem; font-size: .9rem; }
.controls label { color: var(--muted); } select, button { font: inherit; color: inherit; background: var(--card);
  border: 1px solid var(--line); border-radius: 6px; padding: .15rem .45rem; }
th button { border: 0; padding: 0; background: none; color: inherit; cursor: pointer; white-space: nowrap; }
#clear[hidden] { display: inline-block; visibility: hidden; }
#lines { overflow-x: auto; } canvas { display: block; } #lines canvas { touch-action: none; cursor: crosshair; }
#trials-table thead th { text-align: right; }
#trials-table { overflow-x: auto; max-height: 26rem; overflow-y: auto; } #cell { min-height: 1.4em; }
`;

/** A column of numbers or words; null where values are lists, which a page does not draw. */
const columnOf = (name: string, kind: Column["kind"], log: boolean, found: readonly unknown[]): Column | null => {
  if (found.some((value) => typeof value === "object" && value !== null)) return null;
  const values = found.map((value) => value ?? null) as (ParameterValue | null)[];
  const distinct = new Set(values.filter((value) => value !== null));
  const varies = distinct.size > 1;
  if (values.every((value) => value === null || typeof value === "number"))
    return {
      name,
      kind,
      log: log && values.every((value) => value === null || Number(value) > 0),
      varies,
      values: values as (number | null)[],
    };
  const words = [...distinct].map(String);
  const places = values.map((value) => (value === null ? null : words.indexOf(String(value))));
  return { name, kind, log: false, varies, words, values: places };
};

const rangeWords = ({ low, high, log, whole, ...more }: Range & { steps?: number }): string =>
  `${low} … ${high}${whole ? ", whole" : ""}${log ? ", logarithmic" : ""}${more.steps ? `, ${more.steps} steps` : ""}`;

const isRange = (parameter: readonly ParameterValue[] | Range): parameter is Range => !Array.isArray(parameter);

const failures = (failed: readonly (TrialLine & { status: "failed" })[]): string => {
  if (failed.length === 0) return "";
  const rows = failed.slice(0, mostFailures).map(({ trial, error }) => [
    Object.entries(trial)
      .map(([name, value]) => `${name} ${value}`)
      .join(", "),
    error.message,
    error.stack[0] ?? "",
  ]);
  const more =
    failed.length > mostFailures ? `<p class="note">The first ${mostFailures} of ${grouped(failed.length)}.</p>` : "";
  return `<section id="failed"><h2>Failed trials</h2>
<p>Each failed alone. <code>--retry-failed</code> runs them anew.</p>
${htmlTable(["trial", "error", "where"], rows)}${more}</section>`;
};

const charts = (columns: readonly Column[]): string => {
  const inputs = columns.filter(({ kind, varies }) => kind !== "figure" && varies);
  const figures = columns.filter(({ kind }) => kind === "figure");
  if (figures.length === 0 || inputs.length === 0)
    return missing(figures.length === 0 ? "no trial has figures yet" : "all trials have the same parameters");
  const heat =
    inputs.length < 2
      ? missing("a heat map wants two parameters in which trials differ")
      : `<div class="controls"><label>across <select id="x"></select></label><label>up <select id="y"></select></label>
<label>mean of <select id="figure"></select></label></div>
<figure class="card"><div id="heat" role="img" aria-label="Heat map: mean of a figure over two parameters"><canvas></canvas></div>
<figcaption id="cell">Point at a cell for its mean, standard deviation and number of trials.</figcaption></figure>`;
  return `<section id="parallel"><h2>Parallel coordinates</h2>
<p>A line a trial. Drag along an axis to keep the trials that cross it there, on as many axes as you like; a click on an axis lets
go. What is below shows the trials that are kept.</p>
<div class="controls"><label>colour <select id="colour"></select></label><span id="chosen"></span>
<button id="clear" type="button" hidden>keep all</button></div>
<figure class="card"><div id="lines" role="img" aria-label="Parallel coordinates of all trials"><canvas></canvas></div></figure></section>
<section id="heatmap"><h2>Heat map</h2>
${heat}</section>
<section id="trials"><h2>Trials</h2>
<p class="note">Ordered by the column with the arrow. <span id="trials-note"></span></p>
<div id="trials-table"></div></section>`;
};

/**
 * The results of a sweep as one self-contained HTML file: parallel coordinates with brushes, a heat map of any two parameters
 * and a figure, trials that failed, and what was swept with which versions.
 */
export const sweepReport = (
  { runs, trials }: Pick<LedgerContent, "runs" | "trials">,
  context: Omit<ReportContext, "uPlot">,
): string => {
  const run = runs.at(-1)!;
  const done = trials.filter((line) => line.status === "done");
  const failed = trials.filter((line) => line.status === "failed");
  const { parameters, figures } = sweepTable({ trials });
  const spaces = Object.assign({}, ...runs.map(({ space }) => space.parameters)) as typeof run.space.parameters;
  const isLog = (name: string): boolean => {
    const parameter = spaces[name];
    return parameter !== undefined && isRange(parameter) && parameter.log === true;
  };
  const drawn = [
    ...parameters.map((name) =>
      columnOf(
        name,
        "parameter",
        isLog(name),
        done.map(({ trial }) => trial[name]),
      ),
    ),
    columnOf(
      "seed",
      "seed",
      false,
      done.map(({ trial }) => trial.seed),
    ),
    ...figures.map((name) =>
      columnOf(
        name,
        "figure",
        false,
        done.map((line) => line.figures[name]),
      ),
    ),
  ];
  const columns = drawn.filter((column) => column !== null);
  const lists = figures.filter((_, k) => drawn[parameters.length + 1 + k] === null);
  const seconds = done.reduce((sum, line) => sum + (line.seconds ?? 0), 0);
  const versions = [...new Set(runs.map(({ neuroglia, bits = 1 }) => `${neuroglia} (bits ${bits})`))].join(", ");
  const hashes = [...new Set(runs.map(({ fileHash }) => fileHash.slice(0, 16)))].join(", ");
  const title = `Sweep of ${run.file}`;
  const { kind, n, seed, length } = run.space;
  const swept = [
    ...Object.entries(spaces).map(([name, parameter]) => [
      name,
      isRange(parameter) ? rangeWords(parameter) : parameter.join(", "),
    ]),
    ["seeds", typeof run.space.seeds === "number" ? `1 … ${run.space.seeds}` : run.space.seeds.join(", ")],
    ["points", n === undefined ? kind : `${kind}, ${n}${seed === undefined ? "" : `, seed ${seed}`}`],
  ];
  const body = `<header>
<h1>${escapeHtml(title)}</h1>
<div class="tiles">
${tile("trials done", grouped(done.length), `of ${grouped(length)} in the space`)}
${tile("failed", grouped(failed.length), failed.length > 0 ? "listed below" : "none")}
${tile("time of trials", `${seconds.toPrecision(3)} s`, "of one worker, all together")}
${tile("figures", String(figures.length), figures.slice(0, 4).join(", "))}
</div>
</header>
${charts(columns)}
${lists.length > 0 ? `<p class="note">Lists of numbers are in trials.jsonl and not drawn: ${escapeHtml(lists.join(", "))}.</p>` : ""}
${failures(failed)}
<section id="space"><h2>Space and versions</h2>
<div class="columns">
${htmlTable(["parameter", "values"], swept)}
<div>${htmlTable(
    ["this sweep", ""],
    [
      ["sweep file", run.file],
      ["its SHA-256", hashes],
      ["neuroglia", versions],
      ["runtime", context.runtime],
      ["processor", context.cpu],
      ["date", context.date],
    ],
  )}
<pre><code>${escapeHtml(context.commandLine)}</code></pre></div>
</div></section>
<footer>Made by neuroglia ${escapeHtml(context.neuroglia)}.</footer>`;
  const shown = { id: "columns", value: { columns, n: done.length } };
  return htmlPage(`${title} · neuroglia`, body, { style, shown, scripts: [sweepDrawingScript] });
};
