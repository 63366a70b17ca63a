import { readFileSync } from "node:fs";
import { join } from "node:path";
import asc from "assemblyscript/asc";
import { kernelOf, learnAssembly, signaturesOf } from "../dist/src/codegen/index.js";
import { adoptModules, compiledModules } from "../dist/src/engine/kernels.js";
import { ours, type PlasticityRule } from "../dist/src/models/model.js";
import { plastic } from "../dist/src/network/projection.js";

const root = join(import.meta.dirname, "..");
const folder = "assembly/generated";

/** A rule with a kernel that stands in a test, compiled with the walks around it as the package's own are. */
export const foreignRule = async <const R extends Omit<PlasticityRule, "code" | "kind">>(
  descriptor: R,
  source: string,
) => {
  const { name } = descriptor;
  const rule = { kind: "plasticity", ...descriptor } as unknown as PlasticityRule;
  const kernel = kernelOf(rule, signaturesOf(source, `${name}.ts`), `${name}.ts`);
  const walks = ["DeliverPre", "Pre", "PreLast", "Post", "PostLast"];
  const files: Record<string, string> = {
    [`${folder}/foreignKernel.ts`]: source,
    [`${folder}/foreignWalks.ts`]: learnAssembly([kernel], { headers: "..", kernelOf: () => "./foreignKernel" }),
    [`${folder}/foreign.ts`]: walks
      .map((walk) => `export { ${name}${walk} as ${walk[0]!.toLowerCase()}${walk.slice(1)} } from "./foreignWalks";`)
      .join("\n"),
  };
  let bytes = new Uint8Array(0);
  const { error, stderr } = await asc.main(
    [`${folder}/foreign.ts`, "--target", "model", "--outFile", "foreign.wasm", "--baseDir", root],
    {
      readFile: (file: string) => {
        if (file in files) return files[file]!;
        try {
          return readFileSync(join(root, file), "utf8");
        } catch {
          return null;
        }
      },
      writeFile: (_: string, contents: Uint8Array | string) => {
        bytes = Uint8Array.from(contents as Uint8Array);
      },
      listFiles: () => [],
    },
  );
  if (error) throw new Error(`${error.message}\n${stderr}`);
  adoptModules(new Map([...compiledModules(), [name, new WebAssembly.Module(bytes)]]));
  return plastic(
    ours({
      ...rule,
      code: { ...kernel.fields, stamp: name, packed: "" },
    }) as unknown as PlasticityRule,
  );
};
