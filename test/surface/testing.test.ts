import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { astrocyteModel, lif, lifCoba, lifDiscrete, lim, neuron } from "../../dist/src/index.js";
import type { GliaModel, NeuronModel } from "../../dist/src/models/model.js";
import * as testing from "../../dist/src/testing.js";
import { js, refused } from "../refusals.js";

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
    /^factor on iE a step must be in \[0, 1\), got 1\.1/,
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

describe("neuroglia/testing", () => {
  it("exports conformance and nothing else", () => {
    expect(Object.keys(testing)).toEqual(["conformance"]);
  });

  it("is built of the public surface", () => {
    const folder = new URL("../../dist/src/", import.meta.url);
    const files = ["testing.js", ...readdirSync(new URL("testing", folder)).map((name) => `testing/${name}`)];
    const imported = files
      .filter((name) => name.endsWith(".js"))
      .flatMap((name) =>
        [...readFileSync(new URL(name, folder), "utf8").matchAll(/^import .*from "(.*)"/gm)].map(([, from]) => from!),
      )
      .filter((from) => !/^\.\/(testing\/)?(check|neuron|others|rules)\.js$/.test(from));
    expect(new Set(imported)).toEqual(new Set(["./index.js", "../index.js"]));
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
    expect(results.filter(({ name }) => /^lifDelta: /.test(name!)).length).toBe(15);
    expect(results.filter(({ name }) => /^stdp: /.test(name!)).length).toBeGreaterThan(5);
    expect(failed.filter((name) => /^(lifDelta|stdp): /.test(name))).toEqual([]);
    expect(failed.filter((name) => /^hasty: /.test(name))).toEqual([
      "hasty: after a spike there is none for round(tRef/dt) steps, and there may be one in the next",
    ]);
  });
});
