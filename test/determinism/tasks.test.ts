import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import {
  delayedCopies,
  delayedParity,
  henon,
  logistic,
  lorenz,
  mackeyGlass,
  memoryCapacity,
  narma,
  poissonTemplates,
  Random,
  rossler,
  sawtooth,
  sine,
  temporalXor,
} from "../../dist/src/index.js";

// The bits of tasks, pinned: a change of any is a change for everybody's results, and belongs into the changelog. Could not
// catch bits that differ on another machine, but there they would fail.

const hash = (...arrays: readonly ArrayBufferView[]): string => {
  const sum = createHash("sha256");
  for (const { buffer, byteOffset, byteLength } of arrays) sum.update(new Uint8Array(buffer, byteOffset, byteLength));
  return sum.digest("hex").slice(0, 16);
};

const random = (draw: (random: Random) => number): string => {
  const source = new Random(2 ** 40 + 1, "test:golden", 3);
  return hash(Float64Array.from({ length: 500 }, () => draw(source)));
};

describe("same seed, same bits", () => {
  it("random numbers", () => {
    expect({
      uniform: random((source) => source.uniform()),
      normal: random((source) => source.normal()),
      exponential: random((source) => source.exponential()),
      integer: random((source) => source.integer(1000)),
      poisson: random((source) => source.poisson(700)),
    }).toMatchInlineSnapshot(`
      {
        "exponential": "cc501b7edf0b7c2d",
        "integer": "ef3f9e8cca2d7914",
        "normal": "7151bbfc790ffbce",
        "poisson": "0b1796ad2a0035e7",
        "uniform": "8d075c75fa7a8516",
      }
    `);
  });

  it("series", () => {
    const length = 400;
    const { input, target } = narma({ length, seed: 1 });
    expect({
      narma: hash(input.values, target.values),
      mackeyGlass: hash(mackeyGlass({ length }).values),
      mackeyGlassBroken: hash(mackeyGlass({ length, n: 9.65 }).values),
      lorenz: hash(lorenz({ length }).values),
      rossler: hash(rossler({ length }).values),
      henon: hash(henon({ length }).values),
      logistic: hash(logistic({ length }).values),
      sine: hash(sine({ length, period: 37 }).values),
      sawtooth: hash(sawtooth({ length, period: 37 }).values),
      delayedCopies: hash(delayedCopies({ length, seed: 1, delays: [3, 5] }).target.values),
      delayedParity: hash(delayedParity({ length, seed: 1 }).target.values),
    }).toMatchInlineSnapshot(`
      {
        "delayedCopies": "729dafa6988c17ab",
        "delayedParity": "b1d8404d54a6f835",
        "henon": "f1e134d179314361",
        "logistic": "12bf9c255babb26f",
        "lorenz": "f1d9a6f86466a4dd",
        "mackeyGlass": "7399cb41a77a5428",
        "mackeyGlassBroken": "7a13cb924daed9c4",
        "narma": "e642c187e7ceebcc",
        "rossler": "d7e20e608391c0c3",
        "sawtooth": "19aaa2c2f8f4263a",
        "sine": "3245da50c7a35773",
      }
    `);
  });

  it("samples and their splits", () => {
    const options = { samples: 10, channels: 5, seed: 1 };
    const tasks = [poissonTemplates(options), temporalXor(options)];
    expect(
      tasks.map(({ samples, labels, split: { train, validation, test } }) =>
        hash(...samples.flatMap(({ times, ids }) => [times, ids]), labels, train, validation, test),
      ),
    ).toMatchInlineSnapshot(`
      [
        "5a4e2a117e1832f4",
        "d8315fa735085a61",
      ]
    `);
  });

  it("memory capacity, whose transforms take their roots of unity from + − × ÷ and √", () => {
    const [rows, columns] = [2000, 7];
    const source = new Random(5, "test:golden");
    const input = Float64Array.from({ length: rows }, () => source.uniform());
    const values = new Float32Array(rows * columns);
    for (let t = 1; t < rows; t++)
      for (let c = 0; c < columns; c++)
        values[t * columns + c] = 0.1 * (c + 3) * values[(t - 1) * columns + c]! + input[t]!;
    expect(hash(memoryCapacity({ values, rows, columns }, input, { delays: 50 }).byDelay)).toMatchInlineSnapshot(
      `"3db7510840cf4dc0"`,
    );
  });
});
