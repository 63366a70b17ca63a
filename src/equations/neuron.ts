import { NeurogliaError } from "../errors.js";
import { neuron as neuronOf } from "../models/factories.js";
import type { NeuronInput, NeuronModel, Quantity, StateQuantity } from "../models/model.js";
import type { NeuronRead } from "./described.js";
import { Graph, Level, type Node, Unfit } from "./graph.js";
import { HostValues } from "./host.js";
import { lowered, type Scope } from "./lower.js";
import { isNoise, Methods, type Stage } from "./methods.js";
import type { Assigned, HeldLoop, Loop, NeuronPlan } from "./plan.js";
import { read } from "./read.js";
import type { Method, NeuronSpec } from "./spec.js";
import type { Assignment } from "./syntax.js";
import { unitConstants } from "./units.js";
import { emitNeuron } from "./wasm/kernels.js";
import { constants } from "./words.js";

/** Columns that a model has besides those that its texts name. */
const LEFT = "refractoryLeft";
const LATCH = "isRefractory";
const AGE = "spikeAge";

type Values = ReadonlyMap<string, Node>;

/** What equations come to: all that kernels are emitted from, and what the descriptor says besides. */
interface Compiled {
  readonly plan: NeuronPlan;
  readonly method: Exclude<Method, "auto">;
  readonly reason: string;
  readonly derived: Readonly<Record<string, { readonly expression: string }>>;
  /** By state: the share of it that decays in a step, an expression. */
  readonly leaks: ReadonlyMap<string, string>;
  /** By input: the derived value by which it decays. */
  readonly decays: ReadonlyMap<string, string>;
  /** By state: its initial value, an expression. */
  readonly initial: ReadonlyMap<string, string>;
}

/** One model's equations on their way to a plan. */
class Compiler {
  readonly #read: NeuronRead;
  readonly #graph = new Graph();
  readonly #timers: ReadonlySet<string>;
  readonly #subexpressions: ReadonlyMap<string, NeuronRead["subexpressions"][number]>;
  /** Whether the neuron is refractory as a step begins; null: it never is. */
  readonly #blocked: Node | null;
  #needsAge = false;

  constructor(read: NeuronRead) {
    this.#read = read;
    this.#timers = new Set(read.timers);
    this.#subexpressions = new Map(read.subexpressions.map((each) => [each.name, each] as const));
    const g = this.#graph;
    const { refractory } = read;
    this.#blocked = refractory && g.call("gt", g.column(refractory.kind === "time" ? LEFT : LATCH), g.number(0));
  }

  #isState(name: string): boolean {
    return this.#read.states.some((state) => state.name === name);
  }

  /** What names mean where columns have these values, at a time; `age`: steps since the last spike, −1 before the first. */
  #scope(values: Values, time: Node, age: Node): Scope {
    const g = this.#graph;
    const known = new Map<string, Node>();
    const scope: Scope = (name) => {
      const found = known.get(name) ?? meaning(name);
      known.set(name, found);
      return found;
    };
    const columnOf = (name: string, of: Values): Node => {
      const value = of.get(name) ?? g.column(name);
      return this.#timers.has(name) ? g.mul(value, g.dt) : value;
    };
    const isColumn = (name: string): boolean =>
      this.#timers.has(name) || this.#isState(name) || this.#read.inputs.some((input) => input.name === name);
    const meaning = (name: string): Node => {
      if (isColumn(name)) return columnOf(name, values);
      if (name === "dt" || Object.hasOwn(this.#read.params, name)) return g.param(name);
      const own = this.#subexpressions.get(name);
      if (own) return lowered(g, own.value, scope);
      if (name.endsWith("_before")) return columnOf(name.slice(0, -"_before".length), new Map());
      if (name === "t") return time;
      if (name === "i") return g.node("index");
      if (name === "N") return g.node("count");
      if (isNoise(name)) return g.column(name);
      if (name === "refractory") return this.#blocked ?? g.number(0);
      if (name === "sinceSpike") {
        this.#needsAge = true;
        return g.select(g.call("lt", age, g.number(0)), g.number(Number.POSITIVE_INFINITY), g.mul(age, g.dt));
      }
      if (constants.has(name)) return g.number(constants.get(name)!);
      // Units are 1: texts are checked to be in units that fit.
      if (unitConstants.has(name)) return g.number(1);
      throw new Error(`no ${name} in ${this.#read.name}`);
    };
    return scope;
  }

  get #age(): Node {
    return this.#graph.column(AGE);
  }

  get #ageAfter(): Node {
    const g = this.#graph;
    return g.select(g.call("lt", this.#age, g.number(0)), this.#age, g.add(this.#age, g.number(1)));
  }

  get #timeAfter(): Node {
    const g = this.#graph;
    return g.add(g.node("t"), g.dt);
  }

  /** Whole steps of a time, at least so many. */
  #steps(time: Node, least = 0): Node {
    const g = this.#graph;
    return g.call("max", g.call("floor", g.add(g.div(time, g.dt), g.number(0.5))), g.number(least));
  }

  /** Values after statements, one after the other. */
  #assigned(statements: readonly Assignment[], before: Values, age: Node): Map<string, Node> {
    const g = this.#graph;
    const values = new Map(before);
    for (const { name, operator, value } of statements) {
      const scope = this.#scope(values, this.#timeAfter, age);
      const given = lowered(g, value, scope);
      const now = scope(name);
      const next = {
        "=": () => given,
        "+=": () => g.add(now, given),
        "-=": () => g.sub(now, given),
        "*=": () => g.mul(now, given),
        "/=": () => g.div(now, given),
      }[operator]();
      values.set(name, this.#timers.has(name) ? this.#steps(next) : next);
    }
    return values;
  }

  /** From threshold to the end of a step, where columns have come to `next`; `blocked`: null where nobody is refractory. */
  #loop(next: Values, blocked: Node | null): { readonly loop: Loop; readonly steps: Node | null } {
    const g = this.#graph;
    const { threshold, reset, refractory, timers, inputs } = this.#read;
    const scope = this.#scope(next, this.#timeAfter, this.#ageAfter);
    let fired = threshold && lowered(g, threshold, scope);
    if (fired && blocked) fired = g.call("and", fired, g.call("not", blocked));
    const settled = new Map(next);
    for (const timer of timers) settled.set(timer, g.call("max", g.sub(g.column(timer), g.number(1)), g.number(0)));
    for (const { name } of inputs) if (!this.#isState(name)) settled.set(name, g.number(0));
    const after = fired ? this.#assigned(reset, settled, this.#ageAfter) : new Map(settled);
    let steps: Node | null = null;
    if (fired && refractory) {
      const asked = lowered(g, refractory.value, this.#scope(after, this.#timeAfter, g.number(0)));
      if (refractory.kind === "time") {
        steps = this.#steps(asked);
        if (blocked) {
          settled.set(LEFT, g.call("max", g.sub(g.column(LEFT), g.number(1)), g.number(0)));
          after.set(LEFT, steps);
        }
      } else if (blocked) {
        const goesOn = lowered(g, refractory.value, this.#scope(settled, this.#timeAfter, this.#ageAfter));
        settled.set(LATCH, g.call("and", blocked, goesOn));
        after.set(LATCH, g.select(asked, g.number(1), g.number(0)));
      }
    }
    if (this.#needsAge) {
      settled.set(AGE, this.#ageAfter);
      after.set(AGE, g.number(0));
    }
    const written = [...settled].filter(([name, value]) => value !== g.column(name));
    const atSpike = [...after].filter(([name, value]) => value !== (settled.get(name) ?? g.column(name)));
    return {
      loop: { next: assignedOf(written), fired, atSpike: fired ? assignedOf(atSpike) : [] },
      steps,
    };
  }

  compile(): Compiled {
    const g = this.#graph;
    const { states, inputs, timers, substeps, every, refractory, subexpressions } = this.#read;
    const moving = states.filter(({ slope }) => slope);
    const currents = inputs.filter(({ name, adds }) => !this.#isState(name) && adds === null).map(({ name }) => name);
    const methods = new Methods({
      graph: g,
      states: moving.map(({ name }) => name),
      constants: [...states.filter(({ slope }) => !slope).map(({ name }) => name), ...timers, ...currents],
      slopes: ({ values, time }: Stage, stopped) => {
        const scope = this.#scope(values, time, this.#age);
        return new Map(
          moving.map(({ name, slope, stops }) => [name, stops && stopped ? g.number(0) : lowered(g, slope!, scope)]),
        );
      },
      substeps,
    });
    const [method, reason] =
      this.#read.method === "auto" ? methods.chosen() : [this.#read.method as Exclude<Method, "auto">, "as asked for"];
    const advance = (stopped: boolean): Map<string, Node> => {
      const next = methods.advanced(method, stopped);
      for (const { name, adds } of inputs) {
        if (adds === null || (stopped && states.find((state) => state.name === adds)?.stops)) continue;
        next.set(adds, g.add(next.get(adds) ?? g.column(adds), g.column(name)));
      }
      return next;
    };
    const free = advance(false);
    const stops = states.filter((state) => state.stops).map(({ name }) => name);
    const blocked = this.#blocked;
    const next = new Map(free);
    if (blocked && stops.length > 0)
      for (const [name, value] of advance(true)) next.set(name, g.select(blocked, value, free.get(name)!));
    // Asked once before, so that it is known whether anything looks at the time since a spike.
    this.#loop(next, blocked);
    const { loop, steps } = this.#loop(next, blocked);
    const late = every.map(({ ms, statements }) => ({
      steps: this.#steps(g.number(ms), 1),
      assigned: assignedOf([...this.#assigned(statements, new Map(), this.#age)]),
    }));
    const observed = subexpressions.flatMap(({ name }) => {
      // Its kernel is handed the steps that are done.
      const value = this.#scope(new Map(), g.node("t"), this.#age)(name);
      // One-step currents are used up by then, and noise is of a step.
      const isGone = reads(
        value,
        (node) => node.op === "column" && (isNoise(node.name) || currents.includes(node.name)),
      );
      return isGone ? [] : [{ name, value }];
    });
    const columns = [
      ...states.map(({ name, isWide }) => ({ name, isWide })),
      ...timers.map((name) => ({ name, isWide: false })),
      ...(refractory && loop.fired ? [{ name: refractory.kind === "time" ? LEFT : LATCH, isWide: false }] : []),
      ...(this.#needsAge ? [{ name: AGE, isWide: true }] : []),
      ...inputs.flatMap(({ name }) => (this.#isState(name) ? [] : [{ name, isWide: false }])),
    ];
    const taken = new Set([
      ...columns.map(({ name }) => name),
      ...Object.keys(this.#read.params),
      ...this.#subexpressions.keys(),
    ]);
    const host = new HostValues(g, taken);
    const isWide = new Map(columns.map(({ name, isWide }) => [name, isWide] as const));
    const held = this.#held(free, next, stops, steps);
    const need = ({ next, fired, atSpike }: Loop): void => {
      for (const { column, value } of [...next, ...atSpike]) host.need(value, isWide.get(column)!);
      if (fired) host.need(fired, false);
    };
    need(loop);
    if (held) {
      need(held.loop);
      host.need(held.steps, false);
    }
    for (const { value } of observed) host.need(value, false);
    for (const { steps, assigned } of late) {
      host.need(steps, false);
      for (const { column, value } of assigned) host.need(value, isWide.get(column)!);
    }
    const leaks = new Map<string, string>();
    for (const [name, parts] of methods.linearity())
      if (parts && parts[1].level <= Level.param && !g.is(parts[1], 0))
        leaks.set(name, `-expm1(${host.text(g.mul(parts[1], g.dt))})`);
    const decays = new Map<string, string>();
    for (const { name } of inputs) {
      const value = loop.next.find(({ column }) => column === name)?.value;
      if (value?.op === "mul" && value.args[0] === g.column(name) && value.args[1]!.level <= Level.param)
        decays.set(name, host.named(value.args[1]!));
    }
    return {
      plan: { columns, values: host.values, loop, held, observed, late },
      method,
      reason,
      leaks,
      decays,
      initial: this.#initial(host),
      derived: host.derived,
    };
  }

  /** The loop without refractoriness, where a list does as well: all who are refractory stand still for the same time, and nothing else notices. */
  #held(free: Values, next: Values, frozen: readonly string[], steps: Node | null): HeldLoop | null {
    const g = this.#graph;
    const { inputs, every } = this.#read;
    if (!steps || steps.level > Level.param || frozen.length === 0) return null;
    // What arrives there, or is written there now and then, would be lost with what the list gives back.
    if (inputs.some(({ name }) => frozen.includes(name))) return null;
    if (every.some(({ statements }) => statements.some(({ name }) => frozen.includes(name)))) return null;
    for (const [name, value] of next) if (!frozen.includes(name) && value !== free.get(name)) return null;
    const { loop } = this.#loop(free, null);
    const left = g.column(LEFT);
    const all = [...loop.next, ...loop.atSpike].map(({ value }) => value);
    if ([...all, loop.fired!].some((value) => g.uses(value, left))) return null;
    return { loop, frozen, steps };
  }

  #initial(host: HostValues): Map<string, string> {
    const g = this.#graph;
    const out = new Map<string, string>();
    const names = new Set([...this.#read.states.map(({ name }) => name), ...Object.keys(this.#read.params)]);
    for (const [name, value] of Object.entries(this.#read.init)) {
      if (!("place" in value) || value.kind === "number") continue;
      const scope: Scope = (of) => {
        if (names.has(of) || of === "dt") return g.param(of);
        return this.#scope(new Map(), this.#timeAfter, this.#age)(of);
      };
      out.set(name, host.text(lowered(g, value, scope)));
    }
    return out;
  }
}

type Names<S, K extends keyof NeuronSpec> = S extends { readonly [P in K]: infer Given extends object }
  ? Given
  : object;

/** The model that a description makes. */
export type EquationNeuron<S extends NeuronSpec> = Omit<NeuronModel, "params" | "inputs" | "choices"> & {
  // biome-ignore lint/complexity/noBannedTypes: no names
  readonly choices: {};
  readonly params: { readonly [K in keyof Names<S, "params">]: Quantity };
  readonly inputs: { readonly [K in keyof Names<S, "inputs">]: NeuronInput };
};

/**
 * A neuron from the equations of a paper, for `net.population`: SIMD kernels made in a few milliseconds, in Node and in pages, with no
 * compiler.
 *
 * ```ts
 * const lif = neuron({
 *   name: "lif",
 *   equations: `
 *     dv/dt = (eL - v)/tauM + iE/cM : mV (unless refractory)
 *     diE/dt = -iE/tauSynE : pA`,
 *   threshold: "v > vTh", reset: "v = vReset", refractory: "tRef",
 *   params: { eL: [-70, "mV"], tauM: [10, "ms"], cM: [250, "pF"], vTh: [-55, "mV"], vReset: [-70, "mV"], tRef: [2, "ms"],
 *     tauSynE: [2, "ms"] },
 *   inputs: { iE: {} }, init: { v: "eL" },
 * });
 * net.population("cells", 1000, lif, { tauM: normal(10, 1, { clip: [5, 15] }) });
 * ```
 * @throws NeurogliaError `bad-equation`, with the place in the text, for what is wrong in it
 */
export const neuron = <const S extends NeuronSpec>(spec: S): EquationNeuron<S> => {
  const it = read(spec);
  const made = (() => {
    try {
      return new Compiler(it).compile();
    } catch (error) {
      if (error instanceof RangeError)
        throw new NeurogliaError({
          code: "bad-equation",
          what: "equations",
          where: `neuron "${it.name}"`,
          expected: "less nested: this thread has no room to go through them",
          got: error.message,
        });
      if (!(error instanceof Unfit)) throw error;
      throw new NeurogliaError({
        code: "bad-equation",
        what: error.state === null ? "method" : `d${error.state}/dt`,
        where: `neuron "${it.name}"`,
        expected: error.reason,
        got: it.method,
      });
    }
  })();
  return described(it, spec, made) as unknown as EquationNeuron<S>;
};

/** The unit that a descriptor has where nobody said one. */
const NONE = "1";

const described = (it: NeuronRead, spec: NeuronSpec, made: Compiled): NeuronModel => {
  const { plan, method, reason, derived, leaks, decays, initial } = made;
  const isState = (name: string): boolean => it.states.some((state) => state.name === name);
  const isInput = (name: string): boolean => it.inputs.some((input) => input.name === name);
  const meanings: Readonly<Record<string, readonly [unit: string, meaning: string]>> = {
    [LEFT]: ["steps", "steps until a spike is possible again"],
    [LATCH]: ["1", "whether it is refractory"],
    [AGE]: ["steps", "steps since the last spike, -1 before the first"],
  };
  const state: Record<string, StateQuantity> = {};
  for (const { name, isWide } of plan.columns) {
    if (isInput(name) && !isState(name)) continue;
    const own = it.states.find((each) => each.name === name);
    const init = it.init[name];
    const isNumber = init && "place" in init && init.kind === "number";
    const text = initial.get(name) ?? (init && !("place" in init) ? init : undefined);
    const leak = isWide ? undefined : leaks.get(name);
    const [unit, meaning] = meanings[name] ?? [own?.unit ?? (own ? NONE : "steps"), own ? name : `timer ${name}`];
    state[name] = {
      unit,
      meaning,
      default: isNumber ? init.value : name === AGE ? -1 : 0,
      ...(text === undefined ? {} : { initial: text }),
      ...(isWide ? { f64: true as const } : {}),
      ...(leak === undefined ? {} : { leak }),
    };
  }
  const inputs = Object.fromEntries(
    it.inputs.map(({ name, unit, meaning, drives, typical }): [string, NeuronInput] => {
      const decay = decays.get(name);
      return [
        name,
        {
          unit: unit ?? it.states.find((each) => each.name === name)?.unit ?? NONE,
          meaning: meaning || name,
          arrives: isState(name) ? "after" : "before",
          ...(decay === undefined ? {} : { decay }),
          ...(drives === undefined ? {} : { drives }),
          ...(typical === undefined ? {} : { typical }),
        },
      ];
    }),
  );
  const params = Object.fromEntries(
    Object.entries(it.params).map(([name, { unit, meaning, ...rest }]): [string, Quantity] => [
      name,
      { ...rest, unit: unit ?? NONE, meaning: meaning || name },
    ]),
  );
  const refractory =
    it.refractory?.kind === "time" && it.refractory.value.kind === "name" ? it.refractory.value.name : null;
  const model = {
    name: it.name,
    title: spec.title ?? it.name,
    equations: it.canonical.split("\n").filter((line) => line.trim() !== ""),
    ...(spec.source === undefined ? {} : { source: spec.source }),
    ...(spec.presets === undefined ? {} : { presets: spec.presets }),
    params,
    derived,
    state,
    inputs,
    ...(refractory && Object.hasOwn(params, refractory) ? { refractory } : {}),
    ...(plan.observed.length > 0
      ? {
          observed: Object.fromEntries(
            plan.observed.map(({ name }) => [
              name,
              { unit: it.subexpressions.find((each) => each.name === name)?.unit ?? NONE, meaning: name },
            ]),
          ),
        }
      : {}),
    ...(plan.late.length > 0 ? { late: true } : {}),
    scheme: `${method}: ${reason}`,
    ...(it.unchecked.length > 0 ? { unchecked: it.unchecked } : {}),
    identityText: `${it.canonical}\nmethod ${method}`,
    kernel: emitNeuron(plan),
  };
  return neuronOf(model as never) as never;
};

const assignedOf = (values: Iterable<readonly [string, Node]>): Assigned[] =>
  [...values].map(([column, value]) => ({ column, value }));

/** Whether a value reads such a node. */
const reads = (node: Node, such: (node: Node) => boolean): boolean => {
  const seen = new Set<Node>();
  const visit = (at: Node): boolean => {
    if (seen.has(at)) return false;
    seen.add(at);
    return such(at) || at.args.some(visit);
  };
  return visit(node);
};
