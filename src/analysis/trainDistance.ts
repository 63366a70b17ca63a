import { hostMaths } from "../engine/hostMaths.js";
import { knownOptions } from "../network/check.js";
import { checkOption } from "../readout/features.js";
import { checkAbove, checkSeries } from "./check.js";

const ascending = (train: ArrayLike<number>, what: string, where: string): Float64Array => {
  checkSeries(train, what, where, 0);
  return Float64Array.from(train).sort();
};

/**
 * Distance D of van Rossum (2001, Neural Computation 13:751–763) between two spike trains: with f and g the trains' sums of
 * exp(−(t − t_i)/tau) from each spike on,
 *
 *     D² = 1/tau ∫₀^∞ (f − g)² dt
 *
 * in closed form, in one pass over both: one spike against none has D = √½, two spikes δ apart D = √(1 − e^{−|δ|/tau}). Small `tau`
 * counts spikes that do not coincide, large ones compare numbers of spikes.
 *
 * @param a times of one train, ms, in any order; empty is allowed
 * @param b times of the other
 * @throws NeurogliaError `bad-shape`, `not-finite`; `out-of-range` unless tau > 0 ms
 */
export const vanRossumDistance = (a: ArrayLike<number>, b: ArrayLike<number>, options: { tau: number }): number => {
  const where = "vanRossumDistance";
  knownOptions(options, ["tau"], where);
  const { tau } = options;
  checkAbove("tau", tau, 0, where, "ms");
  const [first, second] = [ascending(a, "first train", where), ascending(b, "second train", where)];
  const { exp } = hostMaths();
  // Between spikes f − g decays: ∫ h² e^{−2t/tau} dt / tau over Δ is h² (1 − e^{−2Δ/tau}) / 2.
  let [i, j, height, last, sum] = [0, 0, 0, 0, 0];
  while (i < first.length || j < second.length) {
    const isFirst = j === second.length || (i < first.length && first[i]! <= second[j]!);
    const time = isFirst ? first[i++]! : second[j++]!;
    const decay = exp(-(time - last) / tau);
    if (height !== 0) sum += (height * height * (1 - decay * decay)) / 2;
    height = height === 0 ? 0 : height * decay;
    height += isFirst ? 1 : -1;
    last = time;
  }
  return Math.sqrt(sum + (height * height) / 2);
};

/**
 * Distance of Victor & Purpura (1996, Journal of Neurophysiology 76:1310–1326, D^spike) between two spike trains: the least cost of
 * turning one into the other, where adding or removing a spike costs 1 and moving it by Δt costs `cost`·|Δt|. 0 compares numbers of spikes;
 * beyond 2/cost ms a spike is removed and added rather than moved. Time O(n·m).
 *
 * @param a times of one train, ms, in any order; empty is allowed
 * @param b times of the other
 * @throws NeurogliaError `bad-shape`, `not-finite`; `out-of-range` unless cost ≥ 0 per ms
 */
export const victorPurpuraDistance = (
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  options: { cost: number },
): number => {
  const where = "victorPurpuraDistance";
  knownOptions(options, ["cost"], where);
  const { cost } = options;
  checkOption("cost", cost, 0, Number.MAX_VALUE, where);
  const [first, second] = [ascending(a, "first train", where), ascending(b, "second train", where)];
  // row[j]: least cost from the spikes of a so far to the first j of b.
  let row = Float64Array.from({ length: second.length + 1 }, (_, j) => j);
  let next = new Float64Array(row.length);
  for (const [i, time] of first.entries()) {
    next[0] = i + 1;
    for (let j = 0; j < second.length; j++)
      next[j + 1] = Math.min(row[j + 1]! + 1, next[j]! + 1, row[j]! + cost * Math.abs(time - second[j]!));
    [row, next] = [next, row];
  }
  return row[second.length]!;
};
