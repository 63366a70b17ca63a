import { normal } from "../../src/engine/zigguratTable.js";
import { code } from "../../src/generated/kernels/gaussianDrive.js";
import { type About, type DriveModel, OF_INPUT, ours } from "../../src/models/model.js";

export const about = {
  title: "Gaussian drive",
  equations: [
    "in each step and for each neuron, input ← input + mean + sd·N, N standard normal, independent of all others",
    "N by the ziggurat of 1024 layers, to 2^-21 of its layer's width; |N| stays below 9.8",
    "into a conductance, mean ≥ 9.8·sd: nothing below 0 is added",
  ],
  source:
    "Marsaglia & Tsang (2000), J. Stat. Softw. 5(8); thalamic input of Izhikevich (2003), IEEE Trans. Neural Netw. 14:1569",
} satisfies About;

/** Independent Gaussian input in every step, such as the thalamic input of Izhikevich (2003). */
export const gaussianDrive = ours({
  kind: "drive",
  name: "gaussianDrive",
  code,
  params: {
    mean: { unit: OF_INPUT, default: 0, meaning: "mean of what a step adds" },
    sd: {
      unit: OF_INPUT,
      default: 1,
      min: 0,
      meaning: "standard deviation of what a step adds; does not scale with dt",
    },
  },
  choices: {},
  least: { mean: 1, sd: -9.8 },
  derived: {},
  state: {},
  draws: normal,
} as const satisfies DriveModel);
