// Builds everything: kernels (asc) → wasm inside a TypeScript module; a page's worker (esbuild) → inside another;
// then dist (tsc), and the Lab from it.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const bin = (name, file) => join(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), file);
const run = (script, ...args) => execFileSync(process.execPath, [script, ...args], { cwd: root, stdio: "inherit" });

mkdirSync(join(root, "build"), { recursive: true });
const asc = bin("assemblyscript", "bin/asc.js");
run(asc, "assembly/index.ts", "--target", "kernel");
run(asc, "assembly/bench.ts", "--target", "bench");

const generated = (name, of, text) =>
  writeFileSync(join(root, "src/generated", name), `// Made by \`npm run build\`: ${of}.\n${text}\n`);

const wasm = readFileSync(join(root, "build/kernel.wasm"));
generated("wasm.ts", "the bytes of build/kernel.wasm", `export const wasmBase64 =\n  "${wasm.toString("base64")}";`);

// A worker is handed the compiled kernels, so its code leaves their bytes out; it starts no threads, so it must not
// reach for the code that holds its own, and networks in it are spread over no others.
const insideWorker = {
  name: "inside a worker",
  setup({ onLoad, onResolve }) {
    onLoad({ filter: /generated[\\/]wasm\.ts$/ }, () => ({ contents: 'export const wasmBase64 = "";' }));
    onLoad({ filter: /engine[\\/]crew\.ts$/ }, () => ({
      contents: 'export class Crew { static open() { throw new Error("a worker starts no workers"); } }',
    }));
    onResolve({ filter: /^#threads$/ }, () => ({ errors: [{ text: "a worker's code reaches #threads" }] }));
  },
};
const { outputFiles } = await build({
  absWorkingDir: root,
  entryPoints: ["workers/web.ts"],
  bundle: true,
  write: false,
  minify: true,
  format: "esm",
  platform: "browser",
  target: "es2022",
  plugins: [insideWorker],
});
generated(
  "webWorker.ts",
  "workers/web.ts and all that it imports, bundled",
  `export const workerCode =\n  ${JSON.stringify(outputFiles[0].text)};`,
);

run(bin("typescript", "bin/tsc"), "-p", "tsconfig.json");
await import("./lab.mjs");
