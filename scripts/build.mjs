// Builds everything: kernels (asc) → wasm inside a TypeScript module → dist (tsc).
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const bin = (name, file) => join(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), file);
const run = (script, ...args) => execFileSync(process.execPath, [script, ...args], { cwd: root, stdio: "inherit" });

mkdirSync(join(root, "build"), { recursive: true });
const asc = bin("assemblyscript", "bin/asc.js");
run(asc, "assembly/index.ts", "--target", "kernel");
run(asc, "assembly/bench.ts", "--target", "bench");

const wasm = readFileSync(join(root, "build/kernel.wasm"));
writeFileSync(
  join(root, "src/generated/wasm.ts"),
  `// Made by \`npm run build\`: the bytes of build/kernel.wasm.\nexport const wasmBase64 =\n  "${wasm.toString("base64")}";\n`,
);
run(bin("typescript", "bin/tsc"), "-p", "tsconfig.json");
