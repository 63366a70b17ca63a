import { lifDiscrete } from "../../dist/models/lifDiscrete/model.js";
import { lim } from "../../dist/models/lim/model.js";
import {
  constants,
  defaultAstrocyteWeight,
  describeLiquid,
  recurrentSynapses,
} from "../../dist/src/papers/nalsm/network.js";
import { dots, probabilities, probabilitiesScript, side } from "./glyphs.js";
import { type Control, fromModel, type LabNetwork, numbers, type Values } from "./network.js";

const ranges = {
  tauM: { min: 4, max: 200, step: 1 },
  vTh: { min: 5, max: 60, step: 0.5 },
  tRef: { min: 0, max: 20, step: 1, least: 0.5 },
  bias: { min: -1, max: 1, step: 0.02 },
} as const;
const neuronNames = Object.keys(ranges) as (keyof typeof ranges)[];
const neuronDefaults = { ...constants.neuron, bias: lifDiscrete.params.bias.default };

const words = { nalsm: "astrocyte and STDP (NALSM)", stdp: "STDP alone", static: "no learning" } as const;
type Variant = keyof typeof words;
const variantOf = (values: Values): Variant =>
  values.variant === "stdp" || values.variant === "static" ? values.variant : "nalsm";

const astrocyteControls: readonly Control[] = [
  {
    ...fromModel(lim.params, "tau", { default: constants.astrocyte.tau, min: 5, max: 500, step: 5 }),
    name: "astrocyteTau",
    label: "τ astrocyte",
  },
  {
    ...fromModel(lim.params, "bias", { default: constants.astrocyte.bias, min: 0, max: 0.5, step: 0.005 }),
    name: "astrocyteBias",
    label: "b astrocyte",
  },
  {
    kind: "number",
    name: "astrocyteWeight",
    label: "w astrocyte",
    unit: "",
    meaning: "what a spike of the liquid adds to the astrocyte's input, and one of the input takes away",
    min: 0,
    max: 0.06,
    step: 0.0005,
    default: defaultAstrocyteWeight(1000),
    live: false,
  },
];

const digitWords = {
  all: `0 to 9, ${constants.sampleMs} ms each`,
  ...Object.fromEntries(dots.map((_, digit) => [digit, String(digit)])),
};

/** The digit of a turn. */
const digitAt = ({ digit }: Values, turn: number): number => (digit === "all" ? turn % dots.length : Number(digit));

const astrocyteOf = (values: Values) => ({ tau: values.astrocyteTau as number, bias: values.astrocyteBias as number });

export const nalsm: LabNetwork = {
  id: "nalsm-2021",
  name: "NALSM liquid",
  title: "A liquid that an astrocyte keeps near the edge of chaos",
  reference: "Ivanov & Michmizos (2021), NeurIPS, arXiv:2111.01760",
  introduction: [
    "Neurons on a cubic lattice, wired mostly to their neighbours, see a digit as random events, one input neuron a pixel. STDP strengthens \
synapses without end; the astrocyte listens to liquid and input, and sets how strongly STDP depresses (A₋), so that each spike is followed by about as many.",
  ],
  aboutPotential:
    "The paper’s neuron, v ← v − v/τ + input, has a threshold above and no bound below: inhibition takes some to hundreds of mV below zero.",
  experiments: [
    { title: "With astrocyte", values: {} },
    { title: "STDP alone runs away", values: { variant: "stdp" } },
    { title: "Frozen weights, 0.8", values: { variant: "static", weight: 0.8 } },
    { title: "Frozen weights, 0.3: echoes fade", values: { variant: "static", weight: 0.3 } },
  ],
  controls: (values) => {
    const variant = variantOf(values);
    return [
      {
        kind: "word",
        name: "digit",
        label: "digit",
        meaning: "what the liquid sees",
        words: digitWords,
        default: "all",
        live: true,
      },
      {
        kind: "number",
        name: "lit",
        label: "p",
        unit: "1/ms",
        meaning: "probability of an event in each step at a lit pixel",
        min: 0,
        max: 1,
        step: 0.01,
        default: 0.3,
        live: true,
      },
      ...(variant === "nalsm" ? astrocyteControls : []),
      ...neuronNames.map((name) =>
        fromModel(lifDiscrete.params, name, { ...ranges[name], default: neuronDefaults[name] }),
      ),
      {
        kind: "word",
        name: "variant",
        label: "learning",
        meaning: "what sets the weights",
        words,
        default: "nalsm",
        live: false,
      },
      {
        kind: "number",
        name: "weight",
        label: "|w|",
        unit: "mV",
        meaning: "size of every weight at first",
        min: 0,
        max: 3,
        step: 0.05,
        default: variant === "static" ? 0.8 : 3,
        live: false,
      },
      {
        kind: "word",
        name: "neurons",
        label: "neurons",
        meaning: "of the liquid, a fifth of them inhibitory",
        words: { 216: "216 = 6³", 512: "512 = 8³", 1000: "1,000 = 10³", 1728: "1,728 = 12³" },
        default: "1000",
        live: false,
      },
    ];
  },
  describe: (values, { seed, workers, onSpikes }) => {
    const variant = variantOf(values);
    const n = Number(values.neurons);
    const described = describeLiquid(
      {
        variant,
        nInputs: side ** 2,
        neurons: n,
        weight: values.weight as number,
        astrocyteWeight: variant === "nalsm" ? (values.astrocyteWeight as number) : 0,
        summation: "all",
        seed,
        workers,
        neuron: numbers(values, neuronNames),
        ...(variant === "nalsm" && { astrocyte: astrocyteOf(values) }),
        ...(onSpikes && { onSpikes }),
      },
      variant !== "static",
    );
    const { net, liquid, pixels, projections, astrocyte, nExcitatory } = described;
    let now = values;
    let turn = 0;
    const show = () => void pixels.play(probabilities(digitAt(now, turn), now.lit as number));
    return {
      net,
      cells: liquid,
      nExcitatory,
      plastic: variant === "static" ? [] : projections.slice(1, 2),
      ...(astrocyte && {
        astrocyte: { name: "A₋ (astrocyte)", record: (options) => void net.record(astrocyte, "a", options) },
      }),
      turns: {
        every: constants.sampleMs,
        begin: (k) => {
          turn = k;
          show();
        },
      },
      synapses: () => recurrentSynapses(described),
      set: (to) => {
        now = to;
        liquid.set(numbers(to, neuronNames));
        astrocyte?.set(astrocyteOf(to));
        show();
      },
      script: {
        slices: { exc: [0, nExcitatory], inh: [nExcitatory, n] },
        run: (duration) => [
          ...probabilitiesScript(values.lit as number),
          `for (let turn = 0; turn < ${duration / constants.sampleMs}; turn++) {`,
          `  pixels.play(probabilities(${values.digit === "all" ? "turn % 10" : values.digit}));`,
          `  await net.run(${constants.sampleMs});`,
          "}",
        ],
      },
    };
  },
};
