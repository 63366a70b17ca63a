import { ours, type PlasticityRule } from "./model.js";
import { stdp } from "./stdp.js";

/** Params that the functions below read. */
export interface Params {
  tauC: number;
}

/** Activity-based probabilistic-style STDP: pair STDP that a calcium window at the target gates. */
export const apStdp = ours({
  kind: "plasticity",
  name: "apStdp",
  title: "STDP gated by postsynaptic calcium (AP-STDP)",
  equations: [
    "Δw as in stdp; c ← c·(1 − dt/tauC) + S_post",
    "an increase of w counts only where cTheta < c < cTheta + cDelta",
    "a decrease of w counts only where cTheta − cDelta < c < cTheta",
  ],
  source: "Jin & Li (2016), as run by Ivanov & Michmizos (2021), LSM_APSTDP_STDP.py",
  params: {
    ...stdp.params,
    cTheta: { unit: "1", default: 37, meaning: "calcium threshold" },
    cDelta: { unit: "1", default: 22, min: 0, meaning: "width of either window" },
    tauC: { unit: "ms", default: 1000, min: 0.001, meaning: "time constant of calcium" },
  },
  choices: stdp.choices,
  derived: stdp.derived,
  state: {},
  traces: {
    ...stdp.traces,
    c: {
      of: "post",
      meaning: "postsynaptic calcium",
      decay: (p: Params, dt: number) => 1 - dt / p.tauC,
      increment: (p: Params, dt: number) => 1 / (1 - dt / p.tauC),
    },
  },
  amplitudes: stdp.amplitudes,
  kernel: ["cTheta", "cDelta"],
} as const satisfies PlasticityRule);
