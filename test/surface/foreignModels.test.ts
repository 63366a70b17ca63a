import { describe, expect, it } from "vitest";
import {
  allToAll,
  drive,
  gaussianDrive,
  izhikevich,
  lif,
  lifDiscrete,
  lim,
  Network,
  NeurogliaError,
  neuron,
  plasticityRule,
  poisson,
  shortTermRule,
  source,
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

describe("models that factories made of the package's descriptors", () => {
  const first = { unit: "1", default: 0, meaning: "the first" };
  const state = (model: typeof lif) => neuron(js({ ...model, name: "mine", state: { w: first, ...model.state } }));
  const ran = async (model: unknown, params: object = {}, n = 8, workers = 1) => {
    const net = new Network({ dt: 0.1, seed: 1, workers });
    const cells = net.population("cells", n, js(model), js({ iExt: 500, ...params }));
    await net.run(100);
    const found = { ...net.activity(), v: cells.get(js("v")) };
    await net.close();
    return found;
  };

  it("a state that the code does not have is refused, wherever it stands", () => {
    expect(refused(() => state(lif)).message).toBe(
      'states and inputs of neuron "mine" must be without w, as its code has it, got "w"',
    );
  });

  it("a list of what the kernel reads is refused: the code says it", async () => {
    const act = () => neuron(js({ ...lif, name: "mine", code: undefined, kernel: [] }));
    expect(refused(act).message).toMatch(/^kernel of neuron "mine" must be the bytes of a WebAssembly module/);
    const params = { tauM: Array.from({ length: 8 }, (_, k) => 5 + k) };
    expect(await ran(neuron({ ...lif, name: "mine" }), params)).toEqual(await ran(lif, params));
  });

  it("another name, and params more, the first of all too, change nothing: 48 spikes", async () => {
    const whole = await ran(lif);
    expect(whole.spikes).toBe(48);
    expect(await ran(neuron({ ...lif, name: "mine" }))).toEqual(whole);
    expect(await ran(neuron({ ...lif, name: "mine", params: { first, ...lif.params } }))).toEqual(whole);
  });

  it("padding that would spike, makes none: as many spikes as the cells there are", async () => {
    const { padding, ...v } = lif.state.v;
    const mine = neuron({ ...lif, name: "mine", state: { ...lif.state, v } });
    for (const params of [{}, { refractory: "noFire" }, { tauM: Array.from({ length: 5 }, () => 10) }]) {
      const whole = await ran(lif, params, 5);
      expect(whole.spikes).toBeGreaterThan(0);
      expect(whole.spikes % 5).toBe(0);
      expect(await ran(mine, params, 5)).toEqual(whole);
      expect(await ran(mine, params, 5, 2)).toEqual(whole);
    }
    expect(padding).toBeNaN();
  });

  it("another derived value acts the same on one worker and on two", async () => {
    const derived = { ...lif.derived, vInf: { expression: "eL + 2*iExt*tauM/cM - origin" } };
    const mine = neuron({ ...lif, name: "mine", derived });
    const one = await ran(mine, {}, 64);
    expect(one.spikes).toBe((await ran(lif, { iExt: 1000 }, 64)).spikes);
    expect(await ran(mine, {}, 64, 2)).toEqual(one);
  });

  it("what code was compiled for is not to be told otherwise", () => {
    const { rule } = stdp;
    const { x, y } = rule.traces;
    for (const [act, message] of [
      [
        () => neuron(js({ ...lif, name: "mine", code: lim.code })),
        /^code .* must be that of neuron\(\), got "that of astrocyteModel\(\)/,
      ],
      [
        () =>
          neuron(js({ ...lif, name: "mine", inputs: { ...lif.inputs, iE: { ...lif.inputs.iE, decay: "decayI" } } })),
        /^decays of inputs of neuron "mine" must be with iE: decayE, as its code has it/,
      ],
      [
        () =>
          neuron(
            js({
              ...lif,
              name: "mine",
              state: { ...lif.state, v: { ...lif.state.v, relativeTo: undefined, f64: true } },
            }),
          ),
        /^states of f64 of neuron "mine" must be without v/,
      ],
      [
        () => neuron(js({ ...lif, name: "mine", derived: { ...lif.derived, heldAbove: { expression: "tRef" } } })),
        /^derived.heldAbove of neuron "mine" must be of dt and choices alone, as its code has one number for all, got "tRef"$/,
      ],
      [() => neuron(js({ ...izhikevich, name: "mine", holds: true })), /^holds of neuron "mine" must be left out/],
      [
        () => plasticityRule(js({ ...rule, name: "mine", amplitudes: ["aMinus", "aPlus"] })),
        /^amplitudes of plasticityRule "mine" must be aPlus, aMinus, as its code has them, got "aMinus, aPlus"$/,
      ],
      [
        () => plasticityRule(js({ ...rule, name: "mine", traces: { x: { ...x, of: "post" }, y } })),
        /^traces of plasticityRule "mine" must be with x: pre, as its code has it/,
      ],
      [
        () => drive(js({ ...gaussianDrive, name: "mine", draws: undefined })),
        /^what it draws from of drive "mine" must be with tieStream/,
      ],
      [
        () => shortTermRule(js({ ...tsodyksMarkram.rule, name: "mine", decays: { rec: "tauFacil", facil: "tauRec" } })),
        /^decays of shortTermRule "mine" must be with rec: tauRec/,
      ],
    ] as const)
      expect(refused(act).message).toMatch(message);
  });
});

it("a source of one's own that is played in rows has its other params in each row, drawn by cell or not", async () => {
  const mine = source(
    js({
      ...poisson,
      name: "mine",
      params: { ...poisson.params, share: { unit: "1", default: 1, meaning: "share of its rate" } },
      derived: { probability: { expression: "share*rate*dt/1000" } },
    }),
  );
  const net = new Network({ dt: 1 });
  const cells = net.population("cells", 3, mine, js({ share: [1, 0, 0.5] }));
  const spikes = net.record(cells, "spikes");
  await net.build();
  cells.play(Float64Array.of(1000, 1000, 0, 0, 1000, 2000), { every: 2 });
  await net.run(4);
  expect([...spikes.ids]).toEqual([0, 0, 2, 2]);
  await net.close();
});
