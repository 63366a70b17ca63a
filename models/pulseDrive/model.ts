import { code } from "../../src/generated/kernels/pulseDrive.js";
import { type About, type DriveModel, OF_INPUT, ours } from "../../src/models/model.js";

export const about = {
  title: "Pulse drive",
  equations: ["in each step, input ← input + amplitude for one neuron of the group, each as likely as the others"],
  source: "random thalamic input of Izhikevich (2006), Neural Comput. 18:245, spnet",
} satisfies About;

/** One pulse a step to one neuron of the group. */
export const pulseDrive = ours({
  kind: "drive",
  name: "pulseDrive",
  code,
  params: {
    amplitude: { unit: OF_INPUT, default: 20, meaning: "what the pulse adds" },
  },
  choices: {},
  derived: {},
  state: {},
} as const satisfies DriveModel);
