// Made by `npm run codegen`; edit models/, src/models or src/engine/frames.ts instead.

import { bitmask16, dropTiny, dropTinyWide } from "../simd";
import { emitSpikes, openSlot } from "../spikes";
import { free4, free16, holdSpiking } from "../integrate/held";
import { threshold } from "../integrate/threshold";
import { izhikevichStep } from "../../models/izhikevich/kernel";
import { izhikevichDimensionalStep } from "../../models/izhikevichDimensional/kernel";
import { lifAdvance } from "../../models/lif/kernel";
import { lifBiexpStep } from "../../models/lifBiexp/kernel";
import { lifCobaAdvance } from "../../models/lifCoba/kernel";
import { lifDeltaAdvance } from "../../models/lifDelta/kernel";
import { lifDiscreteStep } from "../../models/lifDiscrete/kernel";
import {
  POPULATION_KICKED,
  IZHIKEVICH_V,
  IZHIKEVICH_U,
  IZHIKEVICH_I,
  IZHIKEVICH_A_STEP,
  IZHIKEVICH_B,
  IZHIKEVICH_C,
  IZHIKEVICH_D,
  IZHIKEVICH_V_PEAK,
  IZHIKEVICH_HALF,
  IZHIKEVICH_LINEAR,
  IZHIKEVICH_SQUARE,
  IZHIKEVICH_DRIVE,
  IZHIKEVICH_DIMENSIONAL_V,
  IZHIKEVICH_DIMENSIONAL_U,
  IZHIKEVICH_DIMENSIONAL_I_SYN,
  IZHIKEVICH_DIMENSIONAL_I,
  IZHIKEVICH_DIMENSIONAL_I_E,
  IZHIKEVICH_DIMENSIONAL_I_I,
  IZHIKEVICH_DIMENSIONAL_Q,
  IZHIKEVICH_DIMENSIONAL_V_REST,
  IZHIKEVICH_DIMENSIONAL_V_T,
  IZHIKEVICH_DIMENSIONAL_V_PEAK,
  IZHIKEVICH_DIMENSIONAL_V_RESET,
  IZHIKEVICH_DIMENSIONAL_B,
  IZHIKEVICH_DIMENSIONAL_D,
  IZHIKEVICH_DIMENSIONAL_I_EXT,
  IZHIKEVICH_DIMENSIONAL_BEND,
  IZHIKEVICH_DIMENSIONAL_PUSH,
  IZHIKEVICH_DIMENSIONAL_A_STEP,
  IZHIKEVICH_DIMENSIONAL_DECAY_E,
  IZHIKEVICH_DIMENSIONAL_DECAY_I,
  IZHIKEVICH_DIMENSIONAL_RISE,
  IZHIKEVICH_DIMENSIONAL_FALL,
  IZHIKEVICH_DIMENSIONAL_FEED,
  LIF_V,
  LIF_REFRACTORY_LEFT,
  LIF_I_E,
  LIF_I_I,
  LIF_DELTA,
  LIF_THETA,
  LIF_RESET,
  LIF_V_INF,
  LIF_LEAK,
  LIF_GAIN_E,
  LIF_GAIN_I,
  LIF_DECAY_E,
  LIF_DECAY_I,
  LIF_REF_STEPS,
  LIF_HELD_ABOVE,
  LIF_BIEXP_V,
  LIF_BIEXP_REFRACTORY_LEFT,
  LIF_BIEXP_I_SYN,
  LIF_BIEXP_I,
  LIF_BIEXP_Q,
  LIF_BIEXP_THETA,
  LIF_BIEXP_RESET,
  LIF_BIEXP_V_INF,
  LIF_BIEXP_LEAK,
  LIF_BIEXP_GAIN,
  LIF_BIEXP_GAIN_SYN,
  LIF_BIEXP_GAIN_Q,
  LIF_BIEXP_RISE,
  LIF_BIEXP_FALL,
  LIF_BIEXP_FEED,
  LIF_BIEXP_REF_STEPS,
  LIF_BIEXP_HELD_ABOVE,
  LIF_COBA_V,
  LIF_COBA_REFRACTORY_LEFT,
  LIF_COBA_G_E,
  LIF_COBA_G_I,
  LIF_COBA_DELTA,
  LIF_COBA_THETA,
  LIF_COBA_RESET,
  LIF_COBA_V_INF,
  LIF_COBA_INERTIA,
  LIF_COBA_SHARE_E,
  LIF_COBA_SHARE_I,
  LIF_COBA_PULL_E,
  LIF_COBA_PULL_I,
  LIF_COBA_DECAY_E,
  LIF_COBA_DECAY_I,
  LIF_COBA_REF_STEPS,
  LIF_COBA_HELD_ABOVE,
  LIF_DELTA_V,
  LIF_DELTA_REFRACTORY_LEFT,
  LIF_DELTA_DELTA,
  LIF_DELTA_THETA,
  LIF_DELTA_RESET,
  LIF_DELTA_V_INF,
  LIF_DELTA_LEAK,
  LIF_DELTA_REF_STEPS,
  LIF_DELTA_HELD_ABOVE,
  LIF_DISCRETE_V,
  LIF_DISCRETE_REFRACTORY_LEFT,
  LIF_DISCRETE_I,
  LIF_DISCRETE_DELTA,
  LIF_DISCRETE_V_TH,
  LIF_DISCRETE_V_RESET,
  LIF_DISCRETE_BIAS,
  LIF_DISCRETE_LEAK,
  LIF_DISCRETE_SYN_DECAY,
  LIF_DISCRETE_REF_STEPS,
  LIF_DISCRETE_HOLD,
} from "./layout";

/** Izhikevich neuron; every parameter one number. */
export function izhikevichIntegrateUniform(block: usize, begin: u32, end: u32, step: u32): void {
  const v = load<usize>(block + IZHIKEVICH_V);
  const u = load<usize>(block + IZHIKEVICH_U);
  const i = load<usize>(block + IZHIKEVICH_I);
  const aStep = v128.load32_splat(block + IZHIKEVICH_A_STEP);
  const b = v128.load32_splat(block + IZHIKEVICH_B);
  const c = v128.load32_splat(block + IZHIKEVICH_C);
  const d = v128.load32_splat(block + IZHIKEVICH_D);
  const vPeak = v128.load32_splat(block + IZHIKEVICH_V_PEAK);
  const half = v128.load32_splat(block + IZHIKEVICH_HALF);
  const linear = v128.load32_splat(block + IZHIKEVICH_LINEAR);
  const square = v128.load32_splat(block + IZHIKEVICH_SQUARE);
  const drive = v128.load32_splat(block + IZHIKEVICH_DRIVE);
  const slot = openSlot(block, begin, step);
  if ((step & 255) == 0) {
    dropTiny(v, begin, end);
    dropTiny(u, begin, end);
    dropTiny(i, begin, end);
  }
  let k = begin;
  for (; k + 16 <= end; k += 16) {
    const o = <usize>k << 2;
    const fired0 = izhikevichStep(v + o, u + o, i + o, aStep, b, c, d, vPeak, half, linear, square, drive);
    const fired1 = izhikevichStep(v + o + 16, u + o + 16, i + o + 16, aStep, b, c, d, vPeak, half, linear, square, drive);
    const fired2 = izhikevichStep(v + o + 32, u + o + 32, i + o + 32, aStep, b, c, d, vPeak, half, linear, square, drive);
    const fired3 = izhikevichStep(v + o + 48, u + o + 48, i + o + 48, aStep, b, c, d, vPeak, half, linear, square, drive);
    const lanes = bitmask16(fired0, fired1, fired2, fired3);
    if (lanes != 0) emitSpikes(block, slot, lanes, k, step);
  }
  for (; k < end; k += 4) {
    const o = <usize>k << 2;
    const fired0 = izhikevichStep(v + o, u + o, i + o, aStep, b, c, d, vPeak, half, linear, square, drive);
    const lanes = i32x4.bitmask(fired0);
    if (lanes != 0) emitSpikes(block, slot, lanes, k, step);
  }
}

/** Izhikevich neuron; every parameter a column. */
export function izhikevichIntegratePerNeuron(block: usize, begin: u32, end: u32, step: u32): void {
  const v = load<usize>(block + IZHIKEVICH_V);
  const u = load<usize>(block + IZHIKEVICH_U);
  const i = load<usize>(block + IZHIKEVICH_I);
  const aStep = load<usize>(block + IZHIKEVICH_A_STEP, 4);
  const b = load<usize>(block + IZHIKEVICH_B, 4);
  const c = load<usize>(block + IZHIKEVICH_C, 4);
  const d = load<usize>(block + IZHIKEVICH_D, 4);
  const vPeak = load<usize>(block + IZHIKEVICH_V_PEAK, 4);
  const half = v128.load32_splat(block + IZHIKEVICH_HALF);
  const linear = v128.load32_splat(block + IZHIKEVICH_LINEAR);
  const square = v128.load32_splat(block + IZHIKEVICH_SQUARE);
  const drive = load<usize>(block + IZHIKEVICH_DRIVE, 4);
  const slot = openSlot(block, begin, step);
  if ((step & 255) == 0) {
    dropTiny(v, begin, end);
    dropTiny(u, begin, end);
    dropTiny(i, begin, end);
  }
  let k = begin;
  for (; k + 16 <= end; k += 16) {
    const o = <usize>k << 2;
    const fired0 = izhikevichStep(v + o, u + o, i + o, v128.load(aStep + o), v128.load(b + o), v128.load(c + o), v128.load(d + o), v128.load(vPeak + o), half, linear, square, v128.load(drive + o));
    const fired1 = izhikevichStep(v + o + 16, u + o + 16, i + o + 16, v128.load(aStep + o, 16), v128.load(b + o, 16), v128.load(c + o, 16), v128.load(d + o, 16), v128.load(vPeak + o, 16), half, linear, square, v128.load(drive + o, 16));
    const fired2 = izhikevichStep(v + o + 32, u + o + 32, i + o + 32, v128.load(aStep + o, 32), v128.load(b + o, 32), v128.load(c + o, 32), v128.load(d + o, 32), v128.load(vPeak + o, 32), half, linear, square, v128.load(drive + o, 32));
    const fired3 = izhikevichStep(v + o + 48, u + o + 48, i + o + 48, v128.load(aStep + o, 48), v128.load(b + o, 48), v128.load(c + o, 48), v128.load(d + o, 48), v128.load(vPeak + o, 48), half, linear, square, v128.load(drive + o, 48));
    const lanes = bitmask16(fired0, fired1, fired2, fired3);
    if (lanes != 0) emitSpikes(block, slot, lanes, k, step);
  }
  for (; k < end; k += 4) {
    const o = <usize>k << 2;
    const fired0 = izhikevichStep(v + o, u + o, i + o, v128.load(aStep + o), v128.load(b + o), v128.load(c + o), v128.load(d + o), v128.load(vPeak + o), half, linear, square, v128.load(drive + o));
    const lanes = i32x4.bitmask(fired0);
    if (lanes != 0) emitSpikes(block, slot, lanes, k, step);
  }
}

/** Izhikevich neuron in physical units; every parameter one number. */
export function izhikevichDimensionalIntegrateUniform(block: usize, begin: u32, end: u32, step: u32): void {
  const v = load<usize>(block + IZHIKEVICH_DIMENSIONAL_V);
  const u = load<usize>(block + IZHIKEVICH_DIMENSIONAL_U);
  const iSyn = load<usize>(block + IZHIKEVICH_DIMENSIONAL_I_SYN);
  const i = load<usize>(block + IZHIKEVICH_DIMENSIONAL_I);
  const iE = load<usize>(block + IZHIKEVICH_DIMENSIONAL_I_E);
  const iI = load<usize>(block + IZHIKEVICH_DIMENSIONAL_I_I);
  const q = load<usize>(block + IZHIKEVICH_DIMENSIONAL_Q);
  const vRest = v128.load32_splat(block + IZHIKEVICH_DIMENSIONAL_V_REST);
  const vT = v128.load32_splat(block + IZHIKEVICH_DIMENSIONAL_V_T);
  const vPeak = v128.load32_splat(block + IZHIKEVICH_DIMENSIONAL_V_PEAK);
  const vReset = v128.load32_splat(block + IZHIKEVICH_DIMENSIONAL_V_RESET);
  const b = v128.load32_splat(block + IZHIKEVICH_DIMENSIONAL_B);
  const d = v128.load32_splat(block + IZHIKEVICH_DIMENSIONAL_D);
  const iExt = v128.load32_splat(block + IZHIKEVICH_DIMENSIONAL_I_EXT);
  const bend = v128.load32_splat(block + IZHIKEVICH_DIMENSIONAL_BEND);
  const push = v128.load32_splat(block + IZHIKEVICH_DIMENSIONAL_PUSH);
  const aStep = v128.load32_splat(block + IZHIKEVICH_DIMENSIONAL_A_STEP);
  const decayE = v128.load32_splat(block + IZHIKEVICH_DIMENSIONAL_DECAY_E);
  const decayI = v128.load32_splat(block + IZHIKEVICH_DIMENSIONAL_DECAY_I);
  const rise = v128.load32_splat(block + IZHIKEVICH_DIMENSIONAL_RISE);
  const fall = v128.load32_splat(block + IZHIKEVICH_DIMENSIONAL_FALL);
  const feed = v128.load32_splat(block + IZHIKEVICH_DIMENSIONAL_FEED);
  const slot = openSlot(block, begin, step);
  if ((step & 255) == 0) {
    dropTiny(v, begin, end);
    dropTiny(u, begin, end);
    dropTiny(iSyn, begin, end);
    dropTiny(i, begin, end);
    dropTiny(iE, begin, end);
    dropTiny(iI, begin, end);
    dropTiny(q, begin, end);
  }
  let k = begin;
  for (; k + 16 <= end; k += 16) {
    const o = <usize>k << 2;
    const fired0 = izhikevichDimensionalStep(v + o, u + o, iSyn + o, i + o, iE + o, iI + o, q + o, vRest, vT, vPeak, vReset, b, d, iExt, bend, push, aStep, decayE, decayI, rise, fall, feed);
    const fired1 = izhikevichDimensionalStep(v + o + 16, u + o + 16, iSyn + o + 16, i + o + 16, iE + o + 16, iI + o + 16, q + o + 16, vRest, vT, vPeak, vReset, b, d, iExt, bend, push, aStep, decayE, decayI, rise, fall, feed);
    const fired2 = izhikevichDimensionalStep(v + o + 32, u + o + 32, iSyn + o + 32, i + o + 32, iE + o + 32, iI + o + 32, q + o + 32, vRest, vT, vPeak, vReset, b, d, iExt, bend, push, aStep, decayE, decayI, rise, fall, feed);
    const fired3 = izhikevichDimensionalStep(v + o + 48, u + o + 48, iSyn + o + 48, i + o + 48, iE + o + 48, iI + o + 48, q + o + 48, vRest, vT, vPeak, vReset, b, d, iExt, bend, push, aStep, decayE, decayI, rise, fall, feed);
    const lanes = bitmask16(fired0, fired1, fired2, fired3);
    if (lanes != 0) emitSpikes(block, slot, lanes, k, step);
  }
  for (; k < end; k += 4) {
    const o = <usize>k << 2;
    const fired0 = izhikevichDimensionalStep(v + o, u + o, iSyn + o, i + o, iE + o, iI + o, q + o, vRest, vT, vPeak, vReset, b, d, iExt, bend, push, aStep, decayE, decayI, rise, fall, feed);
    const lanes = i32x4.bitmask(fired0);
    if (lanes != 0) emitSpikes(block, slot, lanes, k, step);
  }
}

/** Izhikevich neuron in physical units; every parameter a column. */
export function izhikevichDimensionalIntegratePerNeuron(block: usize, begin: u32, end: u32, step: u32): void {
  const v = load<usize>(block + IZHIKEVICH_DIMENSIONAL_V);
  const u = load<usize>(block + IZHIKEVICH_DIMENSIONAL_U);
  const iSyn = load<usize>(block + IZHIKEVICH_DIMENSIONAL_I_SYN);
  const i = load<usize>(block + IZHIKEVICH_DIMENSIONAL_I);
  const iE = load<usize>(block + IZHIKEVICH_DIMENSIONAL_I_E);
  const iI = load<usize>(block + IZHIKEVICH_DIMENSIONAL_I_I);
  const q = load<usize>(block + IZHIKEVICH_DIMENSIONAL_Q);
  const vRest = load<usize>(block + IZHIKEVICH_DIMENSIONAL_V_REST, 4);
  const vT = load<usize>(block + IZHIKEVICH_DIMENSIONAL_V_T, 4);
  const vPeak = load<usize>(block + IZHIKEVICH_DIMENSIONAL_V_PEAK, 4);
  const vReset = load<usize>(block + IZHIKEVICH_DIMENSIONAL_V_RESET, 4);
  const b = load<usize>(block + IZHIKEVICH_DIMENSIONAL_B, 4);
  const d = load<usize>(block + IZHIKEVICH_DIMENSIONAL_D, 4);
  const iExt = load<usize>(block + IZHIKEVICH_DIMENSIONAL_I_EXT, 4);
  const bend = load<usize>(block + IZHIKEVICH_DIMENSIONAL_BEND, 4);
  const push = load<usize>(block + IZHIKEVICH_DIMENSIONAL_PUSH, 4);
  const aStep = load<usize>(block + IZHIKEVICH_DIMENSIONAL_A_STEP, 4);
  const decayE = load<usize>(block + IZHIKEVICH_DIMENSIONAL_DECAY_E, 4);
  const decayI = load<usize>(block + IZHIKEVICH_DIMENSIONAL_DECAY_I, 4);
  const rise = load<usize>(block + IZHIKEVICH_DIMENSIONAL_RISE, 4);
  const fall = load<usize>(block + IZHIKEVICH_DIMENSIONAL_FALL, 4);
  const feed = load<usize>(block + IZHIKEVICH_DIMENSIONAL_FEED, 4);
  const slot = openSlot(block, begin, step);
  if ((step & 255) == 0) {
    dropTiny(v, begin, end);
    dropTiny(u, begin, end);
    dropTiny(iSyn, begin, end);
    dropTiny(i, begin, end);
    dropTiny(iE, begin, end);
    dropTiny(iI, begin, end);
    dropTiny(q, begin, end);
  }
  let k = begin;
  for (; k + 16 <= end; k += 16) {
    const o = <usize>k << 2;
    const fired0 = izhikevichDimensionalStep(v + o, u + o, iSyn + o, i + o, iE + o, iI + o, q + o, v128.load(vRest + o), v128.load(vT + o), v128.load(vPeak + o), v128.load(vReset + o), v128.load(b + o), v128.load(d + o), v128.load(iExt + o), v128.load(bend + o), v128.load(push + o), v128.load(aStep + o), v128.load(decayE + o), v128.load(decayI + o), v128.load(rise + o), v128.load(fall + o), v128.load(feed + o));
    const fired1 = izhikevichDimensionalStep(v + o + 16, u + o + 16, iSyn + o + 16, i + o + 16, iE + o + 16, iI + o + 16, q + o + 16, v128.load(vRest + o, 16), v128.load(vT + o, 16), v128.load(vPeak + o, 16), v128.load(vReset + o, 16), v128.load(b + o, 16), v128.load(d + o, 16), v128.load(iExt + o, 16), v128.load(bend + o, 16), v128.load(push + o, 16), v128.load(aStep + o, 16), v128.load(decayE + o, 16), v128.load(decayI + o, 16), v128.load(rise + o, 16), v128.load(fall + o, 16), v128.load(feed + o, 16));
    const fired2 = izhikevichDimensionalStep(v + o + 32, u + o + 32, iSyn + o + 32, i + o + 32, iE + o + 32, iI + o + 32, q + o + 32, v128.load(vRest + o, 32), v128.load(vT + o, 32), v128.load(vPeak + o, 32), v128.load(vReset + o, 32), v128.load(b + o, 32), v128.load(d + o, 32), v128.load(iExt + o, 32), v128.load(bend + o, 32), v128.load(push + o, 32), v128.load(aStep + o, 32), v128.load(decayE + o, 32), v128.load(decayI + o, 32), v128.load(rise + o, 32), v128.load(fall + o, 32), v128.load(feed + o, 32));
    const fired3 = izhikevichDimensionalStep(v + o + 48, u + o + 48, iSyn + o + 48, i + o + 48, iE + o + 48, iI + o + 48, q + o + 48, v128.load(vRest + o, 48), v128.load(vT + o, 48), v128.load(vPeak + o, 48), v128.load(vReset + o, 48), v128.load(b + o, 48), v128.load(d + o, 48), v128.load(iExt + o, 48), v128.load(bend + o, 48), v128.load(push + o, 48), v128.load(aStep + o, 48), v128.load(decayE + o, 48), v128.load(decayI + o, 48), v128.load(rise + o, 48), v128.load(fall + o, 48), v128.load(feed + o, 48));
    const lanes = bitmask16(fired0, fired1, fired2, fired3);
    if (lanes != 0) emitSpikes(block, slot, lanes, k, step);
  }
  for (; k < end; k += 4) {
    const o = <usize>k << 2;
    const fired0 = izhikevichDimensionalStep(v + o, u + o, iSyn + o, i + o, iE + o, iI + o, q + o, v128.load(vRest + o), v128.load(vT + o), v128.load(vPeak + o), v128.load(vReset + o), v128.load(b + o), v128.load(d + o), v128.load(iExt + o), v128.load(bend + o), v128.load(push + o), v128.load(aStep + o), v128.load(decayE + o), v128.load(decayI + o), v128.load(rise + o), v128.load(fall + o), v128.load(feed + o));
    const lanes = i32x4.bitmask(fired0);
    if (lanes != 0) emitSpikes(block, slot, lanes, k, step);
  }
}

/** Leaky integrate-and-fire neuron, exponential currents; every parameter one number. */
export function lifIntegrateUniform(block: usize, begin: u32, end: u32, step: u32): void {
  const v = load<usize>(block + LIF_V);
  const refractoryLeft = load<usize>(block + LIF_REFRACTORY_LEFT);
  const iE = load<usize>(block + LIF_I_E);
  const iI = load<usize>(block + LIF_I_I);
  const delta = load<usize>(block + LIF_DELTA);
  const theta = v128.load32_splat(block + LIF_THETA);
  const reset = v128.load32_splat(block + LIF_RESET);
  const vInf = v128.load32_splat(block + LIF_V_INF);
  const leak = v128.load32_splat(block + LIF_LEAK);
  const gainE = v128.load32_splat(block + LIF_GAIN_E);
  const gainI = v128.load32_splat(block + LIF_GAIN_I);
  const decayE = v128.load32_splat(block + LIF_DECAY_E);
  const decayI = v128.load32_splat(block + LIF_DECAY_I);
  const refSteps = v128.load32_splat(block + LIF_REF_STEPS);
  const heldAbove = v128.load32_splat(block + LIF_HELD_ABOVE);
  const slot = openSlot(block, begin, step);
  if ((step & 255) == 0) {
    dropTiny(refractoryLeft, begin, end);
    dropTiny(iE, begin, end);
    dropTiny(iI, begin, end);
    dropTiny(delta, begin, end);
  }
  let k = begin;
  for (; k + 16 <= end; k += 16) {
    const o = <usize>k << 2;
    const iE0 = v128.load(iE + o);
    const iI0 = v128.load(iI + o);
    const delta0 = v128.load(delta + o);
    v128.store(iE + o, f32x4.mul(iE0, decayE));
    v128.store(iI + o, f32x4.mul(iI0, decayI));
    v128.store(delta + o, f32x4.splat(0));
    const v0 = v128.load(v + o);
    const next0 = f32x4.add(lifAdvance(v0, iE0, iI0, vInf, leak, gainE, gainI), delta0);
    const fired0 = threshold(v + o, refractoryLeft + o, next0, theta, reset, refSteps, heldAbove);
    const iE1 = v128.load(iE + o, 16);
    const iI1 = v128.load(iI + o, 16);
    const delta1 = v128.load(delta + o, 16);
    v128.store(iE + o, f32x4.mul(iE1, decayE), 16);
    v128.store(iI + o, f32x4.mul(iI1, decayI), 16);
    v128.store(delta + o, f32x4.splat(0), 16);
    const v1 = v128.load(v + o, 16);
    const next1 = f32x4.add(lifAdvance(v1, iE1, iI1, vInf, leak, gainE, gainI), delta1);
    const fired1 = threshold(v + o + 16, refractoryLeft + o + 16, next1, theta, reset, refSteps, heldAbove);
    const iE2 = v128.load(iE + o, 32);
    const iI2 = v128.load(iI + o, 32);
    const delta2 = v128.load(delta + o, 32);
    v128.store(iE + o, f32x4.mul(iE2, decayE), 32);
    v128.store(iI + o, f32x4.mul(iI2, decayI), 32);
    v128.store(delta + o, f32x4.splat(0), 32);
    const v2 = v128.load(v + o, 32);
    const next2 = f32x4.add(lifAdvance(v2, iE2, iI2, vInf, leak, gainE, gainI), delta2);
    const fired2 = threshold(v + o + 32, refractoryLeft + o + 32, next2, theta, reset, refSteps, heldAbove);
    const iE3 = v128.load(iE + o, 48);
    const iI3 = v128.load(iI + o, 48);
    const delta3 = v128.load(delta + o, 48);
    v128.store(iE + o, f32x4.mul(iE3, decayE), 48);
    v128.store(iI + o, f32x4.mul(iI3, decayI), 48);
    v128.store(delta + o, f32x4.splat(0), 48);
    const v3 = v128.load(v + o, 48);
    const next3 = f32x4.add(lifAdvance(v3, iE3, iI3, vInf, leak, gainE, gainI), delta3);
    const fired3 = threshold(v + o + 48, refractoryLeft + o + 48, next3, theta, reset, refSteps, heldAbove);
    const lanes = bitmask16(fired0, fired1, fired2, fired3);
    if (lanes != 0) emitSpikes(block, slot, lanes, k, step);
  }
  for (; k < end; k += 4) {
    const o = <usize>k << 2;
    const iE0 = v128.load(iE + o);
    const iI0 = v128.load(iI + o);
    const delta0 = v128.load(delta + o);
    v128.store(iE + o, f32x4.mul(iE0, decayE));
    v128.store(iI + o, f32x4.mul(iI0, decayI));
    v128.store(delta + o, f32x4.splat(0));
    const v0 = v128.load(v + o);
    const next0 = f32x4.add(lifAdvance(v0, iE0, iI0, vInf, leak, gainE, gainI), delta0);
    const fired0 = threshold(v + o, refractoryLeft + o, next0, theta, reset, refSteps, heldAbove);
    const lanes = i32x4.bitmask(fired0);
    if (lanes != 0) emitSpikes(block, slot, lanes, k, step);
  }
}

/** Leaky integrate-and-fire neuron, exponential currents; every parameter a column. */
export function lifIntegratePerNeuron(block: usize, begin: u32, end: u32, step: u32): void {
  const v = load<usize>(block + LIF_V);
  const refractoryLeft = load<usize>(block + LIF_REFRACTORY_LEFT);
  const iE = load<usize>(block + LIF_I_E);
  const iI = load<usize>(block + LIF_I_I);
  const delta = load<usize>(block + LIF_DELTA);
  const theta = load<usize>(block + LIF_THETA, 4);
  const reset = load<usize>(block + LIF_RESET, 4);
  const vInf = load<usize>(block + LIF_V_INF, 4);
  const leak = load<usize>(block + LIF_LEAK, 4);
  const gainE = load<usize>(block + LIF_GAIN_E, 4);
  const gainI = load<usize>(block + LIF_GAIN_I, 4);
  const decayE = load<usize>(block + LIF_DECAY_E, 4);
  const decayI = load<usize>(block + LIF_DECAY_I, 4);
  const refSteps = load<usize>(block + LIF_REF_STEPS, 4);
  const heldAbove = v128.load32_splat(block + LIF_HELD_ABOVE);
  const slot = openSlot(block, begin, step);
  if ((step & 255) == 0) {
    dropTiny(refractoryLeft, begin, end);
    dropTiny(iE, begin, end);
    dropTiny(iI, begin, end);
    dropTiny(delta, begin, end);
  }
  let k = begin;
  for (; k + 16 <= end; k += 16) {
    const o = <usize>k << 2;
    const iE0 = v128.load(iE + o);
    const iI0 = v128.load(iI + o);
    const delta0 = v128.load(delta + o);
    v128.store(iE + o, f32x4.mul(iE0, v128.load(decayE + o)));
    v128.store(iI + o, f32x4.mul(iI0, v128.load(decayI + o)));
    v128.store(delta + o, f32x4.splat(0));
    const v0 = v128.load(v + o);
    const next0 = f32x4.add(lifAdvance(v0, iE0, iI0, v128.load(vInf + o), v128.load(leak + o), v128.load(gainE + o), v128.load(gainI + o)), delta0);
    const fired0 = threshold(v + o, refractoryLeft + o, next0, v128.load(theta + o), v128.load(reset + o), v128.load(refSteps + o), heldAbove);
    const iE1 = v128.load(iE + o, 16);
    const iI1 = v128.load(iI + o, 16);
    const delta1 = v128.load(delta + o, 16);
    v128.store(iE + o, f32x4.mul(iE1, v128.load(decayE + o, 16)), 16);
    v128.store(iI + o, f32x4.mul(iI1, v128.load(decayI + o, 16)), 16);
    v128.store(delta + o, f32x4.splat(0), 16);
    const v1 = v128.load(v + o, 16);
    const next1 = f32x4.add(lifAdvance(v1, iE1, iI1, v128.load(vInf + o, 16), v128.load(leak + o, 16), v128.load(gainE + o, 16), v128.load(gainI + o, 16)), delta1);
    const fired1 = threshold(v + o + 16, refractoryLeft + o + 16, next1, v128.load(theta + o, 16), v128.load(reset + o, 16), v128.load(refSteps + o, 16), heldAbove);
    const iE2 = v128.load(iE + o, 32);
    const iI2 = v128.load(iI + o, 32);
    const delta2 = v128.load(delta + o, 32);
    v128.store(iE + o, f32x4.mul(iE2, v128.load(decayE + o, 32)), 32);
    v128.store(iI + o, f32x4.mul(iI2, v128.load(decayI + o, 32)), 32);
    v128.store(delta + o, f32x4.splat(0), 32);
    const v2 = v128.load(v + o, 32);
    const next2 = f32x4.add(lifAdvance(v2, iE2, iI2, v128.load(vInf + o, 32), v128.load(leak + o, 32), v128.load(gainE + o, 32), v128.load(gainI + o, 32)), delta2);
    const fired2 = threshold(v + o + 32, refractoryLeft + o + 32, next2, v128.load(theta + o, 32), v128.load(reset + o, 32), v128.load(refSteps + o, 32), heldAbove);
    const iE3 = v128.load(iE + o, 48);
    const iI3 = v128.load(iI + o, 48);
    const delta3 = v128.load(delta + o, 48);
    v128.store(iE + o, f32x4.mul(iE3, v128.load(decayE + o, 48)), 48);
    v128.store(iI + o, f32x4.mul(iI3, v128.load(decayI + o, 48)), 48);
    v128.store(delta + o, f32x4.splat(0), 48);
    const v3 = v128.load(v + o, 48);
    const next3 = f32x4.add(lifAdvance(v3, iE3, iI3, v128.load(vInf + o, 48), v128.load(leak + o, 48), v128.load(gainE + o, 48), v128.load(gainI + o, 48)), delta3);
    const fired3 = threshold(v + o + 48, refractoryLeft + o + 48, next3, v128.load(theta + o, 48), v128.load(reset + o, 48), v128.load(refSteps + o, 48), heldAbove);
    const lanes = bitmask16(fired0, fired1, fired2, fired3);
    if (lanes != 0) emitSpikes(block, slot, lanes, k, step);
  }
  for (; k < end; k += 4) {
    const o = <usize>k << 2;
    const iE0 = v128.load(iE + o);
    const iI0 = v128.load(iI + o);
    const delta0 = v128.load(delta + o);
    v128.store(iE + o, f32x4.mul(iE0, v128.load(decayE + o)));
    v128.store(iI + o, f32x4.mul(iI0, v128.load(decayI + o)));
    v128.store(delta + o, f32x4.splat(0));
    const v0 = v128.load(v + o);
    const next0 = f32x4.add(lifAdvance(v0, iE0, iI0, v128.load(vInf + o), v128.load(leak + o), v128.load(gainE + o), v128.load(gainI + o)), delta0);
    const fired0 = threshold(v + o, refractoryLeft + o, next0, v128.load(theta + o), v128.load(reset + o), v128.load(refSteps + o), heldAbove);
    const lanes = i32x4.bitmask(fired0);
    if (lanes != 0) emitSpikes(block, slot, lanes, k, step);
  }
}

/** Leaky integrate-and-fire neuron, exponential currents; every parameter one number, and held.ts keeps the refractory neurons. */
export function lifIntegrateHold(block: usize, begin: u32, end: u32, step: u32): void {
  const v = load<usize>(block + LIF_V);
  const refractoryLeft = load<usize>(block + LIF_REFRACTORY_LEFT);
  const iE = load<usize>(block + LIF_I_E);
  const iI = load<usize>(block + LIF_I_I);
  const delta = load<usize>(block + LIF_DELTA);
  const theta = v128.load32_splat(block + LIF_THETA);
  const vInf = v128.load32_splat(block + LIF_V_INF);
  const leak = v128.load32_splat(block + LIF_LEAK);
  const gainE = v128.load32_splat(block + LIF_GAIN_E);
  const gainI = v128.load32_splat(block + LIF_GAIN_I);
  const decayE = v128.load32_splat(block + LIF_DECAY_E);
  const decayI = v128.load32_splat(block + LIF_DECAY_I);
  const slot = openSlot(block, begin, step);
  if ((step & 255) == 0) {
    dropTiny(refractoryLeft, begin, end);
    dropTiny(iE, begin, end);
    dropTiny(iI, begin, end);
    dropTiny(delta, begin, end);
  }
  const kicked = load<u32>(block + POPULATION_KICKED);
  if (kicked != 0) {
    let k = begin;
    for (; k + 16 <= end; k += 16) {
      const o = <usize>k << 2;
      const iE0 = v128.load(iE + o);
      const iI0 = v128.load(iI + o);
      const delta0 = v128.load(delta + o);
      v128.store(iE + o, f32x4.mul(iE0, decayE));
      v128.store(iI + o, f32x4.mul(iI0, decayI));
      v128.store(delta + o, f32x4.splat(0));
      const v0 = v128.load(v + o);
      const next0 = f32x4.add(lifAdvance(v0, iE0, iI0, vInf, leak, gainE, gainI), delta0);
      v128.store(v + o, next0);
      const fired0 = f32x4.ge(next0, theta);
      const iE1 = v128.load(iE + o, 16);
      const iI1 = v128.load(iI + o, 16);
      const delta1 = v128.load(delta + o, 16);
      v128.store(iE + o, f32x4.mul(iE1, decayE), 16);
      v128.store(iI + o, f32x4.mul(iI1, decayI), 16);
      v128.store(delta + o, f32x4.splat(0), 16);
      const v1 = v128.load(v + o, 16);
      const next1 = f32x4.add(lifAdvance(v1, iE1, iI1, vInf, leak, gainE, gainI), delta1);
      v128.store(v + o, next1, 16);
      const fired1 = f32x4.ge(next1, theta);
      const iE2 = v128.load(iE + o, 32);
      const iI2 = v128.load(iI + o, 32);
      const delta2 = v128.load(delta + o, 32);
      v128.store(iE + o, f32x4.mul(iE2, decayE), 32);
      v128.store(iI + o, f32x4.mul(iI2, decayI), 32);
      v128.store(delta + o, f32x4.splat(0), 32);
      const v2 = v128.load(v + o, 32);
      const next2 = f32x4.add(lifAdvance(v2, iE2, iI2, vInf, leak, gainE, gainI), delta2);
      v128.store(v + o, next2, 32);
      const fired2 = f32x4.ge(next2, theta);
      const iE3 = v128.load(iE + o, 48);
      const iI3 = v128.load(iI + o, 48);
      const delta3 = v128.load(delta + o, 48);
      v128.store(iE + o, f32x4.mul(iE3, decayE), 48);
      v128.store(iI + o, f32x4.mul(iI3, decayI), 48);
      v128.store(delta + o, f32x4.splat(0), 48);
      const v3 = v128.load(v + o, 48);
      const next3 = f32x4.add(lifAdvance(v3, iE3, iI3, vInf, leak, gainE, gainI), delta3);
      v128.store(v + o, next3, 48);
      const fired3 = f32x4.ge(next3, theta);
      const lanes = bitmask16(fired0, fired1, fired2, fired3);
      if (lanes != 0) emitSpikes(block, slot, free16(lanes, refractoryLeft + o), k, step);
    }
    for (; k < end; k += 4) {
      const o = <usize>k << 2;
      const iE0 = v128.load(iE + o);
      const iI0 = v128.load(iI + o);
      const delta0 = v128.load(delta + o);
      v128.store(iE + o, f32x4.mul(iE0, decayE));
      v128.store(iI + o, f32x4.mul(iI0, decayI));
      v128.store(delta + o, f32x4.splat(0));
      const v0 = v128.load(v + o);
      const next0 = f32x4.add(lifAdvance(v0, iE0, iI0, vInf, leak, gainE, gainI), delta0);
      v128.store(v + o, next0);
      const fired0 = f32x4.ge(next0, theta);
      const lanes = i32x4.bitmask(fired0);
      if (lanes != 0) emitSpikes(block, slot, free4(lanes, refractoryLeft + o), k, step);
    }
    if (kicked == 1) store<u32>(block + POPULATION_KICKED, 0);
  } else {
    let k = begin;
    for (; k + 16 <= end; k += 16) {
      const o = <usize>k << 2;
      const iE0 = v128.load(iE + o);
      const iI0 = v128.load(iI + o);
      v128.store(iE + o, f32x4.mul(iE0, decayE));
      v128.store(iI + o, f32x4.mul(iI0, decayI));
      const v0 = v128.load(v + o);
      const next0 = lifAdvance(v0, iE0, iI0, vInf, leak, gainE, gainI);
      v128.store(v + o, next0);
      const fired0 = f32x4.ge(next0, theta);
      const iE1 = v128.load(iE + o, 16);
      const iI1 = v128.load(iI + o, 16);
      v128.store(iE + o, f32x4.mul(iE1, decayE), 16);
      v128.store(iI + o, f32x4.mul(iI1, decayI), 16);
      const v1 = v128.load(v + o, 16);
      const next1 = lifAdvance(v1, iE1, iI1, vInf, leak, gainE, gainI);
      v128.store(v + o, next1, 16);
      const fired1 = f32x4.ge(next1, theta);
      const iE2 = v128.load(iE + o, 32);
      const iI2 = v128.load(iI + o, 32);
      v128.store(iE + o, f32x4.mul(iE2, decayE), 32);
      v128.store(iI + o, f32x4.mul(iI2, decayI), 32);
      const v2 = v128.load(v + o, 32);
      const next2 = lifAdvance(v2, iE2, iI2, vInf, leak, gainE, gainI);
      v128.store(v + o, next2, 32);
      const fired2 = f32x4.ge(next2, theta);
      const iE3 = v128.load(iE + o, 48);
      const iI3 = v128.load(iI + o, 48);
      v128.store(iE + o, f32x4.mul(iE3, decayE), 48);
      v128.store(iI + o, f32x4.mul(iI3, decayI), 48);
      const v3 = v128.load(v + o, 48);
      const next3 = lifAdvance(v3, iE3, iI3, vInf, leak, gainE, gainI);
      v128.store(v + o, next3, 48);
      const fired3 = f32x4.ge(next3, theta);
      const lanes = bitmask16(fired0, fired1, fired2, fired3);
      if (lanes != 0) emitSpikes(block, slot, free16(lanes, refractoryLeft + o), k, step);
    }
    for (; k < end; k += 4) {
      const o = <usize>k << 2;
      const iE0 = v128.load(iE + o);
      const iI0 = v128.load(iI + o);
      v128.store(iE + o, f32x4.mul(iE0, decayE));
      v128.store(iI + o, f32x4.mul(iI0, decayI));
      const v0 = v128.load(v + o);
      const next0 = lifAdvance(v0, iE0, iI0, vInf, leak, gainE, gainI);
      v128.store(v + o, next0);
      const fired0 = f32x4.ge(next0, theta);
      const lanes = i32x4.bitmask(fired0);
      if (lanes != 0) emitSpikes(block, slot, free4(lanes, refractoryLeft + o), k, step);
    }
  }
  holdSpiking(block, slot, v, refractoryLeft, load<f32>(block + LIF_RESET), load<f32>(block + LIF_REF_STEPS));
}

/** Leaky integrate-and-fire neuron, biexponential current; every parameter one number. */
export function lifBiexpIntegrateUniform(block: usize, begin: u32, end: u32, step: u32): void {
  const v = load<usize>(block + LIF_BIEXP_V);
  const refractoryLeft = load<usize>(block + LIF_BIEXP_REFRACTORY_LEFT);
  const iSyn = load<usize>(block + LIF_BIEXP_I_SYN);
  const i = load<usize>(block + LIF_BIEXP_I);
  const q = load<usize>(block + LIF_BIEXP_Q);
  const theta = v128.load32_splat(block + LIF_BIEXP_THETA);
  const reset = v128.load32_splat(block + LIF_BIEXP_RESET);
  const vInf = v128.load32_splat(block + LIF_BIEXP_V_INF);
  const leak = v128.load32_splat(block + LIF_BIEXP_LEAK);
  const gain = v128.load32_splat(block + LIF_BIEXP_GAIN);
  const gainSyn = v128.load32_splat(block + LIF_BIEXP_GAIN_SYN);
  const gainQ = v128.load32_splat(block + LIF_BIEXP_GAIN_Q);
  const rise = v128.load32_splat(block + LIF_BIEXP_RISE);
  const fall = v128.load32_splat(block + LIF_BIEXP_FALL);
  const feed = v128.load32_splat(block + LIF_BIEXP_FEED);
  const refSteps = v128.load32_splat(block + LIF_BIEXP_REF_STEPS);
  const heldAbove = v128.load32_splat(block + LIF_BIEXP_HELD_ABOVE);
  const slot = openSlot(block, begin, step);
  if ((step & 255) == 0) {
    dropTiny(refractoryLeft, begin, end);
    dropTiny(iSyn, begin, end);
    dropTiny(i, begin, end);
    dropTiny(q, begin, end);
  }
  let k = begin;
  for (; k + 16 <= end; k += 16) {
    const o = <usize>k << 2;
    const fired0 = lifBiexpStep(v + o, refractoryLeft + o, iSyn + o, i + o, q + o, theta, reset, vInf, leak, gain, gainSyn, gainQ, rise, fall, feed, refSteps, heldAbove);
    const fired1 = lifBiexpStep(v + o + 16, refractoryLeft + o + 16, iSyn + o + 16, i + o + 16, q + o + 16, theta, reset, vInf, leak, gain, gainSyn, gainQ, rise, fall, feed, refSteps, heldAbove);
    const fired2 = lifBiexpStep(v + o + 32, refractoryLeft + o + 32, iSyn + o + 32, i + o + 32, q + o + 32, theta, reset, vInf, leak, gain, gainSyn, gainQ, rise, fall, feed, refSteps, heldAbove);
    const fired3 = lifBiexpStep(v + o + 48, refractoryLeft + o + 48, iSyn + o + 48, i + o + 48, q + o + 48, theta, reset, vInf, leak, gain, gainSyn, gainQ, rise, fall, feed, refSteps, heldAbove);
    const lanes = bitmask16(fired0, fired1, fired2, fired3);
    if (lanes != 0) emitSpikes(block, slot, lanes, k, step);
  }
  for (; k < end; k += 4) {
    const o = <usize>k << 2;
    const fired0 = lifBiexpStep(v + o, refractoryLeft + o, iSyn + o, i + o, q + o, theta, reset, vInf, leak, gain, gainSyn, gainQ, rise, fall, feed, refSteps, heldAbove);
    const lanes = i32x4.bitmask(fired0);
    if (lanes != 0) emitSpikes(block, slot, lanes, k, step);
  }
}

/** Leaky integrate-and-fire neuron, biexponential current; every parameter a column. */
export function lifBiexpIntegratePerNeuron(block: usize, begin: u32, end: u32, step: u32): void {
  const v = load<usize>(block + LIF_BIEXP_V);
  const refractoryLeft = load<usize>(block + LIF_BIEXP_REFRACTORY_LEFT);
  const iSyn = load<usize>(block + LIF_BIEXP_I_SYN);
  const i = load<usize>(block + LIF_BIEXP_I);
  const q = load<usize>(block + LIF_BIEXP_Q);
  const theta = load<usize>(block + LIF_BIEXP_THETA, 4);
  const reset = load<usize>(block + LIF_BIEXP_RESET, 4);
  const vInf = load<usize>(block + LIF_BIEXP_V_INF, 4);
  const leak = load<usize>(block + LIF_BIEXP_LEAK, 4);
  const gain = load<usize>(block + LIF_BIEXP_GAIN, 4);
  const gainSyn = load<usize>(block + LIF_BIEXP_GAIN_SYN, 4);
  const gainQ = load<usize>(block + LIF_BIEXP_GAIN_Q, 4);
  const rise = load<usize>(block + LIF_BIEXP_RISE, 4);
  const fall = load<usize>(block + LIF_BIEXP_FALL, 4);
  const feed = load<usize>(block + LIF_BIEXP_FEED, 4);
  const refSteps = load<usize>(block + LIF_BIEXP_REF_STEPS, 4);
  const heldAbove = v128.load32_splat(block + LIF_BIEXP_HELD_ABOVE);
  const slot = openSlot(block, begin, step);
  if ((step & 255) == 0) {
    dropTiny(refractoryLeft, begin, end);
    dropTiny(iSyn, begin, end);
    dropTiny(i, begin, end);
    dropTiny(q, begin, end);
  }
  let k = begin;
  for (; k + 16 <= end; k += 16) {
    const o = <usize>k << 2;
    const fired0 = lifBiexpStep(v + o, refractoryLeft + o, iSyn + o, i + o, q + o, v128.load(theta + o), v128.load(reset + o), v128.load(vInf + o), v128.load(leak + o), v128.load(gain + o), v128.load(gainSyn + o), v128.load(gainQ + o), v128.load(rise + o), v128.load(fall + o), v128.load(feed + o), v128.load(refSteps + o), heldAbove);
    const fired1 = lifBiexpStep(v + o + 16, refractoryLeft + o + 16, iSyn + o + 16, i + o + 16, q + o + 16, v128.load(theta + o, 16), v128.load(reset + o, 16), v128.load(vInf + o, 16), v128.load(leak + o, 16), v128.load(gain + o, 16), v128.load(gainSyn + o, 16), v128.load(gainQ + o, 16), v128.load(rise + o, 16), v128.load(fall + o, 16), v128.load(feed + o, 16), v128.load(refSteps + o, 16), heldAbove);
    const fired2 = lifBiexpStep(v + o + 32, refractoryLeft + o + 32, iSyn + o + 32, i + o + 32, q + o + 32, v128.load(theta + o, 32), v128.load(reset + o, 32), v128.load(vInf + o, 32), v128.load(leak + o, 32), v128.load(gain + o, 32), v128.load(gainSyn + o, 32), v128.load(gainQ + o, 32), v128.load(rise + o, 32), v128.load(fall + o, 32), v128.load(feed + o, 32), v128.load(refSteps + o, 32), heldAbove);
    const fired3 = lifBiexpStep(v + o + 48, refractoryLeft + o + 48, iSyn + o + 48, i + o + 48, q + o + 48, v128.load(theta + o, 48), v128.load(reset + o, 48), v128.load(vInf + o, 48), v128.load(leak + o, 48), v128.load(gain + o, 48), v128.load(gainSyn + o, 48), v128.load(gainQ + o, 48), v128.load(rise + o, 48), v128.load(fall + o, 48), v128.load(feed + o, 48), v128.load(refSteps + o, 48), heldAbove);
    const lanes = bitmask16(fired0, fired1, fired2, fired3);
    if (lanes != 0) emitSpikes(block, slot, lanes, k, step);
  }
  for (; k < end; k += 4) {
    const o = <usize>k << 2;
    const fired0 = lifBiexpStep(v + o, refractoryLeft + o, iSyn + o, i + o, q + o, v128.load(theta + o), v128.load(reset + o), v128.load(vInf + o), v128.load(leak + o), v128.load(gain + o), v128.load(gainSyn + o), v128.load(gainQ + o), v128.load(rise + o), v128.load(fall + o), v128.load(feed + o), v128.load(refSteps + o), heldAbove);
    const lanes = i32x4.bitmask(fired0);
    if (lanes != 0) emitSpikes(block, slot, lanes, k, step);
  }
}

/** Leaky integrate-and-fire neuron, exponential conductances; every parameter one number. */
export function lifCobaIntegrateUniform(block: usize, begin: u32, end: u32, step: u32): void {
  const v = load<usize>(block + LIF_COBA_V);
  const refractoryLeft = load<usize>(block + LIF_COBA_REFRACTORY_LEFT);
  const gE = load<usize>(block + LIF_COBA_G_E);
  const gI = load<usize>(block + LIF_COBA_G_I);
  const delta = load<usize>(block + LIF_COBA_DELTA);
  const theta = v128.load32_splat(block + LIF_COBA_THETA);
  const reset = v128.load32_splat(block + LIF_COBA_RESET);
  const vInf = v128.load32_splat(block + LIF_COBA_V_INF);
  const inertia = v128.load32_splat(block + LIF_COBA_INERTIA);
  const shareE = v128.load32_splat(block + LIF_COBA_SHARE_E);
  const shareI = v128.load32_splat(block + LIF_COBA_SHARE_I);
  const pullE = v128.load32_splat(block + LIF_COBA_PULL_E);
  const pullI = v128.load32_splat(block + LIF_COBA_PULL_I);
  const decayE = v128.load32_splat(block + LIF_COBA_DECAY_E);
  const decayI = v128.load32_splat(block + LIF_COBA_DECAY_I);
  const refSteps = v128.load32_splat(block + LIF_COBA_REF_STEPS);
  const heldAbove = v128.load32_splat(block + LIF_COBA_HELD_ABOVE);
  const slot = openSlot(block, begin, step);
  if ((step & 255) == 0) {
    dropTiny(refractoryLeft, begin, end);
    dropTiny(gE, begin, end);
    dropTiny(gI, begin, end);
    dropTiny(delta, begin, end);
  }
  let k = begin;
  for (; k + 16 <= end; k += 16) {
    const o = <usize>k << 2;
    const gE0 = v128.load(gE + o);
    const gI0 = v128.load(gI + o);
    const delta0 = v128.load(delta + o);
    v128.store(gE + o, f32x4.mul(gE0, decayE));
    v128.store(gI + o, f32x4.mul(gI0, decayI));
    v128.store(delta + o, f32x4.splat(0));
    const v0 = v128.load(v + o);
    const next0 = f32x4.add(lifCobaAdvance(v0, gE0, gI0, vInf, inertia, shareE, shareI, pullE, pullI), delta0);
    const fired0 = threshold(v + o, refractoryLeft + o, next0, theta, reset, refSteps, heldAbove);
    const gE1 = v128.load(gE + o, 16);
    const gI1 = v128.load(gI + o, 16);
    const delta1 = v128.load(delta + o, 16);
    v128.store(gE + o, f32x4.mul(gE1, decayE), 16);
    v128.store(gI + o, f32x4.mul(gI1, decayI), 16);
    v128.store(delta + o, f32x4.splat(0), 16);
    const v1 = v128.load(v + o, 16);
    const next1 = f32x4.add(lifCobaAdvance(v1, gE1, gI1, vInf, inertia, shareE, shareI, pullE, pullI), delta1);
    const fired1 = threshold(v + o + 16, refractoryLeft + o + 16, next1, theta, reset, refSteps, heldAbove);
    const gE2 = v128.load(gE + o, 32);
    const gI2 = v128.load(gI + o, 32);
    const delta2 = v128.load(delta + o, 32);
    v128.store(gE + o, f32x4.mul(gE2, decayE), 32);
    v128.store(gI + o, f32x4.mul(gI2, decayI), 32);
    v128.store(delta + o, f32x4.splat(0), 32);
    const v2 = v128.load(v + o, 32);
    const next2 = f32x4.add(lifCobaAdvance(v2, gE2, gI2, vInf, inertia, shareE, shareI, pullE, pullI), delta2);
    const fired2 = threshold(v + o + 32, refractoryLeft + o + 32, next2, theta, reset, refSteps, heldAbove);
    const gE3 = v128.load(gE + o, 48);
    const gI3 = v128.load(gI + o, 48);
    const delta3 = v128.load(delta + o, 48);
    v128.store(gE + o, f32x4.mul(gE3, decayE), 48);
    v128.store(gI + o, f32x4.mul(gI3, decayI), 48);
    v128.store(delta + o, f32x4.splat(0), 48);
    const v3 = v128.load(v + o, 48);
    const next3 = f32x4.add(lifCobaAdvance(v3, gE3, gI3, vInf, inertia, shareE, shareI, pullE, pullI), delta3);
    const fired3 = threshold(v + o + 48, refractoryLeft + o + 48, next3, theta, reset, refSteps, heldAbove);
    const lanes = bitmask16(fired0, fired1, fired2, fired3);
    if (lanes != 0) emitSpikes(block, slot, lanes, k, step);
  }
  for (; k < end; k += 4) {
    const o = <usize>k << 2;
    const gE0 = v128.load(gE + o);
    const gI0 = v128.load(gI + o);
    const delta0 = v128.load(delta + o);
    v128.store(gE + o, f32x4.mul(gE0, decayE));
    v128.store(gI + o, f32x4.mul(gI0, decayI));
    v128.store(delta + o, f32x4.splat(0));
    const v0 = v128.load(v + o);
    const next0 = f32x4.add(lifCobaAdvance(v0, gE0, gI0, vInf, inertia, shareE, shareI, pullE, pullI), delta0);
    const fired0 = threshold(v + o, refractoryLeft + o, next0, theta, reset, refSteps, heldAbove);
    const lanes = i32x4.bitmask(fired0);
    if (lanes != 0) emitSpikes(block, slot, lanes, k, step);
  }
}

/** Leaky integrate-and-fire neuron, exponential conductances; every parameter a column. */
export function lifCobaIntegratePerNeuron(block: usize, begin: u32, end: u32, step: u32): void {
  const v = load<usize>(block + LIF_COBA_V);
  const refractoryLeft = load<usize>(block + LIF_COBA_REFRACTORY_LEFT);
  const gE = load<usize>(block + LIF_COBA_G_E);
  const gI = load<usize>(block + LIF_COBA_G_I);
  const delta = load<usize>(block + LIF_COBA_DELTA);
  const theta = load<usize>(block + LIF_COBA_THETA, 4);
  const reset = load<usize>(block + LIF_COBA_RESET, 4);
  const vInf = load<usize>(block + LIF_COBA_V_INF, 4);
  const inertia = load<usize>(block + LIF_COBA_INERTIA, 4);
  const shareE = load<usize>(block + LIF_COBA_SHARE_E, 4);
  const shareI = load<usize>(block + LIF_COBA_SHARE_I, 4);
  const pullE = load<usize>(block + LIF_COBA_PULL_E, 4);
  const pullI = load<usize>(block + LIF_COBA_PULL_I, 4);
  const decayE = load<usize>(block + LIF_COBA_DECAY_E, 4);
  const decayI = load<usize>(block + LIF_COBA_DECAY_I, 4);
  const refSteps = load<usize>(block + LIF_COBA_REF_STEPS, 4);
  const heldAbove = v128.load32_splat(block + LIF_COBA_HELD_ABOVE);
  const slot = openSlot(block, begin, step);
  if ((step & 255) == 0) {
    dropTiny(refractoryLeft, begin, end);
    dropTiny(gE, begin, end);
    dropTiny(gI, begin, end);
    dropTiny(delta, begin, end);
  }
  let k = begin;
  for (; k + 16 <= end; k += 16) {
    const o = <usize>k << 2;
    const gE0 = v128.load(gE + o);
    const gI0 = v128.load(gI + o);
    const delta0 = v128.load(delta + o);
    v128.store(gE + o, f32x4.mul(gE0, v128.load(decayE + o)));
    v128.store(gI + o, f32x4.mul(gI0, v128.load(decayI + o)));
    v128.store(delta + o, f32x4.splat(0));
    const v0 = v128.load(v + o);
    const next0 = f32x4.add(lifCobaAdvance(v0, gE0, gI0, v128.load(vInf + o), v128.load(inertia + o), v128.load(shareE + o), v128.load(shareI + o), v128.load(pullE + o), v128.load(pullI + o)), delta0);
    const fired0 = threshold(v + o, refractoryLeft + o, next0, v128.load(theta + o), v128.load(reset + o), v128.load(refSteps + o), heldAbove);
    const gE1 = v128.load(gE + o, 16);
    const gI1 = v128.load(gI + o, 16);
    const delta1 = v128.load(delta + o, 16);
    v128.store(gE + o, f32x4.mul(gE1, v128.load(decayE + o, 16)), 16);
    v128.store(gI + o, f32x4.mul(gI1, v128.load(decayI + o, 16)), 16);
    v128.store(delta + o, f32x4.splat(0), 16);
    const v1 = v128.load(v + o, 16);
    const next1 = f32x4.add(lifCobaAdvance(v1, gE1, gI1, v128.load(vInf + o, 16), v128.load(inertia + o, 16), v128.load(shareE + o, 16), v128.load(shareI + o, 16), v128.load(pullE + o, 16), v128.load(pullI + o, 16)), delta1);
    const fired1 = threshold(v + o + 16, refractoryLeft + o + 16, next1, v128.load(theta + o, 16), v128.load(reset + o, 16), v128.load(refSteps + o, 16), heldAbove);
    const gE2 = v128.load(gE + o, 32);
    const gI2 = v128.load(gI + o, 32);
    const delta2 = v128.load(delta + o, 32);
    v128.store(gE + o, f32x4.mul(gE2, v128.load(decayE + o, 32)), 32);
    v128.store(gI + o, f32x4.mul(gI2, v128.load(decayI + o, 32)), 32);
    v128.store(delta + o, f32x4.splat(0), 32);
    const v2 = v128.load(v + o, 32);
    const next2 = f32x4.add(lifCobaAdvance(v2, gE2, gI2, v128.load(vInf + o, 32), v128.load(inertia + o, 32), v128.load(shareE + o, 32), v128.load(shareI + o, 32), v128.load(pullE + o, 32), v128.load(pullI + o, 32)), delta2);
    const fired2 = threshold(v + o + 32, refractoryLeft + o + 32, next2, v128.load(theta + o, 32), v128.load(reset + o, 32), v128.load(refSteps + o, 32), heldAbove);
    const gE3 = v128.load(gE + o, 48);
    const gI3 = v128.load(gI + o, 48);
    const delta3 = v128.load(delta + o, 48);
    v128.store(gE + o, f32x4.mul(gE3, v128.load(decayE + o, 48)), 48);
    v128.store(gI + o, f32x4.mul(gI3, v128.load(decayI + o, 48)), 48);
    v128.store(delta + o, f32x4.splat(0), 48);
    const v3 = v128.load(v + o, 48);
    const next3 = f32x4.add(lifCobaAdvance(v3, gE3, gI3, v128.load(vInf + o, 48), v128.load(inertia + o, 48), v128.load(shareE + o, 48), v128.load(shareI + o, 48), v128.load(pullE + o, 48), v128.load(pullI + o, 48)), delta3);
    const fired3 = threshold(v + o + 48, refractoryLeft + o + 48, next3, v128.load(theta + o, 48), v128.load(reset + o, 48), v128.load(refSteps + o, 48), heldAbove);
    const lanes = bitmask16(fired0, fired1, fired2, fired3);
    if (lanes != 0) emitSpikes(block, slot, lanes, k, step);
  }
  for (; k < end; k += 4) {
    const o = <usize>k << 2;
    const gE0 = v128.load(gE + o);
    const gI0 = v128.load(gI + o);
    const delta0 = v128.load(delta + o);
    v128.store(gE + o, f32x4.mul(gE0, v128.load(decayE + o)));
    v128.store(gI + o, f32x4.mul(gI0, v128.load(decayI + o)));
    v128.store(delta + o, f32x4.splat(0));
    const v0 = v128.load(v + o);
    const next0 = f32x4.add(lifCobaAdvance(v0, gE0, gI0, v128.load(vInf + o), v128.load(inertia + o), v128.load(shareE + o), v128.load(shareI + o), v128.load(pullE + o), v128.load(pullI + o)), delta0);
    const fired0 = threshold(v + o, refractoryLeft + o, next0, v128.load(theta + o), v128.load(reset + o), v128.load(refSteps + o), heldAbove);
    const lanes = i32x4.bitmask(fired0);
    if (lanes != 0) emitSpikes(block, slot, lanes, k, step);
  }
}

/** Leaky integrate-and-fire neuron, exponential conductances; every parameter one number, and held.ts keeps the refractory neurons. */
export function lifCobaIntegrateHold(block: usize, begin: u32, end: u32, step: u32): void {
  const v = load<usize>(block + LIF_COBA_V);
  const refractoryLeft = load<usize>(block + LIF_COBA_REFRACTORY_LEFT);
  const gE = load<usize>(block + LIF_COBA_G_E);
  const gI = load<usize>(block + LIF_COBA_G_I);
  const delta = load<usize>(block + LIF_COBA_DELTA);
  const theta = v128.load32_splat(block + LIF_COBA_THETA);
  const vInf = v128.load32_splat(block + LIF_COBA_V_INF);
  const inertia = v128.load32_splat(block + LIF_COBA_INERTIA);
  const shareE = v128.load32_splat(block + LIF_COBA_SHARE_E);
  const shareI = v128.load32_splat(block + LIF_COBA_SHARE_I);
  const pullE = v128.load32_splat(block + LIF_COBA_PULL_E);
  const pullI = v128.load32_splat(block + LIF_COBA_PULL_I);
  const decayE = v128.load32_splat(block + LIF_COBA_DECAY_E);
  const decayI = v128.load32_splat(block + LIF_COBA_DECAY_I);
  const slot = openSlot(block, begin, step);
  if ((step & 255) == 0) {
    dropTiny(refractoryLeft, begin, end);
    dropTiny(gE, begin, end);
    dropTiny(gI, begin, end);
    dropTiny(delta, begin, end);
  }
  const kicked = load<u32>(block + POPULATION_KICKED);
  if (kicked != 0) {
    let k = begin;
    for (; k + 16 <= end; k += 16) {
      const o = <usize>k << 2;
      const gE0 = v128.load(gE + o);
      const gI0 = v128.load(gI + o);
      const delta0 = v128.load(delta + o);
      v128.store(gE + o, f32x4.mul(gE0, decayE));
      v128.store(gI + o, f32x4.mul(gI0, decayI));
      v128.store(delta + o, f32x4.splat(0));
      const v0 = v128.load(v + o);
      const next0 = f32x4.add(lifCobaAdvance(v0, gE0, gI0, vInf, inertia, shareE, shareI, pullE, pullI), delta0);
      v128.store(v + o, next0);
      const fired0 = f32x4.ge(next0, theta);
      const gE1 = v128.load(gE + o, 16);
      const gI1 = v128.load(gI + o, 16);
      const delta1 = v128.load(delta + o, 16);
      v128.store(gE + o, f32x4.mul(gE1, decayE), 16);
      v128.store(gI + o, f32x4.mul(gI1, decayI), 16);
      v128.store(delta + o, f32x4.splat(0), 16);
      const v1 = v128.load(v + o, 16);
      const next1 = f32x4.add(lifCobaAdvance(v1, gE1, gI1, vInf, inertia, shareE, shareI, pullE, pullI), delta1);
      v128.store(v + o, next1, 16);
      const fired1 = f32x4.ge(next1, theta);
      const gE2 = v128.load(gE + o, 32);
      const gI2 = v128.load(gI + o, 32);
      const delta2 = v128.load(delta + o, 32);
      v128.store(gE + o, f32x4.mul(gE2, decayE), 32);
      v128.store(gI + o, f32x4.mul(gI2, decayI), 32);
      v128.store(delta + o, f32x4.splat(0), 32);
      const v2 = v128.load(v + o, 32);
      const next2 = f32x4.add(lifCobaAdvance(v2, gE2, gI2, vInf, inertia, shareE, shareI, pullE, pullI), delta2);
      v128.store(v + o, next2, 32);
      const fired2 = f32x4.ge(next2, theta);
      const gE3 = v128.load(gE + o, 48);
      const gI3 = v128.load(gI + o, 48);
      const delta3 = v128.load(delta + o, 48);
      v128.store(gE + o, f32x4.mul(gE3, decayE), 48);
      v128.store(gI + o, f32x4.mul(gI3, decayI), 48);
      v128.store(delta + o, f32x4.splat(0), 48);
      const v3 = v128.load(v + o, 48);
      const next3 = f32x4.add(lifCobaAdvance(v3, gE3, gI3, vInf, inertia, shareE, shareI, pullE, pullI), delta3);
      v128.store(v + o, next3, 48);
      const fired3 = f32x4.ge(next3, theta);
      const lanes = bitmask16(fired0, fired1, fired2, fired3);
      if (lanes != 0) emitSpikes(block, slot, free16(lanes, refractoryLeft + o), k, step);
    }
    for (; k < end; k += 4) {
      const o = <usize>k << 2;
      const gE0 = v128.load(gE + o);
      const gI0 = v128.load(gI + o);
      const delta0 = v128.load(delta + o);
      v128.store(gE + o, f32x4.mul(gE0, decayE));
      v128.store(gI + o, f32x4.mul(gI0, decayI));
      v128.store(delta + o, f32x4.splat(0));
      const v0 = v128.load(v + o);
      const next0 = f32x4.add(lifCobaAdvance(v0, gE0, gI0, vInf, inertia, shareE, shareI, pullE, pullI), delta0);
      v128.store(v + o, next0);
      const fired0 = f32x4.ge(next0, theta);
      const lanes = i32x4.bitmask(fired0);
      if (lanes != 0) emitSpikes(block, slot, free4(lanes, refractoryLeft + o), k, step);
    }
    if (kicked == 1) store<u32>(block + POPULATION_KICKED, 0);
  } else {
    let k = begin;
    for (; k + 16 <= end; k += 16) {
      const o = <usize>k << 2;
      const gE0 = v128.load(gE + o);
      const gI0 = v128.load(gI + o);
      v128.store(gE + o, f32x4.mul(gE0, decayE));
      v128.store(gI + o, f32x4.mul(gI0, decayI));
      const v0 = v128.load(v + o);
      const next0 = lifCobaAdvance(v0, gE0, gI0, vInf, inertia, shareE, shareI, pullE, pullI);
      v128.store(v + o, next0);
      const fired0 = f32x4.ge(next0, theta);
      const gE1 = v128.load(gE + o, 16);
      const gI1 = v128.load(gI + o, 16);
      v128.store(gE + o, f32x4.mul(gE1, decayE), 16);
      v128.store(gI + o, f32x4.mul(gI1, decayI), 16);
      const v1 = v128.load(v + o, 16);
      const next1 = lifCobaAdvance(v1, gE1, gI1, vInf, inertia, shareE, shareI, pullE, pullI);
      v128.store(v + o, next1, 16);
      const fired1 = f32x4.ge(next1, theta);
      const gE2 = v128.load(gE + o, 32);
      const gI2 = v128.load(gI + o, 32);
      v128.store(gE + o, f32x4.mul(gE2, decayE), 32);
      v128.store(gI + o, f32x4.mul(gI2, decayI), 32);
      const v2 = v128.load(v + o, 32);
      const next2 = lifCobaAdvance(v2, gE2, gI2, vInf, inertia, shareE, shareI, pullE, pullI);
      v128.store(v + o, next2, 32);
      const fired2 = f32x4.ge(next2, theta);
      const gE3 = v128.load(gE + o, 48);
      const gI3 = v128.load(gI + o, 48);
      v128.store(gE + o, f32x4.mul(gE3, decayE), 48);
      v128.store(gI + o, f32x4.mul(gI3, decayI), 48);
      const v3 = v128.load(v + o, 48);
      const next3 = lifCobaAdvance(v3, gE3, gI3, vInf, inertia, shareE, shareI, pullE, pullI);
      v128.store(v + o, next3, 48);
      const fired3 = f32x4.ge(next3, theta);
      const lanes = bitmask16(fired0, fired1, fired2, fired3);
      if (lanes != 0) emitSpikes(block, slot, free16(lanes, refractoryLeft + o), k, step);
    }
    for (; k < end; k += 4) {
      const o = <usize>k << 2;
      const gE0 = v128.load(gE + o);
      const gI0 = v128.load(gI + o);
      v128.store(gE + o, f32x4.mul(gE0, decayE));
      v128.store(gI + o, f32x4.mul(gI0, decayI));
      const v0 = v128.load(v + o);
      const next0 = lifCobaAdvance(v0, gE0, gI0, vInf, inertia, shareE, shareI, pullE, pullI);
      v128.store(v + o, next0);
      const fired0 = f32x4.ge(next0, theta);
      const lanes = i32x4.bitmask(fired0);
      if (lanes != 0) emitSpikes(block, slot, free4(lanes, refractoryLeft + o), k, step);
    }
  }
  holdSpiking(block, slot, v, refractoryLeft, load<f32>(block + LIF_COBA_RESET), load<f32>(block + LIF_COBA_REF_STEPS));
}

/** Leaky integrate-and-fire neuron, delta synapses; every parameter one number. */
export function lifDeltaIntegrateUniform(block: usize, begin: u32, end: u32, step: u32): void {
  const v = load<usize>(block + LIF_DELTA_V);
  const refractoryLeft = load<usize>(block + LIF_DELTA_REFRACTORY_LEFT);
  const delta = load<usize>(block + LIF_DELTA_DELTA);
  const theta = v128.load32_splat(block + LIF_DELTA_THETA);
  const reset = v128.load32_splat(block + LIF_DELTA_RESET);
  const vInf = v128.load32_splat(block + LIF_DELTA_V_INF);
  const leak = v128.load32_splat(block + LIF_DELTA_LEAK);
  const refSteps = v128.load32_splat(block + LIF_DELTA_REF_STEPS);
  const heldAbove = v128.load32_splat(block + LIF_DELTA_HELD_ABOVE);
  const slot = openSlot(block, begin, step);
  if ((step & 255) == 0) {
    dropTiny(refractoryLeft, begin, end);
    dropTiny(delta, begin, end);
  }
  let k = begin;
  for (; k + 16 <= end; k += 16) {
    const o = <usize>k << 2;
    const delta0 = v128.load(delta + o);
    v128.store(delta + o, f32x4.splat(0));
    const v0 = v128.load(v + o);
    const next0 = f32x4.add(lifDeltaAdvance(v0, vInf, leak), delta0);
    const fired0 = threshold(v + o, refractoryLeft + o, next0, theta, reset, refSteps, heldAbove);
    const delta1 = v128.load(delta + o, 16);
    v128.store(delta + o, f32x4.splat(0), 16);
    const v1 = v128.load(v + o, 16);
    const next1 = f32x4.add(lifDeltaAdvance(v1, vInf, leak), delta1);
    const fired1 = threshold(v + o + 16, refractoryLeft + o + 16, next1, theta, reset, refSteps, heldAbove);
    const delta2 = v128.load(delta + o, 32);
    v128.store(delta + o, f32x4.splat(0), 32);
    const v2 = v128.load(v + o, 32);
    const next2 = f32x4.add(lifDeltaAdvance(v2, vInf, leak), delta2);
    const fired2 = threshold(v + o + 32, refractoryLeft + o + 32, next2, theta, reset, refSteps, heldAbove);
    const delta3 = v128.load(delta + o, 48);
    v128.store(delta + o, f32x4.splat(0), 48);
    const v3 = v128.load(v + o, 48);
    const next3 = f32x4.add(lifDeltaAdvance(v3, vInf, leak), delta3);
    const fired3 = threshold(v + o + 48, refractoryLeft + o + 48, next3, theta, reset, refSteps, heldAbove);
    const lanes = bitmask16(fired0, fired1, fired2, fired3);
    if (lanes != 0) emitSpikes(block, slot, lanes, k, step);
  }
  for (; k < end; k += 4) {
    const o = <usize>k << 2;
    const delta0 = v128.load(delta + o);
    v128.store(delta + o, f32x4.splat(0));
    const v0 = v128.load(v + o);
    const next0 = f32x4.add(lifDeltaAdvance(v0, vInf, leak), delta0);
    const fired0 = threshold(v + o, refractoryLeft + o, next0, theta, reset, refSteps, heldAbove);
    const lanes = i32x4.bitmask(fired0);
    if (lanes != 0) emitSpikes(block, slot, lanes, k, step);
  }
}

/** Leaky integrate-and-fire neuron, delta synapses; every parameter a column. */
export function lifDeltaIntegratePerNeuron(block: usize, begin: u32, end: u32, step: u32): void {
  const v = load<usize>(block + LIF_DELTA_V);
  const refractoryLeft = load<usize>(block + LIF_DELTA_REFRACTORY_LEFT);
  const delta = load<usize>(block + LIF_DELTA_DELTA);
  const theta = load<usize>(block + LIF_DELTA_THETA, 4);
  const reset = load<usize>(block + LIF_DELTA_RESET, 4);
  const vInf = load<usize>(block + LIF_DELTA_V_INF, 4);
  const leak = load<usize>(block + LIF_DELTA_LEAK, 4);
  const refSteps = load<usize>(block + LIF_DELTA_REF_STEPS, 4);
  const heldAbove = v128.load32_splat(block + LIF_DELTA_HELD_ABOVE);
  const slot = openSlot(block, begin, step);
  if ((step & 255) == 0) {
    dropTiny(refractoryLeft, begin, end);
    dropTiny(delta, begin, end);
  }
  let k = begin;
  for (; k + 16 <= end; k += 16) {
    const o = <usize>k << 2;
    const delta0 = v128.load(delta + o);
    v128.store(delta + o, f32x4.splat(0));
    const v0 = v128.load(v + o);
    const next0 = f32x4.add(lifDeltaAdvance(v0, v128.load(vInf + o), v128.load(leak + o)), delta0);
    const fired0 = threshold(v + o, refractoryLeft + o, next0, v128.load(theta + o), v128.load(reset + o), v128.load(refSteps + o), heldAbove);
    const delta1 = v128.load(delta + o, 16);
    v128.store(delta + o, f32x4.splat(0), 16);
    const v1 = v128.load(v + o, 16);
    const next1 = f32x4.add(lifDeltaAdvance(v1, v128.load(vInf + o, 16), v128.load(leak + o, 16)), delta1);
    const fired1 = threshold(v + o + 16, refractoryLeft + o + 16, next1, v128.load(theta + o, 16), v128.load(reset + o, 16), v128.load(refSteps + o, 16), heldAbove);
    const delta2 = v128.load(delta + o, 32);
    v128.store(delta + o, f32x4.splat(0), 32);
    const v2 = v128.load(v + o, 32);
    const next2 = f32x4.add(lifDeltaAdvance(v2, v128.load(vInf + o, 32), v128.load(leak + o, 32)), delta2);
    const fired2 = threshold(v + o + 32, refractoryLeft + o + 32, next2, v128.load(theta + o, 32), v128.load(reset + o, 32), v128.load(refSteps + o, 32), heldAbove);
    const delta3 = v128.load(delta + o, 48);
    v128.store(delta + o, f32x4.splat(0), 48);
    const v3 = v128.load(v + o, 48);
    const next3 = f32x4.add(lifDeltaAdvance(v3, v128.load(vInf + o, 48), v128.load(leak + o, 48)), delta3);
    const fired3 = threshold(v + o + 48, refractoryLeft + o + 48, next3, v128.load(theta + o, 48), v128.load(reset + o, 48), v128.load(refSteps + o, 48), heldAbove);
    const lanes = bitmask16(fired0, fired1, fired2, fired3);
    if (lanes != 0) emitSpikes(block, slot, lanes, k, step);
  }
  for (; k < end; k += 4) {
    const o = <usize>k << 2;
    const delta0 = v128.load(delta + o);
    v128.store(delta + o, f32x4.splat(0));
    const v0 = v128.load(v + o);
    const next0 = f32x4.add(lifDeltaAdvance(v0, v128.load(vInf + o), v128.load(leak + o)), delta0);
    const fired0 = threshold(v + o, refractoryLeft + o, next0, v128.load(theta + o), v128.load(reset + o), v128.load(refSteps + o), heldAbove);
    const lanes = i32x4.bitmask(fired0);
    if (lanes != 0) emitSpikes(block, slot, lanes, k, step);
  }
}

/** Leaky integrate-and-fire neuron, delta synapses; every parameter one number, and held.ts keeps the refractory neurons. */
export function lifDeltaIntegrateHold(block: usize, begin: u32, end: u32, step: u32): void {
  const v = load<usize>(block + LIF_DELTA_V);
  const refractoryLeft = load<usize>(block + LIF_DELTA_REFRACTORY_LEFT);
  const delta = load<usize>(block + LIF_DELTA_DELTA);
  const theta = v128.load32_splat(block + LIF_DELTA_THETA);
  const vInf = v128.load32_splat(block + LIF_DELTA_V_INF);
  const leak = v128.load32_splat(block + LIF_DELTA_LEAK);
  const slot = openSlot(block, begin, step);
  if ((step & 255) == 0) {
    dropTiny(refractoryLeft, begin, end);
    dropTiny(delta, begin, end);
  }
  const kicked = load<u32>(block + POPULATION_KICKED);
  if (kicked != 0) {
    let k = begin;
    for (; k + 16 <= end; k += 16) {
      const o = <usize>k << 2;
      const delta0 = v128.load(delta + o);
      v128.store(delta + o, f32x4.splat(0));
      const v0 = v128.load(v + o);
      const next0 = f32x4.add(lifDeltaAdvance(v0, vInf, leak), delta0);
      v128.store(v + o, next0);
      const fired0 = f32x4.ge(next0, theta);
      const delta1 = v128.load(delta + o, 16);
      v128.store(delta + o, f32x4.splat(0), 16);
      const v1 = v128.load(v + o, 16);
      const next1 = f32x4.add(lifDeltaAdvance(v1, vInf, leak), delta1);
      v128.store(v + o, next1, 16);
      const fired1 = f32x4.ge(next1, theta);
      const delta2 = v128.load(delta + o, 32);
      v128.store(delta + o, f32x4.splat(0), 32);
      const v2 = v128.load(v + o, 32);
      const next2 = f32x4.add(lifDeltaAdvance(v2, vInf, leak), delta2);
      v128.store(v + o, next2, 32);
      const fired2 = f32x4.ge(next2, theta);
      const delta3 = v128.load(delta + o, 48);
      v128.store(delta + o, f32x4.splat(0), 48);
      const v3 = v128.load(v + o, 48);
      const next3 = f32x4.add(lifDeltaAdvance(v3, vInf, leak), delta3);
      v128.store(v + o, next3, 48);
      const fired3 = f32x4.ge(next3, theta);
      const lanes = bitmask16(fired0, fired1, fired2, fired3);
      if (lanes != 0) emitSpikes(block, slot, free16(lanes, refractoryLeft + o), k, step);
    }
    for (; k < end; k += 4) {
      const o = <usize>k << 2;
      const delta0 = v128.load(delta + o);
      v128.store(delta + o, f32x4.splat(0));
      const v0 = v128.load(v + o);
      const next0 = f32x4.add(lifDeltaAdvance(v0, vInf, leak), delta0);
      v128.store(v + o, next0);
      const fired0 = f32x4.ge(next0, theta);
      const lanes = i32x4.bitmask(fired0);
      if (lanes != 0) emitSpikes(block, slot, free4(lanes, refractoryLeft + o), k, step);
    }
    if (kicked == 1) store<u32>(block + POPULATION_KICKED, 0);
  } else {
    let k = begin;
    for (; k + 16 <= end; k += 16) {
      const o = <usize>k << 2;
      const v0 = v128.load(v + o);
      const next0 = lifDeltaAdvance(v0, vInf, leak);
      v128.store(v + o, next0);
      const fired0 = f32x4.ge(next0, theta);
      const v1 = v128.load(v + o, 16);
      const next1 = lifDeltaAdvance(v1, vInf, leak);
      v128.store(v + o, next1, 16);
      const fired1 = f32x4.ge(next1, theta);
      const v2 = v128.load(v + o, 32);
      const next2 = lifDeltaAdvance(v2, vInf, leak);
      v128.store(v + o, next2, 32);
      const fired2 = f32x4.ge(next2, theta);
      const v3 = v128.load(v + o, 48);
      const next3 = lifDeltaAdvance(v3, vInf, leak);
      v128.store(v + o, next3, 48);
      const fired3 = f32x4.ge(next3, theta);
      const lanes = bitmask16(fired0, fired1, fired2, fired3);
      if (lanes != 0) emitSpikes(block, slot, free16(lanes, refractoryLeft + o), k, step);
    }
    for (; k < end; k += 4) {
      const o = <usize>k << 2;
      const v0 = v128.load(v + o);
      const next0 = lifDeltaAdvance(v0, vInf, leak);
      v128.store(v + o, next0);
      const fired0 = f32x4.ge(next0, theta);
      const lanes = i32x4.bitmask(fired0);
      if (lanes != 0) emitSpikes(block, slot, free4(lanes, refractoryLeft + o), k, step);
    }
  }
  holdSpiking(block, slot, v, refractoryLeft, load<f32>(block + LIF_DELTA_RESET), load<f32>(block + LIF_DELTA_REF_STEPS));
}

/** Leaky integrate-and-fire neuron, one-step map; every parameter one number. */
export function lifDiscreteIntegrateUniform(block: usize, begin: u32, end: u32, step: u32): void {
  const v = load<usize>(block + LIF_DISCRETE_V);
  const refractoryLeft = load<usize>(block + LIF_DISCRETE_REFRACTORY_LEFT);
  const i = load<usize>(block + LIF_DISCRETE_I);
  const delta = load<usize>(block + LIF_DISCRETE_DELTA);
  const vTh = v128.load32_splat(block + LIF_DISCRETE_V_TH);
  const vReset = v128.load32_splat(block + LIF_DISCRETE_V_RESET);
  const bias = v128.load32_splat(block + LIF_DISCRETE_BIAS);
  const leak = v128.load32_splat(block + LIF_DISCRETE_LEAK);
  const synDecay = v128.load32_splat(block + LIF_DISCRETE_SYN_DECAY);
  const refSteps = v128.load32_splat(block + LIF_DISCRETE_REF_STEPS);
  const hold = v128.load32_splat(block + LIF_DISCRETE_HOLD);
  const slot = openSlot(block, begin, step);
  if ((step & 255) == 0) {
    dropTiny(v, begin, end);
    dropTiny(refractoryLeft, begin, end);
    dropTiny(i, begin, end);
    dropTiny(delta, begin, end);
  }
  let k = begin;
  for (; k + 16 <= end; k += 16) {
    const o = <usize>k << 2;
    const fired0 = lifDiscreteStep(v + o, refractoryLeft + o, i + o, delta + o, vTh, vReset, bias, leak, synDecay, refSteps, hold);
    const fired1 = lifDiscreteStep(v + o + 16, refractoryLeft + o + 16, i + o + 16, delta + o + 16, vTh, vReset, bias, leak, synDecay, refSteps, hold);
    const fired2 = lifDiscreteStep(v + o + 32, refractoryLeft + o + 32, i + o + 32, delta + o + 32, vTh, vReset, bias, leak, synDecay, refSteps, hold);
    const fired3 = lifDiscreteStep(v + o + 48, refractoryLeft + o + 48, i + o + 48, delta + o + 48, vTh, vReset, bias, leak, synDecay, refSteps, hold);
    const lanes = bitmask16(fired0, fired1, fired2, fired3);
    if (lanes != 0) emitSpikes(block, slot, lanes, k, step);
  }
  for (; k < end; k += 4) {
    const o = <usize>k << 2;
    const fired0 = lifDiscreteStep(v + o, refractoryLeft + o, i + o, delta + o, vTh, vReset, bias, leak, synDecay, refSteps, hold);
    const lanes = i32x4.bitmask(fired0);
    if (lanes != 0) emitSpikes(block, slot, lanes, k, step);
  }
}

/** Leaky integrate-and-fire neuron, one-step map; every parameter a column. */
export function lifDiscreteIntegratePerNeuron(block: usize, begin: u32, end: u32, step: u32): void {
  const v = load<usize>(block + LIF_DISCRETE_V);
  const refractoryLeft = load<usize>(block + LIF_DISCRETE_REFRACTORY_LEFT);
  const i = load<usize>(block + LIF_DISCRETE_I);
  const delta = load<usize>(block + LIF_DISCRETE_DELTA);
  const vTh = load<usize>(block + LIF_DISCRETE_V_TH, 4);
  const vReset = load<usize>(block + LIF_DISCRETE_V_RESET, 4);
  const bias = load<usize>(block + LIF_DISCRETE_BIAS, 4);
  const leak = load<usize>(block + LIF_DISCRETE_LEAK, 4);
  const synDecay = load<usize>(block + LIF_DISCRETE_SYN_DECAY, 4);
  const refSteps = load<usize>(block + LIF_DISCRETE_REF_STEPS, 4);
  const hold = v128.load32_splat(block + LIF_DISCRETE_HOLD);
  const slot = openSlot(block, begin, step);
  if ((step & 255) == 0) {
    dropTiny(v, begin, end);
    dropTiny(refractoryLeft, begin, end);
    dropTiny(i, begin, end);
    dropTiny(delta, begin, end);
  }
  let k = begin;
  for (; k + 16 <= end; k += 16) {
    const o = <usize>k << 2;
    const fired0 = lifDiscreteStep(v + o, refractoryLeft + o, i + o, delta + o, v128.load(vTh + o), v128.load(vReset + o), v128.load(bias + o), v128.load(leak + o), v128.load(synDecay + o), v128.load(refSteps + o), hold);
    const fired1 = lifDiscreteStep(v + o + 16, refractoryLeft + o + 16, i + o + 16, delta + o + 16, v128.load(vTh + o, 16), v128.load(vReset + o, 16), v128.load(bias + o, 16), v128.load(leak + o, 16), v128.load(synDecay + o, 16), v128.load(refSteps + o, 16), hold);
    const fired2 = lifDiscreteStep(v + o + 32, refractoryLeft + o + 32, i + o + 32, delta + o + 32, v128.load(vTh + o, 32), v128.load(vReset + o, 32), v128.load(bias + o, 32), v128.load(leak + o, 32), v128.load(synDecay + o, 32), v128.load(refSteps + o, 32), hold);
    const fired3 = lifDiscreteStep(v + o + 48, refractoryLeft + o + 48, i + o + 48, delta + o + 48, v128.load(vTh + o, 48), v128.load(vReset + o, 48), v128.load(bias + o, 48), v128.load(leak + o, 48), v128.load(synDecay + o, 48), v128.load(refSteps + o, 48), hold);
    const lanes = bitmask16(fired0, fired1, fired2, fired3);
    if (lanes != 0) emitSpikes(block, slot, lanes, k, step);
  }
  for (; k < end; k += 4) {
    const o = <usize>k << 2;
    const fired0 = lifDiscreteStep(v + o, refractoryLeft + o, i + o, delta + o, v128.load(vTh + o), v128.load(vReset + o), v128.load(bias + o), v128.load(leak + o), v128.load(synDecay + o), v128.load(refSteps + o), hold);
    const lanes = i32x4.bitmask(fired0);
    if (lanes != 0) emitSpikes(block, slot, lanes, k, step);
  }
}
