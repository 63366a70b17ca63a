import type { PlasticityDescription, ProjectionDescription, Value } from "../engine/description.js";
import type { Simulation } from "../engine/simulation.js";
import {
  type Choice,
  isConductance,
  OF_INPUT,
  ours,
  type ParamsOf,
  type PlasticityRule,
  type Quantity,
} from "../models/model.js";
import {
  asNumbers,
  asObject,
  bad,
  callable,
  checkedChoices,
  checkedNumber,
  checkedValue,
  checkMade,
  knownName,
  type ParamValue,
} from "./check.js";
import type { Home } from "./group.js";

/** Synapses from one group to another, as `net.connect` returns them. */
export class Projection {
  readonly name: string;
  /** @internal */
  readonly index: number;
  /** @internal */
  readonly plasticity: PlasticityDescription | null;
  /** @internal */
  readonly home: Home;
  /** Number of neurons of the target group, and unit of the input. */
  readonly #nPost: number;
  readonly #unit: string;

  /** @internal made by net.connect */
  constructor(home: Home, { name, plasticity }: ProjectionDescription, index: number, nPost: number, unit: string) {
    this.home = home;
    this.name = name;
    this.index = index;
    this.plasticity = plasticity;
    this.#nPost = nPost;
    this.#unit = unit;
  }

  #engine(what: string): Simulation {
    return this.home.engine(what);
  }

  get #where(): string {
    return `projection "${this.name}"`;
  }

  /** Number of synapses. @throws NeurogliaError before build */
  get length(): number {
    return this.#engine(`length of ${this.#where}`).nSynapses(this.index);
  }

  /** Present weights, by source, then by delay, then by target. @throws NeurogliaError before build */
  async weights(): Promise<Float32Array> {
    return this.#engine(`weights of ${this.#where}`).weights(this.index);
  }

  /**
   * New weights in the order of `weights()`, between runs or during one (as a group's `set`).
   * @throws NeurogliaError if the length differs, a weight is not finite, lies outside the bounds of the plasticity or is a
   * negative conductance, or they differ where the projection was connected with one weight for all and does not learn
   */
  setWeights(values: ArrayLike<number>): void {
    const engine = this.home.live(`setWeights of ${this.#where}`);
    const expected = engine.nSynapses(this.index);
    if (asNumbers(values, "weights", this.#where).length !== expected)
      throw bad("number of weights", this.#where, `${expected}`, values.length);
    const copy = Float32Array.from(values);
    copy.forEach((value, k) => {
      if (!Number.isFinite(value)) throw bad(`weight ${k}`, this.#where, "finite", value);
      copy[k] = value + 0;
    });
    engine.setWeights(this.index, copy);
  }

  /** Source and target of each synapse in the order of `weights()`, counted within the two groups, and delay (ms). */
  async synapses(): Promise<{ pre: Uint32Array; post: Uint32Array; delay: Float64Array }> {
    return this.#engine(`synapses of ${this.#where}`).synapses(this.index);
  }

  /**
   * New params of the plasticity rule, between runs or during one (as a group's `set`): numbers, or for those that may differ
   * between targets a distribution or one value for each neuron of the target group. Those that shape traces (time constants, increment) are fixed once
   * built, since projections share traces. Weights outside new bounds are set to the bound that they pass, also where they are
   * frozen.
   * @throws NeurogliaError if it is static, for a bad name or value, wMin > wMax, or a param that shapes a trace
   */
  set(params: Record<string, ParamValue>): void {
    const engine = this.home.live(`set of ${this.#where}`);
    if (!this.plasticity) throw bad("plasticity", this.#where, "a rule, to set its params", "none (static weights)");
    const { rule } = this.plasticity;
    const present = engine.plasticityParams(this.index);
    for (const name of Object.keys(asObject(params, this.#where, "params")))
      knownName(name, Object.keys(rule.params), "param", `${rule.name} of ${this.#where}`);
    const { numbers: checked, perTarget } = checkedParams(rule, params, this.#unit, this.#where);
    checkTargets(perTarget, this.#nPost, this.#where);
    checkBounds({ ...present, ...checked }, this.plasticity, this.#unit, this.#where);
    engine.setPlasticity(this.index, checked, perTarget);
  }

  /**
   * Freezes the weights, from now on until `thaw`: not a bit of them changes, whatever the rule or an astrocyte that
   * modulates it, and spikes are those of static synapses with these weights. Traces go on, and amplitudes that fade go on
   * fading. As with params, neither reset nor checkpoints know of it.
   * @throws NeurogliaError if it is static, before build or while running
   */
  freeze(): void {
    this.#freeze(true);
  }

  /** Lets frozen weights learn again, from the traces as they are now; where they are not frozen, it changes nothing. */
  thaw(): void {
    this.#freeze(false);
  }

  #freeze(frozen: boolean): void {
    const what = `${frozen ? "freeze" : "thaw"} of ${this.#where}`;
    const engine = this.#engine(what);
    if (!this.plasticity) throw bad("plasticity", what, "a rule", "none (static weights)");
    engine.freeze(this.index, frozen);
  }
}

/** Values within their ranges, in the unit of the input where they have that: numbers, and what differs between targets. */
const checkedParams = (
  rule: PlasticityRule,
  given: Readonly<Record<string, unknown>>,
  unit: string,
  where: string,
): { numbers: Record<string, number>; perTarget: Record<string, Value> } => {
  const numbers: Record<string, number> = {};
  const perTarget: Record<string, Value> = {};
  for (const [name, value] of Object.entries(given)) {
    const own = rule.params[name]!;
    const quantity = own.unit === OF_INPUT ? { ...own, unit } : own;
    if (typeof value === "object" && value !== null && rule.perTarget?.params.includes(name)) {
      const several = value as Exclude<ParamValue, number>;
      const n = "length" in several ? several.length : 0;
      perTarget[name] = checkedValue(several, name, quantity, n, where);
    } else numbers[name] = checkedNumber(value, name, quantity, where);
  }
  return { numbers, perTarget };
};

/** Refuses arrays that have not one value for each neuron of the target group. */
export const checkTargets = (perTarget: Readonly<Record<string, Value>>, nPost: number, where: string): void => {
  for (const [name, value] of Object.entries(perTarget))
    if (value.kind === "array" && value.values.length !== nPost)
      throw bad(`length of ${name}`, where, `${nPost}, one per neuron of the target group`, value.values.length);
};

/**
 * Refuses bounds the wrong way round, above 0 where the rule is mirrored, below 0 where the weights are conductances.
 * `unit`: that of the input, or words where it is not known yet.
 */
export const checkBounds = (
  { wMin, wMax }: Readonly<Record<string, number>>,
  { rule, choices }: Pick<PlasticityDescription, "rule" | "choices">,
  unit: string,
  where: string,
): void => {
  if (wMin === undefined || wMax === undefined) return;
  if (wMin > wMax) throw bad("wMin", where, `≤ wMax (${wMax})`, wMin, unit);
  if (choices.mirrored === "yes" && wMax > 0) throw bad("wMax", `${where}, mirrored,`, "≤ 0", wMax, unit);
  if (isConductance(unit) && wMin < 0) throw bad("wMin", where, "≥ 0", wMin, unit);
  if (wMax > 0 || wMin === 0) return;
  for (const [name, { belowZero }] of Object.entries(rule.choices) as [string, Choice][])
    if (belowZero !== undefined && choices[name] !== belowZero)
      throw bad(name, where, `"${belowZero}", as weights are at most ${wMax}`, choices[name]);
};

const IN_UNIT = `in the ${OF_INPUT}`;

const described = (rule: PlasticityRule, given: object = {}): PlasticityDescription => {
  const values = asObject(given, rule.name, "params") as Record<string, unknown>;
  for (const name of Object.keys(values))
    knownName(name, [...Object.keys(rule.params), ...Object.keys(rule.choices)], "param", rule.name);
  const quantities = Object.entries(values).filter(([name, value]) => name in rule.params && value !== undefined);
  const { numbers, perTarget } = checkedParams(rule, Object.fromEntries(quantities), IN_UNIT, rule.name);
  const choices = checkedChoices(values, rule.choices, rule.name);
  const { wMin, wMax } = numbers;
  if (choices.mirrored === "yes" && wMin === undefined)
    throw bad("wMin", rule.name, `given: the least weight, ${IN_UNIT} (mirrored weights are ≤ 0)`, wMin);
  if (rule.params.wMax && wMax === undefined && !(wMin! < 0))
    throw bad("wMax", rule.name, `given: the greatest weight, ${IN_UNIT} (for weights ≤ 0: wMin, the least)`, wMax);
  const farther = Math.max(Math.abs(wMin ?? 0), Math.abs(wMax ?? 0));
  const params: Record<string, number> = {};
  for (const [name, { default: value, ofBound }] of Object.entries(rule.params))
    params[name] = numbers[name] ?? (ofBound ? value * farther : value);
  checkBounds(params, { rule, choices }, IN_UNIT, rule.name);
  return ours({ rule, params, choices, perTarget });
};

/** Refuses what is no plasticity, or none that a rule made. */
export const checkPlasticity = (plasticity: PlasticityDescription, where: string): void => {
  const isOfKind = plasticity?.rule?.kind === "plasticity";
  checkMade(plasticity, isOfKind, "plasticity", "stdp() (your own: plasticityRule({ … }))", where);
};

type PerTarget<R> = R extends { readonly perTarget: { readonly params: readonly (infer N)[] } } ? N : never;

/** What a rule takes: numbers, and of what may differ between targets also distributions and arrays. */
type Given<R extends PlasticityRule> = Omit<ParamsOf<R>, PerTarget<R> & string> & {
  [K in PerTarget<R> & string]?: ParamValue;
};

/** Bounds of the weights: the greatest or, for weights ≤ 0 and wherever these are mirrored, the least has to be given; the other is 0. */
type Bounds<R extends PlasticityRule> = R["params"] extends { readonly wMax: Quantity }
  ?
      | { wMin: number }
      | (R["choices"] extends { readonly mirrored: Choice } ? { mirrored?: "no"; wMax: number } : { wMax: number })
  : unknown;

/**
 * A plasticity rule, to be called with its params: what comes of it is for `connect`'s `plasticity`. Where it has bounds, weights
 * stay within [wMin, wMax] at all times: `wMax` has to be given, in the unit of the input (wMin is 0); for weights ≤ 0, and where
 * `mirrored`, `wMin` has to (wMax is 0). Amplitudes are shares of the bound that is farther from 0, unless they are given. A param
 * that may differ between targets also takes a distribution, or one value for each neuron of the target group.
 */
export interface CallablePlasticityRule<R extends PlasticityRule> {
  readonly rule: R;
  /** @throws NeurogliaError for an unknown param, one out of range, bounds that are missing or the wrong way round */
  (params: Given<R> & Bounds<R>): PlasticityDescription;
}

/** Makes a rule callable. */
export const plastic = <R extends PlasticityRule>(rule: R): CallablePlasticityRule<R> =>
  callable(rule, (params: Given<R> & Bounds<R>) => described(rule, params));

/** Refuses a rule that pairs by emission where synapses differ in delay: its post spikes would have to wait differently for each. */
export const checkPairing = (
  plasticity: PlasticityDescription | null,
  delays: readonly number[],
  where: string,
): void => {
  if (plasticity?.choices.pairing === "emission" && delays.length > 1)
    throw bad("number of delays", `${where} with pairing "emission"`, "1", delays.length);
};
