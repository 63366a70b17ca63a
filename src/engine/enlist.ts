import { core } from "./handed.js";
import type { Site } from "./site.js";

/**
 * Makes the lists of active incoming synapses anew, from the order in which rows were enlisted; rows without the trace that a
 * rule needs leave. Where it needs none, all rows are listed.
 */
export const enlistRows = ({ arena, kernels, populations, projections }: Site): void => {
  for (const { block, plasticity, lazy, pre, postBegin, postEnd } of projections) {
    if (!plasticity || lazy) continue;
    arena.u32(block.u32("columnFill"), postEnd - postBegin).fill(0);
    const count = arena.u32(block.u32("enlisted"), 1);
    const { postNeeds } = plasticity.rule;
    const nDelays = block.u32("nDelays");
    const ranks = arena.u32(block.u32("rowOrder"), (pre.end - pre.begin) * nDelays);
    if (!postNeeds) {
      count[0] = 0;
      for (let row = 0; row < ranks.length; row++)
        kernels.enlistRow(block.address, row, pre.begin + Math.floor(row / nDelays));
      continue;
    }
    if (count[0] === 0) continue;
    const byRank = new Uint32Array(count[0]!);
    for (let row = 0; row < ranks.length; row++) if (ranks[row]! > 0) byRank[ranks[row]! - 1] = row + 1;
    const column = core.padded(populations[pre.population]!.n);
    const x = arena.f32(block.u32(postNeeds), column * nDelays);
    count[0] = 0;
    ranks.fill(0);
    for (const next of byRank) {
      if (next === 0) continue;
      const source = pre.begin + Math.floor((next - 1) / nDelays);
      if (x[((next - 1) % nDelays) * column + source] !== 0) kernels.enlistRow(block.address, next - 1, source);
    }
  }
};
