/** The functions of vectorMath.ts over n f32 (a multiple of four, or of eight for `normals`), for tests. */
import { boxMuller, cos4, exp4, log4, sin4 } from "../vectorMath";

export function log4Each(out: usize, x: usize, n: u32): void {
  for (let o: usize = 0; o < <usize>n << 2; o += 16) v128.store(out + o, log4(v128.load(x + o)));
}

export function exp4Each(out: usize, x: usize, n: u32): void {
  for (let o: usize = 0; o < <usize>n << 2; o += 16) v128.store(out + o, exp4(v128.load(x + o)));
}

export function sin4Each(out: usize, x: usize, n: u32): void {
  for (let o: usize = 0; o < <usize>n << 2; o += 16) v128.store(out + o, sin4(v128.load(x + o)));
}

export function cos4Each(out: usize, x: usize, n: u32): void {
  for (let o: usize = 0; o < <usize>n << 2; o += 16) v128.store(out + o, cos4(v128.load(x + o)));
}

/** Eight words in, eight numbers out. */
export function boxMullerEach(out: usize, words: usize, n: u32): void {
  for (let o: usize = 0; o < <usize>n << 2; o += 32) boxMuller(out + o, v128.load(words + o), v128.load(words + o, 16));
}
