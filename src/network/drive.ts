import type { DriveDescription } from "../engine/description.js";
import { checkLimits } from "../engine/limits.js";
import { type DriveModel, isConductance, type ParamsOf } from "../models/model.js";
import { bad, checkedNumber, checkModel, knownName, knownOptions } from "./check.js";
import type { Group, Home } from "./group.js";
import { checkedInput, ofInput } from "./inputs.js";

export interface DriveOptions<I extends string> {
  /** Input of the group's model that the drive adds to. */
  into: I;
  /** Names the random stream. Default "model→group", numbered where taken. */
  name?: string;
}

/**
 * Params of a drive within their ranges, and such as its kernel can draw with this dt. `inputUnit`: unit of the
 * input that it adds to.
 * @throws NeurogliaError for an unknown name or a bad value
 */
const checkedDrive = (
  model: DriveModel,
  present: Readonly<Record<string, number>>,
  given: object,
  inputUnit: string,
  dt: number,
  where: string,
): Record<string, number> => {
  if (typeof given !== "object" || given === null) throw bad("params", where, "an object", given);
  const params = { ...present };
  for (const [name, value] of Object.entries(given)) {
    knownName(name, Object.keys(model.params), "param", where);
    params[name] = checkedNumber(value, name, ofInput(model.params[name]!, { unit: inputUnit }), where);
  }
  checkLimits(model, params, dt, () => where);
  const least = Object.entries(model.least ?? {}).reduce((sum, [name, factor]) => sum + factor * params[name]!, 0);
  if (least < 0 && isConductance(inputUnit))
    throw bad("least draw", where, "≥ 0, as it is added to a conductance", least, inputUnit);
  return params;
};

/**
 * What `drive` is told, as the description has it.
 * @throws NeurogliaError for what is no drive, a group of sources, an unknown input, option or param, one out of range
 */
export const describedDrive = (
  name: string,
  group: Group,
  model: DriveModel,
  params: object,
  options: DriveOptions<string>,
  dt: number,
  where: string,
): DriveDescription => {
  knownOptions(options, ["into", "name"], where);
  checkModel(model, ["drive"], "poissonDrive", "drive({ … })", where);
  const { into } = options;
  const { unit } = checkedInput("group", group, into, where);
  const defaults = Object.fromEntries(Object.entries(model.params).map(([param, q]) => [param, q.default]));
  return { name, group: group.range, model, params: checkedDrive(model, defaults, params, unit, dt, where), into };
};

/** Random input to the neurons of a group, as `net.drive` returns it. */
export class Drive<D extends DriveModel = DriveModel> {
  readonly name: string;
  readonly model: D;
  /** @internal */
  readonly home: Home;
  readonly #index: number;
  readonly #inputUnit: string;
  #params: Readonly<Record<string, number>>;

  /** @internal made by net.drive */
  constructor(
    home: Home,
    name: string,
    model: D,
    index: number,
    inputUnit: string,
    params: Readonly<Record<string, number>>,
  ) {
    this.home = home;
    this.name = name;
    this.model = model;
    this.#index = index;
    this.#inputUnit = inputUnit;
    this.#params = params;
  }

  /**
   * New params, between runs or during one (as a group's `set`); those not given stay.
   * @throws NeurogliaError before build, for an unknown name or a bad value
   */
  set(params: ParamsOf<D, number>): this {
    const where = `drive "${this.name}"`;
    const engine = this.home.live(`set of ${where}`);
    const checked = checkedDrive(this.model, this.#params, params, this.#inputUnit, this.home.dt, where);
    engine.setDrive(this.#index, checked);
    this.#params = checked;
    return this;
  }
}
