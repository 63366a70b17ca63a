import { describe, expect, it } from "vitest";
import {
  henon,
  logistic,
  lorenz,
  mackeyGlass,
  mae,
  memoryCapacity,
  narma,
  nrmse,
  Random,
  Ridge,
  r2,
} from "../../dist/src/index.js";

// Cases of ReservoirPy's reservoirpy/tests and datasets, or the formula that they stand for.

it("test_observables.py: errors of [1.5, 2.5, 3.5] for [1, 2, 3]", () => {
  const [predicted, target] = [
    [1.5, 2.5, 3.5],
    [1, 2, 3],
  ];
  expect(nrmse(predicted, target, { by: "range" })).toBeCloseTo(0.25, 14);
  expect(nrmse(predicted, target, { by: "mean" })).toBeCloseTo(0.25, 14);
  // Its "var" divides by the variance; the standard deviation is what makes a number without unit.
  expect(nrmse(predicted, target, { by: "sd" })).toBeCloseTo(0.5 / Math.sqrt(2 / 3), 14);
  expect(mae(predicted, target)).toBeCloseTo(0.5, 14);
  expect(r2(predicted, target)).toBeCloseTo(1 - 0.75 / 2, 14);
});

describe("datasets/_chaos.py", () => {
  // Differs: its code sums y[t − n] … y[t − 1] and takes u[t − n]; ours is the paper's.
  it.each([
    [10, 0.3, 0.05, 0.1],
    [30, 0.2, 0.04, 0.001],
  ])("narma of order %i from its own input", (order, a1, a2, c) => {
    const length = 400;
    const { input, target } = narma({ length, seed: 4, order });
    const [u, y] = [input.values, [0]];
    for (let t = 0; t < length; t++) {
      let sum = 0;
      for (let k = 0; k < order; k++) sum += y[t - k] ?? 0;
      y.push(a1 * y[t]! + a2 * y[t]! * sum + 1.5 * (u[t - order + 1] ?? 0) * u[t]! + c);
      expect(Math.abs(target.values[t]! - y[t + 1]!)).toBeLessThan(1e-13);
    }
  });

  it("henon_map and logistic_map: the recursions", () => {
    const points = henon({ length: 50, initial: [0.1, 0.2] }).values;
    let [x, y] = [0.1, 0.2];
    for (let t = 0; t < 20; t++) {
      expect([points[2 * t], points[2 * t + 1]]).toEqual([expect.closeTo(x, 9), expect.closeTo(y, 9)]);
      [x, y] = [1 - 1.4 * x * x + y, 0.3 * x];
    }
    const values = logistic({ length: 20, r: 3.9, initial: 0.5 }).values;
    let z = 0.5;
    for (const value of values) {
      expect(value).toBeCloseTo(z, 9);
      z = 3.9 * z * (1 - z);
    }
  });

  it("lorenz: σ 10, ρ 28, β 8/3 from (1, 1, 1): 100 rows of 0.03 against steps of 0.0005", () => {
    const ours = lorenz({ length: 100, every: 0.03, initial: [1, 1, 1] }).values;
    let state = [1, 1, 1];
    const slope = ([x, y, z]: number[]) => [10 * (y! - x!), x! * (28 - z!) - y!, x! * y! - (8 / 3) * z!];
    const add = (a: number[], b: number[], h: number) => a.map((value, k) => value + h * b[k]!);
    let worst = 0;
    for (let row = 0; row < 100; row++) {
      state.forEach((value, k) => {
        worst = Math.max(worst, Math.abs(ours[3 * row + k]! - value));
      });
      for (let step = 0; step < 60; step++) {
        const h = 0.0005;
        const k1 = slope(state);
        const k2 = slope(add(state, k1, h / 2));
        const k3 = slope(add(state, k2, h / 2));
        const k4 = slope(add(state, k3, h));
        state = state.map((value, k) => value + (h / 6) * (k1[k]! + 2 * k2[k]! + 2 * k3[k]! + k4[k]!));
      }
    }
    // Our steps are of order 4 at 0.003; errors grow by e^0.9 a unit of time.
    expect(worst).toBeLessThan(1e-4);
  });

  it("mackey_glass: a 0.2, b 0.1, n 10, τ 17, from 1.2: 100 rows against steps of 0.01", () => {
    // Differs: it holds x(t − τ) over steps of 1, which is of order 1; ours agrees with small steps instead.
    const ours = mackeyGlass({ length: 100 }).values;
    const [h, tau] = [0.01, 1700];
    const x = [1.2];
    const delayed = (k: number, half: number) => {
      const at = k - tau;
      if (at < 0) return 1.2;
      return half === 0 ? x[at]! : half === 1 ? (x[at]! + x[at + 1]!) / 2 : x[at + 1]!;
    };
    const slope = (value: number, late: number) => (0.2 * late) / (1 + late ** 10) - 0.1 * value;
    for (let k = 0; k < 9900; k++) {
      const now = x[k]!;
      const k1 = slope(now, delayed(k, 0));
      const k2 = slope(now + (h / 2) * k1, delayed(k, 1));
      const k3 = slope(now + (h / 2) * k2, delayed(k, 1));
      const k4 = slope(now + h * k3, delayed(k, 2));
      x.push(now + (h / 6) * (k1 + 2 * k2 + 2 * k3 + k4));
    }
    for (let t = 0; t < 100; t++) expect(Math.abs(ours[t]! - x[100 * t]!), `row ${t}`).toBeLessThan(1e-5);
  });
});

it("nodes/test_ridge.py: weights are those of the normal equations", async () => {
  const random = new Random(1, "peers");
  const [rows, columns] = [60, 3];
  const values = Float64Array.from({ length: rows * columns }, () => random.normal());
  const targets = Float64Array.from(
    { length: rows },
    (_, k) => 2 * values[3 * k]! - values[3 * k + 2]! + 0.5 + 0.1 * random.normal(),
  );
  const ridge = new Ridge({ outputs: 1, lambda: 1e-9 });
  await ridge.fit({ values, rows, columns }, targets);
  const predicted = ridge.predict({ values, rows, columns });
  // Gauss–Jordan on [1, x].
  const x = Array.from({ length: rows }, (_, k) => [1, ...values.slice(3 * k, 3 * k + 3)]);
  const a = Array.from({ length: 4 }, (_, i) => [
    ...Array.from({ length: 4 }, (__, j) => x.reduce((sum, row) => sum + row[i]! * row[j]!, 0)),
    x.reduce((sum, row, k) => sum + row[i]! * targets[k]!, 0),
  ]);
  for (let i = 0; i < 4; i++) {
    const pivot = a[i]![i]!;
    a[i] = a[i]!.map((value) => value / pivot);
    for (let j = 0; j < 4; j++) if (j !== i) a[j] = a[j]!.map((value, k) => value - a[j]![i]! * a[i]![k]!);
  }
  for (const [k, row] of x.entries())
    expect(Math.abs(predicted[k]! - row.reduce((sum, value, i) => sum + value * a[i]![4]!, 0))).toBeLessThan(1e-6);
});

it("observables.memory_capacity: echo states of 100 units of spectral radius 1 remember some 18 steps", () => {
  // Its own reservoir gives 18.78 for its seed 1; five of ours, in plain JavaScript, 16.6 to 19.5.
  const random = new Random(1, "peers");
  const [n, steps] = [100, 4000];
  const weights = Float64Array.from({ length: n * n }, () => random.normal() / Math.sqrt(n));
  const into = Float64Array.from({ length: n }, () => 2 * random.uniform() - 1);
  const input = Float64Array.from({ length: steps }, () => 1.6 * random.uniform() - 0.8);
  const values = new Float64Array(n * steps);
  let state = new Float64Array(n);
  for (let t = 0; t < steps; t++) {
    state = state.map((_, i) => {
      let sum = into[i]! * input[t]! * 0.1;
      for (let j = 0; j < n; j++) sum += weights[i * n + j]! * state[j]!;
      return Math.tanh(sum);
    });
    values.set(state, t * n);
  }
  const { total } = memoryCapacity({ values, rows: steps, columns: n }, input, {
    delays: 50,
    washout: 200,
    lambda: 1e-7,
  });
  expect(total).toBeGreaterThan(12);
  expect(total).toBeLessThan(32);
});
