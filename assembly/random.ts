/**
 * Philox4x32-7 (Salmon, Moraes, Dror & Shaw 2011, SC'11): counter-based random words.
 * key = seed; counter = (element >> 2, step, trial, stream); word = element & 3. Stateless, so that a number depends on
 * who draws it and when, never on what was drawn before.
 */

// @ts-ignore: decorator
@inline const M0: u32 = 0xd2511f53;
// @ts-ignore: decorator
@inline const M1: u32 = 0xcd9e8d57;
// @ts-ignore: decorator
@inline const W0: u32 = 0x9e3779b9;
// @ts-ignore: decorator
@inline const W1: u32 = 0xbb67ae85;

/** The four words of one counter, stored at `out` (16 bytes). */
export function philox(out: usize, c0: u32, c1: u32, c2: u32, c3: u32, k0: u32, k1: u32, rounds: u32): void {
  for (let r: u32 = 0; r < rounds; r++) {
    const p0 = <u64>M0 * <u64>c0;
    const p1 = <u64>M1 * <u64>c2;
    c0 = <u32>(p1 >> 32) ^ c1 ^ k0;
    c1 = <u32>p1;
    c2 = <u32>(p0 >> 32) ^ c3 ^ k1;
    c3 = <u32>p0;
    k0 += W0;
    k1 += W1;
  }
  store<u32>(out, c0);
  store<u32>(out, c1, 4);
  store<u32>(out, c2, 8);
  store<u32>(out, c3, 12);
}

/** One word of elements that are asked for in turn from a multiple of four on: four at a time. `out`: 16 bytes of scratch. */
// @ts-ignore: decorator
@inline export function randomWord(out: usize, element: u32, step: u32, trial: u32, stream: u32, k0: u32, k1: u32): u32 {
  if ((element & 3) == 0) philox(out, element >> 2, step, trial, stream, k0, k1, 7);
  return load<u32>(out + (<usize>(element & 3) << 2));
}

/** One word of any element, without memory: four times the work. */
export function wordOf(element: u32, step: u32, trial: u32, stream: u32, k0: u32, k1: u32): u32 {
  let c0 = element >> 2;
  let c1 = step;
  let c2 = trial;
  let c3 = stream;
  for (let r = 0; r < 7; r++) {
    const p0 = <u64>M0 * <u64>c0;
    const p1 = <u64>M1 * <u64>c2;
    c0 = <u32>(p1 >> 32) ^ c1 ^ k0;
    c1 = <u32>p1;
    c2 = <u32>(p0 >> 32) ^ c3 ^ k1;
    c3 = <u32>p0;
    k0 += W0;
    k1 += W1;
  }
  const place = element & 3;
  return place < 2 ? (place == 0 ? c0 : c1) : place == 2 ? c2 : c3;
}

/** High halves of the products of four words. */
// @ts-ignore: decorator
@inline function mulHigh(a: v128, b: v128): v128 {
  const low = i64x2.extmul_low_i32x4_u(a, b);
  const high = i64x2.extmul_high_i32x4_u(a, b);
  return i8x16.shuffle(low, high, 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31);
}

/** Low halves; compilers see that the products are those of `mulHigh`. */
// @ts-ignore: decorator
@inline function mulLow(a: v128, b: v128): v128 {
  const low = i64x2.extmul_low_i32x4_u(a, b);
  const high = i64x2.extmul_high_i32x4_u(a, b);
  return i8x16.shuffle(low, high, 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27);
}

// @ts-ignore: decorator
@inline function xor3(a: v128, b: v128, key: u32): v128 {
  return v128.xor(v128.xor(a, b), i32x4.splat(key));
}

/**
 * The sixteen words of counters first … first + 3, stored at `out` (64 bytes) by word: lane l of vector w is word w of
 * counter first + l. Only c0 differs between the lanes, so half of the first two rounds is the same for all. Compilers
 * move what does not depend on `first` out of a loop whose exit is at its end (do … while).
 */
// @ts-ignore: decorator
@inline export function philoxByWord(out: usize, first: u32, step: u32, trial: u32, stream: u32, key0: u32, key1: u32): void {
  const m0 = i32x4.splat(M0);
  const m1 = i32x4.splat(M1);
  const p1 = <u64>M1 * <u64>trial;
  const p0 = <u64>M0 * <u64>(<u32>(p1 >> 32) ^ step ^ key0);
  const a0 = i32x4.add(i32x4.splat(first), i32x4(0, 1, 2, 3));
  const b2 = v128.xor(mulHigh(a0, m0), i32x4.splat(stream ^ key1));
  const b3 = mulLow(a0, m0);
  const c0 = v128.xor(mulHigh(b2, m1), i32x4.splat(<u32>p1 ^ (key0 + W0)));
  const c1 = mulLow(b2, m1);
  const c2 = v128.xor(b3, i32x4.splat(<u32>(p0 >> 32) ^ (key1 + W1)));
  const c3 = i32x4.splat(<u32>p0);
  const d0 = xor3(mulHigh(c2, m1), c1, key0 + 2 * W0);
  const d1 = mulLow(c2, m1);
  const d2 = xor3(mulHigh(c0, m0), c3, key1 + 2 * W1);
  const d3 = mulLow(c0, m0);
  const e0 = xor3(mulHigh(d2, m1), d1, key0 + 3 * W0);
  const e1 = mulLow(d2, m1);
  const e2 = xor3(mulHigh(d0, m0), d3, key1 + 3 * W1);
  const e3 = mulLow(d0, m0);
  const f0 = xor3(mulHigh(e2, m1), e1, key0 + 4 * W0);
  const f1 = mulLow(e2, m1);
  const f2 = xor3(mulHigh(e0, m0), e3, key1 + 4 * W1);
  const f3 = mulLow(e0, m0);
  const g0 = xor3(mulHigh(f2, m1), f1, key0 + 5 * W0);
  const g1 = mulLow(f2, m1);
  const g2 = xor3(mulHigh(f0, m0), f3, key1 + 5 * W1);
  const g3 = mulLow(f0, m0);
  v128.store(out, xor3(mulHigh(g2, m1), g1, key0 + 6 * W0));
  v128.store(out, mulLow(g2, m1), 16);
  v128.store(out, xor3(mulHigh(g0, m0), g3, key1 + 6 * W1), 32);
  v128.store(out, mulLow(g0, m0), 48);
}

/** The sixteen words of elements 16·group … 16·group + 15 in element order, stored at `out` (64 bytes). */
// @ts-ignore: decorator
@inline export function philox16(out: usize, group: u32, step: u32, trial: u32, stream: u32, key0: u32, key1: u32): void {
  philoxByWord(out, group << 2, step, trial, stream, key0, key1);
  const c0 = v128.load(out);
  const c1 = v128.load(out, 16);
  const c2 = v128.load(out, 32);
  const c3 = v128.load(out, 48);
  // Lane l of word w is element 4 l + w: transpose.
  const t0 = i8x16.shuffle(c0, c1, 0, 1, 2, 3, 16, 17, 18, 19, 4, 5, 6, 7, 20, 21, 22, 23);
  const t1 = i8x16.shuffle(c2, c3, 0, 1, 2, 3, 16, 17, 18, 19, 4, 5, 6, 7, 20, 21, 22, 23);
  const t2 = i8x16.shuffle(c0, c1, 8, 9, 10, 11, 24, 25, 26, 27, 12, 13, 14, 15, 28, 29, 30, 31);
  const t3 = i8x16.shuffle(c2, c3, 8, 9, 10, 11, 24, 25, 26, 27, 12, 13, 14, 15, 28, 29, 30, 31);
  v128.store(out, i8x16.shuffle(t0, t1, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23));
  v128.store(out, i8x16.shuffle(t0, t1, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31), 16);
  v128.store(out, i8x16.shuffle(t2, t3, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23), 32);
  v128.store(out, i8x16.shuffle(t2, t3, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31), 48);
}

/** A word as a number in [0, 1) with 24 bits. */
// @ts-ignore: decorator
@inline export function unit(word: u32): f32 {
  return <f32>(word >> 8) * (<f32>1 / 16777216);
}

/** The same, four at a time. */
// @ts-ignore: decorator
@inline export function unit4(words: v128): v128 {
  return f32x4.mul(f32x4.convert_i32x4_s(i32x4.shr_u(words, 8)), f32x4.splat(<f32>1 / 16777216));
}

/** A word as an index below n (multiply-shift; the bias is below n / 2^32). */
// @ts-ignore: decorator
@inline export function below(word: u32, n: u32): u32 {
  return <u32>((<u64>word * <u64>n) >> 32);
}
