import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  allToAll,
  type ConnectionRule,
  distanceDependent,
  fixedIndegree,
  fixedOutdegree,
  fixedProbability,
  fixedTotal,
  lifDiscrete,
  Network,
  oneToOne,
  pairs,
  uniform,
} from "../../dist/src/index.js";

// Checks counts and constraints; whether the draws are fair is for test/statistical.

/** Synapses of a rule between two slices [a, a + nPre) and [b, b + nPost) of one lattice of 4 × 4 × 3. */
interface Shape {
  a: number;
  b: number;
  nPre: number;
  nPost: number;
  seed: number;
}

const SIZE = 48;
const shapes = fc
  .record({
    nPre: fc.integer({ min: 1, max: 20 }),
    nPost: fc.integer({ min: 1, max: 20 }),
    a: fc.integer({ min: 0, max: SIZE - 20 }),
    b: fc.integer({ min: 0, max: SIZE - 20 }),
    seed: fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
  })
  .map((shape): Shape => shape);

const connected = async ({ a, b, nPre, nPost, seed }: Shape, rule: ConnectionRule) => {
  const net = new Network({ dt: 1, seed });
  const cells = net.population("cells", [4, 4, 3], lifDiscrete, {}, { shuffle: true });
  const projection = net.connect(cells.slice(a, a + nPre), cells.slice(b, b + nPost), rule, {
    into: "i",
    weight: uniform(-1, 1),
  });
  await net.build();
  const { pre, post } = await projection.synapses();
  return { list: Array.from(pre, (source, k) => [source, post[k]!] as const), length: projection.length };
};

const key = ([source, target]: readonly [number, number]): string => `${source}→${target}`;
const isSelf =
  ({ a, b }: Shape) =>
  ([source, target]: readonly [number, number]): boolean =>
    a + source === b + target;
const selves = ({ a, b, nPre, nPost }: Shape): number => Math.max(0, Math.min(a + nPre, b + nPost) - Math.max(a, b));

/** In range, and in row order: by source, then by target. */
const orderly = (list: readonly (readonly [number, number])[], { nPre, nPost }: Shape): void => {
  expect(list.every(([source, target]) => source < nPre && target < nPost)).toBe(true);
  const sorted = [...list].sort((p, q) => p[0] - q[0] || p[1] - q[1]);
  expect(list).toEqual(sorted);
};

const check = (
  rule: (shape: Shape, extra: number) => ConnectionRule,
  verify: (shape: Shape, list: (readonly [number, number])[], extra: number) => void,
) =>
  fc.assert(
    fc.asyncProperty(shapes, fc.double({ min: 0, max: 1, noNaN: true }), async (shape, extra) => {
      const { list, length } = await connected(shape, rule(shape, extra));
      expect(length).toBe(list.length);
      orderly(list, shape);
      verify(shape, list, extra);
    }),
    { numRuns: 40, seed: 9 },
  );

describe("connection rules, counts and constraints", () => {
  it("allToAll: every pair once", () =>
    check(
      () => allToAll(),
      ({ nPre, nPost }, list) => {
        expect(list.length).toBe(nPre * nPost);
        expect(new Set(list.map(key)).size).toBe(list.length);
      },
    ));

  it("allToAll without autapses: every pair of different neurons once", () =>
    check(
      () => allToAll({ autapses: false }),
      (shape, list) => {
        expect(list.length).toBe(shape.nPre * shape.nPost - selves(shape));
        expect(list.filter(isSelf(shape))).toEqual([]);
      },
    ));

  it("fixedProbability and distanceDependent: no pair twice, none of a neuron with itself where refused", async () => {
    const verify = (shape: Shape, list: (readonly [number, number])[]) => {
      expect(new Set(list.map(key)).size).toBe(list.length);
      expect(list.filter(isSelf(shape))).toEqual([]);
    };
    await check((_, p) => fixedProbability(p, { autapses: false }), verify);
    await check((_, c) => distanceDependent({ c, lambda: 2 }, { autapses: false }), verify);
  });

  it("fixedProbability: p = 0 makes none, p = 1 every pair", async () => {
    await check(
      () => fixedProbability(0),
      (_, list) => expect(list).toEqual([]),
    );
    await check(
      () => fixedProbability(1),
      ({ nPre, nPost }, list) => expect(list.length).toBe(nPre * nPost),
    );
  });

  it("fixedTotal without multapses: exactly n distinct pairs, up to all there are", async () => {
    for (const autapses of [true, false])
      await check(
        (shape, share) =>
          fixedTotal(Math.round(share * (shape.nPre * shape.nPost - (autapses ? 0 : selves(shape)))), {
            multapses: false,
            autapses,
          }),
        (shape, list, share) => {
          const all = shape.nPre * shape.nPost - (autapses ? 0 : selves(shape));
          expect(list.length).toBe(Math.round(share * all));
          expect(new Set(list.map(key)).size).toBe(list.length);
          if (!autapses) expect(list.filter(isSelf(shape))).toEqual([]);
        },
      );
  });

  it("fixedTotal with multapses: exactly n synapses, more than there are pairs if asked for", () =>
    check(
      ({ nPre, nPost }, share) => fixedTotal(Math.round(3 * share * nPre * nPost)),
      ({ nPre, nPost }, list, share) => expect(list.length).toBe(Math.round(3 * share * nPre * nPost)),
    ));

  it("fixedTotal with multapses but without autapses, between groups of more than one: exactly n, no self", () =>
    check(
      ({ nPre }, share) => fixedTotal(nPre > 1 ? Math.round(50 * share) : 0, { autapses: false }),
      (shape, list, share) => {
        expect(list.length).toBe(shape.nPre > 1 ? Math.round(50 * share) : 0);
        expect(list.filter(isSelf(shape))).toEqual([]);
      },
    ));

  it("fixedIndegree, fixedOutdegree: exactly k each, distinct and without self where asked for, up to all there are", async () => {
    for (const [made, side] of [
      [fixedIndegree, 1],
      [fixedOutdegree, 0],
    ] as const)
      for (const autapses of [true, false])
        for (const multapses of [true, false]) {
          // Without autapses, neurons that are on both sides have one candidate less.
          const k = (shape: Shape, share: number): number => {
            const candidates = (side === 1 ? shape.nPre : shape.nPost) - (!autapses && selves(shape) > 0 ? 1 : 0);
            return Math.round(share * (multapses && candidates > 0 ? 2 * candidates : candidates));
          };
          await check(
            (shape, share) => made(k(shape, share), { autapses, multapses }),
            (shape, list, share) => {
              const degrees = new Array<number>(side === 1 ? shape.nPost : shape.nPre).fill(0);
              for (const pair of list) degrees[pair[side]]!++;
              expect(new Set(degrees)).toEqual(new Set([k(shape, share)]));
              if (!multapses) expect(new Set(list.map(key)).size).toBe(list.length);
              if (!autapses) expect(list.filter(isSelf(shape))).toEqual([]);
            },
          );
        }
  });

  it("oneToOne: neuron k to neuron k", () =>
    fc.assert(
      fc.asyncProperty(shapes, async (shape) => {
        const { list } = await connected({ ...shape, nPost: shape.nPre }, oneToOne());
        expect(list).toEqual(Array.from({ length: shape.nPre }, (_, k) => [k, k]));
      }),
      { numRuns: 20, seed: 10 },
    ));

  it("the same seed gives the same synapses, whatever else the network holds", async () => {
    const shape = { a: 3, b: 9, nPre: 20, nPost: 17, seed: 77 };
    const rule = fixedProbability(0.3);
    const first = await connected(shape, rule);
    const net = new Network({ dt: 1, seed: 77 });
    const other = net.population("other", 5, lifDiscrete);
    const cells = net.population("cells", [4, 4, 3], lifDiscrete, {}, { shuffle: true });
    net.connect(other, other, fixedProbability(0.5), { into: "i" });
    const projection = net.connect(cells.slice(3, 23), cells.slice(9, 26), rule, { into: "i" });
    await net.build();
    const { pre, post } = await projection.synapses();
    expect(Array.from(pre, (source, k) => [source, post[k]!])).toEqual(first.list);
  });

  it("pairs: rows by source, then target, are the list of pairs transposed, each with its own weight", () =>
    fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 15 }),
        fc.integer({ min: 1, max: 15 }),
        fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 80 }),
        async (nPre, nPost, raw) => {
          const list = raw.map(([source, target], k) => ({
            source: source % nPre,
            target: target % nPost,
            weight: k + 1,
          }));
          const net = new Network({ dt: 1 });
          const pre = net.population("pre", nPre, lifDiscrete);
          const post = net.population("post", nPost, lifDiscrete);
          const rule = pairs(
            list.map(({ source }) => source),
            list.map(({ target }) => target),
          );
          const projection = net.connect(pre, post, rule, { into: "i", weight: list.map(({ weight }) => weight) });
          await net.build();
          const synapses = await projection.synapses();
          const weights = await projection.weights();
          const seen = Array.from(weights, (weight, k) => ({
            source: synapses.pre[k]!,
            target: synapses.post[k]!,
            weight,
          }));
          // Equal pairs keep the order in which they were given.
          const expected = [...list].sort((p, q) => p.source - q.source || p.target - q.target || p.weight - q.weight);
          expect(seen).toEqual(expected);
        },
      ),
      { numRuns: 60, seed: 12 },
    ));

  it("lattices: positions are all sites once, in order of x, y, z where they are not shuffled", () =>
    fc.assert(
      fc.asyncProperty(
        fc.tuple(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 7 })),
        fc.boolean(),
        async ([nx, ny, nz], shuffle) => {
          const net = new Network({ dt: 1 });
          const cells = net.population("cells", [nx, ny, nz], lifDiscrete, {}, { shuffle });
          await net.build();
          const positions = cells.positions()!;
          const sites = Array.from({ length: cells.length }, (_, k) => [...positions.subarray(3 * k, 3 * k + 3)]);
          const all = Array.from({ length: cells.length }, (_, k) => [
            k % nx,
            Math.floor(k / nx) % ny,
            Math.floor(k / (nx * ny)),
          ]);
          if (shuffle) expect(new Set(sites.map(String))).toEqual(new Set(all.map(String)));
          else expect(sites).toEqual(all);
        },
      ),
      { numRuns: 30, seed: 13 },
    ));
});
