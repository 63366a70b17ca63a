import { describe, expect, it } from "vitest";
import {
  branchingFactor,
  branchingRatio,
  fano,
  kernelRank,
  lif,
  liquidRanks,
  mackeyGlass,
  multistepRegression,
  Network,
  nrmse,
  PopulationEncoder,
  populationActivity,
  powerLaw,
  Ridge,
  Rls,
  r2,
  rows,
  Scaling,
  type SpikeTrains,
  spectralRadius,
  splitSamples,
  splitSeries,
  synchrony,
} from "../../dist/src/index.js";
import { numbers } from "../numbers.js";
import { js, refused } from "../refusals.js";

// What measures and coders make of the edges of what they take, against closed forms. Could not catch edges that are not here.

const trains = (given: Partial<Record<keyof SpikeTrains, unknown>> = {}): SpikeTrains =>
  js({ n: 2, times: [1, 5, 9], ids: [0, 1, 0], from: 0, to: 12, ...given });

describe("rank of states that are kept in f32", () => {
  /** Rows of inputs times weights, summed in f64 and rounded once. */
  const product = (rows: number, rank: number, columns: number): Float64Array => {
    const random = numbers(7);
    const [a, b] = [rows * rank, rank * columns].map((length) => Float64Array.from({ length }, () => random() - 0.5));
    return Float64Array.from({ length: rows * columns }, (_, at) => {
      let sum = 0;
      for (let k = 0; k < rank; k++)
        sum += a![Math.floor(at / columns) * rank + k]! * b![k * columns + (at % columns)]!;
      return sum;
    });
  };

  it("a product of inner size 5 has rank 5, in f64 and rounded to f32, as numpy.linalg.matrix_rank says of both", () => {
    const states = product(60, 5, 80);
    expect(kernelRank(states, 60, 80)).toBe(5);
    expect(kernelRank(Float32Array.from(states), 60, 80)).toBe(5);
    // In a plain array nobody can see the rounding: one says it.
    const rounded = Array.from(Float32Array.from(states));
    expect(kernelRank(rounded, 60, 80)).toBe(60);
    expect(kernelRank(rounded, 60, 80, { tolerance: 80 * 2 ** -23 })).toBe(5);
  });

  it("a linear liquid of three inputs and a constant has rank 4, in both ranks", () => {
    const random = numbers(3);
    const weights = Float32Array.from({ length: 4 * 50 }, () => random() - 0.5);
    const values = new Float32Array(40 * 50);
    for (let row = 0; row < 40; row++) {
      const input = [random(), random(), random(), 1];
      for (let column = 0; column < 50; column++) {
        let sum = 0;
        for (let k = 0; k < 4; k++) sum = Math.fround(sum + Math.fround(input[k]! * weights[k * 50 + column]!));
        values[row * 50 + column] = sum;
      }
    }
    const states = { values, rows: 40, columns: 50 };
    expect(liquidRanks(states, states)).toEqual({ kernelRank: 4, generalizationRank: 4, difference: 0 });
    expect(liquidRanks(states, states, { tolerance: 0.9 }).kernelRank).toBeLessThan(4);
  });

  it("refuses a tolerance outside [0, 1)", () => {
    for (const tolerance of [-1, 1, Number.NaN, "0.1"])
      expect(refused(() => kernelRank([1, 2, 3, 4], 2, 2, js({ tolerance }))).what).toBe("tolerance");
  });
});

describe("bins and spikes", () => {
  it("a bin that makes more than 2^28 of them is refused, as a slip of units", () => {
    for (const measure of [fano, synchrony, populationActivity])
      expect(refused(() => measure(trains(), { bin: 1e-9 })).message).toMatch(/^bin of \w+ must be ≥ .* at most 2\^28/);
  });

  it("ids out of range and times that are not finite are refused wherever spikes are taken", () => {
    for (const measure of [fano, synchrony, populationActivity])
      for (const bad of [{ ids: [0, 2, 0] }, { ids: [0, -1, 0] }, { ids: [0, 0.5, 0] }, { times: [1, Number.NaN, 9] }])
        expect(refused(() => measure(trains(bad), { bin: 2 })).what).toMatch(/^(ids|times)\[1\]$/);
  });

  it("cvIsi takes a whole number of intervals", async () => {
    const net = new Network({ dt: 1 });
    const spikes = net.record(net.population("cells", 1, lif), "spikes");
    await net.run(5);
    for (const least of [Number.NaN, 0, 2.5, "3"]) expect(refused(() => spikes.cvIsi(js(least))).what).toBe("least");
    await net.close();
  });
});

describe("branchingFactor", () => {
  const given = { n: 2, times: [0, 5], ids: [1, 0], pre: [0], post: [1], from: 0, to: 10 };

  it("nothing comes before time 0: 0 where a spike at 0 has no ancestors nor descendants", () => {
    expect(branchingFactor(given)).toBe(0);
  });

  it("a chain 0 → 1 has one descendant a spike", () => {
    expect(branchingFactor({ ...given, times: [0, 2], ids: [0, 1] })).toBe(0.5);
    expect(branchingFactor({ ...given, times: [0, 2], ids: [0, 1], to: 1.5 })).toBe(1);
    expect(branchingFactor({ ...given, times: [0, 2], ids: [0, 1], window: 1 })).toBe(0);
  });

  it("refuses ids out of range, a window below 1 and times without end", () => {
    for (const [what, bad] of Object.entries({
      "pre[0]": { pre: [2] },
      "post[0]": { post: [-1] },
      "ids[1]": { ids: [1, 7] },
      "times[0]": { times: [Number.NaN, 5] },
      window: { window: -1 },
      from: { from: -3 },
      to: { to: 1e300, times: [1e299, 5] },
    }))
      expect(refused(() => branchingFactor({ ...given, ...bad })).what).toBe(what);
  });
});

describe("a series that does not vary", () => {
  // Its mean is rounded: squares about it would be 1e-34 or so each, not 0.
  const constant = new Float64Array(10).fill(0.1);
  const other = constant.map((value, k) => value + k);

  it("is told by every measure that divides by its variance", async () => {
    expect(refused(() => nrmse(other, constant, { by: "sd" })).message).toBe(
      "sd of the target of nrmse must be > 0, got 0",
    );
    expect(refused(() => r2(other, constant)).expected).toBe("varying");
    expect(branchingRatio(constant)).toBeNaN();
    expect(refused(() => multistepRegression(new Float64Array(300).fill(0.1))).expected).toBe("varying");
    const ridge = new Ridge({ outputs: 1, lambda: 1e-3 });
    const features = { values: Float64Array.from(other), rows: 10, columns: 1 };
    await ridge.fit(features, other);
    expect(ridge.score(features, constant)).toBe(0);
  });
});

describe("powerLaw", () => {
  it("refuses values that fit no exponent below 20, and tails too heavy for one above 1", () => {
    const error = refused(() => powerLaw([1, 1, 1, 1]));
    expect([error.code, error.what, error.got]).toEqual(["out-of-range", "mean ln of the values within [min, max]", 0]);
    expect(refused(() => powerLaw([10, 10, 10], { max: 10 })).expected).toMatch(/a tail too heavy/);
    const { exponent, error: deviation } = powerLaw([1, 1, 1, 1, 2]);
    expect(exponent).toBeGreaterThan(2);
    expect(deviation).toBeGreaterThan(0);
  });
});

describe("splits", () => {
  it("tell of the parts that were not given", () => {
    expect(refused(() => splitSeries(1000, { test: 0.3 })).message).toBe(
      'train + validation + test of split must be at most 1 (where it is not given, train is 0.6, validation is 0.2), got "0.6 + 0.2 + 0.3"',
    );
    expect(refused(() => splitSeries(1000, { train: 500 })).message).toBe(
      "validation of split must be given as a number of rows too, as the other parts are, got undefined",
    );
    expect(refused(() => splitSamples([0, 1], 2, 1, { test: 0.3 })).expected).toMatch(/train is 0\.6/);
    expect(splitSeries(10, { washout: 0, train: 1, validation: 0, test: 1 }).test).toEqual([1, 2]);
  });
});

describe("readouts of lists of other widths", () => {
  it("Ridge on [1, 2, 3, 4] → [2, 4, 6, 8] has weight 2, whatever holds the numbers", async () => {
    const values = [1, 2, 3, 4];
    for (const list of [values, Int8Array, Uint8ClampedArray, Int16Array, Int32Array, Uint32Array, Float64Array]) {
      const held = typeof list === "function" ? list.from(values) : list;
      const readouts = [new Ridge({ outputs: 1, lambda: 0 }), new Rls({ outputs: 1, alpha: 1e-12 })];
      for (const readout of readouts) {
        await readout.fit({ values: held, rows: 4, columns: 1 }, [2, 4, 6, 8]);
        expect(readout.weights[0]).toBeCloseTo(2, 9);
        expect((readout.predict({ values: held, rows: 4, columns: 1 }) as Float64Array)[3]).toBeCloseTo(8, 9);
      }
    }
    const ridge = new Ridge({ outputs: 1 });
    const big = { values: js(BigInt64Array.of(1n, 2n)), rows: 2, columns: 1 };
    await expect(ridge.fit(big, [1, 2])).rejects.toThrow(
      "values of training set of ridge readout must be numbers, got BigInt64Array(2)",
    );
    await expect(ridge.fit({ ...big, values: js(["1", 2]) }, [1, 2])).rejects.toThrow(/^values\[0\] of .* got "1"$/);
  });

  it("a Buffer is not written to by cross-validation, and rows take lists of any class", async () => {
    const values = Buffer.from([5, 1, 4, 2, 3, 0, 6, 7]);
    await new Ridge({ classes: 2, lambda: [1, 2] }).fit({ values, rows: 8, columns: 1 }, [0, 1, 1, 0, 0, 1, 0, 1], {
      folds: 2,
    });
    expect([...values]).toEqual([5, 1, 4, 2, 3, 0, 6, 7]);
    const matrix = { values: [1, 2, 3, 4, 5, 6], rows: 3, columns: 2 };
    expect(rows(matrix, [1, 3])).toEqual({ values: Float64Array.of(3, 4, 5, 6), rows: 2, columns: 2 });
    expect([...rows(matrix, js(Int8Array.of(2, 0))).values]).toEqual([5, 6, 1, 2]);
    expect(refused(() => rows(matrix, js([2, 0, 1]))).what).toBe("range");
    expect(refused(() => rows(matrix, js(Int8Array.of(-1)))).what).toBe("row 0 of the list");
  });
});

describe("coders", () => {
  it("Scaling.decode goes on beyond its ends: 1.01 of [−2, 3] is 3.05", () => {
    for (const outside of ["refuse", "clip"] as const) {
      const scaling = new Scaling({ from: [-2, 3], outside });
      const { values } = scaling.decode({ values: Float64Array.of(1.01, -0.2, 0.5, 1, 0), length: 5, channels: 1 });
      expect([values[0]!.toFixed(12), values[1]!.toFixed(12)]).toEqual(["3.050000000000", "-3.000000000000"]);
      expect([...values.slice(2)]).toEqual([0.5, 3, -2]);
    }
  });

  it("PopulationEncoder decodes what it encoded up to where fields cease to hear, and refuses what lies beyond", () => {
    const encoder = new PopulationEncoder({ fields: 6, range: [0, 1] });
    const far = encoder.centres[4]! + 36.9 * encoder.width;
    for (const value of [far, 1 - far, 3, -2, 0.37]) {
      const decoded = encoder.decode(encoder.encode({ values: Float64Array.of(value), length: 1, channels: 1 }));
      expect(Math.abs(decoded.values[0]! / value - 1)).toBeLessThan(1e-12);
    }
    expect(refused(() => encoder.encode({ values: Float64Array.of(20), length: 1, channels: 1 })).expected).toMatch(
      /hear it/,
    );
  });
});

describe("spectralRadius of one long cycle", () => {
  it("is the geometric mean of its weights, beside other components too", () => {
    const n = 500;
    const pre = Array.from({ length: n }, (_, k) => k);
    const post = pre.map((k) => (k + 1) % n);
    const weight = pre.map((k) => (k === 0 ? 1e-10 : 1));
    expect(spectralRadius({ n, pre, post, weight })).toBeCloseTo(Math.exp(Math.log(1e-10) / n), 14);
    const pair = { pre: [n, n + 1, n], post: [n + 1, n, n], weight: [0.5, 0.5, 0.1] };
    const both = Object.fromEntries(
      Object.entries({ pre, post, weight }).map(([name, list]) => [name, [...list, ...pair[name as "pre"]]]),
    );
    expect(spectralRadius({ n: n + 2, ...(both as typeof pair) })).toBeCloseTo(0.954992586, 8);
    // λ² = 0.1 λ + 16
    expect(spectralRadius({ n: n + 2, ...js(both), weight: [...weight, 4, 4, 0.1] })).toBeCloseTo(
      0.05 + Math.sqrt(0.05 ** 2 + 16),
      12,
    );
  });
});

describe("times that are no whole number of steps", () => {
  it("are refused near 1e9 as near 1, and whole ones are taken", async () => {
    const net = new Network({ dt: 0.1 });
    net.population("cells", 1, lif);
    await net.build();
    for (const time of [1e9 + 0.05, 1e9 + 0.5 / 3, 100.05, 0.05])
      expect(refused(() => net.record(js(net.population("x", 1, lif)), "v", { every: time })).code).toBeTruthy();
    await net.close();
    const other = new Network({ dt: 0.1 });
    const cells = other.population("cells", 1, lif);
    expect(refused(() => other.record(cells, "v", { every: 1e9 + 0.05 })).message).toMatch(
      /whole number of steps of 0.1 ms/,
    );
    // Sums of many steps, and the rounding of large decimals.
    let sum = 0;
    for (let k = 0; k < 100000; k++) sum += 0.1;
    for (const every of [sum, 123456789.1, 0.3, 0.1 + 0.2]) other.record(cells, "v", { every });
    await other.close();
    expect(() => mackeyGlass({ length: 2, tau: 17.05 })).toThrow(/whole number of steps/);
  });
});

describe("Rls with forgetting below 1", () => {
  it("says what ends it where samples leave out a direction", () => {
    const rls = new Rls({ outputs: 1, forgetting: 0.9 });
    const random = numbers(5);
    const error = refused(() => {
      for (let k = 0; k < 2000; k++) {
        const x = random() - 0.5;
        rls.partialFit({ values: Float64Array.of(x, x, 2 * x), rows: 1, columns: 3 }, [x]);
      }
    });
    expect([error.code, error.expected]).toEqual([
      "diverged",
      "finite and positive (forgetting 1: with 0.9 it ends so after 351 samples that leave out some direction)",
    ]);
  });
});
