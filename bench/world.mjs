/** Blocks built by hand over one memory, with every kernel callable by name: what the single-kernel benches run on. */
import { readFileSync } from "node:fs";
import { Arena } from "../dist/src/engine/arena.js";
import { Block } from "../dist/src/engine/block.js";
import { philox } from "./plain/philox.mjs";

export const SEED = 2021;

const module = new WebAssembly.Module(readFileSync(new URL("../build/bench.wasm", import.meta.url)));

/** The kernels of build/bench.wasm over a memory. @returns {Record<string, Function>} */
export const kernelsOver = (memory) => new WebAssembly.Instance(module, { env: { memory } }).exports;

/** A fresh memory with a clock in it. */
export const newWorld = () => {
  const arena = new Arena();
  const kernels = kernelsOver(arena.memory);
  const clock = Block.frame(arena, "clock", "clock").setU32("seedLow", SEED).setU32("trial", 3);
  clock.setU32("scratch", arena.allocate(64, "clock"));
  return { arena, kernels, clock };
};

/** @typedef {ReturnType<typeof newWorld>} World */

/**
 * A population of `model`, a neuron or a source, whose ring has `slots` slots.
 * @param {World} world
 */
export const placePopulation = ({ arena, clock }, model, n, slots) => {
  const slotBytes = 16 + Math.ceil(n / 4) * 16;
  const ring = arena.allocate(slots * slotBytes, "ring");
  const tally = arena.allocate(16, "tally");
  const block = Block.model(arena, model.name, model)
    .setU32("clock", clock.address)
    .setU32("nNeurons", n)
    .setU32("ring", ring)
    .setU32("ringMask", slots - 1)
    .setU32("slotBytes", slotBytes)
    .setU32("stream", 77)
    .setU32("tally", tally);
  return { block, n, slots, slotBytes, ring, tally };
};

/** Ids that stand in a slot of the ring. */
export const slotIds = ({ arena }, { ring, slotBytes, slots }, step) => {
  const at = ring + (step & (slots - 1)) * slotBytes;
  return arena.u32(at + 16, arena.u32(at, 1)[0]).slice();
};

/** @param {World} world @param {Uint32Array[]} lists one a slot */
export const writeLists = ({ arena }, { ring, slotBytes }, lists) => {
  lists.forEach((ids, slot) => {
    const at = ring + slot * slotBytes;
    arena.u32(at, 1)[0] = ids.length;
    arena.u32(at + 16, ids.length).set(ids);
  });
};

const words = new Uint32Array(4);

/** A random number in [0, 1) for element `k` of `stream`; the same in every run. */
export const draw = (stream, k) => {
  philox(words, k, 0, 0, stream, SEED, 0);
  return words[0] / 2 ** 32;
};

/** `count` distinct numbers below n, ascending. */
export const distinct = (stream, first, count, n) => {
  const chosen = new Set();
  for (let k = first; chosen.size < count; k++) chosen.add(Math.floor(draw(stream, k) * n));
  return Uint32Array.from(chosen).sort();
};

/** Lists of `perStep` spikes for `slots` steps. */
export const spikeLists = (stream, slots, perStep, n) =>
  Array.from({ length: slots }, (_, slot) => distinct(stream, slot * n, perStep, n));

/** Random rows: `perRow` distinct targets each, ascending, and weights in [1, 2). */
export const randomRows = (nPre, nPost, perRow) => {
  const rows = Uint32Array.from({ length: nPre + 1 }, (_, row) => row * perRow);
  const targets = new Uint32Array(nPre * perRow);
  for (let row = 0; row < nPre; row++) targets.set(distinct(11, row * nPost, perRow, nPost), row * perRow);
  const weights = Float32Array.from({ length: nPre * perRow }, (_, k) => 1 + draw(12, k));
  return { nPre, nPost, rows, targets, weights };
};

/**
 * A projection block over rows, from `pre` into `input` of `post`.
 * @param {World} world
 * @param {ReturnType<typeof randomRows>} synapses
 */
export const placeRows = ({ arena }, block, pre, post, { nPre, nPost, rows, targets, weights }) => {
  const at = {
    rows: arena.allocate(rows.byteLength, "rows"),
    targets: arena.allocate(targets.byteLength, "targets"),
    weights: arena.allocate(weights.byteLength, "weights"),
    input: arena.allocate(nPost * 4, "input"),
    tally: arena.allocate(8, "tally"),
  };
  arena.u32(at.rows, rows.length).set(rows);
  arena.u32(at.targets, targets.length).set(targets.map((target) => target * 4));
  arena.f32(at.weights, weights.length).set(weights);
  for (const [field, address] of Object.entries(at)) block.setU32(field, address);
  block
    .setU32("pre", pre.block.address)
    .setU32("lags", arena.allocate(4, "lags"))
    .setU32("nDelays", 1)
    .setU32("preEnd", nPre)
    .setU32("post", post.block.address)
    .setU32("postEnd", nPost);
  return at;
};
