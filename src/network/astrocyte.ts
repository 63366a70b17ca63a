import type { GliaDescription, Value } from "../engine/description.js";
import type { GliaModel, ParamsOf } from "../models/model.js";
import { asObject, checkedNumber, checkedSize, checkedValue, checkModel, knownName, type ParamValue } from "./check.js";
import type { ColumnOf, Home } from "./group.js";

/** What an astrocyte needs of its network. */
export interface GliaHome extends Home {
  setGliaInit(glia: number, quantity: string, value: Value): void;
}

/** What `astrocyte` is told, as the description has it. @throws NeurogliaError for n < 1, an unknown param, or one out of range */
export const describedGlia = (
  name: string,
  n: number,
  model: GliaModel,
  params: Readonly<Record<string, unknown>>,
  where: string,
): GliaDescription => {
  checkedSize(n, where);
  checkModel(model, ["glia"], "lim", "astrocyteModel({ … })", where);
  for (const param of Object.keys(asObject(params, where, "params")))
    knownName(param, Object.keys(model.params), "param", where);
  const checked: Record<string, number> = {};
  for (const [param, quantity] of Object.entries(model.params))
    checked[param] = checkedNumber(params[param] ?? quantity.default, param, quantity, where);
  return { name, n, model, params: checked, init: {} };
};

/** Astrocytes of one kind, as `net.astrocyte` returns them. */
export class Astrocyte<M extends GliaModel = GliaModel> {
  readonly name: string;
  readonly model: M;
  readonly length: number;
  /** @internal */
  readonly index: number;
  /** @internal */
  readonly home: GliaHome;

  /** @internal made by net.astrocyte */
  constructor(home: GliaHome, name: string, model: M, length: number, index: number) {
    this.home = home;
    this.name = name;
    this.model = model;
    this.length = length;
    this.index = index;
  }

  get #where(): string {
    return `astrocyte "${this.name}"`;
  }

  /** Initial values of its state, before build. @throws NeurogliaError after build, for an unknown state or a bad value */
  init(values: { [K in keyof M["state"]]?: ParamValue }): this {
    this.home.unbuilt(`init of ${this.#where}`);
    for (const [name, value] of Object.entries(asObject(values, this.#where, "init")) as [string, ParamValue][]) {
      knownName(name, Object.keys(this.model.state), "state", this.#where);
      const quantity = this.model.state[name]!;
      this.home.setGliaInit(this.index, name, checkedValue(value, name, quantity, this.length, this.#where));
    }
    return this;
  }

  /** Present values of a state, one per cell, as a group's `get` has them. @throws NeurogliaError before build or if unknown */
  get<Q extends keyof M["state"] & string>(quantity: Q): ColumnOf<M, Q> {
    knownName(quantity, Object.keys(this.model.state), "state", this.#where);
    return this.home.engine(`get of ${this.#where}`).gliaColumn(this.index, quantity) as ColumnOf<M, Q>;
  }

  /** New params, between runs or during one (as a group's `set`). @throws NeurogliaError before build, for an unknown name or a bad value */
  set(params: ParamsOf<M, number>): this {
    const engine = this.home.live(`set of ${this.#where}`);
    const checked: Record<string, number> = {};
    for (const [name, value] of Object.entries(asObject(params, this.#where, "params")) as [string, number][]) {
      knownName(name, Object.keys(this.model.params), "param", this.#where);
      checked[name] = checkedNumber(value, name, this.model.params[name]!, this.#where);
    }
    engine.setGlia(this.index, checked);
    return this;
  }
}
