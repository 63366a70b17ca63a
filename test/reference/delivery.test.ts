import { describe, expect, it } from "vitest";
import type { Format } from "../../dist/src/engine/format.js";
import { type Delivery, delivery, SLOTS, type Wiring } from "../delivery.js";
import { columnOf, type Shape, spikesOf, wiringOf } from "../wirings.js";

// Could not catch a wrong layout of what the engine builds: memory is laid out by hand here, after the frame's description.

const { fround } = Math;

/** The plain sum in f32, delay by delay, source by source, target by target; for bitmaps weight × number of spikes, once. */
const plain = (wiring: Wiring, format: Format, lists: readonly number[][], last: Float32Array | null) => {
  const rows = new Map<string, { post: number; weight: number }[]>();
  for (const { pre, d, post, weight } of wiring.synapses) {
    const row = rows.get(`${pre} ${d}`) ?? [];
    row.push({ post, weight });
    rows.set(`${pre} ${d}`, row);
  }
  const stride = Math.ceil(wiring.nSource / 4) * 4;
  return (input: Float32Array, step: number): number => {
    let events = 0;
    const counts = new Uint32Array(wiring.nTarget);
    wiring.lags.forEach((lag, d) => {
      for (const id of lists[(step - lag + SLOTS) % SLOTS]!) {
        const fresh = last ? fround(1 - last[d * stride + id]!) : 1;
        for (const { post, weight } of rows.get(`${id} ${d}`) ?? []) {
          events++;
          counts[post]!++;
          if (format !== "bitmap") input[post] = fround(input[post]! + fround(weight * fresh));
        }
      }
    });
    const weight = wiring.synapses[0]?.weight ?? 0;
    if (format === "bitmap") for (let t = 0; t < counts.length; t++) input[t] = input[t]! + fround(weight * counts[t]!);
    return events;
  };
};

const compare = (shape: Shape, perStep: number, steps = 3, summed: "all" | "lastSpike" = "all"): number => {
  const { format, nSource, nTarget, seed } = shape;
  const wiring = wiringOf(shape);
  const lists = spikesOf(nSource, perStep, seed + 1);
  const before = columnOf(nTarget, seed + 2);
  const stride = Math.ceil(nSource / 4) * 4;
  const last = summed === "all" ? null : columnOf(wiring.lags.length * stride, seed + 3).map((x) => Math.abs(x) / 10);
  const given: Delivery = delivery(wiring, format, before, last);
  lists.forEach((ids, step) => {
    given.spike(step, ids);
  });
  const expected = before.slice();
  const sum = plain(wiring, format, lists, last);
  let events = 0;
  for (let step = 20; step < 20 + steps; step++) {
    given.deliver(step);
    events += sum(expected, step);
  }
  expect(given.input, JSON.stringify({ ...shape, perStep })).toEqual(expected);
  expect(given.events()).toBe(events);
  return events;
};

const formats = ["sparse", "uniform", "dense", "bitmap"] as const;

describe.each(formats)("delivery, format %s, against a plain sum in f32, bit for bit", (format) => {
  it("0 … 70 spikes a step: each number of rows in a pass, several passes", () => {
    let events = 0;
    for (let perStep = 0; perStep <= 70; perStep++)
      events += compare(
        { format, nSource: 75, nTarget: 150, margin: 0, density: 0.3, nDelays: 1, seed: perStep + 1 },
        perStep,
      );
    expect(events).toBeGreaterThan(100_000);
  });

  it("1 … 1100 targets, all that are connected, most, few and none", () => {
    let events = 0;
    for (const nTarget of [1, 2, 3, 4, 5, 15, 16, 17, 127, 128, 129, 255, 256, 257, 383, 511, 512, 513, 641, 1100])
      for (const density of [1, 0.6, 0.05, 0])
        events += compare({ format, nSource: 20, nTarget, margin: 0, density, nDelays: 1, seed: nTarget }, 9);
    expect(events).toBeGreaterThan(50_000);
  });

  it("slices of both populations: others neither send nor receive, and the column beside the range is not touched", () => {
    let events = 0;
    for (const margin of [1, 2, 3, 5, 16, 33])
      for (const nTarget of [70, 330])
        events += compare({ format, nSource: 80, nTarget, margin, density: 0.3, nDelays: 1, seed: margin }, 25);
    expect(events).toBeGreaterThan(10_000);
  });

  it("hundreds of spikes a step, which overflow what one pass can count", () => {
    for (const [perStep, density] of [
      [252, 1],
      [253, 0.5],
      [253, 1],
      [505, 0.9],
    ] as const)
      expect(
        compare({ format, nSource: 520, nTarget: 141, margin: 2, density, nDelays: 1, seed: perStep }, perStep, 2),
      ).toBeGreaterThan(10_000);
  });
});

describe.each(["sparse", "uniform"] as const)("delivery, format %s, several delays", (format) => {
  it("1 … 6 delays: sums by delay, then by source", () => {
    for (let nDelays = 1; nDelays <= 6; nDelays++)
      expect(
        compare({ format, nSource: 60, nTarget: 90, margin: 3, density: 0.2, nDelays, seed: nDelays }, 20, 12),
      ).toBeGreaterThan(1000);
  });
});

it('summation "lastSpike", 1 … 4 delays: a weight counts as far as what is left of the same delay\'s last spike lets it', () => {
  for (let nDelays = 1; nDelays <= 4; nDelays++)
    for (const nSource of [61, 64])
      compare(
        { format: "sparse", nSource, nTarget: 40, margin: 1, density: 0.3, nDelays, seed: 9 },
        30,
        8,
        "lastSpike",
      );
});

it("bitmaps count 200,000 spikes of a step to the last one", () => {
  const n = 200_000;
  const wiring: Wiring = {
    nSource: n,
    preBegin: 0,
    preEnd: n,
    nTarget: 3,
    postBegin: 0,
    postEnd: 3,
    lags: [1],
    synapses: Array.from({ length: n }, (_, pre) => pre).flatMap((pre) => [
      { pre, post: 0, weight: 0.5, d: 0 },
      ...(pre % 3 === 0 ? [{ pre, post: 2, weight: 0.5, d: 0 }] : []),
    ]),
  };
  const given = delivery(wiring, "bitmap", [0, 7, 1]);
  given.spike(
    0,
    Array.from({ length: n }, (_, id) => id),
  );
  given.deliver(1);
  expect([...given.input]).toEqual([100_000, 7, 1 + 33_333.5]);
  expect(given.events()).toBe(n + 66_667);
});
