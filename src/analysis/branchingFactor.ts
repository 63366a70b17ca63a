import { checkLists } from "../network/check.js";
import { checkSpikes, refuse } from "./binning.js";

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
  /** Spikes from `from` to `to` ms, both inclusive, count as ancestors. Default 29 … 220, for samples of 250 ms. */
  from?: number;
  to?: number;
  /** Reach of «before» and «after», ms. Default 4. */
  window?: number;
}

/**
 * Branching factor as Ivanov & Michmizos (2021, compute_branching_factor.py) have it: for each spike of a neuron at t,
 * (spikes of its targets in t+1 … t+window) / max(1, spikes of its sources in t−window … t−1); the mean over the
 * neuron's spikes, then over neurons that spiked. NaN if none did.
 * @throws NeurogliaError if lengths differ or an id is out of range
 */
export const branchingFactor = (input: BranchingInput): number => {
  const where = "branchingFactor";
  checkSpikes(input, where);
  const { n, times, ids, pre, post, from = 29, to = 220, window = 4 } = input;
  checkLists({ pre, post }, where);
  if (pre.length !== post.length) refuse(where, "length of post", `that of pre, ${pre.length}`, post.length);
  const nSteps = to + window + 2;
  // spikes[id · nSteps + t] counted up to and including t, so that a window is one difference
  const until = new Uint16Array(n * nSteps);
  for (let k = 0; k < ids.length; k++) {
    const id = ids[k]!;
    if (!(id >= 0 && id < n)) refuse(where, `ids[${k}]`, `0 … ${n - 1}`, id);
    const t = Math.round(times[k]!);
    if (t >= 0 && t < nSteps) until[id * nSteps + t]!++;
  }
  for (let id = 0; id < n; id++)
    for (let t = 1; t < nSteps; t++) until[id * nSteps + t]! += until[id * nSteps + t - 1]!;
  const targets: number[][] = Array.from({ length: n }, () => []);
  const sources: number[][] = Array.from({ length: n }, () => []);
  for (let k = 0; k < pre.length; k++) {
    targets[pre[k]!]!.push(post[k]! * nSteps);
    sources[post[k]!]!.push(pre[k]! * nSteps);
  }
  const sum = new Float64Array(n);
  const count = new Uint32Array(n);
  for (let k = 0; k < ids.length; k++) {
    const id = ids[k]!;
    const t = Math.round(times[k]!);
    if (t < from || t > to) continue;
    let descendants = 0;
    for (const row of targets[id]!) descendants += until[row + t + window]! - until[row + t]!;
    let ancestors = 0;
    for (const row of sources[id]!) ancestors += until[row + t - 1]! - (t > window ? until[row + t - window - 1]! : 0);
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
