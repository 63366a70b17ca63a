/** A histogram: bin b covers `edges[b] … edges[b + 1]`. */
export interface Histogram {
  edges: number[];
  /** Share of all values in each bin, 0 … 1; values outside the edges count in the whole but in no bin. */
  shares: number[];
}

/** `nBins` equal bins from `low` to `high` > `low`; a value equal to `high` belongs to the last. */
export const histogramOf = (values: ArrayLike<number>, low: number, high: number, nBins: number): Histogram => {
  const width = (high - low) / nBins;
  const counts = new Float64Array(nBins);
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    const bin = value === high ? nBins - 1 : Math.floor((value - low) / width);
    if (bin >= 0 && bin < nBins) counts[bin] = (counts[bin] as number) + 1;
  }
  return {
    edges: Array.from({ length: nBins + 1 }, (_, b) => (b === nBins ? high : low + b * width)),
    shares: Array.from(counts, (count) => (values.length === 0 ? 0 : count / values.length)),
  };
};

/** Least and greatest of the finite values; `undefined` if there are none. */
export const extent = (values: ArrayLike<number>): [number, number] | undefined => {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : undefined;
};
