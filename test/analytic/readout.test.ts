import { describe, expect, it } from "vitest";
import { kernelRank, singularValues } from "../../dist/src/analysis/kernelRank.js";
import { NeurogliaError } from "../../dist/src/errors.js";
import { Ridge } from "../../dist/src/readout/ridge.js";

// Catches wrong solutions and ranks where they are known in closed form. Could not catch loss of accuracy on large,
// badly conditioned matrices of real states.

const stream = (seed: number) => {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32 - 0.5;
  };
};

/** Σ_k s_k p_k q_kᵀ with p, q columns of the orthonormal DCT-II matrices: its singular values are s. */
const withSingularValues = (s: number[], rows: number, columns: number): Float64Array => {
  const cosine = (n: number, k: number, i: number) =>
    Math.sqrt((k === 0 ? 1 : 2) / n) * Math.cos((Math.PI * k * (2 * i + 1)) / (2 * n));
  const matrix = new Float64Array(rows * columns);
  s.forEach((value, k) => {
    for (let i = 0; i < rows; i++)
      for (let j = 0; j < columns; j++) matrix[i * columns + j]! += value * cosine(rows, k, i) * cosine(columns, k, j);
  });
  return matrix;
};

describe("ridge in closed form", () => {
  it("one feature: slope = Σxy / (Σx² + β) on centred values", async () => {
    const features = { values: Float64Array.of(1, 2, 3, 6), rows: 4, columns: 1 };
    const ridge = new Ridge({ outputs: 1, lambda: 2, scale: "none" });
    await ridge.fit(features, [2, 1, 4, 9]);
    // x̄ = 3, ȳ = 4: Σxy = (−2)(−2) + (−1)(−3) + 0 + 3 · 5 = 22, Σx² = 14.
    expect(ridge.weights[0]).toBeCloseTo(22 / 16, 14);
    expect(ridge.bias[0]).toBeCloseTo(4 - (22 / 16) * 3, 14);
  });

  it("exactly linear targets at β = 0 give back the line", async () => {
    const random = stream(3);
    const values = Float64Array.from({ length: 60 * 7 }, random);
    const truth = [1, -2, 3, 0.5, 0, 4, -1];
    const targets = Array.from({ length: 60 }, (_, row) =>
      truth.reduce((sum, weight, j) => sum + weight * values[row * 7 + j]!, 10),
    );
    const ridge = new Ridge({ outputs: 1, lambda: 0 });
    await ridge.fit({ values, rows: 60, columns: 7 }, targets);
    for (const [j, weight] of truth.entries()) expect(ridge.weights[j]).toBeCloseTo(weight, 11);
    expect(ridge.bias[0]).toBeCloseTo(10, 11);
  });

  it("orthogonal features of equal variance: weights shrink by n / (n + β) in units of the mean variance", async () => {
    // The columns ±1 of a Hadamard design: XᵀX = 8 I, mean variance 1.
    const sign = (row: number, bit: number) => ((row >> bit) & 1 ? 1 : -1);
    const values = Float32Array.from({ length: 24 }, (_, at) => 5 * sign(Math.floor(at / 3), at % 3));
    const targets = Array.from({ length: 8 }, (_, row) => 2 * sign(row, 0) - 3 * sign(row, 2));
    const ridge = new Ridge({ outputs: 1, lambda: 4 });
    await ridge.fit({ values, rows: 8, columns: 3 }, targets);
    const shrink = 8 / (8 + 4) / 5;
    expect(ridge.weights[0]).toBeCloseTo(2 * shrink, 12);
    expect(ridge.weights[1]).toBeCloseTo(0, 12);
    expect(ridge.weights[2]).toBeCloseTo(-3 * shrink, 12);
  });
});

describe("singular values against closed forms", () => {
  it.each([
    [1, 1],
    [2, 2],
    [7, 5],
    [5, 8],
    [33, 20],
    [20, 33],
    [64, 64],
  ])("%i × %i constructed from orthonormal cosines", (rows, columns) => {
    const s = Array.from({ length: Math.min(rows, columns) }, (_, k) => 100 * 0.7 ** k);
    const found = singularValues(withSingularValues(s, rows, columns), rows, columns);
    for (const [k, value] of s.entries()) expect(Math.abs(found[k]! - value)).toBeLessThan(2e-13 * 100);
  });

  it("the second-difference matrix of order 50: σ_k = 4 sin²(kπ / 102)", () => {
    const n = 50;
    const matrix = Float64Array.from({ length: n * n }, (_, at) => {
      const apart = Math.abs(Math.floor(at / n) - (at % n));
      return apart === 0 ? 2 : apart === 1 ? -1 : 0;
    });
    const found = singularValues(matrix, n, n);
    for (let k = 1; k <= n; k++) expect(found[n - k]).toBeCloseTo(4 * Math.sin((k * Math.PI) / (2 * (n + 1))) ** 2, 13);
  });

  it("the Hilbert matrix: Σσ² = ‖H‖², the product of σ at order 5 = det = 1 / 266716800000", () => {
    const hilbert = (n: number) =>
      Float64Array.from({ length: n * n }, (_, at) => 1 / (Math.floor(at / n) + (at % n) + 1));
    const five = singularValues(hilbert(5), 5, 5);
    expect(five.reduce((product, value) => product * value, 1) * 266716800000).toBeCloseTo(1, 9);
    const ten = hilbert(10);
    const squares = singularValues(ten, 10, 10).reduce((sum, value) => sum + value ** 2, 0);
    expect(squares).toBeCloseTo(
      ten.reduce((sum, value) => sum + value ** 2, 0),
      13,
    );
  });

  it("scales with the matrix from 1e-200 to 1e200 without overflow", () => {
    const s = [5, 3, 1];
    for (const size of [1e-200, 1e200]) {
      const found = singularValues(
        withSingularValues(s, 6, 4).map((value) => value * size),
        6,
        4,
      );
      for (const [k, value] of s.entries()) expect(found[k]! / size).toBeCloseTo(value, 13);
    }
  });
});

describe("kernel rank against constructed ranks", () => {
  it.each([
    [40, 40, 0],
    [40, 40, 1],
    [40, 40, 39],
    [40, 40, 40],
    [90, 31, 17],
    [31, 90, 17],
    [1, 5, 1],
    [200, 200, 120],
  ])("%i × %i product of integer factors of inner size %i", (rows, columns, rank) => {
    const random = stream(rows * 1000 + columns + rank);
    const integer = () => Math.round(random() * 20);
    const left = Array.from({ length: rows * rank }, integer);
    const right = Array.from({ length: rank * columns }, integer);
    const states = new Float64Array(rows * columns);
    for (let i = 0; i < rows; i++)
      for (let k = 0; k < rank; k++)
        for (let j = 0; j < columns; j++) states[i * columns + j]! += left[i * rank + k]! * right[k * columns + j]!;
    expect(kernelRank(states, rows, columns)).toBe(rank);
  });

  it("counts singular values above max(m, n) · 2⁻⁵² · σ_max and not those below", () => {
    const edge = 64 * 2 ** -52;
    const diagonal = [1, 0.5, 1.5 * edge, 1.01 * edge, 0.99 * edge, 0.1 * edge, 0];
    const states = new Float64Array(64 * 7);
    diagonal.forEach((value, k) => {
      states[(k * 9 + 1) * 7 + ((k * 3) % 7)] = value;
    });
    expect(kernelRank(states, 64, 7)).toBe(4);
  });

  it("takes spike counts as they are: repeated and permuted rows add nothing", () => {
    const random = stream(9);
    const distinct = Array.from({ length: 12 }, () =>
      Array.from({ length: 30 }, () => Math.floor((random() + 0.5) * 9)),
    );
    const rows = [...distinct, ...distinct.slice().reverse()];
    expect(kernelRank(Uint8Array.from(rows.flat()), 24, 30)).toBe(12);
  });

  it("refuses sizes that do not fit and values that are not finite", () => {
    expect(() => kernelRank([1, 2, 3], 2, 2)).toThrow(NeurogliaError);
    expect(() => kernelRank([1, 2, 3], 2, 2)).toThrow(
      "length of state matrix must be rows × columns = 2 × 2 = 4, got 3",
    );
    expect(() => kernelRank([], 0, 2)).toThrow("rows of state matrix must be a whole number ≥ 1, got 0");
    expect(() => kernelRank([1, 2, Number.NaN, 4], 2, 2)).toThrow(
      "state at row 1, column 0 of state matrix must be finite, got NaN",
    );
  });
});
