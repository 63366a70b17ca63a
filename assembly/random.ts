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

/** One word. `out`: 16 bytes of scratch. */
// @ts-ignore: decorator
@inline export function randomWord(out: usize, element: u32, step: u32, trial: u32, stream: u32, k0: u32, k1: u32): u32 {
  if ((element & 3) == 0) philox(out, element >> 2, step, trial, stream, k0, k1, 7);
  return load<u32>(out + (<usize>(element & 3) << 2));
}

// @ts-ignore: decorator
@inline function highHalves(even: v128, odd: v128): v128 {
  return i8x16.shuffle(even, odd, 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31);
}

// @ts-ignore: decorator
@inline function lowHalves(even: v128, odd: v128): v128 {
  return i8x16.shuffle(even, odd, 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27);
}

/**
 * The sixteen words of counters first … first + 3, stored at `out` (64 bytes) by word: lane l of vector w is word w of
 * counter first + l. Only c0 differs between the lanes, so half of the first two rounds is the same for all.
 */
// @ts-ignore: decorator
@inline export function philoxByWord(out: usize, first: u32, step: u32, trial: u32, stream: u32, key0: u32, key1: u32): void {
  const m0 = i32x4.splat(M0);
  const m1 = i32x4.splat(M1);
  const w0 = i32x4.splat(W0);
  const w1 = i32x4.splat(W1);
  let c0 = i32x4.add(i32x4.splat(first), i32x4(0, 1, 2, 3));
  let a = i64x2.extmul_low_i32x4_u(c0, m0);
  let b = i64x2.extmul_high_i32x4_u(c0, m0);
  const p1 = <u64>M1 * <u64>trial;
  const p0 = <u64>M0 * <u64>(<u32>(p1 >> 32) ^ step ^ key0);
  let c2 = v128.xor(highHalves(a, b), i32x4.splat(stream ^ key1));
  let c3 = lowHalves(a, b);
  let c = i64x2.extmul_low_i32x4_u(c2, m1);
  let d = i64x2.extmul_high_i32x4_u(c2, m1);
  c0 = v128.xor(highHalves(c, d), i32x4.splat(<u32>p1 ^ (key0 + W0)));
  let c1 = lowHalves(c, d);
  c2 = v128.xor(c3, i32x4.splat(<u32>(p0 >> 32) ^ (key1 + W1)));
  c3 = i32x4.splat(<u32>p0);
  let k0 = i32x4.splat(key0 + 2 * W0);
  let k1 = i32x4.splat(key1 + 2 * W1);
  for (let r = 2; r < 7; r++) {
    a = i64x2.extmul_low_i32x4_u(c0, m0);
    b = i64x2.extmul_high_i32x4_u(c0, m0);
    c = i64x2.extmul_low_i32x4_u(c2, m1);
    d = i64x2.extmul_high_i32x4_u(c2, m1);
    c0 = v128.xor(v128.xor(highHalves(c, d), c1), k0);
    c1 = lowHalves(c, d);
    c2 = v128.xor(v128.xor(highHalves(a, b), c3), k1);
    c3 = lowHalves(a, b);
    k0 = i32x4.add(k0, w0);
    k1 = i32x4.add(k1, w1);
  }
  v128.store(out, c0);
  v128.store(out, c1, 16);
  v128.store(out, c2, 32);
  v128.store(out, c3, 48);
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
