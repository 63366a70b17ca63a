/** What the rules share: values from distributions, lattice sites, and the turn from target lists to source rows. */
import { below, randomWord, unit } from "../random";
import { CLOCK_SCRATCH, CLOCK_SEED_HIGH, CLOCK_SEED_LOW } from "../generated/layout";

/**
 * n f32 values at `out` from words 0 … n − 1 of (step, stream).
 *   kind 0: the constant a;  1: uniform in [a, b);  2: one of the `nChoices` f32 at `choices`
 */
export function drawValues(
  out: usize, n: u32, kind: u32, a: f64, b: f64, choices: usize, nChoices: u32, clock: usize, step: u32, stream: u32,
): void {
  const scratch = load<usize>(clock + CLOCK_SCRATCH);
  const k0 = load<u32>(clock + CLOCK_SEED_LOW);
  const k1 = load<u32>(clock + CLOCK_SEED_HIGH);
  for (let k: u32 = 0; k < n; k++) {
    let value = <f32>a;
    if (kind != 0) {
      const word = randomWord(scratch, k, step, 0, stream, k0, k1);
      if (kind == 1) value = <f32>(a + (b - a) * <f64>unit(word));
      else value = load<f32>(choices + (<usize>below(word, nChoices) << 2));
    }
    store<f32>(out + (<usize>k << 2), value);
  }
}

/** The weights of a projection: target t draws those of its incoming list from its own words. */
export function drawWeights(
  out: usize, counts: usize, nPost: u32, kind: u32, a: f64, b: f64, choices: usize, nChoices: u32, clock: usize, stream: u32,
): void {
  for (let t: u32 = 0; t < nPost; t++) {
    const first = load<u32>(counts + (<usize>t << 2));
    const n = load<u32>(counts + (<usize>t << 2), 4) - first;
    drawValues(out + (<usize>first << 2), n, kind, a, b, choices, nChoices, clock, t, stream);
  }
}

/** Sites x | y << 10 | z << 20 of an nx·ny·nz lattice, x fastest; shuffled (Fisher–Yates) if asked for. */
export function latticeSites(out: usize, nx: u32, ny: u32, nz: u32, shuffle: bool, clock: usize, stream: u32): void {
  const n = nx * ny * nz;
  for (let k: u32 = 0; k < n; k++)
    store<u32>(out + (<usize>k << 2), (k % nx) | (((k / nx) % ny) << 10) | ((k / (nx * ny)) << 20));
  if (!shuffle) return;
  const scratch = load<usize>(clock + CLOCK_SCRATCH);
  const k0 = load<u32>(clock + CLOCK_SEED_LOW);
  const k1 = load<u32>(clock + CLOCK_SEED_HIGH);
  for (let k: u32 = 0; k + 1 < n; k++) {
    const other = k + below(randomWord(scratch, k, 0, 0, stream, k0, k1), n - k);
    const here = load<u32>(out + (<usize>k << 2));
    store<u32>(out + (<usize>k << 2), load<u32>(out + (<usize>other << 2)));
    store<u32>(out + (<usize>other << 2), here);
  }
}

/**
 * From lists by target (counts, sources, values) to rows by source (rows, targets, weights): a counting sort, targets
 * ascending within a row. `targets` become byte offsets of column elements postBegin + t.
 */
export function transposeRows(
  counts: usize, sources: usize, values: usize, nPost: u32, postBegin: u32,
  rows: usize, nPre: u32, targets: usize, weights: usize,
): void {
  const n = load<u32>(counts + (<usize>nPost << 2));
  for (let k: u32 = 0; k < n; k++) {
    const row = rows + (<usize>load<u32>(sources + (<usize>k << 2)) << 2);
    store<u32>(row, load<u32>(row, 4) + 1, 4);
  }
  for (let j: u32 = 0; j < nPre; j++) {
    const row = rows + (<usize>j << 2);
    store<u32>(row, load<u32>(row) + load<u32>(row, 4), 4);
  }
  // Fill from the back, so that rows[j + 1] walks down to the start of row j; then shift by one.
  for (let t = nPost; t-- > 0; ) {
    const first = load<u32>(counts + (<usize>t << 2));
    for (let k = load<u32>(counts + (<usize>t << 2), 4); k-- > first; ) {
      const row = rows + (<usize>load<u32>(sources + (<usize>k << 2)) << 2);
      const at = load<u32>(row, 4) - 1;
      store<u32>(row, at, 4);
      store<u32>(targets + (<usize>at << 2), (postBegin + t) << 2);
      store<f32>(weights + (<usize>at << 2), load<f32>(values + (<usize>k << 2)));
    }
  }
  for (let j: u32 = 0; j < nPre; j++) store<u32>(rows + (<usize>j << 2), load<u32>(rows + (<usize>j << 2), 4));
  store<u32>(rows + (<usize>nPre << 2), n);
}

/** 64-bit checksum of n bytes (a multiple of 8), continuing from `seed`. */
export function checksum(at: usize, n: u32, seed: u64): u64 {
  let h = seed ^ 0x9e3779b97f4a7c15;
  const end = at + <usize>n;
  for (; at < end; at += 8) {
    h = (h ^ load<u64>(at)) * 0xbf58476d1ce4e5b9;
    h ^= h >> 29;
  }
  return h;
}
