import { knownName, knownOptions } from "../../network/check.js";
import { checkOption } from "../../readout/features.js";
import type { ClassTask } from "../../tasks/task.js";
import { trainingPools } from "../split.js";
import { loadImageDataset } from "./images.js";

/** Options of {@link digits}. */
export interface DigitsOptions {
  /** `"mnist"` (default), or `"fashion-mnist"`: clothes, in the same form. */
  set?: "mnist" | "fashion-mnist";
  /** Folder of the four IDX files; see the README for where they are looked for without it. */
  folder?: string;
  /** Images of each part, the first of its pool. Default all. */
  train?: number;
  validation?: number;
  test?: number;
}

/**
 * Pictures of digits: samples are the 784 intensities (0 … 255) of 28 × 28 pixels, row by row; labels 0 … 9. Of the published training
 * images the last sixth validates (10,000 of 60,000); the published test images test.
 * @throws NeurogliaError for options, and as `neuroglia reproduce` does for files that are missing or corrupt
 */
export const digits = (options: DigitsOptions = {}): ClassTask<Uint8Array> => {
  const where = "digits";
  knownOptions(options, ["set", "folder", "train", "validation", "test"], where);
  const { set = "mnist", folder } = options;
  knownName(set, ["mnist", "fashion-mnist"], "set", where);
  const images = loadImageDataset(set, folder);
  const pools = trainingPools(images.train.count);
  const counts = { ...pools, test: images.test.count };
  const begins = { train: 0, validation: pools.train, test: 0 };
  const samples: Uint8Array[] = [];
  const labels: number[] = [];
  const take = (part: keyof typeof counts): Uint32Array => {
    const { [part]: count = counts[part] } = options;
    checkOption(part, count, 0, counts[part], where, true);
    const { pixels, labels: known, rows, columns } = part === "test" ? images.test : images.train;
    return Uint32Array.from({ length: count }, (_, k) => {
      const image = begins[part] + k;
      labels.push(known[image]!);
      return samples.push(pixels.subarray(image * rows * columns, (image + 1) * rows * columns)) - 1;
    });
  };
  const split = { train: take("train"), validation: take("validation"), test: take("test") };
  return { name: set, samples, labels: Uint32Array.from(labels), classes: 10, split };
};
