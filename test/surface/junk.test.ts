import { describe, expect, it } from "vitest";
import * as neuroglia from "../../dist/src/index.js";
import * as inNode from "../../dist/src/node.js";

// Could not catch junk that is taken for something sensible, nor junk given to methods.

/** What a network makes, never a user. */
const made = [
  "Astrocyte",
  "Drive",
  "Feedback",
  "Group",
  "Injection",
  "LoopReadout",
  "Projection",
  "SpikeRecording",
  "StateRecording",
];
/** Takes seconds with its defaults, which most junk leaves alone. */
const slow = ["syntheticDigits"];

const junk: readonly unknown[][] = [
  [],
  [null],
  [null, null, null],
  [undefined, null],
  [5, null],
  [{}],
  [{}, {}],
  [{ bogus: 1 }],
  [Number.NaN, "x"],
  ["x"],
  [[]],
  [[1, 2], [3]],
  [[null], [undefined]],
  [new Float32Array(3)],
  [() => 1],
];

const callables = Object.entries<unknown>({ ...neuroglia, ...inNode }).filter(
  (entry): entry is [string, (...args: unknown[]) => unknown] =>
    typeof entry[1] === "function" && ![...made, ...slow, "NeurogliaError"].includes(entry[0]),
);
const isClass = (callable: unknown): boolean => /^class/.test(Function.prototype.toString.call(callable));

describe("whatever plain JavaScript gives it, it takes it or refuses it with an error of ours:", () => {
  it.each(callables)("%s", async (_, callable) => {
    for (const args of junk) {
      let error: unknown = null;
      try {
        await (isClass(callable) ? Reflect.construct(callable, args) : callable(...args));
      } catch (caught) {
        error = caught;
      }
      if (error !== null) expect(error, JSON.stringify(args)).toBeInstanceOf(neuroglia.NeurogliaError);
    }
  });

  it("what is left out is exported", () => {
    expect(Object.keys(neuroglia)).toEqual(expect.arrayContaining([...made, ...slow]));
  });
});
