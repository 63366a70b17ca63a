import * as n from "../../dist/src/index.js";
import { numbers } from "../numbers.js";
import { js } from "../refusals.js";

// biome-ignore lint/suspicious/noExplicitAny: what is tried has no type
type Any = any;

/** What stands for a number, or for a list of numbers, in a call that is right with it. */
export interface Slot {
  good: number | readonly number[];
  // biome-ignore lint/suspicious/noExplicitAny: what is tried has no type
  call: (tried: any) => unknown;
  /** NaN may come of it, as its docs say. */
  mayBeNaN?: true;
  /** What is no finite number is passed on as it is. */
  copies?: true;
  /** A list is something else there. */
  orList?: true;
}

/** An export or method: its slots, and a call whose options must all be among those known here. */
export interface Entry {
  slots: Record<string, Slot>;
  probe?: { take: (options: object) => unknown; known: readonly string[] };
}

type Numeric = Record<string, number | readonly number[]>;

/** A slot a field: what is tried stands for it among the others. */
// biome-ignore lint/suspicious/noExplicitAny: what is tried has no type
const fields = (take: (given: any) => unknown, numeric: Numeric, rest: object = {}): Entry["slots"] =>
  Object.fromEntries(
    Object.entries(numeric).map(([name, good]) => [
      name,
      { good, call: (tried) => take({ ...rest, ...numeric, [name]: tried }) },
    ]),
  );

/** The same of options; `others` are those that are no numbers and are left out. */
const options = (
  // biome-ignore lint/suspicious/noExplicitAny: what is tried has no type
  take: (given: any) => unknown,
  numeric: Numeric,
  rest: object = {},
  others: readonly string[] = [],
): Entry => ({
  slots: fields(take, numeric, rest),
  probe: {
    take: (bogus) => take({ ...rest, ...numeric, ...bogus }),
    known: [...Object.keys(numeric), ...Object.keys(rest), ...others],
  },
});

/** The same where NaN may come of what is large, as the docs say. */
const orNaN = (slots: Entry["slots"]): Entry["slots"] =>
  Object.fromEntries(Object.entries(slots).map(([name, slot]) => [name, { ...slot, mayBeNaN: true }]));

/** The same where numbers are but moved. */
const copying = (slots: Entry["slots"]): Entry["slots"] =>
  Object.fromEntries(Object.entries(slots).map(([name, slot]) => [name, { ...slot, copies: true }]));

/** A slot an argument: those of a call that is right. */
// biome-ignore lint/suspicious/noExplicitAny: what is tried has no type
const args = (call: (...given: any[]) => unknown, goods: Numeric): Entry["slots"] =>
  Object.fromEntries(
    Object.entries(goods).map(([name, good], at) => [
      name,
      { good, call: (tried) => call(...Object.values(goods).map((each, k) => (k === at ? tried : each))) },
    ]),
  );

const entry = (...parts: (Entry | Entry["slots"])[]): Entry => {
  const entries = parts.map((part): Entry => ("slots" in part ? (part as Entry) : { slots: part as Entry["slots"] }));
  const probe = entries.find((each) => each.probe)?.probe;
  return { slots: Object.assign({}, ...entries.map(({ slots }) => slots)), ...(probe && { probe }) };
};

const random = numbers(11);
const counts = (length: number): number[] => Array.from({ length }, () => Math.floor(random() * 9));
const signed = (length: number): number[] => Array.from({ length }, () => Math.floor(random() * 17) - 8);

const spikes: Any = { n: 3, times: [1, 4, 5, 9, 12, 14, 15, 17, 19, 20], ids: [0, 1, 2, 0, 1, 2, 0, 2, 0, 1] };
const binned = { ...spikes, from: 0, to: 20 };
const sample = { times: [0, 2, 4, 9, 12], ids: [0, 1, 0, 3, 2], channels: 4, duration: 20 };
const series = { values: [0, 1, 1, 0, 1, 0, 1, 1], length: 4, channels: 2 };
const matrix = { values: counts(40), rows: 10, columns: 4 };
const counts10 = [
  3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3, 2, 3, 8, 4, 6, 2, 6, 4, 3, 3, 8, 3, 2, 7, 9, 5, 0, 2, 8,
].concat([8, 4, 1, 9, 7, 1, 6, 9, 3, 9, 9, 3, 7, 5, 1]);
const counts6 = counts(6);
const counts40 = counts(40);
const many = counts(200);
/** Three events: x, y, polarity and µs. */
const nmnist = Uint8Array.of(1, 2, 0, 0, 100, 3, 4, 128, 10, 0, 5, 6, 0, 20, 0);
const labels = [0, 1, 0, 1, 1, 0, 0, 1, 1, 0];
const graph = { n: 3, pre: [0, 1, 2, 0], post: [1, 2, 0, 0], weight: [1, 2, 3, 1] };

/** What is made of values, for the comparison with what others make of them. */
const all = (trials: Iterable<unknown>): unknown[] => [...trials];

const analysis: Record<string, Entry> = {
  avalancheExponents: entry(
    fields((found) => n.avalancheExponents(found), { sizes: [1, 2, 1, 5, 1, 3], durations: [1, 2, 1, 3, 1, 2] }),
    ...(["size", "duration"] as const).map((side) =>
      Object.fromEntries(
        Object.entries({ min: 1, max: 9 }).map(([end, good]) => [
          `${side}.${end}`,
          {
            good,
            call: (tried: Any) =>
              n.avalancheExponents(
                { sizes: js([1, 2, 1, 5, 1, 3]), durations: js([1, 2, 1, 3, 1, 2]) },
                { [side]: { [end]: tried } },
              ),
          },
        ]),
      ),
    ),
    options((given) => n.avalancheExponents({ sizes: js([1, 1, 2]), durations: js([1, 1, 2]) }, given), {}, {}, [
      "size",
      "duration",
    ]),
  ),
  avalanches: entry(args(n.avalanches, { activity: [0, 1, 2, 0, 3, 0] })),
  branchingFactor: entry(
    fields(n.branchingFactor, { ...spikes, pre: [0, 1, 2], post: [1, 2, 0], from: 0, to: 20, window: 4 }),
  ),
  branchingRatio: entry(
    args(n.branchingRatio, { activity: [1, 2, 1, 4, 3] }),
    options((given) => n.branchingRatio([1, 2, 1, 3], given), {}, { by: "ratio" }),
  ),
  cv2: entry(
    fields((given) => n.cv2(given, { least: 2 }), spikes),
    orNaN(fields((given) => n.cv2(spikes, given), { least: 2 })),
    options((given) => n.cv2(spikes, given), {}, { least: 2 }),
  ),
  fano: entry(
    fields((given) => n.fano(given), binned),
    orNaN(fields((given) => n.fano(binned, given), { bin: 2 })),
    options((given) => n.fano(binned, given), {}, { bin: 2 }),
  ),
  kernelRank: entry(
    args(n.kernelRank, { states: matrix.values, rows: 10, columns: 4 }),
    args(n.kernelRank, { "signed states": signed(12), "its rows": 3, "its columns": 4 }),
    options((given) => n.kernelRank(matrix.values, 10, 4, given), { tolerance: 0 }),
  ),
  liquidRanks: entry(
    fields((given) => n.liquidRanks(given, matrix), matrix),
    options((given) => n.liquidRanks(matrix, matrix, given), { tolerance: 0 }),
  ),
  localVariation: entry(
    fields((given) => n.localVariation(given, { least: 2 }), spikes),
    orNaN(fields((given) => n.localVariation(spikes, given), { least: 2 })),
  ),
  mae: entry(
    args(n.mae, { predicted: [1, 2, 3, 5], target: [3, 1, 2, 0] }),
    options((given) => n.mae([1, 2], [3, 4], given), { channels: 1 }),
  ),
  meanEventInterval: entry(fields(n.meanEventInterval, { times: [1, 5, 3] })),
  memoryCapacity: entry(
    fields((given) => n.memoryCapacity(given, counts10, { delays: 2 }), { values: counts(200), rows: 50, columns: 4 }),
    args((input) => n.memoryCapacity({ values: many, rows: 50, columns: 4 }, input, { delays: 2 }), {
      input: counts10,
    }),
    options((given) => n.memoryCapacity({ values: many, rows: 50, columns: 4 }, counts10, given), {
      delays: 2,
      washout: 5,
      lambda: 1,
      trainShare: 0.5,
    }),
  ),
  multistepRegression: entry(
    args(n.multistepRegression, { activity: counts10 }),
    options(
      (given) => n.multistepRegression(counts10, given),
      { bin: 2, from: 1, to: 5 },
      { mean: "stationary", offset: false },
    ),
  ),
  nrmse: entry(
    args((a, b) => n.nrmse(a, b, { by: "sd" }), { predicted: [1, 2, 3, 5], target: [3, 1, 2, 0] }),
    args((a) => n.nrmse([1, 2, 3, 4], a, { by: "iqr" }), { "target by iqr": [3, 1, 2, 0] }),
    options((given) => n.nrmse([1, 2], [3, 4], given), { channels: 1 }, { by: "sd" }),
  ),
  perturbationGrowth: entry(
    fields((given) => n.perturbationGrowth(given, { ...matrix, values: counts40 }), matrix),
    options((given) => n.perturbationGrowth(matrix, { ...matrix, values: counts40 }, given), {
      every: 2,
      from: 1,
      to: 8,
    }),
  ),
  perturbed: entry(
    fields((given) => n.perturbed(given, { seed: 1 }), sample),
    options((given) => n.perturbed(js(sample), given), { seed: 1, every: 1 }, { by: "add" }),
  ),
  populationActivity: entry(
    fields((given) => n.populationActivity(given, { bin: 2 }), binned),
    fields((given) => n.populationActivity(binned, given), { bin: 2 }),
  ),
  powerLaw: entry(
    args(n.powerLaw, { values: [1, 2, 1, 5, 1, 3] }),
    options((given) => n.powerLaw([1, 2, 1, 5, 1, 3], given), { min: 1, max: 9 }),
  ),
  r2: entry(
    args(n.r2, { predicted: [1, 2, 3, 5], target: [3, 1, 2, 0] }),
    options((given) => n.r2([1, 2], [3, 4], given), { channels: 1 }),
  ),
  separation: entry(
    fields((given) => n.separation(given, labels, 2), matrix),
    args((given, classes) => n.separation(matrix, given, classes), { labels, classes: 2 }),
  ),
  singularValues: entry(args(n.singularValues, { states: matrix.values, rows: 10, columns: 4 })),
  spectralRadius: entry(fields(n.spectralRadius, graph)),
  synchrony: entry(
    fields((given) => n.synchrony(given), binned),
    orNaN(fields((given) => n.synchrony(binned, given), { bin: 2 })),
    options((given) => n.synchrony(binned, given), {}, { bin: 2 }),
  ),
  vanRossumDistance: entry(
    args((a, b) => n.vanRossumDistance(a, b, { tau: 5 }), { a: [1, 5, 9], b: [2, 4] }),
    options((given) => n.vanRossumDistance([1], [2], given), { tau: 5 }),
  ),
  victorPurpuraDistance: entry(
    args((a, b) => n.victorPurpuraDistance(a, b, { cost: 5 }), { a: [1, 5, 9], b: [2, 4] }),
    options((given) => n.victorPurpuraDistance([1], [2], given), { cost: 1 }),
  ),
};

const seriesSlots = (take: (given: Any) => unknown, of: Numeric = series) => fields(take, of);
const sound = { values: signed(64), length: 64, channels: 1, sampleRate: 8000 };
const encoders = {
  BsaEncoder: () => new n.BsaEncoder({ every: 1, filter: [1, 0], threshold: 1 }),
  DeltaEncoder: () => new n.DeltaEncoder({ every: 1, thresholdOn: 1 }),
  LatencyEncoder: () => new n.LatencyEncoder({ every: 10, dt: 1 }),
  RateEncoder: () => new n.RateEncoder({ every: 10, dt: 1, rateMax: 100 }),
};

const coding: Record<string, Entry> = {
  BsaEncoder: options((given) => new n.BsaEncoder(given).encode(js(series)), {
    every: 1,
    filter: [1, 0],
    threshold: 1,
  }),
  DeltaEncoder: options((given) => new n.DeltaEncoder(given).encode(js(series)), {
    every: 1,
    dt: 1,
    thresholdOn: 1,
    thresholdOff: 1,
  }),
  LatencyEncoder: options(
    (given) => new n.LatencyEncoder(given).encode(js(series)),
    { every: 10, dt: 1, range: [0, 1], threshold: 0, tMin: 0, tMax: 5 },
    { curve: "linear" },
  ),
  RateEncoder: options(
    (given) => new n.RateEncoder(given).encode(js(series)),
    { every: 10, dt: 1, rateMax: 100, rateMin: 1, range: [0, 1], seed: 1 },
    { law: "bernoulli" },
  ),
  ...Object.fromEntries(
    Object.entries(encoders).flatMap(([name, make]) => [
      [`${name}.encode`, entry(seriesSlots((given) => make().encode(given)))],
      [`${name}.decode`, entry(fields((given) => make().decode(given), sample))],
    ]),
  ),
  "DeltaEncoder.decode": entry(
    fields((given) => encoders.DeltaEncoder().decode(given), sample),
    args((start) => encoders.DeltaEncoder().decode(js(sample), start), { start: [3, 4] }),
  ),
  "RateEncoder.encode": entry(
    seriesSlots((given) => encoders.RateEncoder().encode(given)),
    options((given) => encoders.RateEncoder().encode(js(series), given), { trial: 1 }),
  ),
  "RateEncoder.rows": entry(seriesSlots((given) => encoders.RateEncoder().rows(given))),
  PopulationEncoder: options((given) => new n.PopulationEncoder(given).encode(js(series)), {
    fields: 4,
    range: [0, 1],
    beta: 2,
  }),
  "PopulationEncoder.encode": entry(seriesSlots((given) => new n.PopulationEncoder({ fields: 4 }).encode(given))),
  "PopulationEncoder.decode": entry(
    seriesSlots((given) => new n.PopulationEncoder({ fields: 4 }).decode(given), {
      values: counts(8),
      length: 2,
      channels: 4,
    }),
  ),
  Scaling: options(
    (given) => new n.Scaling(given).encode(js(series)),
    { from: [0, 1], to: [0, 4] },
    { outside: "clip" },
  ),
  "Scaling.encode": entry(seriesSlots((given) => new n.Scaling({ from: [0, 1] }).encode(given))),
  "Scaling.decode": entry(seriesSlots((given) => new n.Scaling({ from: [-2, 3] }).decode(given))),
  rangeOf: entry(
    seriesSlots((given) => n.rangeOf(given)),
    args((rows) => n.rangeOf(js(series), rows), { rows: [1, 3] }),
  ),
  Gammatone: options((given) => new n.Gammatone(given).filter(js(sound)), {
    sampleRate: 8000,
    channels: 3,
    lowest: 50,
    highest: 2000,
  }),
  "Gammatone.filter": entry(
    seriesSlots((given) => new n.Gammatone({ sampleRate: 8000, channels: 2 }).filter(given), sound),
  ),
  "Gammatone.cochleagram": entry(
    seriesSlots((given) => new n.Gammatone({ sampleRate: 8000, channels: 2 }).cochleagram(given), sound),
    options((given) => new n.Gammatone({ sampleRate: 8000, channels: 2 }).cochleagram(js(sound), given), {
      every: 1,
      exponent: 1,
    }),
  ),
  ear: entry(
    seriesSlots((given) => n.ear({ channels: 2 })(given), sound),
    options((given) => n.ear(given)(js(sound)), { channels: 2 }, {}, ["encoder"]),
  ),
  erb: entry(args(n.erb, { frequency: 1000 })),
  lowPass: options(n.lowPass, { taps: 5, cutoff: 60, every: 2 }),
  onGrid: entry(
    fields((given) => n.onGrid(given, { dt: 1 }), sample),
    options((given) => n.onGrid(js(sample), given), { dt: 1 }),
  ),
  RateCode: entry(
    fields((given) => new n.RateCode(given).probabilities(0), { count: 2, pixels: [1, 2, 3, 4] }),
    args((peak) => new n.RateCode({ count: 2, pixels: [1, 2, 3, 4] }, peak).probabilities(0), { peak: 1 }),
  ),
  "RateCode.probabilities": entry(
    args((image) => new n.RateCode({ count: 2, pixels: [1, 2, 3, 4] }).probabilities(image), { image: 1 }),
  ),
  parseNmnist: options((given) => n.parseNmnist(nmnist, "a file", given), { window: [0, 9], downsample: 2 }),
};

const rows = { length: 40 };
const split = { washout: 2, train: 0.5, validation: 0.2, test: 0.3 };
const tasks: Record<string, Entry> = {
  delayedCopies: options(n.delayedCopies, { ...rows, seed: 1, delays: [0, 3], range: [0, 1] }, { split }),
  delayedParity: options(n.delayedParity, { ...rows, seed: 1, order: 2, delay: 1 }, { split }),
  henon: options(n.henon, { ...rows, discard: 3, a: 1, b: 0, initial: [0, 0] }),
  logistic: options(n.logistic, { ...rows, discard: 3, r: 3, initial: 0 }),
  lorenz: options(n.lorenz, {
    ...{ ...rows, discard: 3, every: 0.03, substeps: 2, initial: [1, 2, 1] },
    ...{ sigma: 10, rho: 28, beta: 2 },
  }),
  rossler: options(n.rossler, {
    ...{ ...rows, discard: 3, every: 0.03, substeps: 2, initial: [1, 2, 1] },
    ...{ a: 0, b: 1, c: 5 },
  }),
  mackeyGlass: options(n.mackeyGlass, {
    ...{ ...rows, discard: 3, tau: 17, a: 0, b: 0, n: 10, initial: 1 },
    ...{ every: 1, substeps: 2 },
  }),
  narma: options(n.narma, { ...rows, seed: 1, order: 2, a1: 0, a2: 0, b: 1, c: 0 }, { split }),
  prediction: entry(
    seriesSlots((given) => n.prediction(given, { split: { ...split, washout: 0 } })),
    options((given) => n.prediction(js(series), given), { steps: 1 }, { split: { ...split, washout: 0 } }, ["name"]),
  ),
  sawtooth: options(n.sawtooth, { ...rows, period: 7, amplitude: 2, phase: 0 }),
  sine: options(n.sine, { ...rows, period: 7, amplitude: 2, phase: 0 }),
  splitSamples: entry(
    args(n.splitSamples, { labels, classes: 2, seed: 1 }),
    options((given) => n.splitSamples(labels, 2, 1, given), { train: 0.5, validation: 0, test: 0.5 }),
  ),
  splitSeries: entry(
    args(n.splitSeries, { length: 200 }),
    options((given) => n.splitSeries(100, given), { washout: 0, train: 0.5, validation: 0, test: 0.5 }),
    args((train) => n.splitSeries(100, { washout: 0, train, validation: 0, test: 40 }), { "rows to train on": 50 }),
  ),
  poissonTemplates: options(
    n.poissonTemplates,
    { samples: 10, seed: 1, channels: 2, rate: 20, jitter: 0, every: 1, classes: 2, duration: 30 },
    { split: { train: 0.5, validation: 0, test: 0.5 } },
  ),
  temporalXor: options(
    n.temporalXor,
    { samples: 10, seed: 1, channels: 2, rate: 20, jitter: 0, every: 1, part: 30, gap: 0 },
    { split: { train: 0.5, validation: 0, test: 0.5 } },
  ),
  // With its defaults it takes seconds.
  syntheticDigits: options(
    n.syntheticDigits,
    { speakers: 1, takes: 6, validation: 0, seed: 1 },
    { by: "recording", encode: () => 1 },
    ["onProgress", "signal"],
  ),
};

const echo = () => n.echoState({ neurons: 6, connectivity: 0.5, channels: 2 });
const ei = () => n.eiReservoir({ neurons: 10, indegreeExc: 3, indegreeInh: 1, channels: 2, indegrees: "fixed" });
/** States after a series. */
const shown = async (reservoir: n.RateReservoir): Promise<unknown> => (await reservoir.run(js(series))).values;
/** What a topology connects. */
const edgesOf = (topology: n.Topology): unknown => [topology.meanIndegree(4), topology.rules(1, 4)];
const spikeSeries = { ...series, values: [5, 9, 0, 0, 7, 7, 1, 0] };
const small = (given: object = {}) =>
  new n.Liquid({ topology: n.erdosRenyi({ neurons: 8, p: 0.5 }), input: { channels: 2 }, ...given });
const spiking = () => small({ input: { channels: 4, kind: "spikes", p: 1 } });
const used = async <T>(liquid: n.Liquid, use: (liquid: n.Liquid) => Promise<T>): Promise<T> => {
  try {
    return await use(liquid);
  } finally {
    await liquid.net.close();
  }
};
/** Potentials of a liquid after some use. */
const potentials = (liquid: n.Liquid, use: (liquid: n.Liquid) => Promise<void>) =>
  used(liquid, async (l) => {
    await use(l);
    return l.all.get("v");
  });
const collected = (liquid: n.Liquid, stimulus: Any = spikeSeries, given: object = {}) =>
  used(liquid, async (l) => (await l.collect(stimulus, { every: 2, ...given })).values);

const reservoirs: Record<string, Entry> = {
  RateReservoir: entry(
    options(
      (given) => shown(new n.RateReservoir(given)),
      { bias: [0, 1, 2], c: 2, theta: 0, leak: 1, nExc: 3 },
      { recurrent: graph, input: { weights: counts(6), channels: 2 }, activation: "logistic" },
    ),
    fields(
      (given) => shown(new n.RateReservoir({ recurrent: given, input: { weights: counts6, channels: 2 } })),
      graph,
    ),
    fields((given) => shown(new n.RateReservoir({ recurrent: graph, input: given })), {
      weights: counts6,
      channels: 2,
    }),
  ),
  "RateReservoir.run": entry(seriesSlots(async (given) => (await echo().run(given)).values)),
  "RateReservoir.warmup": entry(
    seriesSlots(async (given) => {
      const reservoir = echo();
      await reservoir.warmup(given);
      return reservoir.rates;
    }),
  ),
  "RateReservoir.adapt": entry(
    options(
      async (given) => {
        const reservoir = ei();
        await reservoir.adapt(js(series), given);
        return reservoir.rates;
      },
      { targets: 0.5, delta: 0.5 },
      {},
      ["signal"],
    ),
  ),
  "RateReservoir.adaptOnce": entry(
    args((targets, mean) => ei().adaptOnce(targets, mean), { targets: 0.5, mean: [1, 2] }),
  ),
  "RateReservoir.reset": entry(
    args(
      async (rates) => {
        const reservoir = echo();
        reservoir.reset(rates);
        return shown(reservoir);
      },
      { rates: [0, 1, 0, 1, 1, 0] },
    ),
  ),
  echoState: options((given) => shown(n.echoState(given)), {
    ...{ neurons: 8, spectralRadius: 1, connectivity: 1, inputScale: 1, inputConnectivity: 1 },
    ...{ biasScale: 0, leak: 1, channels: 2, seed: 1 },
  }),
  eiReservoir: options(
    (given) => shown(n.eiReservoir(given)),
    {
      ...{ neurons: 10, shareExc: 0.5, indegreeExc: 3, indegreeInh: 1, balance: 1, relativeSd: 0, shareInput: 1 },
      ...{ inputScale: 1, c: 10, theta: 0, channels: 2, seed: 1 },
    },
    { indegrees: "fixed" },
  ),
  betaTargets: entry(args(n.betaTargets, { n: 5, seed: 1 })),
  column: options((given) => edgesOf(n.column(given)), { size: [2, 2, 2], lambda: 2, c: 1 }),
  clustered: options((given) => edgesOf(n.clustered(given)), { neurons: 12, clusters: 2, pIn: 1, pOut: 0 }),
  erdosRenyi: entry(
    options((given) => edgesOf(n.erdosRenyi(given)), { neurons: 8, p: 1 }),
    fields((p) => edgesOf(n.erdosRenyi({ neurons: 8, p })), { excExc: 1, excInh: 1, inhExc: 0, inhInh: 1 }),
  ),
  ring: options((given) => edgesOf(n.ring(given)), { neurons: 8, k: 2 }),
  smallWorld: options((given) => edgesOf(n.smallWorld(given)), { neurons: 8, k: 2, rewire: 1 }),
  Liquid: entry(
    options(
      (given) => collected(new n.Liquid(given)),
      { excitatory: 0.5, weight: 2, spectralRadius: 3, delay: 2, dt: 1, seed: 1, workers: 1 },
      { topology: n.erdosRenyi({ neurons: 8, p: 0.5 }), input: { channels: 2 } },
      ["neuron", "params", "init", "shortTerm", "plasticity", "onWarning"],
    ),
    options((input) => collected(small({ input })), { channels: 2, weight: 5, p: 1 }, { kind: "rates" }),
    fields((params) => collected(small({ params })), { tauM: 20, vTh: 10 }),
    fields((params) => collected(small({ params })), { tauM: counts(8).map((k) => k + 5) }),
    fields((init) => collected(small({ init })), { v: counts(8) }),
  ),
  "Liquid.collect": entry(
    seriesSlots((given) => collected(small(), given), spikeSeries),
    fields((given) => collected(spiking(), given), sample),
    options((given) => collected(small(), spikeSeries, given), { every: 2, warmup: 2, trial: 1, tau: 9 }, {}, [
      "state",
      "onProgress",
      "signal",
    ]),
  ),
  "Liquid.collectSamples": entry(
    options(
      (given) =>
        used(
          small(),
          async (l) => (await l.collectSamples(js([spikeSeries, spikeSeries]), { every: 2, ...given })).values,
        ),
      { windows: 2, every: 2, warmup: 2, tau: 9, workers: 1, trials: [3, 4] },
      {},
      ["state", "onProgress", "signal"],
    ),
  ),
  "Liquid.run": entry(
    args((duration) => potentials(spiking(), (l) => l.run(duration)), { duration: 5 }),
    seriesSlots((given) => potentials(small(), (l) => l.run(given, { every: 2 })), spikeSeries),
    fields(
      (given) =>
        potentials(spiking(), async (l) => {
          await l.run(1);
          await l.run(given);
        }),
      sample,
    ),
    fields((given) => potentials(small(), (l) => l.run(js(spikeSeries), given)), { every: 2 }),
  ),
  "Liquid.reset": entry(fields((given) => potentials(small(), (l) => l.reset(given)), { trial: 1 })),
  "Liquid.warmup": entry(
    args((duration) => potentials(small(), (l) => l.warmup(duration)), { duration: 5 }),
    fields((given) => potentials(small(), (l) => l.warmup(5, given)), { trial: 1 }),
  ),
};

const targets = signed(10);
const trained = {
  Ridge: () => new n.Ridge({ outputs: 1, precision: "double" }),
  Rls: () => new n.Rls({ outputs: 1 }),
  Lms: () => new n.Lms({ outputs: 1, eta: 0.001 }),
  SoftmaxReadout: () => new n.SoftmaxReadout({ classes: 2 }),
};
const fitting: Record<string, object> = { Ridge: {}, SoftmaxReadout: { passes: 3 } };
const fitted = async (readout: Any, states: Any, of: Any, given: object = {}): Promise<unknown> => {
  await readout.fit(states, of, given);
  return [readout.weights, readout.bias];
};
const readouts: Record<string, Entry> = Object.fromEntries(
  Object.entries(trained).flatMap(([name, make]): [string, Entry][] => {
    const of = name === "SoftmaxReadout" ? labels : targets;
    const given = fitting[name] ?? {};
    const ready = async () => {
      const readout: Any = make();
      await readout.fit(matrix, of, given);
      return readout;
    };
    const isOnline = name === "Rls" || name === "Lms";
    return [
      [
        `${name}.fit`,
        entry(
          fields((states) => fitted(make(), states, of, given), matrix),
          fields((states) => fitted(make(), states, of, given), {
            ...{ rows: 10, columns: 4 },
            values: signed(40),
          }),
          args((tried) => fitted(make(), matrix, tried, given), { targets: of }),
          isOnline
            ? options((more) => fitted(make(), matrix, of, more), { passes: 2 }, {}, ["onProgress", "signal"])
            : {},
          name === "Ridge"
            ? options(
                (more) => fitted(new n.Ridge({ outputs: 1, lambda: [1, 2], precision: "double" }), matrix, of, more),
                { folds: 3 },
                {},
                ["validation", "onProgress", "signal", "threads"],
              )
            : {},
          name === "SoftmaxReadout"
            ? options((more) => fitted(make(), matrix, of, more), { passes: 2, evaluateEvery: 1 }, {}, [
                "validation",
                "onProgress",
                "signal",
              ])
            : {},
          isOnline
            ? {}
            : fields(
                (features) =>
                  fitted(
                    isRidge(name) ? new n.Ridge({ outputs: 1, lambda: [1, 2], precision: "double" }) : make(),
                    matrix,
                    of,
                    {
                      ...given,
                      validation: { features, targets: of },
                    },
                  ),
                matrix,
              ),
        ),
      ],
      [`${name}.predict`, entry(fields(async (states) => (await ready()).predict(states), matrix))],
      [
        `${name}.score`,
        entry(
          fields(async (states) => (await ready()).score(states, of), matrix),
          args(async (tried) => (await ready()).score(matrix, tried), { targets: of }),
        ),
      ],
      ...(isOnline
        ? ([
            [
              `${name}.partialFit`,
              entry(
                fields(async (states) => {
                  const readout = await ready();
                  readout.partialFit(states, of);
                  return readout.weights;
                }, matrix),
              ),
            ],
          ] as [string, Entry][])
        : []),
    ];
  }),
);
function isNumbers(list: Any): boolean {
  return Array.isArray(list) && list.every((each) => typeof each === "number");
}
function isRidge(name: string): boolean {
  return name === "Ridge";
}
Object.assign(readouts, {
  "Ridge.outputs": entry(
    fields(async (states) => {
      const readout = new n.Ridge({ classes: 2, precision: "double" });
      await readout.fit(matrix, labels);
      return readout.outputs(states);
    }, matrix),
  ),
  Ridge: entry(
    options(
      (given) => fitted(new n.Ridge({ precision: "double", ...given }), matrix, targets),
      { outputs: 1, lambda: 1 },
      {},
      ["classes", "coding", "normalise", "scale", "precision"],
    ),
    fields((given) => fitted(new n.Ridge({ precision: "double", ...given }), matrix, labels), {
      classes: 2,
      lambda: [1, 2],
    }),
  ),
  Rls: options(
    (given) => fitted(new n.Rls(given), matrix, targets),
    { outputs: 1, alpha: 1, forgetting: 1 },
    { bias: true },
    ["classes"],
  ),
  Lms: options(
    (given) => fitted(new n.Lms(given), matrix, targets),
    { outputs: 1, eta: 0.001 },
    { bias: true, normalised: true },
    ["classes"],
  ),
  SoftmaxReadout: options(
    (given) => fitted(new n.SoftmaxReadout(given), matrix, labels, { passes: 2 }),
    { classes: 2, batch: 5, learningRate: 0.1, rho: 0, epsilon: 1, l2: 0 },
    { normalise: "none" },
  ),
  rows: entry(
    copying(fields((given) => n.rows(given, [1, 3]), matrix)),
    copying(fields((given) => n.rows(given, [1, 3]), series)),
    args((begin, end) => n.rows(js(matrix), [begin, end]), { begin: 1, end: 3 }),
    // A plain array is a range.
    args((list) => n.rows(js(matrix), isNumbers(list) ? Float64Array.from(list) : list), { list: [1, 3, 0] }),
  ),
});

const space = { tau: { low: 1, high: 9 } };
const sweeps: Record<string, Entry> = {
  grid: entry(
    { seeds: { good: 2, call: (seeds: Any) => all(n.grid({ x: [1, 2] }, { seeds })), orList: true as const } },
    options((given) => all(n.grid({ x: [1, 2] }, given)), {}, {}, ["seeds"]),
    fields((x) => all(n.grid({ x })), { low: 1, high: 9, steps: 3 }),
    args((seeds) => all(n.grid({ x: [1, 2] }, { seeds })), { "list of seeds": [1, 2] }),
  ),
  random: options((given) => all(n.random(space, given)), { n: 3, seed: 1, seeds: 1 }),
  sobol: entry(
    options((given) => all(n.sobol(space, given)), { n: 3, seed: 1, seeds: 1 }),
    fields((tau) => all(n.sobol({ tau }, { n: 4 })), { low: 1, high: 9 }),
  ),
  Random: entry(args((seed, trial) => new n.Random(seed, "x", trial).uniform(), { seed: 1, trial: 0 })),
  "Random.integer": entry(args((most) => new n.Random(1, "x").integer(most), { n: 5 })),
  "Random.poisson": entry(args((mean) => new n.Random(1, "x").poisson(mean), { mean: 5 })),
  Pool: options((given) => new n.Pool(given).workers, { workers: 1 }),
};

export const hostEntries: Record<string, Entry> = {
  ...analysis,
  ...coding,
  ...tasks,
  ...reservoirs,
  ...readouts,
  ...sweeps,
};
export { args, entry, fields, options };
