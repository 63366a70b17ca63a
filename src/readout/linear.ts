import { Arena } from "../engine/arena.js";
import { copyRows, type Features } from "./features.js";
import { instantiateReadouts } from "./kernels.js";

/** Most samples in a block: an odd multiple of eight, so that groups of features do not all fall on the same cache sets. */
const MOST_ROWS = 248;

/**
 * X W + b in f64, rows × outputs, row-major, on samples multiplied by `scale`; yields the share done, block by block.
 * `weights`: columns × outputs, row-major; `bias`: one per output.
 */
export function* linearSteps(
  features: Features,
  scale: Float64Array,
  weights: Float64Array,
  bias: Float64Array,
): Generator<number, Float64Array> {
  const { rows, columns, values } = features;
  const outputs = bias.length;
  const groups = Math.ceil(columns / 8);
  const depth = (Math.ceil(Math.min(rows, MOST_ROWS) / 8) | 1) * 8;
  const couples = Math.ceil(outputs / 2);
  const arena = new Arena();
  const kernels = instantiateReadouts(arena.memory);
  const owner = "readout outputs";
  const panel = arena.allocate(groups * 8 * depth * 8, owner);
  const source = arena.allocate(columns * depth * values.BYTES_PER_ELEMENT, owner);
  const scaleAt = arena.allocate(depth * 8, owner);
  const zeros = arena.allocate(columns * 8, owner);
  const w = arena.allocate(couples * groups * 8 * 16, owner);
  const b = arena.allocate(couples * 16, owner);
  const out = arena.allocate(depth * couples * 16, owner);
  const packed = arena.f64(w, couples * groups * 16);
  for (let column = 0; column < columns; column++)
    for (let output = 0; output < outputs; output++)
      packed[((output >> 1) * groups * 8 + column) * 2 + (output & 1)] = weights[column * outputs + output]!;
  arena.f64(b, outputs).set(bias);
  const result = new Float64Array(rows * outputs);
  const block = arena.f64(out, depth * couples * 2);
  for (let first = 0; first < rows; first += depth) {
    const live = Math.min(depth, rows - first);
    copyRows(features, first, live, arena, source);
    arena.f64(scaleAt, live).set(scale.subarray(first, first + live));
    kernels.panelPack64(values.BYTES_PER_ELEMENT, source, live, columns, scaleAt, zeros, panel, depth, groups);
    kernels.linearOutputs(panel, depth, groups, w, b, outputs, out);
    for (let row = 0; row < live; row++)
      result.set(block.subarray(row * couples * 2, row * couples * 2 + outputs), (first + row) * outputs);
    yield (first + live) / rows;
  }
  return result;
}
