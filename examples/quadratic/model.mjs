import { readFileSync } from "node:fs";
import { neuron } from "neuroglia";

/** Quadratic integrate-and-fire neuron with an exponentially decaying current. */
export const quadratic = neuron({
  name: "quadratic",
  title: "Quadratic integrate-and-fire neuron",
  equations: [
    "cM·v' = k·(v − vRest)·(v − vCrit) + i + iExt,   i' = −i/tauSyn",
    "forward Euler for v, i exactly; a spike where then v ≥ vPeak, and v ← vReset at once; what arrives then joins i",
  ],
  source: "Latham, Richmond, Nelson & Nirenberg (2000), J. Neurophysiol. 83:808",
  params: {
    cM: { unit: "pF", default: 100, min: 0.001, meaning: "membrane capacitance" },
    k: { unit: "nS/mV", default: 0.7, min: 0, meaning: "gain of the quadratic current" },
    vRest: { unit: "mV", default: -60, meaning: "resting potential" },
    vCrit: { unit: "mV", default: -40, meaning: "potential from which v runs away" },
    vPeak: { unit: "mV", default: 35, meaning: "cut-off of a spike" },
    vReset: { unit: "mV", default: -50, meaning: "v after a spike" },
    iExt: { unit: "pA", default: 0, meaning: "constant current" },
    tauSyn: { unit: "ms", default: 5, min: 0.001, meaning: "time constant of i" },
  },
  derived: {
    bend: { expression: "k*dt/cM" },
    gain: { expression: "dt/cM" },
    decay: { expression: "exp(-dt/tauSyn)" },
  },
  state: { v: { unit: "mV", default: -60, padding: Number.NaN, meaning: "membrane potential" } },
  inputs: { i: { unit: "pA", meaning: "synaptic current", arrives: "after", decay: "decay" } },
  order: 1,
  kernel: readFileSync(new URL("kernel.wasm", import.meta.url)),
});
