/** The function of vectorMath.ts over n f32 (a multiple of four), for tests. */
import { exp4 } from "../vectorMath";

export function exp4Each(out: usize, x: usize, n: u32): void {
  for (let o: usize = 0; o < <usize>n << 2; o += 16) v128.store(out + o, exp4(v128.load(x + o)));
}
