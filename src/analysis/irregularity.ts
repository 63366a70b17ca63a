import { knownOptions } from "../network/check.js";
import { checkOption } from "../readout/features.js";
import { type SpikeTrains, trainsOf } from "./binning.js";

/** Mean over neighbouring intervals of `term`, per neuron; NaN below `least` intervals. */
const byNeighbours = (
  spikes: SpikeTrains,
  options: { least?: number },
  where: string,
  term: (first: number, second: number) => number,
): Float64Array => {
  knownOptions(options, ["least"], where);
  const { least = 5 } = options;
  checkOption("least", least, 2, Number.POSITIVE_INFINITY, where, true);
  return Float64Array.from(trainsOf(spikes, where), (train) => {
    const intervals = train.length - 1;
    if (intervals < least) return Number.NaN;
    let sum = 0;
    for (let k = 2; k < train.length; k++) sum += term(train[k - 1]! - train[k - 2]!, train[k]! - train[k - 1]!);
    return sum / (intervals - 1);
  });
};

/**
 * CV2 of the inter-spike intervals I of each neuron (Holt, Softky, Koch & Douglas 1996, Journal of Neurophysiology 75:1806–1814): the mean of
 * 2 |I_{k+1} − I_k| / (I_{k+1} + I_k). 1 for a Poisson process, 0 for a regular one, and, unlike the CV (`spikes.cvIsi()`), hardly moved by slow
 * changes of the rate. NaN below `least` intervals (default 5).
 * @throws NeurogliaError for lengths that differ, an id out of range, a time that is not finite
 */
export const cv2 = (spikes: SpikeTrains, options: { least?: number } = {}): Float64Array =>
  byNeighbours(spikes, options, "cv2", (first, second) =>
    first + second > 0 ? (2 * Math.abs(second - first)) / (first + second) : 0,
  );

/**
 * Local variation LV of the inter-spike intervals I of each neuron (Shinomoto, Shima & Tanji 2003, Neural Computation 15:2823–2842): the mean of
 * 3 (I_k − I_{k+1})² / (I_k + I_{k+1})². 1 for a Poisson process, 0 for a regular one. NaN below `least` intervals (default 5).
 * @throws NeurogliaError for lengths that differ, an id out of range, a time that is not finite
 */
export const localVariation = (spikes: SpikeTrains, options: { least?: number } = {}): Float64Array =>
  byNeighbours(spikes, options, "localVariation", (first, second) =>
    first + second > 0 ? 3 * ((first - second) / (first + second)) ** 2 : 0,
  );
