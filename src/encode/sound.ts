import { bad } from "../network/check.js";
import type { Series } from "../tasks/task.js";
import { checkSeries } from "./check.js";

/** Sound pressure over time in one channel, −1 … 1 where it comes from a file. */
export interface Sound extends Series {
  channels: 1;
  /** Hz. */
  sampleRate: number;
}

/** Refuses a sound that is a bad series, has several channels, or another sample rate. */
export const checkSound = (sound: Sound, sampleRate: number, where: string): void => {
  checkSeries(sound, where);
  if (sound.channels !== 1) throw bad("channels", `sound for ${where}`, "1", sound.channels);
  if (sound.sampleRate !== sampleRate)
    throw bad("sampleRate", `sound for ${where}`, `${sampleRate} Hz, which its filters are made for`, sound.sampleRate);
};
