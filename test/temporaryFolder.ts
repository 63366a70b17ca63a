import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

/** A new folder, gone when the tests of the file are. */
export const temporaryFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "neuroglia-sweep-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};
