import { describe, expect, it } from "vitest";
import {
  cv2,
  liquidRanks,
  localVariation,
  mae,
  NeurogliaError,
  nrmse,
  perturbationGrowth,
  perturbed,
  Random,
  r2,
  type SpikeSample,
  type SpikeTrains,
  separation,
  vanRossumDistance,
  victorPurpuraDistance,
} from "../../dist/src/index.js";

// Against hand-computed cases and closed forms. Could not catch a convention that another program has.

const matrix = (rows: number[][]) => ({
  values: Float64Array.from(rows.flat()),
  rows: rows.length,
  columns: rows[0]!.length,
});

describe("nrmse, r2, mae", () => {
  const target = [1, 2, 4, 8, 10];
  const predicted = [1, 3, 4, 6, 10];
  const rmse = 1;

  it("by hand: each normaliser of nrmse, R², mean absolute error", () => {
    const variance = (16 + 9 + 1 + 9 + 25) / 5;
    expect(nrmse(predicted, target, { by: "sd" })).toBeCloseTo(rmse / Math.sqrt(variance), 14);
    expect(nrmse(predicted, target, { by: "range" })).toBeCloseTo(rmse / 9, 14);
    expect(nrmse(predicted, target, { by: "mean" })).toBeCloseTo(rmse / 5, 14);
    expect(nrmse(predicted, target, { by: "iqr" })).toBeCloseTo(rmse / (8 - 2), 14);
    // Quartiles between values: of 0, 1, 2, 3 they are 0.75 and 2.25.
    expect(nrmse([1, 1, 2, 3], [3, 0, 1, 2], { by: "iqr" })).toBeCloseTo(Math.sqrt(7 / 4) / 1.5, 14);
    expect(r2(predicted, target)).toBeCloseTo(1 - 5 / 60, 14);
    expect(mae(predicted, target)).toBeCloseTo(3 / 5, 14);
  });

  it("channels are averaged, each with its own normaliser", () => {
    const both = target.flatMap((y) => [y, 100 * y]);
    const ours = predicted.flatMap((y, k) => [y, 100 * target[k]!]);
    expect(nrmse(ours, both, { by: "range", channels: 2 })).toBeCloseTo(rmse / 9 / 2, 14);
    expect(r2(ours, both, { channels: 2 })).toBeCloseTo(1 - 5 / 60 / 2, 14);
    expect(mae(ours, both, { channels: 2 })).toBeCloseTo(3 / 10, 14);
  });

  it("refuse lengths that differ, none, NaN, constant targets and unknown normalisers", () => {
    expect(() => r2([1, 2], [1, 2, 3])).toThrow(/length of predicted of r2 must be that of target, 3/);
    expect(() => mae([], [])).toThrow(NeurogliaError);
    expect(() => mae([1, Number.NaN], [1, 2])).toThrow(/predicted\[1\] of mae/);
    expect(() => r2([1, 2], [3, 3])).toThrow(/target of r2 must be varying/);
    expect(() => nrmse([1, 2], [3, 3], { by: "sd" })).toThrow(/sd of the target of nrmse must be > 0/);
    expect(() => mae([1, 2, 3], [1, 2, 3], { channels: 2 })).toThrow(NeurogliaError);
    // biome-ignore lint/suspicious/noExplicitAny: bad input has no type
    expect(() => nrmse([1, 2], [3, 4], { by: "var" as any })).toThrow(/one of "sd", "range", "mean", "iqr"/);
  });
});

describe("separation", () => {
  it("two classes by hand: C_d half the distance of the centres, C_v the mean spread", () => {
    const states = matrix([
      [0, 0],
      [0, 2],
      [3, 5],
      [5, 5],
    ]);
    const found = separation(states, [0, 0, 1, 1], 2);
    expect(found.between).toBeCloseTo((2 * Math.hypot(4, 4)) / 4, 14);
    expect(found.within).toBeCloseTo(1, 14);
    expect(found.separation).toBeCloseTo(found.between / 2, 14);
  });

  it("counts classes alike, however many samples they have", () => {
    const found = separation(matrix([[0], [2], [2], [2], [10]]), [0, 1, 1, 1, 2], 3);
    expect(found.between).toBeCloseTo((2 * (2 + 8 + 10)) / 9, 14);
    expect(found.within).toBe(0);
  });

  it("refuses a class without samples, labels out of range, a single class", () => {
    const states = matrix([[0], [1]]);
    expect(() => separation(states, [0, 0], 2)).toThrow(/number of samples of class 1/);
    expect(() => separation(states, [0, 2], 2)).toThrow(/label of sample 1/);
    expect(() => separation(states, [0, 0], 1)).toThrow(NeurogliaError);
  });
});

describe("liquidRanks", () => {
  it("states of known rank: r independent rows and their sums against multiples of one row", () => {
    const random = new Random(1, "test:ranks");
    const [m, n, r] = [12, 20, 5];
    const base = Array.from({ length: r }, () => Array.from({ length: n }, () => random.normal()));
    const mixed = Array.from({ length: m }, () => {
      const share = base.map(() => random.normal());
      return base[0]!.map((_, c) => base.reduce((sum, row, k) => sum + share[k]! * row[c]!, 0));
    });
    const alike = Array.from({ length: m }, (_, k) => base[0]!.map((x) => (k + 1) * x));
    expect(liquidRanks(matrix(mixed), matrix(alike))).toEqual({
      kernelRank: r,
      generalizationRank: 1,
      difference: r - 1,
    });
    expect(() => liquidRanks(matrix(mixed), matrix(alike.slice(1)))).toThrow(/must be those of the different ones/);
  });
});

describe("perturbationGrowth and perturbed", () => {
  it("distances that grow as e^(λt) give λ, in a range and on a grid; rows without difference are left out", () => {
    const rate = 0.07;
    const rows = Array.from({ length: 60 }, (_, t) => {
      const d = t < 10 ? 0 : 1e-6 * Math.exp(rate * 2 * (t - 10));
      return [0.6 * d, -0.8 * d];
    });
    const a = matrix(rows.map(() => [5, 7]));
    const b = matrix(rows.map(([x, y]) => [5 + x!, 7 + y!]));
    const { exponent, distances } = perturbationGrowth(a, b, { every: 2 });
    expect(exponent).toBeCloseTo(rate, 8);
    expect(distances[5]).toBe(0);
    expect(distances[20]! / (1e-6 * Math.exp(rate * 20))).toBeCloseTo(1, 8);
    expect(perturbationGrowth(a, b, { every: 2, from: 20, to: 40 }).exponent).toBeCloseTo(rate, 8);
    expect(perturbationGrowth(a, a).exponent).toBeNaN();
    expect(() => perturbationGrowth(a, matrix([[1, 2]]))).toThrow(NeurogliaError);
    for (const options of [{ every: 0 }, { from: 59 }, { to: 61 }, { from: 5, to: 6 }])
      expect(() => perturbationGrowth(a, b, options)).toThrow(NeurogliaError);
  });

  it("logistic map at r = 4: mean slope ln 2", () => {
    const random = new Random(2, "test:logistic");
    const [pairs, length] = [400, 25];
    let sum = 0;
    let squares = 0;
    for (let k = 0; k < pairs; k++) {
      let x = random.uniform();
      // Toward the middle, so that both stay within [0, 1].
      let y = x + (x < 0.5 ? 1e-11 : -1e-11);
      const [xs, ys]: [number[][], number[][]] = [[], []];
      for (let t = 0; t < length; t++) {
        xs.push([x]);
        ys.push([y]);
        x = 4 * x * (1 - x);
        y = 4 * y * (1 - y);
      }
      const { exponent } = perturbationGrowth(matrix(xs), matrix(ys));
      sum += exponent;
      squares += exponent ** 2;
    }
    const mean = sum / pairs;
    const error = Math.sqrt((squares / pairs - mean ** 2) / pairs);
    expect(error).toBeLessThan(0.01);
    // Least squares leaves a little of the invariant density's correlations: within four standard errors of ln 2.
    expect(Math.abs(mean - Math.LN2)).toBeLessThan(4 * error);
  });

  it("perturbed takes one spike away or adds one on the grid, in time order, and leaves the sample as it was", () => {
    const sample: SpikeSample = {
      times: Float64Array.of(1, 1, 4, 9),
      ids: Uint32Array.of(0, 2, 1, 0),
      channels: 3,
      duration: 10,
    };
    const events = ({ times, ids }: SpikeSample) => [...times].map((time, k) => `${time}:${ids[k]}`);
    const whole = events(sample);
    const gone = new Set<string>();
    const come = new Set<number>();
    for (let seed = 0; seed < 60; seed++) {
      const fewer = events(perturbed(sample, { seed }));
      expect(fewer).toHaveLength(3);
      const missing = whole.filter((event) => !fewer.includes(event));
      expect(missing).toHaveLength(1);
      expect(whole.filter((event) => event !== missing[0])).toEqual(fewer);
      gone.add(missing[0]!);
      const more = perturbed(sample, { seed, by: "add", every: 0.5 });
      expect([...more.times]).toEqual([...more.times].sort((a, b) => a - b));
      const left = events(more);
      for (const event of whole) left.splice(left.indexOf(event), 1);
      expect(left).toHaveLength(1);
      const [time, id] = left[0]!.split(":").map(Number) as [number, number];
      expect(Number.isInteger(2 * time) && time >= 0 && time < 10 && [0, 1, 2].includes(id)).toBe(true);
      come.add(time);
    }
    expect(gone.size).toBe(4);
    expect(come.size).toBeGreaterThan(10);
    expect(events(sample)).toEqual(whole);
    const silent = { times: new Float64Array(0), ids: new Uint32Array(0), channels: 2, duration: 5 };
    expect(() => perturbed(silent, { seed: 1 })).toThrow(/number of spikes of perturbed must be ≥ 1/);
    expect(perturbed(silent, { seed: 1, by: "add" }).times).toHaveLength(1);
    expect(() => perturbed({ ...silent, duration: 0 }, { seed: 1, by: "add" })).toThrow(NeurogliaError);
  });
});

describe("spike-train distances", () => {
  const random = new Random(3, "test:trains");
  const train = (n: number) => Float64Array.from({ length: n }, () => Math.round(1000 * random.uniform()) / 10).sort();
  const some = Array.from({ length: 12 }, (_, k) => train(k));

  it("van Rossum: one spike against none √½, two δ apart √(1 − e^(−δ/τ)), n at once n/√2", () => {
    expect(vanRossumDistance([3], [], { tau: 10 })).toBeCloseTo(Math.SQRT1_2, 14);
    expect(vanRossumDistance([3], [8], { tau: 10 })).toBeCloseTo(Math.sqrt(1 - Math.exp(-0.5)), 14);
    expect(vanRossumDistance([5, 5, 5, 5], [], { tau: 7 })).toBeCloseTo(4 * Math.SQRT1_2, 14);
    expect(vanRossumDistance([], [], { tau: 1 })).toBe(0);
  });

  it("van Rossum: the double sum ½ΣΣ ± e^(−|Δt|/τ) of all pairs, unordered trains included; exactly 0 for equal ones", () => {
    const tau = 12;
    for (const a of some)
      for (const b of some) {
        const pairs = (p: Float64Array, q: Float64Array) =>
          p.reduce((sum, s) => sum + q.reduce((part, t) => part + Math.exp(-Math.abs(s - t) / tau), 0), 0);
        const expected = pairs(a, a) / 2 + pairs(b, b) / 2 - pairs(a, b);
        expect(vanRossumDistance(a.slice().reverse(), b, { tau }) ** 2).toBeCloseTo(expected, 10);
        expect(vanRossumDistance(a, a, { tau })).toBe(0);
      }
  });

  it("Victor–Purpura: by hand, and the least of moving, adding and removing", () => {
    expect(victorPurpuraDistance([10], [13], { cost: 0.1 })).toBeCloseTo(0.3, 14);
    expect(victorPurpuraDistance([10], [40], { cost: 0.1 })).toBe(2);
    expect(victorPurpuraDistance([10, 20, 30], [], { cost: 1 })).toBe(3);
    // 10 → 12 and 31 → 30 moved, 20 removed.
    expect(victorPurpuraDistance([31, 10, 20], [12, 30], { cost: 0.2 })).toBeCloseTo(1 + 0.4 + 0.2, 14);
    for (const a of some)
      for (const b of some) {
        expect(victorPurpuraDistance(a, b, { cost: 0 })).toBe(Math.abs(a.length - b.length));
        const common = a.filter((t) => b.includes(t)).length;
        // So dear that only coincident spikes are kept; times are on a grid of 0.1 ms and may repeat.
        if (new Set(a).size === a.length && new Set(b).size === b.length)
          expect(victorPurpuraDistance(a, b, { cost: 1e6 })).toBe(a.length + b.length - 2 * common);
      }
  });

  it("both are metrics: symmetric, and no detour is shorter", () => {
    for (const distance of [
      (a: Float64Array, b: Float64Array) => vanRossumDistance(a, b, { tau: 9 }),
      (a: Float64Array, b: Float64Array) => victorPurpuraDistance(a, b, { cost: 0.15 }),
    ])
      for (const a of some)
        for (const b of some) {
          expect(distance(a, b)).toBeCloseTo(distance(b, a), 12);
          for (const c of some) expect(distance(a, b)).toBeLessThanOrEqual(distance(a, c) + distance(c, b) + 1e-12);
        }
  });

  it("refuse NaN, a time constant or cost out of range", () => {
    expect(() => vanRossumDistance([Number.NaN], [], { tau: 1 })).toThrow(/first train\[0\]/);
    expect(() => victorPurpuraDistance([], [Infinity], { cost: 1 })).toThrow(/second train\[0\]/);
    for (const tau of [0, -1, Number.NaN]) expect(() => vanRossumDistance([1], [2], { tau })).toThrow(NeurogliaError);
    for (const cost of [-1, Number.NaN])
      expect(() => victorPurpuraDistance([1], [2], { cost })).toThrow(NeurogliaError);
  });
});

describe("cv2 and localVariation", () => {
  const trains = (lists: number[][]): SpikeTrains => ({
    n: lists.length,
    times: lists.flat(),
    ids: lists.flatMap((list, id) => list.map(() => id)),
    from: 0,
    to: 1e9,
  });

  it("by hand: regular 0, intervals 1 and 3 in turn CV2 1 and LV ¾, too few NaN, any order of spikes", () => {
    const turns = [0, 1, 4, 5, 8, 9, 12];
    const spikes = trains([[0, 2, 4, 6, 8, 10], turns.reverse(), [1, 2], []]);
    expect([...cv2(spikes)]).toEqual([0, 1, Number.NaN, Number.NaN]);
    expect([...localVariation(spikes)]).toEqual([0, 0.75, Number.NaN, Number.NaN]);
    expect([...cv2(spikes, { least: 6 })]).toEqual([Number.NaN, 1, Number.NaN, Number.NaN]);
  });

  it("gamma intervals of order κ: LV 3/(2κ + 1), and of Poisson (κ = 1) CV2 1, within four standard errors", () => {
    const random = new Random(9, "test:gamma");
    for (const order of [1, 2, 5]) {
      const times: number[] = [];
      let t = 0;
      for (let k = 0; k < 40_000; k++) {
        for (let part = 0; part < order; part++) t += random.exponential();
        times.push(t);
      }
      // A term of either lies in [0, 3] or [0, 2]; neighbours share an interval.
      expect(Math.abs(localVariation(trains([times]))[0]! - 3 / (2 * order + 1))).toBeLessThan(0.02);
      if (order === 1) expect(Math.abs(cv2(trains([times]))[0]! - 1)).toBeLessThan(0.015);
    }
  });

  it("refuse lengths that differ, ids out of range, NaN", () => {
    const base = trains([[1, 2, 3]]);
    expect(() => cv2({ ...base, ids: [0, 0] })).toThrow(NeurogliaError);
    expect(() => cv2({ ...base, ids: [0, 0, 1] })).toThrow(/ids\[2\] of cv2 must be 0 … 0/);
    expect(() => localVariation({ ...base, times: [1, Number.NaN, 3] })).toThrow(/times\[1\]/);
    expect(() => localVariation(base, { least: 1 })).toThrow(NeurogliaError);
  });
});
