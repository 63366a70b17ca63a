// Bundles the Lab into dist/lab: static files for any host. Needs dist, so it comes after the rest of the build.
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

const out = join(root, "dist/lab");
mkdirSync(out, { recursive: true });
for (const file of readdirSync(out)) if (file.startsWith("shared-")) rmSync(join(out, file));

await build({
  absWorkingDir: root,
  entryPoints: ["lab/main.ts", "lab/worker.ts", "lab/style.css"],
  outdir: out,
  bundle: true,
  splitting: true,
  chunkNames: "shared-[hash]",
  minify: true,
  format: "esm",
  platform: "browser",
  target: "es2022",
  define: { NEUROGLIA_VERSION: JSON.stringify(version) },
});
copyFileSync(join(root, "lab/index.html"), join(out, "index.html"));
