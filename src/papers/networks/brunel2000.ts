import { lifDelta } from "../../../models/lifDelta/model.js";
import { poissonDrive } from "../../../models/poissonDrive/model.js";
import { NeurogliaError } from "../../errors.js";
import { stdp } from "../../generated/models.js";
import { uniform } from "../../network/distributions.js";
import type { Drive } from "../../network/drive.js";
import type { Group } from "../../network/group.js";
import { fromTo } from "../../network/names.js";
import { Network } from "../../network/network.js";
import type { Projection } from "../../network/projection.js";
import { fixedIndegree, fixedProbability } from "../../network/rules.js";
import { brian2, type FiveSeeds } from "./brian2.js";
import { type Beside, type NetworkSettings, networkPaper, type PaperNetwork } from "./networkPaper.js";

/** Times in ms, potentials in mV. */
export const constants = {
  neuron: { tauM: 20, eL: 0, vTh: 20, vReset: 10, tRef: 2 },
  initial: [0, 20],
  shareExcitatory: 0.8,
  /** Synapses onto a neuron. */
  indegree: { exc: 1000, inh: 250 },
  weight: 0.1,
  delay: 1.5,
  /** All amplitudes and bounds in units of the weight. */
  stdp: { tau: 20, aPlus: 0.001, aMinus: 0.00105, wMax: 2 },
} as const;

/** The four states of figure 8. */
export const states = {
  A: { g: 3, eta: 2 },
  B: { g: 6, eta: 4 },
  C: { g: 5, eta: 2 },
  D: { g: 4.5, eta: 0.9 },
} as const;
type State = keyof typeof states;

/** Mean rates of the simulations in the paper's table 1, Hz. */
const published: Partial<Record<State, number>> = { B: 60.7, C: 37.7, D: 5.5 };

/** State C with p = 0.1. */
const reference: FiveSeeds = {
  rateE: [39.661, 2.066],
  rateI: [39.131, 1.488],
  rate: [39.555, 1.95],
  cvIsi: [0.395, 0.0031],
  synchrony: [203.371, 28.695],
};

export interface Brunel2000Options extends NetworkSettings {
  /** Inhibitory over excitatory weight. */
  g: number;
  /** External input over what brings a neuron to threshold. */
  eta: number;
  /** From exactly 1,000 and 250 others onto each neuron, as in the paper, or each pair by chance, as many in the mean. */
  connect: "indegree" | "probability";
  plasticity: "none" | "stdp";
  /** In place of the paper's params of the neuron. */
  neuron?: Partial<Record<keyof typeof lifDelta.params, number>>;
  /** In units of the weight, in place of what simulators are timed with. */
  aPlus?: number;
  aMinus?: number;
}

export interface Brunel2000Network extends PaperNetwork {
  cells: Group<typeof lifDelta>;
  inhibition: Projection;
  external: Drive<typeof poissonDrive>;
}

/** Rate of the external input (Hz) of all sources together: C_E of η·vTh/(weight·C_E·tauM) each, so that their number cancels. */
export const externalRate = (eta: number, { vTh, tauM }: { vTh: number; tauM: number }): number =>
  (1000 * eta * vTh) / (constants.weight * tauM);

/** The sparse network of Brunel (2000), model A, described. */
export const brunel2000 = (options: Brunel2000Options): Brunel2000Network => {
  const { neurons, dt, seed, workers, g, eta, connect, plasticity, onSpikes } = options;
  const { aPlus = constants.stdp.aPlus, aMinus = constants.stdp.aMinus } = options;
  const { initial, indegree, weight, delay } = constants;
  const neuron = { ...constants.neuron, ...options.neuron };
  const net = new Network({ dt, seed, workers });
  const nExc = Math.round(constants.shareExcitatory * neurons);
  const cells = net.population("cells", neurons, lifDelta, neuron).init({ v: uniform(...initial) });
  const [exc, inh] = [cells.slice(0, nExc), cells.slice(nExc)];
  const rate = externalRate(eta, neuron);
  const external = net.drive(cells, poissonDrive, { rate, weight }, { into: "delta", name: "external" });
  const sources = (count: number, n: number) =>
    connect === "indegree" ? fixedIndegree(count, { multapses: false }) : fixedProbability(count / n);
  const fromExc = sources(indegree.exc, nExc);
  const fromInh = sources(indegree.inh, neurons - nExc);
  const plastic =
    plasticity === "none"
      ? []
      : [
          net.connect(exc, exc, fromExc, {
            into: "delta",
            weight,
            delay,
            name: fromTo("exc", "exc"),
            plasticity: stdp({
              tauPlus: constants.stdp.tau,
              tauMinus: constants.stdp.tau,
              aPlus: aPlus * weight,
              aMinus: aMinus * weight,
              wMin: 0,
              wMax: constants.stdp.wMax * weight,
            }),
          }),
        ];
  if (plastic.length > 0) net.connect(exc, inh, fromExc, { into: "delta", weight, delay, name: fromTo("exc", "inh") });
  else net.connect(exc, cells, fromExc, { into: "delta", weight, delay, name: "excitation" });
  const inhibition = net.connect(inh, cells, fromInh, {
    into: "delta",
    weight: -g * weight,
    delay,
    name: "inhibition",
  });
  return {
    net,
    cells,
    exc,
    inh,
    inhibition,
    external,
    spikes: net.record(cells, "spikes", { onChunk: onSpikes }),
    plastic: plastic.map((projection) => ({ name: projection.name, projections: [projection] })),
  };
};

const besides = (settings: NetworkSettings, state: State | undefined, connect: string): Beside[] => {
  if (settings.neurons !== 12_500 || state === undefined) return [];
  const rate = published[state];
  return [
    ...(rate === undefined
      ? []
      : [{ who: "published", source: "Brunel (2000), table 1, simulation", figures: { rate: [rate, null] as const } }]),
    ...(state === "C" && connect === "probability" && settings.dt === 0.1 ? [brian2(reference, 1.5)] : []),
  ];
};

export const brunel2000Paper = networkPaper({
  name: "brunel-2000",
  title: "Sparsely connected excitatory and inhibitory spiking neurons: four states of one network",
  reference: "Brunel (2000), J. Comput. Neurosci. 8:183",
  variants: ["A", "B", "C", "D", "each with --plasticity stdp"],
  introduction: [
    "Runs 10,000 excitatory and 2,500 inhibitory leaky integrate-and-fire neurons with voltage jumps for synapses, driven by \
Poisson noise. Each receives 1,000 + 250 recurrent synapses (12.5 to 15.6 million in all, by how they are counted).",
    "Two numbers decide what the network does: g, how much stronger inhibition is than excitation, and eta, the external \
input relative to what brings a neuron to threshold.",
  ],
  lessons: `
The paper's states (figure 8) and mean rates (table 1, simulation):
  A   g 3    eta 2     synchronous, regular; near the highest possible rate
  B   g 6    eta 4     synchronous irregular, fast global oscillation     60.7 Hz
  C   g 5    eta 2     asynchronous irregular                             37.7 Hz
  D   g 4.5  eta 0.9   synchronous irregular, slow global oscillation      5.5 Hz
State C with --connect probability in Brian 2.5.1 (five seeds): 39.6 ± 2.0 Hz, CV 0.395 ± 0.003.

--plasticity stdp: additive pair STDP on all E→E synapses, time constants 20 ms, amplitudes
0.001 J and 0.00105 J, weights within 0 … 2 J; not in the paper, but what simulators are timed with.
With another number of neurons each keeps its 1,250 synapses; 1,250 neurons are the least.

Examples:
  neuroglia reproduce brunel-2000
  neuroglia reproduce brunel-2000 --state B --report brunel-b.html
  neuroglia reproduce brunel-2000 --g 5 --eta 2 --connect probability --json -
  neuroglia reproduce brunel-2000 --plasticity stdp --seconds 10

Reference: N. Brunel (2000). Dynamics of sparsely connected networks of excitatory and inhibitory
spiking neurons. J. Comput. Neurosci. 8:183-208.
`,
  defaults: { seconds: 2, dt: 0.1, neurons: 12_500 },
  leastNeurons: 1250,
  options: {
    state: { kind: "word", words: ["A", "B", "C", "D"], meaning: "one of the paper's: sets g and eta (default: C)" },
    g: { kind: "number", orZero: true, meaning: "inhibitory over excitatory weight (default: 5)" },
    eta: { kind: "number", orZero: true, meaning: "external rate over that which reaches threshold (default: 2)" },
    connect: {
      kind: "word",
      words: ["indegree", "probability"],
      default: "indegree",
      meaning: "exactly 1,000 and 250 synapses onto each neuron, the paper's; or each pair by chance, p = 0.1",
    },
    plasticity: { kind: "word", words: ["none", "stdp"], default: "none", meaning: "of the E→E synapses" },
  },
  plan: (settings, { state, connect, plasticity, ...own }) => {
    if (state !== undefined)
      for (const name of ["g", "eta"] as const)
        if (own[name] !== undefined)
          throw new NeurogliaError({
            code: "bad-option",
            what: `--${name}`,
            where: "brunel-2000",
            expected: "left out with --state, which sets it",
            got: own[name],
          });
    const { g = states.C.g, eta = states.C.eta } = state === undefined ? own : states[state];
    const names = Object.keys(states) as State[];
    const found = names.find((name) => states[name].g === g && states[name].eta === eta);
    const { weight } = constants;
    return {
      variant: [found ?? `g ${g} eta ${eta}`, connect, ...(plasticity === "stdp" ? ["stdp"] : [])].join(" "),
      describe: () => brunel2000({ ...settings, g, eta, connect, plasticity }),
      beside: plasticity === "none" ? besides(settings, found, connect) : [],
      parameters: {
        g,
        η: eta,
        ...constants.neuron,
        "J (mV)": weight,
        "delay (ms)": constants.delay,
        "excitatory synapses onto a neuron": constants.indegree.exc,
        "inhibitory synapses onto a neuron": constants.indegree.inh,
        connections: connect,
        "external rate (Hz)": externalRate(eta, constants.neuron),
        "v at first (mV)": `uniform ${constants.initial.join(" … ")}`,
        ...(plasticity === "stdp"
          ? {
              "STDP time constants (ms)": constants.stdp.tau,
              "A₊ (mV)": constants.stdp.aPlus * weight,
              "A₋ (mV)": constants.stdp.aMinus * weight,
              "greatest weight (mV)": constants.stdp.wMax * weight,
            }
          : {}),
      },
    };
  },
});
