import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll } from "vitest";

/** The bytes of an IDX file, written from the format's description: magic number, big-endian u32 sizes, unsigned bytes. */
export const idxBytes = (dims: readonly number[], values: ArrayLike<number>, magic = 0x00000800 + dims.length) => {
  const bytes = new Uint8Array(4 + 4 * dims.length + values.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, magic);
  dims.forEach((size, d) => {
    view.setUint32(4 + 4 * d, size);
  });
  bytes.set(Array.from(values), 4 + 4 * dims.length);
  return bytes;
};

/** Files of a small data set in the publishers' names: 60 training and 12 test images of 28 × 28 pixels. */
export const smallDataset = (): Record<string, Uint8Array> => {
  const pixels = (count: number) => Uint8Array.from({ length: count * 784 }, (_, i) => (i * 7919) % 256);
  const labels = (count: number) => Uint8Array.from({ length: count }, (_, i) => i % 10);
  return {
    "train-images-idx3-ubyte": idxBytes([60, 28, 28], pixels(60)),
    "train-labels-idx1-ubyte": idxBytes([60], labels(60)),
    "t10k-images-idx3-ubyte": idxBytes([12, 28, 28], pixels(12)),
    "t10k-labels-idx1-ubyte": idxBytes([12], labels(12)),
  };
};

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A new temporary folder with these files, removed after the tests. */
export const folderOf = (files: Record<string, Uint8Array>): string => {
  const folder = mkdtempSync(join(tmpdir(), "neuroglia-"));
  folders.push(folder);
  for (const [name, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), bytes);
  }
  return folder;
};
