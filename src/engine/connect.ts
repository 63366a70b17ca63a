import { Block } from "./block.js";
import type { ProjectionDescription, Value } from "./description.js";
import type { Format } from "./format.js";
import { type Findings, openListing, type Sites } from "./listing.js";
import type { Own } from "./share.js";
import { ownParams } from "./shortTerm.js";
import { delaySteps, drawBlock, type Workshop } from "./values.js";

/** The synapses of one projection in memory, in one of the formats of the `projection` frame. */
export interface Synapses {
  readonly format: Format;
  readonly nSynapses: number;
  readonly nDelays: number;
  /** Neurons [postBegin, postEnd) of the target population whose synapses these are. */
  readonly postBegin: number;
  readonly postEnd: number;
  readonly rows: number;
  readonly targets: number;
  readonly weights: number;
  readonly rowBytes: number;
  /** By name the columns of short-term params, where these differ between synapses. */
  readonly params: ReadonlyMap<string, number>;
  /** Running totals of incoming synapses by target, postEnd − postBegin + 1 words; 0 unless they learn. */
  readonly columns: number;
}

const SCRATCH = "scratch";

/** Synapses wait for their place in buckets of at least so many rows, at most so many buckets and synapses a bucket. */
const BUCKET_ROWS = 512;
const BUCKETS = 1024;
const BUCKET_SYNAPSES = 8192;

/** Buckets for the rows of `nSynapses` synapses, which need less than a byte of scratch a synapse. */
const bucketed = (nRows: number, nSynapses: number): { nBuckets: number; bucketShift: number; bucketSize: number } => {
  const bucketShift = Math.ceil(Math.log2(Math.max(BUCKET_ROWS, nRows / BUCKETS)));
  const nBuckets = Math.ceil(nRows / 2 ** bucketShift);
  const bucketSize = Math.min(BUCKET_SYNAPSES, Math.max(16, Math.floor(nSynapses / 16 / nBuckets)));
  return { nBuckets, bucketShift, bucketSize };
};

const within = (value: number, { begin, end }: Own): number => Math.min(Math.max(value, begin), end);

/** Delays as drawn: those of `choice` by their number among all delays, others in ms. */
const drawnDelay = (
  { delay, delays }: ProjectionDescription,
  dt: number,
): { value: Exclude<Value, { kind: "array" }>; step: number; first: number } => {
  if (delay.kind === "array") throw new RangeError("arrays of delays are given, not drawn");
  if (delay.kind !== "choice") return { value: delay, step: dt, first: delays[0]! };
  const values = delay.values.map((ms) => delays.indexOf(delaySteps(ms, dt)));
  return { value: { kind: "choice", values }, step: 1, first: 0 };
};

/**
 * Generates the synapses of a projection onto the neurons `own` of its target population: the part of the whole that has
 * these targets, whatever the part. Each target draws its sources from its own words of the projection's streams, and the
 * weights, delays and short-term params of its synapses, in the order of its sources, from its words of others. Beside the synapses there
 * is scratch memory for a target's list, and for an eighth of the synapses where sources draw targets or pairs are given.
 *
 * `weightsAt` allocates the weights once their number is known.
 * @throws NeurogliaError where they do not fit into memory
 */
export const connectSynapses = (
  workshop: Workshop,
  projection: ProjectionDescription,
  format: Format,
  own: Own,
  preSites: Sites | null,
  postSites: Sites | null,
  dt: number,
  weightsAt: (bytes: number) => number,
): Synapses => {
  const { arena, kernels } = workshop;
  const { pre, post, name, delays, shortTerm, plasticity } = projection;
  const owner = `projection "${name}" synapses`;
  const nPre = pre.end - pre.begin;
  const nDelays = delays.length;
  const nRows = nPre * nDelays;
  const [postBegin, postEnd] = [within(own.begin, post), within(own.end, post)];
  const nOwn = postEnd - postBegin;
  const targetRange = { begin: postBegin - post.begin, end: postEnd - post.begin };
  const columns = plasticity ? arena.allocate((nOwn + 1) * 4, owner) : 0;
  const found: Findings = {};

  const pass = (
    kernel: "countSynapses" | "placeSynapses" | "placeDense" | "placeBits",
    places: Partial<Record<"rows" | "targets" | "weights" | "rowBytes" | "columns", number>>,
    nSynapses = 0,
    value = projection.weight,
    purpose = "weight",
  ): void => {
    if (nOwn === 0) return;
    const mark = arena.usedBytes;
    const listing = openListing(
      workshop,
      { ...projection, weight: value },
      targetRange,
      preSites,
      postSites,
      dt,
      found,
    );
    const step = arena.allocate(8, SCRATCH);
    const block = Block.frame(arena, SCRATCH, "placement")
      .setU32("nDelays", nDelays)
      .setU32("postBegin", post.begin)
      .setU32("ownBegin", targetRange.begin)
      .setU32("step", step)
      .setU32("givenWeights", listing.givenWeights)
      .setU32("givenDelays", listing.givenDelays);
    for (const [field, address] of Object.entries(places)) block.setU32(field, address);
    if (value.kind !== "array")
      block
        .setU32("weight", drawBlock(workshop, value, `projection:${name}:${purpose}`, SCRATCH))
        .setU32("values", arena.allocate(listing.longest * 4, SCRATCH));
    if (nDelays > 1 && !listing.givenDelays) {
      const drawn = drawnDelay(projection, dt);
      arena.f64(step, 1)[0] = drawn.step;
      block
        .setU32("delays", arena.allocate(listing.longest * 4, SCRATCH))
        .setU32("delayTable", arena.allocate(1024 + nDelays * 8, SCRATCH))
        .setU32("delay", drawBlock(workshop, drawn.value, `projection:${name}:delay`, SCRATCH))
        .setU32("firstDelay", drawn.first);
      kernels.tabulateDelays(block.address);
    }
    if (kernel === "placeSynapses") {
      const buckets = bucketed(nRows, nSynapses);
      const bytes = buckets.nBuckets * (buckets.bucketSize * (places.weights ? 12 : 8) + 64);
      for (const [field, value] of Object.entries(buckets)) block.setU32(field, value);
      block
        .setU32("buckets", arena.allocate(bytes, SCRATCH, 64))
        .setU32("bucketEnds", arena.allocate(buckets.nBuckets * 4, SCRATCH));
    }
    for (const batch of listing.batches) {
      batch.load();
      kernels[kernel](listing.address, block.address, batch.begin, batch.end);
    }
    arena.release(mark, SCRATCH);
  };

  const params = new Map<string, number>();
  const place = { format, nDelays, postBegin, postEnd, columns, params };
  if (format === "dense") {
    const rowBytes = Math.ceil(nOwn / 4) * 16;
    const weights = weightsAt(nPre * rowBytes);
    pass("placeDense", { weights, rowBytes });
    return { ...place, nSynapses: nPre * nOwn, rows: 0, targets: 0, weights, rowBytes };
  }
  if (format === "bitmap") {
    const rowBytes = Math.ceil(nOwn / 512) * 64;
    const rows = arena.allocate(nPre * 4, owner);
    const targets = arena.allocate(nPre * rowBytes, owner, 64);
    pass("placeBits", { rows, targets, rowBytes });
    const nSynapses = arena.u32(rows, nPre).reduce((sum, count) => sum + count, 0);
    return { ...place, nSynapses, rows, targets, weights: 0, rowBytes };
  }
  const rows = arena.allocate((nRows + 1) * 4, owner);
  pass("countSynapses", { rows, columns });
  const nSynapses = kernels.rowPositions(rows, nRows);
  const targets = arena.allocate(nSynapses * 4, owner);
  const weights = format === "sparse" ? weightsAt(nSynapses * 4) : 0;
  pass("placeSynapses", { rows, targets, weights }, nSynapses);
  for (const param of shortTerm ? ownParams(shortTerm) : []) {
    const column = arena.allocate(nSynapses * 4, owner);
    params.set(param, column);
    // Rows begin again where they began, which is where the ones before them now end.
    arena.u32(rows, nRows + 1).copyWithin(1, 0);
    pass(
      "placeSynapses",
      { rows, targets, weights: column },
      nSynapses,
      shortTerm!.params[param],
      `shortTerm:${param}`,
    );
  }
  return { ...place, nSynapses, rows, targets, weights, rowBytes: 0 };
};
