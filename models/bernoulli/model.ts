import { code } from "../../src/generated/kernels/bernoulli.js";
import { type About, ours, type SourceModel } from "../../src/models/model.js";

export const about = {
  title: "Bernoulli source",
  equations: [
    "in each step, cell k emits an event with probability p_k, set by play(); the event carries the time at which the step begins",
  ],
  source: "the rate code of Ivanov & Michmizos (2021): ceil(p − U)",
} satisfies About;

/** Independent events with a given probability per step. */
export const bernoulli = ours({
  kind: "source",
  name: "bernoulli",
  code,
  plays: { kind: "probabilities" },
  params: {},
  choices: {},
  derived: {},
  state: {},
} as const satisfies SourceModel);
