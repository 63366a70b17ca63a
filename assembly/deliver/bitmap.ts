/**
 * Delivery where all synapses have one weight and one delay, no pair is connected twice, and rows are dense: a row is a
 * bitmap of its targets, and
 *
 *   input_t += weight · n_t,   n_t = number of spiking sources whose bit t is set
 *
 * The numbers n_t of 128 targets at a time are kept in bit planes, n_t = Σ 2^k·plane_k, and rows are added to them by
 * carry-save adders (a + b + c = parity + 2·majority), twelve rows a pass (Harley–Seal counting: Muła, Kurz & Lemire 2018,
 * Computer Journal 61:111). Rows come from a table much larger than the caches, so that a pass reads twelve of them in
 * parallel from beginning to end, which the hardware foresees, and leaves planes in scratch memory for the next pass: faster
 * than all rows strip by strip, and touching lines early gained nothing. The last pass turns planes into f32.
 *
 * Scratch (`scratchBytes` in src/engine/format.ts): an empty row, eight planes per 128 targets, an f32 counter a target,
 * addresses of the spiking rows. The empty row fills up the last pass. Counters serve where one pass over planes does not
 * suffice, and where 128 targets would reach beyond the range; they are 0 between calls.
 */
import { lagOf, slotAt } from "../spikes";
import {
  PROJECTION_INPUT,
  PROJECTION_POST_BEGIN,
  PROJECTION_POST_END,
  PROJECTION_PRE,
  PROJECTION_PRE_BEGIN,
  PROJECTION_PRE_END,
  PROJECTION_ROWS,
  PROJECTION_ROW_BYTES,
  PROJECTION_SCRATCH,
  PROJECTION_TALLY,
  PROJECTION_TARGETS,
  PROJECTION_WEIGHT,
} from "../generated/layout";

/** Rows of one pass, and bytes of their addresses. */
// @ts-ignore: decorator
@inline const PASS: u32 = 12;
// @ts-ignore: decorator
@inline const PASS_BYTES: usize = 48;

/** Rows after which eight planes might overflow: 21 passes. */
// @ts-ignore: decorator
@inline const MOST: u32 = 252;

// @ts-ignore: decorator
@inline function parity(a: v128, b: v128, c: v128): v128 {
  return v128.xor(v128.xor(a, b), c);
}

// @ts-ignore: decorator
@inline function majority(a: v128, b: v128, c: v128): v128 {
  return v128.or(v128.and(a, b), v128.and(v128.xor(a, b), c));
}

/** Bits of b that take the place of those of a, `shift` higher, where the mask is set; a and b are changed by xor. */
// @ts-ignore: decorator
@inline function exchanged(a: v128, b: v128, shift: i32, mask: u32): v128 {
  return v128.and(v128.xor(i32x4.shr_u(a, shift), b), i32x4.splat(mask));
}

/** at[0 … 3] += weight · n */
// @ts-ignore: decorator
@inline function addFour(at: usize, n: v128, weight: v128): void {
  v128.store(at, f32x4.add(v128.load(at), f32x4.mul(f32x4.convert_i32x4_s(n), weight)));
}

/** Byte k of lane l counts target 8 k + l. */
// @ts-ignore: decorator
@inline function addSixteen(at: usize, n: v128, weight: v128): void {
  const byte = i32x4.splat(255);
  addFour(at, v128.and(n, byte), weight);
  addFour(at + 32, v128.and(i32x4.shr_u(n, 8), byte), weight);
  addFour(at + 64, v128.and(i32x4.shr_u(n, 16), byte), weight);
  addFour(at + 96, i32x4.shr_u(n, 24), weight);
}

/** Byte k of n_l counts target 8 k + l: four by four words are transposed. */
function addSixtyFour(at: usize, n0: v128, n1: v128, n2: v128, n3: v128, weight: v128): void {
  const a = i8x16.shuffle(n0, n1, 0, 1, 2, 3, 16, 17, 18, 19, 4, 5, 6, 7, 20, 21, 22, 23);
  const b = i8x16.shuffle(n2, n3, 0, 1, 2, 3, 16, 17, 18, 19, 4, 5, 6, 7, 20, 21, 22, 23);
  const c = i8x16.shuffle(n0, n1, 8, 9, 10, 11, 24, 25, 26, 27, 12, 13, 14, 15, 28, 29, 30, 31);
  const d = i8x16.shuffle(n2, n3, 8, 9, 10, 11, 24, 25, 26, 27, 12, 13, 14, 15, 28, 29, 30, 31);
  addSixteen(at, i8x16.shuffle(a, b, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23), weight);
  addSixteen(at + 128, i8x16.shuffle(a, b, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31), weight);
  addSixteen(at + 256, i8x16.shuffle(c, d, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23), weight);
  addSixteen(at + 384, i8x16.shuffle(c, d, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31), weight);
}

/**
 * at[0 … 127] += weight · n for the counts in planes: an 8 × 8 transposition of bits, by exchanges at distances 1, 2 and 4,
 * after which byte k of the vector l counts target 8 k + l. `deep`: planes 4 to 7 are not empty.
 */
// @ts-ignore: decorator
@inline function addPlanes(
  at: usize, weight: v128, deep: bool,
  p0: v128, p1: v128, p2: v128, p3: v128, p4: v128, p5: v128, p6: v128, p7: v128,
): void {
  let x = exchanged(p0, p1, 1, 0x55555555);
  const even01 = v128.xor(p0, i32x4.shl(x, 1));
  const odd01 = v128.xor(p1, x);
  x = exchanged(p2, p3, 1, 0x55555555);
  const even23 = v128.xor(p2, i32x4.shl(x, 1));
  const odd23 = v128.xor(p3, x);
  x = exchanged(even01, even23, 2, 0x33333333);
  const low0 = v128.xor(even01, i32x4.shl(x, 2));
  const low2 = v128.xor(even23, x);
  x = exchanged(odd01, odd23, 2, 0x33333333);
  const low1 = v128.xor(odd01, i32x4.shl(x, 2));
  const low3 = v128.xor(odd23, x);
  if (!deep) {
    const nibble = i32x4.splat(0x0f0f0f0f);
    addSixtyFour(
      at,
      v128.and(low0, nibble), v128.and(low1, nibble), v128.and(low2, nibble), v128.and(low3, nibble),
      weight,
    );
    addSixtyFour(
      at + 16,
      v128.and(i32x4.shr_u(low0, 4), nibble), v128.and(i32x4.shr_u(low1, 4), nibble),
      v128.and(i32x4.shr_u(low2, 4), nibble), v128.and(i32x4.shr_u(low3, 4), nibble),
      weight,
    );
    return;
  }
  x = exchanged(p4, p5, 1, 0x55555555);
  const even45 = v128.xor(p4, i32x4.shl(x, 1));
  const odd45 = v128.xor(p5, x);
  x = exchanged(p6, p7, 1, 0x55555555);
  const even67 = v128.xor(p6, i32x4.shl(x, 1));
  const odd67 = v128.xor(p7, x);
  x = exchanged(even45, even67, 2, 0x33333333);
  const high0 = v128.xor(even45, i32x4.shl(x, 2));
  const high2 = v128.xor(even67, x);
  x = exchanged(odd45, odd67, 2, 0x33333333);
  const high1 = v128.xor(odd45, i32x4.shl(x, 2));
  const high3 = v128.xor(odd67, x);
  const x0 = exchanged(low0, high0, 4, 0x0f0f0f0f);
  const x1 = exchanged(low1, high1, 4, 0x0f0f0f0f);
  const x2 = exchanged(low2, high2, 4, 0x0f0f0f0f);
  const x3 = exchanged(low3, high3, 4, 0x0f0f0f0f);
  addSixtyFour(
    at,
    v128.xor(low0, i32x4.shl(x0, 4)), v128.xor(low1, i32x4.shl(x1, 4)),
    v128.xor(low2, i32x4.shl(x2, 4)), v128.xor(low3, i32x4.shl(x3, 4)),
    weight,
  );
  addSixtyFour(
    at + 16,
    v128.xor(high0, x0), v128.xor(high1, x1), v128.xor(high2, x2), v128.xor(high3, x3),
    weight,
  );
}

// @ts-ignore: decorator
@inline function bits(row: u32, at: usize): v128 {
  return v128.load(<usize>row + at);
}

/**
 * Counts up to MOST rows whose addresses stand in [list, listEnd), a whole number of passes. Counts of the first `whole`
 * bytes of the rows go to `input`, weighted; those of the others are added to `counters`.
 */
function addRows(
  list: usize, listEnd: usize, rowBytes: usize, whole: usize,
  planes: usize, input: usize, counters: usize, weight: v128,
): void {
  const zero = i32x4.splat(0);
  const one = f32x4.splat(1);
  const single = listEnd - list == PASS_BYTES;
  // Beyond 63 rows, planes 6 and 7 are in use.
  const six = listEnd - list <= 63 << 2;
  for (let group = list; group < listEnd; group += PASS_BYTES) {
    const first = group == list;
    const last = group + PASS_BYTES == listEnd;
    const r0 = load<u32>(group);
    const r1 = load<u32>(group, 4);
    const r2 = load<u32>(group, 8);
    const r3 = load<u32>(group, 12);
    const r4 = load<u32>(group, 16);
    const r5 = load<u32>(group, 20);
    const r6 = load<u32>(group, 24);
    const r7 = load<u32>(group, 28);
    const r8 = load<u32>(group, 32);
    const r9 = load<u32>(group, 36);
    const r10 = load<u32>(group, 40);
    const r11 = load<u32>(group, 44);
    for (let o: usize = 0; o < rowBytes; o += 16) {
      const plane = planes + (o << 3);
      let p0 = zero, p1 = zero, p2 = zero, p3 = zero;
      if (!first) {
        p0 = v128.load(plane);
        p1 = v128.load(plane, 16);
        p2 = v128.load(plane, 32);
        p3 = v128.load(plane, 48);
      }
      let a = bits(r0, o), b = bits(r1, o);
      let twosA = majority(p0, a, b);
      p0 = parity(p0, a, b);
      a = bits(r2, o), b = bits(r3, o);
      let twosB = majority(p0, a, b);
      p0 = parity(p0, a, b);
      const foursA = majority(p1, twosA, twosB);
      p1 = parity(p1, twosA, twosB);
      a = bits(r4, o), b = bits(r5, o);
      twosA = majority(p0, a, b);
      p0 = parity(p0, a, b);
      a = bits(r6, o), b = bits(r7, o);
      twosB = majority(p0, a, b);
      p0 = parity(p0, a, b);
      const foursB = majority(p1, twosA, twosB);
      p1 = parity(p1, twosA, twosB);
      const eightsA = majority(p2, foursA, foursB);
      p2 = parity(p2, foursA, foursB);
      a = bits(r8, o), b = bits(r9, o);
      twosA = majority(p0, a, b);
      p0 = parity(p0, a, b);
      a = bits(r10, o), b = bits(r11, o);
      twosB = majority(p0, a, b);
      p0 = parity(p0, a, b);
      const foursC = majority(p1, twosA, twosB);
      p1 = parity(p1, twosA, twosB);
      const eightsB = v128.and(p2, foursC);
      p2 = v128.xor(p2, foursC);
      let carry = majority(p3, eightsA, eightsB);
      p3 = parity(p3, eightsA, eightsB);
      // Where the first pass is the last, n ≤ 12 and nothing is carried.
      let p4 = carry, p5 = zero, p6 = zero, p7 = zero;
      if (!first) {
        const before4 = v128.load(plane, 64);
        const before5 = v128.load(plane, 80);
        p4 = v128.xor(before4, carry);
        carry = v128.and(before4, carry);
        p5 = v128.xor(before5, carry);
        if (!six) {
          carry = v128.and(before5, carry);
          const before6 = v128.load(plane, 96);
          p6 = v128.xor(before6, carry);
          p7 = v128.xor(v128.load(plane, 112), v128.and(before6, carry));
        }
      }
      if (last) {
        const direct = o < whole;
        const at = (direct ? input : counters) + (o << 5);
        const w = direct ? weight : one;
        if (single) addPlanes(at, w, false, p0, p1, p2, p3, zero, zero, zero, zero);
        else addPlanes(at, w, true, p0, p1, p2, p3, p4, p5, p6, p7);
      } else {
        v128.store(plane, p0);
        v128.store(plane, p1, 16);
        v128.store(plane, p2, 32);
        v128.store(plane, p3, 48);
        v128.store(plane, p4, 64);
        v128.store(plane, p5, 80);
        if (!six) {
          v128.store(plane, p6, 96);
          v128.store(plane, p7, 112);
        }
      }
    }
  }
}

export function deliverBitmap(block: usize, begin: u32, end: u32, step: u32): void {
  const preBegin = load<u32>(block + PROJECTION_PRE_BEGIN);
  const preEnd = load<u32>(block + PROJECTION_PRE_END);
  const postBegin = load<u32>(block + PROJECTION_POST_BEGIN);
  const nPost = <usize>(load<u32>(block + PROJECTION_POST_END) - postBegin);
  const bitmaps = load<usize>(block + PROJECTION_TARGETS);
  const rowBytes = load<u32>(block + PROJECTION_ROW_BYTES);
  const nSynapses = load<usize>(block + PROJECTION_ROWS);
  const usedBytes = ((nPost + 127) >> 7) << 4;
  const empty = load<usize>(block + PROJECTION_SCRATCH);
  const planes = empty + usedBytes;
  const counters = planes + (usedBytes << 3);
  const list = counters + (usedBytes << 5);

  let listEnd = list;
  let events: f64 = 0;
  const slot = slotAt(load<usize>(block + PROJECTION_PRE), step - lagOf(block, 0));
  const spikesEnd = slot + 16 + (<usize>load<u32>(slot) << 2);
  for (let spike = slot + 16; spike < spikesEnd; spike += 4) {
    const id = load<u32>(spike);
    if (id < preBegin || id >= preEnd) continue;
    store<usize>(listEnd, bitmaps + <usize>(id - preBegin) * <usize>rowBytes);
    listEnd += 4;
    events += <f64>load<u32>(nSynapses + (<usize>(id - preBegin) << 2));
  }
  const nRows = <u32>((listEnd - list) >> 2);
  if (nRows == 0) return;
  const tally = load<usize>(block + PROJECTION_TALLY);
  store<f64>(tally, load<f64>(tally) + events);
  for (let missing = (PASS - nRows % PASS) % PASS; missing > 0; missing--) {
    store<usize>(listEnd, empty);
    listEnd += 4;
  }

  const input = load<usize>(block + PROJECTION_INPUT) + (<usize>postBegin << 2);
  const weight = load<f32>(block + PROJECTION_WEIGHT);
  const weights = f32x4.splat(weight);
  const whole: usize = nRows <= MOST ? (nPost >> 7) << 4 : 0;
  for (let part = list; part < listEnd; part += MOST << 2)
    addRows(part, min<usize>(listEnd, part + (MOST << 2)), usedBytes, whole, planes, input, counters, weights);

  let o = whole << 5;
  const zero = f32x4.splat(0);
  for (; o + 16 <= nPost << 2; o += 16) {
    const at = input + o;
    v128.store(at, f32x4.add(v128.load(at), f32x4.mul(v128.load(counters + o), weights)));
    v128.store(counters + o, zero);
  }
  for (; o < nPost << 2; o += 4) {
    const at = input + o;
    store<f32>(at, load<f32>(at) + load<f32>(counters + o) * weight);
    store<f32>(counters + o, 0);
  }
}
