import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tsodyksMarkram } from "../../dist/src/index.js";
import { releasing } from "../shortTerm.js";

// Compares the engine with itself: what is released is compared with other computations in test/reference and test/analytic.

const PRE = [0, 0, 0, 0, 0, 1, 2, 2];
const each = (values: readonly number[]) => PRE.map((_, k) => values[k % values.length]!);
const forms = [
  { form: "a state a row", shortTerm: tsodyksMarkram({ uSe: 0.3, tauRec: 120, tauFacil: 45 }) },
  {
    form: "a state a synapse",
    shortTerm: tsodyksMarkram({ uSe: each([0.3, 0.9, 0.05]), tauRec: each([120, 30]), tauFacil: each([0, 45, 400]) }),
  },
];
const open = (shortTerm = forms[0]!.shortTerm) => releasing({ nSources: 3, pre: PRE, shortTerm });
/** Three sources with the same train. */
const together = (times: readonly number[]) => [times, times, times];

describe.each(forms)("short-term plasticity, $form", ({ shortTerm }) => {
  it("reset begins anew: the same releases again, and a checkpoint like the first one's", async () => {
    const { net, play, run } = await open(shortTerm);
    play(together([0, 3, 9, 30]));
    const begun = await net.checkpoint();
    const first = await run(40);
    await net.reset();
    expect(await net.checkpoint()).toEqual(begun);
    expect(await run(40)).toEqual(first);
  });

  it("where the clock goes back and state stays, intervals go on, across a spike in the very last step too", async () => {
    const whole = await open(shortTerm);
    whole.play(together([0, 9, 20, 24, 50]));
    const expected = await whole.run(60);
    const cut = await open(shortTerm);
    cut.play(together([0, 9]));
    const parts = [await cut.run(10)];
    await cut.net.reset({ only: ["traces"] });
    cut.play(together([100]));
    await cut.run(4);
    // Time has gone back by 10 ms, and goes back by 4.
    await cut.net.reset({ only: ["traces"] });
    cut.play(together([6, 10, 36]));
    parts.push(await cut.run(46));
    expect(PRE.map((_, k) => parts.flatMap((part) => part[k]!))).toEqual(expected);
  });

  it("a checkpoint brings x, u and the last spike; its other parts leave them alone", async () => {
    const whole = await open(shortTerm);
    whole.play(together([0, 9, 20, 31]));
    await whole.run(15);
    const bytes = await whole.net.checkpoint();
    const expected = await whole.run(25);
    const other = await open(shortTerm);
    other.play(together([2, 4]));
    await other.run(8);
    await other.net.restore(bytes);
    other.play(together([20, 31]));
    expect(await other.run(25)).toEqual(expected);
    // Now at step 40, ten after the last spike: the checkpoint's traces and its clock, that goes on from 0.
    await other.net.reset({ to: bytes, only: ["traces"] });
    other.play(together([10]));
    whole.play(together([50]));
    expect(await other.run(20)).toEqual(await whole.run(20));
  });
});

describe("short-term plasticity", () => {
  const param = (low: number, high: number) => fc.double({ min: low, max: high, noNaN: true });
  const edge = (value: number, rest: fc.Arbitrary<number>) => fc.oneof(fc.constant(value), rest);

  it("never releases less than nothing or more than all there is, whatever params and trains", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(edge(1, param(0, 1)), edge(0.001, param(0.001, 5000)), edge(0, param(0, 1e6))), {
          minLength: PRE.length,
          maxLength: PRE.length,
        }),
        fc.uniqueArray(fc.integer({ min: 0, max: 120 }), { minLength: 1 }),
        async (params, times) => {
          const [uSe, tauRec, tauFacil] = [0, 1, 2].map((q) => params.map((of) => of[q]!));
          const { play, run } = await open(tsodyksMarkram({ uSe: uSe!, tauRec: tauRec!, tauFacil: tauFacil! }));
          play(together(times));
          for (const [k, released] of (await run(125)).entries()) {
            expect(released.every((value) => value >= 0 && value <= 1)).toBe(true);
            // What recovers in the time of the run is all that can be released beyond what was there.
            const total = released.reduce((sum, value) => sum + value, 0);
            expect(total).toBeLessThanOrEqual((1 + 125 / tauRec![k]!) * (1 + 1e-5));
          }
        },
      ),
      { numRuns: 40, seed: 9 },
    );
  });
});
