/** Short names for f32x4 work; all of it plain (not relaxed) SIMD. */

/** Where four f64 lie, in the signature of a step: a state that says `f64`. */
export type Wide = usize;
/** What a rule's OnPre and OnPost take besides params and derived values: traces of either side, amplitudes, and what targets have each. */
export type PreTrace = v128;
export type PostTrace = v128;
export type Amplitude = v128;
export type OfTarget = v128;
/** What a step takes besides: a value that comes from dt and choices alone, one number where params differ between neurons too. */
export type OfDt = v128;
/** What an Advance takes besides: an input that decays, as it is before the step. */
export type Input = v128;
/** What a Release takes besides: the share that is left since the last spike. */
export type Decay = v128;

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

/** Adds to the f32 at an address. */
// @ts-ignore: decorator
@inline export function addTo(at: usize, x: f32): void {
  store<f32>(at, load<f32>(at) + x);
}

/** A mask of the first n lanes. */
// @ts-ignore: decorator
@inline export function firstLanes(n: u32): v128 {
  return i32x4.lt_u(i32x4(0, 1, 2, 3), i32x4.splat(n));
}

/** Four f32 from four addresses. */
// @ts-ignore: decorator
@inline export function gather(a: usize, b: usize, c: usize, d: usize): v128 {
  return v128.load_lane<f32>(d, v128.load_lane<f32>(c, v128.load_lane<f32>(b, v128.load32_zero(a), 1), 2), 3);
}

/** One bit a lane of four masks, the first lane lowest. */
// @ts-ignore: decorator
@inline export function bitmask16(a: v128, b: v128, c: v128, d: v128): i32 {
  return i8x16.bitmask(i8x16.narrow_i16x8_s(i16x8.narrow_i32x4_s(a, b), i16x8.narrow_i32x4_s(c, d)));
}

/** Of four f64 at an address the first two, then the others, as f32 lanes. */
// @ts-ignore: decorator
@inline export function narrowed(at: usize): v128 {
  return demoted(v128.load(at), v128.load(at, 16));
}

/** Two and two f64 as four f32, rounded. */
// @ts-ignore: decorator
@inline export function demoted(low: v128, high: v128): v128 {
  return v128.shuffle<i32>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 1, 4, 5);
}

/** The first two of four f32 as f64. */
// @ts-ignore: decorator
@inline export function lowHalf(x: v128): v128 {
  return f64x2.promote_low_f32x4(x);
}

/** The last two of four f32 as f64. */
// @ts-ignore: decorator
@inline export function highHalf(x: v128): v128 {
  return f64x2.promote_low_f32x4(v128.shuffle<i32>(x, x, 2, 3, 2, 3));
}

/**
 * Zero where |x| < 1e-20, in elements [begin, end) of a column and what is left of its last vector. What only decays would
 * end among the subnormal numbers, which cost many times a normal one, and stay there; dropped every 256 steps, it never does.
 */
export function dropTiny(column: usize, begin: u32, end: u32): void {
  const least = f32x4.splat(1e-20);
  const last = column + (<usize>end << 2);
  for (let at = column + (<usize>begin << 2); at < last; at += 16) {
    const x = v128.load(at);
    v128.store(at, v128.andnot(x, f32x4.lt(f32x4.abs(x), least)));
  }
}

/** The same of an f64 column, below 1e-30: as f32 that is no subnormal number yet. */
export function dropTinyWide(column: usize, begin: u32, end: u32): void {
  const least = f64x2.splat(1e-30);
  const last = column + (<usize>end << 3);
  for (let at = column + (<usize>begin << 3); at < last; at += 16) {
    const x = v128.load(at);
    v128.store(at, v128.andnot(x, f64x2.lt(f64x2.abs(x), least)));
  }
}
