import { describe, expect, it } from "vitest";
import { tsodyksMarkram } from "../../dist/src/index.js";
import { numbers } from "../numbers.js";
import { releasing } from "../shortTerm.js";

// Could not catch a mistake that model, re-implementation and the values share: all take u up before it is used.

/** What the spikes of one synapse release, in f64 and from spike to spike. */
const direct = (times: readonly number[], uSe: number, tauRec: number, tauFacil: number): number[] => {
  let [x, u, last] = [1, 0, -Infinity];
  return times.map((time) => {
    const passed = time - last;
    last = time;
    if (passed < Infinity) {
      x += (1 - x) * -Math.expm1(-passed / tauRec);
      u *= tauFacil === 0 ? 0 : Math.exp(-passed / tauFacil);
    }
    u += uSe * (1 - u);
    const released = u * x;
    x -= released;
    return released;
  });
};

/**
 * Successive r of a regular train of 20 Hz with the means of Maass, Natschläger & Markram (2002), from a run of an
 * independent f64 implementation, to four digits.
 */
const REGULAR = [
  { pair: "EE", uSe: 0.5, tauRec: 1100, tauFacil: 50, r: [0.5, 0.3091, 0.151, 0.0839, 0.0584, 0.0488, 0.0453, 0.044] },
  {
    pair: "EI",
    uSe: 0.05,
    tauRec: 125,
    tauFacil: 1200,
    r: [0.05, 0.0924, 0.1255, 0.1503, 0.1685, 0.1821, 0.1925, 0.2008],
  },
  {
    pair: "IE",
    uSe: 0.25,
    tauRec: 700,
    tauFacil: 20,
    r: [0.25, 0.2036, 0.1581, 0.1264, 0.1047, 0.0899, 0.0798, 0.0728],
  },
];

describe("Tsodyks–Markram synapses", () => {
  it.each(REGULAR)(
    "$pair at 20 Hz releases the values of an independent f64 run",
    async ({ r, pair: _, ...params }) => {
      const { play, run } = await releasing({ nSources: 1, pre: [0], shortTerm: tsodyksMarkram(params) });
      play([r.map((_, k) => 50 * k)]);
      const [got] = await run(50 * r.length);
      expect(got!.map((value) => Number(value.toFixed(4)))).toEqual(r);
    },
  );

  it("irregular trains, each synapse with params and delay of its own: an independent f64 re-implementation", async () => {
    const draw = numbers(7);
    const nSources = 6;
    const dt = 0.1;
    // Rows of 0 … 15 synapses in each of four delays, vectors and what is left of them.
    const pre = Array.from({ length: 90 }, () => Math.floor(nSources * draw() ** 2)).sort((a, b) => a - b);
    const of = (value: () => number) => pre.map(() => Math.fround(value()));
    const uSe = of(draw);
    const tauRec = of(() => 1 + 1500 * draw());
    const tauFacil = of(() => (draw() < 0.2 ? 0 : 1500 * draw()));
    const delay = pre.map(() => 0.1 * (1 + Math.floor(4 * draw())));
    const trains = Array.from({ length: nSources }, () => {
      const steps: number[] = [];
      for (let step = 0; step < 20000; step += 1 + Math.floor(draw() < 0.3 ? 12 * draw() : -900 * Math.log(1 - draw())))
        steps.push(step);
      return steps.map((step) => step * dt);
    });
    const shortTerm = tsodyksMarkram({ uSe, tauRec, tauFacil });
    const { play, run } = await releasing({ nSources, pre, shortTerm, dt, delay });
    play(trains);
    const released = await run(2010);
    expect(released.flat().length).toBeGreaterThan(2000);
    released.forEach((got, k) => {
      const expected = direct(trains[pre[k]!]!, uSe[k]!, tauRec[k]!, tauFacil[k]!);
      expect(got.length).toBe(expected.length);
      // Errors of f32 do not grow: x and u forget them with their time constants.
      for (const [n, value] of got.entries()) expect(Math.abs(value - expected[n]!)).toBeLessThan(5e-7);
    });
  });
});
