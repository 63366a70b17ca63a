import { plainCopy } from "../models/checked.js";
import { bad, knownName, nearest } from "../network/check.js";
import type { Distribution } from "../network/distributions.js";
import type { InputRead, NeuronRead, ParamRead, StateRead } from "./described.js";
import { printed, printedDefinition, printedStatement } from "./print.js";
import type { NeuronSpec } from "./spec.js";
import type { Assignment, Definition, Expression, Place } from "./syntax.js";
import { Reader, wrong as wrongAt } from "./text.js";
import { MS, NOISE, NONE, parsedUnit, requireUnit, show, times, type Unit, unitConstants, unitIn } from "./units.js";
import { constants, elsewhere, functions, isReserved } from "./words.js";

/** Of the language: what texts mean changes with it. */
const VERSION = 1;
const MOST_STATES = 64;
const MOST_SUBSTEPS = 64;
/** Subexpressions of subexpressions. */
const MOST_NESTED = 64;

const FIELDS =
  "name equations threshold reset refractory params inputs init every substeps method title source presets".split(" ");
const METHODS = "auto exact exponentialEuler trapezoidal euler rk2 rk4 heun milstein".split(" ");

/** Where a text is, which says what may stand in it. */
type Where = "slope" | "condition" | "statement" | "refractory" | "init";

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * Reads and checks the description of a neuron.
 * @throws NeurogliaError `bad-equation` for what is wrong in a text, `bad-input` elsewhere
 */
export const read = (given: NeuronSpec): NeuronRead => {
  const spec = plainCopy(given, "neuron") as NeuronSpec;
  if (typeof spec.name !== "string" || !/^[A-Za-z]\w{0,63}$/.test(spec.name))
    throw bad("name", "neuron", "a name of letters, digits and _, first a letter", spec.name);
  return new NeuronReader(spec).read();
};

class NeuronReader {
  readonly #spec: NeuronSpec;
  readonly #where: string;
  #definitions: readonly Definition[] = [];
  /** Every name of the model: what it is, and its unit. */
  readonly #names = new Map<string, { readonly what: string; readonly unit: Unit | null }>();
  readonly #unchecked: string[] = [];

  constructor(spec: NeuronSpec) {
    this.#spec = spec;
    this.#where = `neuron "${spec.name}"`;
  }

  #bad(what: string, expected: string, got: unknown): Error {
    return bad(what, this.#where, expected, got);
  }

  readonly #wrong = (place: Place, what: string, expected: string, got: string): Error =>
    wrongAt(this.#where, place, what, expected, got);

  #text(field: string, value: unknown): string {
    if (typeof value !== "string") throw this.#bad(field, "a text", value);
    return value;
  }

  #reader(field: string, value: unknown): Reader {
    return new Reader({ field, text: this.#text(field, value) }, this.#where);
  }

  /** A unit as the user wrote it. */
  #unit(text: string | null | undefined, name: string, place?: Place): Unit | null {
    if (text === null || text === undefined) {
      this.#unchecked.push(name);
      return null;
    }
    const found = parsedUnit(text);
    if (!("unknown" in found)) return found;
    const close = nearest(found.unknown, [...unitConstants.keys()]);
    const cure = found.cure ?? (close ? `did you mean "${close}"?` : "");
    const expected = `one of ${[...unitConstants.keys()].join(" ")}, 1, or a product of powers of them${cure ? `; ${cure}` : ""}`;
    throw place ? this.#wrong(place, `unit of ${name}`, expected, text) : this.#bad(`unit of ${name}`, expected, text);
  }

  #enter(name: string, what: string, unit: Unit | null, place?: Place): void {
    const fail = (expected: string): never => {
      throw place
        ? this.#wrong(place, `name of a ${what}`, expected, name)
        : this.#bad(`name of a ${what}`, expected, name);
    };
    if (!/^[A-Za-z]\w{0,63}$/.test(name)) fail("of letters, digits and _, first a letter");
    if (isReserved(name) || unitConstants.has(name) || name in Object.prototype)
      fail("another: equations or kernels have this one for something else");
    const before = this.#names.get(name);
    if (before) fail(`another: there is a ${before.what} of that name`);
    this.#names.set(name, { what, unit });
  }

  read(): NeuronRead {
    const spec = this.#spec;
    for (const field of Object.keys(spec)) knownName(field, FIELDS, "a field", this.#where);
    for (const field of ["params", "inputs", "init", "substeps"] as const)
      if (spec[field] !== undefined && !isRecord(spec[field])) throw this.#bad(field, "an object", spec[field]);
    const method = spec.method ?? "auto";
    knownName(method, METHODS, "method", this.#where);
    const params = this.#params();
    this.#definitions = this.#reader("equations", spec.equations).definitions();
    const states = this.#states();
    if (states.length === 0 || states.length > MOST_STATES)
      throw this.#bad("equations", `at least one state and at most ${MOST_STATES}`, `${states.length}`);
    const timers = this.#definitions.flatMap((d) => (d.kind === "timer" ? [d.name] : []));
    const inputs = this.#inputs(states);
    const subexpressions = this.#subexpressions();
    for (const { name, slope, place } of states) {
      if (!slope) continue;
      this.#check(slope, "slope");
      const unit = this.#names.get(name)!.unit;
      this.#inUnit(slope, unit && times(unit, MS, -1), place, `d${name}/dt`);
    }
    const threshold = spec.threshold === undefined ? null : this.#condition("threshold", spec.threshold);
    if (!threshold)
      for (const field of ["reset", "refractory"] as const)
        if (spec[field] !== undefined) throw this.#bad(field, "left out, as there is no threshold", spec[field]);
    const reset = spec.reset === undefined ? [] : this.#statements("reset", spec.reset);
    const refractory = this.#refractory();
    if (!refractory) {
      const stopped = states.find(({ stops }) => stops);
      if (stopped)
        throw this.#wrong(
          stopped.place,
          `flag of ${stopped.name}`,
          'left out, as nothing is refractory: refractory: "tRef" says how long',
          "unless refractory",
        );
    }
    const every = this.#every();
    const init = this.#init(states);
    const substeps = this.#substeps(states);
    return {
      name: spec.name,
      states,
      subexpressions,
      timers,
      params,
      inputs,
      threshold,
      reset,
      refractory,
      init,
      every,
      substeps,
      method,
      unchecked: this.#unchecked,
      canonical: this.#canonical(params, inputs, threshold, reset, refractory, init, every, substeps),
    };
  }

  #params(): Record<string, ParamRead> {
    const out: Record<string, ParamRead> = {};
    for (const [name, given] of Object.entries(this.#spec.params ?? {})) {
      const at = `params.${name}`;
      const whole =
        typeof given === "number"
          ? { default: given }
          : Array.isArray(given)
            ? { default: given[0], unit: given[1] }
            : given;
      if (!isRecord(whole)) throw this.#bad(at, 'a number, [number, "unit"] or { default, unit, … }', given);
      for (const field of Object.keys(whole))
        knownName(field, ["default", "unit", "min", "max", "typical", "meaning"], `a field of ${at}`, this.#where);
      const { unit, meaning } = whole as { unit?: unknown; meaning?: unknown };
      for (const field of ["default", "min", "max", "typical"] as const) {
        const number = (whole as Record<string, unknown>)[field];
        if (field !== "default" && number === undefined) continue;
        if (typeof number !== "number" || !Number.isFinite(Math.fround(number)))
          throw this.#bad(field === "default" ? at : `${at}.${field}`, "a finite number", number);
      }
      if (unit !== undefined) this.#text(`unit of ${at}`, unit);
      if (meaning !== undefined) this.#text(`meaning of ${at}`, meaning);
      this.#enter(name, "param", this.#unit(unit as string | undefined, name));
      const { default: value, ...rest } = whole as unknown as ParamRead;
      out[name] = {
        ...rest,
        default: value + 0,
        unit: (unit as string | undefined) ?? null,
        meaning: (meaning as string | undefined) ?? "",
      };
    }
    return out;
  }

  #states(): StateRead[] {
    const out: StateRead[] = [];
    for (const d of this.#definitions) {
      const what = d.kind === "subexpression" ? "subexpression" : d.kind === "timer" ? "timer" : "state";
      this.#enter(
        d.name,
        what,
        d.kind === "subexpression" && d.unit === null ? null : this.#unit(d.unit, d.name, d.place),
        d.place,
      );
      if (d.kind !== "differential" && d.kind !== "state") continue;
      out.push({
        name: d.name,
        unit: d.unit,
        slope: d.kind === "differential" ? d.slope : null,
        isWide: d.flags.includes("f64"),
        stops: d.flags.includes("unless refractory"),
        place: d.place,
      });
    }
    return out;
  }

  #inputs(states: readonly StateRead[]): InputRead[] {
    return Object.entries(this.#spec.inputs ?? {}).map(([name, given]): InputRead => {
      const at = `inputs.${name}`;
      if (typeof given !== "object" || given === null) throw this.#bad(at, "an object, {} at least", given);
      for (const field of Object.keys(given))
        knownName(field, ["unit", "adds", "meaning", "drives", "typical"], `a field of ${at}`, this.#where);
      const { unit, adds, meaning = "", drives, typical } = given;
      if (unit !== undefined) this.#text(`${at}.unit`, unit);
      const state = states.find((each) => each.name === name);
      if (state?.isWide) throw this.#bad(at, "a state of f32: synapses add in f32", "one of f64");
      if (state && (adds !== undefined || unit !== undefined))
        throw this.#bad(at, "without adds and unit, as a state of that name has both", Object.keys(given).join(", "));
      const target = adds === undefined ? undefined : states.find((each) => each.name === adds);
      if (adds !== undefined && !target) {
        knownName(
          adds,
          states.map((each) => each.name),
          `${at}.adds`,
          this.#where,
        );
      }
      if (drives !== undefined && ![-1, 0, 1].includes(drives)) throw this.#bad(`${at}.drives`, "-1, 0 or 1", drives);
      if (typical !== undefined && !Number.isFinite(typical))
        throw this.#bad(`${at}.typical`, "a finite number", typical);
      if (!state) this.#enter(name, target ? "pulse" : "input", this.#unit(unit ?? target?.unit ?? null, name));
      return {
        name,
        unit: unit ?? target?.unit ?? null,
        meaning: this.#text(`${at}.meaning`, meaning),
        adds: adds ?? null,
        ...(drives === undefined ? {} : { drives }),
        ...(typical === undefined ? {} : { typical }),
      };
    });
  }

  /** Subexpressions, each after those that it reads, with their units found. */
  #subexpressions(): NeuronRead["subexpressions"] {
    const own = new Map(this.#definitions.flatMap((d) => (d.kind === "subexpression" ? [[d.name, d] as const] : [])));
    const out: { name: string; unit: string | null; value: Expression; place: Place }[] = [];
    const done = new Map<string, number>();
    const visit = (name: string, path: readonly string[], place: Place): void => {
      if (path.includes(name))
        throw this.#wrong(
          place,
          `subexpression ${name}`,
          "defined by others than itself",
          [...path.slice(path.indexOf(name)), name].join(" → "),
        );
      if (done.has(name)) return;
      const { value, unit, place: at } = own.get(name)!;
      let depth = 0;
      for (const read of namesIn(value)) {
        if (!own.has(read.name)) continue;
        visit(read.name, [...path, name], read.place);
        depth = Math.max(depth, done.get(read.name)! + 1);
      }
      if (depth > MOST_NESTED)
        throw this.#wrong(
          at,
          `subexpression ${name}`,
          `of subexpressions at most ${MOST_NESTED} deep`,
          `${depth} deep`,
        );
      done.set(name, depth);
      this.#check(value, "slope");
      const found = unitIn(value, this.#unitOf, this.#wrong);
      const declared = unit === null ? null : this.#names.get(name)!.unit;
      if (declared) this.#inUnit(value, declared, at, name);
      this.#names.set(name, { what: "subexpression", unit: declared ?? found });
      const text = unit ?? (found && show(found));
      out.push({ name, unit: text === "a pure number" ? "1" : text, value, place: at });
    };
    for (const [name, { place }] of own) visit(name, [], place);
    return out;
  }

  readonly #unitOf = (name: string): Unit | null => {
    if (name === "t" || name === "dt" || name === "sinceSpike") return MS;
    if (name === "xi" || name.startsWith("xi_")) return NOISE;
    if (name === "inf" || name === "nan") return null;
    if (unitConstants.has(name)) return unitConstants.get(name)!;
    const known = this.#names.get(name) ?? this.#names.get(name.replace(/_before$/, ""));
    return known ? known.unit : NONE;
  };

  #inUnit(expression: Expression, unit: Unit | null, place: Place, what: string): void {
    requireUnit(expression, unit, place, `unit of ${what}`, this.#unitOf, this.#wrong);
  }

  /** Refuses names and functions that mean nothing where an expression stands. */
  #check(expression: Expression, where: Where): void {
    const name = (word: string, place: Place): void => {
      const fail = (expected: string): never => {
        throw this.#wrong(place, `"${word}"`, expected, word);
      };
      if (constants.has(word) || unitConstants.has(word) || word === "dt") return;
      const base = word.endsWith("_before") ? word.slice(0, -"_before".length) : word;
      const known = this.#names.get(base);
      if (base !== word && (known?.what === "state" || known?.what === "timer")) {
        if (where === "condition" || where === "statement") return;
        fail("in threshold or reset: x_before is the value before the step");
      }
      if (known?.what === "pulse") fail("no pulse, which is over at once: the state that it adds to can be read");
      if (known && base === word) {
        if (where !== "init" || known.what === "param" || known.what === "state") return;
        fail("a param, or a state: initial values come from these");
      }
      if (word === "xi" || word.startsWith("xi_")) {
        if (where === "slope") return;
        fail("in a slope: rand() and randn() draw a number at a spike");
      }
      if (["t", "i", "N", "sinceSpike", "refractory"].includes(word)) {
        if (where !== "init" || word === "i" || word === "N") return;
        fail("left out of initial values");
      }
      const all = [...this.#names.keys(), ...constants.keys(), "t", "dt", "i", "N", "xi", "sinceSpike", "refractory"];
      const close = nearest(word, all);
      const cure = functions.has(word)
        ? `${word} is a function: ${word}(…)`
        : (elsewhere(word) ?? (close ? `did you mean "${close}"?` : undefined));
      fail(`a name of this model${cure ? `; ${cure}` : `: ${[...this.#names.keys()].join(", ")}`}`);
    };
    const visit = (e: Expression): void => {
      switch (e.kind) {
        case "name":
          name(e.name, e.place);
          break;
        case "unary":
          visit(e.of);
          break;
        case "binary":
          visit(e.left);
          visit(e.right);
          break;
        case "call": {
          const arity = functions.get(e.name);
          if (arity === undefined) {
            const close = nearest(e.name, [...functions.keys()]);
            const cure = elsewhere(e.name) ?? (close ? `did you mean "${close}"?` : [...functions.keys()].join(", "));
            throw this.#wrong(e.place, "function", `one of equations; ${cure}`, e.name);
          }
          if (e.args.length !== arity)
            throw this.#wrong(e.place, `arguments of ${e.name}`, `${arity}`, `${e.args.length}`);
          if (arity === 0 && where !== "condition" && where !== "statement")
            throw this.#wrong(e.place, e.name, "in threshold or reset: in a slope, xi is noise", `${e.name}()`);
          e.args.forEach(visit);
        }
      }
    };
    visit(expression);
  }

  #condition(field: string, value: unknown): Expression {
    const expression = this.#reader(field, value).whole();
    this.#check(expression, "condition");
    unitIn(expression, this.#unitOf, this.#wrong);
    return expression;
  }

  #statements(field: string, value: unknown): Assignment[] {
    const statements = this.#reader(field, value).statements();
    for (const { name, operator, value, place } of statements) {
      const known = this.#names.get(name);
      if (known?.what !== "state" && known?.what !== "timer") {
        const all = [...this.#names].flatMap(([each, { what }]) =>
          what === "state" || what === "timer" ? [each] : [],
        );
        const close = nearest(name, all);
        throw this.#wrong(
          place,
          "what is assigned",
          `a state${known ? `, no ${known.what}` : ""}: ${close ? `did you mean "${close}"?` : all.join(", ")}`,
          name,
        );
      }
      this.#check(value, "statement");
      const isFactor = operator === "*=" || operator === "/=";
      this.#inUnit(
        value,
        isFactor ? NONE : known.unit,
        value.place,
        `what ${name} ${isFactor ? "is multiplied by" : "is given"}`,
      );
    }
    return statements;
  }

  #refractory(): NeuronRead["refractory"] {
    const { refractory } = this.#spec;
    if (refractory === undefined) return null;
    if (typeof refractory === "number") {
      if (!(refractory >= 0 && Number.isFinite(refractory)))
        throw this.#bad("refractory", "≥ 0 ms, or an expression", refractory);
      return { kind: "time", value: number(refractory, "refractory") };
    }
    const value = this.#reader("refractory", refractory).whole();
    this.#check(value, "refractory");
    const isCondition =
      (value.kind === "binary" && ["<", "<=", ">", ">=", "==", "!=", "and", "or"].includes(value.operator)) ||
      (value.kind === "unary" && value.operator === "not");
    if (isCondition) unitIn(value, this.#unitOf, this.#wrong);
    else this.#inUnit(value, MS, value.place, "refractory");
    return { kind: isCondition ? "condition" : "time", value };
  }

  #every(): NeuronRead["every"] {
    const { every = [] } = this.#spec;
    if (!Array.isArray(every)) throw this.#bad("every", 'a list of { ms, do: "…" }', every);
    return every.map((each, k) => {
      if (!isRecord(each)) throw this.#bad(`every[${k}]`, '{ ms, do: "…" }', each);
      for (const field of Object.keys(each)) knownName(field, ["ms", "do"], `a field of every[${k}]`, this.#where);
      const { ms } = each;
      if (typeof ms !== "number" || !(ms > 0 && ms <= 1e9))
        throw this.#bad(`every[${k}].ms`, "above 0 and at most 1e9 ms", ms);
      return { ms, statements: this.#statements(`every[${k}].do`, each.do) };
    });
  }

  #init(states: readonly StateRead[]): NeuronRead["init"] {
    const out: Record<string, Expression | Distribution> = {};
    for (const [name, given] of Object.entries(this.#spec.init ?? {})) {
      knownName(
        name,
        states.map((state) => state.name),
        "a state in init",
        this.#where,
      );
      if (typeof given === "number") {
        if (!Number.isFinite(given)) throw this.#bad(`init.${name}`, "a finite number", given);
        out[name] = number(given, `init.${name}`);
      } else if (typeof given === "string") {
        const value = this.#reader(`init.${name}`, given).whole();
        this.#check(value, "init");
        this.#inUnit(value, this.#names.get(name)!.unit, value.place, name);
        out[name] = value;
      } else if (isRecord(given) && "kind" in given) out[name] = given as unknown as Distribution;
      else throw this.#bad(`init.${name}`, "a number, an expression in text or a distribution", given);
    }
    return out;
  }

  #substeps(states: readonly StateRead[]): Readonly<Record<string, number>> {
    const { substeps = {}, method = "auto" } = this.#spec;
    for (const [name, n] of Object.entries(substeps)) {
      knownName(
        name,
        states.flatMap((state) => (state.slope ? [state.name] : [])),
        "a state in substeps",
        this.#where,
      );
      if (!Number.isInteger(n) || n < 1 || n > MOST_SUBSTEPS)
        throw this.#bad(`substeps.${name}`, `a whole number from 1 to ${MOST_SUBSTEPS}`, n);
      if (method !== "auto" && method !== "euler")
        throw this.#bad("substeps", 'left out, as they are of method "euler"', method);
    }
    return substeps;
  }

  #canonical(
    params: NeuronRead["params"],
    inputs: NeuronRead["inputs"],
    threshold: Expression | null,
    reset: readonly Assignment[],
    refractory: NeuronRead["refractory"],
    init: NeuronRead["init"],
    every: NeuronRead["every"],
    substeps: NeuronRead["substeps"],
  ): string {
    const statements = (of: readonly Assignment[]): string => of.map(printedStatement).join("; ");
    return [
      `language ${VERSION}`,
      ...this.#definitions.map(printedDefinition),
      ...(threshold ? [`threshold: ${printed(threshold)}`] : []),
      ...(reset.length > 0 ? [`reset: ${statements(reset)}`] : []),
      ...(refractory ? [`refractory: ${printed(refractory.value)}`] : []),
      ...Object.entries(params).map(([name, { unit }]) => `param ${name}${unit === null ? "" : ` : ${unit}`}`),
      ...inputs.map(
        ({ name, unit, adds }) => `input ${name}${unit === null ? "" : ` : ${unit}`}${adds ? ` adds ${adds}` : ""}`,
      ),
      ...Object.entries(init).map(
        ([name, value]) => `init ${name} = ${"place" in value ? printed(value) : JSON.stringify(value)}`,
      ),
      ...every.map(({ ms, statements: of }) => `every ${ms} ms: ${statements(of)}`),
      ...Object.entries(substeps).map(([name, n]) => `substeps ${name}: ${n}`),
    ].join("\n");
  }
}

/** A number that stands in no text. */
const number = (value: number, field: string): Expression => ({
  kind: "number",
  value: value + 0,
  place: { source: { field, text: String(value) }, at: 0, end: String(value).length },
});

/** Names that an expression reads, with their places. */
const namesIn = (e: Expression): { readonly name: string; readonly place: Place }[] => {
  switch (e.kind) {
    case "number":
      return [];
    case "name":
      return [e];
    case "unary":
      return namesIn(e.of);
    case "binary":
      return [...namesIn(e.left), ...namesIn(e.right)];
    case "call":
      return e.args.flatMap(namesIn);
  }
};
