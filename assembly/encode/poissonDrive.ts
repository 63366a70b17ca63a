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
import { philox, philoxByWord } from "../random";
import {
  CLOCK_SEED_HIGH,
  CLOCK_SEED_LOW,
  CLOCK_TRIAL,
  DRIVE_CLOCK,
  DRIVE_INPUT,
  DRIVE_STREAM,
  POISSON_DRIVE_DRAWS,
  POISSON_DRIVE_SCRATCH,
  POISSON_DRIVE_TABLE,
  POISSON_DRIVE_TIE_STREAM,
  POISSON_DRIVE_WEIGHT,
} from "../generated/layout";

/** The table: highest bytes of the limits, inverted in bit 7, aliases (16 bytes each), limits, then bounds of the tail (16 words each). */
// @ts-ignore: decorator
@inline const ALIASES: usize = 16;
// @ts-ignore: decorator
@inline const LIMITS: usize = 32;
// @ts-ignore: decorator
@inline const TAIL: usize = 96;

/** Scratch: 64 bytes of random words, the 32 numbers drawn, 16 bytes for the words of one tie; the sums take the place of the words. */
// @ts-ignore: decorator
@inline const NUMBERS: usize = 64;
// @ts-ignore: decorator
@inline const TIE: usize = 96;

/** Numbers of the lanes in `ties` of one half (0, 1) from all their bits. */
function resolveTies(block: usize, half: u32, ties: i32, first: u32, step: u32): void {
  const clock = load<usize>(block + DRIVE_CLOCK);
  const table = load<usize>(block + POISSON_DRIVE_TABLE);
  const scratch = load<usize>(block + POISSON_DRIVE_SCRATCH);
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
        load<u32>(block + POISSON_DRIVE_TIE_STREAM),
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

// @ts-ignore: decorator
@inline function addNumbers(at: usize, numbers: v128, weight: v128): void {
  v128.store(at, f32x4.add(v128.load(at), f32x4.mul(weight, f32x4.convert_i32x4_s(numbers))));
}

/** The sixteen neurons from k on that lie in [begin, end). */
// @ts-ignore: decorator
@inline function addSixteen(input: usize, k: u32, begin: u32, end: u32, low: v128, high: v128, weight: v128, scratch: usize): void {
  const at = input + (<usize>k << 2);
  if (k >= begin && k + 16 <= end) {
    addNumbers(at, i32x4.extend_low_i16x8_u(low), weight);
    addNumbers(at + 16, i32x4.extend_high_i16x8_u(low), weight);
    addNumbers(at + 32, i32x4.extend_low_i16x8_u(high), weight);
    addNumbers(at + 48, i32x4.extend_high_i16x8_u(high), weight);
    return;
  }
  v128.store(scratch, low);
  v128.store(scratch, high, 16);
  for (let lane: u32 = 0; lane < 16; lane++)
    if (k + lane >= begin && k + lane < end) {
      const one = at + (lane << 2);
      store<f32>(one, load<f32>(one) + f32x4.extract_lane(weight, 0) * <f32>load<u16>(scratch + (lane << 1)));
    }
}

export function poissonDrive(block: usize, begin: u32, end: u32, step: u32): void {
  const draws = load<u32>(block + POISSON_DRIVE_DRAWS);
  if (draws == 0) return;
  const clock = load<usize>(block + DRIVE_CLOCK);
  const key0 = load<u32>(clock + CLOCK_SEED_LOW);
  const key1 = load<u32>(clock + CLOCK_SEED_HIGH);
  const trial = load<u32>(clock + CLOCK_TRIAL);
  const stream = load<u32>(block + DRIVE_STREAM);
  const input = load<usize>(block + DRIVE_INPUT);
  const scratch = load<usize>(block + POISSON_DRIVE_SCRATCH);
  const table = load<usize>(block + POISSON_DRIVE_TABLE);
  const limits = v128.load(table);
  const aliases = v128.load(table, ALIASES);
  const weight = v128.load32_splat(block + POISSON_DRIVE_WEIGHT);
  const nibble = i8x16.splat(15);
  for (let k = begin & ~31; k < end; k += 32) {
    let sum0 = i16x8.splat(0);
    let sum1 = i16x8.splat(0);
    let sum2 = i16x8.splat(0);
    let sum3 = i16x8.splat(0);
    for (let draw: u32 = 0; draw < draws; draw++) {
      const first = (draw << 25) | (k >> 3);
      philoxByWord(scratch, first, step, trial, stream, key0, key1);
      const columnA = v128.and(v128.load(scratch), nibble);
      const columnB = v128.and(v128.load(scratch, 32), nibble);
      const limitA = i8x16.swizzle(limits, columnA);
      const limitB = i8x16.swizzle(limits, columnB);
      const r0 = v128.load(scratch, 16);
      const r1 = v128.load(scratch, 48);
      let a = v128.bitselect(columnA, i8x16.swizzle(aliases, columnA), i8x16.lt_s(r0, limitA));
      let b = v128.bitselect(columnB, i8x16.swizzle(aliases, columnB), i8x16.lt_s(r1, limitB));
      const tiesA = i8x16.eq(r0, limitA);
      const tiesB = i8x16.eq(r1, limitB);
      if (v128.any_true(v128.or(tiesA, tiesB))) {
        v128.store(scratch, a, NUMBERS);
        v128.store(scratch, b, NUMBERS + 16);
        resolveTies(block, 0, i8x16.bitmask(tiesA), first, step);
        resolveTies(block, 1, i8x16.bitmask(tiesB), first, step);
        a = v128.load(scratch, NUMBERS);
        b = v128.load(scratch, NUMBERS + 16);
      }
      sum0 = i16x8.add(sum0, i16x8.extend_low_i8x16_u(a));
      sum1 = i16x8.add(sum1, i16x8.extend_high_i8x16_u(a));
      sum2 = i16x8.add(sum2, i16x8.extend_low_i8x16_u(b));
      sum3 = i16x8.add(sum3, i16x8.extend_high_i8x16_u(b));
    }
    addSixteen(input, k, begin, end, sum0, sum1, weight, scratch);
    addSixteen(input, k + 16, begin, end, sum2, sum3, weight, scratch);
  }
}
