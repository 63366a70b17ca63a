/**
 * Takes hold of a network's run loop, so that the same engine, with the same memory and schedule, can run on the kernels
 * it ships, on their scalar twins, or stage by stage with a clock beside each stage. The engine knows nothing of it: while
 * the network is built, WebAssembly.Instance is wrapped, and with it `runSteps`.
 */
import { frameLayout } from "../dist/src/engine/layout.js";
import { kernelNames } from "../dist/src/generated/kernelNames.js";
import { kernelsOver } from "./world.mjs";

/** In the order of the cases in assembly/bench/dispatch.ts. */
const SCALAR = [
  "bernoulliEmit",
  "lifDiscreteIntegrateUniform",
  "deliver",
  "stdpDeliverPre",
  "stdpPost",
  "traceUpdate",
  "traceMark",
  "amplitudeFade",
  "limIntegrate",
  "modulate",
  "recordSpikes",
  "deliverUniform",
];

/** Stage of every operation, read off the engine's own account of a step. */
const stagesOf = (explanation) => {
  const lines = explanation.split("\n");
  const first = lines.indexOf("one step") + 1;
  const operations = lines.slice(first, lines.indexOf("", first)).map((line) => line.trim().split(/\s+/));
  return operations.map(([stage, kernel]) => ({ stage, kernel }));
};

/**
 * Builds the network. `use` chooses what its next runs are made of; `elapsed` returns and clears the ms spent in the run
 * loop; `stages` returns and clears the ms spent in each stage while "stages" was in use.
 * @param {import("../dist/src/index.js").Network} net not yet built
 */
export const twinsOf = async (net) => {
  const { Instance } = WebAssembly;
  let memory = null;
  let runSteps = null;
  let elapsed = 0;
  /** @type {(schedule: number, count: number, clock: number, steps: number) => number} */
  let loop = () => 0;
  WebAssembly.Instance = new Proxy(Instance, {
    construct(target, [module, imports]) {
      const instance = new target(module, imports);
      if (memory || !instance.exports.runSteps) return instance;
      memory = imports.env.memory;
      runSteps = instance.exports.runSteps;
      const timed = (schedule, count, clock, steps) => {
        const begin = performance.now();
        const done = loop(schedule, count, clock, steps);
        elapsed += performance.now() - begin;
        return done;
      };
      return { exports: { ...instance.exports, runSteps: timed } };
    },
  });
  try {
    await net.build();
  } finally {
    WebAssembly.Instance = Instance;
  }
  const { runStepsScalar } = kernelsOver(memory);
  const operations = stagesOf(net.explain());

  /** Names of the kernels as they stand in memory, against the account: the stages below rest on it. */
  const checkSchedule = (schedule, count) => {
    const words = new Uint32Array(memory.buffer, schedule, count * 4);
    for (let k = 0; k < count; k++)
      if (kernelNames[words[k * 4]] !== operations[k]?.kernel)
        throw new Error(`operation ${k} of the schedule must be ${operations[k]?.kernel}, got ${words[k * 4]}`);
  };

  const scalarLoop = (schedule, count, clock, steps) => {
    const words = new Uint32Array(memory.buffer, schedule, count * 4);
    const own = words.slice();
    for (let k = 0; k < count; k++) {
      const twin = SCALAR.indexOf(kernelNames[own[k * 4]]);
      if (twin < 0) throw new Error(`kernel ${kernelNames[own[k * 4]]} must have a scalar twin, got none`);
      words[k * 4] = twin;
    }
    const done = runStepsScalar(schedule, count, clock, steps);
    words.set(own);
    return done;
  };

  /** @type {{ stage: string, first: number, count: number, ms: number }[]} */
  const runs = [];
  operations.forEach(({ stage }, k) => {
    const last = runs.at(-1);
    if (last?.stage === stage) last.count++;
    else runs.push({ stage, first: k, count: 1, ms: 0 });
  });
  const ends = new Float64Array(runs.length + 1);

  // Each stage is run by itself for one step, the clock put back in between. One more reading of the clock, after an
  // empty schedule, tells what the measuring costs; it is taken off every stage.
  const stagedLoop = (schedule, count, clock, steps) => {
    checkSchedule(schedule, count);
    const words = new Uint32Array(memory.buffer, clock, 8);
    const { step: stepOffset, halt: haltOffset } = frameLayout("clock").offsets;
    for (let done = 1; done <= steps; done++) {
      const step = words[stepOffset >> 2];
      let before = performance.now();
      runSteps(schedule, 0, clock, 1);
      words[stepOffset >> 2] = step;
      let now = performance.now();
      const cost = now - before;
      for (let k = 0; k < runs.length; k++) {
        before = now;
        runSteps(schedule + 16 * runs[k].first, runs[k].count, clock, 1);
        words[stepOffset >> 2] = step;
        now = performance.now();
        ends[k] += now - before - cost;
      }
      words[stepOffset >> 2] = step + 1;
      if (words[haltOffset >> 2] !== 0) return done;
    }
    return steps;
  };

  const loops = { simd: runSteps, scalar: scalarLoop, stages: stagedLoop };
  loop = loops.simd;
  return {
    /** @param {"simd" | "scalar" | "stages"} which */
    use: (which) => {
      loop = loops[which];
    },
    elapsed: () => {
      const ms = elapsed;
      elapsed = 0;
      return ms;
    },
    /** @returns {Record<string, number>} ms by stage */
    stages: () => {
      const spent = Object.fromEntries(runs.map(({ stage }, k) => [stage, ends[k]]));
      ends.fill(0);
      return spent;
    },
  };
};
