import { code } from "../../src/generated/kernels/lifDiscrete.js";
import { type About, type NeuronModel, ours } from "../../src/models/model.js";
import { refractory } from "../../src/models/refractory.js";

export const about = {
  title: "Leaky integrate-and-fire neuron, one-step map",
  equations: [
    "i ← i·exp(−dt/tauSyn) + Σ weights arriving",
    "v ← v − v·dt/tauM + i + bias + delta",
    "spike where v ≥ vTh and the last spike is more than tRef ago; then v ← vReset",
    'within tRef: "noFire" lets v integrate and withholds the spike, "hold" keeps v at vReset',
  ],
  source: "Ivanov & Michmizos (2021), NeurIPS, arXiv 2111.01760, and the authors' NALSM_LIF_v1.py",
} satisfies About;

/** The one-step leaky integrate-and-fire map of the neuromorphic literature. */
export const lifDiscrete = ours({
  kind: "neuron",
  name: "lifDiscrete",
  code,
  params: {
    tauM: { unit: "ms", default: 64, min: 0.001, meaning: "membrane time constant" },
    tauSyn: { unit: "ms", default: 1, min: 0.001, meaning: "time constant of the synaptic current" },
    vTh: { unit: "mV", default: 20, meaning: "threshold" },
    vReset: { unit: "mV", default: 0, meaning: "reset potential" },
    tRef: refractory.params.tRef,
    bias: { unit: "mV", default: 0, typical: 1, meaning: "constant drive per step" },
  },
  refractory: refractory.refractory,
  choices: {
    refractory: {
      values: ["noFire", "hold"],
      default: "noFire",
      meaning: "what tRef does: withhold the spike while v integrates, or hold v at vReset",
    },
  },
  limits: [
    ...refractory.limits,
    {
      name: "dt/tauM",
      params: ["tauM"],
      measure: "dt/tauM",
      most: 2,
      coarse: 1,
      meaning: "the factor 1 − dt/tauM on v",
    },
  ],
  derived: {
    leak: { expression: "dt/tauM" },
    synDecay: { expression: "exp(-dt/tauSyn)" },
    refSteps: refractory.derived.refSteps,
    /** 1 where refractory is "hold" */
    hold: { expression: "refractory" },
  },
  state: {
    v: { unit: "mV", default: 0, padding: Number.NaN, leak: "leak", meaning: "membrane potential" },
    ...refractory.state,
  },
  inputs: {
    i: {
      unit: "mV",
      meaning: "synaptic current per step, as carried into the next step",
      arrives: "before",
      decay: "synDecay",
      typical: 10,
    },
    delta: { unit: "mV", meaning: "added to v once, on arrival", arrives: "before", typical: 10 },
  },
  presets: {
    liquid: {
      params: { tauM: 40, tauSyn: 5, bias: { kind: "uniform", low: 0, high: 0.6 } },
      init: { v: { kind: "uniform", low: 0, high: 20 } },
      strength: 2.5,
      inhibition: 5,
      current: 0.5,
      spike: 0.5,
    },
  },
} as const satisfies NeuronModel);
