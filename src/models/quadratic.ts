/** v' = alpha·v² + beta·v + gamma − u, v in mV and times in ms. */
export interface Quadratic {
  readonly alpha: number;
  readonly beta: number;
  readonly gamma: number;
}

/** v after an Euler step of h. */
export const eulerStep = ({ alpha, beta, gamma }: Quadratic, v: number, h: number): number =>
  v + h * ((alpha * v + beta) * v + gamma);

/**
 * How far u, which a spike has taken to `u`, throws v back in an Euler step of h from `reset`, as a share of how far it may
 * before the next step leaps from there over `peak`, as no solution does: a spike that the scheme alone makes. Often the next
 * throws farther, and v and u grow without end; with what spikes before have left in u, from three quarters on
 * (test/analytic/schemes.test.ts). The share grows with h; ∞ where `reset` itself is that far down.
 */
export const throwBack = (slope: Quadratic, h: number, reset: number, peak: number, u: number): number => {
  const { alpha, beta, gamma } = slope;
  if (!(alpha > 0)) return 0;
  const b = 1 + h * beta;
  const leap = -(b + Math.sqrt(Math.max(0, b * b - 4 * h * alpha * (h * gamma - peak)))) / (2 * h * alpha);
  if (!(leap < reset)) return Number.POSITIVE_INFINITY;
  return (reset - eulerStep(slope, reset, h) + h * Math.max(0, u)) / (reset - leap);
};

/** Of models whose recovery variable takes Euler steps of u' = a·(… − u). */
export const recoveryLimit = {
  name: "a·dt",
  params: ["a"],
  measure: (p: { a: number }, dt: number) => p.a * dt,
  most: 2,
  coarse: 1,
  meaning: "the factor 1 − a·dt on u",
} as const;
