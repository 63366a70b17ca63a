import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";
import { beforeAll, describe, expect, it } from "vitest";
import { compileKernel } from "../../dist/src/cli/kernel.js";
import { signaturesOf } from "../../dist/src/codegen/signature.js";
import {
  alif,
  fixedProbability,
  Network,
  neuron,
  shortTermRule,
  tsodyksMarkram,
  uniform,
} from "../../dist/src/index.js";
import { checkedKernel, LAYOUT } from "../../dist/src/models/checkedKernel.js";
import { compare } from "../../examples/quadratic/alone.mjs";
import { js, refused } from "../refusals.js";

// Could not catch a kernel that is in order and computes something else than its descriptor says.

const rejection = (promise: Promise<unknown>): Promise<Error> =>
  promise.then(
    () => new Error("nothing was refused"),
    (error) => error,
  );

const leb = (value: number): number[] => (value < 128 ? [value] : [(value & 127) | 128, ...leb(value >>> 7)]);
const text = (word: string): number[] => [...leb(word.length), ...Buffer.from(word)];
const section = (id: number, contents: readonly number[]): number[] => [id, ...leb(contents.length), ...contents];
const vector = (...items: number[][]): number[] => [...leb(items.length), ...items.flat()];

const SAID = { kind: "drive", layout: LAYOUT, values: ["amplitude"], columns: [] };
const WALK = [0x60, 4, 127, 127, 127, 127, 0];
const MEMORY = [...text("env"), ...text("memory"), 2, 0, 1];
const CODE = section(10, vector([2, 0, 11]));

/** A module by its sections: as a drive's kernel has them, but for those given. */
const module = (given: Readonly<Record<number, number[]>> = {}, said: unknown = SAID): Uint8Array => {
  const sections: Record<number, number[]> = {
    1: section(1, vector(WALK)),
    2: section(2, vector(MEMORY)),
    3: section(3, vector([0])),
    7: section(7, vector([...text("draw"), 0, 0])),
    10: CODE,
    ...given,
  };
  const order = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
  const custom = said === null ? [] : section(0, [...text("neuroglia"), ...Buffer.from(JSON.stringify(said))]);
  return Uint8Array.from([0, 97, 115, 109, 1, 0, 0, 0, ...order.flatMap((id) => sections[id] ?? []), ...custom]);
};

const imports = (...more: number[][]): Record<number, number[]> => ({ 2: section(2, vector(MEMORY, ...more)) });

describe("a kernel is looked through", () => {
  it("what is in order is taken, with what it reads, and told from any other", () => {
    const code = checkedKernel(module(), 'drive "mine"', "drive");
    expect(code).toMatchObject({ kind: "drive", values: ["amplitude"], columns: [] });
    expect(checkedKernel(module().buffer, "here").stamp).toBe(code.stamp);
    const other = checkedKernel(module({}, { ...SAID, values: ["other"] }), "here");
    expect(other.stamp).not.toBe(code.stamp);
  });

  const cases: Record<string, [unknown, RegExp]> = {
    "no bytes": ["mine.wasm", /^kernel of here must be the bytes of a WebAssembly module/],
    "other bytes": [
      new Uint8Array([1, 2, 3, 4, 5]),
      /must be a WebAssembly module; `npx neuroglia kernel`.*"other bytes"/,
    ],
    "a module that is cut off": [module().slice(0, 40), /that this engine finds valid/],
    "too many bytes": [new Uint8Array(2 ** 20 + 1), /^size of kernel of here must be at most 1048576/],
    "an imported function": [
      module({ ...imports([...text("env"), ...text("abort"), 0, 0]), 7: section(7, vector([...text("draw"), 0, 1])) }),
      /^what kernel imports of here must be env\.memory alone .*"function env\.abort"/,
    ],
    "an imported table": [module(imports([...text("env"), ...text("table"), 1, 112, 0, 1])), /"table env\.table"/],
    "another memory": [module({ 2: section(2, vector([...text("js"), ...text("mem"), 2, 0, 1])) }), /"memory js\.mem"/],
    "a memory with a maximum": [
      module({ 2: section(2, vector([...text("env"), ...text("memory"), 2, 1, 1, 2])) }),
      /^imported memory of kernel of here must be without a maximum/,
    ],
    "a memory of many pages": [
      module({ 2: section(2, vector([...text("env"), ...text("memory"), 2, 0, 9])) }),
      /must be of one page at the least/,
    ],
    "no import": [module({ 2: [] }), /^what kernel imports of here must be env\.memory;.*"nothing"/],
    "a memory of its own": [module({ 2: [], 5: section(5, vector([0, 1])) }), /without a memory of its own/],
    "a table of its own": [module({ 4: section(4, vector([112, 0, 1])) }), /without a table/],
    "a mutable global": [
      module({ 6: section(6, vector([127, 0, 0x41, 0, 11], [127, 1, 0x41, 0, 11])) }),
      /without a mutable global: .* "mutable global 1"/,
    ],
    "a start function": [
      module({
        1: section(1, vector(WALK, [0x60, 0, 0])),
        3: section(3, vector([0], [1])),
        8: section(8, [1]),
        10: section(10, vector([2, 0, 11], [2, 0, 11])),
      }),
      /without a start function/,
    ],
    elements: [module({ 4: [], 9: section(9, vector([3, 0, 1, 0])) }), /without elements of a table/],
    "a data segment": [module({ 11: section(11, vector([0, 0x41, 0, 11, 1, 65])) }), /without a data segment/],
    "no export": [module({ 7: [] }), /^export "draw" of kernel of here must be a function \(block: usize.*"none"/],
    "an export of another type": [
      module({ 1: section(1, vector([0x60, 2, 127, 125, 0])) }),
      /^export "draw" of kernel.* got "i32,f32>"/,
    ],
    "no section": [
      module({}, null),
      /^section "neuroglia" of kernel of here must be what `npx neuroglia kernel` writes/,
    ],
    "a foreign section": [module({}, "0123456789abcdef"), /^section "neuroglia" of kernel/],
    "names that are none": [module({}, { ...SAID, values: ["a b"] }), /^section "neuroglia" of kernel/],
    "a value called as a word of every such block": [
      module({}, { ...SAID, values: ["amplitude", "count"] }),
      /^"count", which kernel reads, of here must be called otherwise: every such block has a word of that name, got "drive"$/,
    ],
    "a name for two things": [
      module({}, { ...SAID, columns: ["table", "amplitude"] }),
      /^"amplitude", which kernel reads, of here must be read as one thing: a value or a column, once/,
    ],
    "another release": [module({}, { ...SAID, layout: "0.1" }), /compiled for the layout of this release .*got "0\.1"/],
    "another kind": [module({}, { ...SAID, kind: "source" }), /must be one of a drive, got "source"/],
  };
  it.each(Object.entries(cases))("%s is refused, and said how to cure it", (_, [bytes, message]) => {
    expect(refused(() => checkedKernel(bytes, "here", "drive")).message).toMatch(message);
  });
});

describe("signatures", () => {
  it("are read over comments, line breaks and decorators, at the top level alone", () => {
    const source = `
      // export function no(x: v128): v128 {}
      const s = "export function no(";
      @inline export function yes(
        v : usize, // the column
        a: /* why */ v128,
      ) : v128 { function inner(x: f32): void {} }
      function hidden(x: v128): v128 {}`;
    const [yes, ...more] = signaturesOf(source, "mine.ts");
    expect(more).toEqual([]);
    expect(yes).toMatchObject({ name: "yes", returns: "v128", at: "mine.ts:4:31" });
    expect(yes!.parameters).toEqual([
      { name: "v", type: "usize", at: "mine.ts:5:9" },
      { name: "a", type: "v128", at: "mine.ts:6:9" },
    ]);
  });

  it.each([
    ["export function a(x, y: v128): v128 {}", /^parameter "x" of function "a" of m\.ts:1:20 must be followed by ":"/],
    ["export function a(x: v128 = 3): v128 {}", /has no default, of m\.ts:1:27 must be followed by ","/],
    ["export function a(x: v128", /got "the end of the file"/],
  ])("%s is refused with its place", (source, message) => {
    expect(refused(() => signaturesOf(source, "m.ts")).message).toMatch(message);
  });
});

it("examples/quadratic: the step alone in a memory of its own agrees with the equations in f64", async () => {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  let bytes: Uint8Array | undefined;
  const { error, stderr } = await asc.main(
    "alone.ts --outFile alone.wasm --runtime stub --importMemory --use abort= --enable simd".split(" "),
    {
      readFile: (name) => {
        const header = /node_modules\/neuroglia\/(assembly\/.+)$/.exec(name)?.[1];
        const path = join(root, header ?? `examples/quadratic/${name}`);
        return existsSync(path) ? readFileSync(path, "utf8") : null;
      },
      writeFile: (_, contents) => {
        bytes = contents as Uint8Array;
      },
      listFiles: () => [],
    },
  );
  expect(error, stderr.toString()).toBeNull();
  const { spikes, twinSpikes, apart } = compare(bytes!);
  expect(spikes).toBe(twinSpikes);
  expect(spikes).toBeGreaterThan(0);
  expect(apart).toBeLessThan(1e-3);
});

describe("neuroglia kernel", () => {
  const folder = mkdtempSync(join(tmpdir(), "kernel-"));
  const written = (name: string, source: string): string => {
    const path = join(folder, name);
    writeFileSync(path, source);
    return path;
  };
  const quadraticFile = fileURLToPath(new URL("../../examples/quadratic/kernel.ts", import.meta.url));
  let bytes: Uint8Array;
  beforeAll(async () => {
    bytes = (await compileKernel(quadraticFile)).bytes;
  });

  it("compiles a step; the field list is that of its parameters", () => {
    expect(checkedKernel(bytes, "quadratic", "neuron")).toMatchObject({
      kind: "neuron",
      columns: ["v", "i"],
      values: ["vRest", "vCrit", "vPeak", "vReset", "iExt", "bend", "gain", "decay"],
    });
  });

  const quadratic = (kernel: Uint8Array) =>
    neuron({
      name: "quadratic",
      title: "Quadratic integrate-and-fire neuron",
      equations: ["…"],
      source: "examples/quadratic",
      params: {
        k: { unit: "nS/mV", default: 0.7, meaning: "gain" },
        cM: { unit: "pF", default: 100, meaning: "capacitance" },
        vRest: { unit: "mV", default: -60, meaning: "rest" },
        vCrit: { unit: "mV", default: -40, meaning: "runs away" },
        vPeak: { unit: "mV", default: 35, meaning: "peak" },
        vReset: { unit: "mV", default: -50, meaning: "reset" },
        iExt: { unit: "pA", default: 0, meaning: "current" },
        tauSyn: { unit: "ms", default: 5, meaning: "decay of i" },
      },
      derived: {
        bend: { expression: "k*dt/cM" },
        gain: { expression: "dt/cM" },
        decay: { expression: "exp(-dt/tauSyn)" },
      },
      state: { v: { unit: "mV", default: -60, padding: Number.NaN, meaning: "potential" } },
      inputs: { i: { unit: "pA", meaning: "current", arrives: "after", decay: "decay" } },
      kernel,
    });

  it("a network of such neurons steps as an f64 twin of the equations does, uniform and per neuron", async () => {
    const model = quadratic(bytes);
    const dt = 0.1;
    for (const iExt of [100, [100, 60, 140, 90, 200]]) {
      const net = new Network({ dt });
      const cells = net.population("cells", 5, model, { iExt });
      await net.run(20);
      const twin = [0, 1, 2, 3, 4].map((k) => {
        const current = typeof iExt === "number" ? iExt : iExt[k]!;
        let v = -60;
        for (let step = 0; step < 200; step++) {
          v += ((0.7 * dt) / 100) * (v + 60) * (v + 40) + (dt / 100) * current;
          if (v >= 35) v = -50;
        }
        return v;
      });
      cells.get("v").forEach((v, k) => {
        expect(Math.abs(v - twin[k]!), `neuron ${k}`).toBeLessThan(2e-3);
      });
      await net.close();
    }
  });

  it("it connects, learns of its inputs and comes back from a checkpoint with the same spikes", async () => {
    const model = quadratic(bytes);
    const made = () => {
      const net = new Network({ dt: 0.1, seed: 3 });
      const cells = net.population("cells", 60, model, { iExt: uniform(60, 200) });
      net.connect(cells, cells, fixedProbability(0.2), { into: "i", weight: 3, delay: 1.5 });
      return net;
    };
    const [whole, first, second] = [made(), made(), made()];
    await whole.run(60);
    await first.run(25);
    await second.build();
    await second.restore(await first.checkpoint());
    await second.run(35);
    expect(whole.activity().spikes).toBeGreaterThan(20);
    expect(second.activity().hash).toBe(whole.activity().hash);
    for (const net of [whole, first, second]) await net.close();
  });

  it("compiles a drive, an astrocyte and a rule", async () => {
    const drive = written(
      "flat.ts",
      `export function flatDraw(
        block: usize, begin: u32, end: u32, step: u32, input: usize, amplitude: f32,
      ): void {
        for (let k = begin; k < end; k++) {
          const at = input + (<usize>k << 2);
          store<f32>(at, load<f32>(at) + amplitude);
        }
      }`,
    );
    expect((await compileKernel(drive)).kernel).toMatchObject({
      kind: "drive",
      name: "flat",
      fields: { values: ["amplitude"], columns: [] },
    });
    const glia = written(
      "counter.ts",
      `export function counterIntegrate(
        block: usize, begin: u32, end: u32, step: u32, nCells: u32, a: usize, rate: f32,
      ): void {
        for (let k: u32 = 0; k < nCells; k++) store<f32>(a + (<usize>k << 2), load<f32>(a + (<usize>k << 2)) + rate);
      }`,
    );
    expect((await compileKernel(glia)).kernel.fields).toMatchObject({ kind: "glia", values: ["rate"], columns: ["a"] });
    const rule = written(
      "soft.ts",
      `import { Amplitude, PostTrace, PreTrace } from "neuroglia/assembly/simd";
      export function softOnPre(w: v128, y: PostTrace, aMinus: Amplitude): v128 {
        return f32x4.neg(f32x4.mul(f32x4.mul(aMinus, w), y));
      }
      export function softOnPost(w: v128, x: PreTrace, aPlus: Amplitude, top: v128): v128 {
        return f32x4.mul(f32x4.mul(aPlus, x), f32x4.sub(top, w));
      }`,
    );
    expect((await compileKernel(rule)).kernel.fields).toMatchObject({
      kind: "plasticity",
      values: ["top"],
      traces: { y: "post", x: "pre" },
      amplitudes: ["aMinus", "aPlus"],
    });
  });

  it("states and params of a short-term rule may be called as variables of the walks", async () => {
    const path = written(
      "taken.ts",
      `export function takenRelease(k: usize, row: v128): v128 {
        const next = f32x4.add(v128.load(k), row);
        v128.store(k, next);
        return next;
      }`,
    );
    expect((await compileKernel(path)).kernel.fields).toMatchObject({
      kind: "shortTerm",
      columns: ["k"],
      values: ["row"],
    });
  });

  it("errors of the compiler name the user's file and line", async () => {
    const path = written("wrong.ts", "export function wrongStep(v: usize): v128 {\n  return v;\n}\n");
    let said = "";
    const error = await rejection(compileKernel(path, (more) => (said += more)));
    expect(error.message).toMatch(/wrong\.ts must be without errors/);
    expect(said).toMatch(/in wrong\.ts\(2,10\)/);
  });

  it.each([
    [
      "count.ts",
      "export function countDraw(block: usize, begin: u32, end: u32, step: u32, count: f32): void {}",
      /^parameter "count" of .*count\.ts:1:\d+ must be called otherwise, as every such block has .* of that name, got "f32"$/,
    ],
    [
      "weights.ts",
      "export function weightsOnPre(weights: v128): v128 { return weights; }\nexport function weightsOnPost(w: v128): v128 { return w; }",
      /^"weights", which kernel reads, of .* must be called otherwise/,
    ],
    ["nothing.ts", "export function nothing(): void {}", /must be exported, one whose name ends|one whose name ends/],
    [
      "state.ts",
      "let n: u32 = 0;\nexport function stateStep(v: usize): v128 { n++; v128.store(v, i32x4.splat(n)); return i32x4.splat(0); }",
      /mutable global/,
    ],
    [
      "words.ts",
      'export function wordsStep(v: usize): v128 { store<usize>(v, changetype<usize>("abc")); return i32x4.splat(0); }',
      /data segment|mutable global/,
    ],
    [
      "types.ts",
      "export function typesStep(v: f64): v128 { return i32x4.splat(0); }",
      /^parameter "v" of .*types\.ts:1:27 must be usize/,
    ],
    ["ring.ts", "export function ringStep(ring: usize): v128 { return i32x4.splat(0); }", /called otherwise/],
  ])("%s is refused", async (name, source, message) => {
    expect((await rejection(compileKernel(written(name, source)))).message).toMatch(message);
  });

  it("headers are those that the package ships", () => {
    const { files, exports } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
    expect(exports["./assembly/*"]).toBe("./assembly/*.ts");
    const headers = ["layout", "math", "random", "simd", "spikes", "vectorMath", "generated/layout"];
    expect(files).toEqual(expect.arrayContaining(headers.map((name) => `assembly/${name}.ts`)));
  });
});

describe("kernels of the package, compiled as a user compiles his own, give the bits that they give in the package", () => {
  const folder = mkdtempSync(join(tmpdir(), "kernel-"));
  const compiled = async (name: string, source: string): Promise<Uint8Array> => {
    const path = join(folder, name);
    writeFileSync(path, source);
    return (await compileKernel(path)).bytes;
  };
  const kernelOf = (name: string): string =>
    readFileSync(fileURLToPath(new URL(`../../models/${name}/kernel.ts`, import.meta.url)), "utf8");
  let advance: Uint8Array;
  let release: Uint8Array;
  beforeAll(async () => {
    const helper = kernelOf("lif").replace("@inline export", "@inline");
    const step = kernelOf("alif")
      .replace(/^import .*$/m, "")
      .replace("iE: v128, iI: v128", "iE: Input, iI: Input");
    advance = await compiled("alif.ts", `import { Input } from "neuroglia/assembly/simd";\n${helper}${step}`);
    const shares = kernelOf("tsodyksMarkram").replace("rec: v128, facil: v128", "rec: Decay, facil: Decay");
    release = await compiled("tsodyksMarkram.ts", `import { Decay } from "neuroglia/assembly/simd";\n${shares}`);
  });

  const { code, ...described } = alif;
  const { decayE, decayI, ...derived } = alif.derived;
  const renamed = { ...derived, decayIE: decayE, decayII: decayI };
  const mine = (changed: object = {}) =>
    neuron({
      ...described,
      name: "mine",
      derived: renamed,
      inputs: {
        ...alif.inputs,
        iE: { ...alif.inputs.iE, decay: "decayIE" },
        iI: { ...alif.inputs.iI, decay: "decayII" },
      },
      kernel: advance,
      ...changed,
    });
  /** Of a network that fires: the hash of its spikes, and every v to the last bit. */
  const bitsOf = async (model: typeof alif, released: ReturnType<typeof tsodyksMarkram>, params: object) => {
    const net = new Network({ dt: 0.1, seed: 7 });
    const cells = net.population("cells", 101, model, { tRef: 3, ...params });
    for (const [into, weight] of [
      ["iE", 200],
      ["iI", -150],
      ["delta", 1],
    ] as const)
      net.connect(cells, cells, fixedProbability(0.1), { into, weight, delay: 1.5, shortTerm: released });
    await net.run(150);
    const { spikes, hash } = net.activity();
    const v = Array.from(cells.get("v"));
    await net.close();
    expect(spikes).toBeGreaterThan(300);
    return { hash, v };
  };
  const current = (k: number): number => 400 + k;

  it.each([
    ["a list of held neurons", { iExt: 450 }],
    ["refractoryLeft in the loop", { iExt: 450, refractory: "noFire" }],
    ["a column a param", { iExt: Array.from({ length: 101 }, (_, k) => current(k)) }],
  ])("an Advance with a threshold and a spike of its own: %s", async (_, params) => {
    const model = mine() as unknown as typeof alif;
    expect(await bitsOf(model, tsodyksMarkram(), params)).toEqual(await bitsOf(alif, tsodyksMarkram(), params));
  });

  it.each([
    ["a state a row", {}],
    ["a state a synapse, times one number", { uSe: uniform(0.2, 0.6) }],
    ["every param a column", { tauRec: uniform(100, 900), tauFacil: uniform(10, 60) }],
  ])("a Release: %s", async (_, params) => {
    const { code: _code, ...described } = tsodyksMarkram.rule;
    const rule = shortTermRule({ ...described, name: "myShortTerm", kernel: release });
    const drawn = params as Parameters<typeof tsodyksMarkram>[0];
    const ours = await bitsOf(alif, tsodyksMarkram(drawn), { iExt: 450 });
    expect(await bitsOf(alif, js(rule)(drawn), { iExt: 450 })).toEqual(ours);
  });

  it("what the loops of an Advance take for granted is refused where a descriptor says otherwise", () => {
    const { a, v, refractoryLeft } = alif.state;
    const cases: [object, RegExp][] = [
      [
        { derived: { ...renamed, heldAbove: { expression: "0" } } },
        /^derived\.heldAbove .* must be "where\(refractory, inf, 0\)/,
      ],
      [
        { choices: { refractory: { ...alif.choices.refractory, values: ["noFire", "hold"] } } },
        /^choices\.refractory\.values/,
      ],
      [
        { state: { v, refractoryLeft, a: { ...a, relativeTo: "jump" } } },
        /^state\.a\.relativeTo .* left out, but of v/,
      ],
      [{ derived: { ...renamed, decayE }, inputs: alif.inputs }, /decayIE|decays of inputs/],
      [{ state: { v, refractoryLeft } }, /^states and inputs .* must be with a/],
    ];
    for (const [changed, message] of cases) expect(refused(() => mine(changed)).message).toMatch(message);
  });

  it("a value that says OfDt is one number in every loop, and has to come from dt alone", async () => {
    const kernel = await compiled(
      "ticks.ts",
      `import { OfDt } from "neuroglia/assembly/simd";
      export function ticksStep(v: usize, rise: v128, tick: OfDt): v128 {
        v128.store(v, f32x4.add(v128.load(v), f32x4.mul(rise, tick)));
        return i32x4.splat(0);
      }`,
    );
    const ticks = (expression: string) =>
      neuron({
        name: "ticks",
        title: "A clock",
        equations: ["v' = rise"],
        source: "here",
        params: { rise: { unit: "mV/ms", default: 1, meaning: "slope" } },
        derived: { tick: { expression } },
        state: { v: { unit: "mV", default: 0, meaning: "time" } },
        inputs: {},
        kernel,
      });
    expect(refused(() => ticks("dt*rise")).message).toMatch(/^derived\.tick .* must be of dt and choices alone/);
    const net = new Network({ dt: 0.5 });
    const cells = net.population("cells", 3, ticks("dt"), { rise: [1, 2, 3] });
    await net.run(4);
    expect(Array.from(cells.get("v"))).toEqual([4, 8, 12]);
    await net.close();
  });
});
