import { code } from "../../src/generated/kernels/apStdp.js";
import { type About, ours, type PlasticityRule } from "../../src/models/model.js";
import { pairStdp } from "../../src/models/pairStdp.js";

export const about = {
  title: "STDP gated by postsynaptic calcium (AP-STDP)",
  equations: [
    "Δw as in stdp; c ← c·exp(−dt/tauC) + S_post",
    "an increase of w counts only where cTheta < c < cTheta + cDelta",
    "a decrease of w counts only where cTheta − cDelta < c < cTheta",
  ],
  source:
    "Jin & Li (2016); gates and signs as in Ivanov & Michmizos (2021), LSM_APSTDP_STDP.py, which has 1 − dt/tauC for exp(−dt/tauC)",
} satisfies About;

/** Activity-based probabilistic-style STDP: pair STDP that a calcium window at the target gates. */
export const apStdp = ours({
  kind: "plasticity",
  name: "apStdp",
  code,
  ...pairStdp,
  params: {
    ...pairStdp.params,
    cTheta: { unit: "1", default: 37, typical: 3, meaning: "calcium threshold" },
    cDelta: { unit: "1", default: 22, typical: 3, min: 0, meaning: "width of either window" },
    tauC: { unit: "ms", default: 1000, min: 0.001, meaning: "time constant of calcium" },
  },
  traces: {
    ...pairStdp.traces,
    c: {
      of: "post",
      meaning: "postsynaptic calcium",
      joinsLate: true,
      decay: "exp(-dt/tauC)",
      increment: "1",
    },
  },
} as const satisfies PlasticityRule);
