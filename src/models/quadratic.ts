/**
 * v' = alpha·v² + beta·v + gamma − u, v in mV and times in ms; texts that stand for numbers, with parentheses around what is more
 * than one.
 */
export interface Quadratic {
  readonly alpha: string;
  readonly beta: string;
  readonly gamma: string;
}

/** v after an Euler step of h. */
export const eulerStep = ({ alpha, beta, gamma }: Quadratic, v: string, h: string): string =>
  `(${v} + ${h}*((${alpha}*${v} + ${beta})*${v} + ${gamma}))`;

/** v far below rest from where an Euler step of h leaps over vPeak. */
export const leapFrom = ({ alpha, beta, gamma }: Quadratic, h: string): string =>
  `-(1 + ${h}*${beta} + sqrt(max(0, (1 + ${h}*${beta})^2 - 4*${h}*${alpha}*(${h}*${gamma} - vPeak))))/(2*${h}*${alpha})`;

/**
 * How far u, which a spike has taken to `u`, throws v back in an Euler step of h from `reset`, as a share of how far it may
 * before the next step leaps from there (`leap`) over vPeak, as no solution does: a spike that the scheme alone makes. Often the next
 * throws farther, and v and u grow without end; with what spikes before have left in u, from three quarters on
 * (test/analytic/schemes.test.ts). The share grows with h; ∞ where `reset` itself is that far down.
 */
export const throwBack = (slope: Quadratic, h: string, reset: string, u: string): string =>
  `where(${slope.alpha} > 0, where(leap < ${reset}, (${reset} - ${eulerStep(slope, reset, h)} + ${h}*max(0, ${u}))/(${reset} - leap), inf), 0)`;

/** Of models whose recovery variable takes Euler steps of u' = a·(… − u). */
export const recoveryLimit = {
  name: "a·dt",
  params: ["a"],
  measure: "a*dt",
  most: 2,
  coarse: 1,
  meaning: "the factor 1 − a·dt on u",
} as const;
