/** Scalar twins of the neuron loops: the same columns, the same bits, one neuron at a time. */
import { lifDiscreteStepScalar } from "../../models/lifDiscrete/kernel";
import { emitSpikes, openSlot } from "../spikes";
import {
  LIF_DISCRETE_BIAS,
  LIF_DISCRETE_DELTA,
  LIF_DISCRETE_HOLD,
  LIF_DISCRETE_I,
  LIF_DISCRETE_LEAK,
  LIF_DISCRETE_REFRACTORY_LEFT,
  LIF_DISCRETE_REF_STEPS,
  LIF_DISCRETE_SYN_DECAY,
  LIF_DISCRETE_V,
  LIF_DISCRETE_V_RESET,
  LIF_DISCRETE_V_TH,
} from "../generated/models";

export function lifDiscreteIntegrateUniformScalar(block: usize, begin: u32, end: u32, step: u32): void {
  const v = load<usize>(block + LIF_DISCRETE_V);
  const left = load<usize>(block + LIF_DISCRETE_REFRACTORY_LEFT);
  const i = load<usize>(block + LIF_DISCRETE_I);
  const delta = load<usize>(block + LIF_DISCRETE_DELTA);
  const vTh = load<f32>(block + LIF_DISCRETE_V_TH);
  const vReset = load<f32>(block + LIF_DISCRETE_V_RESET);
  const bias = load<f32>(block + LIF_DISCRETE_BIAS);
  const leak = load<f32>(block + LIF_DISCRETE_LEAK);
  const synDecay = load<f32>(block + LIF_DISCRETE_SYN_DECAY);
  const refSteps = load<f32>(block + LIF_DISCRETE_REF_STEPS);
  const hold = load<f32>(block + LIF_DISCRETE_HOLD);
  const slot = openSlot(block, begin, step);
  for (let k = begin; k < end; k++) {
    const o = <usize>k << 2;
    if (lifDiscreteStepScalar(v + o, left + o, i + o, delta + o, vTh, vReset, bias, leak, synDecay, refSteps, hold))
      emitSpikes(block, slot, 1, k, step);
  }
}
