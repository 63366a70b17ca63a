// Made by `npm run codegen`; edit src/models or src/engine/frames.ts instead.

import { enlistRow, slotAt } from "../spikes";
import { stdpOnPost, stdpOnPre, stdpPostGain, stdpPreGain } from "../learn/stdp";
import { apStdpOnPost, apStdpOnPre, apStdpPostGain, apStdpPreGain } from "../learn/apStdp";
import {
  PROJECTION_PRE,
  PROJECTION_LAG,
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
  PROJECTION_X,
  PROJECTION_Y,
  PROJECTION_C,
  PROJECTION_COLUMNS,
  PROJECTION_COLUMN_FILL,
  PROJECTION_ENTRIES,
  PROJECTION_ROW_ORDER,
  PROJECTION_ENLISTED,
  PROJECTION_AMPLITUDES,
  STDP_W_MIN,
  STDP_W_MAX,
  STDP_INVERTED,
  AP_STDP_W_MIN,
  AP_STDP_W_MAX,
  AP_STDP_INVERTED,
  AP_STDP_C_THETA,
  AP_STDP_C_DELTA,
} from "./layout";

/** Pair STDP, additive, all-to-all. Delivery and the presynaptic term in one walk over the rows of the arriving spikes. */
export function stdpDeliverPre(block: usize, begin: u32, end: u32, step: u32): void {
  const amplitudes = load<usize>(block + PROJECTION_AMPLITUDES);
  const inverted = load<f32>(block + STDP_INVERTED);
  const preGain = stdpPreGain(load<f32>(amplitudes), load<f32>(amplitudes, 4), inverted);
  const wMin = load<f32>(block + STDP_W_MIN);
  const wMax = load<f32>(block + STDP_W_MAX);
  const y = load<usize>(block + PROJECTION_Y);
  const weights = load<usize>(block + PROJECTION_WEIGHTS);
  const rows = load<usize>(block + PROJECTION_ROWS);
  const targets = load<usize>(block + PROJECTION_TARGETS);
  const input = load<usize>(block + PROJECTION_INPUT);
  const preBegin = load<u32>(block + PROJECTION_PRE_BEGIN);
  const preEnd = load<u32>(block + PROJECTION_PRE_END);
  const slot = slotAt(load<usize>(block + PROJECTION_PRE), step - load<u32>(block + PROJECTION_LAG));
  const listEnd = slot + 16 + (<usize>load<u32>(slot) << 2);
  let events: u32 = 0;
  for (let list = slot + 16; list < listEnd; list += 4) {
    const id = load<u32>(list);
    if (id < preBegin || id >= preEnd) continue;
    const row = id - preBegin;
    if (load<u32>(load<usize>(block + PROJECTION_ROW_ORDER) + (<usize>row << 2)) == 0) enlistRow(block, row, id);
    let k = <usize>load<u32>(rows + (<usize>row << 2)) << 2;
    const kEnd = <usize>load<u32>(rows + (<usize>row << 2), 4) << 2;
    events += <u32>((kEnd - k) >> 2);
    for (; k < kEnd; k += 4) {
      const target = <usize>load<u32>(targets + k);
      const w = load<f32>(weights + k);
      store<f32>(input + target, load<f32>(input + target) + w);
      const yPost = load<f32>(y + target);
      const dw = stdpOnPre(preGain, yPost);
      // A marked target spikes too: the post walk adds both terms.
      const next = select<f32>(w, min<f32>(max<f32>(w + dw, wMin), wMax), reinterpret<i32>(yPost) < 0);
      store<f32>(weights + k, next);
    }
  }
  const tally = load<usize>(block + PROJECTION_TALLY);
  store<f64>(tally, load<f64>(tally) + <f64>events);
}

/** Pair STDP, additive, all-to-all. The presynaptic term over the rows of the arriving spikes. */
export function stdpPre(block: usize, begin: u32, end: u32, step: u32): void {
  const amplitudes = load<usize>(block + PROJECTION_AMPLITUDES);
  const inverted = load<f32>(block + STDP_INVERTED);
  const preGain = stdpPreGain(load<f32>(amplitudes), load<f32>(amplitudes, 4), inverted);
  const wMin = load<f32>(block + STDP_W_MIN);
  const wMax = load<f32>(block + STDP_W_MAX);
  const y = load<usize>(block + PROJECTION_Y);
  const weights = load<usize>(block + PROJECTION_WEIGHTS);
  const rows = load<usize>(block + PROJECTION_ROWS);
  const targets = load<usize>(block + PROJECTION_TARGETS);
  const preBegin = load<u32>(block + PROJECTION_PRE_BEGIN);
  const preEnd = load<u32>(block + PROJECTION_PRE_END);
  const slot = slotAt(load<usize>(block + PROJECTION_PRE), step - load<u32>(block + PROJECTION_LAG));
  const listEnd = slot + 16 + (<usize>load<u32>(slot) << 2);
  for (let list = slot + 16; list < listEnd; list += 4) {
    const id = load<u32>(list);
    if (id < preBegin || id >= preEnd) continue;
    const row = id - preBegin;
    if (load<u32>(load<usize>(block + PROJECTION_ROW_ORDER) + (<usize>row << 2)) == 0) enlistRow(block, row, id);
    let k = <usize>load<u32>(rows + (<usize>row << 2)) << 2;
    const kEnd = <usize>load<u32>(rows + (<usize>row << 2), 4) << 2;
    for (; k < kEnd; k += 4) {
      const target = <usize>load<u32>(targets + k);
      const w = load<f32>(weights + k);
      const yPost = load<f32>(y + target);
      const dw = stdpOnPre(preGain, yPost);
      // A marked target spikes too: the post walk adds both terms.
      const next = select<f32>(w, min<f32>(max<f32>(w + dw, wMin), wMax), reinterpret<i32>(yPost) < 0);
      store<f32>(weights + k, next);
    }
  }
}

/** Pair STDP, additive, all-to-all. The presynaptic term over the rows of the arriving spikes, carried into the last-spike current. */
export function stdpPreLast(block: usize, begin: u32, end: u32, step: u32): void {
  const amplitudes = load<usize>(block + PROJECTION_AMPLITUDES);
  const inverted = load<f32>(block + STDP_INVERTED);
  const preGain = stdpPreGain(load<f32>(amplitudes), load<f32>(amplitudes, 4), inverted);
  const wMin = load<f32>(block + STDP_W_MIN);
  const wMax = load<f32>(block + STDP_W_MAX);
  const y = load<usize>(block + PROJECTION_Y);
  const weights = load<usize>(block + PROJECTION_WEIGHTS);
  const rows = load<usize>(block + PROJECTION_ROWS);
  const targets = load<usize>(block + PROJECTION_TARGETS);
  const input = load<usize>(block + PROJECTION_INPUT);
  const residual = load<usize>(block + PROJECTION_RESIDUAL);
  const preBegin = load<u32>(block + PROJECTION_PRE_BEGIN);
  const preEnd = load<u32>(block + PROJECTION_PRE_END);
  const slot = slotAt(load<usize>(block + PROJECTION_PRE), step - load<u32>(block + PROJECTION_LAG));
  const listEnd = slot + 16 + (<usize>load<u32>(slot) << 2);
  for (let list = slot + 16; list < listEnd; list += 4) {
    const id = load<u32>(list);
    if (id < preBegin || id >= preEnd) continue;
    const row = id - preBegin;
    if (load<u32>(load<usize>(block + PROJECTION_ROW_ORDER) + (<usize>row << 2)) == 0) enlistRow(block, row, id);
    let k = <usize>load<u32>(rows + (<usize>row << 2)) << 2;
    const kEnd = <usize>load<u32>(rows + (<usize>row << 2), 4) << 2;
    const carried = load<f32>(residual + (<usize>id << 2));
    for (; k < kEnd; k += 4) {
      const target = <usize>load<u32>(targets + k);
      const w = load<f32>(weights + k);
      const yPost = load<f32>(y + target);
      const dw = stdpOnPre(preGain, yPost);
      // A marked target spikes too: the post walk adds both terms.
      const next = select<f32>(w, min<f32>(max<f32>(w + dw, wMin), wMax), reinterpret<i32>(yPost) < 0);
      store<f32>(weights + k, next);
      store<f32>(input + target, load<f32>(input + target) + (next - w) * carried);
    }
  }
}

/** Pair STDP, additive, all-to-all. Both terms at the active incoming synapses of the targets that spike. */
export function stdpPost(block: usize, begin: u32, end: u32, step: u32): void {
  const amplitudes = load<usize>(block + PROJECTION_AMPLITUDES);
  const inverted = load<f32>(block + STDP_INVERTED);
  const preGain = stdpPreGain(load<f32>(amplitudes), load<f32>(amplitudes, 4), inverted);
  const postGain = stdpPostGain(load<f32>(amplitudes), load<f32>(amplitudes, 4), inverted);
  const wMin = load<f32>(block + STDP_W_MIN);
  const wMax = load<f32>(block + STDP_W_MAX);
  const y = load<usize>(block + PROJECTION_Y);
  const weights = load<usize>(block + PROJECTION_WEIGHTS);
  const x = load<usize>(block + PROJECTION_X);
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
    const yPost = abs<f32>(load<f32>(y + (<usize>id << 2)));
    const together = stdpOnPre(preGain, yPost);
    for (; entry < entryEnd; entry += 8) {
      const at = weights + <usize>load<u32>(entry);
      const source = <usize>load<u32>(entry, 4);
      const w = load<f32>(at);
      const xPre = load<f32>(x + source);
      const dw = stdpOnPost(postGain, abs<f32>(xPre));
      // A marked source spikes in the same step.
      const next = min<f32>(max<f32>(w + (dw + select<f32>(together, 0, reinterpret<i32>(xPre) < 0)), wMin), wMax);
      store<f32>(at, next);
    }
  }
}

/** Pair STDP, additive, all-to-all. Both terms at the active incoming synapses of the targets that spike, carried into the last-spike current. */
export function stdpPostLast(block: usize, begin: u32, end: u32, step: u32): void {
  const amplitudes = load<usize>(block + PROJECTION_AMPLITUDES);
  const inverted = load<f32>(block + STDP_INVERTED);
  const preGain = stdpPreGain(load<f32>(amplitudes), load<f32>(amplitudes, 4), inverted);
  const postGain = stdpPostGain(load<f32>(amplitudes), load<f32>(amplitudes, 4), inverted);
  const wMin = load<f32>(block + STDP_W_MIN);
  const wMax = load<f32>(block + STDP_W_MAX);
  const y = load<usize>(block + PROJECTION_Y);
  const weights = load<usize>(block + PROJECTION_WEIGHTS);
  const x = load<usize>(block + PROJECTION_X);
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
    const yPost = abs<f32>(load<f32>(y + (<usize>id << 2)));
    const together = stdpOnPre(preGain, yPost);
    let carried: f32 = 0;
    for (; entry < entryEnd; entry += 8) {
      const at = weights + <usize>load<u32>(entry);
      const source = <usize>load<u32>(entry, 4);
      const w = load<f32>(at);
      const xPre = load<f32>(x + source);
      const dw = stdpOnPost(postGain, abs<f32>(xPre));
      // A marked source spikes in the same step.
      const next = min<f32>(max<f32>(w + (dw + select<f32>(together, 0, reinterpret<i32>(xPre) < 0)), wMin), wMax);
      store<f32>(at, next);
      carried += (next - w) * load<f32>(residual + source);
    }
    const into = input + (<usize>id << 2);
    store<f32>(into, load<f32>(into) + carried);
  }
}

/** STDP gated by postsynaptic calcium (AP-STDP). Delivery and the presynaptic term in one walk over the rows of the arriving spikes. */
export function apStdpDeliverPre(block: usize, begin: u32, end: u32, step: u32): void {
  const amplitudes = load<usize>(block + PROJECTION_AMPLITUDES);
  const inverted = load<f32>(block + AP_STDP_INVERTED);
  const preGain = apStdpPreGain(load<f32>(amplitudes), load<f32>(amplitudes, 4), inverted);
  const wMin = load<f32>(block + AP_STDP_W_MIN);
  const wMax = load<f32>(block + AP_STDP_W_MAX);
  const cTheta = load<f32>(block + AP_STDP_C_THETA);
  const cDelta = load<f32>(block + AP_STDP_C_DELTA);
  const y = load<usize>(block + PROJECTION_Y);
  const c = load<usize>(block + PROJECTION_C);
  const weights = load<usize>(block + PROJECTION_WEIGHTS);
  const rows = load<usize>(block + PROJECTION_ROWS);
  const targets = load<usize>(block + PROJECTION_TARGETS);
  const input = load<usize>(block + PROJECTION_INPUT);
  const preBegin = load<u32>(block + PROJECTION_PRE_BEGIN);
  const preEnd = load<u32>(block + PROJECTION_PRE_END);
  const slot = slotAt(load<usize>(block + PROJECTION_PRE), step - load<u32>(block + PROJECTION_LAG));
  const listEnd = slot + 16 + (<usize>load<u32>(slot) << 2);
  let events: u32 = 0;
  for (let list = slot + 16; list < listEnd; list += 4) {
    const id = load<u32>(list);
    if (id < preBegin || id >= preEnd) continue;
    const row = id - preBegin;
    if (load<u32>(load<usize>(block + PROJECTION_ROW_ORDER) + (<usize>row << 2)) == 0) enlistRow(block, row, id);
    let k = <usize>load<u32>(rows + (<usize>row << 2)) << 2;
    const kEnd = <usize>load<u32>(rows + (<usize>row << 2), 4) << 2;
    events += <u32>((kEnd - k) >> 2);
    for (; k < kEnd; k += 4) {
      const target = <usize>load<u32>(targets + k);
      const w = load<f32>(weights + k);
      store<f32>(input + target, load<f32>(input + target) + w);
      const yPost = load<f32>(y + target);
      const dw = apStdpOnPre(preGain, yPost, load<f32>(c + target), cTheta, cDelta);
      // A marked target spikes too: the post walk adds both terms.
      const next = select<f32>(w, min<f32>(max<f32>(w + dw, wMin), wMax), reinterpret<i32>(yPost) < 0);
      store<f32>(weights + k, next);
    }
  }
  const tally = load<usize>(block + PROJECTION_TALLY);
  store<f64>(tally, load<f64>(tally) + <f64>events);
}

/** STDP gated by postsynaptic calcium (AP-STDP). The presynaptic term over the rows of the arriving spikes. */
export function apStdpPre(block: usize, begin: u32, end: u32, step: u32): void {
  const amplitudes = load<usize>(block + PROJECTION_AMPLITUDES);
  const inverted = load<f32>(block + AP_STDP_INVERTED);
  const preGain = apStdpPreGain(load<f32>(amplitudes), load<f32>(amplitudes, 4), inverted);
  const wMin = load<f32>(block + AP_STDP_W_MIN);
  const wMax = load<f32>(block + AP_STDP_W_MAX);
  const cTheta = load<f32>(block + AP_STDP_C_THETA);
  const cDelta = load<f32>(block + AP_STDP_C_DELTA);
  const y = load<usize>(block + PROJECTION_Y);
  const c = load<usize>(block + PROJECTION_C);
  const weights = load<usize>(block + PROJECTION_WEIGHTS);
  const rows = load<usize>(block + PROJECTION_ROWS);
  const targets = load<usize>(block + PROJECTION_TARGETS);
  const preBegin = load<u32>(block + PROJECTION_PRE_BEGIN);
  const preEnd = load<u32>(block + PROJECTION_PRE_END);
  const slot = slotAt(load<usize>(block + PROJECTION_PRE), step - load<u32>(block + PROJECTION_LAG));
  const listEnd = slot + 16 + (<usize>load<u32>(slot) << 2);
  for (let list = slot + 16; list < listEnd; list += 4) {
    const id = load<u32>(list);
    if (id < preBegin || id >= preEnd) continue;
    const row = id - preBegin;
    if (load<u32>(load<usize>(block + PROJECTION_ROW_ORDER) + (<usize>row << 2)) == 0) enlistRow(block, row, id);
    let k = <usize>load<u32>(rows + (<usize>row << 2)) << 2;
    const kEnd = <usize>load<u32>(rows + (<usize>row << 2), 4) << 2;
    for (; k < kEnd; k += 4) {
      const target = <usize>load<u32>(targets + k);
      const w = load<f32>(weights + k);
      const yPost = load<f32>(y + target);
      const dw = apStdpOnPre(preGain, yPost, load<f32>(c + target), cTheta, cDelta);
      // A marked target spikes too: the post walk adds both terms.
      const next = select<f32>(w, min<f32>(max<f32>(w + dw, wMin), wMax), reinterpret<i32>(yPost) < 0);
      store<f32>(weights + k, next);
    }
  }
}

/** STDP gated by postsynaptic calcium (AP-STDP). The presynaptic term over the rows of the arriving spikes, carried into the last-spike current. */
export function apStdpPreLast(block: usize, begin: u32, end: u32, step: u32): void {
  const amplitudes = load<usize>(block + PROJECTION_AMPLITUDES);
  const inverted = load<f32>(block + AP_STDP_INVERTED);
  const preGain = apStdpPreGain(load<f32>(amplitudes), load<f32>(amplitudes, 4), inverted);
  const wMin = load<f32>(block + AP_STDP_W_MIN);
  const wMax = load<f32>(block + AP_STDP_W_MAX);
  const cTheta = load<f32>(block + AP_STDP_C_THETA);
  const cDelta = load<f32>(block + AP_STDP_C_DELTA);
  const y = load<usize>(block + PROJECTION_Y);
  const c = load<usize>(block + PROJECTION_C);
  const weights = load<usize>(block + PROJECTION_WEIGHTS);
  const rows = load<usize>(block + PROJECTION_ROWS);
  const targets = load<usize>(block + PROJECTION_TARGETS);
  const input = load<usize>(block + PROJECTION_INPUT);
  const residual = load<usize>(block + PROJECTION_RESIDUAL);
  const preBegin = load<u32>(block + PROJECTION_PRE_BEGIN);
  const preEnd = load<u32>(block + PROJECTION_PRE_END);
  const slot = slotAt(load<usize>(block + PROJECTION_PRE), step - load<u32>(block + PROJECTION_LAG));
  const listEnd = slot + 16 + (<usize>load<u32>(slot) << 2);
  for (let list = slot + 16; list < listEnd; list += 4) {
    const id = load<u32>(list);
    if (id < preBegin || id >= preEnd) continue;
    const row = id - preBegin;
    if (load<u32>(load<usize>(block + PROJECTION_ROW_ORDER) + (<usize>row << 2)) == 0) enlistRow(block, row, id);
    let k = <usize>load<u32>(rows + (<usize>row << 2)) << 2;
    const kEnd = <usize>load<u32>(rows + (<usize>row << 2), 4) << 2;
    const carried = load<f32>(residual + (<usize>id << 2));
    for (; k < kEnd; k += 4) {
      const target = <usize>load<u32>(targets + k);
      const w = load<f32>(weights + k);
      const yPost = load<f32>(y + target);
      const dw = apStdpOnPre(preGain, yPost, load<f32>(c + target), cTheta, cDelta);
      // A marked target spikes too: the post walk adds both terms.
      const next = select<f32>(w, min<f32>(max<f32>(w + dw, wMin), wMax), reinterpret<i32>(yPost) < 0);
      store<f32>(weights + k, next);
      store<f32>(input + target, load<f32>(input + target) + (next - w) * carried);
    }
  }
}

/** STDP gated by postsynaptic calcium (AP-STDP). Both terms at the active incoming synapses of the targets that spike. */
export function apStdpPost(block: usize, begin: u32, end: u32, step: u32): void {
  const amplitudes = load<usize>(block + PROJECTION_AMPLITUDES);
  const inverted = load<f32>(block + AP_STDP_INVERTED);
  const preGain = apStdpPreGain(load<f32>(amplitudes), load<f32>(amplitudes, 4), inverted);
  const postGain = apStdpPostGain(load<f32>(amplitudes), load<f32>(amplitudes, 4), inverted);
  const wMin = load<f32>(block + AP_STDP_W_MIN);
  const wMax = load<f32>(block + AP_STDP_W_MAX);
  const cTheta = load<f32>(block + AP_STDP_C_THETA);
  const cDelta = load<f32>(block + AP_STDP_C_DELTA);
  const y = load<usize>(block + PROJECTION_Y);
  const c = load<usize>(block + PROJECTION_C);
  const weights = load<usize>(block + PROJECTION_WEIGHTS);
  const x = load<usize>(block + PROJECTION_X);
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
    const yPost = abs<f32>(load<f32>(y + (<usize>id << 2)));
    const cPost = load<f32>(c + (<usize>id << 2));
    const together = apStdpOnPre(preGain, yPost, cPost, cTheta, cDelta);
    for (; entry < entryEnd; entry += 8) {
      const at = weights + <usize>load<u32>(entry);
      const source = <usize>load<u32>(entry, 4);
      const w = load<f32>(at);
      const xPre = load<f32>(x + source);
      const dw = apStdpOnPost(postGain, abs<f32>(xPre), cPost, cTheta, cDelta);
      // A marked source spikes in the same step.
      const next = min<f32>(max<f32>(w + (dw + select<f32>(together, 0, reinterpret<i32>(xPre) < 0)), wMin), wMax);
      store<f32>(at, next);
    }
  }
}

/** STDP gated by postsynaptic calcium (AP-STDP). Both terms at the active incoming synapses of the targets that spike, carried into the last-spike current. */
export function apStdpPostLast(block: usize, begin: u32, end: u32, step: u32): void {
  const amplitudes = load<usize>(block + PROJECTION_AMPLITUDES);
  const inverted = load<f32>(block + AP_STDP_INVERTED);
  const preGain = apStdpPreGain(load<f32>(amplitudes), load<f32>(amplitudes, 4), inverted);
  const postGain = apStdpPostGain(load<f32>(amplitudes), load<f32>(amplitudes, 4), inverted);
  const wMin = load<f32>(block + AP_STDP_W_MIN);
  const wMax = load<f32>(block + AP_STDP_W_MAX);
  const cTheta = load<f32>(block + AP_STDP_C_THETA);
  const cDelta = load<f32>(block + AP_STDP_C_DELTA);
  const y = load<usize>(block + PROJECTION_Y);
  const c = load<usize>(block + PROJECTION_C);
  const weights = load<usize>(block + PROJECTION_WEIGHTS);
  const x = load<usize>(block + PROJECTION_X);
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
    const yPost = abs<f32>(load<f32>(y + (<usize>id << 2)));
    const cPost = load<f32>(c + (<usize>id << 2));
    const together = apStdpOnPre(preGain, yPost, cPost, cTheta, cDelta);
    let carried: f32 = 0;
    for (; entry < entryEnd; entry += 8) {
      const at = weights + <usize>load<u32>(entry);
      const source = <usize>load<u32>(entry, 4);
      const w = load<f32>(at);
      const xPre = load<f32>(x + source);
      const dw = apStdpOnPost(postGain, abs<f32>(xPre), cPost, cTheta, cDelta);
      // A marked source spikes in the same step.
      const next = min<f32>(max<f32>(w + (dw + select<f32>(together, 0, reinterpret<i32>(xPre) < 0)), wMin), wMax);
      store<f32>(at, next);
      carried += (next - w) * load<f32>(residual + source);
    }
    const into = input + (<usize>id << 2);
    store<f32>(into, load<f32>(into) + carried);
  }
}
