import { accessSync, constants, existsSync, statSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { BITS } from "../bits.js";
import { NeurogliaError } from "../errors.js";

/** Where results go: `--json` (a file, or - for stdout), `--report`, and `--save` of those who have it. */
export interface Outputs {
  json?: string;
  report?: string;
  save?: string;
}

/**
 * Makes sure, before hours of work, that a file can be written at the end of them.
 * @throws NeurogliaError if its folder does not exist or may not be written to, or if it is itself a folder
 */
const requireWritable = (option: string, file: string): void => {
  const path = resolve(file);
  const folder = dirname(path);
  const refuse = (what: string, expected: string, got: string): never => {
    throw new NeurogliaError({ code: "not-writable", what, where: `${option} ${file}`, expected, got });
  };
  const allowed = (target: string): boolean => {
    try {
      accessSync(target, constants.W_OK);
      return true;
    } catch {
      return false;
    }
  };
  if (!existsSync(folder)) refuse("folder", "an existing folder", folder);
  if (!statSync(folder).isDirectory()) refuse("folder", "a folder", folder);
  if (existsSync(path)) {
    if (statSync(path).isDirectory()) refuse("path", "a file", "a folder");
    if (!allowed(path)) refuse("file", "writable", "a file that is not");
  } else if (!allowed(folder)) refuse("folder", "writable", folder);
};

/** Refuses outputs that could not be written, or would overwrite each other. @throws NeurogliaError */
export const requireOutputs = ({ json, report, save }: Outputs, command: string): void => {
  const taken = new Map<string, string>();
  for (const [option, file] of [
    ["--json", json === "-" ? undefined : json],
    ["--report", report],
    ["--save", save],
  ] as const) {
    if (file === undefined) continue;
    requireWritable(option, file);
    const other = taken.get(resolve(file));
    if (other !== undefined)
      throw new NeurogliaError({
        code: "bad-option",
        what: option,
        where: command,
        expected: `another file than ${other}`,
        got: file,
      });
    taken.set(resolve(file), option);
  }
};

/** @throws NeurogliaError if it cannot be written */
export const write = (file: string, content: string | Uint8Array): void => {
  try {
    writeFileSync(file, content);
  } catch (error) {
    throw new NeurogliaError({
      code: "not-written",
      what: "content",
      where: `file ${file}`,
      expected: "written",
      got: error instanceof Error ? error.message : error,
    });
  }
};

/** Prints the table, or the summary and the number of the bits with `--json -`, and writes the files that were asked for. */
export const publish = (
  outputs: Outputs,
  { summary, table, report }: { summary: object; table: () => string; report?: () => string },
): void => {
  const json = `${JSON.stringify({ ...summary, bits: BITS }, null, 2)}\n`;
  process.stdout.write(outputs.json === "-" ? json : table());
  try {
    if (outputs.json !== undefined && outputs.json !== "-") write(outputs.json, json);
  } finally {
    if (outputs.report !== undefined && report) {
      write(outputs.report, report());
      process.stderr.write(`neuroglia: report in ${outputs.report}\n`);
    }
  }
};
