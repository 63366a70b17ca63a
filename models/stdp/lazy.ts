/**
 * Pair STDP that touches weights in row order only, when presynaptic spikes arrive. It is the rule of stdp.ts,
 *
 *   Δw = postGain·x·S_post + preGain·y·S_pre, from old w, x and y; w ← clip(w + Δw, wMin, wMax),
 *
 * put off: what the spikes s of target i did to a weight since its source's arrival before, at t1, is made up for at
 * the next arrival, at t2 (weights lie within [wMin, wMax] wherever nothing is put off):
 *
 *   1. w ← clip(w + postGain·x⁻) for s = t1, x⁻ from before that arrival; w holds the presynaptic term of t1, not clipped
 *   2. w ← w + postGain·x·exp(−(s − t1)·dt/tauPlus) for every s in (t1, t2), one after the other; then w ← clip(w):
 *      between two arrivals all increments have one sign, that of postGain, so that clipping once gives what clipping
 *      each time would; what sets amplitudes or bounds makes up for all spikes before
 *   3. the input receives w
 *   4. w ← w + preGain·y, y from before the spikes of t2, kept without a clip; x ← x·exp(−(t2 − t1)·dt/tauPlus) + increment
 *
 * Times here are T = step + 1, so that 0 lies before the first step.
 *
 * exp(−(s − t1)·dt/tauPlus) = P(s)/P(t1), P(T) = 2^−(a·T − base), a = dt/(tauPlus·ln 2): a power of two times 2^−frac(a·T),
 * rounded to f32 once. `base` is the last multiple of 32 that a·T passed; when it moves, all P are multiplied by a power
 * of two, which is exact. Hence an increment has the same bits whenever it is evaluated, and weights may be brought up
 * to date (flushed) at any moment without a trace in later results. P falls strictly with T if tauPlus/dt < 2^22, so that
 * s > t1 ⟺ P(s) < P(t1).
 *
 * Histories: the P of the last 32 spikes of every target, oldest first, as 8 blocks [n][4] f32, newest block first in
 * memory; +∞ where there was none. Most visits need the newest block only, which stays in the second-level cache.
 * An entry leaves when no row waits for it any more: `from` of a row is the first T whose spikes are not yet in its
 * weights; `safe` is a lower bound of every row's. Before an entry at or after `safe` would be lost, the rows that have
 * been silent for long are flushed. A row whose last arrival lies more than 32 halvings of its trace before the base is
 * dead: its trace is nothing, and it was flushed when the base moved.
 */
import { deliver } from "../../assembly/deliver/deliver";
import {
  LAZY_HISTORIES,
  LAZY_HISTORY_BYTES,
  LAZY_INCREMENT,
  LAZY_RATE,
  LAZY_ROW_BEFORE,
  LAZY_ROW_FROM,
  LAZY_ROW_STEP,
  LAZY_ROW_X,
  LAZY_SAFE,
  PROJECTION_AMPLITUDES,
  PROJECTION_INPUT,
  PROJECTION_LAZY,
  PROJECTION_N_DELAYS,
  PROJECTION_POST,
  PROJECTION_POST_BEGIN,
  PROJECTION_POST_END,
  PROJECTION_PRE,
  PROJECTION_PRE_BEGIN,
  PROJECTION_PRE_END,
  PROJECTION_ROWS,
  PROJECTION_TALLY,
  PROJECTION_TARGETS,
  PROJECTION_WEIGHTS,
  PROJECTION_GREATEST,
  PROJECTION_LEAST,
} from "../../assembly/generated/layout";
import {
  STDP_Y,
  STDP_INVERTED,
} from "../../assembly/generated/models";
import { exp, log } from "../../assembly/math";
import { clip, gather, splat } from "../../assembly/simd";
import { lagOf, slotAt } from "../../assembly/spikes";
import { stdpPostGain, stdpPreGain } from "./kernel";

// @ts-ignore: decorator
@inline const LN2: f64 = 6.93147180559945286227e-01;
/** Halvings of the trace between two moves of the base, and from the base back to the oldest arrival that counts. */
// @ts-ignore: decorator
@inline const SPAN: f64 = 32;
// @ts-ignore: decorator
@inline const BLOCKS: usize = 8;
/** Below this an increment is nothing: its product with a P would leave the normal range of f32. */
// @ts-ignore: decorator
@inline const LEAST: f64 = 1.0 / 1208925819614629174706176.0;

// @ts-ignore: decorator
@inline function baseAt(a: f64, time: f64): f64 {
  return SPAN * floor(a * time * (1 / SPAN));
}

/** 2^−frac(a·T). */
// @ts-ignore: decorator
@inline function fraction(a: f64, time: u32): f64 {
  const halvings = a * <f64>time;
  return exp((floor(halvings) - halvings) * LN2);
}

// @ts-ignore: decorator
@inline function twoTo(k: f64): f64 {
  return reinterpret<f64>(<u64>(1023 + <i64>k) << 52);
}

/** P(T) as entered into histories; +∞ where T is too old to be told apart. */
function mark(a: f64, time: u32, base: f64): f32 {
  const k = base - floor(a * <f64>time);
  return k > 120 ? Infinity : <f32>(fraction(a, time) * twoTo(k));
}

/** Whether nothing can come any more of what a row last received. */
// @ts-ignore: decorator
@inline function dead(a: f64, arrived: u32, x: f32, base: f64): bool {
  return x == 0 || floor(a * <f64>arrived) < base - SPAN;
}

// @ts-ignore: decorator
@inline function either(a: v128, b: v128, c: v128, d: v128): v128 {
  return v128.or(v128.or(a, b), v128.or(c, d));
}

// The transpose of four history blocks: entry k (0 the oldest) of four targets.
// @ts-ignore: decorator
@inline function low32(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 0, 1, 2, 3, 16, 17, 18, 19, 4, 5, 6, 7, 20, 21, 22, 23);
}
// @ts-ignore: decorator
@inline function high32(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 8, 9, 10, 11, 24, 25, 26, 27, 12, 13, 14, 15, 28, 29, 30, 31);
}
// @ts-ignore: decorator
@inline function low64(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23);
}
// @ts-ignore: decorator
@inline function high64(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31);
}

/**
 * Four weights with all that is pending for them, at whatever depth of the histories; `at…` are the targets' newest
 * blocks. Pending are entries below `limit` and, unless `again`, the one equal to `arrival`. `again`: the row was flushed since its
 * last arrival, so that step 1 is done.
 */
function settle(
  at0: usize, at1: usize, at2: usize, at3: usize, blockBytes: usize, again: bool,
  w: v128, arrival: v128, limit: v128, c: v128, together: v128, low: v128, high: v128,
): v128 {
  let depth: usize = 0;
  const deepest = (BLOCKS - 1) * blockBytes;
  while (
    depth < deepest &&
    v128.any_true(f32x4.lt(gather(at0 + depth, at1 + depth, at2 + depth, at3 + depth), limit))
  )
    depth += blockBytes;
  if (!again) {
    let equal = f32x4.splat(0);
    for (let d: usize = 0; d <= depth; d += blockBytes) {
      const h0 = v128.load(at0 + d);
      const h1 = v128.load(at1 + d);
      const h2 = v128.load(at2 + d);
      const h3 = v128.load(at3 + d);
      const a = low32(h0, h1);
      const b = low32(h2, h3);
      const e = high32(h0, h1);
      const f = high32(h2, h3);
      equal = v128.or(
        equal,
        either(
          f32x4.eq(low64(a, b), arrival),
          f32x4.eq(high64(a, b), arrival),
          f32x4.eq(low64(e, f), arrival),
          f32x4.eq(high64(e, f), arrival),
        ),
      );
    }
    w = clip(f32x4.add(w, v128.and(equal, together)), low, high);
  }
  for (let d = depth; ; d -= blockBytes) {
    const h0 = v128.load(at0 + d);
    const h1 = v128.load(at1 + d);
    const h2 = v128.load(at2 + d);
    const h3 = v128.load(at3 + d);
    const a = low32(h0, h1);
    const b = low32(h2, h3);
    const e = high32(h0, h1);
    const f = high32(h2, h3);
    const p0 = low64(a, b);
    const p1 = high64(a, b);
    const p2 = low64(e, f);
    const p3 = high64(e, f);
    w = f32x4.add(w, v128.and(f32x4.lt(p0, limit), f32x4.mul(p0, c)));
    w = f32x4.add(w, v128.and(f32x4.lt(p1, limit), f32x4.mul(p1, c)));
    w = f32x4.add(w, v128.and(f32x4.lt(p2, limit), f32x4.mul(p2, c)));
    w = f32x4.add(w, v128.and(f32x4.lt(p3, limit), f32x4.mul(p3, c)));
    if (d == 0) break;
  }
  return clip(w, low, high);
}

// @ts-ignore: decorator
@inline function addTo(at: usize, w: f32): void {
  store<f32>(at, load<f32>(at) + w);
}

/** Weights after the postsynaptic terms of spikes whose marks `p` are before the arrival. */
// @ts-ignore: decorator
@inline function depressed(w: v128, p: v128, arrival: v128, c: v128): v128 {
  return f32x4.add(w, v128.and(f32x4.lt(p, arrival), f32x4.mul(p, c)));
}

/**
 * The synapses from k (bytes) to kEnd, four at a time, of a row whose source's spike arrives, where the newest block, or
 * the two newest where `wide`, hold all that is pending. Returns where it stopped: at fewer than four, or at four that
 * need more. No call in this loop, so that everything stays in registers.
 */
// @ts-ignore: decorator
@inline function walk(
  block: usize, lazy: usize, k: usize, kEnd: usize, wide: bool, arrival: v128, c: v128, together: v128, preGain: v128,
): usize {
  const targets = load<usize>(block + PROJECTION_TARGETS);
  const weights = load<usize>(block + PROJECTION_WEIGHTS);
  const input = load<usize>(block + PROJECTION_INPUT);
  const y = load<usize>(block + STDP_Y);
  const newest = load<usize>(lazy + LAZY_HISTORIES);
  const second = newest + load<usize>(lazy + LAZY_HISTORY_BYTES);
  const low = v128.load32_splat(block + PROJECTION_LEAST);
  const high = v128.load32_splat(block + PROJECTION_GREATEST);
  for (; k + 16 <= kEnd; k += 16) {
    const t0 = <usize>load<u32>(targets + k);
    const t1 = <usize>load<u32>(targets + k, 4);
    const t2 = <usize>load<u32>(targets + k, 8);
    const t3 = <usize>load<u32>(targets + k, 12);
    let w = v128.load(weights + k);
    let equal: v128;
    if (wide) {
      const h0 = v128.load(second + (t0 << 2));
      const h1 = v128.load(second + (t1 << 2));
      const h2 = v128.load(second + (t2 << 2));
      const h3 = v128.load(second + (t3 << 2));
      const a = low32(h0, h1);
      const b = low32(h2, h3);
      const e = high32(h0, h1);
      const f = high32(h2, h3);
      const p0 = low64(a, b);
      if (i32x4.bitmask(f32x4.le(p0, arrival)) != 0) return k;
      const p1 = high64(a, b);
      const p2 = low64(e, f);
      const p3 = high64(e, f);
      equal = v128.or(v128.or(f32x4.eq(p1, arrival), f32x4.eq(p2, arrival)), f32x4.eq(p3, arrival));
      const g0 = v128.load(newest + (t0 << 2));
      const g1 = v128.load(newest + (t1 << 2));
      const g2 = v128.load(newest + (t2 << 2));
      const g3 = v128.load(newest + (t3 << 2));
      const m = low32(g0, g1);
      const n = low32(g2, g3);
      const u = high32(g0, g1);
      const v = high32(g2, g3);
      const q0 = low64(m, n);
      const q1 = high64(m, n);
      const q2 = low64(u, v);
      const q3 = high64(u, v);
      equal = v128.or(
        equal,
        either(f32x4.eq(q0, arrival), f32x4.eq(q1, arrival), f32x4.eq(q2, arrival), f32x4.eq(q3, arrival)),
      );
      w = clip(f32x4.add(w, v128.and(equal, together)), low, high);
      w = depressed(w, p1, arrival, c);
      w = depressed(w, p2, arrival, c);
      w = depressed(w, p3, arrival, c);
      w = depressed(w, q0, arrival, c);
      w = depressed(w, q1, arrival, c);
      w = depressed(w, q2, arrival, c);
      w = depressed(w, q3, arrival, c);
    } else {
      const h0 = v128.load(newest + (t0 << 2));
      const h1 = v128.load(newest + (t1 << 2));
      const h2 = v128.load(newest + (t2 << 2));
      const h3 = v128.load(newest + (t3 << 2));
      const a = low32(h0, h1);
      const b = low32(h2, h3);
      const e = high32(h0, h1);
      const f = high32(h2, h3);
      const p0 = low64(a, b);
      if (i32x4.bitmask(f32x4.le(p0, arrival)) != 0) return k;
      const p1 = high64(a, b);
      const p2 = low64(e, f);
      const p3 = high64(e, f);
      equal = v128.or(v128.or(f32x4.eq(p1, arrival), f32x4.eq(p2, arrival)), f32x4.eq(p3, arrival));
      w = clip(f32x4.add(w, v128.and(equal, together)), low, high);
      w = depressed(w, p1, arrival, c);
      w = depressed(w, p2, arrival, c);
      w = depressed(w, p3, arrival, c);
    }
    w = clip(w, low, high);
    const i0 = input + t0;
    const i1 = input + t1;
    const i2 = input + t2;
    const i3 = input + t3;
    addTo(i0, f32x4.extract_lane(w, 0));
    addTo(i1, f32x4.extract_lane(w, 1));
    addTo(i2, f32x4.extract_lane(w, 2));
    addTo(i3, f32x4.extract_lane(w, 3));
    v128.store(weights + k, f32x4.add(w, f32x4.mul(preGain, gather(y + t0, y + t1, y + t2, y + t3))));
  }
  return k;
}

function walkNarrow(
  block: usize, lazy: usize, k: usize, kEnd: usize, arrival: v128, c: v128, together: v128, preGain: v128,
): usize {
  return walk(block, lazy, k, kEnd, false, arrival, c, together, preGain);
}

function walkWide(
  block: usize, lazy: usize, k: usize, kEnd: usize, arrival: v128, c: v128, together: v128, preGain: v128,
): usize {
  return walk(block, lazy, k, kEnd, true, arrival, c, together, preGain);
}

/** Up to four synapses, whatever is pending; delivers and adds the presynaptic term where `arrives`. */
function walkDeep(
  block: usize, lazy: usize, k: usize, kEnd: usize, again: bool, arrives: bool,
  arrival: v128, limit: v128, c: v128, together: v128, preGain: v128,
): void {
  const at = load<usize>(block + PROJECTION_TARGETS) + k;
  const weights = load<usize>(block + PROJECTION_WEIGHTS) + k;
  const input = load<usize>(block + PROJECTION_INPUT);
  const y = load<usize>(block + STDP_Y);
  const newest = load<usize>(lazy + LAZY_HISTORIES);
  const left = kEnd - k;
  // Lanes that are not there do as the first, and are not stored.
  const t0 = <usize>load<u32>(at);
  const t1 = left > 4 ? <usize>load<u32>(at, 4) : t0;
  const t2 = left > 8 ? <usize>load<u32>(at, 8) : t0;
  const t3 = left > 12 ? <usize>load<u32>(at, 12) : t0;
  let w = v128.load32_zero(weights);
  if (left > 4) w = v128.load_lane<f32>(weights, w, 1, 4);
  if (left > 8) w = v128.load_lane<f32>(weights, w, 2, 8);
  if (left > 12) w = v128.load_lane<f32>(weights, w, 3, 12);
  w = settle(
    newest + (t0 << 2), newest + (t1 << 2), newest + (t2 << 2), newest + (t3 << 2),
    load<usize>(lazy + LAZY_HISTORY_BYTES), again, w, arrival, limit, c, together,
    v128.load32_splat(block + PROJECTION_LEAST), v128.load32_splat(block + PROJECTION_GREATEST),
  );
  if (arrives) {
    addTo(input + t0, f32x4.extract_lane(w, 0));
    if (left > 4) addTo(input + t1, f32x4.extract_lane(w, 1));
    if (left > 8) addTo(input + t2, f32x4.extract_lane(w, 2));
    if (left > 12) addTo(input + t3, f32x4.extract_lane(w, 3));
    w = f32x4.add(w, f32x4.mul(preGain, gather(y + t0, y + t1, y + t2, y + t3)));
  }
  v128.store_lane<f32>(weights, w, 0);
  if (left > 4) v128.store_lane<f32>(weights, w, 1, 4);
  if (left > 8) v128.store_lane<f32>(weights, w, 2, 8);
  if (left > 12) v128.store_lane<f32>(weights, w, 3, 12);
}

/** A row whose source's spike arrives and that nobody flushed since its last one. */
function walkArriving(
  block: usize, lazy: usize, k: usize, kEnd: usize, arrival: v128, c: v128, together: v128, preGain: v128,
): void {
  // One block suffices after a short silence, two after a longer one: told from how often the one did not.
  let budget: isize = 24;
  while (k < kEnd) {
    const begin = k;
    if (budget > 0) k = walkNarrow(block, lazy, k, kEnd, arrival, c, together, preGain);
    else k = walkWide(block, lazy, k, kEnd, arrival, c, together, preGain);
    if (k == kEnd) break;
    budget += <isize>((k - begin) >> 4) - 11;
    walkDeep(block, lazy, k, kEnd, false, true, arrival, arrival, c, together, preGain);
    k += 16;
  }
}

/** What is left at T = `time`, of fraction `now`, of a trace x since an arrival with that fraction and floor of halvings. */
// @ts-ignore: decorator
@inline function leftOf(x: f32, halvings: f64, p: f64, rate: f64, time: u32, now: f64): f32 {
  const later = floor(rate * <f64>time) - halvings;
  return later > 60 ? 0 : <f32>(<f64>x * (now / p) * twoTo(-later));
}

/** Brings row number `row` up to date and, where `arrives`, takes the arrival of T = `time`, fraction `now`, into its weights. */
// @ts-ignore: decorator
@inline function visitRow(block: usize, lazy: usize, row: usize, time: u32, base: f64, now: f64, arrives: bool): u32 {
  const rate = load<f64>(load<usize>(lazy + LAZY_RATE));
  const rows = load<usize>(block + PROJECTION_ROWS) + (row << 2);
  const k = <usize>load<u32>(rows) << 2;
  const kEnd = <usize>load<u32>(rows, 4) << 2;
  const amplitudes = load<usize>(block + PROJECTION_AMPLITUDES);
  const aPlus = load<f32>(amplitudes);
  const aMinus = load<f32>(amplitudes, 4);
  const inverted = load<f32>(block + STDP_INVERTED);
  const preGain = splat(stdpPreGain(aPlus, aMinus, inverted));
  const postGain = stdpPostGain(aPlus, aMinus, inverted);

  const rowStep = load<usize>(lazy + LAZY_ROW_STEP) + (row << 2);
  const rowX = load<usize>(lazy + LAZY_ROW_X) + (row << 2);
  const rowBefore = load<usize>(lazy + LAZY_ROW_BEFORE) + (row << 2);
  const rowFrom = load<usize>(lazy + LAZY_ROW_FROM) + (row << 2);
  const arrived = load<u32>(rowStep);
  const from = load<u32>(rowFrom);
  const x = load<f32>(rowX);
  const events = <u32>((kEnd - k) >> 2);
  // Nothing is below −∞.
  let arrival = splat(-Infinity);
  let limit = arrival;
  let c = f32x4.splat(0);
  let left: f32 = 0;
  let again = true;
  if (!dead(rate, arrived, x, base)) {
    const p = fraction(rate, arrived);
    const halvings = floor(rate * <f64>arrived);
    const whole = <f64>postGain * <f64>x;
    c = splat(abs<f64>(whole) < LEAST ? 0 : <f32>((whole / p) * twoTo(halvings - base)));
    arrival = splat(<f32>(p * twoTo(base - halvings)));
    again = from != arrived;
    // Pending from `from` on: below the next number above P(from), as P(from − 1) is no smaller than that.
    if (again) limit = i32x4.add(splat(mark(rate, from, base)), i32x4.splat(1));
    if (arrives) left = leftOf(x, halvings, p, rate, time, now);
  }
  const together = splat(postGain * load<f32>(rowBefore));
  if (again || !arrives) {
    for (let at = k; at < kEnd; at += 16)
      walkDeep(block, lazy, at, kEnd, again, arrives, arrival, again ? limit : arrival, c, together, preGain);
  } else walkArriving(block, lazy, k, kEnd, arrival, c, together, preGain);
  if (arrives) {
    store<f32>(rowBefore, left);
    store<f32>(rowX, left + load<f32>(lazy + LAZY_INCREMENT));
    store<u32>(rowStep, time);
  }
  store<u32>(rowFrom, time);
  return events;
}

function arriveRow(block: usize, lazy: usize, row: usize, time: u32, base: f64, now: f64): u32 {
  return visitRow(block, lazy, row, time, base, now, true);
}

/** Brings a row up to date with all spikes before T = `time`. */
function flushRow(block: usize, lazy: usize, row: usize, time: u32, base: f64): void {
  visitRow(block, lazy, row, time, base, 0, false);
}

// @ts-ignore: decorator
@inline function nRows(block: usize): usize {
  const nPre = load<u32>(block + PROJECTION_PRE_END) - load<u32>(block + PROJECTION_PRE_BEGIN);
  return <usize>(nPre * load<u32>(block + PROJECTION_N_DELAYS));
}

/**
 * Flushes rows with spikes pending from before T = `time` on: all rows whose `from` is at most `stale`, and those whose
 * arrival is more than SPAN halvings before `dying`. Returns the least `from` that remains (`time` if none does).
 */
function sweep(block: usize, lazy: usize, time: u32, base: f64, stale: u32, dying: f64): u32 {
  const rate = load<f64>(load<usize>(lazy + LAZY_RATE));
  const rowStep = load<usize>(lazy + LAZY_ROW_STEP);
  const rowFrom = load<usize>(lazy + LAZY_ROW_FROM);
  const rowX = load<usize>(lazy + LAZY_ROW_X);
  const count = nRows(block);
  let least = time;
  for (let row: usize = 0; row < count; row++) {
    const arrived = load<u32>(rowStep + (row << 2));
    const from = load<u32>(rowFrom + (row << 2));
    if (dead(rate, arrived, load<f32>(rowX + (row << 2)), base)) continue;
    if (from <= stale || floor(rate * <f64>arrived) < dying - SPAN) flushRow(block, lazy, row, time, base);
    else if (from < least) least = from;
  }
  return least;
}

/** Delivery and learning at the rows of the spikes that arrive in this step. */
export function stdpLazyArrive(block: usize, begin: u32, end: u32, step: u32): void {
  const lazy = load<usize>(block + PROJECTION_LAZY);
  const rate = load<f64>(load<usize>(lazy + LAZY_RATE));
  const base = baseAt(rate, <f64>step + 1);
  const now = fraction(rate, step + 1);
  const preBegin = load<u32>(block + PROJECTION_PRE_BEGIN);
  const preEnd = load<u32>(block + PROJECTION_PRE_END);
  const nDelays = load<u32>(block + PROJECTION_N_DELAYS);
  let events: f64 = 0;
  for (let d: u32 = 0; d < nDelays; d++) {
    const slot = slotAt(load<usize>(block + PROJECTION_PRE), step - lagOf(block, d));
    const listEnd = slot + 16 + (<usize>load<u32>(slot) << 2);
    for (let list = slot + 16; list < listEnd; list += 4) {
      const id = load<u32>(list);
      if (id < preBegin || id >= preEnd) continue;
      events += <f64>arriveRow(block, lazy, <usize>((id - preBegin) * nDelays + d), step + 1, base, now);
    }
  }
  const tally = load<usize>(block + PROJECTION_TALLY);
  store<f64>(tally, load<f64>(tally) + events);
}

/** Delivery of what arrives in this step while weights are frozen and up to date: the traces of the sources go on. */
export function stdpFrozenLazyArrive(block: usize, begin: u32, end: u32, step: u32): void {
  deliver(block, begin, end, step);
  const lazy = load<usize>(block + PROJECTION_LAZY);
  const rate = load<f64>(load<usize>(lazy + LAZY_RATE));
  const base = baseAt(rate, <f64>step + 1);
  const now = fraction(rate, step + 1);
  const increment = load<f32>(lazy + LAZY_INCREMENT);
  const preBegin = load<u32>(block + PROJECTION_PRE_BEGIN);
  const preEnd = load<u32>(block + PROJECTION_PRE_END);
  const nDelays = load<u32>(block + PROJECTION_N_DELAYS);
  for (let d: u32 = 0; d < nDelays; d++) {
    const slot = slotAt(load<usize>(block + PROJECTION_PRE), step - lagOf(block, d));
    const listEnd = slot + 16 + (<usize>load<u32>(slot) << 2);
    for (let list = slot + 16; list < listEnd; list += 4) {
      const id = load<u32>(list);
      if (id < preBegin || id >= preEnd) continue;
      const row = <usize>((id - preBegin) * nDelays + d) << 2;
      const rowStep = load<usize>(lazy + LAZY_ROW_STEP) + row;
      const rowX = load<usize>(lazy + LAZY_ROW_X) + row;
      const arrived = load<u32>(rowStep);
      const x = load<f32>(rowX);
      let left: f32 = 0;
      if (!dead(rate, arrived, x, base))
        left = leftOf(x, floor(rate * <f64>arrived), fraction(rate, arrived), rate, step + 1, now);
      store<f32>(load<usize>(lazy + LAZY_ROW_BEFORE) + row, left);
      store<f32>(rowX, left + increment);
      store<u32>(rowStep, step + 1);
      // Neither this step's spikes nor a clip are pending.
      store<u32>(load<usize>(lazy + LAZY_ROW_FROM) + row, step + 2);
    }
  }
}

/** Enters this step's postsynaptic spikes into the histories, and moves the base when it is due. */
export function stdpLazyLearn(block: usize, begin: u32, end: u32, step: u32): void {
  const lazy = load<usize>(block + PROJECTION_LAZY);
  const rate = load<f64>(load<usize>(lazy + LAZY_RATE));
  const time = step + 1;
  const base = baseAt(rate, <f64>time);
  const newest = load<usize>(lazy + LAZY_HISTORIES);
  const blockBytes = load<usize>(lazy + LAZY_HISTORY_BYTES);
  const postBegin = load<u32>(block + PROJECTION_POST_BEGIN);
  const postEnd = load<u32>(block + PROJECTION_POST_END);
  const slot = slotAt(load<usize>(block + PROJECTION_POST), step);
  const listEnd = slot + 16 + (<usize>load<u32>(slot) << 2);
  if (load<u32>(slot) != 0) {
    const oldest = newest + (BLOCKS - 1) * blockBytes;
    const safe = mark(rate, load<u32>(lazy + LAZY_SAFE), base);
    let lost: f32 = Infinity;
    for (let list = slot + 16; list < listEnd; list += 4) {
      const id = load<u32>(list);
      if (id < postBegin || id >= postEnd) continue;
      const p = load<f32>(oldest + (<usize>id << 4));
      if (p <= safe) lost = min<f32>(lost, p);
    }
    if (lost < Infinity) {
      // Half of the time since then, so that the next entry to be lost is a while away.
      const last = <u32>max<f64>(0, nearest((base - log(<f64>lost) / LN2) / rate));
      store<u32>(lazy + LAZY_SAFE, sweep(block, lazy, time, base, last + (time - last) / 2, -Infinity));
    }
    const now = mark(rate, time, base);
    for (let list = slot + 16; list < listEnd; list += 4) {
      const id = load<u32>(list);
      if (id < postBegin || id >= postEnd) continue;
      const at = newest + (<usize>id << 4);
      let next = splat(now);
      for (let d: usize = 0; d < BLOCKS * blockBytes; d += blockBytes) {
        const old = v128.load(at + d);
        // One entry on: the oldest of a block becomes the newest of the next.
        v128.store(at + d, i8x16.shuffle(old, next, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19));
        next = old;
      }
    }
  }
  const then = baseAt(rate, <f64>time + 1);
  if (then == base) return;
  sweep(block, lazy, time + 1, base, 0, then);
  const factor = splat(<f32>twoTo(then - base));
  const historiesEnd = newest + BLOCKS * blockBytes;
  for (let at = newest; at < historiesEnd; at += 16) v128.store(at, f32x4.mul(v128.load(at), factor));
}

/** Brings all weights up to date with everything before `step`. It changes no bit of what follows. */
export function stdpLazyFlush(block: usize, step: u32): void {
  const lazy = load<usize>(block + PROJECTION_LAZY);
  const base = baseAt(load<f64>(load<usize>(lazy + LAZY_RATE)), <f64>step + 1);
  store<u32>(lazy + LAZY_SAFE, sweep(block, lazy, step + 1, base, step, -Infinity));
}
