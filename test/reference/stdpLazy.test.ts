import { describe, expect, it } from "vitest";
import { classicalWalks, lazyWalks, type Rows, type Spikes } from "../lazyRows.js";
import { numbers } from "../numbers.js";

// Spikes are given: could not catch a stage of the schedule that comes too early or too late (stdpWalks does).

const bits = (values: Float32Array): number[] => [...new Uint32Array(values.buffer, values.byteOffset, values.length)];

interface Case {
  seed: number;
  lags: readonly number[];
  mirrored: boolean;
  tauPlus: number;
  steps: number;
  /** Signs of the two amplitudes. */
  signs?: readonly [plus: 1 | -1, minus: 1 | -1];
}

/** Rows of 0 … 21 synapses, some targets twice; trains with coincidences, long silences and bursts. */
const drawn = ({
  seed,
  lags,
  mirrored,
  tauPlus,
  steps,
  signs: [plus, minus] = [1, 1],
}: Case): { rows: Rows; spikes: Spikes[] } => {
  const draw = numbers(seed);
  const [nPre, nPost] = [7, 19];
  const sign = mirrored ? -1 : 1;
  const rows: Rows = {
    nPre,
    nPost,
    lags,
    rows: Array.from({ length: nPre * lags.length }, () =>
      Array.from({ length: Math.floor(22 * draw()) }, () => ({
        target: Math.floor(nPost * draw()),
        weight: sign * Math.fround(draw()),
      })).sort((a, b) => a.target - b.target),
    ),
    aPlus: 0.43 * plus,
    aMinus: 0.37 * minus,
    tauPlus,
    tauMinus: 11,
    increment: 0.6,
    wMin: mirrored ? -1 : 0,
    wMax: mirrored ? 0 : 1,
    mirrored,
  };
  // Each cell changes now and then between silence, sparse firing, dense firing and a spike in every step.
  const rates = [0, 0, 0.02, 0.2, 1];
  const train = (n: number) => {
    const rate = new Float64Array(n);
    return Array.from({ length: steps }, () => {
      const ids: number[] = [];
      for (let id = 0; id < n; id++) {
        if (draw() < 0.02) rate[id] = rates[Math.floor(rates.length * draw())]!;
        if (draw() < rate[id]!) ids.push(id);
      }
      return ids;
    });
  };
  const [pre, post] = [train(nPre), train(nPost)];
  return { rows, spikes: pre.map((ids, step) => ({ pre: ids, post: post[step]! })) };
};

/** The rule in f64, every synapse in every step; also what it met on the way. */
const plainRule = (given: Rows, spikes: readonly Spikes[]) => {
  const { lags, rows, nPost, aPlus, aMinus, tauPlus, tauMinus, increment, wMin, wMax, mirrored } = given;
  const clip = (w: number) => Math.min(wMax, Math.max(wMin, w));
  const weights = rows.map((row) => row.map(({ weight }) => weight));
  const x = new Float64Array(rows.length);
  const y = new Float64Array(nPost);
  const met = { together: 0, clipped: 0, lateClipMatters: 0 };
  const received = spikes.map(({ post }, step) => {
    const input = new Float64Array(nPost);
    const spiking = new Set(post);
    rows.forEach((row, number) => {
      const d = number % lags.length;
      const source = (number - d) / lags.length;
      const arrives = spikes[step - lags[d]!]?.pre.includes(source) ?? false;
      row.forEach(({ target }, k) => {
        const w = weights[number]![k]!;
        if (arrives) input[target]! += w;
        const atPost = spiking.has(target) ? (mirrored ? -aMinus : aPlus) * x[number]! : 0;
        const atPre = arrives ? (mirrored ? aPlus : -aMinus) * y[target]! : 0;
        if (atPost === 0 && atPre === 0) return;
        weights[number]![k] = clip(w + atPost + atPre);
        if (weights[number]![k] !== w + atPost + atPre) met.clipped++;
        if (atPost !== 0 && atPre !== 0) {
          met.together++;
          if (clip(clip(w + atPre) + atPost) !== weights[number]![k]) met.lateClipMatters++;
        }
      });
      x[number] = (x[number]! + (arrives ? increment : 0)) * Math.exp(-1 / tauPlus);
    });
    for (let i = 0; i < nPost; i++) y[i] = (y[i]! + (spiking.has(i) ? increment : 0)) * Math.exp(-1 / tauMinus);
    return input;
  });
  return { weights: weights.flat(), received, met };
};

const close = (got: ArrayLike<number>, expected: ArrayLike<number>, what: string, within = 5e-5) => {
  expect(got.length).toBe(expected.length);
  for (let k = 0; k < got.length; k++) expect(Math.abs(got[k]! - expected[k]!), `${what}, ${k}`).toBeLessThan(within);
};

const cases: Case[] = [
  { seed: 1, lags: [0], mirrored: false, tauPlus: 7, steps: 1500 },
  { seed: 2, lags: [1, 3, 8], mirrored: false, tauPlus: 19, steps: 1000 },
  { seed: 3, lags: [2], mirrored: true, tauPlus: 130, steps: 2500 },
  { seed: 4, lags: [0, 5], mirrored: true, tauPlus: 1, steps: 800 },
  { seed: 5, lags: [1, 3], mirrored: false, tauPlus: 19, steps: 1000, signs: [-1, -1] },
  { seed: 6, lags: [0], mirrored: true, tauPlus: 30, steps: 1500, signs: [1, -1] },
  { seed: 7, lags: [2, 5], mirrored: false, tauPlus: 9, steps: 1000, signs: [-1, 1] },
];

describe.each(cases)(
  "put-off pair STDP, $lags steps, tauPlus $tauPlus steps, mirrored $mirrored, signs of the amplitudes $signs",
  (given) => {
    const { rows, spikes } = drawn(given);
    const [plus, minus] = given.signs ?? [1, 1];

    it("delivers and ends with the weights of the rule in f64, one synapse at a time, in every step", () => {
      const expected = plainRule(rows, spikes);
      expect(expected.met.together).toBeGreaterThan(300);
      expect(expected.met.clipped).toBeGreaterThan(1000);
      // Where both terms have one sign, it hardly ever does.
      if (plus === minus) expect(expected.met.lateClipMatters).toBeGreaterThan(50);
      const walks = lazyWalks(rows);
      spikes.forEach((now, step) => {
        close(walks.step(step, now), expected.received[step]!, `step ${step}, target`);
      });
      close(walks.weights(spikes.length), expected.weights, "weight");
    });

    it("agrees with the walks at every spike", () => {
      const [walks, classical] = [lazyWalks(rows), classicalWalks(rows)];
      // Their trace is multiplied by an f32 factor in every step: of a trace of at most increment·tau, tau roundings remain.
      const within = 5e-5 + Math.abs(rows.aPlus) * rows.increment * rows.tauPlus ** 2 * 2 ** -24;
      spikes.forEach((now, step) => {
        close(walks.step(step, now), classical.step(step, now), `step ${step}, target`, within);
      });
      close(walks.weights(spikes.length), classical.weights(spikes.length), "weight", within);
    });

    it("flushes at any moments change no bit, nor does a part of the targets in a memory of its own", () => {
      const whole = lazyWalks(rows);
      const received = spikes.map((now, step) => bits(whole.step(step, now)));
      const draw = numbers(given.seed + 100);
      const flushed = lazyWalks(rows);
      const parts = [lazyWalks(rows, 0, 0, 7), lazyWalks(rows, 0, 7, rows.nPost)];
      spikes.forEach((now, step) => {
        if (draw() < 0.2) flushed.weights(step);
        expect(bits(flushed.step(step, now)), `step ${step}`).toEqual(received[step]);
        const halves = parts.map((part) => bits(part.step(step, now)));
        expect([...halves[0]!.slice(0, 7), ...halves[1]!.slice(7)], `step ${step}`).toEqual(received[step]);
        if (draw() < 0.05) parts[1]!.weights(step + 1);
      });
      const weights = bits(whole.weights(spikes.length));
      expect(bits(flushed.weights(spikes.length))).toEqual(weights);
      const [low, high] = parts.map((part) => bits(part.weights(spikes.length)));
      const lowFirst: number[] = [];
      let [a, b] = [0, 0];
      for (const { target } of rows.rows.flat()) lowFirst.push(target < 7 ? low![a++]! : high![b++]!);
      expect(lowFirst).toEqual(weights);
    });
  },
);

it("keeps its order of times in steps near 2^32", () => {
  const { rows, spikes } = drawn({ seed: 9, lags: [1], mirrored: false, tauPlus: 200, steps: 600 });
  const first = 2 ** 32 - 601;
  const walks = lazyWalks(rows, first);
  const expected = plainRule(rows, spikes);
  spikes.forEach((now, k) => {
    close(walks.step(first + k, now), expected.received[k]!, `step ${k}, target`);
  });
});
