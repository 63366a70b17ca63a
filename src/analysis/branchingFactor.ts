import { checkedUpTo, checkLists } from "../network/check.js";
import { checkOption } from "../readout/features.js";
import { checkSpikes, refuse } from "./binning.js";

/** Numbers of spikes kept, neurons × ms. */
const MOST_CELLS = 2 ** 29;

/** Spikes of one sample and the recurrent synapses among the same neurons. */
export interface BranchingInput {
  /** Number of neurons. */
  n: number;
  /** Spike k: neuron `ids[k]` at `times[k]` ms (whole steps of 1 ms). */
  times: ArrayLike<number>;
  ids: ArrayLike<number>;
  /** Synapse k leads from neuron `pre[k]` to neuron `post[k]`. */
  pre: ArrayLike<number>;
  post: ArrayLike<number>;
  /** Spikes from `from` to `to` ms, both inclusive and ≥ 0, count as ancestors. Default 29 … 220, for samples of 250 ms. */
  from?: number;
  to?: number;
  /** Reach of «before» and «after», a whole number of ms ≥ 1. Default 4. */
  window?: number;
}

/**
 * Branching factor as Ivanov & Michmizos (2021, compute_branching_factor.py) have it: for each spike of a neuron at t,
 * (spikes of its targets in t+1 … t+window) / max(1, spikes of its sources in t−window … t−1); the mean over the
 * neuron's spikes, then over neurons that spiked. NaN if none did.
 * @throws NeurogliaError if lengths differ, an id is out of range or a time is not finite; for options; for more than 2^29 neurons × ms
 */
export const branchingFactor = (input: BranchingInput): number => {
  const where = "branchingFactor";
  checkSpikes(input, where);
  const { n, times, ids, pre, post, from = 29, to = 220, window = 4 } = input;
  checkLists({ pre, post }, where);
  if (pre.length !== post.length) refuse(where, "length of post", `that of pre, ${pre.length}`, post.length);
  for (const [side, list] of Object.entries({ pre, post }))
    for (let k = 0; k < list.length; k++) checkOption(`${side}[${k}]`, list[k]!, 0, n - 1, where, true);
  checkOption("from", from, 0, Number.MAX_VALUE, where);
  checkOption("to", to, from, Number.MAX_VALUE, where);
  checkedUpTo(2 ** 28, window, "window", where);
  let last = 0;
  for (let k = 0; k < times.length; k++) last = Math.max(last, Math.round(times[k]!));
  // Nothing is asked beyond, and nothing changes after the last spike.
  const nSteps = Math.min(Math.floor(to) + window, last) + 1;
  if (n * nSteps > MOST_CELLS) refuse(where, "to", `at most ${Math.floor(MOST_CELLS / n)} ms for ${n} neurons`, to);
  // spikes[id · nSteps + t] counted up to and including t, so that a window is one difference
  const until = new Uint32Array(n * nSteps);
  for (let k = 0; k < ids.length; k++) {
    const t = Math.round(times[k]!);
    if (t >= 0 && t < nSteps) until[ids[k]! * nSteps + t]!++;
  }
  for (let id = 0; id < n; id++)
    for (let t = 1; t < nSteps; t++) until[id * nSteps + t]! += until[id * nSteps + t - 1]!;
  const targets: number[][] = Array.from({ length: n }, () => []);
  const sources: number[][] = Array.from({ length: n }, () => []);
  for (let k = 0; k < pre.length; k++) {
    targets[pre[k]!]!.push(post[k]! * nSteps);
    sources[post[k]!]!.push(pre[k]! * nSteps);
  }
  /** Spikes of the row's neuron up to t. */
  const upTo = (row: number, t: number): number => (t < 0 ? 0 : until[row + Math.min(t, nSteps - 1)]!);
  const sum = new Float64Array(n);
  const count = new Uint32Array(n);
  for (let k = 0; k < ids.length; k++) {
    const id = ids[k]!;
    const t = Math.round(times[k]!);
    if (t < from || t > to) continue;
    let descendants = 0;
    for (const row of targets[id]!) descendants += upTo(row, t + window) - upTo(row, t);
    let ancestors = 0;
    for (const row of sources[id]!) ancestors += upTo(row, t - 1) - upTo(row, t - window - 1);
    sum[id]! += descendants / Math.max(1, ancestors);
    count[id]!++;
  }
  let total = 0;
  let active = 0;
  for (let id = 0; id < n; id++)
    if (count[id]! > 0) {
      total += sum[id]! / count[id]!;
      active++;
    }
  return active > 0 ? total / active : Number.NaN;
};
