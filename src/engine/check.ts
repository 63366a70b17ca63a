import { NeurogliaError } from "../errors.js";
import { isConductance, type NeuronModel } from "../models/model.js";
import type { NetworkDescription, PlasticityDescription, Range } from "./description.js";

/** Refuses what only building or a built network can tell to be wrong. */
export const refuse = (what: string, where: string, expected: string, got: unknown): never => {
  throw new NeurogliaError({ code: "bad-input", what, where, expected, got });
};

/** Unit of an input of the neurons of a range. */
export const unitOf = ({ populations }: NetworkDescription, { population }: Range, into: string): string =>
  (populations[population]!.model as NeuronModel).inputs[into]!.unit;

/**
 * Refuses weights onto an input of that unit that lie, as the kernels' f32, outside the bounds of the rule that learns them, and
 * conductances below 0. `nameOf` names weight k.
 */
export const refuseOutside = (
  weights: ArrayLike<number>,
  unit: string,
  plasticity: Pick<PlasticityDescription, "rule" | "params"> | null,
  nameOf: (k: number) => string,
  where: string,
  code = "bad-input",
): void => {
  if (!plasticity && !isConductance(unit)) return;
  const { wMin, wMax } = plasticity?.params ?? {};
  const [low, high] = [Math.fround(wMin ?? 0), Math.fround(wMax ?? Number.POSITIVE_INFINITY)];
  for (let k = 0; k < weights.length; k++) {
    const weight = Math.fround(weights[k]!);
    if (weight >= low && weight <= high) continue;
    throw new NeurogliaError({
      code,
      what: nameOf(k),
      where: plasticity ? `${where} with ${plasticity.rule.name}` : where,
      expected: plasticity ? `between ${wMin} and ${wMax}` : "≥ 0",
      got: weights[k],
      unit,
    });
  }
};
