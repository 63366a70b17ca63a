import type { NetworkDescription, ProjectionDescription } from "./description.js";
import type { CoreWalk } from "./kernels.js";

/**
 * How the synapses of a projection lie in memory:
 *
 * - `sparse`: rows by source and delay, a target and a weight each, 8 bytes a synapse;
 * - `uniform`: the same without weights, 4 bytes a synapse;
 * - `dense`: whole rows of weights, 4 bytes a synapse;
 * - `bitmap`: whole rows of one bit a target.
 */
export type Format = "sparse" | "uniform" | "dense" | "bitmap";

/** The delivery kernel of each format that the core has. */
export const deliveryOf = {
  sparse: "deliver",
  uniform: "deliverUniform",
  dense: "deliverDense",
} as const satisfies Record<Exclude<Format, "bitmap">, CoreWalk>;

/** Hz: the activity that a choice between formats supposes. */
const SUPPOSED_RATE = 20;

/**
 * What delivery costs, in units of one synapse of a `uniform` row (about 1.05 ns where this was measured, `npm run bench`):
 * adding counts to a target, and one bit of a row.
 */
const COUNT_COST = 0.22;
const BIT_COST = 0.011;

/** Share of all pairs that are connected, if none is connected twice for certain; null elsewhere. */
const densityOf = ({ rule, pre, post, multapses }: ProjectionDescription): number | null => {
  const nPre = pre.end - pre.begin;
  const nPost = post.end - post.begin;
  if (rule.kind === "allToAll") return 1;
  if (rule.kind === "fixedProbability") return rule.p;
  if (multapses) return null;
  if (rule.kind === "fixedIndegree") return rule.k / nPre;
  if (rule.kind === "fixedOutdegree") return rule.k / nPost;
  if (rule.kind === "fixedTotal") return rule.n / (nPre * nPost);
  return null;
};

/**
 * Whether bitmaps beat rows of targets: a step costs a target COUNT_COST + s·BIT_COST rather than s·density, s the number of
 * spikes, and nothing where there is none. At 5 spikes a step this takes a density of 5 %.
 */
const isDense = (density: number, spikes: number): boolean => density >= BIT_COST + COUNT_COST / Math.max(1, spikes);

/**
 * The format of a projection. It settles how sums are rounded, hence depends on the description alone, never on the part of
 * the network that a memory owns.
 */
export const formatOf = ({ dt }: NetworkDescription, projection: ProjectionDescription): Format => {
  const { rule, pre, post, autapses, weight, delays, summation, shortTerm, plasticity } = projection;
  if (plasticity || shortTerm || summation === "lastSpike") return "sparse";
  if (weight.kind === "constant") {
    const density = delays.length === 1 ? densityOf(projection) : null;
    const spikes = ((pre.end - pre.begin) * SUPPOSED_RATE * dt) / 1000;
    return density !== null && isDense(density, spikes) ? "bitmap" : "uniform";
  }
  const everyPair = rule.kind === "allToAll" && (autapses || pre.population !== post.population);
  return everyPair && delays.length === 1 ? "dense" : "sparse";
};

/** Bytes of scratch memory that the delivery of bitmaps needs; see assembly/deliver/bitmap.ts. */
export const scratchBytes = (nPre: number, nPost: number): number => 41 * 16 * Math.ceil(nPost / 128) + 4 * (nPre + 11);
