import { Block } from "../dist/src/engine/block.js";
import { deliveryOf, type Format, scratchBytes } from "../dist/src/engine/format.js";
import { bench } from "./bench.js";

/** One synapse: source, target, weight, and which of the projection's delays. */
export interface Synapse {
  readonly pre: number;
  readonly post: number;
  readonly weight: number;
  readonly d: number;
}

/** A projection between neurons [preBegin, preEnd) of `nSource` and targets [postBegin, postEnd) of `nTarget`. */
export interface Wiring {
  readonly nSource: number;
  readonly preBegin: number;
  readonly preEnd: number;
  readonly nTarget: number;
  readonly postBegin: number;
  readonly postEnd: number;
  readonly lags: readonly number[];
  /** By source, then by delay, then by target. */
  readonly synapses: readonly Synapse[];
}

/** Slots of the sources' ring. */
export const SLOTS = 16;

/** A projection laid out by hand in a memory of its own. */
export interface Delivery {
  /** The ids, ascending, that spiked in a step. */
  spike(step: number, ids: readonly number[]): void;
  /** What arrives in a step is added to the input. */
  deliver(step: number): void;
  /** All of the target population's input column, neurons out of the range included. */
  readonly input: Float32Array;
  events(): number;
}

const padded = (n: number): number => Math.ceil(n / 4) * 4;

/**
 * `input`: the column before the first delivery. `last`: for summation "lastSpike", what is left of last spikes, a column of
 * `nSource` values, padded to whole vectors, for each lag.
 */
export const delivery = (
  wiring: Wiring,
  format: Format,
  input: ArrayLike<number>,
  last: Float32Array | null = null,
): Delivery => {
  const { nSource, preBegin, preEnd, nTarget, postBegin, postEnd, lags, synapses } = wiring;
  const nPre = preEnd - preBegin;
  const nPost = postEnd - postBegin;
  const { arena, kernels } = bench();
  const slotBytes = 16 + padded(nSource) * 4;
  const ring = arena.allocate(SLOTS * slotBytes, "ring");
  const population = Block.frame(arena, "pre", "population")
    .setU32("nNeurons", nSource)
    .setU32("ring", ring)
    .setU32("ringMask", SLOTS - 1)
    .setU32("slotBytes", slotBytes);
  const block = Block.frame(arena, "projection", "projection")
    .setU32("pre", population.address)
    .setU32("nDelays", lags.length)
    .setU32("preBegin", preBegin)
    .setU32("preEnd", preEnd)
    .setU32("postBegin", postBegin)
    .setU32("postEnd", postEnd)
    .setF32("weight", synapses[0]?.weight ?? 0);
  const place = (field: string, bytes: number): number => {
    const address = arena.allocate(bytes, field, 64);
    block.setU32(field, address);
    return address;
  };
  arena.u32(place("lags", lags.length * 4), lags.length).set(lags);
  const column = place("input", nTarget * 4);
  const residual = place("residual", lags.length * padded(nSource) * 4);
  const tally = place("tally", 8);
  if (format === "dense") {
    const rowBytes = padded(nPost) * 4;
    const weights = place("weights", nPre * rowBytes);
    block.setU32("rowBytes", rowBytes);
    for (const { pre, post, weight } of synapses)
      arena.f32(weights + (pre - preBegin) * rowBytes, nPost)[post - postBegin] = weight;
  } else if (format === "bitmap") {
    const rowBytes = Math.ceil(nPost / 512) * 64;
    place("rows", nPre * 4);
    const bits = place("targets", nPre * rowBytes);
    place("scratch", scratchBytes(nPre, nPost));
    block.setU32("rowBytes", rowBytes);
    const counts = arena.u32(block.u32("rows"), nPre);
    for (const { pre, post } of synapses) {
      counts[pre - preBegin]!++;
      arena.u8(bits + (pre - preBegin) * rowBytes, rowBytes)[(post - postBegin) >> 3]! |= 1 << ((post - postBegin) & 7);
    }
  } else {
    const nRows = nPre * lags.length;
    place("rows", (nRows + 1) * 4);
    place("targets", synapses.length * 4);
    if (format === "sparse") place("weights", synapses.length * 4);
    const rows = arena.u32(block.u32("rows"), nRows + 1);
    for (const { pre, d } of synapses) rows[(pre - preBegin) * lags.length + d + 1]!++;
    for (let r = 0; r < nRows; r++) rows[r + 1]! += rows[r]!;
    arena.u32(block.u32("targets"), synapses.length).set(synapses.map(({ post }) => post * 4));
    if (format === "sparse") arena.f32(block.u32("weights"), synapses.length).set(synapses.map(({ weight }) => weight));
  }
  const view = arena.f32(column, nTarget);
  view.set(Float32Array.from(input));
  if (last) arena.f32(residual, last.length).set(last);
  const usual = format === "bitmap" ? "deliverBitmap" : deliveryOf[format];
  const kernel = kernels[last ? "deliverLast" : usual];
  return {
    spike: (step, ids) => {
      const at = ring + (step & (SLOTS - 1)) * slotBytes;
      arena.u32(at, 1)[0] = ids.length;
      arena.u32(at + 16, ids.length).set(ids);
    },
    deliver: (step) => kernel(block.address, 0, 0, step),
    input: view,
    events: () => arena.f64(tally, 1)[0]!,
  };
};
