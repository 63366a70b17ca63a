import { describe, expect, it } from "vitest";
import { hurwitzZeta } from "../../dist/src/analysis/powerLaw.js";
import {
  avalancheExponents,
  avalanches,
  branchingRatio,
  meanEventInterval,
  multistepRegression,
  NeurogliaError,
  populationActivity,
  powerLaw,
  Random,
} from "../../dist/src/index.js";
import { js } from "../refusals.js";

// Against processes whose parameters are known; fixed seeds. Could not catch a bias below the stated errors.

/** A_{t+1} ~ Poisson(m A_t + h), with mean activity `mean`; of each spike a share is seen. */
const branching = (m: number, length: number, seed: number, { mean = 100, seen = 1 } = {}): Float64Array => {
  const random = new Random(seed, "test:branching");
  const choice = new Random(seed, "test:seen");
  const input = mean * (1 - m);
  let activity = mean;
  return Float64Array.from({ length }, () => {
    activity = random.poisson(m * activity + input);
    if (seen === 1) return activity;
    let count = 0;
    for (let k = 0; k < activity; k++) if (choice.uniform() < seen) count++;
    return count;
  });
};

describe("branchingRatio", () => {
  it("regression recovers m of a driven branching process; the ratio that of cascades from rest", () => {
    // Of a slope of an AR(1) process: standard error √((1 − m²)/n).
    for (const m of [0.5, 0.9, 0.98])
      expect(Math.abs(branchingRatio(branching(m, 40_000, 1)) - m)).toBeLessThan(
        4 * Math.sqrt((1 - m * m) / 40_000) + 4 / 40_000,
      );
    const random = new Random(2, "test:cascades");
    const activity: number[] = [];
    for (let k = 0; k < 4000; k++) {
      activity.push(0);
      for (let now = 100; now > 0; now = random.poisson(0.6 * now)) activity.push(now);
    }
    // Few spikes end a cascade and scatter most; each ratio is unbiased.
    expect(Math.abs(branchingRatio(activity, { by: "ratio" }) - 0.6)).toBeLessThan(0.01);
  });

  it("by hand, and NaN where there is nothing to go by", () => {
    expect(branchingRatio([2, 4, 0, 3, 3], { by: "ratio" })).toBeCloseTo((2 + 0 + 1) / 3, 14);
    expect(branchingRatio([1, 2, 3, 4])).toBeCloseTo(1, 14);
    expect(branchingRatio([3, 3, 3])).toBeNaN();
    expect(branchingRatio([0, 0, 1], { by: "ratio" })).toBeNaN();
    for (const bad of [[1], [1, -1, 2], [1, Number.NaN]]) expect(() => branchingRatio(bad)).toThrow(NeurogliaError);
  });
});

describe("multistepRegression", () => {
  it.each([
    [0.5, 0.6],
    [0.8, 0.2],
    [0.95, 0.1],
    [0.98, 0.1],
  ])("recovers m = %f within 2 parts in 100, from all spikes and from a share of %f", (m, seen) => {
    const to = Math.ceil(4 / (1 - m));
    const activity = branching(m, 100_000, 3, { mean: 20 });
    const whole = multistepRegression(activity, { to });
    expect(Math.abs(whole.m / m - 1)).toBeLessThan(0.02);
    expect(whole.amplitude).toBeCloseTo(1, 1);
    expect(whole.tau).toBeCloseTo(-1 / Math.log(whole.m), 9);
    const part = branching(m, 100_000, 3, { mean: 20, seen });
    const found = multistepRegression(part, { to });
    expect(Math.abs(found.m / m - 1)).toBeLessThan(0.02);
    // Where the slope of the next bin alone is far too low: of the variance the share seen² is left, and the choice of spikes
    // adds seen (1 − seen) mean.
    const mean = activity.reduce((sum, a) => sum + a, 0) / activity.length;
    const variance = activity.reduce((sum, a) => sum + (a - mean) ** 2, 0) / activity.length;
    const amplitude = (seen * variance) / (seen * variance + (1 - seen) * mean);
    expect(amplitude).toBeLessThan(0.8);
    expect(Math.abs(branchingRatio(part) - amplitude * m)).toBeLessThan(0.01);
    expect(Math.abs(found.amplitude - amplitude)).toBeLessThan(0.02);
  });

  it("the default range of lags and trials of one process give the same m", () => {
    const all = branching(0.9, 100_000, 4);
    const trials = Array.from({ length: 20 }, (_, k) => all.subarray(5000 * k, 5000 * (k + 1)));
    expect(Math.abs(multistepRegression(trials).m / 0.9 - 1)).toBeLessThan(0.02);
    expect(Math.abs(multistepRegression(trials, { mean: "trialSeparated" }).m / 0.9 - 1)).toBeLessThan(0.02);
  });

  it("a mean that changes from trial to trial looks like memory unless trials are separated, or an offset takes it", () => {
    const trials = Array.from({ length: 40 }, (_, k) => branching(0.8, 3000, 10 + k, { mean: 50 + 2 * k }));
    const to = 40;
    expect(multistepRegression(trials, { to }).m).toBeGreaterThan(0.95);
    for (const options of [{ mean: "trialSeparated" as const }, { offset: true }])
      expect(Math.abs(multistepRegression(trials, { to, ...options }).m / 0.8 - 1)).toBeLessThan(0.02);
  });

  it("coefficients are covariances over the variance; bins scale tau, not m", () => {
    const activity = branching(0.7, 20_000, 5);
    const one = multistepRegression(activity, { to: 20 });
    const four = multistepRegression(activity, { to: 20, bin: 4 });
    expect(four.m).toBe(one.m);
    expect(four.tau).toBeCloseTo(4 * one.tau, 9);
    expect(one.coefficients).toHaveLength(21);
    expect(one.coefficients[0]).toBe(1);
    let mean = 0;
    for (const a of activity) mean += a / activity.length;
    for (const k of [1, 7, 20]) {
      let [products, squares] = [0, 0];
      activity.forEach((a, t) => {
        squares += (a - mean) ** 2 / activity.length;
        if (t + k < activity.length) products += ((a - mean) * (activity[t + k]! - mean)) / (activity.length - k);
      });
      expect(one.coefficients[k]).toBeCloseTo(products / squares, 9);
    }
  });

  it("refuses trials that are too short, flat, no numbers; ranges without lags", () => {
    const activity = branching(0.5, 100, 6);
    for (const [trials, options] of [
      [[1, 2], {}],
      [new Float64Array(50).fill(3), {}],
      [[activity, [1, Number.NaN, 2]], {}],
      [[activity, activity.subarray(0, 10)], { to: 20 }],
      [activity, { from: 5, to: 5 }],
      [activity, { from: 0 }],
      [activity, { bin: 0 }],
      [activity, { mean: "none" }],
      [activity, { kMax: 3 }],
    ] as const)
      expect(() => multistepRegression(js(trials), js(options))).toThrow(NeurogliaError);
  });
});

/** Size and duration of a critical Galton–Watson tree of one spike, offspring geometric: P(k) = 2^−(k+1). */
const tree = (random: Random, most: number): { size: number; duration: number } => {
  let [now, size, duration] = [1, 0, 0];
  while (now > 0 && size < most) {
    size += now;
    duration++;
    let next = 0;
    // Offspring of all: failures before the now-th success.
    for (let parent = 0; parent < now; parent++) while (random.uniform() < 0.5) next++;
    now = next;
  }
  return { size, duration };
};

describe("avalanches", () => {
  it("are the runs between empty bins; those at the ends are left out", () => {
    const found = avalanches([5, 1, 0, 2, 3, 1, 0, 0, 4, 0, 7, 7]);
    expect([...found.sizes]).toEqual([6, 4]);
    expect([...found.durations]).toEqual([3, 1]);
    expect(avalanches([0, 0]).sizes).toHaveLength(0);
    expect(avalanches([1, 1]).sizes).toHaveLength(0);
    expect([...avalanches([0, 1, 0]).durations]).toEqual([1]);
    expect(() => avalanches([0, -1, 0])).toThrow(/activity\[1\]/);
    expect(() => avalanches([])).toThrow(NeurogliaError);
  });

  it("populationActivity counts the spikes of whole bins; meanEventInterval is the range by the number of intervals", () => {
    const spikes = { n: 3, times: [0, 1, 2, 2, 5, 6.5], ids: [0, 1, 2, 0, 1, 2], from: 0, to: 7 };
    expect([...populationActivity(spikes, { bin: 2 })]).toEqual([4, 0, 1]);
    expect(meanEventInterval(spikes)).toBeCloseTo(6.5 / 5, 14);
    expect(() => meanEventInterval({ times: [3, 3] })).toThrow(NeurogliaError);
    expect(() => meanEventInterval({ times: [3] })).toThrow(NeurogliaError);
    expect(() => populationActivity(spikes, { bin: 0 })).toThrow(/bin of populationActivity must be > 0 ms/);
  });

  it("a critical branching process: sizes 3/2, durations 2, crackling 2", () => {
    const random = new Random(7, "test:trees");
    const activity: number[] = [0];
    const most = 5000;
    for (let k = 0; k < 60_000; k++) {
      const { size, duration } = tree(random, most);
      // The shape within does not count: all but one a bin in the first.
      activity.push(size - duration + 1, ...new Array(duration - 1).fill(1), 0);
    }
    const found = avalanches(activity);
    expect(found.sizes).toHaveLength(60_000);
    const ranges = { size: { min: 10, max: most - 1 }, duration: { min: 8, max: 40 } };
    const { size, duration, predicted, fitted } = avalancheExponents(found, ranges);
    expect(size.error).toBeLessThan(0.01);
    expect(Math.abs(size.exponent - 1.5)).toBeLessThan(4 * size.error);
    // Exactly P(T) = 1/(T (T + 1)), whose slope is 2 − 1/T: at the middle of the range, in logarithms, 2 − 1/18.
    expect(duration.error).toBeLessThan(0.03);
    expect(Math.abs(duration.exponent - (2 - 1 / 18))).toBeLessThan(4 * duration.error);
    expect(Math.abs(predicted - 2)).toBeLessThan((1 / 18 + 4 * duration.error) / 0.5 + (4 * size.error) / 0.5 ** 2);
    expect(Math.abs(fitted - 2)).toBeLessThan(0.15);
  });

  it("a subcritical one is steeper than 3/2 where it is cut off", () => {
    const random = new Random(8, "test:subcritical");
    const sizes = Array.from({ length: 20_000 }, () => {
      let [now, size] = [1, 0];
      while (now > 0) {
        size += now;
        now = random.poisson(0.7 * now);
      }
      return size;
    });
    expect(powerLaw(sizes, { min: 5 }).exponent).toBeGreaterThan(2);
  });
});

describe("powerLaw", () => {
  it("Hurwitz zeta: π²/6, π⁴/90, Apéry's constant, ζ(3/2), and its recurrence", () => {
    expect(hurwitzZeta(2, 1)).toBeCloseTo(Math.PI ** 2 / 6, 13);
    expect(hurwitzZeta(4, 1)).toBeCloseTo(Math.PI ** 4 / 90, 13);
    expect(hurwitzZeta(3, 1)).toBeCloseTo(1.2020569031595942, 13);
    expect(hurwitzZeta(1.5, 1)).toBeCloseTo(2.612375348685488, 12);
    for (const s of [1.01, 1.7, 6, 20])
      for (const q of [1, 3, 19, 20, 1000])
        expect((hurwitzZeta(s, q) - hurwitzZeta(s, q + 1)) / q ** -s).toBeCloseTo(1, s < 1.1 && q > 100 ? 6 : 9);
  });

  it.each([1.3, 1.5, 2, 3.5])(
    "draws from x^−%f: whole, from min on, and cut off, within four standard errors",
    (alpha) => {
      const random = new Random(11, `test:zeta ${alpha}`);
      const most = 100_000;
      const cumulative = new Float64Array(most + 1);
      for (let x = 1; x <= most; x++) cumulative[x] = cumulative[x - 1]! + x ** -alpha;
      const draws = Array.from({ length: 30_000 }, () => {
        const target = random.uniform() * cumulative[most]!;
        let [low, high] = [1, most];
        while (low < high) {
          const middle = (low + high) >> 1;
          if (cumulative[middle]! > target) high = middle;
          else low = middle + 1;
        }
        return low;
      });
      for (const range of [{ max: most }, { min: 4, max: most }, { min: 2, max: 500 }]) {
        const { exponent, error, n } = powerLaw(draws, range);
        expect(n).toBe(draws.filter((x) => x >= (range.min ?? 1) && x <= range.max).length);
        expect(Math.abs(exponent - alpha)).toBeLessThan(4 * error);
        expect(error).toBeLessThan(0.2);
      }
    },
  );

  it("standard error: the spread of the exponent between samples", () => {
    const exponents: number[] = [];
    let stated = 0;
    for (let seed = 0; seed < 200; seed++) {
      const random = new Random(seed, "test:spread");
      // Exact draws of P(X ≥ x) = 1/x, which is no power law of one exponent, but its maximum likelihood has a variance all the same.
      const draws = Array.from({ length: 500 }, () => Math.floor(1 / (1 - random.uniform())));
      const { exponent, error } = powerLaw(draws, { min: 10 });
      exponents.push(exponent);
      stated += error / 200;
    }
    const mean = exponents.reduce((sum, x) => sum + x, 0) / 200;
    const spread = Math.sqrt(exponents.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 199);
    expect(Math.abs(spread / stated - 1)).toBeLessThan(0.25);
  });

  it("refuses fractions, too few values, ranges that are none", () => {
    expect(() => powerLaw([1, 2.5, 3])).toThrow(/values\[1\]/);
    expect(() => powerLaw([5, 1, 1], { min: 2 })).toThrow(/number of values within/);
    for (const range of [{ min: 0 }, { min: 1.5 }, { min: 5, max: 5 }])
      expect(() => powerLaw([1, 2, 3], range)).toThrow();
    expect(() => avalancheExponents({ sizes: Float64Array.of(1, 2), durations: Float64Array.of(1) })).toThrow(
      /number of durations/,
    );
  });
});
