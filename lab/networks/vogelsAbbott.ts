import { lif } from "../../dist/models/lif/model.js";
import { lifCoba } from "../../dist/models/lifCoba/model.js";
import { constants, type Variant, vogelsAbbott2005 } from "../../dist/src/papers/networks/vogelsAbbott2005.js";
import { type Control, fromModel, type LabNetwork, numbers, type Values } from "./network.js";

/** Ranges in which the network is alive, or dies instructively. */
const ranges = {
  tauM: { min: 5, max: 50, step: 0.5 },
  cM: { min: 50, max: 500, step: 5 },
  gL: { min: 2, max: 30, step: 0.5 },
  eL: { min: -70, max: -45, step: 0.1 },
  vTh: { min: -58, max: -40, step: 0.1 },
  vReset: { min: -75, max: -59, step: 0.5 },
  tRef: { min: 0, max: 20, step: 0.5, least: 0.05 },
  tauSynE: { min: 1, max: 20, step: 0.5 },
  tauSynI: { min: 1, max: 30, step: 0.5 },
  eRevE: { min: -40, max: 40, step: 1 },
  eRevI: { min: -100, max: -60, step: 1 },
  iExt: { min: 0, max: 400, step: 2 },
} as const;

const neuronNames = {
  cuba: ["tauM", "eL", "vTh", "vReset", "tRef", "tauSynE", "tauSynI"],
  coba: ["cM", "gL", "eL", "vTh", "vReset", "tRef", "tauSynE", "tauSynI", "eRevE", "eRevI", "iExt"],
} as const satisfies Record<Variant, readonly (keyof typeof ranges)[]>;

const neuronControls = (variant: Variant): Control[] => {
  const { params } = variant === "cuba" ? lif : lifCoba;
  const defaults: Readonly<Record<string, number>> = constants[variant].neuron;
  return neuronNames[variant].map((name) => fromModel(params, name, { ...ranges[name], default: defaults[name]! }));
};

const weightControls = (variant: Variant): Control[] => {
  const { weightE, weightI } = constants[variant];
  const common = { kind: "number", live: true, unit: variant === "cuba" ? "mV" : "nS" } as const;
  return [
    {
      ...common,
      name: "weightE",
      label: "weightE",
      meaning: "what an excitatory spike adds",
      default: weightE,
      min: 0,
      max: 3 * weightE,
      step: weightE / 100,
    },
    {
      ...common,
      name: "weightI",
      label: "weightI",
      meaning: "what an inhibitory spike adds",
      default: weightI,
      min: Math.min(0, 3 * weightI),
      max: Math.max(0, 3 * weightI),
      step: Math.abs(weightI) / 100,
    },
  ];
};

const variantOf = (values: Values): Variant => (values.variant === "coba" ? "coba" : "cuba");

export const vogelsAbbott: LabNetwork = {
  id: "vogels-abbott-2005",
  name: "Vogels–Abbott",
  title: "A network that keeps itself going",
  reference: "Vogels & Abbott (2005), J. Neurosci. 25:10786; Brette et al. (2007), J. Comput. Neurosci. 23:349",
  introduction: [
    "Leaky integrate-and-fire neurons, four fifths of them excitatory, each with about 80 synapses from the others. There is no \
input at all: excitation keeps the network going, inhibition keeps it in check, and the balance makes it irregular.",
  ],
  experiments: [
    { title: "Synapses as currents", values: { variant: "cuba" } },
    { title: "Synapses as conductances", values: { variant: "coba" } },
    { title: "Without drive: silence", values: { variant: "cuba", eL: -51 } },
    { title: "Hardly any inhibition", values: { variant: "cuba", weightI: -0.9 } },
  ],
  controls: (values) => [
    {
      kind: "word",
      name: "variant",
      label: "synapses",
      meaning: "a spike adds to a current (CUBA) or to a conductance (COBA)",
      words: { cuba: "currents (CUBA)", coba: "conductances (COBA)" },
      default: "cuba",
      live: false,
    },
    ...weightControls(variantOf(values)),
    ...neuronControls(variantOf(values)),
    {
      kind: "number",
      name: "neurons",
      label: "neurons",
      unit: "",
      meaning: "each with 80 synapses in the mean",
      min: 500,
      max: 10_000,
      step: 100,
      whole: true,
      default: 4000,
      live: false,
    },
  ],
  describe: (values, setting) => {
    const variant = variantOf(values);
    const neuron = (from: Values) => numbers(from, neuronNames[variant]);
    const { neurons, weightE, weightI } = numbers(values, ["neurons", "weightE", "weightI"]);
    const described = vogelsAbbott2005({
      ...setting,
      variant,
      dt: 0.1,
      neurons,
      weightE,
      weightI,
      neuron: neuron(values),
    });
    const { net, cells, exc, excitation, inhibition } = described;
    return {
      net,
      cells,
      nExcitatory: exc.length,
      plastic: [],
      set: (to) => {
        cells.set(neuron(to));
        const weights = numbers(to, ["weightE", "weightI"]);
        excitation.setWeights(new Float32Array(excitation.length).fill(weights.weightE));
        inhibition.setWeights(new Float32Array(inhibition.length).fill(weights.weightI));
      },
      script: { slices: { exc: [0, exc.length], inh: [exc.length, neurons] } },
    };
  },
};
