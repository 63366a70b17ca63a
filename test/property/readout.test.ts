import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { kernelRank, singularValues } from "../../dist/src/analysis/kernelRank.js";
import { GRAM_TILE, type GramTask, gramTileRows, splitTileRows, tileIndex } from "../../dist/src/readout/gram.js";
import { mostVoted, pairsOf } from "../../dist/src/readout/pairs.js";
import { Ridge } from "../../dist/src/readout/ridge.js";
import { RidgeBench, type RidgeTask } from "../../dist/src/readout/ridgeTasks.js";

// Catches dependence on how work is cut and on shapes. Could not catch an error that is the same for every cut.

const gramTiles = (task: GramTask): Float64Array => new RidgeBench().run(task);

/** Threads that take and give copies, as those without shared memory do, and finish in reverse order. */
const threadsOf = (parts: number) => ({
  parts,
  run: async function* (tasks: RidgeTask[]) {
    for (const [index, task] of [...tasks.entries()].reverse())
      yield { index, result: structuredClone(new RidgeBench().run(structuredClone(task))) };
  },
});

const taskOf = (rows: number, columns: number, outputs: number, wide: boolean): Omit<GramTask, "begin" | "end"> => {
  const value = (at: number) => (Math.imul(at + 1, 2654435761) >>> 27) % 23;
  const length = rows * columns;
  const values = wide
    ? Float64Array.from({ length }, (_, at) => value(at))
    : Uint8Array.from({ length }, (_, at) => value(at));
  return {
    kind: "gram",
    features: { values, rows, columns },
    precision: wide ? "double" : "single",
    scale: Float64Array.from({ length: rows }, (_, row) => 1 / (3 + row)),
    mean: Float64Array.from({ length: columns }, (_, column) => 0.01 * column),
    targets: Float64Array.from({ length: rows * outputs }, (_, at) => value(at + 7)),
    targetMean: new Float64Array(outputs).fill(2),
  };
};

const shapes = fc.record({
  rows: fc.integer({ min: 1, max: 300 }),
  columns: fc.integer({ min: 1, max: 110 }),
  outputs: fc.integer({ min: 1, max: 50 }),
  wide: fc.boolean(),
});

describe("Gram matrix", () => {
  it("has the same bits for every division of its tile rows", () => {
    fc.assert(
      fc.property(shapes, fc.integer({ min: 1, max: 6 }), ({ rows, columns, outputs, wide }, parts) => {
        const task = taskOf(rows, columns, outputs, wide);
        const { all } = gramTileRows(columns, outputs);
        const whole = gramTiles({ ...task, begin: 0, end: all });
        const joined = splitTileRows(all, parts).flatMap(([begin, end]) =>
          Array.from(gramTiles({ ...task, begin, end })),
        );
        expect(Float64Array.from(joined)).toEqual(whole);
      }),
      { numRuns: 25, seed: 1 },
    );
  });

  it("agrees with direct f64 sums: to 1e-6 of the largest entry in single precision, 1e-13 in double", () => {
    fc.assert(
      fc.property(shapes, ({ rows, columns, outputs, wide }) => {
        const task = taskOf(rows, columns, outputs, wide);
        const { features: tileRows, all } = gramTileRows(columns, outputs);
        const tiles = gramTiles({ ...task, begin: 0, end: all });
        const z = (s: number, i: number): number =>
          i < columns
            ? task.features.values[s * columns + i]! * task.scale[s]! - task.mean[i]!
            : task.targets[s * outputs + i - columns]! - task.targetMean[i - columns]!;
        const place = (i: number): number => (i < columns ? i : tileRows * GRAM_TILE + i - columns);
        let worst = 0;
        let largest = 0;
        for (let i = 0; i < columns + outputs; i += 7)
          for (let j = 0; j <= i; j += 3) {
            let direct = 0;
            for (let s = 0; s < rows; s++) direct += z(s, i) * z(s, j);
            const [p, q] = [place(i), place(j)];
            const tile = tileIndex(Math.floor(p / GRAM_TILE), Math.floor(q / GRAM_TILE));
            const found = tiles[tile + (p % GRAM_TILE) * GRAM_TILE + (q % GRAM_TILE)]!;
            worst = Math.max(worst, Math.abs(found - direct));
            largest = Math.max(largest, Math.abs(direct));
          }
        expect(worst).toBeLessThanOrEqual((wide ? 1e-13 : 1e-6) * Math.max(largest, 1e-3));
      }),
      { numRuns: 25, seed: 2 },
    );
  });

  it("from features on a SharedArrayBuffer has the bits of one from a private array", () => {
    const task = taskOf(150, 60, 2, false);
    const shared = new Uint8Array(new SharedArrayBuffer(150 * 60));
    shared.set(task.features.values);
    const range = { begin: 0, end: gramTileRows(60, 2).all };
    const found = gramTiles({ ...task, ...range, features: { ...task.features, values: shared } });
    expect(found).toEqual(gramTiles({ ...task, ...range }));
  });

  it("of some samples, in any order of theirs, has the bits of one of these samples alone", () => {
    const task = taskOf(300, 60, 2, false);
    const samples = Uint32Array.from({ length: 170 }, (_, k) => (k * 7) % 300);
    const range = { begin: 0, end: gramTileRows(60, 2).all };
    const pick = <T>(from: ArrayLike<T>, width: number): T[] =>
      Array.from(samples, (row) => Array.from({ length: width }, (_, j) => from[row * width + j]!)).flat();
    const alone = {
      ...task,
      features: { values: Uint8Array.from(pick(task.features.values, 60)), rows: 170, columns: 60 },
      scale: Float64Array.from(pick(task.scale, 1)),
      targets: Float64Array.from(pick(task.targets, 2)),
    };
    expect(gramTiles({ ...task, ...range, samples })).toEqual(gramTiles({ ...alone, ...range }));
  });

  it.each([
    ["oneHot", 0.1],
    ["oneVsOne", 0.1],
    ["oneHot", [0.1, 10]],
    ["oneVsOne", [0.1, 10]],
  ] as const)(
    "a %s fit (β: %s) done elsewhere, in any number of parts and order, has the bits of a fit done here",
    async (coding, lambda) => {
      const { features } = taskOf(200, 120, 1, false);
      const labels = Array.from({ length: 200 }, (_, row) => (row * 7) % 5);
      const here = new Ridge({ classes: 5, coding, lambda });
      await here.fit(features, labels);
      const shared = globalThis.SharedArrayBuffer;
      for (const parts of [1, 2, 3, 5, 20]) {
        const there = new Ridge({ classes: 5, coding, lambda });
        if (parts === 3) Reflect.deleteProperty(globalThis, "SharedArrayBuffer");
        await there.fit(features, labels, { threads: threadsOf(parts) }).finally(() => {
          globalThis.SharedArrayBuffer = shared;
        });
        expect(there.weights).toEqual(here.weights);
        expect(there.bias).toEqual(here.bias);
      }
    },
  );
});

describe("votes of pairs of classes", () => {
  it("name the class of largest votes + 0.001 · margin, the first of equals", () => {
    const output = fc.constantFrom(-3, -1, -0.5, 0, 0.5, 1, 3);
    fc.assert(
      fc.property(
        fc
          .integer({ min: 2, max: 6 })
          .chain((classes) =>
            fc.tuple(
              fc.constant(classes),
              fc.array(output, { minLength: (classes * (classes - 1)) / 2, maxLength: (classes * (classes - 1)) / 2 }),
            ),
          ),
        ([classes, raw]) => {
          const score = new Array<number>(classes).fill(0);
          const margin = new Array<number>(classes).fill(0);
          let at = 0;
          for (let a = 1; a < classes; a++)
            for (let b = 0; b < a; b++, at++) {
              score[raw[at]! > 0 ? a : b]! += 1;
              margin[a]! += Math.max(-1, Math.min(1, raw[at]!));
              margin[b]! -= Math.max(-1, Math.min(1, raw[at]!));
            }
          const total = score.map((votes, c) => votes + 1e-3 * margin[c]!);
          expect(mostVoted(Float64Array.from(raw), classes)[0]).toBe(total.indexOf(Math.max(...total)));
          expect(pairsOf(classes).length).toBe(raw.length);
        },
      ),
      { numRuns: 300, seed: 4 },
    );
  });
});

describe("singular values and rank", () => {
  it("of a matrix and its transpose agree; their squares sum to the squared norm; no rank exceeds the shorter side", () => {
    const sizes = fc.record({ rows: fc.integer({ min: 1, max: 17 }), columns: fc.integer({ min: 1, max: 17 }) });
    fc.assert(
      fc.property(
        sizes.chain(({ rows, columns }) =>
          fc.record({
            rows: fc.constant(rows),
            columns: fc.constant(columns),
            values: fc.array(fc.integer({ min: 0, max: 5 }), { minLength: rows * columns, maxLength: rows * columns }),
          }),
        ),
        ({ rows, columns, values }) => {
          const transposed = values.map((_, at) => values[(at % rows) * columns + Math.floor(at / rows)]!);
          const one = singularValues(values, rows, columns);
          const other = singularValues(transposed, columns, rows);
          const norm = values.reduce((sum, value) => sum + value * value, 0);
          expect(Math.abs(one.reduce((sum, value) => sum + value * value, 0) - norm)).toBeLessThanOrEqual(1e-12 * norm);
          for (const [k, value] of one.entries())
            expect(Math.abs(value - other[k]!)).toBeLessThanOrEqual(1e-13 * (1 + one[0]!));
          const rank = kernelRank(values, rows, columns);
          expect(rank).toBe(kernelRank(transposed, columns, rows));
          expect(rank).toBeLessThanOrEqual(Math.min(rows, columns));
        },
      ),
      { numRuns: 200, seed: 3 },
    );
  });
});
