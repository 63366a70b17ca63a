import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { NeurogliaError } from "../../errors.js";
import type { ParameterValue } from "../parameters.js";
import { isDescription, type Space } from "../space.js";
import { useOwnPackage } from "./ownPackage.js";

/** What a sweep file exports. */
export interface SweepModule {
  space?: Space;
  default: (trial: Record<string, ParameterValue>) => unknown;
}

/** Where a sweep file is, and which version of it. */
export interface SweepFile {
  readonly url: string;
  readonly path: string;
  /** Its name without the folder. */
  readonly name: string;
  /** SHA-256 of its text. What it imports is not looked at. */
  readonly hash: string;
}

/** @throws NeurogliaError if it cannot be read */
export const sweepFile = (file: string | URL): SweepFile => {
  const path = file instanceof URL || file.startsWith("file:") ? fileURLToPath(file) : resolve(file);
  let text: Buffer;
  try {
    text = readFileSync(path);
  } catch (error) {
    throw new NeurogliaError({
      code: "file-unreadable",
      what: "sweep file",
      where: path,
      expected: "a readable file",
      got: (error as Error).message,
    });
  }
  const hash = createHash("sha256").update(text).digest("hex");
  return { url: pathToFileURL(path).href, path, name: basename(path), hash };
};

const refuse = (what: string, { path }: SweepFile, expected: string, got: unknown): NeurogliaError =>
  new NeurogliaError({ code: "bad-sweep-file", what, where: `sweep file ${path}`, expected, got });

const isSpace = (value: unknown): value is Space =>
  typeof value === "object" &&
  value !== null &&
  Symbol.iterator in value &&
  Number.isSafeInteger((value as Space).length) &&
  isDescription((value as Space).description);

/** @throws NeurogliaError unless it is one that grid, random or sobol made */
export const checkSpace = (space: unknown, file: SweepFile): Space => {
  if (isSpace(space)) return space;
  throw refuse("export space", file, "what grid(…), random(…) or sobol(…) returns", space);
};

/** Imports a sweep file. @throws NeurogliaError if it cannot be imported, or its default export is no function */
export const loadSweepFile = async (file: SweepFile): Promise<SweepModule> => {
  useOwnPackage(file.url);
  let module: Partial<SweepModule>;
  try {
    module = (await import(file.url)) as Partial<SweepModule>;
  } catch (error) {
    if (error instanceof NeurogliaError) throw error;
    throw refuse("module", file, "one that can be imported", error instanceof Error ? error.message : error);
  }
  if (typeof module.default !== "function")
    throw refuse("default export", file, "the function that runs one trial", typeof module.default);
  return module as SweepModule;
};
