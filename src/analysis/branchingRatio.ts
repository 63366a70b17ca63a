import { NeurogliaError } from "../errors.js";
import { knownName, knownOptions } from "../network/check.js";
import { checkSeries, isConstant } from "./check.js";

const where = "branchingRatio";

/** Options of {@link branchingRatio}. */
export interface BranchingRatioOptions {
  /**
   * `"regression"` (default): the slope of A(t + 1) on A(t), which input from outside does not bias. `"ratio"`: the mean of
   * A(t + 1)/A(t) over bins with A(t) > 0, for cascades that start from rest (Beggs & Plenz 2003); input from outside raises it.
   */
  by?: "regression" | "ratio";
}

/**
 * Branching ratio σ of population activity: descendants per spike from one bin to the next. Both ways are too low where only some of the
 * neurons are seen; see `multistepRegression`. NaN where activity does not vary (regression) or never stands
 * before another bin (ratio).
 *
 * @param activity spikes per bin (`populationActivity`), at least two bins
 * @throws NeurogliaError `bad-shape`, `not-finite`, `out-of-range` for negative activity; for an unknown way
 */
export const branchingRatio = (activity: ArrayLike<number>, options: BranchingRatioOptions = {}): number => {
  knownOptions(options, ["by"], where);
  const { by = "regression" } = options;
  knownName(by, ["regression", "ratio"], "by", where);
  checkSeries(activity, "activity", where, 2);
  const pairs = activity.length - 1;
  let [sum, sumNext, ratios, active] = [0, 0, 0, 0];
  for (let t = 0; t < pairs; t++) {
    const [now, next] = [activity[t]!, activity[t + 1]!];
    if (now < 0 || next < 0)
      throw new NeurogliaError({
        code: "out-of-range",
        what: `activity[${now < 0 ? t : t + 1}]`,
        where,
        expected: "≥ 0",
        got: Math.min(now, next),
      });
    sum += now;
    sumNext += next;
    if (now > 0) {
      ratios += next / now;
      active++;
    }
  }
  if (by === "ratio") return active > 0 ? ratios / active : Number.NaN;
  if (isConstant(activity)) return Number.NaN;
  let [products, squares] = [0, 0];
  for (let t = 0; t < pairs; t++) {
    const deviation = activity[t]! - sum / pairs;
    products += deviation * (activity[t + 1]! - sumNext / pairs);
    squares += deviation * deviation;
  }
  return squares > 0 ? products / squares : Number.NaN;
};
