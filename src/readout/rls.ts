import { rlsRemedy } from "../engine/readouts.js";
import { asObject } from "../network/check.js";
import { checkOption } from "./features.js";
import { LinearLearner } from "./linearLearner.js";
import { checkedOnlineOptions, OnlineLinear, type OnlineOptions } from "./onlineLinear.js";
import type { SavedReadout } from "./readout.js";
import { OpenedReadout, savedReadout } from "./saved.js";

const where = "RLS readout";

export interface RlsOptions extends OnlineOptions {
  /** α > 0 of P(0) = I/α: the β of ridge regression, bias penalised too. Default 1. */
  alpha?: number;
  /**
   * λ in (0, 1], a factor on what was learned from each earlier sample; 1 (default): nothing is forgotten. Below 1, P grows by 1/λ a sample
   * in every direction that the samples leave out (silent or redundant columns), until rounding ends in `diverged` after some
   * 37/(−ln λ) samples, 3,700 for 0.99: it is for samples that keep varying in all directions.
   */
  forgetting?: number;
}

/** Offset, in doubles, of P[row, column], column ≤ row, in the strips of assembly/readout/rls.ts. */
const stripIndex = (row: number, column: number): number => {
  const strip = row >> 2;
  return 8 * strip * (strip + 1) + (column >> 1) * 8 + (row & 3) * 2 + (column & 1);
};

class RlsLearner extends LinearLearner {
  readonly #forgetting: number;
  readonly #p: number;
  readonly #s: number;
  readonly #k: number;
  #grow = 1;

  constructor(
    columns: number,
    outputs: number,
    { alpha, forgetting, bias }: Required<Pick<RlsOptions, "alpha" | "forgetting" | "bias">>,
  ) {
    super(columns, outputs, bias);
    this.#forgetting = forgetting;
    const rowBytes = this.nGroups * 32;
    this.#p = this.allocate(64 * this.nGroups * (this.nGroups + 1));
    this.#s = this.allocate(rowBytes);
    this.#k = this.allocate(rowBytes);
    this.kernels.rlsBegin(this.#p, this.nGroups, this.nFeatures, alpha);
  }

  protected override update(): boolean {
    const { kernels, x, nGroups } = this;
    kernels.rlsGain(this.#p, nGroups, this.#s, this.#grow, x, this.#k);
    this.#grow = 1 / this.#forgetting;
    return (
      kernels.rlsLearn(this.weightRows, this.outputs, this.errors, this.#forgetting, x, this.#k, this.#s, nGroups) === 1
    );
  }

  #strips(): Float64Array<ArrayBuffer> {
    return this.arena.f64(this.#p, 8 * this.nGroups * (this.nGroups + 1));
  }

  /** P, features × features. Reading it does the update that was put off now, with the same bits. */
  get p(): Float64Array<ArrayBuffer> {
    const { nFeatures } = this;
    this.kernels.rlsGain(this.#p, this.nGroups, this.#s, this.#grow, this.x, this.#k);
    this.arena.f64(this.#s, this.nGroups * 4).fill(0);
    this.#grow = 1;
    const strips = this.#strips();
    return Float64Array.from({ length: nFeatures ** 2 }, (_, at) => {
      const [row, column] = [Math.floor(at / nFeatures), at % nFeatures];
      return strips[stripIndex(Math.max(row, column), Math.min(row, column))]!;
    });
  }

  /** Of a matrix that is symmetric: its lower triangle counts. */
  set p(p: Float64Array) {
    const strips = this.#strips();
    for (let row = 0; row < this.nFeatures; row++)
      for (let column = 0; column <= row; column++) {
        const value = p[row * this.nFeatures + column]!;
        strips[stripIndex(row, column)] = value;
        // Blocks on the diagonal are whole.
        if (row >> 2 === column >> 2) strips[stripIndex(column, row)] = value;
      }
  }
}

/**
 * Linear readout by recursive least squares, all in f64. For a sample (x, y), with e = W x − y before the update:
 *
 *     k = P x,   c = 1/(λ + xᵀk),   w_o ← w_o − c e_o k,   P ← (P − c k kᵀ)/λ,   P(0) = I/α
 *
 * After T samples W minimises Σ λ^(T−t) |W x_t − y_t|² + α λ^T |W|²: with λ = 1, shown once, ridge regression with β = α of
 * features as they are (Haykin, Adaptive Filter Theory). A sample of n features costs one pass over P, n² products; P
 * takes 4·n² bytes.
 */
export class Rls extends OnlineLinear<RlsLearner> {
  readonly #options: Required<Pick<RlsOptions, "alpha" | "forgetting" | "bias">> & RlsOptions;

  /** @throws NeurogliaError `bad-option` or `out-of-range` */
  constructor(options: RlsOptions) {
    const { alpha = 1, forgetting = 1, ...given } = asObject(options, where);
    const checked = { ...checkedOnlineOptions(given, [], where), alpha, forgetting };
    super(where, checked);
    checkOption("alpha", alpha, 1e-300, 1e300, where);
    checkOption("forgetting", forgetting, 1e-300, 1, where);
    this.#options = checked;
  }

  protected override get remedy(): string {
    return rlsRemedy(this.#options.forgetting);
  }

  protected override begin(columns: number, outputs: number): RlsLearner {
    return new RlsLearner(columns, outputs, this.#options);
  }

  /** P, which the rule has made of (XᵀX + αI)⁻¹: features × features, the bias last. @throws NeurogliaError `not-fitted` */
  get p(): Float64Array {
    return this.learner.p;
  }

  override save(): SavedReadout {
    const { learner } = this;
    const { weights, p, nFeatures } = learner;
    return savedReadout("rls", this.#options, {
      weights: { values: weights, shape: [nFeatures, this.nOutputs] },
      p: { values: p, shape: [nFeatures, nFeatures] },
    });
  }

  /** The readout that {@link save} described. @throws NeurogliaError `bad-file`, or as the constructor */
  static load(saved: SavedReadout): Rls {
    const opened = new OpenedReadout(saved, "rls");
    const rls = new Rls(opened.options as RlsOptions);
    const weights = opened.array("weights", "'<f8'", [null, rls.nOutputs]);
    const learner = rls.resume(weights, opened.where);
    learner.p = opened.array("p", "'<f8'", [learner.nFeatures, learner.nFeatures]);
    return rls;
  }
}
