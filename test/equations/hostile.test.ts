/** Texts that nobody trusts (L13). Could not catch: a text that is taken and means something else than it says. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { neuron } from "../../dist/src/equations/index.js";
import { printed } from "../../dist/src/equations/print.js";
import type { Expression } from "../../dist/src/equations/syntax.js";
import { Reader } from "../../dist/src/equations/text.js";
import { NeurogliaError } from "../../dist/src/index.js";
import { js, refused } from "../refusals.js";
import { cases } from "./cases.js";

/** What comes of a description: a model, or one of our errors; anything else fails. */
const outcome = (spec: object): "taken" | "refused" => {
  try {
    neuron(js(spec));
    return "taken";
  } catch (error) {
    if (!(error instanceof NeurogliaError)) throw error;
    expect(error.message.length).toBeLessThan(4000);
    return "refused";
  }
};

const pieces = [
  "(",
  ")",
  "+",
  "-",
  "*",
  "/",
  "^",
  "=",
  "<",
  "and",
  "not",
  ":",
  ";",
  "\n",
  "dt",
  "v",
  "xi",
  "1e9",
  "exp(",
  ",",
  "unless refractory",
  " mV",
  "#",
  "'",
  "é",
  "0",
  ".",
  "_before",
  "t",
  "where(",
];
const mutation = fc.tuple(fc.nat(), fc.nat(6), fc.constantFrom(...pieces));

const mutated = (text: string, changes: readonly (readonly [number, number, string])[]): string =>
  changes.reduce((now, [at, length, piece]) => {
    const place = at % (now.length + 1);
    return now.slice(0, place) + piece + now.slice(place + length);
  }, text);

describe("mutated texts of the literature's models", () => {
  it.each(Object.entries(cases))("%s: a model or a typed error", (_, { spec }) => {
    const counts = { taken: 0, refused: 0 };
    const fields = ["equations", "threshold", "reset", "refractory"] as const;
    fc.assert(
      fc.property(fc.constantFrom(...fields), fc.array(mutation, { minLength: 1, maxLength: 4 }), (field, changes) => {
        counts[outcome({ ...spec, [field]: mutated(String(spec[field] ?? ""), changes) })]++;
      }),
      { numRuns: 150 },
    );
    expect(counts.refused).toBeGreaterThan(10);
  });
});

const place = { source: { field: "f", text: "" }, at: 0, end: 0 };
const tree = fc.letrec<{ e: Expression }>((tie) => ({
  e: fc.oneof(
    { depthSize: "small" },
    fc
      .double({ min: 0, noNaN: true, noDefaultInfinity: true })
      .map((value) => ({ kind: "number", value: value + 0, place }) as const),
    fc.constantFrom("v", "tauM", "x_before").map((name) => ({ kind: "name", name, place }) as const),
    fc
      .record({ operator: fc.constantFrom("-" as const, "not" as const), of: tie("e") })
      .map(({ operator, of }) => ({ kind: "unary", operator, of, place }) as const),
    fc
      .record({
        operator: fc.constantFrom("+", "-", "*", "/", "^", "<", ">=", "==", "and", "or"),
        left: tie("e"),
        right: tie("e"),
      })
      .map((binary) => ({ kind: "binary", ...binary, place }) as Expression),
    fc
      .record({
        name: fc.constantFrom("exp", "min", "where"),
        args: fc.array(tie("e"), { minLength: 1, maxLength: 3 }),
      })
      .map((call) => ({ kind: "call", ...call, place }) as Expression),
  ),
})).e;

/** Without places. */
const bare = (e: Expression): unknown =>
  JSON.parse(JSON.stringify(e, (key, value) => (key === "place" ? undefined : value)));

it("what is printed reads as what was printed", () => {
  fc.assert(
    fc.property(tree, (e) => {
      const again = new Reader({ field: "f", text: printed(e) }, "m").whole();
      expect(bare(again)).toEqual(bare(e));
      expect(printed(again)).toBe(printed(e));
    }),
  );
});

it("L9: powers bind closer than the minus before them, and group from the right; -2^-2 and 2^3^2 too", () => {
  const of = (text: string) => printed(new Reader({ field: "f", text }, "m").whole());
  expect(of("-x^2")).toBe("(-(x ^ 2))");
  expect(of("2^3**2")).toBe("(2 ^ (3 ^ 2))");
  expect(of("-2^-2*3")).toBe("((-(2 ^ (-2))) * 3)");
  expect(of("not a < b and c or d")).toBe("(((not (a < b)) and c) or d)");
  expect(of("a - b - c/d/e")).toBe("((a - b) - ((c / d) / e))");
});

describe("L13: limits", () => {
  const of = (equations: string) => refused(() => neuron(js({ name: "m", equations }))).message;
  it("letters, nesting, states, chains", () => {
    expect(of(`dv/dt = ${" ".repeat(40000)}1`)).toMatch(
      /^length of equations of neuron "m" must be at most 32768 letters, got 40009/,
    );
    expect(of(`dv/dt = ${"(".repeat(200)}1`)).toMatch(/nested at most 100 deep/);
    expect(of(`dv/dt = ${"-".repeat(200)}1`)).toMatch(/nested at most 100 deep/);
    expect(of(`dv/dt = 2${"^2".repeat(200)}`)).toMatch(/nested at most 100 deep/);
    expect(of(`dv/dt = 1${"+1".repeat(2000)}`)).toMatch(/at most 400 operations in a row/);
    expect(of(Array.from({ length: 65 }, (_, k) => `dv${k}/dt = 1`).join("\n"))).toMatch(/at most 64, got "65"/);
  });

  it("a graph that grows with every line ends in a typed error", () => {
    const lines = Array.from({ length: 300 }, (_, k) => `x${k + 1} = exp(x${k}*v)*x${k} + sin(x${k}) + v*x${k}`);
    expect(outcome({ name: "m", equations: `dv/dt = x300\nx0 = v\n${lines.join("\n")}`, method: "rk4" })).toBe(
      "refused",
    );
  });

  it("names of prototypes are names like others, and refused as such", () => {
    for (const name of ["constructor", "__proto__", "toString", "hasOwnProperty"])
      expect(outcome({ name: "m", equations: `dv/dt = ${name}` })).toBe("refused");
    expect(outcome({ name: "m", equations: "dconstructor/dt = 1" })).toBe("refused");
  });

  it("what is no description is refused by name", () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    for (const junk of [
      null,
      3,
      "x",
      [],
      () => 1,
      proxy,
      new Map(),
      { name: "m" },
      { name: "m", equations: 3 },
      { name: "m", equations: ["dv/dt = 1"] },
    ])
      expect(() => neuron(js(junk))).toThrow(NeurogliaError);
  });
});
