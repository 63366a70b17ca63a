import { execFile } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { compileKernel } from "../../dist/src/cli/kernel.js";
import { astrocyteModel, lif, lifCoba, lifDiscrete, lim, neuron } from "../../dist/src/index.js";
import type { GliaModel, NeuronModel } from "../../dist/src/models/model.js";
import * as testing from "../../dist/src/testing.js";
import { compiled } from "../compiled.js";
import { type Compiled, handWritten, kernels } from "../handWritten.js";
import { js, refused } from "../refusals.js";
import { temporaryFolder } from "../temporaryFolder.js";

// That the package's own models pass is in test/conformance. Wrong equations that stay finite and deterministic could not be found.

const { conformance } = testing;

const changed = (parts: Partial<NeuronModel>, model: NeuronModel = lif): NeuronModel =>
  js(neuron(js({ ...model, ...parts })));
const derived = <M extends NeuronModel | GliaModel>(model: M, name: string, expression: string) => ({
  derived: { ...model.derived, [name]: { expression } },
});

/** The checks by their names. */
const checksOf = (model: NeuronModel | GliaModel): [string, () => Promise<void>][] => {
  const checks: [string, () => Promise<void>][] = [];
  conformance(model, { it: (...check) => checks.push(check) });
  return checks;
};

const own: NeuronModel = lif;
const coba: NeuronModel = lifCoba;
const faults: [fault: string, model: NeuronModel | GliaModel, check: RegExp, says: RegExp][] = [
  [
    "a threshold out of reach",
    changed(derived(own, "theta", "1e9")),
    /and spikes, under typical input/,
    /^number of spikes of 13 cells in 50 ms must be above 0 with .*into "iE" \(600 pA\).*, got 0$/,
  ],
  [
    "an input that does nothing",
    changed(derived(own, "gainE", "0")),
    /inputs do what they say/,
    /^spikes with typical events into "iE" must be more than without, \d+, got \d+$/,
  ],
  [
    "an input of the wrong sign",
    changed({ inputs: { ...coba.inputs, gI: { ...coba.inputs.gI!, drives: 1 } } }, coba),
    /inputs do what they say/,
    /^spikes with typical events into "gI" must be more than without, \d+, got 0$/,
  ],
  [
    "an input that grows",
    changed(derived(own, "decayE", "1.1")),
    /inputs fade as declared/,
    /^factor on iE a step, decayE, must be in \[0, 1\), got 1\.1/,
  ],
  [
    "an input that decays and does not say so",
    changed(
      { inputs: { ...lifDiscrete.inputs, i: { unit: "mV", meaning: "current", arrives: "before", typical: 10 } } },
      lifDiscrete,
    ),
    /inputs fade as declared/,
    /^i, which no decay keeps: \[0\] is 0\.\d+, not 0$/,
  ],
  [
    "a param that does nothing",
    changed(derived(own, "vInf", "eL - origin")),
    /every param matters/,
    /^what iExt of .* changes of spikes, states and inputs, from \d+ must be something .*, got nothing$/,
  ],
  [
    "a refractory period one step short",
    changed(derived(own, "refSteps", "max(0, floor(tRef/dt + 0.5) - 1)")),
    /after a spike there is none for round\(tRef\/dt\) steps/,
    /^steps between spikes with tRef of 1 steps, .* must be at least, and once, 2, got 1$/,
  ],
  [
    "a state that overflows",
    changed(derived(own, "leak", "-1000")),
    /stays finite, and spikes/,
    /^v of neuron 0 of population "cells" must be finite/,
  ],
  [
    "a range that is too wide",
    changed({ params: { ...own.params, tauM: { ...own.params.tauM!, min: 0 } } }),
    /ends of its params' ranges/,
    /^v of neuron 0 of population "cells" must be finite/,
  ],
  [
    "a step said to be exact that is not",
    changed(derived(own, "leak", "dt/tauM")),
    /order exact/,
    /^distances .* must be below 0\.00002, got .*e-3 at 1\.6 ms/,
  ],
  [
    "a scheme said to be of order 2 that is of order 1",
    changed(derived(coba, "shareE", "1/gL"), coba),
    /order 2/,
    /^order must be at least 2, got 1\.\d\d \(/,
  ],
  [
    "an astrocyte that is deaf",
    js(astrocyteModel(js({ ...lim, ...derived(lim, "rate", "0") }))),
    /moves with what it hears/,
    /^what spikes change of a in 6 ms must be something, got nothing$/,
  ],
];

/** An astrocyte that hears as it should. */
const hears = `
import {
  LISTEN_BEGIN, LISTEN_END, LISTEN_GAIN, LISTEN_LAG, LISTEN_POPULATION,
} from "neuroglia/assembly/layout";
import { slotAt } from "neuroglia/assembly/spikes";
export function hearsIntegrate(
  block: usize, begin: u32, end: u32, step: u32, listens: usize, nListens: u32, level: usize, keep: f32,
): void {
  let heard: f32 = 0;
  for (let l: u32 = 0; l < nListens; l++) {
    const listen = listens + <usize>l * 32;
    const slot = slotAt(load<usize>(listen + LISTEN_POPULATION), step - load<u32>(listen + LISTEN_LAG));
    const first = load<u32>(listen + LISTEN_BEGIN);
    const last = load<u32>(listen + LISTEN_END);
    let count: u32 = 0;
    for (let k: u32 = 0; k < load<u32>(slot); k++) {
      const id = load<u32>(slot + (<usize>k << 2), 16);
      if (id >= first && id < last) count++;
    }
    heard += load<f32>(listen + LISTEN_GAIN) * <f32>count;
  }
  for (let k = begin; k < end; k++) {
    const at = level + (<usize>k << 2);
    store<f32>(at, load<f32>(at) * keep + heard);
  }
}`;

/** Kernels with one mistake: what stands there of the right one, and what in its place. */
const mistakes: [fault: string, kind: "astrocyte" | "neuron", right: string, wrong: string][] = [
  ["an astrocyte without a mistake", "astrocyte", "heard: f32 = 0", "heard: f32 = 0"],
  ["gains unread", "astrocyte", "load<f32>(listen + LISTEN_GAIN) * <f32>count", "<f32>count * 0.125"],
  ["delays unread", "astrocyte", "step - load<u32>(listen + LISTEN_LAG)", "step"],
  ["slices unread", "astrocyte", "if (id >= first && id < last) count++", "count++"],
  ["the first cell alone", "astrocyte", "k < end", "k < begin + 1"],
  ["records of another size", "astrocyte", "<usize>l * 32", "<usize>l * 20"],
  ["a neuron without a mistake", "neuron", "v128.load(push);", "v128.load(push);"],
  ...[
    [0, 1, 0, 1],
    [1, 0, 2, 3],
    [0, 1, 2, 2],
  ].map((lanes): [string, "neuron", string, string] => [
    `lanes ${lanes.join(" ")} of an input for 0 1 2 3`,
    "neuron",
    "v128.load(push);",
    `v128.shuffle<f32>(v128.load(push), v128.load(push), ${lanes.join(", ")});`,
  ]),
  [
    "another factor on an input than its decay",
    "neuron",
    "f32x4.mul(current, decay)",
    "f32x4.mul(current, f32x4.splat(0.99))",
  ],
  [
    "a reset where a neighbour spikes",
    "neuron",
    "v128.store(v, choose(fired, vReset, next));",
    "v128.store(v, choose(v128.or(fired, v128.shuffle<i32>(fired, fired, 0, 1, 0, 1)), vReset, next));",
  ],
];

describe("neuroglia/testing", () => {
  const folder = temporaryFolder();
  let sound: Compiled;
  beforeAll(async () => {
    sound = await compiled();
  });
  it.each(mistakes)("finds in a kernel: %s", async (_, kind, right, wrong) => {
    const text: string = kind === "astrocyte" ? hears : kernels.neuron;
    expect(text).toContain(right);
    const file = join(folder, "mine.ts");
    writeFileSync(file, text.replace(right, wrong));
    const { bytes } = await compileKernel(file);
    const model = handWritten({ ...sound, [kind]: bytes })[kind];
    const [name, says] = wrong.includes("0.99")
      ? [/inputs fade as declared/, /over that of the step before must be decay, 0\.97\d+, got 0\.9[89]\d*$/]
      : [kind === "astrocyte" ? /every cell hears/ : /cells keep to themselves/, /differs from one alone: /];
    const [[, find] = []] = checksOf(model).filter(([what]) => name.test(what));
    if (right === wrong) await find!();
    else await expect(find!()).rejects.toThrow(says);
  });

  it("exports conformance and nothing else", () => {
    expect(Object.keys(testing)).toEqual(["conformance"]);
  });

  it("is built of the public surface, and of what evaluates expressions", () => {
    const folder = new URL("../../dist/src/", import.meta.url);
    const files = ["testing.js", ...readdirSync(new URL("testing", folder)).map((name) => `testing/${name}`)];
    const imported = files
      .filter((name) => name.endsWith(".js"))
      .flatMap((name) =>
        [...readFileSync(new URL(name, folder), "utf8").matchAll(/^import .*from "(.*)"/gm)].map(([, from]) => from!),
      )
      .filter((from) => !/^\.\/(testing\/)?(check|neuron|others|rules)\.js$/.test(from));
    expect(new Set(imported)).toEqual(new Set(["./index.js", "../index.js", "../models/expression.js"]));
  });

  it.each(faults)("finds %s", async (_, model, check, says) => {
    const [[, find] = [], ...others] = checksOf(model).filter(([name]) => check.test(name));
    expect(others).toEqual([]);
    await expect(find!()).rejects.toThrow(says);
  });

  it("refuses what is no model, and no it", () => {
    expect(refused(() => conformance(js({ ...lif, kind: "cell" }), { it })).message).toMatch(
      /^model of conformance must be/,
    );
    expect(refused(() => conformance(js(undefined), { it })).message).toMatch(/^model of conformance must be/);
    expect(refused(() => conformance(lif, js({}))).message).toMatch(/^it of conformance must be what declares a test/);
  });

  it("calls expect once a check that passes, where it is given", async () => {
    const seen: unknown[] = [];
    const checks: (() => Promise<void>)[] = [];
    conformance(lif, {
      it: (_, check) => checks.push(check),
      expect: (value) => {
        seen.push(value);
        return expect(value);
      },
    });
    await checks[0]!();
    expect(seen.length).toBe(1);
  });

  it("runs under node:test in a process of its own, from the package's name", async () => {
    const file = fileURLToPath(new URL("conforming.mjs", import.meta.url));
    const out = await new Promise<string>((resolve) =>
      execFile(process.execPath, ["--test", "--test-reporter=tap", file], (_, stdout) => resolve(stdout)),
    );
    const results = [...out.matchAll(/^ *(ok|not ok) \d+ - (.*)$/gm)].map(([, result, name]) => ({ result, name }));
    const failed = results.filter(({ result }) => result === "not ok").map(({ name }) => name!);
    expect(results.filter(({ name }) => /^lifDelta: /.test(name!)).length).toBe(17);
    expect(results.filter(({ name }) => /^stdp: /.test(name!)).length).toBeGreaterThan(5);
    expect(failed.filter((name) => /^(lifDelta|stdp): /.test(name))).toEqual([]);
    expect(failed.filter((name) => /^hasty: /.test(name))).toEqual([
      "hasty: after a spike there is none for round(tRef/dt) steps, and there may be one in the next",
    ]);
  });
});
