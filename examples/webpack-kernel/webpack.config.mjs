import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** The kernel of ../quadratic, compiled by webpack: as-loader 0.7 wants AssemblyScript 0.18, which knows the headers too. */
export default {
  mode: "production",
  context: here("."),
  entry: here("./page.mjs"),
  output: { path: here("./dist"), publicPath: "" },
  experiments: { asyncWebAssembly: true },
  resolveLoader: { modules: [here("./node_modules")] },
  module: {
    rules: [
      {
        test: /\.ts$/,
        type: "webassembly/async",
        loader: "as-loader",
        options: { raw: true, runtime: "stub", enable: ["simd"], noAssert: true, initialMemory: 1, optimizeLevel: 3 },
      },
    ],
  },
};
