import { hostMaths } from "../engine/hostMaths.js";
import { asNumbers, bad, knownOptions } from "../network/check.js";
import { type ConnectionRule, distanceDependent, fixedProbability, pairs } from "../network/rules.js";
import { Random } from "../random.js";
import { clusteredEdges, type Edges, ringEdges } from "./edges.js";
import { type ByPair, byPair, type PairName, pairNames } from "./pairs.js";

/** Who is connected to whom in a liquid: made by `column`, `random`, `smallWorld`, `ring` and `clustered`. No neuron drives itself. */
export interface Topology {
  readonly kind: string;
  readonly neurons: number;
  /** Sides of the lattice, on which neurons stand in random order; null where there is none. */
  readonly size: readonly [number, number, number] | null;
  /** Mean number of synapses that a neuron of a liquid receives, `nExc` of whose neurons are excitatory. */
  meanIndegree(nExc: number): number;
  /** The rule of each kind of synapse; what is drawn here comes from `seed`. */
  rules(seed: number, nExc: number): Record<PairName, ConnectionRule>;
}

const whole = (value: number, least: number, what: string, where: string): void => {
  if (!Number.isSafeInteger(value) || value < least || value > 2 ** 28)
    throw bad(what, where, `a whole number ≥ ${least}`, value);
};

const probability = (value: number, what: string, where: string): void => {
  if (!(typeof value === "number" && value >= 0 && value <= 1)) throw bad(what, where, "between 0 and 1", value);
};

/** Numbers of sources and targets of each kind of synapse. */
const ends = (neurons: number, nExc: number): Record<PairName, readonly [nPre: number, nPost: number]> => {
  const nInh = neurons - nExc;
  return { excExc: [nExc, nExc], excInh: [nExc, nInh], inhExc: [nInh, nExc], inhInh: [nInh, nInh] };
};

const mean = (neurons: number, nExc: number, each: Record<PairName, number>): number => {
  const sizes = ends(neurons, nExc);
  return pairNames.reduce((sum, pair) => sum + each[pair] * sizes[pair][0] * sizes[pair][1], 0) / neurons;
};

const ruled = (
  each: Record<PairName, number>,
  rule: (value: number) => ConnectionRule,
): Record<PairName, ConnectionRule> => {
  const [excExc, excInh, inhExc, inhInh] = pairNames.map((pair) => rule(each[pair])) as [
    ConnectionRule,
    ConnectionRule,
    ConnectionRule,
    ConnectionRule,
  ];
  return { excExc, excInh, inhExc, inhInh };
};

/** What `column` takes. */
export interface ColumnOptions {
  /** Sides of the lattice, sites. */
  size: readonly [number, number, number];
  /** Range of synapses, lattice units. */
  lambda: number;
  /** Probability at distance 0. */
  c: ByPair<number>;
}

/**
 * Neurons on a lattice, each pair connected with probability c·exp(−(d/lambda)²), d the distance (Maass, Natschläger & Markram
 * 2002, Neural Computation 14:2531). Excitatory and inhibitory neurons stand at random sites.
 * @throws NeurogliaError for sides that are no whole numbers ≥ 1, c outside 0 … 1, lambda ≤ 0
 */
export const column = (options: ColumnOptions): Topology => {
  const where = "column";
  knownOptions(options, ["size", "lambda", "c"], where);
  const { size, lambda } = options;
  if (asNumbers(size, "size", where).length !== 3) throw bad("size", where, "the three sides of a lattice", size);
  for (const side of size) whole(side, 1, "side", where);
  const neurons = size[0] * size[1] * size[2];
  const c = byPair(options.c, "c", where);
  for (const pair of pairNames) distanceDependent({ c: c[pair], lambda });
  return {
    kind: where,
    neurons,
    size,
    meanIndegree: (nExc) => {
      const { exp } = hostMaths();
      let reach = 0;
      for (let x = 1 - size[0]; x < size[0]; x++)
        for (let y = 1 - size[1]; y < size[1]; y++)
          for (let z = 1 - size[2]; z < size[2]; z++)
            if (x || y || z)
              reach +=
                (size[0] - Math.abs(x)) *
                (size[1] - Math.abs(y)) *
                (size[2] - Math.abs(z)) *
                exp(-(x * x + y * y + z * z) / (lambda * lambda));
      return mean(neurons, nExc, c) * (reach / (neurons * neurons));
    },
    rules: () => ruled(c, (value) => distanceDependent({ c: value, lambda }, { autapses: false })),
  };
};

/**
 * Each pair of `neurons` independently with probability p.
 * @throws NeurogliaError unless neurons is a whole number ≥ 1 and p in 0 … 1
 */
export const erdosRenyi = (options: { neurons: number; p: ByPair<number> }): Topology => {
  const where = "erdosRenyi";
  knownOptions(options, ["neurons", "p"], where);
  const { neurons } = options;
  whole(neurons, 1, "neurons", where);
  const p = byPair(options.p, "p", where);
  for (const pair of pairNames) fixedProbability(p[pair]);
  return {
    kind: where,
    neurons,
    size: null,
    meanIndegree: (nExc) => mean(neurons, nExc, p),
    rules: () => ruled(p, (value) => fixedProbability(value, { autapses: false })),
  };
};

/** Neurons of each type are dealt out to the sites of a graph at random, and its edges fall to the four kinds. */
const drawn = (kind: string, neurons: number, meanIndegree: number, edges: (random: Random) => Edges): Topology => ({
  kind,
  neurons,
  size: null,
  meanIndegree: () => meanIndegree,
  rules: (seed, nExc) => {
    const { pre, post } = edges(new Random(seed, "liquid:edges"));
    const neuronAt = new Random(seed, "liquid:sites").shuffle(Uint32Array.from({ length: neurons }, (_, k) => k));
    const pairOf = (k: number): number => (neuronAt[pre[k]!]! < nExc ? 0 : 2) + (neuronAt[post[k]!]! < nExc ? 0 : 1);
    const counts = new Uint32Array(4);
    for (let k = 0; k < pre.length; k++) counts[pairOf(k)]!++;
    const lists = pairNames.map((_, pair) => ({
      pre: new Uint32Array(counts[pair]!),
      post: new Uint32Array(counts[pair]!),
    }));
    counts.fill(0);
    for (let k = 0; k < pre.length; k++) {
      const pair = pairOf(k);
      const at = counts[pair]!++;
      lists[pair]!.pre[at] = neuronAt[pre[k]!]! - (pair & 2 ? nExc : 0);
      lists[pair]!.post[at] = neuronAt[post[k]!]! - (pair & 1 ? nExc : 0);
    }
    const [excExc, excInh, inhExc, inhInh] = lists.map((list) => pairs(list.pre, list.post)) as [
      ConnectionRule,
      ConnectionRule,
      ConnectionRule,
      ConnectionRule,
    ];
    return { excExc, excInh, inhExc, inhInh };
  },
});

const checkRing = (neurons: number, k: number, where: string): void => {
  whole(neurons, 3, "neurons", where);
  if (!Number.isSafeInteger(k) || k < 2 || k % 2 !== 0 || k >= neurons)
    throw bad("k", where, `an even number from 2 to ${neurons - 1}`, k);
};

/**
 * Every neuron drives its k nearest on a ring, and each synapse is moved to a random target with probability `rewire`: Watts
 * & Strogatz (1998), Nature 393:440, with directions. Every neuron has outdegree k.
 * @throws NeurogliaError unless k is even and in 2 … neurons − 1, and rewire in 0 … 1
 */
export const smallWorld = (options: { neurons: number; k: number; rewire: number }): Topology => {
  const where = "smallWorld";
  knownOptions(options, ["neurons", "k", "rewire"], where);
  const { neurons, k, rewire } = options;
  checkRing(neurons, k, where);
  probability(rewire, "rewire", where);
  return drawn(where, neurons, k, (draws) => ringEdges(neurons, k, rewire, draws));
};

/**
 * Every neuron drives its k nearest on a ring, k/2 a side.
 * @throws NeurogliaError unless k is even and in 2 … neurons − 1
 */
export const ring = (options: { neurons: number; k: number }): Topology => {
  const where = "ring";
  knownOptions(options, ["neurons", "k"], where);
  const { neurons, k } = options;
  checkRing(neurons, k, where);
  return drawn(where, neurons, k, (draws) => ringEdges(neurons, k, 0, draws));
};

/**
 * Clusters of neurons, as equally large as can be: each pair independently with probability pIn within a cluster, pOut between
 * two.
 * @throws NeurogliaError unless clusters is in 1 … neurons and both probabilities in 0 … 1
 */
export const clustered = (options: { neurons: number; clusters: number; pIn: number; pOut: number }): Topology => {
  const where = "clustered";
  knownOptions(options, ["neurons", "clusters", "pIn", "pOut"], where);
  const { neurons, clusters, pIn, pOut } = options;
  whole(neurons, 1, "neurons", where);
  whole(clusters, 1, "clusters", where);
  if (clusters > neurons) throw bad("clusters", where, `at most neurons (${neurons})`, clusters);
  probability(pIn, "pIn", where);
  probability(pOut, "pOut", where);
  const within = neurons / clusters - 1;
  return drawn(where, neurons, pIn * within + pOut * (neurons - 1 - within), (draws) =>
    clusteredEdges(neurons, clusters, pIn, pOut, draws, hostMaths().log1p),
  );
};
