import { refuseOutside } from "../engine/check.js";
import type { PlasticityDescription, Value } from "../engine/description.js";
import { isConductance, type NeuronInput, OF_INPUT, type Quantity } from "../models/model.js";
import { bad, checkedValue, knownName, type ParamValue } from "./check.js";
import { extremes } from "./distributions.js";
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

/** A quantity, in the unit of the input where it is that of what is added to it: then nothing below 0 if that is a conductance. */
export const ofInput = (quantity: Quantity, { unit }: Pick<NeuronInput, "unit">): Quantity =>
  quantity.unit === OF_INPUT ? { ...quantity, unit, ...(isConductance(unit) ? { min: 0 } : {}) } : quantity;

/**
 * Weights onto an input: a number, a distribution or `n` numbers.
 * @throws NeurogliaError for others, and for those that may lie outside the bounds of a rule that learns them
 */
export const checkedWeight = (
  weight: ParamValue,
  input: NeuronInput,
  n: number,
  where: string,
  plasticity: PlasticityDescription | null = null,
): Value => {
  // A bound that a distribution has of itself, its user never wrote.
  const noClip = (weight as { clip?: unknown } | null)?.clip === null;
  const extreme = `extreme weight${noClip ? " (there is no clip: clip: [low, high] would help)" : ""}`;
  const value = checkedValue(
    weight,
    noClip ? extreme : "weight",
    ofInput({ unit: OF_INPUT, default: 1, meaning: "" }, input),
    n,
    where,
  );
  if (!plasticity) return value;
  const refuse = (numbers: ArrayLike<number>, nameOf: (k: number) => string): void =>
    refuseOutside(numbers, input.unit, plasticity, nameOf, where);
  if (value.kind === "constant") refuse([value.value], () => "weight");
  else if ("values" in value) refuse(value.values, (k) => (value.kind === "array" ? `weight[${k}]` : "weight"));
  else refuse(extremes(value), () => extreme);
  return value;
};
