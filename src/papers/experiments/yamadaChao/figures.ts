import type { FigureRow, Panel } from "../experiment.js";
import type { DoneTrial } from "../runTrials.js";
import { constants } from "./network.js";
import type { Said } from "./session.js";
import { counts, type Outcome, type Trial, worlds } from "./trial.js";

/** Trials that are done. */
export type Done = readonly DoneTrial<Trial, Outcome>[];

/** ms, and probabilities of A, that readouts learn from nothing. */
export const latencies = [200, 300, 400, 500] as const;
export const probabilities = [0, 0.25, 0.5, 0.75, 1] as const;

/** Learned again: a peak within this (ms) of the new latency for `inARow` trials, or a mean probability over `window` trials within this of the new one. */
const recovery = { timing: 20, inARow: 5, probability: 0.15, window: 10 } as const;

const learners = ["three-factor", "FORCE", "FORCE begun afresh"] as const;
const words = ["ThreeFactor", "Force", "ForceAfresh"] as const;

const abstract = "Yamada & Chao (2025), arXiv:2510.14382, abstract";
const finding = (value: string): FigureRow["published"] => ({ value, source: abstract });

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const sd = (values: readonly number[]): number => {
  const middle = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / Math.max(1, values.length - 1));
};
const orNull = (value: number): number | null => (Number.isFinite(value) ? value : null);

const outcomes = (done: Done, fits: (trial: Trial) => boolean): Outcome[] =>
  done.filter(({ trial }) => fits(trial)).map(({ outcome }) => outcome);

/** Probability of each identity and the amplitude that "what" gives it: a point an identity, condition and network. */
const points = (done: Done): { p: number; amplitude: number; identity: number }[] =>
  done.flatMap(({ trial, outcome }) =>
    trial.kind === "probability"
      ? outcome.amplitudes.map((amplitude, identity) => ({
          p: identity === 0 ? trial.pA : 1 - trial.pA,
          amplitude,
          identity,
        }))
      : [],
  );

/** Least squares of amplitude on probability. */
const regression = (done: Done): { slope: number; intercept: number; r2: number } => {
  const all = points(done);
  const [mp, ma] = [mean(all.map(({ p }) => p)), mean(all.map(({ amplitude }) => amplitude))];
  const product = (of: (point: { p: number; amplitude: number }) => number): number =>
    all.reduce((sum, point) => sum + of(point), 0);
  const pp = product(({ p }) => (p - mp) ** 2);
  const pa = product(({ p, amplitude }) => (p - mp) * (amplitude - ma));
  const aa = product(({ amplitude }) => (amplitude - ma) ** 2);
  return { slope: pa / pp, intercept: ma - (pa / pp) * mp, r2: pa ** 2 / (pp * aa) };
};

/** What a learner takes for the probability of A: its amplitude among those of all identities. */
const believed = ({ amplitudes }: Said): number => {
  const above = amplitudes.map((amplitude) => Math.max(0, amplitude));
  const sum = above.reduce((all, amplitude) => all + amplitude, 0);
  return sum > 0 ? above[0]! / sum : 0.5;
};

/** Trials after the switch until the new world is known; Infinity if it never is. */
const trialsUntil = (after: readonly Said[], what: "latency" | "probability"): number => {
  const { latency, pA } = worlds[what];
  const [span, knows] =
    what === "latency"
      ? [
          recovery.inARow,
          (run: readonly Said[]) => run.every(({ peakMs }) => Math.abs(peakMs - latency) <= recovery.timing),
        ]
      : [recovery.window, (run: readonly Said[]) => Math.abs(mean(run.map(believed)) - pA) <= recovery.probability];
  for (let k = 0; k + span <= after.length; k++) if (knows(after.slice(k, k + span))) return k;
  return Number.POSITIVE_INFINITY;
};

/** The median over networks; null where most never knew. */
const recovered = (done: Done, what: "latency" | "probability", learner: number): number | null => {
  const each = outcomes(done, (trial) => trial.kind === "switch" && trial.what === what)
    .map((outcome) => trialsUntil(outcome.learners![learner]!.slice(counts.switch.before), what))
    .sort((a, b) => a - b);
  return each.length === 0 ? null : orNull(each[Math.floor((each.length - 1) / 2)]!);
};

const published = {
  latency: ["at once", "not without a reset", null],
  probability: ["at once", "not without a reset", null],
} as const;

export const tableOf = (done: Done): FigureRow[] => {
  const timed = outcomes(done, ({ kind }) => kind === "latency");
  const named = outcomes(done, ({ kind }) => kind === "probability");
  const line = regression(done);
  const absolute = (values: readonly number[]): number => mean(values.map(Math.abs));
  const row = (name: string, meaning: string, here: number, of: string | null, unit?: string): FigureRow => ({
    name,
    meaning,
    ...(unit !== undefined && { unit }),
    here: orNull(here),
    published: of === null ? null : finding(of),
  });
  const cosines = named.map(({ cosines }) => cosines);
  return [
    row(
      "timingError",
      "error of the predicted time",
      mean(timed.map((each) => each.timingError)),
      "at the correct times",
      "ms",
    ),
    row("peak", "peak of what predicts the time (1 is asked for)", mean(timed.map(({ peak }) => peak)), null),
    row("amplitudeSlope", "slope of amplitude on probability", line.slope, "proportional"),
    row("amplitudeIntercept", "its intercept", line.intercept, null),
    row("amplitudeR2", "its r²", line.r2, null),
    row(
      "cosineWhenWhat",
      "|cosine| of when- and what-weights",
      mean(cosines.map(({ whenWhat }) => absolute(whenWhat))),
      "near-orthogonal",
    ),
    row(
      "cosineTimed",
      "|cosine| if what is asked for in time as well",
      mean(cosines.map(({ whenTimed }) => absolute(whenTimed))),
      null,
    ),
    row("cosineWhats", "cosine of the two what-weights", mean(cosines.map(({ whats }) => whats)), null),
    ...(["latency", "probability"] as const).flatMap((what) =>
      learners.map((learner, k): FigureRow => {
        const of = published[what][k]!;
        return {
          name: `recover${what === "latency" ? "Timing" : "Probability"}${words[k]}`,
          meaning: `trials to a new ${what}, ${learner}`,
          here: recovered(done, what, k),
          published: of === null ? null : finding(of),
        };
      }),
    ),
    row("rate", "mean rate", mean(done.map(({ outcome }) => outcome.rate)), null, "Hz"),
  ];
};

const coursesPanel = (done: Done): Panel => ({
  kind: "lines",
  title: "When",
  caption: `Output that predicts the time of the event, one curve a latency: mean over networks and the last ${counts.latency.measured} of ${counts.latency.trials} trials.`,
  x: { label: "time after the cue, ms", values: Array.from({ length: constants.cueMs / 4 }, (_, k) => k * 4) },
  y: { label: "output" },
  series: latencies.flatMap((latency) => {
    const courses = outcomes(done, (trial) => trial.kind === "latency" && trial.latency === latency);
    if (courses.length === 0) return [];
    const values = Array.from({ length: constants.cueMs / 4 }, (_, k) =>
      mean(courses.map(({ course }) => course[k * 4]!)),
    );
    return [{ label: `${latency} ms`, values }];
  }),
});

const amplitudesPanel = (done: Done): Panel => {
  const { slope, intercept, r2 } = regression(done);
  return {
    kind: "points",
    title: "What, and how likely",
    caption: `Output for an identity at the predicted time, against its probability: a point an identity, condition and network, mean of the last ${counts.probability.measured} of ${counts.probability.trials} trials. Least squares: ${slope.toFixed(3)} p ${intercept < 0 ? "−" : "+"} ${Math.abs(intercept).toFixed(3)}, r² ${r2.toFixed(3)}.`,
    x: { label: "probability", range: [-0.05, 1.05] },
    y: { label: "amplitude" },
    series: ["A", "B"].map((label, identity) => {
      const own = points(done).filter((point) => point.identity === identity);
      return { label, x: own.map(({ p }) => p), y: own.map(({ amplitude }) => amplitude) };
    }),
  };
};

const switchPanel = (done: Done, what: "latency" | "probability"): Panel | null => {
  const each = outcomes(done, (trial) => trial.kind === "switch" && trial.what === what);
  if (each.length === 0) return null;
  const first = counts.switch.before - 20;
  const total = counts.switch.before + counts.switch.after;
  const value = (said: Said): number => (what === "latency" ? said.peakMs : believed(said));
  return {
    kind: "lines",
    title: what === "latency" ? "A new latency" : "A new probability",
    caption: `${
      what === "latency"
        ? `Time of the peak of "when". The event comes ${worlds.plain.latency} ms after the cue, from trial 0 on ${worlds.latency.latency} ms.`
        : `Amplitude for A over that for both identities. A comes with probability ${worlds.plain.pA}, from trial 0 on with ${worlds.probability.pA}.`
    } Mean over networks ± standard deviation. FORCE begun afresh: its P is reset at trial 0.`,
    x: {
      label: "trials after the switch",
      values: Array.from({ length: total - first }, (_, k) => first + k - counts.switch.before),
    },
    y: { label: what === "latency" ? "predicted time, ms" : "probability taken for A" },
    series: learners.map((label, learner) => {
      const at = Array.from({ length: total - first }, (_, k) =>
        each.map(({ learners }) => value(learners![learner]![first + k]!)),
      );
      const waits = (k: number): boolean => learner === 2 && first + k < counts.switch.before;
      return {
        label,
        values: at.map((values, k) => (waits(k) ? Number.NaN : mean(values))),
        spread: at.map((values, k) => (waits(k) ? Number.NaN : sd(values))),
      };
    }),
  };
};

const rasterPanel = (done: Done): Panel | null => {
  const found = done.find(({ trial }) => trial.kind === "latency");
  if (!found) return null;
  const { spikes, nExc } = found.outcome;
  return {
    kind: "raster",
    title: "The reservoir in a trial",
    caption: `The cue lasts from 0 to ${constants.cueMs} ms; silence follows.`,
    spikes,
    nNeurons: Math.round(nExc / constants.shareExcitatory),
    nExcitatory: nExc,
    durationMs: constants.cueMs + constants.silenceMs,
  };
};

export const panelsOf = (done: Done): Panel[] => [
  ...(done.some(({ trial }) => trial.kind === "latency") ? [coursesPanel(done)] : []),
  ...(points(done).length > 2 ? [amplitudesPanel(done)] : []),
  ...[switchPanel(done, "latency"), switchPanel(done, "probability"), rasterPanel(done)].filter(
    (panel) => panel !== null,
  ),
];
