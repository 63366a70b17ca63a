import { code } from "../../src/generated/kernels/bernoulli.js";
import { type About, ours, type SourceModel } from "../../src/models/model.js";

export const about = {
  title: "Poisson source",
  equations: [
    "in each step, a cell emits an event with probability 1 − exp(−rate·dt/1000), that of at least one event of a Poisson process",
    "at most one event a cell and step: the rate of events falls short of `rate` by about half of rate·dt/1000, relatively",
    "rates are those of play(), or `rate` from its last set() on; the event carries the time at which the step begins",
  ],
  source: "as NEST's poisson_generator with one target per cell, on the grid",
} satisfies About;

/** Independent events at a rate. */
export const poisson = ours({
  kind: "source",
  name: "poisson",
  code,
  plays: { kind: "probabilities", from: "rate", value: "probability" },
  params: {
    rate: { unit: "Hz", default: 0, typical: 100, min: 0, meaning: "events per second and cell" },
  },
  choices: {},
  limits: [
    {
      name: "rate·dt/1000",
      params: ["rate"],
      measure: "rate*dt/1000",
      coarse: 0.1,
      meaning: "at most one event a step, so that about half of this share of the events is lost",
    },
  ],
  derived: {
    probability: { expression: "1 - exp(-rate*dt/1000)" },
  },
  state: {},
} as const satisfies SourceModel);
