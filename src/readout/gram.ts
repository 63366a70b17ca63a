import type { Arena } from "../engine/arena.js";
import { NeurogliaError } from "../errors.js";
import { copyRows, type Features } from "./features.js";
import type { ReadoutKernels } from "./kernels.js";

/** Side of a tile of the Gram matrix. */
export const GRAM_TILE = 48;
const BLOCK_ROWS = 128;

/**
 * What one worker needs to compute its share of the Gram matrix: plain objects and typed arrays (shared buffers where
 * there are any), so that it can be posted as it is.
 */
export interface GramTask {
  kind: "gram";
  features: Features;
  /** The rows of `features` to sum over, in this order; all if left out. */
  samples?: Uint32Array;
  /** Factor on every sample, `rows` values. */
  scale: Float64Array;
  /** Mean of every scaled feature, `columns` values. */
  mean: Float64Array;
  /** `"single"`: products and sums in f32 within blocks of 128 samples, in f64 beyond; `"double"`: all in f64. */
  precision: "single" | "double";
  /** rows × outputs, row-major. */
  targets: Float64Array;
  /** Mean of every target, `outputs` values. */
  targetMean: Float64Array;
  /** Tile rows [begin, end) of {@link gramTileRows}. */
  begin: number;
  end: number;
  /** The whole lower triangle, to write the tiles into: shared memory, or the caller's own on the caller's thread. */
  into?: Float64Array;
}

/** Tile rows of the features, of the targets, and of both together. */
export const gramTileRows = (columns: number, outputs: number): { features: number; targets: number; all: number } => {
  const features = Math.ceil(columns / GRAM_TILE);
  const targets = Math.ceil(outputs / GRAM_TILE);
  return { features, targets, all: features + targets };
};

/** Index in f64 of the first value of tile (row, column) of a lower triangle that starts with tile (0, 0). */
export const tileIndex = (row: number, column: number): number =>
  ((row * (row + 1)) / 2 + column) * GRAM_TILE * GRAM_TILE;

/** Cuts `tileRows` into at most `parts` ranges [begin, end) of about equal area, in order. */
export const splitTileRows = (tileRows: number, parts: number): [begin: number, end: number][] => {
  const cuts = Array.from({ length: parts + 1 }, (_, part) => Math.round(tileRows * Math.sqrt(part / parts)));
  return cuts
    .slice(1)
    .map((end, part): [number, number] => [cuts[part]!, end])
    .filter(([begin, end]) => end > begin);
};

/**
 * Tile rows [begin, end) of the Gram matrix of [features targets], centred, block of samples by block of samples; yields
 * the share done. Results of consecutive ranges, one after another, are the whole lower triangle; the bits do not depend
 * on how it was cut. With `into` the tiles are written there and the result is empty.
 */
export function* gramSteps(task: GramTask, arena: Arena, kernels: ReadoutKernels): Generator<number, Float64Array> {
  const { features, samples, targets, targetMean, begin, end, into } = task;
  const { columns } = features;
  const rows = samples?.length ?? features.rows;
  const outputs = targetMean.length;
  const tileRows = gramTileRows(columns, outputs);
  if (!(begin >= 0 && end > begin && end <= tileRows.all))
    throw new NeurogliaError({
      code: "out-of-range",
      what: "[begin, end)",
      where: "Gram task",
      expected: `a range within [0, ${tileRows.all})`,
      got: [begin, end].join(", "),
    });
  const wide = task.precision === "double";
  const depth = Math.min(BLOCK_ROWS, rows);
  const length = tileIndex(end, 0) - tileIndex(begin, 0);
  const kind = features.values.BYTES_PER_ELEMENT;
  const featureGroups = (tileRows.features * GRAM_TILE) / 8;
  const targetGroups = (tileRows.targets * GRAM_TILE) / 8;
  const groupBytes = depth * (wide ? 64 : 32);
  const owner = "Gram matrix";
  const tiles = arena.allocate(length * 8, owner);
  const panel = arena.allocate((featureGroups + targetGroups) * groupBytes, owner);
  const source = arena.allocate(depth * columns * kind, owner);
  const targetsAt = arena.allocate(depth * outputs * 8, owner);
  const scaleAt = arena.allocate(depth * 8, owner);
  const one = arena.allocate(depth * 8, owner);
  const meanAt = arena.allocate(columns * 8, owner);
  const targetMeanAt = arena.allocate(outputs * 8, owner);
  arena.f64(one, depth).fill(1);
  arena.f64(meanAt, columns).set(task.mean);
  arena.f64(targetMeanAt, outputs).set(targetMean);
  const scale = arena.f64(scaleAt, depth);
  const block = arena.f64(targetsAt, depth * outputs);
  const pack = wide ? kernels.panelPack64 : kernels.panelPack32;
  const add = wide ? kernels.gramAdd64 : kernels.gramAdd32;
  const targetPanel = panel + featureGroups * groupBytes;

  for (let first = 0; first < rows; first += depth) {
    const live = Math.min(depth, rows - first);
    if (!samples) copyRows(features, first, live, arena, source);
    for (let s = 0; s < live; s++) {
      const row = samples ? samples[first + s]! : first + s;
      if (samples) copyRows(features, row, 1, arena, source + s * columns * kind);
      scale[s] = task.scale[row]!;
      for (let o = 0; o < outputs; o++) block[s * outputs + o] = targets[row * outputs + o]!;
    }
    pack(kind, source, live, columns, scaleAt, meanAt, panel, depth, featureGroups);
    pack(8, targetsAt, live, outputs, one, targetMeanAt, targetPanel, depth, targetGroups);
    add(panel, depth, tiles, begin, end);
    yield (first + live) / rows;
  }
  const found = arena.f64(tiles, length);
  if (!into) return found.slice();
  into.set(found, tileIndex(begin, 0));
  return new Float64Array(0);
}
