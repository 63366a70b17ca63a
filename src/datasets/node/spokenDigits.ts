import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { NeurogliaError } from "../../errors.js";
import { checkPath, knownOptions } from "../../network/check.js";
import type { ClassTask, SpikeSample } from "../../tasks/task.js";
import { type DigitOptions, type DigitRecording, digitOptions, digitTask } from "../digitTask.js";
import { parseWav } from "../wav.js";

const NAME = /^([0-9])_([^_]+)_([0-9]+)\.wav$/;

const contentOf = (path: string): Uint8Array => {
  try {
    return new Uint8Array(readFileSync(path));
  } catch (error) {
    throw new NeurogliaError({
      code: "file-unreadable",
      what: "content",
      where: `file ${path}`,
      expected: "a readable file",
      got: error instanceof Error ? error.message : error,
    });
  }
};

const recordingOf = (folder: string, file: string): DigitRecording => {
  const path = join(folder, file);
  const [, digit, speaker, take] = NAME.exec(file) ?? [];
  if (digit === undefined || speaker === undefined || take === undefined)
    throw new NeurogliaError({
      code: "file-name",
      what: "name",
      where: `file ${path}`,
      expected: "{digit}_{speaker}_{take}.wav",
      got: file,
    });
  return { digit: Number(digit), speaker, take: Number(take), listen: () => parseWav(contentOf(path), path) };
};

/**
 * The Free Spoken Digit Dataset (Zohar Jackson and others, https://github.com/Jakobovski/free-spoken-digit-dataset): a folder of
 * recordings `{digit}_{speaker}_{take}.wav`, of which takes 0 … 4 are the test set. Samples are in the order of digit, speaker and take.
 * Files are read one at a time and sounds are not kept.
 *
 * @param folder where the WAV files are; files of other kinds are passed over
 * @throws NeurogliaError if there is no such folder, no WAV file, one of another name, one that is corrupt, for options out of range
 */
export const spokenDigits = async <Sample = SpikeSample>(
  folder: string,
  options: DigitOptions<Sample> = {},
): Promise<ClassTask<Sample>> => {
  const name = "spokenDigits";
  knownOptions(options, digitOptions, name);
  checkPath(folder, "folder", name);
  const home = resolve(folder);
  if (!existsSync(home) || !statSync(home).isDirectory())
    throw new NeurogliaError({
      code: "folder-missing",
      what: "folder",
      where: name,
      expected: "a folder of WAV files",
      got: home,
    });
  const recordings = readdirSync(home)
    .filter((file) => file.toLowerCase().endsWith(".wav"))
    .map((file) => recordingOf(home, file));
  if (recordings.length === 0)
    throw new NeurogliaError({
      code: "dataset-empty",
      what: "number of WAV files",
      where: `folder ${home}`,
      expected: "≥ 1",
      got: 0,
    });
  recordings.sort(
    (a, b) => a.digit - b.digit || (a.speaker < b.speaker ? -1 : a.speaker > b.speaker ? 1 : 0) || a.take - b.take,
  );
  return digitTask(name, recordings, options);
};
