import { type Features, rowScale } from "./features.js";
import { addGram, gathered, leaveOut, type Moments, momentsOf, recentre } from "./folds.js";
import { linearSteps } from "./linear.js";
import type { Fitted, RidgeCoding } from "./ridgeCoding.js";
import type { RidgeOptions } from "./ridgeOptions.js";
import type { Breath, Centred, RidgeSolver } from "./ridgeSolver.js";
import { traceOf } from "./solve.js";

/** One β and what came of it; no `fitted` where XᵀX + βI was not positive definite, or not needed. */
export interface Trial {
  lambda: number;
  /** NaN where there is none. */
  score: number;
  fitted?: Fitted;
}

/** Gram matrices of a set of samples, and the means that they are about. */
interface Training {
  grams: Float64Array[];
  /** What β counts in. */
  unit: number;
  mean: Float64Array;
  targetMean: Float64Array;
}

/** The best score of those that there are; the first on ties, and where no score is a number. */
export const bestOf = (trials: readonly Trial[]): Trial | undefined =>
  trials.reduce<Trial | undefined>((best, trial) => (!best || trial.score > best.score ? trial : best), undefined);

/** The ways to fit and to choose β, over one solver. Values of β descend, so that a tie keeps the larger. */
export class RidgeFitting {
  readonly #coding: RidgeCoding;
  readonly #options: RidgeOptions;
  readonly #centred: Centred;
  readonly #solver: RidgeSolver;
  readonly #breath: Breath;

  constructor(coding: RidgeCoding, options: RidgeOptions, centred: Centred, solver: RidgeSolver, breath: Breath) {
    this.#coding = coding;
    this.#options = options;
    this.#centred = centred;
    this.#solver = solver;
    this.#breath = breath;
  }

  /** Fits every β, and scores it on validation samples if there are any. */
  async each(
    groups: readonly (Uint32Array | undefined)[],
    lambdas: readonly number[],
    validation: { features: Features; targets: ArrayLike<number> } | undefined,
  ): Promise<Trial[]> {
    const grams = await this.#solver.grams(groups, 0, 0.5);
    const { mean, targetMean, features } = this.#centred;
    const unit = this.#unit(this.#traces(grams), features.rows);
    const trials = await this.#solved({ grams, unit, mean, targetMean }, lambdas, 0.5, 0.5);
    if (validation)
      for (const trial of trials)
        if (trial.fitted)
          trial.score = this.#coding.score(await this.#outputs(validation.features, trial.fitted), validation.targets);
    return trials;
  }

  /**
   * Scores every β by the predictions for each fold of weights fitted to the others, and fits the best to all samples. A
   * Gram matrix per fold, of which any other set of folds is made by adding and subtracting.
   */
  async crossValidated(
    targets: ArrayLike<number>,
    folds: readonly Uint32Array[],
    lambdas: readonly number[],
  ): Promise<Trial[]> {
    const { features, mean, targetMean } = this.#centred;
    const { rows } = features;
    const { outputs, pairwise, classes } = this.#coding;
    const groups = pairwise
      ? folds.flatMap((fold) => Array.from({ length: classes }, (_, c) => fold.filter((row) => targets[row] === c)))
      : folds;
    const grams = await this.#solver.grams(groups, 0, 0.5);
    const kinds = groups.length / folds.length;
    const whole = Array.from({ length: kinds }, () => this.#solver.empty());
    for (const [k, gram] of grams.entries()) for (const _ of addGram(whole[k % kinds]!, gram)) await this.#breath(0.5);
    const unit = this.#unit(this.#traces(whole), rows);

    const share = 0.5 / (folds.length + 1);
    const raw = lambdas.map(() => new Float64Array(rows * outputs));
    const trials: Trial[] = lambdas.map((lambda) => ({ lambda, score: 0 }));
    for (const [k, fold] of folds.entries()) {
      const left = grams.slice(k * kinds, (k + 1) * kinds);
      for (const [c, gram] of left.entries()) for (const _ of leaveOut(whole[c]!, gram)) await this.#breath(0.5);
      const training = await this.#centredAnew(left, momentsOf(this.#centred, fold));
      const held = gathered(features, fold);
      for (const [at, { fitted }] of (await this.#solved(training, lambdas, 0.5 + k * share, share)).entries()) {
        if (!fitted) trials[at]!.score = Number.NaN;
        else {
          const found = await this.#outputs(held, fitted);
          for (const [i, row] of fold.entries())
            raw[at]!.set(found.subarray(i * outputs, (i + 1) * outputs), row * outputs);
        }
      }
    }
    for (const [at, trial] of trials.entries())
      if (!Number.isNaN(trial.score)) trial.score = this.#coding.score(raw[at]!, targets);
    const best = bestOf(trials.filter(({ score }) => !Number.isNaN(score)));
    if (best) {
      const [{ fitted } = {}] = await this.#solved(
        { grams: whole, unit, mean, targetMean },
        [best.lambda],
        1 - share,
        share,
      );
      if (fitted) best.fitted = fitted;
    }
    return trials;
  }

  /** The samples outside a fold, whose moments are given, about their own means; pairs are moved there as they are solved. */
  async #centredAnew(grams: Float64Array[], fold: Moments): Promise<Training> {
    const { mean, targetMean, features } = this.#centred;
    const rows = features.rows - fold.rows;
    const minus = (sum: number): number => -sum;
    const others: Moments = { rows, features: fold.features.map(minus), targets: fold.targets.map(minus) };
    const spread = this.#traces(grams) - others.features.reduce((sum, each) => sum + (each * each) / rows, 0);
    const unit = this.#unit(spread, rows);
    if (this.#coding.pairwise) return { grams, unit, mean, targetMean };
    for (const _ of recentre(grams[0]!, others)) await this.#breath(0.5);
    return {
      grams,
      unit,
      mean: mean.map((each, column) => each + others.features[column]! / rows),
      targetMean: targetMean.map((each, output) => each + others.targets[output]! / rows),
    };
  }

  async #solved(
    { grams, unit, mean, targetMean }: Training,
    lambdas: readonly number[],
    from: number,
    share: number,
  ): Promise<Trial[]> {
    const systems = this.#coding.systems(grams);
    const found = await this.#solver.solve(
      lambdas.flatMap((lambda) => systems.map((system) => ({ grams: system, ridge: lambda * unit }))),
      from,
      share,
    );
    return lambdas.map((lambda, k) => {
      const each = found.slice(k * systems.length, (k + 1) * systems.length);
      const singular = each.some((one) => one.length === 0);
      return {
        lambda,
        score: Number.NaN,
        ...(!singular && { fitted: this.#coding.joined(each, mean, targetMean) }),
      };
    });
  }

  async #outputs(features: Features, { weights, bias }: Fitted): Promise<Float64Array> {
    const steps = linearSteps(features, rowScale(features, this.#options.normalise!), weights, bias);
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done) return step.value;
      await this.#breath(1);
    }
  }

  #traces(grams: readonly Float64Array[]): number {
    const { columns } = this.#centred.features;
    return grams.reduce((sum, gram) => sum + traceOf(gram, columns), 0);
  }

  #unit(trace: number, rows: number): number {
    return this.#options.scale === "variance" && trace > 0 ? trace / (rows * this.#centred.features.columns) : 1;
  }
}
