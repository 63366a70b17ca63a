import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { NeurogliaError } from "../../errors.js";
import { bad, checkPath } from "../../network/check.js";
import { readoutOf } from "../kinds.js";
import type { Readout } from "../readout.js";
import { checkedJson } from "../saved.js";

const JSON_NAME = "readout.json";

const fault = (code: string, what: string, folder: string, expected: string, error: unknown): NeurogliaError =>
  new NeurogliaError({
    code,
    what,
    where: `folder ${folder}`,
    expected,
    got: error instanceof Error ? error.message : error,
  });

/**
 * Writes a fitted readout to a folder, which is made if need be: `readout.json` and an NPY file per array
 * (`numpy.load("weights.npy")`). What was saved there before is written over.
 * @throws NeurogliaError `not-fitted`, or `file-unwritable` if the folder cannot be written
 */
export const saveReadout = async (folder: string, readout: Readout): Promise<void> => {
  checkPath(folder, "folder", "saveReadout");
  if (typeof readout?.save !== "function") throw bad("readout", "saveReadout", "one such as a Ridge", readout);
  const { json, arrays } = readout.save();
  try {
    await mkdir(folder, { recursive: true });
    for (const [name, file] of Object.entries(arrays)) await writeFile(join(folder, `${name}.npy`), file);
    await writeFile(join(folder, JSON_NAME), `${JSON.stringify(json, null, 2)}\n`);
  } catch (error) {
    throw fault("file-unwritable", "readout", folder, "writable", error);
  }
};

const read = async (folder: string, name: string): Promise<Buffer> => {
  try {
    return await readFile(join(folder, name));
  } catch (error) {
    throw fault("file-unreadable", name, folder, "a readable file", error);
  }
};

/**
 * The readout that {@link saveReadout} wrote; its predictions are the same bits.
 * @throws NeurogliaError `file-unreadable` if a file is missing, `bad-file` if one is not what it should be
 */
export const loadReadout = async (folder: string): Promise<Readout> => {
  checkPath(folder, "folder", "loadReadout");
  const text = (await read(folder, JSON_NAME)).toString("utf8");
  const where = `file ${join(folder, JSON_NAME)}`;
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw fault("bad-file", JSON_NAME, folder, "JSON", error);
  }
  const json = checkedJson(parsed, where);
  const arrays: Record<string, Uint8Array> = {};
  for (const name of json.arrays) arrays[name] = await read(folder, `${name}.npy`);
  return readoutOf({ json, arrays }, where);
};
