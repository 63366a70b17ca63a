import { learning } from "./learning.js";
import { OF_INPUT } from "./model.js";

/** Additive pair-based plasticity with a trace of either side and two amplitudes. */
export const pairStdp = {
  params: {
    aPlus: { unit: OF_INPUT, default: 0.01, ofBound: true, modulable: true, meaning: "amplitude of potentiation" },
    aMinus: { unit: OF_INPUT, default: 0.0105, ofBound: true, modulable: true, meaning: "amplitude of depression" },
    tauPlus: { unit: "ms", default: 20, min: 0.001, meaning: "time constant of the presynaptic trace x" },
    tauMinus: { unit: "ms", default: 20, min: 0.001, meaning: "time constant of the postsynaptic trace y" },
    increment: { unit: "1", default: 1, min: 0, meaning: "what one spike adds to its trace" },
    decay: { unit: "1/ms", default: 1, min: 0, max: 1, meaning: "factor per ms on both amplitudes; 1 = none" },
    ...learning.params,
  },
  choices: {
    mirrored: {
      values: ["no", "yes"],
      default: "no",
      meaning: "pre before post makes a negative weight more negative",
    },
    ...learning.choices,
  },
  derived: {
    ...learning.derived,
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
  postNeeds: "x",
  amplitudes: ["aPlus", "aMinus"],
} as const;
