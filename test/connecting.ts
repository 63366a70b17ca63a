import { Block } from "../dist/src/engine/block.js";
import { connectSynapses } from "../dist/src/engine/connect.js";
import type { ProjectionDescription, Value } from "../dist/src/engine/description.js";
import type { Format } from "../dist/src/engine/format.js";
import { type Own, WHOLE } from "../dist/src/engine/share.js";
import { openSite, workshop } from "../dist/src/engine/site.js";
import { readSynapses, readWeights } from "../dist/src/engine/synapses.js";
import { type ConnectionRule, type Distribution, lifDiscrete } from "../dist/src/index.js";
import { checkedDelay } from "../dist/src/network/delays.js";

/** A projection between two slices of one lattice of 4 × 4 × 4 neurons, each counted from `a` and `b`. */
export interface Wiring {
  a: number;
  b: number;
  nPre: number;
  nPost: number;
  seed: number;
  rule: ConnectionRule;
  weight: Value;
  /** ms, dt = 0.5 ms. */
  delay: number | Distribution | number[];
}

/** One synapse: source and target within their groups, delay in ms, weight. */
export type Synapse = readonly [pre: number, post: number, delay: number, weight: number];

export const SIZE = 64;
const DT = 0.5;

/** Synapses in row order, onto targets [own.begin, own.end) of the group, made by the kernels in the given format. */
export const wire = (wiring: Wiring, format: Format, own: Own = { begin: 0, end: wiring.nPost }): Synapse[] => {
  const { a, b, nPre, nPost, seed, weight } = wiring;
  const { rule, autapses, multapses } = wiring.rule;
  const nPairs = rule.kind === "pairs" ? rule.pre.length : null;
  const lattice = { size: [4, 4, 4], shuffle: true } as const;
  const projection: ProjectionDescription = {
    name: "wiring",
    pre: { population: 0, begin: a, end: a + nPre },
    post: { population: 0, begin: b, end: b + nPost },
    rule,
    autapses,
    multapses,
    into: "i",
    weight,
    ...checkedDelay(wiring.delay, DT, nPairs, "wiring"),
    summation: "all",
    shortTerm: null,
    plasticity: null,
  };
  const site = openSite(
    {
      dt: DT,
      seed,
      populations: [{ name: "cells", n: SIZE, model: lifDiscrete, params: {}, choices: {}, init: {}, lattice }],
      projections: [projection],
      drives: [],
      injections: [],
      readouts: [],
      glia: [],
      listens: [],
      modulations: [],
      recorders: [],
    },
    WHOLE,
  );
  const { arena, kernels, clock } = site;
  const sites = { address: arena.allocate(SIZE * 4, "sites"), size: lattice.size };
  kernels.latticeSites(sites.address, 4, 4, 4, 1, clock.address, 5);
  const synapses = connectSynapses(
    workshop(site),
    projection,
    format,
    { begin: b + own.begin, end: b + own.end },
    sites,
    sites,
    DT,
    (bytes) => arena.allocate(bytes, "weights"),
  );
  const block = Block.frame(arena, "projection", "projection");
  if (weight.kind === "constant") block.setF32("weight", weight.value);
  const { pre, post } = projection;
  site.projections.push({ ...synapses, block, tally: 0, pre, post, shortTerm: null, plasticity: null, lazy: null });
  const list = readSynapses(site, 0);
  const weights = readWeights(site, 0);
  return Array.from(list.pre, (source, k) => [source, list.post[k]!, list.delay[k]!, weights[k]!] as const);
};
