import type { PopulationDescription, Value } from "../engine/description.js";
import type { NeuronModel, SourceModel } from "../models/model.js";
import {
  asNumbers,
  asObject,
  bad,
  checkedChoices,
  checkedSize,
  checkedValue,
  checkModel,
  knownName,
  knownOptions,
  nameOf,
  type ParamValue,
} from "./check.js";

/**
 * What `population` is told, as the description has it.
 * @throws NeurogliaError for a size below 1, what is no neuron or source, an unknown param or option, one out of range
 */
export const describedPopulation = (
  name: string,
  size: number | readonly [number, number, number],
  model: NeuronModel | SourceModel,
  params: Readonly<Record<string, unknown>>,
  options: { shuffle?: boolean },
  where: string,
): PopulationDescription => {
  knownOptions(options, ["shuffle"], where);
  const { shuffle = false } = options;
  if (typeof size !== "number" && size?.length !== 3)
    throw bad("size", where, "a number of neurons or the three sides of a lattice, before the model", nameOf(size));
  const sides = typeof size === "number" ? [size] : [...asNumbers(size, "size", where)];
  const n = sides.reduce((product, side) => product * checkedSize(side, where), 1);
  if (typeof size !== "number" && Math.max(...size) > 1024)
    throw bad("side", where, "at most 1024 sites", Math.max(...size));
  checkModel(model, ["neuron", "source"], "lif or poisson", "neuron({ … }), source({ … })", where);
  for (const param of Object.keys(asObject(params, where, "params")))
    knownName(param, [...Object.keys(model.params), ...Object.keys(model.choices)], "param", where);
  const checked: Record<string, Value> = {};
  for (const [param, quantity] of Object.entries(model.params))
    checked[param] = checkedValue((params[param] ?? quantity.default) as ParamValue, param, quantity, n, where);
  return {
    name,
    n,
    model,
    params: checked,
    choices: checkedChoices(params, model.choices, where),
    init: {},
    lattice: typeof size === "number" ? null : { size: [...size], shuffle },
  };
};
