import { code } from "../../src/generated/kernels/alif.js";
import { type About, type NeuronModel, ours } from "../../src/models/model.js";
import { lif } from "../lif/model.js";

export const about = {
  title: "Leaky integrate-and-fire neuron, adaptive threshold",
  equations: [
    "v' = −(v − eL)/tauM + (iE + iI + iExt)/cM, currents and delta as in lif, integrated exactly",
    "a' = −a/tauA: a ← a·fadeA, held or not; a spike where v ≥ vTh + a, unless refractory, then v ← vReset and a ← a + jump",
    "v is kept as its distance from vTh; refractory as in lif",
  ],
  source:
    "Bellec, Salaj, Subramoney, Legenstein & Maass (2018), NeurIPS 31, arXiv 1803.09574; Gerstner et al. (2014), Neuronal Dynamics, 6.1",
} satisfies About;

/** Leaky integrate-and-fire neuron whose threshold jumps at its spikes and falls back. */
export const alif = ours({
  ...lif,
  name: "alif",
  code,
  params: {
    ...lif.params,
    tauA: { unit: "ms", default: 200, min: 0.001, meaning: "time constant of the threshold's return" },
    jump: { unit: "mV", default: 2, meaning: "what a spike adds to the threshold" },
  },
  derived: { ...lif.derived, fadeA: { expression: "exp(-dt/tauA)" } },
  state: { ...lif.state, a: { unit: "mV", default: 0, leak: "-expm1(-dt/tauA)", meaning: "threshold above vTh" } },
  presets: {
    liquid: { ...lif.presets.liquid, params: { ...lif.presets.liquid.params, jump: 1 } },
  },
} as const satisfies NeuronModel);
