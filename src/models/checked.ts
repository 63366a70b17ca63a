import { counts } from "../engine/poissonTable.js";
import { normal } from "../engine/zigguratTable.js";
import { NeurogliaError } from "../errors.js";
import { bad, knownName } from "../network/check.js";
import * as distributions from "../network/distributions.js";
import { checkedKernel, isFrameWord } from "./checkedKernel.js";
import { checkExpressions, initialsOf, isOfDt, isReserved, valuesWith } from "./expression.js";
import { isMade, type Model, OF_INPUT, ours } from "./model.js";
import { refractory } from "./refractory.js";

// What a descriptor has to be. It says so when it is made: later on kernels trust it. A page that has models of the package alone
// does without these lines, since test/surface/factories.test.ts has read them to all of these.

/** Items of a list or names of a record, levels, parts in all, letters of a text: more is a mistake. */
const MOST = 1024;
const DEEPEST = 8;
const MOST_PARTS = 16384;
const MOST_LETTERS = 65536;
const MOST_IN_ALL = 2 * MOST_LETTERS;

/**
 * A copy of what a user wrote, data alone, every part of it read once: so nobody changes it later on, and no getter and no proxy says one
 * thing to these checks and another to those who ask after them.
 */
const copied = (value: unknown, at: string, where: string, depth = 0, count = { parts: 0, letters: 0 }): unknown => {
  if (++count.parts > MOST_PARTS) throw bad("size of descriptor", where, `at most ${MOST_PARTS} parts in all`, "more");
  if (typeof value === "string") {
    if (value.length > MOST_LETTERS)
      throw bad(`length of ${at}`, where, `at most ${MOST_LETTERS} letters`, value.length);
    count.letters += value.length;
    if (count.letters > MOST_IN_ALL)
      throw bad("size of descriptor", where, `at most ${MOST_IN_ALL} letters in all`, "more");
  }
  if (["undefined", "boolean", "number", "string"].includes(typeof value) || isMade(value)) return value;
  // A distribution has it so.
  if (value === null && at.endsWith(".clip")) return value;
  // Bytes, which `checkedKernel` copies; of a name near it the check of fields says so.
  if (at.startsWith("kern") && depth === 1) return value;
  const data = "plain data: text, numbers, true, lists, and records of these";
  if (typeof value !== "object" || value === null || depth > DEEPEST) throw bad(at, where, data, value);
  const of = (key: string | number) => {
    const { value: part, get } = Object.getOwnPropertyDescriptor(value, key) ?? {};
    const path = typeof key === "number" ? `${at}[${key}]` : at === "descriptor" ? key : `${at}.${key}`;
    if (get) throw bad(path, where, data, "a getter");
    return copied(part, path, where, depth + 1, count);
  };
  if (Array.isArray(value)) {
    const { length } = value;
    if (!(length <= MOST)) throw bad(`length of ${at}`, where, `at most ${MOST}`, length);
    return Array.from({ length }, (_, k) => of(k));
  }
  const prototype = Object.getPrototypeOf(value);
  if (prototype && Object.getPrototypeOf(prototype)) throw bad(at, where, data, value);
  const out: Record<string, unknown> = {};
  const keys = Reflect.ownKeys(value);
  if (keys.length > MOST) throw bad(`size of ${at}`, where, `at most ${MOST}`, keys.length);
  for (const key of keys) {
    if (typeof key === "symbol" || key === "__proto__") throw bad(`a key of ${at}`, where, "a name", key);
    const part = of(key);
    if (part !== undefined) out[key] = part;
  }
  return out;
};

const namesOf = (record: object | undefined): string[] => Object.keys(record ?? {});

/** A copy of what a user handed to a factory, an object of plain data. */
export const plainCopy = (descriptor: unknown, factory: string): object => {
  try {
    const copy = copied(descriptor, "descriptor", factory);
    if (typeof copy === "object" && copy && !Array.isArray(copy)) return copy;
  } catch (error) {
    // What a proxy throws is not ours.
    throw error instanceof NeurogliaError ? error : bad("descriptor", factory, "plain data", error);
  }
  throw bad("descriptor", factory, "an object", descriptor);
};

type Check = (value: unknown, at: string, where: string) => void;
type Fields = Readonly<Record<string, Check>>;

/** What is `expected`. */
const be =
  (holds: (value: never) => unknown, expected: string): Check =>
  (value, at, where) => {
    if (!holds(value as never)) throw bad(at, where, expected, value);
  };

const isText = (value: unknown): boolean => typeof value === "string" && value.trim() !== "";
const text = be(isText, "a text");
const unit = be(
  (value) => isText(value) && (value === OF_INPUT || !/input/i.test(value)),
  `a unit, such as "ms" ("1": none; "${OF_INPUT}": that of what synapses add to)`,
);
const number = be((value) => typeof value === "number", "a number");
const finite = be((value) => typeof value === "number" && Number.isFinite(Math.fround(value)), "a finite number");
const flag = be((value) => value === true, "true, or left out");
const word =
  (...words: (string | number)[]): Check =>
  (value, at, where) => {
    if (!words.includes(value as string)) knownName(value as string, words.map(String), at, where);
  };

const object = be((value) => typeof value === "object" && value && !Array.isArray(value), "an object");

/** An object with all of the fields, and none but these and the optional ones. */
const fields =
  (needed: Fields, optional: Fields = {}): Check =>
  (value, at, where) => {
    object(value, at, where);
    const given = value as Record<string, unknown>;
    const path = at === "descriptor" ? "" : `${at}.`;
    for (const key of Object.keys(given))
      knownName(key, Object.keys({ ...needed, ...optional }), `a field of ${at}`, where);
    for (const [key, check] of Object.entries(needed)) check(given[key], path + key, where);
    for (const [key, check] of Object.entries(optional)) if (key in given) check(given[key], path + key, where);
  };

const list =
  (each: Check, least = 0): Check =>
  (value, at, where) => {
    if (!Array.isArray(value) || value.length < least)
      throw bad(at, where, `a list${least ? ` of at least ${least}` : ""}`, value);
    value.forEach((item, k) => {
      each(item, `${at}[${k}]`, where);
      if (typeof item === "string" && value.indexOf(item) < k) throw bad(`${at}[${k}]`, where, "there once", item);
    });
  };

/** Names that kernels, or the language of equations, have for something else, besides those of expressions. */
const RESERVED =
  /^(t|j|N|xi|xi_.*|rand|randn|timer|sinceSpike|pre|post|pow|sin|cos|tan|sinh|cosh|tanh|expm|step|block|begin|end|observe\d+|.*_(before|pre|post))$/;

const checkName = (name: unknown, at: string, where: string): void => {
  if (typeof name !== "string" || !/^[A-Za-z][A-Za-z0-9_]{0,63}$/.test(name))
    throw bad(at, where, "a name of letters, digits and _, first a letter", name);
  if (RESERVED.test(name) || isReserved(name) || name in Object.prototype)
    throw bad(at, where, "another name: expressions, kernels or objects have this one", name);
};

/** A record whose names stand for something in formulas. */
const named =
  (each: Check): Check =>
  (value, at, where) => {
    object(value, at, where);
    for (const [name, item] of Object.entries(value as object)) {
      checkName(name, `a name in ${at}`, where);
      each(item, `${at}.${name}`, where);
    }
  };

const quantity = { unit, default: finite, meaning: text };

type Said = Readonly<Record<string, never>>;
const clipped: Fields = { clip: () => {} };
const mirrored: Fields = { ...clipped, negative: flag };
/** What each distribution says, and what makes one, and so refuses numbers that it cannot have. */
const DISTRIBUTIONS: Readonly<Record<string, readonly [Fields, Fields, (said: Said) => unknown]>> = {
  uniform: [{ low: number, high: number }, {}, ({ low, high }) => distributions.uniform(low!, high!)],
  choice: [{ values: list(number) }, {}, ({ values }) => distributions.choice(values!)],
  normal: [
    { mean: number, sd: number },
    { ...clipped, redraw: flag },
    ({ mean, sd, ...of }) => distributions.normal(mean!, sd!, of),
  ],
  lognormal: [
    { mu: number, sigma: number },
    mirrored,
    ({ mu, sigma, ...of }) => distributions.lognormal(mu!, sigma!, of),
  ],
  gamma: [
    { shape: number, scale: number },
    mirrored,
    ({ shape, scale, ...of }) => distributions.gamma(shape!, scale!, of),
  ],
};

/** An expression, or a distribution as the package's functions make them, of numbers that f32 has. */
const initial: Check = (value, at, where) => {
  if (typeof value !== "object" || !value) return text(value, at, where);
  const { kind, clip, ...said } = value as Said;
  knownName(kind!, namesOf(DISTRIBUTIONS), `${at}.kind`, where);
  const [needed, more, make] = DISTRIBUTIONS[kind!]!;
  fields({ kind: text, ...needed }, more)(value, at, where);
  make(clip ? { ...said, clip } : said);
  for (const bound of distributions.extremes(value as distributions.Distribution)) finite(bound, at, where);
};
const names = list(text);

const base: Fields = {
  name: checkName,
  code: be(
    (value) => isMade(value) && Object.hasOwn(value as object, "stamp"),
    "that of a model, such as lif.code, where kernel, the bytes that `npx neuroglia kernel` compiles, is left out",
  ),
  params: named(fields(quantity, { typical: finite, min: finite, max: finite, modulable: flag, ofBound: flag })),
  choices: named(fields({ values: list(text, 1), default: text, meaning: text }, { belowZero: text })),
  derived: named(fields({ expression: text }, { meaning: text })),
  state: named(fields(quantity, { padding: number, relativeTo: text, f64: flag, leak: text, initial })),
};
const optional: Fields = {
  title: text,
  equations: list(text, 1),
  source: text,
  kind: text,
  order: word(1, 2, "exact"),
  scheme: text,
  unchecked: list(text, 1),
  identityText: text,
  limits: list(
    fields({ name: text, params: list(text, 1), measure: text, meaning: text }, { most: finite, coarse: finite }),
  ),
};

const input = fields(
  { unit, meaning: text, arrives: word("before", "after") },
  { decay: text, drives: word(-1, 0, 1), typical: finite },
);
const trace = fields({ of: word("pre", "post"), meaning: text, decay: text, increment: text }, { joinsLate: flag });
const spread = named((value, at, where) =>
  typeof value === "number"
    ? finite(value, at, where)
    : fields({ kind: word("uniform"), low: finite, high: finite })(value, at, where),
);
const liquid = { params: spread, init: spread, strength: finite, inhibition: finite, current: finite, spike: finite };

/** What each kind has besides: needed, and optional. */
const OF_KIND: Readonly<Record<Model["kind"], readonly [Fields, Fields?]>> = {
  neuron: [
    { inputs: named(input) },
    {
      refractory: text,
      holds: flag,
      late: flag,
      observed: named(fields({ unit, meaning: text })),
      presets: fields({}, { liquid: fields(liquid) }),
    },
  ],
  source: [
    {
      plays: fields({ kind: word("probabilities", "trains") }, { from: text, value: text }),
    },
  ],
  drive: [{}, { draws: fields({ kind: word(normal.kind, counts.kind) }, { mean: text }), least: named(finite) }],
  glia: [{ output: text }],
  plasticity: [
    { traces: named(trace), amplitudes: names },
    {
      perTarget: fields({ params: names, kernel: names }),
      postNeeds: text,
      putOff: fields({
        trace: text,
        tau: text,
        where: named(be((value) => isText(value) || typeof value === "number", "a number or word")),
      }),
    },
  ],
  shortTerm: [{ decays: named(text) }],
};

/** Which factory makes a kind. */
const FACTORIES: Readonly<Record<Model["kind"], string>> = {
  neuron: "neuron",
  source: "source",
  drive: "drive",
  glia: "astrocyteModel",
  plasticity: "plasticityRule",
  shortTerm: "shortTermRule",
};

/** What holds between the parts of a descriptor, each of which is as it should be. */
const checkWhole = (model: Model, where: string): void => {
  const { params, choices, derived, state, limits = [] } = model;
  const inputs = "inputs" in model ? model.inputs : {};
  const traces = "traces" in model ? model.traces : {};
  const observed = "observed" in model ? model.observed : {};
  const met = new Map<string, string>();
  if (model.kind !== "neuron" && model.kind !== "plasticity" && namesOf(choices).length > 0)
    throw bad("choices", where, "left out: neurons and plasticity rules have them", namesOf(choices).join(", "));
  for (const [part, record] of Object.entries({ params, choices, derived, state, inputs, traces, observed }))
    for (const name of namesOf(record)) {
      if (isFrameWord(model.kind, name))
        throw bad(`a name in ${part}`, where, "another name: the engine tells every such kernel something by it", name);
      const before = met.get(name);
      // What synapses add to may be a state.
      if (before && !(part === "inputs" && before === "state"))
        throw bad(`a name in ${part}`, where, `another than one in ${before}`, name);
      if (["state", "inputs", "observed"].includes(part) && ["spikes", "counts", "filteredSpikes"].includes(name))
        throw bad(`a name in ${part}`, where, "another name: recorders have this one", name);
      met.set(name, part);
    }
  for (const [name, { min = -Infinity, max = Infinity, ...of }] of Object.entries(params)) {
    const at = `params.${name}`;
    if (min > max) throw bad(`${at}.min`, where, `≤ max (${max})`, min, of.unit);
    if (of.default < min || of.default > max)
      throw bad(`${at}.default`, where, `from min (${min}) to max (${max})`, of.default, of.unit);
    if (of.modulable && !("amplitudes" in model && model.amplitudes.includes(name)))
      throw bad(`${at}.modulable`, where, "left out, as it is none of the amplitudes of a plasticity rule", true);
    const isOfInput = of.unit === OF_INPUT;
    if (isOfInput && model.kind !== "drive" && model.kind !== "plasticity")
      throw bad(
        `${at}.unit`,
        where,
        "a unit of its own: drives and plasticity rules alone have that of their input",
        of.unit,
      );
    if (of.ofBound && !(isOfInput && model.kind === "plasticity"))
      throw bad(`${at}.ofBound`, where, `left out, but in a plasticity rule with unit "${OF_INPUT}"`, true);
  }
  for (const [name, { values, default: word, belowZero = word }] of Object.entries(choices)) {
    knownName(word, values, `choices.${name}.default`, where);
    knownName(belowZero, values, `choices.${name}.belowZero`, where);
  }
  const among = (given: readonly string[], known: readonly string[], at: string) => {
    for (const name of given) knownName(name, known, at, where);
  };
  const numbers = [...namesOf(params), ...namesOf(derived)];
  for (const [name, { relativeTo, f64, initial }] of Object.entries(state)) {
    if (initial !== undefined && !["neuron", "source", "glia"].includes(model.kind))
      throw bad(`state.${name}.initial`, where, "left out, but of neurons, sources and astrocytes", initial);
    if (relativeTo === undefined) continue;
    among([relativeTo], numbers, `state.${name}.relativeTo`);
    if (f64) throw bad(`state.${name}.relativeTo`, where, "left out, as f64 resolves the state itself", relativeTo);
  }
  limits.forEach((limit, k) => {
    among(limit.params, namesOf(params), `limits[${k}].params`);
  });
  /** Of a part of this kind alone; what it does not name need not be there. */
  const of = (part: Readonly<Record<string, string | undefined>>, known: readonly string[], at: string) => {
    for (const [field, name] of Object.entries(part)) if (name !== undefined) among([name], known, `${at}${field}`);
  };
  for (const [name, { unit }] of Object.entries(inputs)) {
    const own = Object.hasOwn(state, name) ? state[name] : undefined;
    if (own && own.unit !== unit) throw bad(`inputs.${name}.unit`, where, `"${own.unit}", as that of the state`, unit);
    if (own?.f64 || own?.relativeTo)
      throw bad(`state.${name}`, where, "without f64 and relativeTo, as synapses add f32 to it", own);
  }
  for (const [name, { decay }] of Object.entries(inputs)) of({ decay }, namesOf(derived), `inputs.${name}.`);
  if (model.kind === "neuron") {
    const { refractory, presets: { liquid } = {} } = model;
    of({ refractory }, namesOf(params), "");
    among(namesOf(liquid?.params), namesOf(params), "presets.liquid.params");
    among(namesOf(liquid?.init), namesOf(state), "presets.liquid.init");
  }
  if (model.kind === "source" && model.plays.kind === "probabilities") {
    const { from, value } = model.plays;
    if ((from === undefined) !== (value === undefined))
      throw bad(`plays.${from === undefined ? "from" : "value"}`, where, "given, as the other one is", undefined);
    of({ from }, namesOf(params), "plays.");
    of({ value }, namesOf(derived), "plays.");
  }
  if (model.kind === "drive") {
    if (model.draws?.kind === "counts") among([model.draws.mean], numbers, "draws.mean");
    among(namesOf(model.least), namesOf(params), "least");
  }
  if (model.kind === "glia") among([model.output], namesOf(state), "output");
  if (model.kind === "shortTerm") among(Object.values(model.decays), namesOf(params), "decays");
  if (model.kind !== "plasticity") return;
  const { perTarget, putOff, postNeeds } = model;
  for (const [name, words] of Object.entries({ mirrored: ["no", "yes"], pairing: ["arrival", "emission"] }))
    among(choices[name]?.values ?? [], words, `choices.${name}.values`);
  of({ postNeeds }, namesOf(traces), "");
  among(model.amplitudes, namesOf(params), "amplitudes");
  among(perTarget?.params ?? [], namesOf(params), "perTarget.params");
  among(perTarget?.kernel ?? [], numbers, "perTarget.kernel");
  if (putOff && !model.code.name)
    throw bad("putOff", where, "left out, as the package's own kernels alone have walks that put learning off", putOff);
  of({ trace: putOff?.trace }, namesOf(traces), "putOff.");
  of({ tau: putOff?.tau }, namesOf(params), "putOff.");
  among(namesOf(putOff?.where), [...namesOf(params), ...namesOf(choices)], "putOff.where");
};

/** What the engine tells kernels of a source or drive besides params, by what they play or draw. */
const TOLD: Readonly<Record<string, readonly string[]>> = {
  probabilities: ["probabilities", "rowSteps", "fromStep", "nRows"],
  trains: ["steps", "ids", "nEvents", "cursor"],
  normal: ["tieStream", "table"],
  counts: ["tieStream", "draws", "table", "scratch"],
};

/** Refuses a model and code that say different things: code reads from blocks what was its own model's where it was compiled. */
const checkCode = (model: Model, where: string): void => {
  const { code, params, choices, derived, state } = model;
  const { kind, values, columns, f64 = [], ofDt = [], decays, traces = {}, amplitudes = [], ofTarget = [] } = code;
  if (kind !== model.kind)
    throw bad("code", where, `that of ${FACTORIES[model.kind]}()`, `that of ${FACTORIES[kind]}()`);
  /** The same of both, in any order. */
  const same = (said: readonly string[], has: readonly string[], at: string): void => {
    for (const name of has)
      if (!said.includes(name)) throw bad(at, where, `with ${name}, as its code has it`, said.join(", "));
    for (const name of said) if (!has.includes(name)) throw bad(at, where, `without ${name}, as its code has it`, name);
  };
  for (const name of values)
    knownName(
      name,
      [...namesOf(params), ...(model.kind === "shortTerm" ? [] : namesOf(derived))],
      "what its code reads",
      where,
    );
  for (const name of ofDt)
    if (!isOfDt(model, name))
      throw bad(
        `derived.${name}`,
        where,
        "of dt and choices alone, as its code has one number for all",
        derived[name]?.expression,
      );
  const pairs = (record: Readonly<Record<string, string | undefined>>): string[] =>
    Object.entries(record).flatMap(([name, of]) => (of === undefined ? [] : `${name}: ${of}`));
  switch (model.kind) {
    case "neuron": {
      const { inputs, holds } = model;
      same([...namesOf(state), ...namesOf(inputs)], columns, "states and inputs");
      for (const [name, { relativeTo }] of Object.entries(state))
        if (relativeTo && !code.name && !(decays && name === "v"))
          throw bad(
            `state.${name}.relativeTo`,
            where,
            "left out, but of v of an Advance: a kernel of one's own takes what is below 1e-20 for 0, and a distance that is tiny is none",
            relativeTo,
          );
      same(
        namesOf(state).filter((name) => state[name]!.f64),
        f64,
        "states of f64",
      );
      if (code.name)
        same(
          namesOf(state).filter((name) => state[name]!.relativeTo),
          code.relative ?? [],
          "states with relativeTo",
        );
      same(namesOf(model.observed), code.observed ?? [], "observed");
      if (model.late !== code.late)
        throw bad("late", where, `${code.late ? "true" : "left out"}, as its code has it`, model.late);
      const own = Object.fromEntries(Object.entries(inputs).map(([name, { decay }]) => [name, decay]));
      if (decays) same(pairs(own), pairs(decays), "decays of inputs");
      else if (holds) throw bad("holds", where, "left out, as its code has no such loop", true);
      if (holds) {
        // With others the loop that lists held neurons would not do what the other loops do.
        const told = [
          ["choices.refractory.values", refractory.choices.refractory.values.join(), choices.refractory?.values.join()],
          ["derived.heldAbove", refractory.derived.heldAbove.expression, derived.heldAbove?.expression],
        ] as const;
        for (const [at, wanted, got] of told)
          if (got !== wanted) throw bad(at, where, `"${wanted}", as holds is true`, got);
      }
      break;
    }
    case "source":
      same(TOLD[model.plays.kind]!, columns, "what it plays");
      break;
    case "drive":
      same(TOLD[model.draws?.kind ?? ""] ?? [], columns, "what it draws from");
      break;
    case "plasticity":
      same(
        pairs(Object.fromEntries(Object.entries(model.traces).map(([name, { of }]) => [name, of]))),
        pairs(traces),
        "traces",
      );
      if (model.postNeeds && traces[model.postNeeds] !== "pre")
        throw bad("postNeeds", where, "a trace of the source", model.postNeeds);
      if (model.amplitudes.join() !== amplitudes.join())
        throw bad("amplitudes", where, `${amplitudes.join(", ")}, as its code has them`, model.amplitudes.join(", "));
      same(model.perTarget?.kernel ?? [], ofTarget, "perTarget.kernel");
      break;
    default:
      same(namesOf(state), columns, "states");
      if (model.kind === "shortTerm") same(pairs(model.decays), pairs(decays ?? {}), "decays");
  }
};

/** Refuses derived values that its defaults make no numbers. */
const checkFinite = (model: Model, where: string): void => {
  const defaults = [...Object.entries(model.params), ...Object.entries(model.choices)].map(
    ([name, { default: value }]) => [name, value] as const,
  );
  for (const dt of [0.1, 1]) {
    const values = valuesWith(model, Object.fromEntries(defaults), dt);
    for (const name of namesOf(model.derived)) {
      const value = values(name);
      const { expression } = model.derived[name]!;
      const isSaid = Number.isNaN(value) ? /\bnan\b/.test(expression) : /\binf\b/.test(expression);
      if (!Number.isFinite(value) && !isSaid)
        throw bad(`derived.${name}`, where, `finite with the defaults and dt ${dt} ms`, value);
    }
    const begin = valuesWith(initialsOf(model), Object.fromEntries(defaults), dt);
    for (const [name, { initial, f64 }] of Object.entries(model.state)) {
      const value = typeof initial === "string" ? (begin(name) as number) : 0;
      if (!Number.isFinite(f64 ? value : Math.fround(value)))
        throw bad(`state.${name}.initial`, where, `finite with the defaults and dt ${dt} ms`, value);
    }
  }
};

/**
 * What was described, as a model of that kind.
 * @throws NeurogliaError that names model, field and what would help
 */
export const checkedDescriptor = <M extends Model>(kind: M["kind"], descriptor: unknown): M => {
  const factory = FACTORIES[kind];
  const copy = plainCopy(descriptor, factory);
  const { name } = copy as { name?: unknown };
  checkName(name, "name", factory);
  const where = `${factory} "${name}"`;
  const { kernel, ...rest } = copy as { kernel?: unknown; code?: unknown };
  if (kernel !== undefined && rest.code !== undefined)
    throw bad("code", where, "left out, as there is a kernel", rest.code);
  const own = kernel === undefined ? {} : { code: ours(checkedKernel(kernel, where, kind)) };
  const given = { kind, choices: {}, derived: {}, state: {}, ...rest, ...own };
  if (given.kind !== kind) throw bad("kind", where, `"${kind}", or left out`, given.kind);
  const [needed, more] = OF_KIND[kind];
  fields({ ...base, ...needed }, { ...optional, ...more, kernel: () => {} })(given, "descriptor", where);
  const model = given as unknown as M;
  checkWhole(model, where);
  checkExpressions(model);
  checkCode(model, where);
  checkFinite(model, where);
  return model;
};
