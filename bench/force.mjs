/**
 * npm run bench:force [-- --quick]
 *
 * Recursive least squares beside copying P, which is what reading and writing it costs, and beside plain JavaScript; and a whole
 * network with a readout in the time loop beside its twin in plain JavaScript. Nothing here asserts a time; before
 * anything is timed the twins must agree.
 */
import { parseArgs } from "node:util";
import { Arena } from "../dist/src/engine/arena.js";
import { ModelInstances } from "../dist/src/engine/kernels.js";
import { onlineKernels } from "../dist/src/engine/onlineKernels.js";
import { constants, forceNetwork } from "../dist/src/papers/force/network.js";
import { circumstances } from "./machine.mjs";
import { takeTurns } from "./measure.mjs";
import { forceLoop, rlsUpdate } from "./plain/forceLoop.mjs";
import { figure, table } from "./report.mjs";

const { values: options } = parseArgs({ options: { quick: { type: "boolean" } } });
const effort = options.quick ? { rounds: 5, warmUp: 2 } : { rounds: 25, warmUp: 5 };

const near = (what, got, expected, tolerance) => {
  const scale = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const apart = expected.reduce((most, value, k) => Math.max(most, Math.abs(value - got[k])), 0);
  if (!(apart <= tolerance * scale)) throw new Error(`twins of ${what} are ${apart / scale} apart`);
};

const state = (t, n) => Float64Array.from({ length: n }, (_, k) => 0.03 * (1 + Math.sin(0.1 * t * (1 + (k % 7)) + k)));

const inKernels = (n) => {
  const arena = new Arena();
  const kernels = onlineKernels(new ModelInstances(arena.memory));
  const groups = n / 4;
  const bytes = 64 * groups * (groups + 1);
  const [p, copy] = [arena.allocate(bytes, "P"), arena.allocate(bytes, "copy")];
  const [s, x, k, w] = [0, 1, 2, 3].map(() => arena.allocate(n * 8, "vectors"));
  const error = arena.allocate(8, "error");
  kernels.rlsBegin(p, groups, n, 1);
  const all = arena.u8(0, arena.usedBytes);
  return {
    learn: (sample, missed) => {
      arena.f64(x, n).set(sample);
      arena.f64(error, 1)[0] = missed;
      kernels.rlsGain(p, groups, s, 1, x, k);
      kernels.rlsLearn(w, 1, error, 1, x, k, s, groups);
    },
    copy: () => all.copyWithin(copy, p, p + bytes),
    weights: () => arena.f64(w, n).slice(),
  };
};

const inJavaScript = (n) => {
  const [p, w, k] = [new Float64Array(n * n), new Float64Array(n), new Float64Array(n)];
  for (let i = 0; i < n; i++) p[i * n + i] = 1;
  return { learn: (sample, missed) => rlsUpdate(p, w, sample, k, missed), weights: () => w };
};

const rls = async (n) => {
  const [kernels, js] = [inKernels(n), inJavaScript(n)];
  for (let t = 0; t < 20; t++) for (const twin of [kernels, js]) twin.learn(state(t, n), Math.cos(t));
  near(`RLS, n = ${n}`, kernels.weights(), js.weights(), 1e-9);
  const sample = state(21, n);
  const repeat = Math.max(1, Math.round(2e6 / n ** 2));
  const times = (act) => () => {
    for (let k = 0; k < repeat; k++) act();
    return repeat;
  };
  return takeTurns(
    {
      kernel: { run: times(() => kernels.learn(sample, 0.01)) },
      copy: { run: times(() => kernels.copy()) },
      js: { run: times(() => js.learn(sample, 0.01)) },
    },
    effort,
  );
};

/** Biological time that a turn takes, ms. */
const TURN = 40;

/** The network of the paper, learning all the time, and its twin. */
const loop = async (neurons) => {
  const { net, cells, feedback, readout, recurrent, z } = forceNetwork("izhikevich", neurons, 1);
  const { tauRise, tauDecay, izhikevich } = constants;
  const { dt, params, alpha, learnEverySteps } = izhikevich;
  await net.build();
  const { pre, post } = await recurrent.synapses();
  const rows = new Uint32Array(neurons + 1);
  for (const source of pre) rows[source + 1]++;
  for (let k = 0; k < neurons; k++) rows[k + 1] += rows[k];
  const twin = forceLoop({
    ...{ dt, params, tauRise, tauDecay, alpha, learnSteps: learnEverySteps, rows, targets: post },
    weights: await recurrent.weights(),
    feedback: feedback.weights(),
    v: cells.get("v"),
  });
  const wave = (step) => Math.fround(Math.sin((2 * Math.PI * 5 * step * dt) / 1000));
  const steps = Math.round(((effort.rounds + effort.warmUp + 2) * TURN) / dt);
  readout.teach(
    Float64Array.from({ length: steps + 1 }, (_, k) => wave(k)),
    { every: dt },
  );
  let step = 0;
  const js = () => {
    const target = Float64Array.from({ length: Math.round(TURN / dt) }, () => wave(++step));
    return twin.run(target);
  };
  await net.run(TURN);
  const theirs = js();
  near(
    `the loop, ${neurons} neurons, over ${TURN} ms`,
    z.of(0),
    Float64Array.from({ length: TURN }, (_, k) => theirs[Math.round((k + 1) / dt) - 1]),
    1e-2,
  );
  const timed = {
    kernel: {
      run: async () => {
        const begin = performance.now();
        await net.run(TURN);
        return { ms: performance.now() - begin, units: TURN };
      },
    },
    js: {
      run: () => {
        js();
        return TURN;
      },
    },
  };
  const figures = await takeTurns(timed, effort);
  await net.close();
  return figures;
};

const { machine, version, commit } = circumstances();
console.log(
  `neuroglia ${version} (${commit?.slice(0, 10)}), node ${machine.node}, ${machine.cores} × ${machine.cpu}, load ${machine.load.toFixed(2)}`,
);
console.log(
  `Medians of ${effort.rounds} rounds in which the twins take turns; ratios are medians of per-round ratios.\n`,
);
const lines = [["", "kernel, µs", "copy of P, µs", "JS, µs", "kernel/copy", "JS/kernel"]];
for (const n of [252, 500, 1000, 2000]) {
  const { ns, ratio } = await rls(n);
  const times = ["kernel", "copy", "js"].map((twin) => figure(ns[twin].median / 1000));
  lines.push([`RLS update, n = ${n}`, ...times, (1 / ratio.copy.median).toFixed(2), ratio.js.median.toFixed(1)]);
}
console.log(table(lines, 1));
const looped = [["", "kernels, ms", "JS, ms", "JS/kernels"]];
for (const neurons of [400, 1000, 2000]) {
  const { ns, ratio } = await loop(neurons);
  const times = ["kernel", "js"].map((twin) => figure(ns[twin].median / 1000));
  looped.push([`FORCE loop, ${neurons} neurons, a biological second`, ...times, ratio.js.median.toFixed(1)]);
}
console.log(`\n${table(looped, 1)}`);
