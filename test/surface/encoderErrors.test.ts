import { describe, expect, it } from "vitest";
import {
  BsaEncoder,
  DeltaEncoder,
  ear,
  Gammatone,
  LatencyEncoder,
  lowPass,
  NeurogliaError,
  onGrid,
  PopulationEncoder,
  RateEncoder,
  rangeOf,
  Scaling,
  type Series,
  type SpikeSample,
} from "../../dist/src/index.js";
import { js } from "../refusals.js";
import { soundOf } from "../sounds.js";

// Could not catch bad input that is accepted and not listed here.

const column = (...values: number[]): Series => ({
  values: Float64Array.from(values),
  length: values.length,
  channels: 1,
});
const events = (change: Partial<SpikeSample> = {}): SpikeSample => ({
  times: Float64Array.of(1, 4),
  ids: Uint32Array.of(0, 1),
  channels: 2,
  duration: 10,
  ...change,
});

const encoders = {
  rate: new RateEncoder({ every: 5, dt: 1, rateMax: 100 }),
  latency: new LatencyEncoder({ every: 5, dt: 1 }),
  delta: new DeltaEncoder({ every: 5, dt: 1, thresholdOn: 0.1 }),
  bsa: new BsaEncoder({ every: 5, filter: [1] }),
};
const population = new PopulationEncoder({ fields: 4 });
const bank = new Gammatone({ sampleRate: 8000, channels: 2 });

const badSeries: [string, unknown, RegExp][] = [
  ["none", undefined, /^series of \w+ must be \{ values, length, channels \}, got undefined$/],
  [
    "no rows",
    { values: new Float64Array(0), length: 0, channels: 1 },
    /^length of series for \w+ must be a whole number ≥ 1, got 0$/,
  ],
  [
    "no channels",
    { values: new Float64Array(0), length: 1, channels: 0 },
    /^channels of series for \w+ must be a whole number ≥ 1, got 0$/,
  ],
  [
    "too few values",
    { values: new Float64Array(5), length: 3, channels: 2 },
    /^values\.length of series for \w+ must be length × channels = 3 × 2 = 6, got 5$/,
  ],
  [
    "NaN",
    { values: Float64Array.of(0, 0, 0, Number.NaN), length: 2, channels: 2 },
    /^value at row 1, channel 1 of series for \w+ must be finite, got NaN$/,
  ],
  [
    "infinity",
    column(0, Number.POSITIVE_INFINITY),
    /^value at row 1, channel 0 of series for \w+ must be finite, got Infinity$/,
  ],
];

const badEvents: [string, unknown, RegExp][] = [
  ["none", undefined, /^channels of events for \w+ must be a whole number ≥ 1, got undefined$/],
  [
    "lengths that differ",
    events({ ids: Uint32Array.of(1) }),
    /^length of ids of events for \w+ must be that of times, 2, got 1$/,
  ],
  ["a channel too many", events({ ids: Uint32Array.of(0, 2) }), /^ids\[1\] of events for \w+ must be 0 … 1, got 2$/],
  [
    "times out of order",
    events({ times: Float64Array.of(4, 1) }),
    /^times\[1\] of events for \w+ must be from the one before it, 4, to below the duration, 10 ms, got 1$/,
  ],
  [
    "a time before 0",
    events({ times: Float64Array.of(-1, 1) }),
    /^times\[0\] of events for \w+ must be from the one before it, 0, to below/,
  ],
  [
    "a time at the end",
    events({ times: Float64Array.of(1, 10) }),
    /^times\[1\] of events for \w+ must be .* below the duration, 10 ms, got 10$/,
  ],
  ["NaN", events({ times: Float64Array.of(1, Number.NaN) }), /^times\[1\] of events for \w+ must be .*, got NaN$/],
  ["no duration", events({ duration: 0 }), /^duration of events for \w+ must be > 0 and finite ms, got 0$/],
];

const refused: [string, () => unknown, string][] = [
  [
    "RateEncoder without dt",
    () => new RateEncoder(js({ every: 5, rateMax: 100 })),
    "dt of RateEncoder must be > 0 and finite ms, got undefined",
  ],
  [
    "rows that are no whole steps",
    () => new RateEncoder({ every: 5, dt: 2, rateMax: 100 }),
    "every of RateEncoder must be a whole number of steps of 2 ms (at least 1 of them), got 5",
  ],
  [
    "a negative rate",
    () => new RateEncoder({ every: 5, dt: 1, rateMin: -1, rateMax: 100 }),
    "rateMin of RateEncoder must be ≥ 0 and finite Hz, got -1",
  ],
  [
    "rates that fall",
    () => new RateEncoder({ every: 5, dt: 1, rateMin: 50, rateMax: 50 }),
    "rateMax of RateEncoder must be above rateMin, 50 Hz, and finite, got 50",
  ],
  [
    "a Bernoulli rate above one a step",
    () => new RateEncoder({ every: 5, dt: 1, rateMax: 1001, law: "bernoulli" }),
    "rateMax of RateEncoder must be above rateMin, 0 Hz, and ≤ 1000 Hz, got 1001",
  ],
  [
    "an unknown law",
    () => new RateEncoder(js({ every: 5, dt: 1, rateMax: 1, law: "gamma" })),
    'law of RateEncoder must be one of "poisson", "bernoulli", got "gamma"',
  ],
  [
    "a range that falls",
    () => new RateEncoder({ every: 5, dt: 1, rateMax: 1, range: [1, 0] }),
    'range of RateEncoder must be [low, high], two finite numbers, low < high, got "1,0"',
  ],
  [
    "a seed that is none",
    () => new RateEncoder({ every: 5, dt: 1, rateMax: 1, seed: 0.5 }),
    "seed of RateEncoder must be a safe integer ≥ 0, got 0.5",
  ],
  [
    "a value outside the range of rates",
    () => encoders.rate.encode(column(0, 1.5)),
    "value at row 1, channel 0 of series for RateEncoder must be within its range 0 … 1 (a Scaling brings it there), got 1.5",
  ],
  [
    "a negative trial",
    () => encoders.rate.encode(column(0), { trial: -1 }),
    "trial of Random must be a whole number in 0 … 2^32 − 1, got -1",
  ],
  [
    "rows of events that do not fit",
    () => encoders.rate.decode(events({ duration: 12 })),
    "duration of events for RateEncoder must be a whole number of rows of 5 ms, got 12",
  ],
  [
    "a latency window of one step",
    () => new LatencyEncoder({ every: 1, dt: 1 }),
    "every of LatencyEncoder must be a whole number of steps of 1 ms (at least 2 of them), got 1",
  ],
  [
    "a latency beyond the row",
    () => new LatencyEncoder({ every: 5, dt: 1, tMax: 5 }),
    "tMax of LatencyEncoder must be above tMin, 0, and below every, 5 ms, got 5",
  ],
  [
    "latencies that rise with the value",
    () => new LatencyEncoder({ every: 9, dt: 1, tMin: 5, tMax: 5 }),
    "tMax of LatencyEncoder must be above tMin, 5, and below every, 9 ms, got 5",
  ],
  [
    "a threshold outside the range",
    () => new LatencyEncoder({ every: 5, dt: 1, threshold: 1 }),
    "threshold of LatencyEncoder must be within range, 0 … 1, and below its end, got 1",
  ],
  [
    "a logarithm of nothing",
    () => new LatencyEncoder({ every: 5, dt: 1, curve: "logarithmic" }),
    'threshold of LatencyEncoder must be > 0 where the curve is "logarithmic", got 0',
  ],
  [
    "a value outside the range of latencies",
    () => encoders.latency.encode(column(-0.1)),
    "value at row 0, channel 0 of series for LatencyEncoder must be within its range 0 … 1 (a Scaling brings it there), got -0.1",
  ],
  [
    "a threshold of 0",
    () => new DeltaEncoder({ every: 1, thresholdOn: 0 }),
    "thresholdOn of DeltaEncoder must be > 0 and finite, got 0",
  ],
  [
    "a negative threshold",
    () => new DeltaEncoder({ every: 1, thresholdOn: 1, thresholdOff: -1 }),
    "thresholdOff of DeltaEncoder must be > 0 and finite, got -1",
  ],
  [
    "a grid coarser than rows",
    () => new DeltaEncoder({ every: 1, dt: 2, thresholdOn: 1 }),
    "every of DeltaEncoder must be a whole number of steps of 2 ms (at least 1 of them), got 1",
  ],
  [
    "ON events without OFF channels",
    () => encoders.delta.decode(events({ channels: 3 })),
    "channels of events for DeltaEncoder must be even, OFF and ON of each, got 3",
  ],
  [
    "starts that are too few",
    () => encoders.delta.decode(events(), []),
    "start.length of decode of DeltaEncoder must be 1, one a channel, got 0",
  ],
  [
    "an empty filter",
    () => new BsaEncoder({ every: 1, filter: [] }),
    "filter of BsaEncoder must be at least one tap, got Array(0)",
  ],
  [
    "a filter with NaN",
    () => new BsaEncoder({ every: 1, filter: [1, Number.NaN] }),
    "filter[1] of BsaEncoder must be finite, got NaN",
  ],
  [
    "a filter that adds up to nothing",
    () => new BsaEncoder({ every: 1, filter: [1, -1] }),
    "sum of filter of BsaEncoder must be > 0, got 0",
  ],
  [
    "a BSA threshold below 0",
    () => new BsaEncoder({ every: 1, filter: [1], threshold: -1 }),
    "threshold of BsaEncoder must be > 0 and finite, got -1",
  ],
  [
    "a signal below 0 for BSA",
    () => encoders.bsa.encode(column(0.5, -0.1)),
    "value at row 1, channel 0 of series for BsaEncoder must be ≥ 0 (a Scaling brings it there), got -0.1",
  ],
  [
    "a cutoff above Nyquist's frequency",
    () => lowPass({ taps: 5, cutoff: 300, every: 2 }),
    "cutoff of lowPass must be below 250 Hz, got 300",
  ],
  [
    "a single tap",
    () => lowPass({ taps: 1, cutoff: 30, every: 2 }),
    "taps of lowPass must be a whole number ≥ 2, got 1",
  ],
  [
    "two fields",
    () => new PopulationEncoder({ fields: 2 }),
    "fields of PopulationEncoder must be a whole number ≥ 3, got 2",
  ],
  [
    "an overlap of 0",
    () => new PopulationEncoder({ fields: 3, beta: 0 }),
    "beta of PopulationEncoder must be in [0.001, 37], got 0",
  ],
  [
    "channels that are no fields",
    () => population.decode(column(1)),
    "channels of activations for PopulationEncoder must be a multiple of 4, the fields, got 1",
  ],
  [
    "an unknown option",
    () => new Scaling(js({ form: [0, 1] })),
    'option of Scaling must be one of "from", "to", "outside" (did you mean "from"?), got "form"',
  ],
  [
    "rows that there are not",
    () => rangeOf(column(1, 2), [1, 3]),
    'rows of rangeOf must be a non-empty range within 0 … 2, got "[1, 3)"',
  ],
  ["a dt of 0", () => onGrid(events(), { dt: 0 }), "dt of onGrid must be > 0 and finite ms, got 0"],
  [
    "filters above Nyquist's frequency",
    () => new Gammatone({ sampleRate: 8000, highest: 4000 }),
    "highest of Gammatone must be from lowest, 50, to below half the sample rate, 4000 Hz, got 4000",
  ],
  [
    "a sample rate of NaN",
    () => new Gammatone({ sampleRate: Number.NaN }),
    "sampleRate of Gammatone must be > 0 and finite Hz, got NaN",
  ],
  [
    "a sound of another sample rate",
    () => bank.filter(soundOf([1], 16000)),
    "sampleRate of sound for Gammatone must be 8000 Hz, which its filters are made for, got 16000",
  ],
  [
    "stereo",
    () => bank.filter(js({ values: new Float64Array(4), length: 2, channels: 2, sampleRate: 8000 })),
    "channels of sound for Gammatone must be 1, got 2",
  ],
  [
    "rows shorter than a sample",
    () => bank.cochleagram(soundOf([1], 8000), { every: 0.1 }),
    "every of cochleagram of Gammatone must be ≥ 0.125 ms, the time of a sample, got 0.1",
  ],
  [
    "an exponent above 1",
    () => bank.cochleagram(soundOf([1], 8000), { exponent: 2 }),
    "exponent of cochleagram of Gammatone must be in (0, 1], got 2",
  ],
  ["an ear without channels", () => ear({ channels: 0 }), "channels of ear must be a whole number ≥ 1, got 0"],
];

describe("encoders refuse, saying what, where and why", () => {
  it.each(refused)("%s", (_, act, message) => {
    expect(act).toThrow(NeurogliaError);
    expect(act).toThrow(message);
  });

  it.each(badSeries)("a series with %s, whichever the encoder", (_, series, message) => {
    const takers = [...Object.values(encoders), population, new Scaling({ from: [0, 1] }), { encode: rangeOf }];
    for (const taker of takers) {
      expect(() => taker.encode(js(series))).toThrow(NeurogliaError);
      expect(() => taker.encode(js(series))).toThrow(message);
    }
    if (series !== undefined)
      expect(() => bank.filter(js({ ...(series as Series), sampleRate: 8000 }))).toThrow(message);
  });

  it.each(badEvents)("events with %s, whichever the decoder", (_, sample, message) => {
    for (const encoder of Object.values(encoders)) {
      expect(() => encoder.decode(js(sample))).toThrow(NeurogliaError);
      expect(() => encoder.decode(js(sample))).toThrow(message);
    }
    expect(() => onGrid(js(sample), { dt: 1 })).toThrow(message);
  });
});
