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

/** What learning weights onto an input of that unit stay between: as a rule's params say, or else anything but negative conductances. */
export const boundsOf = (
  { wMin, wMax }: Readonly<Record<string, number>>,
  unit: string,
): readonly [least: number, greatest: number] => [
  wMin ?? (isConductance(unit) ? 0 : Number.NEGATIVE_INFINITY),
  wMax ?? Number.POSITIVE_INFINITY,
];

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
  const [least, greatest] = boundsOf(plasticity?.params ?? {}, unit);
  const [low, high] = [Math.fround(least), Math.fround(greatest)];
  for (let k = 0; k < weights.length; k++) {
    const weight = Math.fround(weights[k]!);
    if (weight >= low && weight <= high) continue;
    throw new NeurogliaError({
      code,
      what: nameOf(k),
      where: plasticity ? `${where} with ${plasticity.rule.name}` : where,
      expected: Number.isFinite(greatest) ? `between ${least} and ${greatest}` : "≥ 0",
      got: weights[k],
      unit,
    });
  }
};
