import { code } from "../../src/generated/kernels/tsodyksMarkram.js";
import { type About, ours, type ShortTermRule } from "../../src/models/model.js";

export const about = {
  title: "Tsodyks–Markram synapse",
  equations: [
    "between spikes: dx/dt = (1 − x)/tauRec, du/dt = −u/tauFacil, both solved exactly",
    "at an arriving spike: u ← u + uSe·(1 − u); the input takes weight·r, r = u·x; x ← x − r",
    "first spike: r = uSe. tauFacil = 0: u = uSe at every spike",
  ],
  source:
    "Markram, Wang & Tsodyks (1998), PNAS 95:5323; Tsodyks, Pawelzik & Markram (1998), Neural Comput. 10:821, in event form",
} satisfies About;

/** Short-term depression and facilitation of what a spike releases. */
export const tsodyksMarkram = ours({
  kind: "shortTerm",
  name: "tsodyksMarkram",
  code,
  params: {
    uSe: {
      unit: "1",
      default: 0.5,
      min: 0,
      max: 1,
      meaning: "share of the available resources that a first spike uses (U)",
    },
    tauRec: { unit: "ms", default: 800, min: 0.001, meaning: "time constant of recovery from depression (D)" },
    tauFacil: { unit: "ms", default: 0, typical: 30, min: 0, meaning: "time constant of facilitation (F); 0 = none" },
  },
  choices: {},
  order: "exact",
  derived: {},
  state: {
    x: { unit: "1", default: 1, meaning: "available resources, as the last spike left them" },
    u: { unit: "1", default: 0, meaning: "utilisation, as the last spike left it" },
  },
  decays: { rec: "tauRec", facil: "tauFacil" },
} as const satisfies ShortTermRule);
