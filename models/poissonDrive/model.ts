import { counts } from "../../src/engine/poissonTable.js";
import { code } from "../../src/generated/kernels/poissonDrive.js";
import { type About, type DriveModel, OF_INPUT, ours } from "../../src/models/model.js";

export const about = {
  title: "Poisson drive",
  equations: [
    "in each step and for each neuron, input ← input + weight·K, K Poisson distributed with mean rate·dt/1000",
    "drawn exactly but for the resolution of probabilities: multiples of 2^-32 for each 5 events of the mean",
  ],
  source: "as Brian 2's PoissonInput and Auryn's PoissonStimulator; alias method of Walker (1977)",
} satisfies About;

/** Lumped Poisson input: what many independent Poisson sources of one weight would send to each neuron. */
export const poissonDrive = ours({
  kind: "drive",
  name: "poissonDrive",
  code,
  params: {
    rate: {
      unit: "Hz",
      default: 0,
      typical: 1000,
      min: 0,
      meaning: "events per second and neuron, all lumped sources together",
    },
    weight: { unit: OF_INPUT, default: 1, meaning: "what one event adds to the input" },
  },
  choices: {},
  limits: [
    {
      name: "rate·dt/1000",
      params: ["rate"],
      measure: "mean",
      most: 500,
      meaning: "mean number of events that a step draws",
    },
  ],
  derived: {
    mean: { expression: "rate*dt/1000" },
  },
  state: {},
  draws: { ...counts, mean: "mean" },
} as const satisfies DriveModel);
