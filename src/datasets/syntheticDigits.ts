import { checkedCount } from "../encode/check.js";
import type { Sound } from "../encode/sound.js";
import { sinTurns } from "../encode/turns.js";
import { bad, knownOptions } from "../network/check.js";
import { DEFAULT_SEED } from "../network/options.js";
import { Random } from "../random.js";
import type { ClassTask, SpikeSample } from "../tasks/task.js";
import { type DigitOptions, type DigitRecording, digitOptions, digitTask } from "./digitTask.js";

/** Options of {@link syntheticDigits}; `seed` also fixes the sounds. */
export interface SyntheticDigitOptions<Sample> extends DigitOptions<Sample> {
  /** Default 2. */
  speakers?: number;
  /** Per digit and speaker, ≥ 6; the first five are the test set. Default 10. */
  takes?: number;
}

const SAMPLE_RATE = 8000;
/** Two gliding tones a digit, Hz: where each begins and ends. In the range of the first two formants, but nobody's vowels. */
const GLIDES: readonly (readonly [first: number, firstEnd: number, second: number, secondEnd: number])[] = [
  [300, 450, 2200, 900],
  [600, 650, 900, 1400],
  [350, 350, 1500, 800],
  [400, 300, 1200, 2500],
  [500, 550, 800, 1100],
  [750, 400, 1200, 2100],
  [400, 400, 2000, 2600],
  [550, 500, 1800, 1500],
  [550, 350, 1900, 2400],
  [700, 350, 1100, 1900],
];

const speak = (digit: number, speaker: number, take: number, seed: number): Sound => {
  const voice = new Random(seed, "syntheticDigits:voice", speaker);
  const pitch = 90 + 90 * voice.uniform();
  const stature = 0.92 + 0.16 * voice.uniform();
  const random = new Random(seed, `syntheticDigits:digit ${digit} of ${speaker}`, take);
  const length = Math.round(SAMPLE_RATE * (0.25 + 0.15 * random.uniform()));
  const loudness = 0.3 + 0.4 * random.uniform();
  const [first, firstEnd, second, secondEnd] = GLIDES[digit]!.map(
    (frequency) => frequency * stature * (0.96 + 0.08 * random.uniform()),
  ) as [number, number, number, number];
  const values = new Float64Array(length);
  let [low, high, pulse] = [0, 0, 0];
  for (let k = 0; k < length; k++) {
    const passed = k / length;
    low += (first + (firstEnd - first) * passed) / SAMPLE_RATE;
    high += (second + (secondEnd - second) * passed) / SAMPLE_RATE;
    pulse += pitch / SAMPLE_RATE;
    const glottis = 0.6 + 0.4 * sinTurns(pulse);
    const envelope = sinTurns(passed / 2);
    const tones = 0.6 * sinTurns(low) + 0.4 * sinTurns(high);
    values[k] = 0.8 * loudness * envelope * glottis * tones + 0.01 * (2 * random.uniform() - 1);
  }
  return { values, length, channels: 1, sampleRate: SAMPLE_RATE };
};

/**
 * A stand-in for `spokenDigits` where there are no recordings, such as in tests: each digit is a pair of gliding tones, modulated at
 * the pitch of the speaker and drowned in a little noise; takes differ in length, loudness and, by a few per cent, in
 * frequencies. 8 kHz. It is no speech and far easier than speech: what a liquid scores on it says nothing about spoken digits.
 *
 * @throws NeurogliaError for options out of range
 */
export const syntheticDigits = async <Sample = SpikeSample>(
  options: SyntheticDigitOptions<Sample> = {},
): Promise<ClassTask<Sample>> => {
  const name = "syntheticDigits";
  knownOptions(options, [...digitOptions, "speakers", "takes"], name);
  const { seed = DEFAULT_SEED } = options;
  if (!Number.isSafeInteger(seed) || seed < 0) throw bad("seed", name, "a safe integer ≥ 0", seed);
  const speakers = checkedCount(options.speakers ?? 2, 1, "speakers", name);
  const takes = checkedCount(options.takes ?? 10, 6, "takes", name);
  const recordings = Array.from({ length: 10 * speakers * takes }, (_, k): DigitRecording => {
    const digit = Math.floor(k / (speakers * takes));
    const speaker = Math.floor(k / takes) % speakers;
    const take = k % takes;
    return { digit, speaker: `voice ${speaker}`, take, listen: () => speak(digit, speaker, take, seed) };
  });
  return digitTask(name, recordings, options);
};
