import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import * as neuroglia from "../../dist/src/index.js";
import * as registry from "../../dist/src/models/index.js";
import * as inNode from "../../dist/src/node.js";

// Could not catch a change in what an export does, nor in types.

const root = fileURLToPath(new URL("../..", import.meta.url));

const filesUnder = (folder: string): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    return entry.isDirectory() ? filesUnder(path) : [path];
  });

describe("public surface", () => {
  it("exports these names and no others", () => {
    const models = Object.values(registry).flatMap((of) => of.map(({ name }) => name));
    const names = Object.keys(neuroglia).sort();
    expect(names).toEqual(expect.arrayContaining(models));
    expect(names.filter((name) => !models.includes(name))).toMatchInlineSnapshot(`
      [
        "Astrocyte",
        "BsaEncoder",
        "DEFAULT_SEED",
        "DeltaEncoder",
        "Drive",
        "Feedback",
        "Gammatone",
        "Group",
        "Injection",
        "LatencyEncoder",
        "Liquid",
        "Lms",
        "LoopReadout",
        "Network",
        "NeurogliaError",
        "Pool",
        "PopulationEncoder",
        "Projection",
        "Random",
        "RateCode",
        "RateEncoder",
        "RateReservoir",
        "Ridge",
        "Rls",
        "Scaling",
        "SoftmaxReadout",
        "SpikeRecording",
        "StateRecording",
        "allToAll",
        "astrocyteModel",
        "avalancheExponents",
        "avalanches",
        "betaTargets",
        "branchingFactor",
        "branchingRatio",
        "choice",
        "clustered",
        "column",
        "configure",
        "cv2",
        "delayedCopies",
        "delayedParity",
        "distanceDependent",
        "drive",
        "ear",
        "echoState",
        "eiReservoir",
        "erb",
        "erdosRenyi",
        "fano",
        "fixedIndegree",
        "fixedOutdegree",
        "fixedProbability",
        "fixedTotal",
        "force",
        "gamma",
        "grid",
        "henon",
        "kernelRank",
        "liquidRanks",
        "lms",
        "localVariation",
        "logistic",
        "lognormal",
        "lorenz",
        "lowPass",
        "mackeyGlass",
        "mae",
        "meanEventInterval",
        "memoryCapacity",
        "multistepRegression",
        "narma",
        "negative",
        "neuron",
        "normal",
        "nrmse",
        "onGrid",
        "oneToOne",
        "pairs",
        "parseNmnist",
        "parseWav",
        "perturbationGrowth",
        "perturbed",
        "plasticityRule",
        "poissonTemplates",
        "populationActivity",
        "powerLaw",
        "prediction",
        "r2",
        "random",
        "rangeOf",
        "ring",
        "rossler",
        "rows",
        "sawtooth",
        "separation",
        "shortTermRule",
        "sine",
        "singularValues",
        "smallWorld",
        "sobol",
        "source",
        "spectralRadius",
        "splitSamples",
        "splitSeries",
        "synchrony",
        "syntheticDigits",
        "temporalXor",
        "threeFactor",
        "uniform",
        "vanRossumDistance",
        "victorPurpuraDistance",
      ]
    `);
  });

  it("exports these names to Node alone", () => {
    expect(Object.keys(inNode).sort()).toEqual([
      "csvFile",
      "digits",
      "loadReadout",
      "npyFile",
      "readLedger",
      "saveReadout",
      "spokenDigits",
      "sweep",
    ]);
  });

  it("package.json leads to files that exist", () => {
    const { exports, bin, imports } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    const leaves = (value: unknown): string[] =>
      typeof value === "string" ? [value] : Object.values(value as object).flatMap(leaves);
    for (const path of [...leaves(exports), ...leaves(bin), ...leaves(imports)])
      expect(readFileSync(join(root, path.replace("*", "simd"))).length, path).toBeGreaterThan(0);
  });
});

describe("portability", () => {
  it("what dist has for execution is ASCII (npm run build, not tsc alone), so that no charset makes it something else", () => {
    const beyond = /[\u0080-\uffff]/;
    const scripts = filesUnder("dist").filter((path) => path.endsWith(".js"));
    expect(scripts.length).toBeGreaterThan(100);
    expect(scripts.filter((path) => beyond.test(readFileSync(join(root, path), "utf8")))).toEqual([]);
  });

  const NODE_ONLY = ["src/cli/", "src/datasets/node/", "src/readout/node/", "src/record/node/", "src/sweep/node/"];

  it("no file of src/ but the Node-only folders imports a node: module", () => {
    const found = filesUnder("src")
      .filter((path) => path.endsWith(".ts") && !NODE_ONLY.some((folder) => path.startsWith(folder)))
      .filter((path) => /["']node:|require\(/.test(readFileSync(join(root, path), "utf8")));
    expect(found).toEqual([]);
  });

  it("no file of src/ outside Node-only folders reaches into one, by any chain of imports from index.ts", () => {
    const seen = new Set<string>();
    const walk = (path: string): void => {
      if (seen.has(path)) return;
      seen.add(path);
      const text = readFileSync(join(root, path), "utf8");
      for (const [, target] of text.matchAll(/from "(\.[^"]+)"/g))
        walk(relative(root, join(root, path, "..", target!)).replace(/\.js$/, ".ts"));
    };
    walk("src/index.ts");
    expect(seen.size).toBeGreaterThan(10);
    expect([...seen].filter((path) => NODE_ONLY.some((folder) => path.startsWith(folder)))).toEqual([]);
  });

  it("kernels hold no static data and no globals that change: no array literals, strings, StaticArray, memory.data, let at file level", () => {
    for (const path of filesUnder("assembly").filter((file) => file.endsWith(".ts"))) {
      const code = readFileSync(join(root, path), "utf8")
        .replace(/\/\*[\s\S]*?\*\//g, "")
        .replace(/\/\/.*$/gm, "")
        .replace(/^\s*(import|export)\b[^;]*?from\s+"[^"]*";/gm, "");
      expect(code, path).not.toMatch(/["'`]|StaticArray|memory\.data|\bnew\b|=\s*\[/);
      expect(code, path).not.toMatch(/^(export )?(let|var)\b/m);
    }
  });
});
