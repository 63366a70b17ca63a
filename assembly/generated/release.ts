// Made by `npm run codegen`; edit models/, src/models or src/engine/frames.ts instead.

import { addTo, choose, firstLanes } from "../simd";
import { lagOf, slotAt } from "../spikes";
import { exp4 } from "../vectorMath";
import { tsodyksMarkramRelease } from "../../models/tsodyksMarkram/kernel";
import {
  PROJECTION_PRE,
  PROJECTION_N_DELAYS,
  PROJECTION_PRE_BEGIN,
  PROJECTION_PRE_END,
  PROJECTION_ROWS,
  PROJECTION_TARGETS,
  PROJECTION_WEIGHTS,
  PROJECTION_INPUT,
  PROJECTION_TALLY,
  PROJECTION_ARRIVED,
  PROJECTION_DT,
} from "../generated/layout";

/** Tsodyks–Markram synapse; every param a column, a state a synapse. */
export function tsodyksMarkramDeliver(block: usize, begin: u32, end: u32, step: u32): void {
  const population = load<usize>(block + PROJECTION_PRE);
  const nDelays = load<u32>(block + PROJECTION_N_DELAYS);
  const rows = load<usize>(block + PROJECTION_ROWS);
  const targets = load<usize>(block + PROJECTION_TARGETS);
  const weights = load<usize>(block + PROJECTION_WEIGHTS);
  const input = load<usize>(block + PROJECTION_INPUT);
  const preBegin = load<u32>(block + PROJECTION_PRE_BEGIN);
  const preEnd = load<u32>(block + PROJECTION_PRE_END);
  const arrived = load<usize>(block + PROJECTION_ARRIVED);
  const dt = load<f32>(block + PROJECTION_DT);
  const x_ = load<usize>(block, 152);
  const u_ = load<usize>(block, 156);
  const tauRec_ = load<usize>(block, 132);
  const tauFacil_ = load<usize>(block, 140);
  const uSe_ = load<usize>(block, 148);
  let events: u64 = 0;
  for (let d: u32 = 0; d < nDelays; d++) {
    const slot = slotAt(population, step - lagOf(block, d));
    const listEnd = slot + 16 + (<usize>load<u32>(slot) << 2);
    for (let list = slot + 16; list < listEnd; list += 4) {
      const id = load<u32>(list);
      if (id < preBegin || id >= preEnd) continue;
      const row = <usize>((id - preBegin) * nDelays + d) << 2;
      const passed = f32x4.splat(-(<f32>(step + 1 - load<u32>(arrived + row)) * dt));
      store<u32>(arrived + row, step + 1);
      let k = <usize>load<u32>(rows + row) << 2;
      const kEnd = <usize>load<u32>(rows + row, 4) << 2;
      events += <u64>((kEnd - k) >> 2);
      for (; k + 16 <= kEnd; k += 16) {
        const r = f32x4.mul(v128.load(weights + k), tsodyksMarkramRelease(x_ + k, u_ + k, exp4(f32x4.div(passed, v128.load(tauRec_ + k))), exp4(f32x4.div(passed, v128.load(tauFacil_ + k))), v128.load(uSe_ + k)));
        addTo(input + <usize>load<u32>(targets + k), f32x4.extract_lane(r, 0));
        addTo(input + <usize>load<u32>(targets + k, 4), f32x4.extract_lane(r, 1));
        addTo(input + <usize>load<u32>(targets + k, 8), f32x4.extract_lane(r, 2));
        addTo(input + <usize>load<u32>(targets + k, 12), f32x4.extract_lane(r, 3));
      }
      if (k < kEnd) {
        const mask = firstLanes(<u32>(kEnd - k) >> 2);
        const x_Before = v128.load(x_ + k);
        const u_Before = v128.load(u_ + k);
        const r = tsodyksMarkramRelease(x_ + k, u_ + k, exp4(f32x4.div(passed, v128.load(tauRec_ + k))), exp4(f32x4.div(passed, v128.load(tauFacil_ + k))), v128.load(uSe_ + k));
        v128.store(x_ + k, choose(mask, v128.load(x_ + k), x_Before));
        v128.store(u_ + k, choose(mask, v128.load(u_ + k), u_Before));
        const w = f32x4.mul(v128.load(weights + k), r);
        addTo(input + <usize>load<u32>(targets + k), f32x4.extract_lane(w, 0));
        if (k + 4 < kEnd) addTo(input + <usize>load<u32>(targets + k, 4), f32x4.extract_lane(w, 1));
        if (k + 8 < kEnd) addTo(input + <usize>load<u32>(targets + k, 8), f32x4.extract_lane(w, 2));
      }
    }
  }
  const tally = load<usize>(block + PROJECTION_TALLY);
  store<f64>(tally, load<f64>(tally) + <f64>events);
}

/** Tsodyks–Markram synapse; every time constant one number, a state a synapse. */
export function tsodyksMarkramDeliverEven(block: usize, begin: u32, end: u32, step: u32): void {
  const population = load<usize>(block + PROJECTION_PRE);
  const nDelays = load<u32>(block + PROJECTION_N_DELAYS);
  const rows = load<usize>(block + PROJECTION_ROWS);
  const targets = load<usize>(block + PROJECTION_TARGETS);
  const weights = load<usize>(block + PROJECTION_WEIGHTS);
  const input = load<usize>(block + PROJECTION_INPUT);
  const preBegin = load<u32>(block + PROJECTION_PRE_BEGIN);
  const preEnd = load<u32>(block + PROJECTION_PRE_END);
  const arrived = load<usize>(block + PROJECTION_ARRIVED);
  const dt = load<f32>(block + PROJECTION_DT);
  const x_ = load<usize>(block, 152);
  const u_ = load<usize>(block, 156);
  const tauRec_ = v128.load32_splat(block, 128);
  const tauFacil_ = v128.load32_splat(block, 136);
  const uSe_ = load<usize>(block, 148);
  let events: u64 = 0;
  for (let d: u32 = 0; d < nDelays; d++) {
    const slot = slotAt(population, step - lagOf(block, d));
    const listEnd = slot + 16 + (<usize>load<u32>(slot) << 2);
    for (let list = slot + 16; list < listEnd; list += 4) {
      const id = load<u32>(list);
      if (id < preBegin || id >= preEnd) continue;
      const row = <usize>((id - preBegin) * nDelays + d) << 2;
      const passed = f32x4.splat(-(<f32>(step + 1 - load<u32>(arrived + row)) * dt));
      store<u32>(arrived + row, step + 1);
      let k = <usize>load<u32>(rows + row) << 2;
      const kEnd = <usize>load<u32>(rows + row, 4) << 2;
      events += <u64>((kEnd - k) >> 2);
      const tauRec_Left = exp4(f32x4.div(passed, tauRec_));
      const tauFacil_Left = exp4(f32x4.div(passed, tauFacil_));
      for (; k + 16 <= kEnd; k += 16) {
        const r = f32x4.mul(v128.load(weights + k), tsodyksMarkramRelease(x_ + k, u_ + k, tauRec_Left, tauFacil_Left, v128.load(uSe_ + k)));
        addTo(input + <usize>load<u32>(targets + k), f32x4.extract_lane(r, 0));
        addTo(input + <usize>load<u32>(targets + k, 4), f32x4.extract_lane(r, 1));
        addTo(input + <usize>load<u32>(targets + k, 8), f32x4.extract_lane(r, 2));
        addTo(input + <usize>load<u32>(targets + k, 12), f32x4.extract_lane(r, 3));
      }
      if (k < kEnd) {
        const mask = firstLanes(<u32>(kEnd - k) >> 2);
        const x_Before = v128.load(x_ + k);
        const u_Before = v128.load(u_ + k);
        const r = tsodyksMarkramRelease(x_ + k, u_ + k, tauRec_Left, tauFacil_Left, v128.load(uSe_ + k));
        v128.store(x_ + k, choose(mask, v128.load(x_ + k), x_Before));
        v128.store(u_ + k, choose(mask, v128.load(u_ + k), u_Before));
        const w = f32x4.mul(v128.load(weights + k), r);
        addTo(input + <usize>load<u32>(targets + k), f32x4.extract_lane(w, 0));
        if (k + 4 < kEnd) addTo(input + <usize>load<u32>(targets + k, 4), f32x4.extract_lane(w, 1));
        if (k + 8 < kEnd) addTo(input + <usize>load<u32>(targets + k, 8), f32x4.extract_lane(w, 2));
      }
    }
  }
  const tally = load<usize>(block + PROJECTION_TALLY);
  store<f64>(tally, load<f64>(tally) + <f64>events);
}

/** Tsodyks–Markram synapse; every param one number, a state a row. */
export function tsodyksMarkramDeliverRows(block: usize, begin: u32, end: u32, step: u32): void {
  const population = load<usize>(block + PROJECTION_PRE);
  const nDelays = load<u32>(block + PROJECTION_N_DELAYS);
  const rows = load<usize>(block + PROJECTION_ROWS);
  const targets = load<usize>(block + PROJECTION_TARGETS);
  const weights = load<usize>(block + PROJECTION_WEIGHTS);
  const input = load<usize>(block + PROJECTION_INPUT);
  const preBegin = load<u32>(block + PROJECTION_PRE_BEGIN);
  const preEnd = load<u32>(block + PROJECTION_PRE_END);
  const arrived = load<usize>(block + PROJECTION_ARRIVED);
  const dt = load<f32>(block + PROJECTION_DT);
  const x_ = load<usize>(block, 152);
  const u_ = load<usize>(block, 156);
  const tauRec_ = v128.load32_splat(block, 128);
  const tauFacil_ = v128.load32_splat(block, 136);
  const uSe_ = v128.load32_splat(block, 144);
  let events: u64 = 0;
  for (let d: u32 = 0; d < nDelays; d++) {
    const slot = slotAt(population, step - lagOf(block, d));
    const listEnd = slot + 16 + (<usize>load<u32>(slot) << 2);
    for (let list = slot + 16; list < listEnd; list += 4) {
      const id = load<u32>(list);
      if (id < preBegin || id >= preEnd) continue;
      const row = <usize>((id - preBegin) * nDelays + d) << 2;
      const passed = f32x4.splat(-(<f32>(step + 1 - load<u32>(arrived + row)) * dt));
      store<u32>(arrived + row, step + 1);
      let k = <usize>load<u32>(rows + row) << 2;
      const kEnd = <usize>load<u32>(rows + row, 4) << 2;
      events += <u64>((kEnd - k) >> 2);
      const tauRec_Left = exp4(f32x4.div(passed, tauRec_));
      const tauFacil_Left = exp4(f32x4.div(passed, tauFacil_));
      const x_Before = v128.load(x_ + row);
      const u_Before = v128.load(u_ + row);
      const r = tsodyksMarkramRelease(x_ + row, u_ + row, tauRec_Left, tauFacil_Left, uSe_);
      v128.store(x_ + row, choose(firstLanes(1), v128.load(x_ + row), x_Before));
      v128.store(u_ + row, choose(firstLanes(1), v128.load(u_ + row), u_Before));
      const share = f32x4.extract_lane(r, 0);
      for (; k + 16 <= kEnd; k += 16) {
        addTo(input + <usize>load<u32>(targets + k), load<f32>(weights + k) * share);
        addTo(input + <usize>load<u32>(targets + k, 4), load<f32>(weights + k, 4) * share);
        addTo(input + <usize>load<u32>(targets + k, 8), load<f32>(weights + k, 8) * share);
        addTo(input + <usize>load<u32>(targets + k, 12), load<f32>(weights + k, 12) * share);
      }
      for (; k < kEnd; k += 4) addTo(input + <usize>load<u32>(targets + k), load<f32>(weights + k) * share);
    }
  }
  const tally = load<usize>(block + PROJECTION_TALLY);
  store<f64>(tally, load<f64>(tally) + <f64>events);
}
