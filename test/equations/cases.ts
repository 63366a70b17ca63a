import type { NeuronSpec } from "../../dist/src/equations/spec.js";

/** A model of the literature in the language of equations, a run of it, and how far f32 may be from f64. */
export interface Case {
  readonly spec: NeuronSpec;
  readonly dt: number;
  readonly ms: number;
  readonly params?: Record<string, number>;
  readonly method: string;
  /** By state: of the range that it goes through. */
  readonly tolerance: number;
  /** ms at which `weight` arrives at an input. */
  readonly arrivals?: Readonly<Record<string, { readonly times: readonly number[]; readonly weight: number }>>;
}

const adex: NeuronSpec = {
  name: "adex",
  equations: `
    dv/dt = (gL*(eL - v) + gL*deltaT*exp((min(v, vPeak) - vT)/deltaT) - w + iE + iI + iExt)/cM : mV (unless refractory)
    dw/dt = (a*(v - eL) - w)/tauW : pA
    diE/dt = -iE/tauSynE : pA
    diI/dt = -iI/tauSynI : pA`,
  threshold: "v > vPeak",
  reset: "v = vReset; w += b",
  refractory: "tRef",
  params: {
    cM: { default: 281, unit: "pF", min: 0.001, meaning: "membrane capacitance" },
    gL: [30, "nS"],
    eL: [-70.6, "mV"],
    vT: [-50.4, "mV"],
    deltaT: [2, "mV"],
    vPeak: [0, "mV"],
    vReset: [-70.6, "mV"],
    a: [4, "nS"],
    b: [80.5, "pA"],
    tauW: [144, "ms"],
    tRef: [2, "ms"],
    tauSynE: [5, "ms"],
    tauSynI: [10, "ms"],
    iExt: [0, "pA"],
  },
  inputs: { iE: {}, iI: {} },
  init: { v: "eL" },
};

const hodgkinHuxley: NeuronSpec = {
  name: "hh",
  equations: `
    dv/dt = (gNa*m^3*h*(eNa - v) + gK*n^4*(eK - v) + gL*(eL - v) + iExt)/cM : mV
    dm/dt = alphaM*(1 - m) - betaM*m : 1
    dh/dt = alphaH*(1 - h) - betaH*h : 1
    dn/dt = alphaN*(1 - n) - betaN*n : 1
    alphaM = 1/exprel(-(v + 40*mV)/(10*mV))/ms
    betaM = 4*exp(-(v + 65*mV)/(18*mV))/ms
    alphaH = 0.07*exp(-(v + 65*mV)/(20*mV))/ms
    betaH = 1/(1 + exp(-(v + 35*mV)/(10*mV)))/ms
    alphaN = 0.1/exprel(-(v + 55*mV)/(10*mV))/ms
    betaN = 0.125*exp(-(v + 65*mV)/(80*mV))/ms`,
  threshold: "v > 0 and v_before <= 0",
  params: {
    gNa: [12000, "nS"],
    gK: [3600, "nS"],
    gL: [30, "nS"],
    eNa: [50, "mV"],
    eK: [-77, "mV"],
    eL: [-54.387, "mV"],
    cM: [100, "pF"],
    iExt: [1000, "pA"],
  },
  init: { v: -65, m: 0.05, h: 0.6, n: 0.32 },
};

const lif: NeuronSpec = {
  name: "lif",
  equations: `
    dv/dt = (eL - v)/tauM + (iE + iExt)/cM : mV (unless refractory)
    diE/dt = -iE/tauSynE : pA`,
  threshold: "v >= vTh",
  reset: "v = vReset",
  refractory: "tRef",
  params: {
    eL: [-70, "mV"],
    tauM: [10, "ms"],
    cM: [250, "pF"],
    vTh: [-55, "mV"],
    vReset: [-70, "mV"],
    tRef: [2, "ms"],
    tauSynE: [2, "ms"],
    iExt: [500, "pA"],
  },
  inputs: { iE: { drives: 1, typical: 1000 } },
  init: { v: "eL" },
};

const coba: NeuronSpec = {
  name: "coba",
  equations: `
    dv/dt = (gL*(eL - v) + gE*(eRevE - v) + gI*(eRevI - v) + iExt)/cM : mV (unless refractory)
    dgE/dt = -gE/tauSynE : nS
    dgI/dt = -gI/tauSynI : nS`,
  threshold: "v > vTh",
  reset: "v = vReset",
  refractory: "tRef",
  params: {
    gL: [10, "nS"],
    eL: [-60, "mV"],
    cM: [200, "pF"],
    eRevE: [0, "mV"],
    eRevI: [-80, "mV"],
    vTh: [-50, "mV"],
    vReset: [-60, "mV"],
    tRef: [5, "ms"],
    tauSynE: [5, "ms"],
    tauSynI: [10, "ms"],
    iExt: [200, "pA"],
  },
  inputs: { gE: {}, gI: { drives: -1 } },
  init: { v: -60 },
};

const times = [5, 5.3, 12, 30, 31, 32, 50, 77.7];
const excited = { gE: { times, weight: 20 }, gI: { times: [20, 60], weight: 15 } };
const izhikevich: NeuronSpec = {
  name: "izhikevich",
  equations: `
    dv/dt = 0.04*v^2 + 5*v + 140 - u + i0
    du/dt = a*(b*v - u)`,
  threshold: "v >= 30",
  reset: "v = c; u += d",
  params: { a: 0.02, b: 0.2, c: -65, d: 8, i0: 10 },
  init: { v: -65, u: "b*v" },
  substeps: { v: 2 },
};
const timed: NeuronSpec = {
  name: "timed",
  equations: `
    dv/dt = (drive - v - theta*(pause > 0))/tauM : mV (unless refractory)
    dtheta/dt = -theta/tauTheta : mV (f64)
    drive = amplitude*(1 + sin(2*pi*t/period)) + 3*mV*(t > 40) : mV
    timer pause
    count : 1`,
  threshold: "v > 10 and sinceSpike > 4",
  reset: "v = v_before - 10; theta += 0.5; pause = 7; count += 1",
  refractory: "v < -1 or theta > 1e6",
  params: { tauM: [8, "ms"], tauTheta: [1e7, "ms"], period: [30, "ms"], amplitude: [9, "mV"] },
  init: { theta: 2 },
  every: [{ ms: 25, do: "theta *= 0.5; count -= 0.25" }],
};
const alpha: NeuronSpec = {
  name: "alpha",
  equations: `
    dv/dt = (eL - v)/tauM + iSyn/cM : mV
    diSyn/dt = (x - iSyn)/tauSyn : pA
    dx/dt = -x/tauSyn : pA
    dw/dt = (v - eL - w)/tauW : mV`,
  params: { eL: [-70, "mV"], tauM: [10, "ms"], cM: [250, "pF"], tauSyn: [2, "ms"], tauW: [30, "ms"] },
  inputs: { x: {}, kick: { adds: "v" }, iNow: { unit: "pA" } },
  init: { v: "eL" },
};

export const cases: Readonly<Record<string, Case>> = {
  "lif, exact": {
    spec: lif,
    dt: 0.1,
    ms: 100,
    method: "exact",
    tolerance: 2e-5,
    arrivals: { iE: { times, weight: 900 } },
  },
  "alpha synapse with a chain of four, exact by the matrix exponential": {
    spec: alpha,
    dt: 0.5,
    ms: 100,
    method: "exact",
    tolerance: 2e-5,
    arrivals: { x: { times, weight: 500 }, kick: { times: [10, 40], weight: 3 }, iNow: { times, weight: 1 } },
  },
  "coba, trapezoidal": {
    spec: { ...coba, method: "trapezoidal" },
    dt: 0.1,
    ms: 100,
    method: "trapezoidal",
    tolerance: 2e-5,
    arrivals: excited,
  },
  "coba, exponential Euler": {
    spec: coba,
    dt: 0.1,
    ms: 100,
    method: "exponentialEuler",
    tolerance: 2e-5,
    arrivals: excited,
  },
  "izhikevich, two half steps": { spec: izhikevich, dt: 0.5, ms: 100, method: "euler", tolerance: 5e-4 },
  "adex, euler": { spec: adex, dt: 0.01, ms: 60, params: { iExt: 1000 }, method: "euler", tolerance: 1e-3 },
  "adex, rk2": {
    spec: { ...adex, method: "rk2" },
    dt: 0.01,
    ms: 25,
    params: { iExt: 1000 },
    method: "rk2",
    // Half a step too far in v, where it runs away, is this much in w.
    tolerance: 5e-3,
  },
  "adex, rk4": {
    spec: { ...adex, method: "rk4" },
    dt: 0.01,
    ms: 60,
    params: { iExt: 1000 },
    method: "rk4",
    tolerance: 1e-3,
  },
  "adex, heun": {
    spec: { ...adex, method: "heun" },
    dt: 0.01,
    ms: 60,
    params: { iExt: 1000 },
    method: "heun",
    tolerance: 1e-3,
  },
  "hodgkinHuxley, exponential Euler": {
    spec: hodgkinHuxley,
    dt: 0.01,
    ms: 40,
    method: "exponentialEuler",
    tolerance: 1e-3,
  },
  "hodgkinHuxley, rk4": {
    spec: { ...hodgkinHuxley, method: "rk4" },
    dt: 0.01,
    ms: 40,
    method: "rk4",
    tolerance: 1e-3,
  },
  "timers, functions of t, f64, every, conditions": {
    spec: timed,
    dt: 0.1,
    ms: 120,
    method: "exponentialEuler",
    tolerance: 2e-5,
  },
};
