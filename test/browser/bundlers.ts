import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { nodeResolve } from "@rollup/plugin-node-resolve";
import { build as esbuild } from "esbuild";
import { rollup } from "rollup";
import { build as vite } from "vite";
import webpack from "webpack";

const root = fileURLToPath(new URL("../..", import.meta.url));
const run = promisify(execFile);

/** A page's folder: its script, which imports "neuroglia", and the package as `npm pack` makes it, installed. */
const openProject = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), "neuroglia-app-"));
  const { stdout } = await run("npm", ["pack", "--silent", "--ignore-scripts", "--pack-destination", folder], {
    cwd: root,
  });
  const installed = join(folder, "node_modules/neuroglia");
  await mkdir(installed, { recursive: true });
  await run("tar", ["-xzf", join(folder, stdout.trim()), "--strip-components=1", "-C", installed]);
  const { dependencies } = JSON.parse(await readFile(join(installed, "package.json"), "utf8"));
  for (const name of Object.keys(dependencies))
    await symlink(join(root, "node_modules", name), join(folder, "node_modules", name));
  const library = {
    name: "the library by its name",
    setup: ({ onResolve }: import("esbuild").PluginBuild) =>
      onResolve({ filter: /dist\/src\/index\.js$/ }, () => ({ path: "neuroglia", external: true })),
  };
  await esbuild({
    entryPoints: [join(root, "test/browser/app.ts")],
    outfile: join(folder, "app.js"),
    bundle: true,
    format: "esm",
    plugins: [library],
  });
  await writeFile(join(folder, "package.json"), JSON.stringify({ name: "app", private: true, type: "module" }));
  return folder;
};

const html = (head: string): string =>
  `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>app</title>${head}`;
const htmlOf = (script: string) => html(`<script type="module" src="${script}"></script>`);

/** What makes a page of the project's folder, as little told as it lets itself be told. */
const bundlers: Record<string, (folder: string, out: string) => Promise<unknown>> = {
  esbuild: (folder, out) =>
    esbuild({
      absWorkingDir: folder,
      entryPoints: ["app.js"],
      bundle: true,
      minify: true,
      format: "esm",
      outfile: join(out, "app.js"),
    }),
  Vite: async (folder, out) => {
    await writeFile(join(folder, "index.html"), htmlOf("/app.js"));
    await vite({ root: folder, base: "./", logLevel: "error", build: { outDir: out } });
  },
  // Its script is a classic one. So this page says of no charset, and the browser takes both for windows-1252.
  "webpack 5": async (folder, out) => {
    await mkdir(out, { recursive: true });
    await writeFile(
      join(out, "index.html"),
      '<!doctype html><link rel="icon" href="data:,"><script defer src="app.js"></script>',
    );
    await new Promise<void>((resolve, reject) => {
      const compiler = webpack({
        mode: "production",
        context: folder,
        entry: "./app.js",
        output: { path: out, filename: "app.js" },
        performance: false,
      });
      compiler.run((error, stats) => {
        if (error || stats?.hasErrors() || stats?.hasWarnings())
          reject(error ?? new Error(stats?.toString({ all: false, errors: true, warnings: true })));
        else compiler.close(() => resolve());
      });
    });
  },
  Rollup: async (folder, out) => {
    const bundle = await rollup({
      input: join(folder, "app.js"),
      plugins: [nodeResolve()],
      onwarn: ({ message }) => {
        throw new Error(message);
      },
    });
    await bundle.write({ dir: out });
    await bundle.close();
  },
};

export const bundlerNames = Object.keys(bundlers);

const filesUnder = async (folder: string): Promise<string[]> =>
  (await readdir(folder, { withFileTypes: true, recursive: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));

/** Files of a folder by the path under which a site serves them. */
const served = async (folder: string, under: string): Promise<[string, Uint8Array][]> =>
  Promise.all(
    (await filesUnder(folder)).map(
      async (file): Promise<[string, Uint8Array]> => [`${under}/${file}`, await readFile(join(folder, file))],
    ),
  );

const importMap = (under: string) => ({
  imports: {
    neuroglia: `${under}/neuroglia/dist/src/index.js`,
    "#threads": `${under}/neuroglia/dist/workers/threadsWeb.js`,
    comlink: `${under}/comlink/dist/esm/comlink.mjs`,
  },
});

/** Pages with the package as installed, by the name of what made them: the files to serve, and where each page is. */
export const buildPages = async () => {
  const folder = await openProject();
  try {
    const files: [string, string | Uint8Array][] = [];
    const paths: Record<string, string> = {};
    for (const [name, bundle] of Object.entries(bundlers)) {
      const out = join(folder, "out", name);
      await bundle(folder, out);
      const under = `/${encodeURIComponent(name)}`;
      if (!(await filesUnder(out)).includes("index.html")) files.push([`${under}/index.html`, htmlOf("./app.js")]);
      files.push(...(await served(out, under)));
      paths[name] = `${under}/index.html`;
    }
    const map = `<script type="importmap">${JSON.stringify(importMap("/node_modules"))}</script>`;
    files.push(
      ["/installed.html", html(`${map}<script type="module" src="/installed/app.js"></script>`)],
      ["/installed/app.js", await readFile(join(folder, "app.js"))],
      ...(await served(join(folder, "node_modules/neuroglia"), "/node_modules/neuroglia")),
      ...(await served(join(folder, "node_modules/comlink"), "/node_modules/comlink")),
    );
    paths["an import map"] = "/installed.html";
    return { files, paths };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
