import type { SpikeTrains } from "../dist/src/analysis/binning.js";
import { fano } from "../dist/src/index.js";

/** How a network fires. Figures that need more spikes than there are, are null. */
export interface Firing {
  /** The time over which the figures are taken, ms. */
  from: number;
  to: number;
  /** Mean rates, Hz. */
  rateE: number | null;
  rateI: number | null;
  rate: number | null;
  /** Mean coefficient of variation of the inter-spike intervals of neurons with at least five. */
  cvIsi: number | null;
  /** Variance over mean of the number of spikes of all neurons in bins of 3 ms. */
  synchrony: number | null;
  /** Since the beginning, of all populations and sources. */
  spikes: number;
  synapticEvents: number;
  /** Of all spikes since the beginning. */
  hash: string | null;
}

const orNull = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** Mean over neurons of standard deviation over mean of the intervals; NaN where none has five. */
const cvOfIntervals = ({ n, times, ids }: SpikeTrains): number => {
  const last = new Float64Array(n).fill(Number.NaN);
  const [count, sum, squares] = [new Uint32Array(n), new Float64Array(n), new Float64Array(n)];
  for (let k = 0; k < ids.length; k++) {
    const id = ids[k]!;
    const interval = times[k]! - last[id]!;
    last[id] = times[k]!;
    if (Number.isNaN(interval)) continue;
    count[id]!++;
    sum[id]! += interval;
    squares[id]! += interval ** 2;
  }
  let total = 0;
  let neurons = 0;
  for (let id = 0; id < n; id++) {
    if (count[id]! < 5) continue;
    const mean = sum[id]! / count[id]!;
    total += Math.sqrt(Math.max(0, squares[id]! / count[id]! - mean ** 2)) / mean;
    neurons++;
  }
  return total / neurons;
};

/** Measures spikes in time order; the first `nExcitatory` neurons are excitatory. */
export const firingOf = (
  spikes: SpikeTrains,
  nExcitatory: number,
  activity: { spikes: number; synapticEvents: number; hash: string } | null,
): Firing => {
  const { n, ids, from, to } = spikes;
  const seconds = (to - from) / 1000;
  let excitatory = 0;
  for (let k = 0; k < ids.length; k++) if (ids[k]! < nExcitatory) excitatory++;
  return {
    from,
    to,
    rateE: orNull(excitatory / nExcitatory / seconds),
    rateI: orNull((ids.length - excitatory) / (n - nExcitatory) / seconds),
    rate: orNull(ids.length / n / seconds),
    cvIsi: orNull(cvOfIntervals(spikes)),
    synchrony: orNull(fano(spikes, { bin: 3 })),
    spikes: activity?.spikes ?? 0,
    synapticEvents: activity?.synapticEvents ?? 0,
    hash: activity?.hash ?? null,
  };
};
