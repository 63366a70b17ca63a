import { drawingScript } from "./drawing.js";
import type { Figure } from "./figure.js";
import { escapeHtml, scriptJson, scriptSource, styleSource } from "./html.js";
import { reportStyle } from "./style.js";

/** What the writer of a report cannot know by itself. */
export interface ReportContext {
  /** Version of this library. */
  neuroglia: string;
  /** Name and version of what ran it, e.g. `Node 20.20.2`. */
  runtime: string;
  /** Processor model and number of threads. */
  cpu: string;
  /** The command that made the run. */
  commandLine: string;
  /** ISO date of the run. */
  date: string;
  /** Texts of uPlot's script (IIFE form) and style sheet, which the page carries along. */
  uPlot: { script: string; style: string };
}

/** The place of a figure within a page, to be filled by the drawing program; enters the figure into `figures`. */
export const plotElement = (figures: Figure[], figure: Figure, description: string): string => {
  const index = figures.push(figure) - 1;
  const label = escapeHtml(description);
  return `<div class="plot" role="img" style="min-height:${figure.height}px" data-figure="${index}" aria-label="${label}"></div>`;
};

/**
 * One self-contained HTML file: style, what it shows and the programs that draw it are inside, and its security policy forbids it
 * to load anything.
 * @param body trusted HTML: every text in it has been escaped
 * @param shown what the programs draw, under the id of its element
 */
export const htmlPage = (
  title: string,
  body: string,
  { style, shown, scripts }: { style: string; shown: { id: string; value: unknown }; scripts: readonly string[] },
): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:">
<title>${escapeHtml(title)}</title>
<style>${styleSource(style)}</style>
</head>
<body>
<main>
${body}
<noscript><p class="warning">The figures are drawn by a script inside this page; it is switched off.</p></noscript>
</main>
<script type="application/json" id="${shown.id}">${scriptJson(shown.value)}</script>
${scripts.map((script) => `<script>${scriptSource(script)}</script>`).join("\n")}
</body>
</html>
`;

/** A page whose figures uPlot draws: the file, figures and the drawing program inside. */
export const reportPage = (title: string, body: string, figures: readonly Figure[], context: ReportContext): string =>
  htmlPage(title, body, {
    style: context.uPlot.style + reportStyle,
    shown: { id: "figures", value: figures },
    scripts: [context.uPlot.script, drawingScript],
  });
