import { checkAbove } from "../analysis/check.js";
import { NeurogliaError } from "../errors.js";
import { knownOptions, stepsOf } from "../network/check.js";
import { Random } from "../random.js";
import { checkOption } from "../readout/features.js";
import { type SampleSplitOptions, splitSamples } from "./split.js";
import type { ClassTask, SpikeSample } from "./task.js";

interface TemplateOptions {
  /** Samples, ≥ 1, of all classes in turn. */
  samples: number;
  seed: number;
  /** Input channels, ≥ 1. */
  channels: number;
  /** Of a template's Poisson trains, Hz, ≥ 0. Default 20. */
  rate?: number;
  /** Standard deviation of the shift of each spike, ms, ≥ 0. Default 4. */
  jitter?: number;
  /** Grid that spikes stand on, ms. Default 1. */
  every?: number;
  split?: SampleSplitOptions;
}

/** Options of {@link poissonTemplates}. */
export interface PoissonTemplatesOptions extends TemplateOptions {
  /** Number of templates, ≥ 2. Default 2. */
  classes?: number;
  /** Of a sample, ms. Default 250. */
  duration?: number;
}

/** Options of {@link temporalXor}. */
export interface TemporalXorOptions extends TemplateOptions {
  /** Of each of the two parts, ms. Default 100. */
  part?: number;
  /** Silence between them, ms, ≥ 0. Default 100. */
  gap?: number;
}

/** Spikes on a grid: steps and channels. */
interface Spikes {
  steps: number[];
  ids: number[];
}

const templateNames = ["samples", "seed", "channels", "rate", "jitter", "every", "split"] as const;

const checkedTemplates = (options: TemplateOptions, where: string) => {
  const { samples, channels, rate = 20, jitter = 4, every = 1, seed, split } = options;
  checkOption("samples", samples, 1, Number.POSITIVE_INFINITY, where, true);
  checkOption("channels", channels, 1, 2 ** 24, where, true);
  checkOption("rate", rate, 0, 1e6, where);
  checkOption("jitter", jitter, 0, 1e9, where);
  checkAbove("every", every, 0, where, "ms");
  return { samples, channels, rate, jitter, every, seed, split };
};

const wholeSteps = (time: number, every: number, least: number, what: string, where: string): number => {
  const steps = stepsOf(time, every);
  if (!(steps >= least && Number.isSafeInteger(steps)))
    throw new NeurogliaError({
      code: "out-of-range",
      what,
      where,
      expected: `a whole number of steps of ${every} ms (at least ${least})`,
      got: time,
      unit: "ms",
    });
  return steps;
};

/** Poisson trains of all channels: intervals are exponential, times fall to the step that they are in. */
const template = (random: Random, channels: number, perStep: number, nSteps: number): Spikes => {
  const out: Spikes = { steps: [], ids: [] };
  if (perStep === 0) return out;
  for (let id = 0; id < channels; id++)
    for (let t = random.exponential() / perStep; t < nSteps; t += random.exponential() / perStep) {
      out.steps.push(Math.floor(t));
      out.ids.push(id);
    }
  return out;
};

/** Each spike moved by a normal number of steps; what leaves [0, nSteps) is lost. */
const jittered = ({ steps, ids }: Spikes, random: Random, sd: number, nSteps: number): Spikes => {
  const out: Spikes = { steps: [], ids: [] };
  for (const [k, step] of steps.entries()) {
    const moved = Math.floor(step + 0.5 + sd * random.normal());
    if (moved < 0 || moved >= nSteps) continue;
    out.steps.push(moved);
    out.ids.push(ids[k]!);
  }
  return out;
};

/** In time order, and one spike a channel and step, as `source.play` wants them. */
const sampleOf = (spikes: Spikes, channels: number, every: number, nSteps: number): SpikeSample => {
  const places = Float64Array.from(spikes.steps, (step, k) => step * channels + spikes.ids[k]!).sort();
  const kept = places.filter((place, k) => k === 0 || place !== places[k - 1]);
  return {
    times: kept.map((place) => Math.floor(place / channels) * every),
    ids: Uint32Array.from(kept, (place) => place % channels),
    channels,
    duration: nSteps * every,
  };
};

/**
 * Which of several templates was it (Maass, Natschläger & Markram 2002, Neural Computation 14:2531–2560): a template is a set of Poisson spike trains, one
 * per channel; a sample is a template with every spike shifted by a normal number of ms. Spikes that leave the sample are lost; of
 * several in one step of a channel one is kept.
 *
 * @throws NeurogliaError `out-of-range` for options, among them durations that are no whole number of steps
 */
export const poissonTemplates = (options: PoissonTemplatesOptions): ClassTask<SpikeSample> => {
  const where = "poissonTemplates";
  knownOptions(options, [...templateNames, "classes", "duration"], where);
  const { samples, channels, rate, jitter, every, seed, split } = checkedTemplates(options, where);
  const { classes = 2, duration = 250 } = options;
  checkOption("classes", classes, 2, 2 ** 24, where, true);
  const nSteps = wholeSteps(duration, every, 1, "duration", where);
  const templates = Array.from({ length: classes }, (_, label) =>
    template(new Random(seed, "poissonTemplates:template", label), channels, (rate * every) / 1000, nSteps),
  );
  const labels = Uint32Array.from({ length: samples }, (_, k) => k % classes);
  return {
    name: `poisson-templates-${classes}`,
    samples: Array.from(labels, (label, k) => {
      const random = new Random(seed, "poissonTemplates:jitter", k);
      return sampleOf(jittered(templates[label]!, random, jitter / every, nSteps), channels, every, nSteps);
    }),
    labels,
    classes,
    split: splitSamples(labels, classes, seed, split, where),
  };
};

/**
 * Exclusive or over time: two parts with silence between them, in each one of two Poisson templates, jittered; class 1 if they differ, 0 if
 * the same one comes twice. The first part must be remembered, and no sum over both tells.
 *
 * @throws NeurogliaError `out-of-range` for options, among them durations that are no whole number of steps
 */
export const temporalXor = (options: TemporalXorOptions): ClassTask<SpikeSample> => {
  const where = "temporalXor";
  knownOptions(options, [...templateNames, "part", "gap"], where);
  const { samples, channels, rate, jitter, every, seed, split } = checkedTemplates(options, where);
  const { part = 100, gap = 100 } = options;
  const partSteps = wholeSteps(part, every, 1, "part", where);
  const gapSteps = wholeSteps(gap, every, 0, "gap", where);
  const templates = [0, 1].map((which) =>
    template(new Random(seed, "temporalXor:template", which), channels, (rate * every) / 1000, partSteps),
  );
  const labels = Uint32Array.from({ length: samples }, (_, k) => (k ^ (k >> 1)) & 1);
  return {
    name: "temporal-xor",
    samples: Array.from(labels, (_, k) => {
      const random = new Random(seed, "temporalXor:jitter", k);
      const [first, second] = [k & 1, (k >> 1) & 1].map((which) =>
        jittered(templates[which]!, random, jitter / every, partSteps),
      ) as [Spikes, Spikes];
      const later = second.steps.map((step) => step + partSteps + gapSteps);
      const both = { steps: [...first.steps, ...later], ids: [...first.ids, ...second.ids] };
      return sampleOf(both, channels, every, 2 * partSteps + gapSteps);
    }),
    labels,
    classes: 2,
    split: splitSamples(labels, 2, seed, split, where),
  };
};
