import { knownOptions } from "../network/check.js";
import type { SpikeSample } from "../tasks/task.js";
import { BsaEncoder, lowPass } from "./bsaEncoder.js";
import { checkedCount } from "./check.js";
import type { SpikeEncoder } from "./encoder.js";
import { Gammatone } from "./gammatone.js";
import { Scaling } from "./scaling.js";
import type { Sound } from "./sound.js";

/** Options of {@link ear}. */
export interface EarOptions {
  /** Filters of the cochlea. Default 64. */
  channels?: number;
  /**
   * What makes events of the cochleagram, whose rows are the encoder's `every` ms and whose values it finds in 0 … 1. Default:
   * BSA, 2 ms a row, 12 taps of a low pass at 60 Hz, after Verstraeten, Schrauwen, Stroobandt & Van Campenhout 2005
   * (Information Processing Letters 95:521–528), who had it behind Lyon's cochlea.
   */
  encoder?: SpikeEncoder;
}

/**
 * From sound to events: a gammatone bank from 50 Hz to 0.45 of the sample rate, its cochleagram divided by its own largest
 * value, and an encoder. The second argument of what it returns is the encoder's `trial`.
 * @throws NeurogliaError for options out of range; from what it returns, for a bad sound
 */
export const ear = (options: EarOptions = {}): ((sound: Sound, trial?: number) => SpikeSample) => {
  knownOptions(options, ["channels", "encoder"], "ear");
  const { encoder = new BsaEncoder({ every: 2, filter: lowPass({ taps: 12, cutoff: 60, every: 2 }) }) } = options;
  const channels = checkedCount(options.channels ?? 64, 1, "channels", "ear");
  let bank: Gammatone | undefined;
  return (sound, trial = 0) => {
    if (bank?.sampleRate !== sound?.sampleRate) bank = new Gammatone({ sampleRate: sound?.sampleRate, channels });
    const cochleagram = bank.cochleagram(sound, { every: encoder.every });
    const peak = cochleagram.values.reduce((most, value) => Math.max(most, value), 0);
    const scaling = new Scaling({ from: [0, peak > 0 ? peak : 1] });
    return encoder.encode(scaling.encode(cochleagram), { trial });
  };
};
