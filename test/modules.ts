import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";
import { blockOf, frameOf } from "../dist/src/engine/layout.js";
import { LAYOUT } from "../dist/src/models/checkedKernel.js";
import type { KernelFields } from "../dist/src/models/model.js";

const HEADERS = fileURLToPath(new URL("../assembly/", import.meta.url));
const OPTIONS =
  "--runtime stub --importMemory --initialMemory 1 --noExportMemory --noAssert --use abort= --enable simd --optimizeLevel 3";

const leb = (value: number): number[] => (value < 128 ? [value] : [(value & 127) | 128, ...leb(value >>> 7)]);

/**
 * A kernel whose exports are written out in AssemblyScript, where `neuroglia kernel` knows no such: text of the offsets of what it reads in
 * its block.
 */
export const moduleOf = async (
  fields: KernelFields,
  text: (offsets: Readonly<Record<string, number>>) => string,
): Promise<Uint8Array> => {
  const { offsets } = blockOf(frameOf[fields.kind], fields);
  const made = text(offsets);
  let module: Uint8Array = new Uint8Array();
  const { error, stderr } = await asc.main(["it.ts", ...OPTIONS.split(" "), "--outFile", "it.wasm"], {
    readFile: (name) => {
      if (name === "it.ts") return made;
      const header = `${HEADERS}${/neuroglia\/assembly\/(.+)$/.exec(name)?.[1]}`;
      return existsSync(header) ? readFileSync(header, "utf8") : null;
    },
    writeFile: (_, contents) => {
      module = contents as Uint8Array;
    },
    listFiles: () => [],
  });
  if (error) throw new Error(`${error.message}\n${stderr}`);
  const said = Buffer.from(JSON.stringify({ layout: LAYOUT, ...fields }));
  const contents = [...leb(9), ...Buffer.from("neuroglia"), ...said];
  return Uint8Array.from([...module, 0, ...leb(contents.length), ...contents]);
};
