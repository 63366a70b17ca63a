// A made-up NALSM result of the shape that the paper returns, big enough to show what a report looks like.

/** A small generator of numbers in [0, 1); quality does not matter here. */
const numbers = (seed) => {
  let state = seed * 2654435761 + 1;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
};

const trace = (length, step, valueAt) => ({
  times: Float64Array.from({ length }, (_, i) => i * step),
  values: Float64Array.from({ length }, (_, i) => valueAt(i)),
});

const weightsOf = (projection, count, low, high, random) => ({
  projection,
  before: Float32Array.from({ length: count }, () => (low < 0 && (high === 0 || random() < 0.5) ? low : high)),
  after: Float32Array.from({ length: count }, () => low + (high - low) * random() ** 0.4),
});

/**
 * @param {Record<string, any>} [options]
 * @returns {import("../../dist/src/papers/paper.js").NalsmResult}
 */
export const fakeResult = ({
  dataset = { name: "mnist" },
  variant = "nalsm",
  neurons = 1000,
  samples = { init: 2000, train: 2000, validation: 500, test: 1000 },
  done = samples,
  readout = "ridge",
  summation = "all",
  seed = 1,
  workers = 2,
} = {}) => {
  const random = numbers(seed);
  const completed = Object.keys(samples).every((key) => done[key] === samples[key]);
  const gallery = Array.from({ length: completed ? 7 : 0 }, (_, label) => {
    const spikes = [];
    for (let t = 0; t < 250; t++)
      for (let k = 0; k < 15 + 20 * Math.exp(-t / 20) + 12 * random(); k++)
        spikes.push([t, Math.floor(random() * neurons)]);
    return {
      label,
      predicted: label === 4 ? 9 : label,
      spikes: { times: Float64Array.from(spikes, ([t]) => t), ids: Uint32Array.from(spikes, ([, id]) => id) },
      astrocyte:
        variant === "nalsm" ? trace(250, 1, (i) => 0.15 * 0.99 ** i * (1 + random() + 2 * Math.exp(-i / 30))) : null,
    };
  });
  const rates = Float64Array.from({ length: neurons }, () => -30 * Math.log(1 - random()));
  return {
    trained: null,
    summary: {
      paper: "nalsm-2021",
      completed,
      variant,
      dataset: dataset.name,
      neurons,
      seed,
      workers,
      readout,
      summation,
      samples,
      done,
      accuracy: completed
        ? { train: 0.991, validation: 0.934, test: 0.9325, testOneHot: 0.921 }
        : { train: null, validation: null, test: null, testOneHot: null },
      branchingFactor: completed ? 1.2473 : null,
      rates: { inputHz: completed ? 24.71 : null, liquidHz: completed ? 31.9 : null },
      simulatedMs: 915000,
      wallMs: 40213,
      msPerSecondPerWorker: completed ? 24120 : null,
      spikes: 29_384_123,
      synapticEvents: 3_938_412_345,
      hash: "0123456789abcdef",
      published: {
        accuracy: 0.9596,
        accuracySd: 0.0013,
        branchingFactor: 1.246,
        source: "Ivanov & Michmizos (2021), supplementary data",
      },
    },
    detail: {
      gallery,
      nExcitatory: 0.8 * neurons,
      initialisation:
        variant === "static" || done.init === 0
          ? null
          : {
              astrocyte:
                variant === "nalsm"
                  ? trace(done.init, 1, (i) => 0.152 + 0.1 * Math.exp(-i / 200) + 0.006 * random())
                  : null,
              liquidHz: trace(done.init, 1, (i) => 30 + 100 * Math.exp(-i / 200) + 4 * random()),
            },
      weights:
        done.init === 0
          ? []
          : [
              weightsOf("excitatory → excitatory", 11032, 0, 3, random),
              weightsOf("excitatory → inhibitory", 1379, 0, 3, random),
              weightsOf("inhibitory → excitatory", 4137, -3, 0, random),
              weightsOf("inhibitory → inhibitory", 172, -3, 0, random),
              weightsOf("input → liquid", 117600, -3, 3, random),
            ],
      rates: completed ? rates : new Float64Array(0),
      intervals: completed
        ? Float64Array.from({ length: 100_000 }, () => Math.min(240, 3 + Math.floor(-25 * Math.log(1 - random()))))
        : new Float64Array(0),
      confusion: completed
        ? Array.from({ length: 10 }, (_, label) =>
            Array.from({ length: 10 }, (_, read) =>
              label === read ? 88 + label : Math.max(0, Math.round(6 * random() - 3)),
            ),
          )
        : null,
      parameters: {
        "liquid neurons": neurons,
        "excitatory share": 0.8,
        "τ_v (membrane)": "64 ms",
        "v_th (threshold)": "20 mV",
        "refractory counter": "2 ms",
        "τ_u (synapse)": "1 ms",
        "λ (lattice)": 3,
        "A₊": 0.15,
        "τ (STDP traces)": "10 ms",
        w_astro: 0.015,
        τ_astro: "100 ms",
        "initial |w|": "3 mV",
        presentation: "250 ms",
        "initialisation image": "20 ms",
      },
    },
  };
};
