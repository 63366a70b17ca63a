/** What building needs besides connection rules: lattice sites, and checksums of what evolves. */
import { below, randomWord } from "../random";
import { CLOCK_SCRATCH, CLOCK_SEED_HIGH, CLOCK_SEED_LOW } from "../generated/layout";

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
