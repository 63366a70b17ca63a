import type { PlasticityDescription } from "../engine/description.js";
import type { Simulation } from "../engine/simulation.js";
import { apStdp as apStdpRule } from "../models/apStdp.js";
import type { ParamsOf, PlasticityRule } from "../models/model.js";
import { stdp as stdpRule } from "../models/stdp.js";
import { bad, checkedChoices, checkedNumber, knownName } from "./check.js";
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

  /** @internal made by net.connect */
  constructor(home: Home, name: string, index: number, plasticity: PlasticityDescription | null) {
    this.home = home;
    this.name = name;
    this.index = index;
    this.plasticity = plasticity;
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
   * @throws NeurogliaError if the length differs, a weight is not finite, or they differ where the projection was
   * connected with one weight for all and does not learn
   */
  setWeights(values: ArrayLike<number>): void {
    const engine = this.home.live(`setWeights of ${this.#where}`);
    const expected = engine.nSynapses(this.index);
    if (values.length !== expected) throw bad("number of weights", this.#where, `${expected}`, values.length);
    const copy = Float32Array.from(values);
    copy.forEach((value, k) => {
      if (!Number.isFinite(value)) throw bad(`weight ${k}`, this.#where, "finite", value);
    });
    engine.setWeights(this.index, copy);
  }

  /** Source and target of each synapse in the order of `weights()`, counted within the two groups, and delay (ms). */
  async synapses(): Promise<{ pre: Uint32Array; post: Uint32Array; delay: Float64Array }> {
    return this.#engine(`synapses of ${this.#where}`).synapses(this.index);
  }

  /**
   * New params of the plasticity rule, between runs or during one (as a group's `set`). Those that shape traces (time constants, increment) are fixed once
   * built, since projections share traces.
   * @throws NeurogliaError if it is static, for a bad name or value, or a param that shapes a trace
   */
  set(params: Record<string, number>): void {
    const engine = this.home.live(`set of ${this.#where}`);
    if (!this.plasticity) throw bad("plasticity", this.#where, "a rule, to set its params", "none (static weights)");
    const { rule } = this.plasticity;
    const present = engine.plasticityParams(this.index);
    const checked: Record<string, number> = {};
    for (const [name, value] of Object.entries(params)) {
      knownName(name, Object.keys(rule.params), "param", `${rule.name} of ${this.#where}`);
      checked[name] = checkedNumber(value, name, rule.params[name]!, this.#where);
    }
    const { wMin = present.wMin, wMax = present.wMax } = checked;
    if (wMin! > wMax!) throw bad("wMin", this.#where, `≤ wMax (${wMax})`, wMin, "mV");
    engine.setPlasticity(this.index, checked);
  }
}

const described = <R extends PlasticityRule>(rule: R, given: ParamsOf<R>): PlasticityDescription => {
  const values = given as Record<string, unknown>;
  for (const name of Object.keys(values))
    knownName(name, [...Object.keys(rule.params), ...Object.keys(rule.choices)], "param", rule.name);
  const params: Record<string, number> = {};
  for (const [name, quantity] of Object.entries(rule.params))
    params[name] = checkedNumber(values[name] ?? quantity.default, name, quantity, rule.name);
  if (params.wMin! > params.wMax!) throw bad("wMin", rule.name, `≤ wMax (${params.wMax})`, params.wMin, "mV");
  return { rule, params, choices: checkedChoices(values, rule.choices, rule.name) };
};

/** Refuses a rule that pairs by emission where synapses differ in delay: its post spikes would have to wait differently for each. */
export const checkPairing = (
  plasticity: PlasticityDescription | null,
  delays: readonly number[],
  where: string,
): void => {
  if (plasticity?.choices.pairing === "emission" && delays.length > 1)
    throw bad("number of delays", `${where} with pairing "emission"`, "1", delays.length);
};

/**
 * Pair STDP for `connect`'s `plasticity`; params, units and equations in MODELS.md.
 * @throws NeurogliaError for an unknown param, one out of range, or wMin > wMax
 */
export const stdp = (params: ParamsOf<typeof stdpRule> = {}): PlasticityDescription => described(stdpRule, params);

/** STDP gated by postsynaptic calcium (AP-STDP); as `stdp`. */
export const apStdp = (params: ParamsOf<typeof apStdpRule> = {}): PlasticityDescription =>
  described(apStdpRule, params);
