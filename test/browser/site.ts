import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "esbuild";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Unbundled files that the import map leads to. */
const open = /^\/(dist|node_modules\/comlink\/dist)\/.*\.m?js$/;

const importMap = {
  imports: {
    neuroglia: "/dist/src/index.js",
    "#threads": "/dist/workers/threadsWeb.js",
    comlink: "/node_modules/comlink/dist/esm/comlink.mjs",
  },
};

const page = (head: string): string =>
  `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>neuroglia</title>${head}`;

const isolation = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};

/** Pages of the site and the headers that they come with. */
const pages: Record<string, { html: string; headers: Record<string, string> }> = {
  "/isolated": { html: page(""), headers: isolation },
  "/plain": { html: page(""), headers: {} },
  "/mapped": { html: page(`<script type="importmap">${JSON.stringify(importMap)}</script>`), headers: isolation },
  "/strict": {
    html: page(""),
    headers: { "Content-Security-Policy": "default-src 'self' 'unsafe-eval'; img-src data:" },
  },
};

/** Leaves the library out of a bundle, for the page's import map to find. */
const libraryByName: Plugin = {
  name: "library by name",
  setup({ onResolve }) {
    onResolve({ filter: /dist\/src\/index\.js$/ }, () => ({ path: "neuroglia", external: true }));
  },
};

const bundled = async (entries: Record<string, string>, plugins: Plugin[]) => {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: entries,
    outdir: root,
    bundle: true,
    splitting: true,
    format: "esm",
    metafile: true,
    write: false,
    plugins,
  });
  const externals = Object.values(metafile.outputs).flatMap(({ imports }) =>
    imports.filter(({ external }) => external).map(({ path }) => path),
  );
  return { files: outputFiles.map(({ path, text }) => [`/${relative(root, path)}`, text] as const), externals };
};

/** What the tests' pages load: the built package as esbuild bundles it, untold, and as it stands behind an import map. */
export const openSite = async () => {
  const whole = await bundled(
    { page: "test/browser/page.ts", worker: "test/browser/worker.ts", trials: "test/browser/trials.ts" },
    [],
  );
  const mapped = await bundled({ "mapped-page": "test/browser/page.ts" }, [libraryByName]);
  const scripts = new Map<string, string>([...whole.files, ...mapped.files]);
  const server = createServer(async ({ url = "/" }, response) => {
    const found = pages[url];
    if (found) {
      response.writeHead(200, { "Content-Type": "text/html", ...found.headers }).end(found.html);
      return;
    }
    const script =
      scripts.get(url) ?? (open.test(url) ? await readFile(`${root}${url}`, "utf8").catch(() => undefined) : undefined);
    // A worker of an isolated page must ask for isolation itself.
    if (script !== undefined) response.writeHead(200, { "Content-Type": "text/javascript", ...isolation }).end(script);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** What the bundle of everything does not contain itself. */
    externals: whole.externals,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
