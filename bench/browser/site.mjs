import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { demoPage } from "../../lab/views/demo/page.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));

// Isolated, as browsers give others a coarse clock.
const isolation = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};

const types = { html: "text/html", js: "text/javascript", css: "text/css" };

/** A file of dist/lab, below /lab/. */
const labFile = async (path) => {
  const [, name] = /^\/lab\/((?:[\w-]+\/)*[\w.-]*)$/.exec(path) ?? [];
  if (name === undefined) return null;
  const file = name === "" || name.endsWith("/") ? `${name}index.html` : name;
  const body = await readFile(`${root}dist/lab/${file}`).catch(() => null);
  return body && { type: types[file.split(".").at(-1)] ?? "application/octet-stream", body };
};

const bundled = async (entry) => {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    write: false,
  });
  return outputFiles[0].text;
};

/** What the measured pages load. @param liquid probabilities and checkpoint that the page's liquid starts from */
export const openSite = async ({ probabilities, initialised }) => {
  const files = {
    "/": {
      type: "text/html",
      body: '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>bench</title>',
    },
    "/page.js": { type: "text/javascript", body: await bundled("bench/browser/page.mjs") },
    "/views": { type: "text/html", body: await demoPage() },
    "/probabilities.json": { type: "application/json", body: JSON.stringify(probabilities.map((image) => [...image])) },
    "/initialised": { type: "application/octet-stream", body: initialised },
  };
  const server = createServer(async ({ url }, response) => {
    const { pathname } = new URL(url, "http://localhost");
    const file = files[pathname] ?? (await labFile(pathname));
    if (file) response.writeHead(200, { "Content-Type": file.type, ...isolation }).end(file.body);
    else response.writeHead(404).end();
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
};
