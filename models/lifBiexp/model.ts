import { code } from "../../src/generated/kernels/lifBiexp.js";
import { biexponential, biexponentialEquations } from "../../src/models/biexponential.js";
import { leaky } from "../../src/models/leaky.js";
import { type About, type NeuronModel, ours } from "../../src/models/model.js";
import { refractoryEquations } from "../../src/models/refractory.js";

export const about = {
  title: "Leaky integrate-and-fire neuron, biexponential current",
  equations: [
    "v' = −(v − eL)/tauM + (iSyn + i + iExt)/cM; i acts during one step and is gone",
    "integrated exactly: v ← v + (vInf − v)·leak + i·gain + iSyn·gainSyn + q·gainQ",
    biexponentialEquations,
    refractoryEquations,
  ],
  source:
    "Rotter & Diesmann (1999), Biol. Cybern. 81:381; the neuron and filter of Nicola & Clopath (2017), Nat. Commun. 8:2208",
} satisfies About;

/** Leaky integrate-and-fire neuron with a synaptic current that rises and decays. */
export const lifBiexp = ours({
  kind: "neuron",
  name: "lifBiexp",
  code,
  params: { ...leaky.params, ...biexponential.params },
  choices: leaky.choices,
  refractory: leaky.refractory,
  order: leaky.order,
  limits: leaky.limits,
  derived: {
    ...leaky.derived,
    ...biexponential.derived,
    /** (1 − exp(−dt/tauM))·tauM/cM */
    gain: { expression: "dt/cM*exprel(-dt/tauM)" },
    /** ∫₀ᵈᵗ exp(−(dt − s)/tauM)·exp(−s/tauDecay) ds / cM */
    gainSyn: { expression: "dt/cM*decayPair(dt/tauM, dt/tauDecay)" },
    /** ∫₀ᵈᵗ exp(−(dt − s)/tauM)·iSyn(s) ds / cM, of the current that one unit of q at 0 gives */
    gainQ: { expression: "dt/cM*(dt/(tauRise*tauDecay))*decayTriple(dt/tauM, dt/tauDecay, dt/tauRise)" },
  },
  state: { ...leaky.state, ...biexponential.state },
  inputs: {
    i: { unit: "pA", meaning: "current during one step", arrives: "before", typical: 600 },
    ...biexponential.inputs,
  },
  presets: {
    liquid: {
      params: { tauM: 40, tauRise: 2, tauDecay: 8, iExt: { kind: "uniform", low: 0, high: 200 } },
      init: { v: { kind: "uniform", low: -70, high: -55 } },
      strength: 3000,
      inhibition: 5,
      current: 600,
      spike: 500,
    },
  },
} as const satisfies NeuronModel);
