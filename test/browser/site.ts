import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { relative } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { type BrowserName, openAlone } from "./browsers.js";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Files of the package that pages ask for by themselves. */
const open = /^\/(dist\/worker\.js|build\/kernel\.wasm)$/;

const page = (head: string): string =>
  `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>neuroglia</title>${head}`;

const isolation = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};

const policyWith = (more: string) => ({
  "Content-Security-Policy": `default-src 'none'; script-src 'self'${more}; worker-src 'self'; connect-src 'self'; img-src data:`,
});
const strictPolicy = policyWith(" 'wasm-unsafe-eval'");

/** Pages of the site and the headers that they come with. */
const pages: Record<string, { html: string; headers: Record<string, string> }> = {
  "/isolated": { html: page(""), headers: isolation },
  "/plain": { html: page(""), headers: {} },
  "/noBlobs": {
    html: page(""),
    headers: { "Content-Security-Policy": "default-src 'self' 'unsafe-eval'; img-src data:" },
  },
  "/strict": { html: page(""), headers: { ...isolation, ...strictPolicy } },
  "/noWasm": { html: page(""), headers: policyWith("") },
  "/alone": { html: page('<script type="module" src="/alone.js"></script>'), headers: isolation },
};

const bundled = async (entries: Record<string, string>) => {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: entries,
    outdir: root,
    bundle: true,
    splitting: true,
    format: "esm",
    metafile: true,
    write: false,
  });
  const externals = Object.values(metafile.outputs).flatMap(({ imports }) =>
    imports.filter(({ external }) => external).map(({ path }) => path),
  );
  return { files: outputFiles.map(({ path, text }) => [`/${relative(root, path)}`, text] as const), externals };
};

/** What the tests' pages load: the built package as esbuild bundles it, untold. */
export const openSite = async () => {
  const whole = await bundled({
    page: "test/browser/page.ts",
    worker: "test/browser/worker.ts",
    trials: "test/browser/trials.ts",
    alone: "test/browser/alone.ts",
  });
  const scripts = new Map<string, string | Uint8Array>(whole.files);
  const reports = new Map<string, (report: unknown) => void>();
  const server = createServer(async (request, response) => {
    const { pathname: url, search } = new URL(request.url ?? "/", "http://site");
    if (url === "/report") {
      reports.get(search)?.(JSON.parse(await text(request)));
      response.writeHead(204).end();
      return;
    }
    const found = pages[url];
    if (found) {
      response.writeHead(200, { "Content-Type": "text/html", ...found.headers }).end(found.html);
      return;
    }
    const file =
      scripts.get(url) ?? (open.test(url) ? await readFile(`${root}${url}`).catch(() => undefined) : undefined);
    // A worker of an isolated page must ask for isolation itself, and one of a strict page is as strict.
    const headers = { ...isolation, ...(url === "/dist/worker.js" ? strictPolicy : {}) };
    const type = url.endsWith(".wasm") ? "application/wasm" : url.endsWith(".html") ? "text/html" : "text/javascript";
    if (file !== undefined) response.writeHead(200, { "Content-Type": type, ...headers }).end(file);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let asked = 0;
  return {
    origin,
    /** Serves more files, by path. */
    add: (files: Iterable<readonly [string, string | Uint8Array]>) => {
      for (const [path, file] of files) scripts.set(path, file);
    },
    /** What a check gives in a worker of a page that nothing drives. */
    inWorkerAlone: async (name: BrowserName, check: string, ...inputs: unknown[]): Promise<unknown> => {
      const search = `?${asked++}`;
      const report = new Promise<unknown>((resolve) => reports.set(search, resolve));
      const call = encodeURIComponent(JSON.stringify([check, ...inputs]));
      const browser = await openAlone(name, `${origin}/alone${search}#${call}`);
      const late = new Promise<never>((_, reject) => {
        setTimeout(() => reject(new Error(`${check} in ${name}: no report in a minute`)), 60_000).unref();
      });
      return Promise.race([report, late]).finally(() => browser.close());
    },
    /** What the bundle of everything does not contain itself. */
    externals: whole.externals,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
