import { hostMaths } from "../engine/hostMaths.js";
import { NeurogliaError } from "../errors.js";
import { asObject, checkLists, knownOptions } from "../network/check.js";
import { checkOption } from "../readout/features.js";
import { refuse, type SpikeTrains } from "./binning.js";
import { checkAbove, checkSeries } from "./check.js";
import { type PowerLaw, type PowerLawRange, powerLaw } from "./powerLaw.js";

/** Avalanches in the order of time. */
export interface Avalanches {
  /** Spikes of each, ≥ 1. */
  sizes: Float64Array;
  /** Bins of each, ≥ 1. */
  durations: Float64Array;
}

/**
 * Mean interval between consecutive spikes of the whole population, ms: the usual bin of avalanches (Beggs & Plenz 2003, Journal of
 * Neuroscience 23:11167–11177). Spikes on a grid should be binned by a whole number of its steps.
 * @throws NeurogliaError for less than two spikes, or all at one time
 */
export const meanEventInterval = (spikes: Pick<SpikeTrains, "times">): number => {
  const { times } = asObject(spikes, "meanEventInterval", "spikes");
  checkSeries(times, "times", "meanEventInterval", 2);
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let k = 0; k < times.length; k++) {
    first = Math.min(first, times[k]!);
    last = Math.max(last, times[k]!);
  }
  if (!(last > first)) refuse("meanEventInterval", "times", "not all the same", first);
  return (last - first) / (times.length - 1);
};

/**
 * Neuronal avalanches: runs of bins with activity between bins without (Beggs & Plenz 2003). Runs at either end of the recording are
 * left out, since nobody knows how long they were.
 *
 * @param activity spikes per bin (`populationActivity`), each ≥ 0
 * @throws NeurogliaError `bad-shape`, `not-finite`; `out-of-range` for negative activity
 */
export const avalanches = (activity: ArrayLike<number>): Avalanches => {
  checkSeries(activity, "activity", "avalanches");
  const sizes: number[] = [];
  const durations: number[] = [];
  let size = 0;
  let duration = 0;
  let cut = activity[0]! > 0;
  for (let t = 0; t < activity.length; t++) {
    const now = activity[t]!;
    checkOption(`activity[${t}]`, now, 0, Number.MAX_VALUE, "avalanches");
    if (now > 0) {
      size += now;
      duration++;
      continue;
    }
    if (duration > 0 && !cut) {
      sizes.push(size);
      durations.push(duration);
    }
    [size, duration, cut] = [0, 0, false];
  }
  return { sizes: Float64Array.from(sizes), durations: Float64Array.from(durations) };
};

/** Ranges of {@link avalancheExponents}; see `powerLaw`. */
export interface AvalancheRanges {
  size?: PowerLawRange;
  duration?: PowerLawRange;
}

export interface AvalancheExponents {
  /** P(S) ~ S^−τ; 3/2 in a critical branching process. */
  size: PowerLaw;
  /** P(T) ~ T^−α; 2 in a critical branching process. */
  duration: PowerLaw;
  /** γ = (α − 1)/(τ − 1), which a critical system's mean size obeys: ⟨S⟩(T) ~ T^γ; 2 in a critical branching process. */
  predicted: number;
  /** γ from ⟨S⟩(T) itself: slope of ln S̄ on ln T, each duration in its range weighted by its avalanches; NaN for a single duration. */
  fitted: number;
}

/**
 * Exponents of avalanches and the crackling-noise relation between them (Sethna, Dahmen & Myers 2001, Nature 410:242–250; Friedman et al.
 * 2012, Physical Review Letters 108:208102).
 *
 * @throws NeurogliaError as `powerLaw` does; `bad-shape` unless there are as many sizes as durations
 */
export const avalancheExponents = (found: Avalanches, ranges: AvalancheRanges = {}): AvalancheExponents => {
  const where = "avalancheExponents";
  knownOptions(ranges, ["size", "duration"], where);
  const { sizes, durations } = asObject(found, where, "avalanches");
  checkLists({ sizes, durations }, where);
  if (sizes.length !== durations.length)
    throw new NeurogliaError({
      code: "bad-shape",
      what: "number of durations",
      where,
      expected: `that of sizes, ${sizes.length}`,
      got: durations.length,
    });
  const size = powerLaw(sizes, ranges.size);
  const duration = powerLaw(durations, ranges.duration);
  const { min = 1, max = Number.POSITIVE_INFINITY } = ranges.duration ?? {};
  const byDuration = new Map<number, { sum: number; n: number }>();
  for (let k = 0; k < durations.length; k++) {
    const length = durations[k]!;
    if (length < min || length > max) continue;
    checkAbove(`sizes[${k}]`, sizes[k]!, 0, where);
    const bin = byDuration.get(length) ?? { sum: 0, n: 0 };
    byDuration.set(length, { sum: bin.sum + sizes[k]!, n: bin.n + 1 });
  }
  const { log } = hostMaths();
  const points = [...byDuration]
    .sort(([a], [b]) => a - b)
    .map(([length, { sum, n }]) => ({ x: log(length), y: log(sum / n), n }));
  const total = points.reduce((sum, { n }) => sum + n, 0);
  const x = points.reduce((sum, point) => sum + point.n * point.x, 0) / total;
  const y = points.reduce((sum, point) => sum + point.n * point.y, 0) / total;
  const products = points.reduce((sum, point) => sum + point.n * (point.x - x) * (point.y - y), 0);
  const squares = points.reduce((sum, point) => sum + point.n * (point.x - x) ** 2, 0);
  return {
    size,
    duration,
    predicted: (duration.exponent - 1) / (size.exponent - 1),
    fitted: points.length > 1 ? products / squares : Number.NaN,
  };
};
