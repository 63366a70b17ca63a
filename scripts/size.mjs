// What the core weighs in a page, gzipped, which must not pass its budget; then what each kernel has of that.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { neuronModels } from "../dist/src/models/index.js";

// Refusing what would be wrong takes words; models that leave the core are to give them back.
const BUDGET = 68_000;

const root = fileURLToPath(new URL("..", import.meta.url));
const page = `
import { fixedProbability, lif, Network } from "./dist/src/index.js";
const net = new Network({ dt: 0.1 });
const cells = net.population("cells", 1000, lif, { iExt: 300 });
net.connect(cells, cells, fixedProbability(0.1), { into: "iE", weight: 10 });
const spikes = net.record(cells, "spikes");
await net.run(1000);
console.log(spikes.rate());
`;

const { outputFiles, metafile } = await build({
  absWorkingDir: root,
  stdin: { contents: page, resolveDir: root, sourcefile: "page.js" },
  bundle: true,
  splitting: true,
  minify: true,
  format: "esm",
  target: "es2022",
  outdir: join(root, "build/page"),
  write: false,
  metafile: true,
});
const chunks = Object.entries(metafile.outputs);
const nameOf = (file) => chunks.find(([name]) => join(root, name) === file)[0];
const weights = new Map(
  outputFiles.map(({ path, contents }) => [nameOf(path), gzipSync(contents, { level: 9 }).length]),
);

/** A chunk and all that it imports before it runs. */
const withImports = (name, found = new Set()) => {
  if (found.has(name)) return found;
  found.add(name);
  for (const { path, kind } of metafile.outputs[name].imports)
    if (kind === "import-statement") withImports(path, found);
  return found;
};
const entry = chunks.find(([, { entryPoint }]) => entryPoint === "page.js")[0];
const core = withImports(entry);
const sum = (names) => [...names].reduce((total, name) => total + weights.get(name), 0);
const later = [...weights.keys()].filter((name) => !core.has(name));

/** A file of the bundle and all that it imports. */
const withSources = (file, found = new Set()) => {
  if (found.has(file)) return found;
  found.add(file);
  for (const { path } of metafile.inputs[file].imports) withSources(path, found);
  return found;
};
const models = "dist/models/";
const wanted = withSources(`${models}lif/model.js`);
const foreign = /^dist\/(lab|src\/(analysis|cli|datasets|papers|readout|report|reservoir|sweep|tasks))\//;
const unasked = [...core]
  .flatMap((name) => Object.entries(metafile.outputs[name].inputs))
  .filter(([file, { bytesInOutput }]) => bytesInOutput > 0 && !wanted.has(file))
  .filter(([file]) => file.startsWith(models) || foreign.test(file))
  .map(([file]) => file);

const row = (bytes, text) => console.log(`${String(bytes).padStart(8)}  ${text}`);
console.log("Bytes, gzipped (esbuild, minified):");
row(sum(core), `the core: a page that runs a network of one model on its own thread; the budget is ${BUDGET}`);
row(sum(later), "what it loads when a network first asks for workers: a crew and the workers' code");

const modelNames = neuronModels.map(({ name }) => name).sort((a, b) => b.length - a.length);
const kernelOf = (name) => {
  const [file, inFile] = name.match(/^assembly\/(.*)\/([^/]*)$/)?.slice(1) ?? [name, ""];
  if (file === "generated/integrate") return `integrate/${modelNames.find((model) => inFile.startsWith(model))}`;
  if (file === "generated/learn") return `learn/${inFile.match(/^[a-z]+(?:Stdp)?/)[0]}`;
  return file;
};
const byKernel = new Map();
const functions = JSON.parse(readFileSync(join(root, "build/functions.json"), "utf8"));
for (const { name, bytes } of functions["kernel.wasm"]) {
  const kernel = kernelOf(name);
  byKernel.set(kernel, (byKernel.get(kernel) ?? 0) + bytes);
}
const kernels = readFileSync(join(root, "build/kernel.wasm"));
const packed = (await import("../dist/src/generated/wasm.js")).packedWasm.length * 0.75;
console.log(`Bytes of the kernels' ${kernels.length} (${Math.round(packed)} packed), by model or file of assembly/:`);
for (const [kernel, bytes] of [...byKernel].sort((a, b) => b[1] - a[1])) row(bytes, kernel);

if (sum(core) > BUDGET) {
  console.error(`The core is ${sum(core) - BUDGET} bytes above its budget.`);
  process.exitCode = 1;
}
if (unasked.length > 0) {
  console.error(`The core of a page that uses lif alone holds what it did not ask for: ${unasked.join(", ")}.`);
  process.exitCode = 1;
}
