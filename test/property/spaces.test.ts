// Spaces: what every one must be, whatever its parameters. Could not catch draws that are uniform but depend on each other.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { grid, random, sobol } from "../../dist/src/index.js";

const unit = { low: 0, high: 1 };

describe("grid", () => {
  it("is the nested loops that one would write, seeds innermost", () => {
    const expected: object[] = [];
    for (const a of [1, 2])
      for (const rule of ["x", "y", "z"])
        for (const on of [true, false]) for (const seed of [5, 3]) expected.push({ a, rule, on, seed });
    const space = grid({ a: [1, 2], rule: ["x", "y", "z"], on: [true, false] }, { seeds: [5, 3] });
    expect([...space]).toEqual(expected);
    expect([...space]).toEqual(expected);
    expect(space.length).toBe(24);
    expect(Object.keys([...space][0]!)).toEqual(["a", "rule", "on", "seed"]);
  });

  it("takes equal steps of a range or of its logarithm, both ends exactly, in short decimals", () => {
    const values = (parameter: { low: number; high: number; steps: number; log?: true; whole?: true }) =>
      [...grid({ x: parameter })].map(({ x }) => x);
    expect(values({ low: 0.1, high: 0.5, steps: 5 })).toEqual([0.1, 0.2, 0.3, 0.4, 0.5]);
    expect(values({ low: 0.01, high: 100, steps: 5, log: true })).toEqual([0.01, 0.1, 1, 10, 100]);
    expect(values({ low: 1, high: 100, steps: 4, log: true, whole: true })).toEqual([1, 5, 22, 100]);
  });

  it("of no parameters is its seeds", () => {
    expect([...grid({}, { seeds: 3 })]).toEqual([{ seed: 1 }, { seed: 2 }, { seed: 3 }]);
  });
});

describe("random", () => {
  it("stays within its ranges, takes both ends of whole ones, and every value of a list", () => {
    const space = random(
      { x: { low: -2, high: 3 }, k: { low: 1, high: 4, whole: true }, word: ["a", "b"], on: [true, false] },
      { n: 400, seed: 7 },
    );
    const trials = [...space];
    for (const { x } of trials) expect(x >= -2 && x <= 3).toBe(true);
    expect([...new Set(trials.map(({ k }) => k))].sort()).toEqual([1, 2, 3, 4]);
    expect([...new Set(trials.map(({ word, on }) => `${word} ${on}`))].length).toBe(4);
  });

  it("a logarithmic range has as many points in each decade: a chi-square of 3 degrees of freedom below its 0.1 % quantile", () => {
    const n = 4000;
    const decades = [0, 0, 0, 0];
    for (const { x } of random({ x: { low: 0.01, high: 100, log: true } }, { n, seed: 3 }))
      decades[Math.floor(Math.log10(x)) + 2]!++;
    const chiSquare = decades.reduce((sum, count) => sum + (count - n / 4) ** 2 / (n / 4), 0);
    expect(chiSquare).toBeLessThan(16.27);
    expect(chiSquare).toBeGreaterThan(0);
  });

  it("more points, and further parameters, leave the first as they are; another seed draws others", () => {
    const x = { low: 0, high: 1 };
    const few = [...random({ x }, { n: 5, seed: 1 })].map((trial) => trial.x);
    const more = [...random({ y: { low: 5, high: 9 }, x }, { n: 50, seed: 1 })].map((trial) => trial.x);
    expect(more.slice(0, 5)).toEqual(few);
    const others = [...random({ x }, { n: 5, seed: 2 })].map((trial) => trial.x);
    expect(others.filter((value) => few.includes(value))).toEqual([]);
  });
});

describe("sobol", () => {
  const names = ["a", "b", "c", "d", "e", "f"] as const;
  const parameters = Object.fromEntries(names.map((name) => [name, unit]));

  it("any 2^k points from a multiple of 2^k on, shifted or not: one in each interval of length 2^−k of every parameter", () => {
    fc.assert(
      fc.property(fc.nat(7), fc.nat(5), fc.option(fc.nat(1000), { nil: undefined }), (k, block, seed) => {
        const n = 2 ** k;
        const all = [...sobol(parameters, { n: (block + 1) * n, ...(seed === undefined ? {} : { seed }) })];
        for (const name of names) {
          const cells = all.slice(block * n).map((trial) => Math.floor((trial[name] as number) * n));
          expect(cells.sort((p, q) => p - q)).toEqual(Array.from({ length: n }, (_, cell) => cell));
        }
      }),
      { numRuns: 40 },
    );
  });

  it("of the first two parameters every elementary box of area 2^−k has one of 2^k points: a (0, k, 2)-net in base 2", () => {
    for (const seed of [undefined, 11])
      for (let k = 1; k <= 8; k++) {
        const n = 2 ** k;
        const points = [...sobol({ a: unit, b: unit }, { n, ...(seed === undefined ? {} : { seed }) })];
        for (let along = 0; along <= k; along++) {
          const boxes = new Set(
            points.map(({ a, b }) => `${Math.floor(a * 2 ** along)} ${Math.floor(b * 2 ** (k - along))}`),
          );
          expect(boxes.size).toBe(n);
        }
      }
  });

  it("fills the square more evenly than random points: its star discrepancy on 256 points is below a third of theirs", () => {
    // Corners of boxes at the points themselves; the greatest difference between share of points and area.
    const discrepancy = (points: { a: number; b: number }[]): number => {
      let worst = 0;
      for (const { a } of points)
        for (const { b } of points) {
          const inside = points.filter((point) => point.a <= a && point.b <= b).length / points.length;
          worst = Math.max(worst, Math.abs(inside - a * b));
        }
      return worst;
    };
    const even = discrepancy([...sobol({ a: unit, b: unit }, { n: 256 })]);
    const chance = discrepancy([...random({ a: unit, b: unit }, { n: 256, seed: 1 })]);
    expect(even).toBeGreaterThan(0);
    expect(even).toBeLessThan(chance / 3);
  });

  it("runs through lists and whole ranges evenly", () => {
    const trials = [...sobol({ word: ["a", "b", "c", "d"], k: { low: 1, high: 8, whole: true } }, { n: 64 })];
    for (const word of ["a", "b", "c", "d"]) expect(trials.filter((trial) => trial.word === word).length).toBe(16);
    for (let k = 1; k <= 8; k++) expect(trials.filter((trial) => trial.k === k).length).toBe(8);
  });
});

describe("what is no space is refused", () => {
  const cases: [string, () => unknown, RegExp][] = [
    ["an empty list", () => grid({ x: [] }), /values of parameter "x" of a grid must be at least one/],
    ["NaN in a list", () => grid({ x: [1, Number.NaN] }), /values\[1\] of parameter "x"/],
    ["an object in a list", () => grid({ x: [{}] as never }), /values\[0\] of parameter "x"/],
    ["a value twice", () => grid({ x: [1, 2, 1] }), /values\[2\] of parameter "x" of a grid must be unlike/],
    ["a range without steps", () => grid({ x: { low: 0, high: 1 } as never }), /steps of parameter "x"/],
    ["one step", () => grid({ x: { low: 0, high: 1, steps: 1 } }), /at least 2/],
    ["too many whole steps", () => grid({ x: { low: 1, high: 3, steps: 6, whole: true } }), /values that differ/],
    [
      "high below low",
      () => random({ x: { low: 2, high: 1 } }, { n: 3, seed: 1 }),
      /high of parameter "x" of a random/,
    ],
    ["low 0 of a logarithm", () => sobol({ x: { low: 0, high: 1, log: true } }, { n: 3 }), /low of parameter "x".*> 0/],
    ["a whole range of fractions", () => sobol({ x: { low: 0.5, high: 2, whole: true } }, { n: 3 }), /a whole number/],
    [
      "steps of a random range",
      () => random({ x: { low: 0, high: 1, steps: 3 } as never }, { n: 3, seed: 1 }),
      /steps/,
    ],
    ["a misspelt option", () => grid({ x: [1] }, { seed: 3 } as never), /did you mean "seeds"/],
    ["a parameter named seed", () => grid({ seed: [1, 2] }), /seeds are the option \{ seeds \}/],
    ["seeds below 0", () => grid({}, { seeds: [-1] }), /seeds\[0\] of a grid must be a safe integer ≥ 0/],
    ["no seeds", () => grid({}, { seeds: 0 }), /seeds of a grid/],
    ["a seed twice", () => grid({}, { seeds: [4, 4] }), /seeds\[1\]/],
    ["no n", () => random({ x: [1] }, {} as never), /n of a random must be a whole number/],
    ["no options", () => (sobol as (p: object) => unknown)({ x: [1, 2] }), /options of a sobol/],
    ["a negative seed", () => random({ x: [1, 2] }, { n: 2, seed: -1 }), /seed of Random/],
    ["nothing to draw", () => random({}, { n: 2, seed: 1 }), /parameters of a random must be at least one/],
    [
      "41 dimensions",
      () => sobol(Object.fromEntries(Array.from({ length: 41 }, (_, k) => [`x${k}`, unit])), { n: 2 }),
      /parameters of a sobol must be 1 … 40, got 41/,
    ],
    ["no object", () => grid([1, 2] as never), /parameters of a grid/],
  ];
  it.each(cases)("%s", (_, make, message) => {
    expect(make).toThrow(message);
    expect(make).toThrow(expect.objectContaining({ name: "NeurogliaError" }));
  });
});
