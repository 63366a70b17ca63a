// What a page pays, gzipped: the core with `lif`, and what each further model adds to it. Each has a budget, and must not hold what it did
// not ask for. Then what each kernel has of the core's.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { bytesOf } from "../dist/src/engine/packing.js";
import * as registry from "../dist/src/models/index.js";

// Refusing what would be wrong takes words.
const CORE_BUDGET = 54_000;
const MODEL_BUDGET = 1_500;
const EQUATIONS_BUDGET = 37_500;

const root = fileURLToPath(new URL("..", import.meta.url));
const page = (further = "lif") => `
import { fixedProbability, lif, Network } from "./dist/src/index.js";
import { ${further} as further } from "./dist/src/index.js";
const net = new Network({ dt: 0.1 });
const cells = net.population("cells", 1000, lif, { iExt: 300 });
net.connect(cells, cells, fixedProbability(0.1), { into: "iE", weight: 10 });
const spikes = net.record(cells, "spikes");
await net.run(1000);
console.log(spikes.rate(), further);
`;

const bundle = (contents) =>
  build({
    absWorkingDir: root,
    stdin: { contents, resolveDir: root, sourcefile: "page.js" },
    bundle: true,
    splitting: true,
    minify: true,
    format: "esm",
    target: "es2022",
    outdir: join(root, "build/page"),
    write: false,
    metafile: true,
  });

/** Chunks of a page, what each weighs, and those that run before anything loads more. */
const weighed = async (contents) => {
  const { outputFiles, metafile } = await bundle(contents);
  const chunks = Object.entries(metafile.outputs);
  const nameOf = (file) => chunks.find(([name]) => join(root, name) === file)[0];
  const weights = new Map(
    outputFiles.map(({ path, contents }) => [nameOf(path), gzipSync(contents, { level: 9 }).length]),
  );
  const page = chunks.find(([, { entryPoint }]) => entryPoint === "page.js")[0];
  const core = withImports(metafile, page, ["import-statement"]);
  const whole = withImports(metafile, page, ["import-statement", "dynamic-import"]);
  const sum = (names) => [...names].reduce((total, name) => total + weights.get(name), 0);
  return { metafile, core, bytes: sum(core), later: sum(whole) - sum(core) };
};

/** A chunk and all that it imports: before it runs, or later too. */
const withImports = (metafile, name, kinds, found = new Set()) => {
  if (found.has(name)) return found;
  found.add(name);
  for (const { path, kind } of metafile.outputs[name].imports)
    if (kinds.includes(kind)) withImports(metafile, path, kinds, found);
  return found;
};
const { metafile, core, bytes, later } = await weighed(page());

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

const faults = [];
const row = (bytes, text) => console.log(`${String(bytes).padStart(8)}  ${text}`);
const within = (what, bytes, budget) => {
  if (bytes > budget) faults.push(`${what} is ${bytes - budget} bytes above its budget of ${budget}.`);
};
console.log("Bytes, gzipped (esbuild, minified):");
row(
  bytes,
  `the core with lif: a page that runs a network on its own thread, every connection rule in it; the budget is ${CORE_BUDGET}`,
);
within("The core with lif", bytes, CORE_BUDGET);
row(
  later,
  "what it loads when a network first asks for it: a crew and the workers' code, what learns, bitmaps, readouts",
);
console.log("What each further model adds:");
for (const { name } of Object.values(registry).flat()) {
  if (name === "lif") continue;
  const whole = await weighed(page(name));
  const added = whole.bytes - bytes;
  const addedLater = whole.later - later;
  const more = addedLater > 0 ? `, and ${addedLater} when a network first has it` : "";
  row(added, `${name}${more}`);
  within(name, added, MODEL_BUDGET);
}
const equations = await weighed(`${page()}
import { neuron } from "./dist/src/equations/index.js";
console.log(neuron({ name: "x", equations: "dv/dt = -v/(10*ms) : mV" }));
`);
row(
  equations.bytes - bytes,
  `neuroglia/equations, factories and checks of models included; the budget is ${EQUATIONS_BUDGET}`,
);
within("neuroglia/equations", equations.bytes - bytes, EQUATIONS_BUDGET);
if (unasked.length > 0)
  faults.push(`The core of a page that uses lif alone holds what it did not ask for: ${unasked.join(", ")}.`);

const byKernel = new Map();
const functions = JSON.parse(readFileSync(join(root, "build/functions.json"), "utf8"));
for (const { name, bytes } of functions["kernel.wasm"]) {
  const kernel = name.match(/^assembly\/(.*)\/[^/]*$/)?.[1] ?? name;
  byKernel.set(kernel, (byKernel.get(kernel) ?? 0) + bytes);
}
const kernels = readFileSync(join(root, "build/kernel.wasm"));
const packed = bytesOf((await import("../dist/src/generated/wasm.js")).packedWasm).length;
console.log(`Bytes of the kernels' ${kernels.length} (${packed} packed), by file of assembly/:`);
for (const [kernel, bytes] of [...byKernel].sort((a, b) => b[1] - a[1])) row(bytes, kernel);

if (faults.length > 0) {
  console.error(faults.join("\n"));
  process.exitCode = 1;
}
