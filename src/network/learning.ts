import type { LearningRule } from "../engine/description.js";
import { asObject, bad, checkedNumber, knownName, knownOptions } from "./check.js";

/** How a readout in the time loop learns: `force`, `lms`, `threeFactor`. */
export type { LearningRule };

const above0 = (value: unknown, name: string, where: string, unit: string): number => {
  const checked = checkedNumber(value, name, { unit, default: 1, min: 0, meaning: "" }, where);
  if (checked === 0) throw bad(name, where, "> 0", checked, unit);
  return checked;
};

/**
 * FORCE: recursive least squares on the error of the present output (Sussillo & Abbott 2009, Neuron 63:544),
 *
 *     k = P r,   Φ ← Φ − k eᵀ/(λ + rᵀk),   P ← (P − k kᵀ/(λ + rᵀk))/λ,   P(0) = I/α,   e = z − f
 *
 * which, where outputs are not fed back, is ridge regression of f on r with β = α. `alpha` is in the unit of r², 1/ms²;
 * `forgetting` is λ in (0, 1], a factor on what was learned from each earlier sample (default 1: nothing is forgotten). Below 1, P grows
 * by 1/λ an update in every direction that r leaves out (silent neurons), until the run ends in `diverged` after some
 * 37/(−ln λ) updates, 3,700 for 0.99. P stays over a reset, as weights do; a P of n neurons takes 4·n² bytes.
 * @throws NeurogliaError for an unknown option, alpha ≤ 0, forgetting outside (0, 1]
 */
export const force = (options: { alpha: number; forgetting?: number }): LearningRule => {
  const { alpha, forgetting = 1, ...rest } = asObject(options, "force");
  knownOptions(rest, ["alpha", "forgetting"], "force");
  if (!(typeof forgetting === "number" && forgetting > 0 && forgetting <= 1))
    throw bad("forgetting", "force", "above 0 and at most 1", forgetting);
  return { kind: "force", alpha: above0(alpha, "alpha", "force", "1/ms²"), forgetting };
};

/**
 * Least mean squares (Widrow & Hoff 1960): w_o ← w_o − η e_o r whenever learning is due, e = z − f. Stable where
 * η < 2/|r|². `eta` is in the unit of 1/r², ms².
 * @throws NeurogliaError for an unknown option or eta ≤ 0
 */
export const lms = (options: { eta: number }): LearningRule => {
  const { eta, ...rest } = asObject(options, "lms");
  knownOptions(rest, ["eta"], "lms");
  return { kind: "lms", eta: above0(eta, "eta", "lms", "ms²") };
};

/**
 * Error-modulated three-factor rule: presynaptic activity r, error, and a gate g(t) in [0, 1] such as attention, played by
 * `readout.gate` (open until one is played),
 *
 *     Δw_o = η·g(t)·(f_o(t) − z_o(t))·r(t)
 *
 * as in Yamada & Chao (2025), whose constants are not public. `apply: "online"` (default) adds it when learning is due;
 * `"trialEnd"` sums it up until `readout.apply()` adds the sum. `eta` in ms².
 * @throws NeurogliaError for an unknown option, eta ≤ 0, another word for apply
 */
export const threeFactor = (options: { eta: number; apply?: "online" | "trialEnd" }): LearningRule => {
  const { eta, apply = "online", ...rest } = asObject(options, "threeFactor");
  knownOptions(rest, ["eta", "apply"], "threeFactor");
  knownName(apply, ["online", "trialEnd"], "apply", "threeFactor");
  return { kind: "threeFactor", eta: above0(eta, "eta", "threeFactor", "ms²"), apply };
};

/** A rule as its own function makes it, whoever made it. @throws NeurogliaError as these, and for what is no rule */
export const checkedRule = (rule: LearningRule, where: string): LearningRule => {
  if (typeof rule !== "object" || rule === null) throw bad("rule", where, "force, lms or threeFactor", rule);
  const { kind, ...options } = rule as LearningRule & { alpha: number; eta: number };
  knownName(kind, ["none", "force", "lms", "threeFactor"], "rule", where);
  if (kind === "none") return { kind };
  return { force, lms, threeFactor }[kind](options);
};
