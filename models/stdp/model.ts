import { code } from "../../src/generated/kernels/stdp.js";
import { OF_INPUT, ours, type PlasticityRule } from "../../src/models/model.js";

/** Pair-based, additive spike-timing dependent plasticity with all-to-all traces. */
export const stdp = ours({
  kind: "plasticity",
  name: "stdp",
  code,
  title: "Pair STDP, additive, all-to-all",
  equations: [
    "x ← (x + increment·S_pre)·exp(−dt/tauPlus), y ← (y + increment·S_post)·exp(−dt/tauMinus)",
    "Δw = aPlus·x·S_post − aMinus·y·S_pre, both from the old w, x, y; w ← clip(w + Δw, wMin, wMax)",
    "mirrored (inhibitory, wMin ≤ w ≤ wMax ≤ 0): Δw = −aMinus·x·S_post + aPlus·y·S_pre",
    "aPlus and aMinus ← ·decay^dt each step; unless given, they are shares of W, the greater of |wMin| and |wMax|",
  ],
  source:
    "Song, Miller & Abbott (2000), Nat. Neurosci. 3:919; signs and amplitudes as in Ivanov & Michmizos (2021), NALSM_STDP.py",
  params: {
    aPlus: { unit: OF_INPUT, default: 0.01, ofBound: true, modulable: true, meaning: "amplitude of potentiation" },
    aMinus: { unit: OF_INPUT, default: 0.0105, ofBound: true, modulable: true, meaning: "amplitude of depression" },
    tauPlus: { unit: "ms", default: 20, min: 0.001, meaning: "time constant of the presynaptic trace x" },
    tauMinus: { unit: "ms", default: 20, min: 0.001, meaning: "time constant of the postsynaptic trace y" },
    increment: { unit: "1", default: 1, min: 0, meaning: "what one spike adds to its trace" },
    decay: { unit: "1/ms", default: 1, min: 0, max: 1, meaning: "factor per ms on both amplitudes; 1 = none" },
    wMin: { unit: OF_INPUT, default: 0, meaning: "least weight; has to be given where weights are ≤ 0" },
    wMax: { unit: OF_INPUT, default: 0, meaning: "greatest weight; has to be given where weights are ≥ 0" },
  },
  choices: {
    mirrored: {
      values: ["no", "yes"],
      default: "no",
      meaning: "pre before post makes a negative weight more negative",
    },
    pairing: {
      values: ["arrival", "emission"],
      default: "arrival",
      meaning:
        "pair post spikes with pre spikes as they arrive, or as they were emitted (the post spike waits the same delay)",
    },
  },
  derived: {
    fade: { expression: "decay^dt" },
    inverted: { meaning: "1 where mirrored", expression: "mirrored" },
  },
  state: {},
  traces: {
    x: {
      of: "pre",
      meaning: "presynaptic trace",
      decay: "exp(-dt/tauPlus)",
      increment: "increment",
    },
    y: {
      of: "post",
      meaning: "postsynaptic trace",
      decay: "exp(-dt/tauMinus)",
      increment: "increment",
    },
  },
  order: "exact",
  putOff: { trace: "x", tau: "tauPlus", where: { pairing: "arrival", decay: 1 } },
  postNeeds: "x",
  amplitudes: ["aPlus", "aMinus"],
  kernel: [],
} as const satisfies PlasticityRule);
