import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { hostMaths } from "../../dist/src/engine/hostMaths.js";
import { blockLayout } from "../../dist/src/engine/layout.js";
import { lifDiscrete, Network, oneToOne, pairs, type ShortTerm, spikeSource } from "../../dist/src/index.js";
import { valuesWith } from "../../dist/src/models/expression.js";
import {
  driveModels,
  gliaModels,
  neuronModels,
  plasticityRules,
  shortTermRules,
  sourceModels,
} from "../../dist/src/models/index.js";
import { type Model, type NeuronModel, ours } from "../../dist/src/models/model.js";
import { bench } from "../bench.js";
import { cellsOf } from "../cells.js";
import { numbers } from "../numbers.js";

// Walks every model in the registry, also those added later; it knows no model's equations, so wrong dynamics that stay
// finite and deterministic pass.

/** Params of a model known at run time only, for calls whose types follow a particular model. */
const untyped = (params: Record<string, number | number[]>) => params as never;
const models: Model[] = [
  ...neuronModels,
  ...sourceModels,
  ...driveModels,
  ...gliaModels,
  ...plasticityRules,
  ...shortTermRules,
];
const named = <M extends Model>(list: readonly M[]): [string, M][] => list.map((model) => [model.name, model]);
const defaults = (model: Model): Record<string, number | string> => ({
  ...Object.fromEntries(Object.entries(model.params).map(([name, q]) => [name, q.default])),
  ...Object.fromEntries(Object.entries(model.choices).map(([name, c]) => [name, c.default])),
});

it("names of models are unique over all kinds", () => {
  expect(new Set(models.map(({ name }) => name)).size).toBe(models.length);
});

describe.each(named(models))("descriptor of %s", (_, model) => {
  it("every param, derived value, state and input that its kernels read has a place of its own in its block", () => {
    const { offsets, bytes } = blockLayout(model);
    const inputs = model.kind === "neuron" ? Object.keys(model.inputs) : [];
    for (const name of [...Object.keys(model.state), ...inputs]) expect(model.code.columns).toContain(name);
    for (const name of [...model.code.values, ...model.code.columns]) {
      expect(offsets[name], name).toBeDefined();
      expect(offsets[name]! + 4, name).toBeLessThanOrEqual(bytes);
    }
    const used = Object.values(offsets);
    expect(new Set(used).size).toBe(used.length);
  });

  it("stands in the model reference", () => {
    const reference = readFileSync(new URL("../../MODELS.md", import.meta.url), "utf8");
    expect(reference).toContain(`## ${model.title}`);
    for (const equation of model.equations) expect(reference).toContain(equation);
  });
});

describe.each(named(neuronModels))("neuron %s", (_, model: NeuronModel) => {
  /** What moves a neuron: currents and charges count in hundreds. */
  const strength: Record<string, number> = { pA: 600, fC: 9000 };
  const driven = (n: number, params: Record<string, number | number[]>, steps = 50) => {
    const cells = cellsOf(model, n, params);
    const draw = numbers(1000 + n);
    const spikes: number[][] = [];
    for (let step = 0; step < steps; step++) {
      for (const [name, { unit }] of Object.entries(model.inputs)) {
        const present = cells.read(name);
        const most = strength[unit] ?? 30;
        cells.write(
          name,
          present.map((value) => value + (draw() < 0.2 ? most * draw() : 0)),
        );
      }
      spikes.push(cells.step(step));
    }
    const columns = [...Object.keys(model.state), ...Object.keys(model.inputs)];
    return { cells, spikes, columns };
  };

  it("stays free of NaN over 50 driven steps, spikes, and writes nowhere but in its columns, 1 … 18 cells", () => {
    for (let n = 1; n <= 18; n++) {
      const { cells, spikes, columns } = driven(n, {});
      for (const name of columns) expect([...cells.read(name)].every(Number.isFinite), name).toBe(true);
      expect(spikes.flat().length).toBeGreaterThan(0);
      expect(cells.guardsHold()).toBe(true);
    }
  });

  it("padding is inert: no spike of a cell that is not there, and cell k does as in a larger population", () => {
    const names = Object.keys(model.inputs);
    const run = (n: number) => {
      const cells = cellsOf(model, n, {});
      const spikes: number[][] = [];
      for (let step = 0; step < 50; step++) {
        for (const name of names) {
          const present = cells.read(name);
          cells.write(
            name,
            present.map((value, k) => value + (((step + 3 * k) % 7) + 1)),
          );
        }
        spikes.push(cells.step(step));
      }
      return { cells, spikes };
    };
    const large = run(36);
    for (let n = 0; n < 36; n++) {
      const small = run(n);
      expect(small.spikes).toEqual(large.spikes.map((ids) => ids.filter((id) => id < n)));
      for (const name of Object.keys(model.state))
        expect(small.cells.read(name)).toEqual(large.cells.read(name).slice(0, n));
    }
  });

  it("per-neuron variant with equal values has the bits of the uniform variant", () => {
    for (const n of [1, 4, 7, 16, 21]) {
      const equal: Record<string, number[]> = {};
      for (const [name, quantity] of Object.entries(model.params)) equal[name] = new Array(n).fill(quantity.default);
      const [uniform, perNeuron] = [driven(n, {}), driven(n, equal)];
      expect(perNeuron.spikes).toEqual(uniform.spikes);
      for (const name of uniform.columns) expect(perNeuron.cells.read(name)).toEqual(uniform.cells.read(name));
      expect(perNeuron.cells.tally()).toEqual(uniform.cells.tally());
    }
  });

  const names = Object.keys(model.inputs);
  const into = names.find((name) => model.inputs[name]!.decay) ?? names[0]!;
  const { decay, arrives } = model.inputs[into]!;
  const summations = decay && arrives === "before" ? (["all", "lastSpike"] as const) : (["all"] as const);
  for (const summation of summations)
    it(`in a network, ${summation}: per-neuron params of equal value change nothing, and setting a param to its value does not`, async () => {
      const run = async (form: "uniform" | "perNeuron" | "set") => {
        const net = new Network({ dt: 1, seed: 3 });
        const source = net.population("source", 3, spikeSource);
        const given: Record<string, number | number[]> = {};
        for (const [name, { default: value }] of Object.entries(model.params))
          if (form === "perNeuron") given[name] = new Array(6).fill(value);
        const cells = net.population("cells", 6, model, untyped(given));
        net.connect(source, cells, pairs([0, 0, 1, 2, 2, 1], [0, 1, 2, 3, 4, 5]), { into, weight: 6, summation });
        const input = net.record(cells, into);
        await net.build();
        if (form === "set")
          cells.set(untyped(Object.fromEntries(Object.entries(model.params).map(([name, q]) => [name, q.default]))));
        source.play({ times: [0, 1, 2, 4, 4, 5, 9, 10], ids: [0, 0, 1, 2, 0, 2, 1, 0] });
        await net.run(20);
        return {
          input: input.values,
          activity: net.activity(),
          state: Object.keys(model.state).map((name) => cells.get(name)),
        };
      };
      const uniform = await run("uniform");
      expect(await run("perNeuron")).toEqual(uniform);
      expect(await run("set")).toEqual(uniform);
    });

  it("a param given at the beginning and one set after build come to the same", async () => {
    for (const summation of summations) {
      for (const [param, { default: value, max = Infinity }] of Object.entries(model.params)) {
        const other = Math.min(max, value === 0 ? 0.5 : value * 1.5);
        const run = async (later: boolean) => {
          const net = new Network({ dt: 1, seed: 3 });
          const source = net.population("source", 1, spikeSource);
          const cells = net.population("cells", 1, model, untyped(later ? {} : { [param]: other }));
          net.connect(source, cells, oneToOne(), { into, weight: 6, summation });
          const input = net.record(cells, into);
          await net.build();
          if (later) cells.set(untyped({ [param]: other }));
          source.play({ times: [0, 1, 3, 4, 9], ids: [0, 0, 0, 0, 0] });
          await net.run(20);
          return { input: input.values, state: Object.keys(model.state).map((name) => cells.get(name)) };
        };
        expect(await run(true), `${param}, ${summation}`).toEqual(await run(false));
      }
    }
  });
});

describe.each(named(sourceModels))("source %s", (name, model) => {
  it("is silent until told what to play, and emits within its population", async () => {
    // As probabilities each step, as rates twenty events a second.
    const dt = name === "poisson" ? 1000 : 1;
    const net = new Network({ dt });
    const source = net.population("source", 5, model);
    const spikes = net.record(source, "spikes");
    await net.run(20 * dt);
    expect(spikes.length).toBe(0);
    source.play(name === "spikeSource" ? { times: [20, 25], ids: [4, 0] } : new Float32Array(5).fill(0.5));
    await net.run(20 * dt);
    expect(spikes.length).toBeGreaterThan(0);
    expect(spikes.ids.every((id) => id < 5)).toBe(true);
  });
});

describe.each(named(driveModels))("drive %s", (_, model) => {
  const run = async (later: boolean, group: [number, number], into: "i" | "delta") => {
    const net = new Network({ dt: 1, seed: 5 });
    const cells = net.population("cells", 37, lifDiscrete, { vTh: 1e6 });
    const given = untyped(Object.fromEntries(Object.keys(model.params).map((name) => [name, 50])));
    const drive = net.drive(cells.slice(...group), model, later ? untyped({}) : given, { into, name: "noise" });
    await net.build();
    if (later) drive.set(given);
    await net.run(200);
    return cells.get("v");
  };

  it.each(["i", "delta"] as const)(
    "moves the neurons of its group and no other, the same twice, into %s",
    async (into) => {
      const v = await run(false, [5, 30], into);
      expect(v.every(Number.isFinite)).toBe(true);
      expect([...v].map((value) => value !== 0)).toEqual([...v].map((_, k) => k >= 5 && k < 30));
      expect(await run(false, [5, 30], into)).toEqual(v);
    },
  );

  it("params given at the beginning and set after build come to the same", async () => {
    expect(await run(true, [0, 37], "i")).toEqual(await run(false, [0, 37], "i"));
  });
});

describe.each(named(gliaModels))("astrocyte %s", (_, model) => {
  it("sends a state, stays free of NaN over 50 steps and gives the same values twice", async () => {
    expect(Object.keys(model.state)).toContain(model.output);
    const run = async () => {
      const net = new Network({ dt: 1, seed: 5 });
      const cells = net.population("cells", 6, lifDiscrete, { bias: 5 });
      const glia = net.astrocyte("glia", 3, model);
      net.listen(cells, glia, { gain: 0.1 });
      const out = net.record(glia, model.output as never);
      await net.run(50);
      return out.values;
    };
    const values = await run();
    expect([...values].every(Number.isFinite)).toBe(true);
    expect(await run()).toEqual(values);
  });
});

describe.each(named(plasticityRules))("plasticity rule %s", (_, model) => {
  it("keeps amplitudes among its params and takes known quantities in its kernel", () => {
    for (const name of model.amplitudes) {
      expect(Object.keys(model.params)).toContain(name);
      expect(model.params[name]!.modulable).toBe(true);
    }
    const known = [...Object.keys(model.params), ...Object.keys(model.derived)];
    for (const name of model.code.values) expect(known).toContain(name);
    for (const trace of Object.values(model.traces)) {
      const decay = valuesWith(model, defaults(model), 1, hostMaths())(trace.decay);
      expect(decay).toBeGreaterThan(0);
      expect(decay).toBeLessThan(1);
    }
  });

  const params: Record<string, number> = { ...defaults(model), wMax: 1 };
  const run = async (given: Record<string, number | string>, later: Record<string, number> = {}) => {
    const net = new Network({ dt: 1, seed: 6 });
    const source = net.population("source", 4, spikeSource);
    const cells = net.population("cells", 4, lifDiscrete, { vTh: 1e6, tRef: 0 });
    net.connect(source, cells, oneToOne(), { into: "delta", weight: 1e8 });
    const all = [0, 1, 2, 3];
    const rule = pairs(
      all.flatMap((j) => all.map(() => j)),
      all.flatMap(() => all),
    );
    const projection = net.connect(cells, cells, rule, {
      into: "i",
      weight: 0.5,
      plasticity: ours({
        rule: model,
        params: { ...params, ...given } as Record<string, number>,
        choices: wordsOf(given),
        perTarget: {},
      }),
    });
    await net.build();
    if (Object.keys(later).length > 0) projection.set(later);
    const draw = numbers(17);
    const events = Array.from({ length: 200 }, (_, k) => ({ time: Math.floor(k / 4), id: k % 4 })).filter(
      () => draw() < 0.4,
    );
    source.play({ times: events.map(({ time }) => time), ids: events.map(({ id }) => id) });
    await net.run(60);
    return projection.weights();
  };
  const wordsOf = (given: Record<string, number | string>): Record<string, string> =>
    Object.fromEntries(Object.entries(model.choices).map(([name, c]) => [name, String(given[name] ?? c.default)]));

  it("keeps weights finite and within bounds, the same twice", async () => {
    // A low calcium threshold, where there is one, lets the rule act in so short a run.
    const low: Record<string, number> = "cTheta" in model.params ? { cTheta: 3, cDelta: 3 } : {};
    const bounds = { wMin: 0.2, wMax: 0.6, aPlus: 0.03, aMinus: 0.025, eta: 0.0002, ...low };
    const weights = await run(bounds);
    expect(new Set(weights).size).toBeGreaterThan(1);
    expect(weights.every((w) => w >= Math.fround(0.2) && w <= Math.fround(0.6))).toBe(true);
    expect(await run(bounds)).toEqual(weights);
  });

  it("a param given at the beginning and one set after build come to the same", async () => {
    for (const [name, { max = Infinity }] of Object.entries(model.params)) {
      const value = params[name]!;
      // Calcium stays below the default threshold here; a low one lets the rule act.
      const low: Record<string, number> = "cTheta" in model.params ? { cTheta: 2 } : {};
      // Amplitudes that stay may put learning off, and then decay is fixed once built.
      if (name === "decay") low.decay = 0.95;
      const other = name === "cTheta" ? 3 : name === "decay" ? 0.9 : Math.min(max, value === 0 ? 0.1 : value * 0.7);
      // What shapes a trace is shared between projections and cannot change once built.
      if (["tau", "tauPlus", "tauMinus", "increment", "tauC"].includes(name))
        await expect(run(low, { [name]: other }), name).rejects.toThrow("shape it was built with");
      else expect(await run(low, { [name]: other }), name).toEqual(await run({ ...low, [name]: other }));
    }
  });
});

describe.each(named(shortTermRules))("short-term plasticity %s", (_, rule) => {
  it("takes params or derived values in its kernel, and time constants that are params", () => {
    const known = [...Object.keys(rule.params), ...Object.keys(rule.derived)];
    for (const name of rule.code.values) expect(known).toContain(name);
    for (const name of Object.values(rule.decays)) expect(rule.params[name]!.unit).toBe("ms");
  });

  type Form = "constant" | "choice" | "even";
  const run = async (form: Form, stretches: readonly number[] = [40], scale = 1) => {
    const net = new Network({ dt: 1, seed: 6 });
    const source = net.population("source", 5, spikeSource);
    const cells = net.population("cells", 9, lifDiscrete, { vTh: 1e6 });
    const params = Object.fromEntries(
      Object.entries(rule.params).map(([name, { default: value, max = Infinity }]) => {
        const given = Math.min(max, (value === 0 ? 30 : value) * scale);
        const single = form === "constant" || (form === "even" && Object.values(rule.decays).includes(name));
        return [name, single ? { kind: "constant", value: given } : { kind: "choice", values: [given] }];
      }),
    );
    // Rows of 0 … 9 synapses, twice the same pair among them.
    const all = [0, 1, 2, 3, 4].flatMap((j) =>
      Array.from({ length: 9 }, (_, k) => [j, k % 7]).slice(0, [9, 4, 0, 7, 1][j]),
    );
    net.connect(
      source,
      cells,
      pairs(
        all.map(([j]) => j!),
        all.map(([, t]) => t!),
      ),
      {
        into: "i",
        weight: 3,
        delay: all.map((_, k) => 1 + (k % 2)),
        shortTerm: ours({ rule, params: params as ShortTerm["params"] }),
      },
    );
    const input = net.record(cells, "i");
    await net.build();
    const draw = numbers(17);
    const events = Array.from({ length: 200 }, (_, k) => ({ time: Math.floor(k / 5), id: k % 5 })).filter(
      () => draw() < 0.4,
    );
    source.play({ times: events.map(({ time }) => time), ids: events.map(({ id }) => id) });
    for (const ms of stretches) await net.run(ms);
    return { input: input.values, activity: net.activity(), explained: net.explain() };
  };

  it("one state a row, where every param is one number, has the bits of a state a synapse, whether time constants differ or not", async () => {
    const { input, activity, explained } = await run("constant");
    expect(input.every(Number.isFinite)).toBe(true);
    expect(input.some((value) => value !== 0)).toBe(true);
    expect(explained).toContain(`, ${rule.name}`);
    expect(explained).toContain(`${rule.name}.deliverRows `);
    for (const [form, kernel] of [
      ["choice", `${rule.name}.deliver `],
      ["even", `${rule.name}.deliverEven `],
    ] as const) {
      const each = await run(form);
      expect({ input: each.input, activity: each.activity }).toEqual({ input, activity });
      expect(each.explained).toContain(kernel);
    }
  });

  it("other params give other currents, and the same ones the same, however the run is cut", async () => {
    for (const form of ["constant", "choice", "even"] as const) {
      const { input } = await run(form);
      expect((await run(form, [7, 1, 32])).input).toEqual(input);
      expect((await run(form, [40], 0.7)).input).not.toEqual(input);
    }
  });
});

it("the bench build exports every integrate kernel of the registry", () => {
  const { kernels } = bench();
  for (const { name } of neuronModels)
    for (const variant of ["Uniform", "PerNeuron"])
      expect(typeof (kernels as unknown as Record<string, unknown>)[`${name}Integrate${variant}`]).toBe("function");
});
