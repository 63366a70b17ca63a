import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import * as registry from "../../dist/src/models/index.js";

// Could not catch a name that is put together from parts, or one that comes by another word for it.

const root = join(import.meta.dirname, "../..");
const names = Object.values(registry).flatMap((models) => models.map(({ name }) => name));

/** Papers, command line, Lab and measurements are users of models, with words of their own; so is the encoder of rates. */
const users = /^(src\/(papers|cli)\/|lab\/|scripts\/(figures|size)\.mjs$|src\/encode\/rateEncoder\.ts$)/;
const made = /\/generated\/|^src\/models\/index\.ts$/;

const files = ["src", "workers", "assembly", "scripts", "lab"]
  .flatMap((folder) => readdirSync(join(root, folder), { recursive: true }).map((file) => `${folder}/${file}`))
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => /\.(ts|mjs)$/.test(file) && !users.test(file) && !made.test(file));

const lines = files.flatMap((file) =>
  readFileSync(join(root, file), "utf8")
    .replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ""))
    .split("\n")
    .map((line, k) => ({ at: `${file}:${k + 1}`, code: line.replace(/(^|\s)\/\/.*/, "") })),
);
const linesWith = (found: RegExp): string[] =>
  lines
    .filter(({ code }) => found.test(code) && !/\bcheckModel\(/.test(code))
    .map(({ at, code }) => `${at} ${code.trim()}`);

describe("code outside of models/ asks what a model can do, never what it is called", () => {
  it("no text is the name of a model, but for an example in a message", () => {
    expect(lines.length).toBeGreaterThan(10_000);
    expect(linesWith(new RegExp(`(["'\`])(${names.join("|")})\\1`))).toEqual([]);
  });

  it("no name of a model or rule is compared, or taken for another's", () => {
    expect(
      linesWith(/\b(model|rule)\b[?!]?\.name\b\s*([!=]==?|as\b)|[!=]==?\s*\b(model|rule)\b[?!]?\.name\b(?! \+)/),
    ).toEqual([]);
  });
});
