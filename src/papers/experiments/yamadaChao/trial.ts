import { Random } from "../../../random.js";
import { type Reservoir, type ReservoirOptions, reservoir } from "./network.js";
import { type Said, Session, type TrialRecord, type World } from "./session.js";

/** One network and what is asked of it. */
export type Trial = { network: number } & (
  | { kind: "latency"; latency: number }
  | { kind: "probability"; pA: number }
  | { kind: "switch"; what: "latency" | "probability" }
);

export interface Setup {
  neurons: number;
  noise: number;
  seed: number;
}

/** Trials of each experiment. Measures are of the last `measured` of the trials. */
export const counts = {
  latency: { trials: 80, measured: 20 },
  probability: { trials: 120, measured: 60 },
  switch: { before: 60, after: 120 },
} as const;

/** Before and after a switch. */
export const worlds = {
  plain: { latency: 300, pA: 0.8 },
  latency: { latency: 450, pA: 0.8 },
  probability: { latency: 300, pA: 0.2 },
} as const satisfies Record<string, World>;

/** What the local rule, FORCE and FORCE begun afresh said in each trial. */
export type Learners = readonly [local: Said[], force: Said[], afresh: Said[]];

export interface Spikes {
  times: Float64Array;
  ids: Uint32Array;
}

/** What a trial of the pool came to. */
export interface Outcome {
  /** Mean over the measured trials of |time of the peak − latency|, ms, and of the peak. */
  timingError: number;
  peak: number;
  /** Mean time course of "when" over the measured trials. */
  course: Float32Array;
  /** Mean amplitudes of "what" over the measured trials, one an identity. */
  amplitudes: number[];
  /** Cosine of the weights of "when" with those of each "what", of each "what" in time, and of the two "what". */
  cosines: { whenWhat: number[]; whenTimed: number[]; whats: number };
  /** Mean rate, Hz, over all trials. */
  rate: number;
  /** Of a switch. */
  learners: Learners | null;
  /** Spikes of the last trial, which began the recording anew. */
  spikes: Spikes;
  nExc: number;
  hash: string;
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Of columns a and b of two weight matrices, neurons × outputs; 0 where either is nothing. */
const cosine = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let [ab, aa, bb] = [0, 0, 0];
  for (let k = 0; k < a.length; k++) {
    ab += a[k]! * b[k]!;
    aa += a[k]! ** 2;
    bb += b[k]! ** 2;
  }
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : 0;
};

const columns = (weights: Float64Array, outputs: number): Float64Array[] =>
  Array.from({ length: outputs }, (_, o) => weights.filter((_, k) => k % outputs === o));

const cosinesOf = ({ local, timed }: Reservoir): Outcome["cosines"] => {
  const timing = local.when.learns.weights();
  const [names, inTime] = [local.what, timed].map(({ learns }) => columns(learns.weights(), learns.outputs));
  return {
    whenWhat: names!.map((weights) => cosine(timing, weights)),
    whenTimed: inTime!.map((weights) => cosine(timing, weights)),
    whats: cosine(names![0]!, names![1]!),
  };
};

const meanCourse = (courses: readonly Float32Array[]): Float32Array =>
  courses[0]!.map((_, t) => mean(courses.map((course) => course[t]!)));

/** Trial module of a pool: each trial builds its own network, whose seed comes from that of the run and the trial's `network`. */
export const open = async ({ neurons, noise, seed }: Setup) => {
  return async (trial: Trial): Promise<Outcome> => {
    const own = new Random(seed, "yamada-chao-2025:networks", trial.network).integer(2 ** 32);
    const switches = trial.kind === "switch";
    const options: ReservoirOptions = { neurons, noise, seed: own, withForce: switches };
    const network = reservoir(options);
    const session = await new Session(network, own).open();
    const records: TrialRecord[] = [];
    let spikes = 0;
    let hash = 0n;
    const world = (k: number): World => {
      if (trial.kind === "latency") return { latency: trial.latency, pA: 0.5 };
      if (trial.kind === "probability") return { ...worlds.plain, pA: trial.pA };
      return k < counts.switch.before ? worlds.plain : worlds[trial.what];
    };
    const [total, measured] = switches
      ? [counts.switch.before + counts.switch.after, 20]
      : [counts[trial.kind].trials, counts[trial.kind].measured];
    for (let k = 0; k < total; k++) {
      if (switches && k === counts.switch.before) session.beginAfresh();
      records.push(await session.trial(world(k)));
      const activity = network.net.activity();
      spikes += activity.spikes;
      hash = BigInt.asUintN(64, hash * 31n + BigInt(`0x${activity.hash}`));
    }
    const late = records.slice(-measured);
    const { latency } = world(total - 1);
    const outcome: Outcome = {
      timingError: mean(late.map(({ local }) => Math.abs(local.peakMs - latency))),
      peak: mean(late.map(({ local }) => local.peak)),
      course: meanCourse(late.map(({ course }) => course)),
      amplitudes: late[0]!.local.amplitudes.map((_, k) => mean(late.map(({ local }) => local.amplitudes[k]!))),
      cosines: cosinesOf(network),
      rate: spikes / neurons / ((total * network.net.time) / 1000),
      learners: switches
        ? [
            records.map(({ local }) => local),
            records.map(({ forced }) => forced[0]!),
            records.map(({ forced }) => forced[1]!),
          ]
        : null,
      spikes: { times: network.spikes.times, ids: network.spikes.ids },
      nExc: network.nExc,
      hash: hash.toString(16).padStart(16, "0"),
    };
    await network.net.close();
    return outcome;
  };
};
