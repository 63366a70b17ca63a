import { type HostMaths, hostMaths } from "./engine/hostMaths.js";
import { streamOf } from "./engine/stream.js";
import { NeurogliaError } from "./errors.js";
import { asList } from "./network/check.js";

const ROUNDS = 7;
/** Greatest mean that one Poisson number is searched for at; e^−500 is far from where f64 ends. */
const MOST_MEAN = 500;

const check = (holds: boolean, what: string, expected: string, got: unknown): void => {
  if (!holds) throw new NeurogliaError({ code: "bad-input", what, where: "Random", expected, got });
};

/** High word of a product of two words. No partial product exceeds 2^49, so that f64 has all its bits. */
const mulHigh = (a: number, b: number): number =>
  Math.floor((a * (b >>> 16) + Math.floor((a * (b & 0xffff)) / 65536)) / 65536);

/** The four words of one counter: Philox4x32-7 (Salmon, Moraes, Dror & Shaw 2011, SC'11), as in assembly/random.ts. */
export const philox = (
  out: Uint32Array,
  c0: number,
  c1: number,
  c2: number,
  c3: number,
  k0: number,
  k1: number,
): void => {
  for (let r = 0; r < ROUNDS; r++) {
    const high0 = mulHigh(0xd2511f53, c0);
    const low0 = Math.imul(0xd2511f53, c0) >>> 0;
    const high1 = mulHigh(0xcd9e8d57, c2);
    const low1 = Math.imul(0xcd9e8d57, c2) >>> 0;
    c0 = (high1 ^ c1 ^ k0) >>> 0;
    c1 = low1;
    c2 = (high0 ^ c3 ^ k1) >>> 0;
    c3 = low0;
    k0 = (k0 + 0x9e3779b9) >>> 0;
    k1 = (k1 + 0xbb67ae85) >>> 0;
  }
  out[0] = c0;
  out[1] = c1;
  out[2] = c2;
  out[3] = c3;
};

/**
 * Random numbers of the host: of tasks, encoders, sweeps. Philox4x32-7 with key = seed and counter = (k, attempt, trial,
 * stream), where k counts the calls: the k-th number is a function of seed, stream, trial, k and what was asked for, whatever the
 * calls before it returned. Only +, −, ×, ÷ and the kernels' own exp and log, so the same bits on every machine.
 *
 * Streams of different names are independent. Name one for its purpose, "poissonTemplates:jitter"; `trial` tells samples apart.
 */
export class Random {
  readonly #words = new Uint32Array(4);
  readonly #key: readonly [low: number, high: number];
  readonly #stream: number;
  readonly #trial: number;
  readonly #maths: HostMaths = hostMaths();
  #k = 0;

  /** @throws NeurogliaError unless seed is a safe integer ≥ 0 and trial a whole number below 2^32 */
  constructor(seed: number, stream: string, trial = 0) {
    check(Number.isSafeInteger(seed) && seed >= 0, "seed", "a safe integer ≥ 0", seed);
    check(typeof stream === "string", "stream", "a name", stream);
    check(Number.isInteger(trial) && trial >= 0 && trial < 2 ** 32, "trial", "a whole number in 0 … 2^32 − 1", trial);
    this.#key = [seed % 2 ** 32, Math.floor(seed / 2 ** 32)];
    this.#stream = streamOf(stream);
    this.#trial = trial;
  }

  #draw(k: number, attempt: number): Uint32Array {
    philox(this.#words, k, attempt, this.#trial, this.#stream, this.#key[0], this.#key[1]);
    return this.#words;
  }

  #uniform(k: number, attempt: number): number {
    const words = this.#draw(k, attempt);
    return (words[0]! * 2 ** 21 + (words[1]! >>> 11)) / 2 ** 53;
  }

  /** Uniform in [0, 1), with 53 bits. */
  uniform(): number {
    return this.#uniform(this.#k++, 0);
  }

  /** Normal with mean 0 and variance 1, by inversion (Wichura 1988, AS 241) of 52 bits: within ±8.2. */
  normal(): number {
    const words = this.#draw(this.#k++, 0);
    return this.#maths.normalQuantile((words[0]! * 2 ** 20 + (words[1]! >>> 12) + 0.5) / 2 ** 52);
  }

  /** Exponential with mean 1, by inversion of 53 bits: at most 36.8. */
  exponential(): number {
    return -this.#maths.log1p(-this.uniform());
  }

  /**
   * 0 … n − 1, each as likely as the others (Lemire 2019, ACM Transactions on Modeling and Computer Simulation 29:3).
   * @throws NeurogliaError unless n is a whole number in 1 … 2^32
   */
  integer(n: number): number {
    check(Number.isInteger(n) && n >= 1 && n <= 2 ** 32, "n", "a whole number in 1 … 2^32", n);
    const k = this.#k++;
    const rejected = 2 ** 32 % n;
    for (let attempt = 0; ; attempt++)
      for (const word of this.#draw(k, attempt)) if (Math.imul(word, n) >>> 0 >= rejected) return mulHigh(n, word);
  }

  /**
   * Poisson with the given mean, by inversion; above 500 as a sum of such numbers, so that the time grows with the mean.
   * @throws NeurogliaError unless mean is in [0, 10^9]
   */
  poisson(mean: number): number {
    check(typeof mean === "number" && mean >= 0 && mean <= 1e9, "mean", "in [0, 1e9]", mean);
    const k = this.#k++;
    const draws = Math.ceil(mean / MOST_MEAN);
    let total = 0;
    for (let draw = 0; draw < draws; draw++) {
      const each = mean / draws;
      const u = this.#uniform(k, draw);
      let probability = this.#maths.exp(-each);
      let sum = probability;
      let count = 0;
      // Where rounding keeps the sum below u, the tail beyond has less than 2^-53 of the mass: it ends when terms vanish.
      while (u >= sum && probability > 0) {
        probability *= each / ++count;
        sum += probability;
      }
      total += count;
    }
    return total;
  }

  /** Puts a list or typed array into random order, in place (Fisher–Yates), and returns it. */
  shuffle<List extends { readonly length: number; [k: number]: unknown }>(list: List): List {
    asList(list as ArrayLike<unknown>, "list", "shuffle");
    for (let k = 0; k + 1 < list.length; k++) {
      const other = k + this.integer(list.length - k);
      const held = list[k];
      list[k] = list[other];
      list[other] = held;
    }
    return list;
  }
}
