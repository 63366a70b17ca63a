import { describe, expect, it } from "vitest";
import {
  astrocyteModel,
  choice,
  drive,
  gamma,
  izhikevich,
  lif,
  lim,
  lognormal,
  Network,
  negative,
  neuron,
  normal,
  poisson,
  poissonDrive,
  shortTermRule,
  source,
  tsodyksMarkram,
  uniform,
} from "../../dist/src/index.js";
import { js, refused } from "../refusals.js";

// What states begin with where users do not say. Could not catch a kernel that does not begin with its columns.

const state = { ...izhikevich.state };
/** u begins on the line that v is on; v with what is given. */
const tilted = (v: unknown = "c - 5") =>
  neuron(
    js({
      ...izhikevich,
      name: "tilted",
      state: { v: { ...state.v, initial: v }, u: { ...state.u, initial: "b*v + shift" } },
      derived: { ...izhikevich.derived, shift: { expression: "2*d/d" } },
    }),
  ) as typeof izhikevich;

const built = async (model: typeof izhikevich, params = {}, init = {}, options = {}) => {
  const net = new Network({ dt: 0.5, seed: 6, ...options });
  const cells = net.population("cells", 70, model, params).init(init);
  await net.build();
  return { net, cells };
};
const f32 = (values: Iterable<number>, make: (value: number) => number) => Float32Array.from(values, make);

describe("an initial value that is an expression", () => {
  it("comes from params, derived values and what other states begin with", async () => {
    const { cells } = await built(tilted(), { b: 0.3, c: -60 });
    expect(cells.get("v")).toEqual(new Float32Array(70).fill(-65));
    expect(cells.get("u")).toEqual(new Float32Array(70).fill(0.3 * -65 + 2));
  });

  it("differs where params do, whatever the order of states", async () => {
    const b = Float32Array.from({ length: 70 }, (_, k) => 0.2 + k / 1000);
    const { cells } = await built(tilted(), { b, c: normal(-60, 3) });
    const v = cells.get("v");
    expect(new Set(v).size).toBe(70);
    const c = [...v].map((each) => each + 5);
    // v itself is f64 while u is found, and rounded in its column.
    cells.get("u").forEach((u, k) => {
      expect(Math.abs(u - (b[k]! * (c[k]! - 5) + 2))).toBeLessThan(2e-5);
    });
  });

  it("sees what users say, and gives way to it", async () => {
    const line = (value: number) => 0.2 * value + 2;
    const array = Float32Array.from({ length: 70 }, (_, k) => -k);
    for (const v of [-51, uniform(-70, -60), array]) {
      const { cells } = await built(tilted(), {}, { v });
      const given = cells.get("v");
      const exact = typeof v === "number" ? new Float64Array(70).fill(v) : Float64Array.from(given);
      expect(cells.get("u")).toEqual(f32(exact, line));
    }
    const { cells } = await built(tilted(), {}, { u: 4 });
    expect(cells.get("u")).toEqual(new Float32Array(70).fill(4));
    expect(cells.get("v")).toEqual(new Float32Array(70).fill(-70));
  });

  it("is what kernels keep relative to a reference", async () => {
    const near = neuron({ ...lif, name: "near", state: { ...lif.state, v: { ...lif.state.v, initial: "vTh - 2" } } });
    const net = new Network();
    const alike = net.population("alike", 5, near, { vTh: -50 });
    const differing = net.population("differing", 5, near, { vTh: [-50, -51, -52, -53, -54] });
    await net.build();
    expect([...alike.get("v")]).toEqual([-52, -52, -52, -52, -52]);
    expect([...differing.get("v")]).toEqual([-52, -53, -54, -55, -56]);
  });

  it("is an astrocyte's too", async () => {
    const mine = astrocyteModel(
      js({ ...lim, name: "mine", state: { ...lim.state, a: { ...lim.state.a, initial: "tau/2" } } }),
    );
    const net = new Network({ dt: 1 });
    net.population("cells", 1, lif);
    const glia = net.astrocyte("glia", 2, mine as typeof lim, { tau: 30 });
    await net.build();
    expect([...glia.get("a")]).toEqual([15, 15]);
  });

  it.each([1, 2, 3])(
    "gives the bits of the same numbers by init, after a reset and from a checkpoint too, on %i workers",
    async (workers) => {
      const params = { iExt: 8, c: uniform(-70, -60) };
      const run = async (model: typeof izhikevich, init: object, n: number) => {
        const { net, cells } = await built(model, params, init, { workers: n });
        const begin = { v: cells.get("v"), u: cells.get("u") };
        await net.run(100);
        const bytes = await net.checkpoint();
        await net.run(100);
        const { hash } = net.activity();
        await net.restore(bytes);
        await net.run(100);
        expect(net.activity().hash).toBe(hash);
        await net.reset();
        expect(cells.get("u")).toEqual(begin.u);
        await net.run(200);
        expect(net.activity().hash).toBe(hash);
        await net.close();
        return { begin, hash };
      };
      const one = await run(tilted(), {}, workers);
      const other = await run(izhikevich, one.begin, 1);
      expect(one).toEqual(other);
    },
  );

  it("that comes to nothing finite is refused, with the neuron", async () => {
    const odd = neuron(
      js({ ...izhikevich, name: "odd", state: { ...state, u: { ...state.u, initial: "1e30/(d - 9)^9" } } }),
    ) as typeof izhikevich;
    await expect(built(odd, { d: 9 })).rejects.toThrow(
      'initial value of u of population "cells" must be finite (1e30/(d - 9)^9), got Infinity',
    );
    const d = new Float32Array(70).fill(8);
    d[31] = 8.999;
    await expect(built(odd, { d })).rejects.toThrow(/^initial value of u of neuron 31 of population "cells" must be/);
    await expect(built(odd, {}, {})).resolves.toBeTruthy();
    expect((await built(odd, { d: 9 }, { u: 1 })).cells.get("u")[0]).toBe(1);
  });
});

describe("an initial value that is a distribution", () => {
  it.each([
    uniform(-70, -50),
    choice([-50, -60, -65]),
    normal(-60, 4),
    normal(-60, 4, { clip: [-64, -56], redraw: true }),
    negative(lognormal(4, 0.1)),
    negative(gamma(300, 0.2, { clip: [50, 70] })),
  ])("is drawn as init draws it: $kind", async (distribution) => {
    const { cells } = await built(tilted(distribution));
    const { cells: told } = await built(izhikevich, {}, { v: distribution });
    expect(cells.get("v")).toEqual(told.get("v"));
    expect(cells.get("u")).toEqual(f32(cells.get("v"), (v) => 0.2 * v + 2));
  });

  it.each([
    [{ kind: "uniform", low: 2, high: 1 }, /^low of uniform must be ≤ high/],
    [{ kind: "uniform", low: 2 }, /^state\.v\.initial\.high of neuron "tilted" must be a number/],
    [{ kind: "uniform", low: 1, high: 1e39 }, /^state\.v\.initial of neuron "tilted" must be a finite number/],
    [{ kind: "uniform", low: 1, high: 2, clip: [1, 2] }, /^a field of state\.v\.initial of neuron "tilted"/],
    [{ kind: "unifrom", low: 1, high: 2 }, /^state\.v\.initial\.kind of neuron "tilted" .*did you mean "uniform"/],
    [{ low: 1, high: 2 }, /^state\.v\.initial\.kind of neuron "tilted"/],
    [{ kind: "choice", values: [] }, /^values of choice must be at least one/],
    [{ kind: "choice", values: ["a"] }, /^state\.v\.initial\.values\[0\]/],
    [{ kind: "normal", mean: 0, sd: -1 }, /^sd of normal must be ≥ 0/],
    [{ kind: "normal", mean: 0, sd: 1, clip: 5 }, /^clip of normal must be \[low, high\]/],
    [{ kind: "normal", mean: 0, sd: 1, clip: [5, 6], redraw: true }, /^clip of normal/],
    [{ kind: "gamma", shape: 0, scale: 1, clip: null }, /^shape of gamma/],
    [{ kind: "lognormal", mu: 0, sigma: 1, negative: 1 }, /^state\.v\.initial\.negative/],
    [{ kind: "lognormal", mu: 500, sigma: 1 }, /^state\.v\.initial of .* must be a finite number/],
    [5, /^state\.v\.initial of neuron "tilted" must be a text/],
    ["", /^state\.v\.initial of neuron "tilted" must be a text/],
  ])("is checked: %j", (initial, message) => {
    expect(refused(() => tilted(initial)).message).toMatch(message);
  });
});

describe("an expression of initial values is refused", () => {
  it.each([
    ["u/b", "v → u → v"],
    ["v + 1", "v → v"],
  ])("that comes from itself: %s", (text, path) => {
    const error = refused(() =>
      neuron(
        js({
          ...izhikevich,
          name: "mine",
          state: { v: { ...state.v, initial: text }, u: { ...state.u, initial: "b*v" } },
        }),
      ),
    );
    expect(error.message).toBe(`v of model "mine" must be derived from other values than itself, got "${path}"`);
  });

  it("that names what there is not, or is none with the defaults, and derived values that read a state", () => {
    expect(refused(() => tilted("bb*2")).message).toMatch(
      /^column 1 of v of model "tilted" must be a number, a function or one of/,
    );
    expect(refused(() => tilted("1/(c + 65)")).message).toBe(
      'state.v.initial of neuron "tilted" must be finite with the defaults and dt 0.1 ms, got Infinity',
    );
    const derived = { ...izhikevich.derived, shift: { expression: "v" } };
    expect(refused(() => neuron({ ...izhikevich, name: "mine", derived })).message).toMatch(
      /^column 1 of shift of model/,
    );
  });

  it("of what has no columns that anybody initialises", () => {
    const { rule } = tsodyksMarkram;
    const x = { ...Object.values(rule.state)[0]!, initial: "1" };
    const made = () =>
      shortTermRule(js({ ...rule, name: "mine", state: { ...rule.state, [Object.keys(rule.state)[0]!]: x } }));
    expect(refused(made).message).toMatch(/initial of shortTermRule "mine" must be left out, but of neurons/);
    const s = { unit: "1", default: 0, meaning: "m", initial: "1" };
    expect(refused(() => drive(js({ ...poissonDrive, name: "mine", state: { s } }))).message).toMatch(
      /initial of drive/,
    );
    expect(() => source(js({ ...poisson, name: "mine", state: {} }))).not.toThrow();
  });
});
