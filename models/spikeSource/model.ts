import { code } from "../../src/generated/kernels/spikeSource.js";
import { ours, type SourceModel } from "../../src/models/model.js";

/** Explicit spike trains. */
export const spikeSource = ours({
  kind: "source",
  name: "spikeSource",
  code,
  title: "Spike source",
  equations: ["emits the events given to play(), each at its own time rounded to the grid"],
  source: "as NEST's spike_generator",
  plays: { kind: "trains" },
  params: {},
  choices: {},
  derived: {},
  state: {},
} as const satisfies SourceModel);
