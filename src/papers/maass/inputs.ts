import { breathe } from "../../breathe.js";
import { hostMaths } from "../../engine/hostMaths.js";
import type { Random } from "../../random.js";

/** Hz and ms. */
export const RATE = 20;
const TAU = 5;
/** ms beyond which two events have nothing in common: exp(−(50/5)²/2) is 2e-22. */
const FAR = 50;
/** Candidates looked at between two breaths. */
const BREATH = 500;

/** The events that lie on steps of their own before the end; a later one in the same step is left out. */
const onGrid = (times: readonly number[], duration: number, dt: number): Float64Array => {
  const steps = new Set<number>();
  const kept = [...times]
    .sort((a, b) => a - b)
    .filter((time) => {
      const step = Math.round(time / dt);
      if (time < 0 || step >= Math.round(duration / dt) || steps.has(step)) return false;
      steps.add(step);
      return true;
    });
  return Float64Array.from(kept);
};

/** A Poisson train of 20 Hz, ms. */
export const poissonTrain = (random: Random, duration: number, dt: number): Float64Array => {
  const times: number[] = [];
  for (let time = 0; ; ) {
    time += (random.exponential() * 1000) / RATE;
    if (time >= duration) return onGrid(times, duration, dt);
    times.push(time);
  }
};

/** Σ exp(−(a − b)²/(2τ²)) over all pairs of events, both trains ascending. */
const overlap = (u: Float64Array, v: Float64Array): number => {
  const { exp } = hostMaths();
  let sum = 0;
  let first = 0;
  for (const a of u) {
    while (first < v.length && v[first]! < a - FAR) first++;
    for (let k = first; k < v.length && v[k]! <= a + FAR; k++) sum += exp(-((a - v[k]!) ** 2) / (2 * TAU * TAU));
  }
  return sum;
};

/**
 * d(u, v): the integral of the squared difference of both trains, each convolved with exp(−(t/τ)²), τ = 5 ms, over the
 * duration: τ√(π/2)·(⟨u,u⟩ + ⟨v,v⟩ − 2⟨u,v⟩)/duration. Without a square root, as in Brian 2's reproduction, which met the paper's
 * figure by that.
 */
export const inputDistance = (u: Float64Array, v: Float64Array, duration: number): number =>
  ((TAU * Math.sqrt(Math.PI / 2)) / duration) * (overlap(u, u) + overlap(v, v) - 2 * overlap(u, v));

/** Two inputs to tell apart. */
export type Pair = readonly [u: Float64Array, v: Float64Array];

/**
 * `count` pairs of Poisson trains for each wanted distance, met within `tolerance`: drawn until there are enough. A distance
 * of 0 takes one train twice.
 */
export const pairsAt = async (
  random: Random,
  wanted: readonly number[],
  count: number,
  {
    duration,
    dt,
    tolerance,
    signal,
  }: { duration: number; dt: number; tolerance: number; signal: AbortSignal | undefined },
): Promise<Pair[][]> => {
  const found = wanted.map((): Pair[] => []);
  const train = (): Float64Array => poissonTrain(random, duration, dt);
  for (let candidate = 1; found.some((pairs, k) => wanted[k] !== 0 && pairs.length < count); candidate++) {
    const pair: Pair = [train(), train()];
    const distance = inputDistance(...pair, duration);
    wanted.forEach((target, k) => {
      if (target !== 0 && found[k]!.length < count && Math.abs(distance - target) < tolerance) found[k]!.push(pair);
    });
    if (candidate % BREATH === 0) {
      await breathe();
      if (signal?.aborted) return found;
    }
  }
  wanted.forEach((target, k) => {
    if (target !== 0) return;
    for (let p = 0; p < count; p++) {
      const same = train();
      found[k]!.push([same, same]);
    }
  });
  return found;
};

/** Inputs put together from jittered templates. */
export interface TemplateInputs {
  readonly trains: readonly Float64Array[];
  /** By segment: which template of two each train has there. */
  readonly labels: readonly Uint8Array[];
}

/**
 * Two Poisson templates for each of `segments` segments; each train has one of the two in every segment, by chance, with every
 * event moved by a Gaussian of `jitter` ms.
 */
export const templateInputs = (
  random: Random,
  count: number,
  { segments, segment, jitter, dt }: { segments: number; segment: number; jitter: number; dt: number },
): TemplateInputs => {
  const templates = Array.from({ length: segments }, () => [0, 1].map(() => poissonTrain(random, segment, dt)));
  const labels = templates.map(() => new Uint8Array(count));
  const trains = Array.from({ length: count }, (_, sample) => {
    const times = templates.flatMap((two, s) => {
      const label = random.integer(2);
      labels[s]![sample] = label;
      return Array.from(two[label]!, (time) => s * segment + time + jitter * random.normal());
    });
    return onGrid(times, segments * segment, dt);
  });
  return { trains, labels };
};
