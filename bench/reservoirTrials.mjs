/** Trial module of the sweep in reservoir.mjs: one liquid a trial, built, run and let go. */
import { erdosRenyi, Liquid, Random } from "../dist/src/index.js";

/** The signal that all liquids are shown: white, uniform in ±1, one value every 10 ms. */
export const signal = (rows) => {
  const numbers = new Random(1, "bench:signal");
  return { values: Float64Array.from({ length: rows }, () => 2 * numbers.uniform() - 1), length: rows, channels: 1 };
};

export const open = ({ neurons, p, rows }) => {
  const input = signal(rows);
  return async (seed) => {
    const liquid = new Liquid({ topology: erdosRenyi({ neurons, p }), seed });
    const states = await liquid.collect(input, { every: 10 });
    const { hash, spikes } = liquid.net.activity();
    await liquid.close();
    return { hash, rate: spikes / neurons / (rows / 100), last: states.values.at(-1) };
  };
};
