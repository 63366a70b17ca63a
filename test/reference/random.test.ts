import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bench } from "../bench.js";
import { philoxBig } from "./philox.js";

// Could not catch counters or keys that the engine assigns twice; see test/property and test/statistical for those.

const { arena, kernels } = bench();
const out = arena.allocate(64, "words");
const PI_COUNTER = [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344];
const PI_KEY = [0xa4093822, 0x299f31d0];
const ONES = 0xffffffff;

// From kat_vectors of Random123: rounds, counter, key, expected words.
const published: [number, number[], number[], number[]][] = [
  [7, [0, 0, 0, 0], [0, 0], [0x5f6fb709, 0x0d893f64, 0x4f121f81, 0x4f730a48]],
  [7, [ONES, ONES, ONES, ONES], [ONES, ONES], [0x5207ddc2, 0x45165e59, 0x4d8ee751, 0x8c52f662]],
  [7, PI_COUNTER, PI_KEY, [0x4dfccaba, 0x190a87f0, 0xc47362ba, 0xb6b5242a]],
  [10, [0, 0, 0, 0], [0, 0], [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]],
  [10, [ONES, ONES, ONES, ONES], [ONES, ONES], [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd]],
  [10, PI_COUNTER, PI_KEY, [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1]],
];

const philox = (counter: readonly number[], key: readonly number[], rounds: number): number[] => {
  const [c0, c1, c2, c3] = counter as [number, number, number, number];
  kernels.philox(out, c0, c1, c2, c3, key[0]!, key[1]!, rounds);
  return [...arena.u32(out, 4)];
};

const word = fc.integer({ min: 0, max: ONES });

describe("philox", () => {
  it.each(published)(
    "%i rounds of counter %j, key %j: Random123's published words",
    (rounds, counter, key, expected) => {
      expect(philox(counter, key, rounds)).toEqual(expected);
      expect(philoxBig(counter, key, rounds)).toEqual(expected);
    },
  );

  it("agrees with an independent BigInt version for any counter, key and number of rounds", () => {
    const counters = fc.tuple(word, word, word, word);
    fc.assert(
      fc.property(counters, fc.tuple(word, word), fc.integer({ min: 0, max: 16 }), (counter, key, rounds) => {
        expect(philox(counter, key, rounds)).toEqual(philoxBig(counter, key, rounds));
      }),
      { numRuns: 200, seed: 1 },
    );
  });

  it("one word of any element is the BigInt version's", () => {
    fc.assert(
      fc.property(word, fc.tuple(word, word, word), fc.tuple(word, word), (element, rest, key) => {
        const expected = philoxBig([element >>> 2, ...rest], key, 7)[element & 3];
        expect(kernels.wordOf(element, ...rest, ...key) >>> 0).toBe(expected);
      }),
      { numRuns: 200, seed: 3 },
    );
  });

  it("sixteen at a time gives the BigInt version's words in element order", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 ** 28 - 1 }),
        fc.tuple(word, word, word),
        fc.tuple(word, word),
        (group, rest, key) => {
          kernels.philox16(out, group, ...rest, ...key);
          const expected = [0, 1, 2, 3].flatMap((k) => philoxBig([4 * group + k, ...rest], key, 7));
          expect([...arena.u32(out, 16)]).toEqual(expected);
        },
      ),
      { numRuns: 100, seed: 2 },
    );
  });
});
