/** README as an outside user meets it. Could not catch: prose that is wrong. */
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const run = promisify(execFile);

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
    const { stdout } = await run(process.execPath, [`${folder}/program.mjs`]);
    expect(stdout).toMatch(output);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it.each([
  ["README's programs, with a page's types", programs, ["ES2022", "DOM"]],
  [
    "all declarations, with the types of neither a page nor Node",
    [
      'import * as all from "neuroglia";\nimport * as node from "neuroglia/node";\nimport * as testing from "neuroglia/testing";\nimport * as equations from "neuroglia/equations";\nexport const every = { ...all, ...node, ...testing, equations };',
    ],
    ["ES2022"],
  ],
])("%s pass the strictest check of TypeScript", async (_, texts, lib) => {
  const folder = mkdtempSync("readme-");
  try {
    for (const [k, text] of texts.entries()) writeFileSync(`${folder}/program${k}.mts`, text);
    const compilerOptions = {
      ...{ strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, skipLibCheck: false },
      ...{ noEmit: true, module: "nodenext", target: "es2022", lib, types: [] },
    };
    writeFileSync(`${folder}/tsconfig.json`, JSON.stringify({ compilerOptions, include: ["*.mts"] }));
    const compiler = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin/tsc");
    const { stdout } = await run(process.execPath, [compiler, "-p", folder]).catch((failed) => failed);
    expect(stdout).toBe("");
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it("the package holds what README links to, a licence for whatever it holds, and neither tests nor maps", async () => {
  const { stdout } = await run("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"]);
  const [packed] = Object.values(JSON.parse(stdout)) as { files: { path: string }[] }[];
  const paths = packed!.files.map(({ path }) => path);
  const links = [...readFileSync("README.md", "utf8").matchAll(/(?<!!)\[[^\]]*\]\(([^)#:]+)/g)].map(
    ([, path]) => path!,
  );
  expect(links.length).toBeGreaterThan(4);
  expect(paths).toEqual(expect.arrayContaining([...links, "README.md", "LICENSE", "dist/lab/licences.txt"]));
  expect(paths.filter((path) => /^(test|bench|src)\/|\.map$/.test(path))).toEqual([]);
});
