import { code } from "../../src/generated/kernels/inhibitoryStdp.js";
import { learning } from "../../src/models/learning.js";
import { type About, OF_INPUT, ours, type PlasticityRule } from "../../src/models/model.js";

export const about = {
  title: "Inhibitory STDP towards a target rate",
  equations: [
    "x ← (x + S_pre)·exp(−dt/tau), y ← (y + S_post)·exp(−dt/tau)",
    "Δw = eta·x·S_post + eta·(y − alpha)·S_pre, alpha = 2·targetRate·tau, both from the old w, x, y; w ← clip(w + Δw, wMin, wMax)",
    "mirrored (into a current, wMin ≤ w ≤ wMax ≤ 0): Δw = −eta·x·S_post − eta·(y − alpha)·S_pre",
    "eta ← eta·decay^dt each step; unless given, it is a share of W, the greater of |wMin| and |wMax|",
  ],
  source: "Vogels, Sprekeler, Zenke, Clopath & Gerstner (2011), Science 334:1569",
} satisfies About;

/** Symmetric plasticity of inhibitory synapses that holds each target at a rate. */
export const inhibitoryStdp = ours({
  kind: "plasticity",
  name: "inhibitoryStdp",
  code,
  params: {
    targetRate: {
      unit: "Hz",
      default: 3,
      min: 0,
      meaning: "rate that a target is held at; one value, or one per target",
    },
    tau: { unit: "ms", default: 20, min: 0.001, meaning: "time constant of both traces" },
    eta: { unit: OF_INPUT, default: 0.0001, ofBound: true, modulable: true, meaning: "learning rate" },
    decay: { unit: "1/ms", default: 1, min: 0, max: 1, meaning: "factor per ms on eta; 1 = none" },
    ...learning.params,
  },
  choices: {
    mirrored: {
      values: ["no", "yes"],
      default: "no",
      belowZero: "yes",
      meaning: "weights of a current, which are negative: more inhibition is less weight",
    },
    ...learning.choices,
  },
  derived: {
    /** 2·targetRate·tau */
    alpha: { expression: "2*targetRate*tau/1000" },
    ...learning.derived,
  },
  state: {},
  traces: {
    x: {
      of: "pre",
      meaning: "presynaptic trace",
      decay: "exp(-dt/tau)",
      increment: "1",
    },
    y: {
      of: "post",
      meaning: "postsynaptic trace",
      decay: "exp(-dt/tau)",
      increment: "1",
    },
  },
  order: "exact",
  postNeeds: "x",
  amplitudes: ["eta"],
  perTarget: { params: ["targetRate"], kernel: ["alpha"] },
} as const satisfies PlasticityRule);
