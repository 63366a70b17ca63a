import type { Features } from "../readout/features.js";
import { Fourier } from "./fourier.js";

/** Blocks are at least so many times as long as the delays are many; longer ones waste less on overlap, shorter ones less on cache. */
const OVERLAP = 4;
const LEAST_BLOCK = 256;

const powerOfFour = (least: number): number => {
  let power = 4;
  while (power < least) power *= 4;
  return power;
};

/**
 * Σ_{t = begin}^{end − 1} (x_i(t) − mean_i) u(t − k) of every column i of `states` and delays k = 0 … delays: columns ×
 * (delays + 1), row-major. Through Fourier transforms of overlapping blocks, two columns at a time: O(rows · log delays) a column.
 * Needs begin ≥ delays.
 */
export const laggedProducts = (
  states: Features,
  mean: Float64Array,
  input: ArrayLike<number>,
  begin: number,
  end: number,
  delays: number,
): Float64Array => {
  const { values, columns } = states;
  const length = powerOfFour(Math.max(LEAST_BLOCK, Math.min(OVERLAP * (delays + 1), end - begin + delays)));
  const fourier = new Fourier(length);
  const fresh = length - delays;
  const inputs: { first: number; re: Float64Array; im: Float64Array }[] = [];
  for (let first = begin; first < end; first += fresh) {
    const re = new Float64Array(length);
    const im = new Float64Array(length);
    for (let k = 0; k < length && first - delays + k < end; k++) re[k] = input[first - delays + k]!;
    fourier.forward(re, im);
    inputs.push({ first, re, im });
  }
  const out = new Float64Array(columns * (delays + 1));
  const [re, im, sumRe, sumIm] = [0, 1, 2, 3].map(() => new Float64Array(length)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  for (let column = 0; column < columns; column += 2) {
    const pair = column + 1 < columns;
    sumRe.fill(0);
    sumIm.fill(0);
    for (const { first, re: uRe, im: uIm } of inputs) {
      const live = Math.min(fresh, end - first);
      re.fill(0, live);
      im.fill(0, pair ? live : 0);
      for (let k = 0, at = first * columns + column; k < live; k++, at += columns) {
        re[k] = values[at]! - mean[column]!;
        if (pair) im[k] = values[at + 1]! - mean[column + 1]!;
      }
      fourier.forward(re, im);
      // The conjugate of the states' transform, times the input's: correlation rather than convolution.
      for (let k = 0; k < length; k++) {
        sumRe[k]! += re[k]! * uRe[k]! + im[k]! * uIm[k]!;
        sumIm[k]! += re[k]! * uIm[k]! - im[k]! * uRe[k]!;
      }
    }
    fourier.backward(sumRe, sumIm);
    for (let delay = 0; delay <= delays; delay++) {
      out[column * (delays + 1) + delay] = sumRe[delays - delay]! / length;
      if (pair) out[(column + 1) * (delays + 1) + delay] = -sumIm[delays - delay]! / length;
    }
  }
  return out;
};
