import fc from "fast-check";
import { expect, it } from "vitest";
import { rows, type StateMatrix } from "../../dist/src/index.js";

// Could not catch a split that is wrong: tests of tasks do.

const matrix = (count: number, columns: number): StateMatrix => ({
  values: Float32Array.from({ length: count * columns }, (_, k) => k),
  rows: count,
  columns,
  rowNames: Array.from({ length: count }, (_, k) => `row ${k}`),
  columnNames: Array.from({ length: columns }, (_, k) => `column ${k}`),
});

it("rows of ranges and lists, of matrices and series, are those of slices of lists of rows", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 4 }),
      fc.infiniteStream(fc.nat()),
      (count, width, stream) => {
        const draw = () => stream.next().value as number;
        const [a, b] = [draw() % (count + 1), draw() % (count + 1)];
        const range = [Math.min(a, b), Math.max(a, b)] as const;
        const list = Uint32Array.from({ length: draw() % 5 }, () => draw() % count);
        const states = matrix(count, width);
        const series = { values: Float64Array.from(states.values), length: count, channels: width };
        for (const choice of [range, list]) {
          const ids =
            choice instanceof Uint32Array
              ? [...choice]
              : Array.from({ length: range[1] - range[0] }, (_, k) => range[0] + k);
          const values = ids.flatMap((id) => Array.from({ length: width }, (_, c) => id * width + c));
          const part = rows(states, choice);
          expect([...part.values]).toEqual(values);
          expect(part).toMatchObject({
            rows: ids.length,
            columns: width,
            columnNames: states.columnNames,
            rowNames: ids.map((id) => `row ${id}`),
          });
          expect(rows(series, choice)).toEqual({
            values: Float64Array.from(values),
            length: ids.length,
            channels: width,
          });
        }
      },
    ),
    { seed: 3, numRuns: 60 },
  );
});

it("refuses rows that there are not", () => {
  const states = matrix(4, 2);
  for (const range of [
    [-1, 2],
    [2, 1],
    [0, 5],
    [0.5, 2],
    [0, Number.NaN],
  ] as const)
    expect(() => rows(states, range)).toThrow(/range of rows must be \[begin, end\) within 0 … 4/);
  expect(() => rows(states, Uint32Array.of(1, 4))).toThrow(/row 1 of the list of rows must be 0 … 3, got 4/);
});
