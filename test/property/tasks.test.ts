import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  lifDiscrete,
  Network,
  NeurogliaError,
  oneToOne,
  poissonTemplates,
  type SeriesSplitOptions,
  type SpikeSample,
  spikeSource,
  splitSamples,
  splitSeries,
  temporalXor,
} from "../../dist/src/index.js";
import { digits } from "../../dist/src/node.js";
import { folderOf, smallDataset } from "../reference/idxFiles.js";

// What holds for any options. Could not catch a task that is too easy or too hard.

const events = ({ times, ids }: SpikeSample): string[] => [...times].map((time, k) => `${time}:${ids[k]}`);

describe("splitSeries", () => {
  it("parts follow the washout and one another, in the shares or numbers asked for, within the series", () => {
    const lengths = fc.record({
      washout: fc.integer({ min: 0, max: 50 }),
      train: fc.integer({ min: 1, max: 300 }),
      validation: fc.integer({ min: 0, max: 100 }),
      test: fc.integer({ min: 1, max: 100 }),
      spare: fc.integer({ min: 0, max: 20 }),
    });
    fc.assert(
      fc.property(lengths, ({ washout, train, validation, test, spare }) => {
        const used = train + validation + test;
        const rows = splitSeries(washout + used + spare, { washout, train, validation, test });
        const expected = {
          train: [washout, washout + train],
          validation: [washout + train, washout + train + validation],
          test: [washout + train + validation, washout + used],
        };
        expect(rows).toEqual(expected);
        const shares = { train: train / used, validation: validation / used, test: test / used };
        expect(splitSeries(washout + used, { washout, ...shares })).toEqual(expected);
      }),
      { numRuns: 200, seed: 1 },
    );
  });

  it("by default a washout of 100, then 60, 20 and 20 in 100; refuses what does not fit", () => {
    expect(splitSeries(1100)).toEqual({ train: [100, 700], validation: [700, 900], test: [900, 1100] });
    for (const [length, options] of [
      [100, {}],
      [1000, { washout: -1 }],
      [1000, { train: -0.1 }],
      [1000, { train: 0.9, validation: 0.2 }],
      [1000, { train: 800, validation: 100, test: 100 }],
      [1000, { train: 0.5, validation: 0.5, test: 0 }],
      [1000, { train: 10.5, validation: 1, test: 5 }],
      [1000, { train: Number.NaN }],
      [1000, { tests: 0.2 } as SeriesSplitOptions],
    ] as const)
      expect(() => splitSeries(length, options), JSON.stringify(options)).toThrow(NeurogliaError);
  });
});

describe("splitSamples", () => {
  it("no sample is in two parts; each class is cut in the same shares", () => {
    const options = fc.record({
      counts: fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 5 }),
      cuts: fc.tuple(fc.integer({ min: 0, max: 10 }), fc.integer({ min: 0, max: 10 })),
      seed: fc.integer({ min: 0, max: 2 ** 40 }),
    });
    fc.assert(
      fc.property(options, ({ counts, cuts, seed }) => {
        const [low, high] = [Math.min(...cuts) / 10, Math.max(...cuts) / 10];
        const shares = { train: low, validation: high - low, test: 1 - high };
        const labels = counts.flatMap((count, label) => new Array<number>(count).fill(label));
        const split = splitSamples(labels, counts.length, seed, shares);
        const all = [...split.train, ...split.validation, ...split.test].sort((a, b) => a - b);
        expect(all).toEqual(labels.map((_, k) => k));
        for (const [label, count] of counts.entries())
          for (const part of ["train", "validation", "test"] as const) {
            const found = [...split[part]].filter((k) => labels[k] === label).length;
            expect(Math.abs(found - shares[part] * count)).toBeLessThanOrEqual(1);
          }
        expect(splitSamples(labels, counts.length, seed, shares)).toEqual(split);
      }),
      { numRuns: 100, seed: 1 },
    );
  });

  it("is random, and refuses shares and labels that are none", () => {
    const labels = Array.from({ length: 50 }, (_, k) => k % 5);
    expect(splitSamples(labels, 5, 1).train).not.toEqual(splitSamples(labels, 5, 2).train);
    expect(() => splitSamples(labels, 4, 1)).toThrow(NeurogliaError);
    for (const shares of [{ train: 0.9 }, { train: -0.2 }, { test: 2 }, { rest: 0.1 }])
      expect(() => splitSamples(labels, 5, 1, shares)).toThrow(NeurogliaError);
    expect(() => splitSamples(labels, 5, -1)).toThrow(/seed of Random/);
  });
});

describe("poissonTemplates and temporalXor", () => {
  const shape = fc.record({
    samples: fc.integer({ min: 1, max: 12 }),
    channels: fc.integer({ min: 1, max: 6 }),
    rate: fc.integer({ min: 0, max: 400 }),
    jitter: fc.constantFrom(0, 1, 4, 30),
    every: fc.constantFrom(0.5, 1, 2),
    seed: fc.integer({ min: 0, max: 1000 }),
  });

  it("samples stand on the grid, in time order, one spike a channel and step; same seed, same samples", () => {
    fc.assert(
      fc.property(shape, (options) => {
        for (const task of [
          poissonTemplates({ ...options, classes: 3, duration: 60 }),
          temporalXor({ ...options, part: 20, gap: 10 }),
        ]) {
          expect(task.samples).toHaveLength(options.samples);
          expect(task.labels).toHaveLength(options.samples);
          for (const sample of task.samples) {
            const { times, ids, channels, duration } = sample;
            expect(channels).toBe(options.channels);
            expect(duration).toBe(task.classes === 3 ? 60 : 50);
            expect(ids).toHaveLength(times.length);
            const onGrid = (time: number) => Number.isInteger(time / options.every) && time >= 0 && time < duration;
            expect(times.every(onGrid) && ids.every((id) => id < channels)).toBe(true);
            const places = [...times].map((time, k) => (time / options.every) * channels + ids[k]!);
            expect(places.every((place, k) => k === 0 || place > places[k - 1]!)).toBe(true);
          }
        }
        expect(temporalXor(options)).toEqual(temporalXor(options));
      }),
      { numRuns: 40, seed: 1 },
    );
  });

  it("without jitter all samples of a class are the template, and templates differ", () => {
    const { samples, labels, classes } = poissonTemplates({ samples: 9, channels: 4, classes: 3, jitter: 0, seed: 7 });
    expect(classes).toBe(3);
    expect([...labels]).toEqual([0, 1, 2, 0, 1, 2, 0, 1, 2]);
    for (const [k, sample] of samples.entries()) expect(sample).toEqual(samples[k % 3]);
    expect(new Set(samples.map((sample) => events(sample).join())).size).toBe(3);
  });

  it("templates have the rate, jittered spikes the standard deviation asked for, within four standard errors", () => {
    const { samples } = poissonTemplates({ samples: 2, channels: 500, rate: 20, duration: 2000, jitter: 0, seed: 8 });
    const expected = 500 * 20 * 2;
    for (const { times } of samples) {
      // Of two spikes in one step of 1 ms one is kept: 1 in 100 less.
      expect(Math.abs(times.length - expected * (1 - 0.01))).toBeLessThan(4 * Math.sqrt(expected));
    }
    // So few spikes that each moved one is next to its own.
    const few = { samples: 60, channels: 300, classes: 2, rate: 0.5, duration: 400, seed: 9 };
    const [still, moved] = [poissonTemplates({ ...few, jitter: 0 }), poissonTemplates({ ...few, jitter: 3 })];
    const shifts: number[] = [];
    for (const [k, sample] of still.samples.entries())
      sample.times.forEach((time, spike) => {
        const same = [...moved.samples[k]!.times].filter((_, j) => moved.samples[k]!.ids[j] === sample.ids[spike]);
        const own = [...sample.ids].filter((id) => id === sample.ids[spike]).length;
        if (own === 1 && same.length === 1 && time > 15 && time < 385) shifts.push(same[0]! - time);
      });
    expect(shifts.length).toBeGreaterThan(1000);
    const mean = shifts.reduce((sum, x) => sum + x, 0) / shifts.length;
    const variance = shifts.reduce((sum, x) => sum + x * x, 0) / shifts.length;
    expect(Math.abs(mean)).toBeLessThan((4 * 3) / Math.sqrt(shifts.length));
    // Rounding to 1 ms adds 1/12; a variance scatters by √(2/n) of itself.
    expect(Math.abs(variance - 9 - 1 / 12)).toBeLessThan(4 * 9 * Math.sqrt(2 / shifts.length));
  });

  it("temporalXor: the label is whether the two parts are of different templates", () => {
    const { samples, labels } = temporalXor({
      samples: 8,
      channels: 5,
      rate: 60,
      jitter: 0,
      part: 50,
      gap: 30,
      seed: 3,
    });
    const part = (sample: SpikeSample, begin: number) =>
      events(sample)
        .map((event) => event.split(":").map(Number))
        .filter(([time]) => time! >= begin && time! < begin + 50)
        .map(([time, id]) => `${time! - begin}:${id}`)
        .join();
    for (const [k, sample] of samples.entries()) {
      const [first, second] = [part(sample, 0), part(sample, 80)];
      expect(first === second ? 0 : 1).toBe(labels[k]);
      expect(sample.times.filter((time) => time >= 50 && time < 80)).toHaveLength(0);
    }
    expect(new Set(samples.map((sample) => events(sample).join())).size).toBe(4);
  });

  it("a source plays any sample as it is", async () => {
    const { samples } = poissonTemplates({ samples: 3, channels: 8, rate: 300, duration: 40, seed: 4 });
    const net = new Network({ dt: 1 });
    const source = net.population("source", 8, spikeSource);
    const cells = net.population("cells", 8, lifDiscrete);
    net.connect(source, cells, oneToOne(), { into: "delta", weight: 0.1 });
    const spikes = net.record(source, "spikes");
    await net.build();
    for (const sample of samples) {
      source.play(sample);
      await net.run(40);
      expect([...spikes.times].map((time, k) => `${time}:${spikes.ids[k]}`)).toEqual(events(sample));
      await net.reset();
    }
  });

  it("refuse options that are none", () => {
    const base = { samples: 4, channels: 2, seed: 1 };
    for (const options of [
      { samples: 0 },
      { channels: 0 },
      { rate: -1 },
      { jitter: Number.NaN },
      { every: 0 },
      { classes: 1 },
      { duration: 10.5 },
      { duration: 0 },
      { part: 5 },
    ])
      expect(() => poissonTemplates({ ...base, ...options }), JSON.stringify(options)).toThrow(NeurogliaError);
    for (const options of [{ part: 0 }, { gap: -1 }, { gap: 0.3 }])
      expect(() => temporalXor({ ...base, ...options })).toThrow(NeurogliaError);
  });
});

describe("digits", () => {
  it("gives the published images by part, the last sixth of the training images for validation", () => {
    const folder = folderOf(smallDataset());
    const task = digits({ folder });
    expect([task.name, task.classes, task.samples.length]).toEqual(["mnist", 10, 72]);
    expect([task.split.train.length, task.split.validation.length, task.split.test.length]).toEqual([50, 10, 12]);
    expect([...task.labels]).toEqual(Array.from({ length: 72 }, (_, k) => (k < 60 ? k % 10 : (k - 60) % 10)));
    task.samples.forEach((pixels, k) => {
      const image = k < 60 ? k : k - 60;
      expect(pixels).toHaveLength(784);
      expect([pixels[0], pixels[783]]).toEqual([(image * 784 * 7919) % 256, ((image * 784 + 783) * 7919) % 256]);
    });
    const some = digits({ folder, train: 7, validation: 3, test: 2 });
    expect(some.samples).toHaveLength(12);
    expect(some.samples[7]).toEqual(task.samples[50]);
    expect([...some.split.test]).toEqual([10, 11]);
    expect(() => digits({ folder, train: 51 })).toThrow(/train of digits must be a whole number in \[0, 50\]/);
    expect(() => digits({ folder: `${folder}/none` })).toThrow(NeurogliaError);
  });
});
