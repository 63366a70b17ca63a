// Made by `npm run codegen`; edit src/models or src/engine/frames.ts instead.

import { emitSpikes, openSlot } from "../spikes";
import { lifDiscreteStep } from "../integrate/lifDiscrete";
import {
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
  for (let k = begin; k < end; k += 4) {
    const o = <usize>k << 2;
    const fired = lifDiscreteStep(v + o, refractoryLeft + o, i + o, delta + o, vTh, vReset, bias, leak, synDecay, refSteps, hold);
    if (v128.any_true(fired)) emitSpikes(block, slot, i32x4.bitmask(fired), k, step);
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
  const hold = load<usize>(block + LIF_DISCRETE_HOLD, 4);
  const slot = openSlot(block, begin, step);
  for (let k = begin; k < end; k += 4) {
    const o = <usize>k << 2;
    const fired = lifDiscreteStep(v + o, refractoryLeft + o, i + o, delta + o, v128.load(vTh + o), v128.load(vReset + o), v128.load(bias + o), v128.load(leak + o), v128.load(synDecay + o), v128.load(refSteps + o), v128.load(hold + o));
    if (v128.any_true(fired)) emitSpikes(block, slot, i32x4.bitmask(fired), k, step);
  }
}
