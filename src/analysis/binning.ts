import { NeurogliaError } from "../errors.js";
import { asList, asObject, checkedUpTo, checkLists, knownName } from "../network/check.js";

/** Spikes of n neurons over a stretch of time; a `SpikeRecording` is one, and so is what its `since` returns. */
export interface SpikeTrains {
  /** Number of neurons. */
  readonly n: number;
  /** Spike k: neuron `ids[k]` at `times[k]` ms, in any order. */
  readonly times: ArrayLike<number>;
  readonly ids: ArrayLike<number>;
  /** The ids that there are, n of them. Default 0 … n − 1. */
  readonly members?: ArrayLike<number>;
  /**
   * Where in its step of the grid a spike is stamped: `"end"`, as neurons of this package have it, or `"begin"`, as its
   * sources and encoders do. It decides to which of two bins a spike on their border belongs. Default `"end"`.
   */
  readonly stamps?: "begin" | "end";
  /** Beginning and end of the time they cover, ms. */
  readonly from: number;
  readonly to: number;
}

/** Widens a bin's edge, in bins, against the rounding of times on the grid. */
const EDGE = 1e-6;
/** More bins than that are a slip of units. */
const MOST_BINS = 2 ** 28;

export const refuse = (where: string, what: string, expected: string, got: unknown): never => {
  throw new NeurogliaError({ code: "bad-input", what, where, expected, got });
};

/**
 * Whole bins of `bin` ms. The k-th is (from + k·bin, from + (k + 1)·bin] where spikes stand at the end of their step, and what
 * stands at `from` itself counts in the first; where they stand at its beginning it is [from + k·bin, from + (k + 1)·bin).
 * Gives the number of bins, the one of each time (−1: none), and each spike's neuron as `checkSpikes` does.
 */
export const binning = (spikes: SpikeTrains, bin: number, where: string) => {
  const places = checkSpikes(spikes, where);
  const { from, to, stamps = "end" } = spikes;
  knownName(stamps, ["begin", "end"], "stamps", where);
  if (!(typeof bin === "number" && bin > 0 && Number.isFinite(bin))) refuse(where, "bin", "> 0 ms", bin);
  if (typeof from !== "number" || !Number.isFinite(from)) refuse(where, "from", "a finite number of ms", from);
  if (!(typeof to === "number" && to >= from && Number.isFinite(to - from)))
    refuse(where, "to", `≥ from (${from}) ms`, to);
  const least = (to - from) / MOST_BINS;
  if (bin < least) refuse(where, "bin", `≥ ${least} ms, for at most 2^28 bins`, bin);
  const nBins = Math.floor((to - from) / bin + EDGE);
  const binOf = (time: number): number => {
    const at = (time - from) / bin;
    const index = stamps === "begin" ? Math.floor(at + EDGE) : Math.max(0, Math.ceil(at - EDGE) - 1);
    return at >= -EDGE && index < nBins ? index : -1;
  };
  return { nBins, binOf, places };
};

/**
 * Refuses what holds no spikes: lengths that differ, ids out of range, times that are not finite. Gives each spike's neuron as
 * a place among the n.
 */
export const checkSpikes = (spikes: Omit<SpikeTrains, "from" | "to">, where: string): ArrayLike<number> => {
  const { n, times, ids, members } = asObject(spikes, where, "spikes");
  checkLists({ times, ids }, where);
  checkedUpTo(2 ** 28, n, "n", where);
  if (times.length !== ids.length) refuse(where, "length of ids", `that of times, ${times.length}`, ids.length);
  const listed = members && Array.from(asList(members, "members", where));
  const placeOf = listed?.some((id, place) => id !== place) ? new Map(listed.map((id, place) => [id, place])) : null;
  if (placeOf && placeOf.size !== n) refuse(where, "number of members", `n, ${n}`, placeOf.size);
  const places = new Uint32Array(ids.length);
  for (let k = 0; k < ids.length; k++) {
    const id = ids[k]!;
    const place = placeOf ? (placeOf.get(id) ?? -1) : id;
    if (!(Number.isInteger(place) && place >= 0 && place < n))
      refuse(where, `ids[${k}]`, placeOf ? "one of members" : `0 … ${n - 1}`, id);
    if (!Number.isFinite(times[k])) refuse(where, `times[${k}]`, "a finite number of ms", times[k]);
    places[k] = place;
  }
  return places;
};

/** Spikes of all neurons in each bin. */
export const populationCounts = (
  times: ArrayLike<number>,
  nBins: number,
  binOf: (time: number) => number,
): Float64Array => {
  const counts = new Float64Array(nBins);
  for (let k = 0; k < times.length; k++) {
    const index = binOf(times[k]!);
    if (index >= 0) counts[index]!++;
  }
  return counts;
};

/** Times of each neuron's spikes, ascending, one list per neuron. @throws NeurogliaError for lengths that differ, bad ids or times */
export const trainsOf = (spikes: SpikeTrains, where: string): Float64Array[] => {
  const ids = checkSpikes(spikes, where);
  const { n, times } = spikes;
  const ends = new Uint32Array(n + 1);
  for (let k = 0; k < ids.length; k++) ends[ids[k]! + 1]!++;
  for (let id = 0; id < n; id++) ends[id + 1]! += ends[id]!;
  const sorted = new Float64Array(times.length);
  const next = ends.slice();
  for (let k = 0; k < ids.length; k++) sorted[next[ids[k]!]!++] = times[k]!;
  return Array.from({ length: n }, (_, id) => sorted.subarray(ends[id], ends[id + 1]).sort());
};

/**
 * Population activity: spikes of all neurons in each whole bin of `bin` ms from the beginning on. What `branchingRatio`,
 * `multistepRegression` and `avalanches` take.
 * @throws NeurogliaError for a bin that is not > 0 ms or makes more than 2^28 of them, an end before the beginning, lengths that
 * differ, an id out of range, a time that is not finite
 */
export const populationActivity = (spikes: SpikeTrains, options: { bin: number }): Float64Array => {
  const { bin } = asObject(options, "populationActivity");
  const { nBins, binOf } = binning(spikes, bin, "populationActivity");
  return populationCounts(spikes.times, nBins, binOf);
};
