import { describe, expect, it } from "vitest";
import { streamOf } from "../../dist/src/engine/stream.js";
import { type ConnectionRule, fixedIndegree, fixedProbability } from "../../dist/src/index.js";
import { type Wiring, wire } from "../connecting.js";
import { philoxBig } from "./philox.js";

// Rules drawn once more in TypeScript, word by word. Could not catch a misunderstanding that both share: test/statistical
// looks at the distributions.

const SEED = 2 ** 41 + 77;
const word = (element: number, step: number): number =>
  philoxBig(
    [element >> 2, step, 0, streamOf("projection:wiring:structure")],
    [SEED % 2 ** 32, Math.floor(SEED / 2 ** 32)],
    7,
  )[element & 3]!;

const wiring = (rule: ConnectionRule): Wiring => ({
  a: 4,
  b: 0,
  nPre: 50,
  nPost: 60,
  seed: SEED,
  rule,
  weight: { kind: "constant", value: 1 },
  delay: 1,
});

/** By target, as listed. */
const drawn = (rule: ConnectionRule): number[][] => {
  const lists = Array.from({ length: 60 }, (): number[] => []);
  for (const [source, target] of wire(wiring(rule), "sparse")) lists[target]!.push(source);
  return lists;
};

const ascending = (list: number[]): number[] => list.sort((p, q) => p - q);

describe("connection rules against an independent version in f64 and BigInt", () => {
  it.each([0.001, 0.03, 0.5, 0.97])("fixedProbability(%f): gaps are ⌊ln u / ln(1 − p)⌋, u of 52 bits", (p) => {
    const expected = Array.from({ length: 60 }, (_, t) => {
      const list: number[] = [];
      let next = 0;
      for (let k = 0; ; k++) {
        const bits = (BigInt(word(2 * k + 1, t)) << 32n) | BigInt(word(2 * k, t));
        const u = (Number(bits >> 12n) + 0.5) / 2 ** 52;
        const source = next + Math.floor(Math.log(u) / Math.log1p(-p));
        if (source >= 50) return list;
        list.push(source);
        next = source + 1;
      }
    });
    expect(drawn(fixedProbability(p))).toEqual(expected);
  });

  it("fixedIndegree: k words, scaled; without multapses by Floyd's sampling, past the neuron's own place", () => {
    const scaled = (w: number, n: number): number => Number((BigInt(w) * BigInt(n)) >> 32n);
    expect(drawn(fixedIndegree(30))).toEqual(
      Array.from({ length: 60 }, (_, t) => ascending(Array.from({ length: 30 }, (_, e) => scaled(word(e, t), 50)))),
    );
    expect(drawn(fixedIndegree(30, { autapses: false, multapses: false }))).toEqual(
      Array.from({ length: 60 }, (_, t) => {
        // Source j is neuron 4 + j, target t is neuron t.
        const self = t >= 4 && t < 54 ? t - 4 : Number.POSITIVE_INFINITY;
        const n = Number.isFinite(self) ? 49 : 50;
        const chosen = new Set<number>();
        for (let e = 0; e < 30; e++) {
          const last = n - 30 + e;
          const j = scaled(word(e, t), last + 1);
          chosen.add(chosen.has(j) ? last : j);
        }
        return ascending([...chosen].map((j) => (j >= self ? j + 1 : j)));
      }),
    );
  });
});
