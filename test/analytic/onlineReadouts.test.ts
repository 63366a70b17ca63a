import { describe, expect, it } from "vitest";
import { Lms, Rls } from "../../dist/src/index.js";
import { apart } from "../closedLoop.js";
import { solved } from "../linear.js";

// Could not catch what goes wrong only in samples of far more features than these.

/** Correlated features: a few sines seen through many cells, as a reservoir's states are. */
const states = (rows: number, columns: number) => {
  const values = new Float64Array(rows * columns);
  for (let t = 0; t < rows; t++)
    for (let k = 0; k < columns; k++)
      values[t * columns + k] = 0.3 + Math.tanh(Math.sin(0.05 * t + k) + 0.5 * Math.cos(0.13 * t * (1 + (k % 5))));
  return { values, rows, columns };
};
const targetsOf = (rows: number, outputs: number) =>
  Float64Array.from({ length: rows * outputs }, (_, k) => Math.sin(0.07 * k) + 2);

describe.each([1, 2, 3, 4, 5, 8, 17])("RLS of %i features", (columns) => {
  it.each([
    [true, 1],
    [false, 1],
    [true, 0.97],
  ])("bias %s, λ = %f: W = (Σ λ^(T−t) xxᵀ + αλ^T I)⁻¹ Σ λ^(T−t) xyᵀ, P that inverse", async (bias, forgetting) => {
    const [rows, outputs, alpha] = [120, 3, 0.02];
    const features = states(rows, columns);
    const targets = targetsOf(rows, outputs);
    const rls = new Rls({ outputs, alpha, forgetting, bias });
    await rls.fit(features, targets);

    const n = columns + Number(bias);
    const unit = (i: number) => Array.from({ length: n }, (_, j) => Number(i === j));
    const gram = Array.from({ length: n }, (_, i) => unit(i).map((one) => one * alpha * forgetting ** rows));
    const moment = Array.from({ length: n }, () => new Array<number>(outputs).fill(0));
    for (let t = 0; t < rows; t++) {
      const x = [...features.values.subarray(t * columns, (t + 1) * columns), ...(bias ? [1] : [])];
      const weight = forgetting ** (rows - 1 - t);
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < n; j++) gram[i]![j]! += weight * x[i]! * x[j]!;
        for (let o = 0; o < outputs; o++) moment[i]![o]! += weight * x[i]! * targets[t * outputs + o]!;
      }
    }
    expect(apart([...rls.weights, ...(bias ? rls.bias : [])], solved(gram, moment).flat())).toBeLessThan(1e-8);
    expect(
      apart(
        rls.p,
        solved(
          gram,
          gram.map((_, i) => unit(i)),
        ).flat(),
      ),
    ).toBeLessThan(1e-8);
    const predicted = rls.predict(features);
    expect(predicted[7]).toBeCloseTo(
      features.values
        .subarray(2 * columns, 3 * columns)
        .reduce((z, x, k) => z + x * rls.weights[k * outputs + 1]!, rls.bias[1]!),
      10,
    );
  });
});

it("LMS of one sample shown T times: the error is (1 − η(|x|² + 1))^T of what it was", async () => {
  const x = [0.5, -1, 0.25];
  const factor = 1 - 0.1 * (0.25 + 1 + 0.0625 + 1);
  for (const passes of [1, 2, 7, 40]) {
    const lms = new Lms({ outputs: 2, eta: 0.1 });
    const features = { values: Float64Array.from(x), rows: 1, columns: 3 };
    await lms.fit(features, [3, -2], { passes });
    expect(apart(lms.predict(features), [3 * (1 - factor ** passes), -2 * (1 - factor ** passes)])).toBeLessThan(1e-14);
  }
});

it("NLMS with η = 1 meets each sample at once; orthogonal ones, of whatever length, it keeps", async () => {
  const values = Float32Array.of(3, 0, 0, 0, 0, 1e-4, 0, 0, 0, 0, 50, 50, 0, 0, 0, 0);
  const features = { values, rows: 4, columns: 4 };
  const lms = new Lms({ outputs: 1, eta: 1, normalised: true, bias: false });
  await lms.fit(features, [6, 1, 2, 9]);
  expect(apart(lms.predict(features), [6, 1, 2, 0])).toBeLessThan(1e-14);
  expect(apart(lms.weights, [2, 1 / Math.fround(1e-4), 0.02, 0.02])).toBeLessThan(1e-14);
});

it("classes that a plane parts are told apart by both", async () => {
  const rows = 300;
  const values = Float64Array.from({ length: rows * 2 }, (_, k) => Math.sin(k * k));
  const labels = Uint32Array.from({ length: rows }, (_, t) => (values[2 * t]! > 0.1 ? 1 : 0));
  const features = { values, rows, columns: 2 };
  for (const readout of [new Rls({ classes: 2 }), new Lms({ classes: 2, eta: 0.05 })]) {
    await readout.fit(features, labels);
    expect(readout.score(features, labels)).toBeGreaterThan(0.9);
    expect(readout.predict(features)).toBeInstanceOf(Uint32Array);
  }
});
