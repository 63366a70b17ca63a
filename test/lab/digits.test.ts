// Could not catch what only a browser shows: how pen and page go together (readsDigits.test.ts).
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { loadImageDataset } from "../../dist/src/datasets/node/images.js";
import { RateCode } from "../../dist/src/encode/rateCode.js";
import { FIRST_TRIAL, Presentation } from "../../dist/src/papers/nalsm/presentation.js";
import {
  decodeTrainedLiquid,
  encodeTrainedLiquid,
  type TrainedLiquid,
} from "../../dist/src/papers/nalsm/trainedLiquid.js";
import { nalsm2021 } from "../../dist/src/papers/nalsm2021.js";
import type { LabelledImages, NalsmOptions } from "../../dist/src/papers/paper.js";
import { unpackedDigits } from "../../lab/digits/sample.js";
import { Judge } from "../../lab/digits/scores.js";
import { box, centreOfMass, pictureOf, type Stroke, side } from "../../lab/digits/strokes.js";
import { packedDigits } from "../../scripts/digits.mjs";
import { blobDataset } from "../images.js";
import { temporaryFolder } from "../temporaryFolder.js";

/** First and last row and column that are at least half inked. */
const bounds = (pixels: Uint8Array) => {
  const inked = [...pixels.keys()].filter((at) => pixels[at]! >= 128);
  const columns = inked.map((at) => at % side);
  const rows = inked.map((at) => Math.floor(at / side));
  return {
    width: Math.max(...columns) - Math.min(...columns) + 1,
    height: Math.max(...rows) - Math.min(...rows) + 1,
  };
};
const massOf = (pixels: Uint8Array): number => pixels.reduce((sum, grey) => sum + grey, 0);

const ellipse = (x: number, y: number): Stroke =>
  Array.from({ length: 41 }, (_, k) => [
    0.5 + x * Math.sin((2 * Math.PI * k) / 40),
    0.5 - y * Math.cos((2 * Math.PI * k) / 40),
  ]).flat();
const zero = [ellipse(0.2, 0.3)];
const one = [[0.5, 0.2, 0.5, 0.8]];
const four = [
  [0.35, 0.2, 0.32, 0.5, 0.68, 0.5],
  [0.62, 0.2, 0.62, 0.82],
];

describe("pictures of drawings", () => {
  it.each([
    ["0", zero],
    ["1", one],
    ["4", four],
  ])(
    "a %s fills a box of 20 pixels, and its centre of mass is in the middle to a tenth of a pixel, as in MNIST",
    (_, strokes) => {
      const picture = pictureOf(strokes)!;
      const { width, height } = bounds(picture);
      expect(Math.max(width, height)).toBeGreaterThanOrEqual(box - 1);
      expect(Math.max(width, height)).toBeLessThanOrEqual(box + 1);
      const { x, y } = centreOfMass(picture);
      expect(Math.abs(x - side / 2)).toBeLessThan(0.1);
      expect(Math.abs(y - side / 2)).toBeLessThan(0.1);
    },
  );

  it("proportions stay: a path half as wide as high is, with the width of its line, 11.2 pixels wide", () => {
    const { width, height } = bounds(pictureOf([ellipse(0.15, 0.3)])!);
    expect(height).toBe(box);
    expect([11, 12]).toContain(width);
  });

  it("neither size nor place of a drawing matters", () => {
    const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
    fc.assert(
      fc.property(number(0.05, 400), number(-5, 5), number(-5, 5), (scale, dx, dy) => {
        const moved = four.map((stroke) => stroke.map((at, k) => scale * at + (k % 2 === 0 ? dx : dy)));
        const [before, after] = [pictureOf(four)!, pictureOf(moved)!];
        for (const [at, grey] of before.entries()) expect(Math.abs(after[at]! - grey)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("ink far from the centre of mass is not pushed out of the picture", () => {
    const scribble = Array.from({ length: 60 }, (_, k) => [(k % 2) * 0.1, k / 600]).flat();
    const picture = pictureOf([scribble, [0.05, 0.05, 1, 1]])!;
    const { width, height } = bounds(picture);
    expect([width, height]).toEqual([box, box]);
  });

  it("a dot is a dot, and nothing is no picture", () => {
    const { width, height } = bounds(pictureOf([[0.3, 0.9]])!);
    expect(width * height).toBeLessThanOrEqual(9);
    expect(pictureOf([])).toBeNull();
    expect(pictureOf([[]])).toBeNull();
  });
});

describe("the packed images", () => {
  const packed: Uint8Array<ArrayBuffer> = new Uint8Array(packedDigits({ train: 200, test: 100 }));

  it("are those of MNIST, at equal distances, with the scale of all of them", async () => {
    const mnist = loadImageDataset("mnist");
    const { train, test, peak } = await unpackedDigits(packed);
    expect(peak).toBe(new RateCode(mnist.train).peak);
    const pick = ({ pixels, labels }: LabelledImages, place: number) => [
      labels[place],
      ...pixels.subarray(place * 784, (place + 1) * 784),
    ];
    expect([train.count, test.count]).toEqual([200, 100]);
    for (const k of [0, 7, 199]) expect(pick(train, k)).toEqual(pick(mnist.train, 300 * k));
    for (const k of [0, 7, 99]) expect(pick(test, k)).toEqual(pick(mnist.test, 100 * k));
  });

  it("have as much ink as drawings have: those lie between the 5 % and 95 % quantiles of their digit", async () => {
    const { train } = await unpackedDigits(packed);
    for (const [digit, strokes] of [
      [0, zero],
      [1, one],
      [4, four],
    ] as const) {
      const masses = [...train.labels.keys()]
        .filter((k) => train.labels[k] === digit)
        .map((k) => massOf(train.pixels.subarray(784 * k, 784 * (k + 1))))
        .sort((a, b) => a - b);
      const mass = massOf(pictureOf(strokes)!);
      expect(mass, `of a ${digit}`).toBeGreaterThan(masses[Math.floor(0.05 * masses.length)]!);
      expect(mass, `of a ${digit}`).toBeLessThan(masses[Math.floor(0.95 * masses.length)]!);
    }
  });

  it("are refused when damaged or something else", async () => {
    for (const bytes of [
      packed.slice(0, 1000),
      new Uint8Array(0),
      new Uint8Array(gzipSync("hello")),
      new Uint8Array(gzipSync(gunzipSync(packed).subarray(0, -1))),
    ])
      await expect(unpackedDigits(bytes)).rejects.toMatchObject({ name: "NeurogliaError", code: "bad-file" });
  });
});

describe("a file of a trained liquid", () => {
  const dataset = blobDataset();
  const trainedBy = async (options: Partial<NalsmOptions> = {}) => {
    const samples = { init: 6, train: 40, validation: 5, test: 20 };
    const { summary, trained } = await nalsm2021({ dataset, neurons: 64, samples, seed: 3, workers: 2, ...options });
    return { accuracy: summary.accuracy.test!, trained: trained! };
  };
  let made: { accuracy: number; trained: TrainedLiquid };
  let file: Uint8Array<ArrayBuffer>;
  beforeAll(async () => {
    made = await trainedBy();
    file = await encodeTrainedLiquid(made.trained);
  });

  it.each([
    ["ridge", {}],
    ["the paper's readout", { readout: "paper" }],
    ["a liquid that never learns", { variant: "static" }],
  ] as const)("%s: what comes out of it is what went in, to the bit", async (_, options) => {
    const { trained } = await trainedBy(options);
    const { readout, ...rest } = await decodeTrainedLiquid(await encodeTrainedLiquid(trained), "x");
    const { readout: before, ...others } = trained;
    expect(rest).toEqual(others);
    expect(readout.save()).toEqual(before.save());
  });

  it("liquid and readout out of it recognise as many test images as the run that wrote it", async () => {
    const { liquid, weights, readout, accuracy } = await decodeTrainedLiquid(file, "x");
    expect(accuracy).toBe(made.accuracy);
    const presentation = await Presentation.open(liquid, weights);
    const code = new RateCode(dataset.test);
    const judge = new Judge({ ...made.trained, readout });
    let right = 0;
    for (const [k, label] of dataset.test.labels.entries()) {
      const counts = await presentation.show(code.probabilities(k), FIRST_TRIAL.test + k);
      const { digit, scores } = judge.of(counts);
      expect(digit).toBe(readout.predict({ values: counts, rows: 1, columns: 64 })[0]);
      expect(scores.reduce((sum, each) => sum + each, 0)).toBe(45);
      right += digit === label ? 1 : 0;
    }
    expect(right / dataset.test.count).toBe(made.accuracy);
  });

  it("weights that do not fit the wiring are refused", async () => {
    const { liquid, weights } = made.trained;
    await expect(Presentation.open({ ...liquid, seed: 4 }, weights)).rejects.toMatchObject({ name: "NeurogliaError" });
  });

  const refusal = (bytes: Uint8Array<ArrayBuffer>) =>
    decodeTrainedLiquid(bytes, "file x").then(
      () => "accepted",
      ({ name, code, message }) => (name === "NeurogliaError" && code === "bad-file" ? message : `${name}: ${message}`),
    );
  /** The file with something in its JSON replaced. */
  const with_ = (change: (content: Record<string, never>) => object): Uint8Array<ArrayBuffer> =>
    new Uint8Array(gzipSync(JSON.stringify(change(JSON.parse(gunzipSync(file).toString())))));

  it("damage and foreign files are refused, and say why", async () => {
    expect(await refusal(new Uint8Array([1, 2, 3]))).toMatch(/format of file x must be a file that .* --save/);
    expect(await refusal(new Uint8Array(gzipSync("hello")))).toMatch(/format of file x/);
    expect(await refusal(new Uint8Array(gzipSync('{"format":"neuroglia-readout"}')))).toMatch(
      /got "neuroglia-readout"/,
    );
    expect(await refusal(file.slice(0, -20))).toMatch(/content of file x must be a whole and undamaged gzip file/);
    for (const part of [0.1, 0.5, 0.9]) {
      const flipped = file.slice();
      flipped[Math.floor(part * file.length)]! ^= 4;
      expect(await refusal(flipped), `a bit at ${part}`).toMatch(/content of file x/);
    }
  });

  it("what unpacks to more than can be, or than it says, is refused before it fills memory", async () => {
    const zeros = (n: number) => new Uint8Array(gzipSync(new Uint8Array(n), { level: 1 }));
    const told = (bytes: Uint8Array<ArrayBuffer>, size: number) => {
      new DataView(bytes.buffer).setUint32(bytes.length - 4, size, true);
      return bytes;
    };
    expect(await refusal(zeros(2 ** 28 + 1))).toBe(
      "content of file x must be a whole and undamaged gzip file of at most 268435456 bytes unpacked, " +
        'got "one of 268435457 bytes, by its last four"',
    );
    expect(await refusal(told(zeros(2 ** 28), 1000))).toMatch(/got "more than 1000 bytes, which is what its last four/);
    expect(await refusal(told(zeros(1000), 2 ** 20))).toMatch(/content of file x must be a whole and undamaged gzip/);
  });

  it("parts that are not what they should be are refused, and named", async () => {
    for (const [change, message] of [
      [{ version: 2 }, /version of file x must be 1/],
      [{ liquid: { ...made.trained.liquid, neurons: 65 } }, /liquid.neurons of file x must be the cube/],
      [
        { liquid: { ...made.trained.liquid, neurons: 27 } },
        /readout of file x must be one of the counts of 27 neurons, got .* must be 64/,
      ],
      [{ liquid: { ...made.trained.liquid, variant: "x" } }, /liquid.variant of file x must be one of nalsm/],
      [{ liquid: { ...made.trained.liquid, seed: -1 } }, /liquid.seed/],
      [{ liquid: null }, /liquid of file x must be an object/],
      [{ weights: ["*"] }, /weights 0 of file x must be bytes in base64/],
      [{ weights: [""] }, /format of weights 0 of file x must be NPY/],
      [{ peak: 0 }, /peak of file x/],
      [{ dataset: "cifar" }, /dataset of file x must be one of mnist, fashion-mnist/],
      [{ samples: { init: 1, train: 2 } }, /samples.test of file x/],
      [{ accuracy: "all" }, /accuracy of file x/],
      [{ readout: { json: {}, arrays: {} } }, /format of file x must be "neuroglia-readout"/],
    ] as [object, RegExp][])
      expect(await refusal(with_((content) => ({ ...content, ...change })))).toMatch(message);
    expect(await refusal(new Uint8Array(0))).toMatch(/format of file x/);
  });

  it("neuroglia reproduce nalsm-2021 --save writes one", async () => {
    const path = join(temporaryFolder(), "digits.nalsm");
    const main = fileURLToPath(new URL("../../dist/src/cli/main.js", import.meta.url));
    const counts = ["--init", "5", "--train", "60", "--validation", "10", "--test", "10"];
    execFileSync(process.execPath, [main, "reproduce", "nalsm-2021", "--neurons", "27", ...counts, "--save", path], {
      stdio: "pipe",
    });
    const trained = await decodeTrainedLiquid(new Uint8Array(readFileSync(path)), path);
    expect(trained).toMatchObject({
      dataset: "mnist",
      liquid: { variant: "nalsm", neurons: 27, nInputs: 784 },
      samples: { init: 5, train: 60, test: 10 },
    });
  });
});
