import { describe, expect, it } from "vitest";
import { lifDiscrete } from "../../dist/models/lifDiscrete/model.js";
import { cellsOf } from "../cells.js";
import { numbers } from "../numbers.js";

// Could not catch an error of the equations themselves (see nalsmStep for those); drives are drawn so that f32 rounding
// flips no spike.

interface Params {
  tauM: number;
  tauSyn: number;
  vTh: number;
  vReset: number;
  tRef: number;
  bias: number;
}

/** The one-step map in f64, one neuron. */
class DirectCell {
  v = 0;
  i = 0;
  left = 0;
  constructor(
    readonly p: Params,
    readonly hold: boolean,
    readonly dt: number,
  ) {}

  step(arriving: number, delta: number): boolean {
    const { tauM, tauSyn, vTh, vReset, tRef, bias } = this.p;
    this.i += arriving;
    this.v += -(this.v * this.dt) / tauM + this.i + bias + delta;
    this.i *= Math.exp(-this.dt / tauSyn);
    const blocked = this.left > 0;
    if (blocked && this.hold) this.v = vReset;
    const spikes = this.v >= vTh && !blocked;
    if (spikes) this.v = vReset;
    this.left = spikes ? Math.round(tRef / this.dt) : Math.max(0, this.left - 1);
    return spikes;
  }
}

const STEPS = 300;

const compare = (n: number, refractory: "hold" | "noFire", variant: "uniform" | "perNeuron", dt: number) => {
  const draw = numbers(n + (refractory === "hold" ? 100 : 0) + (variant === "uniform" ? 1000 : 0));
  const some = (): Params => ({
    tauM: 10 + 60 * draw(),
    tauSyn: 0.5 + 4 * draw(),
    vTh: 15 + 10 * draw(),
    vReset: -3 + 3 * draw(),
    tRef: Math.floor(4 * draw()) * dt,
    bias: 0.3 * draw(),
  });
  const one = some();
  const each = Array.from({ length: n }, () => (variant === "uniform" ? one : some()));
  const params: Record<string, number | number[]> = {};
  for (const name of Object.keys(one) as (keyof Params)[])
    params[name] = variant === "uniform" ? one[name] : each.map((p) => p[name]);
  const cells = cellsOf(lifDiscrete, n, params, { refractory }, dt);
  const direct = each.map((p) => new DirectCell(p, refractory === "hold", dt));
  let spikes = 0;
  let difference = 0;
  const seen: string[] = [];
  const wanted: string[] = [];
  for (let step = 0; step < STEPS; step++) {
    const arriving = direct.map(() => (draw() < 0.2 ? Math.fround(16 * draw() - 4) : 0));
    const delta = direct.map(() => (draw() < 0.05 ? Math.fround(30 * draw()) : 0));
    const i = cells.read("i");
    cells.write(
      "i",
      i.map((value, k) => value + arriving[k]!),
    );
    cells.write("delta", delta);
    const expected = direct.flatMap((cell, k) => (cell.step(arriving[k]!, delta[k]!) ? [k] : []));
    seen.push(`${step}: ${cells.step(step)}`);
    wanted.push(`${step}: ${expected}`);
    spikes += expected.length;
    const v = cells.read("v");
    const left = cells.read("refractoryLeft");
    const current = cells.read("i");
    direct.forEach((cell, k) => {
      difference = Math.max(difference, Math.abs(v[k]! - cell.v), Math.abs(current[k]! - cell.i));
      if (left[k] !== cell.left) difference = Number.POSITIVE_INFINITY;
    });
    if (cells.read("delta").some((value) => value !== 0)) difference = Number.POSITIVE_INFINITY;
  }
  expect(seen).toEqual(wanted);
  expect(difference).toBeLessThan(1e-4);
  expect(cells.guardsHold()).toBe(true);
  expect(cells.tally().spikes).toBe(spikes);
  return spikes;
};

describe("lifDiscrete against the one-step map in f64", () => {
  for (const refractory of ["noFire", "hold"] as const)
    for (const variant of ["uniform", "perNeuron"] as const)
      it(`${variant} kernel, ${refractory}: spikes, v, i and refractoryLeft of 1 … 17 cells over ${STEPS} steps`, () => {
        let spikes = 0;
        for (let n = 1; n <= 17; n++) spikes += compare(n, refractory, variant, n % 2 === 0 ? 1 : 0.5);
        expect(spikes).toBeGreaterThan(2000);
      });
});
