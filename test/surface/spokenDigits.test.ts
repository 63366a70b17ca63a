// The tasks of spoken digits, on small folders of WAV files written here and on the synthetic stand-in. Could not catch anything
// that only real speech brings; with NEUROGLIA_FSDD set to the folder of the Free Spoken Digit Dataset, some of that is read.
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  DeltaEncoder,
  ear,
  type FeatureMatrix,
  NeurogliaError,
  RateEncoder,
  Ridge,
  type Sound,
  type SpikeSample,
  syntheticDigits,
} from "../../dist/src/index.js";
import { spokenDigits } from "../../dist/src/node.js";
import { folderOf } from "../reference/idxFiles.js";
import { soundOf, wavOf } from "../sounds.js";

/** A tone whose frequency tells the digit; the length in samples tells the take. */
const recordings = (
  digits: number,
  speakers: readonly string[],
  takes: number,
  length = 200,
): Record<string, Uint8Array> =>
  Object.fromEntries(
    Array.from({ length: digits }, (_, digit) =>
      speakers.flatMap((speaker) =>
        Array.from({ length: takes }, (_, take) => [
          `${digit}_${speaker}_${take}.wav`,
          wavOf(Float64Array.from({ length: length + take }, (_, k) => 0.5 * Math.sin((digit + 1) * 0.2 * k))),
        ]),
      ),
    ).flat(),
  );

const asIs = (sound: Sound): Sound => sound;
/** Event counts in ten equal parts of the sample. */
const countsOf = (samples: readonly SpikeSample[], of: Uint32Array): FeatureMatrix => {
  const { channels } = samples[0]!;
  const values = new Float32Array(of.length * channels * 10);
  for (const [row, index] of of.entries()) {
    const { times, ids, duration } = samples[index]!;
    for (let k = 0; k < times.length; k++)
      values[(row * 10 + Math.floor((times[k]! / duration) * 10)) * channels + ids[k]!]!++;
  }
  return { values, rows: of.length, columns: channels * 10 };
};

describe("spokenDigits", () => {
  it("reads a folder in the order of digit, speaker and take; takes 0 … 4 are the test set", async () => {
    const files = { ...recordings(3, ["theo", "ada"], 12), "README.md": new Uint8Array(3) };
    const task = await spokenDigits(folderOf(files), { encode: asIs, validation: 0.25 });
    expect([task.samples.length, task.classes]).toEqual([72, 10]);
    expect([...task.labels]).toEqual(Array.from({ length: 72 }, (_, k) => Math.floor(k / 24)));
    expect(task.samples.map(({ length }) => length)).toEqual(Array.from({ length: 72 }, (_, k) => 200 + (k % 12)));
    expect(task.samples[30]!.values[1]).toBeCloseTo(0.5 * Math.sin(0.4), 4);
    const { train, validation, test } = task.split;
    expect([...test]).toEqual([...task.samples.keys()].filter((k) => k % 12 < 5));
    expect(validation.length).toBe(Math.round(0.25 * 42));
    expect([...train, ...validation, ...test].sort((a, b) => a - b)).toEqual([...task.samples.keys()]);
  });

  it("the draw for validation hangs on the seed, by recording or by whole speakers", async () => {
    const folder = folderOf(recordings(2, ["a", "b", "c", "d"], 9));
    const splitOf = async (by: "recording" | "speaker", seed: number) =>
      (await spokenDigits(folder, { encode: asIs, by, seed, validation: 0.25 })).split;
    for (const by of ["recording", "speaker"] as const) expect(await splitOf(by, 3)).toEqual(await splitOf(by, 3));
    expect((await splitOf("recording", 3)).validation).not.toEqual((await splitOf("recording", 4)).validation);
    const speakers = new Set<number>();
    for (const seed of [1, 2, 3, 4, 5, 6]) {
      const { train, validation } = await splitOf("speaker", seed);
      const held = new Set(Array.from(validation, (k) => Math.floor(k / 9) % 4));
      expect([held.size, validation.length]).toEqual([1, 8]);
      expect(Array.from(train).some((k) => held.has(Math.floor(k / 9) % 4))).toBe(false);
      speakers.add([...held][0]!);
    }
    expect(speakers.size).toBeGreaterThan(1);
  });

  it("encodes by default into events of 64 channels in rows of 2 ms, the higher tone into higher channels", async () => {
    const task = await spokenDigits(folderOf(recordings(2, ["a"], 6, 1600)));
    for (const { times, ids, channels, duration } of task.samples) {
      expect(channels).toBe(64);
      expect([200, 202]).toContain(duration);
      expect(times.length).toBeGreaterThan(0);
      expect(ids.every((id) => id < 64)).toBe(true);
    }
    const centre = (sample: SpikeSample) => sample.ids.reduce((sum, id) => sum + id, 0) / sample.ids.length;
    // 509 Hz of digit 1 lie above the 255 Hz of digit 0.
    expect(centre(task.samples[6]!)).toBeGreaterThan(centre(task.samples[0]!) + 3);
  });

  it("reports progress, and ends between two recordings with the signal's reason", async () => {
    const folder = folderOf(recordings(1, ["a"], 8));
    const shares: number[] = [];
    await spokenDigits(folder, { encode: asIs, onProgress: (done) => shares.push(done) });
    expect(shares).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((k) => k / 8));
    const abort = new AbortController();
    const reason = new Error("enough");
    let heard = 0;
    const encode = (sound: Sound): Sound => {
      if (++heard === 3) abort.abort(reason);
      return sound;
    };
    await expect(spokenDigits(folder, { encode, signal: abort.signal })).rejects.toBe(reason);
    expect(heard).toBe(3);
  });

  const refused: [string, () => Promise<unknown>, RegExp][] = [
    [
      "no folder",
      () => spokenDigits(join(folderOf({}), "none")),
      /^folder of spokenDigits must be a folder of WAV files, got /,
    ],
    [
      "a folder without WAV files",
      () => spokenDigits(folderOf({ a: new Uint8Array(1) })),
      /^number of WAV files of folder .* must be ≥ 1, got 0$/,
    ],
    [
      "another name",
      () => spokenDigits(folderOf({ "x_theo_1.wav": wavOf([0]) })),
      /^name of file .* must be \{digit\}_\{speaker\}_\{take\}\.wav, got "x_theo_1\.wav"$/,
    ],
    [
      "a corrupt file",
      () => spokenDigits(folderOf({ "0_a_7.wav": wavOf([0, 0]).subarray(0, 45) })),
      /^chunk "data" at byte 36 of file .*0_a_7\.wav must be 4 bytes, as it says, got 1$/,
    ],
    [
      "only test takes",
      () => spokenDigits(folderOf(recordings(1, ["a"], 5))),
      /^training set of spokenDigits must be at least one recording .* got "none of 5"$/,
    ],
    [
      "one speaker held out of one",
      () => spokenDigits(folderOf(recordings(1, ["a"], 7)), { by: "speaker" }),
      /^training set of spokenDigits/,
    ],
    [
      "a share above 1",
      () => spokenDigits(folderOf(recordings(1, ["a"], 7)), { validation: 1 }),
      /^validation of spokenDigits must be a share in \[0, 1\), got 1$/,
    ],
    [
      "an unknown option",
      () => spokenDigits(folderOf({}), { encoder: 1 } as object),
      /^option of spokenDigits must be .*\(did you mean "encode"\?\), got "encoder"$/,
    ],
    ["five takes", () => syntheticDigits({ takes: 5 }), /^takes of syntheticDigits must be a whole number ≥ 6, got 5$/],
    [
      "a negative seed",
      () => syntheticDigits({ seed: -1 }),
      /^seed of syntheticDigits must be a safe integer ≥ 0, got -1$/,
    ],
  ];
  it.each(refused)("refuses %s", async (_, act, message) => {
    const error = await act().catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(NeurogliaError);
    expect((error as NeurogliaError).message).toMatch(message);
  });

  const folder = process.env.NEUROGLIA_FSDD;
  if (folder !== undefined)
    it("the published recordings: 3,000 at 8 kHz, 300 of them the test set, every digit as often", async () => {
      const task = await spokenDigits(folder, { encode: ({ sampleRate, length }) => ({ sampleRate, length }) });
      expect([task.samples.length, task.split.test.length]).toEqual([3000, 300]);
      expect(task.samples.every(({ sampleRate, length }) => sampleRate === 8000 && length > 1000)).toBe(true);
      for (let digit = 0; digit < 10; digit++) expect(task.labels.filter((label) => label === digit).length).toBe(300);
    });
});

describe("ear", () => {
  it("has rows of its encoder's length, hands the trial on, and takes any sample rate", () => {
    const hear = ear({ channels: 6, encoder: new RateEncoder({ every: 5, dt: 1, rateMax: 300 }) });
    for (const sampleRate of [8000, 22050]) {
      const values = Float64Array.from({ length: sampleRate / 10 }, (_, k) => Math.sin(k * 0.3));
      const first = hear(soundOf(values, sampleRate));
      expect([first.channels, first.duration]).toEqual([6, 100]);
      expect(hear(soundOf(values, sampleRate), 0)).toEqual(first);
      expect(hear(soundOf(values, sampleRate), 1).times).not.toEqual(first.times);
    }
    const delta = ear({ channels: 6, encoder: new DeltaEncoder({ every: 5, thresholdOn: 0.1 }) });
    expect(delta(soundOf(new Float64Array(800), 8000)).times.length).toBe(0);
  });

  it("loudness does not matter: the same events at a tenth of the amplitude", () => {
    const values = Float64Array.from({ length: 1600 }, (_, k) => Math.sin(k * 0.3) * Math.sin(k / 300) ** 2);
    const hear = ear({ channels: 16 });
    const [loud, soft] = [1, 0.125].map((amplitude) =>
      hear(
        soundOf(
          values.map((x) => amplitude * x),
          8000,
        ),
      ),
    );
    expect(soft!.times.length).toBeGreaterThan(50);
    // But for the rounding of the power law, which an event may hang on.
    expect(Math.abs(soft!.times.length - loud!.times.length)).toBeLessThanOrEqual(1);
  });
});

describe("syntheticDigits", () => {
  it("the same seed gives the same sounds and split, another gives others; takes and speakers differ", async () => {
    const options = { encode: asIs, speakers: 2, takes: 6 };
    const bytesOf = ({ values }: Sound) => Buffer.from(values.buffer);
    const [first, again, other] = await Promise.all([1, 1, 2].map((seed) => syntheticDigits({ ...options, seed })));
    expect(again!.split).toEqual(first!.split);
    expect(again!.samples.every((sound, k) => bytesOf(sound).equals(bytesOf(first!.samples[k]!)))).toBe(true);
    expect(bytesOf(other!.samples[0]!).equals(bytesOf(first!.samples[0]!))).toBe(false);
    expect(first!.samples.length).toBe(120);
    expect(new Set(first!.samples.map(({ values }) => values[50])).size).toBe(120);
    for (const { values } of first!.samples) expect(values.every((value) => Math.abs(value) <= 1)).toBe(true);
  });

  it("ridge on counts of events reads unseen takes; on shuffled labels it does not", async () => {
    const { samples, labels, split } = await syntheticDigits({ encode: ear({ channels: 24 }), takes: 12 });
    const read = async (of: Uint32Array) => {
      const ridge = new Ridge({ classes: 10, normalise: "none", lambda: 10 });
      await ridge.fit(
        countsOf(samples, split.train),
        split.train.map((k) => of[k]!),
      );
      return ridge.score(
        countsOf(samples, split.test),
        split.test.map((k) => of[k]!),
      );
    };
    expect(await read(labels)).toBeGreaterThan(0.8);
    expect(await read(labels.map((_, k) => (k * 7) % 10))).toBeLessThan(0.4);
  });
});
