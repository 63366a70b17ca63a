import { describe, expect, it, onTestFinished, vi } from "vitest";
import { NeurogliaError } from "../../dist/src/errors.js";
import type { FeatureArray, Features } from "../../dist/src/readout/features.js";
import { Ridge } from "../../dist/src/readout/ridge.js";
import type { RidgeOptions } from "../../dist/src/readout/ridgeOptions.js";
import { savedReadout } from "../../dist/src/readout/saved.js";
import { SoftmaxReadout } from "../../dist/src/readout/softmax.js";

// Catches wrong equations, layouts and remainders. Could not catch a misreading of the papers that the plain
// re-implementations below share.

const stream = (seed: number) => {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
};

const counts = <T extends FeatureArray>(values: T, rows: number, columns: number, top: number, seed: number) => {
  const random = stream(seed);
  for (let at = 0; at < values.length; at++) values[at] = Math.floor(random() * top);
  return { values, rows, columns };
};

const labelsOf = (rows: number, classes: number, seed: number): number[] => {
  const random = stream(seed);
  return Array.from({ length: rows }, () => Math.floor(random() * classes));
};

/** A readout of given weights, columns × outputs, as if it had been saved. */
const ridgeOf = (options: RidgeOptions, weights: number[][], bias: number[]): Ridge =>
  Ridge.load(
    savedReadout("ridge", options, {
      weights: { values: Float64Array.from(weights.flat()), shape: [weights.length, bias.length] },
      bias: { values: Float64Array.from(bias), shape: [bias.length] },
      lambda: { values: Float64Array.of(1), shape: [1] },
    }),
  );

const oneHot = (labels: number[], classes: number): number[][] =>
  labels.map((label) => Array.from({ length: classes }, (_, o) => (o === label ? 1 : 0)));

const rowsOf = ({ values, rows, columns }: Features, l1: boolean): number[][] =>
  Array.from({ length: rows }, (_, row) => {
    const one = Array.from(values.subarray(row * columns, (row + 1) * columns));
    const norm = one.reduce((sum, value) => sum + Math.abs(value), 0);
    return l1 ? one.map((value) => (norm > 0 ? value / norm : 0)) : one;
  });

const meanOf = (x: number[][]): number[] => x[0]!.map((_, j) => x.reduce((sum, row) => sum + row[j]!, 0) / x.length);

/** Gauss elimination with partial pivoting on A W = B. */
const gauss = (a: number[][], b: number[][]): number[][] => {
  const n = a.length;
  const m = a.map((row, i) => [...row, ...b[i]!]);
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(m[i]![k]!) > Math.abs(m[pivot]![k]!)) pivot = i;
    [m[k], m[pivot]] = [m[pivot]!, m[k]!];
    for (let i = 0; i < n; i++) {
      if (i === k) continue;
      const factor = m[i]![k]! / m[k]![k]!;
      for (let j = k; j < m[k]!.length; j++) m[i]![j]! -= factor * m[k]![j]!;
    }
  }
  return m.map((row, i) => row.slice(n).map((value) => value / row[i]!));
};

/** Mean variance of the features. */
const unitOf = (x: number[][]): number => {
  const mean = meanOf(x);
  const sum = x.reduce((all, row) => all + row.reduce((part, value, j) => part + (value - mean[j]!) ** 2, 0), 0);
  return sum / (x.length * mean.length);
};

const plainRidge = (x: number[][], y: number[][], lambda: number, variance: boolean) => {
  const xMean = meanOf(x);
  const yMean = meanOf(y);
  const xc = x.map((row) => row.map((value, j) => value - xMean[j]!));
  const yc = y.map((row) => row.map((value, o) => value - yMean[o]!));
  const d = xMean.length;
  const a = xMean.map((_, i) => xMean.map((_, j) => xc.reduce((sum, row) => sum + row[i]! * row[j]!, 0)));
  const b = xMean.map((_, i) => yMean.map((_, o) => xc.reduce((sum, row, s) => sum + row[i]! * yc[s]![o]!, 0)));
  const unit = variance ? a.reduce((sum, row, i) => sum + row[i]!, 0) / (x.length * d) : 1;
  for (let i = 0; i < d; i++) a[i]![i]! += lambda * unit;
  const weights = gauss(a, b);
  const bias = yMean.map((value, o) => value - weights.reduce((sum, row, j) => sum + row[o]! * xMean[j]!, 0));
  return { weights, bias };
};

const relative = (got: ArrayLike<number>, expected: number[]): number => {
  let difference = 0;
  let size = 0;
  for (let at = 0; at < expected.length; at++) {
    difference = Math.max(difference, Math.abs(got[at]! - expected[at]!));
    size = Math.max(size, Math.abs(expected[at]!));
  }
  return got.length === expected.length ? difference / size : Number.NaN;
};

const faultOf = (action: () => unknown): Promise<unknown> =>
  (async () => action())().then(
    () => "no error",
    (error: unknown) => error,
  );

const expectFault = async (action: () => unknown, code: string, message: string): Promise<void> => {
  const fault = await faultOf(action);
  expect(fault).toBeInstanceOf(NeurogliaError);
  expect((fault as NeurogliaError).code).toBe(code);
  expect((fault as NeurogliaError).message).toContain(message);
};

describe("ridge against plain normal equations solved by Gauss elimination in f64", () => {
  it.each([
    ["u8 counts, one tile", new Uint8Array(90 * 13), 90, 13, 5],
    ["u16 counts, two tiles, several blocks", new Uint16Array(300 * 61), 300, 61, 900],
    ["f32 counts, three tiles", new Float32Array(257 * 97), 257, 97, 30],
    ["f64 states", new Float64Array(140 * 50), 140, 50, 30],
  ])("%s: weights and bias agree in double, outputs in either precision", async (_, values, rows, columns, top) => {
    const features = counts(values, rows, columns, top, columns);
    const labels = labelsOf(rows, 3, rows);
    const double = new Ridge({ classes: 3, lambda: 0.5, precision: "double" });
    const fit = await double.fit(features, labels);
    expect(fit.lambda).toBe(0.5);
    const x = rowsOf(features, true);
    const plain = plainRidge(x, oneHot(labels, 3), 0.5, true);
    expect(relative(double.weights, plain.weights.flat())).toBeLessThan(1e-11);
    expect(relative(double.bias, plain.bias)).toBeLessThan(1e-11);
    const outputs = x.flatMap((row) =>
      plain.bias.map((value, o) => row.reduce((sum, xj, j) => sum + xj * plain.weights[j]![o]!, value)),
    );
    expect(relative(double.outputs(features), outputs)).toBeLessThan(1e-11);
    // Samples that sum to one leave the weights free by a constant, which f32 does not pin down; outputs are determined.
    const single = new Ridge({ classes: 3, lambda: 0.5, precision: "single" });
    await single.fit(features, labels);
    expect(relative(single.outputs(features), outputs)).toBeLessThan(1e-5);
  });

  it("regression with more than one tile of outputs agrees, and R² with its definition", async () => {
    const random = stream(5);
    const rows = 70;
    const columns = 9;
    const outputs = 51;
    const features = { values: Float64Array.from({ length: rows * columns }, random), rows, columns };
    const targets = Float64Array.from({ length: rows * outputs }, random);
    const ridge = new Ridge({ outputs, lambda: 1e-3, scale: "none" });
    await ridge.fit(features, targets);
    const y = Array.from({ length: rows }, (_, row) =>
      Array.from(targets.subarray(row * outputs, (row + 1) * outputs)),
    );
    const plain = plainRidge(rowsOf(features, false), y, 1e-3, false);
    expect(relative(ridge.weights, plain.weights.flat())).toBeLessThan(1e-10);
    const mean = meanOf(y);
    const raw = ridge.predict(features);
    const r2 = mean.map((center, o) => {
      const residual = y.reduce((sum, row, s) => sum + (row[o]! - raw[s * outputs + o]!) ** 2, 0);
      return 1 - residual / y.reduce((sum, row) => sum + (row[o]! - center) ** 2, 0);
    });
    expect(ridge.score(features, targets)).toBeCloseTo(r2.reduce((sum, value) => sum + value, 0) / outputs, 12);
  });

  it("takes the β of best validation accuracy, as separate fits rank them, and the larger on ties", async () => {
    const features = counts(new Uint8Array(80 * 20), 80, 20, 6, 3);
    const held = counts(new Uint8Array(60 * 20), 60, 20, 6, 4);
    const labels = labelsOf(80, 4, 8);
    const heldLabels = labelsOf(60, 4, 9);
    const grid = [1e-6, 1e-2, 1, 30, 1e3, 1e9, 2e9];
    const scores: number[] = [];
    for (const lambda of grid) {
      const one = new Ridge({ classes: 4, lambda, precision: "double" });
      await one.fit(features, labels);
      scores.push(one.score(held, heldLabels));
    }
    const ridge = new Ridge({ classes: 4, lambda: grid, precision: "double" });
    const fit = await ridge.fit(features, labels, { validation: { features: held, targets: heldLabels } });
    expect(fit.tried.map(({ validation }) => validation)).toEqual([...scores].reverse());
    expect(fit.lambda).toBe(grid[scores.lastIndexOf(Math.max(...scores))]);
    expect(ridge.score(held, heldLabels)).toBe(Math.max(...scores));
  });

  it("equal outputs are read as the smallest class", () => {
    const ridge = ridgeOf({ classes: 3, normalise: "none" }, [[0, 1, 1]], [1, 0, 0]);
    const features = { values: Uint8Array.of(0, 1, 2), rows: 3, columns: 1 };
    expect(Array.from(ridge.predict(features))).toEqual([0, 0, 1]);
  });

  it("an aborted fit rejects with the signal's reason and leaves the readout as it was", async () => {
    const features = counts(new Uint8Array(400 * 30), 400, 30, 6, 3);
    const ridge = new Ridge({ classes: 3 });
    await ridge.fit(features, labelsOf(400, 3, 8));
    const before = ridge.weights.slice();
    const control = new AbortController();
    const fault = await faultOf(() =>
      ridge.fit(features, labelsOf(400, 3, 9), { signal: control.signal, onProgress: () => control.abort() }),
    );
    expect((fault as Error).name).toBe("AbortError");
    expect(ridge.weights).toEqual(before);
  });
});

describe("one-vs-one ridge against Gauss elimination on the samples of each pair", () => {
  const classes = 4;
  const pairs = [
    [1, 0],
    [2, 0],
    [2, 1],
    [3, 0],
    [3, 1],
    [3, 2],
  ] as const;
  const problem = (rows: number, columns: number) => ({
    features: counts(new Uint8Array(rows * columns), rows, columns, 7, columns),
    labels: labelsOf(rows, classes, rows),
  });

  it.each([
    [90, 13],
    [700, 61],
    [257, 97],
  ])(
    "%i × %i: weights and bias agree in double, outputs in either precision, classes with plain votes",
    async (rows, columns) => {
      const { features, labels } = problem(rows, columns);
      const lambda = 0.5;
      const double = new Ridge({ classes, coding: "oneVsOne", lambda, precision: "double" });
      await double.fit(features, labels);
      const x = rowsOf(features, true);
      const unit = unitOf(x);
      const solved = pairs.map(([a, b]) => {
        const rowsHere = labels.flatMap((label, row) => (label === a || label === b ? [row] : []));
        const y = rowsHere.map((row) => [labels[row] === a ? 1 : -1]);
        return plainRidge(
          rowsHere.map((row) => x[row]!),
          y,
          lambda * unit,
          false,
        );
      });
      const weights = x[0]!.flatMap((_, j) => solved.map((pair) => pair.weights[j]![0]!));
      const bias = solved.map((pair) => pair.bias[0]!);
      expect(relative(double.weights, weights)).toBeLessThan(1e-10);
      expect(relative(double.bias, bias)).toBeLessThan(1e-10);
      const outputs = x.flatMap((row) =>
        bias.map((value, k) => row.reduce((sum, xj, j) => sum + xj * weights[j * pairs.length + k]!, value)),
      );
      expect(relative(double.outputs(features), outputs)).toBeLessThan(1e-10);
      const single = new Ridge({ classes, coding: "oneVsOne", lambda, precision: "single" });
      await single.fit(features, labels);
      expect(relative(single.outputs(features), outputs)).toBeLessThan(2e-5);
      const predicted = x.map((_, row) => {
        const score = new Array<number>(classes).fill(0);
        pairs.forEach(([a, b], k) => {
          const output = outputs[row * pairs.length + k]!;
          const clipped = Math.max(-1, Math.min(1, output));
          score[a]! += (output > 0 ? 1 : 0) + 1e-3 * clipped;
          score[b]! += (output > 0 ? 0 : 1) - 1e-3 * clipped;
        });
        return score.indexOf(Math.max(...score));
      });
      expect(Array.from(double.predict(features))).toEqual(predicted);
      const hits = predicted.filter((value, row) => value === labels[row]).length;
      expect(double.score(features, labels)).toBe(hits / rows);
    },
  );

  it("two classes: outputs are twice the second minus one of a one-hot fit, solved apart", async () => {
    const { features } = problem(120, 30);
    const labels = labelsOf(120, 2, 5);
    const pair = new Ridge({ classes: 2, coding: "oneVsOne", lambda: 2, precision: "double" });
    const hot = new Ridge({ classes: 2, lambda: 2, precision: "double" });
    await pair.fit(features, labels);
    await hot.fit(features, labels);
    const second = Array.from(hot.outputs(features)).filter((_, at) => at % 2 === 1);
    expect(
      relative(
        pair.outputs(features),
        second.map((value) => 2 * value - 1),
      ),
    ).toBeLessThan(1e-11);
  });

  it("an output of 0 is a vote for the smaller class; tied votes go to the larger clipped margin, then the smaller class", () => {
    const identity = [0, 1, 2].map((i) => [0, 1, 2].map((j) => Number(i === j)));
    const ridge = ridgeOf({ classes: 3, coding: "oneVsOne", normalise: "none" }, identity, [0, 0, 0]);
    // Outputs of (1, 0), (2, 0), (2, 1).
    const cases: [outputs: [number, number, number], predicted: number][] = [
      [[0, 0, 0], 0],
      [[0.1, 0, 0], 1],
      [[-1, 0.1, 0.1], 2],
      [[0.5, -0.5, 0.5], 0],
      [[0.9, -0.2, 0.1], 1],
      [[0.1, -0.2, 0.9], 2],
      [[50, -1, 1], 0],
    ];
    const values = Float64Array.from(cases.flatMap(([outputs]) => outputs));
    const predicted = ridge.predict({ values, rows: cases.length, columns: 3 });
    expect(Array.from(predicted)).toEqual(cases.map(([, each]) => each));
  });

  it("takes the β of best validation accuracy, as separate fits rank them, and the larger on ties", async () => {
    const { features, labels } = problem(120, 20);
    const held = counts(new Uint8Array(60 * 20), 60, 20, 7, 4);
    const heldLabels = labelsOf(60, classes, 9);
    const grid = [1e-2, 1, 30, 1e9];
    const scores: number[] = [];
    for (const lambda of grid) {
      const one = new Ridge({ classes, coding: "oneVsOne", lambda });
      await one.fit(features, labels);
      scores.push(one.score(held, heldLabels));
    }
    const ridge = new Ridge({ classes, coding: "oneVsOne", lambda: grid });
    const fit = await ridge.fit(features, labels, { validation: { features: held, targets: heldLabels } });
    expect(fit.tried.map(({ validation }) => validation)).toEqual([...scores].reverse());
    expect(fit.lambda).toBe(grid[scores.lastIndexOf(Math.max(...scores))]);
  });

  it("refuses a class without training samples, a regressor and an unknown coding", async () => {
    const { features } = problem(6, 5);
    const ridge = new Ridge({ classes: 3, coding: "oneVsOne" });
    await expectFault(
      () => ridge.fit(features, [0, 2, 0, 2, 0, 2]),
      "out-of-range",
      'number of samples of class 1 of training set of ridge readout must be ≥ 1 with coding "oneVsOne", got 0',
    );
    await expectFault(() => new Ridge({ outputs: 2, coding: "oneVsOne" }), "bad-option", "left out for a regressor");
    await expectFault(() => new Ridge({ classes: 300, coding: "oneVsOne" }), "out-of-range", "[2, 256], got 300");
    const unknown = JSON.parse('{ "classes": 2, "coding": "each" }');
    await expectFault(() => new Ridge(unknown), "bad-option", '"oneHot" or "oneVsOne"');
  });

  it("an aborted fit ends with the slice under way, rejects with the signal's reason and leaves the readout as it was", async () => {
    const { features, labels } = problem(800, 400);
    const ridge = new Ridge({ classes, coding: "oneVsOne" });
    await ridge.fit(features, labels);
    const before = ridge.weights.slice();
    // Every look at the clock is a second later, so that a fit takes breath wherever it may, however fast the machine.
    let now = 0;
    vi.spyOn(Date, "now").mockImplementation(() => (now += 1000));
    onTestFinished(() => void vi.restoreAllMocks());
    for (const share of [0, 0.5]) {
      const control = new AbortController();
      let told = 0;
      const fault = await faultOf(() =>
        ridge.fit(features, labels, {
          signal: control.signal,
          onProgress: (done) => {
            if (control.signal.aborted) told++;
            if (done >= share) control.abort();
          },
        }),
      );
      expect((fault as Error).name).toBe("AbortError");
      expect(control.signal.aborted).toBe(true);
      expect(told).toBe(0);
      expect(ridge.weights).toEqual(before);
    }
  });
});

describe("β by cross-validation, against an explicit loop of fits without each fold", () => {
  const part = ({ values, columns }: Features, rows: number[]): Features => ({
    values: Float64Array.from(rows.flatMap((row) => Array.from(values.subarray(row * columns, (row + 1) * columns)))),
    rows: rows.length,
    columns,
  });

  /** Scores of all predictions, each by a fit to the samples of the other folds. */
  const loop = async (
    options: RidgeOptions,
    grid: number[],
    features: Features,
    targets: number[],
    foldOf: number[],
    width: number,
  ): Promise<number[]> => {
    const all = Array.from({ length: features.rows }, (_, row) => row);
    const of = (rows: number[]) => rows.flatMap((row) => targets.slice(row * width, (row + 1) * width));
    const scores: number[] = [];
    for (const lambda of grid) {
      const predicted = new Array<number>(targets.length);
      for (const fold of new Set(foldOf)) {
        const held = all.filter((row) => foldOf[row] === fold);
        const others = all.filter((row) => foldOf[row] !== fold);
        const one = new Ridge({ ...options, lambda, precision: "double" });
        await one.fit(part(features, others), of(others));
        const found = one.predict(part(features, held));
        held.forEach((row, k) => {
          for (let o = 0; o < width; o++) predicted[row * width + o] = found[k * width + o]!;
        });
      }
      const outputs = options.outputs;
      if (!outputs) scores.push(predicted.filter((label, row) => label === targets[row]).length / targets.length);
      else {
        const r2 = Array.from({ length: outputs }, (_, o) => {
          const y = targets.filter((_, at) => at % outputs === o);
          const z = predicted.filter((_, at) => at % outputs === o);
          const mean = y.reduce((sum, value) => sum + value, 0) / y.length;
          const square = (sum: number, value: number) => sum + value * value;
          return 1 - y.map((value, at) => value - z[at]!).reduce(square, 0) / y.map((v) => v - mean).reduce(square, 0);
        });
        scores.push(r2.reduce((sum, value) => sum + value, 0) / outputs);
      }
    }
    return scores;
  };

  it.each([
    ["variance", 5],
    ["none", 3],
  ] as const)("a regressor, β in units of %s, %i stretches of time", async (scale, folds) => {
    const [rows, columns, outputs] = [131, 60, 2];
    const random = stream(11);
    const values = Float64Array.from({ length: rows * columns }, () => random() - 0.3);
    const features = { values, rows, columns };
    const targets = Array.from({ length: rows * outputs }, (_, at) => {
      const row = Math.floor(at / outputs) * columns;
      return values[row]! - 0.5 * values[row + 1 + (at % 2)]! + 0.6 * random();
    });
    const grid = [1e-3, 0.1, 3, 30, 1000];
    const foldOf = Array.from({ length: rows }, (_, row) =>
      Array.from({ length: folds }, (_, fold) => fold).findLastIndex(
        (fold) => row >= Math.floor((rows * fold) / folds),
      ),
    );
    const scores = await loop({ outputs, scale }, grid, features, targets, foldOf, outputs);
    const ridge = new Ridge({ outputs, scale, lambda: grid });
    const fit = await ridge.fit(features, targets, { folds });
    expect(fit.tried.map(({ lambda }) => lambda)).toEqual([...grid].reverse());
    expect(relative(fit.tried.map(({ validation }) => validation).reverse(), scores)).toBeLessThan(1e-10);
    expect(fit.lambda).toBe(grid[scores.indexOf(Math.max(...scores))]);
    // The best lies within the grid, so that the choice is one.
    expect([grid[0], grid.at(-1)]).not.toContain(fit.lambda);
    const whole = new Ridge({ outputs, scale, lambda: fit.lambda });
    await whole.fit(features, targets);
    expect(relative(ridge.weights, [...whole.weights])).toBeLessThan(1e-9);
    expect(relative(ridge.bias, [...whole.bias])).toBeLessThan(1e-9);
  });

  it.each(["oneHot", "oneVsOne"] as const)(
    "a classifier, %s, folds with their share of every class",
    async (coding) => {
      const [rows, columns, classes] = [120, 70, 4];
      const labels = labelsOf(rows, classes, 5).sort();
      const random = stream(21);
      const values = Float64Array.from({ length: rows * columns }, (_, at) => {
        const label = labels[Math.floor(at / columns)]!;
        return (at % columns === label ? 0.7 : 0) + random();
      });
      const features = { values, rows, columns };
      const grid = [1e-6, 0.1, 30, 1e7];
      // Sorted by class, they are dealt in turn.
      const foldOf = labels.map((_, row) => row % 5);
      const scores = await loop({ classes, coding, normalise: "none" }, grid, features, labels, foldOf, 1);
      const ridge = new Ridge({ classes, coding, normalise: "none", lambda: grid });
      const fit = await ridge.fit(features, labels);
      expect(fit.tried.map(({ validation }) => validation).reverse()).toEqual(scores);
      expect(new Set(scores).size).toBeGreaterThan(2);
      expect(fit.lambda).toBe(grid[scores.lastIndexOf(Math.max(...scores))]);
    },
  );

  it("an aborted one rejects and leaves the readout unfitted", async () => {
    const features = counts(new Uint8Array(400 * 90), 400, 90, 6, 3);
    const ridge = new Ridge({ outputs: 1, lambda: [1, 10] });
    const control = new AbortController();
    const options = { signal: control.signal, onProgress: () => control.abort() };
    const fault = await faultOf(() => ridge.fit(features, new Float64Array(400), options));
    expect(fault).toMatchObject({ name: "AbortError" });
    await expectFault(() => ridge.predict(features), "not-fitted", "fitted first");
  });
});

describe("ridge refuses bad input with a message that names it", () => {
  const features: Features = { values: Uint8Array.of(1, 2, 3, 4, 5, 6), rows: 3, columns: 2 };
  const bad = (part: Partial<Features>): Features => ({ ...features, ...part });
  const fit = (matrix: Features, labels: number[]) => () => new Ridge({ classes: 2 }).fit(matrix, labels);

  it("lengths that do not fit, empty sets", async () => {
    await expectFault(fit(bad({ rows: 4 }), [0, 1, 0]), "bad-shape", "must be rows × columns = 4 × 2 = 8, got 6");
    await expectFault(fit(bad({ rows: 0 }), []), "bad-shape", "rows of training set of ridge readout");
    await expectFault(fit(features, [0, 1]), "bad-shape", "labels.length of training set of ridge readout must be 3");
  });

  it("NaN among the features, labels out of range", async () => {
    const values = Float32Array.of(1, 2, 3, Number.NaN, 5, 6);
    await expectFault(fit(bad({ values }), [0, 1, 0]), "not-finite", "value at row 1, column 1 of training set");
    await expectFault(fit(features, [0, 2, 0]), "out-of-range", "label of sample 1 of training set");
    await expectFault(fit(features, [0, 0.5, 0]), "out-of-range", "0 … 1, got 0.5");
  });

  it("options: neither or both kinds, negative β, no β, folds that there are no samples for", async () => {
    await expectFault(() => new Ridge({}), "bad-option", 'exactly one of the two, got "neither"');
    await expectFault(() => new Ridge({ classes: 2, lambda: -1 }), "out-of-range", "lambda of ridge readout must be");
    const grid = new Ridge({ classes: 2, lambda: [1, 2] });
    await expectFault(
      () => grid.fit(features, [0, 1, 0]),
      "out-of-range",
      "folds of ridge readout must be a whole number in [2, 3], got 5",
    );
    await expectFault(() => grid.fit(features, [0, 1, 0], { folds: 1 }), "out-of-range", "folds of ridge readout");
    await expectFault(() => new Ridge({ classes: 2, lambda: [] }), "bad-option", "one value or a list");
    const pairs = new Ridge({ classes: 2, lambda: [1, 2], coding: "oneVsOne" });
    const short = "number of samples of class 1 of training set of ridge readout must be ≥ 2";
    await expectFault(() => pairs.fit(features, [0, 1, 0], { folds: 2 }), "out-of-range", short);
    await expectFault(() => new Ridge({ outputs: 1 }).outputs(features), "bad-option", "asked of a classifier");
  });

  it("use before a fit, other columns than in training, a singular matrix at β = 0", async () => {
    await expectFault(() => new Ridge({ classes: 2 }).predict(features), "not-fitted", "fitted first");
    const ridge = new Ridge({ classes: 2 });
    await ridge.fit(features, [0, 1, 0]);
    await expectFault(() => ridge.predict(bad({ rows: 2, columns: 3 })), "bad-shape", "must be 2, as in the training");
    const flat = bad({ values: new Uint8Array(6) });
    await expectFault(() => new Ridge({ classes: 2, lambda: 0 }).fit(flat, [0, 1, 0]), "singular", "positive definite");
  });
});

/** The readout of Ivanov & Michmizos (2021), plainly and in f64. */
const plainSoftmax = (
  features: Features,
  labels: number[],
  classes: number,
  options: { batch: number; passes: number; l2: number; normalise: boolean },
) => {
  const { batch, passes, l2 } = options;
  const [rate, rho, epsilon] = [0.1, 0.95, 1e-7];
  const d = features.columns;
  const raw = rowsOf(features, options.normalise);
  // One row of parameters per feature and a last one, the bias.
  const zeros = () => Array.from({ length: d + 1 }, () => new Array<number>(classes).fill(0));
  const w = zeros();
  const a = zeros();
  const c = zeros();
  const hit = Math.E / (Math.E + (classes - 1) / Math.E);
  const miss = 1 / Math.E / (Math.E + (classes - 1) / Math.E);
  for (let pass = 0; pass < passes; pass++)
    for (let first = 0; first < raw.length; first += batch) {
      const rows = raw.slice(first, first + batch);
      const top = options.normalise ? Math.max(...rows.flat()) : 1;
      const g = zeros();
      rows.forEach((row, s) => {
        const x = [...row.map((value) => value / top), 1];
        const z = w[0]!.map((_, o) => x.reduce((sum, xj, j) => sum + xj * w[j]![o]!, 0));
        const e = z.map(Math.exp);
        const total = e.reduce((sum, value) => sum + value, 0);
        e.forEach((value, o) => {
          const delta = (value / total - (o === labels[first + s] ? hit : miss)) / rows.length;
          for (let j = 0; j <= d; j++) g[j]![o]! += x[j]! * delta;
        });
      });
      for (let j = 0; j <= d; j++)
        for (let o = 0; o < classes; o++) {
          const gradient = g[j]![o]! + (j < d ? l2 * w[j]![o]! : 0);
          a[j]![o] = rho * a[j]![o]! + (1 - rho) * gradient ** 2;
          const step = (gradient * Math.sqrt(c[j]![o]! + epsilon)) / Math.sqrt(a[j]![o]! + epsilon);
          c[j]![o] = rho * c[j]![o]! + (1 - rho) * step ** 2;
          w[j]![o]! -= rate * step;
        }
    }
  return { weights: w.slice(0, d).flat(), bias: w[d]! };
};

describe("softmax readout against a plain f64 re-implementation", () => {
  it.each([
    ["ten classes, batches with a short last one, columns not of eight", 10, 53, 13, 12, 6, 5e-10],
    ["two classes, batch larger than the set", 2, 7, 5, 250, 20, 5e-10],
    ["five classes, strong weight decay", 5, 40, 24, 8, 10, 0.05],
  ])("%s: weights and bias after some passes agree", async (_, classes, rows, columns, batch, passes, l2) => {
    const features = counts(new Uint8Array(rows * columns), rows, columns, 9, rows);
    const labels = labelsOf(rows, classes, 77);
    const readout = new SoftmaxReadout({ classes, batch, l2 });
    const fit = await readout.fit(features, labels, { passes });
    expect(fit.pass).toBe(passes);
    const plain = plainSoftmax(features, labels, classes, { batch, passes, l2, normalise: true });
    expect(relative(readout.weights, plain.weights)).toBeLessThan(1e-4);
    expect(relative(readout.bias, plain.bias)).toBeLessThan(1e-4);
  });

  it("features as they are: the first step of each parameter is −η √ε g / √((1 − ρ) g² + ε), g by finite differences", async () => {
    const features = counts(new Float32Array(6 * 3), 6, 3, 5, 2);
    const labels = labelsOf(6, 3, 3);
    const readout = new SoftmaxReadout({ classes: 3, normalise: "none", l2: 0 });
    await readout.fit(features, labels, { passes: 1 });
    const x = rowsOf(features, false);
    const soft = [Math.E, 1 / Math.E].map((value) => value / (Math.E + 2 / Math.E));
    const loss = (w: number[]): number => {
      const each = x.map((row, s) => {
        const z = [0, 1, 2].map((o) => row.reduce((sum, value, j) => sum + value * w[j * 3 + o]!, w[9 + o]!));
        const norm = Math.log(z.reduce((sum, value) => sum + Math.exp(value), 0));
        return z.reduce((sum, value, o) => sum - soft[o === labels[s] ? 0 : 1]! * (value - norm), 0);
      });
      return each.reduce((sum, value) => sum + value, 0) / 6;
    };
    const expected = Array.from({ length: 12 }, (_, k) => {
      const shifted = (by: number) => Array.from({ length: 12 }, (_, i) => (i === k ? by : 0));
      const g = (loss(shifted(1e-5)) - loss(shifted(-1e-5))) / 2e-5;
      return (-0.1 * Math.sqrt(1e-7) * g) / Math.sqrt(0.05 * g * g + 1e-7);
    });
    expect(relative([...readout.weights, ...readout.bias], expected)).toBeLessThan(1e-5);
  });

  it("keeps the earliest pass of best validation accuracy, as fits of fewer passes rank them", async () => {
    const features = counts(new Uint8Array(60 * 12), 60, 12, 9, 1);
    const labels = labelsOf(60, 3, 2);
    const held = counts(new Uint8Array(45 * 12), 45, 12, 9, 3);
    const heldLabels = labelsOf(45, 3, 4);
    const scores: number[] = [];
    for (let passes = 1; passes <= 12; passes++) {
      const shorter = new SoftmaxReadout({ classes: 3, batch: 10 });
      await shorter.fit(features, labels, { passes });
      scores.push(shorter.score(held, heldLabels));
    }
    const readout = new SoftmaxReadout({ classes: 3, batch: 10 });
    const fit = await readout.fit(features, labels, {
      passes: 12,
      validation: { features: held, targets: heldLabels },
    });
    expect(fit.history).toEqual(scores);
    expect(fit.pass).toBe(scores.indexOf(Math.max(...scores)) + 1);
    expect(readout.score(held, heldLabels)).toBe(Math.max(...scores));
  });

  it("an aborted fit rejects with AbortError after the pass under way and keeps the best weights so far", async () => {
    const features = counts(new Uint8Array(60 * 12), 60, 12, 9, 1);
    const labels = labelsOf(60, 3, 2);
    const control = new AbortController();
    const readout = new SoftmaxReadout({ classes: 3, batch: 10 });
    const seen: number[] = [];
    const fault = await faultOf(() =>
      readout.fit(features, labels, {
        signal: control.signal,
        onProgress: ({ pass }) => {
          seen.push(pass);
          if (pass === 3) control.abort();
        },
      }),
    );
    expect((fault as Error).name).toBe("AbortError");
    expect(seen).toEqual([1, 2, 3]);
    const three = new SoftmaxReadout({ classes: 3, batch: 10 });
    await three.fit(features, labels, { passes: 3 });
    expect(readout.weights).toEqual(three.weights);
  });

  it("refuses bad options, labels and shapes with a message that names them", async () => {
    const features: Features = { values: Uint8Array.of(1, 2, 3, 4), rows: 2, columns: 2 };
    const readout = new SoftmaxReadout({ classes: 2 });
    await expectFault(() => new SoftmaxReadout({ classes: 2, batch: 0 }), "out-of-range", "batch of softmax readout");
    await expectFault(() => new SoftmaxReadout({ classes: 2, rho: 1 }), "out-of-range", "rho of softmax readout");
    await expectFault(() => readout.fit(features, [0, 5]), "out-of-range", "label of sample 1 of training set");
    await expectFault(() => readout.fit(features, [0]), "bad-shape", "must be 2, one per sample, got 1");
    await expectFault(
      () => readout.fit({ ...features, values: new Float64Array(4).fill(Number.POSITIVE_INFINITY) }, [0, 1]),
      "not-finite",
      "value at row 0, column 0 of training set of softmax readout must be finite, at most 1e150, got Infinity",
    );
    await expectFault(() => readout.predict(features), "not-fitted", "fitted first");
  });

  it("a silent sample is read as the bias alone", async () => {
    const values = Uint8Array.of(0, 0, 3, 1, 0, 2);
    const readout = new SoftmaxReadout({ classes: 2 });
    await readout.fit({ values, rows: 3, columns: 2 }, [1, 1, 0], { passes: 30 });
    const silent = readout.predict({ values: new Uint8Array(2), rows: 1, columns: 2 });
    expect(silent[0]).toBe(readout.bias[1]! > readout.bias[0]! ? 1 : 0);
    expect(readout.weights.every(Number.isFinite)).toBe(true);
  });
});
