import { NeurogliaError } from "../errors.js";
import type { Arena } from "./arena.js";
import { Block } from "./block.js";
import type { ProjectionDescription, Value } from "./description.js";
import type { Format } from "./format.js";
import type { Kernels } from "./kernels.js";
import { streamOf } from "./stream.js";

/** Where kernels draw from and write to while building. */
export interface Workshop {
  readonly arena: Arena;
  readonly kernels: Kernels;
  /** Address of the clock block, which holds the seed. */
  readonly clock: number;
}

const KINDS = { constant: 0, uniform: 1, choice: 2, normal: 3, lognormal: 4, gamma: 5 } as const;

/** A value's kind and numbers as `drawValues` and `drawWeights` take them; choices go to scratch memory. */
const drawArguments = (
  arena: Arena,
  value: Exclude<Value, { kind: "array" }>,
  owner: string,
): [kind: number, a: number, b: number, choices: number, nChoices: number] => {
  const kind = KINDS[value.kind];
  if (value.kind === "choice") {
    const choices = arena.allocate(value.values.length * 4, owner);
    arena.f32(choices, value.values.length).set(value.values);
    return [kind, 0, 0, choices, value.values.length];
  }
  if (value.kind === "uniform") return [kind, value.low, value.high, 0, 0];
  if (value.kind === "constant") return [kind, value.value, 0, 0, 0];
  throw new RangeError(`no kernel draws from ${value.kind}`);
};

/** Fills n f32 at `out` with a value; its random numbers come from the stream of `name`. */
export const fill = ({ arena, kernels, clock }: Workshop, out: number, n: number, value: Value, name: string): void => {
  if (value.kind === "array") {
    arena.f32(out, n).set(value.values);
    return;
  }
  const mark = arena.usedBytes;
  kernels.drawValues(out, n, ...drawArguments(arena, value, "scratch"), clock, 0, streamOf(name));
  arena.release(mark, "scratch");
};

/** The synapses of one projection in memory, by source row. */
export interface Rows {
  readonly format: Format;
  readonly nSynapses: number;
  readonly rows: number;
  readonly targets: number;
  /** Running totals of incoming synapses by target, nPost + 1 words: where each target's list of entries begins. */
  readonly columns: number;
}

/** Sites of the neurons of a lattice; `address` of the population's first, `extent` the greatest squared distance + 1. */
export interface Sites {
  readonly address: number;
  readonly size: readonly [number, number, number];
}

/** Distances reach across the larger of two lattices. */
const distances = (pre: Sites, post: Sites): number =>
  1 + [0, 1, 2].reduce((sum, k) => sum + (Math.max(pre.size[k]!, post.size[k]!) - 1) ** 2, 0);

/**
 * Generates a projection: the rule draws each target's sources, weights are drawn in that order, and a counting sort
 * turns the lists into rows by source. `weightsAt` allocates the weights once their number is known.
 */
export const connectRows = (
  workshop: Workshop,
  projection: ProjectionDescription,
  preSites: Sites | null,
  postSites: Sites | null,
  weightsAt: (bytes: number) => number,
): Rows & { weights: number } => {
  const { arena, kernels, clock } = workshop;
  const { pre, post, rule, name } = projection;
  const where = `projection "${name}"`;
  const nPre = pre.end - pre.begin;
  const nPost = post.end - post.begin;
  const owner = `${where} synapses`;
  const columns = arena.allocate((nPost + 1) * 4, owner);
  const rows = arena.allocate((nPre + 1) * 4, owner);
  const samePopulation = pre.population === post.population;
  const block = Block.frame(arena, "connect", "connect")
    .setU32("clock", clock)
    .setU32("stream", streamOf(`projection:${name}:structure`))
    .setU32("nPre", nPre)
    .setU32("nPost", nPost)
    .setU32("selfOffset", post.begin - pre.begin)
    .setU32("skipSelf", samePopulation && !projection.autapses ? 1 : 0)
    .setU32("multapses", projection.multapses ? 1 : 0)
    .setU32("counts", columns);

  if (rule.kind === "oneToOne" && nPre !== nPost)
    throw new NeurogliaError({
      code: "size-mismatch",
      what: "number of targets",
      where: `${where} (oneToOne)`,
      expected: `that of the sources, ${nPre}`,
      got: nPost,
    });
  if (rule.kind === "fixedProbability") block.setF32("probability", rule.p);
  if (rule.kind === "fixedTotal") {
    const selves =
      samePopulation && !projection.autapses
        ? Math.max(0, Math.min(pre.end, post.end) - Math.max(pre.begin, post.begin))
        : 0;
    const pairs = nPre * nPost - selves;
    if (rule.n > pairs && !projection.multapses)
      throw new NeurogliaError({
        code: "out-of-range",
        what: "n of fixedTotal",
        where,
        expected: `at most ${pairs}, the number of distinct pairs`,
        got: rule.n,
      });
    if (rule.n > 0 && pairs === 0)
      throw new NeurogliaError({
        code: "out-of-range",
        what: "n of fixedTotal",
        where,
        expected: "0, as there is no pair but of a neuron with itself",
        got: rule.n,
      });
    const total = arena.allocate(8, "connect");
    arena.f64(total, 1)[0] = rule.n;
    block.setU32("total", total);
  }
  if (rule.kind === "distanceDependent") {
    if (!preSites || !postSites)
      throw new NeurogliaError({
        code: "no-positions",
        what: "populations",
        where: `${where} (distanceDependent)`,
        expected: "lattices, such as net.population(name, [10, 10, 10], …)",
        got: preSites ? "a target population without positions" : "a source population without positions",
      });
    const n = distances(preSites, postSites);
    const table = arena.allocate(n * 4, "connect");
    kernels.distanceTable(table, n, rule.c, rule.lambda);
    block
      .setU32("table", table)
      .setU32("prePositions", preSites.address + pre.begin * 4)
      .setU32("postPositions", postSites.address + post.begin * 4);
  }

  const run = (): void => {
    if (rule.kind === "oneToOne") kernels.connectOneToOne(block.address);
    else if (rule.kind === "allToAll") kernels.connectAllToAll(block.address);
    else if (rule.kind === "fixedProbability") kernels.connectProbability(block.address);
    else if (rule.kind === "fixedTotal") kernels.connectTotal(block.address);
    else if (rule.kind === "distanceDependent") kernels.connectDistance(block.address);
  };
  if (rule.kind === "pairs") {
    const counts = arena.u32(columns, nPost + 1);
    for (const target of rule.post) counts[target + 1]!++;
    for (let t = 0; t < nPost; t++) counts[t + 1]! += counts[t]!;
  } else run();
  const nSynapses = arena.u32(columns, nPost + 1)[nPost]!;
  const targets = arena.allocate(nSynapses * 4, owner);
  const weights = weightsAt(nSynapses * 4);

  const mark = arena.usedBytes;
  const sources = arena.allocate(nSynapses * 4, "scratch");
  const values = arena.allocate(nSynapses * 4, "scratch");
  if (rule.kind === "pairs") {
    // Stable by target; an array of weights follows the order of the pairs.
    const next = arena.u32(columns, nPost).slice();
    const from = arena.u32(sources, nSynapses);
    const to = arena.f32(values, nSynapses);
    const given = projection.weight.kind === "array" ? projection.weight.values : null;
    rule.post.forEach((target, k) => {
      const at = next[target]!++;
      from[at] = rule.pre[k]!;
      if (given) to[at] = given[k]!;
    });
  } else {
    block.setU32("sources", sources);
    run();
  }
  if (projection.weight.kind !== "array")
    kernels.drawWeights(
      values,
      columns,
      nPost,
      ...drawArguments(arena, projection.weight, "scratch"),
      clock,
      streamOf(`projection:${name}:weight`),
    );
  kernels.transposeRows(columns, sources, values, nPost, post.begin, rows, nPre, targets, weights);
  arena.release(mark, "scratch");
  return { format: "sparse", nSynapses, rows, targets, columns, weights };
};
