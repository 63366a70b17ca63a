// Builds everything: kernels (asc), the core's and each model's → wasm inside TypeScript modules; a page's worker (esbuild) → inside another;
// then dist (tsc), and the Lab from it.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";
import { build } from "esbuild";
import { compress } from "lzma1";
import { alike } from "./alike.mjs";
import { lettersOf, kernels as modelKernels, toDistances } from "./codegen/sources.mjs";
import { functionsOf, without } from "./wasmSections.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const bin = (name, file) => join(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), file);
const run = (script, ...args) => execFileSync(process.execPath, [script, ...args], { cwd: root, stdio: "inherit" });

mkdirSync(join(root, "build/models"), { recursive: true });
mkdirSync(join(root, "src/generated/kernels"), { recursive: true });
const compile = async (entry, ...options) => {
  const { error, stderr } = await asc.main([entry, ...options, "--baseDir", root]);
  if (error) throw new Error(`${entry}: ${error.message}\n${stderr}`);
};
const generated = (name, of, text) =>
  writeFileSync(join(root, "src/generated", name), `// Made by \`npm run build\`: ${of}.\n${text}\n`);
/** Of lzma1: above it packs no tighter, and takes longer. */
const LEVEL = 5;
const text = (bytes) => `\n  "${lettersOf(bytes)}"`;
const built = (name) => readFileSync(join(root, "build", name));

// With names, which do not change the code; `npm run size` wants them, users do not.
await compile("assembly/index.ts", "--target", "kernel", "--debug");
await compile("assembly/readouts.ts", "--target", "readouts", "--debug");
await compile("assembly/unpack/unpack.ts", "--target", "unpack");
await compile("assembly/bench.ts", "--target", "bench");
const functions = Object.fromEntries(["kernel.wasm", "readouts.wasm"].map((name) => [name, functionsOf(built(name))]));
writeFileSync(join(root, "build/functions.json"), JSON.stringify(functions, null, 1));

// A section of its own says which build the kernels belong to, since layouts of memory differ from one to the next.
const kernels = alike(without(built("kernel.wasm"), "name"));
const stampOf = (bytes) => createHash("sha256").update(bytes).digest("hex").slice(0, 16);
const stamp = stampOf(kernels);
const section = Buffer.concat([Buffer.from("\u0009neuroglia"), Buffer.from(stamp)]);
const wasm = Buffer.concat([kernels, Buffer.from([0, section.length]), section]);
writeFileSync(join(root, "build/kernel.wasm"), wasm);
const readouts = without(built("readouts.wasm"), "name");
writeFileSync(join(root, "build/readouts.wasm"), readouts);
// Models' modules are packed behind the core's kernels (src/engine/unpack.ts): their streams begin alike.
const parts = [
  ...modelKernels.map(({ model: { kind, name }, fields }) => {
    // What learns waits for its kernels too, as for all else that only learning needs.
    const isLate = kind === "plasticity";
    const begin = isLate
      ? `import { late } from "../../models/late.js";\n\nexport const code = late(`
      : `import type { KernelCode } from "../../models/model.js";\n\nexport const code: KernelCode = `;
    return {
      entry: `generated/kernels/${name}.ts`,
      file: `models/${name}.wasm`,
      into: `kernels/${name}.ts`,
      head: `${begin}{ name: "${name}", ...${JSON.stringify(fields)},`,
      later: isLate && `${name}Wasm`,
    };
  }),
  ...["online", "bitmap"].map((name) => ({
    entry: `${name}.ts`,
    file: `${name}.wasm`,
    into: `${name}Wasm.ts`,
    head: "export const code = {",
  })),
];
const packedParts = [];
for (const part of parts) {
  const { entry, file } = part;
  await compile(`assembly/${entry}`, "--target", "model", "--outFile", `build/${file}`);
  const bytes = alike(built(file));
  writeFileSync(join(root, "build", file), bytes);
  const distances = Buffer.from(bytes);
  toDistances(distances);
  packedParts.push({
    ...part,
    bytes,
    stamp: stampOf(bytes),
    behind: compress(Buffer.concat([wasm, distances]), LEVEL),
  });
}
const HEADER_BYTES = 13;
const packedCore = compress(wasm, LEVEL);
const sharedBytes =
  Math.min(
    ...packedParts.map(({ behind }) => behind.findIndex((byte, k) => k >= HEADER_BYTES && byte !== packedCore[k])),
  ) - HEADER_BYTES;
generated(
  "wasm.ts",
  "build/kernel.wasm as LZMA, its stamp, and how much of the stream those of models share",
  `export const packedWasm =${text(packedCore)};\nexport const wasmStamp = "${stamp}";\nexport const sharedBytes = ${sharedBytes};`,
);
for (const { into, later, file, head, bytes, stamp, behind } of packedParts) {
  const size = Buffer.alloc(4);
  size.writeUInt32LE(bytes.length);
  const packed = text(Buffer.concat([size, behind.subarray(HEADER_BYTES + sharedBytes)]));
  const tail = later ? ` "" }, () => import("./${later}.js"));` : `${packed} };`;
  generated(
    into,
    `build/${file}, packed behind the core, its stamp, and what a model's reads`,
    `${head} stamp: "${stamp}", packed:${tail}`,
  );
  if (later)
    generated(`kernels/${later}.ts`, `build/${file}, packed behind the core`, `export const packed =${packed};`);
}
generated(
  "readoutsWasm.ts",
  "build/readouts.wasm as LZMA",
  `export const packedReadouts =${text(compress(readouts, LEVEL))};`,
);
generated(
  "unpackWasm.ts",
  "build/unpack.wasm, which unpacks the others",
  `export const unpackWasm =${text(built("unpack.wasm"))};`,
);

// A worker is handed the compiled kernels, so its code leaves their bytes out; it starts no threads, so it must not
// reach for the code that holds its own, and networks in it are spread over no others.
const insideWorker = {
  name: "inside a worker",
  setup({ onLoad, onResolve }) {
    onLoad({ filter: /generated[\\/]wasm\.ts$/ }, () => ({
      contents: `export const packedWasm = "", wasmStamp = "${stamp}", sharedBytes = 0;`,
    }));
    onLoad({ filter: /generated[\\/](online|bitmap)Wasm\.ts$/ }, ({ path }) => ({
      contents: `export const code = { stamp: "${packedParts.find(({ into }) => path.endsWith(into)).stamp}", packed: "" };`,
    }));
    onLoad({ filter: /generated[\\/]unpackWasm\.ts$/ }, () => ({ contents: 'export const unpackWasm = "";' }));
    onResolve({ filter: /generated\/kernels\// }, () => ({ errors: [{ text: "a worker's code reaches a model" }] }));
    onResolve({ filter: /readoutsWasm\.js$/ }, () => ({ errors: [{ text: "a worker's code reaches readouts" }] }));
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
  // package.json speaks of dist, not of sources.
  ignoreAnnotations: true,
  plugins: [insideWorker],
});
// Trial modules are the worker's own to load, also where a bundler takes neuroglia/worker.js in; esbuild drops its comments.
const [beforeImport, afterImport, ...more] = outputFiles[0].text.split(/(?<=\bimport\()(?=[\w$]+\))/);
if (afterImport === undefined || more.length > 0) throw new Error("a worker's code has one import(), of trials");
const workerCode = `${beforeImport}/* webpackIgnore: true */ /* @vite-ignore */ ${afterImport}`;
generated(
  "webWorker.ts",
  "workers/web.ts and all that it imports, bundled",
  `export const workerCode =\n  ${JSON.stringify(workerCode)};`,
);
mkdirSync(join(root, "dist"), { recursive: true });
writeFileSync(join(root, "dist/worker.js"), workerCode);

run(bin("typescript", "bin/tsc"), "-p", "tsconfig.json");
// What is executed is ASCII, so that it is the same whatever charset a page takes it for. Comments read worse for it.
for (const name of readdirSync(join(root, "dist"), { recursive: true })) {
  const file = join(root, "dist", name);
  if (!name.endsWith(".js")) continue;
  const text = readFileSync(file, "utf8");
  const ascii = text.replace(/[\u0080-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
  if (ascii !== text) writeFileSync(file, ascii);
}
await import("./lab.mjs");
