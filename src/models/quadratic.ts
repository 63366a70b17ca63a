/**
 * v' = alpha·v² + beta·v + gamma − u, v in mV and times in ms, by Euler steps of h. A model with this trait says, as derived values, alpha,
 * beta, gamma and h, `back`, to where a spike takes v, and `raised`, by how much it raises u.
 */
export const quadratic = {
  /** v far below rest from where a step leaps over vPeak. */
  leap: {
    expression: "-(1 + h*beta + sqrt(max(0, (1 + h*beta)^2 - 4*h*alpha*(h*gamma - vPeak))))/(2*h*alpha)",
  },
  /**
   * How far u, which a spike has raised, throws v back in a step from `back`, as a share of how far it may before the next step leaps
   * from there over vPeak, as no solution does: a spike that the scheme alone makes. Often the next throws farther, and v and u grow
   * without end; with what spikes before have left in u, from three quarters on (test/analytic/schemes.test.ts). The share grows
   * with h; ∞ where `back` itself is that far down.
   */
  throw: {
    name: "throw",
    measure:
      "where(alpha > 0, where(leap < back, (back - (back + h*((alpha*back + beta)*back + gamma)) + h*max(0, raised))/(back - leap), inf), 0)",
    most: 0.75,
    coarse: 0.2,
    meaning: "how far u throws v back in a step",
  },
  /** Of Euler steps of u' = a·(… − u). */
  recovery: {
    name: "a·dt",
    params: ["a"],
    measure: "a*dt",
    most: 2,
    coarse: 1,
    meaning: "the factor 1 − a·dt on u",
  },
} as const;
