/** docs/equations.md and README's section as a reader follows them. Could not catch: prose that is wrong. */
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import * as equations from "../../dist/src/equations/index.js";
import { functions } from "../../dist/src/equations/words.js";

const run = promisify(execFile);

it("neuroglia/equations exports these names and no others", () => {
  expect(Object.keys(equations)).toEqual(["neuron"]);
});

it.each([
  ["docs/equations.md", /```js equations\.mjs\n([\s\S]*?)```/, "", /^[1-9]\d*\.\d Hz\n$/],
  [
    "README.md",
    /### Neurons from equations[\s\S]*?```js\n([\s\S]*?)```/,
    "console.log(cells.n ?? cells.length);",
    /^1000\n$/,
  ],
])("%s: its program runs as it stands", async (file, program, more, output) => {
  const [, text] = program.exec(readFileSync(file, "utf8"))!;
  const folder = mkdtempSync("equations-");
  try {
    writeFileSync(`${folder}/program.mjs`, `${text}\n${more}`);
    const { stdout } = await run(process.execPath, [`${folder}/program.mjs`]);
    expect(stdout).toMatch(output);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it("docs/equations.md names every function that there is", () => {
  const text = readFileSync("docs/equations.md", "utf8");
  for (const name of functions.keys()) expect(text, name).toMatch(new RegExp(`\\b${name}\\b`));
});
