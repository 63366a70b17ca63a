// The gammatone bank against closed forms. Could not catch a cochlea unlike a human's: only that it is the one of the papers.
import { describe, expect, it } from "vitest";
import { erb, Gammatone } from "../../dist/src/index.js";
import { numbers } from "../numbers.js";
import { soundOf } from "../sounds.js";

const impulse = (length: number, sampleRate: number) =>
  soundOf(
    Array.from({ length }, (_, k) => (k === 0 ? 1 : 0)),
    sampleRate,
  );

/** Σ a·b / √(Σa² Σb²), 1 where one is a multiple of the other. */
const alike = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let [ab, aa, bb] = [0, 0, 0];
  for (let k = 0; k < a.length; k++) {
    ab += a[k]! * b[k]!;
    aa += a[k]! ** 2;
    bb += b[k]! ** 2;
  }
  return ab / Math.sqrt(aa * bb);
};

/** t³ exp(−2π·1.019·ERB(f)·t) cos(2πft), sampled. */
const closedForm = (frequency: number, length: number, sampleRate: number): Float64Array =>
  Float64Array.from({ length }, (_, k) => {
    const t = k / sampleRate;
    return t ** 3 * Math.exp(-2 * Math.PI * 1.019 * erb(frequency) * t) * Math.cos(2 * Math.PI * frequency * t);
  });

describe("gammatone", () => {
  it("ERB of Glasberg & Moore 1990, 24.7 (4.37 f/1000 + 1): 132.6 Hz at 1 kHz", () => {
    expect(erb(0)).toBeCloseTo(24.7, 12);
    expect(erb(1000)).toBeCloseTo(132.639, 9);
    expect(erb(4000)).toBeCloseTo(456.456, 9);
  });

  it("centres are evenly spaced on the ERB-rate scale 21.4 log10(4.37 f/1000 + 1), ends included", () => {
    const { centres } = new Gammatone({ sampleRate: 16000, channels: 30, lowest: 80, highest: 6000 });
    expect([centres[0], centres[29], centres.length]).toEqual([80, 6000, 30]);
    const rate = (frequency: number): number => 21.4 * Math.log10(0.00437 * frequency + 1);
    for (let c = 0; c < 30; c++)
      expect(rate(centres[c]!)).toBeCloseTo(rate(80) + ((rate(6000) - rate(80)) * c) / 29, 9);
    expect([...new Gammatone({ sampleRate: 8000, channels: 1, lowest: 440 }).centres]).toEqual([440]);
  });

  it("the gain at each centre frequency is 0 dB: a tone of one second comes out at amplitude 1", () => {
    const sampleRate = 8000;
    const bank = new Gammatone({ sampleRate, channels: 12, lowest: 50, highest: 3900 });
    for (const [channel, centre] of bank.centres.entries()) {
      const tone = soundOf(
        Float64Array.from({ length: sampleRate }, (_, k) => Math.sin((2 * Math.PI * centre * k) / sampleRate)),
        sampleRate,
      );
      const { values } = bank.filter(tone);
      // Amplitude by projection on sine and cosine over the last half second.
      let [s, c, ss, cc, sc] = [0, 0, 0, 0, 0];
      for (let k = sampleRate / 2; k < sampleRate; k++) {
        const angle = (2 * Math.PI * centre * k) / sampleRate;
        const y = values[k * 12 + channel]!;
        s += y * Math.sin(angle);
        c += y * Math.cos(angle);
        ss += Math.sin(angle) ** 2;
        cc += Math.cos(angle) ** 2;
        sc += Math.sin(angle) * Math.cos(angle);
      }
      const a = (s * cc - c * sc) / (ss * cc - sc * sc);
      const b = (c * ss - s * sc) / (ss * cc - sc * sc);
      expect(Math.hypot(a, b)).toBeCloseTo(1, 9);
    }
  });

  it("the impulse response is t³ exp(−2πbt) cos(2πft): 1 − correlation is small, and falls with the square of the sample rate", () => {
    for (const centre of [200, 1000, 3000]) {
      const [coarse, fine] = [16000, 160000].map((sampleRate) => {
        const length = Math.round(0.06 * sampleRate);
        const bank = new Gammatone({ sampleRate, channels: 1, lowest: centre });
        const { values } = bank.filter(impulse(length, sampleRate));
        return 1 - alike(values, closedForm(centre, length, sampleRate));
      });
      expect(coarse).toBeLessThan(0.01);
      expect(fine! / coarse!).toBeGreaterThan(0.009);
      expect(fine! / coarse!).toBeLessThan(0.011);
    }
  });
});

describe("cochleagram", () => {
  it("rows are (mean of the rectified, filtered sound)^exponent, the last over what there is", () => {
    const sampleRate = 11025;
    const random = numbers(4);
    const sound = soundOf(
      Float64Array.from({ length: 1000 }, () => 2 * random() - 1),
      sampleRate,
    );
    const bank = new Gammatone({ sampleRate, channels: 5 });
    const fine = bank.filter(sound);
    // 7 ms are 77.175 samples: thirteen rows, the last short.
    for (const exponent of [1, 0.3]) {
      const rows = bank.cochleagram(sound, { every: 7, exponent });
      expect([rows.length, rows.channels]).toEqual([13, 5]);
      for (let row = 0; row < 13; row++)
        for (let channel = 0; channel < 5; channel++) {
          const begin = Math.floor(row * 77.175);
          const end = Math.min(1000, Math.floor((row + 1) * 77.175));
          let sum = 0;
          for (let k = begin; k < end; k++) sum += Math.max(0, fine.values[k * 5 + channel]!);
          expect(rows.values[row * 5 + channel]).toBeCloseTo((sum / (end - begin)) ** exponent, 12);
        }
    }
  });

  it("a tone of amplitude A at a centre frequency comes to (A/π)^0.3 there, and to less everywhere else", () => {
    const bank = new Gammatone({ sampleRate: 8000, channels: 17, lowest: 100, highest: 3000 });
    const centre = bank.centres[8]!;
    const values = Float64Array.from({ length: 8000 }, (_, k) => 0.2 * Math.sin((2 * Math.PI * centre * k) / 8000));
    const rows = bank.cochleagram(soundOf(values, 8000), { every: 500 });
    const steady = rows.values.subarray(17);
    // A row holds no whole number of periods or samples a period.
    expect(Math.abs(steady[8]! / (0.2 / Math.PI) ** 0.3 - 1)).toBeLessThan(2e-3);
    for (let channel = 0; channel < 17; channel++)
      if (channel !== 8) expect(steady[channel]).toBeLessThan(0.9 * steady[8]!);
  });

  it("silence is 0 in every row, also long after a sound", () => {
    const bank = new Gammatone({ sampleRate: 8000, channels: 8 });
    expect(bank.cochleagram(soundOf(new Float64Array(800), 8000)).values.every((value) => value === 0)).toBe(true);
    const rows = bank.cochleagram(impulse(40_000, 8000), { every: 100 });
    expect(rows.values.subarray(0, 8).every((value) => value > 0)).toBe(true);
    expect(rows.values.subarray(49 * 8).every((value) => value === 0)).toBe(true);
  });
});
