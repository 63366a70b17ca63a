import { lifDelta } from "../../dist/models/lifDelta/model.js";
import { stdp } from "../../dist/models/stdp/model.js";
import { brunel2000, constants, externalRate, states } from "../../dist/src/papers/networks/brunel2000.js";
import { type Control, fromModel, type LabNetwork, numbers, type Values } from "./network.js";

const ranges = {
  tauM: { min: 5, max: 50, step: 0.5 },
  eL: { min: -10, max: 10, step: 0.1 },
  vTh: { min: 12, max: 30, step: 0.1 },
  vReset: { min: -10, max: 11, step: 0.5 },
  tRef: { min: 0, max: 10, step: 0.5, least: 0.05 },
} as const;
const neuronNames = Object.keys(ranges) as (keyof typeof ranges)[];

const learns = (values: Values): boolean => values.plasticity === "stdp";
const amplitudes = ["aPlus", "aMinus"] as const;

const learningControls: readonly Control[] = amplitudes.map((name) =>
  fromModel(stdp.params, name, { default: constants.stdp[name], min: 0, max: 0.02, step: 0.0001, unit: "J" }),
);

export const brunel: LabNetwork = {
  id: "brunel-2000",
  name: "Brunel",
  title: "Four states of one network",
  reference: "Brunel (2000), J. Comput. Neurosci. 8:183, model A",
  introduction: [
    "Every neuron gets Poisson noise, and synapses from a thousand excitatory and 250 inhibitory neurons. Two numbers decide what \
the network does: g, how much stronger inhibition is than excitation, and η, the external input over what brings a neuron to threshold.",
  ],
  experiments: [
    { title: "A: synchronous, regular", values: states.A },
    { title: "B: fast oscillation", values: states.B },
    { title: "C: asynchronous, irregular", values: states.C },
    { title: "D: slow oscillation", values: states.D },
  ],
  controls: (values) => [
    {
      kind: "number",
      name: "g",
      label: "g",
      unit: "",
      meaning: "inhibitory over excitatory weight",
      min: 0,
      max: 10,
      step: 0.05,
      default: states.C.g,
      live: true,
    },
    {
      kind: "number",
      name: "eta",
      label: "η",
      unit: "",
      meaning: "external input over what reaches threshold",
      min: 0,
      max: 6,
      step: 0.05,
      default: states.C.eta,
      live: true,
    },
    ...neuronNames.map((name) =>
      fromModel(lifDelta.params, name, { ...ranges[name], default: constants.neuron[name] }),
    ),
    ...(learns(values) ? learningControls : []),
    {
      kind: "word",
      name: "plasticity",
      label: "learning",
      meaning: "of the synapses between excitatory neurons",
      words: { none: "none", stdp: "STDP" },
      default: "none",
      live: false,
    },
    {
      kind: "word",
      name: "connect",
      label: "synapses",
      meaning: "onto each neuron: exactly 1,000 and 250, or as many in the mean",
      words: { indegree: "exactly as many", probability: "by chance" },
      default: "indegree",
      live: false,
    },
    {
      kind: "number",
      name: "neurons",
      label: "neurons",
      unit: "",
      meaning: "a fifth of them inhibitory; each keeps its 1,250 synapses",
      min: 1250,
      max: 12_500,
      step: 250,
      whole: true,
      default: 10_000,
      live: false,
    },
  ],
  describe: (values, setting) => {
    const neuron = (from: Values) => numbers(from, neuronNames);
    const { neurons, g, eta } = numbers(values, ["neurons", "g", "eta"]);
    const described = brunel2000({
      ...setting,
      dt: 0.1,
      neurons,
      g,
      eta,
      neuron: neuron(values),
      connect: values.connect === "probability" ? "probability" : "indegree",
      plasticity: learns(values) ? "stdp" : "none",
      ...(learns(values) && numbers(values, amplitudes)),
    });
    const { net, cells, exc, inhibition, external } = described;
    const plastic = described.plastic.flatMap(({ projections }) => projections);
    return {
      net,
      cells,
      nExcitatory: exc.length,
      plastic,
      set: (to) => {
        cells.set(neuron(to));
        external.set({ rate: externalRate(to.eta as number, neuron(to)) });
        inhibition.setWeights(new Float32Array(inhibition.length).fill(-(to.g as number) * constants.weight));
        const { aPlus, aMinus } = numbers(to, amplitudes);
        for (const projection of plastic)
          projection.set({ aPlus: aPlus * constants.weight, aMinus: aMinus * constants.weight });
      },
      script: { slices: { exc: [0, exc.length], inh: [exc.length, neurons] } },
    };
  },
};
