/**
 * Connection rules. Each target draws its incoming sources from its own words of the projection's structure stream:
 * element = source (or draw) index, step = target index. Every rule runs twice over all targets: with `sources` = 0 it
 * leaves running totals in `counts` (counts[0] = 0), then it writes the sources of target t at counts[t] … counts[t+1].
 *
 *   one-to-one           j = i
 *   all-to-all           every j
 *   fixed probability    j where u_ij < p
 *   distance-dependent   j where u_ij < c·exp(−(d_ij/λ)²), d between lattice sites; the table holds p by d²
 *   fixed total, once    n distinct pairs: selection sampling (Knuth, TAOCP 2, 3.4.2 S) over the pairs, target by target
 *   fixed total, multi   each of n synapses draws its target, then each target draws its sources
 */
import { exp } from "../math";
import { below, randomWord, unit } from "../random";
import {
  CLOCK_SCRATCH,
  CLOCK_SEED_HIGH,
  CLOCK_SEED_LOW,
  CONNECT_CLOCK,
  CONNECT_COUNTS,
  CONNECT_MULTAPSES,
  CONNECT_N_POST,
  CONNECT_N_PRE,
  CONNECT_POST_POSITIONS,
  CONNECT_PRE_POSITIONS,
  CONNECT_PROBABILITY,
  CONNECT_SELF_OFFSET,
  CONNECT_SKIP_SELF,
  CONNECT_SOURCES,
  CONNECT_STREAM,
  CONNECT_TABLE,
  CONNECT_TOTAL,
} from "../generated/layout";

/** The source that is target t's own neuron, or −1. */
// @ts-ignore: decorator
@inline function selfOf(block: usize, t: u32): i64 {
  return load<u32>(block + CONNECT_SKIP_SELF) != 0 ? <i64>t + <i64>load<i32>(block + CONNECT_SELF_OFFSET) : -1;
}

// @ts-ignore: decorator
@inline function accept(sources: usize, at: u32, j: u32): u32 {
  if (sources != 0) store<u32>(sources + (<usize>at << 2), j);
  return at + 1;
}

export function connectOneToOne(block: usize): void {
  const nPost = load<u32>(block + CONNECT_N_POST);
  const counts = load<usize>(block + CONNECT_COUNTS);
  const sources = load<usize>(block + CONNECT_SOURCES);
  let at: u32 = 0;
  for (let t: u32 = 0; t < nPost; t++) {
    if (<i64>t != selfOf(block, t)) at = accept(sources, at, t);
    store<u32>(counts + (<usize>t << 2), at, 4);
  }
}

export function connectAllToAll(block: usize): void {
  const nPre = load<u32>(block + CONNECT_N_PRE);
  const nPost = load<u32>(block + CONNECT_N_POST);
  const counts = load<usize>(block + CONNECT_COUNTS);
  const sources = load<usize>(block + CONNECT_SOURCES);
  let at: u32 = 0;
  for (let t: u32 = 0; t < nPost; t++) {
    const self = selfOf(block, t);
    for (let j: u32 = 0; j < nPre; j++) if (<i64>j != self) at = accept(sources, at, j);
    store<u32>(counts + (<usize>t << 2), at, 4);
  }
}

export function connectProbability(block: usize): void {
  const nPre = load<u32>(block + CONNECT_N_PRE);
  const nPost = load<u32>(block + CONNECT_N_POST);
  const counts = load<usize>(block + CONNECT_COUNTS);
  const sources = load<usize>(block + CONNECT_SOURCES);
  const p = load<f32>(block + CONNECT_PROBABILITY);
  const stream = load<u32>(block + CONNECT_STREAM);
  const clock = load<usize>(block + CONNECT_CLOCK);
  const scratch = load<usize>(clock + CLOCK_SCRATCH);
  const k0 = load<u32>(clock + CLOCK_SEED_LOW);
  const k1 = load<u32>(clock + CLOCK_SEED_HIGH);
  let at: u32 = 0;
  for (let t: u32 = 0; t < nPost; t++) {
    const self = selfOf(block, t);
    for (let j: u32 = 0; j < nPre; j++)
      if (unit(randomWord(scratch, j, t, 0, stream, k0, k1)) < p && <i64>j != self) at = accept(sources, at, j);
    store<u32>(counts + (<usize>t << 2), at, 4);
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

export function connectDistance(block: usize): void {
  const nPre = load<u32>(block + CONNECT_N_PRE);
  const nPost = load<u32>(block + CONNECT_N_POST);
  const counts = load<usize>(block + CONNECT_COUNTS);
  const sources = load<usize>(block + CONNECT_SOURCES);
  const pre = load<usize>(block + CONNECT_PRE_POSITIONS);
  const post = load<usize>(block + CONNECT_POST_POSITIONS);
  const table = load<usize>(block + CONNECT_TABLE);
  const stream = load<u32>(block + CONNECT_STREAM);
  const clock = load<usize>(block + CONNECT_CLOCK);
  const scratch = load<usize>(clock + CLOCK_SCRATCH);
  const k0 = load<u32>(clock + CLOCK_SEED_LOW);
  const k1 = load<u32>(clock + CLOCK_SEED_HIGH);
  let at: u32 = 0;
  for (let t: u32 = 0; t < nPost; t++) {
    const self = selfOf(block, t);
    const site = load<u32>(post + (<usize>t << 2));
    for (let j: u32 = 0; j < nPre; j++) {
      const d2 = squaredDistance(load<u32>(pre + (<usize>j << 2)), site);
      const u = unit(randomWord(scratch, j, t, 0, stream, k0, k1));
      if (u < load<f32>(table + (<usize>d2 << 2)) && <i64>j != self) at = accept(sources, at, j);
    }
    store<u32>(counts + (<usize>t << 2), at, 4);
  }
}

function connectTotalOnce(block: usize): void {
  const nPre = load<u32>(block + CONNECT_N_PRE);
  const nPost = load<u32>(block + CONNECT_N_POST);
  const counts = load<usize>(block + CONNECT_COUNTS);
  const sources = load<usize>(block + CONNECT_SOURCES);
  const stream = load<u32>(block + CONNECT_STREAM);
  const clock = load<usize>(block + CONNECT_CLOCK);
  const scratch = load<usize>(clock + CLOCK_SCRATCH);
  const k0 = load<u32>(clock + CLOCK_SEED_LOW);
  const k1 = load<u32>(clock + CLOCK_SEED_HIGH);
  let need = load<f64>(load<usize>(block + CONNECT_TOTAL));
  let left = <f64>nPre * <f64>nPost;
  for (let t: u32 = 0; t < nPost; t++) {
    const self = selfOf(block, t);
    if (self >= 0 && self < <i64>nPre) left -= 1;
  }
  let at: u32 = 0;
  for (let t: u32 = 0; t < nPost; t++) {
    const self = selfOf(block, t);
    for (let j: u32 = 0; j < nPre; j++) {
      const u = <f64>randomWord(scratch, j, t, 0, stream, k0, k1) * (1.0 / 4294967296.0);
      if (<i64>j == self) continue;
      if (u * left < need) {
        at = accept(sources, at, j);
        need -= 1;
      }
      left -= 1;
    }
    store<u32>(counts + (<usize>t << 2), at, 4);
  }
}

/**
 * Targets are drawn under trial 1 of the stream, each as likely as it has admissible sources, then sources under trial 0.
 * Targets [selfBegin, selfEnd) have one source less: their own neuron.
 */
function connectTotalMulti(block: usize): void {
  const nPre = load<u32>(block + CONNECT_N_PRE);
  const nPost = load<u32>(block + CONNECT_N_POST);
  const counts = load<usize>(block + CONNECT_COUNTS);
  const sources = load<usize>(block + CONNECT_SOURCES);
  const stream = load<u32>(block + CONNECT_STREAM);
  const clock = load<usize>(block + CONNECT_CLOCK);
  const scratch = load<usize>(clock + CLOCK_SCRATCH);
  const k0 = load<u32>(clock + CLOCK_SEED_LOW);
  const k1 = load<u32>(clock + CLOCK_SEED_HIGH);
  const total = <u32>load<f64>(load<usize>(block + CONNECT_TOTAL));
  if (sources == 0) {
    let selfBegin: f64 = 0;
    let nSelf: f64 = 0;
    for (let t: u32 = 0; t < nPost; t++) {
      const self = selfOf(block, t);
      if (self < 0 || self >= <i64>nPre) continue;
      if (nSelf == 0) selfBegin = <f64>t;
      nSelf += 1;
    }
    const each = <f64>nPre;
    const before = selfBegin * each;
    const among = nSelf * (each - 1);
    const pairs = <f64>nPost * each - nSelf;
    for (let k: u32 = 0; k < total; k++) {
      const place = <f64>randomWord(scratch, k, 0, 1, stream, k0, k1) * (1.0 / 4294967296.0) * pairs;
      let t = <u32>(place / each);
      if (place >= before + among) t = <u32>(selfBegin + nSelf + (place - before - among) / each);
      else if (place >= before) t = <u32>(selfBegin + (place - before) / (each - 1));
      const count = counts + (<usize>t << 2);
      store<u32>(count, load<u32>(count, 4) + 1, 4);
    }
    for (let t: u32 = 0; t < nPost; t++) {
      const count = counts + (<usize>t << 2);
      store<u32>(count, load<u32>(count) + load<u32>(count, 4), 4);
    }
    return;
  }
  for (let t: u32 = 0; t < nPost; t++) {
    const self = selfOf(block, t);
    const skip = self >= 0 && self < <i64>nPre;
    const first = load<u32>(counts + (<usize>t << 2));
    const last = load<u32>(counts + (<usize>t << 2), 4);
    for (let at = first; at < last; at++) {
      let j = below(randomWord(scratch, at - first, t, 0, stream, k0, k1), nPre - <u32>skip);
      if (skip && <i64>j >= self) j++;
      store<u32>(sources + (<usize>at << 2), j);
    }
  }
}

export function connectTotal(block: usize): void {
  if (load<u32>(block + CONNECT_MULTAPSES) != 0) connectTotalMulti(block);
  else connectTotalOnce(block);
}
