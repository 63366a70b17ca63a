import type { LearningRule } from "../dist/src/index.js";

/**
 * The readout of the time loop again, written from its equations with plain arrays and a full P; for tests. Filters are
 * advanced by their closed forms, h and r after one step of dt.
 */
export class DirectReadout {
  readonly r: Float64Array;
  readonly #h: Float64Array;
  /** By output. */
  readonly weights: Float64Array[];
  readonly #p: Float64Array[];
  readonly sums: Float64Array[];

  constructor(
    readonly n: number,
    readonly options: { dt: number; tauRise: number; tauDecay: number; outputs: number; rule: LearningRule },
  ) {
    const { rule, outputs } = options;
    this.r = new Float64Array(n);
    this.#h = new Float64Array(n);
    this.weights = Array.from({ length: outputs }, () => new Float64Array(n));
    this.sums = Array.from({ length: outputs }, () => new Float64Array(n));
    this.#p =
      rule.kind === "force"
        ? Array.from({ length: n }, (_, i) =>
            Float64Array.from({ length: n }, (_, j) => (i === j ? 1 / rule.alpha : 0)),
          )
        : [];
  }

  /** One step with the spikes of its end; returns z. */
  advance(spikes: readonly number[]): number[] {
    const { dt, tauRise, tauDecay } = this.options;
    const [fall, rise] = [Math.exp(-dt / tauDecay), Math.exp(-dt / tauRise)];
    const carried = tauRise === tauDecay ? dt * fall : (rise - fall) / (1 / tauDecay - 1 / tauRise);
    for (let k = 0; k < this.n; k++) {
      this.r[k] = this.r[k]! * fall + (tauRise > 0 ? this.#h[k]! * carried : 0);
      this.#h[k]! *= rise;
    }
    for (const k of spikes)
      if (tauRise > 0) this.#h[k]! += 1 / tauRise / tauDecay;
      else this.r[k]! += 1 / tauDecay;
    return this.weights.map((w) => w.reduce((sum, weight, k) => sum + weight * this.r[k]!, 0));
  }

  learn(errors: readonly number[], gate = 1): void {
    const { rule } = this.options;
    const { n, r } = this;
    if (rule.kind === "force") {
      const k = this.#p.map((row) => row.reduce((sum, p, j) => sum + p * r[j]!, 0));
      const divisor = rule.forgetting + k.reduce((sum, each, j) => sum + each * r[j]!, 0);
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < n; j++) this.#p[i]![j] = (this.#p[i]![j]! - (k[i]! * k[j]!) / divisor) / rule.forgetting;
        for (const [o, e] of errors.entries()) this.weights[o]![i]! -= (k[i]! * e) / divisor;
      }
    } else if (rule.kind !== "none") {
      const into = rule.kind === "threeFactor" && rule.apply === "trialEnd" ? this.sums : this.weights;
      for (const [o, e] of errors.entries()) for (let i = 0; i < n; i++) into[o]![i]! -= rule.eta * gate * e * r[i]!;
    }
  }

  /** n × outputs, row-major. */
  static rows(byOutput: readonly Float64Array[]): number[] {
    return Array.from(byOutput[0]!, (_, k) => byOutput.map((w) => w[k]!)).flat();
  }
}

/** Greatest difference, in units of the greatest expected value. */
export const apart = (got: ArrayLike<number>, expected: ArrayLike<number>): number => {
  let most = 0;
  let scale = 0;
  for (let k = 0; k < expected.length; k++) {
    most = Math.max(most, Math.abs(got[k]! - expected[k]!));
    scale = Math.max(scale, Math.abs(expected[k]!));
  }
  return got.length === expected.length ? most / scale : Number.POSITIVE_INFINITY;
};
