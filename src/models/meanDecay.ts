import type { Maths } from "./model.js";

/**
 * (1 − exp(−x))/x, the mean of exp(−s) over 0 ≤ s ≤ x; 1 at x = 0. For x ≥ 0, to about 1e-15 relative.
 *
 * With it, what decays with one time constant and drives what decays with another is integrated over a step without a
 * difference of nearly equal numbers (Rotter & Diesmann 1999, Biol. Cybern. 81:381, equation 12, has a pole there):
 * ∫₀ᵈᵗ exp(−(dt − s)/tauA)·exp(−s/tauB) ds = dt·exp(−min(a, b))·meanDecay(|a − b|), a = dt/tauA, b = dt/tauB.
 */
export const meanDecay = (x: number, maths: Maths): number => {
  if (x >= 1) return (1 - maths.exp(-x)) / x;
  // 1 − x/2·(1 − x/3·(1 − …)); the first term left out is below 1/22!.
  let sum = 1;
  for (let k = 21; k >= 2; k--) sum = 1 - (x / k) * sum;
  return sum;
};
