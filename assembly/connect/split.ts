/**
 * What every memory replays whole before it lists the sources of its own targets: how many of a fixed total each target
 * gets, and which targets each source of a fixed outdegree draws.
 */
import { randomWord } from "../random";
import { drawBelow, listSources, selvesBefore } from "./rules";
import {
  CLOCK_SCRATCH,
  CLOCK_SEED_HIGH,
  CLOCK_SEED_LOW,
  CONNECT_CLOCK,
  CONNECT_DEMAND,
  CONNECT_LIST,
  CONNECT_MULTAPSES,
  CONNECT_N_POST,
  CONNECT_N_PRE,
  CONNECT_NUMBER,
  CONNECT_SEEN,
  CONNECT_SELF_OFFSET,
  CONNECT_SKIP_SELF,
  CONNECT_SPLIT,
  CONNECT_STREAM,
} from "../generated/layout";

/**
 * Each of n synapses draws its target under trial 1, each target as likely as it has admissible sources: those of
 * [selfBegin, selfBegin + nSelf) have one less, their own neuron.
 */
function splitMulti(block: usize, split: usize): void {
  const nPre = load<u32>(block + CONNECT_N_PRE);
  const nPost = load<u32>(block + CONNECT_N_POST);
  const stream = load<u32>(block + CONNECT_STREAM);
  const clock = load<usize>(block + CONNECT_CLOCK);
  const scratch = load<usize>(clock + CLOCK_SCRATCH);
  const k0 = load<u32>(clock + CLOCK_SEED_LOW);
  const k1 = load<u32>(clock + CLOCK_SEED_HIGH);
  const total = <u32>load<f64>(load<usize>(block + CONNECT_NUMBER));
  const nSelf = <f64>selvesBefore(block, nPost);
  const selfBegin = nSelf == 0 ? 0.0 : <f64>max(0, -load<i32>(block + CONNECT_SELF_OFFSET));
  const each = <f64>nPre;
  const before = selfBegin * each;
  const among = nSelf * (each - 1);
  const pairs = <f64>nPost * each - nSelf;
  for (let k: u32 = 0; k < total; k++) {
    const place = <f64>randomWord(scratch, k, 0, 1, stream, k0, k1) * (1.0 / 4294967296.0) * pairs;
    let t = <u32>(place / each);
    if (place >= before + among) t = <u32>(selfBegin + nSelf + (place - before - among) / each);
    else if (place >= before) t = <u32>(selfBegin + (place - before) / (each - 1));
    const count = split + (<usize>t << 2);
    store<u32>(count, load<u32>(count, 4) + 1, 4);
  }
  for (let t: u32 = 0; t < nPost; t++) {
    const count = split + (<usize>t << 2);
    store<u32>(count, load<u32>(count) + load<u32>(count, 4), 4);
  }
}

/** Fills `split` (nPost + 1 words, 0 before) with the running totals of a fixed total by target. */
export function splitTotal(block: usize): void {
  const split = load<usize>(block + CONNECT_SPLIT);
  if (load<u32>(block + CONNECT_MULTAPSES) != 0) {
    splitMulti(block, split);
    return;
  }
  const nPost = load<u32>(block + CONNECT_N_POST);
  for (let t: u32 = 0; t < nPost; t++) {
    const count = split + (<usize>t << 2);
    store<u32>(count, load<u32>(count) + listSources(block, t), 4);
  }
}

/**
 * Every source draws `demand` targets, as rules.ts's `drawBelow` does (step = source). Those of [begin, end) are counted
 * in `cursors` (end − begin words) or, where `sources` is given, the source is stored where the target's cursor stands.
 */
export function replayOutdegree(block: usize, begin: u32, end: u32, cursors: usize, sources: usize): void {
  const nPre = load<u32>(block + CONNECT_N_PRE);
  const nPost = load<u32>(block + CONNECT_N_POST);
  const demand = load<u32>(block + CONNECT_DEMAND);
  const list = load<usize>(block + CONNECT_LIST);
  const seen: usize = load<u32>(block + CONNECT_MULTAPSES) != 0 ? 0 : load<usize>(block + CONNECT_SEEN);
  const skipSelf = load<u32>(block + CONNECT_SKIP_SELF) != 0;
  const selfOffset = <i64>load<i32>(block + CONNECT_SELF_OFFSET);
  const listEnd = list + (<usize>demand << 2);
  for (let j: u32 = 0; j < nPre; j++) {
    let self = skipSelf ? <i64>j - selfOffset : -1;
    if (self >= <i64>nPost) self = -1;
    drawBelow(block, list, demand, nPost - <u32>(self >= 0), self, seen, j);
    for (let at = list; at < listEnd; at += 4) {
      const t = load<u32>(at) - begin;
      if (t >= end - begin) continue;
      const cursor = cursors + (<usize>t << 2);
      const place = load<u32>(cursor);
      store<u32>(cursor, place + 1);
      if (sources != 0) store<u32>(sources + (<usize>place << 2), j);
    }
  }
}
