/**
 * node bench/lazy.mjs [rounds]: pair STDP on 10 M synapses at 36 Hz on either side, put off to presynaptic arrivals, against
 * the walks that touch weights at every spike; alternating stretches, ns per visit (spike × synapse, delivery included).
 */
import { stdp } from "../dist/models/stdp/model.js";
import { Block } from "../dist/src/engine/block.js";
import { forgetHistories } from "../dist/src/engine/lazy.js";
import { bernoulli } from "../dist/src/index.js";
import { newWorld, placePopulation, placeRows, writeLists } from "./world.mjs";

const N = 10_000;
const P = 0.1;
const RATE = 36;
const DT = 0.1;
const TAU = 20;
const STRETCH = 1024;
const rounds = Number(process.argv[2] ?? 7);
const STDP = { wMin: 0, wMax: 0.2, aPlus: 0.0001, aMinus: 0.000105, increment: 1 };

const random = (seed) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let z = Math.imul(state ^ (state >>> 15), state | 1);
    z ^= z + Math.imul(z ^ (z >>> 7), z | 61);
    return ((z ^ (z >>> 14)) >>> 0) / 4294967296;
  };
};

const synapses = (() => {
  const draw = random(1);
  const rows = new Uint32Array(N + 1);
  const targets = new Uint32Array(Math.ceil(N * N * P * 1.01));
  let k = 0;
  for (let row = 0; row < N; row++) {
    for (let t = 0; t < N; t++) if (draw() < P) targets[k++] = t;
    rows[row + 1] = k;
  }
  return { nPre: N, nPost: N, rows, targets: targets.subarray(0, k), weights: new Float32Array(k).fill(0.1) };
})();

/** One list a step of a stretch; stretches repeat them. */
const lists = (seed) => {
  const draw = random(seed);
  const p = (RATE * DT) / 1000;
  return Array.from({ length: STRETCH }, () => {
    const ids = [];
    const gap = () => Math.floor(Math.log(1 - draw()) / Math.log(1 - p));
    for (let id = gap(); id < N; id += 1 + gap()) ids.push(id);
    return Uint32Array.from(ids);
  });
};
const preLists = lists(2);
const postLists = lists(3);

const place = (lazy) => {
  const world = newWorld();
  const { arena, kernels } = world;
  const pre = placePopulation(world, bernoulli, N, STRETCH);
  const post = placePopulation(world, bernoulli, N, STRETCH);
  writeLists(world, pre, preLists);
  writeLists(world, post, postLists);
  const block = Block.model(arena, "stdp", stdp).setF32("least", STDP.wMin).setF32("greatest", STDP.wMax);
  const at = placeRows(world, block, pre, post, synapses);
  const lags = arena.allocate(4, "lags");
  const amplitudes = arena.allocate(8, "amplitudes");
  arena.f32(amplitudes, 2).set([STDP.aPlus, STDP.aMinus]);
  block.setU32("lags", lags).setU32("amplitudes", amplitudes);
  const trace = (population) => {
    const column = arena.allocate(N * 4, "trace");
    return Block.frame(arena, "trace", "trace")
      .setU32("population", population.block.address)
      .setU32("column", column)
      .setF32("decay", Math.exp(-DT / TAU))
      .setF32("increment", STDP.increment);
  };
  const y = trace(post);
  block.setU32("y", y.u32("column"));
  if (lazy) {
    const rate = arena.allocate(8, "rate");
    arena.f64(rate, 1)[0] = DT / TAU / Math.LN2;
    const frame = Block.frame(arena, "lazy", "lazy")
      .setU32("rate", rate)
      .setF32("increment", STDP.increment)
      .setU32("historyBytes", N * 16)
      .setU32("histories", arena.allocate(8 * N * 16, "histories"));
    for (const field of ["rowStep", "rowX", "rowBefore", "rowFrom"]) frame.setU32(field, arena.allocate(N * 4, "rows"));
    block.setU32("lazy", frame.address);
    forgetHistories(arena, { block: frame, nRows: N, flush: kernels.stdpLazyFlush }, 0);
    const b = block.address;
    return {
      step: (step) => {
        kernels.stdpLazyArrive(b, 0, 0, step);
        kernels.traceMark(y.address, 0, 0, step);
        kernels.stdpLazyLearn(b, 0, 0, step);
        kernels.traceUpdate(y.address, 0, 0, step);
      },
      weights: (step) => {
        kernels.stdpLazyFlush(b, step);
        return arena.f32(at.weights, synapses.weights.length);
      },
      events: () => arena.f64(at.tally, 1)[0],
    };
  }
  const x = trace(pre);
  const columns = new Uint32Array(N + 1);
  for (const target of synapses.targets) columns[target + 1]++;
  for (let t = 0; t < N; t++) columns[t + 1] += columns[t];
  const columnsAt = arena.allocate(columns.byteLength, "columns");
  arena.u32(columnsAt, N + 1).set(columns);
  block
    .setU32("x", x.u32("column"))
    .setU32("columns", columnsAt)
    .setU32("columnFill", arena.allocate(N * 4, "fill"))
    .setU32("entries", arena.allocate(synapses.weights.length * 8, "entries"))
    .setU32("rowOrder", arena.allocate(N * 4, "order"))
    .setU32("enlisted", arena.allocate(4, "enlisted"));
  const b = block.address;
  for (let row = 0; row < N; row++) kernels.enlistRow(b, row, row);
  return {
    step: (step) => {
      kernels.deliver(b, 0, 0, step);
      kernels.traceMark(x.address, 0, 0, step);
      kernels.traceMark(y.address, 0, 0, step);
      kernels.stdpPre(b, 0, 0, step);
      kernels.stdpPost(b, 0, 0, step);
      kernels.traceUpdate(x.address, 0, 0, step);
      kernels.traceUpdate(y.address, 0, 0, step);
    },
    weights: () => arena.f32(at.weights, synapses.weights.length),
    events: () => arena.f64(at.tally, 1)[0],
  };
};

const only = process.argv[3];
const twins = only ? { [only]: place(only === "lazy") } : { lazy: place(true), classical: place(false) };
const times = {};
let step = 0;
for (let round = 0; round < rounds; round++) {
  for (const [name, twin] of Object.entries(twins)) {
    const before = twin.events();
    const begin = process.cpuUsage().user;
    for (let k = 0; k < STRETCH; k++) twin.step(step + k);
    (times[name] ??= []).push(((process.cpuUsage().user - begin) * 1e3) / (twin.events() - before));
  }
  step += STRETCH;
}
const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];
for (const [name, values] of Object.entries(times))
  console.log(`${name}: median ${median(values).toFixed(2)} ns a visit (${values.map((v) => v.toFixed(2)).join(" ")})`);
if (!only) {
  console.log(`ratio ${median(times.classical.map((v, k) => v / times.lazy[k])).toFixed(2)}`);
  const [a, b] = [twins.lazy.weights(step), twins.classical.weights()];
  let worst = 0;
  for (let k = 0; k < a.length; k++) worst = Math.max(worst, Math.abs(a[k] - b[k]));
  console.log(`greatest difference of weights ${worst}`);
}
