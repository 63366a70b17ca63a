/** Excitation and inhibition that decay exponentially, each by a time constant of its own; as `inputs` has them, they are currents. */
export const exponential = {
  params: {
    tauSynE: { unit: "ms", default: 2, min: 0.001, meaning: "time constant of excitation" },
    tauSynI: { unit: "ms", default: 2, min: 0.001, meaning: "time constant of inhibition" },
  },
  derived: {
    decayE: { expression: "exp(-dt/tauSynE)" },
    decayI: { expression: "exp(-dt/tauSynI)" },
  },
  inputs: {
    iE: { unit: "pA", meaning: "excitatory synaptic current", arrives: "after", decay: "decayE", typical: 600 },
    iI: {
      unit: "pA",
      meaning: "inhibitory synaptic current (weights are negative)",
      arrives: "after",
      decay: "decayI",
      typical: -600,
    },
  },
} as const;
