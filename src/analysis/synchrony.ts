import { knownOptions } from "../network/check.js";
import { binning, populationCounts, type SpikeTrains } from "./binning.js";

const meanAndVariance = (counts: Float64Array): [mean: number, variance: number] => {
  const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return [mean, counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / counts.length];
};

/**
 * Population Fano factor: the variance of the population's spike count over bins of `bin` ms (default 3) by its mean, as
 * Potjans & Diesmann (2014, Cerebral Cortex 24:785–806) take it for synchrony. Independent Poisson neurons have 1,
 * whatever their number, N neurons that always spike together up to N; a refractory period alone brings it below 1.
 * It grows with the number of neurons, so compare equal numbers. NaN for less than two bins or no spike.
 * @throws NeurogliaError as `populationActivity`
 */
export const fano = (spikes: SpikeTrains, options: { bin?: number } = {}): number => {
  knownOptions(options, ["bin"], "fano");
  const { bin = 3 } = options;
  const { nBins, binOf } = binning(spikes, bin, "fano");
  if (nBins < 2) return Number.NaN;
  const [mean, variance] = meanAndVariance(populationCounts(spikes.times, nBins, binOf));
  return variance / mean;
};

/**
 * Synchrony χ of Golomb & Rinzel (1993, Physical Review E 48:4810–4814; Golomb 2007, Scholarpedia 2(1):1347), of the
 * neurons' spike counts c_i in bins of `bin` ms (default 3):
 *
 *   χ² = Var_t(1/N Σ_i c_i(t)) / (1/N Σ_i Var_t(c_i(t)))
 *
 * 1 where all neurons do the same, 1/√N where they are independent. It depends on the bin: choose one below the period of
 * the rhythm in question. NaN for less than two bins, or where no neuron's count varies.
 * @throws NeurogliaError as `populationActivity`
 */
export const synchrony = (spikes: SpikeTrains, options: { bin?: number } = {}): number => {
  knownOptions(options, ["bin"], "synchrony");
  const { bin = 3 } = options;
  const { nBins, binOf, places: ids } = binning(spikes, bin, "synchrony");
  if (nBins < 2) return Number.NaN;
  const { n, times } = spikes;
  // Bins of each neuron's spikes, neuron by neuron, by a counting sort.
  const ends = new Uint32Array(n + 1);
  for (let k = 0; k < ids.length; k++) if (binOf(times[k]!) >= 0) ends[ids[k]! + 1]!++;
  for (let id = 0; id < n; id++) ends[id + 1]! += ends[id]!;
  const bins = new Uint32Array(ends[n]!);
  const next = ends.slice();
  for (let k = 0; k < ids.length; k++) {
    const index = binOf(times[k]!);
    if (index >= 0) bins[next[ids[k]!]!++] = index;
  }
  let single = 0;
  for (let id = 0; id < n; id++) {
    const own = bins.subarray(ends[id], ends[id + 1]).sort();
    let squares = 0;
    for (let k = 0, begin = 0; k < own.length; k++)
      if (k + 1 === own.length || own[k + 1] !== own[k]) {
        squares += (k + 1 - begin) ** 2;
        begin = k + 1;
      }
    single += squares / nBins - (own.length / nBins) ** 2;
  }
  const [, variance] = meanAndVariance(populationCounts(times, nBins, binOf));
  return Math.sqrt(variance / n ** 2 / (single / n));
};
