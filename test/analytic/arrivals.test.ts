import { describe, expect, it } from "vitest";
import { izhikevich, lif, lifCoba, lifDelta, Network, oneToOne, spikeSource } from "../../dist/src/index.js";

// Could not catch an error common to all projections of one delay; test/analytic/delays.test.ts has the other delays.

const DT = 0.1;
const stepOf = (time: number): number => Math.round(time / DT);

/** A neuron that spikes at 0.3 ms, and what its spike does to a second one with delay dt. */
const pair = async <M extends typeof lif | typeof lifDelta | typeof lifCoba | typeof izhikevich>(
  model: M,
  into: string,
  weight: number,
  params: Record<string, number> = {},
) => {
  const net = new Network({ dt: DT });
  const source = net.population("source", 1, spikeSource);
  const first = net.population("first", 1, lifDelta);
  const second = net.population("second", 1, model, params as never);
  net.connect(source, first, oneToOne(), { into: "delta", weight: 40, delay: DT });
  net.connect(first, second, oneToOne(), { into: into as never, weight, delay: DT });
  const spikes = net.record(first, "spikes");
  const input = net.record(second, into as never);
  const v = net.record(second, "v" as never);
  await net.build();
  source.play({ times: [0.2], ids: [0] });
  await net.run(1);
  expect(Array.from(spikes.times, stepOf)).toEqual([3]);
  // Row k holds what stands at (k + 1)·dt: the spike of step 3 is due at row 3.
  return { input: [...input.of(0)], v: [...v.of(0)] };
};

describe("a spike with delay dt arrives at the end of the very next step", () => {
  it.each([
    ["iE", lif],
    ["iI", lif],
    ["gE", lifCoba],
    ["gI", lifCoba],
  ] as const)("%s stands at its weight then, and v moves one step later", async (into, model) => {
    const { input, v } = await pair(model, into, 3, "gL" in model.params ? { iExt: 0 } : {});
    expect(input.slice(0, 4)).toEqual([0, 0, 0, 3]);
    expect(input[4]).toBeLessThan(3);
    expect(input[4]).toBeGreaterThan(2.8);
    expect(v.slice(0, 4)).toEqual(new Array(4).fill(v[0]));
    expect(v[4]).not.toBe(v[0]);
  });

  it.each([
    ["lif", lif],
    ["lifDelta", lifDelta],
    ["lifCoba", lifCoba],
  ] as const)("delta has moved v of %s by its weight then, and is gone", async (_, model) => {
    const { input, v } = await pair(model, "delta", 3, { iExt: 0 });
    expect(v[2]).toBe(v[0]);
    expect(v[3]).toBe(v[0]! + 3);
    expect(v[4]).toBeLessThan(v[3]!);
    expect(input).toEqual(new Array(10).fill(0));
  });

  it("i acts on the step that ends then, once: v of izhikevich moves by w·dt within second order, and i is gone", async () => {
    const still = await pair(izhikevich, "i", 0);
    const { input, v } = await pair(izhikevich, "i", 10);
    expect(v.slice(0, 3)).toEqual(still.v.slice(0, 3));
    expect(v[3]! - still.v[3]!).toBeCloseTo(10 * DT, 1);
    expect(v[4]! - still.v[4]!).toBeLessThan(v[3]! - still.v[3]! + 0.05);
    expect(input).toEqual(new Array(10).fill(0));
  });
});
