import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";
import { compress } from "lzma1";
import { integrateAssembly, kernelOf, signaturesOf, wholeAssembly } from "../dist/src/codegen/index.js";
import { type GliaModel, type KernelCode, type NeuronModel, ours } from "../dist/src/models/model.js";

const root = fileURLToPath(new URL("..", import.meta.url));

/** The code of a neuron or astrocyte of a test's own, from the text of its kernel; imports begin at the root of the project. */
export const compiled = async (model: NeuronModel | GliaModel, text: string): Promise<KernelCode> => {
  const kernel = kernelOf(model, signaturesOf(text, "kernel.ts"), model.name);
  const places = { headers: "./assembly", kernelOf: () => "./kernel" };
  const isNeuron = model.kind === "neuron";
  const glue = isNeuron ? integrateAssembly([kernel as never], places) : wholeAssembly([kernel as never], places);
  const walk = `${model.name}Integrate`;
  const roles = isNeuron ? `${walk}Uniform as uniform, ${walk}PerNeuron as perNeuron` : `${walk} as integrate`;
  const files: Record<string, string> = {
    "kernel.ts": text,
    "glue.ts": glue,
    "entry.ts": `export { ${roles} } from "./glue";\n`,
  };
  let bytes = new Uint8Array();
  const { error, stderr } = await asc.main(["entry.ts", "--target", "model", "--outFile", "out.wasm"], {
    readFile: (name: string) => {
      try {
        return files[name] ?? readFileSync(join(root, name), "utf8");
      } catch {
        return null;
      }
    },
    writeFile: (_: string, contents: Uint8Array | string) => {
      bytes = Uint8Array.from(contents as Uint8Array);
    },
    listFiles: () => [],
  });
  if (error) throw new Error(`${error.message}\n${stderr}`);
  const stamp = createHash("sha256").update(bytes).digest("hex").slice(0, 16);
  return ours({ ...kernel.fields, stamp, packed: Buffer.from(compress(bytes, 9)).toString("base64") });
};
