import { gaussianDrive } from "../../dist/models/gaussianDrive/model.js";
import { izhikevich as model } from "../../dist/models/izhikevich/model.js";
import { constants, izhikevich2003 } from "../../dist/src/papers/networks/izhikevich2003.js";
import { fromModel, type LabNetwork, numbers, type Values } from "./network.js";

/** The same types of neurons as in the paper's description, for a script. */
const scriptOfTypes = (neurons: number, nExc: number, seed: number): string[] => [
  "// Each neuron lies between two types; r says where.",
  `const random = new Random(${seed}, "izhikevich-2003:types");`,
  `const r = Array.from({ length: ${neurons} }, () => random.uniform());`,
  "const each = (exc: (r: number) => number, inh: (r: number) => number): Float32Array =>",
  `  Float32Array.from(r, (value, k) => (k < ${nExc} ? exc(value) : inh(value)));`,
  "const b = each(() => 0.2, (r) => 0.25 - 0.05 * r);",
];

const columns = {
  "cells.a": "each(() => 0.02, (r) => 0.02 + 0.08 * r)",
  "cells.b": "b",
  "cells.c": "each((r) => -65 + 15 * r * r, () => -65)",
  "cells.d": "each((r) => 8 - 6 * r * r, () => 2)",
  "cells.u": `b.map((b) => b * ${constants.initial})`,
};

const noise = (name: string, label: string, of: string, sd: number) => ({
  ...fromModel(gaussianDrive.params, "sd", { default: sd, min: 0, max: 15, step: 0.1, unit: "mV/ms" }),
  name,
  label,
  meaning: `standard deviation of the thalamic input to ${of} neurons`,
});

const weight = (name: string, label: string, of: string, greatest: number) => ({
  kind: "number" as const,
  name,
  label,
  unit: "mV/ms",
  meaning: `${of} weights lie between 0 and this, for 1,000 synapses a neuron`,
  min: Math.min(0, 4 * greatest),
  max: Math.max(0, 4 * greatest),
  step: 0.01,
  default: greatest,
  live: false,
});

const live = (values: Values) => numbers(values, ["noiseE", "noiseI", "iExt", "vPeak"]);

export const izhikevich: LabNetwork = {
  id: "izhikevich-2003",
  name: "Izhikevich",
  title: "A thousand neurons of many types",
  reference: "Izhikevich (2003), IEEE Trans. Neural Netw. 14:1569",
  introduction: [
    "Neurons of two variables, each a little different, from regular spiking to chattering and from fast spiking to low-threshold \
spiking; every one reaches every other. Noise from the thalamus drives them, and rhythms of 10 and 40 Hz come and go.",
  ],
  experiments: [
    { title: "As published", values: {} },
    { title: "An attentive thalamus", values: { noiseE: 6.5, noiseI: 2.6 } },
    { title: "Half the inhibition", values: { weightI: -0.5 } },
    { title: "Ten thousand, sparse", values: { neurons: 10_000, synapses: 100 } },
  ],
  controls: () => [
    noise("noiseE", "noise E", "excitatory", constants.noise.exc),
    noise("noiseI", "noise I", "inhibitory", constants.noise.inh),
    fromModel(model.params, "iExt", { default: 0, min: -10, max: 20, step: 0.1 }),
    fromModel(model.params, "vPeak", { default: constants.vPeak, min: 0, max: 60, step: 1 }),
    weight("weightE", "weights E", "excitatory", constants.weight.exc),
    weight("weightI", "weights I", "inhibitory", constants.weight.inh),
    {
      kind: "number",
      name: "neurons",
      label: "neurons",
      unit: "",
      meaning: "a fifth of them inhibitory",
      min: 100,
      max: 10_000,
      step: 100,
      whole: true,
      default: 1000,
      live: false,
    },
    {
      kind: "number",
      name: "synapses",
      label: "synapses",
      unit: "",
      meaning: "that each neuron sends, to all where there are as many neurons; weights go as 1,000 over this",
      min: 50,
      max: 1000,
      step: 50,
      whole: true,
      default: 1000,
      live: false,
    },
  ],
  describe: (values, setting) => {
    const { neurons, synapses, weightE, weightI } = numbers(values, ["neurons", "synapses", "weightE", "weightI"]);
    const { noiseE, noiseI, iExt, vPeak } = live(values);
    const { net, cells, exc, thalamus } = izhikevich2003({
      ...setting,
      dt: constants.dt,
      neurons,
      synapses: Math.min(synapses, neurons),
      vPeak,
      iExt,
      noise: { exc: noiseE, inh: noiseI },
      weight: { exc: weightE, inh: weightI },
    });
    return {
      net,
      cells,
      nExcitatory: exc.length,
      plastic: [],
      set: (to) => {
        const now = live(to);
        cells.set({ iExt: now.iExt, vPeak: now.vPeak });
        thalamus.exc.set({ sd: now.noiseE });
        thalamus.inh.set({ sd: now.noiseI });
      },
      script: {
        slices: { exc: [0, exc.length], inh: [exc.length, neurons] },
        imports: ["Random"],
        before: scriptOfTypes(neurons, exc.length, setting.seed),
        columns,
      },
    };
  },
};
