import type { Value } from "../engine/description.js";
import type { NeuronInput } from "../models/model.js";
import { bad, checkedValue, knownName, type ParamValue } from "./check.js";
import type { Group } from "./group.js";

/** Refuses a group of sources. */
export const checkNeurons = (what: string, { model }: Group, where: string): void => {
  if (model.kind !== "neuron") throw bad(what, where, "neurons", `a ${model.name} source`);
};

/** The input of a group's neurons that something acts on. @throws NeurogliaError for a group of sources, an unknown input */
export const checkedInput = (what: string, group: Group, into: string, where: string): NeuronInput => {
  checkNeurons(what, group, where);
  const inputs = "inputs" in group.model ? group.model.inputs : {};
  knownName(into, Object.keys(inputs), "into", where);
  return inputs[into]!;
};

/** Weights onto an input: a number, a distribution or `n` numbers. @throws NeurogliaError for others */
export const checkedWeight = (weight: ParamValue, { unit }: NeuronInput, n: number, where: string): Value =>
  checkedValue(weight, "weight", { unit, default: 1, meaning: "" }, n, where);
