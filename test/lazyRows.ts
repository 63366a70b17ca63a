import { stdp } from "../dist/models/stdp/model.js";
import type { Arena } from "../dist/src/engine/arena.js";
import { Block } from "../dist/src/engine/block.js";
import { forgetHistories } from "../dist/src/engine/lazy.js";
import { bench } from "./bench.js";

/** Synapses by row of (source, delay), and the rule, for the kernels of one projection without neurons around it. */
export interface Rows {
  nPre: number;
  nPost: number;
  /** Steps from a source's spike to its arrival, ascending. */
  lags: readonly number[];
  /** Row number of (source j, delay d) is j·lags.length + d; targets ascending within a row. */
  rows: readonly { target: number; weight: number }[][];
  aPlus: number;
  aMinus: number;
  tauPlus: number;
  tauMinus: number;
  increment: number;
  wMin: number;
  wMax: number;
  mirrored: boolean;
}

/** Spikes of one step. */
export interface Spikes {
  pre: readonly number[];
  post: readonly number[];
}

export interface Walks {
  /** One step; returns what every target received. */
  step(step: number, spikes: Spikes): Float32Array;
  /** Present weights in row order; for put-off learning after a flush. */
  weights(step: number): Float32Array;
}

const SLOTS = 16;

const population = (
  arena: Arena,
  n: number,
): { block: Block; write: (step: number, ids: readonly number[]) => void } => {
  const slotBytes = 16 + Math.ceil(n / 4) * 16;
  const ring = arena.allocate(SLOTS * slotBytes, "ring");
  const block = Block.frame(arena, "population", "population")
    .setU32("nNeurons", n)
    .setU32("ring", ring)
    .setU32("ringMask", SLOTS - 1)
    .setU32("slotBytes", slotBytes);
  return {
    block,
    write: (step, ids) => {
      const at = ring + (step % SLOTS) * slotBytes;
      arena.u32(at, 1)[0] = ids.length;
      arena.u32(at + 16, ids.length).set(ids);
    },
  };
};

const trace = (arena: Arena, spiking: Block, lag: number, column: number, tau: number, increment: number): number =>
  Block.frame(arena, "trace", "trace")
    .setU32("population", spiking.address)
    .setU32("lag", lag)
    .setU32("column", column)
    .setF32("decay", Math.exp(-1 / tau))
    .setF32("increment", increment).address;

const startsOf = (rows: readonly { length: number }[]): number[] => {
  const starts = [0];
  for (const { length } of rows) starts.push(starts.at(-1)! + length);
  return starts;
};

/** What both kinds of walk need; targets outside [postBegin, postEnd) are left out, as in a memory that owns a part. */
const place = (given: Rows, postBegin: number, postEnd: number) => {
  const { arena, kernels } = bench();
  const { nPre, nPost, lags, wMin, wMax, mirrored, increment, tauMinus } = given;
  const rows = given.rows.map((row) => row.filter(({ target }) => target >= postBegin && target < postEnd));
  const synapses = rows.flat();
  const words = (values: readonly number[]) => {
    const address = arena.allocate(values.length * 4, "words");
    arena.u32(address, values.length).set(values);
    return address;
  };
  const pre = population(arena, nPre);
  const post = population(arena, nPost);
  const weights = arena.allocate(synapses.length * 4, "weights");
  arena.f32(weights, synapses.length).set(synapses.map(({ weight }) => weight));
  const amplitudes = arena.allocate(8, "amplitudes");
  arena.f32(amplitudes, 2).set([given.aPlus, given.aMinus]);
  const input = arena.allocate(nPost * 4, "input");
  const y = arena.allocate(Math.ceil(nPost / 4) * 16, "y");
  const block = Block.model(arena, "stdp", stdp)
    .setU32("pre", pre.block.address)
    .setU32("preEnd", nPre)
    .setU32("lags", words(lags))
    .setU32("nDelays", lags.length)
    .setU32("post", post.block.address)
    .setU32("postBegin", postBegin)
    .setU32("postEnd", postEnd)
    .setU32("rows", words(startsOf(rows)))
    .setU32("targets", words(synapses.map(({ target }) => target * 4)))
    .setU32("weights", weights)
    .setU32("input", input)
    .setU32("tally", arena.allocate(8, "tally"))
    .setU32("amplitudes", amplitudes)
    .setU32("y", y)
    .setF32("least", wMin)
    .setF32("greatest", wMax)
    .setF32("inverted", mirrored ? 1 : 0);
  const yTrace = trace(arena, post.block, 0, y, tauMinus, increment);
  const received = () => {
    const values = arena.f32(input, nPost);
    const copy = values.slice();
    values.fill(0);
    return copy;
  };
  return { arena, kernels, block, pre, post, weights, rows, synapses, yTrace, received };
};

/** The kernels that put learning off, from step `first` on. */
export const lazyWalks = (given: Rows, first = 0, postBegin = 0, postEnd = given.nPost): Walks => {
  const { arena, kernels, block, pre, post, weights, synapses, yTrace, received } = place(given, postBegin, postEnd);
  const nRows = given.rows.length;
  const historyBytes = Math.ceil(given.nPost / 4) * 64;
  const rate = arena.allocate(8, "rate");
  arena.f64(rate, 1)[0] = 1 / given.tauPlus / Math.LN2;
  const lazy = Block.frame(arena, "lazy", "lazy")
    .setU32("rate", rate)
    .setF32("increment", given.increment)
    .setU32("historyBytes", historyBytes)
    .setU32("histories", arena.allocate(8 * historyBytes, "histories"));
  for (const field of ["rowStep", "rowX", "rowBefore", "rowFrom"])
    lazy.setU32(field, arena.allocate(nRows * 4, "rows"));
  block.setU32("lazy", lazy.address);
  forgetHistories(arena, { block: lazy, nRows, flush: kernels.stdpLazyFlush }, first);
  return {
    step: (step, spikes) => {
      pre.write(step, spikes.pre);
      kernels.stdpLazyArrive(block.address, 0, 0, step);
      post.write(step, spikes.post);
      kernels.stdpLazyLearn(block.address, 0, 0, step);
      kernels.traceUpdate(yTrace, 0, 0, step);
      return received();
    },
    weights: (step) => {
      kernels.stdpLazyFlush(block.address, step);
      return arena.f32(weights, synapses.length).slice();
    },
  };
};

/** The walks at every spike, of the same rows. */
export const classicalWalks = (given: Rows): Walks => {
  const { arena, kernels, block, pre, post, weights, rows, synapses, yTrace } = place(given, 0, given.nPost);
  const { nPre, nPost, lags, tauPlus, increment } = given;
  const column = Math.ceil(nPre / 4) * 16;
  const x = arena.allocate(column * lags.length, "x");
  const traces = [...lags.map((lag, d) => trace(arena, pre.block, lag, x + d * column, tauPlus, increment)), yTrace];
  const columns = arena.allocate((nPost + 1) * 4, "columns");
  const counts = arena.u32(columns, nPost + 1);
  for (const { target } of synapses) counts[target + 1]!++;
  for (let t = 0; t < nPost; t++) counts[t + 1]! += counts[t]!;
  block
    .setU32("x", x)
    .setU32("columns", columns)
    .setU32("columnFill", arena.allocate(nPost * 4, "fill"))
    .setU32("entries", arena.allocate(synapses.length * 8, "entries"))
    .setU32("rowOrder", arena.allocate(given.rows.length * 4, "order"))
    .setU32("enlisted", arena.allocate(4, "enlisted"));
  const starts = startsOf(rows);
  const sent = new Map<number, readonly number[]>();
  return {
    step: (step, spikes) => {
      pre.write(step, spikes.pre);
      post.write(step, spikes.post);
      const received = new Float32Array(nPost);
      sent.set(step, spikes.pre);
      const present = arena.f32(weights, synapses.length);
      lags.forEach((lag, d) => {
        for (const id of sent.get(step - lag) ?? []) {
          const row = id * lags.length + d;
          for (let k = starts[row]!; k < starts[row + 1]!; k++) received[synapses[k]!.target]! += present[k]!;
        }
      });
      for (const at of traces) kernels.traceMark(at, 0, 0, step);
      kernels.stdpPre(block.address, 0, 0, step);
      kernels.stdpPost(block.address, 0, 0, step);
      for (const at of traces) kernels.traceUpdate(at, 0, 0, step);
      return received;
    },
    weights: () => arena.f32(weights, synapses.length).slice(),
  };
};
