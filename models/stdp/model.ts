import { code } from "../../src/generated/kernels/stdp.js";
import { type About, ours, type PlasticityRule } from "../../src/models/model.js";
import { pairStdp } from "../../src/models/pairStdp.js";

export const about = {
  title: "Pair STDP, additive, all-to-all",
  equations: [
    "x ← (x + increment·S_pre)·exp(−dt/tauPlus), y ← (y + increment·S_post)·exp(−dt/tauMinus)",
    "Δw = aPlus·x·S_post − aMinus·y·S_pre, both from the old w, x, y; w ← clip(w + Δw, wMin, wMax)",
    "mirrored (inhibitory, wMin ≤ w ≤ wMax ≤ 0): Δw = −aMinus·x·S_post + aPlus·y·S_pre",
    "aPlus and aMinus ← ·decay^dt each step; unless given, they are shares of W, the greater of |wMin| and |wMax|",
  ],
  source:
    "Song, Miller & Abbott (2000), Nat. Neurosci. 3:919; signs and amplitudes as in Ivanov & Michmizos (2021), NALSM_STDP.py",
} satisfies About;

/** Pair-based, additive spike-timing dependent plasticity with all-to-all traces. */
export const stdp = ours({
  kind: "plasticity",
  name: "stdp",
  code,
  ...pairStdp,
  putOff: { trace: "x", tau: "tauPlus", where: { pairing: "arrival", decay: 1 } },
} as const satisfies PlasticityRule);
