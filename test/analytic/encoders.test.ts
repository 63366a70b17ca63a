// Encoders against closed forms, and against what a network makes of their events. Could not catch what differs from a
// published code only in a convention that the paper leaves open, such as where in a row an event stands.
import { describe, expect, it } from "vitest";
import { cosTurns, sinTurns } from "../../dist/src/encode/turns.js";
import {
  BsaEncoder,
  bernoulli,
  DeltaEncoder,
  LatencyEncoder,
  lowPass,
  Network,
  onGrid,
  PopulationEncoder,
  poisson,
  RateEncoder,
  rangeOf,
  Scaling,
  type Series,
  spikeSource,
} from "../../dist/src/index.js";

const row = (...values: number[]): Series => ({
  values: Float64Array.from(values),
  length: 1,
  channels: values.length,
});
const column = (...values: number[]): Series => ({
  values: Float64Array.from(values),
  length: values.length,
  channels: 1,
});

describe("latency", () => {
  it("linear: t = tMin + (tMax − tMin)(X − x)/(X − θ), silent below θ", () => {
    const encoder = new LatencyEncoder({ every: 50, dt: 0.5, range: [0, 10], threshold: 2, tMin: 5, tMax: 45 });
    const { times, ids, channels, duration } = encoder.encode(row(10, 2, 6, 1.99, 7));
    expect([channels, duration]).toEqual([5, 50]);
    expect([...ids]).toEqual([0, 4, 2, 1]);
    expect([...times]).toEqual([5, 20, 25, 45]);
  });

  it("logarithmic: a factor on all values shifts all events alike (Hopfield 1995)", () => {
    const encoder = new LatencyEncoder({ every: 101, dt: 1, range: [0, 1024], threshold: 1, curve: "logarithmic" });
    // Ten octaves in 100 ms.
    expect([...encoder.encode(row(1024, 512, 8, 1)).times]).toEqual([0, 10, 70, 100]);
    const [weak, strong] = [row(3, 50, 7), row(12, 200, 28)].map((values) => encoder.encode(values));
    expect([...weak!.times.map((time) => time - 20)]).toEqual([...strong!.times]);
    expect(weak!.ids).toEqual(strong!.ids);
  });

  it("rows follow each other, and the first event of a row is what counts", () => {
    const encoder = new LatencyEncoder({ every: 11, dt: 1 });
    const sample = encoder.encode({ values: Float64Array.of(1, 0.5, 0.2, 0), length: 2, channels: 2 });
    expect([...sample.times]).toEqual([0, 5, 19, 21]);
    expect([...sample.ids]).toEqual([0, 1, 0, 1]);
    const twice = { times: Float64Array.of(3, 4, 12, 13), ids: new Uint32Array(4), channels: 1, duration: 22 };
    expect([...encoder.decode(twice).values]).toEqual([0.7, 0.9]);
  });
});

describe("delta", () => {
  it("a ramp of slope s crosses a level every θ/s, on the ON channel; its fall on the OFF channel", () => {
    const encoder = new DeltaEncoder({ every: 10, dt: 1, thresholdOn: 0.25, thresholdOff: 0.5 });
    const { times, ids, channels, duration } = encoder.encode(column(0, 1, 1, 0));
    expect([channels, duration]).toEqual([2, 40]);
    expect([...times]).toEqual([3, 5, 8, 10, 25, 30]);
    expect([...ids]).toEqual([1, 1, 1, 1, 0, 0]);
  });

  it("a jump is worked off at one event a step, as slope overload", () => {
    const encoder = new DeltaEncoder({ every: 1, thresholdOn: 1 });
    const sample = encoder.encode(column(0, 3.5, 3.5, 3.5, 3.5));
    expect([...sample.times]).toEqual([1, 2, 3]);
    expect([...encoder.decode(sample).values]).toEqual([0, 1, 2, 3, 3]);
    expect([...encoder.decode(sample, [0.5]).values]).toEqual([0.5, 1.5, 2.5, 3.5, 3.5]);
  });
});

describe("population", () => {
  it("centres and widths of Bohte et al. 2002: low + (2i − 3)/2 · (high − low)/(m − 2), 1/β · (high − low)/(m − 2)", () => {
    const { centres, width } = new PopulationEncoder({ fields: 8, range: [0, 12], beta: 1.5 });
    expect([...centres]).toEqual([-1, 1, 3, 5, 7, 9, 11, 13]);
    expect(width).toBeCloseTo(2 / 1.5, 14);
  });

  it("activations are exp(−(x − μ)²/2σ²), channel after channel", () => {
    const encoder = new PopulationEncoder({ fields: 4, range: [0, 2], beta: 2 });
    const { values, length, channels } = encoder.encode({ values: Float64Array.of(0.5, 1.5), length: 1, channels: 2 });
    expect([length, channels]).toEqual([1, 8]);
    for (const [c, x] of [0.5, 1.5].entries())
      for (const [i, mu] of [-0.5, 0.5, 1.5, 2.5].entries())
        expect(values[c * 4 + i]).toBeCloseTo(Math.exp(-((x - mu) ** 2) / (2 * 0.5 ** 2)), 14);
  });

  it("one active field stands for its centre, none for NaN", () => {
    const encoder = new PopulationEncoder({ fields: 3 });
    expect([...encoder.decode(row(0, 0.4, 0)).values]).toEqual([0.5]);
    expect([...encoder.decode(row(0, 0, 0)).values]).toEqual([Number.NaN]);
  });
});

describe("BSA", () => {
  it("a sum of filter responses, apart or overlapping, is taken apart into the very events that made it", () => {
    const filter = [0.2, 0.5, 0.2, 0.1];
    const encoder = new BsaEncoder({ every: 2, filter, threshold: 0.9 });
    const made = [1, 2, 9, 14, 15, 16];
    const signal = new Float64Array(24);
    for (const at of made) for (const [k, tap] of filter.entries()) signal[at + k]! += tap;
    const sample = encoder.encode(column(...signal));
    expect([...sample.times]).toEqual(made.map((at) => 2 * at));
    const decoded = encoder.decode(sample);
    for (const [k, value] of signal.entries()) expect(decoded.values[k]).toBeCloseTo(value, 14);
  });

  it("the least signal that fires: threshold reached, by a hair or not", () => {
    const encoder = new BsaEncoder({ every: 1, filter: [0.5, 0.5], threshold: 0.5 });
    // Σ|s| − Σ|s − h| of a constant s below 0.5 is 4s − 1.
    expect(encoder.encode(column(0.375, 0.375)).times.length).toBe(1);
    expect(encoder.encode(column(0.3749, 0.375)).times.length).toBe(0);
  });

  it("a slow signal within 0 … 1 is followed: mean error below a tenth, behind a filter of 10 rows", () => {
    const encoder = new BsaEncoder({ every: 1, filter: lowPass({ taps: 10, cutoff: 60, every: 1 }), threshold: 0.8 });
    const signal = column(...Array.from({ length: 1000 }, (_, k) => 0.5 + 0.4 * Math.sin((2 * Math.PI * k) / 250)));
    const decoded = encoder.decode(encoder.encode(signal));
    const error = signal.values.reduce((sum, value, k) => sum + Math.abs(value - decoded.values[k]!), 0) / 1000;
    expect(error).toBeLessThan(0.1);
  });

  it("lowPass: symmetric, gain 1 at 0 Hz, about a half at the cutoff, below a hundredth far above", () => {
    const taps = lowPass({ taps: 61, cutoff: 50, every: 1 });
    const gain = (frequency: number): number => {
      const turn = (2 * Math.PI * frequency) / 1000;
      const re = taps.reduce((sum, tap, k) => sum + tap * Math.cos(turn * k), 0);
      const im = taps.reduce((sum, tap, k) => sum + tap * Math.sin(turn * k), 0);
      return Math.hypot(re, im);
    };
    for (let k = 0; k < 61; k++) expect(taps[k]).toBeCloseTo(taps[60 - k]!, 15);
    expect(gain(0)).toBeCloseTo(1, 14);
    expect(Math.abs(gain(50) - 0.5)).toBeLessThan(0.01);
    for (const frequency of [100, 200, 350, 500]) expect(gain(frequency)).toBeLessThan(0.01);
  });
});

describe("rate", () => {
  it("counts are binomial: n·p of each law on average and n·p(1 − p) in variance, within four standard errors", () => {
    const values = [0, 0.1, 0.5, 1];
    const steps = 100_000;
    for (const law of ["poisson", "bernoulli"] as const) {
      const encoder = new RateEncoder({ every: 100, dt: 0.5, rateMin: 4, rateMax: 800, law, seed: 3 });
      const rows = steps / 200;
      const series = {
        values: Float64Array.from({ length: rows * 4 }, (_, k) => values[k % 4]!),
        length: rows,
        channels: 4,
      };
      const sample = encoder.encode(series, { trial: 5 });
      for (const [channel, value] of values.entries()) {
        const expected = ((4 + 796 * value) * 0.5) / 1000;
        const p = law === "poisson" ? 1 - Math.exp(-expected) : expected;
        const counts = new Float64Array(rows);
        for (const [k, time] of sample.times.entries())
          if (sample.ids[k] === channel) counts[Math.floor((time + 0.25) / 100)]!++;
        const mean = counts.reduce((sum, count) => sum + count, 0) / rows;
        const variance = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / (rows - 1);
        const trueVariance = 200 * p * (1 - p);
        expect(Math.abs(mean - 200 * p)).toBeLessThan(4 * Math.sqrt(trueVariance / rows));
        // Of the variance of a near-normal count; of rare events the fourth moment adds 1/variance.
        const error = trueVariance * Math.sqrt(2 / rows + 1 / (trueVariance * rows));
        expect(Math.abs(variance - trueVariance)).toBeLessThan(4 * error);
      }
      const decoded = encoder.decode(sample);
      for (const [channel, value] of values.entries()) {
        let sum = 0;
        for (let k = channel; k < decoded.values.length; k += 4) sum += decoded.values[k]!;
        // The ends of the range draw estimates inwards; between them they are unbiased to a hundredth.
        if (value > 0 && value < 1) expect(Math.abs(sum / rows - value)).toBeLessThan(0.01);
      }
    }
  });

  it("other trials and seeds are other trains; the same are the same", () => {
    const series = row(0.5, 0.5);
    const options = { every: 500, dt: 1, rateMax: 100 };
    const encoder = new RateEncoder({ ...options, seed: 1 });
    const first = encoder.encode(series);
    expect(encoder.encode(series, { trial: 0 })).toEqual(first);
    expect(encoder.encode(series, { trial: 1 }).times).not.toEqual(first.times);
    expect(new RateEncoder({ ...options, seed: 2 }).encode(series).times).not.toEqual(first.times);
    const own = (channel: number) => [...first.times].filter((_, k) => first.ids[k] === channel);
    expect(own(0)).not.toEqual(own(1));
  });

  it("rows are what the sources play: rates for poisson, probabilities for bernoulli", async () => {
    const options = { every: 2, dt: 0.5, rateMin: 10, rateMax: 2000, range: [0, 4] } as const;
    const series = { values: Float64Array.of(0, 4, 2, 1), length: 2, channels: 2 };
    const rates = new RateEncoder(options).rows(series);
    expect([...rates]).toEqual([10, 2000, 1005, 507.5]);
    const chances = new RateEncoder({ ...options, law: "bernoulli" }).rows(series);
    expect([...chances]).toEqual([0.005, 1, 0.5025, 0.25375].map(Math.fround));
    const net = new Network({ dt: 0.5 });
    const ofRates = net.population("rates", 2, poisson);
    const ofChances = net.population("chances", 2, bernoulli);
    const spikes = net.record(ofChances.slice(1), "spikes");
    await net.build();
    ofRates.play(rates, { every: 2 });
    ofChances.play(chances, { every: 2 });
    await net.run(2);
    expect([...spikes.times]).toEqual([0, 0.5, 1, 1.5]);
    await net.close();
  });
});

describe("events of encoders in a network", () => {
  const series = {
    values: Float64Array.from({ length: 60 }, (_, k) => 0.5 + 0.45 * Math.sin(k / 4)),
    length: 20,
    channels: 3,
  };
  const encoders = [
    new RateEncoder({ every: 5, dt: 0.5, rateMax: 800 }),
    new LatencyEncoder({ every: 5, dt: 0.5 }),
    new DeltaEncoder({ every: 5, dt: 0.5, thresholdOn: 0.05 }),
    new BsaEncoder({ every: 5, filter: [0.3, 0.5, 0.2], threshold: 0.5 }),
  ];
  it.each(encoders.map((encoder) => [encoder.constructor.name, encoder] as const))(
    "%s: a spikeSource plays them as they are, and the recording decodes to the same series",
    async (_, encoder) => {
      const sample = encoder.encode(series);
      expect(sample.times.length).toBeGreaterThan(20);
      const net = new Network({ dt: 0.5 });
      const source = net.population("source", sample.channels, spikeSource);
      const spikes = net.record(source, "spikes");
      await net.build();
      source.play(sample);
      await net.run(sample.duration);
      const recorded = { ...sample, times: Float64Array.from(spikes.times), ids: Uint32Array.from(spikes.ids) };
      expect(recorded).toEqual(sample);
      expect(encoder.decode(recorded)).toEqual(encoder.decode(sample));
      await net.close();
    },
  );
});

describe("what surrounds encoders", () => {
  it("rangeOf the training rows, and a Scaling of it", () => {
    const series = column(3, -1, 5, 100);
    expect(rangeOf(series)).toEqual([-1, 100]);
    const from = rangeOf(series, [0, 3]);
    expect(from).toEqual([-1, 5]);
    expect([...new Scaling({ from, to: [0, 3], outside: "clip" }).encode(series).values]).toEqual([2, 0, 3, 3]);
    expect(() => new Scaling({ from }).encode(series)).toThrow(
      'value at row 3, channel 0 of series for Scaling must be within -1 … 5 (or clipped: outside "clip"), got 100',
    );
  });

  it("onGrid puts events at the beginning of their step and keeps one a channel", () => {
    const times = Float64Array.of(0.2, 0.3, 0.9, 1.99, 2);
    const sample = { times, ids: Uint32Array.of(0, 1, 0, 0, 0), channels: 2, duration: 3 };
    expect(onGrid(sample, { dt: 1 })).toEqual({
      times: Float64Array.of(0, 0, 1, 2),
      ids: Uint32Array.of(0, 1, 0, 0),
      channels: 2,
      duration: 3,
    });
  });

  it("onGrid takes a time written in decimals for the step that it names, though 0.3/0.1 is below 3", () => {
    const times = Float64Array.of(0.3, 0.6, 0.7, 1.2, 2.3);
    const sample = { times, ids: new Uint32Array(5), channels: 1, duration: 2.4 };
    expect(Array.from(onGrid(sample, { dt: 0.1 }).times, (time) => Math.round(time / 0.1))).toEqual([3, 6, 7, 12, 23]);
  });

  it("sine and cosine of turns: exact at quarters, elsewhere what Math.sin and Math.cos make of the rounded angle", () => {
    const quarters = [0, 0.25, 0.5, 0.75, 1, -0.25, 1e6 + 0.25];
    expect(quarters.map(sinTurns).map((value) => value + 0)).toEqual([0, 1, 0, -1, 0, -1, 1]);
    expect(quarters.map(cosTurns).map((value) => value + 0)).toEqual([1, 0, -1, 0, 1, 0, 0]);
    for (let k = -1000; k <= 1000; k++) {
      const turns = k / 1777;
      const angle = 2 * Math.PI * turns;
      // Math's own argument is rounded: that of an angle up to 3.6 by 4.5e-16.
      expect(Math.abs(sinTurns(turns) - Math.sin(angle))).toBeLessThan(7.5e-16);
      expect(Math.abs(cosTurns(turns) - Math.cos(angle))).toBeLessThan(7.5e-16);
      expect(Math.abs(sinTurns(turns) ** 2 + cosTurns(turns) ** 2 - 1)).toBeLessThan(6e-16);
    }
  });
});
