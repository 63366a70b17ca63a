export const biexponentialEquations = [
  "q' = −q/tauRise,   iSyn' = −iSyn/tauDecay + q/(tauRise·tauDecay): each weight is a charge, the integral of its current",
  "exactly: iSyn ← iSyn·fall + q·feed, q ← q·rise; what arrives then joins q",
];

/**
 * A synaptic current that rises and decays: what arrives is charge under way, which feeds the current.
 * q' = −q/tauRise, iSyn' = −iSyn/tauDecay + q/(tauRise·tauDecay), so that a charge w that arrives at 0 gives
 * w·(exp(−t/tauDecay) − exp(−t/tauRise))/(tauDecay − tauRise), the integral of which is w.
 */
export const biexponential = {
  params: {
    tauRise: { unit: "ms", default: 2, min: 0.001, meaning: "time constant of rise" },
    tauDecay: { unit: "ms", default: 20, min: 0.001, meaning: "time constant of decay" },
  },
  derived: {
    rise: { expression: "exp(-dt/tauRise)" },
    fall: { expression: "exp(-dt/tauDecay)" },
    /** ∫₀ᵈᵗ exp(−(dt − s)/tauDecay)·exp(−s/tauRise) ds / (tauRise·tauDecay) */
    feed: { expression: "dt/(tauRise*tauDecay)*decayPair(dt/tauDecay, dt/tauRise)" },
  },
  state: {
    iSyn: { unit: "pA", default: 0, leak: "1 - fall", meaning: "synaptic current" },
  },
  inputs: {
    q: { unit: "fC", meaning: "synaptic charge (pA·ms)", arrives: "after", decay: "rise", typical: 9000 },
  },
} as const;
