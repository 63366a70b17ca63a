import { expect, it } from "vitest";
import { Rls } from "../../dist/src/index.js";
import { apart } from "../closedLoop.js";

// Against the textbook's recursion on a full square matrix in f64, over so many updates that f32 would have lost P. Could not
// catch what a common rounding of both hides.

/** Filtered spikes of cells that follow a few common signals, of order 5. */
const sample = (t: number, n: number): Float64Array =>
  Float64Array.from({ length: n }, (_, k) => {
    let drive = 0;
    for (let a = 1; a <= 6; a++) drive += Math.sin(k * a * 12.9898 + a) * Math.sin(0.01 * a * t + a);
    return 5 * Math.max(0, Math.tanh(drive)) + 0.01 * (0.5 + 0.5 * Math.sin(t * 78.233 + k * 37.719 * t));
  });

/** The largest weight's error, with all numbers of the recursion rounded by `round`. */
const recursion = (n: number, rows: number, alpha: number, forgetting: number, round: (x: number) => number) => {
  const p = Array.from({ length: n }, (_, i) => Float64Array.from({ length: n }, (_, j) => (i === j ? 1 / alpha : 0)));
  const w = new Float64Array(n);
  for (let t = 0; t < rows; t++) {
    const x = sample(t, n).map(round);
    const k = p.map((row) => row.reduce((sum, each, j) => round(sum + round(each * x[j]!)), 0));
    const c = round(1 / (forgetting + k.reduce((sum, each, j) => round(sum + round(each * x[j]!)), 0)));
    const error = w.reduce((sum, each, j) => sum + each * x[j]!, 0) - Math.sin(0.02 * t);
    for (let i = 0; i < n; i++) {
      w[i] = round(w[i]! - c * error * k[i]!);
      for (let j = 0; j < n; j++) p[i]![j] = round(round(p[i]![j]! - round(c * k[i]!) * k[j]!) / forgetting);
    }
  }
  return { w, p: p.flatMap((row) => Array.from(row)) };
};

it.each([
  [1, 1e-6],
  [0.998, 1e-3],
])(
  "24 features, 1,500 updates, λ = %f, α = %f: weights to 1e-6, where the same in f32 is far off",
  async (forgetting, alpha) => {
    const [n, rows] = [24, 1500];
    const values = new Float64Array(rows * n);
    for (let t = 0; t < rows; t++) values.set(sample(t, n), t * n);
    const rls = new Rls({ outputs: 1, alpha, forgetting, bias: false });
    await rls.fit(
      { values, rows, columns: n },
      Float64Array.from({ length: rows }, (_, t) => Math.sin(0.02 * t)),
    );
    const exact = recursion(n, rows, alpha, forgetting, (x) => x);
    expect(apart(rls.weights, exact.w)).toBeLessThan(1e-6);
    const { p } = rls;
    expect(apart(p, exact.p)).toBeLessThan(1e-6);

    expect(apart(recursion(n, rows, alpha, forgetting, Math.fround).w, exact.w)).not.toBeLessThan(0.05);
  },
);
