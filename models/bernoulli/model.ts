import { code } from "../../src/generated/kernels/bernoulli.js";
import { ours, type SourceModel } from "../../src/models/model.js";

/** Independent events with a given probability per step. */
export const bernoulli = ours({
  kind: "source",
  name: "bernoulli",
  code,
  title: "Bernoulli source",
  equations: [
    "in each step, cell k emits an event with probability p_k, set by play(); the event carries the time at which the step begins",
  ],
  source: "the rate code of Ivanov & Michmizos (2021): ceil(p − U)",
  plays: { kind: "probabilities" },
  params: {},
  choices: {},
  derived: {},
  state: {},
} as const satisfies SourceModel);
