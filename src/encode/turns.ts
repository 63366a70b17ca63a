/** (−1)^⌊k/2⌋ / k!; factorials up to 18! are exact in f64. */
const SIGNED_INVERSE_FACTORIALS = [1];
for (let k = 1, factorial = 1; k <= 18; k++) SIGNED_INVERSE_FACTORIALS.push((k & 2 ? -1 : 1) / (factorial *= k));

/**
 * Sine and cosine of angles in turns, so that the reduction to an eighth of a turn is exact, from + − × ÷ alone: the same
 * bits on every machine, which `Math.sin` does not promise. Taylor series of the angle in radians, |a| ≤ π/4, whose first
 * neglected term is below 2^-56; within 3e-16 of the true value.
 */
const sinEighth = (a: number): number => {
  const s = a * a;
  let sum = 0;
  for (let k = 17; k >= 3; k -= 2) sum = s * (SIGNED_INVERSE_FACTORIALS[k]! + sum);
  return a + a * sum;
};

const cosEighth = (a: number): number => {
  const s = a * a;
  let sum = 0;
  for (let k = 18; k >= 2; k -= 2) sum = s * (SIGNED_INVERSE_FACTORIALS[k]! + sum);
  return 1 + sum;
};

/** sin(2π·turns), for any finite number of turns. */
export const sinTurns = (turns: number): number => {
  const within = turns - Math.round(turns);
  const quarter = Math.round(4 * within);
  const a = 2 * Math.PI * (within - quarter / 4);
  switch (quarter & 3) {
    case 0:
      return sinEighth(a);
    case 1:
      return cosEighth(a);
    case 2:
      return -sinEighth(a);
    default:
      return -cosEighth(a);
  }
};

/** cos(2π·turns), for any finite number of turns. */
export const cosTurns = (turns: number): number => {
  const within = Math.abs(turns - Math.round(turns));
  const quarter = Math.round(4 * within);
  const a = 2 * Math.PI * (within - quarter / 4);
  return quarter === 0 ? cosEighth(a) : quarter === 1 ? -sinEighth(a) : -cosEighth(a);
};
