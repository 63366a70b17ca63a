import { breathe } from "../breathe.js";
import { ear } from "../encode/ear.js";
import type { Sound } from "../encode/sound.js";
import { NeurogliaError } from "../errors.js";
import { bad, knownName } from "../network/check.js";
import { DEFAULT_SEED } from "../network/options.js";
import { Random } from "../random.js";
import type { ClassTask, SampleSplit, SpikeSample } from "../tasks/task.js";

/** A spoken digit that has not been listened to yet. */
export interface DigitRecording {
  /** 0 … 9. */
  digit: number;
  speaker: string;
  take: number;
  listen(): Sound;
}

/** What the tasks of spoken digits share. */
export interface DigitOptions<Sample> {
  /** What becomes of each sound; `index` is that of the sample. Default `ear()`: events of 64 channels. */
  encode?: (sound: Sound, index: number) => Sample;
  /** Share of the training recordings that validate, in [0, 1). Default 0.1. */
  validation?: number;
  /** What is drawn for validation: `"recording"` (default), or every recording of a `"speaker"`, at least one. */
  by?: "recording" | "speaker";
  /** Of the draw. Default that of networks. */
  seed?: number;
  /** Share of the recordings done, in [0, 1]. */
  onProgress?: (done: number) => void;
  /** Ends the work between two recordings; the promise rejects with the signal's reason. */
  signal?: AbortSignal;
}

export const digitOptions = ["encode", "validation", "by", "seed", "onProgress", "signal"] as const;

/** Takes below it are the test set, as the publishers of the Free Spoken Digit Dataset have it. */
const FIRST_TRAINING_TAKE = 5;

const split = (recordings: readonly DigitRecording[], share: number, bySpeaker: boolean, seed: number): SampleSplit => {
  const all = [...recordings.keys()];
  const test = all.filter((k) => recordings[k]!.take < FIRST_TRAINING_TAKE);
  const rest = all.filter((k) => recordings[k]!.take >= FIRST_TRAINING_TAKE);
  const unitOf = (k: number): string | number => (bySpeaker ? recordings[k]!.speaker : k);
  const units = [...new Set(rest.map(unitOf))];
  const drawn = share > 0 ? Math.max(bySpeaker ? 1 : 0, Math.round(share * units.length)) : 0;
  const held = new Set(new Random(seed, "spokenDigits:validation").shuffle(units).slice(0, drawn));
  return {
    train: Uint32Array.from(rest.filter((k) => !held.has(unitOf(k)))),
    validation: Uint32Array.from(rest.filter((k) => held.has(unitOf(k)))),
    test: Uint32Array.from(test),
  };
};

/**
 * Listens to recordings one after the other, keeping what `encode` makes of each and no sound; samples are in the order given.
 * Yields to the event loop between recordings.
 * @throws NeurogliaError for options out of range, or where no recording is left to train on
 */
export const digitTask = async <Sample = SpikeSample>(
  name: string,
  recordings: readonly DigitRecording[],
  options: DigitOptions<Sample>,
): Promise<ClassTask<Sample>> => {
  const { validation = 0.1, by = "recording", seed = DEFAULT_SEED, onProgress, signal } = options;
  // Without `encode` the type parameter is its default.
  const encode = options.encode ?? (ear() as (sound: Sound, index: number) => Sample);
  if (typeof validation !== "number" || !(validation >= 0 && validation < 1))
    throw bad("validation", name, "a share in [0, 1)", validation);
  knownName(by, ["recording", "speaker"], "by", name);
  const parts = split(recordings, validation, by === "speaker", seed);
  if (parts.train.length === 0)
    throw new NeurogliaError({
      code: "dataset-empty",
      what: "training set",
      where: name,
      expected: `at least one recording (takes from ${FIRST_TRAINING_TAKE} on, less those that validate)`,
      got: `none of ${recordings.length}`,
    });
  const samples: Sample[] = [];
  for (const [index, recording] of recordings.entries()) {
    signal?.throwIfAborted();
    samples.push(encode(recording.listen(), index));
    await onProgress?.((index + 1) / recordings.length);
    await breathe();
  }
  const labels = Uint32Array.from(recordings, ({ digit }) => digit);
  return { name, samples, labels, classes: 10, split: parts };
};
