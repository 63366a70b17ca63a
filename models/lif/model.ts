import { code } from "../../src/generated/kernels/lif.js";
import { exponential } from "../../src/models/exponential.js";
import { leaky } from "../../src/models/leaky.js";
import { type About, type NeuronModel, ours } from "../../src/models/model.js";
import { refractoryEquations } from "../../src/models/refractory.js";

export const about = {
  title: "Leaky integrate-and-fire neuron, exponential currents",
  equations: [
    "v' = −(v − eL)/tauM + (iE + iI + iExt)/cM,   iE' = −iE/tauSynE,   iI' = −iI/tauSynI",
    "integrated exactly: v ← v + (vInf − v)·leak + iE·gainE + iI·gainI; then v ← v + delta; then what arrives joins iE and iI",
    refractoryEquations,
  ],
  source: "as NEST's iaf_psc_exp; Rotter & Diesmann (1999), Biol. Cybern. 81:381",
} satisfies About;

/** mV that a synaptic current of 1 pA at t adds to v at t+dt while it decays with tauSyn. */
const gain = (tauSyn: string): string => `dt/cM*exp(-min(dt/tauM, dt/${tauSyn}))*exprel(-abs(dt/tauM - dt/${tauSyn}))`;

/** Leaky integrate-and-fire neuron with exponentially decaying synaptic currents. */
export const lif = ours({
  kind: "neuron",
  name: "lif",
  code,
  params: {
    ...leaky.params,
    ...exponential.params,
  },
  choices: leaky.choices,
  refractory: leaky.refractory,
  order: leaky.order,
  limits: leaky.limits,
  derived: {
    ...leaky.derived,
    /** ∫₀ᵈᵗ exp(−(dt − s)/tauM)·exp(−s/tauSynE) ds / cM */
    gainE: { expression: gain("tauSynE") },
    /** ∫₀ᵈᵗ exp(−(dt − s)/tauM)·exp(−s/tauSynI) ds / cM */
    gainI: { expression: gain("tauSynI") },
    ...exponential.derived,
  },
  state: leaky.state,
  inputs: {
    ...exponential.inputs,
    ...leaky.inputs,
  },
  holds: true,
  presets: {
    liquid: {
      params: { tauM: 40, tauSynE: 5, tauSynI: 10, iExt: { kind: "uniform", low: 0, high: 200 } },
      init: { v: { kind: "uniform", low: -70, high: -55 } },
      strength: 600,
      inhibition: 3.5,
      current: 130,
      spike: 100,
    },
  },
} as const satisfies NeuronModel);
