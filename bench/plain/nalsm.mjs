/**
 * The NALSM liquid in plain JavaScript on typed arrays: the whole step of the engine's network (Bernoulli pixels, input
 * neurons, liquid, five projections with pair STDP, LIM astrocyte, recorders), given its synapses and weights. Every f32
 * operation is rounded where the kernels round it, so that a sample has the same spikes. In place of the kernels' 64-bit
 * spike hash, which JavaScript could only compute slowly, it records the spikes of the pixels as well.
 */
import { bernoulliEmit } from "./bernoulli.mjs";
import { lifDiscreteIntegrate } from "./lifDiscrete.mjs";
import { deliver, deliverPre, post, traceUpdate } from "./walks.mjs";

const { fround } = Math;

/** Spikes with their steps, as the engine's recorders keep them. */
const recording = (capacity) => ({ ids: new Uint32Array(capacity), steps: new Uint32Array(capacity), count: 0 });

const append = (record, spikes, count, step) => {
  let at = record.count;
  for (let s = 0; s < count; s++) {
    record.ids[at] = spikes[s];
    record.steps[at++] = step;
  }
  record.count = at;
};

const neurons = (n) => ({
  n,
  v: new Float32Array(n),
  left: new Float32Array(n),
  i: new Float32Array(n),
  delta: new Float32Array(n),
  trace: new Float32Array(n),
  /** 1 where the cell spiked in the step that arrives now. */
  spikesNow: new Uint8Array(n),
  spikes: new Uint32Array(n),
  nSpikes: 0,
  fresh: new Uint32Array(n),
  nFresh: 0,
});

const clear = (cells) => {
  for (const column of [cells.v, cells.left, cells.i, cells.delta, cells.trace, cells.spikesNow]) column.fill(0);
  cells.nSpikes = 0;
};

const mark = ({ spikes, nSpikes, spikesNow }, value) => {
  for (let s = 0; s < nSpikes; s++) spikesNow[spikes[s]] = value;
};

const turn = (cells) => {
  const { spikes } = cells;
  cells.spikes = cells.fresh;
  cells.nSpikes = cells.nFresh;
  cells.fresh = spikes;
};

/**
 * @typedef {object} Synapses one projection, by source, then by target, ends counted within the populations
 * @property {Uint32Array} pre
 * @property {Uint32Array} post
 * @property {Float32Array} weights
 * @property {boolean} fromInput
 * @property {[begin: number, end: number]} sources
 * @property {number} wMin
 * @property {number} wMax
 * @property {boolean} mirrored
 *
 * @param {object} liquid
 * @param {number} liquid.nInputs
 * @param {number} liquid.nLiquid
 * @param {Synapses[]} liquid.projections
 * @param {import("./lifDiscrete.mjs").Params} liquid.neuron
 * @param {number} liquid.kick
 * @param {{ aPlus: number, increment: number, decay: number, fade: number } | null} liquid.learning
 * @param {{ a: number, bias: number, gain: number, rate: number, fade: number } | null} liquid.astrocyte
 * @param {{ key0: number, key1: number, stream: number }} liquid.random
 * @param {number} liquid.maxSteps
 */
export const plainLiquid = (liquid) => {
  const { nInputs, nLiquid, learning, astrocyte, random, maxSteps } = liquid;
  const neuron = Object.fromEntries(Object.entries(liquid.neuron).map(([name, value]) => [name, fround(value)]));
  const kick = fround(liquid.kick);
  const input = neurons(nInputs);
  const cells = neurons(nLiquid);
  const pixelSpikes = new Uint32Array(nInputs);
  const records = [nInputs, nInputs, nLiquid].map((n) => recording(n * maxSteps));

  const projections = liquid.projections.map((synapses) => {
    const [preBegin, preEnd] = synapses.sources;
    const n = synapses.pre.length;
    const rows = new Int32Array(preEnd - preBegin + 1);
    const columns = new Int32Array(nLiquid + 1);
    for (let k = 0; k < n; k++) {
      rows[synapses.pre[k] - preBegin + 1]++;
      columns[synapses.post[k] + 1]++;
    }
    for (let row = 0; row + 1 < rows.length; row++) rows[row + 1] += rows[row];
    for (let target = 0; target < nLiquid; target++) columns[target + 1] += columns[target];
    return {
      source: synapses.fromInput ? input : cells,
      mirrored: synapses.mirrored,
      initial: synapses.weights,
      aPlus: 0,
      aMinus: 0,
      preBegin,
      preEnd,
      postBegin: 0,
      postEnd: nLiquid,
      rows,
      targets: Int32Array.from(synapses.post),
      weights: synapses.weights.slice(),
      wMin: fround(synapses.wMin),
      wMax: fround(synapses.wMax),
      columns,
      fill: new Int32Array(nLiquid),
      entries: new Int32Array(2 * n),
      enlisted: new Uint8Array(preEnd - preBegin),
    };
  });

  let p = new Float32Array(0);
  let trial = 0;
  let a = 0;
  let s = 1;
  let events = 0;
  let visits = 0;
  const increment = fround(learning?.increment ?? 0);
  const decay = fround(learning?.decay ?? 0);
  const amplitudeFade = fround(learning?.fade ?? 1);
  const bias = fround(astrocyte?.bias ?? 0);
  const gain = fround(astrocyte?.gain ?? 0);
  const rate = fround(astrocyte?.rate ?? 0);
  const glialFade = fround(astrocyte?.fade ?? 1);

  const arrive = (nPixels) => {
    if (learning) {
      if (astrocyte) for (const projection of projections) projection.aMinus = a;
      mark(input, 1);
      mark(cells, 1);
    }
    for (let k = 0; k < nPixels; k++) input.delta[pixelSpikes[k]] += kick;
    events += nPixels;
    for (const projection of projections) {
      const { source, mirrored, aPlus, aMinus, preBegin, preEnd, rows, targets, weights } = projection;
      const { spikes, nSpikes } = source;
      if (learning)
        events += deliverPre(
          spikes,
          nSpikes,
          projection,
          cells.i,
          cells.trace,
          cells.spikesNow,
          mirrored ? aPlus : -aMinus,
        );
      else events += deliver(spikes, nSpikes, preBegin, preEnd, rows, targets, weights, cells.i);
    }
  };

  const learn = () => {
    for (const projection of projections) {
      const { source, mirrored, aPlus, aMinus } = projection;
      const preGain = mirrored ? aPlus : -aMinus;
      const postGain = mirrored ? -aMinus : aPlus;
      visits += post(
        cells.spikes,
        cells.nSpikes,
        projection,
        source.trace,
        cells.trace,
        source.spikesNow,
        preGain,
        postGain,
      );
      projection.aPlus = fround(aPlus * amplitudeFade);
      projection.aMinus = fround(aMinus * amplitudeFade);
    }
    mark(input, 0);
    mark(cells, 0);
    traceUpdate(input.trace, input.spikes, input.nSpikes, increment, decay);
    traceUpdate(cells.trace, cells.spikes, cells.nSpikes, increment, decay);
  };

  const modulate = () => {
    const heard = fround(fround(gain * cells.nSpikes) + fround(-gain * input.nSpikes));
    const next = fround(a + fround(fround(fround(s * fround(heard + bias)) - a) * rate));
    a = fround(next * glialFade);
    s = fround(s * glialFade);
  };

  const integrate = (population) => {
    const { v, left, i, delta, n, fresh } = population;
    population.nFresh = lifDiscreteIntegrate(v, left, i, delta, n, neuron, fresh);
  };

  return {
    /** Initial weights, rest, time zero. @param {Float32Array} probabilities one a pixel */
    restore: (probabilities, trialNumber) => {
      p = new Float32Array(Math.ceil(probabilities.length / 4) * 4);
      p.set(probabilities);
      trial = trialNumber;
      a = fround(astrocyte?.a ?? 0);
      s = 1;
      events = 0;
      visits = 0;
      clear(input);
      clear(cells);
      for (const record of records) record.count = 0;
      for (const projection of projections) {
        projection.aPlus = fround(learning?.aPlus ?? 0);
        projection.aMinus = projection.aPlus;
        if (!learning) continue;
        projection.weights.set(projection.initial);
        projection.fill.fill(0);
        projection.enlisted.fill(0);
      }
    },
    run: (steps) => {
      const { key0, key1, stream } = random;
      for (let step = 0; step < steps; step++) {
        const nPixels = bernoulliEmit(p, pixelSpikes, step, trial, stream, key0, key1);
        arrive(nPixels);
        integrate(input);
        integrate(cells);
        if (learning) learn();
        if (astrocyte) modulate();
        append(records[0], pixelSpikes, nPixels, step);
        append(records[1], input.fresh, input.nFresh, step);
        append(records[2], cells.fresh, cells.nFresh, step);
        turn(input);
        turn(cells);
      }
    },
    /** Spikes of pixels, input, liquid since `restore`. */
    records,
    events: () => events,
    visits: () => visits,
    weights: () => projections.map(({ weights }) => weights),
  };
};
