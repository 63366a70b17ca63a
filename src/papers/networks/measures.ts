/** Spikes in time order, as a recording gives them. */
export interface Spikes {
  /** ms */
  times: Float64Array;
  ids: Uint32Array;
}

/** Intervals that a neuron must have for its CV to count. */
const leastIntervals = 5;

/** How each neuron fired in ]from, to] ms: its rate in Hz, and the CV of its intervals (NaN below five of them). */
export const firingOf = (
  { times, ids }: Spikes,
  nNeurons: number,
  from: number,
  to: number,
): { rates: Float64Array; cvIsi: Float64Array } => {
  const counts = new Uint32Array(nNeurons);
  const last = new Float64Array(nNeurons);
  const sums = new Float64Array(nNeurons);
  const squares = new Float64Array(nNeurons);
  for (let k = 0; k < ids.length; k++) {
    const time = times[k]!;
    if (time <= from || time > to) continue;
    const id = ids[k]!;
    if (counts[id]!++ > 0) {
      const interval = time - last[id]!;
      sums[id]! += interval;
      squares[id]! += interval * interval;
    }
    last[id] = time;
  }
  const cvIsi = Float64Array.from(counts, (count, id) => {
    const n = count - 1;
    if (n < leastIntervals) return Number.NaN;
    const mean = sums[id]! / n;
    return Math.sqrt(Math.max(0, squares[id]! / n - mean * mean)) / mean;
  });
  return { rates: Float64Array.from(counts, (count) => (1000 * count) / (to - from)), cvIsi };
};

/** Spikes of neurons [begin, end) in whole bins of `binMs` from `from` on, as many as fit before `to`; bins are ]a, b]. */
export const binned = (
  { times, ids }: Spikes,
  { begin, end }: { begin: number; end: number },
  binMs: number,
  from: number,
  to: number,
): Uint32Array => {
  const bins = new Uint32Array(Math.max(0, Math.floor((to - from) / binMs + 1e-9)));
  for (let k = 0; k < ids.length; k++) {
    if (ids[k]! < begin || ids[k]! >= end) continue;
    // Spikes stand on the grid: an edge is met but for rounding.
    const bin = Math.ceil((times[k]! - from) / binMs - 1e-6) - 1;
    if (bin >= 0 && bin < bins.length) bins[bin]!++;
  }
  return bins;
};

/** Variance over mean; null without two values, or where the mean is 0. */
export const fano = (values: ArrayLike<number>): number | null => {
  const mean = meanOf(values);
  if (values.length < 2 || mean === null || mean === 0) return null;
  let variance = 0;
  for (let k = 0; k < values.length; k++) variance += (values[k]! - mean) ** 2;
  return variance / values.length / mean;
};

/** Mean of the numbers that are none of them NaN; null if there are none. */
export const meanOf = (values: ArrayLike<number>): number | null => {
  let sum = 0;
  let n = 0;
  for (let k = 0; k < values.length; k++)
    if (!Number.isNaN(values[k]!)) {
      sum += values[k]!;
      n++;
    }
  return n > 0 ? sum / n : null;
};
