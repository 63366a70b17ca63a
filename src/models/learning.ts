import { OF_INPUT } from "./model.js";

/** Bounds of weights, direction, pairing and fading amplitudes; a rule takes what it has, and adds its params `decay` and `mirrored`. */
export const learning = {
  params: {
    wMin: { unit: OF_INPUT, default: 0, meaning: "least weight; has to be given where weights are ≤ 0" },
    wMax: { unit: OF_INPUT, default: 0, meaning: "greatest weight; has to be given where weights are ≥ 0" },
  },
  choices: {
    pairing: {
      values: ["arrival", "emission"],
      default: "arrival",
      meaning:
        "pair post spikes with pre spikes as they arrive, or as they were emitted (the post spike waits the same delay)",
    },
  },
  derived: {
    fade: { expression: "decay^dt" },
    /** 1 where mirrored */
    inverted: { expression: "mirrored" },
  },
} as const;
