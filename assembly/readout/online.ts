/**
 * What readouts that learn sample by sample have in common, in f64. Features x come padded with zeros to `groups` groups
 * of four; `weights` holds a row of as many for each output.
 *
 *   outputsOf   out_o = w_o·x + bias_o
 *   addOuter    w_o ← w_o + scale · factor_o · x
 */

/** a·b over `groups` groups of four. Four sums side by side, added last: (0 + 2) + (1 + 3). */
// @ts-ignore: decorator
@inline export function dot(a: usize, b: usize, groups: u32): f64 {
  const end = a + (<usize>groups << 5);
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  for (; a < end; a += 32) {
    low = f64x2.add(low, f64x2.mul(v128.load(a), v128.load(b)));
    high = f64x2.add(high, f64x2.mul(v128.load(a, 16), v128.load(b, 16)));
    b += 32;
  }
  const sum = f64x2.add(low, high);
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

/** `outputs` numbers at `out`: w_o·x + bias_o. */
export function outputsOf(weights: usize, bias: usize, outputs: u32, x: usize, groups: u32, out: usize): void {
  const rowBytes = <usize>groups << 5;
  const end = out + (<usize>outputs << 3);
  for (; out < end; out += 8) {
    store<f64>(out, dot(weights, x, groups) + load<f64>(bias));
    weights += rowBytes;
    bias += 8;
  }
}

/** w_o ← w_o + scale · factor_o · x for every output. */
export function addOuter(weights: usize, outputs: u32, factors: usize, scale: f64, x: usize, groups: u32): void {
  const rowBytes = <usize>groups << 5;
  const last = x + rowBytes;
  for (let o: u32 = 0; o < outputs; o++) {
    const factor = f64x2.splat(scale * load<f64>(factors + (<usize>o << 3)));
    for (let at = x; at < last; at += 32) {
      v128.store(weights, f64x2.add(v128.load(weights), f64x2.mul(factor, v128.load(at))));
      v128.store(weights, f64x2.add(v128.load(weights, 16), f64x2.mul(factor, v128.load(at, 16))), 16);
      weights += 32;
    }
  }
}
