import { code } from "../../src/generated/kernels/spikeSource.js";
import { type About, ours, type SourceModel } from "../../src/models/model.js";

export const about = {
  title: "Spike source",
  equations: ["emits the events given to play(), each at its own time rounded to the grid"],
  source: "as NEST's spike_generator",
} satisfies About;

/** Explicit spike trains. */
export const spikeSource = ours({
  kind: "source",
  name: "spikeSource",
  code,
  plays: { kind: "trains" },
  params: {},
  choices: {},
  derived: {},
  state: {},
} as const satisfies SourceModel);
