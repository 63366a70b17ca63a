// What the emitters read: the models, the frames and their layouts in memory.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

export const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
/** Kernels are compiled from what is made here; descriptors say all else. */
const withoutKernels = {
  name: "without kernels",
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /generated\/kernels\// }, ({ path }) => ({ path, namespace: "kernels" }));
    onLoad({ filter: /./, namespace: "kernels" }, () => ({ contents: "export const code = null;" }));
  },
};
const load = async (file) => {
  const { outputFiles } = await build({
    entryPoints: [join(root, file)],
    bundle: true,
    format: "esm",
    write: false,
    plugins: [withoutKernels],
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString("base64")}`);
};
export const { neuronModels, sourceModels, driveModels, gliaModels, plasticityRules, shortTermRules } =
  await load("src/models/index.ts");
export const everyModel = [
  ...neuronModels,
  ...sourceModels,
  ...driveModels,
  ...gliaModels,
  ...plasticityRules,
  ...shortTermRules,
];
export const { frames } = await load("src/engine/frames.ts");
export const { frameLayout, modelLayout } = await load("src/engine/layout.ts");
export const { constant, integrateAssembly, learnAssembly, MADE, releaseAssembly, releaseVariants, signaturesOf } =
  await load("src/codegen/index.ts");

export const layouts = Object.fromEntries(Object.keys(frames).map((name) => [name, frameLayout(name)]));
export const models = Object.fromEntries(everyModel.map((model) => [model.name, modelLayout(model)]));
