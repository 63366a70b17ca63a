import { NeurogliaError } from "../errors.js";
import { checkedFeatures, type FeatureMatrix } from "../readout/features.js";
import { kernelRank, type RankOptions } from "./kernelRank.js";

/** What {@link liquidRanks} finds; each rank is a whole number from 0 to the shorter side of its matrix. */
export interface LiquidRanks {
  /** Rank of the states that clearly different inputs lead to: how many of them a linear readout can tell apart at will. */
  kernelRank: number;
  /** Rank of the states that noisy versions of one input lead to: how many of these it cannot but tell apart. */
  generalizationRank: number;
  /** kernelRank − generalizationRank: what is predicted to go with performance. */
  difference: number;
}

/**
 * Kernel rank and generalization rank of a liquid (Legenstein & Maass 2007, Neural Networks 20:323–334), by the numerical rank of
 * `kernelRank`.
 *
 * @param different states at one time after each of m clearly different inputs: a row per input, a column per neuron; no unit
 * @param noisy states after each of m noisy versions of one input
 * @throws NeurogliaError `bad-shape` unless both have as many rows and columns, `not-finite`; as `kernelRank` for options
 */
export const liquidRanks = (different: FeatureMatrix, noisy: FeatureMatrix, options: RankOptions = {}): LiquidRanks => {
  checkedFeatures(different, "liquidRanks (different)");
  checkedFeatures(noisy, "liquidRanks (noisy)");
  if (noisy.rows !== different.rows || noisy.columns !== different.columns)
    throw new NeurogliaError({
      code: "bad-shape",
      what: "rows × columns of noisy states",
      where: "liquidRanks",
      expected: `those of the different ones, ${different.rows} × ${different.columns}`,
      got: `${noisy.rows} × ${noisy.columns}`,
    });
  const kernel = kernelRank(different.values, different.rows, different.columns, options);
  const generalization = kernelRank(noisy.values, noisy.rows, noisy.columns, options);
  return { kernelRank: kernel, generalizationRank: generalization, difference: kernel - generalization };
};
