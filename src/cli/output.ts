import { accessSync, constants, existsSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { NeurogliaError } from "../errors.js";

/**
 * Makes sure, before hours of work, that a file can be written at the end of them.
 * @throws NeurogliaError if its folder does not exist or may not be written to, or if it is itself a folder
 */
export const requireWritable = (option: string, file: string): void => {
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
