/**
 * DELIVER and LEARN: static delivery, the fused walk of delivery and presynaptic STDP, and the postsynaptic walk, over
 * random rows of two sizes: about that of the NALSM liquid's input (rests in the second-level cache), and larger.
 */
import { stdp } from "../dist/models/stdp/model.js";
import { Block } from "../dist/src/engine/block.js";
import { bernoulli } from "../dist/src/index.js";
import { same, sameBits, takeTurns } from "./measure.mjs";
import * as plain from "./plain/walks.mjs";
import { draw, newWorld, placePopulation, placeRows, randomRows, spikeLists, writeLists } from "./world.mjs";

const SIZES = [
  { nPre: 1000, nPost: 1000, perRow: 150, perStep: 20 },
  { nPre: 10_000, nPost: 10_000, perRow: 250, perStep: 100 },
];
const SLOTS = 64;
const EVENTS = 1_500_000;
const STDP = { wMin: 0, wMax: 3, aPlus: 0.015, aMinus: 0.0151 };

const setting = ({ nPre, nPost, perRow, perStep }) => {
  const synapses = randomRows(nPre, nPost, perRow);
  const columns = new Uint32Array(nPost + 1);
  for (const target of synapses.targets) columns[target + 1]++;
  for (let target = 0; target < nPost; target++) columns[target + 1] += columns[target];
  return {
    synapses,
    columns,
    preLists: spikeLists(21, SLOTS, perStep, nPre),
    postLists: spikeLists(22, SLOTS, perStep, nPost),
    x: Float32Array.from({ length: nPre }, (_, k) => 0.1 * draw(23, k)),
    y: Float32Array.from({ length: nPost }, (_, k) => 0.1 * draw(24, k)),
    /** Cells of either side taken to spike in the present step, whatever the lists say: one in fifty. */
    preNow: Uint8Array.from({ length: nPre }, (_, k) => (draw(25, k) < 0.02 ? 1 : 0)),
    postNow: Uint8Array.from({ length: nPost }, (_, k) => (draw(26, k) < 0.02 ? 1 : 0)),
  };
};

/** Trace columns carry the mark in the sign bit. */
const markedTrace = (trace, now) => trace.map((value, k) => (now[k] ? -value : value));

const inMemory = (kernels, setup) => {
  const world = newWorld();
  const { arena } = world;
  const { synapses, columns, preLists, postLists, x, y, preNow, postNow } = setup;
  const { nPre, nPost, weights } = synapses;
  const pre = placePopulation(world, bernoulli, nPre, SLOTS);
  const post = placePopulation(world, bernoulli, nPost, SLOTS);
  writeLists(world, pre, preLists);
  writeLists(world, post, postLists);
  const block = Block.model(arena, "stdp", stdp).setF32("least", STDP.wMin).setF32("greatest", STDP.wMax);
  const at = placeRows(world, block, pre, post, synapses);
  const column = (values) => {
    const address = arena.allocate(values.byteLength, "column");
    new values.constructor(arena.memory.buffer, address, values.length).set(values);
    return address;
  };
  block
    .setU32("x", column(markedTrace(x, preNow)))
    .setU32("y", column(markedTrace(y, postNow)))
    .setU32("columns", column(columns))
    .setU32("columnFill", arena.allocate(nPost * 4, "fill"))
    .setU32("entries", arena.allocate(weights.length * 8, "entries"))
    .setU32("rowOrder", arena.allocate(nPre * 4, "order"))
    .setU32("enlisted", arena.allocate(4, "enlisted"))
    .setU32("amplitudes", column(Float32Array.of(STDP.aPlus, STDP.aMinus)));
  const exported = Object.fromEntries(Object.entries(kernels).map(([walk, name]) => [walk, world.kernels[name]]));
  const { address } = block;
  const events = () => arena.f64(at.tally, 1)[0];
  const walk = (kernel) => (steps) => {
    const before = events();
    for (let step = 0; step < steps; step++) kernel(address, 0, 0, step);
    return events() - before;
  };
  return {
    deliver: walk(exported.deliver),
    deliverPre: walk(exported.deliverPre),
    post: walk(exported.post),
    enlistAll: () => {
      const order = arena.u32(block.u32("rowOrder"), nPre);
      for (let row = 0; row < nPre; row++) if (order[row] === 0) world.kernels.enlistRow(address, row, row);
    },
    restore: () => {
      arena.f32(at.input, nPost).fill(0);
      arena.f32(at.weights, weights.length).set(weights);
    },
    input: () => arena.f32(at.input, nPost),
    weights: () => arena.f32(at.weights, weights.length),
  };
};

const inJavaScript = (setup) => {
  const { synapses, columns, preLists, postLists, x, y, preNow, postNow } = setup;
  const { nPre, nPost } = synapses;
  const rows = Int32Array.from(synapses.rows);
  const targets = Int32Array.from(synapses.targets);
  const weights = synapses.weights.slice();
  const input = new Float32Array(nPost);
  const { fround } = Math;
  const preGain = -fround(STDP.aMinus);
  const postGain = fround(STDP.aPlus);
  /** @type {plain.Plastic} */
  const projection = {
    preBegin: 0,
    preEnd: nPre,
    postBegin: 0,
    postEnd: nPost,
    rows,
    targets,
    weights,
    wMin: STDP.wMin,
    wMax: STDP.wMax,
    columns: Int32Array.from(columns),
    fill: new Int32Array(nPost),
    entries: new Int32Array(2 * weights.length),
    enlisted: new Uint8Array(nPre),
  };
  const walk = (visit) => (steps) => {
    let units = 0;
    for (let step = 0; step < steps; step++) units += visit(step & (SLOTS - 1));
    return units;
  };
  return {
    deliver: walk((slot) => {
      const spikes = preLists[slot];
      return plain.deliver(spikes, spikes.length, 0, nPre, rows, targets, weights, input);
    }),
    deliverPre: walk((slot) => {
      const spikes = preLists[slot];
      return plain.deliverPre(spikes, spikes.length, projection, input, y, postNow, preGain);
    }),
    post: walk((slot) => {
      const spikes = postLists[slot];
      return plain.post(spikes, spikes.length, projection, x, y, preNow, preGain, postGain);
    }),
    enlistAll: () => {
      for (let row = 0; row < nPre; row++) if (projection.enlisted[row] === 0) plain.enlist(projection, row, row);
    },
    restore: () => {
      input.fill(0);
      weights.set(synapses.weights);
    },
    input: () => input,
    weights: () => weights,
  };
};

/** A sequence through all walks, with the growing lists begun empty. */
const check = (twins) => {
  const verse = (twin) => {
    twin.restore();
    twin.deliverPre(20);
    twin.post(20);
    twin.deliver(20);
    twin.enlistAll();
    twin.deliverPre(SLOTS);
    twin.post(SLOTS);
  };
  for (const twin of Object.values(twins)) verse(twin);
  for (const name of ["scalar", "js"]) {
    sameBits(`input in the ${name} twin of the walks`, twins.simd.input(), twins[name].input());
    sameBits(`weights in the ${name} twin of the walks`, twins.simd.weights(), twins[name].weights());
  }
};

/**
 * @param {"deliver" | "learn"} which
 * @returns {Promise<import("./report.mjs").Row[]>}
 */
const measured = async (which, effort) => {
  const table = [];
  for (const size of SIZES) {
    const setup = setting(size);
    const kernels = { deliver: "deliver", deliverPre: "stdpDeliverPre", post: "stdpPost" };
    const twins = {
      simd: inMemory(kernels, setup),
      scalar: inMemory({ deliver: "deliverScalar", deliverPre: "stdpDeliverPreScalar", post: "stdpPostScalar" }, setup),
      js: inJavaScript(setup),
    };
    check(twins);
    const label = `${size.nPre.toLocaleString("en")} rows × ${size.perRow}`;
    const steps = Math.max(SLOTS, Math.round(EVENTS / (size.perRow * size.perStep) / SLOTS) * SLOTS);
    for (const [walk, name, unit] of which === "deliver"
      ? [["deliver", `deliver static, ${label}`, "ns/event"]]
      : [
          ["deliverPre", `learn stdp: deliver + pre, ${label}`, "ns/event"],
          ["post", `learn stdp: post, ${label}`, "ns/visit"],
        ]) {
      // Every row is enlisted and the lists repeat, so that the post walks of all twins visit what the plain one counts.
      same(`${unit} units of the scalar twin`, twins.simd[walk](SLOTS), twins.scalar[walk](SLOTS));
      const units = twins.js[walk](SLOTS) * (steps / SLOTS);
      const timed = Object.fromEntries(
        Object.entries(twins).map(([twin, { restore, [walk]: run }]) => [
          twin,
          {
            prepare: restore,
            run: () => {
              run(steps);
              return units;
            },
          },
        ]),
      );
      table.push({ name, unit, ...(await takeTurns(timed, effort)) });
    }
  }
  return table;
};

export const deliver = (effort) => measured("deliver", effort);
export const learn = (effort) => measured("learn", effort);
