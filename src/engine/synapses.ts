import { refuse, refuseOutside, unitOf } from "./check.js";
import type { SynapseList } from "./simulation.js";
import { padded, type Site } from "./site.js";

/**
 * What users see of synapses, the same for every format: by source, then by delay, then by target. Of a network on
 * several memories, those onto the neurons that this one owns.
 */

/** Where the weights of a dense projection's row j begin, and how many there are. */
const denseRows = (site: Site, projection: number): { nPre: number; nPost: number; at(j: number): number } => {
  const { pre, postBegin, postEnd, weights, rowBytes } = site.projections[projection]!;
  return { nPre: pre.end - pre.begin, nPost: postEnd - postBegin, at: (j) => weights + j * rowBytes };
};

/** Number of synapses in each row: of one source and delay. */
export const countRows = (site: Site, projection: number): Uint32Array<ArrayBuffer> => {
  const { format, rows, nDelays, pre, postBegin, postEnd } = site.projections[projection]!;
  const nRows = (pre.end - pre.begin) * nDelays;
  if (format === "dense") return new Uint32Array(nRows).fill(postEnd - postBegin);
  if (format === "bitmap") return site.arena.u32(rows, nRows).slice();
  const starts = site.arena.u32(rows, nRows + 1);
  return Uint32Array.from({ length: nRows }, (_, row) => starts[row + 1]! - starts[row]!);
};

/** Present weights, one a synapse. */
export const readWeights = (site: Site, projection: number): Float32Array<ArrayBuffer> => {
  const { format, block, weights, nSynapses } = site.projections[projection]!;
  if (format === "sparse") return site.arena.f32(weights, nSynapses).slice();
  const out = new Float32Array(nSynapses);
  if (format !== "dense") return out.fill(block.f32("weight"));
  const { nPre, nPost, at } = denseRows(site, projection);
  for (let j = 0; j < nPre; j++) out.set(site.arena.f32(at(j), nPost), j * nPost);
  return out;
};

/**
 * Refuses weights outside the bounds of a rule, negative conductances and, where the projection has one weight for all
 * synapses, different ones. `inCheckpoint`: whether that is where they stand.
 */
export const checkWeights = (site: Site, projection: number, values: Float32Array, inCheckpoint = false): void => {
  const { format, plasticity } = site.projections[projection]!;
  const { name, post, into } = site.description.projections[projection]!;
  const where = `projection "${name}"${inCheckpoint ? " in the checkpoint" : ""}`;
  const code = inCheckpoint ? "bad-checkpoint" : "bad-input";
  refuseOutside(values, unitOf(site.description, post, into), plasticity, (k) => `weight ${k}`, where, code);
  if (format === "sparse" || format === "dense") return;
  const other = values.findIndex((value) => value !== values[0]);
  if (other >= 0)
    refuse(
      "weights",
      where,
      "one and the same number, as it was connected with one weight for all (connect it with an array or a distribution)",
      `${values[0]} and ${values[other]}`,
    );
};

/** With summation "lastSpike" the current that is left of each last spike follows the weight. */
const followWeights = (site: Site, projection: number, values: Float32Array): void => {
  const { block, rows, targets, weights, nSynapses, nDelays, pre, post } = site.projections[projection]!;
  if (site.description.projections[projection]!.summation !== "lastSpike") return;
  const [nPre, nPost] = [pre, post].map(({ population }) => padded(site.populations[population]!.n)) as [
    number,
    number,
  ];
  const nRows = (pre.end - pre.begin) * nDelays;
  const before = site.arena.f32(weights, nSynapses);
  const input = site.arena.f32(block.u32("input"), nPost);
  const left = site.arena.f32(block.u32("residual"), nPre * nDelays);
  const starts = site.arena.u32(rows, nRows + 1);
  const offsets = site.arena.u32(targets, nSynapses);
  for (let row = 0; row < nRows; row++) {
    const carried = left[(row % nDelays) * nPre + pre.begin + Math.floor(row / nDelays)]!;
    for (let k = starts[row]!; carried > 0 && k < starts[row + 1]!; k++)
      input[offsets[k]! / 4]! += Math.fround(values[k]! - before[k]!) * carried;
  }
};

/** New weights, as `readWeights` gives them; to be checked before. */
export const writeWeights = (site: Site, projection: number, values: Float32Array): void => {
  const { format, block, weights, nSynapses } = site.projections[projection]!;
  if (format === "sparse") {
    followWeights(site, projection, values);
    site.arena.f32(weights, nSynapses).set(values);
    return;
  }
  if (format === "dense") {
    const { nPre, nPost, at } = denseRows(site, projection);
    for (let j = 0; j < nPre; j++) site.arena.f32(at(j), nPost).set(values.subarray(j * nPost, (j + 1) * nPost));
    return;
  }
  if (nSynapses > 0) block.setF32("weight", values[0]!);
};

/** Sets weights outside the bounds of the rule that learns them to the bound that they pass. */
export const clipWeights = (site: Site, projection: number): void => {
  const { block } = site.projections[projection]!;
  const [low, high] = [block.f32("least"), block.f32("greatest")];
  const clipped = readWeights(site, projection).map((weight) => Math.min(high, Math.max(low, weight)));
  writeWeights(site, projection, clipped);
};

/** Source and target, counted within the two groups, and delay (ms) of every synapse. */
export const readSynapses = (site: Site, projection: number): SynapseList => {
  const { format, rows, targets, nSynapses, nDelays, rowBytes, pre, post, postBegin, postEnd } =
    site.projections[projection]!;
  const { delays } = site.description.projections[projection]!;
  const { dt } = site.description;
  const nPre = pre.end - pre.begin;
  const from = new Uint32Array(nSynapses);
  const to = new Uint32Array(nSynapses);
  const after = new Float64Array(nSynapses).fill(delays[0]! * dt);
  const first = postBegin - post.begin;
  if (format === "dense" || format === "bitmap") {
    const bits = site.arena.u8(targets, nPre * rowBytes);
    let k = 0;
    for (let j = 0; j < nPre; j++)
      for (let t = 0; t < postEnd - postBegin; t++) {
        if (format === "bitmap" && !((bits[j * rowBytes + (t >> 3)]! >> (t & 7)) & 1)) continue;
        from[k] = j;
        to[k++] = first + t;
      }
    return { pre: from, post: to, delay: after };
  }
  const starts = site.arena.u32(rows, nPre * nDelays + 1);
  for (let row = 0; row < nPre * nDelays; row++) {
    from.fill(Math.floor(row / nDelays), starts[row]!, starts[row + 1]!);
    after.fill(delays[row % nDelays]! * dt, starts[row]!, starts[row + 1]!);
  }
  const offsets = site.arena.u32(targets, nSynapses);
  for (let k = 0; k < nSynapses; k++) to[k] = offsets[k]! / 4 - post.begin;
  return { pre: from, post: to, delay: after };
};
