/**
 * DELIVER by format: each kernel over the memory layout that it is for, beside the sparse walk of the very same synapses:
 * scalar in wasm, in plain JavaScript, and in C. Spike lists differ from step to step, so that rows come from a table as cold
 * as in a network.
 */
import { Block } from "../dist/src/engine/block.js";
import { deliveryOf, scratchBytes } from "../dist/src/engine/format.js";
import { bernoulli } from "../dist/src/index.js";
import { startCompiled } from "./compiled.mjs";
import { same, sameBits, takeTurns } from "./measure.mjs";
import * as plain from "./plain/walks.mjs";
import { draw, newWorld, placePopulation, placeRows, spikeLists, writeLists } from "./world.mjs";

const SLOTS = 256;

const SETTINGS = [
  { nPre: 10_000, nPost: 12_500, p: 0.1, perStep: 37, formats: ["bitmap", "uniform", "sparse"] },
  { nPre: 10_000, nPost: 6250, p: 0.1, perStep: 37, formats: ["bitmap"] },
  { nPre: 2500, nPost: 12_500, p: 0.1, perStep: 9, formats: ["bitmap"] },
  { nPre: 10_000, nPost: 12_500, p: 0.05, perStep: 37, formats: ["bitmap"] },
  { nPre: 4000, nPost: 4000, p: 0.02, perStep: 7, formats: ["bitmap", "uniform", "sparse"] },
  { nPre: 1000, nPost: 1000, p: 1, perStep: 7, formats: ["dense", "sparse"] },
];

/** Each pair with probability p, by the gaps between targets. */
const randomSynapses = ({ nPre, nPost, p, formats }) => {
  const rows = new Uint32Array(nPre + 1);
  const targets = new Uint32Array(Math.ceil(nPre * nPost * Math.min(1, p * 1.1)) + nPost);
  let k = 0;
  let drawn = 0;
  const gap = () => (p === 1 ? 0 : Math.floor(Math.log(1 - draw(31, drawn++)) / Math.log(1 - p)));
  for (let row = 0; row < nPre; row++) {
    for (let t = gap(); t < nPost; t += 1 + gap()) targets[k++] = t;
    rows[row + 1] = k;
  }
  // Multiples of 1/16: sums are exact in any order, so that bitmaps can be compared with walks bit by bit.
  const weights = new Float32Array(k).fill(0.5);
  if (formats.includes("dense")) for (let s = 0; s < k; s++) weights[s] = Math.ceil(16 * draw(32, s)) / 16;
  return { nPre, nPost, rows, targets: targets.slice(0, k), weights };
};

/** Lays `synapses` out as the format has it, in fields of the block. */
const layOut = ({ arena }, block, format, at, { nPre, nPost, rows, targets, weights }) => {
  block.setF32("weight", weights[0]);
  if (format === "dense") {
    const rowBytes = Math.ceil(nPost / 4) * 16;
    const address = arena.allocate(nPre * rowBytes, "weights", 64);
    for (let row = 0; row < nPre; row++)
      arena.f32(address + row * rowBytes, nPost).set(weights.subarray(rows[row], rows[row + 1]));
    block.setU32("weights", address).setU32("rowBytes", rowBytes);
  } else if (format === "bitmap") {
    const rowBytes = Math.ceil(nPost / 512) * 64;
    const counts = arena.allocate(nPre * 4, "rows");
    const address = arena.allocate(nPre * rowBytes, "bitmaps", 64);
    const bytes = arena.u8(address, nPre * rowBytes);
    for (let row = 0; row < nPre; row++) {
      for (let k = rows[row]; k < rows[row + 1]; k++)
        bytes[row * rowBytes + (targets[k] >> 3)] |= 1 << (targets[k] & 7);
      arena.u32(counts, nPre)[row] = rows[row + 1] - rows[row];
    }
    block
      .setU32("rows", counts)
      .setU32("targets", address)
      .setU32("rowBytes", rowBytes)
      .setU32("scratch", arena.allocate(scratchBytes(nPre, nPost), "scratch", 64));
  } else block.setU32("rows", at.rows).setU32("targets", at.targets).setU32("weights", at.weights);
};

/** The kernels of all formats and the scalar sparse walk, over one memory. */
const inMemory = (setting, synapses, lists) => {
  const world = newWorld();
  const { arena, kernels } = world;
  const { nPre, nPost } = synapses;
  const pre = placePopulation(world, bernoulli, nPre, SLOTS);
  const post = placePopulation(world, bernoulli, nPost, 1);
  writeLists(world, pre, lists);
  const frame = () => Block.frame(arena, "projection", "projection");
  const first = frame();
  const at = placeRows(world, first, pre, post, synapses);
  layOut(world, first, "sparse", at, synapses);
  const twin = (block, kernel) => {
    const input = block.u32("input");
    const tally = block.u32("tally");
    return {
      walk: (steps) => {
        const before = arena.f64(tally, 1)[0];
        for (let step = 0; step < steps; step++) kernel(block.address, 0, 0, step);
        return arena.f64(tally, 1)[0] - before;
      },
      restore: () => {
        arena.f32(input, nPost).fill(0);
      },
      input: () => arena.f32(input, nPost),
    };
  };
  const twins = { scalar: twin(first, kernels.deliverScalar) };
  for (const format of setting.formats) {
    const block = frame()
      .setU32("pre", pre.block.address)
      .setU32("lags", first.u32("lags"))
      .setU32("nDelays", 1)
      .setU32("preEnd", nPre)
      .setU32("postEnd", nPost)
      .setU32("input", arena.allocate(nPost * 4, "input"))
      .setU32("tally", arena.allocate(8, "tally"));
    layOut(world, block, format, at, synapses);
    twins[format] = twin(block, kernels[deliveryOf[format]]);
  }
  return twins;
};

const inJavaScript = (synapses, lists) => {
  const rows = Int32Array.from(synapses.rows);
  const targets = Int32Array.from(synapses.targets);
  const input = new Float32Array(synapses.nPost);
  return {
    walk: (steps) => {
      let events = 0;
      for (let step = 0; step < steps; step++) {
        const spikes = lists[step % SLOTS];
        events += plain.deliver(spikes, spikes.length, 0, synapses.nPre, rows, targets, synapses.weights, input);
      }
      return events;
    },
    restore: () => {
      input.fill(0);
    },
    input: () => input,
  };
};

const inC = ({ nPre, nPost, rows, targets, weights }, lists) => {
  let end = 0;
  const ends = Uint32Array.from(lists, ({ length }) => (end += length));
  const ids = new Uint32Array(end);
  lists.forEach((list, k) => {
    ids.set(list, ends[k] - list.length);
  });
  const head = Uint32Array.of(nPre, nPost, targets.length, lists.length);
  return startCompiled("deliver", [head, rows, targets, weights, ends, ids]);
};

const fnv = (column) => {
  let hash = 0x811c9dc5;
  for (const byte of new Uint8Array(column.buffer, column.byteOffset, column.byteLength))
    hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
};

/** @returns {Promise<import("./report.mjs").Row[]>} */
export const formats = async (effort) => {
  const table = [];
  for (const setting of SETTINGS) {
    const { nPre, nPost, p, perStep } = setting;
    const synapses = randomSynapses(setting);
    const lists = spikeLists(33, SLOTS, perStep, nPre);
    const { scalar, ...kernels } = inMemory(setting, synapses, lists);
    const js = inJavaScript(synapses, lists);
    const c = inC(synapses, lists);
    const steps = Math.max(1, Math.round(6_000_000 / (p * nPost * perStep) / SLOTS)) * SLOTS;
    const units = js.walk(steps);
    if (c) {
      await c.ask(`w ${steps}`);
      same("hash of the C twin's input", fnv(js.input()), await c.ask("c"));
    }
    for (const [name, twin] of Object.entries({ scalar, ...kernels })) {
      same(`events of ${name}`, units, twin.walk(steps));
      sameBits(`input of ${name}`, twin.input(), js.input());
    }
    // Each twin first passes through all lists once, so that it finds in the caches what it left there itself, as in a run.
    const timed = ({ restore, walk }) => ({
      prepare: () => {
        walk(SLOTS);
        restore();
      },
      run: () => {
        walk(steps);
        return units;
      },
    });
    for (const [format, twin] of Object.entries(kernels)) {
      const others = { scalar: timed(scalar), js: timed(js) };
      if (c)
        others.c = { prepare: () => c.ask(`w ${SLOTS}`), run: async () => ({ ms: await c.ask(`w ${steps}`), units }) };
      table.push({
        name: `deliver ${format}, ${nPre.toLocaleString("en")} × ${nPost.toLocaleString("en")}, ${100 * p} %, ${perStep} spikes a step`,
        unit: "ns/event",
        ...(await takeTurns({ simd: timed(twin), ...others }, effort)),
      });
    }
    c?.stop();
  }
  return table;
};
