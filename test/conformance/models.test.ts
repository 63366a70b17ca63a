import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { blockLayout } from "../../dist/src/engine/layout.js";
import * as neuroglia from "../../dist/src/index.js";
import { allToAll, lifDiscrete, Network, type ShortTerm, spikeSource, uniform } from "../../dist/src/index.js";
import { valuesWith } from "../../dist/src/models/expression.js";
import {
  driveModels,
  gliaModels,
  neuronModels,
  plasticityRules,
  shortTermRules,
  sourceModels,
} from "../../dist/src/models/index.js";
import type { About, Model, NeuronModel } from "../../dist/src/models/model.js";
import { type Conforming, conformance } from "../../dist/src/testing.js";
import { bench } from "../bench.js";
import { cellsOf } from "../cells.js";
import { numbers } from "../numbers.js";

// Walks every model in the registry, also those added later, by the suite that users have for theirs (neuroglia/testing), and what
// only we can look at. It knows no model's equations, so wrong dynamics that stay finite and deterministic pass.

const models: Model[] = [
  ...neuronModels,
  ...sourceModels,
  ...driveModels,
  ...gliaModels,
  ...plasticityRules,
  ...shortTermRules,
];
const named = <M extends Model>(list: readonly M[]): [string, M][] => list.map((model) => [model.name, model]);

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

  it("stands in the model reference", async () => {
    const { about }: { about: About } = await import(`../../dist/models/${model.name}/model.js`);
    const reference = readFileSync(new URL("../../MODELS.md", import.meta.url), "utf8");
    expect(reference).toContain(`## ${about.title}`);
    for (const equation of about.equations.flat()) expect(reference).toContain(equation);
  });
});

/** Of sizes that fill vectors and do not. */
it.each(named(neuronModels))(
  "neuron %s writes nowhere but in its columns, at 1 … 18 cells",
  (_, model: NeuronModel) => {
    for (let n = 1; n <= 18; n++) {
      const cells = cellsOf(model, n, {});
      const draw = numbers(1000 + n);
      let spikes = 0;
      for (let step = 0; step < 50; step++) {
        for (const [name, { typical = 1 }] of Object.entries(model.inputs))
          cells.write(
            name,
            cells.read(name).map((value) => value + (draw() < 0.2 ? typical * draw() : 0)),
          );
        spikes += cells.step(step).length;
      }
      expect(cells.guardsHold()).toBe(true);
      expect(spikes).toBe(cells.tally().spikes);
    }
  },
);

it.each(named(plasticityRules))("traces of %s fade", (_, rule) => {
  const defaults = Object.fromEntries(
    [...Object.entries(rule.params), ...Object.entries(rule.choices)].map(([name, { default: value }]) => [
      name,
      value,
    ]),
  );
  for (const { decay } of Object.values(rule.traces)) {
    const factor = valuesWith(rule, defaults, 1)(decay);
    expect(factor).toBeGreaterThan(0);
    expect(factor).toBeLessThan(1);
  }
});

it.each(named(shortTermRules))(
  "short-term rule %s keeps one state a row where every param is one number",
  async (_, rule) => {
    const told = async (params: Record<string, unknown>): Promise<string> => {
      const net = new Network();
      const [source, cells] = [net.population("source", 5, spikeSource), net.population("cells", 9, lifDiscrete)];
      const shortTerm = (exported[rule.name] as (params: object) => ShortTerm)(params);
      net.connect(source, cells, allToAll(), { into: "i", shortTerm });
      await net.build();
      return net.explain();
    };
    const drawn = (names: readonly string[]) =>
      Object.fromEntries(names.map((name) => [name, uniform(rule.params[name]!.default, rule.params[name]!.default)]));
    const names = Object.keys(rule.params);
    expect(await told({})).toContain(`${rule.name}.deliverRows `);
    expect(await told(drawn(names))).toContain(`${rule.name}.deliver `);
    expect(await told(drawn(names.filter((name) => !Object.values(rule.decays).includes(name))))).toContain(
      `${rule.name}.deliverEven `,
    );
  },
);

const exported = neuroglia as unknown as Readonly<Record<string, unknown>>;
for (const { name, order } of models) conformance(exported[name] as Conforming, { it, expect, dt: order ? 0.1 : 1 });

it("the bench build exports every integrate kernel of the registry", () => {
  const { kernels } = bench();
  for (const { name } of neuronModels)
    for (const variant of ["Uniform", "PerNeuron"])
      expect(typeof (kernels as unknown as Record<string, unknown>)[`${name}Integrate${variant}`]).toBe("function");
});
