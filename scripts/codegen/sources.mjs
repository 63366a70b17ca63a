// What the emitters read: the models with their kernels' signatures, and the frames.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

export const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
/** Kernels are compiled from what is made here; nothing that they compute is. */
const withoutKernels = {
  name: "without kernels",
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /generated\/(kernels\/|\w*[wW]asm)/ }, ({ path }) => ({ path, namespace: "kernels" }));
    onLoad({ filter: /./, namespace: "kernels" }, () => ({ contents: "module.exports = {}" }));
  },
};
const load = async (...lines) => {
  const { outputFiles } = await build({
    stdin: { contents: lines.join("\n"), resolveDir: root },
    bundle: true,
    format: "esm",
    write: false,
    plugins: [withoutKernels],
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString("base64")}`);
};
const all = (file) => load(`export * from "./${file}";`);
const folders = readdirSync(join(root, "models")).sort();
const described = await load(...folders.map((name) => `export * as ${name} from "./models/${name}/model.ts";`));
const found = folders.map((name) => {
  const { [name]: model, about } = described[name];
  return { ...about, equations: about.equations.flat(), ...model };
});
/** Models by kind, in the order of every list of them, and by folder within. */
export const byKind = [
  { kind: "neuron", list: "neuronModels", type: "NeuronModel" },
  { kind: "source", list: "sourceModels", type: "SourceModel" },
  { kind: "drive", list: "driveModels", type: "DriveModel" },
  { kind: "glia", list: "gliaModels", type: "GliaModel" },
  { kind: "plasticity", list: "plasticityRules", type: "PlasticityRule" },
  { kind: "shortTerm", list: "shortTermRules", type: "ShortTermRule" },
].map((of) => ({ ...of, models: found.filter(({ kind }) => kind === of.kind) }));
export const [neuronModels, sourceModels, driveModels, gliaModels, plasticityRules, shortTermRules] = byKind.map(
  ({ models }) => models,
);
export const everyModel = byKind.flatMap(({ models }) => models);
export const { frames } = await all("src/engine/frames.ts");
export const { lettersOf, toDistances } = await all("src/engine/packing.ts");
export const { frameLayout } = await all("src/engine/layout.ts");
export const {
  constant,
  integrateAssembly,
  kernelOf,
  learnAssembly,
  MADE,
  releaseAssembly,
  releaseVariants,
  signaturesOf,
  wholeAssembly,
} = await all("src/codegen/index.ts");

export const layouts = Object.fromEntries(Object.keys(frames).map((name) => [name, frameLayout(name)]));

/** Every kernel there is; a model that brings the code of another has none of its own. */
export const kernels = everyModel
  .filter(({ name }) => existsSync(join(root, `models/${name}/kernel.ts`)))
  .map((model) => {
    const file = `models/${model.name}/kernel.ts`;
    return kernelOf(model, signaturesOf(readFileSync(join(root, file), "utf8"), file), file);
  });
export const kernelsOf = (...kinds) => kernels.filter(({ model }) => kinds.includes(model.kind));
