/**
 * Gaussian numbers: input ← input + (mean + sd·N), N standard normal, for every neuron of a range.
 *
 * Ziggurat of 1024 layers (Marsaglia & Tsang 2000) over the table of src/engine/zigguratTable.ts. Of a neuron's word, the lowest
 * 10 bits are the layer and the others a signed number m: N = m·w[layer] where |m| < k[layer], which is so for 99.7 % of
 * the words and takes no branch. The word of neuron n is word (n >> 2) & 3 of counter (4·(n >> 4) + (n & 3), step, trial, stream). Elsewhere, words W of a second stream (counter: neuron, step, trial; each further counter is the
 * four words before) with uᵢ = (Wᵢ + ½)/2^32 decide: in the lowest layer, x = −ln(u₀)/r until −2 ln(u₁) > x², and N = ±(r + x);
 * in the others, N = m·w where f[layer] + u₀ (f[layer + 1] − f[layer]) < exp(−N²/2), or W₃ takes the place of the word.
 */
import { exp, log } from "../../assembly/math";
import { philox, philoxByWord } from "../../assembly/random";
import {
  CLOCK_SCRATCH,
  CLOCK_SEED_HIGH,
  CLOCK_SEED_LOW,
  CLOCK_TRIAL,
} from "../../assembly/generated/layout";

/** Where the densities f of 1025 bounds of layers lie in the table, and 16 bytes of scratch memory; f[1024] = 1. */
// @ts-ignore: decorator
@inline const DENSITIES: usize = 8192;
// @ts-ignore: decorator
@inline const SCRATCH: usize = 16400;
/** Bound of the lowest layer, beyond which the tail lies. */
// @ts-ignore: decorator
@inline const R: f64 = 4.038849846109505;

// @ts-ignore: decorator
@inline function open(word: u32): f64 {
  return (<f64>word + 0.5) * (1.0 / 4294967296.0);
}

/** N of one neuron, wherever its word falls. */
function normalOf(word: u32, table: usize, neuron: u32, step: u32, trial: u32, tieStream: u32, key0: u32, key1: u32): f32 {
  const words = table + SCRATCH;
  store<u32>(words, neuron);
  store<u32>(words, step, 4);
  store<u32>(words, trial, 8);
  store<u32>(words, tieStream, 12);
  while (true) {
    const layer = <usize>(word & 1023) << 3;
    const m = <i32>word >> 10;
    const x = <f32>m * load<f32>(table + layer, 4);
    if (abs(m) < load<i32>(table + layer)) return x;
    do {
      philox(words, load<u32>(words), load<u32>(words, 4), load<u32>(words, 8), load<u32>(words, 12), key0, key1, 7);
      const u = open(load<u32>(words));
      if (layer != 0) {
        const low = load<f64>(table + layer, DENSITIES);
        const density = low + u * (load<f64>(table + layer, DENSITIES + 8) - low);
        if (density < exp(-0.5 * <f64>x * <f64>x)) return x;
      } else {
        const beyond = -log(u) / R;
        if (-2 * log(open(load<u32>(words, 4))) > beyond * beyond) return <f32>(m < 0 ? -(R + beyond) : R + beyond);
      }
    } while (layer == 0);
    word = load<u32>(words, 12);
  }
}

/** Offset in the table of the layer that a word at `word` is in. */
// @ts-ignore: decorator
@inline function layerOf(word: usize): usize {
  return (<usize>load<u16>(word) & 1023) << 3;
}

/** N of four neurons, whose words lie at `words`. */
// @ts-ignore: decorator
@inline function fourNormals(words: usize, table: usize, neuron: u32, step: u32, trial: u32, tieStream: u32, key0: u32, key1: u32): v128 {
  // Entries of the table are pairs (k, w).
  let low = v128.load64_zero(table + layerOf(words));
  low = v128.load64_lane(table + layerOf(words + 4), low, 1);
  let high = v128.load64_zero(table + layerOf(words + 8));
  high = v128.load64_lane(table + layerOf(words + 12), high, 1);
  const bound = i8x16.shuffle(low, high, 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27);
  const width = i8x16.shuffle(low, high, 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31);
  const m = i32x4.shr_s(v128.load(words), 10);
  let normals = f32x4.mul(f32x4.convert_i32x4_s(m), width);
  const inside = i32x4.bitmask(i32x4.lt_s(i32x4.abs(m), bound));
  if (inside != 15) {
    for (let lane: u32 = 0; lane < 4; lane++)
      if (!((inside >> lane) & 1)) {
        const at = words + (<usize>lane << 2);
        store<f32>(at, normalOf(load<u32>(at), table, neuron + lane, step, trial, tieStream, key0, key1));
        normals = lane == 0 ? v128.load_lane<f32>(at, normals, 0)
          : lane == 1 ? v128.load_lane<f32>(at, normals, 1)
          : lane == 2 ? v128.load_lane<f32>(at, normals, 2)
          : v128.load_lane<f32>(at, normals, 3);
      }
  }
  return normals;
}

// @ts-ignore: decorator
@inline export function gaussianDriveDraw(
  block: usize, begin: u32, end: u32, step: u32,
  clock: usize, stream: u32, input: usize, tieStream: u32, table: usize, mean: v128, sd: v128,
): void {
  if (begin >= end) return;
  const key0 = load<u32>(clock + CLOCK_SEED_LOW);
  const key1 = load<u32>(clock + CLOCK_SEED_HIGH);
  const trial = load<u32>(clock + CLOCK_TRIAL);
  const scratch = load<usize>(clock + CLOCK_SCRATCH);
  let k = begin & ~15;
  do {
    philoxByWord(scratch, k >> 2, step, trial, stream, key0, key1);
    const at = input + (<usize>k << 2);
    if (k >= begin && k + 16 <= end)
      for (let four: u32 = 0; four < 16; four += 4) {
        const normals = fourNormals(scratch + (<usize>four << 2), table, k + four, step, trial, tieStream, key0, key1);
        const into = at + (<usize>four << 2);
        v128.store(into, f32x4.add(v128.load(into), f32x4.add(mean, f32x4.mul(sd, normals))));
      }
    else {
      const last = min<u32>(k + 16, end);
      for (let one = max<u32>(k, begin); one < last; one++) {
        const into = input + (<usize>one << 2);
        const word = load<u32>(scratch + (<usize>(one - k) << 2));
        const normal = normalOf(word, table, one, step, trial, tieStream, key0, key1);
        store<f32>(into, load<f32>(into) + (f32x4.extract_lane(mean, 0) + f32x4.extract_lane(sd, 0) * normal));
      }
    }
    k += 16;
  } while (k < end);
}
