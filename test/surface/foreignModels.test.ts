import { describe, expect, it } from "vitest";
import {
  allToAll,
  gaussianDrive,
  lif,
  lifDiscrete,
  lim,
  Network,
  NeurogliaError,
  poisson,
  stdp,
  tsodyksMarkram,
} from "../../dist/src/index.js";
import {
  driveModels,
  gliaModels,
  neuronModels,
  plasticityRules,
  shortTermRules,
  sourceModels,
} from "../../dist/src/models/index.js";
import { js, refused } from "../refusals.js";

// Could not catch a foreign model that reaches a kernel by another way than a network's own methods.

const SAID = /must be one such as .+, got ".+ that was copied, changed or made elsewhere"/;

const changed: Record<string, (model: typeof lif) => unknown> = {
  "a copy": (model) => ({ ...model }),
  "another state": (model) => ({ ...model, state: { w: { unit: "1", default: 0, meaning: "" }, ...model.state } }),
  "another derived value": (model) => ({
    ...model,
    derived: { ...model.derived, vInf: { expression: "99" } },
  }),
  "another name": (model) => ({ ...model, name: "mine" }),
  "another param": (model) => ({
    ...model,
    params: { first: { unit: "1", default: 0, meaning: "" }, ...model.params },
  }),
  "other code": (model) => ({ ...model, code: { ...model.code } }),
  "an heir": (model) => Object.create(model),
  "a proxy": (model) => new Proxy(model, {}),
};

describe("what no factory made", () => {
  for (const [what, change] of Object.entries(changed)) {
    it(`${what} of a neuron, source, drive or astrocyte is refused by name`, () => {
      const net = new Network();
      const cells = net.population("cells", 4, lif);
      for (const act of [
        () => net.population("others", 8, js(change(lif)), { iExt: 500 }),
        () => net.population("inputs", 8, js(change(js(poisson)))),
        () => net.drive(cells, js(change(js(gaussianDrive))), {}, { into: "iE", name: "noise" }),
        () => net.astrocyte("glia", 1, js(change(js(lim)))),
      ])
        expect(refused(act).message).toMatch(SAID);
    });
  }

  it("plasticity, short-term plasticity and rules of connection that no factory made are refused", () => {
    const net = new Network();
    const cells = net.population("cells", 4, lif);
    const plasticity = stdp({ wMin: 0, wMax: 1 });
    const connect = (rule: unknown, options: object) => () =>
      net.connect(cells, cells, js(rule), { into: "iE", name: "synapses", ...js(options) });
    for (const act of [
      connect(allToAll(), { plasticity: { ...plasticity } }),
      connect(allToAll(), { plasticity: { ...plasticity, rule: { ...plasticity.rule, name: "mine" } } }),
      connect(allToAll(), { plasticity: { ...plasticity, params: { ...plasticity.params, tauPlus: Number.NaN } } }),
      connect(allToAll(), { shortTerm: { ...tsodyksMarkram() } }),
      connect({ ...allToAll(), rule: { kind: "fixedProbability", p: 2 } }, {}),
    ])
      expect(refused(act).message).toMatch(SAID);
    for (const act of [
      connect(allToAll(), { plasticity: plasticity.rule }),
      connect(allToAll(), { plasticity: tsodyksMarkram() }),
      connect(allToAll(), { shortTerm: plasticity }),
      connect(plasticity, {}),
      connect(lif, {}),
    ])
      expect(refused(act).message).toMatch(/must be .*such as/);
  });

  it("the package's own cannot be changed in place", () => {
    for (const part of [
      ...[...neuronModels, ...sourceModels, ...driveModels, ...gliaModels, ...plasticityRules, ...shortTermRules],
      ...[stdp({ wMin: 0, wMax: 1 }), tsodyksMarkram({ uSe: [0.5] }), allToAll()],
    ])
      for (const inner of [part, ...Object.values(part).filter((value) => typeof value === "object" && value)])
        expect(Object.isFrozen(inner), JSON.stringify(part)).toBe(true);
    expect(() => {
      js(lifDiscrete.state).v.default = 1;
    }).toThrow(TypeError);
  });

  it("a copy is refused however many workers there are", () => {
    const net = new Network({ workers: 2 });
    expect(() => net.population("cells", 64, js({ ...lif }))).toThrow(NeurogliaError);
  });
});
