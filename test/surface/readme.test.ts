/** Could not catch: prose that is wrong. */
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const programs = [...readFileSync("README.md", "utf8").matchAll(/```ts\n([\s\S]*?)```/g)].map(
  ([, program]) => program!,
);

it.each([
  ["network", 0, 26, /^[1-9]\d?\.\d+ Hz [0-9a-f]{16}\n$/],
  ["reservoir", 1, 12, /^NRMSE 0\.[5-7]\d\n$/],
] as const)("README's %s runs as it stands, in Node, against the built package", async (_, k, lines, output) => {
  const program = programs[k]!;
  expect(program.trim().split("\n").length).toBeLessThanOrEqual(lines);
  const folder = mkdtempSync("readme-");
  try {
    writeFileSync(`${folder}/program.mjs`, program);
    const { stdout } = await promisify(execFile)(process.execPath, [`${folder}/program.mjs`]);
    expect(stdout).toMatch(output);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
