import { Arena } from "../engine/arena.js";
import { instantiate, type Kernels } from "../engine/kernels.js";
import { NeurogliaError } from "../errors.js";
import { copyRows, type FeatureMatrix } from "./features.js";

/** Side of a tile of the Gram matrix. */
export const GRAM_TILE = 48;
const TILE_BYTES = GRAM_TILE * GRAM_TILE * 8;
const BLOCK_ROWS = 128;

/**
 * What one worker needs to compute its share of the Gram matrix: plain objects and typed arrays (shared buffers where
 * there are any), so that it can be posted as it is.
 */
export interface GramTask {
  features: FeatureMatrix;
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

/** A range of tile rows under construction, block of samples by block of samples, in an arena of the caller's. */
export class GramRange {
  /** Address of the tiles, f64, in the arena. */
  readonly tiles: number;
  /** Number of f64 in them. */
  readonly length: number;
  readonly #task: GramTask;
  readonly #arena: Arena;
  readonly #kernels: Kernels;
  readonly #wide: boolean;
  readonly #depth: number;
  readonly #source: number;
  readonly #targets: number;
  readonly #scale: number;
  readonly #one: number;
  readonly #mean: number;
  readonly #targetMean: number;
  readonly #panel: number;
  #done = 0;

  constructor(task: GramTask, arena: Arena, kernels: Kernels) {
    const { features, targetMean, begin, end } = task;
    const all = gramTileRows(features.columns, targetMean.length).all;
    if (!(begin >= 0 && end > begin && end <= all))
      throw new NeurogliaError({
        code: "out-of-range",
        what: "[begin, end)",
        where: "Gram task",
        expected: `a range within [0, ${all})`,
        got: [begin, end].join(", "),
      });
    this.#task = task;
    this.#arena = arena;
    this.#kernels = kernels;
    this.#wide = task.precision === "double";
    const { columns } = features;
    const outputs = targetMean.length;
    this.#depth = Math.min(BLOCK_ROWS, features.rows);
    this.length = tileIndex(end, 0) - tileIndex(begin, 0);
    const panelBytes = all * GRAM_TILE * this.#depth * (this.#wide ? 8 : 4);
    this.tiles = arena.allocate((this.length / GRAM_TILE ** 2) * TILE_BYTES, "Gram matrix");
    this.#panel = arena.allocate(panelBytes, "Gram panels");
    this.#source = arena.allocate(this.#depth * columns * features.values.BYTES_PER_ELEMENT, "Gram panels");
    this.#targets = arena.allocate(this.#depth * outputs * 8, "Gram panels");
    this.#scale = arena.allocate(this.#depth * 8, "Gram panels");
    this.#one = arena.allocate(this.#depth * 8, "Gram panels");
    this.#mean = arena.allocate(columns * 8, "Gram panels");
    this.#targetMean = arena.allocate(outputs * 8, "Gram panels");
    arena.f64(this.#one, this.#depth).fill(1);
    arena.f64(this.#mean, columns).set(task.mean);
    arena.f64(this.#targetMean, outputs).set(targetMean);
  }

  /** Share of the samples already in the sums, in [0, 1]. */
  get progress(): number {
    return this.#done / this.#task.features.rows;
  }

  /** Adds the next block of samples. Blocks begin at multiples of a fixed number of samples; false when all are in. */
  advance(): boolean {
    const { features, scale, targets, begin, end } = this.#task;
    const { rows, columns } = features;
    if (this.#done >= rows) return false;
    const outputs = this.#task.targetMean.length;
    const live = Math.min(this.#depth, rows - this.#done);
    const first = this.#done;
    const tileRows = gramTileRows(columns, outputs);
    const groupsPerTile = GRAM_TILE / 8;
    copyRows(features, first, live, this.#arena, this.#source);
    this.#arena.f64(this.#scale, live).set(scale.subarray(first, first + live));
    this.#arena.f64(this.#targets, live * outputs).set(targets.subarray(first * outputs, (first + live) * outputs));
    const pack = this.#wide ? this.#kernels.panelPack64 : this.#kernels.panelPack32;
    const groups = tileRows.features * groupsPerTile;
    pack(
      features.values.BYTES_PER_ELEMENT,
      this.#source,
      live,
      columns,
      this.#scale,
      this.#mean,
      this.#panel,
      this.#depth,
      groups,
    );
    pack(
      8,
      this.#targets,
      live,
      outputs,
      this.#one,
      this.#targetMean,
      this.#panel + groups * this.#depth * (this.#wide ? 64 : 32),
      this.#depth,
      tileRows.targets * groupsPerTile,
    );
    const add = this.#wide ? this.#kernels.gramAdd64 : this.#kernels.gramAdd32;
    add(this.#panel, this.#depth, this.tiles, begin, end);
    this.#done += live;
    return this.#done < rows;
  }
}

/**
 * Tile rows [begin, end) of the Gram matrix of [features targets], centred: a pure function for any thread. Results of
 * consecutive ranges, one after another, are the whole lower triangle; the bits do not depend on how it was cut.
 * No argument is checked but the range.
 */
export const gramTiles = (task: GramTask): Float64Array<ArrayBuffer> => {
  const arena = new Arena();
  const range = new GramRange(task, arena, instantiate(arena.memory));
  while (range.advance());
  return arena.f64(range.tiles, range.length).slice();
};
