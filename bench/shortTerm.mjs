/**
 * DELIVER through synapses with short-term plasticity: a state a synapse and a state a row, beside static delivery of the
 * same rows; scalar in wasm and in plain JavaScript. Params are the same for all, so that the kernels compute the same bits;
 * plain JavaScript has Math.exp and f64 between loads and stores, as anybody would write it.
 */
import { tsodyksMarkram } from "../dist/models/tsodyksMarkram/model.js";
import { Block } from "../dist/src/engine/block.js";
import { bernoulli } from "../dist/src/index.js";
import { same, sameBits, takeTurns } from "./measure.mjs";
import { deliverShortTerm } from "./plain/shortTerm.mjs";
import { figure } from "./report.mjs";
import { newWorld, placePopulation, placeRows, randomRows, spikeLists, writeLists } from "./world.mjs";

const SIZES = [
  { nPre: 1000, nPost: 1000, perRow: 30, perStep: 20 },
  { nPre: 1000, nPost: 1000, perRow: 150, perStep: 20 },
  { nPre: 10_000, nPost: 10_000, perRow: 250, perStep: 100 },
];
const SLOTS = 64;
const EVENTS = 1_500_000;
const PARAMS = { uSe: 0.5, tauRec: 800, tauFacil: 50 };
const DT = 1;

/** `columns`: params that differ between synapses, as far as the kernel can tell. */
const inMemory = (kernel, columns, synapses, lists) => {
  const world = newWorld();
  const { arena, kernels } = world;
  const { nPre, nPost, targets } = synapses;
  const pre = placePopulation(world, bernoulli, nPre, SLOTS);
  const post = placePopulation(world, bernoulli, nPost, 1);
  writeLists(world, pre, lists);
  const block = Block.model(arena, "projection", tsodyksMarkram).setF32("dt", DT);
  const at = placeRows(world, block, pre, post, synapses);
  const n = columns.length > 0 ? targets.length : nPre;
  const column = (length) => arena.allocate(length * 4, "column");
  const [x, u, arrived] = [column(n), column(n), column(nPre)];
  block.setU32("x", x).setU32("u", u).setU32("arrived", arrived);
  for (const [param, value] of Object.entries(PARAMS)) {
    block.setF32(param, value);
    if (!columns.includes(param)) continue;
    const values = column(n);
    arena.f32(values, n).fill(value);
    block.setColumn(param, values);
  }
  let step = 0;
  return {
    walk: (steps) => {
      const before = arena.f64(at.tally, 1)[0];
      for (const end = step + steps; step < end; step++) kernels[kernel](block.address, 0, 0, step);
      return arena.f64(at.tally, 1)[0] - before;
    },
    restore: () => {
      step = 0;
      arena.f32(at.input, nPost).fill(0);
      arena.f32(x, n).fill(1);
      arena.f32(u, n).fill(0);
      arena.u32(arrived, nPre).fill(0);
    },
    input: () => arena.f32(at.input, nPost),
  };
};

const inJavaScript = ({ nPre, nPost, rows, targets, weights }, lists) => {
  const n = targets.length;
  const of = (value) => new Float32Array(n).fill(value);
  const projection = {
    rows: Int32Array.from(rows),
    targets: Int32Array.from(targets),
    weights,
    x: of(1),
    u: of(0),
    uSe: of(PARAMS.uSe),
    tauRec: of(PARAMS.tauRec),
    tauFacil: of(PARAMS.tauFacil),
    arrived: new Uint32Array(nPre),
    dt: DT,
  };
  const input = new Float32Array(nPost);
  let step = 0;
  return {
    walk: (steps) => {
      let events = 0;
      for (const end = step + steps; step < end; step++)
        events += deliverShortTerm(lists[step % SLOTS], step, projection, input);
      return events;
    },
    restore: () => {
      step = 0;
      input.fill(0);
      projection.x.fill(1);
      projection.u.fill(0);
      projection.arrived.fill(0);
    },
    input: () => input,
  };
};

/** @returns {Promise<import("./report.mjs").Row[]>} */
export const shortTerm = async (effort) => {
  const table = [];
  for (const { nPre, nPost, perRow, perStep } of SIZES) {
    const synapses = randomRows(nPre, nPost, perRow);
    const lists = spikeLists(41, SLOTS, perStep, nPre);
    const kernels = {
      synapse: inMemory("tsodyksMarkramDeliver", Object.keys(PARAMS), synapses, lists),
      "synapse, even": inMemory("tsodyksMarkramDeliverEven", ["uSe"], synapses, lists),
      row: inMemory("tsodyksMarkramDeliverRows", [], synapses, lists),
    };
    const others = {
      scalar: inMemory("tsodyksMarkramDeliverScalar", Object.keys(PARAMS), synapses, lists),
      js: inJavaScript(synapses, lists),
    };
    const fixed = inMemory("deliver", [], synapses, lists);
    const steps = Math.max(SLOTS, Math.round(EVENTS / (perRow * perStep) / SLOTS) * SLOTS);
    const units = steps * perStep * perRow;
    for (const [name, twin] of Object.entries({ ...kernels, ...others, static: fixed })) {
      twin.restore();
      same(`events of ${name}`, units, twin.walk(steps));
    }
    for (const [name, twin] of Object.entries({ ...kernels, scalar: others.scalar }))
      sameBits(`input of ${name}`, kernels.synapse.input(), twin.input());
    kernels.synapse.input().forEach((value, k) => {
      if (!(Math.abs(others.js.input()[k] / value - 1) < 1e-4))
        throw new Error(`input ${k} must be about ${value}, as in the kernel, got ${others.js.input()[k]}`);
    });
    const timed = ({ restore, walk }) => ({
      prepare: restore,
      run: () => {
        walk(steps);
        return units;
      },
    });
    for (const [state, twin] of Object.entries(kernels)) {
      const twins = { simd: twin, ...others, static: fixed };
      const taken = await takeTurns(
        Object.fromEntries(Object.entries(twins).map(([name, each]) => [name, timed(each)])),
        effort,
      );
      table.push({
        name: `deliver tsodyksMarkram, a state a ${state}, ${nPre.toLocaleString("en")} rows × ${perRow} (static ${figure(taken.ns.static.median)})`,
        unit: "ns/event",
        ...taken,
      });
    }
  }
  return table;
};
