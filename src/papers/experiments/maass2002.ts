import { runSeparation } from "../maass/separation.js";
import { runTemplates } from "../maass/templates.js";
import { experiment } from "./experiment.js";

export const maass2002 = experiment({
  name: "maass-2002",
  title: "Real-time computing without stable states",
  reference: "Maass, Natschläger & Markram (2002), Neural Computation 14:2531–2560",
  variants: ["separation", "templates"],
  introduction: [
    "The column of 135 integrate-and-fire neurons with short-term plasticity at every recurrent synapse, with the constants of Maass, Natschläger & Markram (2002).",
    "separation: pairs of Poisson trains of 20 Hz and given distance are shown from different initial states; how far apart are the liquid's states, as a function of time? Distances of inputs and of states are means of squares, without a root, as in Brian 2's reproduction, which met the paper's figure by that.",
    "templates: after the paper's task, each of four segments of an input is a jittered copy of one of two templates; linear readouts name each segment's template from the state at one moment. The readouts are ridge regressions, where the paper trains pools of neurons, and so no figure of its is set beside.",
  ],
  lessons: `
Published: state distance grows with the distance of inputs, and lies above that of equal inputs from different initial states.

Examples:
  neuroglia reproduce maass-2002 --report maass-2002.html
  neuroglia reproduce maass-2002 --task templates --workers 2
  neuroglia reproduce maass-2002 --pairs 10
`,
  options: {
    task: { kind: "word", words: ["separation", "templates"], default: "separation", meaning: "which experiment" },
    pairs: {
      kind: "whole",
      least: 1,
      most: 100_000,
      default: 200,
      meaning: "separation: pairs of inputs for each distance",
    },
    samples: {
      kind: "whole",
      least: 40,
      most: 100_000,
      default: 700,
      meaning: "templates: samples, seven tenths for training",
    },
  },
  run: ({ task, pairs, samples }, run) =>
    task === "separation" ? runSeparation(pairs, run) : runTemplates(samples, run),
});
