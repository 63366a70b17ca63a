import { describe, expect, it } from "vitest";
import type { NetworkDescription, ProjectionDescription, Rule } from "../../dist/src/engine/description.js";
import { formatOf } from "../../dist/src/engine/format.js";
import { stdp } from "../../dist/src/index.js";

// Formats against a list of cases. Could not catch a threshold that is no longer where one format overtakes another.

const network: NetworkDescription = {
  dt: 0.1,
  seed: 1,
  populations: [],
  projections: [],
  drives: [],
  injections: [],
  readouts: [],
  glia: [],
  listens: [],
  modulations: [],
  recorders: [],
};

const base: ProjectionDescription = {
  name: "p",
  pre: { population: 0, begin: 0, end: 10_000 },
  post: { population: 0, begin: 0, end: 12_500 },
  rule: { kind: "fixedProbability", p: 0.1 },
  autapses: true,
  multapses: true,
  into: "v",
  weight: { kind: "constant", value: 0.1 },
  delay: { kind: "constant", value: 1.5 },
  delays: [15],
  summation: "all",
  shortTerm: null,
  plasticity: null,
};

const allToAll: Rule = { kind: "allToAll" };
const drawn = { weight: { kind: "uniform", low: 0, high: 1 } } as const;
const small = { pre: { population: 0, begin: 0, end: 1000 }, post: { population: 1, begin: 0, end: 1000 } };

const cases: [what: string, expected: string, given: Partial<ProjectionDescription>][] = [
  ["one weight, one delay, a tenth of all pairs", "bitmap", {}],
  ["autapses left out", "bitmap", { autapses: false }],
  ["a hundredth of all pairs", "uniform", { rule: { kind: "fixedProbability", p: 0.01 } }],
  ["a tenth of all pairs, but few spikes a step", "uniform", small],
  ["all pairs", "bitmap", { rule: allToAll }],
  ["distinct sources", "bitmap", { rule: { kind: "fixedIndegree", k: 1000 }, multapses: false }],
  ["sources drawn twice", "uniform", { rule: { kind: "fixedIndegree", k: 1000 } }],
  ["distinct targets", "bitmap", { rule: { kind: "fixedOutdegree", k: 1250 }, multapses: false }],
  ["distinct pairs", "bitmap", { rule: { kind: "fixedTotal", n: 12_500_000 }, multapses: false }],
  ["pairs drawn twice", "uniform", { rule: { kind: "fixedTotal", n: 12_500_000 } }],
  ["several delays", "uniform", { delays: [14, 15] }],
  ["weights drawn", "sparse", drawn],
  ["weights drawn, all pairs", "dense", { ...drawn, rule: allToAll }],
  ["weights drawn, all pairs but autapses", "sparse", { ...drawn, rule: allToAll, autapses: false }],
  ["the same between two populations", "dense", { ...drawn, ...small, rule: allToAll, autapses: false }],
  ["weights drawn, all pairs, several delays", "sparse", { ...drawn, rule: allToAll, delays: [1, 2] }],
  ["what learns", "sparse", { plasticity: stdp({ wMax: 1 }) }],
  ["last spikes", "sparse", { summation: "lastSpike" }],
];

describe("the format of a projection", () => {
  it.each(cases)("%s: %s", (_, expected, given) => {
    expect(formatOf(network, { ...base, ...given })).toBe(expected);
  });
});
