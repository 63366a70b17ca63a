import { hostMaths } from "../../../engine/hostMaths.js";
import { Random } from "../../../random.js";
import { constants, type Learner, type Pair, type Reservoir } from "./network.js";

const { cueMs, silenceMs, width, eventHalf, identities } = constants;

/** What the world does: event A or B, `latency` ms after the cue begins; A with probability pA. */
export interface World {
  latency: number;
  pA: number;
}

/** What a pair of readouts predicts in a trial, with the weights that it had before it. */
export interface Said {
  /** Time of the greatest output of "when", ms. */
  peakMs: number;
  /** That output. */
  peak: number;
  /** Outputs of "what" at that time, one an identity: the mean of ± 10 ms. */
  amplitudes: number[];
}

/** What was predicted in a trial by the local rule and by each FORCE, and all of the local "when", every ms. */
export interface TrialRecord {
  local: Said;
  forced: Said[];
  course: Float32Array;
}

/** Before this (ms) the onset itself may speak; the last ms are left for the mean around a peak. */
const FIRST_MS = 50;
const AROUND_MS = 10;

const maths = hostMaths();
const bump = (t: number, middle: number): number => maths.exp(-((t - middle) ** 2) / (2 * width ** 2));

const said = ({ when, what }: Pair): Said => {
  const timing = when.predicted.of(0);
  let peakMs = FIRST_MS;
  for (let t = FIRST_MS; t < cueMs - AROUND_MS; t++) if (timing[t]! > timing[peakMs]!) peakMs = t;
  const amplitudes = Array.from({ length: identities }, (_, identity) => {
    const around = what.predicted.of(identity).subarray(peakMs - AROUND_MS, peakMs + AROUND_MS);
    return around.reduce((sum, value) => sum + value, 0) / around.length;
  });
  return { peakMs, peak: timing[peakMs]!, amplitudes };
};

const rows = (length: number, outputs: number, value: (output: number, t: number) => number): Float32Array =>
  Float32Array.from({ length: length * outputs }, (_, k) => value(k % outputs, Math.floor(k / outputs)));

/** The subject of an experiment: trials one after the other, in which the reservoir runs on. */
export class Session {
  readonly #reservoir: Reservoir;
  readonly #random: Random;
  readonly #learners: readonly Learner[];
  #trials = 0;

  constructor(reservoir: Reservoir, seed: number) {
    this.#reservoir = reservoir;
    this.#random = new Random(seed, "yamada-chao-2025:identities");
    const { local, timed, forced } = reservoir;
    this.#learners = [timed, ...[local, ...forced].flatMap(({ when, what }) => [when, what])];
  }

  /** Builds the network; of two FORCE pairs, the second waits. */
  async open(): Promise<this> {
    const { net, signal, local, forced } = this.#reservoir;
    await net.build();
    const cue = new Float32Array(cueMs).fill(1);
    signal.play(cue, { every: 1 });
    local.when.learns.gate(cue, { every: 1 });
    if (forced[1]) for (const { learns } of Object.values(forced[1])) learns.learn(false);
    return this;
  }

  /** The second FORCE goes on from the weights of the first, with all that it keeps to learn by as at its beginning. */
  beginAfresh(): void {
    const [first, second] = this.#reservoir.forced;
    for (const which of ["when", "what"] as const)
      second![which].learns.setWeights(first![which].learns.weights()).learn(true);
  }

  #teach({ latency }: World, identity: number): void {
    const { local, timed, forced } = this.#reservoir;
    const timing = rows(cueMs, 1, (_, t) => bump(t, latency));
    const naming = rows(2 * eventHalf, identities, (output) => (output === identity ? 1 : 0));
    for (const { when, what } of [local, ...forced]) {
      when.learns.teach(timing, { every: 1 });
      what.learns.teach(naming, { every: 1, from: latency - eventHalf });
    }
    const during = new Float32Array(2 * eventHalf).fill(1);
    local.what.learns.gate(during, { every: 1, from: latency - eventHalf });
    timed.learns.teach(
      rows(cueMs, identities, (output, t) => (output === identity ? bump(t, latency) : 0)),
      { every: 1 },
    );
  }

  /** One trial: cue, event, silence. The readouts learn. */
  async trial(world: World): Promise<TrialRecord> {
    const { net, local, forced } = this.#reservoir;
    // Time and recordings begin anew; the reservoir goes on from where it is.
    await net.reset({ only: [], trial: this.#trials++ });
    for (const { learns, twin } of this.#learners) twin.setWeights(learns.weights());
    this.#teach(world, this.#random.uniform() < world.pA ? 0 : 1);
    await net.run(cueMs + silenceMs);
    local.what.learns.apply();
    return {
      local: said(local),
      forced: forced.map(said),
      course: local.when.predicted.of(0).slice(0, cueMs),
    };
  }
}
