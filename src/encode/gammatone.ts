import { hostMaths } from "../engine/hostMaths.js";
import { bad, knownOptions } from "../network/check.js";
import type { Series } from "../tasks/task.js";
import { checkedAtLeast0, checkedCount, checkedPositive } from "./check.js";
import { checkSound, type Sound } from "./sound.js";
import { cosTurns, sinTurns } from "./turns.js";

/** Options of {@link Gammatone}. */
export interface GammatoneOptions {
  /** Hz, of the sounds to come. */
  sampleRate: number;
  /** Number of filters. Default 64. */
  channels?: number;
  /** Centre frequency of channel 0, Hz. Default 50. */
  lowest?: number;
  /** Centre frequency of the last channel, Hz, below sampleRate/2. Default 0.45 of the sample rate. */
  highest?: number;
}

/** Options of {@link Gammatone.cochleagram}. */
export interface CochleagramOptions {
  /** ms a row, at least the time of one sample of sound. Default 10. */
  every?: number;
  /** Power that the mean rate of a row is raised to, in (0, 1]. Default 0.3, near the growth of loudness (Stevens 1957). */
  exponent?: number;
}

/** Glasberg & Moore 1990: ERB = 24.7 (4.37 f/1000 + 1) Hz. */
const ERB_LEAST = 24.7;
const ERB_SLOPE = 4.37 / 1000;
/** The width of a fourth-order gammatone whose equivalent rectangular bandwidth is the ear's (Patterson et al. 1992). */
const WIDTH = 1.019;
/** States this small are taken for silence: what fades further would end in subnormal numbers, which are slow. */
const SILENT = 1e-150;

/** Equivalent rectangular bandwidth of the human auditory filter at `frequency`, both in Hz (Glasberg & Moore 1990, Hearing Research 47:103–138). @throws NeurogliaError unless frequency is ≥ 0 and finite */
export const erb = (frequency: number): number => erbOf(checkedAtLeast0(frequency, "frequency", "erb", "Hz"));

const erbOf = (frequency: number): number => ERB_LEAST * (ERB_SLOPE * frequency + 1);

/** A filter as four sections y ← x + z_k·x' − b1·y' − b2·y'', where ' and '' are one and two samples ago; `gain` goes before them. */
interface Cascade {
  readonly gain: number;
  readonly b1: number;
  readonly b2: number;
  readonly zeros: readonly number[];
}

const where = "Gammatone";

/**
 * A bank of gammatone filters, impulse response t³ exp(−2πbt) cos(2πft) with b = 1.019 ERB(f), as a model of the cochlea, and
 * of the hair cells behind it.
 *
 * Centre frequencies are evenly spaced on the scale of ERBs, 21.4 log₁₀(4.37 f/1000 + 1), from `lowest` to `highest`.
 * Each filter is Slaney's (1993, Apple Technical Report 35): four sections of second order in cascade with the poles
 * exp((−2πb ± 2πi f)/fs), one zero each, and a gain of one (0 dB) at its centre frequency. Its impulse response is the closed form's but for a
 * share in the order of f/fs.
 *
 * @throws NeurogliaError for options out of range; from its methods, for a bad sound or one of another sample rate
 */
export class Gammatone {
  /** Hz, ascending, one a channel. */
  readonly centres: Float64Array;
  readonly sampleRate: number;
  readonly #cascades: readonly Cascade[];

  constructor(options: GammatoneOptions) {
    knownOptions(options, ["sampleRate", "channels", "lowest", "highest"], where);
    this.sampleRate = checkedPositive(options.sampleRate, "sampleRate", where, "Hz");
    const channels = checkedCount(options.channels ?? 64, 1, "channels", where);
    const lowest = checkedPositive(options.lowest ?? 50, "lowest", where, "Hz");
    const highest = checkedPositive(options.highest ?? 0.45 * this.sampleRate, "highest", where, "Hz");
    if (highest < lowest || highest >= this.sampleRate / 2)
      throw bad(
        "highest",
        where,
        `from lowest, ${lowest}, to below half the sample rate, ${this.sampleRate / 2}`,
        highest,
        "Hz",
      );
    const { exp, log } = hostMaths();
    const low = log(ERB_SLOPE * lowest + 1);
    const high = log(ERB_SLOPE * highest + 1);
    this.centres = Float64Array.from({ length: channels }, (_, channel) => {
      if (channel === 0) return lowest;
      if (channel === channels - 1) return highest;
      return (exp(low + ((high - low) * channel) / (channels - 1)) - 1) / ERB_SLOPE;
    });
    this.#cascades = Array.from(this.centres, (centre) => cascadeOf(centre, this.sampleRate));
  }

  /** Vibration of the basilar membrane: as many rows as the sound has samples, a channel a filter. */
  filter(sound: Sound): Series {
    checkSound(sound, this.sampleRate, where);
    const { length } = sound;
    const channels = this.centres.length;
    const values = new Float64Array(length * channels);
    const out = new Float64Array(length);
    for (const [channel, cascade] of this.#cascades.entries()) {
      advance(cascade, sound.values, 0, length, new Float64Array(8), out);
      for (let k = 0; k < length; k++) values[k * channels + channel] = out[k]!;
    }
    return { values, length, channels };
  }

  /**
   * What hair cells make of it: the filtered sound is rectified (half-wave), averaged over rows of `every` ms, and compressed by a power
   * law. ⌈duration/every⌉ rows, the last over what there is. A tone of amplitude A at a centre frequency comes to (A/π)^exponent there.
   */
  cochleagram(sound: Sound, options: CochleagramOptions = {}): Series {
    const here = `cochleagram of ${where}`;
    checkSound(sound, this.sampleRate, where);
    knownOptions(options, ["every", "exponent"], here);
    const { every = 10, exponent = 0.3 } = options;
    const rowLength = (checkedPositive(every, "every", here, "ms") * this.sampleRate) / 1000;
    if (rowLength < 1) throw bad("every", here, `≥ ${1000 / this.sampleRate} ms, the time of a sample`, every);
    if (typeof exponent !== "number" || !(exponent > 0 && exponent <= 1))
      throw bad("exponent", here, "in (0, 1]", exponent);
    const channels = this.centres.length;
    // Less a rounding error, lest a row be empty.
    const length = Math.ceil(sound.length / rowLength - 1e-9);
    const begins = Array.from({ length: length + 1 }, (_, row) =>
      row < length ? Math.floor(row * rowLength + 1e-9) : sound.length,
    );
    const { pow } = hostMaths();
    const values = new Float64Array(length * channels);
    const out = new Float64Array(Math.min(Math.ceil(rowLength), sound.length) + 1);
    for (const [channel, cascade] of this.#cascades.entries()) {
      const state = new Float64Array(8);
      for (let row = 0; row < length; row++) {
        const begin = begins[row]!;
        const end = begins[row + 1]!;
        advance(cascade, sound.values, begin, end, state, out);
        let sum = 0;
        for (let k = 0; k < end - begin; k++) sum += Math.max(0, out[k]!);
        values[row * channels + channel] = sum > 0 ? pow(sum / (end - begin), exponent) : 0;
      }
    }
    return { values, length, channels };
  }
}

/**
 * With r = exp(−2πb/fs) and θ = 2πf/fs: b1 = −2r cos θ, b2 = r², and the zeros −z_k with z_k = −r (cos θ ± √(3 ± 2√2) sin θ).
 */
const cascadeOf = (centre: number, sampleRate: number): Cascade => {
  const turns = centre / sampleRate;
  const r = hostMaths().exp((-2 * Math.PI * WIDTH * erbOf(centre)) / sampleRate);
  const cos = cosTurns(turns);
  const sin = sinTurns(turns);
  const b1 = -2 * r * cos;
  const b2 = r * r;
  const far = 1 + Math.SQRT2;
  const near = Math.SQRT2 - 1;
  const zeros = [far, -far, near, -near].map((share) => -r * (cos + share * sin));
  // At exp(iθ) the magnitude of a section is |1 + z_k exp(−iθ)| / |1 + b1 exp(−iθ) + b2 exp(−2iθ)|.
  const poles = (1 + b1 * cos + b2 * cosTurns(2 * turns)) ** 2 + (b1 * sin + b2 * sinTurns(2 * turns)) ** 2;
  const squared = zeros.reduce((gain, z) => (gain * ((1 + z * cos) ** 2 + (z * sin) ** 2)) / poles, 1);
  return { gain: 1 / Math.sqrt(squared), b1, b2, zeros };
};

/** Filters samples [begin, end) into the beginning of `out`; `state` holds two numbers a section. */
const advance = (
  { gain, b1, b2, zeros }: Cascade,
  samples: Float64Array,
  begin: number,
  end: number,
  state: Float64Array,
  out: Float64Array,
): void => {
  const [z0, z1, z2, z3] = zeros as [number, number, number, number];
  let p0 = state[0]!;
  let q0 = state[1]!;
  let p1 = state[2]!;
  let q1 = state[3]!;
  let p2 = state[4]!;
  let q2 = state[5]!;
  let p3 = state[6]!;
  let q3 = state[7]!;
  for (let k = begin; k < end; k++) {
    const x = gain * samples[k]!;
    const y0 = x + p0;
    p0 = z0 * x - b1 * y0 + q0;
    q0 = -b2 * y0;
    const y1 = y0 + p1;
    p1 = z1 * y0 - b1 * y1 + q1;
    q1 = -b2 * y1;
    const y2 = y1 + p2;
    p2 = z2 * y1 - b1 * y2 + q2;
    q2 = -b2 * y2;
    const y3 = y2 + p3;
    p3 = z3 * y2 - b1 * y3 + q3;
    q3 = -b2 * y3;
    out[k - begin] = y3;
  }
  state.set([p0, q0, p1, q1, p2, q2, p3, q3]);
  for (let k = 0; k < 8; k++) if (Math.abs(state[k]!) < SILENT) state[k] = 0;
};
