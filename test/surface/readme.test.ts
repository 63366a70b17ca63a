/** Could not catch: prose that is wrong. */
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { promisify } from "node:util";
import { expect, it } from "vitest";

it("README's program runs as it stands, in Node, against the built package", async () => {
  const readme = readFileSync("README.md", "utf8");
  const program = /```ts\n([\s\S]*?)```/.exec(readme)![1]!;
  expect(program.trim().split("\n").length).toBeLessThanOrEqual(26);
  const folder = mkdtempSync("readme-");
  try {
    writeFileSync(`${folder}/program.mjs`, program);
    const { stdout } = await promisify(execFile)(process.execPath, [`${folder}/program.mjs`]);
    expect(stdout).toMatch(/^[1-9]\d?\.\d+ Hz [0-9a-f]{16}\n$/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
