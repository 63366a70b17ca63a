import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Value } from "../../dist/src/engine/description.js";
import {
  allToAll,
  type ConnectionRule,
  choice,
  distanceDependent,
  fixedIndegree,
  fixedOutdegree,
  fixedProbability,
  fixedTotal,
  gamma,
  lognormal,
  normal,
  oneToOne,
  pairs,
  uniform,
} from "../../dist/src/index.js";
import { SIZE, type Synapse, type Wiring, wire } from "../connecting.js";

// Every rule against itself: in parts, in other formats. Could not catch a rule that is wrong in the same way everywhere;
// test/property/connections and test/statistical look at what it makes.

const fraction = fc.double({ min: 0, max: 1, noNaN: true });
const options = fc.record({ autapses: fc.boolean(), multapses: fc.boolean() });

/** A rule that can be met between any two slices of more than one neuron. */
const ruleOf = (
  kind: string,
  share: number,
  nPre: number,
  nPost: number,
  given: { autapses: boolean; multapses: boolean },
) => {
  const most = (n: number) => Math.round(share * (given.multapses ? 2 * n : n - 1));
  const rules: Record<string, () => ConnectionRule> = {
    allToAll: () => allToAll(given),
    oneToOne: () => oneToOne(given),
    fixedProbability: () => fixedProbability(share ** 3, given),
    fixedIndegree: () => fixedIndegree(most(nPre), given),
    fixedOutdegree: () => fixedOutdegree(most(nPost), given),
    fixedTotal: () => fixedTotal(Math.round(share * nPre * (nPost - 1)), given),
    distanceDependent: () => distanceDependent({ c: share, lambda: 3 }, given),
    pairs: () => {
      const ids = (salt: number, n: number) =>
        Array.from({ length: 90 }, (_, k) => (k * salt + Math.round(share * 50)) % n);
      return pairs(ids(7, nPre), ids(11, nPost));
    },
  };
  return rules[kind]!();
};

const kinds = [
  "allToAll",
  "oneToOne",
  "fixedProbability",
  "fixedIndegree",
  "fixedOutdegree",
  "fixedTotal",
  "distanceDependent",
  "pairs",
] as const;

const delays = fc.constantFrom<Wiring["delay"]>(
  1.5,
  uniform(0.5, 7),
  choice([3, 0.5, 9.1, 3]),
  normal(3, 2, { clip: [0.4, 6] }),
  lognormal(0.5, 1, { clip: [0.5, 4] }),
  gamma(0.7, 4, { clip: [0.5, 5] }),
);
const weights = fc.constantFrom<Value>(
  { kind: "constant", value: 2.5 },
  uniform(-1, 1),
  choice([1, 2, 3]),
  normal(1, 2),
  lognormal(0, 1),
  gamma(0.4, 2),
);

const wirings = (kind: (typeof kinds)[number]) =>
  fc
    .record({
      a: fc.integer({ min: 0, max: SIZE - 40 }),
      b: fc.integer({ min: 0, max: SIZE - 40 }),
      nPre: fc.integer({ min: 2, max: 40 }),
      nPost: fc.integer({ min: 2, max: 40 }),
      seed: fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
      share: fraction,
      given: options,
      weight: weights,
      delay: delays,
    })
    .map(({ share, given, ...rest }): Wiring => {
      const nPost = kind === "oneToOne" ? rest.nPre : rest.nPost;
      return { ...rest, nPost, rule: ruleOf(kind, share, rest.nPre, nPost, given) };
    });

const byRow = (p: Synapse, q: Synapse): number => p[0] - q[0] || p[2] - q[2] || p[1] - q[1];

describe("synapses in parts and formats", () => {
  it.each(kinds)("%s: by source, delay and target; the part of any targets is that of the whole", (kind) =>
    fc.assert(
      fc.property(wirings(kind), fraction, fraction, (wiring, x, y) => {
        const whole = wire(wiring, "sparse");
        expect([...whole].sort(byRow)).toEqual(whole);
        const [from, to] = [x, y].map((place) => Math.round(place * wiring.nPost)).sort((p, q) => p - q) as [
          number,
          number,
        ];
        for (const own of [
          { begin: 0, end: from },
          { begin: from, end: to },
          { begin: to, end: wiring.nPost },
        ])
          expect(wire(wiring, "sparse", own)).toEqual(
            whole.filter(([, target]) => target >= own.begin && target < own.end),
          );
      }),
      { numRuns: 40, seed: 31 },
    ),
  );

  it.each(kinds)("%s: the same synapses without weights, and as bits where no pair is met twice", (kind) =>
    fc.assert(
      fc.property(wirings(kind), fraction, fraction, (wiring, x, y) => {
        const [begin, end] = [x, y].map((place) => Math.round(place * wiring.nPost)).sort((p, q) => p - q) as [
          number,
          number,
        ];
        const one = { ...wiring, weight: { kind: "constant", value: -0.75 } as const };
        expect(wire(one, "uniform", { begin, end })).toEqual(wire(one, "sparse", { begin, end }));
        const draws = ["fixedIndegree", "fixedOutdegree", "fixedTotal", "pairs"].includes(kind);
        if (draws && wiring.rule.multapses) return;
        const bits = { ...one, delay: 2 };
        expect(wire(bits, "bitmap", { begin, end })).toEqual(wire(bits, "sparse", { begin, end }));
      }),
      { numRuns: 40, seed: 32 },
    ),
  );

  it("allToAll: whole rows of weights hold those of the list", () =>
    fc.assert(
      fc.property(wirings("allToAll"), fraction, (wiring, x) => {
        const all = { ...wiring, rule: allToAll(), delay: 2 };
        const own = { begin: Math.round(x * wiring.nPost), end: wiring.nPost };
        expect(wire(all, "dense", own)).toEqual(wire(all, "sparse", own));
      }),
      { numRuns: 40, seed: 33 },
    ));

  it("pairs with arrays of weights and delays: each pair keeps its own, in any part", () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 20 }),
        fc.array(fc.tuple(fc.nat(), fc.nat(), fc.integer({ min: 1, max: 9 })), { minLength: 1, maxLength: 80 }),
        fraction,
        (nPre, nPost, raw, x) => {
          const list = raw.map(([source, target, steps], k): Synapse => [source % nPre, target % nPost, steps / 2, k]);
          const wiring: Wiring = {
            a: 0,
            b: 3,
            nPre,
            nPost,
            seed: 1,
            rule: pairs(
              list.map(([source]) => source),
              list.map(([, target]) => target),
            ),
            weight: { kind: "array", values: Float32Array.from(list, ([, , , weight]) => weight) },
            // Anything that rounds to the step.
            delay: list.map(([, , delay], k) => delay + ((k % 5) - 2) / 10),
          };
          const own = { begin: Math.round(x * nPost), end: nPost };
          // Equal ones keep the order in which they were given.
          const expected = [...list].sort((p, q) => byRow(p, q) || p[3] - q[3]);
          expect(wire(wiring, "sparse")).toEqual(expected);
          expect(wire(wiring, "sparse", own)).toEqual(expected.filter(([, target]) => target >= own.begin));
        },
      ),
      { numRuns: 60, seed: 34 },
    ));

  it("more rows than a bucket has, more synapses than a batch has: parts make up the whole", () => {
    const wiring = { a: 0, b: 0, nPre: SIZE, nPost: SIZE, seed: 4, weight: uniform(0, 1), delay: uniform(0.5, 50) };
    for (const rule of [fixedOutdegree(2500), fixedIndegree(2500)]) {
      const whole = wire({ ...wiring, rule }, "sparse");
      expect(whole.length).toBe(2500 * SIZE);
      const parts = [0, 16, 48].map((begin, k) =>
        wire({ ...wiring, rule }, "sparse", { begin, end: [16, 48, SIZE][k]! }),
      );
      const text = (list: readonly Synapse[]) => list.map(String).sort();
      expect(text(parts.flat())).toEqual(text(whole));
    }
  });
});
