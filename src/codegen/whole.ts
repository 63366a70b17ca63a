import { type FrameName, frameLayout, frameOf } from "../engine/layout.js";
import type { DriveModel, GliaModel, SourceModel } from "../models/model.js";
import { type Kernel, namedOf, type Places, signatureOf } from "./fields.js";
import { MADE } from "./words.js";

const verbs = { source: "Emit", drive: "Draw", glia: "Integrate" } as const;

/** How a field of a block is read, by the type that a kernel takes it as. */
const reads: Readonly<Record<string, string>> = {
  usize: "load<usize>",
  Wide: "load<usize>",
  u32: "load<u32>",
  f32: "load<f32>",
  v128: "v128.load32_splat",
};

/** Kernels with a loop of their own, called with the fields of a block that they name. */
export const wholeAssembly = (
  kernels: readonly Kernel<SourceModel | DriveModel | GliaModel>[],
  places: Places,
): string => {
  const out = [`// ${MADE}`, ""];
  const nameOf = ({ model }: Kernel<SourceModel | DriveModel | GliaModel>) => model.name + verbs[model.kind];
  for (const kernel of kernels) {
    const name = nameOf(kernel);
    out.push(`import { ${name} as ${name}Of } from "${places.kernelOf(kernel.model.name)}";`);
  }
  for (const kernel of kernels) {
    const name = nameOf(kernel);
    const frame: FrameName = frameOf[kernel.model.kind];
    const offsets = { ...kernel.offsets, ...frameLayout(frame).offsets };
    const args = namedOf(signatureOf(kernel.signatures, name, kernel.model.name)).map(
      (parameter) => `    ${reads[parameter.type]}(block, ${offsets[parameter.name]}), // ${parameter.name}`,
    );
    out.push(
      "",
      `/** ${kernel.model.title}. */`,
      `export function ${name}(block: usize, begin: u32, end: u32, step: u32): void {`,
      `  ${name}Of(`,
      "    block, begin, end, step,",
      ...args,
      "  );",
      "}",
    );
  }
  return [...out, ""].join("\n");
};
