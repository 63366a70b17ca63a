import { frameLayout } from "../dist/src/engine/layout.js";

/** @typedef {(schedule: number, count: number, clock: number, steps: number) => number} RunSteps */

/**
 * Builds a network with its run loop in hand. The engine knows nothing of it: while the network is built, WebAssembly.Instance
 * is wrapped, and with it `runSteps` of every instance that has it, since the engine's need not be the first.
 * @param {import("../dist/src/index.js").Network} net not yet built
 * @param {(runSteps: RunSteps, memory: WebAssembly.Memory) => RunSteps} wrap what the engine calls instead
 */
export const buildWrapped = async (net, wrap) => {
  const { Instance } = WebAssembly;
  WebAssembly.Instance = new Proxy(Instance, {
    construct(target, [module, imports]) {
      const instance = new target(module, imports);
      const { runSteps } = instance.exports;
      if (!runSteps) return instance;
      return { exports: { ...instance.exports, runSteps: wrap(runSteps, imports.env.memory) } };
    },
  });
  try {
    await net.build();
  } finally {
    WebAssembly.Instance = Instance;
  }
};

/** Stage and kernel of every operation, read off the engine's own account of a step. */
export const stagesOf = (explanation) => {
  const lines = explanation.split("\n");
  const first = lines.indexOf("one step") + 1;
  const operations = lines.slice(first, lines.indexOf("", first)).map((line) => line.trim().split(/\s+/));
  return operations.map(([stage, kernel]) => ({ stage, kernel }));
};

/**
 * A run loop that takes every step apart: each piece of the schedule by itself, the clock put back in between. One more
 * reading of the time, after an empty schedule, tells what the measuring costs; it is taken off every piece.
 * @param {RunSteps} runSteps
 * @param {WebAssembly.Memory} memory
 * @param {(count: number) => { first: number, count: number, spent: (ms: number) => void }[]} piecesOf a schedule's of so many
 * operations
 * @returns {RunSteps}
 */
export const takenApart = (runSteps, memory, piecesOf) => (schedule, count, clock, steps) => {
  const pieces = piecesOf(count);
  const words = new Uint32Array(memory.buffer, clock, 8);
  const { step: stepOffset, halt: haltOffset } = frameLayout("clock").offsets;
  for (let done = 1; done <= steps; done++) {
    const step = words[stepOffset >> 2];
    let halted = 0;
    let before = performance.now();
    runSteps(schedule, 0, clock, 1);
    words[stepOffset >> 2] = step;
    let now = performance.now();
    const cost = now - before;
    for (const { first, count, spent } of pieces) {
      before = now;
      runSteps(schedule + 16 * first, count, clock, 1);
      words[stepOffset >> 2] = step;
      // The next piece would forget it.
      halted |= words[haltOffset >> 2];
      now = performance.now();
      spent(now - before - cost);
    }
    words[stepOffset >> 2] = step + 1;
    if (halted) return done;
  }
  return steps;
};
