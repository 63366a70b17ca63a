import { code } from "../../src/generated/kernels/izhikevichDimensional.js";
import { biexponential, biexponentialEquations } from "../../src/models/biexponential.js";
import { exponential } from "../../src/models/exponential.js";
import { type About, type NeuronModel, ours } from "../../src/models/model.js";
import { quadratic } from "../../src/models/quadratic.js";

export const about = {
  title: "Izhikevich neuron in physical units",
  equations: [
    "cM·v' = k·(v − vRest)·(v − vT) − u + iExt + i + iE + iI + iSyn,   u' = a·(b·(v − vRest) − u)",
    "forward Euler with v, u and the currents as they were at t; i acts during one step and is gone",
    "iE' = −iE/tauSynE,   iI' = −iI/tauSynI, exactly; what arrives joins them after the step",
    biexponentialEquations,
    "a spike where then v ≥ vPeak; it carries the time t+dt, and v ← vReset, u ← u + d at once",
  ],
  source:
    "Izhikevich (2007), Dynamical Systems in Neuroscience, chapter 8 (defaults: its regular-spiking neuron); scheme and iSyn as in the program of Nicola & Clopath (2017), Nat. Commun. 8:2208",
} satisfies About;

/** The simple model of Izhikevich in physical units, as FORCE-trained networks use it. */
export const izhikevichDimensional = ours({
  kind: "neuron",
  name: "izhikevichDimensional",
  code,
  params: {
    cM: { unit: "pF", default: 100, min: 0.001, meaning: "membrane capacitance" },
    k: { unit: "nS/mV", default: 0.7, meaning: "gain of the quadratic current" },
    vRest: { unit: "mV", default: -60, meaning: "resting potential" },
    vT: { unit: "mV", default: -40, meaning: "instantaneous threshold" },
    vPeak: { unit: "mV", default: 35, meaning: "peak of a spike" },
    vReset: { unit: "mV", default: -50, meaning: "reset potential" },
    a: { unit: "1/ms", default: 0.03, meaning: "rate of u" },
    b: { unit: "nS", default: -2, meaning: "what v adds to u" },
    d: { unit: "pA", default: 100, meaning: "what a spike adds to u" },
    iExt: { unit: "pA", default: 0, typical: 200, meaning: "constant current" },
    ...exponential.params,
    ...biexponential.params,
  },
  choices: {},
  order: 1,
  limits: [
    { ...quadratic.throw, params: ["cM", "k", "vRest", "vT", "vPeak", "vReset", "a", "b", "d"] },
    quadratic.recovery,
  ],
  derived: {
    bend: { expression: "k*dt/cM" },
    push: { expression: "dt/cM" },
    aStep: { expression: "a*dt" },
    alpha: { expression: "k/cM" },
    beta: { expression: "-k*(vRest + vT)/cM" },
    gamma: { expression: "k*vRest*vT/cM" },
    h: { expression: "dt" },
    back: { expression: "vReset" },
    /** mV/ms */
    raised: { expression: "(a*dt*b*(vPeak - vRest) + d)/cM" },
    leap: quadratic.leap,
    ...exponential.derived,
    ...biexponential.derived,
  },
  state: {
    v: { unit: "mV", default: -60, padding: Number.NaN, meaning: "membrane potential" },
    u: { unit: "pA", default: 0, leak: "a*dt", meaning: "recovery current" },
    ...biexponential.state,
  },
  inputs: {
    i: { unit: "pA", meaning: "current during one step", arrives: "before", typical: 600 },
    ...exponential.inputs,
    ...biexponential.inputs,
  },
  presets: {
    liquid: {
      params: { tauSynE: 5, tauSynI: 10, iExt: { kind: "uniform", low: 0, high: 100 } },
      init: { v: { kind: "uniform", low: -60, high: -50 } },
      strength: 600,
      inhibition: 3.5,
      current: 400,
      spike: 100,
    },
  },
} as const satisfies NeuronModel);
