import { describe, expect, it } from "vitest";
import { izhikevich } from "../../dist/models/izhikevich/model.js";
import { izhikevichDimensional } from "../../dist/models/izhikevichDimensional/model.js";
import { lif } from "../../dist/models/lif/model.js";
import { lifBiexp } from "../../dist/models/lifBiexp/model.js";
import { lifCoba } from "../../dist/models/lifCoba/model.js";
import { lifDelta } from "../../dist/models/lifDelta/model.js";
import type { NeuronModel } from "../../dist/src/models/model.js";
import { cellsOf } from "../cells.js";
import { numbers } from "../numbers.js";

// Each step is compared from the kernel's own state before it, so that rounding does not add up: could not catch an error
// that shows over many steps only; the closed forms are for those.

type Values = Record<string, number>;
/** One step of one neuron in f64: takes its columns to t+dt and returns v before the threshold. */
type Direct = (s: Values, p: Values, dt: number) => number;

/** Threshold, reset and refractory period as the equations say. */
const reset = (s: Values, v: number, p: Values, hold: boolean, dt: number): boolean => {
  const blocked = s.refractoryLeft! > 0;
  const spikes = v >= p.vTh! && !blocked;
  s.v = spikes || (blocked && hold) ? p.vReset! : v;
  s.refractoryLeft = spikes ? Math.round(p.tRef! / dt) : Math.max(0, s.refractoryLeft! - 1);
  return spikes;
};

const lifV: Direct = (s, p, dt) => {
  const left = Math.exp(-dt / p.tauM!);
  return p.eL! + (s.v! - p.eL!) * left + ((p.iExt! * p.tauM!) / p.cM!) * (1 - left) + s.delta!;
};

/** What one synaptic current adds to v, from the difference of two exponentials (time constants differ here). */
const charge = (i: number, tauSyn: number, p: Values, dt: number): number =>
  ((i / p.cM!) * (Math.exp(-dt / p.tauM!) - Math.exp(-dt / tauSyn))) / (1 / tauSyn - 1 / p.tauM!);

/** The synaptic current that a charge q at 0 gives (time constants differ here), and both taken over dt. */
const biexponential = (s: Values, p: Values, dt: number): void => {
  const [rise, fall] = [Math.exp(-dt / p.tauRise!), Math.exp(-dt / p.tauDecay!)];
  s.iSyn = s.iSyn! * fall + (s.q! * (fall - rise)) / (p.tauDecay! - p.tauRise!);
  s.q! *= rise;
};

/** Ranges of what leaky integrate-and-fire models have in common. */
const leaky = {
  cM: [100, 300],
  eL: [-75, -60],
  vTh: [-56, -50],
  vReset: [-70, -60],
  tRef: [0, 3],
  iExt: [-50, 200],
} satisfies Record<string, [number, number]>;
const currents = { tauSynE: [0.5, 8], tauSynI: [0.5, 8] } satisfies Record<string, [number, number]>;

const directs: Record<
  string,
  {
    model: NeuronModel;
    step: Direct;
    params: Record<string, [number, number]>;
    state: Record<string, [number, number]>;
  }
> = {
  lif: {
    model: lif,
    step: (s, p, dt) => {
      const v = lifV(s, p, dt) + charge(s.iE!, p.tauSynE!, p, dt) + charge(s.iI!, p.tauSynI!, p, dt);
      s.iE! *= Math.exp(-dt / p.tauSynE!);
      s.iI! *= Math.exp(-dt / p.tauSynI!);
      return v;
    },
    params: {
      ...leaky,
      ...currents,
      tauM: [10, 30],
    },
    state: { v: [-75, -56], iE: [0, 900], iI: [-900, 0], delta: [-6, 10] },
  },
  lifDelta: {
    model: lifDelta,
    step: lifV,
    params: {
      ...leaky,
      tauM: [5, 30],
    },
    state: { v: [-75, -56], delta: [-6, 10] },
  },
  lifCoba: {
    model: lifCoba,
    step: (s, p, dt) => {
      const [pE, pI] = [Math.exp(-dt / p.tauSynE!), Math.exp(-dt / p.tauSynI!)];
      const [gE, gI] = [(s.gE! * (1 + pE)) / 2, (s.gI! * (1 + pI)) / 2];
      // (v1 − v0)/dt = (b − g·(v0 + v1)/2)/cM, solved for v1; where that lies past b/g, b/g.
      const g = p.gL! + gE + gI;
      const b = p.gL! * p.eL! + gE * p.eRevE! + gI * p.eRevI! + p.iExt!;
      const h = dt / p.cM!;
      s.gE! *= pE;
      s.gI! *= pI;
      const v = h * g > 2 ? b / g : (s.v! * (1 - (h * g) / 2) + h * b) / (1 + (h * g) / 2);
      return v + s.delta!;
    },
    params: {
      ...leaky,
      ...currents,
      gL: [5, 15],
      eRevE: [-5, 5],
      eRevI: [-90, -75],
    },
    state: { v: [-75, -56], gE: [0, 300], gI: [0, 1500], delta: [-6, 10] },
  },
  lifBiexp: {
    model: lifBiexp,
    step: (s, p, dt) => {
      const left = Math.exp(-dt / p.tauM!);
      // q as two exponential currents of opposite signs.
      const each = s.q! / (p.tauDecay! - p.tauRise!);
      const v =
        lifV({ ...s, delta: 0 }, p, dt) +
        ((s.i! * p.tauM!) / p.cM!) * (1 - left) +
        charge(s.iSyn! + each, p.tauDecay!, p, dt) -
        charge(each, p.tauRise!, p, dt);
      biexponential(s, p, dt);
      return v;
    },
    params: {
      ...leaky,
      tauM: [10, 18],
      tauRise: [0.5, 4],
      tauDecay: [5, 8],
    },
    state: { v: [-75, -44], i: [-200, 1500], iSyn: [-900, 2000], q: [-900, 4000] },
  },
  izhikevichDimensional: {
    model: izhikevichDimensional,
    step: (s, p, dt) => {
      const { v, u } = s as { v: number; u: number };
      const current = p.iExt! + s.i! + s.iE! + s.iI! + s.iSyn!;
      s.u = u + dt * p.a! * (p.b! * (v - p.vRest!) - u);
      s.iE! *= Math.exp(-dt / p.tauSynE!);
      s.iI! *= Math.exp(-dt / p.tauSynI!);
      biexponential(s, p, dt);
      return v + (dt / p.cM!) * (p.k! * (v - p.vRest!) * (v - p.vT!) - u + current);
    },
    params: {
      cM: [80, 250],
      k: [0.7, 2.5],
      vRest: [-65, -55],
      vT: [-45, -20],
      vPeak: [25, 35],
      vReset: [-65, -50],
      a: [0.01, 0.1],
      b: [-2, 5],
      d: [50, 200],
      iExt: [0, 1000],
      ...currents,
      tauRise: [0.5, 4],
      tauDecay: [5, 20],
    },
    state: {
      v: [-80, 34],
      u: [-200, 500],
      i: [-300, 300],
      iE: [0, 500],
      iI: [-500, 0],
      iSyn: [-300, 300],
      q: [-900, 900],
    },
  },
  izhikevich: {
    model: izhikevich,
    step: (s, p, dt) => {
      let v = s.v!;
      for (let half = 0; half < 2; half++) v += (dt / 2) * (0.04 * v ** 2 + 5 * v + 140 - s.u! + p.iExt! + s.i!);
      s.u! += dt * p.a! * (p.b! * v - s.u!);
      return v;
    },
    params: { a: [0.02, 0.1], b: [0.2, 0.26], c: [-65, -50], d: [0.05, 8], vPeak: [25, 35], iExt: [0, 15] },
    state: { v: [-80, 20], u: [-16, 5], i: [-10, 10] },
  },
};

describe.each(Object.entries(directs))("%s against its step in f64", (_, { model, step, params, state }) => {
  const choices = "refractory" in model.choices ? (["hold", "noFire"] as const) : ([undefined] as const);
  for (const refractory of choices)
    for (const variant of [
      "uniform",
      "perNeuron",
      ...(model.holds && refractory === "hold" ? (["held"] as const) : []),
    ] as const)
      it(`${variant} kernel${refractory ? `, ${refractory}` : ""}: spikes and every column of 0 … 17 and 37 cells, 40 steps`, () => {
        let spikes = 0;
        let withheld = 0;
        let worst = { error: 0, where: "" };
        for (const n of [...Array(18).keys(), 37]) {
          const dt = n % 2 ? 0.1 : 0.5;
          const draw = numbers(n + (variant === "perNeuron" ? 0 : 100) + (refractory === "hold" ? 1000 : 0));
          const within = ([low, high]: readonly [number, number]): number => Math.fround(low + (high - low) * draw());
          const some = (): Values =>
            Object.fromEntries(Object.entries(params).map(([name, range]) => [name, within(range)]));
          const one = some();
          const each = Array.from({ length: n }, () => (variant === "perNeuron" ? some() : one));
          const given = Object.fromEntries(
            Object.keys(params).map((name) => [name, variant === "perNeuron" ? each.map((p) => p[name]!) : one[name]!]),
          );
          const cells = cellsOf(
            model,
            n,
            given,
            refractory ? { refractory } : {},
            dt,
            7,
            variant === "held" ? "kicked" : undefined,
          );
          const names = [...Object.keys(model.state), ...Object.keys(model.inputs)];
          for (let k = 0; k < 40; k++) {
            // New v and inputs each step; refractoryLeft goes on by itself.
            for (const [name, range] of Object.entries(state))
              cells.write(
                name,
                each.map(() => within(range)),
              );
            const before = Object.fromEntries(names.map((name) => [name, cells.read(name)]));
            const seen = cells.step(k);
            const after = Object.fromEntries(names.map((name) => [name, cells.read(name)]));
            const expected: number[] = [];
            each.forEach((p, id) => {
              const s: Values = Object.fromEntries(names.map((name) => [name, before[name]![id]!]));
              const v = step(s, p, dt);
              let fires: boolean;
              if (refractory) {
                if (s.refractoryLeft! > 0 && v >= p.vTh!) withheld++;
                fires = reset(s, v, p, refractory === "hold", dt);
              } else {
                fires = v >= p.vPeak!;
                s.v = fires ? (p.c ?? p.vReset!) : v;
                if (fires) s.u! += p.d!;
              }
              if (fires) expected.push(id);
              for (const [name, { arrives }] of Object.entries(model.inputs)) if (arrives === "before") s[name] = 0;
              for (const name of names) {
                const error = Math.abs(after[name]![id]! - s[name]!) / Math.max(100, Math.abs(s[name]!));
                if (!(error <= worst.error)) worst = { error, where: `${name} of cell ${id} of ${n}, step ${k}` };
              }
            });
            expect(seen).toEqual(expected);
            spikes += expected.length;
          }
          expect(cells.guardsHold()).toBe(true);
        }
        expect(worst.error, worst.where).toBeLessThan(2e-6);
        expect(spikes).toBeGreaterThan(300);
        if (refractory) expect(withheld).toBeGreaterThan(100);
      });
});
