import { code } from "../../src/generated/kernels/lifDelta.js";
import { leaky } from "../../src/models/leaky.js";
import { type About, type NeuronModel, ours } from "../../src/models/model.js";
import { refractoryEquations } from "../../src/models/refractory.js";

export const about = {
  title: "Leaky integrate-and-fire neuron, delta synapses",
  equations: [
    "v' = −(v − eL)/tauM + iExt/cM, integrated exactly: v ← v + (vInf − v)·leak; then v ← v + delta",
    refractoryEquations,
  ],
  source:
    "as NEST's iaf_psc_delta; Rotter & Diesmann (1999), Biol. Cybern. 81:381; the neuron of Brunel (2000), J. Comput. Neurosci. 8:183",
} satisfies About;

/** Leaky integrate-and-fire neuron whose synapses make v jump. */
export const lifDelta = ours({
  kind: "neuron",
  name: "lifDelta",
  code,
  ...leaky,
  holds: true,
  presets: {
    liquid: {
      params: { tauM: 40, iExt: { kind: "uniform", low: 0, high: 200 } },
      init: { v: { kind: "uniform", low: -70, high: -55 } },
      strength: 10,
      inhibition: 5,
      current: 2,
      spike: 2,
    },
  },
} as const satisfies NeuronModel);
