import { code } from "../../src/generated/kernels/lifCoba.js";
import { exponential } from "../../src/models/exponential.js";
import { type About, type NeuronModel, ours } from "../../src/models/model.js";
import { fromOrigin, refractory, refractoryEquations } from "../../src/models/refractory.js";

export const about = {
  title: "Leaky integrate-and-fire neuron, exponential conductances",
  equations: [
    "cM·v' = gL·(eL − v) + gE·(eRevE − v) + gI·(eRevI − v) + iExt,   gE' = −gE/tauSynE,   gI' = −gI/tauSynI",
    "gE and gI exactly: g ← g·exp(−dt/tauSyn); v by the trapezoidal rule with each conductance at the mean ḡ of its values at t and t+dt, second order in dt, and never past where the conductances draw it:",
    "v ← v + (v∞ − v)·min(1, z/(1 + z/2)), z = dt·g/cM, g = gL + ḡE + ḡI, v∞ = (gL·eL + ḡE·eRevE + ḡI·eRevI + iExt)/g; then v ← v + delta; then what arrives joins gE and gI",
    refractoryEquations,
  ],
  source: "Vogels & Abbott (2005), J. Neurosci. 25:10786, the conductance-based network",
} satisfies About;

/** Leaky integrate-and-fire neuron with exponentially decaying synaptic conductances. */
export const lifCoba = ours({
  kind: "neuron",
  name: "lifCoba",
  code,
  params: {
    cM: { unit: "pF", default: 200, min: 0.001, meaning: "membrane capacitance" },
    gL: { unit: "nS", default: 10, min: 0.001, meaning: "leak conductance" },
    eL: { unit: "mV", default: -60, meaning: "resting potential" },
    vTh: { unit: "mV", default: -50, meaning: "threshold" },
    vReset: { unit: "mV", default: -60, meaning: "reset potential" },
    tRef: { ...refractory.params.tRef, default: 5 },
    tauSynE: { ...exponential.params.tauSynE, default: 5 },
    tauSynI: { ...exponential.params.tauSynI, default: 10 },
    eRevE: { unit: "mV", default: 0, meaning: "reversal potential of excitation" },
    eRevI: { unit: "mV", default: -80, meaning: "reversal potential of inhibition" },
    iExt: { unit: "pA", default: 200, meaning: "constant current" },
  },
  choices: refractory.choices,
  refractory: refractory.refractory,
  order: 2,
  limits: [
    ...refractory.limits,
    {
      name: "gL*dt/cM",
      params: ["cM", "gL"],
      measure: "gL*dt/cM",
      coarse: 1,
      meaning: "the step of v",
    },
  ],
  derived: {
    /** eL + iExt/gL − origin */
    vInf: { expression: fromOrigin("eL + iExt/gL") },
    /** eRevE − origin */
    pullE: { expression: fromOrigin("eRevE") },
    /** eRevI − origin */
    pullI: { expression: fromOrigin("eRevI") },
    inertia: { expression: "1/2 + cM/(gL*dt)" },
    /** Mean of gE over a step relative to gL, per nS at the step's beginning */
    shareE: { expression: "(1 + decayE)/2/gL" },
    shareI: { expression: "(1 + decayI)/2/gL" },
    ...exponential.derived,
    ...refractory.derived,
  },
  state: {
    v: {
      unit: "mV",
      default: -60,
      padding: Number.NaN,
      relativeTo: "origin",
      leak: "gL*dt/cM",
      meaning: "membrane potential",
    },
    ...refractory.state,
  },
  inputs: {
    gE: { unit: "nS", meaning: "excitatory conductance", arrives: "after", decay: "decayE", typical: 30 },
    gI: {
      unit: "nS",
      meaning: "inhibitory conductance",
      arrives: "after",
      decay: "decayI",
      drives: -1,
      typical: 30,
    },
    ...refractory.inputs,
  },
  holds: true,
  presets: {
    liquid: {
      params: { cM: 400, iExt: { kind: "uniform", low: 0, high: 200 } },
      init: { v: { kind: "uniform", low: -60, high: -50 } },
      strength: 12,
      inhibition: 10,
      current: 2,
      spike: 2,
    },
  },
} as const satisfies NeuronModel);
