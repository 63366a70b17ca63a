import { Block } from "./block.js";
import type { ProjectionDescription } from "./description.js";
import type { Own } from "./share.js";
import { streamOf } from "./stream.js";
import { delaySteps, type Workshop } from "./values.js";

/** Sites of the neurons of a lattice: address of the population's first, sides of the lattice. */
export interface Sites {
  readonly address: number;
  readonly size: readonly [number, number, number];
}

/** A rule at work in scratch memory: it lists the sources of one target after the other. */
export interface Listing {
  /** Address of its `connect` block. */
  readonly address: number;
  /** Sources that one target has at most. */
  readonly longest: number;
  /** Targets to go through in this order; `load` makes the sources of a batch ready, given weights and delays included. */
  readonly batches: readonly { readonly begin: number; readonly end: number; load(): void }[];
  /** Addresses of what goes with given pairs, or 0. */
  readonly givenWeights: number;
  readonly givenDelays: number;
}

/** What the first of several passes has found out. */
export interface Findings {
  split?: Uint32Array;
  totals?: Uint32Array;
  order?: Uint32Array;
}

const RULES = { oneToOne: 0, allToAll: 1, fixedProbability: 2, fixedIndegree: 3, fixedTotal: 4, distanceDependent: 5 };
const LISTED = 6;

/** Of a list of synapses by target no more than this share is in memory at once, and no less than so many. */
const BATCH_SHARE = 1 / 8;
const BATCH_LEAST = 65536;

const SCRATCH = "scratch";

/** Squared distances reach across the larger of two lattices. */
const distances = (pre: Sites, post: Sites): number =>
  1 + [0, 1, 2].reduce((sum, k) => sum + (Math.max(pre.size[k]!, post.size[k]!) - 1) ** 2, 0);

const longestOf = (totals: Uint32Array, begin: number, end: number): number => {
  let longest = 0;
  for (let t = begin; t < end; t++) longest = Math.max(longest, totals[t + 1]! - totals[t]!);
  return longest;
};

/** Runs of targets whose synapses fit into a batch. `totals`: running totals over the targets from `begin` on. */
const cut = (totals: Uint32Array, { begin, end }: Own): Own[] => {
  const most = Math.max(BATCH_LEAST, Math.ceil(totals[end - begin]! * BATCH_SHARE));
  const batches: Own[] = [];
  for (let from = begin; from < end; ) {
    let to = from + 1;
    while (to < end && totals[to + 1 - begin]! - totals[from - begin]! <= most) to++;
    batches.push({ begin: from, end: to });
    from = to;
  }
  return batches;
};

/** Running totals of pairs by own target, and the pairs sorted by target, as given within it. */
const orderPairs = (post: Uint32Array, { begin, end }: Own): { totals: Uint32Array; order: Uint32Array } => {
  const totals = new Uint32Array(end - begin + 1);
  for (const target of post) if (target >= begin && target < end) totals[target - begin + 1]!++;
  for (let t = 0; t < end - begin; t++) totals[t + 1]! += totals[t]!;
  const next = totals.slice();
  const order = new Uint32Array(totals[end - begin]!);
  for (let k = 0; k < post.length; k++) {
    const target = post[k]!;
    if (target >= begin && target < end) order[next[target - begin]!++] = k;
  }
  return { totals, order };
};

/**
 * Sets a rule to work for the targets [begin, end) of its group. All of it is scratch memory, to be released after a pass.
 */
export const openListing = (
  workshop: Workshop,
  projection: ProjectionDescription,
  targets: Own,
  preSites: Sites | null,
  postSites: Sites | null,
  dt: number,
  found: Findings,
): Listing => {
  const { arena, kernels, clock } = workshop;
  const { pre, post, rule, name, autapses, multapses, weight, delay, delays } = projection;
  const nPre = pre.end - pre.begin;
  const nPost = post.end - post.begin;
  const number = arena.allocate(8, SCRATCH);
  const block = Block.frame(arena, SCRATCH, "connect")
    .setU32("clock", clock)
    .setU32("stream", streamOf(`projection:${name}:structure`))
    .setU32("nPre", nPre)
    .setU32("nPost", nPost)
    .setU32("selfOffset", post.begin - pre.begin)
    .setU32("skipSelf", pre.population === post.population && !autapses ? 1 : 0)
    .setU32("multapses", multapses ? 1 : 0)
    .setU32("number", number);
  const { address } = block;
  const list = (length: number): void => {
    block.setU32("list", arena.allocate(length * 4, SCRATCH));
  };
  const seen = (length: number): void => {
    if (!multapses) block.setU32("seen", arena.allocate(Math.ceil(length / 8), SCRATCH));
  };
  const straight = (longest: number): Listing => {
    list(longest);
    return { address, longest, batches: [{ ...targets, load: () => {} }], givenWeights: 0, givenDelays: 0 };
  };
  if (rule.kind !== "pairs" && rule.kind !== "fixedOutdegree") block.setU32("rule", RULES[rule.kind]);
  switch (rule.kind) {
    case "oneToOne":
      return straight(1);
    case "allToAll":
      return straight(nPre);
    case "fixedProbability":
      arena.f64(number, 1)[0] = -kernels.log1p(-rule.p);
      return straight(nPre);
    case "fixedIndegree":
      block.setU32("demand", rule.k);
      seen(nPre);
      return straight(rule.k);
    case "distanceDependent": {
      const n = distances(preSites!, postSites!);
      const table = arena.allocate(n * 4, SCRATCH);
      kernels.distanceTable(table, n, rule.c, rule.lambda);
      block
        .setU32("table", table)
        .setU32("prePositions", preSites!.address + pre.begin * 4)
        .setU32("postPositions", postSites!.address + post.begin * 4);
      return straight(nPre);
    }
    case "fixedTotal": {
      arena.f64(number, 1)[0] = rule.n;
      const split = arena.allocate((nPost + 1) * 4, SCRATCH);
      block.setU32("split", split);
      if (found.split) arena.u32(split, nPost + 1).set(found.split);
      else {
        list(nPre);
        kernels.splitTotal(address);
        found.split = arena.u32(split, nPost + 1).slice();
      }
      return straight(multapses ? longestOf(found.split, targets.begin, targets.end) : nPre);
    }
  }

  // Listed beforehand, a batch of targets at a time.
  block.setU32("rule", LISTED);
  const nOwn = targets.end - targets.begin;
  if (rule.kind === "fixedOutdegree") {
    block.setU32("demand", rule.k);
    seen(nPost);
    if (!found.totals) {
      list(rule.k);
      const counts = arena.allocate((nOwn + 1) * 4, SCRATCH);
      kernels.replayOutdegree(address, targets.begin, targets.end, counts + 4, 0);
      found.totals = arena.u32(counts, nOwn + 1).slice();
      for (let t = 0; t < nOwn; t++) found.totals[t + 1]! += found.totals[t]!;
    }
  } else if (!found.totals) Object.assign(found, orderPairs(rule.post, targets));
  const totals = found.totals!;
  const total = (t: number): number => totals[t - targets.begin]!;
  const longest = Math.max(longestOf(totals, 0, nOwn), rule.kind === "fixedOutdegree" ? rule.k : 0);
  list(longest);
  const cuts = cut(totals, targets);
  const most = (size: (batch: Own) => number): number => cuts.reduce((max, batch) => Math.max(max, size(batch)), 0);
  const nListed = most(({ begin, end }) => total(end) - total(begin));
  const offsets = arena.allocate((most(({ begin, end }) => end - begin) + 1) * 4, SCRATCH);
  const listed = arena.allocate(nListed * 4, SCRATCH);
  block.setU32("offsets", offsets).setU32("listed", listed);
  const givenWeights = weight.kind === "array" ? arena.allocate(nListed * 4, SCRATCH) : 0;
  const givenDelays = delay.kind === "array" && delays.length > 1 ? arena.allocate(nListed * 4, SCRATCH) : 0;

  const loadPairs = (order: Uint32Array, preIds: Uint32Array): void => {
    const sources = arena.u32(listed, order.length);
    order.forEach((k, at) => {
      sources[at] = preIds[k]!;
    });
    if (weight.kind === "array") {
      const values = arena.f32(givenWeights, order.length);
      order.forEach((k, at) => {
        values[at] = weight.values[k]!;
      });
    }
    if (delay.kind === "array" && givenDelays) {
      const numberOf = new Map(delays.map((steps, d) => [steps, d]));
      const numbers = arena.u32(givenDelays, order.length);
      order.forEach((k, at) => {
        numbers[at] = numberOf.get(delaySteps(delay.values[k]!, dt))!;
      });
    }
  };
  const batches = cuts.map(({ begin, end }) => ({
    begin,
    end,
    load: () => {
      block.setU32("listedBegin", begin);
      const first = total(begin);
      const places = arena.u32(offsets, end - begin + 1);
      places[0] = 0;
      // Replaying moves each target's cursor from its first place to its end, where the next one's are.
      const shift = rule.kind === "fixedOutdegree" ? 0 : 1;
      for (let t = begin; t < end; t++) places[t - begin + 1] = total(t + shift) - first;
      if (rule.kind === "fixedOutdegree") kernels.replayOutdegree(address, begin, end, offsets + 4, listed);
      else loadPairs(found.order!.subarray(first, total(end)), rule.pre);
    },
  }));
  return { address, longest, batches, givenWeights, givenDelays };
};
