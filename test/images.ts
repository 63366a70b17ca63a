import type { ImageDataset, LabelledImages } from "../dist/src/papers/paper.js";
import { numbers } from "./numbers.js";

const SIDE = 28;

/** Images of ten classes: a blob at one of ten places, with noise, in class order. */
const blobs = (count: number, seed: number): LabelledImages => {
  const draw = numbers(seed);
  const pixels = new Uint8Array(count * SIDE * SIDE);
  const labels = Uint8Array.from({ length: count }, (_, k) => k % 10);
  labels.forEach((label, image) => {
    const x0 = 5 + 4.5 * (label % 5);
    const y0 = label < 5 ? 9 : 19;
    for (let y = 0; y < SIDE; y++)
      for (let x = 0; x < SIDE; x++) {
        const d2 = (x - x0 - 2 * draw()) ** 2 + (y - y0 - 2 * draw()) ** 2;
        pixels[image * SIDE * SIDE + y * SIDE + x] = Math.floor(255 * Math.exp(-d2 / 8) * draw());
      }
  });
  return { count, rows: SIDE, columns: SIDE, pixels, labels };
};

/** A data set small enough for tests: made here, nothing is read. */
export const blobDataset = (): ImageDataset => ({ name: "mnist", train: blobs(60, 1), test: blobs(20, 2) });
