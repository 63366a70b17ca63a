import { describe, expect, it } from "vitest";
import {
  astrocyteModel,
  drive,
  lif,
  lim,
  neuron,
  plasticityRule,
  poisson,
  poissonDrive,
  shortTermRule,
  source,
  stdp,
  tsodyksMarkram,
} from "../../dist/src/index.js";
import { checkedDescriptor } from "../../dist/src/models/checked.js";
import {
  driveModels,
  gliaModels,
  neuronModels,
  plasticityRules,
  shortTermRules,
  sourceModels,
} from "../../dist/src/models/index.js";
import { isMade, type Model } from "../../dist/src/models/model.js";
import { js, refused } from "../refusals.js";

// Could not catch a descriptor that is in order and describes another kernel than it brings.

const models: readonly Model[] = [
  ...neuronModels,
  ...sourceModels,
  ...driveModels,
  ...gliaModels,
  ...plasticityRules,
  ...shortTermRules,
];

it.each(models.map((model) => [model.name, model] as const))(
  "%s, which was made without a check, passes it",
  (_, model) => {
    const { kind, ...descriptor } = model;
    expect(checkedDescriptor(kind, descriptor)).toEqual(model);
  },
);

/** A descriptor as a user writes it: of the package's, under a name of its own. */
const of = (model: Model, change: object = {}) => {
  const { kind, ...descriptor } = model;
  return js({ ...descriptor, name: "mine", ...change });
};
const factories = [
  ["neuron", neuron, lif],
  ["source", source, poisson],
  ["drive", drive, poissonDrive],
  ["astrocyteModel", astrocyteModel, lim],
  ["plasticityRule", plasticityRule, stdp.rule],
  ["shortTermRule", shortTermRule, tsodyksMarkram.rule],
] as const;

describe.each(factories)("%s", (factory, make: (descriptor: never) => unknown, model: Model) => {
  it("makes a model of its kind: frozen, a copy of what was written", () => {
    const written = of(model, { params: { ...model.params, more: { unit: "1", default: 3, meaning: "more" } } });
    const made = make(written as never) as { rule?: Model };
    const mine = (made.rule ?? made) as Model;
    const { putOff, ...whole } = written;
    expect(mine).toEqual({ kind: model.kind, ...whole });
    expect(isMade(mine)).toBe(true);
    written.params.more.default = 4;
    expect(mine.params.more!.default).toBe(3);
    for (const part of [made, mine, mine.params, mine.params.more]) expect(Object.isFrozen(part)).toBe(true);
  });

  it("refuses what is no plain data, and never with another error than ours", () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    const hostile = new Proxy(
      {},
      {
        ownKeys: () => {
          throw new RangeError("no");
        },
      },
    );
    const loop: Record<string, unknown> = {};
    loop.loop = loop;
    const holes = new Array(2 ** 31);
    const junk = [null, 5, 5n, Symbol("s"), () => 1, [], new Map(), new Date(), class {}, proxy, hostile, loop, holes];
    for (const each of [...junk, Object.create(lif)]) {
      expect(refused(() => make(each as never)).where).toBe(factory);
      for (const field of ["name", "title", "equations", "source", "params", "choices", "derived", "state"])
        expect(refused(() => make(of(model, { [field]: each }) as never)).where, field).toContain(factory);
    }
    for (const each of [undefined, "lif", {}, Object.create(null)])
      expect(refused(() => make(each as never)).where).toBe(factory);
    const getter = of(model);
    Object.defineProperty(getter, "params", { get: () => model.params, enumerable: true });
    expect(refused(() => make(getter as never)).message).toMatch(/^params of .* must be plain data.*got "a getter"$/);
    const bare = Object.assign(Object.create(null), of(model));
    expect(() => make(bare as never)).not.toThrow();
    for (const key of ["__proto__", Symbol("s")]) {
      const odd = of(model);
      Object.defineProperty(odd, key, { value: {}, enumerable: true });
      expect(refused(() => make(odd as never)).message).toMatch(/^a key of descriptor of .* must be a name/);
    }
  });

  it("names a field that there is not, and the one that was meant", () => {
    expect(refused(() => make(of(model, { parms: {} }) as never)).message).toMatch(
      new RegExp(
        `^a field of descriptor of ${factory} "mine" must be one of .* \\(did you mean "params"\\?\\), got "parms"$`,
      ),
    );
    const params = { a: { unit: "1", defualt: 1, default: 1, meaning: "m" } };
    expect(refused(() => make(of(model, { params }) as never)).message).toMatch(
      /^a field of params.a of .* \(did you mean "default"\?\), got "defualt"$/,
    );
  });
});

describe("a descriptor is refused:", () => {
  const whole = { unit: "1", default: 1, meaning: "more" };
  const param = (name: string, change: object = {}) =>
    of(lif, { params: { ...lif.params, [name]: { ...whole, ...change } } });
  const rule = (change: object) => () => plasticityRule(of(stdp.rule, change));
  const cases: Record<string, readonly [() => unknown, RegExp]> = {
    "a name that is none": [() => neuron(of(lif, { name: "my lif" })), /^name of neuron must be a name of letters/],
    "a name of a function": [() => neuron(of(lif, { name: "exp" })), /^name of neuron must be another name/],
    "no title": [() => neuron(of(lif, { title: "" })), /^title of neuron "mine" must be a text, got ""$/],
    "no equations": [
      () => neuron(of(lif, { equations: [] })),
      /^equations of neuron "mine" must be a list of at least 1/,
    ],
    "a quantity without unit": [
      () => neuron(param("more", { unit: "" })),
      /^params.more.unit of neuron "mine" must be a unit, such as "ms"/,
    ],
    "a quantity without meaning": [
      () => neuron(param("more", { meaning: 3 })),
      /^params.more.meaning .* must be a text, got 3$/,
    ],
    "a default that is no number": [
      () => neuron(param("more", { default: Number.NaN })),
      /^params.more.default .* must be a finite number, got NaN$/,
    ],
    "a default beyond f32": [
      () => neuron(param("more", { default: 1e39 })),
      /^params.more.default .* must be a finite number/,
    ],
    "a default outside its range": [
      () => neuron(param("more", { min: 2 })),
      /^params.more.default .* must be from min \(2\) to max \(Infinity\), got 1$/,
    ],
    "a range the wrong way round": [
      () => neuron(param("more", { min: 1, max: 0 })),
      /^params.more.min .* must be ≤ max \(0\), got 1$/,
    ],
    "a BigInt": [() => neuron(param("more", { min: 1n })), /^params.more.min .* must be plain data.*got 1n$/],
    "a modulable param of a neuron": [
      () => neuron(param("more", { modulable: true })),
      /^params.more.modulable .* must be left out/,
    ],
    "a flag that is false": [
      () => neuron(param("more", { modulable: false })),
      /^params.more.modulable .* must be true, or left out, got false$/,
    ],
    "a name twice": [
      () => neuron(param("v")),
      /^a name in state of neuron "mine" must be another than one in params, got "v"$/,
    ],
    "a default word that is none": [
      () => neuron(of(lif, { choices: { refractory: { ...lif.choices.refractory, default: "held" } } })),
      /^choices.refractory.default .* \(did you mean "hold"\?\), got "held"$/,
    ],
    "a word twice": [
      () => neuron(of(lif, { choices: { refractory: { ...lif.choices.refractory, values: ["hold", "hold"] } } })),
      /^choices.refractory.values\[1\] .* must be there once, got "hold"$/,
    ],
    "an input of a decay that there is not": [
      () => neuron(of(lif, { inputs: { ...lif.inputs, iE: { ...lif.inputs.iE, decay: "decayF" } } })),
      /^inputs.iE.decay .* \(did you mean "decayE"\?\), got "decayF"$/,
    ],
    "an input that arrives at no time": [
      () => neuron(of(lif, { inputs: { ...lif.inputs, iE: { ...lif.inputs.iE, arrives: "late" } } })),
      /^inputs.iE.arrives of neuron "mine" must be one of "before", "after"/,
    ],
    "a state relative to nothing": [
      () => neuron(of(lif, { state: { ...lif.state, v: { ...lif.state.v, relativeTo: "orign" } } })),
      /^state.v.relativeTo .* \(did you mean "origin"\?\), got "orign"$/,
    ],
    "a limit of a param that there is not": [
      () => neuron(of(lif, { limits: [{ ...lif.limits[0], params: ["tReff"] }] })),
      /^limits\[0\].params .* \(did you mean "tRef"\?\), got "tReff"$/,
    ],
    "an order that is none": [
      () => neuron(of(lif, { order: 3 })),
      /^order of neuron "mine" must be one of "1", "2", "exact"/,
    ],
    "a drive whose least names no param": [
      () => drive(of(poissonDrive, { least: { wieght: 1 } })),
      /^least of drive "mine" .* \(did you mean "weight"\?\)/,
    ],
    "an astrocyte whose output is no state": [
      () => astrocyteModel(of(lim, { output: "b" })),
      /^output of astrocyteModel "mine" must be one of "a", "s"/,
    ],
    "a rule without a bound": [
      rule({ params: { aPlus: stdp.rule.params.aPlus, aMinus: stdp.rule.params.aMinus } }),
      /^.* of plasticityRule "mine" must be one of "aPlus", "aMinus"/,
    ],
    "a rule with an amplitude that is no param": [
      rule({ amplitudes: ["aPlus", "aMinus", "aMins"] }),
      /^amplitudes .* \(did you mean "aMinus"\?\)/,
    ],
    "a trace of neither side": [
      rule({ traces: { ...stdp.rule.traces, x: { ...stdp.rule.traces.x, of: "both" } } }),
      /^traces.x.of of plasticityRule "mine" must be one of "pre", "post"/,
    ],
    "a trace of the target as what OnPost cannot do without": [
      rule({ postNeeds: "y" }),
      /^postNeeds of plasticityRule "mine" must be a trace of the source, got "y"$/,
    ],
    "a short-term decay that is no param": [
      () => shortTermRule(of(tsodyksMarkram.rule, { decays: { rec: "tauRecc" } })),
      /^decays of shortTermRule "mine" .* \(did you mean "tauRec"\?\)/,
    ],
    "an expression that is none": [
      () => neuron(of(lif, { derived: { ...lif.derived, vInf: { expression: "eL + (" } } })),
      /^column 7 of vInf of model "mine" must be a number, a function or one of .*, got "the end"$/,
    ],
    "an expression of what there is not": [
      () => neuron(of(lif, { derived: { ...lif.derived, vInf: { expression: "eL + iEx" } } })),
      /^column 6 of vInf of model "mine" must be .*, got "iEx"$/,
    ],
    "a value that derives from itself": [
      () => neuron(of(lif, { derived: { ...lif.derived, vInf: { expression: "theta + vInf" } } })),
      /vInf of model "mine" must be derived from other values than itself/,
    ],
    "a value that is none with the defaults": [
      () => neuron(of(lif, { derived: { ...lif.derived, vInf: { expression: "1/iExt" } } })),
      /^derived.vInf of neuron "mine" must be finite with the defaults and dt 0.1 ms, got Infinity$/,
    ],
    "code of no model": [
      () => neuron(of(lif, { code: { ...lif.code } })),
      /^code of neuron "mine" must be that of a model, such as lif.code, where kernel, .*, is left out, got /,
    ],
    "a model in the place of its code": [
      () => neuron(of(lif, { code: lif })),
      /^code of neuron "mine" must be that of a model, such as lif.code/,
    ],
    "neither code nor kernel": [
      () => neuron(of(lif, { code: undefined })),
      /^code of neuron "mine" must be .* where kernel, the bytes that `npx neuroglia kernel` compiles, is left out, got undefined$/,
    ],
    "a kernel under a name near it": [
      () => neuron(of(lif, { code: undefined, kernal: new Uint8Array(8) })),
      /^a field of descriptor of neuron "mine" .* \(did you mean "kernel"\?\), got "kernal"$/,
    ],
    "a long text in the place of a kernel, which is not printed whole": [
      () => neuron(of(lif, { code: undefined, kernel: "A".repeat(60000) })),
      /^kernel of neuron "mine" must be the bytes of a WebAssembly module.{1,100}, got "A{400}"… \(60000 letters\)$/,
    ],
    "a longer text": [
      () => neuron(of(lif, { title: "A".repeat(65537) })),
      /^length of title of neuron must be at most 65536 letters, got 65537$/,
    ],
    "more letters in all than a model has": [
      () => neuron(of(lif, { title: "A".repeat(60000), source: "A".repeat(60000), equations: ["A".repeat(60000)] })),
      /^size of descriptor of neuron must be at most 131072 letters in all, got "more"$/,
    ],
    "parts that share parts, which an error does not go through one by one": [
      () => {
        let shared: object = {};
        for (let k = 0; k < 40; k++) shared = { a: shared, b: shared };
        return neuron(of(lif, { order: shared }));
      },
      /^(order(\.a)*|size of descriptor) of neuron/,
    ],
    "more parts in all than a model has": [
      () =>
        neuron(
          of(lif, { params: Object.fromEntries(Array.from({ length: 1000 }, (_, k) => [`p${k}`, Array(20).fill(1)])) }),
        ),
      /^size of descriptor of neuron must be at most 16384 parts in all, got "more"$/,
    ],
    "an expression longer than any": [
      () => neuron(of(lif, { derived: { ...lif.derived, more: { expression: "1+".repeat(30000) } } })),
      /^length of expression of more of model "mine" must be at most 32768 letters, got 60000$/,
    ],
    "a state that is no longer relative to what its code takes it to be": [
      () => {
        const { relativeTo, ...v } = lif.state.v;
        return neuron(of(lif, { state: { ...lif.state, v } }));
      },
      /^states with relativeTo of neuron "mine" must be with v, as its code has it, got ""$/,
    ],
    "choices of a drive": [
      () => drive(of(poissonDrive, { choices: lif.choices })),
      /^choices of drive "mine" must be left out: neurons and plasticity rules have them, got "refractory"$/,
    ],
    "choices of an astrocyte": [
      () => astrocyteModel(of(lim, { choices: lif.choices })),
      /^choices of astrocyteModel "mine" must be left out/,
    ],
    "a neuron's state called as a word of its block": [
      () => neuron(of(lif, { state: { ...lif.state, ring: lif.state.v } })),
      /^a name in state of neuron "mine" must be another name: the engine tells every such kernel something by it, got "ring"$/,
    ],
    "a drive's param called as a word of its block": [
      () => drive(of(poissonDrive, { params: { ...poissonDrive.params, count: whole } })),
      /^a name in params of drive "mine" must be another name: the engine .*, got "count"$/,
    ],
    "an astrocyte's derived value called as a word of its block": [
      () => astrocyteModel(of(lim, { derived: { ...lim.derived, nListens: { expression: "1" } } })),
      /^a name in derived of astrocyteModel "mine" must be another name: .*, got "nListens"$/,
    ],
    "a rule's param called as a word of its block": [
      rule({ params: { ...stdp.rule.params, greatest: whole } }),
      /^a name in params of plasticityRule "mine" must be another name: .*, got "greatest"$/,
    ],
    "a model of another kind": [
      () => neuron(js(poisson)),
      /^kind of neuron "poisson" must be "neuron", or left out, got "source"$/,
    ],
  };
  it("no infinite value where its expression says inf", () => {
    const choices = { refractory: { ...lif.choices.refractory, default: "noFire" } };
    expect(() => neuron(of(lif, { choices }))).not.toThrow();
  });
  for (const name of [
    "t",
    "dt",
    "j",
    "N",
    "xi",
    "xi_1",
    "rand",
    "v_before",
    "x_pre",
    "x_post",
    "log",
    "nan",
    "constructor",
    "2a",
    "a-b",
    "",
  ])
    cases[`a param called ${name}`] = [
      () => neuron(param(name)),
      /^a name in params of neuron "mine" must be a(nother)? name/,
    ];
  it.each(Object.entries(cases))("%s", (_, [act, message]) => {
    expect(refused(act).message).toMatch(message);
  });
});
