// From the descriptors in models/, the signatures of their kernels and the frames in src/engine/frames.ts: memory layouts for both sides, the uniform
// and per-neuron loops of every neuron, the synapse walks around every plasticity rule, where each model's module starts, the registry
// and the public re-exports, and the model reference with what other simulators call things (comingFrom.md). `--check` writes nothing and fails if a committed file is stale.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { entries } from "./entries.mjs";
import { layoutAssembly, modelsAssembly } from "./layout.mjs";
import { reference, table } from "./reference.mjs";
import { publicModels, registry } from "./registry.mjs";
import { integrateAssembly, kernelsOf, learnAssembly, releaseAssembly, root, wholeAssembly } from "./sources.mjs";

const places = { headers: "..", kernelOf: (name) => `../../models/${name}/kernel` };

const files = {
  "assembly/generated/layout.ts": layoutAssembly(),
  "assembly/generated/integrate.ts": integrateAssembly(kernelsOf("neuron"), places),
  "assembly/generated/learn.ts": learnAssembly(kernelsOf("plasticity"), places),
  "assembly/generated/release.ts": releaseAssembly(kernelsOf("shortTerm"), places),
  "assembly/generated/whole.ts": wholeAssembly(kernelsOf("source", "drive", "glia"), places),
  "assembly/generated/models.ts": modelsAssembly(),
  ...entries(),
  "src/models/index.ts": registry(),
  "src/generated/models.ts": publicModels(),
  "MODELS.md": reference(),
};
const readme = join(root, "README.md");
if (existsSync(readme))
  files["README.md"] = readFileSync(readme, "utf8").replace(
    /(<!-- models -->\n)[\s\S]*?(\n<!-- \/models -->)/,
    (_, open, close) => open + table() + close,
  );

const stale = Object.entries(files).filter(
  ([file, text]) => !existsSync(join(root, file)) || readFileSync(join(root, file), "utf8") !== text,
);
if (process.argv.includes("--check")) {
  if (stale.length) {
    console.error(`stale: ${stale.map(([file]) => file).join(", ")}; run \`npm run codegen\` and commit`);
    process.exit(1);
  }
} else
  for (const [file, text] of stale) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
