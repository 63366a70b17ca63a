import { code } from "../../src/generated/kernels/izhikevich.js";
import { type About, type NeuronModel, ours } from "../../src/models/model.js";
import { quadratic } from "../../src/models/quadratic.js";

export const about = {
  title: "Izhikevich neuron",
  equations: [
    "v' = 0.04·v² + 5·v + 140 − u + iExt + i,   u' = a·(b·v − u)",
    "forward Euler: v in two half steps with u as it was, then u with the new v; i acts during one step and is gone",
    "a spike where then v ≥ vPeak; it carries the time t+dt, and v ← c, u ← u + d at once",
    "u starts at −13 = 0.2·(−65); for another b or v initialise it to b·v",
  ],
  source: "Izhikevich (2003), IEEE Trans. Neural Netw. 14:1569, and its program net.m (dt 1 ms)",
} satisfies About;

/** The simple model of Izhikevich, with the scheme of its 2003 paper. */
export const izhikevich = ours({
  kind: "neuron",
  name: "izhikevich",
  code,
  params: {
    a: { unit: "1/ms", default: 0.02, meaning: "rate of recovery" },
    b: { unit: "1/ms", default: 0.2, meaning: "sensitivity of recovery to v" },
    c: { unit: "mV", default: -65, meaning: "v after a spike" },
    d: { unit: "mV/ms", default: 8, meaning: "what a spike adds to u" },
    vPeak: { unit: "mV", default: 30, meaning: "cut-off of a spike" },
    iExt: { unit: "mV/ms", default: 0, typical: 10, meaning: "constant current" },
  },
  choices: {},
  order: 1,
  limits: [{ ...quadratic.throw, params: ["a", "b", "c", "d", "vPeak"] }, quadratic.recovery],
  derived: {
    half: { expression: "dt/2" },
    /** 5·dt/2 */
    linear: { expression: "2.5*dt" },
    /** 0.04·dt/2 */
    square: { expression: "0.02*dt" },
    aStep: { expression: "a*dt" },
    drive: { expression: "140 + iExt" },
    alpha: { expression: "0.04" },
    beta: { expression: "5" },
    gamma: { expression: "140" },
    h: { expression: "half" },
    back: { expression: "c" },
    /** v after a half step from vPeak, which a spike has just missed */
    over: { expression: "vPeak + h*((alpha*vPeak + beta)*vPeak + gamma)" },
    /** After the second one, by how much it raises u */
    raised: { expression: "a*dt*b*(over + h*((alpha*over + beta)*over + gamma)) + d" },
    leap: quadratic.leap,
  },
  state: {
    v: { unit: "mV", default: -65, padding: Number.NaN, meaning: "membrane potential" },
    u: { unit: "mV/ms", default: -13, leak: "a*dt", meaning: "recovery" },
  },
  inputs: {
    i: { unit: "mV/ms", meaning: "current during one step", arrives: "before", typical: 30 },
  },
  presets: {
    liquid: {
      params: { iExt: { kind: "uniform", low: 0, high: 4 } },
      init: { v: { kind: "uniform", low: -70, high: -50 } },
      strength: 40,
      inhibition: 4,
      current: 25,
      spike: 10,
    },
  },
} as const satisfies NeuronModel);
