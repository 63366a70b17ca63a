import { NeurogliaError } from "../../errors.js";
import { sine } from "../../tasks/waves.js";
import { balanceRows, constants, type ForceNetwork, type ForceNeuron, forceNetwork } from "../force/network.js";
import { aligned, correlation, phases, rmse, slope } from "../force/rhythm.js";
import { type ExperimentResult, type ExperimentRun, experiment, type FigureRow, type Panel } from "./experiment.js";

/** The target: 5 Hz, of unit amplitude. ms. */
const PERIOD = 200;
/** ms of output that a panel shows. */
const SHOWN = 1000;

interface Settings {
  readonly neuron: ForceNeuron;
  readonly neurons: number;
  /** s, each. */
  readonly before: number;
  readonly learning: number;
  readonly after: number;
}

/** Of the whole run, in ms: the time at which each phase ends. */
const endsOf = ({ before, learning, after }: Settings) => {
  const [off, on] = [before * 1000, (before + learning) * 1000];
  return { off, on, end: on + after * 1000 };
};

/** What the outputs were at 1, 2, … ms, and the firing before and after. */
interface Course {
  z: Float32Array;
  spikes: { before: number; after: number };
  spikeTrains: { times: Float64Array; ids: Uint32Array };
  hash: string;
}

const targetAt = (() => {
  const { values } = sine({ length: PERIOD, period: PERIOD });
  return (ms: number): number => values[ms % PERIOD]!;
})();

const stretch = (z: Float32Array, from: number, to: number) => {
  const values = z.subarray(from, to);
  return { values, target: Float64Array.from(values, (_, k) => targetAt(from + k + 1)) };
};

/** Runs all three phases; null where it was aborted. */
const course = async (settings: Settings, { seed, signal, onProgress }: ExperimentRun): Promise<Course | null> => {
  const made: ForceNetwork = forceNetwork(settings.neuron, settings.neurons, seed);
  const { net, readout, recurrent, z, spikes } = made;
  const { off, on, end } = endsOf(settings);
  try {
    await net.build();
    if (settings.neuron === "lif") await balanceRows(recurrent);
    const target = sine({ length: Math.round(end / net.dt) + 1, period: PERIOD / net.dt });
    readout.teach(target.values, { every: net.dt }).learn(false);
    const advance = async (stage: string, duration: number): Promise<void> => {
      await net.run(duration, {
        ...(signal && { signal }),
        onProgress: ({ elapsed, total }) => onProgress?.({ stage, done: elapsed, total }),
      });
    };
    await advance("before, ms", off);
    const before = net.activity().spikes;
    readout.learn(true);
    await advance("learning, ms", on - off);
    readout.learn(false);
    const learned = net.activity().spikes;
    await advance("after, ms", end - on);
    const activity = net.activity();
    return {
      z: z.of(0),
      spikes: { before, after: activity.spikes - learned },
      spikeTrains: { times: spikes.times, ids: spikes.ids },
      hash: activity.hash,
    };
  } catch (error) {
    if (signal?.aborted) return null;
    throw error;
  } finally {
    await net.close();
  }
};

const tableOf = (settings: Settings, found: Course | null): FigureRow[] => {
  const { off, on, end } = endsOf(settings);
  const rate = (spikes: number, ms: number): number => (1000 * spikes) / settings.neurons / ms;
  const learned = found && stretch(found.z, Math.max(off, on - 1000), on);
  const free = found && stretch(found.z, on, end);
  const shifted = free ? aligned(free.values, (k) => targetAt(on + k + 1), PERIOD, 1000) : null;
  const drift = free && slope(phases(free.values, PERIOD));
  const row = (name: string, meaning: string, here: number | null, unit?: string): FigureRow => ({
    ...{ name, meaning, here, published: null },
    ...(unit !== undefined && { unit }),
  });
  return [
    row("rateBefore", "mean rate before learning", found && rate(found.spikes.before, off), "Hz"),
    row("rateAfter", "mean rate after learning", found && rate(found.spikes.after, end - on), "Hz"),
    row("rmseLearning", "RMSE in the last second of learning", learned && rmse(learned.values, learned.target)),
    row("correlation", "correlation with the target, learning off", free && correlation(free.values, free.target)),
    row("rmse", "RMSE, learning off", free && rmse(free.values, free.target)),
    {
      ...row("frequency", "frequency of the output, learning off", drift && (1000 / PERIOD) * (1 + drift), "Hz"),
      published: { value: 1000 / PERIOD, source: "the target" },
    },
    row("alignedCorrelation", "the same correlation, phase fitted each second", shifted?.correlation ?? null),
    row("alignedRmse", "the same RMSE, phase fitted each second", shifted?.rmse ?? null),
  ];
};

const panelsOf = (settings: Settings, { z, spikeTrains }: Course): Panel[] => {
  const { off, on, end } = endsOf(settings);
  const shown = (title: string, caption: string, from: number): Panel => {
    const { values, target } = stretch(z, from, Math.min(from + SHOWN, end));
    return {
      ...{ kind: "lines", title, caption },
      x: { label: "time, ms", values: Float64Array.from(values, (_, k) => from + k + 1) },
      y: { label: "output" },
      series: [
        { label: "target", values: target },
        { label: "output z", values },
      ],
    };
  };
  const periods = phases(z.subarray(on, end), PERIOD);
  const first = Math.max(0, end - SHOWN);
  const kept = Array.from(spikeTrains.times, (time, k) => [time - first, spikeTrains.ids[k]!] as const).filter(
    ([time]) => time >= 0,
  );
  return [
    shown("Learning begins", "From here on the weights follow the error of every few steps.", off),
    shown("Learning is off", "The network generates the sine by itself.", on),
    shown("The last second", "Whoever generates a rhythm alone keeps no exact phase.", first),
    {
      kind: "lines",
      title: "Phase after learning",
      caption: "Phase of each period against the target: the slope is the difference of frequencies.",
      x: { label: "time after learning, ms", values: periods.map((_, k) => (k + 0.5) * PERIOD) },
      y: { label: "phase, periods" },
      series: [{ label: "phase", values: periods }],
    },
    {
      kind: "raster",
      title: "Spikes",
      caption: "The first neurons in the last second.",
      spikes: { times: Float64Array.from(kept, ([time]) => time), ids: Uint32Array.from(kept, ([, id]) => id) },
      nNeurons: Math.max(1, ...kept.map(([, id]) => id + 1)),
      nExcitatory: settings.neurons,
      durationMs: end - first,
    },
  ];
};

const parametersOf = ({ neuron, neurons, before, learning, after }: Settings): Record<string, string | number> => {
  const { tauRise, tauDecay, sparsity } = constants;
  const { dt, g, q, alpha, learnEverySteps, params, initial } = constants[neuron];
  return {
    ...{ neuron, neurons, "time step": `${dt} ms`, "connection probability": sparsity },
    "filter of spikes": `rise ${tauRise} ms, decay ${tauDecay} ms`,
    "static weights": `normal, SD ${g}/(√N·p) pA·ms${neuron === "lif" ? ", mean of each row removed" : ""}`,
    feedback: `uniform in ±${q} pA`,
    FORCE: `α ${alpha} 1/ms², every ${learnEverySteps} steps`,
    parameters: Object.entries(params)
      .map(([name, value]) => `${name} ${value}`)
      .join(", "),
    "initial potential": `uniform in ${initial.join(" … ")} mV`,
    phases: `${before} s before, ${learning} s learning, ${after} s after`,
  };
};

/** Spiking networks that FORCE teaches a 5 Hz sine. */
export const nicolaClopath2017 = experiment({
  name: "nicola-clopath-2017",
  title: "FORCE training of spiking networks: a 5 Hz sine",
  reference:
    "Nicola & Clopath (2017), Supervised learning in spiking neural networks with FORCE training, Nat. Commun. 8:2208",
  variants: ["Izhikevich neurons", "leaky integrate-and-fire neurons"],
  introduction: [
    "A chaotic network of spiking neurons reads its own filtered spikes, feeds the output back to itself, and learns by recursive least squares to output a 5 Hz sine. Then learning is switched off, and the network generates the sine by itself.",
    "Constants are those of the authors' programs (ModelDB 190565). The weights' step uses P after its update, as their equations have it and exact least squares; their programs use P before it. The recurrent current and the readout's filter are integrated exactly instead of by Euler's scheme.",
  ],
  lessons: `
The authors give no figure for the error of the sine after learning. A free-running output keeps a frequency near the
target's but no exact phase: hence correlation and RMSE also with the phase fitted in each second.

At 2,000 neurons a P of 2,000 × 2,000 is read and written 1,250 times a second of biological time (LIF: 400): about half a
minute in all on one core.

Examples:
  neuroglia reproduce nicola-clopath-2017
  neuroglia reproduce nicola-clopath-2017 --neuron lif --report force.html
  neuroglia reproduce nicola-clopath-2017 --neurons 400 --before 1 --learning 3 --after 2
`,
  options: {
    neuron: { kind: "word", words: ["izhikevich", "lif"], default: "izhikevich", meaning: "the network's neuron" },
    neurons: { kind: "whole", least: 10, most: 20_000, default: 2000, meaning: "neurons" },
    before: { kind: "whole", least: 1, most: 1000, default: 5, meaning: "seconds before learning" },
    learning: { kind: "whole", least: 1, most: 1000, default: 5, meaning: "seconds of learning" },
    after: { kind: "whole", least: 1, most: 1000, default: 5, meaning: "seconds after learning" },
  },
  run: async (settings, run): Promise<ExperimentResult> => {
    if (run.workers > 1)
      throw new NeurogliaError({
        code: "bad-option",
        what: "--workers",
        where: "nicola-clopath-2017",
        expected: "1 (a readout in the loop couples all neurons in every step)",
        got: run.workers,
      });
    const found = await course(settings, run);
    return {
      completed: found !== null,
      variant: `${settings.neuron}, ${settings.neurons} neurons`,
      table: tableOf(settings, found),
      panels: found ? panelsOf(settings, found) : [],
      parameters: parametersOf(settings),
      ...(found && { hash: found.hash }),
    };
  },
});
