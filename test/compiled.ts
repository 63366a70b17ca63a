import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { compileKernel } from "../dist/src/cli/kernel.js";
import { type Compiled, kernels } from "./handWritten.js";
import { temporaryFolder } from "./temporaryFolder.js";

/** The kernels of handWritten.ts, compiled as `npx neuroglia kernel` does. */
export const compiled = async (): Promise<Compiled> => {
  const folder = temporaryFolder();
  const found: Record<string, Uint8Array> = {};
  for (const [name, text] of Object.entries(kernels)) {
    const file = join(folder, `${name}.ts`);
    writeFileSync(file, text);
    found[name] = (await compileKernel(file)).bytes;
  }
  return found as Compiled;
};
