import { drawnFrom } from "./draws.js";
import type { HostMaths } from "./hostMaths.js";

const LAYERS = 1024;
/** Bound of the lowest layer and area of each, of the density exp(−x²/2), as Marsaglia & Tsang (2000) define them, for 1024 layers. */
const R = 4.038849846109505;
const AREA = 0.001226324646353088;

/** What `gaussianDrive` draws from; see models/gaussianDrive/kernel.ts. */
export interface ZigguratTable {
  /** By layer: a number m < 2^21 of lesser size needs no look at the density. */
  readonly bounds: Int32Array;
  /** By layer: m times this lies in the layer. */
  readonly widths: Float32Array;
  /** Densities at the lower and upper bound of each layer, 1025 in all, the last 1. */
  readonly densities: Float64Array;
}

/** The standard normal density cut into 1024 layers of one area; the lowest has the tail beyond R. */
export const zigguratTable = (maths: HostMaths): ZigguratTable => {
  const density = (x: number): number => maths.exp(-0.5 * x * x);
  const x = new Float64Array(LAYERS + 1);
  x[0] = AREA / density(R);
  x[1] = R;
  for (let layer = 2; layer < LAYERS; layer++)
    x[layer] = Math.sqrt(-2 * maths.log(AREA / x[layer - 1]! + density(x[layer - 1]!)));
  const scale = 2 ** 21;
  return {
    bounds: Int32Array.from({ length: LAYERS }, (_, k) => Math.floor((x[k + 1]! / x[k]!) * scale)),
    widths: Float32Array.from({ length: LAYERS }, (_, k) => x[k]! / scale),
    densities: Float64Array.from(x, density),
  };
};

/** Where densities begin, in bytes. */
const DENSITIES = 8192;

/** Normal numbers of mean 0 and standard deviation 1. */
export const normal = drawnFrom("normal", {
  // With 16 of scratch memory.
  bytes: 16416,
  fill(block, arena, kernels) {
    const address = block.u32("table");
    const kept = arena.f64(address + DENSITIES, LAYERS + 1);
    // Filled once: it is always the same.
    if (kept[LAYERS] === 1) return;
    const { bounds, widths, densities } = zigguratTable(kernels);
    const words = arena.u32(address, 2 * LAYERS);
    const floats = arena.f32(address, 2 * LAYERS);
    bounds.forEach((bound, layer) => {
      words[2 * layer] = bound;
      floats[2 * layer + 1] = widths[layer]!;
    });
    kept.set(densities);
  },
});
