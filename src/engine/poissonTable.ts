import { drawnFrom } from "./draws.js";
import type { HostMaths } from "./hostMaths.js";

/** Values 0 … 14 have a column each; the last column stands for all from 15 on. */
const COLUMNS = 16;
/** Mass of a column where all masses together are 2^32. */
const COLUMN_MASS = 2 ** 28;
/** Greatest mean of one draw: the last column's mass stays below 2^20, so that its values are always met in a tie. */
const MOST_MEAN = 5;

/** What `poissonDrive` draws from; see models/poissonDrive/kernel.ts. */
export interface PoissonTable {
  /** Numbers that are drawn and added up. */
  readonly draws: number;
  /** By column: where its 28 bits are below this, the number is the column's own. */
  readonly limits: Uint32Array;
  /** By column: the number elsewhere. */
  readonly aliases: Uint8Array;
  /** Bounds of 15, 16, … 30 below the last column's limit. */
  readonly tail: Uint32Array;
}

/** Probabilities of 0 … 30 for a mean of at most 5, as whole multiples of 2^-32 that sum to 1: differences of the rounded distribution function. */
const masses = (mean: number, maths: HostMaths): number[] => {
  let probability = maths.exp(-mean);
  let sum = 0;
  let before = 0;
  return Array.from({ length: 2 * COLUMNS - 1 }, (_, k) => {
    sum += probability;
    probability *= mean / (k + 1);
    const mass = (k === 2 * COLUMNS - 2 ? 2 ** 32 : Math.min(2 ** 32, Math.round(sum * 2 ** 32))) - before;
    before += mass;
    return mass;
  });
};

/** Tables for Poisson numbers of the given mean, 0 … 500, as the sum of equal draws of at most 5 each. */
export const poissonTable = (mean: number, maths: HostMaths): PoissonTable => {
  const draws = Math.ceil(mean / MOST_MEAN);
  const all = masses(draws === 0 ? 0 : mean / draws, maths);
  const left = all.slice(0, COLUMNS - 1);
  const tail = new Uint32Array(COLUMNS);
  all.slice(COLUMNS - 1).reduce((sum, mass, k) => (tail[k] = sum + mass), 0);
  left.push(tail.at(-1)!);
  const limits = new Uint32Array(COLUMNS);
  const aliases = Uint8Array.from({ length: COLUMNS }, (_, k) => k);
  const isSmall = (k: number): boolean => left[k]! < COLUMN_MASS;
  const columns = [...aliases];
  const small = columns.filter(isSmall);
  const large = columns.filter((k) => !isSmall(k));
  // What a small value leaves of its column goes to a large one; in whole numbers this ends with full columns alone.
  for (let k = small.pop(); k !== undefined; k = small.pop()) {
    const giver = large.at(-1)!;
    limits[k] = left[k]!;
    aliases[k] = giver;
    left[giver]! -= COLUMN_MASS - left[k]!;
    if (isSmall(giver)) small.push(large.pop()!);
  }
  return { draws, limits, aliases, tail };
};

/** Counts with the mean that a drive names. */
export const counts = drawnFrom("counts", {
  // With 176 of scratch memory.
  bytes: 336,
  fill(block, arena, kernels, mean) {
    const { draws, limits, aliases, tail } = poissonTable(mean, kernels);
    const table = block.u32("table");
    // The kernel compares signed bytes.
    arena.u8(table, 16).set(limits.map((limit) => (limit >>> 20) ^ 128));
    arena.u8(table + 16, 16).set(aliases);
    arena.u32(table + 32, 16).set(limits);
    arena.u32(table + 96, 16).set(tail);
    block.setU32("draws", draws).setU32("scratch", table + 160);
  },
});
