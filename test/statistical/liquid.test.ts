import { describe, expect, it } from "vitest";
import { Liquid, memoryCapacity, Random, Ridge } from "../../dist/src/index.js";
import { neuronModels } from "../../dist/src/models/index.js";

// What default options promise, of every neuron model that has them and of a fixed seed. Could not catch defaults that are good by this yardstick alone.

const ROWS = 1500;
const white = (seed: number): Float64Array => {
  const random = new Random(seed, "test:white");
  return Float64Array.from({ length: ROWS }, () => 2 * random.uniform() - 1);
};

describe.each(neuronModels.filter(({ presets }) => presets?.liquid).map((model) => [model.name, model] as const))(
  "a liquid of %s, default options",
  (_, neuron) => {
    it("fires at 5 to 40 Hz, is neither silent nor saturated, and remembers a current within ±1 but no other signal", async () => {
      const liquid = new Liquid({ neuron, seed: 2 });
      const spikes = liquid.net.record(liquid.all, "spikes");
      const input = white(1);
      const states = await liquid.collect({ values: input, length: ROWS, channels: 1 }, { every: 10, warmup: 200 });
      expect(spikes.rate()).toBeGreaterThan(5);
      expect(spikes.rate()).toBeLessThan(40);
      const counts = [...spikes.counts()];
      const seconds = (ROWS * 10) / 1000;
      const share = (some: (rate: number) => boolean): number =>
        counts.filter((count) => some(count / seconds)).length / counts.length;
      expect(share((rate) => rate < 0.1)).toBeLessThan(0.3);
      expect(share((rate) => rate > 100)).toBeLessThan(0.1);

      const options = { delays: 15, lambda: 1000, washout: 50 };
      const own = memoryCapacity(states, input, options);
      const control = memoryCapacity(states, white(2), options);
      // One in some 290 held-out rows is what chance gives a delay.
      expect(control.total).toBeLessThan(0.25);
      expect(own.total).toBeGreaterThan(1);
      expect(own.byDelay[0]).toBeGreaterThan(0.2);
      await liquid.close();
    });

    it("has the same states in runs of the same seed, others with another", async () => {
      const signal = { values: white(1).slice(0, 40), length: 40, channels: 1 };
      const [first, second, third] = await Promise.all(
        [2, 2, 3].map(async (seed) => {
          const liquid = new Liquid({ neuron, seed });
          const states = await liquid.collect(signal);
          await liquid.close();
          return states.values;
        }),
      );
      expect(second).toEqual(first);
      expect(third).not.toEqual(first);
    });
  },
);

describe("NARMA-10 with the default liquid", () => {
  it("is predicted far better than from targets in another order, though the readout has as many weights", async () => {
    const rows = 2500;
    const random = new Random(1, "test:narma");
    const u = Float64Array.from({ length: rows }, () => random.uniform() / 2);
    const y = new Float64Array(rows);
    for (let t = 9; t + 1 < rows; t++) {
      const sum = y.subarray(t - 9, t + 1).reduce((a, b) => a + b);
      y[t + 1] = 0.3 * y[t]! + 0.05 * y[t]! * sum + 1.5 * u[t - 9]! * u[t]! + 0.1;
    }
    const liquid = new Liquid({ seed: 1 });
    const input = { values: u.map((value) => 4 * value - 1), length: rows, channels: 1 };
    const states = await liquid.collect(input, { every: 10, warmup: 200 });
    await liquid.close();
    const part = (begin: number, end: number) => ({
      values: states.values.subarray(begin * states.columns, end * states.columns),
      rows: end - begin,
      columns: states.columns,
    });
    const score = async (target: Float64Array): Promise<number> => {
      const readout = new Ridge({ outputs: 1, lambda: 1000, precision: "double" });
      await readout.fit(part(50, 2000), target.subarray(50, 2000));
      return readout.score(part(2000, rows), target.subarray(2000));
    };
    const shuffled = new Random(2, "test:shuffled").shuffle(y.slice());
    // R² = 1 − NRMSE².
    expect(await score(y)).toBeGreaterThan(0.4);
    expect(await score(shuffled)).toBeLessThan(0.02);
  });
});
