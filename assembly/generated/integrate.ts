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
    const vAt = v_ + o;
    const refractoryLeftAt = refractoryLeft_ + o;
    const aAt = a_ + o;
    const iEAt = iE_ + o;
    const iIAt = iI_ + o;
    const deltaAt = delta_ + o;
    const iENow = v128.load(iEAt);
    const iINow = v128.load(iIAt);
    const deltaNow = v128.load(deltaAt);
    v128.store(iEAt, f32x4.mul(iENow, decayE_));
    v128.store(iIAt, f32x4.mul(iINow, decayI_));
    v128.store(deltaAt, f32x4.splat(0));
    const vNow = v128.load(vAt);
    const next = f32x4.add(alifAdvance(vNow, iENow, iINow, aAt, vInf_, leak_, gainE_, gainI_, fadeA_), deltaNow);
    const fired = threshold(vAt, refractoryLeftAt, next, alifThreshold(aAt, theta_), reset_, refSteps_, heldAbove_);
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
    const vAt = v_ + o;
    const refractoryLeftAt = refractoryLeft_ + o;
    const aAt = a_ + o;
    const iEAt = iE_ + o;
    const iIAt = iI_ + o;
    const deltaAt = delta_ + o;
    const vInfAt = vInf_ + o;
    const leakAt = leak_ + o;
    const gainEAt = gainE_ + o;
    const gainIAt = gainI_ + o;
    const fadeAAt = fadeA_ + o;
    const thetaAt = theta_ + o;
    const jumpAt = jump_ + o;
    const decayEAt = decayE_ + o;
    const decayIAt = decayI_ + o;
    const resetAt = reset_ + o;
    const refStepsAt = refSteps_ + o;
    let lanes: u32 = 0;
    {
      const iENow = v128.load(iEAt);
      const iINow = v128.load(iIAt);
      const deltaNow = v128.load(deltaAt);
      v128.store(iEAt, f32x4.mul(iENow, v128.load(decayEAt)));
      v128.store(iIAt, f32x4.mul(iINow, v128.load(decayIAt)));
      v128.store(deltaAt, f32x4.splat(0));
      const vNow = v128.load(vAt);
      const next = f32x4.add(alifAdvance(vNow, iENow, iINow, aAt, v128.load(vInfAt), v128.load(leakAt), v128.load(gainEAt), v128.load(gainIAt), v128.load(fadeAAt)), deltaNow);
      const fired = threshold(vAt, refractoryLeftAt, next, alifThreshold(aAt, v128.load(thetaAt)), v128.load(resetAt), v128.load(refStepsAt), heldAbove_);
      lanes |= i32x4.bitmask(fired);
    }
    {
      const iENow = v128.load(iEAt, 16);
      const iINow = v128.load(iIAt, 16);
      const deltaNow = v128.load(deltaAt, 16);
      v128.store(iEAt, f32x4.mul(iENow, v128.load(decayEAt, 16)), 16);
      v128.store(iIAt, f32x4.mul(iINow, v128.load(decayIAt, 16)), 16);
      v128.store(deltaAt, f32x4.splat(0), 16);
      const vNow = v128.load(vAt, 16);
      const next = f32x4.add(alifAdvance(vNow, iENow, iINow, aAt + 16, v128.load(vInfAt, 16), v128.load(leakAt, 16), v128.load(gainEAt, 16), v128.load(gainIAt, 16), v128.load(fadeAAt, 16)), deltaNow);
      const fired = threshold(vAt + 16, refractoryLeftAt + 16, next, alifThreshold(aAt + 16, v128.load(thetaAt, 16)), v128.load(resetAt, 16), v128.load(refStepsAt, 16), heldAbove_);
      lanes |= i32x4.bitmask(fired) << 4;
    }
    {
      const iENow = v128.load(iEAt, 32);
      const iINow = v128.load(iIAt, 32);
      const deltaNow = v128.load(deltaAt, 32);
      v128.store(iEAt, f32x4.mul(iENow, v128.load(decayEAt, 32)), 32);
      v128.store(iIAt, f32x4.mul(iINow, v128.load(decayIAt, 32)), 32);
      v128.store(deltaAt, f32x4.splat(0), 32);
      const vNow = v128.load(vAt, 32);
      const next = f32x4.add(alifAdvance(vNow, iENow, iINow, aAt + 32, v128.load(vInfAt, 32), v128.load(leakAt, 32), v128.load(gainEAt, 32), v128.load(gainIAt, 32), v128.load(fadeAAt, 32)), deltaNow);
      const fired = threshold(vAt + 32, refractoryLeftAt + 32, next, alifThreshold(aAt + 32, v128.load(thetaAt, 32)), v128.load(resetAt, 32), v128.load(refStepsAt, 32), heldAbove_);
      lanes |= i32x4.bitmask(fired) << 8;
    }
    {
      const iENow = v128.load(iEAt, 48);
      const iINow = v128.load(iIAt, 48);
      const deltaNow = v128.load(deltaAt, 48);
      v128.store(iEAt, f32x4.mul(iENow, v128.load(decayEAt, 48)), 48);
      v128.store(iIAt, f32x4.mul(iINow, v128.load(decayIAt, 48)), 48);
      v128.store(deltaAt, f32x4.splat(0), 48);
      const vNow = v128.load(vAt, 48);
      const next = f32x4.add(alifAdvance(vNow, iENow, iINow, aAt + 48, v128.load(vInfAt, 48), v128.load(leakAt, 48), v128.load(gainEAt, 48), v128.load(gainIAt, 48), v128.load(fadeAAt, 48)), deltaNow);
      const fired = threshold(vAt + 48, refractoryLeftAt + 48, next, alifThreshold(aAt + 48, v128.load(thetaAt, 48)), v128.load(resetAt, 48), v128.load(refStepsAt, 48), heldAbove_);
      lanes |= i32x4.bitmask(fired) << 12;
    }
    if (lanes != 0) emitSpikes(block, slot, lanes, k, step);
  }
  for (; k < end; k += 4) {
    const o = <usize>k << 2;
    const vAt = v_ + o;
    const refractoryLeftAt = refractoryLeft_ + o;
    const aAt = a_ + o;
    const iEAt = iE_ + o;
    const iIAt = iI_ + o;
    const deltaAt = delta_ + o;
    const vInfAt = vInf_ + o;
    const leakAt = leak_ + o;
    const gainEAt = gainE_ + o;
    const gainIAt = gainI_ + o;
    const fadeAAt = fadeA_ + o;
    const thetaAt = theta_ + o;
    const jumpAt = jump_ + o;
    const decayEAt = decayE_ + o;
    const decayIAt = decayI_ + o;
    const resetAt = reset_ + o;
    const refStepsAt = refSteps_ + o;
    const iENow = v128.load(iEAt);
    const iINow = v128.load(iIAt);
    const deltaNow = v128.load(deltaAt);
    v128.store(iEAt, f32x4.mul(iENow, v128.load(decayEAt)));
    v128.store(iIAt, f32x4.mul(iINow, v128.load(decayIAt)));
    v128.store(deltaAt, f32x4.splat(0));
    const vNow = v128.load(vAt);
    const next = f32x4.add(alifAdvance(vNow, iENow, iINow, aAt, v128.load(vInfAt), v128.load(leakAt), v128.load(gainEAt), v128.load(gainIAt), v128.load(fadeAAt)), deltaNow);
    const fired = threshold(vAt, refractoryLeftAt, next, alifThreshold(aAt, v128.load(thetaAt)), v128.load(resetAt), v128.load(refStepsAt), heldAbove_);
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
      const vAt = v_ + o;
      const refractoryLeftAt = refractoryLeft_ + o;
      const aAt = a_ + o;
      const iEAt = iE_ + o;
      const iIAt = iI_ + o;
      const deltaAt = delta_ + o;
      let lanes: u32 = 0;
      {
        const iENow = v128.load(iEAt);
        const iINow = v128.load(iIAt);
        const deltaNow = v128.load(deltaAt);
        v128.store(iEAt, f32x4.mul(iENow, decayE_));
        v128.store(iIAt, f32x4.mul(iINow, decayI_));
        v128.store(deltaAt, f32x4.splat(0));
        const vNow = v128.load(vAt);
        const next = f32x4.add(alifAdvance(vNow, iENow, iINow, aAt, vInf_, leak_, gainE_, gainI_, fadeA_), deltaNow);
        v128.store(vAt, next);
        const fired = f32x4.ge(next, alifThreshold(aAt, theta_));
        lanes |= i32x4.bitmask(fired);
      }
      {
        const iENow = v128.load(iEAt, 16);
        const iINow = v128.load(iIAt, 16);
        const deltaNow = v128.load(deltaAt, 16);
        v128.store(iEAt, f32x4.mul(iENow, decayE_), 16);
        v128.store(iIAt, f32x4.mul(iINow, decayI_), 16);
        v128.store(deltaAt, f32x4.splat(0), 16);
        const vNow = v128.load(vAt, 16);
        const next = f32x4.add(alifAdvance(vNow, iENow, iINow, aAt + 16, vInf_, leak_, gainE_, gainI_, fadeA_), deltaNow);
        v128.store(vAt, next, 16);
        const fired = f32x4.ge(next, alifThreshold(aAt + 16, theta_));
        lanes |= i32x4.bitmask(fired) << 4;
      }
      {
        const iENow = v128.load(iEAt, 32);
        const iINow = v128.load(iIAt, 32);
        const deltaNow = v128.load(deltaAt, 32);
        v128.store(iEAt, f32x4.mul(iENow, decayE_), 32);
        v128.store(iIAt, f32x4.mul(iINow, decayI_), 32);
        v128.store(deltaAt, f32x4.splat(0), 32);
        const vNow = v128.load(vAt, 32);
        const next = f32x4.add(alifAdvance(vNow, iENow, iINow, aAt + 32, vInf_, leak_, gainE_, gainI_, fadeA_), deltaNow);
        v128.store(vAt, next, 32);
        const fired = f32x4.ge(next, alifThreshold(aAt + 32, theta_));
        lanes |= i32x4.bitmask(fired) << 8;
      }
      {
        const iENow = v128.load(iEAt, 48);
        const iINow = v128.load(iIAt, 48);
        const deltaNow = v128.load(deltaAt, 48);
        v128.store(iEAt, f32x4.mul(iENow, decayE_), 48);
        v128.store(iIAt, f32x4.mul(iINow, decayI_), 48);
        v128.store(deltaAt, f32x4.splat(0), 48);
        const vNow = v128.load(vAt, 48);
        const next = f32x4.add(alifAdvance(vNow, iENow, iINow, aAt + 48, vInf_, leak_, gainE_, gainI_, fadeA_), deltaNow);
        v128.store(vAt, next, 48);
        const fired = f32x4.ge(next, alifThreshold(aAt + 48, theta_));
        lanes |= i32x4.bitmask(fired) << 12;
      }
      if (lanes != 0) emitSpikes(block, slot, free16(lanes, refractoryLeftAt), k, step);
    }
    for (; k < end; k += 4) {
      const o = <usize>k << 2;
      const vAt = v_ + o;
      const refractoryLeftAt = refractoryLeft_ + o;
      const aAt = a_ + o;
      const iEAt = iE_ + o;
      const iIAt = iI_ + o;
      const deltaAt = delta_ + o;
      const iENow = v128.load(iEAt);
      const iINow = v128.load(iIAt);
      const deltaNow = v128.load(deltaAt);
      v128.store(iEAt, f32x4.mul(iENow, decayE_));
      v128.store(iIAt, f32x4.mul(iINow, decayI_));
      v128.store(deltaAt, f32x4.splat(0));
      const vNow = v128.load(vAt);
      const next = f32x4.add(alifAdvance(vNow, iENow, iINow, aAt, vInf_, leak_, gainE_, gainI_, fadeA_), deltaNow);
      v128.store(vAt, next);
      const fired = f32x4.ge(next, alifThreshold(aAt, theta_));
      const lanes = i32x4.bitmask(fired);
      if (lanes != 0) emitSpikes(block, slot, free4(lanes, refractoryLeftAt), k, step);
    }
    if (kicked == 1) store<u32>(block + POPULATION_KICKED, 0);
  } else {
    let k = begin;
    for (; k + 16 <= end; k += 16) {
      const o = <usize>k << 2;
      const vAt = v_ + o;
      const refractoryLeftAt = refractoryLeft_ + o;
      const aAt = a_ + o;
      const iEAt = iE_ + o;
      const iIAt = iI_ + o;
      let lanes: u32 = 0;
      {
        const iENow = v128.load(iEAt);
        const iINow = v128.load(iIAt);
        v128.store(iEAt, f32x4.mul(iENow, decayE_));
        v128.store(iIAt, f32x4.mul(iINow, decayI_));
        const vNow = v128.load(vAt);
        const next = alifAdvance(vNow, iENow, iINow, aAt, vInf_, leak_, gainE_, gainI_, fadeA_);
        v128.store(vAt, next);
        const fired = f32x4.ge(next, alifThreshold(aAt, theta_));
        lanes |= i32x4.bitmask(fired);
      }
      {
        const iENow = v128.load(iEAt, 16);
        const iINow = v128.load(iIAt, 16);
        v128.store(iEAt, f32x4.mul(iENow, decayE_), 16);
        v128.store(iIAt, f32x4.mul(iINow, decayI_), 16);
        const vNow = v128.load(vAt, 16);
        const next = alifAdvance(vNow, iENow, iINow, aAt + 16, vInf_, leak_, gainE_, gainI_, fadeA_);
        v128.store(vAt, next, 16);
        const fired = f32x4.ge(next, alifThreshold(aAt + 16, theta_));
        lanes |= i32x4.bitmask(fired) << 4;
      }
      {
        const iENow = v128.load(iEAt, 32);
        const iINow = v128.load(iIAt, 32);
        v128.store(iEAt, f32x4.mul(iENow, decayE_), 32);
        v128.store(iIAt, f32x4.mul(iINow, decayI_), 32);
        const vNow = v128.load(vAt, 32);
        const next = alifAdvance(vNow, iENow, iINow, aAt + 32, vInf_, leak_, gainE_, gainI_, fadeA_);
        v128.store(vAt, next, 32);
        const fired = f32x4.ge(next, alifThreshold(aAt + 32, theta_));
        lanes |= i32x4.bitmask(fired) << 8;
      }
      {
        const iENow = v128.load(iEAt, 48);
        const iINow = v128.load(iIAt, 48);
        v128.store(iEAt, f32x4.mul(iENow, decayE_), 48);
        v128.store(iIAt, f32x4.mul(iINow, decayI_), 48);
        const vNow = v128.load(vAt, 48);
        const next = alifAdvance(vNow, iENow, iINow, aAt + 48, vInf_, leak_, gainE_, gainI_, fadeA_);
        v128.store(vAt, next, 48);
        const fired = f32x4.ge(next, alifThreshold(aAt + 48, theta_));
        lanes |= i32x4.bitmask(fired) << 12;
      }
      if (lanes != 0) emitSpikes(block, slot, free16(lanes, refractoryLeftAt), k, step);
    }
    for (; k < end; k += 4) {
      const o = <usize>k << 2;
      const vAt = v_ + o;
      const refractoryLeftAt = refractoryLeft_ + o;
      const aAt = a_ + o;
      const iEAt = iE_ + o;
      const iIAt = iI_ + o;
      const iENow = v128.load(iEAt);
      const iINow = v128.load(iIAt);
      v128.store(iEAt, f32x4.mul(iENow, decayE_));
      v128.store(iIAt, f32x4.mul(iINow, decayI_));
      const vNow = v128.load(vAt);
      const next = alifAdvance(vNow, iENow, iINow, aAt, vInf_, leak_, gainE_, gainI_, fadeA_);
      v128.store(vAt, next);
      const fired = f32x4.ge(next, alifThreshold(aAt, theta_));
      const lanes = i32x4.bitmask(fired);
      if (lanes != 0) emitSpikes(block, slot, free4(lanes, refractoryLeftAt), k, step);
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
    const vAt = v_ + o;
    const uAt = u_ + o;
    const iAt = i_ + o;
    let lanes: u32 = 0;
    {
      const fired = izhikevichStep(vAt, uAt, iAt, aStep_, b_, c_, d_, vPeak_, half_, linear_, square_, drive_);
      lanes |= i32x4.bitmask(fired);
    }
    {
      const fired = izhikevichStep(vAt + 16, uAt + 16, iAt + 16, aStep_, b_, c_, d_, vPeak_, half_, linear_, square_, drive_);
      lanes |= i32x4.bitmask(fired) << 4;
    }
    {
      const fired = izhikevichStep(vAt + 32, uAt + 32, iAt + 32, aStep_, b_, c_, d_, vPeak_, half_, linear_, square_, drive_);
      lanes |= i32x4.bitmask(fired) << 8;
    }
    {
      const fired = izhikevichStep(vAt + 48, uAt + 48, iAt + 48, aStep_, b_, c_, d_, vPeak_, half_, linear_, square_, drive_);
      lanes |= i32x4.bitmask(fired) << 12;
    }
    if (lanes != 0) emitSpikes(block, slot, lanes, k, step);
  }
  for (; k < end; k += 4) {
    const o = <usize>k << 2;
    const vAt = v_ + o;
    const uAt = u_ + o;
    const iAt = i_ + o;
    const fired = izhikevichStep(vAt, uAt, iAt, aStep_, b_, c_, d_, vPeak_, half_, linear_, square_, drive_);
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
    const vAt = v_ + o;
    const uAt = u_ + o;
    const iAt = i_ + o;
    const aStepAt = aStep_ + o;
    const bAt = b_ + o;
    const cAt = c_ + o;
    const dAt = d_ + o;
    const vPeakAt = vPeak_ + o;
    const driveAt = drive_ + o;
    let lanes: u32 = 0;
    {
      const fired = izhikevichStep(vAt, uAt, iAt, v128.load(aStepAt), v128.load(bAt), v128.load(cAt), v128.load(dAt), v128.load(vPeakAt), half_, linear_, square_, v128.load(driveAt));
      lanes |= i32x4.bitmask(fired);
    }
    {
      const fired = izhikevichStep(vAt + 16, uAt + 16, iAt + 16, v128.load(aStepAt, 16), v128.load(bAt, 16), v128.load(cAt, 16), v128.load(dAt, 16), v128.load(vPeakAt, 16), half_, linear_, square_, v128.load(driveAt, 16));
      lanes |= i32x4.bitmask(fired) << 4;
    }
    {
      const fired = izhikevichStep(vAt + 32, uAt + 32, iAt + 32, v128.load(aStepAt, 32), v128.load(bAt, 32), v128.load(cAt, 32), v128.load(dAt, 32), v128.load(vPeakAt, 32), half_, linear_, square_, v128.load(driveAt, 32));
      lanes |= i32x4.bitmask(fired) << 8;
    }
    {
      const fired = izhikevichStep(vAt + 48, uAt + 48, iAt + 48, v128.load(aStepAt, 48), v128.load(bAt, 48), v128.load(cAt, 48), v128.load(dAt, 48), v128.load(vPeakAt, 48), half_, linear_, square_, v128.load(driveAt, 48));
      lanes |= i32x4.bitmask(fired) << 12;
    }
    if (lanes != 0) emitSpikes(block, slot, lanes, k, step);
  }
  for (; k < end; k += 4) {
    const o = <usize>k << 2;
    const vAt = v_ + o;
    const uAt = u_ + o;
    const iAt = i_ + o;
    const aStepAt = aStep_ + o;
    const bAt = b_ + o;
    const cAt = c_ + o;
    const dAt = d_ + o;
    const vPeakAt = vPeak_ + o;
    const driveAt = drive_ + o;
    const fired = izhikevichStep(vAt, uAt, iAt, v128.load(aStepAt), v128.load(bAt), v128.load(cAt), v128.load(dAt), v128.load(vPeakAt), half_, linear_, square_, v128.load(driveAt));
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
  for (; k < end; k += 4) {
    const o = <usize>k << 2;
    const vAt = v_ + o;
    const uAt = u_ + o;
    const iSynAt = iSyn_ + o;
    const iAt = i_ + o;
    const iEAt = iE_ + o;
    const iIAt = iI_ + o;
    const qAt = q_ + o;
    const fired = izhikevichDimensionalStep(vAt, uAt, iSynAt, iAt, iEAt, iIAt, qAt, vRest_, vT_, vPeak_, vReset_, b_, d_, iExt_, bend_, push_, aStep_, decayE_, decayI_, rise_, fall_, feed_);
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
  for (; k < end; k += 4) {
    const o = <usize>k << 2;
    const vAt = v_ + o;
    const uAt = u_ + o;
    const iSynAt = iSyn_ + o;
    const iAt = i_ + o;
    const iEAt = iE_ + o;
    const iIAt = iI_ + o;
    const qAt = q_ + o;
    const vRestAt = vRest_ + o;
    const vTAt = vT_ + o;
    const vPeakAt = vPeak_ + o;
    const vResetAt = vReset_ + o;
    const bAt = b_ + o;
    const dAt = d_ + o;
    const iExtAt = iExt_ + o;
    const bendAt = bend_ + o;
    const pushAt = push_ + o;
    const aStepAt = aStep_ + o;
    const decayEAt = decayE_ + o;
    const decayIAt = decayI_ + o;
    const riseAt = rise_ + o;
    const fallAt = fall_ + o;
    const feedAt = feed_ + o;
    const fired = izhikevichDimensionalStep(vAt, uAt, iSynAt, iAt, iEAt, iIAt, qAt, v128.load(vRestAt), v128.load(vTAt), v128.load(vPeakAt), v128.load(vResetAt), v128.load(bAt), v128.load(dAt), v128.load(iExtAt), v128.load(bendAt), v128.load(pushAt), v128.load(aStepAt), v128.load(decayEAt), v128.load(decayIAt), v128.load(riseAt), v128.load(fallAt), v128.load(feedAt));
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
    const vAt = v_ + o;
    const refractoryLeftAt = refractoryLeft_ + o;
    const iEAt = iE_ + o;
    const iIAt = iI_ + o;
    const deltaAt = delta_ + o;
    const iENow = v128.load(iEAt);
    const iINow = v128.load(iIAt);
    const deltaNow = v128.load(deltaAt);
    v128.store(iEAt, f32x4.mul(iENow, decayE_));
    v128.store(iIAt, f32x4.mul(iINow, decayI_));
    v128.store(deltaAt, f32x4.splat(0));
    const vNow = v128.load(vAt);
    const next = f32x4.add(lifAdvance(vNow, iENow, iINow, vInf_, leak_, gainE_, gainI_), deltaNow);
    const fired = threshold(vAt, refractoryLeftAt, next, theta_, reset_, refSteps_, heldAbove_);
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
    const vAt = v_ + o;
    const refractoryLeftAt = refractoryLeft_ + o;
    const iEAt = iE_ + o;
    const iIAt = iI_ + o;
    const deltaAt = delta_ + o;
    const vInfAt = vInf_ + o;
    const leakAt = leak_ + o;
    const gainEAt = gainE_ + o;
    const gainIAt = gainI_ + o;
    const decayEAt = decayE_ + o;
    const decayIAt = decayI_ + o;
    const thetaAt = theta_ + o;
    const resetAt = reset_ + o;
    const refStepsAt = refSteps_ + o;
    let lanes: u32 = 0;
    {
      const iENow = v128.load(iEAt);
      const iINow = v128.load(iIAt);
      const deltaNow = v128.load(deltaAt);
      v128.store(iEAt, f32x4.mul(iENow, v128.load(decayEAt)));
      v128.store(iIAt, f32x4.mul(iINow, v128.load(decayIAt)));
      v128.store(deltaAt, f32x4.splat(0));
      const vNow = v128.load(vAt);
      const next = f32x4.add(lifAdvance(vNow, iENow, iINow, v128.load(vInfAt), v128.load(leakAt), v128.load(gainEAt), v128.load(gainIAt)), deltaNow);
      const fired = threshold(vAt, refractoryLeftAt, next, v128.load(thetaAt), v128.load(resetAt), v128.load(refStepsAt), heldAbove_);
      lanes |= i32x4.bitmask(fired);
    }
    {
      const iENow = v128.load(iEAt, 16);
      const iINow = v128.load(iIAt, 16);
      const deltaNow = v128.load(deltaAt, 16);
      v128.store(iEAt, f32x4.mul(iENow, v128.load(decayEAt, 16)), 16);
      v128.store(iIAt, f32x4.mul(iINow, v128.load(decayIAt, 16)), 16);
      v128.store(deltaAt, f32x4.splat(0), 16);
      const vNow = v128.load(vAt, 16);
      const next = f32x4.add(lifAdvance(vNow, iENow, iINow, v128.load(vInfAt, 16), v128.load(leakAt, 16), v128.load(gainEAt, 16), v128.load(gainIAt, 16)), deltaNow);
      const fired = threshold(vAt + 16, refractoryLeftAt + 16, next, v128.load(thetaAt, 16), v128.load(resetAt, 16), v128.load(refStepsAt, 16), heldAbove_);
      lanes |= i32x4.bitmask(fired) << 4;
    }
    {
      const iENow = v128.load(iEAt, 32);
      const iINow = v128.load(iIAt, 32);
      const deltaNow = v128.load(deltaAt, 32);
      v128.store(iEAt, f32x4.mul(iENow, v128.load(decayEAt, 32)), 32);
      v128.store(iIAt, f32x4.mul(iINow, v128.load(decayIAt, 32)), 32);
      v128.store(deltaAt, f32x4.splat(0), 32);
      const vNow = v128.load(vAt, 32);
      const next = f32x4.add(lifAdvance(vNow, iENow, iINow, v128.load(vInfAt, 32), v128.load(leakAt, 32), v128.load(gainEAt, 32), v128.load(gainIAt, 32)), deltaNow);
      const fired = threshold(vAt + 32, refractoryLeftAt + 32, next, v128.load(thetaAt, 32), v128.load(resetAt, 32), v128.load(refStepsAt, 32), heldAbove_);
      lanes |= i32x4.bitmask(fired) << 8;
    }
    {
      const iENow = v128.load(iEAt, 48);
      const iINow = v128.load(iIAt, 48);
      const deltaNow = v128.load(deltaAt, 48);
      v128.store(iEAt, f32x4.mul(iENow, v128.load(decayEAt, 48)), 48);
      v128.store(iIAt, f32x4.mul(iINow, v128.load(decayIAt, 48)), 48);
      v128.store(deltaAt, f32x4.splat(0), 48);
      const vNow = v128.load(vAt, 48);
      const next = f32x4.add(lifAdvance(vNow, iENow, iINow, v128.load(vInfAt, 48), v128.load(leakAt, 48), v128.load(gainEAt, 48), v128.load(gainIAt, 48)), deltaNow);
      const fired = threshold(vAt + 48, refractoryLeftAt + 48, next, v128.load(thetaAt, 48), v128.load(resetAt, 48), v128.load(refStepsAt, 48), heldAbove_);
      lanes |= i32x4.bitmask(fired) << 12;
    }
    if (lanes != 0) emitSpikes(block, slot, lanes, k, step);
  }
  for (; k < end; k += 4) {
    const o = <usize>k << 2;
    const vAt = v_ + o;
    const refractoryLeftAt = refractoryLeft_ + o;
    const iEAt = iE_ + o;
    const iIAt = iI_ + o;
    const deltaAt = delta_ + o;
    const vInfAt = vInf_ + o;
    const leakAt = leak_ + o;
    const gainEAt = gainE_ + o;
    const gainIAt = gainI_ + o;
    const decayEAt = decayE_ + o;
    const decayIAt = decayI_ + o;
    const thetaAt = theta_ + o;
    const resetAt = reset_ + o;
    const refStepsAt = refSteps_ + o;
    const iENow = v128.load(iEAt);
    const iINow = v128.load(iIAt);
    const deltaNow = v128.load(deltaAt);
    v128.store(iEAt, f32x4.mul(iENow, v128.load(decayEAt)));
    v128.store(iIAt, f32x4.mul(iINow, v128.load(decayIAt)));
    v128.store(deltaAt, f32x4.splat(0));
    const vNow = v128.load(vAt);
    const next = f32x4.add(lifAdvance(vNow, iENow, iINow, v128.load(vInfAt), v128.load(leakAt), v128.load(gainEAt), v128.load(gainIAt)), deltaNow);
    const fired = threshold(vAt, refractoryLeftAt, next, v128.load(thetaAt), v128.load(resetAt), v128.load(refStepsAt), heldAbove_);
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
      const vAt = v_ + o;
      const refractoryLeftAt = refractoryLeft_ + o;
      const iEAt = iE_ + o;
      const iIAt = iI_ + o;
      const deltaAt = delta_ + o;
      let lanes: u32 = 0;
      {
        const iENow = v128.load(iEAt);
        const iINow = v128.load(iIAt);
        const deltaNow = v128.load(deltaAt);
        v128.store(iEAt, f32x4.mul(iENow, decayE_));
        v128.store(iIAt, f32x4.mul(iINow, decayI_));
        v128.store(deltaAt, f32x4.splat(0));
        const vNow = v128.load(vAt);
        const next = f32x4.add(lifAdvance(vNow, iENow, iINow, vInf_, leak_, gainE_, gainI_), deltaNow);
        v128.store(vAt, next);
        const fired = f32x4.ge(next, theta_);
        lanes |= i32x4.bitmask(fired);
      }
      {
        const iENow = v128.load(iEAt, 16);
        const iINow = v128.load(iIAt, 16);
        const deltaNow = v128.load(deltaAt, 16);
        v128.store(iEAt, f32x4.mul(iENow, decayE_), 16);
        v128.store(iIAt, f32x4.mul(iINow, decayI_), 16);
        v128.store(deltaAt, f32x4.splat(0), 16);
        const vNow = v128.load(vAt, 16);
        const next = f32x4.add(lifAdvance(vNow, iENow, iINow, vInf_, leak_, gainE_, gainI_), deltaNow);
        v128.store(vAt, next, 16);
        const fired = f32x4.ge(next, theta_);
        lanes |= i32x4.bitmask(fired) << 4;
      }
      {
        const iENow = v128.load(iEAt, 32);
        const iINow = v128.load(iIAt, 32);
        const deltaNow = v128.load(deltaAt, 32);
        v128.store(iEAt, f32x4.mul(iENow, decayE_), 32);
        v128.store(iIAt, f32x4.mul(iINow, decayI_), 32);
        v128.store(deltaAt, f32x4.splat(0), 32);
        const vNow = v128.load(vAt, 32);
        const next = f32x4.add(lifAdvance(vNow, iENow, iINow, vInf_, leak_, gainE_, gainI_), deltaNow);
        v128.store(vAt, next, 32);
        const fired = f32x4.ge(next, theta_);
        lanes |= i32x4.bitmask(fired) << 8;
      }
      {
        const iENow = v128.load(iEAt, 48);
        const iINow = v128.load(iIAt, 48);
        const deltaNow = v128.load(deltaAt, 48);
        v128.store(iEAt, f32x4.mul(iENow, decayE_), 48);
        v128.store(iIAt, f32x4.mul(iINow, decayI_), 48);
        v128.store(deltaAt, f32x4.splat(0), 48);
        const vNow = v128.load(vAt, 48);
        const next = f32x4.add(lifAdvance(vNow, iENow, iINow, vInf_, leak_, gainE_, gainI_), deltaNow);
        v128.store(vAt, next, 48);
        const fired = f32x4.ge(next, theta_);
        lanes |= i32x4.bitmask(fired) << 12;
      }
      if (lanes != 0) emitSpikes(block, slot, free16(lanes, refractoryLeftAt), k, step);
    }
    for (; k < end; k += 4) {
      const o = <usize>k << 2;
      const vAt = v_ + o;
      const refractoryLeftAt = refractoryLeft_ + o;
      const iEAt = iE_ + o;
      const iIAt = iI_ + o;
      const deltaAt = delta_ + o;
      const iENow = v128.load(iEAt);
      const iINow = v128.load(iIAt);
      const deltaNow = v128.load(deltaAt);
      v128.store(iEAt, f32x4.mul(iENow, decayE_));
      v128.store(iIAt, f32x4.mul(iINow, decayI_));
      v128.store(deltaAt, f32x4.splat(0));
      const vNow = v128.load(vAt);
      const next = f32x4.add(lifAdvance(vNow, iENow, iINow, vInf_, leak_, gainE_, gainI_), deltaNow);
      v128.store(vAt, next);
      const fired = f32x4.ge(next, theta_);
      const lanes = i32x4.bitmask(fired);
      if (lanes != 0) emitSpikes(block, slot, free4(lanes, refractoryLeftAt), k, step);
    }
    if (kicked == 1) store<u32>(block + POPULATION_KICKED, 0);
  } else {
    let k = begin;
    for (; k + 16 <= end; k += 16) {
      const o = <usize>k << 2;
      const vAt = v_ + o;
      const refractoryLeftAt = refractoryLeft_ + o;
      const iEAt = iE_ + o;
      const iIAt = iI_ + o;
      let lanes: u32 = 0;
      {
        const iENow = v128.load(iEAt);
        const iINow = v128.load(iIAt);
        v128.store(iEAt, f32x4.mul(iENow, decayE_));
        v128.store(iIAt, f32x4.mul(iINow, decayI_));
        const vNow = v128.load(vAt);
        const next = lifAdvance(vNow, iENow, iINow, vInf_, leak_, gainE_, gainI_);
        v128.store(vAt, next);
        const fired = f32x4.ge(next, theta_);
        lanes |= i32x4.bitmask(fired);
      }
      {
        const iENow = v128.load(iEAt, 16);
        const iINow = v128.load(iIAt, 16);
        v128.store(iEAt, f32x4.mul(iENow, decayE_), 16);
        v128.store(iIAt, f32x4.mul(iINow, decayI_), 16);
        const vNow = v128.load(vAt, 16);
        const next = lifAdvance(vNow, iENow, iINow, vInf_, leak_, gainE_, gainI_);
        v128.store(vAt, next, 16);
        const fired = f32x4.ge(next, theta_);
        lanes |= i32x4.bitmask(fired) << 4;
      }
      {
        const iENow = v128.load(iEAt, 32);
        const iINow = v128.load(iIAt, 32);
        v128.store(iEAt, f32x4.mul(iENow, decayE_), 32);
        v128.store(iIAt, f32x4.mul(iINow, decayI_), 32);
        const vNow = v128.load(vAt, 32);
        const next = lifAdvance(vNow, iENow, iINow, vInf_, leak_, gainE_, gainI_);
        v128.store(vAt, next, 32);
        const fired = f32x4.ge(next, theta_);
        lanes |= i32x4.bitmask(fired) << 8;
      }
      {
        const iENow = v128.load(iEAt, 48);
        const iINow = v128.load(iIAt, 48);
        v128.store(iEAt, f32x4.mul(iENow, decayE_), 48);
        v128.store(iIAt, f32x4.mul(iINow, decayI_), 48);
        const vNow = v128.load(vAt, 48);
        const next = lifAdvance(vNow, iENow, iINow, vInf_, leak_, gainE_, gainI_);
        v128.store(vAt, next, 48);
        const fired = f32x4.ge(next, theta_);
        lanes |= i32x4.bitmask(fired) << 12;
      }
      if (lanes != 0) emitSpikes(block, slot, free16(lanes, refractoryLeftAt), k, step);
    }
    for (; k < end; k += 4) {
      const o = <usize>k << 2;
      const vAt = v_ + o;
      const refractoryLeftAt = refractoryLeft_ + o;
      const iEAt = iE_ + o;
      const iIAt = iI_ + o;
      const iENow = v128.load(iEAt);
      const iINow = v128.load(iIAt);
      v128.store(iEAt, f32x4.mul(iENow, decayE_));
      v128.store(iIAt, f32x4.mul(iINow, decayI_));
      const vNow = v128.load(vAt);
      const next = lifAdvance(vNow, iENow, iINow, vInf_, leak_, gainE_, gainI_);
      v128.store(vAt, next);
      const fired = f32x4.ge(next, theta_);
      const lanes = i32x4.bitmask(fired);
      if (lanes != 0) emitSpikes(block, slot, free4(lanes, refractoryLeftAt), k, step);
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
    const vAt = v_ + o;
    const refractoryLeftAt = refractoryLeft_ + o;
    const iSynAt = iSyn_ + o;
    const iAt = i_ + o;
    const qAt = q_ + o;
    let lanes: u32 = 0;
    {
      const fired = lifBiexpStep(vAt, refractoryLeftAt, iSynAt, iAt, qAt, theta_, reset_, vInf_, leak_, gain_, gainSyn_, gainQ_, rise_, fall_, feed_, refSteps_, heldAbove_);
      lanes |= i32x4.bitmask(fired);
    }
    {
      const fired = lifBiexpStep(vAt + 16, refractoryLeftAt + 16, iSynAt + 16, iAt + 16, qAt + 16, theta_, reset_, vInf_, leak_, gain_, gainSyn_, gainQ_, rise_, fall_, feed_, refSteps_, heldAbove_);
      lanes |= i32x4.bitmask(fired) << 4;
    }
    {
      const fired = lifBiexpStep(vAt + 32, refractoryLeftAt + 32, iSynAt + 32, iAt + 32, qAt + 32, theta_, reset_, vInf_, leak_, gain_, gainSyn_, gainQ_, rise_, fall_, feed_, refSteps_, heldAbove_);
      lanes |= i32x4.bitmask(fired) << 8;
    }
    {
      const fired = lifBiexpStep(vAt + 48, refractoryLeftAt + 48, iSynAt + 48, iAt + 48, qAt + 48, theta_, reset_, vInf_, leak_, gain_, gainSyn_, gainQ_, rise_, fall_, feed_, refSteps_, heldAbove_);
      lanes |= i32x4.bitmask(fired) << 12;
    }
    if (lanes != 0) emitSpikes(block, slot, lanes, k, step);
  }
  for (; k < end; k += 4) {
    const o = <usize>k << 2;
    const vAt = v_ + o;
    const refractoryLeftAt = refractoryLeft_ + o;
    const iSynAt = iSyn_ + o;
    const iAt = i_ + o;
    const qAt = q_ + o;
    const fired = lifBiexpStep(vAt, refractoryLeftAt, iSynAt, iAt, qAt, theta_, reset_, vInf_, leak_, gain_, gainSyn_, gainQ_, rise_, fall_, feed_, refSteps_, heldAbove_);
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
    const vAt = v_ + o;
    const refractoryLeftAt = refractoryLeft_ + o;
    const iSynAt = iSyn_ + o;
    const iAt = i_ + o;
    const qAt = q_ + o;
    const thetaAt = theta_ + o;
    const resetAt = reset_ + o;
    const vInfAt = vInf_ + o;
    const leakAt = leak_ + o;
    const gainAt = gain_ + o;
    const gainSynAt = gainSyn_ + o;
    const gainQAt = gainQ_ + o;
    const riseAt = rise_ + o;
    const fallAt = fall_ + o;
    const feedAt = feed_ + o;
    const refStepsAt = refSteps_ + o;
    let lanes: u32 = 0;
    {
      const fired = lifBiexpStep(vAt, refractoryLeftAt, iSynAt, iAt, qAt, v128.load(thetaAt), v128.load(resetAt), v128.load(vInfAt), v128.load(leakAt), v128.load(gainAt), v128.load(gainSynAt), v128.load(gainQAt), v128.load(riseAt), v128.load(fallAt), v128.load(feedAt), v128.load(refStepsAt), heldAbove_);
      lanes |= i32x4.bitmask(fired);
    }
    {
      const fired = lifBiexpStep(vAt + 16, refractoryLeftAt + 16, iSynAt + 16, iAt + 16, qAt + 16, v128.load(thetaAt, 16), v128.load(resetAt, 16), v128.load(vInfAt, 16), v128.load(leakAt, 16), v128.load(gainAt, 16), v128.load(gainSynAt, 16), v128.load(gainQAt, 16), v128.load(riseAt, 16), v128.load(fallAt, 16), v128.load(feedAt, 16), v128.load(refStepsAt, 16), heldAbove_);
      lanes |= i32x4.bitmask(fired) << 4;
    }
    {
      const fired = lifBiexpStep(vAt + 32, refractoryLeftAt + 32, iSynAt + 32, iAt + 32, qAt + 32, v128.load(thetaAt, 32), v128.load(resetAt, 32), v128.load(vInfAt, 32), v128.load(leakAt, 32), v128.load(gainAt, 32), v128.load(gainSynAt, 32), v128.load(gainQAt, 32), v128.load(riseAt, 32), v128.load(fallAt, 32), v128.load(feedAt, 32), v128.load(refStepsAt, 32), heldAbove_);
      lanes |= i32x4.bitmask(fired) << 8;
    }
    {
      const fired = lifBiexpStep(vAt + 48, refractoryLeftAt + 48, iSynAt + 48, iAt + 48, qAt + 48, v128.load(thetaAt, 48), v128.load(resetAt, 48), v128.load(vInfAt, 48), v128.load(leakAt, 48), v128.load(gainAt, 48), v128.load(gainSynAt, 48), v128.load(gainQAt, 48), v128.load(riseAt, 48), v128.load(fallAt, 48), v128.load(feedAt, 48), v128.load(refStepsAt, 48), heldAbove_);
      lanes |= i32x4.bitmask(fired) << 12;
    }
    if (lanes != 0) emitSpikes(block, slot, lanes, k, step);
  }
  for (; k < end; k += 4) {
    const o = <usize>k << 2;
    const vAt = v_ + o;
    const refractoryLeftAt = refractoryLeft_ + o;
    const iSynAt = iSyn_ + o;
    const iAt = i_ + o;
    const qAt = q_ + o;
    const thetaAt = theta_ + o;
    const resetAt = reset_ + o;
    const vInfAt = vInf_ + o;
    const leakAt = leak_ + o;
    const gainAt = gain_ + o;
    const gainSynAt = gainSyn_ + o;
    const gainQAt = gainQ_ + o;
    const riseAt = rise_ + o;
    const fallAt = fall_ + o;
    const feedAt = feed_ + o;
    const refStepsAt = refSteps_ + o;
    const fired = lifBiexpStep(vAt, refractoryLeftAt, iSynAt, iAt, qAt, v128.load(thetaAt), v128.load(resetAt), v128.load(vInfAt), v128.load(leakAt), v128.load(gainAt), v128.load(gainSynAt), v128.load(gainQAt), v128.load(riseAt), v128.load(fallAt), v128.load(feedAt), v128.load(refStepsAt), heldAbove_);
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
    const vAt = v_ + o;
    const refractoryLeftAt = refractoryLeft_ + o;
    const gEAt = gE_ + o;
    const gIAt = gI_ + o;
    const deltaAt = delta_ + o;
    const gENow = v128.load(gEAt);
    const gINow = v128.load(gIAt);
    const deltaNow = v128.load(deltaAt);
    v128.store(gEAt, f32x4.mul(gENow, decayE_));
    v128.store(gIAt, f32x4.mul(gINow, decayI_));
    v128.store(deltaAt, f32x4.splat(0));
    const vNow = v128.load(vAt);
    const next = f32x4.add(lifCobaAdvance(vNow, gENow, gINow, vInf_, inertia_, shareE_, shareI_, pullE_, pullI_), deltaNow);
    const fired = threshold(vAt, refractoryLeftAt, next, theta_, reset_, refSteps_, heldAbove_);
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
    const vAt = v_ + o;
    const refractoryLeftAt = refractoryLeft_ + o;
    const gEAt = gE_ + o;
    const gIAt = gI_ + o;
    const deltaAt = delta_ + o;
    const vInfAt = vInf_ + o;
    const inertiaAt = inertia_ + o;
    const shareEAt = shareE_ + o;
    const shareIAt = shareI_ + o;
    const pullEAt = pullE_ + o;
    const pullIAt = pullI_ + o;
    const decayEAt = decayE_ + o;
    const decayIAt = decayI_ + o;
    const thetaAt = theta_ + o;
    const resetAt = reset_ + o;
    const refStepsAt = refSteps_ + o;
    let lanes: u32 = 0;
    {
      const gENow = v128.load(gEAt);
      const gINow = v128.load(gIAt);
      const deltaNow = v128.load(deltaAt);
      v128.store(gEAt, f32x4.mul(gENow, v128.load(decayEAt)));
      v128.store(gIAt, f32x4.mul(gINow, v128.load(decayIAt)));
      v128.store(deltaAt, f32x4.splat(0));
      const vNow = v128.load(vAt);
      const next = f32x4.add(lifCobaAdvance(vNow, gENow, gINow, v128.load(vInfAt), v128.load(inertiaAt), v128.load(shareEAt), v128.load(shareIAt), v128.load(pullEAt), v128.load(pullIAt)), deltaNow);
      const fired = threshold(vAt, refractoryLeftAt, next, v128.load(thetaAt), v128.load(resetAt), v128.load(refStepsAt), heldAbove_);
      lanes |= i32x4.bitmask(fired);
    }
    {
      const gENow = v128.load(gEAt, 16);
      const gINow = v128.load(gIAt, 16);
      const deltaNow = v128.load(deltaAt, 16);
      v128.store(gEAt, f32x4.mul(gENow, v128.load(decayEAt, 16)), 16);
      v128.store(gIAt, f32x4.mul(gINow, v128.load(decayIAt, 16)), 16);
      v128.store(deltaAt, f32x4.splat(0), 16);
      const vNow = v128.load(vAt, 16);
      const next = f32x4.add(lifCobaAdvance(vNow, gENow, gINow, v128.load(vInfAt, 16), v128.load(inertiaAt, 16), v128.load(shareEAt, 16), v128.load(shareIAt, 16), v128.load(pullEAt, 16), v128.load(pullIAt, 16)), deltaNow);
      const fired = threshold(vAt + 16, refractoryLeftAt + 16, next, v128.load(thetaAt, 16), v128.load(resetAt, 16), v128.load(refStepsAt, 16), heldAbove_);
      lanes |= i32x4.bitmask(fired) << 4;
    }
    {
      const gENow = v128.load(gEAt, 32);
      const gINow = v128.load(gIAt, 32);
      const deltaNow = v128.load(deltaAt, 32);
      v128.store(gEAt, f32x4.mul(gENow, v128.load(decayEAt, 32)), 32);
      v128.store(gIAt, f32x4.mul(gINow, v128.load(decayIAt, 32)), 32);
      v128.store(deltaAt, f32x4.splat(0), 32);
      const vNow = v128.load(vAt, 32);
      const next = f32x4.add(lifCobaAdvance(vNow, gENow, gINow, v128.load(vInfAt, 32), v128.load(inertiaAt, 32), v128.load(shareEAt, 32), v128.load(shareIAt, 32), v128.load(pullEAt, 32), v128.load(pullIAt, 32)), deltaNow);
      const fired = threshold(vAt + 32, refractoryLeftAt + 32, next, v128.load(thetaAt, 32), v128.load(resetAt, 32), v128.load(refStepsAt, 32), heldAbove_);
      lanes |= i32x4.bitmask(fired) << 8;
    }
    {
      const gENow = v128.load(gEAt, 48);
      const gINow = v128.load(gIAt, 48);
      const deltaNow = v128.load(deltaAt, 48);
      v128.store(gEAt, f32x4.mul(gENow, v128.load(decayEAt, 48)), 48);
      v128.store(gIAt, f32x4.mul(gINow, v128.load(decayIAt, 48)), 48);
      v128.store(deltaAt, f32x4.splat(0), 48);
      const vNow = v128.load(vAt, 48);
      const next = f32x4.add(lifCobaAdvance(vNow, gENow, gINow, v128.load(vInfAt, 48), v128.load(inertiaAt, 48), v128.load(shareEAt, 48), v128.load(shareIAt, 48), v128.load(pullEAt, 48), v128.load(pullIAt, 48)), deltaNow);
      const fired = threshold(vAt + 48, refractoryLeftAt + 48, next, v128.load(thetaAt, 48), v128.load(resetAt, 48), v128.load(refStepsAt, 48), heldAbove_);
      lanes |= i32x4.bitmask(fired) << 12;
    }
    if (lanes != 0) emitSpikes(block, slot, lanes, k, step);
  }
  for (; k < end; k += 4) {
    const o = <usize>k << 2;
    const vAt = v_ + o;
    const refractoryLeftAt = refractoryLeft_ + o;
    const gEAt = gE_ + o;
    const gIAt = gI_ + o;
    const deltaAt = delta_ + o;
    const vInfAt = vInf_ + o;
    const inertiaAt = inertia_ + o;
    const shareEAt = shareE_ + o;
    const shareIAt = shareI_ + o;
    const pullEAt = pullE_ + o;
    const pullIAt = pullI_ + o;
    const decayEAt = decayE_ + o;
    const decayIAt = decayI_ + o;
    const thetaAt = theta_ + o;
    const resetAt = reset_ + o;
    const refStepsAt = refSteps_ + o;
    const gENow = v128.load(gEAt);
    const gINow = v128.load(gIAt);
    const deltaNow = v128.load(deltaAt);
    v128.store(gEAt, f32x4.mul(gENow, v128.load(decayEAt)));
    v128.store(gIAt, f32x4.mul(gINow, v128.load(decayIAt)));
    v128.store(deltaAt, f32x4.splat(0));
    const vNow = v128.load(vAt);
    const next = f32x4.add(lifCobaAdvance(vNow, gENow, gINow, v128.load(vInfAt), v128.load(inertiaAt), v128.load(shareEAt), v128.load(shareIAt), v128.load(pullEAt), v128.load(pullIAt)), deltaNow);
    const fired = threshold(vAt, refractoryLeftAt, next, v128.load(thetaAt), v128.load(resetAt), v128.load(refStepsAt), heldAbove_);
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
      const vAt = v_ + o;
      const refractoryLeftAt = refractoryLeft_ + o;
      const gEAt = gE_ + o;
      const gIAt = gI_ + o;
      const deltaAt = delta_ + o;
      let lanes: u32 = 0;
      {
        const gENow = v128.load(gEAt);
        const gINow = v128.load(gIAt);
        const deltaNow = v128.load(deltaAt);
        v128.store(gEAt, f32x4.mul(gENow, decayE_));
        v128.store(gIAt, f32x4.mul(gINow, decayI_));
        v128.store(deltaAt, f32x4.splat(0));
        const vNow = v128.load(vAt);
        const next = f32x4.add(lifCobaAdvance(vNow, gENow, gINow, vInf_, inertia_, shareE_, shareI_, pullE_, pullI_), deltaNow);
        v128.store(vAt, next);
        const fired = f32x4.ge(next, theta_);
        lanes |= i32x4.bitmask(fired);
      }
      {
        const gENow = v128.load(gEAt, 16);
        const gINow = v128.load(gIAt, 16);
        const deltaNow = v128.load(deltaAt, 16);
        v128.store(gEAt, f32x4.mul(gENow, decayE_), 16);
        v128.store(gIAt, f32x4.mul(gINow, decayI_), 16);
        v128.store(deltaAt, f32x4.splat(0), 16);
        const vNow = v128.load(vAt, 16);
        const next = f32x4.add(lifCobaAdvance(vNow, gENow, gINow, vInf_, inertia_, shareE_, shareI_, pullE_, pullI_), deltaNow);
        v128.store(vAt, next, 16);
        const fired = f32x4.ge(next, theta_);
        lanes |= i32x4.bitmask(fired) << 4;
      }
      {
        const gENow = v128.load(gEAt, 32);
        const gINow = v128.load(gIAt, 32);
        const deltaNow = v128.load(deltaAt, 32);
        v128.store(gEAt, f32x4.mul(gENow, decayE_), 32);
        v128.store(gIAt, f32x4.mul(gINow, decayI_), 32);
        v128.store(deltaAt, f32x4.splat(0), 32);
        const vNow = v128.load(vAt, 32);
        const next = f32x4.add(lifCobaAdvance(vNow, gENow, gINow, vInf_, inertia_, shareE_, shareI_, pullE_, pullI_), deltaNow);
        v128.store(vAt, next, 32);
        const fired = f32x4.ge(next, theta_);
        lanes |= i32x4.bitmask(fired) << 8;
      }
      {
        const gENow = v128.load(gEAt, 48);
        const gINow = v128.load(gIAt, 48);
        const deltaNow = v128.load(deltaAt, 48);
        v128.store(gEAt, f32x4.mul(gENow, decayE_), 48);
        v128.store(gIAt, f32x4.mul(gINow, decayI_), 48);
        v128.store(deltaAt, f32x4.splat(0), 48);
        const vNow = v128.load(vAt, 48);
        const next = f32x4.add(lifCobaAdvance(vNow, gENow, gINow, vInf_, inertia_, shareE_, shareI_, pullE_, pullI_), deltaNow);
        v128.store(vAt, next, 48);
        const fired = f32x4.ge(next, theta_);
        lanes |= i32x4.bitmask(fired) << 12;
      }
      if (lanes != 0) emitSpikes(block, slot, free16(lanes, refractoryLeftAt), k, step);
    }
    for (; k < end; k += 4) {
      const o = <usize>k << 2;
      const vAt = v_ + o;
      const refractoryLeftAt = refractoryLeft_ + o;
      const gEAt = gE_ + o;
      const gIAt = gI_ + o;
      const deltaAt = delta_ + o;
      const gENow = v128.load(gEAt);
      const gINow = v128.load(gIAt);
      const deltaNow = v128.load(deltaAt);
      v128.store(gEAt, f32x4.mul(gENow, decayE_));
      v128.store(gIAt, f32x4.mul(gINow, decayI_));
      v128.store(deltaAt, f32x4.splat(0));
      const vNow = v128.load(vAt);
      const next = f32x4.add(lifCobaAdvance(vNow, gENow, gINow, vInf_, inertia_, shareE_, shareI_, pullE_, pullI_), deltaNow);
      v128.store(vAt, next);
      const fired = f32x4.ge(next, theta_);
      const lanes = i32x4.bitmask(fired);
      if (lanes != 0) emitSpikes(block, slot, free4(lanes, refractoryLeftAt), k, step);
    }
    if (kicked == 1) store<u32>(block + POPULATION_KICKED, 0);
  } else {
    let k = begin;
    for (; k + 16 <= end; k += 16) {
      const o = <usize>k << 2;
      const vAt = v_ + o;
      const refractoryLeftAt = refractoryLeft_ + o;
      const gEAt = gE_ + o;
      const gIAt = gI_ + o;
      let lanes: u32 = 0;
      {
        const gENow = v128.load(gEAt);
        const gINow = v128.load(gIAt);
        v128.store(gEAt, f32x4.mul(gENow, decayE_));
        v128.store(gIAt, f32x4.mul(gINow, decayI_));
        const vNow = v128.load(vAt);
        const next = lifCobaAdvance(vNow, gENow, gINow, vInf_, inertia_, shareE_, shareI_, pullE_, pullI_);
        v128.store(vAt, next);
        const fired = f32x4.ge(next, theta_);
        lanes |= i32x4.bitmask(fired);
      }
      {
        const gENow = v128.load(gEAt, 16);
        const gINow = v128.load(gIAt, 16);
        v128.store(gEAt, f32x4.mul(gENow, decayE_), 16);
        v128.store(gIAt, f32x4.mul(gINow, decayI_), 16);
        const vNow = v128.load(vAt, 16);
        const next = lifCobaAdvance(vNow, gENow, gINow, vInf_, inertia_, shareE_, shareI_, pullE_, pullI_);
        v128.store(vAt, next, 16);
        const fired = f32x4.ge(next, theta_);
        lanes |= i32x4.bitmask(fired) << 4;
      }
      {
        const gENow = v128.load(gEAt, 32);
        const gINow = v128.load(gIAt, 32);
        v128.store(gEAt, f32x4.mul(gENow, decayE_), 32);
        v128.store(gIAt, f32x4.mul(gINow, decayI_), 32);
        const vNow = v128.load(vAt, 32);
        const next = lifCobaAdvance(vNow, gENow, gINow, vInf_, inertia_, shareE_, shareI_, pullE_, pullI_);
        v128.store(vAt, next, 32);
        const fired = f32x4.ge(next, theta_);
        lanes |= i32x4.bitmask(fired) << 8;
      }
      {
        const gENow = v128.load(gEAt, 48);
        const gINow = v128.load(gIAt, 48);
        v128.store(gEAt, f32x4.mul(gENow, decayE_), 48);
        v128.store(gIAt, f32x4.mul(gINow, decayI_), 48);
        const vNow = v128.load(vAt, 48);
        const next = lifCobaAdvance(vNow, gENow, gINow, vInf_, inertia_, shareE_, shareI_, pullE_, pullI_);
        v128.store(vAt, next, 48);
        const fired = f32x4.ge(next, theta_);
        lanes |= i32x4.bitmask(fired) << 12;
      }
      if (lanes != 0) emitSpikes(block, slot, free16(lanes, refractoryLeftAt), k, step);
    }
    for (; k < end; k += 4) {
      const o = <usize>k << 2;
      const vAt = v_ + o;
      const refractoryLeftAt = refractoryLeft_ + o;
      const gEAt = gE_ + o;
      const gIAt = gI_ + o;
      const gENow = v128.load(gEAt);
      const gINow = v128.load(gIAt);
      v128.store(gEAt, f32x4.mul(gENow, decayE_));
      v128.store(gIAt, f32x4.mul(gINow, decayI_));
      const vNow = v128.load(vAt);
      const next = lifCobaAdvance(vNow, gENow, gINow, vInf_, inertia_, shareE_, shareI_, pullE_, pullI_);
      v128.store(vAt, next);
      const fired = f32x4.ge(next, theta_);
      const lanes = i32x4.bitmask(fired);
      if (lanes != 0) emitSpikes(block, slot, free4(lanes, refractoryLeftAt), k, step);
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
    const vAt = v_ + o;
    const refractoryLeftAt = refractoryLeft_ + o;
    const deltaAt = delta_ + o;
    const deltaNow = v128.load(deltaAt);
    v128.store(deltaAt, f32x4.splat(0));
    const vNow = v128.load(vAt);
    const next = f32x4.add(lifDeltaAdvance(vNow, vInf_, leak_), deltaNow);
    const fired = threshold(vAt, refractoryLeftAt, next, theta_, reset_, refSteps_, heldAbove_);
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
    const vAt = v_ + o;
    const refractoryLeftAt = refractoryLeft_ + o;
    const deltaAt = delta_ + o;
    const vInfAt = vInf_ + o;
    const leakAt = leak_ + o;
    const thetaAt = theta_ + o;
    const resetAt = reset_ + o;
    const refStepsAt = refSteps_ + o;
    let lanes: u32 = 0;
    {
      const deltaNow = v128.load(deltaAt);
      v128.store(deltaAt, f32x4.splat(0));
      const vNow = v128.load(vAt);
      const next = f32x4.add(lifDeltaAdvance(vNow, v128.load(vInfAt), v128.load(leakAt)), deltaNow);
      const fired = threshold(vAt, refractoryLeftAt, next, v128.load(thetaAt), v128.load(resetAt), v128.load(refStepsAt), heldAbove_);
      lanes |= i32x4.bitmask(fired);
    }
    {
      const deltaNow = v128.load(deltaAt, 16);
      v128.store(deltaAt, f32x4.splat(0), 16);
      const vNow = v128.load(vAt, 16);
      const next = f32x4.add(lifDeltaAdvance(vNow, v128.load(vInfAt, 16), v128.load(leakAt, 16)), deltaNow);
      const fired = threshold(vAt + 16, refractoryLeftAt + 16, next, v128.load(thetaAt, 16), v128.load(resetAt, 16), v128.load(refStepsAt, 16), heldAbove_);
      lanes |= i32x4.bitmask(fired) << 4;
    }
    {
      const deltaNow = v128.load(deltaAt, 32);
      v128.store(deltaAt, f32x4.splat(0), 32);
      const vNow = v128.load(vAt, 32);
      const next = f32x4.add(lifDeltaAdvance(vNow, v128.load(vInfAt, 32), v128.load(leakAt, 32)), deltaNow);
      const fired = threshold(vAt + 32, refractoryLeftAt + 32, next, v128.load(thetaAt, 32), v128.load(resetAt, 32), v128.load(refStepsAt, 32), heldAbove_);
      lanes |= i32x4.bitmask(fired) << 8;
    }
    {
      const deltaNow = v128.load(deltaAt, 48);
      v128.store(deltaAt, f32x4.splat(0), 48);
      const vNow = v128.load(vAt, 48);
      const next = f32x4.add(lifDeltaAdvance(vNow, v128.load(vInfAt, 48), v128.load(leakAt, 48)), deltaNow);
      const fired = threshold(vAt + 48, refractoryLeftAt + 48, next, v128.load(thetaAt, 48), v128.load(resetAt, 48), v128.load(refStepsAt, 48), heldAbove_);
      lanes |= i32x4.bitmask(fired) << 12;
    }
    if (lanes != 0) emitSpikes(block, slot, lanes, k, step);
  }
  for (; k < end; k += 4) {
    const o = <usize>k << 2;
    const vAt = v_ + o;
    const refractoryLeftAt = refractoryLeft_ + o;
    const deltaAt = delta_ + o;
    const vInfAt = vInf_ + o;
    const leakAt = leak_ + o;
    const thetaAt = theta_ + o;
    const resetAt = reset_ + o;
    const refStepsAt = refSteps_ + o;
    const deltaNow = v128.load(deltaAt);
    v128.store(deltaAt, f32x4.splat(0));
    const vNow = v128.load(vAt);
    const next = f32x4.add(lifDeltaAdvance(vNow, v128.load(vInfAt), v128.load(leakAt)), deltaNow);
    const fired = threshold(vAt, refractoryLeftAt, next, v128.load(thetaAt), v128.load(resetAt), v128.load(refStepsAt), heldAbove_);
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
      const vAt = v_ + o;
      const refractoryLeftAt = refractoryLeft_ + o;
      const deltaAt = delta_ + o;
      let lanes: u32 = 0;
      {
        const deltaNow = v128.load(deltaAt);
        v128.store(deltaAt, f32x4.splat(0));
        const vNow = v128.load(vAt);
        const next = f32x4.add(lifDeltaAdvance(vNow, vInf_, leak_), deltaNow);
        v128.store(vAt, next);
        const fired = f32x4.ge(next, theta_);
        lanes |= i32x4.bitmask(fired);
      }
      {
        const deltaNow = v128.load(deltaAt, 16);
        v128.store(deltaAt, f32x4.splat(0), 16);
        const vNow = v128.load(vAt, 16);
        const next = f32x4.add(lifDeltaAdvance(vNow, vInf_, leak_), deltaNow);
        v128.store(vAt, next, 16);
        const fired = f32x4.ge(next, theta_);
        lanes |= i32x4.bitmask(fired) << 4;
      }
      {
        const deltaNow = v128.load(deltaAt, 32);
        v128.store(deltaAt, f32x4.splat(0), 32);
        const vNow = v128.load(vAt, 32);
        const next = f32x4.add(lifDeltaAdvance(vNow, vInf_, leak_), deltaNow);
        v128.store(vAt, next, 32);
        const fired = f32x4.ge(next, theta_);
        lanes |= i32x4.bitmask(fired) << 8;
      }
      {
        const deltaNow = v128.load(deltaAt, 48);
        v128.store(deltaAt, f32x4.splat(0), 48);
        const vNow = v128.load(vAt, 48);
        const next = f32x4.add(lifDeltaAdvance(vNow, vInf_, leak_), deltaNow);
        v128.store(vAt, next, 48);
        const fired = f32x4.ge(next, theta_);
        lanes |= i32x4.bitmask(fired) << 12;
      }
      if (lanes != 0) emitSpikes(block, slot, free16(lanes, refractoryLeftAt), k, step);
    }
    for (; k < end; k += 4) {
      const o = <usize>k << 2;
      const vAt = v_ + o;
      const refractoryLeftAt = refractoryLeft_ + o;
      const deltaAt = delta_ + o;
      const deltaNow = v128.load(deltaAt);
      v128.store(deltaAt, f32x4.splat(0));
      const vNow = v128.load(vAt);
      const next = f32x4.add(lifDeltaAdvance(vNow, vInf_, leak_), deltaNow);
      v128.store(vAt, next);
      const fired = f32x4.ge(next, theta_);
      const lanes = i32x4.bitmask(fired);
      if (lanes != 0) emitSpikes(block, slot, free4(lanes, refractoryLeftAt), k, step);
    }
    if (kicked == 1) store<u32>(block + POPULATION_KICKED, 0);
  } else {
    let k = begin;
    for (; k + 16 <= end; k += 16) {
      const o = <usize>k << 2;
      const vAt = v_ + o;
      const refractoryLeftAt = refractoryLeft_ + o;
      let lanes: u32 = 0;
      {
        const vNow = v128.load(vAt);
        const next = lifDeltaAdvance(vNow, vInf_, leak_);
        v128.store(vAt, next);
        const fired = f32x4.ge(next, theta_);
        lanes |= i32x4.bitmask(fired);
      }
      {
        const vNow = v128.load(vAt, 16);
        const next = lifDeltaAdvance(vNow, vInf_, leak_);
        v128.store(vAt, next, 16);
        const fired = f32x4.ge(next, theta_);
        lanes |= i32x4.bitmask(fired) << 4;
      }
      {
        const vNow = v128.load(vAt, 32);
        const next = lifDeltaAdvance(vNow, vInf_, leak_);
        v128.store(vAt, next, 32);
        const fired = f32x4.ge(next, theta_);
        lanes |= i32x4.bitmask(fired) << 8;
      }
      {
        const vNow = v128.load(vAt, 48);
        const next = lifDeltaAdvance(vNow, vInf_, leak_);
        v128.store(vAt, next, 48);
        const fired = f32x4.ge(next, theta_);
        lanes |= i32x4.bitmask(fired) << 12;
      }
      if (lanes != 0) emitSpikes(block, slot, free16(lanes, refractoryLeftAt), k, step);
    }
    for (; k < end; k += 4) {
      const o = <usize>k << 2;
      const vAt = v_ + o;
      const refractoryLeftAt = refractoryLeft_ + o;
      const vNow = v128.load(vAt);
      const next = lifDeltaAdvance(vNow, vInf_, leak_);
      v128.store(vAt, next);
      const fired = f32x4.ge(next, theta_);
      const lanes = i32x4.bitmask(fired);
      if (lanes != 0) emitSpikes(block, slot, free4(lanes, refractoryLeftAt), k, step);
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
    const vAt = v_ + o;
    const refractoryLeftAt = refractoryLeft_ + o;
    const iAt = i_ + o;
    const deltaAt = delta_ + o;
    let lanes: u32 = 0;
    {
      const fired = lifDiscreteStep(vAt, refractoryLeftAt, iAt, deltaAt, vTh_, vReset_, bias_, leak_, synDecay_, refSteps_, hold_);
      lanes |= i32x4.bitmask(fired);
    }
    {
      const fired = lifDiscreteStep(vAt + 16, refractoryLeftAt + 16, iAt + 16, deltaAt + 16, vTh_, vReset_, bias_, leak_, synDecay_, refSteps_, hold_);
      lanes |= i32x4.bitmask(fired) << 4;
    }
    {
      const fired = lifDiscreteStep(vAt + 32, refractoryLeftAt + 32, iAt + 32, deltaAt + 32, vTh_, vReset_, bias_, leak_, synDecay_, refSteps_, hold_);
      lanes |= i32x4.bitmask(fired) << 8;
    }
    {
      const fired = lifDiscreteStep(vAt + 48, refractoryLeftAt + 48, iAt + 48, deltaAt + 48, vTh_, vReset_, bias_, leak_, synDecay_, refSteps_, hold_);
      lanes |= i32x4.bitmask(fired) << 12;
    }
    if (lanes != 0) emitSpikes(block, slot, lanes, k, step);
  }
  for (; k < end; k += 4) {
    const o = <usize>k << 2;
    const vAt = v_ + o;
    const refractoryLeftAt = refractoryLeft_ + o;
    const iAt = i_ + o;
    const deltaAt = delta_ + o;
    const fired = lifDiscreteStep(vAt, refractoryLeftAt, iAt, deltaAt, vTh_, vReset_, bias_, leak_, synDecay_, refSteps_, hold_);
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
    const vAt = v_ + o;
    const refractoryLeftAt = refractoryLeft_ + o;
    const iAt = i_ + o;
    const deltaAt = delta_ + o;
    const vThAt = vTh_ + o;
    const vResetAt = vReset_ + o;
    const biasAt = bias_ + o;
    const leakAt = leak_ + o;
    const synDecayAt = synDecay_ + o;
    const refStepsAt = refSteps_ + o;
    let lanes: u32 = 0;
    {
      const fired = lifDiscreteStep(vAt, refractoryLeftAt, iAt, deltaAt, v128.load(vThAt), v128.load(vResetAt), v128.load(biasAt), v128.load(leakAt), v128.load(synDecayAt), v128.load(refStepsAt), hold_);
      lanes |= i32x4.bitmask(fired);
    }
    {
      const fired = lifDiscreteStep(vAt + 16, refractoryLeftAt + 16, iAt + 16, deltaAt + 16, v128.load(vThAt, 16), v128.load(vResetAt, 16), v128.load(biasAt, 16), v128.load(leakAt, 16), v128.load(synDecayAt, 16), v128.load(refStepsAt, 16), hold_);
      lanes |= i32x4.bitmask(fired) << 4;
    }
    {
      const fired = lifDiscreteStep(vAt + 32, refractoryLeftAt + 32, iAt + 32, deltaAt + 32, v128.load(vThAt, 32), v128.load(vResetAt, 32), v128.load(biasAt, 32), v128.load(leakAt, 32), v128.load(synDecayAt, 32), v128.load(refStepsAt, 32), hold_);
      lanes |= i32x4.bitmask(fired) << 8;
    }
    {
      const fired = lifDiscreteStep(vAt + 48, refractoryLeftAt + 48, iAt + 48, deltaAt + 48, v128.load(vThAt, 48), v128.load(vResetAt, 48), v128.load(biasAt, 48), v128.load(leakAt, 48), v128.load(synDecayAt, 48), v128.load(refStepsAt, 48), hold_);
      lanes |= i32x4.bitmask(fired) << 12;
    }
    if (lanes != 0) emitSpikes(block, slot, lanes, k, step);
  }
  for (; k < end; k += 4) {
    const o = <usize>k << 2;
    const vAt = v_ + o;
    const refractoryLeftAt = refractoryLeft_ + o;
    const iAt = i_ + o;
    const deltaAt = delta_ + o;
    const vThAt = vTh_ + o;
    const vResetAt = vReset_ + o;
    const biasAt = bias_ + o;
    const leakAt = leak_ + o;
    const synDecayAt = synDecay_ + o;
    const refStepsAt = refSteps_ + o;
    const fired = lifDiscreteStep(vAt, refractoryLeftAt, iAt, deltaAt, v128.load(vThAt), v128.load(vResetAt), v128.load(biasAt), v128.load(leakAt), v128.load(synDecayAt), v128.load(refStepsAt), hold_);
    const lanes = i32x4.bitmask(fired);
    if (lanes != 0) emitSpikes(block, slot, lanes, k, step);
  }
}
