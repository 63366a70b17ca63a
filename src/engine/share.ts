import type { NetworkDescription, ProjectionDescription, Range, RecorderDescription } from "./description.js";
import { formatOf } from "./format.js";

/** Which memory of how many one network is spread over. An observer owns nothing: it stands for a network on the host's side. */
export interface Share {
  readonly index: number;
  readonly count: number;
}

/** All of a network in one memory. */
export const WHOLE: Share = { index: 0, count: 1 };

/** The share that owns nothing. */
export const observer = (count: number): Share => ({ index: count, count });

/** Neurons [begin, end) of one population that a memory owns. */
export interface Own {
  readonly begin: number;
  readonly end: number;
}

/** Cuts fall on whole groups of random words. */
const GRAIN = 16;

/** Time of a delivery in each format, and of a visit that learns, in units of one in `uniform` (about 1 ns; `npm run bench`). */
const SYNAPSE_COST = { bitmap: 0.3, dense: 0.2, uniform: 1, sparse: 1.4, shortTerm: 4, learning: 6 };
/** Time of a neuron in a step, and the rate that is supposed, Hz: what weighs neurons against synapses. */
const NEURON_COST = 1.5;
const SUPPOSED_RATE = 20;

const meanIndegree = ({ rule, pre, post }: ProjectionDescription): number => {
  const nPre = pre.end - pre.begin;
  const nPost = post.end - post.begin;
  switch (rule.kind) {
    case "oneToOne":
      return 1;
    case "allToAll":
      return nPre;
    case "fixedProbability":
      return rule.p * nPre;
    case "fixedIndegree":
      return rule.k;
    case "fixedOutdegree":
      return (rule.k * nPre) / nPost;
    case "fixedTotal":
      return rule.n / nPost;
    case "distanceDependent":
      return rule.c * nPre;
    case "pairs":
      return rule.pre.length / nPost;
  }
};

/** Standard deviations below the mean that no number of synapses falls. */
const FARTHEST = 10;

/** Synapses that a projection surely has onto `nOwn` of its targets, before any is drawn. */
export const leastSynapses = (projection: ProjectionDescription, nOwn: number): number => {
  const { rule, post, autapses } = projection;
  const mean = meanIndegree(projection) * nOwn - (autapses ? 0 : nOwn);
  if (["oneToOne", "allToAll", "fixedIndegree"].includes(rule.kind)) return mean;
  const isWhole = nOwn === post.end - post.begin;
  if (rule.kind === "pairs" || rule.kind === "distanceDependent")
    return rule.kind === "pairs" && isWhole ? rule.pre.length : 0;
  if (isWhole && rule.kind !== "fixedProbability") return mean;
  return mean - FARTHEST * Math.sqrt(Math.max(0, mean));
};

/** Where a population is cut, so that each memory has about as much to do: count + 1 ascending positions. */
const cuts = (description: NetworkDescription, population: number, count: number): number[] => {
  const { n } = description.populations[population]!;
  const heard = description.projections.filter(({ post }) => post.population === population);
  const costOf = (projection: ProjectionDescription): number =>
    SYNAPSE_COST[
      projection.plasticity ? "learning" : projection.shortTerm ? "shortTerm" : formatOf(description, projection)
    ];
  const edges = [...new Set([0, n, ...heard.flatMap(({ post }) => [post.begin, post.end])])].sort((a, b) => a - b);
  const pieces = edges.slice(1).map((end, k) => {
    const begin = edges[k]!;
    const received = heard.filter(({ post }) => post.begin <= begin && post.end >= end);
    const events = received.reduce((sum, projection) => sum + meanIndegree(projection) * costOf(projection), 0);
    return { begin, end, each: NEURON_COST + (events * SUPPOSED_RATE * description.dt) / 1000 };
  });
  const total = pieces.reduce((sum, { begin, end, each }) => sum + (end - begin) * each, 0);
  const at = (share: number): number => {
    let left = (total * share) / count;
    for (const { begin, end, each } of pieces) {
      if (left <= (end - begin) * each) return Math.min(n, Math.round((begin + left / each) / GRAIN) * GRAIN);
      left -= (end - begin) * each;
    }
    return n;
  };
  return Array.from({ length: count + 1 }, (_, share) => (share === count ? n : at(share)));
};

/** What a memory owns of each population; sources run whole in every memory, since their events need no exchange then. */
export const ownRanges = (description: NetworkDescription, { index, count }: Share): Own[] =>
  description.populations.map(({ n, model }, population) => {
    if (index === count) return { begin: n, end: n };
    if (model.kind === "source" || count === 1) return { begin: 0, end: n };
    const positions = cuts(description, population, count);
    return { begin: positions[index]!, end: positions[index + 1]! };
  });

/** Which part of a network a memory holds. */
interface Shared {
  readonly description: NetworkDescription;
  readonly share: Share;
  readonly own: readonly Own[];
}

/** The part of a range whose neurons this memory answers for; sources, which run in every memory, are the first one's. */
export const ownPart = ({ description, share, own }: Shared, { population, begin, end }: Range): Range => {
  if (description.populations[population]!.model.kind === "source")
    return { population, begin, end: share.index === 0 ? end : begin };
  const { begin: least, end: most } = own[population]!;
  const from = Math.min(Math.max(begin, least), end);
  return { population, begin: from, end: Math.max(from, Math.min(end, most)) };
};

/** What a state recorder samples in this memory: n cells from `begin` on or, of these, those that `ids` lists. */
export const sampled = (
  site: Shared,
  { ids, ...recorder }: Exclude<RecorderDescription, { kind: "spikes" }>,
): { begin: number; ids: Uint32Array | null; n: number } => {
  if (recorder.kind === "glia") {
    const n = site.share.index > 0 ? 0 : (ids?.length ?? site.description.glia[recorder.glia]!.n);
    return { begin: 0, ids, n };
  }
  if (recorder.kind === "readout") {
    const n = ids?.length ?? site.description.readouts[recorder.readout]!.outputs;
    return { begin: 0, ids, n };
  }
  const { begin, end } = ownPart(site, recorder.group);
  if (!ids) return { begin, ids, n: end - begin };
  const first = recorder.group.begin;
  const listed = ids.filter((id) => first + id >= begin && first + id < end);
  return { begin: first, ids: listed, n: listed.length };
};

/** Words of spike lists in one packet at most; a longer epoch would not be worth its mailbox. */
const PACKET_WORDS = 2 ** 22;

/** Populations whose spikes reach another memory: those that projections leave from, or that astrocytes hear. */
export const exchangedPopulations = ({ populations, projections, listens }: NetworkDescription): number[] => {
  const heard = new Set([
    ...projections.map(({ pre }) => pre.population),
    ...projections.filter(({ plasticity }) => plasticity).map(({ post }) => post.population),
    ...listens.map(({ group }) => group.population),
  ]);
  return [...heard].filter((population) => populations[population]!.model.kind === "neuron").sort((a, b) => a - b);
};

/** How memories keep together: they post spikes at every multiple of `steps`, and none is more than `slack` posts behind. */
export interface Epoch {
  readonly steps: number;
  readonly slack: 0 | 1;
}

/**
 * An epoch is half of what spikes take to matter in another memory: the least delay of what neurons send, less where a packet
 * would grow too large. So a thread that has posted can go on while the others' packets of the epoch before suffice, and
 * waits for nobody who is a little behind. With a delay of one step there is no such half.
 */
export const epochOf = (description: NetworkDescription): Epoch => {
  const { populations, projections, listens } = description;
  const fromNeurons = (population: number) => populations[population]!.model.kind === "neuron";
  const delays = [
    ...projections.filter(({ pre }) => fromNeurons(pre.population)).map(({ delays }) => delays[0]!),
    ...listens.filter(({ group }) => fromNeurons(group.population)).map(({ delaySteps }) => delaySteps),
  ];
  const words = exchangedPopulations(description).reduce((sum, population) => sum + populations[population]!.n + 1, 1);
  const matter = Math.max(1, Math.min(...delays, Math.floor(PACKET_WORDS / words)));
  return matter === 1 ? { steps: 1, slack: 0 } : { steps: Math.floor(matter / 2), slack: 1 };
};
