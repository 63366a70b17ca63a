import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { streamOf } from "../../dist/src/engine/stream.js";
import { NeurogliaError, Random } from "../../dist/src/index.js";
import { philox } from "../../dist/src/random.js";
import { philoxBig } from "./philox.js";

// Words and integers bit by bit. Could not catch a distribution that is wrong: see test/statistical/hostRandom.test.ts.

const ONES = 0xffffffff;
const word = fc.integer({ min: 0, max: ONES });

const words = (counter: readonly number[], key: readonly number[]): number[] => {
  const out = new Uint32Array(4);
  philox(out, counter[0]!, counter[1]!, counter[2]!, counter[3]!, key[0]!, key[1]!);
  return [...out];
};

/** The words of call k, attempt a, of a generator. */
const wordsOf = (seed: number, stream: string, k: number, trial = 0, attempt = 0): number[] =>
  philoxBig([k, attempt, trial, streamOf(stream)], [seed % 2 ** 32, Math.floor(seed / 2 ** 32)], 7);

describe("Random", () => {
  it("seven rounds of Philox4x32 give Random123's published words", () => {
    expect(words([0, 0, 0, 0], [0, 0])).toEqual([0x5f6fb709, 0x0d893f64, 0x4f121f81, 0x4f730a48]);
    expect(words([ONES, ONES, ONES, ONES], [ONES, ONES])).toEqual([0x5207ddc2, 0x45165e59, 0x4d8ee751, 0x8c52f662]);
    expect(words([0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0])).toEqual([
      0x4dfccaba, 0x190a87f0, 0xc47362ba, 0xb6b5242a,
    ]);
  });

  it("… and those of the BigInt version for any counter and key", () => {
    fc.assert(
      fc.property(fc.tuple(word, word, word, word), fc.tuple(word, word), (counter, key) => {
        expect(words(counter, key)).toEqual(philoxBig(counter, key, 7));
      }),
      { numRuns: 300, seed: 1 },
    );
  });

  it("uniform is the first 53 bits of the call's counter, seeds beyond 2^32 and trials included", () => {
    for (const [seed, trial] of [
      [1, 0],
      [2 ** 40 + 5, 7],
    ] as const) {
      const random = new Random(seed, "test:uniform", trial);
      for (let k = 0; k < 50; k++) {
        const [high, low] = wordsOf(seed, "test:uniform", k, trial).map(BigInt) as [bigint, bigint];
        expect(random.uniform()).toBe(Number((high << 21n) | (low >> 11n)) / 2 ** 53);
      }
    }
  });

  it("integer is Lemire's product with rejection, word by word and attempt by attempt", () => {
    // Of 3·2^30, a quarter of all words is refused, so that whole counters are: an attempt more.
    for (const n of [1, 2, 10, 1000, 3 * 2 ** 30, 2 ** 31 + 1, 2 ** 32]) {
      const random = new Random(3, "test:integer");
      for (let k = 0; k < 400; k++) {
        const tries = [0, 1, 2, 3, 4, 5].flatMap((attempt) => wordsOf(3, "test:integer", k, 0, attempt)).map(BigInt);
        const product = tries.map((w) => w * BigInt(n)).find((p) => (p & 0xffffffffn) >= 2n ** 32n % BigInt(n));
        expect(random.integer(n)).toBe(Number(product! >> 32n));
      }
    }
  });

  it("a number depends on how many calls came before it, not on which", () => {
    const [a, b] = [new Random(5, "test:order"), new Random(5, "test:order")];
    a.normal();
    a.integer(3 * 2 ** 30);
    a.poisson(2000);
    for (let k = 0; k < 3; k++) b.uniform();
    expect(a.uniform()).toBe(b.uniform());
  });

  it("shuffle keeps the elements of lists and typed arrays, in place", () => {
    const list = ["a", "b", "c", "d", "e", "f"];
    expect(new Random(1, "test:shuffle").shuffle(list)).toBe(list);
    expect(list.join("")).not.toBe("abcdef");
    expect([...list].sort().join("")).toBe("abcdef");
    const order = new Random(1, "test:shuffle").shuffle(Uint8Array.of(0, 1, 2, 3, 4, 5));
    expect([...order].map((k) => "abcdef"[k])).toEqual(list);
    expect(new Random(1, "test:shuffle").shuffle([])).toEqual([]);
  });

  it("refuses seeds, trials and bounds that are none", () => {
    for (const seed of [-1, 0.5, Number.NaN, 2 ** 53]) expect(() => new Random(seed, "x")).toThrow(NeurogliaError);
    for (const trial of [-1, 0.5, 2 ** 32]) expect(() => new Random(1, "x", trial)).toThrow(NeurogliaError);
    const random = new Random(1, "x");
    for (const n of [0, -1, 1.5, 2 ** 32 + 1, Number.NaN]) expect(() => random.integer(n)).toThrow(NeurogliaError);
    for (const mean of [-1, Number.NaN, Infinity]) expect(() => random.poisson(mean)).toThrow(NeurogliaError);
  });
});
