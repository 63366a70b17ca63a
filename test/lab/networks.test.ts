import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { transformSync } from "esbuild";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { networks } from "../../lab/networks/index.js";
import { completed, type Described, faultOf, type LabNetwork, type Values } from "../../lab/networks/network.js";
import { addressOf, hashAt, hashFrom, type Recipe, recipeFrom, recipeOf } from "../../lab/recipe.js";
import { Runner } from "../../lab/runner.js";
import { scriptOf } from "../../lab/script.js";

// Could not catch what a browser does otherwise; lab.test.ts looks there.

/** Small editions, with something unlike the defaults in each, so that tests take seconds. */
const small: Record<string, Values[]> = {
  "vogels-abbott-2005": [
    { neurons: 800, weightE: 1.7 },
    { variant: "coba", neurons: 800, gL: 9, weightI: 60 },
  ],
  "brunel-2000": [
    { neurons: 1250, g: 4.5, vTh: 19 },
    { neurons: 1250, plasticity: "stdp", connect: "probability", aPlus: 0.002 },
  ],
  "izhikevich-2003": [
    { neurons: 300, synapses: 100, noiseE: 6, weightI: -0.8 },
    { neurons: 200, iExt: 1 },
  ],
  "nalsm-2021": [
    { neurons: "216", lit: 0.4, astrocyteBias: 0.2 },
    { neurons: "216", variant: "stdp", digit: "7", tauM: 32 },
    { neurons: "216", variant: "static" },
  ],
};
const editions = networks.flatMap((network) =>
  small[network.id]!.map((values) => ({ network, values, name: `${network.id} ${JSON.stringify(values)}` })),
);

const folder = mkdtempSync(join(fileURLToPath(new URL("../../dist", import.meta.url)), "scripts-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs what the Lab has on the screen until it takes its hash. */
const labHash = async (
  { network, values, seed }: Recipe,
  steps: readonly number[] = [hashAt],
): Promise<string | null> => {
  let hash: string | null = null;
  const runner = new Runner((report) => {
    hash = report.hash;
  });
  await runner.open({ network: network.id, values, seed, workers: 1 });
  for (const ms of steps) await runner.step(ms);
  return hash;
};

const opened = async (network: LabNetwork, values: Values): Promise<Described> => {
  const described = network.describe(values, { seed: 3, workers: 1 });
  await described.net.build();
  described.turns?.begin(0);
  return described;
};

describe.each(editions)("$name", ({ network, values, name }) => {
  const recipe = recipeOf(network, values, 7);

  it("its script, run by Node on the package's public interface, has the Lab's hash", async () => {
    const file = join(folder, `${name.replaceAll(/\W+/g, "-")}.mjs`);
    writeFileSync(file, transformSync(scriptOf(recipe), { loader: "ts" }).code);
    const printed = execFileSync(process.execPath, [file], { encoding: "utf8" });
    expect(printed).toMatch(/^\d+\.\d\d Hz, hash [0-9a-f]{16}\n$/);
    expect(printed).not.toContain("hash 0000000000000000");
    expect(printed).toContain(`hash ${await labHash(recipe)}\n`);
  });

  it("a value set before the first step is, to the bit, the same as a description with it; and every slider does something", async () => {
    const before = completed(network, values);
    for (const control of network.controls(before)) {
      if (!control.live) continue;
      const other =
        control.kind === "number"
          ? before[control.name] === control.max
            ? control.min
            : control.max
          : Object.keys(control.words).at(-1)!;
      const after = completed(network, { ...before, [control.name]: other });
      const [plain, set, described] = await Promise.all([
        opened(network, before),
        opened(network, before),
        opened(network, after),
      ]);
      set.set(after);
      for (const { net } of [plain, set, described]) await net.run(100);
      expect(set.net.activity(), control.name).toEqual(described.net.activity());
      if (other !== before[control.name])
        expect(set.net.activity().hash, control.name).not.toBe(plain.net.activity().hash);
    }
  });

  it("the address gives back the recipe", () => {
    expect(recipeFrom(`#${addressOf(recipe)}`)).toEqual({ recipe, replaced: [], ignored: [] });
  });
});

it("the hash is the same whatever was stepped on the way, and null before its time", async () => {
  const recipe = recipeOf(networks[3]!, { neurons: "216" }, 5);
  const whole = await labHash(recipe);
  expect(await labHash(recipe, [1, 248, 2, 400, 349, 1])).toBe(whole);
  expect(await labHash(recipe, [hashAt - 1])).toBe(null);
});

it("any values within their ranges survive the address (property)", () => {
  const recipes = fc.constantFrom(...editions).chain(({ network, values }) => {
    const controls = network.controls(values);
    const drawn = controls.map((control) =>
      control.kind === "word"
        ? fc.constant(values[control.name] ?? control.default)
        : control.whole
          ? fc.integer({ min: control.min, max: control.max })
          : fc.double({ min: control.min, max: control.max, noNaN: true }).filter((x) => faultOf(control, x) === null),
    );
    return fc
      .tuple(fc.maxSafeNat(), ...drawn)
      .map(([seed, ...all]) =>
        recipeOf(network, Object.fromEntries(controls.map(({ name }, k) => [name, all[k]!])), seed),
      );
  });
  fc.assert(
    fc.property(recipes, (recipe) => {
      expect(recipeFrom(addressOf(recipe))).toEqual({ recipe, replaced: [], ignored: [] });
    }),
    { numRuns: 50 },
  );
});

describe("what an address cannot have is replaced, and told; the rest of it holds", () => {
  it.each([
    [
      "network=hopfield&seed=4",
      /^network of the link must be one of vogels-abbott-2005, .*, got "hopfield"; here it is vogels-abbott-2005$/,
    ],
    ["seed=-1", /^seed of the link must be a safe integer ≥ 0, got "-1"; here it is 1$/],
    ["seed=1e3", /^seed of the link/],
    ["seed=9007199254740993", /^seed of the link/],
    ["network=brunel-2000&g=99", /^g of brunel-2000 must be between 0 and 10, got "99"; here it is 5$/],
    ["network=brunel-2000&g=", /^g of brunel-2000/],
    ["network=brunel-2000&g=NaN", /^g of brunel-2000/],
    ["network=brunel-2000&tauM=3", /^tauM of brunel-2000 must be between 5 and 50 ms, got "3"; here it is 20$/],
    [
      "network=brunel-2000&plasticity=hebb",
      /^plasticity of brunel-2000 must be one of none, stdp, got "hebb"; here it is none$/,
    ],
    ["network=brunel-2000&plasticity=constructor", /^plasticity of brunel-2000/],
    [
      "network=brunel-2000&neurons=2000.5",
      /^neurons of brunel-2000 must be a whole number between 1250 and 12500, got "2000.5"/,
    ],
    ["network=nalsm-2021&tRef=0.4", /^tRef of nalsm-2021 must be 0 or between 0.5 and 20 ms, got "0.4"; here it is 2$/],
    ["network=izhikevich-2003&synapses=99.5", /^synapses of izhikevich-2003 must be a whole number/],
  ])("%s", (address, message) => {
    const { recipe, replaced, ignored } = recipeFrom(`${address}&vTh=19&utm_source=x`);
    const { recipe: without } = recipeFrom(address.replace(/&?(\w+)=[^&]*$/, "").concat("&vTh=19"));
    expect(replaced.filter((text) => !text.startsWith("vTh"))).toEqual([expect.stringMatching(message)]);
    expect(ignored).toContain("utm_source");
    if (!address.startsWith("network=hopfield")) expect(recipe).toEqual(without);
    expect(completed(recipe.network, recipe.values)).toEqual(recipe.values);
  });

  it("names that mean nothing to the network are ignored and told, also those of another variant", () => {
    const plain = recipeFrom("network=vogels-abbott-2005&variant=coba&seed=5");
    expect(plain).toMatchObject({ replaced: [], ignored: [] });
    expect(recipeFrom("variant=coba&tauM=20&gee=5&utm_source=x&seed=5&__proto__=1")).toEqual({
      ...plain,
      ignored: ["tauM", "gee", "utm_source", "__proto__"],
    });
  });

  it("but an empty one is the first network, and a hash that is none is not taken", () => {
    expect(recipeFrom("")).toEqual({ recipe: recipeOf(networks[0]!), replaced: [], ignored: [] });
    expect(hashFrom("#seed=1&hash=00c0ffee00c0ffee")).toBe("00c0ffee00c0ffee");
    for (const address of ["", "#hash=", "#hash=<b>", "#hash=00C0FFEE00C0FFEE"]) expect(hashFrom(address)).toBe(null);
  });
});

it("every experiment is within the ranges of its network, and the ranges are within what the models take", async () => {
  for (const network of networks) {
    for (const { title, values } of network.experiments) expect(() => recipeOf(network, values), title).not.toThrow();
    for (const values of small[network.id]!) {
      const present = completed(network, values);
      const described = await opened(network, present);
      for (const control of network.controls(present))
        if (control.kind === "number" && control.live)
          for (const end of [control.min, control.max])
            expect(() => described.set({ ...present, [control.name]: end }), control.name).not.toThrow();
      await described.net.close();
    }
  }
});
