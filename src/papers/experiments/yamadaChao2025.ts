import { experiment } from "./experiment.js";
import { runTrials } from "./runTrials.js";
import { latencies, panelsOf, probabilities, tableOf } from "./yamadaChao/figures.js";
import { constants } from "./yamadaChao/network.js";
import { counts, type Outcome, type Setup, type Trial, worlds } from "./yamadaChao/trial.js";

const name = "yamada-chao-2025";

/** The longest first, so that the last ones are short. */
const trialsOf = (networks: number): Trial[] => {
  const each = Array.from({ length: networks }, (_, network) => network);
  return [
    ...each.flatMap((network) =>
      (["latency", "probability"] as const).map((what): Trial => ({ network, kind: "switch", what })),
    ),
    ...each.flatMap((network) => probabilities.map((pA): Trial => ({ network, kind: "probability", pA }))),
    ...each.flatMap((network) => latencies.map((latency): Trial => ({ network, kind: "latency", latency }))),
  ];
};

/** Yamada & Chao (2025): what comes, when, and how likely, from one spiking reservoir. */
export const yamadaChao2025 = experiment({
  name,
  title: "What comes, when, and how likely: one spiking reservoir and a local rule",
  reference: "Yamada & Chao (2025), arXiv:2510.14382",
  variants: ["timing", "probability", "switches, against FORCE"],
  introduction: [
    "A cue, and some time after it event A or event B. On one reservoir of heterogeneous Izhikevich neurons, readouts learn when the event comes and which it is, \
by a three-factor rule: presynaptic activity × error × attention. «When» learns online, attending as long as the cue lasts; «what» attends around the event and learns \
from the sum over a trial at its end. Then time or probability change, and FORCE, which sees the same spikes, must learn too. What is measured is predicted: said with \
the weights from before the trial.",
    "The public record has the principle and the findings, but no constant, size, task or target in numbers: all of these are ours, and what is compared \
is the finding. Events are taught and not felt: they reach the readouts as targets, not the reservoir as input.",
  ],
  lessons: `
Published: predictions at the correct times, with amplitudes in proportion to probability;
at once adapted to new times and probabilities, which FORCE is not unless it is reset; what
and when in near-orthogonal readouts.

Where orthogonality comes from: «when» must be silent most of the time, and so its weights
stand upright on the mean activity, along which those of «what» lie. A «what» that is asked
for in time as well shares its weights with «when»: that is the second cosine.

How long it takes on two workers: a minute and a half (three minutes of one core).

Examples:
  neuroglia reproduce ${name} --workers 2
  neuroglia reproduce ${name} --networks 1 --report yamada-chao.html
  neuroglia reproduce ${name} --neurons 800 --noise 0.5 --workers 2
`,
  options: {
    neurons: {
      kind: "whole",
      least: 50,
      most: 5000,
      default: 400,
      meaning: "neurons of the reservoir, 80 % excitatory",
    },
    networks: { kind: "whole", least: 1, most: 1000, default: 3, meaning: "reservoirs, each of another seed" },
    noise: {
      kind: "number",
      unit: "mV/ms",
      orZero: true,
      default: 0.2,
      meaning: "standard deviation of each neuron's noise in each step",
    },
  },
  run: async ({ neurons, networks, noise }, run) => {
    const trials = trialsOf(networks);
    const setup: Setup = { neurons, noise, seed: run.seed };
    const moduleUrl = new URL("./yamadaChao/trial.js", import.meta.url);
    const done = await runTrials<Setup, Trial, Outcome>(moduleUrl, setup, trials, run);
    const completed = done.length === trials.length;
    const hash = done.reduce((sum, { outcome }) => BigInt.asUintN(64, sum * 31n + BigInt(`0x${outcome.hash}`)), 0n);
    const { connection, cue } = constants;
    const scale = 400 / neurons;
    return {
      completed,
      variant: `${networks} × ${neurons} neurons`,
      table: tableOf(done),
      panels: panelsOf(done),
      parameters: {
        neurons,
        networks,
        "excitatory share": constants.shareExcitatory,
        "neurons' types": "as in Izhikevich (2003)",
        "probability of a synapse": connection.probability,
        "excitatory weights (mV/ms)": `uniform 0 … ${scale * connection.exc}`,
        "inhibitory weights (mV/ms)": `uniform ${scale * connection.inh} … 0`,
        "cue (mV/ms)": `uniform ${cue.join(" … ")}, for ${constants.cueMs} ms`,
        "noise, standard deviation (mV/ms)": noise,
        "silence after the cue (ms)": constants.silenceMs,
        "filter of spikes, rise and decay (ms)": `${constants.tauRise}, ${constants.tauDecay}`,
        "target of when: Gaussian, standard deviation (ms)": constants.width,
        "attention of when; of what": `while the cue lasts; ± ${constants.eventHalf} ms around the event`,
        "learning rate of when, of what (ms²)": `${constants.etaWhen}, ${constants.etaWhat}`,
        "FORCE: α (1/ms²), learns every (ms)": `${constants.alpha}, ${constants.forceEvery}`,
        "before and after a switch: trials": `${counts.switch.before}, ${counts.switch.after}`,
        "switch of latency (ms)": `${worlds.plain.latency} → ${worlds.latency.latency}`,
        "switch of the probability of A": `${worlds.plain.pA} → ${worlds.probability.pA}`,
        "step (ms)": constants.dt,
      },
      ...(completed && { hash: hash.toString(16).padStart(16, "0") }),
    };
  },
});
