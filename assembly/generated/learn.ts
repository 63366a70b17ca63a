// Made by `npm run codegen`; edit models/, src/models or src/engine/frames.ts instead.

import { choose, clip, gather, splat } from "../simd";
import { columnBytesOf, enlistRow, lagOf, slotAt } from "../spikes";
import { apStdpOnPost, apStdpOnPre, apStdpPostGain, apStdpPreGain } from "../../models/apStdp/kernel";
import { inhibitoryStdpOnPost, inhibitoryStdpOnPre, inhibitoryStdpPostGain, inhibitoryStdpPreGain } from "../../models/inhibitoryStdp/kernel";
import { stdpOnPost, stdpOnPre, stdpPostGain, stdpPreGain } from "../../models/stdp/kernel";
import {
  PROJECTION_PRE,
  PROJECTION_LAGS,
  PROJECTION_N_DELAYS,
  PROJECTION_PRE_BEGIN,
  PROJECTION_PRE_END,
  PROJECTION_ROWS,
  PROJECTION_TARGETS,
  PROJECTION_WEIGHTS,
  PROJECTION_INPUT,
  PROJECTION_TALLY,
  PROJECTION_RESIDUAL,
  PROJECTION_POST,
  PROJECTION_POST_LAG,
  PROJECTION_POST_BEGIN,
  PROJECTION_POST_END,
  PROJECTION_LEAST,
  PROJECTION_GREATEST,
  PROJECTION_PRE_MARKS,
  PROJECTION_POST_MARKS,
  PROJECTION_COLUMNS,
  PROJECTION_COLUMN_FILL,
  PROJECTION_ENTRIES,
  PROJECTION_ROW_ORDER,
  PROJECTION_ENLISTED,
  PROJECTION_AMPLITUDES,
  PROJECTION_WEIGHT,
  PROJECTION_ROW_BYTES,
  PROJECTION_SCRATCH,
  PROJECTION_LAZY,
  PROJECTION_ARRIVED,
  PROJECTION_DT,
} from "../generated/layout";

/** STDP gated by postsynaptic calcium (AP-STDP). Delivery and the presynaptic term in one walk over the rows of the arriving spikes. */
export function apStdpDeliverPre(block: usize, begin: u32, end: u32, step: u32): void {
  const amplitudes = load<usize>(block + PROJECTION_AMPLITUDES);
  const preGain = splat(apStdpPreGain(load<f32>(amplitudes), load<f32>(amplitudes, 4), load<f32>(block + 144)));
  const least = v128.load32_splat(block + PROJECTION_LEAST);
  const greatest = v128.load32_splat(block + PROJECTION_GREATEST);
  const cTheta_ = v128.load32_splat(block + 128);
  const cDelta_ = v128.load32_splat(block + 136);
  const y_ = load<usize>(block + 156);
  const c_ = load<usize>(block + 160);
  const weights = load<usize>(block + PROJECTION_WEIGHTS);
  const rows = load<usize>(block + PROJECTION_ROWS);
  const targets = load<usize>(block + PROJECTION_TARGETS);
  const rowOrder = load<usize>(block + PROJECTION_ROW_ORDER);
  const input = load<usize>(block + PROJECTION_INPUT);
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
      const number = (id - preBegin) * nDelays + d;
      const row = <usize>number << 2;
      if (load<u32>(rowOrder + row) == 0) enlistRow(block, number, id);
      let k = <usize>load<u32>(rows + row) << 2;
      const kEnd = <usize>load<u32>(rows + row, 4) << 2;
      events += <f64>((kEnd - k) >> 2);
      for (; k + 16 <= kEnd; k += 16) {
        const t0 = <usize>load<u32>(targets + k, 0);
        const t1 = <usize>load<u32>(targets + k, 4);
        const t2 = <usize>load<u32>(targets + k, 8);
        const t3 = <usize>load<u32>(targets + k, 12);
        const w = v128.load(weights + k);
        store<f32>(input + t0, load<f32>(input + t0) + f32x4.extract_lane(w, 0));
        store<f32>(input + t1, load<f32>(input + t1) + f32x4.extract_lane(w, 1));
        store<f32>(input + t2, load<f32>(input + t2) + f32x4.extract_lane(w, 2));
        store<f32>(input + t3, load<f32>(input + t3) + f32x4.extract_lane(w, 3));
        const now = gather(y_ + t0, y_ + t1, y_ + t2, y_ + t3);
        const dw = apStdpOnPre(preGain, now, gather(c_ + t0, c_ + t1, c_ + t2, c_ + t3), cTheta_, cDelta_);
        // A marked target spikes too: the post walk adds both terms.
        const next = choose(i32x4.shr_s(now, 31), w, clip(f32x4.add(w, dw), least, greatest));
        v128.store(weights + k, next);
      }
      for (; k < kEnd; k += 4) {
        const t0 = <usize>load<u32>(targets + k, 0);
        const w = v128.load32_zero(weights + k);
        store<f32>(input + t0, load<f32>(input + t0) + f32x4.extract_lane(w, 0));
        const now = v128.load32_zero(y_ + t0);
        const dw = apStdpOnPre(preGain, now, v128.load32_zero(c_ + t0), cTheta_, cDelta_);
        const next = choose(i32x4.shr_s(now, 31), w, clip(f32x4.add(w, dw), least, greatest));
        store<f32>(weights + k, f32x4.extract_lane(next, 0));
      }
    }
  }
  const tally = load<usize>(block + PROJECTION_TALLY);
  store<f64>(tally, load<f64>(tally) + events);
}

/** STDP gated by postsynaptic calcium (AP-STDP). The presynaptic term over the rows of the arriving spikes. */
export function apStdpPre(block: usize, begin: u32, end: u32, step: u32): void {
  const amplitudes = load<usize>(block + PROJECTION_AMPLITUDES);
  const preGain = splat(apStdpPreGain(load<f32>(amplitudes), load<f32>(amplitudes, 4), load<f32>(block + 144)));
  const least = v128.load32_splat(block + PROJECTION_LEAST);
  const greatest = v128.load32_splat(block + PROJECTION_GREATEST);
  const cTheta_ = v128.load32_splat(block + 128);
  const cDelta_ = v128.load32_splat(block + 136);
  const y_ = load<usize>(block + 156);
  const c_ = load<usize>(block + 160);
  const weights = load<usize>(block + PROJECTION_WEIGHTS);
  const rows = load<usize>(block + PROJECTION_ROWS);
  const targets = load<usize>(block + PROJECTION_TARGETS);
  const rowOrder = load<usize>(block + PROJECTION_ROW_ORDER);
  const preBegin = load<u32>(block + PROJECTION_PRE_BEGIN);
  const preEnd = load<u32>(block + PROJECTION_PRE_END);
  const nDelays = load<u32>(block + PROJECTION_N_DELAYS);
  for (let d: u32 = 0; d < nDelays; d++) {
    const slot = slotAt(load<usize>(block + PROJECTION_PRE), step - lagOf(block, d));
    const listEnd = slot + 16 + (<usize>load<u32>(slot) << 2);
    for (let list = slot + 16; list < listEnd; list += 4) {
      const id = load<u32>(list);
      if (id < preBegin || id >= preEnd) continue;
      const number = (id - preBegin) * nDelays + d;
      const row = <usize>number << 2;
      if (load<u32>(rowOrder + row) == 0) enlistRow(block, number, id);
      let k = <usize>load<u32>(rows + row) << 2;
      const kEnd = <usize>load<u32>(rows + row, 4) << 2;
      for (; k + 16 <= kEnd; k += 16) {
        const t0 = <usize>load<u32>(targets + k, 0);
        const t1 = <usize>load<u32>(targets + k, 4);
        const t2 = <usize>load<u32>(targets + k, 8);
        const t3 = <usize>load<u32>(targets + k, 12);
        const w = v128.load(weights + k);
        const now = gather(y_ + t0, y_ + t1, y_ + t2, y_ + t3);
        const dw = apStdpOnPre(preGain, now, gather(c_ + t0, c_ + t1, c_ + t2, c_ + t3), cTheta_, cDelta_);
        // A marked target spikes too: the post walk adds both terms.
        const next = choose(i32x4.shr_s(now, 31), w, clip(f32x4.add(w, dw), least, greatest));
        v128.store(weights + k, next);
      }
      for (; k < kEnd; k += 4) {
        const t0 = <usize>load<u32>(targets + k, 0);
        const w = v128.load32_zero(weights + k);
        const now = v128.load32_zero(y_ + t0);
        const dw = apStdpOnPre(preGain, now, v128.load32_zero(c_ + t0), cTheta_, cDelta_);
        const next = choose(i32x4.shr_s(now, 31), w, clip(f32x4.add(w, dw), least, greatest));
        store<f32>(weights + k, f32x4.extract_lane(next, 0));
      }
    }
  }
}

/** STDP gated by postsynaptic calcium (AP-STDP). The presynaptic term over the rows of the arriving spikes, carried into the last-spike current. */
export function apStdpPreLast(block: usize, begin: u32, end: u32, step: u32): void {
  const amplitudes = load<usize>(block + PROJECTION_AMPLITUDES);
  const preGain = splat(apStdpPreGain(load<f32>(amplitudes), load<f32>(amplitudes, 4), load<f32>(block + 144)));
  const least = v128.load32_splat(block + PROJECTION_LEAST);
  const greatest = v128.load32_splat(block + PROJECTION_GREATEST);
  const cTheta_ = v128.load32_splat(block + 128);
  const cDelta_ = v128.load32_splat(block + 136);
  const y_ = load<usize>(block + 156);
  const c_ = load<usize>(block + 160);
  const weights = load<usize>(block + PROJECTION_WEIGHTS);
  const rows = load<usize>(block + PROJECTION_ROWS);
  const targets = load<usize>(block + PROJECTION_TARGETS);
  const rowOrder = load<usize>(block + PROJECTION_ROW_ORDER);
  const input = load<usize>(block + PROJECTION_INPUT);
  const residual = load<usize>(block + PROJECTION_RESIDUAL);
  const preBegin = load<u32>(block + PROJECTION_PRE_BEGIN);
  const preEnd = load<u32>(block + PROJECTION_PRE_END);
  const nDelays = load<u32>(block + PROJECTION_N_DELAYS);
  const columnBytes = columnBytesOf(load<usize>(block + PROJECTION_PRE));
  for (let d: u32 = 0; d < nDelays; d++) {
    const slot = slotAt(load<usize>(block + PROJECTION_PRE), step - lagOf(block, d));
    const listEnd = slot + 16 + (<usize>load<u32>(slot) << 2);
    const left = residual + <usize>d * columnBytes;
    for (let list = slot + 16; list < listEnd; list += 4) {
      const id = load<u32>(list);
      if (id < preBegin || id >= preEnd) continue;
      const number = (id - preBegin) * nDelays + d;
      const row = <usize>number << 2;
      if (load<u32>(rowOrder + row) == 0) enlistRow(block, number, id);
      let k = <usize>load<u32>(rows + row) << 2;
      const kEnd = <usize>load<u32>(rows + row, 4) << 2;
      const carried = v128.load32_splat(left + (<usize>id << 2));
      for (; k + 16 <= kEnd; k += 16) {
        const t0 = <usize>load<u32>(targets + k, 0);
        const t1 = <usize>load<u32>(targets + k, 4);
        const t2 = <usize>load<u32>(targets + k, 8);
        const t3 = <usize>load<u32>(targets + k, 12);
        const w = v128.load(weights + k);
        const now = gather(y_ + t0, y_ + t1, y_ + t2, y_ + t3);
        const dw = apStdpOnPre(preGain, now, gather(c_ + t0, c_ + t1, c_ + t2, c_ + t3), cTheta_, cDelta_);
        // A marked target spikes too: the post walk adds both terms.
        const next = choose(i32x4.shr_s(now, 31), w, clip(f32x4.add(w, dw), least, greatest));
        v128.store(weights + k, next);
        const follow = f32x4.mul(f32x4.sub(next, w), carried);
        store<f32>(input + t0, load<f32>(input + t0) + f32x4.extract_lane(follow, 0));
        store<f32>(input + t1, load<f32>(input + t1) + f32x4.extract_lane(follow, 1));
        store<f32>(input + t2, load<f32>(input + t2) + f32x4.extract_lane(follow, 2));
        store<f32>(input + t3, load<f32>(input + t3) + f32x4.extract_lane(follow, 3));
      }
      for (; k < kEnd; k += 4) {
        const t0 = <usize>load<u32>(targets + k, 0);
        const w = v128.load32_zero(weights + k);
        const now = v128.load32_zero(y_ + t0);
        const dw = apStdpOnPre(preGain, now, v128.load32_zero(c_ + t0), cTheta_, cDelta_);
        const next = choose(i32x4.shr_s(now, 31), w, clip(f32x4.add(w, dw), least, greatest));
        store<f32>(weights + k, f32x4.extract_lane(next, 0));
        const follow = f32x4.mul(f32x4.sub(next, w), carried);
        store<f32>(input + t0, load<f32>(input + t0) + f32x4.extract_lane(follow, 0));
      }
    }
  }
}

/** STDP gated by postsynaptic calcium (AP-STDP). Both terms at the active incoming synapses of the targets that spike. */
export function apStdpPost(block: usize, begin: u32, end: u32, step: u32): void {
  const amplitudes = load<usize>(block + PROJECTION_AMPLITUDES);
  const preGain = splat(apStdpPreGain(load<f32>(amplitudes), load<f32>(amplitudes, 4), load<f32>(block + 144)));
  const postGain = splat(apStdpPostGain(load<f32>(amplitudes), load<f32>(amplitudes, 4), load<f32>(block + 144)));
  const least = v128.load32_splat(block + PROJECTION_LEAST);
  const greatest = v128.load32_splat(block + PROJECTION_GREATEST);
  const cTheta_ = v128.load32_splat(block + 128);
  const cDelta_ = v128.load32_splat(block + 136);
  const x_ = load<usize>(block + 152);
  const c_ = load<usize>(block + 160);
  const y_ = load<usize>(block + 156);
  const weights = load<usize>(block + PROJECTION_WEIGHTS);
  const columns = load<usize>(block + PROJECTION_COLUMNS);
  const fill = load<usize>(block + PROJECTION_COLUMN_FILL);
  const entries = load<usize>(block + PROJECTION_ENTRIES);
  const postBegin = load<u32>(block + PROJECTION_POST_BEGIN);
  const postEnd = load<u32>(block + PROJECTION_POST_END);
  const slot = slotAt(load<usize>(block + PROJECTION_POST), step - load<u32>(block + PROJECTION_POST_LAG));
  const listEnd = slot + 16 + (<usize>load<u32>(slot) << 2);
  for (let list = slot + 16; list < listEnd; list += 4) {
    const id = load<u32>(list);
    if (id < postBegin || id >= postEnd) continue;
    const column = <usize>(id - postBegin) << 2;
    let entry = entries + (<usize>load<u32>(columns + column) << 3);
    const entryEnd = entry + (<usize>load<u32>(fill + column) << 3);
    const c_post = f32x4.abs(v128.load32_splat(c_ + (<usize>id << 2)));
    const y_post = f32x4.abs(v128.load32_splat(y_ + (<usize>id << 2)));
    const together = apStdpOnPre(preGain, y_post, c_post, cTheta_, cDelta_);
    for (; entry + 32 <= entryEnd; entry += 32) {
      const a0 = weights + <usize>load<u32>(entry, 0);
      const s0 = <usize>load<u32>(entry, 4);
      const a1 = weights + <usize>load<u32>(entry, 8);
      const s1 = <usize>load<u32>(entry, 12);
      const a2 = weights + <usize>load<u32>(entry, 16);
      const s2 = <usize>load<u32>(entry, 20);
      const a3 = weights + <usize>load<u32>(entry, 24);
      const s3 = <usize>load<u32>(entry, 28);
      const w = gather(a0, a1, a2, a3);
      const now = gather(x_ + s0, x_ + s1, x_ + s2, x_ + s3);
      const x_pre = f32x4.abs(now);
      const dw = apStdpOnPost(postGain, x_pre, c_post, cTheta_, cDelta_);
      // A marked source spikes in the same step.
      const both = f32x4.add(dw, v128.and(together, i32x4.shr_s(now, 31)));
      const next = clip(f32x4.add(w, both), least, greatest);
      store<f32>(a0, f32x4.extract_lane(next, 0));
      store<f32>(a1, f32x4.extract_lane(next, 1));
      store<f32>(a2, f32x4.extract_lane(next, 2));
      store<f32>(a3, f32x4.extract_lane(next, 3));
    }
    for (; entry < entryEnd; entry += 8) {
      const a0 = weights + <usize>load<u32>(entry, 0);
      const s0 = <usize>load<u32>(entry, 4);
      const w = v128.load32_zero(a0);
      const now = v128.load32_zero(x_ + s0);
      const x_pre = f32x4.abs(now);
      const dw = apStdpOnPost(postGain, x_pre, c_post, cTheta_, cDelta_);
      const both = f32x4.add(dw, v128.and(together, i32x4.shr_s(now, 31)));
      const next = clip(f32x4.add(w, both), least, greatest);
      store<f32>(a0, f32x4.extract_lane(next, 0));
    }
  }
}

/** STDP gated by postsynaptic calcium (AP-STDP). Both terms at the active incoming synapses of the targets that spike, carried into the last-spike current. */
export function apStdpPostLast(block: usize, begin: u32, end: u32, step: u32): void {
  const amplitudes = load<usize>(block + PROJECTION_AMPLITUDES);
  const preGain = splat(apStdpPreGain(load<f32>(amplitudes), load<f32>(amplitudes, 4), load<f32>(block + 144)));
  const postGain = splat(apStdpPostGain(load<f32>(amplitudes), load<f32>(amplitudes, 4), load<f32>(block + 144)));
  const least = v128.load32_splat(block + PROJECTION_LEAST);
  const greatest = v128.load32_splat(block + PROJECTION_GREATEST);
  const cTheta_ = v128.load32_splat(block + 128);
  const cDelta_ = v128.load32_splat(block + 136);
  const x_ = load<usize>(block + 152);
  const c_ = load<usize>(block + 160);
  const y_ = load<usize>(block + 156);
  const weights = load<usize>(block + PROJECTION_WEIGHTS);
  const input = load<usize>(block + PROJECTION_INPUT);
  const residual = load<usize>(block + PROJECTION_RESIDUAL);
  const columns = load<usize>(block + PROJECTION_COLUMNS);
  const fill = load<usize>(block + PROJECTION_COLUMN_FILL);
  const entries = load<usize>(block + PROJECTION_ENTRIES);
  const postBegin = load<u32>(block + PROJECTION_POST_BEGIN);
  const postEnd = load<u32>(block + PROJECTION_POST_END);
  const slot = slotAt(load<usize>(block + PROJECTION_POST), step - load<u32>(block + PROJECTION_POST_LAG));
  const listEnd = slot + 16 + (<usize>load<u32>(slot) << 2);
  for (let list = slot + 16; list < listEnd; list += 4) {
    const id = load<u32>(list);
    if (id < postBegin || id >= postEnd) continue;
    const column = <usize>(id - postBegin) << 2;
    let entry = entries + (<usize>load<u32>(columns + column) << 3);
    const entryEnd = entry + (<usize>load<u32>(fill + column) << 3);
    const c_post = f32x4.abs(v128.load32_splat(c_ + (<usize>id << 2)));
    const y_post = f32x4.abs(v128.load32_splat(y_ + (<usize>id << 2)));
    const together = apStdpOnPre(preGain, y_post, c_post, cTheta_, cDelta_);
    let carried: f32 = 0;
    for (; entry + 32 <= entryEnd; entry += 32) {
      const a0 = weights + <usize>load<u32>(entry, 0);
      const s0 = <usize>load<u32>(entry, 4);
      const a1 = weights + <usize>load<u32>(entry, 8);
      const s1 = <usize>load<u32>(entry, 12);
      const a2 = weights + <usize>load<u32>(entry, 16);
      const s2 = <usize>load<u32>(entry, 20);
      const a3 = weights + <usize>load<u32>(entry, 24);
      const s3 = <usize>load<u32>(entry, 28);
      const w = gather(a0, a1, a2, a3);
      const now = gather(x_ + s0, x_ + s1, x_ + s2, x_ + s3);
      const x_pre = f32x4.abs(now);
      const dw = apStdpOnPost(postGain, x_pre, c_post, cTheta_, cDelta_);
      // A marked source spikes in the same step.
      const both = f32x4.add(dw, v128.and(together, i32x4.shr_s(now, 31)));
      const next = clip(f32x4.add(w, both), least, greatest);
      store<f32>(a0, f32x4.extract_lane(next, 0));
      store<f32>(a1, f32x4.extract_lane(next, 1));
      store<f32>(a2, f32x4.extract_lane(next, 2));
      store<f32>(a3, f32x4.extract_lane(next, 3));
      const follow = f32x4.mul(f32x4.sub(next, w), gather(residual + s0, residual + s1, residual + s2, residual + s3));
      carried += f32x4.extract_lane(follow, 0);
      carried += f32x4.extract_lane(follow, 1);
      carried += f32x4.extract_lane(follow, 2);
      carried += f32x4.extract_lane(follow, 3);
    }
    for (; entry < entryEnd; entry += 8) {
      const a0 = weights + <usize>load<u32>(entry, 0);
      const s0 = <usize>load<u32>(entry, 4);
      const w = v128.load32_zero(a0);
      const now = v128.load32_zero(x_ + s0);
      const x_pre = f32x4.abs(now);
      const dw = apStdpOnPost(postGain, x_pre, c_post, cTheta_, cDelta_);
      const both = f32x4.add(dw, v128.and(together, i32x4.shr_s(now, 31)));
      const next = clip(f32x4.add(w, both), least, greatest);
      store<f32>(a0, f32x4.extract_lane(next, 0));
      const follow = f32x4.mul(f32x4.sub(next, w), v128.load32_zero(residual + s0));
      carried += f32x4.extract_lane(follow, 0);
    }
    const into = input + (<usize>id << 2);
    store<f32>(into, load<f32>(into) + carried);
  }
}

/** Inhibitory STDP towards a target rate. Delivery and the presynaptic term in one walk over the rows of the arriving spikes. */
export function inhibitoryStdpDeliverPre(block: usize, begin: u32, end: u32, step: u32): void {
  const amplitudes = load<usize>(block + PROJECTION_AMPLITUDES);
  const preGain = splat(inhibitoryStdpPreGain(load<f32>(amplitudes), load<f32>(block + 136)));
  const least = v128.load32_splat(block + PROJECTION_LEAST);
  const greatest = v128.load32_splat(block + PROJECTION_GREATEST);
  const y_ = load<usize>(block + 148);
  const alpha_ = load<usize>(block + 128, 4);
  const weights = load<usize>(block + PROJECTION_WEIGHTS);
  const rows = load<usize>(block + PROJECTION_ROWS);
  const targets = load<usize>(block + PROJECTION_TARGETS);
  const rowOrder = load<usize>(block + PROJECTION_ROW_ORDER);
  const input = load<usize>(block + PROJECTION_INPUT);
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
      const number = (id - preBegin) * nDelays + d;
      const row = <usize>number << 2;
      if (load<u32>(rowOrder + row) == 0) enlistRow(block, number, id);
      let k = <usize>load<u32>(rows + row) << 2;
      const kEnd = <usize>load<u32>(rows + row, 4) << 2;
      events += <f64>((kEnd - k) >> 2);
      for (; k + 16 <= kEnd; k += 16) {
        const t0 = <usize>load<u32>(targets + k, 0);
        const t1 = <usize>load<u32>(targets + k, 4);
        const t2 = <usize>load<u32>(targets + k, 8);
        const t3 = <usize>load<u32>(targets + k, 12);
        const w = v128.load(weights + k);
        store<f32>(input + t0, load<f32>(input + t0) + f32x4.extract_lane(w, 0));
        store<f32>(input + t1, load<f32>(input + t1) + f32x4.extract_lane(w, 1));
        store<f32>(input + t2, load<f32>(input + t2) + f32x4.extract_lane(w, 2));
        store<f32>(input + t3, load<f32>(input + t3) + f32x4.extract_lane(w, 3));
        const now = gather(y_ + t0, y_ + t1, y_ + t2, y_ + t3);
        const dw = inhibitoryStdpOnPre(preGain, now, gather(alpha_ + t0, alpha_ + t1, alpha_ + t2, alpha_ + t3));
        // A marked target spikes too: the post walk adds both terms.
        const next = choose(i32x4.shr_s(now, 31), w, clip(f32x4.add(w, dw), least, greatest));
        v128.store(weights + k, next);
      }
      for (; k < kEnd; k += 4) {
        const t0 = <usize>load<u32>(targets + k, 0);
        const w = v128.load32_zero(weights + k);
        store<f32>(input + t0, load<f32>(input + t0) + f32x4.extract_lane(w, 0));
        const now = v128.load32_zero(y_ + t0);
        const dw = inhibitoryStdpOnPre(preGain, now, v128.load32_zero(alpha_ + t0));
        const next = choose(i32x4.shr_s(now, 31), w, clip(f32x4.add(w, dw), least, greatest));
        store<f32>(weights + k, f32x4.extract_lane(next, 0));
      }
    }
  }
  const tally = load<usize>(block + PROJECTION_TALLY);
  store<f64>(tally, load<f64>(tally) + events);
}

/** Inhibitory STDP towards a target rate. The presynaptic term over the rows of the arriving spikes. */
export function inhibitoryStdpPre(block: usize, begin: u32, end: u32, step: u32): void {
  const amplitudes = load<usize>(block + PROJECTION_AMPLITUDES);
  const preGain = splat(inhibitoryStdpPreGain(load<f32>(amplitudes), load<f32>(block + 136)));
  const least = v128.load32_splat(block + PROJECTION_LEAST);
  const greatest = v128.load32_splat(block + PROJECTION_GREATEST);
  const y_ = load<usize>(block + 148);
  const alpha_ = load<usize>(block + 128, 4);
  const weights = load<usize>(block + PROJECTION_WEIGHTS);
  const rows = load<usize>(block + PROJECTION_ROWS);
  const targets = load<usize>(block + PROJECTION_TARGETS);
  const rowOrder = load<usize>(block + PROJECTION_ROW_ORDER);
  const preBegin = load<u32>(block + PROJECTION_PRE_BEGIN);
  const preEnd = load<u32>(block + PROJECTION_PRE_END);
  const nDelays = load<u32>(block + PROJECTION_N_DELAYS);
  for (let d: u32 = 0; d < nDelays; d++) {
    const slot = slotAt(load<usize>(block + PROJECTION_PRE), step - lagOf(block, d));
    const listEnd = slot + 16 + (<usize>load<u32>(slot) << 2);
    for (let list = slot + 16; list < listEnd; list += 4) {
      const id = load<u32>(list);
      if (id < preBegin || id >= preEnd) continue;
      const number = (id - preBegin) * nDelays + d;
      const row = <usize>number << 2;
      if (load<u32>(rowOrder + row) == 0) enlistRow(block, number, id);
      let k = <usize>load<u32>(rows + row) << 2;
      const kEnd = <usize>load<u32>(rows + row, 4) << 2;
      for (; k + 16 <= kEnd; k += 16) {
        const t0 = <usize>load<u32>(targets + k, 0);
        const t1 = <usize>load<u32>(targets + k, 4);
        const t2 = <usize>load<u32>(targets + k, 8);
        const t3 = <usize>load<u32>(targets + k, 12);
        const w = v128.load(weights + k);
        const now = gather(y_ + t0, y_ + t1, y_ + t2, y_ + t3);
        const dw = inhibitoryStdpOnPre(preGain, now, gather(alpha_ + t0, alpha_ + t1, alpha_ + t2, alpha_ + t3));
        // A marked target spikes too: the post walk adds both terms.
        const next = choose(i32x4.shr_s(now, 31), w, clip(f32x4.add(w, dw), least, greatest));
        v128.store(weights + k, next);
      }
      for (; k < kEnd; k += 4) {
        const t0 = <usize>load<u32>(targets + k, 0);
        const w = v128.load32_zero(weights + k);
        const now = v128.load32_zero(y_ + t0);
        const dw = inhibitoryStdpOnPre(preGain, now, v128.load32_zero(alpha_ + t0));
        const next = choose(i32x4.shr_s(now, 31), w, clip(f32x4.add(w, dw), least, greatest));
        store<f32>(weights + k, f32x4.extract_lane(next, 0));
      }
    }
  }
}

/** Inhibitory STDP towards a target rate. The presynaptic term over the rows of the arriving spikes, carried into the last-spike current. */
export function inhibitoryStdpPreLast(block: usize, begin: u32, end: u32, step: u32): void {
  const amplitudes = load<usize>(block + PROJECTION_AMPLITUDES);
  const preGain = splat(inhibitoryStdpPreGain(load<f32>(amplitudes), load<f32>(block + 136)));
  const least = v128.load32_splat(block + PROJECTION_LEAST);
  const greatest = v128.load32_splat(block + PROJECTION_GREATEST);
  const y_ = load<usize>(block + 148);
  const alpha_ = load<usize>(block + 128, 4);
  const weights = load<usize>(block + PROJECTION_WEIGHTS);
  const rows = load<usize>(block + PROJECTION_ROWS);
  const targets = load<usize>(block + PROJECTION_TARGETS);
  const rowOrder = load<usize>(block + PROJECTION_ROW_ORDER);
  const input = load<usize>(block + PROJECTION_INPUT);
  const residual = load<usize>(block + PROJECTION_RESIDUAL);
  const preBegin = load<u32>(block + PROJECTION_PRE_BEGIN);
  const preEnd = load<u32>(block + PROJECTION_PRE_END);
  const nDelays = load<u32>(block + PROJECTION_N_DELAYS);
  const columnBytes = columnBytesOf(load<usize>(block + PROJECTION_PRE));
  for (let d: u32 = 0; d < nDelays; d++) {
    const slot = slotAt(load<usize>(block + PROJECTION_PRE), step - lagOf(block, d));
    const listEnd = slot + 16 + (<usize>load<u32>(slot) << 2);
    const left = residual + <usize>d * columnBytes;
    for (let list = slot + 16; list < listEnd; list += 4) {
      const id = load<u32>(list);
      if (id < preBegin || id >= preEnd) continue;
      const number = (id - preBegin) * nDelays + d;
      const row = <usize>number << 2;
      if (load<u32>(rowOrder + row) == 0) enlistRow(block, number, id);
      let k = <usize>load<u32>(rows + row) << 2;
      const kEnd = <usize>load<u32>(rows + row, 4) << 2;
      const carried = v128.load32_splat(left + (<usize>id << 2));
      for (; k + 16 <= kEnd; k += 16) {
        const t0 = <usize>load<u32>(targets + k, 0);
        const t1 = <usize>load<u32>(targets + k, 4);
        const t2 = <usize>load<u32>(targets + k, 8);
        const t3 = <usize>load<u32>(targets + k, 12);
        const w = v128.load(weights + k);
        const now = gather(y_ + t0, y_ + t1, y_ + t2, y_ + t3);
        const dw = inhibitoryStdpOnPre(preGain, now, gather(alpha_ + t0, alpha_ + t1, alpha_ + t2, alpha_ + t3));
        // A marked target spikes too: the post walk adds both terms.
        const next = choose(i32x4.shr_s(now, 31), w, clip(f32x4.add(w, dw), least, greatest));
        v128.store(weights + k, next);
        const follow = f32x4.mul(f32x4.sub(next, w), carried);
        store<f32>(input + t0, load<f32>(input + t0) + f32x4.extract_lane(follow, 0));
        store<f32>(input + t1, load<f32>(input + t1) + f32x4.extract_lane(follow, 1));
        store<f32>(input + t2, load<f32>(input + t2) + f32x4.extract_lane(follow, 2));
        store<f32>(input + t3, load<f32>(input + t3) + f32x4.extract_lane(follow, 3));
      }
      for (; k < kEnd; k += 4) {
        const t0 = <usize>load<u32>(targets + k, 0);
        const w = v128.load32_zero(weights + k);
        const now = v128.load32_zero(y_ + t0);
        const dw = inhibitoryStdpOnPre(preGain, now, v128.load32_zero(alpha_ + t0));
        const next = choose(i32x4.shr_s(now, 31), w, clip(f32x4.add(w, dw), least, greatest));
        store<f32>(weights + k, f32x4.extract_lane(next, 0));
        const follow = f32x4.mul(f32x4.sub(next, w), carried);
        store<f32>(input + t0, load<f32>(input + t0) + f32x4.extract_lane(follow, 0));
      }
    }
  }
}

/** Inhibitory STDP towards a target rate. Both terms at the active incoming synapses of the targets that spike. */
export function inhibitoryStdpPost(block: usize, begin: u32, end: u32, step: u32): void {
  const amplitudes = load<usize>(block + PROJECTION_AMPLITUDES);
  const preGain = splat(inhibitoryStdpPreGain(load<f32>(amplitudes), load<f32>(block + 136)));
  const postGain = splat(inhibitoryStdpPostGain(load<f32>(amplitudes), load<f32>(block + 136)));
  const least = v128.load32_splat(block + PROJECTION_LEAST);
  const greatest = v128.load32_splat(block + PROJECTION_GREATEST);
  const x_ = load<usize>(block + 144);
  const alpha_ = load<usize>(block + 128, 4);
  const y_ = load<usize>(block + 148);
  const weights = load<usize>(block + PROJECTION_WEIGHTS);
  const columns = load<usize>(block + PROJECTION_COLUMNS);
  const fill = load<usize>(block + PROJECTION_COLUMN_FILL);
  const entries = load<usize>(block + PROJECTION_ENTRIES);
  const postBegin = load<u32>(block + PROJECTION_POST_BEGIN);
  const postEnd = load<u32>(block + PROJECTION_POST_END);
  const slot = slotAt(load<usize>(block + PROJECTION_POST), step - load<u32>(block + PROJECTION_POST_LAG));
  const listEnd = slot + 16 + (<usize>load<u32>(slot) << 2);
  for (let list = slot + 16; list < listEnd; list += 4) {
    const id = load<u32>(list);
    if (id < postBegin || id >= postEnd) continue;
    const column = <usize>(id - postBegin) << 2;
    let entry = entries + (<usize>load<u32>(columns + column) << 3);
    const entryEnd = entry + (<usize>load<u32>(fill + column) << 3);
    const alpha_post = v128.load32_splat(alpha_ + (<usize>id << 2));
    const y_post = f32x4.abs(v128.load32_splat(y_ + (<usize>id << 2)));
    const together = inhibitoryStdpOnPre(preGain, y_post, alpha_post);
    for (; entry + 32 <= entryEnd; entry += 32) {
      const a0 = weights + <usize>load<u32>(entry, 0);
      const s0 = <usize>load<u32>(entry, 4);
      const a1 = weights + <usize>load<u32>(entry, 8);
      const s1 = <usize>load<u32>(entry, 12);
      const a2 = weights + <usize>load<u32>(entry, 16);
      const s2 = <usize>load<u32>(entry, 20);
      const a3 = weights + <usize>load<u32>(entry, 24);
      const s3 = <usize>load<u32>(entry, 28);
      const w = gather(a0, a1, a2, a3);
      const now = gather(x_ + s0, x_ + s1, x_ + s2, x_ + s3);
      const x_pre = f32x4.abs(now);
      const dw = inhibitoryStdpOnPost(postGain, x_pre, alpha_post);
      // A marked source spikes in the same step.
      const both = f32x4.add(dw, v128.and(together, i32x4.shr_s(now, 31)));
      const next = clip(f32x4.add(w, both), least, greatest);
      store<f32>(a0, f32x4.extract_lane(next, 0));
      store<f32>(a1, f32x4.extract_lane(next, 1));
      store<f32>(a2, f32x4.extract_lane(next, 2));
      store<f32>(a3, f32x4.extract_lane(next, 3));
    }
    for (; entry < entryEnd; entry += 8) {
      const a0 = weights + <usize>load<u32>(entry, 0);
      const s0 = <usize>load<u32>(entry, 4);
      const w = v128.load32_zero(a0);
      const now = v128.load32_zero(x_ + s0);
      const x_pre = f32x4.abs(now);
      const dw = inhibitoryStdpOnPost(postGain, x_pre, alpha_post);
      const both = f32x4.add(dw, v128.and(together, i32x4.shr_s(now, 31)));
      const next = clip(f32x4.add(w, both), least, greatest);
      store<f32>(a0, f32x4.extract_lane(next, 0));
    }
  }
}

/** Inhibitory STDP towards a target rate. Both terms at the active incoming synapses of the targets that spike, carried into the last-spike current. */
export function inhibitoryStdpPostLast(block: usize, begin: u32, end: u32, step: u32): void {
  const amplitudes = load<usize>(block + PROJECTION_AMPLITUDES);
  const preGain = splat(inhibitoryStdpPreGain(load<f32>(amplitudes), load<f32>(block + 136)));
  const postGain = splat(inhibitoryStdpPostGain(load<f32>(amplitudes), load<f32>(block + 136)));
  const least = v128.load32_splat(block + PROJECTION_LEAST);
  const greatest = v128.load32_splat(block + PROJECTION_GREATEST);
  const x_ = load<usize>(block + 144);
  const alpha_ = load<usize>(block + 128, 4);
  const y_ = load<usize>(block + 148);
  const weights = load<usize>(block + PROJECTION_WEIGHTS);
  const input = load<usize>(block + PROJECTION_INPUT);
  const residual = load<usize>(block + PROJECTION_RESIDUAL);
  const columns = load<usize>(block + PROJECTION_COLUMNS);
  const fill = load<usize>(block + PROJECTION_COLUMN_FILL);
  const entries = load<usize>(block + PROJECTION_ENTRIES);
  const postBegin = load<u32>(block + PROJECTION_POST_BEGIN);
  const postEnd = load<u32>(block + PROJECTION_POST_END);
  const slot = slotAt(load<usize>(block + PROJECTION_POST), step - load<u32>(block + PROJECTION_POST_LAG));
  const listEnd = slot + 16 + (<usize>load<u32>(slot) << 2);
  for (let list = slot + 16; list < listEnd; list += 4) {
    const id = load<u32>(list);
    if (id < postBegin || id >= postEnd) continue;
    const column = <usize>(id - postBegin) << 2;
    let entry = entries + (<usize>load<u32>(columns + column) << 3);
    const entryEnd = entry + (<usize>load<u32>(fill + column) << 3);
    const alpha_post = v128.load32_splat(alpha_ + (<usize>id << 2));
    const y_post = f32x4.abs(v128.load32_splat(y_ + (<usize>id << 2)));
    const together = inhibitoryStdpOnPre(preGain, y_post, alpha_post);
    let carried: f32 = 0;
    for (; entry + 32 <= entryEnd; entry += 32) {
      const a0 = weights + <usize>load<u32>(entry, 0);
      const s0 = <usize>load<u32>(entry, 4);
      const a1 = weights + <usize>load<u32>(entry, 8);
      const s1 = <usize>load<u32>(entry, 12);
      const a2 = weights + <usize>load<u32>(entry, 16);
      const s2 = <usize>load<u32>(entry, 20);
      const a3 = weights + <usize>load<u32>(entry, 24);
      const s3 = <usize>load<u32>(entry, 28);
      const w = gather(a0, a1, a2, a3);
      const now = gather(x_ + s0, x_ + s1, x_ + s2, x_ + s3);
      const x_pre = f32x4.abs(now);
      const dw = inhibitoryStdpOnPost(postGain, x_pre, alpha_post);
      // A marked source spikes in the same step.
      const both = f32x4.add(dw, v128.and(together, i32x4.shr_s(now, 31)));
      const next = clip(f32x4.add(w, both), least, greatest);
      store<f32>(a0, f32x4.extract_lane(next, 0));
      store<f32>(a1, f32x4.extract_lane(next, 1));
      store<f32>(a2, f32x4.extract_lane(next, 2));
      store<f32>(a3, f32x4.extract_lane(next, 3));
      const follow = f32x4.mul(f32x4.sub(next, w), gather(residual + s0, residual + s1, residual + s2, residual + s3));
      carried += f32x4.extract_lane(follow, 0);
      carried += f32x4.extract_lane(follow, 1);
      carried += f32x4.extract_lane(follow, 2);
      carried += f32x4.extract_lane(follow, 3);
    }
    for (; entry < entryEnd; entry += 8) {
      const a0 = weights + <usize>load<u32>(entry, 0);
      const s0 = <usize>load<u32>(entry, 4);
      const w = v128.load32_zero(a0);
      const now = v128.load32_zero(x_ + s0);
      const x_pre = f32x4.abs(now);
      const dw = inhibitoryStdpOnPost(postGain, x_pre, alpha_post);
      const both = f32x4.add(dw, v128.and(together, i32x4.shr_s(now, 31)));
      const next = clip(f32x4.add(w, both), least, greatest);
      store<f32>(a0, f32x4.extract_lane(next, 0));
      const follow = f32x4.mul(f32x4.sub(next, w), v128.load32_zero(residual + s0));
      carried += f32x4.extract_lane(follow, 0);
    }
    const into = input + (<usize>id << 2);
    store<f32>(into, load<f32>(into) + carried);
  }
}

/** Pair STDP, additive, all-to-all. Delivery and the presynaptic term in one walk over the rows of the arriving spikes. */
export function stdpDeliverPre(block: usize, begin: u32, end: u32, step: u32): void {
  const amplitudes = load<usize>(block + PROJECTION_AMPLITUDES);
  const preGain = splat(stdpPreGain(load<f32>(amplitudes), load<f32>(amplitudes, 4), load<f32>(block + 128)));
  const least = v128.load32_splat(block + PROJECTION_LEAST);
  const greatest = v128.load32_splat(block + PROJECTION_GREATEST);
  const y_ = load<usize>(block + 140);
  const weights = load<usize>(block + PROJECTION_WEIGHTS);
  const rows = load<usize>(block + PROJECTION_ROWS);
  const targets = load<usize>(block + PROJECTION_TARGETS);
  const rowOrder = load<usize>(block + PROJECTION_ROW_ORDER);
  const input = load<usize>(block + PROJECTION_INPUT);
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
      const number = (id - preBegin) * nDelays + d;
      const row = <usize>number << 2;
      if (load<u32>(rowOrder + row) == 0) enlistRow(block, number, id);
      let k = <usize>load<u32>(rows + row) << 2;
      const kEnd = <usize>load<u32>(rows + row, 4) << 2;
      events += <f64>((kEnd - k) >> 2);
      for (; k + 16 <= kEnd; k += 16) {
        const t0 = <usize>load<u32>(targets + k, 0);
        const t1 = <usize>load<u32>(targets + k, 4);
        const t2 = <usize>load<u32>(targets + k, 8);
        const t3 = <usize>load<u32>(targets + k, 12);
        const w = v128.load(weights + k);
        store<f32>(input + t0, load<f32>(input + t0) + f32x4.extract_lane(w, 0));
        store<f32>(input + t1, load<f32>(input + t1) + f32x4.extract_lane(w, 1));
        store<f32>(input + t2, load<f32>(input + t2) + f32x4.extract_lane(w, 2));
        store<f32>(input + t3, load<f32>(input + t3) + f32x4.extract_lane(w, 3));
        const now = gather(y_ + t0, y_ + t1, y_ + t2, y_ + t3);
        const dw = stdpOnPre(preGain, now);
        // A marked target spikes too: the post walk adds both terms.
        const next = choose(i32x4.shr_s(now, 31), w, clip(f32x4.add(w, dw), least, greatest));
        v128.store(weights + k, next);
      }
      for (; k < kEnd; k += 4) {
        const t0 = <usize>load<u32>(targets + k, 0);
        const w = v128.load32_zero(weights + k);
        store<f32>(input + t0, load<f32>(input + t0) + f32x4.extract_lane(w, 0));
        const now = v128.load32_zero(y_ + t0);
        const dw = stdpOnPre(preGain, now);
        const next = choose(i32x4.shr_s(now, 31), w, clip(f32x4.add(w, dw), least, greatest));
        store<f32>(weights + k, f32x4.extract_lane(next, 0));
      }
    }
  }
  const tally = load<usize>(block + PROJECTION_TALLY);
  store<f64>(tally, load<f64>(tally) + events);
}

/** Pair STDP, additive, all-to-all. The presynaptic term over the rows of the arriving spikes. */
export function stdpPre(block: usize, begin: u32, end: u32, step: u32): void {
  const amplitudes = load<usize>(block + PROJECTION_AMPLITUDES);
  const preGain = splat(stdpPreGain(load<f32>(amplitudes), load<f32>(amplitudes, 4), load<f32>(block + 128)));
  const least = v128.load32_splat(block + PROJECTION_LEAST);
  const greatest = v128.load32_splat(block + PROJECTION_GREATEST);
  const y_ = load<usize>(block + 140);
  const weights = load<usize>(block + PROJECTION_WEIGHTS);
  const rows = load<usize>(block + PROJECTION_ROWS);
  const targets = load<usize>(block + PROJECTION_TARGETS);
  const rowOrder = load<usize>(block + PROJECTION_ROW_ORDER);
  const preBegin = load<u32>(block + PROJECTION_PRE_BEGIN);
  const preEnd = load<u32>(block + PROJECTION_PRE_END);
  const nDelays = load<u32>(block + PROJECTION_N_DELAYS);
  for (let d: u32 = 0; d < nDelays; d++) {
    const slot = slotAt(load<usize>(block + PROJECTION_PRE), step - lagOf(block, d));
    const listEnd = slot + 16 + (<usize>load<u32>(slot) << 2);
    for (let list = slot + 16; list < listEnd; list += 4) {
      const id = load<u32>(list);
      if (id < preBegin || id >= preEnd) continue;
      const number = (id - preBegin) * nDelays + d;
      const row = <usize>number << 2;
      if (load<u32>(rowOrder + row) == 0) enlistRow(block, number, id);
      let k = <usize>load<u32>(rows + row) << 2;
      const kEnd = <usize>load<u32>(rows + row, 4) << 2;
      for (; k + 16 <= kEnd; k += 16) {
        const t0 = <usize>load<u32>(targets + k, 0);
        const t1 = <usize>load<u32>(targets + k, 4);
        const t2 = <usize>load<u32>(targets + k, 8);
        const t3 = <usize>load<u32>(targets + k, 12);
        const w = v128.load(weights + k);
        const now = gather(y_ + t0, y_ + t1, y_ + t2, y_ + t3);
        const dw = stdpOnPre(preGain, now);
        // A marked target spikes too: the post walk adds both terms.
        const next = choose(i32x4.shr_s(now, 31), w, clip(f32x4.add(w, dw), least, greatest));
        v128.store(weights + k, next);
      }
      for (; k < kEnd; k += 4) {
        const t0 = <usize>load<u32>(targets + k, 0);
        const w = v128.load32_zero(weights + k);
        const now = v128.load32_zero(y_ + t0);
        const dw = stdpOnPre(preGain, now);
        const next = choose(i32x4.shr_s(now, 31), w, clip(f32x4.add(w, dw), least, greatest));
        store<f32>(weights + k, f32x4.extract_lane(next, 0));
      }
    }
  }
}

/** Pair STDP, additive, all-to-all. The presynaptic term over the rows of the arriving spikes, carried into the last-spike current. */
export function stdpPreLast(block: usize, begin: u32, end: u32, step: u32): void {
  const amplitudes = load<usize>(block + PROJECTION_AMPLITUDES);
  const preGain = splat(stdpPreGain(load<f32>(amplitudes), load<f32>(amplitudes, 4), load<f32>(block + 128)));
  const least = v128.load32_splat(block + PROJECTION_LEAST);
  const greatest = v128.load32_splat(block + PROJECTION_GREATEST);
  const y_ = load<usize>(block + 140);
  const weights = load<usize>(block + PROJECTION_WEIGHTS);
  const rows = load<usize>(block + PROJECTION_ROWS);
  const targets = load<usize>(block + PROJECTION_TARGETS);
  const rowOrder = load<usize>(block + PROJECTION_ROW_ORDER);
  const input = load<usize>(block + PROJECTION_INPUT);
  const residual = load<usize>(block + PROJECTION_RESIDUAL);
  const preBegin = load<u32>(block + PROJECTION_PRE_BEGIN);
  const preEnd = load<u32>(block + PROJECTION_PRE_END);
  const nDelays = load<u32>(block + PROJECTION_N_DELAYS);
  const columnBytes = columnBytesOf(load<usize>(block + PROJECTION_PRE));
  for (let d: u32 = 0; d < nDelays; d++) {
    const slot = slotAt(load<usize>(block + PROJECTION_PRE), step - lagOf(block, d));
    const listEnd = slot + 16 + (<usize>load<u32>(slot) << 2);
    const left = residual + <usize>d * columnBytes;
    for (let list = slot + 16; list < listEnd; list += 4) {
      const id = load<u32>(list);
      if (id < preBegin || id >= preEnd) continue;
      const number = (id - preBegin) * nDelays + d;
      const row = <usize>number << 2;
      if (load<u32>(rowOrder + row) == 0) enlistRow(block, number, id);
      let k = <usize>load<u32>(rows + row) << 2;
      const kEnd = <usize>load<u32>(rows + row, 4) << 2;
      const carried = v128.load32_splat(left + (<usize>id << 2));
      for (; k + 16 <= kEnd; k += 16) {
        const t0 = <usize>load<u32>(targets + k, 0);
        const t1 = <usize>load<u32>(targets + k, 4);
        const t2 = <usize>load<u32>(targets + k, 8);
        const t3 = <usize>load<u32>(targets + k, 12);
        const w = v128.load(weights + k);
        const now = gather(y_ + t0, y_ + t1, y_ + t2, y_ + t3);
        const dw = stdpOnPre(preGain, now);
        // A marked target spikes too: the post walk adds both terms.
        const next = choose(i32x4.shr_s(now, 31), w, clip(f32x4.add(w, dw), least, greatest));
        v128.store(weights + k, next);
        const follow = f32x4.mul(f32x4.sub(next, w), carried);
        store<f32>(input + t0, load<f32>(input + t0) + f32x4.extract_lane(follow, 0));
        store<f32>(input + t1, load<f32>(input + t1) + f32x4.extract_lane(follow, 1));
        store<f32>(input + t2, load<f32>(input + t2) + f32x4.extract_lane(follow, 2));
        store<f32>(input + t3, load<f32>(input + t3) + f32x4.extract_lane(follow, 3));
      }
      for (; k < kEnd; k += 4) {
        const t0 = <usize>load<u32>(targets + k, 0);
        const w = v128.load32_zero(weights + k);
        const now = v128.load32_zero(y_ + t0);
        const dw = stdpOnPre(preGain, now);
        const next = choose(i32x4.shr_s(now, 31), w, clip(f32x4.add(w, dw), least, greatest));
        store<f32>(weights + k, f32x4.extract_lane(next, 0));
        const follow = f32x4.mul(f32x4.sub(next, w), carried);
        store<f32>(input + t0, load<f32>(input + t0) + f32x4.extract_lane(follow, 0));
      }
    }
  }
}

/** Pair STDP, additive, all-to-all. Both terms at the active incoming synapses of the targets that spike. */
export function stdpPost(block: usize, begin: u32, end: u32, step: u32): void {
  const amplitudes = load<usize>(block + PROJECTION_AMPLITUDES);
  const preGain = splat(stdpPreGain(load<f32>(amplitudes), load<f32>(amplitudes, 4), load<f32>(block + 128)));
  const postGain = splat(stdpPostGain(load<f32>(amplitudes), load<f32>(amplitudes, 4), load<f32>(block + 128)));
  const least = v128.load32_splat(block + PROJECTION_LEAST);
  const greatest = v128.load32_splat(block + PROJECTION_GREATEST);
  const x_ = load<usize>(block + 136);
  const y_ = load<usize>(block + 140);
  const weights = load<usize>(block + PROJECTION_WEIGHTS);
  const columns = load<usize>(block + PROJECTION_COLUMNS);
  const fill = load<usize>(block + PROJECTION_COLUMN_FILL);
  const entries = load<usize>(block + PROJECTION_ENTRIES);
  const postBegin = load<u32>(block + PROJECTION_POST_BEGIN);
  const postEnd = load<u32>(block + PROJECTION_POST_END);
  const slot = slotAt(load<usize>(block + PROJECTION_POST), step - load<u32>(block + PROJECTION_POST_LAG));
  const listEnd = slot + 16 + (<usize>load<u32>(slot) << 2);
  for (let list = slot + 16; list < listEnd; list += 4) {
    const id = load<u32>(list);
    if (id < postBegin || id >= postEnd) continue;
    const column = <usize>(id - postBegin) << 2;
    let entry = entries + (<usize>load<u32>(columns + column) << 3);
    const entryEnd = entry + (<usize>load<u32>(fill + column) << 3);
    const y_post = f32x4.abs(v128.load32_splat(y_ + (<usize>id << 2)));
    const together = stdpOnPre(preGain, y_post);
    for (; entry + 32 <= entryEnd; entry += 32) {
      const a0 = weights + <usize>load<u32>(entry, 0);
      const s0 = <usize>load<u32>(entry, 4);
      const a1 = weights + <usize>load<u32>(entry, 8);
      const s1 = <usize>load<u32>(entry, 12);
      const a2 = weights + <usize>load<u32>(entry, 16);
      const s2 = <usize>load<u32>(entry, 20);
      const a3 = weights + <usize>load<u32>(entry, 24);
      const s3 = <usize>load<u32>(entry, 28);
      const w = gather(a0, a1, a2, a3);
      const now = gather(x_ + s0, x_ + s1, x_ + s2, x_ + s3);
      const x_pre = f32x4.abs(now);
      const dw = stdpOnPost(postGain, x_pre);
      // A marked source spikes in the same step.
      const both = f32x4.add(dw, v128.and(together, i32x4.shr_s(now, 31)));
      const next = clip(f32x4.add(w, both), least, greatest);
      store<f32>(a0, f32x4.extract_lane(next, 0));
      store<f32>(a1, f32x4.extract_lane(next, 1));
      store<f32>(a2, f32x4.extract_lane(next, 2));
      store<f32>(a3, f32x4.extract_lane(next, 3));
    }
    for (; entry < entryEnd; entry += 8) {
      const a0 = weights + <usize>load<u32>(entry, 0);
      const s0 = <usize>load<u32>(entry, 4);
      const w = v128.load32_zero(a0);
      const now = v128.load32_zero(x_ + s0);
      const x_pre = f32x4.abs(now);
      const dw = stdpOnPost(postGain, x_pre);
      const both = f32x4.add(dw, v128.and(together, i32x4.shr_s(now, 31)));
      const next = clip(f32x4.add(w, both), least, greatest);
      store<f32>(a0, f32x4.extract_lane(next, 0));
    }
  }
}

/** Pair STDP, additive, all-to-all. Both terms at the active incoming synapses of the targets that spike, carried into the last-spike current. */
export function stdpPostLast(block: usize, begin: u32, end: u32, step: u32): void {
  const amplitudes = load<usize>(block + PROJECTION_AMPLITUDES);
  const preGain = splat(stdpPreGain(load<f32>(amplitudes), load<f32>(amplitudes, 4), load<f32>(block + 128)));
  const postGain = splat(stdpPostGain(load<f32>(amplitudes), load<f32>(amplitudes, 4), load<f32>(block + 128)));
  const least = v128.load32_splat(block + PROJECTION_LEAST);
  const greatest = v128.load32_splat(block + PROJECTION_GREATEST);
  const x_ = load<usize>(block + 136);
  const y_ = load<usize>(block + 140);
  const weights = load<usize>(block + PROJECTION_WEIGHTS);
  const input = load<usize>(block + PROJECTION_INPUT);
  const residual = load<usize>(block + PROJECTION_RESIDUAL);
  const columns = load<usize>(block + PROJECTION_COLUMNS);
  const fill = load<usize>(block + PROJECTION_COLUMN_FILL);
  const entries = load<usize>(block + PROJECTION_ENTRIES);
  const postBegin = load<u32>(block + PROJECTION_POST_BEGIN);
  const postEnd = load<u32>(block + PROJECTION_POST_END);
  const slot = slotAt(load<usize>(block + PROJECTION_POST), step - load<u32>(block + PROJECTION_POST_LAG));
  const listEnd = slot + 16 + (<usize>load<u32>(slot) << 2);
  for (let list = slot + 16; list < listEnd; list += 4) {
    const id = load<u32>(list);
    if (id < postBegin || id >= postEnd) continue;
    const column = <usize>(id - postBegin) << 2;
    let entry = entries + (<usize>load<u32>(columns + column) << 3);
    const entryEnd = entry + (<usize>load<u32>(fill + column) << 3);
    const y_post = f32x4.abs(v128.load32_splat(y_ + (<usize>id << 2)));
    const together = stdpOnPre(preGain, y_post);
    let carried: f32 = 0;
    for (; entry + 32 <= entryEnd; entry += 32) {
      const a0 = weights + <usize>load<u32>(entry, 0);
      const s0 = <usize>load<u32>(entry, 4);
      const a1 = weights + <usize>load<u32>(entry, 8);
      const s1 = <usize>load<u32>(entry, 12);
      const a2 = weights + <usize>load<u32>(entry, 16);
      const s2 = <usize>load<u32>(entry, 20);
      const a3 = weights + <usize>load<u32>(entry, 24);
      const s3 = <usize>load<u32>(entry, 28);
      const w = gather(a0, a1, a2, a3);
      const now = gather(x_ + s0, x_ + s1, x_ + s2, x_ + s3);
      const x_pre = f32x4.abs(now);
      const dw = stdpOnPost(postGain, x_pre);
      // A marked source spikes in the same step.
      const both = f32x4.add(dw, v128.and(together, i32x4.shr_s(now, 31)));
      const next = clip(f32x4.add(w, both), least, greatest);
      store<f32>(a0, f32x4.extract_lane(next, 0));
      store<f32>(a1, f32x4.extract_lane(next, 1));
      store<f32>(a2, f32x4.extract_lane(next, 2));
      store<f32>(a3, f32x4.extract_lane(next, 3));
      const follow = f32x4.mul(f32x4.sub(next, w), gather(residual + s0, residual + s1, residual + s2, residual + s3));
      carried += f32x4.extract_lane(follow, 0);
      carried += f32x4.extract_lane(follow, 1);
      carried += f32x4.extract_lane(follow, 2);
      carried += f32x4.extract_lane(follow, 3);
    }
    for (; entry < entryEnd; entry += 8) {
      const a0 = weights + <usize>load<u32>(entry, 0);
      const s0 = <usize>load<u32>(entry, 4);
      const w = v128.load32_zero(a0);
      const now = v128.load32_zero(x_ + s0);
      const x_pre = f32x4.abs(now);
      const dw = stdpOnPost(postGain, x_pre);
      const both = f32x4.add(dw, v128.and(together, i32x4.shr_s(now, 31)));
      const next = clip(f32x4.add(w, both), least, greatest);
      store<f32>(a0, f32x4.extract_lane(next, 0));
      const follow = f32x4.mul(f32x4.sub(next, w), v128.load32_zero(residual + s0));
      carried += f32x4.extract_lane(follow, 0);
    }
    const into = input + (<usize>id << 2);
    store<f32>(into, load<f32>(into) + carried);
  }
}
