/** INTEGRATE: lifDiscrete, every parameter one number, cells firing at about 20 Hz at 1 ms a step. */
import { lifDiscrete } from "../dist/src/index.js";
import { same, sameBits, takeTurns } from "./measure.mjs";
import { lifDiscreteIntegrate } from "./plain/lifDiscrete.mjs";
import { draw, newWorld, placePopulation, slotIds } from "./world.mjs";

const COLUMNS = ["v", "refractoryLeft", "i", "delta"];
const PARAMS = { vTh: 20, vReset: 0, bias: 0.6, leak: 1 / 64, synDecay: 0.36787944, refSteps: 2, hold: 0 };

/** v anywhere below threshold, so that cells do not fire together. @returns {Record<string, Float32Array>} */
const initial = (n) => ({
  v: Float32Array.from({ length: n }, (_, k) => 20 * draw(1, k)),
  refractoryLeft: new Float32Array(n),
  i: Float32Array.from({ length: n }, (_, k) => draw(2, k)),
  delta: new Float32Array(n),
});

const inMemory = (kernel, n) => {
  const world = newWorld();
  const population = placePopulation(world, lifDiscrete, n, 2);
  const columns = initial(n);
  const address = {};
  for (const name of COLUMNS) {
    address[name] = world.arena.allocate(n * 4, name);
    population.block.setU32(name, address[name]);
    world.arena.f32(address[name], n).set(columns[name]);
  }
  for (const [name, value] of Object.entries(PARAMS)) population.block.setF32(name, value);
  const integrate = world.kernels[kernel];
  const { address: block } = population.block;
  let step = 0;
  return {
    run: (steps) => {
      for (const end = step + steps; step < end; step++) integrate(block, 0, n, step);
      return steps * n;
    },
    columns: () => COLUMNS.map((name) => world.arena.f32(address[name], n)),
    spikes: () => slotIds(world, population, step - 1),
    total: () => world.arena.f64(population.tally, 1)[0],
  };
};

const inJavaScript = (n) => {
  const { v, refractoryLeft, i, delta } = initial(n);
  const params = Object.fromEntries(Object.entries(PARAMS).map(([name, value]) => [name, Math.fround(value)]));
  const spikes = new Uint32Array(n);
  let count = 0;
  let total = 0;
  return {
    run: (steps) => {
      for (let step = 0; step < steps; step++) {
        count = lifDiscreteIntegrate(v, refractoryLeft, i, delta, n, params, spikes);
        total += count;
      }
      return steps * n;
    },
    columns: () => [v, refractoryLeft, i, delta],
    spikes: () => spikes.slice(0, count),
    total: () => total,
  };
};

/** @returns {Promise<import("./report.mjs").Row[]>} */
export const integrate = async (effort) => {
  const rows = [];
  for (const n of [1000, 100_000]) {
    const twins = {
      simd: inMemory("lifDiscreteIntegrateUniform", n),
      scalar: inMemory("lifDiscreteIntegrateUniformScalar", n),
      js: inJavaScript(n),
    };
    for (const twin of Object.values(twins)) twin.run(200);
    if (twins.simd.total() === 0) throw new Error("spikes of the integrate bench must be > 0, got 0");
    for (const name of ["scalar", "js"]) {
      const expected = twins.simd.columns();
      twins[name].columns().forEach((column, k) => {
        sameBits(`${COLUMNS[k]} in the ${name} twin of lifDiscrete`, expected[k], column);
      });
      sameBits(`spikes in the ${name} twin of lifDiscrete`, twins.simd.spikes(), twins[name].spikes());
      same(`number of spikes in the ${name} twin of lifDiscrete`, twins.simd.total(), twins[name].total());
    }
    const steps = 4_000_000 / n;
    const timed = Object.fromEntries(
      Object.entries(twins).map(([name, twin]) => [name, { run: () => twin.run(steps) }]),
    );
    rows.push({
      name: `integrate lifDiscrete, n = ${n.toLocaleString("en")}`,
      unit: "ns/update",
      ...(await takeTurns(timed, effort)),
    });
  }
  return rows;
};
