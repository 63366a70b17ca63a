import { code } from "../../src/generated/kernels/lim.js";
import { type About, type GliaModel, ours } from "../../src/models/model.js";

export const about = {
  title: "Leaky integrate-and-modulate astrocyte (LIM)",
  equations: [
    "a ← a + (s·(Σ gain·spikes heard + bias) − a)·dt/tau",
    "then a ← a·decay^dt, s ← s·decay^dt (s starts at 1: gains and bias fade together with a)",
  ],
  source: "Ivanov & Michmizos (2021), section 3, and the authors' NALSM_ASTRO.py",
} satisfies About;

/** The leaky integrate-and-modulate astrocyte. */
export const lim = ours({
  kind: "glia",
  name: "lim",
  code,
  params: {
    tau: { unit: "ms", default: 100, min: 0.001, meaning: "time constant" },
    bias: { unit: "1", default: 0.15, meaning: "resting drive b_astro" },
    decay: { unit: "1/ms", default: 1, min: 0, max: 1, meaning: "factor per ms on state, gains and bias; 1 = none" },
  },
  choices: {},
  order: 1,
  limits: [
    {
      name: "dt/tau",
      params: ["tau"],
      measure: "dt/tau",
      most: 2,
      coarse: 1,
      meaning: "the factor 1 − dt/tau on a",
    },
  ],
  derived: {
    rate: { expression: "dt/tau" },
    fade: { expression: "decay^dt" },
  },
  state: {
    a: { unit: "1", default: 0, leak: "rate", meaning: "astrocyte state, the amplitude that it modulates" },
    s: { unit: "1", default: 1, leak: "1 - fade", meaning: "what is left of gains and bias" },
  },
  output: "a",
} as const satisfies GliaModel);
