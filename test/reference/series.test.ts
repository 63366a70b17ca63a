import { describe, expect, it } from "vitest";
import {
  delayedCopies,
  delayedParity,
  henon,
  logistic,
  lorenz,
  mackeyGlass,
  NeurogliaError,
  narma,
  perturbationGrowth,
  prediction,
  Random,
  rossler,
  type Series,
  sawtooth,
  sine,
} from "../../dist/src/index.js";

// Against independent re-implementations in f64, closed forms and published values. Could not catch an error in an equation that both
// were written from.

const split = { washout: 0, train: 0.5, validation: 0.2, test: 0.3 };
const row = (series: Series, t: number) => [...series.values.subarray(t * series.channels, (t + 1) * series.channels)];

describe("narma", () => {
  it.each([
    [10, 0.3, 0.05, 1.5, 0.1],
    [30, 0.2, 0.04, 1.5, 0.001],
    [1, 0.2, 0.04, 1.5, 0.001],
  ])("order %i obeys the recursion, written out, from its own input", (order, a1, a2, b, c) => {
    const { input, target, name } = narma({ order, length: 600, seed: 3 });
    expect(name).toBe(`narma-${order}`);
    const u = (t: number) => (t < 0 ? 0 : input.values[t]!);
    const y = (t: number) => (t <= 0 ? 0 : target.values[t - 1]!);
    for (let t = 0; t < 600; t++) {
      let sum = 0;
      for (let i = 0; i < order; i++) sum += y(t - i);
      const before = t - order + 1 < 0 ? 0 : u(t - order + 1);
      expect(y(t + 1)).toBeCloseTo(a1 * y(t) + a2 * y(t) * sum + b * before * u(t) + c, 13);
      expect(u(t)).toBeGreaterThanOrEqual(0);
      expect(u(t)).toBeLessThan(0.5);
    }
  });

  it("an input that blows up is drawn anew, and only such a one", () => {
    const length = 1500;
    let anew = 0;
    for (let seed = 0; seed < 200; seed++) {
      const { input, target } = narma({ length, seed });
      const random = new Random(seed, "narma:input");
      const u = Float64Array.from({ length }, () => random.uniform() / 2);
      const y = [0];
      for (let t = 0; t < length; t++) {
        const sum = y.slice(-10).reduce((part, value) => part + value, 0);
        y.push(0.3 * y[t]! + 0.05 * y[t]! * sum + (t < 9 ? 0 : 1.5 * u[t - 9]! * u[t]!) + 0.1);
      }
      const kept = y.every((value) => value <= 10);
      if (!kept) anew++;
      expect(input.values.every((value, t) => value === u[t])).toBe(kept);
      expect(Math.max(...target.values)).toBeLessThan(2);
    }
    expect(anew).toBeGreaterThan(0);
    expect(anew).toBeLessThan(10);
    expect(() => narma({ length: 200, seed: 1, split, a1: 2 })).toThrow(/a1, a2, b, c of narma must be such that/);
  });

  it("refuses options that are none", () => {
    // Fifty rows leave none after the washout of 100.
    for (const options of [
      { length: 0 },
      { order: 0 },
      { order: 1.5 },
      { c: Number.NaN },
      { length: 50 },
      { orders: 3 },
    ])
      expect(() => narma({ length: 400, seed: 1, ...options }), JSON.stringify(options)).toThrow(NeurogliaError);
  });
});

/** Mackey–Glass with steps of h by Heun's method, delayed values straight from the list; its error falls with h². */
const mackeyGlassDirect = (length: number, h: number, tau: number): number[] => {
  const lag = Math.round(tau / h);
  const x = [1.2];
  const at = (k: number) => (k < 0 ? 1.2 : x[k]!);
  const slope = (now: number, delayed: number) => (0.2 * delayed) / (1 + delayed ** 10) - 0.1 * now;
  const steps = Math.round((length - 1) / h);
  for (let k = 0; k < steps; k++) {
    const first = slope(x[k]!, at(k - lag));
    const second = slope(x[k]! + h * first, at(k - lag + 1));
    x.push(x[k]! + (h / 2) * (first + second));
  }
  return x.filter((_, k) => k % Math.round(1 / h) === 0);
};

describe("mackeyGlass", () => {
  it("τ = 17: the first 150 values of an independent integration with extrapolated step", () => {
    const { values } = mackeyGlass({ length: 150 });
    const [coarse, fine] = [mackeyGlassDirect(150, 1 / 64, 17), mackeyGlassDirect(150, 1 / 128, 17)];
    // Richardson: Heun's leading error cancels.
    values.forEach((x, t) => {
      expect(x).toBeCloseTo((4 * fine[t]! - coarse[t]!) / 3, 7);
    });
  });

  it("is of order 4: the error falls 16-fold as steps are halved, with short delays too; one of a single step will do", () => {
    const error = (options: object, row: number, substeps: number): number => {
      const [coarse, exact] = [substeps, 256].map((each) =>
        mackeyGlass({ length: row + 1, substeps: each, ...options }),
      );
      return coarse!.values[row]! - exact!.values[row]!;
    };
    const quick = { tau: 0.5, a: 2, b: 1 };
    expect(Math.log2(error({}, 60, 2) / error({}, 60, 4))).toBeCloseTo(4, 1);
    expect(Math.log2(error(quick, 6, 8) / error(quick, 6, 16))).toBeCloseTo(4, 1);
    expect(Math.abs(error(quick, 6, 2))).toBeLessThan(0.01);
    // Steps as long as the delay: the fixed point stays where it is.
    const still = mackeyGlass({ length: 20, tau: 1, every: 1, substeps: 1, initial: 1 });
    for (const x of still.values) expect(x).toBeCloseTo(1, 14);
  });

  it("keeps to its attractor; a broken exponent relaxes as e^(−0.1 t) up to τ; discard drops rows", () => {
    const { values } = mackeyGlass({ length: 3000, discard: 300 });
    expect(Math.min(...values)).toBeGreaterThan(0.2);
    expect(Math.max(...values)).toBeLessThan(1.4);
    expect([...mackeyGlass({ length: 20, discard: 30 }).values]).toEqual([
      ...mackeyGlass({ length: 50 }).values.subarray(30),
    ]);
    const slope = (x: number, d: number) => (0.2 * d) / (1 + d ** 9.5) - 0.1 * x;
    // Up to τ the delayed value is constant, so that x relaxes exponentially.
    const rest = 10 * slope(0, 1.2);
    mackeyGlass({ length: 17, n: 9.5 }).values.forEach((x, t) => {
      expect(x).toBeCloseTo(rest + (1.2 - rest) * Math.exp(-0.1 * t), 9);
    });
  });

  it("refuses a delay between steps and other options that are none", () => {
    expect(() => mackeyGlass({ length: 5, tau: 17.03 })).toThrow(/tau of mackeyGlass must be a whole number of steps/);
    for (const options of [
      { tau: 0 },
      { length: 0 },
      { substeps: 0 },
      { initial: -1 },
      { n: Number.NaN },
      { every: 0 },
    ])
      expect(() => mackeyGlass({ length: 5, ...options })).toThrow(NeurogliaError);
  });
});

/** Lorenz and Rössler by the explicit midpoint rule with tiny steps, extrapolated. */
const midpoint = (f: (s: number[]) => number[], s: number[], time: number, steps: number): number[] => {
  const h = time / steps;
  let x = s;
  for (let k = 0; k < steps; k++) {
    const k1 = f(x);
    const k2 = f(x.map((v, c) => v + (h / 2) * k1[c]!));
    x = x.map((v, c) => v + h * k2[c]!);
  }
  return x;
};

describe("lorenz and rossler", () => {
  const flows: [string, Series, (s: number[]) => number[], number[], number][] = [
    [
      "lorenz",
      lorenz({ length: 51 }),
      ([x, y, z]) => [10 * (y! - x!), x! * (28 - z!) - y!, x! * y! - (8 / 3) * z!],
      [1, 1, 1],
      50 * 0.03,
    ],
    [
      "rossler",
      rossler({ length: 51 }),
      ([x, y, z]) => [-y! - z!, x! + 0.2 * y!, 0.2 + z! * (x! - 5.7)],
      [-0.1, 0, 0.02],
      50 * 0.1,
    ],
  ];

  it.each(flows)("%s: row 50 is that of an independent integration with extrapolated step", (_, series, f, s, time) => {
    const [coarse, fine] = [midpoint(f, s, time, 20_000), midpoint(f, s, time, 40_000)];
    expect(row(series, 0)).toEqual(s);
    row(series, 50).forEach((x, c) => {
      expect(x).toBeCloseTo((4 * fine[c]! - coarse[c]!) / 3, 6);
    });
  });

  it("fixed points stay: (√72, √72, 27) of Lorenz, (c − √(c² − 4ab))/2 of Rössler", () => {
    const c = Math.sqrt(72);
    for (const x of [c, -c]) {
      const found = row(lorenz({ length: 20, initial: [x, x, 27] }), 19);
      [x, x, 27].forEach((value, k) => {
        expect(found[k]).toBeCloseTo(value, 10);
      });
    }
    const x = (5.7 - Math.sqrt(5.7 ** 2 - 0.16)) / 2;
    const found = row(rossler({ length: 20, initial: [x, -x / 0.2, x / 0.2] }), 19);
    [x, -x / 0.2, x / 0.2].forEach((value, k) => {
      expect(found[k]).toBeCloseTo(value, 10);
    });
  });

  it("Lorenz: largest Lyapunov exponent 0.9056 (Sprott 2003), mean z 23.55, within four standard errors", () => {
    const random = new Random(1, "test:lorenz");
    const exponents: number[] = [];
    let z = 0;
    for (let k = 0; k < 40; k++) {
      const warm = lorenz({ length: 1, discard: 400, initial: [1, 1 + random.uniform(), 1] });
      const start = row(warm, 0);
      const [a, b] = [start, [start[0]! + 1e-9, start[1]!, start[2]!]].map((initial) =>
        lorenz({ length: 400, initial }),
      );
      const states = (series: Series) => ({ values: series.values, rows: 400, columns: 3 });
      // The first rows turn the difference into the growing direction.
      exponents.push(perturbationGrowth(states(a!), states(b!), { every: 0.03, from: 50 }).exponent);
      for (let t = 0; t < 400; t++) z += row(a!, t)[2]! / 400 / 40;
    }
    const mean = exponents.reduce((sum, x) => sum + x, 0) / 40;
    const error = Math.sqrt(exponents.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 39 / 40);
    expect(error).toBeLessThan(0.05);
    expect(Math.abs(mean - 0.9056)).toBeLessThan(4 * error);
    expect(Math.abs(z - 23.55)).toBeLessThan(0.5);
  });

  it("refuse initial states of another size, steps that blow up, options that are none", () => {
    expect(() => lorenz({ length: 5, initial: [1, 2] })).toThrow(/length of initial of lorenz must be 3/);
    expect(() => lorenz({ length: 50, every: 1, substeps: 1 })).toThrow(/must be finite/);
    for (const options of [
      { every: 0 },
      { substeps: 0 },
      { length: 0.5 },
      { discard: -1 },
      { initial: [1, Infinity, 1] },
    ])
      expect(() => rossler({ length: 5, ...options })).toThrow(NeurogliaError);
  });
});

describe("henon and logistic", () => {
  it("Hénon: first rows by hand, fixed point, the attractor's bounds", () => {
    const { values } = henon({ length: 4 });
    const expected = [0, 0, 1, 0, -0.4, 0.3, 1 - 1.4 * 0.16 + 0.3, -0.12];
    values.forEach((x, k) => {
      expect(x).toBeCloseTo(expected[k]!, 14);
    });
    const fixed = (-0.7 + Math.sqrt(0.49 + 5.6)) / 2.8;
    expect(row(henon({ length: 5, initial: [fixed, 0.3 * fixed] }), 4)[0]).toBeCloseTo(fixed, 12);
    const long = henon({ length: 20_000, discard: 100 }).values;
    const x = long.filter((_, k) => k % 2 === 0);
    const y = long.filter((_, k) => k % 2 === 1);
    // Published extent of the attractor: |x| < 1.285, |y| < 0.385.
    expect(Math.max(...x)).toBeCloseTo(1.273, 2);
    expect(Math.min(...x)).toBeCloseTo(-1.285, 2);
    expect(Math.max(...y)).toBeLessThan(0.386);
    expect(() => henon({ length: 50, initial: [3, 3] })).toThrow(/grows without bound/);
  });

  it("logistic at r = 4: sin²(2^t θ)", () => {
    const theta = 0.7;
    const { values } = logistic({ length: 25, r: 4, initial: Math.sin(theta) ** 2 });
    values.forEach((x, t) => {
      expect(x).toBeCloseTo(Math.sin(2 ** t * theta) ** 2, 7);
    });
    expect(() => logistic({ length: 50, r: 4.5 })).toThrow(/grows without bound/);
    expect(() => logistic({ length: 5, r: Number.NaN })).toThrow(NeurogliaError);
  });
});

describe("sine and sawtooth", () => {
  it("sine agrees with Math.sin to 2e-15, before the beginning and at whole quarters too", () => {
    for (const [period, phase] of [
      [100, 0],
      [7.3, -2.4],
      [8, 0.125],
    ] as const) {
      const { values } = sine({ length: 400, period, phase, amplitude: 2 });
      values.forEach((x, t) => {
        const turns = t / period + phase;
        expect(Math.abs(x - 2 * Math.sin(2 * Math.PI * (turns - Math.floor(turns))))).toBeLessThan(4e-15);
      });
    }
    expect([...sine({ length: 5, period: 4 }).values].map((x) => x + 0)).toEqual([0, 1, 0, -1, 0]);
  });

  it("sawtooth rises from −1 to 1 and starts again", () => {
    expect([...sawtooth({ length: 6, period: 4 }).values]).toEqual([-1, -0.5, 0, 0.5, -1, -0.5]);
    for (const options of [{ period: 0 }, { length: 0 }, { amplitude: Number.NaN }])
      expect(() => sawtooth({ length: 6, period: 4, ...options })).toThrow(NeurogliaError);
  });
});

describe("tasks on series", () => {
  it("prediction: row t of the target is row t + k of the series", () => {
    const series = henon({ length: 300 });
    const task = prediction(series, { steps: 7, split });
    expect(task.input.length).toBe(293);
    for (let t = 0; t < 293; t++) {
      expect(row(task.input, t)).toEqual(row(series, t));
      expect(row(task.target, t)).toEqual(row(series, t + 7));
    }
    expect(task.split).toEqual({ train: [0, 147], validation: [147, 205], test: [205, 293] });
    expect(() => prediction(series, { steps: 300 })).toThrow(NeurogliaError);
    expect(() => prediction({ ...series, length: 299 })).toThrow(/values.length of prediction/);
    expect(() => prediction({ values: Float64Array.of(1, Number.NaN, 2), length: 3, channels: 1 })).toThrow(
      /values\[1\]/,
    );
  });

  it("delayedCopies: each channel is the input so many rows ago, from the first row on", () => {
    const delays = [0, 3, 11];
    const { input, target } = delayedCopies({ length: 200, seed: 2, delays, range: [-1, 3], split });
    for (let t = 11; t < 200; t++) expect(row(target, t)).toEqual(delays.map((delay) => input.values[t - delay]!));
    // What was before the first row is input too.
    expect(new Set([...input.values, ...target.values]).size).toBe(211);
    expect(Math.min(...target.values)).toBeGreaterThanOrEqual(-1);
    expect(Math.max(...target.values)).toBeGreaterThan(2.5);
    for (const options of [{ delays: [] }, { delays: [-1] }, { delays: [0.5] }, { range: [1, 0] as const }])
      expect(() => delayedCopies({ length: 200, seed: 2, delays, ...options })).toThrow(NeurogliaError);
  });

  it("delayedParity: odd or even ones among the bits that count; both as often", () => {
    const { input, target } = delayedParity({ length: 3000, seed: 5, order: 4, delay: 2, split });
    for (let t = 5; t < 3000; t++) {
      const ones = [2, 3, 4, 5].reduce((sum, back) => sum + input.values[t - back]!, 0);
      expect(target.values[t]).toBe(ones % 2);
    }
    for (const { values } of [input, target]) {
      const ones = values.reduce((sum, bit) => sum + bit, 0);
      expect(Math.abs(ones - 1500)).toBeLessThan(4 * Math.sqrt(750));
      expect([...new Set(values)].sort()).toEqual([0, 1]);
    }
    const xor = delayedParity({ length: 50, seed: 5, order: 2, split });
    for (let t = 1; t < 50; t++) expect(xor.target.values[t]).toBe(xor.input.values[t]! ^ xor.input.values[t - 1]!);
    for (const options of [{ order: 0 }, { delay: -1 }, { seed: -1 }])
      expect(() => delayedParity({ length: 200, seed: 1, ...options })).toThrow(NeurogliaError);
  });

  it("same seed, same task; another seed, another one", () => {
    const make = [
      (seed: number) => narma({ length: 300, seed }),
      (seed: number) => delayedCopies({ length: 300, seed, delays: [1] }),
      (seed: number) => delayedParity({ length: 300, seed }),
    ];
    for (const task of make) {
      expect(task(4)).toEqual(task(4));
      expect(task(5).input.values).not.toEqual(task(4).input.values);
    }
  });
});
