/** Weights that are counted at most; of more, every so-manieth. */
const MOST = 1 << 18;

/** Every how-manieth of `n` weights to count. Odd, lest it keep step with rows of even length. */
export const strideOf = (n: number, most = MOST): number => (n > most ? Math.ceil(n / most) | 1 : 1);

/** The least and the greatest of every `stride`-th weight; null if there are none. */
export const extentOf = (weights: Float32Array, stride: number): [low: number, high: number] | null => {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let k = 0; k < weights.length; k += stride) {
    const weight = weights[k]!;
    if (weight < low) low = weight;
    if (weight > high) high = weight;
  }
  return low <= high ? [low, high] : null;
};

/** How many of every `stride`-th weight fall to each of `nBins` equal bins between two bounds; what lies on a bound or beyond counts in the outermost. */
export const weightBins = (
  weights: Float32Array,
  stride: number,
  [low, high]: readonly [number, number],
  nBins: number,
): Float64Array => {
  const counts = new Float64Array(nBins);
  const scale = nBins / (high - low);
  for (let k = 0; k < weights.length; k += stride) {
    const bin = Math.floor((weights[k]! - low) * scale);
    counts[bin < 0 ? 0 : bin < nBins ? bin : nBins - 1]!++;
  }
  return counts;
};
