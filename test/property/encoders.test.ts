// Random signals through every encoder and back. Each bound is the one that the encoder's documentation states; what it could
// not catch is an encoder that keeps its bound but is not the published one (test/analytic/encoders.test.ts).
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  BsaEncoder,
  DeltaEncoder,
  LatencyEncoder,
  lowPass,
  onGrid,
  PopulationEncoder,
  RateEncoder,
  Scaling,
  type Series,
  type SpikeSample,
} from "../../dist/src/index.js";

/** Rows × channels of numbers in [low, high]. */
const seriesIn = (low: number, high: number, maxRows = 17, maxChannels = 5): fc.Arbitrary<Series> =>
  fc.tuple(fc.integer({ min: 1, max: maxRows }), fc.integer({ min: 1, max: maxChannels })).chain(([length, channels]) =>
    fc
      .array(fc.double({ min: low, max: high, noNaN: true }), {
        minLength: length * channels,
        maxLength: length * channels,
      })
      .map((values) => ({ values: Float64Array.from(values), length, channels })),
  );

/** What `SpikeSample` and the grid of `spikeSource` promise. */
const expectLawful = ({ times, ids, channels, duration }: SpikeSample, dt: number): void => {
  expect(times.length).toBe(ids.length);
  const seen = new Set<string>();
  for (let k = 0; k < times.length; k++) {
    const step = Math.round(times[k]! / dt);
    if (Math.abs(step * dt - times[k]!) > 1e-9) throw new Error(`time ${times[k]} is off the grid of ${dt}`);
    if (k > 0 && times[k]! < times[k - 1]!) throw new Error(`time ${times[k]} comes after ${times[k - 1]}`);
    if (!(times[k]! >= 0 && times[k]! < duration)) throw new Error(`time ${times[k]} is outside ${duration}`);
    if (!(ids[k]! < channels)) throw new Error(`channel ${ids[k]} is none of ${channels}`);
    const event = `${step} ${ids[k]}`;
    if (seen.has(event)) throw new Error(`two events of channel ${ids[k]} at ${times[k]}`);
    seen.add(event);
  }
};

const farthest = (a: Series, b: Series): number => {
  expect([a.length, a.channels, a.values.length]).toEqual([b.length, b.channels, b.values.length]);
  return a.values.reduce((most, value, k) => Math.max(most, Math.abs(value - b.values[k]!)), 0);
};

describe("latency", () => {
  const grids = fc.record({ dt: fc.constantFrom(0.1, 0.25, 1), rowSteps: fc.integer({ min: 2, max: 60 }) });

  test("linear: one event a channel and row; the decoder is within half a step of every value", () => {
    fc.assert(
      fc.property(seriesIn(-3, 5), grids, (series, { dt, rowSteps }) => {
        const encoder = new LatencyEncoder({ every: rowSteps * dt, dt, range: [-3, 5] });
        const sample = encoder.encode(series);
        expectLawful(sample, dt);
        expect(sample.times.length).toBe(series.values.length);
        expect(farthest(encoder.decode(sample), series)).toBeLessThanOrEqual((8 / (rowSteps - 1) / 2) * (1 + 1e-9));
      }),
    );
  });

  test("logarithmic: events of values at or above the threshold alone; the decoder is within the stated factor of each", () => {
    fc.assert(
      fc.property(seriesIn(0, 20), grids, (series, { dt, rowSteps }) => {
        const [threshold, highest] = [0.5, 20];
        const options = { every: rowSteps * dt, dt, range: [0, highest], threshold, curve: "logarithmic" } as const;
        const encoder = new LatencyEncoder(options);
        const sample = encoder.encode(series);
        expectLawful(sample, dt);
        expect(sample.times.length).toBe(series.values.filter((value) => value >= threshold).length);
        const factor = (highest / threshold) ** (0.5 / (rowSteps - 1)) * (1 + 1e-9);
        const decoded = encoder.decode(sample);
        for (const [k, value] of series.values.entries()) {
          const back = decoded.values[k]!;
          if (value < threshold) expect(back).toBe(0);
          else expect(Math.max(back / value, value / back)).toBeLessThanOrEqual(factor);
        }
      }),
    );
  });

  test("a higher value is never later", () => {
    const unit = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(unit, unit, fc.constantFrom("linear", "logarithmic"), (a, b, curve) => {
        const encoder = new LatencyEncoder({ every: 20, dt: 0.1, range: [0, 1], threshold: 0.01, curve });
        const latency = (value: number): number =>
          encoder.encode({ values: Float64Array.of(value), length: 1, channels: 1 }).times[0] ??
          Number.POSITIVE_INFINITY;
        expect(latency(Math.max(a, b))).toBeLessThanOrEqual(latency(Math.min(a, b)));
      }),
    );
  });
});

describe("delta", () => {
  test("where no step exceeds a threshold, the decoder is within one of the signal in all rows, on any grid", () => {
    const options = fc.record({
      thresholdOn: fc.double({ min: 0.05, max: 2, noNaN: true }),
      thresholdOff: fc.double({ min: 0.05, max: 2, noNaN: true }),
      steps: fc.integer({ min: 1, max: 5 }),
    });
    fc.assert(
      fc.property(seriesIn(-1, 1, 60, 3), options, (moves, { thresholdOn, thresholdOff, steps }) => {
        const least = Math.min(thresholdOn, thresholdOff);
        const values = Float64Array.from(moves.values);
        // Rows that differ by at most `steps` thresholds, 0.999 for rounding.
        for (let k = moves.channels; k < values.length; k++)
          values[k] = values[k - moves.channels]! + moves.values[k]! * least * steps * 0.999;
        const series = { ...moves, values };
        const encoder = new DeltaEncoder({ every: 2, dt: 2 / steps, thresholdOn, thresholdOff });
        const sample = encoder.encode(series);
        expectLawful(sample, 2 / steps);
        expect(sample.channels).toBe(2 * series.channels);
        const decoded = encoder.decode(sample, values.subarray(0, series.channels));
        expect(farthest(decoded, series)).toBeLessThan(Math.max(thresholdOn, thresholdOff) * (1 + 1e-9));
      }),
    );
  });

  test("any signal: lawful events, and no event where nothing moves", () => {
    fc.assert(
      fc.property(seriesIn(-100, 100), (series) => {
        expectLawful(new DeltaEncoder({ every: 1, dt: 0.5, thresholdOn: 0.7 }).encode(series), 0.5);
        const still = { ...series, values: series.values.map((_, k) => series.values[k % series.channels]!) };
        expect(new DeltaEncoder({ every: 1, thresholdOn: 1e-6 }).encode(still).times.length).toBe(0);
      }),
    );
  });

  test("the mirrored signal has the same events with ON and OFF exchanged", () => {
    fc.assert(
      fc.property(seriesIn(-5, 5), (series) => {
        const encoder = new DeltaEncoder({ every: 1, dt: 0.25, thresholdOn: 0.5 });
        const { times, ids } = encoder.encode(series);
        const mirrored = encoder.encode({ ...series, values: series.values.map((value) => -value) });
        const n = series.channels;
        const events = (of: SpikeSample, id: (id: number) => number) =>
          Array.from(of.times, (time, k) => `${time} ${id(of.ids[k]!)}`).sort();
        expect(events(mirrored, (id) => (id + n) % (2 * n))).toEqual(
          events({ times, ids, channels: 2 * n, duration: 1 }, (id) => id),
        );
      }),
    );
  });
});

test("BSA: each event lowers the sum of absolute errors by the threshold at least, in every channel", () => {
  const filters = fc.constantFrom(
    lowPass({ taps: 5, cutoff: 100, every: 1 }),
    lowPass({ taps: 16, cutoff: 20, every: 1 }),
    Float64Array.of(0.1, 0.6, 0.5, 0.3),
  );
  fc.assert(
    fc.property(
      seriesIn(0, 1, 60, 3),
      filters,
      fc.double({ min: 0.05, max: 1, noNaN: true }),
      (series, filter, threshold) => {
        const encoder = new BsaEncoder({ every: 1, filter, threshold });
        const sample = encoder.encode(series);
        expectLawful(sample, 1);
        const decoded = encoder.decode(sample);
        for (let c = 0; c < series.channels; c++) {
          let signal = 0;
          let error = 0;
          for (let k = c; k < series.values.length; k += series.channels) {
            signal += series.values[k]!;
            error += Math.abs(series.values[k]! - decoded.values[k]!);
          }
          const events = sample.ids.filter((id) => id === c).length;
          expect(error).toBeLessThanOrEqual(signal - threshold * events + 1e-9);
        }
      },
    ),
  );
});

describe("population", () => {
  const fields = fc.integer({ min: 3, max: 12 });

  test("the decoder returns every value of the range to rounding, for any number of fields and overlap", () => {
    fc.assert(
      fc.property(seriesIn(-2, 3), fields, fc.double({ min: 0.8, max: 2, noNaN: true }), (series, m, beta) => {
        const encoder = new PopulationEncoder({ fields: m, range: [-2, 3], beta });
        const activations = encoder.encode(series);
        expect(activations.channels).toBe(series.channels * m);
        expect(activations.values.every((g) => g >= 0 && g <= 1)).toBe(true);
        expect(farthest(encoder.decode(activations), series)).toBeLessThan(1e-9);
      }),
    );
  });

  test("through latencies and back, the value is kept to a twentieth of the distance of two centres at 100 steps", () => {
    fc.assert(
      fc.property(seriesIn(0, 1), fc.integer({ min: 4, max: 12 }), (series, m) => {
        const population = new PopulationEncoder({ fields: m });
        const latency = new LatencyEncoder({ every: 101, dt: 1, threshold: 0.1 });
        const sample = latency.encode(population.encode(series));
        expectLawful(sample, 1);
        expect(farthest(population.decode(latency.decode(sample)), series)).toBeLessThan(0.05 / (m - 2));
      }),
    );
  });
});

describe("rate", () => {
  const laws = fc.constantFrom("poisson" as const, "bernoulli" as const);
  const seeds = fc.integer({ min: 0, max: 1e9 });

  test("lawful events; more rows and channels shift none of them", () => {
    fc.assert(
      fc.property(seriesIn(0, 1, 8, 4), laws, seeds, (series, law, seed) => {
        const encoder = new RateEncoder({ every: 50, dt: 0.5, rateMin: 5, rateMax: 400, law, seed });
        const sample = encoder.encode(series);
        expectLawful(sample, 0.5);
        const wider = { length: series.length + 1, channels: series.channels + 1 };
        const values = Float64Array.from({ length: wider.length * wider.channels }, (_, k) => {
          const [row, channel] = [Math.floor(k / wider.channels), k % wider.channels];
          return row < series.length && channel < series.channels
            ? series.values[row * series.channels + channel]!
            : 0.7;
        });
        const more = encoder.encode({ values, ...wider });
        const within = [...more.times.keys()].filter(
          (k) => more.times[k]! < sample.duration && more.ids[k]! < series.channels,
        );
        expect(within.map((k) => more.times[k])).toEqual([...sample.times]);
        expect(within.map((k) => more.ids[k])).toEqual([...sample.ids]);
      }),
    );
  });

  test("a number is drawn an event, not a row: rows cut in two have the same events", () => {
    fc.assert(
      fc.property(seriesIn(0, 1, 8, 3), laws, seeds, (series, law, seed) => {
        const options = { dt: 0.5, rateMin: 5, rateMax: 400, law, seed };
        const { channels } = series;
        const values = Float64Array.from({ length: 2 * series.values.length }, (_, k) => {
          const row = Math.floor(k / channels / 2);
          return series.values[row * channels + (k % channels)]!;
        });
        const whole = new RateEncoder({ ...options, every: 50 }).encode(series);
        expect(
          new RateEncoder({ ...options, every: 25 }).encode({ values, length: 2 * series.length, channels }),
        ).toEqual(whole);
      }),
    );
  });

  test("a channel of constant value has its k-th event no later if the value is higher", () => {
    const unit = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(unit, unit, laws, seeds, (a, b, law, seed) => {
        const encoder = new RateEncoder({ every: 400, dt: 1, rateMax: 900, law, seed });
        const times = (value: number) =>
          encoder.encode({ values: Float64Array.of(value), length: 1, channels: 1 }).times;
        const low = times(Math.min(a, b));
        const high = times(Math.max(a, b));
        expect(high.length).toBeGreaterThanOrEqual(low.length);
        expect(low.every((time, k) => high[k]! <= time)).toBe(true);
      }),
    );
  });

  test("the decoder counts: the ends of the range come back from silence and from an event in every step", () => {
    fc.assert(
      fc.property(laws, seeds, (law, seed) => {
        const encoder = new RateEncoder({ every: 30, dt: 1, rateMax: 1000, law, seed, range: [-1, 2] });
        const series = { values: Float64Array.of(-1, -1), length: 2, channels: 1 };
        expect(encoder.encode(series).times.length).toBe(0);
        expect([...encoder.decode(encoder.encode(series)).values]).toEqual([-1, -1]);
        const every = { times: Float64Array.from({ length: 30 }, (_, k) => k), ids: new Uint32Array(30) };
        expect([...encoder.decode({ ...every, channels: 1, duration: 30 }).values]).toEqual([2]);
      }),
    );
  });
});

test("scaling: what was not clipped comes back to rounding, and nothing leaves the range", () => {
  fc.assert(
    fc.property(seriesIn(-10, 10), (series) => {
      const scaling = new Scaling({ from: [-4, 6], to: [0.1, 0.9], outside: "clip" });
      const encoded = scaling.encode(series);
      expect(encoded.values.every((value) => value >= 0.1 && value <= 0.9)).toBe(true);
      const clipped = { ...series, values: series.values.map((value) => Math.min(6, Math.max(-4, value))) };
      expect(farthest(scaling.decode(encoded), clipped)).toBeLessThan(1e-13);
    }),
  );
});

test("onGrid: lawful, keeps each (step, channel) once, moves no event by a step or more, and changes nothing twice", () => {
  const event = fc.record({ time: fc.double({ min: 0, max: 9.999, noNaN: true }), id: fc.integer({ min: 0, max: 3 }) });
  fc.assert(
    fc.property(fc.array(event, { maxLength: 60 }), fc.constantFrom(0.1, 0.3, 1, 2.5), (events, dt) => {
      events.sort((a, b) => a.time - b.time);
      const sample = {
        times: Float64Array.from(events, ({ time }) => time),
        ids: Uint32Array.from(events, ({ id }) => id),
        channels: 4,
        duration: 10,
      };
      const gridded = onGrid(sample, { dt });
      expectLawful(gridded, dt);
      const steps = new Set(events.map(({ time, id }) => `${Math.floor(time / dt + 1e-9)} ${id}`));
      expect(new Set(Array.from(gridded.times, (time, k) => `${Math.round(time / dt)} ${gridded.ids[k]}`))).toEqual(
        steps,
      );
      expect(onGrid(gridded, { dt })).toEqual(gridded);
    }),
  );
});
