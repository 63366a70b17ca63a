import type { HostMaths } from "../engine/hostMaths.js";

type Maths = Pick<HostMaths, "exp">;

/**
 * (1 − exp(−x))/x, the mean of exp(−s) over 0 ≤ s ≤ x; 1 at x = 0. To about 1e-15 relative.
 *
 * With it, what decays with one time constant and drives what decays with another is integrated over a step without a
 * difference of nearly equal numbers (Rotter & Diesmann 1999, Biol. Cybern. 81:381, equation 12, has a pole there):
 * ∫₀ᵈᵗ exp(−(dt − s)/tauA)·exp(−s/tauB) ds = dt·exp(−min(a, b))·meanDecay(|a − b|), a = dt/tauA, b = dt/tauB.
 */
export const meanDecay = (x: number, maths: Maths): number => {
  if (Math.abs(x) >= 1) return (1 - maths.exp(-x)) / x;
  // 1 − x/2·(1 − x/3·(1 − …)); the first term left out is below 1/22!.
  let sum = 1;
  for (let k = 21; k >= 2; k--) sum = 1 - (x / k) * sum;
  return sum;
};

/** ∫₀¹ exp(−(1 − s)·a)·exp(−s·b) ds for a, b ≥ 0: one decay that feeds another for a unit of time. */
export const decayPair = (a: number, b: number, maths: Maths): number =>
  maths.exp(-Math.min(a, b)) * meanDecay(Math.abs(a - b), maths);

/**
 * ∫₀¹ exp(−(1 − s)·a)·∫₀ˢ exp(−(s − r)·b)·exp(−r·c) dr ds for a, b, c ≥ 0: a chain of three decays. It is the second
 * divided difference of exp(−x), the same in any order of the three; where they lie within 1 of each other, by its power series.
 */
export const decayTriple = (a: number, b: number, c: number, maths: Maths): number => {
  const [least, middle, most] = [a, b, c].sort((x, y) => x - y) as [number, number, number];
  const [p, r] = [middle - least, most - least];
  const scale = maths.exp(-least);
  if (r >= 1) return (scale * (meanDecay(p, maths) - decayPair(p, r, maths))) / r;
  // Σ (−1)^k h_k/(k + 2)!, h_k the sum of p^i·r^(k−i); the first term left out is below 21/22!.
  let sum = 0;
  let power = 1;
  let h = 1;
  let factor = 1 / 2;
  for (let k = 0; k < 20; k++) {
    sum += factor * h;
    power *= p;
    h = r * h + power;
    factor /= -(k + 3);
  }
  return scale * sum;
};
