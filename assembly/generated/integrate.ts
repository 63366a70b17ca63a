// Made by `npm run codegen`; edit models/, src/models or src/engine/frames.ts instead.

import { dropTiny, dropTinyWide } from "../simd";
import { emitSpikes, openSlot } from "../spikes";
import { free4, free16, holdSpiking } from "../integrate/held";
import { threshold } from "../integrate/threshold";
import { POPULATION_KICKED } from "../generated/layout";
import { alifAdvance, alifThreshold, alifSpike } from "../../models/alif/kernel";
import { izhikevichStep } from "../../models/izhikevich/kernel";
import { izhikevichDimensionalStep } from "../../models/izhikevichDimensional/kernel";
import { lifAdvance } from "../../models/lif/kernel";
import { lifBiexpStep } from "../../models/lifBiexp/kernel";
import { lifCobaAdvance } from "../../models/lifCoba/kernel";
import { lifDeltaAdvance } from "../../models/lifDelta/kernel";
import { lifDiscreteStep } from "../../models/lifDiscrete/kernel";

/** Leaky integrate-and-fire neuron, adaptive threshold; every parameter one number. */
export function alifIntegrateUniform(block: usize, begin: u32, end: u32, step: u32): void {
  const v_ = load<usize>(block, 144);
  const refractoryLeft_ = load<usize>(block, 148);
  const a_ = load<usize>(block, 152);
  const iE_ = load<usize>(block, 156);
  const iI_ = load<usize>(block, 160);
  const delta_ = load<usize>(block, 164);
  const vInf_ = v128.load32_splat(block, 48);
  const leak_ = v128.load32_splat(block, 56);
  const gainE_ = v128.load32_splat(block, 64);
  const gainI_ = v128.load32_splat(block, 72);
  const fadeA_ = v128.load32_splat(block, 80);
  const theta_ = v128.load32_splat(block, 88);
  const jump_ = v128.load32_splat(block, 96);
  const decayE_ = v128.load32_splat(block, 104);
  const decayI_ = v128.load32_splat(block, 112);
  const reset_ = v128.load32_splat(block, 120);
  const refSteps_ = v128.load32_splat(block, 128);
  const heldAbove_ = v128.load32_splat(block, 136);
  const slot = openSlot(block, begin, step);
  const before = <usize>load<u32>(slot) << 2;
  if ((step & 255) == 0) {
    dropTiny(refractoryLeft_, begin, end);
    dropTiny(a_, begin, end);
    dropTiny(iE_, begin, end);
    dropTiny(iI_, begin, end);
    dropTiny(delta_, begin, end);
  }
  let k = begin;
  for (; k < end; k += 4) {
    const o = <usize>k << 2;
    const iENow = v128.load(iE_ + o);
    const iINow = v128.load(iI_ + o);
    const deltaNow = v128.load(delta_ + o);
    v128.store(iE_ + o, f32x4.mul(iENow, decayE_));
    v128.store(iI_ + o, f32x4.mul(iINow, decayI_));
    v128.store(delta_ + o, f32x4.splat(0));
    const vNow = v128.load(v_ + o);
    const next = f32x4.add(alifAdvance(vNow, iENow, iINow, a_ + o, vInf_, leak_, gainE_, gainI_, fadeA_), deltaNow);
    const fired = threshold(v_ + o, refractoryLeft_ + o, next, alifThreshold(a_ + o, theta_), reset_, refSteps_, heldAbove_);
    const lanes = i32x4.bitmask(fired);
    if (lanes != 0) emitSpikes(block, slot, lanes, k, step);
  }
  const spikesEnd = slot + 16 + (<usize>load<u32>(slot) << 2);
  for (let at = slot + 16 + before; at < spikesEnd; at += 4) {
    const o = <usize>load<u32>(at) << 2;
    alifSpike(a_ + o, load<f32>(block, 96));
  }
}

/** Leaky integrate-and-fire neuron, adaptive threshold; every parameter a column. */
export function alifIntegratePerNeuron(block: usize, begin: u32, end: u32, step: u32): void {
  const v_ = load<usize>(block, 144);
  const refractoryLeft_ = load<usize>(block, 148);
  const a_ = load<usize>(block, 152);
  const iE_ = load<usize>(block, 156);
  const iI_ = load<usize>(block, 160);
  const delta_ = load<usize>(block, 164);
  const vInf_ = load<usize>(block, 52);
  const leak_ = load<usize>(block, 60);
  const gainE_ = load<usize>(block, 68);
  const gainI_ = load<usize>(block, 76);
  const fadeA_ = load<usize>(block, 84);
  const theta_ = load<usize>(block, 92);
  const jump_ = load<usize>(block, 100);
  const decayE_ = load<usize>(block, 108);
  const decayI_ = load<usize>(block, 116);
  const reset_ = load<usize>(block, 124);
  const refSteps_ = load<usize>(block, 132);
  const heldAbove_ = v128.load32_splat(block, 136);
  const slot = openSlot(block, begin, step);
  const before = <usize>load<u32>(slot) << 2;
  if ((step & 255) == 0) {
    dropTiny(refractoryLeft_, begin, end);
    dropTiny(a_, begin, end);
    dropTiny(iE_, begin, end);
    dropTiny(iI_, begin, end);
    dropTiny(delta_, begin, end);
  }
  let k = begin;
  for (; k + 16 <= end; k += 16) {
    const o = <usize>k << 2;
    let lanes: u32 = 0;
    {
      const iENow = v128.load(iE_ + o);
      const iINow = v128.load(iI_ + o);
      const deltaNow = v128.load(delta_ + o);
      v128.store(iE_ + o, f32x4.mul(iENow, v128.load(decayE_ + o)));
      v128.store(iI_ + o, f32x4.mul(iINow, v128.load(decayI_ + o)));
      v128.store(delta_ + o, f32x4.splat(0));
      const vNow = v128.load(v_ + o);
      const next = f32x4.add(alifAdvance(vNow, iENow, iINow, a_ + o, v128.load(vInf_ + o), v128.load(leak_ + o), v128.load(gainE_ + o), v128.load(gainI_ + o), v128.load(fadeA_ + o)), deltaNow);
      const fired = threshold(v_ + o, refractoryLeft_ + o, next, alifThreshold(a_ + o, v128.load(theta_ + o)), v128.load(reset_ + o), v128.load(refSteps_ + o), heldAbove_);
      lanes |= i32x4.bitmask(fired);
    }
    {
      const iENow = v128.load(iE_ + o, 16);
      const iINow = v128.load(iI_ + o, 16);
      const deltaNow = v128.load(delta_ + o, 16);
      v128.store(iE_ + o, f32x4.mul(iENow, v128.load(decayE_ + o, 16)), 16);
      v128.store(iI_ + o, f32x4.mul(iINow, v128.load(decayI_ + o, 16)), 16);
      v128.store(delta_ + o, f32x4.splat(0), 16);
      const vNow = v128.load(v_ + o, 16);
      const next = f32x4.add(alifAdvance(vNow, iENow, iINow, a_ + o + 16, v128.load(vInf_ + o, 16), v128.load(leak_ + o, 16), v128.load(gainE_ + o, 16), v128.load(gainI_ + o, 16), v128.load(fadeA_ + o, 16)), deltaNow);
      const fired = threshold(v_ + o + 16, refractoryLeft_ + o + 16, next, alifThreshold(a_ + o + 16, v128.load(theta_ + o, 16)), v128.load(reset_ + o, 16), v128.load(refSteps_ + o, 16), heldAbove_);
      lanes |= i32x4.bitmask(fired) << 4;
    }
    {
      const iENow = v128.load(iE_ + o, 32);
      const iINow = v128.load(iI_ + o, 32);
      const deltaNow = v128.load(delta_ + o, 32);
      v128.store(iE_ + o, f32x4.mul(iENow, v128.load(decayE_ + o, 32)), 32);
      v128.store(iI_ + o, f32x4.mul(iINow, v128.load(decayI_ + o, 32)), 32);
      v128.store(delta_ + o, f32x4.splat(0), 32);
      const vNow = v128.load(v_ + o, 32);
      const next = f32x4.add(alifAdvance(vNow, iENow, iINow, a_ + o + 32, v128.load(vInf_ + o, 32), v128.load(leak_ + o, 32), v128.load(gainE_ + o, 32), v128.load(gainI_ + o, 32), v128.load(fadeA_ + o, 32)), deltaNow);
      const fired = threshold(v_ + o + 32, refractoryLeft_ + o + 32, next, alifThreshold(a_ + o + 32, v128.load(theta_ + o, 32)), v128.load(reset_ + o, 32), v128.load(refSteps_ + o, 32), heldAbove_);
      lanes |= i32x4.bitmask(fired) << 8;
    }
    {
      const iENow = v128.load(iE_ + o, 48);
      const iINow = v128.load(iI_ + o, 48);
      const deltaNow = v128.load(delta_ + o, 48);
      v128.store(iE_ + o, f32x4.mul(iENow, v128.load(decayE_ + o, 48)), 48);
      v128.store(iI_ + o, f32x4.mul(iINow, v128.load(decayI_ + o, 48)), 48);
      v128.store(delta_ + o, f32x4.splat(0), 48);
      const vNow = v128.load(v_ + o, 48);
      const next = f32x4.add(alifAdvance(vNow, iENow, iINow, a_ + o + 48, v128.load(vInf_ + o, 48), v128.load(leak_ + o, 48), v128.load(gainE_ + o, 48), v128.load(gainI_ + o, 48), v128.load(fadeA_ + o, 48)), deltaNow);
      const fired = threshold(v_ + o + 48, refractoryLeft_ + o + 48, next, alifThreshold(a_ + o + 48, v128.load(theta_ + o, 48)), v128.load(reset_ + o, 48), v128.load(refSteps_ + o, 48), heldAbove_);
      lanes |= i32x4.bitmask(fired) << 12;
    }
    if (lanes != 0) emitSpikes(block, slot, lanes, k, step);
  }
  for (; k < end; k += 4) {
    const o = <usize>k << 2;
    const iENow = v128.load(iE_ + o);
    const iINow = v128.load(iI_ + o);
    const deltaNow = v128.load(delta_ + o);
    v128.store(iE_ + o, f32x4.mul(iENow, v128.load(decayE_ + o)));
    v128.store(iI_ + o, f32x4.mul(iINow, v128.load(decayI_ + o)));
    v128.store(delta_ + o, f32x4.splat(0));
    const vNow = v128.load(v_ + o);
    const next = f32x4.add(alifAdvance(vNow, iENow, iINow, a_ + o, v128.load(vInf_ + o), v128.load(leak_ + o), v128.load(gainE_ + o), v128.load(gainI_ + o), v128.load(fadeA_ + o)), deltaNow);
    const fired = threshold(v_ + o, refractoryLeft_ + o, next, alifThreshold(a_ + o, v128.load(theta_ + o)), v128.load(reset_ + o), v128.load(refSteps_ + o), heldAbove_);
    const lanes = i32x4.bitmask(fired);
    if (lanes != 0) emitSpikes(block, slot, lanes, k, step);
  }
  const spikesEnd = slot + 16 + (<usize>load<u32>(slot) << 2);
  for (let at = slot + 16 + before; at < spikesEnd; at += 4) {
    const o = <usize>load<u32>(at) << 2;
    alifSpike(a_ + o, load<f32>(load<usize>(block, 100) + o));
  }
}

/** Leaky integrate-and-fire neuron, adaptive threshold; every parameter one number, and held.ts keeps the refractory neurons. */
export function alifIntegrateHold(block: usize, begin: u32, end: u32, step: u32): void {
  const v_ = load<usize>(block, 144);
  const refractoryLeft_ = load<usize>(block, 148);
  const a_ = load<usize>(block, 152);
  const iE_ = load<usize>(block, 156);
  const iI_ = load<usize>(block, 160);
  const delta_ = load<usize>(block, 164);
  const vInf_ = v128.load32_splat(block, 48);
  const leak_ = v128.load32_splat(block, 56);
  const gainE_ = v128.load32_splat(block, 64);
  const gainI_ = v128.load32_splat(block, 72);
  const fadeA_ = v128.load32_splat(block, 80);
  const theta_ = v128.load32_splat(block, 88);
  const jump_ = v128.load32_splat(block, 96);
  const decayE_ = v128.load32_splat(block, 104);
  const decayI_ = v128.load32_splat(block, 112);
  const slot = openSlot(block, begin, step);
  const before = <usize>load<u32>(slot) << 2;
  if ((step & 255) == 0) {
    dropTiny(refractoryLeft_, begin, end);
    dropTiny(a_, begin, end);
    dropTiny(iE_, begin, end);
    dropTiny(iI_, begin, end);
    dropTiny(delta_, begin, end);
  }
  const kicked = load<u32>(block + POPULATION_KICKED);
  if (kicked != 0) {
    let k = begin;
    for (; k + 16 <= end; k += 16) {
      const o = <usize>k << 2;
      let lanes: u32 = 0;
      {
        const iENow = v128.load(iE_ + o);
        const iINow = v128.load(iI_ + o);
        const deltaNow = v128.load(delta_ + o);
        v128.store(iE_ + o, f32x4.mul(iENow, decayE_));
        v128.store(iI_ + o, f32x4.mul(iINow, decayI_));
        v128.store(delta_ + o, f32x4.splat(0));
        const vNow = v128.load(v_ + o);
        const next = f32x4.add(alifAdvance(vNow, iENow, iINow, a_ + o, vInf_, leak_, gainE_, gainI_, fadeA_), deltaNow);
        v128.store(v_ + o, next);
        const fired = f32x4.ge(next, alifThreshold(a_ + o, theta_));
        lanes |= i32x4.bitmask(fired);
      }
      {
        const iENow = v128.load(iE_ + o, 16);
        const iINow = v128.load(iI_ + o, 16);
        const deltaNow = v128.load(delta_ + o, 16);
        v128.store(iE_ + o, f32x4.mul(iENow, decayE_), 16);
        v128.store(iI_ + o, f32x4.mul(iINow, decayI_), 16);
        v128.store(delta_ + o, f32x4.splat(0), 16);
        const vNow = v128.load(v_ + o, 16);
        const next = f32x4.add(alifAdvance(vNow, iENow, iINow, a_ + o + 16, vInf_, leak_, gainE_, gainI_, fadeA_), deltaNow);
        v128.store(v_ + o, next, 16);
        const fired = f32x4.ge(next, alifThreshold(a_ + o + 16, theta_));
        lanes |= i32x4.bitmask(fired) << 4;
      }
      {
        const iENow = v128.load(iE_ + o, 32);
        const iINow = v128.load(iI_ + o, 32);
        const deltaNow = v128.load(delta_ + o, 32);
        v128.store(iE_ + o, f32x4.mul(iENow, decayE_), 32);
        v128.store(iI_ + o, f32x4.mul(iINow, decayI_), 32);
        v128.store(delta_ + o, f32x4.splat(0), 32);
        const vNow = v128.load(v_ + o, 32);
        const next = f32x4.add(alifAdvance(vNow, iENow, iINow, a_ + o + 32, vInf_, leak_, gainE_, gainI_, fadeA_), deltaNow);
        v128.store(v_ + o, next, 32);
        const fired = f32x4.ge(next, alifThreshold(a_ + o + 32, theta_));
        lanes |= i32x4.bitmask(fired) << 8;
      }
      {
        const iENow = v128.load(iE_ + o, 48);
        const iINow = v128.load(iI_ + o, 48);
        const deltaNow = v128.load(delta_ + o, 48);
        v128.store(iE_ + o, f32x4.mul(iENow, decayE_), 48);
        v128.store(iI_ + o, f32x4.mul(iINow, decayI_), 48);
        v128.store(delta_ + o, f32x4.splat(0), 48);
        const vNow = v128.load(v_ + o, 48);
        const next = f32x4.add(alifAdvance(vNow, iENow, iINow, a_ + o + 48, vInf_, leak_, gainE_, gainI_, fadeA_), deltaNow);
        v128.store(v_ + o, next, 48);
        const fired = f32x4.ge(next, alifThreshold(a_ + o + 48, theta_));
        lanes |= i32x4.bitmask(fired) << 12;
      }
      if (lanes != 0) emitSpikes(block, slot, free16(lanes, refractoryLeft_ + o), k, step);
    }
    for (; k < end; k += 4) {
      const o = <usize>k << 2;
      const iENow = v128.load(iE_ + o);
      const iINow = v128.load(iI_ + o);
      const deltaNow = v128.load(delta_ + o);
      v128.store(iE_ + o, f32x4.mul(iENow, decayE_));
      v128.store(iI_ + o, f32x4.mul(iINow, decayI_));
      v128.store(delta_ + o, f32x4.splat(0));
      const vNow = v128.load(v_ + o);
      const next = f32x4.add(alifAdvance(vNow, iENow, iINow, a_ + o, vInf_, leak_, gainE_, gainI_, fadeA_), deltaNow);
      v128.store(v_ + o, next);
      const fired = f32x4.ge(next, alifThreshold(a_ + o, theta_));
      const lanes = i32x4.bitmask(fired);
      if (lanes != 0) emitSpikes(block, slot, free4(lanes, refractoryLeft_ + o), k, step);
    }
    if (kicked == 1) store<u32>(block + POPULATION_KICKED, 0);
  } else {
    let k = begin;
    for (; k + 16 <= end; k += 16) {
      const o = <usize>k << 2;
      let lanes: u32 = 0;
      {
        const iENow = v128.load(iE_ + o);
        const iINow = v128.load(iI_ + o);
        v128.store(iE_ + o, f32x4.mul(iENow, decayE_));
        v128.store(iI_ + o, f32x4.mul(iINow, decayI_));
        const vNow = v128.load(v_ + o);
        const next = alifAdvance(vNow, iENow, iINow, a_ + o, vInf_, leak_, gainE_, gainI_, fadeA_);
        v128.store(v_ + o, next);
        const fired = f32x4.ge(next, alifThreshold(a_ + o, theta_));
        lanes |= i32x4.bitmask(fired);
      }
      {
        const iENow = v128.load(iE_ + o, 16);
        const iINow = v128.load(iI_ + o, 16);
        v128.store(iE_ + o, f32x4.mul(iENow, decayE_), 16);
        v128.store(iI_ + o, f32x4.mul(iINow, decayI_), 16);
        const vNow = v128.load(v_ + o, 16);
        const next = alifAdvance(vNow, iENow, iINow, a_ + o + 16, vInf_, leak_, gainE_, gainI_, fadeA_);
        v128.store(v_ + o, next, 16);
        const fired = f32x4.ge(next, alifThreshold(a_ + o + 16, theta_));
        lanes |= i32x4.bitmask(fired) << 4;
      }
      {
        const iENow = v128.load(iE_ + o, 32);
        const iINow = v128.load(iI_ + o, 32);
        v128.store(iE_ + o, f32x4.mul(iENow, decayE_), 32);
        v128.store(iI_ + o, f32x4.mul(iINow, decayI_), 32);
        const vNow = v128.load(v_ + o, 32);
        const next = alifAdvance(vNow, iENow, iINow, a_ + o + 32, vInf_, leak_, gainE_, gainI_, fadeA_);
        v128.store(v_ + o, next, 32);
        const fired = f32x4.ge(next, alifThreshold(a_ + o + 32, theta_));
        lanes |= i32x4.bitmask(fired) << 8;
      }
      {
        const iENow = v128.load(iE_ + o, 48);
        const iINow = v128.load(iI_ + o, 48);
        v128.store(iE_ + o, f32x4.mul(iENow, decayE_), 48);
        v128.store(iI_ + o, f32x4.mul(iINow, decayI_), 48);
        const vNow = v128.load(v_ + o, 48);
        const next = alifAdvance(vNow, iENow, iINow, a_ + o + 48, vInf_, leak_, gainE_, gainI_, fadeA_);
        v128.store(v_ + o, next, 48);
        const fired = f32x4.ge(next, alifThreshold(a_ + o + 48, theta_));
        lanes |= i32x4.bitmask(fired) << 12;
      }
      if (lanes != 0) emitSpikes(block, slot, free16(lanes, refractoryLeft_ + o), k, step);
    }
    for (; k < end; k += 4) {
      const o = <usize>k << 2;
      const iENow = v128.load(iE_ + o);
      const iINow = v128.load(iI_ + o);
      v128.store(iE_ + o, f32x4.mul(iENow, decayE_));
      v128.store(iI_ + o, f32x4.mul(iINow, decayI_));
      const vNow = v128.load(v_ + o);
      const next = alifAdvance(vNow, iENow, iINow, a_ + o, vInf_, leak_, gainE_, gainI_, fadeA_);
      v128.store(v_ + o, next);
      const fired = f32x4.ge(next, alifThreshold(a_ + o, theta_));
      const lanes = i32x4.bitmask(fired);
      if (lanes != 0) emitSpikes(block, slot, free4(lanes, refractoryLeft_ + o), k, step);
    }
  }
  holdSpiking(block, slot, v_, refractoryLeft_, load<f32>(block, 120), load<f32>(block, 128));
  const spikesEnd = slot + 16 + (<usize>load<u32>(slot) << 2);
  for (let at = slot + 16 + before; at < spikesEnd; at += 4) {
    const o = <usize>load<u32>(at) << 2;
    alifSpike(a_ + o, load<f32>(block, 96));
  }
}

/** Izhikevich neuron; every parameter one number. */
export function izhikevichIntegrateUniform(block: usize, begin: u32, end: u32, step: u32): void {
  const v_ = load<usize>(block, 120);
  const u_ = load<usize>(block, 124);
  const i_ = load<usize>(block, 128);
  const aStep_ = v128.load32_splat(block, 48);
  const b_ = v128.load32_splat(block, 56);
  const c_ = v128.load32_splat(block, 64);
  const d_ = v128.load32_splat(block, 72);
  const vPeak_ = v128.load32_splat(block, 80);
  const half_ = v128.load32_splat(block, 88);
  const linear_ = v128.load32_splat(block, 96);
  const square_ = v128.load32_splat(block, 104);
  const drive_ = v128.load32_splat(block, 112);
  const slot = openSlot(block, begin, step);
  if ((step & 255) == 0) {
    dropTiny(v_, begin, end);
    dropTiny(u_, begin, end);
    dropTiny(i_, begin, end);
  }
  let k = begin;
  for (; k + 16 <= end; k += 16) {
    const o = <usize>k << 2;
    let lanes: u32 = 0;
    {
      const fired = izhikevichStep(v_ + o, u_ + o, i_ + o, aStep_, b_, c_, d_, vPeak_, half_, linear_, square_, drive_);
      lanes |= i32x4.bitmask(fired);
    }
    {
      const fired = izhikevichStep(v_ + o + 16, u_ + o + 16, i_ + o + 16, aStep_, b_, c_, d_, vPeak_, half_, linear_, square_, drive_);
      lanes |= i32x4.bitmask(fired) << 4;
    }
    {
      const fired = izhikevichStep(v_ + o + 32, u_ + o + 32, i_ + o + 32, aStep_, b_, c_, d_, vPeak_, half_, linear_, square_, drive_);
      lanes |= i32x4.bitmask(fired) << 8;
    }
    {
      const fired = izhikevichStep(v_ + o + 48, u_ + o + 48, i_ + o + 48, aStep_, b_, c_, d_, vPeak_, half_, linear_, square_, drive_);
      lanes |= i32x4.bitmask(fired) << 12;
    }
    if (lanes != 0) emitSpikes(block, slot, lanes, k, step);
  }
  for (; k < end; k += 4) {
    const o = <usize>k << 2;
    const fired = izhikevichStep(v_ + o, u_ + o, i_ + o, aStep_, b_, c_, d_, vPeak_, half_, linear_, square_, drive_);
    const lanes = i32x4.bitmask(fired);
    if (lanes != 0) emitSpikes(block, slot, lanes, k, step);
  }
}

/** Izhikevich neuron; every parameter a column. */
export function izhikevichIntegratePerNeuron(block: usize, begin: u32, end: u32, step: u32): void {
  const v_ = load<usize>(block, 120);
  const u_ = load<usize>(block, 124);
  const i_ = load<usize>(block, 128);
  const aStep_ = load<usize>(block, 52);
  const b_ = load<usize>(block, 60);
  const c_ = load<usize>(block, 68);
  const d_ = load<usize>(block, 76);
  const vPeak_ = load<usize>(block, 84);
  const half_ = v128.load32_splat(block, 88);
  const linear_ = v128.load32_splat(block, 96);
  const square_ = v128.load32_splat(block, 104);
  const drive_ = load<usize>(block, 116);
  const slot = openSlot(block, begin, step);
  if ((step & 255) == 0) {
    dropTiny(v_, begin, end);
    dropTiny(u_, begin, end);
    dropTiny(i_, begin, end);
  }
  let k = begin;
  for (; k + 16 <= end; k += 16) {
    const o = <usize>k << 2;
    let lanes: u32 = 0;
    {
      const fired = izhikevichStep(v_ + o, u_ + o, i_ + o, v128.load(aStep_ + o), v128.load(b_ + o), v128.load(c_ + o), v128.load(d_ + o), v128.load(vPeak_ + o), half_, linear_, square_, v128.load(drive_ + o));
      lanes |= i32x4.bitmask(fired);
    }
    {
      const fired = izhikevichStep(v_ + o + 16, u_ + o + 16, i_ + o + 16, v128.load(aStep_ + o, 16), v128.load(b_ + o, 16), v128.load(c_ + o, 16), v128.load(d_ + o, 16), v128.load(vPeak_ + o, 16), half_, linear_, square_, v128.load(drive_ + o, 16));
      lanes |= i32x4.bitmask(fired) << 4;
    }
    {
      const fired = izhikevichStep(v_ + o + 32, u_ + o + 32, i_ + o + 32, v128.load(aStep_ + o, 32), v128.load(b_ + o, 32), v128.load(c_ + o, 32), v128.load(d_ + o, 32), v128.load(vPeak_ + o, 32), half_, linear_, square_, v128.load(drive_ + o, 32));
      lanes |= i32x4.bitmask(fired) << 8;
    }
    {
      const fired = izhikevichStep(v_ + o + 48, u_ + o + 48, i_ + o + 48, v128.load(aStep_ + o, 48), v128.load(b_ + o, 48), v128.load(c_ + o, 48), v128.load(d_ + o, 48), v128.load(vPeak_ + o, 48), half_, linear_, square_, v128.load(drive_ + o, 48));
      lanes |= i32x4.bitmask(fired) << 12;
    }
    if (lanes != 0) emitSpikes(block, slot, lanes, k, step);
  }
  for (; k < end; k += 4) {
    const o = <usize>k << 2;
    const fired = izhikevichStep(v_ + o, u_ + o, i_ + o, v128.load(aStep_ + o), v128.load(b_ + o), v128.load(c_ + o), v128.load(d_ + o), v128.load(vPeak_ + o), half_, linear_, square_, v128.load(drive_ + o));
    const lanes = i32x4.bitmask(fired);
    if (lanes != 0) emitSpikes(block, slot, lanes, k, step);
  }
}

/** Izhikevich neuron in physical units; every parameter one number. */
export function izhikevichDimensionalIntegrateUniform(block: usize, begin: u32, end: u32, step: u32): void {
  const v_ = load<usize>(block, 168);
  const u_ = load<usize>(block, 172);
  const iSyn_ = load<usize>(block, 176);
  const i_ = load<usize>(block, 180);
  const iE_ = load<usize>(block, 184);
  const iI_ = load<usize>(block, 188);
  const q_ = load<usize>(block, 192);
  const vRest_ = v128.load32_splat(block, 48);
  const vT_ = v128.load32_splat(block, 56);
  const vPeak_ = v128.load32_splat(block, 64);
  const vReset_ = v128.load32_splat(block, 72);
  const b_ = v128.load32_splat(block, 80);
  const d_ = v128.load32_splat(block, 88);
  const iExt_ = v128.load32_splat(block, 96);
  const bend_ = v128.load32_splat(block, 104);
  const push_ = v128.load32_splat(block, 112);
  const aStep_ = v128.load32_splat(block, 120);
  const decayE_ = v128.load32_splat(block, 128);
  const decayI_ = v128.load32_splat(block, 136);
  const rise_ = v128.load32_splat(block, 144);
  const fall_ = v128.load32_splat(block, 152);
  const feed_ = v128.load32_splat(block, 160);
  const slot = openSlot(block, begin, step);
  if ((step & 255) == 0) {
    dropTiny(v_, begin, end);
    dropTiny(u_, begin, end);
    dropTiny(iSyn_, begin, end);
    dropTiny(i_, begin, end);
    dropTiny(iE_, begin, end);
    dropTiny(iI_, begin, end);
    dropTiny(q_, begin, end);
  }
  let k = begin;
  for (; k + 16 <= end; k += 16) {
    const o = <usize>k << 2;
    let lanes: u32 = 0;
    {
      const fired = izhikevichDimensionalStep(v_ + o, u_ + o, iSyn_ + o, i_ + o, iE_ + o, iI_ + o, q_ + o, vRest_, vT_, vPeak_, vReset_, b_, d_, iExt_, bend_, push_, aStep_, decayE_, decayI_, rise_, fall_, feed_);
      lanes |= i32x4.bitmask(fired);
    }
    {
      const fired = izhikevichDimensionalStep(v_ + o + 16, u_ + o + 16, iSyn_ + o + 16, i_ + o + 16, iE_ + o + 16, iI_ + o + 16, q_ + o + 16, vRest_, vT_, vPeak_, vReset_, b_, d_, iExt_, bend_, push_, aStep_, decayE_, decayI_, rise_, fall_, feed_);
      lanes |= i32x4.bitmask(fired) << 4;
    }
    {
      const fired = izhikevichDimensionalStep(v_ + o + 32, u_ + o + 32, iSyn_ + o + 32, i_ + o + 32, iE_ + o + 32, iI_ + o + 32, q_ + o + 32, vRest_, vT_, vPeak_, vReset_, b_, d_, iExt_, bend_, push_, aStep_, decayE_, decayI_, rise_, fall_, feed_);
      lanes |= i32x4.bitmask(fired) << 8;
    }
    {
      const fired = izhikevichDimensionalStep(v_ + o + 48, u_ + o + 48, iSyn_ + o + 48, i_ + o + 48, iE_ + o + 48, iI_ + o + 48, q_ + o + 48, vRest_, vT_, vPeak_, vReset_, b_, d_, iExt_, bend_, push_, aStep_, decayE_, decayI_, rise_, fall_, feed_);
      lanes |= i32x4.bitmask(fired) << 12;
    }
    if (lanes != 0) emitSpikes(block, slot, lanes, k, step);
  }
  for (; k < end; k += 4) {
    const o = <usize>k << 2;
    const fired = izhikevichDimensionalStep(v_ + o, u_ + o, iSyn_ + o, i_ + o, iE_ + o, iI_ + o, q_ + o, vRest_, vT_, vPeak_, vReset_, b_, d_, iExt_, bend_, push_, aStep_, decayE_, decayI_, rise_, fall_, feed_);
    const lanes = i32x4.bitmask(fired);
    if (lanes != 0) emitSpikes(block, slot, lanes, k, step);
  }
}

/** Izhikevich neuron in physical units; every parameter a column. */
export function izhikevichDimensionalIntegratePerNeuron(block: usize, begin: u32, end: u32, step: u32): void {
  const v_ = load<usize>(block, 168);
  const u_ = load<usize>(block, 172);
  const iSyn_ = load<usize>(block, 176);
  const i_ = load<usize>(block, 180);
  const iE_ = load<usize>(block, 184);
  const iI_ = load<usize>(block, 188);
  const q_ = load<usize>(block, 192);
  const vRest_ = load<usize>(block, 52);
  const vT_ = load<usize>(block, 60);
  const vPeak_ = load<usize>(block, 68);
  const vReset_ = load<usize>(block, 76);
  const b_ = load<usize>(block, 84);
  const d_ = load<usize>(block, 92);
  const iExt_ = load<usize>(block, 100);
  const bend_ = load<usize>(block, 108);
  const push_ = load<usize>(block, 116);
  const aStep_ = load<usize>(block, 124);
  const decayE_ = load<usize>(block, 132);
  const decayI_ = load<usize>(block, 140);
  const rise_ = load<usize>(block, 148);
  const fall_ = load<usize>(block, 156);
  const feed_ = load<usize>(block, 164);
  const slot = openSlot(block, begin, step);
  if ((step & 255) == 0) {
    dropTiny(v_, begin, end);
    dropTiny(u_, begin, end);
    dropTiny(iSyn_, begin, end);
    dropTiny(i_, begin, end);
    dropTiny(iE_, begin, end);
    dropTiny(iI_, begin, end);
    dropTiny(q_, begin, end);
  }
  let k = begin;
  for (; k + 16 <= end; k += 16) {
    const o = <usize>k << 2;
    let lanes: u32 = 0;
    {
      const fired = izhikevichDimensionalStep(v_ + o, u_ + o, iSyn_ + o, i_ + o, iE_ + o, iI_ + o, q_ + o, v128.load(vRest_ + o), v128.load(vT_ + o), v128.load(vPeak_ + o), v128.load(vReset_ + o), v128.load(b_ + o), v128.load(d_ + o), v128.load(iExt_ + o), v128.load(bend_ + o), v128.load(push_ + o), v128.load(aStep_ + o), v128.load(decayE_ + o), v128.load(decayI_ + o), v128.load(rise_ + o), v128.load(fall_ + o), v128.load(feed_ + o));
      lanes |= i32x4.bitmask(fired);
    }
    {
      const fired = izhikevichDimensionalStep(v_ + o + 16, u_ + o + 16, iSyn_ + o + 16, i_ + o + 16, iE_ + o + 16, iI_ + o + 16, q_ + o + 16, v128.load(vRest_ + o, 16), v128.load(vT_ + o, 16), v128.load(vPeak_ + o, 16), v128.load(vReset_ + o, 16), v128.load(b_ + o, 16), v128.load(d_ + o, 16), v128.load(iExt_ + o, 16), v128.load(bend_ + o, 16), v128.load(push_ + o, 16), v128.load(aStep_ + o, 16), v128.load(decayE_ + o, 16), v128.load(decayI_ + o, 16), v128.load(rise_ + o, 16), v128.load(fall_ + o, 16), v128.load(feed_ + o, 16));
      lanes |= i32x4.bitmask(fired) << 4;
    }
    {
      const fired = izhikevichDimensionalStep(v_ + o + 32, u_ + o + 32, iSyn_ + o + 32, i_ + o + 32, iE_ + o + 32, iI_ + o + 32, q_ + o + 32, v128.load(vRest_ + o, 32), v128.load(vT_ + o, 32), v128.load(vPeak_ + o, 32), v128.load(vReset_ + o, 32), v128.load(b_ + o, 32), v128.load(d_ + o, 32), v128.load(iExt_ + o, 32), v128.load(bend_ + o, 32), v128.load(push_ + o, 32), v128.load(aStep_ + o, 32), v128.load(decayE_ + o, 32), v128.load(decayI_ + o, 32), v128.load(rise_ + o, 32), v128.load(fall_ + o, 32), v128.load(feed_ + o, 32));
      lanes |= i32x4.bitmask(fired) << 8;
    }
    {
      const fired = izhikevichDimensionalStep(v_ + o + 48, u_ + o + 48, iSyn_ + o + 48, i_ + o + 48, iE_ + o + 48, iI_ + o + 48, q_ + o + 48, v128.load(vRest_ + o, 48), v128.load(vT_ + o, 48), v128.load(vPeak_ + o, 48), v128.load(vReset_ + o, 48), v128.load(b_ + o, 48), v128.load(d_ + o, 48), v128.load(iExt_ + o, 48), v128.load(bend_ + o, 48), v128.load(push_ + o, 48), v128.load(aStep_ + o, 48), v128.load(decayE_ + o, 48), v128.load(decayI_ + o, 48), v128.load(rise_ + o, 48), v128.load(fall_ + o, 48), v128.load(feed_ + o, 48));
      lanes |= i32x4.bitmask(fired) << 12;
    }
    if (lanes != 0) emitSpikes(block, slot, lanes, k, step);
  }
  for (; k < end; k += 4) {
    const o = <usize>k << 2;
    const fired = izhikevichDimensionalStep(v_ + o, u_ + o, iSyn_ + o, i_ + o, iE_ + o, iI_ + o, q_ + o, v128.load(vRest_ + o), v128.load(vT_ + o), v128.load(vPeak_ + o), v128.load(vReset_ + o), v128.load(b_ + o), v128.load(d_ + o), v128.load(iExt_ + o), v128.load(bend_ + o), v128.load(push_ + o), v128.load(aStep_ + o), v128.load(decayE_ + o), v128.load(decayI_ + o), v128.load(rise_ + o), v128.load(fall_ + o), v128.load(feed_ + o));
    const lanes = i32x4.bitmask(fired);
    if (lanes != 0) emitSpikes(block, slot, lanes, k, step);
  }
}

/** Leaky integrate-and-fire neuron, exponential currents; every parameter one number. */
export function lifIntegrateUniform(block: usize, begin: u32, end: u32, step: u32): void {
  const v_ = load<usize>(block, 128);
  const refractoryLeft_ = load<usize>(block, 132);
  const iE_ = load<usize>(block, 136);
  const iI_ = load<usize>(block, 140);
  const delta_ = load<usize>(block, 144);
  const vInf_ = v128.load32_splat(block, 48);
  const leak_ = v128.load32_splat(block, 56);
  const gainE_ = v128.load32_splat(block, 64);
  const gainI_ = v128.load32_splat(block, 72);
  const decayE_ = v128.load32_splat(block, 80);
  const decayI_ = v128.load32_splat(block, 88);
  const theta_ = v128.load32_splat(block, 96);
  const reset_ = v128.load32_splat(block, 104);
  const refSteps_ = v128.load32_splat(block, 112);
  const heldAbove_ = v128.load32_splat(block, 120);
  const slot = openSlot(block, begin, step);
  if ((step & 255) == 0) {
    dropTiny(refractoryLeft_, begin, end);
    dropTiny(iE_, begin, end);
    dropTiny(iI_, begin, end);
    dropTiny(delta_, begin, end);
  }
  let k = begin;
  for (; k < end; k += 4) {
    const o = <usize>k << 2;
    const iENow = v128.load(iE_ + o);
    const iINow = v128.load(iI_ + o);
    const deltaNow = v128.load(delta_ + o);
    v128.store(iE_ + o, f32x4.mul(iENow, decayE_));
    v128.store(iI_ + o, f32x4.mul(iINow, decayI_));
    v128.store(delta_ + o, f32x4.splat(0));
    const vNow = v128.load(v_ + o);
    const next = f32x4.add(lifAdvance(vNow, iENow, iINow, vInf_, leak_, gainE_, gainI_), deltaNow);
    const fired = threshold(v_ + o, refractoryLeft_ + o, next, theta_, reset_, refSteps_, heldAbove_);
    const lanes = i32x4.bitmask(fired);
    if (lanes != 0) emitSpikes(block, slot, lanes, k, step);
  }
}

/** Leaky integrate-and-fire neuron, exponential currents; every parameter a column. */
export function lifIntegratePerNeuron(block: usize, begin: u32, end: u32, step: u32): void {
  const v_ = load<usize>(block, 128);
  const refractoryLeft_ = load<usize>(block, 132);
  const iE_ = load<usize>(block, 136);
  const iI_ = load<usize>(block, 140);
  const delta_ = load<usize>(block, 144);
  const vInf_ = load<usize>(block, 52);
  const leak_ = load<usize>(block, 60);
  const gainE_ = load<usize>(block, 68);
  const gainI_ = load<usize>(block, 76);
  const decayE_ = load<usize>(block, 84);
  const decayI_ = load<usize>(block, 92);
  const theta_ = load<usize>(block, 100);
  const reset_ = load<usize>(block, 108);
  const refSteps_ = load<usize>(block, 116);
  const heldAbove_ = v128.load32_splat(block, 120);
  const slot = openSlot(block, begin, step);
  if ((step & 255) == 0) {
    dropTiny(refractoryLeft_, begin, end);
    dropTiny(iE_, begin, end);
    dropTiny(iI_, begin, end);
    dropTiny(delta_, begin, end);
  }
  let k = begin;
  for (; k + 16 <= end; k += 16) {
    const o = <usize>k << 2;
    let lanes: u32 = 0;
    {
      const iENow = v128.load(iE_ + o);
      const iINow = v128.load(iI_ + o);
      const deltaNow = v128.load(delta_ + o);
      v128.store(iE_ + o, f32x4.mul(iENow, v128.load(decayE_ + o)));
      v128.store(iI_ + o, f32x4.mul(iINow, v128.load(decayI_ + o)));
      v128.store(delta_ + o, f32x4.splat(0));
      const vNow = v128.load(v_ + o);
      const next = f32x4.add(lifAdvance(vNow, iENow, iINow, v128.load(vInf_ + o), v128.load(leak_ + o), v128.load(gainE_ + o), v128.load(gainI_ + o)), deltaNow);
      const fired = threshold(v_ + o, refractoryLeft_ + o, next, v128.load(theta_ + o), v128.load(reset_ + o), v128.load(refSteps_ + o), heldAbove_);
      lanes |= i32x4.bitmask(fired);
    }
    {
      const iENow = v128.load(iE_ + o, 16);
      const iINow = v128.load(iI_ + o, 16);
      const deltaNow = v128.load(delta_ + o, 16);
      v128.store(iE_ + o, f32x4.mul(iENow, v128.load(decayE_ + o, 16)), 16);
      v128.store(iI_ + o, f32x4.mul(iINow, v128.load(decayI_ + o, 16)), 16);
      v128.store(delta_ + o, f32x4.splat(0), 16);
      const vNow = v128.load(v_ + o, 16);
      const next = f32x4.add(lifAdvance(vNow, iENow, iINow, v128.load(vInf_ + o, 16), v128.load(leak_ + o, 16), v128.load(gainE_ + o, 16), v128.load(gainI_ + o, 16)), deltaNow);
      const fired = threshold(v_ + o + 16, refractoryLeft_ + o + 16, next, v128.load(theta_ + o, 16), v128.load(reset_ + o, 16), v128.load(refSteps_ + o, 16), heldAbove_);
      lanes |= i32x4.bitmask(fired) << 4;
    }
    {
      const iENow = v128.load(iE_ + o, 32);
      const iINow = v128.load(iI_ + o, 32);
      const deltaNow = v128.load(delta_ + o, 32);
      v128.store(iE_ + o, f32x4.mul(iENow, v128.load(decayE_ + o, 32)), 32);
      v128.store(iI_ + o, f32x4.mul(iINow, v128.load(decayI_ + o, 32)), 32);
      v128.store(delta_ + o, f32x4.splat(0), 32);
      const vNow = v128.load(v_ + o, 32);
      const next = f32x4.add(lifAdvance(vNow, iENow, iINow, v128.load(vInf_ + o, 32), v128.load(leak_ + o, 32), v128.load(gainE_ + o, 32), v128.load(gainI_ + o, 32)), deltaNow);
      const fired = threshold(v_ + o + 32, refractoryLeft_ + o + 32, next, v128.load(theta_ + o, 32), v128.load(reset_ + o, 32), v128.load(refSteps_ + o, 32), heldAbove_);
      lanes |= i32x4.bitmask(fired) << 8;
    }
    {
      const iENow = v128.load(iE_ + o, 48);
      const iINow = v128.load(iI_ + o, 48);
      const deltaNow = v128.load(delta_ + o, 48);
      v128.store(iE_ + o, f32x4.mul(iENow, v128.load(decayE_ + o, 48)), 48);
      v128.store(iI_ + o, f32x4.mul(iINow, v128.load(decayI_ + o, 48)), 48);
      v128.store(delta_ + o, f32x4.splat(0), 48);
      const vNow = v128.load(v_ + o, 48);
      const next = f32x4.add(lifAdvance(vNow, iENow, iINow, v128.load(vInf_ + o, 48), v128.load(leak_ + o, 48), v128.load(gainE_ + o, 48), v128.load(gainI_ + o, 48)), deltaNow);
      const fired = threshold(v_ + o + 48, refractoryLeft_ + o + 48, next, v128.load(theta_ + o, 48), v128.load(reset_ + o, 48), v128.load(refSteps_ + o, 48), heldAbove_);
      lanes |= i32x4.bitmask(fired) << 12;
    }
    if (lanes != 0) emitSpikes(block, slot, lanes, k, step);
  }
  for (; k < end; k += 4) {
    const o = <usize>k << 2;
    const iENow = v128.load(iE_ + o);
    const iINow = v128.load(iI_ + o);
    const deltaNow = v128.load(delta_ + o);
    v128.store(iE_ + o, f32x4.mul(iENow, v128.load(decayE_ + o)));
    v128.store(iI_ + o, f32x4.mul(iINow, v128.load(decayI_ + o)));
    v128.store(delta_ + o, f32x4.splat(0));
    const vNow = v128.load(v_ + o);
    const next = f32x4.add(lifAdvance(vNow, iENow, iINow, v128.load(vInf_ + o), v128.load(leak_ + o), v128.load(gainE_ + o), v128.load(gainI_ + o)), deltaNow);
    const fired = threshold(v_ + o, refractoryLeft_ + o, next, v128.load(theta_ + o), v128.load(reset_ + o), v128.load(refSteps_ + o), heldAbove_);
    const lanes = i32x4.bitmask(fired);
    if (lanes != 0) emitSpikes(block, slot, lanes, k, step);
  }
}

/** Leaky integrate-and-fire neuron, exponential currents; every parameter one number, and held.ts keeps the refractory neurons. */
export function lifIntegrateHold(block: usize, begin: u32, end: u32, step: u32): void {
  const v_ = load<usize>(block, 128);
  const refractoryLeft_ = load<usize>(block, 132);
  const iE_ = load<usize>(block, 136);
  const iI_ = load<usize>(block, 140);
  const delta_ = load<usize>(block, 144);
  const vInf_ = v128.load32_splat(block, 48);
  const leak_ = v128.load32_splat(block, 56);
  const gainE_ = v128.load32_splat(block, 64);
  const gainI_ = v128.load32_splat(block, 72);
  const decayE_ = v128.load32_splat(block, 80);
  const decayI_ = v128.load32_splat(block, 88);
  const theta_ = v128.load32_splat(block, 96);
  const slot = openSlot(block, begin, step);
  if ((step & 255) == 0) {
    dropTiny(refractoryLeft_, begin, end);
    dropTiny(iE_, begin, end);
    dropTiny(iI_, begin, end);
    dropTiny(delta_, begin, end);
  }
  const kicked = load<u32>(block + POPULATION_KICKED);
  if (kicked != 0) {
    let k = begin;
    for (; k + 16 <= end; k += 16) {
      const o = <usize>k << 2;
      let lanes: u32 = 0;
      {
        const iENow = v128.load(iE_ + o);
        const iINow = v128.load(iI_ + o);
        const deltaNow = v128.load(delta_ + o);
        v128.store(iE_ + o, f32x4.mul(iENow, decayE_));
        v128.store(iI_ + o, f32x4.mul(iINow, decayI_));
        v128.store(delta_ + o, f32x4.splat(0));
        const vNow = v128.load(v_ + o);
        const next = f32x4.add(lifAdvance(vNow, iENow, iINow, vInf_, leak_, gainE_, gainI_), deltaNow);
        v128.store(v_ + o, next);
        const fired = f32x4.ge(next, theta_);
        lanes |= i32x4.bitmask(fired);
      }
      {
        const iENow = v128.load(iE_ + o, 16);
        const iINow = v128.load(iI_ + o, 16);
        const deltaNow = v128.load(delta_ + o, 16);
        v128.store(iE_ + o, f32x4.mul(iENow, decayE_), 16);
        v128.store(iI_ + o, f32x4.mul(iINow, decayI_), 16);
        v128.store(delta_ + o, f32x4.splat(0), 16);
        const vNow = v128.load(v_ + o, 16);
        const next = f32x4.add(lifAdvance(vNow, iENow, iINow, vInf_, leak_, gainE_, gainI_), deltaNow);
        v128.store(v_ + o, next, 16);
        const fired = f32x4.ge(next, theta_);
        lanes |= i32x4.bitmask(fired) << 4;
      }
      {
        const iENow = v128.load(iE_ + o, 32);
        const iINow = v128.load(iI_ + o, 32);
        const deltaNow = v128.load(delta_ + o, 32);
        v128.store(iE_ + o, f32x4.mul(iENow, decayE_), 32);
        v128.store(iI_ + o, f32x4.mul(iINow, decayI_), 32);
        v128.store(delta_ + o, f32x4.splat(0), 32);
        const vNow = v128.load(v_ + o, 32);
        const next = f32x4.add(lifAdvance(vNow, iENow, iINow, vInf_, leak_, gainE_, gainI_), deltaNow);
        v128.store(v_ + o, next, 32);
        const fired = f32x4.ge(next, theta_);
        lanes |= i32x4.bitmask(fired) << 8;
      }
      {
        const iENow = v128.load(iE_ + o, 48);
        const iINow = v128.load(iI_ + o, 48);
        const deltaNow = v128.load(delta_ + o, 48);
        v128.store(iE_ + o, f32x4.mul(iENow, decayE_), 48);
        v128.store(iI_ + o, f32x4.mul(iINow, decayI_), 48);
        v128.store(delta_ + o, f32x4.splat(0), 48);
        const vNow = v128.load(v_ + o, 48);
        const next = f32x4.add(lifAdvance(vNow, iENow, iINow, vInf_, leak_, gainE_, gainI_), deltaNow);
        v128.store(v_ + o, next, 48);
        const fired = f32x4.ge(next, theta_);
        lanes |= i32x4.bitmask(fired) << 12;
      }
      if (lanes != 0) emitSpikes(block, slot, free16(lanes, refractoryLeft_ + o), k, step);
    }
    for (; k < end; k += 4) {
      const o = <usize>k << 2;
      const iENow = v128.load(iE_ + o);
      const iINow = v128.load(iI_ + o);
      const deltaNow = v128.load(delta_ + o);
      v128.store(iE_ + o, f32x4.mul(iENow, decayE_));
      v128.store(iI_ + o, f32x4.mul(iINow, decayI_));
      v128.store(delta_ + o, f32x4.splat(0));
      const vNow = v128.load(v_ + o);
      const next = f32x4.add(lifAdvance(vNow, iENow, iINow, vInf_, leak_, gainE_, gainI_), deltaNow);
      v128.store(v_ + o, next);
      const fired = f32x4.ge(next, theta_);
      const lanes = i32x4.bitmask(fired);
      if (lanes != 0) emitSpikes(block, slot, free4(lanes, refractoryLeft_ + o), k, step);
    }
    if (kicked == 1) store<u32>(block + POPULATION_KICKED, 0);
  } else {
    let k = begin;
    for (; k + 16 <= end; k += 16) {
      const o = <usize>k << 2;
      let lanes: u32 = 0;
      {
        const iENow = v128.load(iE_ + o);
        const iINow = v128.load(iI_ + o);
        v128.store(iE_ + o, f32x4.mul(iENow, decayE_));
        v128.store(iI_ + o, f32x4.mul(iINow, decayI_));
        const vNow = v128.load(v_ + o);
        const next = lifAdvance(vNow, iENow, iINow, vInf_, leak_, gainE_, gainI_);
        v128.store(v_ + o, next);
        const fired = f32x4.ge(next, theta_);
        lanes |= i32x4.bitmask(fired);
      }
      {
        const iENow = v128.load(iE_ + o, 16);
        const iINow = v128.load(iI_ + o, 16);
        v128.store(iE_ + o, f32x4.mul(iENow, decayE_), 16);
        v128.store(iI_ + o, f32x4.mul(iINow, decayI_), 16);
        const vNow = v128.load(v_ + o, 16);
        const next = lifAdvance(vNow, iENow, iINow, vInf_, leak_, gainE_, gainI_);
        v128.store(v_ + o, next, 16);
        const fired = f32x4.ge(next, theta_);
        lanes |= i32x4.bitmask(fired) << 4;
      }
      {
        const iENow = v128.load(iE_ + o, 32);
        const iINow = v128.load(iI_ + o, 32);
        v128.store(iE_ + o, f32x4.mul(iENow, decayE_), 32);
        v128.store(iI_ + o, f32x4.mul(iINow, decayI_), 32);
        const vNow = v128.load(v_ + o, 32);
        const next = lifAdvance(vNow, iENow, iINow, vInf_, leak_, gainE_, gainI_);
        v128.store(v_ + o, next, 32);
        const fired = f32x4.ge(next, theta_);
        lanes |= i32x4.bitmask(fired) << 8;
      }
      {
        const iENow = v128.load(iE_ + o, 48);
        const iINow = v128.load(iI_ + o, 48);
        v128.store(iE_ + o, f32x4.mul(iENow, decayE_), 48);
        v128.store(iI_ + o, f32x4.mul(iINow, decayI_), 48);
        const vNow = v128.load(v_ + o, 48);
        const next = lifAdvance(vNow, iENow, iINow, vInf_, leak_, gainE_, gainI_);
        v128.store(v_ + o, next, 48);
        const fired = f32x4.ge(next, theta_);
        lanes |= i32x4.bitmask(fired) << 12;
      }
      if (lanes != 0) emitSpikes(block, slot, free16(lanes, refractoryLeft_ + o), k, step);
    }
    for (; k < end; k += 4) {
      const o = <usize>k << 2;
      const iENow = v128.load(iE_ + o);
      const iINow = v128.load(iI_ + o);
      v128.store(iE_ + o, f32x4.mul(iENow, decayE_));
      v128.store(iI_ + o, f32x4.mul(iINow, decayI_));
      const vNow = v128.load(v_ + o);
      const next = lifAdvance(vNow, iENow, iINow, vInf_, leak_, gainE_, gainI_);
      v128.store(v_ + o, next);
      const fired = f32x4.ge(next, theta_);
      const lanes = i32x4.bitmask(fired);
      if (lanes != 0) emitSpikes(block, slot, free4(lanes, refractoryLeft_ + o), k, step);
    }
  }
  holdSpiking(block, slot, v_, refractoryLeft_, load<f32>(block, 104), load<f32>(block, 112));
}

/** Leaky integrate-and-fire neuron, biexponential current; every parameter one number. */
export function lifBiexpIntegrateUniform(block: usize, begin: u32, end: u32, step: u32): void {
  const v_ = load<usize>(block, 144);
  const refractoryLeft_ = load<usize>(block, 148);
  const iSyn_ = load<usize>(block, 152);
  const i_ = load<usize>(block, 156);
  const q_ = load<usize>(block, 160);
  const theta_ = v128.load32_splat(block, 48);
  const reset_ = v128.load32_splat(block, 56);
  const vInf_ = v128.load32_splat(block, 64);
  const leak_ = v128.load32_splat(block, 72);
  const gain_ = v128.load32_splat(block, 80);
  const gainSyn_ = v128.load32_splat(block, 88);
  const gainQ_ = v128.load32_splat(block, 96);
  const rise_ = v128.load32_splat(block, 104);
  const fall_ = v128.load32_splat(block, 112);
  const feed_ = v128.load32_splat(block, 120);
  const refSteps_ = v128.load32_splat(block, 128);
  const heldAbove_ = v128.load32_splat(block, 136);
  const slot = openSlot(block, begin, step);
  if ((step & 255) == 0) {
    dropTiny(refractoryLeft_, begin, end);
    dropTiny(iSyn_, begin, end);
    dropTiny(i_, begin, end);
    dropTiny(q_, begin, end);
  }
  let k = begin;
  for (; k + 16 <= end; k += 16) {
    const o = <usize>k << 2;
    let lanes: u32 = 0;
    {
      const fired = lifBiexpStep(v_ + o, refractoryLeft_ + o, iSyn_ + o, i_ + o, q_ + o, theta_, reset_, vInf_, leak_, gain_, gainSyn_, gainQ_, rise_, fall_, feed_, refSteps_, heldAbove_);
      lanes |= i32x4.bitmask(fired);
    }
    {
      const fired = lifBiexpStep(v_ + o + 16, refractoryLeft_ + o + 16, iSyn_ + o + 16, i_ + o + 16, q_ + o + 16, theta_, reset_, vInf_, leak_, gain_, gainSyn_, gainQ_, rise_, fall_, feed_, refSteps_, heldAbove_);
      lanes |= i32x4.bitmask(fired) << 4;
    }
    {
      const fired = lifBiexpStep(v_ + o + 32, refractoryLeft_ + o + 32, iSyn_ + o + 32, i_ + o + 32, q_ + o + 32, theta_, reset_, vInf_, leak_, gain_, gainSyn_, gainQ_, rise_, fall_, feed_, refSteps_, heldAbove_);
      lanes |= i32x4.bitmask(fired) << 8;
    }
    {
      const fired = lifBiexpStep(v_ + o + 48, refractoryLeft_ + o + 48, iSyn_ + o + 48, i_ + o + 48, q_ + o + 48, theta_, reset_, vInf_, leak_, gain_, gainSyn_, gainQ_, rise_, fall_, feed_, refSteps_, heldAbove_);
      lanes |= i32x4.bitmask(fired) << 12;
    }
    if (lanes != 0) emitSpikes(block, slot, lanes, k, step);
  }
  for (; k < end; k += 4) {
    const o = <usize>k << 2;
    const fired = lifBiexpStep(v_ + o, refractoryLeft_ + o, iSyn_ + o, i_ + o, q_ + o, theta_, reset_, vInf_, leak_, gain_, gainSyn_, gainQ_, rise_, fall_, feed_, refSteps_, heldAbove_);
    const lanes = i32x4.bitmask(fired);
    if (lanes != 0) emitSpikes(block, slot, lanes, k, step);
  }
}

/** Leaky integrate-and-fire neuron, biexponential current; every parameter a column. */
export function lifBiexpIntegratePerNeuron(block: usize, begin: u32, end: u32, step: u32): void {
  const v_ = load<usize>(block, 144);
  const refractoryLeft_ = load<usize>(block, 148);
  const iSyn_ = load<usize>(block, 152);
  const i_ = load<usize>(block, 156);
  const q_ = load<usize>(block, 160);
  const theta_ = load<usize>(block, 52);
  const reset_ = load<usize>(block, 60);
  const vInf_ = load<usize>(block, 68);
  const leak_ = load<usize>(block, 76);
  const gain_ = load<usize>(block, 84);
  const gainSyn_ = load<usize>(block, 92);
  const gainQ_ = load<usize>(block, 100);
  const rise_ = load<usize>(block, 108);
  const fall_ = load<usize>(block, 116);
  const feed_ = load<usize>(block, 124);
  const refSteps_ = load<usize>(block, 132);
  const heldAbove_ = v128.load32_splat(block, 136);
  const slot = openSlot(block, begin, step);
  if ((step & 255) == 0) {
    dropTiny(refractoryLeft_, begin, end);
    dropTiny(iSyn_, begin, end);
    dropTiny(i_, begin, end);
    dropTiny(q_, begin, end);
  }
  let k = begin;
  for (; k + 16 <= end; k += 16) {
    const o = <usize>k << 2;
    let lanes: u32 = 0;
    {
      const fired = lifBiexpStep(v_ + o, refractoryLeft_ + o, iSyn_ + o, i_ + o, q_ + o, v128.load(theta_ + o), v128.load(reset_ + o), v128.load(vInf_ + o), v128.load(leak_ + o), v128.load(gain_ + o), v128.load(gainSyn_ + o), v128.load(gainQ_ + o), v128.load(rise_ + o), v128.load(fall_ + o), v128.load(feed_ + o), v128.load(refSteps_ + o), heldAbove_);
      lanes |= i32x4.bitmask(fired);
    }
    {
      const fired = lifBiexpStep(v_ + o + 16, refractoryLeft_ + o + 16, iSyn_ + o + 16, i_ + o + 16, q_ + o + 16, v128.load(theta_ + o, 16), v128.load(reset_ + o, 16), v128.load(vInf_ + o, 16), v128.load(leak_ + o, 16), v128.load(gain_ + o, 16), v128.load(gainSyn_ + o, 16), v128.load(gainQ_ + o, 16), v128.load(rise_ + o, 16), v128.load(fall_ + o, 16), v128.load(feed_ + o, 16), v128.load(refSteps_ + o, 16), heldAbove_);
      lanes |= i32x4.bitmask(fired) << 4;
    }
    {
      const fired = lifBiexpStep(v_ + o + 32, refractoryLeft_ + o + 32, iSyn_ + o + 32, i_ + o + 32, q_ + o + 32, v128.load(theta_ + o, 32), v128.load(reset_ + o, 32), v128.load(vInf_ + o, 32), v128.load(leak_ + o, 32), v128.load(gain_ + o, 32), v128.load(gainSyn_ + o, 32), v128.load(gainQ_ + o, 32), v128.load(rise_ + o, 32), v128.load(fall_ + o, 32), v128.load(feed_ + o, 32), v128.load(refSteps_ + o, 32), heldAbove_);
      lanes |= i32x4.bitmask(fired) << 8;
    }
    {
      const fired = lifBiexpStep(v_ + o + 48, refractoryLeft_ + o + 48, iSyn_ + o + 48, i_ + o + 48, q_ + o + 48, v128.load(theta_ + o, 48), v128.load(reset_ + o, 48), v128.load(vInf_ + o, 48), v128.load(leak_ + o, 48), v128.load(gain_ + o, 48), v128.load(gainSyn_ + o, 48), v128.load(gainQ_ + o, 48), v128.load(rise_ + o, 48), v128.load(fall_ + o, 48), v128.load(feed_ + o, 48), v128.load(refSteps_ + o, 48), heldAbove_);
      lanes |= i32x4.bitmask(fired) << 12;
    }
    if (lanes != 0) emitSpikes(block, slot, lanes, k, step);
  }
  for (; k < end; k += 4) {
    const o = <usize>k << 2;
    const fired = lifBiexpStep(v_ + o, refractoryLeft_ + o, iSyn_ + o, i_ + o, q_ + o, v128.load(theta_ + o), v128.load(reset_ + o), v128.load(vInf_ + o), v128.load(leak_ + o), v128.load(gain_ + o), v128.load(gainSyn_ + o), v128.load(gainQ_ + o), v128.load(rise_ + o), v128.load(fall_ + o), v128.load(feed_ + o), v128.load(refSteps_ + o), heldAbove_);
    const lanes = i32x4.bitmask(fired);
    if (lanes != 0) emitSpikes(block, slot, lanes, k, step);
  }
}

/** Leaky integrate-and-fire neuron, exponential conductances; every parameter one number. */
export function lifCobaIntegrateUniform(block: usize, begin: u32, end: u32, step: u32): void {
  const v_ = load<usize>(block, 144);
  const refractoryLeft_ = load<usize>(block, 148);
  const gE_ = load<usize>(block, 152);
  const gI_ = load<usize>(block, 156);
  const delta_ = load<usize>(block, 160);
  const vInf_ = v128.load32_splat(block, 48);
  const inertia_ = v128.load32_splat(block, 56);
  const shareE_ = v128.load32_splat(block, 64);
  const shareI_ = v128.load32_splat(block, 72);
  const pullE_ = v128.load32_splat(block, 80);
  const pullI_ = v128.load32_splat(block, 88);
  const decayE_ = v128.load32_splat(block, 96);
  const decayI_ = v128.load32_splat(block, 104);
  const theta_ = v128.load32_splat(block, 112);
  const reset_ = v128.load32_splat(block, 120);
  const refSteps_ = v128.load32_splat(block, 128);
  const heldAbove_ = v128.load32_splat(block, 136);
  const slot = openSlot(block, begin, step);
  if ((step & 255) == 0) {
    dropTiny(refractoryLeft_, begin, end);
    dropTiny(gE_, begin, end);
    dropTiny(gI_, begin, end);
    dropTiny(delta_, begin, end);
  }
  let k = begin;
  for (; k < end; k += 4) {
    const o = <usize>k << 2;
    const gENow = v128.load(gE_ + o);
    const gINow = v128.load(gI_ + o);
    const deltaNow = v128.load(delta_ + o);
    v128.store(gE_ + o, f32x4.mul(gENow, decayE_));
    v128.store(gI_ + o, f32x4.mul(gINow, decayI_));
    v128.store(delta_ + o, f32x4.splat(0));
    const vNow = v128.load(v_ + o);
    const next = f32x4.add(lifCobaAdvance(vNow, gENow, gINow, vInf_, inertia_, shareE_, shareI_, pullE_, pullI_), deltaNow);
    const fired = threshold(v_ + o, refractoryLeft_ + o, next, theta_, reset_, refSteps_, heldAbove_);
    const lanes = i32x4.bitmask(fired);
    if (lanes != 0) emitSpikes(block, slot, lanes, k, step);
  }
}

/** Leaky integrate-and-fire neuron, exponential conductances; every parameter a column. */
export function lifCobaIntegratePerNeuron(block: usize, begin: u32, end: u32, step: u32): void {
  const v_ = load<usize>(block, 144);
  const refractoryLeft_ = load<usize>(block, 148);
  const gE_ = load<usize>(block, 152);
  const gI_ = load<usize>(block, 156);
  const delta_ = load<usize>(block, 160);
  const vInf_ = load<usize>(block, 52);
  const inertia_ = load<usize>(block, 60);
  const shareE_ = load<usize>(block, 68);
  const shareI_ = load<usize>(block, 76);
  const pullE_ = load<usize>(block, 84);
  const pullI_ = load<usize>(block, 92);
  const decayE_ = load<usize>(block, 100);
  const decayI_ = load<usize>(block, 108);
  const theta_ = load<usize>(block, 116);
  const reset_ = load<usize>(block, 124);
  const refSteps_ = load<usize>(block, 132);
  const heldAbove_ = v128.load32_splat(block, 136);
  const slot = openSlot(block, begin, step);
  if ((step & 255) == 0) {
    dropTiny(refractoryLeft_, begin, end);
    dropTiny(gE_, begin, end);
    dropTiny(gI_, begin, end);
    dropTiny(delta_, begin, end);
  }
  let k = begin;
  for (; k + 16 <= end; k += 16) {
    const o = <usize>k << 2;
    let lanes: u32 = 0;
    {
      const gENow = v128.load(gE_ + o);
      const gINow = v128.load(gI_ + o);
      const deltaNow = v128.load(delta_ + o);
      v128.store(gE_ + o, f32x4.mul(gENow, v128.load(decayE_ + o)));
      v128.store(gI_ + o, f32x4.mul(gINow, v128.load(decayI_ + o)));
      v128.store(delta_ + o, f32x4.splat(0));
      const vNow = v128.load(v_ + o);
      const next = f32x4.add(lifCobaAdvance(vNow, gENow, gINow, v128.load(vInf_ + o), v128.load(inertia_ + o), v128.load(shareE_ + o), v128.load(shareI_ + o), v128.load(pullE_ + o), v128.load(pullI_ + o)), deltaNow);
      const fired = threshold(v_ + o, refractoryLeft_ + o, next, v128.load(theta_ + o), v128.load(reset_ + o), v128.load(refSteps_ + o), heldAbove_);
      lanes |= i32x4.bitmask(fired);
    }
    {
      const gENow = v128.load(gE_ + o, 16);
      const gINow = v128.load(gI_ + o, 16);
      const deltaNow = v128.load(delta_ + o, 16);
      v128.store(gE_ + o, f32x4.mul(gENow, v128.load(decayE_ + o, 16)), 16);
      v128.store(gI_ + o, f32x4.mul(gINow, v128.load(decayI_ + o, 16)), 16);
      v128.store(delta_ + o, f32x4.splat(0), 16);
      const vNow = v128.load(v_ + o, 16);
      const next = f32x4.add(lifCobaAdvance(vNow, gENow, gINow, v128.load(vInf_ + o, 16), v128.load(inertia_ + o, 16), v128.load(shareE_ + o, 16), v128.load(shareI_ + o, 16), v128.load(pullE_ + o, 16), v128.load(pullI_ + o, 16)), deltaNow);
      const fired = threshold(v_ + o + 16, refractoryLeft_ + o + 16, next, v128.load(theta_ + o, 16), v128.load(reset_ + o, 16), v128.load(refSteps_ + o, 16), heldAbove_);
      lanes |= i32x4.bitmask(fired) << 4;
    }
    {
      const gENow = v128.load(gE_ + o, 32);
      const gINow = v128.load(gI_ + o, 32);
      const deltaNow = v128.load(delta_ + o, 32);
      v128.store(gE_ + o, f32x4.mul(gENow, v128.load(decayE_ + o, 32)), 32);
      v128.store(gI_ + o, f32x4.mul(gINow, v128.load(decayI_ + o, 32)), 32);
      v128.store(delta_ + o, f32x4.splat(0), 32);
      const vNow = v128.load(v_ + o, 32);
      const next = f32x4.add(lifCobaAdvance(vNow, gENow, gINow, v128.load(vInf_ + o, 32), v128.load(inertia_ + o, 32), v128.load(shareE_ + o, 32), v128.load(shareI_ + o, 32), v128.load(pullE_ + o, 32), v128.load(pullI_ + o, 32)), deltaNow);
      const fired = threshold(v_ + o + 32, refractoryLeft_ + o + 32, next, v128.load(theta_ + o, 32), v128.load(reset_ + o, 32), v128.load(refSteps_ + o, 32), heldAbove_);
      lanes |= i32x4.bitmask(fired) << 8;
    }
    {
      const gENow = v128.load(gE_ + o, 48);
      const gINow = v128.load(gI_ + o, 48);
      const deltaNow = v128.load(delta_ + o, 48);
      v128.store(gE_ + o, f32x4.mul(gENow, v128.load(decayE_ + o, 48)), 48);
      v128.store(gI_ + o, f32x4.mul(gINow, v128.load(decayI_ + o, 48)), 48);
      v128.store(delta_ + o, f32x4.splat(0), 48);
      const vNow = v128.load(v_ + o, 48);
      const next = f32x4.add(lifCobaAdvance(vNow, gENow, gINow, v128.load(vInf_ + o, 48), v128.load(inertia_ + o, 48), v128.load(shareE_ + o, 48), v128.load(shareI_ + o, 48), v128.load(pullE_ + o, 48), v128.load(pullI_ + o, 48)), deltaNow);
      const fired = threshold(v_ + o + 48, refractoryLeft_ + o + 48, next, v128.load(theta_ + o, 48), v128.load(reset_ + o, 48), v128.load(refSteps_ + o, 48), heldAbove_);
      lanes |= i32x4.bitmask(fired) << 12;
    }
    if (lanes != 0) emitSpikes(block, slot, lanes, k, step);
  }
  for (; k < end; k += 4) {
    const o = <usize>k << 2;
    const gENow = v128.load(gE_ + o);
    const gINow = v128.load(gI_ + o);
    const deltaNow = v128.load(delta_ + o);
    v128.store(gE_ + o, f32x4.mul(gENow, v128.load(decayE_ + o)));
    v128.store(gI_ + o, f32x4.mul(gINow, v128.load(decayI_ + o)));
    v128.store(delta_ + o, f32x4.splat(0));
    const vNow = v128.load(v_ + o);
    const next = f32x4.add(lifCobaAdvance(vNow, gENow, gINow, v128.load(vInf_ + o), v128.load(inertia_ + o), v128.load(shareE_ + o), v128.load(shareI_ + o), v128.load(pullE_ + o), v128.load(pullI_ + o)), deltaNow);
    const fired = threshold(v_ + o, refractoryLeft_ + o, next, v128.load(theta_ + o), v128.load(reset_ + o), v128.load(refSteps_ + o), heldAbove_);
    const lanes = i32x4.bitmask(fired);
    if (lanes != 0) emitSpikes(block, slot, lanes, k, step);
  }
}

/** Leaky integrate-and-fire neuron, exponential conductances; every parameter one number, and held.ts keeps the refractory neurons. */
export function lifCobaIntegrateHold(block: usize, begin: u32, end: u32, step: u32): void {
  const v_ = load<usize>(block, 144);
  const refractoryLeft_ = load<usize>(block, 148);
  const gE_ = load<usize>(block, 152);
  const gI_ = load<usize>(block, 156);
  const delta_ = load<usize>(block, 160);
  const vInf_ = v128.load32_splat(block, 48);
  const inertia_ = v128.load32_splat(block, 56);
  const shareE_ = v128.load32_splat(block, 64);
  const shareI_ = v128.load32_splat(block, 72);
  const pullE_ = v128.load32_splat(block, 80);
  const pullI_ = v128.load32_splat(block, 88);
  const decayE_ = v128.load32_splat(block, 96);
  const decayI_ = v128.load32_splat(block, 104);
  const theta_ = v128.load32_splat(block, 112);
  const slot = openSlot(block, begin, step);
  if ((step & 255) == 0) {
    dropTiny(refractoryLeft_, begin, end);
    dropTiny(gE_, begin, end);
    dropTiny(gI_, begin, end);
    dropTiny(delta_, begin, end);
  }
  const kicked = load<u32>(block + POPULATION_KICKED);
  if (kicked != 0) {
    let k = begin;
    for (; k + 16 <= end; k += 16) {
      const o = <usize>k << 2;
      let lanes: u32 = 0;
      {
        const gENow = v128.load(gE_ + o);
        const gINow = v128.load(gI_ + o);
        const deltaNow = v128.load(delta_ + o);
        v128.store(gE_ + o, f32x4.mul(gENow, decayE_));
        v128.store(gI_ + o, f32x4.mul(gINow, decayI_));
        v128.store(delta_ + o, f32x4.splat(0));
        const vNow = v128.load(v_ + o);
        const next = f32x4.add(lifCobaAdvance(vNow, gENow, gINow, vInf_, inertia_, shareE_, shareI_, pullE_, pullI_), deltaNow);
        v128.store(v_ + o, next);
        const fired = f32x4.ge(next, theta_);
        lanes |= i32x4.bitmask(fired);
      }
      {
        const gENow = v128.load(gE_ + o, 16);
        const gINow = v128.load(gI_ + o, 16);
        const deltaNow = v128.load(delta_ + o, 16);
        v128.store(gE_ + o, f32x4.mul(gENow, decayE_), 16);
        v128.store(gI_ + o, f32x4.mul(gINow, decayI_), 16);
        v128.store(delta_ + o, f32x4.splat(0), 16);
        const vNow = v128.load(v_ + o, 16);
        const next = f32x4.add(lifCobaAdvance(vNow, gENow, gINow, vInf_, inertia_, shareE_, shareI_, pullE_, pullI_), deltaNow);
        v128.store(v_ + o, next, 16);
        const fired = f32x4.ge(next, theta_);
        lanes |= i32x4.bitmask(fired) << 4;
      }
      {
        const gENow = v128.load(gE_ + o, 32);
        const gINow = v128.load(gI_ + o, 32);
        const deltaNow = v128.load(delta_ + o, 32);
        v128.store(gE_ + o, f32x4.mul(gENow, decayE_), 32);
        v128.store(gI_ + o, f32x4.mul(gINow, decayI_), 32);
        v128.store(delta_ + o, f32x4.splat(0), 32);
        const vNow = v128.load(v_ + o, 32);
        const next = f32x4.add(lifCobaAdvance(vNow, gENow, gINow, vInf_, inertia_, shareE_, shareI_, pullE_, pullI_), deltaNow);
        v128.store(v_ + o, next, 32);
        const fired = f32x4.ge(next, theta_);
        lanes |= i32x4.bitmask(fired) << 8;
      }
      {
        const gENow = v128.load(gE_ + o, 48);
        const gINow = v128.load(gI_ + o, 48);
        const deltaNow = v128.load(delta_ + o, 48);
        v128.store(gE_ + o, f32x4.mul(gENow, decayE_), 48);
        v128.store(gI_ + o, f32x4.mul(gINow, decayI_), 48);
        v128.store(delta_ + o, f32x4.splat(0), 48);
        const vNow = v128.load(v_ + o, 48);
        const next = f32x4.add(lifCobaAdvance(vNow, gENow, gINow, vInf_, inertia_, shareE_, shareI_, pullE_, pullI_), deltaNow);
        v128.store(v_ + o, next, 48);
        const fired = f32x4.ge(next, theta_);
        lanes |= i32x4.bitmask(fired) << 12;
      }
      if (lanes != 0) emitSpikes(block, slot, free16(lanes, refractoryLeft_ + o), k, step);
    }
    for (; k < end; k += 4) {
      const o = <usize>k << 2;
      const gENow = v128.load(gE_ + o);
      const gINow = v128.load(gI_ + o);
      const deltaNow = v128.load(delta_ + o);
      v128.store(gE_ + o, f32x4.mul(gENow, decayE_));
      v128.store(gI_ + o, f32x4.mul(gINow, decayI_));
      v128.store(delta_ + o, f32x4.splat(0));
      const vNow = v128.load(v_ + o);
      const next = f32x4.add(lifCobaAdvance(vNow, gENow, gINow, vInf_, inertia_, shareE_, shareI_, pullE_, pullI_), deltaNow);
      v128.store(v_ + o, next);
      const fired = f32x4.ge(next, theta_);
      const lanes = i32x4.bitmask(fired);
      if (lanes != 0) emitSpikes(block, slot, free4(lanes, refractoryLeft_ + o), k, step);
    }
    if (kicked == 1) store<u32>(block + POPULATION_KICKED, 0);
  } else {
    let k = begin;
    for (; k + 16 <= end; k += 16) {
      const o = <usize>k << 2;
      let lanes: u32 = 0;
      {
        const gENow = v128.load(gE_ + o);
        const gINow = v128.load(gI_ + o);
        v128.store(gE_ + o, f32x4.mul(gENow, decayE_));
        v128.store(gI_ + o, f32x4.mul(gINow, decayI_));
        const vNow = v128.load(v_ + o);
        const next = lifCobaAdvance(vNow, gENow, gINow, vInf_, inertia_, shareE_, shareI_, pullE_, pullI_);
        v128.store(v_ + o, next);
        const fired = f32x4.ge(next, theta_);
        lanes |= i32x4.bitmask(fired);
      }
      {
        const gENow = v128.load(gE_ + o, 16);
        const gINow = v128.load(gI_ + o, 16);
        v128.store(gE_ + o, f32x4.mul(gENow, decayE_), 16);
        v128.store(gI_ + o, f32x4.mul(gINow, decayI_), 16);
        const vNow = v128.load(v_ + o, 16);
        const next = lifCobaAdvance(vNow, gENow, gINow, vInf_, inertia_, shareE_, shareI_, pullE_, pullI_);
        v128.store(v_ + o, next, 16);
        const fired = f32x4.ge(next, theta_);
        lanes |= i32x4.bitmask(fired) << 4;
      }
      {
        const gENow = v128.load(gE_ + o, 32);
        const gINow = v128.load(gI_ + o, 32);
        v128.store(gE_ + o, f32x4.mul(gENow, decayE_), 32);
        v128.store(gI_ + o, f32x4.mul(gINow, decayI_), 32);
        const vNow = v128.load(v_ + o, 32);
        const next = lifCobaAdvance(vNow, gENow, gINow, vInf_, inertia_, shareE_, shareI_, pullE_, pullI_);
        v128.store(v_ + o, next, 32);
        const fired = f32x4.ge(next, theta_);
        lanes |= i32x4.bitmask(fired) << 8;
      }
      {
        const gENow = v128.load(gE_ + o, 48);
        const gINow = v128.load(gI_ + o, 48);
        v128.store(gE_ + o, f32x4.mul(gENow, decayE_), 48);
        v128.store(gI_ + o, f32x4.mul(gINow, decayI_), 48);
        const vNow = v128.load(v_ + o, 48);
        const next = lifCobaAdvance(vNow, gENow, gINow, vInf_, inertia_, shareE_, shareI_, pullE_, pullI_);
        v128.store(v_ + o, next, 48);
        const fired = f32x4.ge(next, theta_);
        lanes |= i32x4.bitmask(fired) << 12;
      }
      if (lanes != 0) emitSpikes(block, slot, free16(lanes, refractoryLeft_ + o), k, step);
    }
    for (; k < end; k += 4) {
      const o = <usize>k << 2;
      const gENow = v128.load(gE_ + o);
      const gINow = v128.load(gI_ + o);
      v128.store(gE_ + o, f32x4.mul(gENow, decayE_));
      v128.store(gI_ + o, f32x4.mul(gINow, decayI_));
      const vNow = v128.load(v_ + o);
      const next = lifCobaAdvance(vNow, gENow, gINow, vInf_, inertia_, shareE_, shareI_, pullE_, pullI_);
      v128.store(v_ + o, next);
      const fired = f32x4.ge(next, theta_);
      const lanes = i32x4.bitmask(fired);
      if (lanes != 0) emitSpikes(block, slot, free4(lanes, refractoryLeft_ + o), k, step);
    }
  }
  holdSpiking(block, slot, v_, refractoryLeft_, load<f32>(block, 120), load<f32>(block, 128));
}

/** Leaky integrate-and-fire neuron, delta synapses; every parameter one number. */
export function lifDeltaIntegrateUniform(block: usize, begin: u32, end: u32, step: u32): void {
  const v_ = load<usize>(block, 96);
  const refractoryLeft_ = load<usize>(block, 100);
  const delta_ = load<usize>(block, 104);
  const vInf_ = v128.load32_splat(block, 48);
  const leak_ = v128.load32_splat(block, 56);
  const theta_ = v128.load32_splat(block, 64);
  const reset_ = v128.load32_splat(block, 72);
  const refSteps_ = v128.load32_splat(block, 80);
  const heldAbove_ = v128.load32_splat(block, 88);
  const slot = openSlot(block, begin, step);
  if ((step & 255) == 0) {
    dropTiny(refractoryLeft_, begin, end);
    dropTiny(delta_, begin, end);
  }
  let k = begin;
  for (; k < end; k += 4) {
    const o = <usize>k << 2;
    const deltaNow = v128.load(delta_ + o);
    v128.store(delta_ + o, f32x4.splat(0));
    const vNow = v128.load(v_ + o);
    const next = f32x4.add(lifDeltaAdvance(vNow, vInf_, leak_), deltaNow);
    const fired = threshold(v_ + o, refractoryLeft_ + o, next, theta_, reset_, refSteps_, heldAbove_);
    const lanes = i32x4.bitmask(fired);
    if (lanes != 0) emitSpikes(block, slot, lanes, k, step);
  }
}

/** Leaky integrate-and-fire neuron, delta synapses; every parameter a column. */
export function lifDeltaIntegratePerNeuron(block: usize, begin: u32, end: u32, step: u32): void {
  const v_ = load<usize>(block, 96);
  const refractoryLeft_ = load<usize>(block, 100);
  const delta_ = load<usize>(block, 104);
  const vInf_ = load<usize>(block, 52);
  const leak_ = load<usize>(block, 60);
  const theta_ = load<usize>(block, 68);
  const reset_ = load<usize>(block, 76);
  const refSteps_ = load<usize>(block, 84);
  const heldAbove_ = v128.load32_splat(block, 88);
  const slot = openSlot(block, begin, step);
  if ((step & 255) == 0) {
    dropTiny(refractoryLeft_, begin, end);
    dropTiny(delta_, begin, end);
  }
  let k = begin;
  for (; k + 16 <= end; k += 16) {
    const o = <usize>k << 2;
    let lanes: u32 = 0;
    {
      const deltaNow = v128.load(delta_ + o);
      v128.store(delta_ + o, f32x4.splat(0));
      const vNow = v128.load(v_ + o);
      const next = f32x4.add(lifDeltaAdvance(vNow, v128.load(vInf_ + o), v128.load(leak_ + o)), deltaNow);
      const fired = threshold(v_ + o, refractoryLeft_ + o, next, v128.load(theta_ + o), v128.load(reset_ + o), v128.load(refSteps_ + o), heldAbove_);
      lanes |= i32x4.bitmask(fired);
    }
    {
      const deltaNow = v128.load(delta_ + o, 16);
      v128.store(delta_ + o, f32x4.splat(0), 16);
      const vNow = v128.load(v_ + o, 16);
      const next = f32x4.add(lifDeltaAdvance(vNow, v128.load(vInf_ + o, 16), v128.load(leak_ + o, 16)), deltaNow);
      const fired = threshold(v_ + o + 16, refractoryLeft_ + o + 16, next, v128.load(theta_ + o, 16), v128.load(reset_ + o, 16), v128.load(refSteps_ + o, 16), heldAbove_);
      lanes |= i32x4.bitmask(fired) << 4;
    }
    {
      const deltaNow = v128.load(delta_ + o, 32);
      v128.store(delta_ + o, f32x4.splat(0), 32);
      const vNow = v128.load(v_ + o, 32);
      const next = f32x4.add(lifDeltaAdvance(vNow, v128.load(vInf_ + o, 32), v128.load(leak_ + o, 32)), deltaNow);
      const fired = threshold(v_ + o + 32, refractoryLeft_ + o + 32, next, v128.load(theta_ + o, 32), v128.load(reset_ + o, 32), v128.load(refSteps_ + o, 32), heldAbove_);
      lanes |= i32x4.bitmask(fired) << 8;
    }
    {
      const deltaNow = v128.load(delta_ + o, 48);
      v128.store(delta_ + o, f32x4.splat(0), 48);
      const vNow = v128.load(v_ + o, 48);
      const next = f32x4.add(lifDeltaAdvance(vNow, v128.load(vInf_ + o, 48), v128.load(leak_ + o, 48)), deltaNow);
      const fired = threshold(v_ + o + 48, refractoryLeft_ + o + 48, next, v128.load(theta_ + o, 48), v128.load(reset_ + o, 48), v128.load(refSteps_ + o, 48), heldAbove_);
      lanes |= i32x4.bitmask(fired) << 12;
    }
    if (lanes != 0) emitSpikes(block, slot, lanes, k, step);
  }
  for (; k < end; k += 4) {
    const o = <usize>k << 2;
    const deltaNow = v128.load(delta_ + o);
    v128.store(delta_ + o, f32x4.splat(0));
    const vNow = v128.load(v_ + o);
    const next = f32x4.add(lifDeltaAdvance(vNow, v128.load(vInf_ + o), v128.load(leak_ + o)), deltaNow);
    const fired = threshold(v_ + o, refractoryLeft_ + o, next, v128.load(theta_ + o), v128.load(reset_ + o), v128.load(refSteps_ + o), heldAbove_);
    const lanes = i32x4.bitmask(fired);
    if (lanes != 0) emitSpikes(block, slot, lanes, k, step);
  }
}

/** Leaky integrate-and-fire neuron, delta synapses; every parameter one number, and held.ts keeps the refractory neurons. */
export function lifDeltaIntegrateHold(block: usize, begin: u32, end: u32, step: u32): void {
  const v_ = load<usize>(block, 96);
  const refractoryLeft_ = load<usize>(block, 100);
  const delta_ = load<usize>(block, 104);
  const vInf_ = v128.load32_splat(block, 48);
  const leak_ = v128.load32_splat(block, 56);
  const theta_ = v128.load32_splat(block, 64);
  const slot = openSlot(block, begin, step);
  if ((step & 255) == 0) {
    dropTiny(refractoryLeft_, begin, end);
    dropTiny(delta_, begin, end);
  }
  const kicked = load<u32>(block + POPULATION_KICKED);
  if (kicked != 0) {
    let k = begin;
    for (; k + 16 <= end; k += 16) {
      const o = <usize>k << 2;
      let lanes: u32 = 0;
      {
        const deltaNow = v128.load(delta_ + o);
        v128.store(delta_ + o, f32x4.splat(0));
        const vNow = v128.load(v_ + o);
        const next = f32x4.add(lifDeltaAdvance(vNow, vInf_, leak_), deltaNow);
        v128.store(v_ + o, next);
        const fired = f32x4.ge(next, theta_);
        lanes |= i32x4.bitmask(fired);
      }
      {
        const deltaNow = v128.load(delta_ + o, 16);
        v128.store(delta_ + o, f32x4.splat(0), 16);
        const vNow = v128.load(v_ + o, 16);
        const next = f32x4.add(lifDeltaAdvance(vNow, vInf_, leak_), deltaNow);
        v128.store(v_ + o, next, 16);
        const fired = f32x4.ge(next, theta_);
        lanes |= i32x4.bitmask(fired) << 4;
      }
      {
        const deltaNow = v128.load(delta_ + o, 32);
        v128.store(delta_ + o, f32x4.splat(0), 32);
        const vNow = v128.load(v_ + o, 32);
        const next = f32x4.add(lifDeltaAdvance(vNow, vInf_, leak_), deltaNow);
        v128.store(v_ + o, next, 32);
        const fired = f32x4.ge(next, theta_);
        lanes |= i32x4.bitmask(fired) << 8;
      }
      {
        const deltaNow = v128.load(delta_ + o, 48);
        v128.store(delta_ + o, f32x4.splat(0), 48);
        const vNow = v128.load(v_ + o, 48);
        const next = f32x4.add(lifDeltaAdvance(vNow, vInf_, leak_), deltaNow);
        v128.store(v_ + o, next, 48);
        const fired = f32x4.ge(next, theta_);
        lanes |= i32x4.bitmask(fired) << 12;
      }
      if (lanes != 0) emitSpikes(block, slot, free16(lanes, refractoryLeft_ + o), k, step);
    }
    for (; k < end; k += 4) {
      const o = <usize>k << 2;
      const deltaNow = v128.load(delta_ + o);
      v128.store(delta_ + o, f32x4.splat(0));
      const vNow = v128.load(v_ + o);
      const next = f32x4.add(lifDeltaAdvance(vNow, vInf_, leak_), deltaNow);
      v128.store(v_ + o, next);
      const fired = f32x4.ge(next, theta_);
      const lanes = i32x4.bitmask(fired);
      if (lanes != 0) emitSpikes(block, slot, free4(lanes, refractoryLeft_ + o), k, step);
    }
    if (kicked == 1) store<u32>(block + POPULATION_KICKED, 0);
  } else {
    let k = begin;
    for (; k + 16 <= end; k += 16) {
      const o = <usize>k << 2;
      let lanes: u32 = 0;
      {
        const vNow = v128.load(v_ + o);
        const next = lifDeltaAdvance(vNow, vInf_, leak_);
        v128.store(v_ + o, next);
        const fired = f32x4.ge(next, theta_);
        lanes |= i32x4.bitmask(fired);
      }
      {
        const vNow = v128.load(v_ + o, 16);
        const next = lifDeltaAdvance(vNow, vInf_, leak_);
        v128.store(v_ + o, next, 16);
        const fired = f32x4.ge(next, theta_);
        lanes |= i32x4.bitmask(fired) << 4;
      }
      {
        const vNow = v128.load(v_ + o, 32);
        const next = lifDeltaAdvance(vNow, vInf_, leak_);
        v128.store(v_ + o, next, 32);
        const fired = f32x4.ge(next, theta_);
        lanes |= i32x4.bitmask(fired) << 8;
      }
      {
        const vNow = v128.load(v_ + o, 48);
        const next = lifDeltaAdvance(vNow, vInf_, leak_);
        v128.store(v_ + o, next, 48);
        const fired = f32x4.ge(next, theta_);
        lanes |= i32x4.bitmask(fired) << 12;
      }
      if (lanes != 0) emitSpikes(block, slot, free16(lanes, refractoryLeft_ + o), k, step);
    }
    for (; k < end; k += 4) {
      const o = <usize>k << 2;
      const vNow = v128.load(v_ + o);
      const next = lifDeltaAdvance(vNow, vInf_, leak_);
      v128.store(v_ + o, next);
      const fired = f32x4.ge(next, theta_);
      const lanes = i32x4.bitmask(fired);
      if (lanes != 0) emitSpikes(block, slot, free4(lanes, refractoryLeft_ + o), k, step);
    }
  }
  holdSpiking(block, slot, v_, refractoryLeft_, load<f32>(block, 72), load<f32>(block, 80));
}

/** Leaky integrate-and-fire neuron, one-step map; every parameter one number. */
export function lifDiscreteIntegrateUniform(block: usize, begin: u32, end: u32, step: u32): void {
  const v_ = load<usize>(block, 104);
  const refractoryLeft_ = load<usize>(block, 108);
  const i_ = load<usize>(block, 112);
  const delta_ = load<usize>(block, 116);
  const vTh_ = v128.load32_splat(block, 48);
  const vReset_ = v128.load32_splat(block, 56);
  const bias_ = v128.load32_splat(block, 64);
  const leak_ = v128.load32_splat(block, 72);
  const synDecay_ = v128.load32_splat(block, 80);
  const refSteps_ = v128.load32_splat(block, 88);
  const hold_ = v128.load32_splat(block, 96);
  const slot = openSlot(block, begin, step);
  if ((step & 255) == 0) {
    dropTiny(v_, begin, end);
    dropTiny(refractoryLeft_, begin, end);
    dropTiny(i_, begin, end);
    dropTiny(delta_, begin, end);
  }
  let k = begin;
  for (; k + 16 <= end; k += 16) {
    const o = <usize>k << 2;
    let lanes: u32 = 0;
    {
      const fired = lifDiscreteStep(v_ + o, refractoryLeft_ + o, i_ + o, delta_ + o, vTh_, vReset_, bias_, leak_, synDecay_, refSteps_, hold_);
      lanes |= i32x4.bitmask(fired);
    }
    {
      const fired = lifDiscreteStep(v_ + o + 16, refractoryLeft_ + o + 16, i_ + o + 16, delta_ + o + 16, vTh_, vReset_, bias_, leak_, synDecay_, refSteps_, hold_);
      lanes |= i32x4.bitmask(fired) << 4;
    }
    {
      const fired = lifDiscreteStep(v_ + o + 32, refractoryLeft_ + o + 32, i_ + o + 32, delta_ + o + 32, vTh_, vReset_, bias_, leak_, synDecay_, refSteps_, hold_);
      lanes |= i32x4.bitmask(fired) << 8;
    }
    {
      const fired = lifDiscreteStep(v_ + o + 48, refractoryLeft_ + o + 48, i_ + o + 48, delta_ + o + 48, vTh_, vReset_, bias_, leak_, synDecay_, refSteps_, hold_);
      lanes |= i32x4.bitmask(fired) << 12;
    }
    if (lanes != 0) emitSpikes(block, slot, lanes, k, step);
  }
  for (; k < end; k += 4) {
    const o = <usize>k << 2;
    const fired = lifDiscreteStep(v_ + o, refractoryLeft_ + o, i_ + o, delta_ + o, vTh_, vReset_, bias_, leak_, synDecay_, refSteps_, hold_);
    const lanes = i32x4.bitmask(fired);
    if (lanes != 0) emitSpikes(block, slot, lanes, k, step);
  }
}

/** Leaky integrate-and-fire neuron, one-step map; every parameter a column. */
export function lifDiscreteIntegratePerNeuron(block: usize, begin: u32, end: u32, step: u32): void {
  const v_ = load<usize>(block, 104);
  const refractoryLeft_ = load<usize>(block, 108);
  const i_ = load<usize>(block, 112);
  const delta_ = load<usize>(block, 116);
  const vTh_ = load<usize>(block, 52);
  const vReset_ = load<usize>(block, 60);
  const bias_ = load<usize>(block, 68);
  const leak_ = load<usize>(block, 76);
  const synDecay_ = load<usize>(block, 84);
  const refSteps_ = load<usize>(block, 92);
  const hold_ = v128.load32_splat(block, 96);
  const slot = openSlot(block, begin, step);
  if ((step & 255) == 0) {
    dropTiny(v_, begin, end);
    dropTiny(refractoryLeft_, begin, end);
    dropTiny(i_, begin, end);
    dropTiny(delta_, begin, end);
  }
  let k = begin;
  for (; k + 16 <= end; k += 16) {
    const o = <usize>k << 2;
    let lanes: u32 = 0;
    {
      const fired = lifDiscreteStep(v_ + o, refractoryLeft_ + o, i_ + o, delta_ + o, v128.load(vTh_ + o), v128.load(vReset_ + o), v128.load(bias_ + o), v128.load(leak_ + o), v128.load(synDecay_ + o), v128.load(refSteps_ + o), hold_);
      lanes |= i32x4.bitmask(fired);
    }
    {
      const fired = lifDiscreteStep(v_ + o + 16, refractoryLeft_ + o + 16, i_ + o + 16, delta_ + o + 16, v128.load(vTh_ + o, 16), v128.load(vReset_ + o, 16), v128.load(bias_ + o, 16), v128.load(leak_ + o, 16), v128.load(synDecay_ + o, 16), v128.load(refSteps_ + o, 16), hold_);
      lanes |= i32x4.bitmask(fired) << 4;
    }
    {
      const fired = lifDiscreteStep(v_ + o + 32, refractoryLeft_ + o + 32, i_ + o + 32, delta_ + o + 32, v128.load(vTh_ + o, 32), v128.load(vReset_ + o, 32), v128.load(bias_ + o, 32), v128.load(leak_ + o, 32), v128.load(synDecay_ + o, 32), v128.load(refSteps_ + o, 32), hold_);
      lanes |= i32x4.bitmask(fired) << 8;
    }
    {
      const fired = lifDiscreteStep(v_ + o + 48, refractoryLeft_ + o + 48, i_ + o + 48, delta_ + o + 48, v128.load(vTh_ + o, 48), v128.load(vReset_ + o, 48), v128.load(bias_ + o, 48), v128.load(leak_ + o, 48), v128.load(synDecay_ + o, 48), v128.load(refSteps_ + o, 48), hold_);
      lanes |= i32x4.bitmask(fired) << 12;
    }
    if (lanes != 0) emitSpikes(block, slot, lanes, k, step);
  }
  for (; k < end; k += 4) {
    const o = <usize>k << 2;
    const fired = lifDiscreteStep(v_ + o, refractoryLeft_ + o, i_ + o, delta_ + o, v128.load(vTh_ + o), v128.load(vReset_ + o), v128.load(bias_ + o), v128.load(leak_ + o), v128.load(synDecay_ + o), v128.load(refSteps_ + o), hold_);
    const lanes = i32x4.bitmask(fired);
    if (lanes != 0) emitSpikes(block, slot, lanes, k, step);
  }
}
