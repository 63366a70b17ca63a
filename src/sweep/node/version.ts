import { readFileSync } from "node:fs";

/** The version in package.json, four folders above the built file. */
export const versionOfNeuroglia = (): string =>
  JSON.parse(readFileSync(new URL("../../../../package.json", import.meta.url), "utf8")).version;
