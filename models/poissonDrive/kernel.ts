/**
 * Poisson numbers, weight·K added to the input of every neuron of a range: K is the sum of `draws` independent Poisson
 * numbers of equal mean (at most 5 each, so that the tables below have room).
 *
 * One number is drawn by Walker's alias method from 32 random bits (src/engine/poissonTable.ts makes the tables): four
 * bits choose a column, the 28 others, r, decide between the column's own value (r < limit) and its alias. Column 15
 * stands for all values from 15 on; below its limit r itself chooses among them. All masses are whole multiples of 2^-32.
 *
 * Sixteen neurons at a time, only the highest 8 bits of r are compared with the highest 8 bits of the limits. Where these are equal
 * (one lane in 256, and wherever a value from 15 on is possible) `resolveTies` looks at the other 20.
 *
 * Bits: neuron k of draw d takes from counter (d << 25 | 4·(k >> 5) + ((k & 15) >> 2), step, trial, stream) byte k & 3 of
 * word 2·((k >> 4) & 1), low half column and high half bits 16…19 of r, and of the word after it, with bit 7 inverted, bits 20…27
 * of r. Bits 0…15 are those of half-word (k >> 4) & 1 of word k & 3 of the same counter of another stream.
 */
import { philox, philoxByWord } from "../../assembly/random";
import {
  CLOCK_SEED_HIGH,
  CLOCK_SEED_LOW,
  CLOCK_TRIAL,
} from "../../assembly/generated/layout";

/** The table: highest bytes of the limits, inverted in bit 7, aliases (16 bytes each), limits, then bounds of the tail (16 words each). */
// @ts-ignore: decorator
@inline const ALIASES: usize = 16;
// @ts-ignore: decorator
@inline const LIMITS: usize = 32;
// @ts-ignore: decorator
@inline const TAIL: usize = 96;

/** Scratch: 64 bytes of random words, the 32 numbers of a draw with ties, the words of one tie (16), 32 sums (u16). */
// @ts-ignore: decorator
@inline const NUMBERS: usize = 64;
// @ts-ignore: decorator
@inline const TIE: usize = 96;
// @ts-ignore: decorator
@inline const SUMS: usize = 112;

/** Numbers of the lanes in `ties` of one half (0, 1) from all their bits. */
function resolveTies(
  clock: usize, tieStream: u32, table: usize, scratch: usize, half: u32, ties: i32, first: u32, step: u32,
): void {
  while (ties != 0) {
    const lane = <u32>ctz<i32>(ties);
    ties &= ties - 1;
    const at = scratch + (half << 5) + lane;
    const low = <u32>load<u8>(at);
    const column = low & 15;
    const limit = load<u32>(table + (column << 2), LIMITS);
    let r = ((<u32>load<u8>(at, 16) ^ 128) << 20) | ((low >> 4) << 16);
    if (r >> 16 == limit >> 16 || column == 15) {
      philox(
        scratch + TIE,
        first + (lane >> 2),
        step,
        load<u32>(clock + CLOCK_TRIAL),
        tieStream,
        load<u32>(clock + CLOCK_SEED_LOW),
        load<u32>(clock + CLOCK_SEED_HIGH),
        7,
      );
      r |= load<u16>(scratch + TIE + ((lane & 3) << 2) + (half << 1));
    }
    let k: u32 = column;
    if (r >= limit) k = load<u8>(table + column, ALIASES);
    else if (column == 15) for (let tail = table + TAIL; r >= load<u32>(tail); tail += 4) k++;
    store<u8>(scratch + (half << 4) + lane, <u8>k, NUMBERS);
  }
}

/** Sixteen numbers become the sums (u16) at `at`, or are added to them. */
// @ts-ignore: decorator
@inline function addUp(at: usize, numbers: v128, isFirst: bool): void {
  let low = i16x8.extend_low_i8x16_u(numbers);
  let high = i16x8.extend_high_i8x16_u(numbers);
  if (!isFirst) {
    low = i16x8.add(low, v128.load(at));
    high = i16x8.add(high, v128.load(at, 16));
  }
  v128.store(at, low);
  v128.store(at, high, 16);
}

/** Four sums, times the weight, go into the input. */
// @ts-ignore: decorator
@inline function addFour(at: usize, sums: usize, weight: v128): void {
  v128.store(at, f32x4.add(v128.load(at), f32x4.mul(weight, f32x4.convert_i32x4_s(v128.load16x4_u(sums)))));
}

/** Columns' own numbers where r is below the limit, their aliases elsewhere. */
// @ts-ignore: decorator
@inline function choice(columns: v128, aliases: v128, r: v128, limits: v128): v128 {
  return v128.bitselect(columns, i8x16.swizzle(aliases, columns), i8x16.lt_s(r, limits));
}

// @ts-ignore: decorator
@inline export function poissonDriveDraw(
  block: usize, begin: u32, end: u32, step: u32,
  clock: usize, stream: u32, input: usize, tieStream: u32, draws: u32, table: usize, scratch: usize, weight: v128,
): void {
  if (draws == 0 || begin >= end) return;
  const key0 = load<u32>(clock + CLOCK_SEED_LOW);
  const key1 = load<u32>(clock + CLOCK_SEED_HIGH);
  const trial = load<u32>(clock + CLOCK_TRIAL);
  const limits = v128.load(table);
  const aliases = v128.load(table, ALIASES);
  const nibble = i8x16.splat(15);
  let k = begin & ~31;
  do {
    let draw: u32 = 0;
    do {
      const first = (draw << 25) | (k >> 3);
      philoxByWord(scratch, first, step, trial, stream, key0, key1);
      const columnA = v128.and(v128.load(scratch), nibble);
      const columnB = v128.and(v128.load(scratch, 32), nibble);
      const limitA = i8x16.swizzle(limits, columnA);
      const limitB = i8x16.swizzle(limits, columnB);
      const rA = v128.load(scratch, 16);
      const rB = v128.load(scratch, 48);
      let a = choice(columnA, aliases, rA, limitA);
      let b = choice(columnB, aliases, rB, limitB);
      const tiesA = i8x16.bitmask(i8x16.eq(rA, limitA));
      const tiesB = i8x16.bitmask(i8x16.eq(rB, limitB));
      if (tiesA | tiesB) {
        v128.store(scratch, a, NUMBERS);
        v128.store(scratch, b, NUMBERS + 16);
        resolveTies(clock, tieStream, table, scratch, 0, tiesA, first, step);
        resolveTies(clock, tieStream, table, scratch, 1, tiesB, first, step);
        a = v128.load(scratch, NUMBERS);
        b = v128.load(scratch, NUMBERS + 16);
      }
      addUp(scratch + SUMS, a, draw == 0);
      addUp(scratch + SUMS + 32, b, draw == 0);
    } while (++draw < draws);
    const at = input + (<usize>k << 2);
    if (k >= begin && k + 32 <= end) {
      addFour(at, scratch + SUMS, weight);
      addFour(at + 16, scratch + SUMS + 8, weight);
      addFour(at + 32, scratch + SUMS + 16, weight);
      addFour(at + 48, scratch + SUMS + 24, weight);
      addFour(at + 64, scratch + SUMS + 32, weight);
      addFour(at + 80, scratch + SUMS + 40, weight);
      addFour(at + 96, scratch + SUMS + 48, weight);
      addFour(at + 112, scratch + SUMS + 56, weight);
    } else {
      const last = min<u32>(k + 32, end);
      for (let one = max<u32>(k, begin); one < last; one++) {
        const into = input + (<usize>one << 2);
        const sum = load<u16>(scratch + SUMS + (<usize>(one - k) << 1));
        store<f32>(into, load<f32>(into) + f32x4.extract_lane(weight, 0) * <f32>sum);
      }
    }
    k += 32;
  } while (k < end);
}
