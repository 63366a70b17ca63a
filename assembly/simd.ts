/** Short names for f32x4 work; all of it plain (not relaxed) SIMD. */

// @ts-ignore: decorator
@inline export function splat(x: f32): v128 {
  return f32x4.splat(x);
}

/** Lanes of `a` where the mask is set, of `b` elsewhere. */
// @ts-ignore: decorator
@inline export function choose(mask: v128, a: v128, b: v128): v128 {
  return v128.bitselect(a, b, mask);
}

/** Between low and high. pmin and pmax are one instruction each; min and max, which care for NaN and −0, are not. */
// @ts-ignore: decorator
@inline export function clip(a: v128, low: v128, high: v128): v128 {
  return f32x4.pmin(f32x4.pmax(a, low), high);
}

/** Four f32 from four addresses. */
// @ts-ignore: decorator
@inline export function gather(a: usize, b: usize, c: usize, d: usize): v128 {
  return v128.load_lane<f32>(d, v128.load_lane<f32>(c, v128.load_lane<f32>(b, v128.load32_zero(a), 1), 2), 3);
}
