/**
 * The same engine, with the same memory and schedule, on the kernels it ships, on their scalar twins, or stage by stage with a
 * clock beside each stage.
 */
import { buildWrapped, stagesOf, takenApart } from "./runLoop.mjs";
import { kernelsOver } from "./world.mjs";

/** In the order of the cases in assembly/bench/dispatch.ts. */
const SCALAR = [
  "bernoulli.emit",
  "lifDiscrete.uniform",
  "deliver",
  "stdp.deliverPre",
  "stdp.post",
  "traceUpdate",
  "traceMark",
  "amplitudeFade",
  "lim.integrate",
  "modulate",
  "recordSpikes",
  "deliverUniform",
];

/**
 * Builds the network. `use` chooses what its next runs are made of; `elapsed` returns and clears the ms spent in the run
 * loop; `stages` returns and clears the ms spent in each stage while "stages" was in use.
 * @param {import("../dist/src/index.js").Network} net not yet built
 */
export const twinsOf = async (net) => {
  let elapsed = 0;
  let which = "simd";
  /** Stretches of operations of one stage, which are known once the network is built. */
  const stages = [];
  let operations = [];

  /** The stages rest on the account of a step: it has as many operations as there are in memory. */
  const checkedStages = (count) => {
    if (count !== operations.length) throw new Error(`operations told must be ${count}, got ${operations.length}`);
    return stages;
  };

  await buildWrapped(net, (runSteps, memory) => {
    let runStepsScalar;
    const scalarLoop = (schedule, count, clock, steps) => {
      runStepsScalar ??= kernelsOver(memory).runStepsScalar;
      const words = new Uint32Array(memory.buffer, schedule, count * 4);
      const own = words.slice();
      for (let k = 0; k < count; k++) {
        const twin = SCALAR.indexOf(operations[k].kernel);
        if (twin < 0) throw new Error(`kernel ${operations[k].kernel} must have a scalar twin, got none`);
        words[k * 4] = twin;
      }
      const done = runStepsScalar(schedule, count, clock, steps);
      words.set(own);
      return done;
    };
    const loops = { simd: runSteps, scalar: scalarLoop, stages: takenApart(runSteps, memory, checkedStages) };
    return (...run) => {
      const begin = performance.now();
      const done = loops[which](...run);
      elapsed += performance.now() - begin;
      return done;
    };
  });

  operations = stagesOf(net.explain());
  const spent = {};
  operations.forEach(({ stage }, first) => {
    const last = stages.at(-1);
    if (last?.stage === stage) last.count++;
    else stages.push({ stage, first, count: 1, spent: (ms) => (spent[stage] = (spent[stage] ?? 0) + ms) });
  });
  return {
    /** @param {"simd" | "scalar" | "stages"} loop */
    use: (loop) => {
      which = loop;
    },
    elapsed: () => {
      const ms = elapsed;
      elapsed = 0;
      return ms;
    },
    /** @returns {Record<string, number>} ms by stage */
    stages: () => {
      const all = { ...spent };
      for (const stage of Object.keys(spent)) spent[stage] = 0;
      return all;
    },
  };
};
