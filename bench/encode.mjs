/** ENCODE: Bernoulli draws, every cell with a probability of 0.025 per step. */
import { bernoulli } from "../dist/src/index.js";
import { sameBits, takeTurns } from "./measure.mjs";
import { bernoulliEmit } from "./plain/bernoulli.mjs";
import { newWorld, placePopulation, SEED, slotIds } from "./world.mjs";

const N = 1024;
const P = 0.025;

const inMemory = (kernel) => {
  const world = newWorld();
  const population = placePopulation(world, bernoulli, N, 2);
  const probabilities = world.arena.allocate(N * 4, "probabilities");
  world.arena.f32(probabilities, N).fill(P);
  population.block.setU32("probabilities", probabilities).setU32("nRows", 1);
  const emit = world.kernels[kernel];
  const { address } = population.block;
  let step = 0;
  return {
    run: (steps) => {
      for (const end = step + steps; step < end; step++) emit(address, 0, N, step);
      return steps * N;
    },
    spikes: () => slotIds(world, population, step - 1),
  };
};

const inJavaScript = () => {
  const p = new Float32Array(N).fill(P);
  const spikes = new Uint32Array(N);
  let count = 0;
  let step = 0;
  return {
    run: (steps) => {
      for (const end = step + steps; step < end; step++) count = bernoulliEmit(p, spikes, step, 3, 77, SEED, 0);
      return steps * N;
    },
    spikes: () => spikes.slice(0, count),
  };
};

/** @returns {Promise<import("./report.mjs").Row[]>} */
export const encode = async (effort) => {
  const twins = { simd: inMemory("bernoulliEmit"), scalar: inMemory("bernoulliEmitScalar"), js: inJavaScript() };
  for (let step = 0; step < 50; step++) {
    for (const twin of Object.values(twins)) twin.run(1);
    for (const name of ["scalar", "js"])
      sameBits(`events in the ${name} twin of bernoulli, step ${step}`, twins.simd.spikes(), twins[name].spikes());
  }
  const timed = Object.fromEntries(Object.entries(twins).map(([name, twin]) => [name, { run: () => twin.run(1000) }]));
  return [{ name: `encode bernoulli, n = ${N}`, unit: "ns/draw", ...(await takeTurns(timed, effort)) }];
};
