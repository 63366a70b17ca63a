import { gaussianDrive } from "../../../../models/gaussianDrive/model.js";
import { izhikevich } from "../../../../models/izhikevich/model.js";
import { uniform } from "../../../network/distributions.js";
import { force, type LearningRule, threeFactor } from "../../../network/learning.js";
import type { LoopReadout } from "../../../network/loopReadout.js";
import { Network } from "../../../network/network.js";
import { fixedProbability } from "../../../network/rules.js";
import type { StateRecording } from "../../../record/stateRecording.js";
import { types } from "../../networks/izhikevich2003.js";

/** The authors publish none of these: every number here is ours. Times in ms, of a trial that begins with the cue. */
export const constants = {
  /** Steps of 1 ms, as in the program of 2003, make the neurons themselves chaotic: they would keep no time. */
  dt: 0.25,
  shareExcitatory: 0.8,
  initial: -65,
  /** Recurrent synapses: probability, and bounds of uniform weights at 400 neurons (they go as 400 / neurons). */
  connection: { probability: 0.1, exc: 1.8, inh: -3.6 },
  /** Current of the cue, uniform over neurons. */
  cue: [4, 12],
  /** How long the cue lasts, and the silence after it. */
  cueMs: 700,
  silenceMs: 300,
  /** Filter of spikes. */
  tauRise: 2,
  tauDecay: 20,
  /** "When" is asked for a Gaussian around the event, of this standard deviation; its gate is open as long as the cue lasts. */
  width: 20,
  /** "What" is asked for 1 for the identity of the event and 0 for others; its gate is open so long before and after it. */
  eventHalf: 30,
  /** Learning rates (ms²) of what learns every ms, and the ridge of FORCE (1/ms²), which learns in every such stretch. */
  etaWhen: 0.2,
  etaWhat: 0.003,
  alpha: 0.1,
  forceEvery: 4,
  /** Of two identities, in the order of outputs. */
  identities: 2,
} as const;

/**
 * A readout that learns, and its twin, which has the weights of the beginning of the trial: what learns within a trial follows
 * its target there, and only the twin says what was predicted.
 */
export interface Learner {
  learns: LoopReadout;
  twin: LoopReadout;
  /** Outputs of the twin, every ms. */
  predicted: StateRecording;
}

/** Who says when, and who says what. */
export interface Pair {
  when: Learner;
  what: Learner;
}

export interface ReservoirOptions {
  neurons: number;
  /** Standard deviation of the noise in each neuron and step. */
  noise: number;
  seed: number;
  /** Whether FORCE readouts learn beside the others: they take neurons² · 4 bytes each. */
  withForce: boolean;
}

/**
 * One Izhikevich reservoir and, on it, readouts that do not feed back, so that all see the same spikes: "when" (three-factor,
 * online), "what" (three-factor, applied after the trial), "what" that is asked for in time as "when" is, and FORCE for when and
 * what, twice: the second to begin afresh at a switch.
 */
export const reservoir = ({ neurons, noise, seed, withForce }: ReservoirOptions) => {
  const { connection, cue, tauRise, tauDecay, identities } = constants;
  const net = new Network({ dt: constants.dt, seed });
  const nExc = Math.round(constants.shareExcitatory * neurons);
  const params = types(neurons, nExc, seed, "yamada-chao-2025:types");
  const cells = net
    .population("cells", neurons, izhikevich, params)
    .init({ v: constants.initial, u: params.b.map((b) => b * constants.initial) });
  const scale = 400 / neurons;
  const rule = fixedProbability(connection.probability, { autapses: false });
  const [exc, inh] = [cells.slice(0, nExc), cells.slice(nExc)];
  net.connect(exc, cells, rule, { into: "i", weight: uniform(0, scale * connection.exc), name: "excitation" });
  net.connect(inh, cells, rule, { into: "i", weight: uniform(scale * connection.inh, 0), name: "inhibition" });
  net.drive(cells, gaussianDrive, { mean: 0, sd: noise }, { into: "i", name: "noise" });
  const signal = net.inject(cells, { into: "i", weight: uniform(...cue), name: "cue" });

  const readout = (name: string, outputs: number, rule?: LearningRule, every = 1): LoopReadout =>
    net.readout(name, cells, { outputs, tauRise, tauDecay, every, ...(rule && { rule }) });
  const learner = (name: string, outputs: number, rule: LearningRule, every?: number): Learner => {
    const learns = readout(name, outputs, rule, every);
    const twin = readout(`${name}, as before the trial`, outputs);
    return { learns, twin, predicted: net.record(twin, "z", { every: 1 }) };
  };
  const online = threeFactor({ eta: constants.etaWhen });
  const local: Pair = {
    when: learner("when", 1, online),
    what: learner("what", identities, threeFactor({ eta: constants.etaWhat, apply: "trialEnd" })),
  };
  const timed = learner("what, in time", identities, online);
  const forced = (withForce ? ["FORCE", "FORCE begun afresh"] : []).map((name): Pair => {
    const rls = force({ alpha: constants.alpha });
    return {
      when: learner(`${name}, when`, 1, rls, constants.forceEvery),
      what: learner(`${name}, what`, identities, rls, constants.forceEvery),
    };
  });
  return { net, nExc, signal, local, timed, forced, spikes: net.record(cells, "spikes") };
};

export type Reservoir = ReturnType<typeof reservoir>;
