import { breathe } from "../breathe.js";
import { trainingPools } from "../datasets/split.js";
import { RateCode } from "../encode/rateCode.js";
import { NeurogliaError } from "../errors.js";
import { DEFAULT_SEED } from "../index.js";
import { Random } from "../random.js";
import { Pool } from "../sweep/pool.js";
import {
  constants,
  defaultAstrocyteWeight,
  defaultWeight,
  describeLiquid,
  type LiquidOptions,
} from "./nalsm/network.js";
import { published } from "./nalsm/published.js";
import { type Reading, readOut } from "./nalsm/readout.js";
import type { Look, SampleResult, SampleSetup, SampleTrial } from "./nalsm/samples.js";
import type { NalsmDetail, NalsmOptions, NalsmResult, NalsmSummary, PaperProgress, Trace } from "./paper.js";
import { sampleHash } from "./sampleHash.js";

/** Validation samples whose spikes are kept, for branching factor and report; the authors used 20 too. */
const N_LOOKS = 20;
/** Samples a worker takes at a time. */
const BATCH = 10;
/** First trial numbers of samples by set, so that no two samples share random draws. */
const FIRST_TRIAL = { train: 1_000_000, test: 2_000_000 };
/** Points of the traces over the initialisation. */
const TRACE_POINTS = 400;

const onShared = (pixels: Uint8Array): Uint8Array => {
  const shared = new Uint8Array(new SharedArrayBuffer(pixels.length));
  shared.set(pixels);
  return shared;
};

/** Means over at most `points` equal stretches. */
const thinned = (values: readonly number[], points: number): Trace => {
  const stretch = Math.max(1, Math.ceil(values.length / points));
  const out: Trace = { times: new Float64Array(0), values: new Float64Array(0) };
  const n = Math.ceil(values.length / stretch);
  out.times = Float64Array.from({ length: n }, (_, k) => Math.min(values.length, (k + 0.5) * stretch));
  out.values = Float64Array.from({ length: n }, (_, k) => {
    const part = values.slice(k * stretch, (k + 1) * stretch);
    return part.reduce((sum, value) => sum + value, 0) / part.length;
  });
  return out;
};

interface Initialised {
  weights: Float32Array[];
  before: Float32Array[];
  names: string[];
  detail: NonNullable<NalsmDetail["initialisation"]> | null;
  nExcitatory: number;
  spikes: number;
  synapticEvents: number;
  hash: bigint;
  done: number;
}

/**
 * Weight initialisation: training images in random order, 20 ms each, one after the other on one liquid. Weights and
 * plasticity traces carry over; potentials, queues, amplitudes and astrocyte start anew with each image.
 */
const initialise = async (
  options: LiquidOptions,
  code: RateCode,
  nSamples: number,
  nImages: number,
  tell: (done: number) => void,
  signal: AbortSignal | undefined,
): Promise<Initialised> => {
  const liquid = describeLiquid(options, true);
  const { net, pixels, projections, astrocyte, spikes } = liquid;
  const state = astrocyte && net.record(astrocyte, "a");
  await net.build();
  const weights = () => Promise.all(projections.map((projection) => projection.weights()));
  const out: Initialised = {
    weights: [],
    before: await weights(),
    names: projections.map(({ name }) => name),
    detail: null,
    nExcitatory: liquid.nExcitatory,
    spikes: 0,
    synapticEvents: 0,
    hash: 0n,
    done: 0,
  };
  const order = new Random(options.seed, "nalsm:initialisation").shuffle(
    Uint32Array.from({ length: nImages }, (_, k) => k),
  );
  const rates: number[] = [];
  const states: number[] = [];
  let breath = performance.now();
  for (let k = 0; k < nSamples && !signal?.aborted; k++) {
    await net.reset({ trial: k, only: ["state"] });
    pixels.play(code.probabilities(order[k]!));
    await net.run(constants.initialisationMs);
    const activity = net.activity();
    out.spikes += activity.spikes;
    out.synapticEvents += activity.synapticEvents;
    out.hash += sampleHash(activity.hash, k);
    rates.push(spikes.rate());
    if (state) states.push(state.of(0).reduce((sum, value) => sum + value, 0) / state.length);
    out.done = k + 1;
    if (performance.now() - breath < 50) continue;
    tell(k + 1);
    await breathe();
    breath = performance.now();
  }
  out.weights = await weights();
  if (rates.length > 0)
    out.detail = {
      astrocyte: states.length > 0 ? thinned(states, TRACE_POINTS) : null,
      liquidHz: thinned(rates, TRACE_POINTS),
    };
  await net.close();
  return out;
};

const checkCounts = (samples: NalsmOptions["samples"], limits: NalsmOptions["samples"]): void => {
  for (const [stage, limit] of Object.entries(limits) as [keyof typeof limits, number][]) {
    const count = samples[stage];
    const least = stage === "init" ? 0 : 1;
    if (!Number.isInteger(count) || count < least || count > limit)
      throw new NeurogliaError({
        code: "out-of-range",
        what: `number of ${stage} samples`,
        where: "nalsm-2021",
        expected: `a whole number from ${least} to ${limit}, as many as the data set has`,
        got: count,
      });
  }
};

/**
 * NALSM and its rivals on images (Ivanov & Michmizos 2021): initialise the liquid, show every sample for 250 ms from the
 * initialised weights, read out the spike counts. Two things differ from the authors' program: samples run in parallel,
 * each with a trial number of its own, and so STDP traces start each 250 ms sample at zero instead of where another
 * sample left them (the initialisation carries them over, as published).
 *
 * An aborted run resolves soon, with `summary.completed` false and what was done by then.
 * @throws NeurogliaError for more samples than there are, and for what the network refuses
 */
export const nalsm2021 = async (given: NalsmOptions): Promise<NalsmResult> => {
  const begin = performance.now();
  const { dataset, variant = "nalsm", neurons = 1000, samples, readout = "ridge", summation = "all" } = given;
  const { seed = DEFAULT_SEED, workers = 1, signal, onProgress } = given;
  const weight = given.weight ?? defaultWeight[variant];
  const astrocyteWeight = given.astrocyteWeight ?? defaultAstrocyteWeight(neurons);
  const side = Math.round(Math.cbrt(neurons));
  if (!(side ** 3 === neurons && side >= 2))
    throw new NeurogliaError({
      code: "out-of-range",
      what: "number of neurons",
      where: "nalsm-2021",
      expected: "the cube of an integer ≥ 2",
      got: neurons,
    });
  const pools = trainingPools(dataset.train.count);
  const nInit = variant === "static" ? 0 : samples.init;
  checkCounts({ ...samples, init: nInit }, { init: pools.train, ...pools, test: dataset.test.count });
  const tell = (stage: string, done: number, total: number): void => {
    const progress: PaperProgress = { stage, done, total };
    onProgress?.(progress);
  };

  const nInputs = dataset.train.rows * dataset.train.columns;
  const options: LiquidOptions = { variant, nInputs, neurons, weight, astrocyteWeight, summation, seed };
  const codes = { train: new RateCode(dataset.train), test: new RateCode(dataset.test) };

  tell("initialisation", 0, nInit);
  const initialised = await initialise(
    options,
    codes.train,
    nInit,
    pools.train,
    (done) => tell("initialisation", done, nInit),
    signal,
  );
  if (nInit > 0) tell("initialisation", initialised.done, nInit);

  const done = { init: initialised.done, train: 0, validation: 0, test: 0 };
  let { spikes, synapticEvents, hash } = initialised;
  const looks: (Look | undefined)[] = [];
  const nRows = { train: samples.train, validation: samples.validation, test: samples.test };
  const counts = (split: keyof typeof nRows) => ({
    values: new Uint8Array(new SharedArrayBuffer(nRows[split] * neurons)),
    rows: nRows[split],
    columns: neurons,
  });
  const features = { train: counts("train"), validation: counts("validation"), test: counts("test") };
  const labels = {
    train: dataset.train.labels.slice(0, nRows.train),
    validation: dataset.train.labels.slice(pools.train, pools.train + nRows.validation),
    test: dataset.test.labels.slice(0, nRows.test),
  };
  const pool = new Pool({ workers });
  const setup: SampleSetup = {
    liquid: options,
    weights: variant === "static" ? null : initialised.weights,
    images: {
      train: { count: dataset.train.count, pixels: onShared(dataset.train.pixels), peak: codes.train.peak },
      test: { count: dataset.test.count, pixels: onShared(dataset.test.pixels), peak: codes.test.peak },
    },
  };
  /** Shows samples [begin, end) of a split on the pool. */
  const show = async (stage: string, split: keyof typeof nRows, first: number, last: number, look: boolean) => {
    const set = split === "test" ? "test" : "train";
    const offset = split === "validation" ? pools.train : 0;
    const trials: SampleTrial[] = [];
    const size = look ? Math.ceil((last - first) / workers) : BATCH;
    for (let at = first; at < last; at += size)
      trials.push({
        set,
        begin: offset + at,
        end: offset + Math.min(at + size, last),
        firstTrial: FIRST_TRIAL[set],
        look,
      });
    tell(stage, done[split], nRows[split]);
    const moduleUrl = new URL("./nalsm/samples.js", import.meta.url);
    for await (const { trial, result } of pool.map<SampleSetup, SampleTrial, SampleResult>(moduleUrl, trials, {
      setup,
      ...(signal ? { signal } : {}),
    })) {
      const at = trial.begin - offset;
      features[split].values.set(result.counts, at * neurons);
      result.looks.forEach((each, k) => {
        looks[at + k] = each;
      });
      spikes += result.spikes;
      synapticEvents += result.synapticEvents;
      hash += result.hash;
      done[split] += trial.end - trial.begin;
      tell(stage, done[split], nRows[split]);
    }
  };

  let read: Reading | null = null;
  let sampleMs = 0;
  const sampling = performance.now();
  try {
    const nLooks = Math.min(N_LOOKS, nRows.validation);
    await show("validation samples", "validation", 0, nLooks, true);
    await show("validation samples", "validation", nLooks, nRows.validation, false);
    await show("training samples", "train", 0, nRows.train, false);
    await show("test samples", "test", 0, nRows.test, false);
    sampleMs = performance.now() - sampling;
    tell("readout", 0, 100);
    read = await readOut(
      {
        train: { counts: features.train, labels: labels.train },
        validation: { counts: features.validation, labels: labels.validation },
        test: { counts: features.test, labels: labels.test },
      },
      { kind: readout, neurons, pool, signal, onProgress: (part, total) => tell("readout", part, total) },
    );
  } catch (error) {
    if (!signal?.aborted) throw error;
    sampleMs ||= performance.now() - sampling;
  } finally {
    await pool.close();
  }

  const share = (split: keyof typeof nRows): number | null => {
    if (!read) return null;
    const predicted = read.predicted[split];
    return predicted.reduce((hits, each, k) => hits + (each === labels[split][k] ? 1 : 0), 0) / predicted.length;
  };
  const seen = looks.filter((look) => look !== undefined);
  const mean = (values: number[]): number | null =>
    values.length > 0 ? values.reduce((sum, value) => sum + value, 0) / values.length : null;
  const nSamples = done.train + done.validation + done.test;
  const summary: NalsmSummary = {
    paper: "nalsm-2021",
    completed: read !== null,
    variant,
    dataset: dataset.name,
    neurons,
    seed,
    workers,
    readout,
    summation,
    samples: { ...samples, init: nInit },
    done,
    accuracy: {
      train: share("train"),
      validation: share("validation"),
      test: share("test"),
      testOneHot: read?.testOneHot ?? null,
    },
    branchingFactor: mean(seen.map((look) => look.branchingFactor).filter((each) => !Number.isNaN(each))),
    rates: {
      inputHz: mean(seen.map((look) => look.inputHz)),
      liquidHz: mean(seen.map((look) => look.times.length / neurons / (constants.sampleMs / 1000))),
    },
    simulatedMs: done.init * constants.initialisationMs + nSamples * constants.sampleMs,
    wallMs: performance.now() - begin,
    msPerSecondPerWorker: nSamples > 0 ? (nSamples * constants.sampleMs) / (sampleMs / 1000) / workers : null,
    spikes,
    synapticEvents,
    hash: BigInt.asUintN(64, hash).toString(16).padStart(16, "0"),
    published: published(variant, dataset.name, neurons, weight),
  };
  return { summary, detail: detailOf(options, initialised, seen, labels, read) };
};

/** One sample of each label first, in the order in which they come; then the rest. */
const distinctFirst = (labels: ArrayLike<number>, n: number): number[] => {
  const all = Array.from({ length: n }, (_, k) => k);
  const firsts = all.filter((k) => all.findIndex((other) => labels[other] === labels[k]) === k);
  return [...firsts, ...all.filter((k) => !firsts.includes(k))];
};

const detailOf = (
  { variant, nInputs, neurons, weight, astrocyteWeight, summation, seed }: LiquidOptions,
  { names, before, weights, detail, nExcitatory }: Initialised,
  looks: Look[],
  labels: Record<"validation" | "test", Uint8Array>,
  read: Reading | null,
): NalsmDetail => {
  const rates = new Float64Array(neurons);
  for (const { ids } of looks) for (const id of ids) rates[id]! += 1000 / constants.sampleMs / looks.length;
  let confusion: number[][] | null = null;
  if (read) {
    confusion = Array.from({ length: 10 }, () => new Array<number>(10).fill(0));
    read.predicted.test.forEach((predicted, k) => {
      confusion![labels.test[k]!]![predicted]!++;
    });
  }
  const { neuron, lambda, c, aPlus, tauTrace, traceIncrement, wMax, astrocyte, decay } = constants;
  return {
    gallery: distinctFirst(labels.validation, looks.length).map((k) => ({
      label: labels.validation[k]!,
      predicted: read ? read.predicted.validation[k]! : null,
      spikes: { times: looks[k]!.times, ids: looks[k]!.ids },
      astrocyte: looks[k]!.astrocyte,
    })),
    nExcitatory,
    initialisation: detail,
    weights: names.map((projection, k) => ({ projection, before: before[k]!, after: weights[k]! })),
    rates,
    intervals: Float64Array.from(looks.flatMap((look) => [...look.intervals])),
    confusion,
    parameters: {
      variant,
      seed,
      "liquid neurons": neurons,
      "input neurons": nInputs,
      "initial |w| (mV)": weight,
      "synaptic summation": summation,
      ...(variant === "nalsm"
        ? { w_astro: astrocyteWeight, "astrocyte τ (ms)": astrocyte.tau, b_astro: astrocyte.bias }
        : {}),
      "τ_v (ms)": neuron.tauM,
      "threshold (mV)": neuron.vTh,
      "refractory steps": neuron.tRef,
      "τ_u (ms)": neuron.tauSyn,
      "λ (sites)": lambda,
      "C exc→exc": c.excExc,
      "C exc→inh": c.excInh,
      "C inh→exc": c.inhExc,
      "C inh→inh": c.inhInh,
      ...(variant === "static"
        ? {}
        : {
            "A₊": aPlus,
            "trace τ (ms)": Number(tauTrace.toFixed(4)),
            "trace increment": traceIncrement,
            "w bound (mV)": wMax,
          }),
      ...(variant === "nalsm" || variant === "stdp" ? { "decay per ms": decay } : {}),
      ...read?.notes,
    },
  };
};
