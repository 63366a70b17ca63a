import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lif, lifDelta, lifDiscrete, Network, normal, uniform } from "../../dist/src/index.js";

// A synaptic current that decays to nothing within a step shows what the step has added. Against the sum as it is written in
// the kernel's header, one neuron at a time in f32. Could not catch a mistake in the order of summation among projections.

const { fround } = Math;

interface Signal {
  n: number;
  begin: number;
  end: number;
  channels: number;
  rows: number;
  every: number | undefined;
  from: number;
  seed: number;
}

const signals: fc.Arbitrary<Signal> = fc
  .record({
    n: fc.integer({ min: 1, max: 70 }),
    cut: fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })),
    channels: fc.integer({ min: 1, max: 5 }),
    rows: fc.integer({ min: 1, max: 4 }),
    every: fc.option(fc.integer({ min: 1, max: 3 })),
    from: fc.integer({ min: 0, max: 4 }),
    seed: fc.integer({ min: 0, max: 1e6 }),
  })
  .map(({ n, cut: [a, b], rows, every, ...rest }) => {
    const begin = Math.min(n - 1, Math.floor(n * a));
    const end = Math.min(n, begin + 1 + Math.floor((n - begin) * b));
    return { ...rest, n, begin, end, rows: every === null ? 1 : rows, every: every ?? undefined };
  });

/** Numbers that are no round ones in f32, every third zero. */
const numbers = (count: number, salt: number): Float32Array =>
  Float32Array.from({ length: count }, (_, k) => ((k + salt) % 3 === 0 ? 0 : Math.sin(k * 12.9898 + salt) * 43.7));

const DT = 0.5;

/** What neuron k of the group gets in a step. */
const reference = (
  { begin, end, channels, rows, every, from }: Signal,
  weights: Float32Array,
  values: Float32Array,
  step: number,
): ((k: number) => number) => {
  const row = every === undefined ? 0 : Math.floor((step - from) / every);
  return (k) => {
    let sum = 0;
    if (step < from || row >= rows || k < begin || k >= end) return 0;
    for (let c = 0; c < channels; c++)
      sum = fround(
        sum + fround(fround(weights[c * (end - begin) + (k - begin)]!) * fround(values[row * channels + c]!)),
      );
    return sum;
  };
};

describe("net.inject", () => {
  it("adds Σ weight·u in the order of channels, to the bit, on any slice, for any rows, every and from", async () => {
    await fc.assert(
      fc.asyncProperty(signals, async (signal) => {
        const { n, begin, end, channels, rows, every, from, seed } = signal;
        const net = new Network({ dt: DT, seed });
        const cells = net.population("cells", n, lif, { tauSynE: 0.001, vTh: 1e9 });
        const weight = numbers(channels * (end - begin), seed);
        const injection = net.inject(cells.slice(begin, end), { channels, into: "iE", weight });
        const values = numbers(rows * channels, seed + 1);
        await net.build();
        expect(injection.weights()).toEqual(weight);
        injection.play(values, { ...(every === undefined ? {} : { every: every * DT }), from: from * DT });
        for (let step = 0; step < 12; step++) {
          await net.run(DT);
          // A negative current decays to −0.
          expect(cells.get("iE").map((i) => i + 0)).toEqual(
            Float32Array.from({ length: n }, (_, k) => reference(signal, weight, values, step)(k)),
          );
        }
      }),
      { numRuns: 60, seed: 5 },
    );
  });

  it("reaches v at once through delta, where held neurons are listed and nothing else goes into delta", async () => {
    const net = new Network({ dt: 0.1 });
    const cells = net.population("cells", 3, lifDelta, { eL: 0, vReset: -1, vTh: 100 }).init({ v: 0 });
    const injection = net.inject(cells.slice(1, 3), { into: "delta", weight: [2, 3] });
    await net.build();
    injection.play([0.25]);
    await net.run(0.1);
    expect(cells.get("v")).toEqual(Float32Array.from([0, 0.5, 0.75]));
    injection.play([0]);
    expect(net.explain()).toContain("injection signal→cells: 1 channel into delta");
  });

  it("draws the weights of a channel from its own words: further channels and other groups' sizes change none", async () => {
    const drawn = async (channels: number, n: number, weight = uniform(-1, 1)) => {
      const net = new Network({ seed: 8 });
      const injection = net.inject(net.population("cells", n, lifDiscrete), { channels, into: "i", weight, name: "u" });
      await net.build();
      return injection.weights();
    };
    const [small, large] = [await drawn(2, 30), await drawn(5, 41)];
    for (const c of [0, 1]) expect(large.subarray(c * 41, c * 41 + 30)).toEqual(small.subarray(c * 30, c * 30 + 30));
    expect(new Set(large).size).toBeGreaterThan(200);
    const weights = await drawn(10, 2000, normal(3, 2));
    const mean = weights.reduce((sum, w) => sum + w, 0) / weights.length;
    // Five standard errors.
    expect(Math.abs(mean - 3)).toBeLessThan((5 * 2) / Math.sqrt(20000));
  });

  it("plays on after reset and restore as sources do, from the time that they set", async () => {
    const net = new Network({ dt: 1 });
    const cells = net.population("cells", 1, lif, { tauSynE: 0.001, vTh: 1e9 });
    const injection = net.inject(cells, { into: "iE" });
    await net.build();
    injection.play([1, 2, 3], { every: 1 });
    const seen = async () => {
      const out: number[] = [];
      for (let k = 0; k < 2; k++) {
        await net.run(1);
        out.push(cells.get("iE")[0]!);
      }
      return out;
    };
    expect(await seen()).toEqual([1, 2]);
    const bytes = await net.checkpoint();
    expect(await seen()).toEqual([3, 0]);
    await net.restore(bytes);
    expect(await seen()).toEqual([3, 0]);
    await net.reset();
    expect(await seen()).toEqual([1, 2]);
    injection.play([7, 8], { every: 1, from: net.time });
    expect(await seen()).toEqual([7, 8]);
  });
});
