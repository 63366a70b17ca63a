/** The page of the views with made-up frames, in one file. `node lab/views/demo/page.mjs` serves it (after npm run build). */
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { scriptSource, styleSource } from "../../../dist/src/report/html.js";
import { reportStyle } from "../../../dist/src/report/style.js";

/** The page's text. */
export const demoPage = async () => {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("main.ts", import.meta.url))],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2022",
  });
  const plots = await readFile(createRequire(import.meta.url).resolve("uplot/dist/uPlot.min.css"), "utf8");
  const views = await readFile(new URL("../views.css", import.meta.url), "utf8");
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>Views of the Lab, with made-up frames</title>
<style>${styleSource(reportStyle + plots + views)}</style>
<main class="grid wide"></main>
<script type="module">${scriptSource(outputFiles[0].text)}</script>
</html>`;
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const server = createServer(async (_, response) => {
    response.writeHead(200, { "Content-Type": "text/html" }).end(await demoPage());
  }).listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}/?neurons=4000&rate=20`));
}
