/**
 * Connection rules: which sources a target takes its synapses from. Each target draws from its own words of the
 * projection's structure stream (step = target, element = draw or source), so that a memory generates the targets that it
 * owns and no others. Sources and targets are counted within their groups.
 *
 *   one-to-one           j = i
 *   all-to-all           every j
 *   fixed probability    every j with probability p: the gap to the next one is ⌊E/−ln(1 − p)⌋, E exponential
 *   fixed indegree       k draws; distinct ones by Floyd's sampling (Bentley & Floyd 1987, CACM 30)
 *   fixed total, multi   the target's share of n (split.ts), then as many draws
 *   fixed total, once    n distinct pairs: selection sampling (Knuth, TAOCP 2, 3.4.2 S) over the pairs, target by target
 *   distance-dependent   j where u_ij < c·exp(−(d_ij/λ)²), d between lattice sites; the table holds p by d²
 *   listed               sources listed before: those of fixed outdegree (split.ts) and of given pairs
 */
import { exp, logs } from "../math";
import { below, unit } from "../random";
import { words16 } from "./words";
import {
  CONNECT_CLOCK,
  CONNECT_DEMAND,
  CONNECT_LIST,
  CONNECT_LISTED,
  CONNECT_LISTED_BEGIN,
  CONNECT_MULTAPSES,
  CONNECT_N_POST,
  CONNECT_N_PRE,
  CONNECT_NUMBER,
  CONNECT_OFFSETS,
  CONNECT_POST_POSITIONS,
  CONNECT_PRE_POSITIONS,
  CONNECT_RULE,
  CONNECT_SEEN,
  CONNECT_SELF_OFFSET,
  CONNECT_SKIP_SELF,
  CONNECT_SPLIT,
  CONNECT_STREAM,
  CONNECT_TABLE,
} from "../generated/layout";

/** The source that is target t's own neuron, where it may not be taken; otherwise −1. */
// @ts-ignore: decorator
@inline function selfOf(block: usize, t: u32): i64 {
  if (load<u32>(block + CONNECT_SKIP_SELF) == 0) return -1;
  const self = <i64>t + <i64>load<i32>(block + CONNECT_SELF_OFFSET);
  return self < <i64>load<u32>(block + CONNECT_N_PRE) ? self : -1;
}

/**
 * `count` draws below `n`, from words 0, 1, … of (step, trial 0), at `out`; those from `self` on (unless −1) are one more,
 * so that `self` is none of them. Distinct ones where `seen` (n bits, 0 before and after) is given: draw e is of 0 … i with
 * i = n − count + e, and i itself takes the place of one that was drawn before.
 */
export function drawBelow(
  block: usize, out: usize, count: u32, n: u32, self: i64, seen: usize, step: u32,
): void {
  const stream = load<u32>(block + CONNECT_STREAM);
  const clock = load<usize>(block + CONNECT_CLOCK);
  const skip = self < 0 ? 0xffffffff : <u32>self;
  for (let first: u32 = 0; first < count; first += 16) {
    const scratch = words16(clock, stream, first >> 4, step);
    const last = min(first + 16, count);
    for (let e = first; e < last; e++) {
      const word = load<u32>(scratch + (<usize>(e - first) << 2));
      let j: u32;
      if (seen == 0) j = below(word, n);
      else {
        const i = n - count + e;
        j = below(word, i + 1);
        if ((load<u8>(seen + (<usize>j >> 3)) >> <u8>(j & 7)) & 1) j = i;
        const at = seen + (<usize>j >> 3);
        store<u8>(at, load<u8>(at) | (<u8>1 << <u8>(j & 7)));
      }
      store<u32>(out + (<usize>e << 2), j + <u32>(j >= skip));
    }
  }
  if (seen == 0) return;
  for (let e: u32 = 0; e < count; e++) {
    const j = load<u32>(out + (<usize>e << 2));
    store<u8>(seen + (<usize>(j - <u32>(j > skip)) >> 3), 0);
  }
}

/**
 * Gaps between the sources that are met: ⌊E/λ⌋, λ = −ln(1 − p), E = −ln u exponential with u in (0, 1) of 52 bits from two
 * words, so P(gap ≥ g) = (1 − p)^g to a multiple of 2^-52. A pair's chance is off by no more than 2^-52/p of itself; 32 bits
 * would be felt below p = 1e-6, where whole rows end within a few of their smallest numbers.
 */
function listProbability(block: usize, t: u32, list: usize): u32 {
  const nPre = <f64>load<u32>(block + CONNECT_N_PRE);
  const self = <f64>selfOf(block, t);
  const perGap = f64x2.splat(-1.0 / load<f64>(load<usize>(block + CONNECT_NUMBER)));
  const stream = load<u32>(block + CONNECT_STREAM);
  const clock = load<usize>(block + CONNECT_CLOCK);
  const one = i64x2.splat(0x3ff0000000000000);
  const below1 = f64x2.splat(-1.0 + 1.1102230246251565e-16);
  let at = list;
  let next: f64 = 0;
  let group: u32 = 0;
  while (true) {
    const scratch = words16(clock, stream, group++, t);
    for (let w: usize = 0; w < 64; w += 16) {
      // 52 bits behind the exponent of 1 … 2, then down by 1 and up by half of the last bit.
      const u = f64x2.add(v128.or(i64x2.shr_u(v128.load(scratch + w), 12), one), below1);
      v128.store(scratch + w, f64x2.floor(f64x2.mul(logs(u), perGap)));
    }
    for (let w: usize = 0; w < 64; w += 8) {
      const j = next + load<f64>(scratch + w);
      if (j >= nPre) return <u32>((at - list) >> 2);
      next = j + 1;
      if (j == self) continue;
      store<u32>(at, <u32>j);
      at += 4;
    }
  }
}

/** table[d²] = c·exp(−d²/λ²) for d² = 0 … n − 1. */
export function distanceTable(table: usize, n: u32, c: f64, lambda: f64): void {
  for (let d2: u32 = 0; d2 < n; d2++)
    store<f32>(table + (<usize>d2 << 2), <f32>(c * exp(-(<f64>d2) / (lambda * lambda))));
}

// @ts-ignore: decorator
@inline function squaredDistance(a: u32, b: u32): u32 {
  const x = <i32>(a & 1023) - <i32>(b & 1023);
  const y = <i32>((a >> 10) & 1023) - <i32>((b >> 10) & 1023);
  const z = <i32>(a >> 20) - <i32>(b >> 20);
  return <u32>(x * x + y * y + z * z);
}

function listDistance(block: usize, t: u32, list: usize): u32 {
  const nPre = load<u32>(block + CONNECT_N_PRE);
  const self = selfOf(block, t);
  const pre = load<usize>(block + CONNECT_PRE_POSITIONS);
  const site = load<u32>(load<usize>(block + CONNECT_POST_POSITIONS) + (<usize>t << 2));
  const table = load<usize>(block + CONNECT_TABLE);
  const stream = load<u32>(block + CONNECT_STREAM);
  const clock = load<usize>(block + CONNECT_CLOCK);
  let at = list;
  for (let first: u32 = 0; first < nPre; first += 16) {
    const scratch = words16(clock, stream, first >> 4, t);
    const last = min(first + 16, nPre);
    for (let j = first; j < last; j++) {
      const d2 = squaredDistance(load<u32>(pre + (<usize>j << 2)), site);
      const u = unit(load<u32>(scratch + (<usize>(j - first) << 2)));
      if (u < load<f32>(table + (<usize>d2 << 2)) && <i64>j != self) {
        store<u32>(at, j);
        at += 4;
      }
    }
  }
  return <u32>((at - list) >> 2);
}

/** Targets [0, t) that have themselves among the sources they may not take. */
export function selvesBefore(block: usize, t: u32): u32 {
  if (load<u32>(block + CONNECT_SKIP_SELF) == 0) return 0;
  const offset = <i64>load<i32>(block + CONNECT_SELF_OFFSET);
  const first = max(<i64>0, -offset);
  const end = min(<i64>load<u32>(block + CONNECT_N_PRE) - offset, <i64>t);
  return <u32>max(<i64>0, end - first);
}

/** Of the pairs from target t on, `left` in number, those still needed are taken one by one as chance decides. */
function listTotalOnce(block: usize, t: u32, list: usize): u32 {
  const nPre = load<u32>(block + CONNECT_N_PRE);
  const nPost = load<u32>(block + CONNECT_N_POST);
  const self = selfOf(block, t);
  const stream = load<u32>(block + CONNECT_STREAM);
  const clock = load<usize>(block + CONNECT_CLOCK);
  const before = load<u32>(load<usize>(block + CONNECT_SPLIT) + (<usize>t << 2));
  let need = load<f64>(load<usize>(block + CONNECT_NUMBER)) - <f64>before;
  let left = <f64>nPre * <f64>(nPost - t) - <f64>(selvesBefore(block, nPost) - selvesBefore(block, t));
  let at = list;
  for (let first: u32 = 0; first < nPre && need > 0; first += 16) {
    const scratch = words16(clock, stream, first >> 4, t);
    const last = min(first + 16, nPre);
    for (let j = first; j < last; j++) {
      if (<i64>j == self) continue;
      const u = <f64>load<u32>(scratch + (<usize>(j - first) << 2)) * (1.0 / 4294967296.0);
      if (u * left < need) {
        store<u32>(at, j);
        at += 4;
        need -= 1;
      }
      left -= 1;
    }
  }
  return <u32>((at - list) >> 2);
}

function listAll(block: usize, t: u32, list: usize): u32 {
  const nPre = load<u32>(block + CONNECT_N_PRE);
  const self = selfOf(block, t);
  let at = list;
  for (let j: u32 = 0; j < nPre; j++) {
    store<u32>(at, j);
    at += <usize>(<i64>j != self) << 2;
  }
  return <u32>((at - list) >> 2);
}

function listDraws(block: usize, t: u32, list: usize, count: u32, once: bool): u32 {
  const self = selfOf(block, t);
  const n = load<u32>(block + CONNECT_N_PRE) - <u32>(self >= 0);
  drawBelow(block, list, count, n, self, once ? load<usize>(block + CONNECT_SEEN) : 0, t);
  return count;
}

/** Where the listed sources of target t begin. */
// @ts-ignore: decorator
@inline export function listedAt(block: usize, t: u32): u32 {
  return load<u32>(load<usize>(block + CONNECT_OFFSETS) + (<usize>(t - load<u32>(block + CONNECT_LISTED_BEGIN)) << 2));
}

function listListed(block: usize, t: u32, list: usize): u32 {
  const first = listedAt(block, t);
  const n = listedAt(block, t + 1) - first;
  memory.copy(list, load<usize>(block + CONNECT_LISTED) + (<usize>first << 2), <usize>n << 2);
  return n;
}

/** The sources of target t, at `list`; returns their number. */
export function listSources(block: usize, t: u32): u32 {
  const list = load<usize>(block + CONNECT_LIST);
  const once = load<u32>(block + CONNECT_MULTAPSES) == 0;
  switch (load<u32>(block + CONNECT_RULE)) {
    case 0:
      store<u32>(list, t);
      return <u32>(<i64>t != selfOf(block, t));
    case 1:
      return listAll(block, t, list);
    case 2:
      return listProbability(block, t, list);
    case 3:
      return listDraws(block, t, list, load<u32>(block + CONNECT_DEMAND), once);
    case 4: {
      if (once) return listTotalOnce(block, t, list);
      const split = load<usize>(block + CONNECT_SPLIT) + (<usize>t << 2);
      return listDraws(block, t, list, load<u32>(split, 4) - load<u32>(split), false);
    }
    case 5:
      return listDistance(block, t, list);
    default:
      return listListed(block, t, list);
  }
}
