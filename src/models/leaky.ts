import { fromOrigin, refractory } from "./refractory.js";

/** The leaky membrane of the integrate-and-fire neurons with currents, integrated exactly, with its threshold. */
export const leaky = {
  params: {
    tauM: { unit: "ms", default: 10, min: 0.001, meaning: "membrane time constant" },
    cM: { unit: "pF", default: 250, min: 0.001, meaning: "membrane capacitance" },
    eL: { unit: "mV", default: -70, meaning: "resting potential" },
    vTh: { unit: "mV", default: -55, meaning: "threshold" },
    vReset: { unit: "mV", default: -70, meaning: "reset potential" },
    ...refractory.params,
    iExt: { unit: "pA", default: 0, typical: 500, meaning: "constant current" },
  },
  choices: refractory.choices,
  refractory: refractory.refractory,
  order: "exact",
  limits: refractory.limits,
  derived: {
    /** 1 − exp(−dt/tauM) */
    leak: { expression: "dt/tauM*exprel(-dt/tauM)" },
    /** eL + iExt·tauM/cM − origin */
    vInf: { expression: fromOrigin("eL + iExt*tauM/cM") },
    ...refractory.derived,
  },
  state: {
    v: {
      unit: "mV",
      default: -70,
      padding: Number.NaN,
      relativeTo: "origin",
      leak: "leak",
      meaning: "membrane potential",
    },
    ...refractory.state,
  },
  inputs: refractory.inputs,
} as const;
