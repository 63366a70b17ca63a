import { describe, expect, it } from "vitest";
import {
  apStdp,
  gaussianDrive,
  izhikevich,
  izhikevichDimensional,
  lif,
  lifCoba,
  lifDiscrete,
  lim,
  Network,
  oneToOne,
  poisson,
  poissonDrive,
  spikeSource,
  stdp,
  tsodyksMarkram,
  uniform,
} from "../../dist/src/index.js";
import { valuesWith } from "../../dist/src/models/expression.js";
import { gliaModels, neuronModels } from "../../dist/src/models/index.js";
import { js, refused } from "../refusals.js";

// Against closed forms and against the schemes in f64: could not catch a scheme that is stable and wrong.

const refusal = async (net: Network) =>
  net.build().then(
    () => null,
    (error: Error) => error.message,
  );

/** The largest (or least) dt that a message names. */
const named = (message: string | null): number => Number(message!.match(/must be at (?:most|least) (\S+) ms/)![1]);

const alone = (dt: number, model: unknown, params: object = {}) => {
  const net = new Network({ dt });
  net.population("cells", 4, js(model), js(params));
  return net;
};

describe("schemes that are exact take any time constant", () => {
  it.each([
    [1, 0.58607],
    [0.4, 0.58607],
    [0.001, 0.58607],
    // The first post spike finds no calcium yet, the second that of the first.
    [2, 0.58607],
  ])("apStdp, tauC %d ms at dt 1: pre 10, post 13 and 14, weight 0.5 + 0.1·exp(−3/20)", async (tauC, weight) => {
    const net = new Network({ dt: 1 });
    const kicks = net.population("kicks", 2, spikeSource);
    const puppet = { vTh: 1e6, tRef: 0 };
    const pre = net.population("pre", 1, lifDiscrete, puppet);
    const post = net.population("post", 1, lifDiscrete, puppet);
    net.connect(kicks.slice(0, 1), pre, oneToOne(), { into: "delta", weight: 1e8 });
    net.connect(kicks.slice(1), post, oneToOne(), { into: "delta", weight: 1e8 });
    const plasticity = apStdp({ aPlus: 0.1, aMinus: 0, cTheta: 0.5, cDelta: 1, tauC, wMin: 0, wMax: 1 });
    const projection = net.connect(pre, post, oneToOne(), { into: "i", weight: 0.5, plasticity });
    await net.build();
    kicks.play({ times: [9, 12, 13], ids: [0, 1, 1] });
    await net.run(20);
    expect((await projection.weights())[0]).toBeCloseTo(weight, 5);
  });

  it("lif and short-term plasticity with time constants of 0.001 ms at dt 10", async () => {
    const net = new Network({ dt: 10 });
    const source = net.population("source", 1, spikeSource);
    const cells = net.population("cells", 1, lif, { tauM: 0.001, tauSynE: 0.001, tauSynI: 0.001, tRef: 0, iExt: 250 });
    const shortTerm = tsodyksMarkram({ tauRec: 0.001, tauFacil: 0.001, uSe: 0.25 });
    net.connect(source, cells, oneToOne(), { into: "delta", weight: 8, delay: 10, shortTerm });
    await net.build();
    source.play({ times: [0, 10, 20], ids: [0, 0, 0] });
    await net.run(30);
    // eL + iExt·tauM/cM, and the last spike's 8·0.25 just now.
    expect(cells.get("v")[0]).toBeCloseTo(-70 + 0.001 + 2, 4);
    expect(net.explain()).not.toContain("coarse");
  });
});

describe("what decays more slowly than f32 resolves", () => {
  const learning = (plasticity: object) => {
    const net = new Network({ dt: 0.1 });
    const source = net.population("source", 1, spikeSource);
    const cells = net.population("cells", 1, lif);
    net.connect(source, cells, oneToOne(), { into: "iE", weight: 1, name: "p", plasticity: js(plasticity) });
    return net;
  };
  const glia = (params: object) => {
    const net = alone(0.1, lif);
    net.astrocyte("glia", 1, lim, params);
    return net;
  };
  const cells = (model: unknown, params: object) => alone(0.1, model, params);
  const upTo1e4 = (what: string, quantity: string) =>
    `${what} must be at most 10000 ms at dt 0.1 ms, or from 7.2e+15 ms on, which is no decay (f32 rounds what is left of ${quantity}: a larger dt helps, or a state that is f64), got 10001`;
  const least = (what: string, quantity: string, got: string) =>
    `${what} must be such that 1e-5 of it decays in a step at least, or nothing (f32 rounds what is left of ${quantity}: a larger dt helps, or a state that is f64), got "${got}"`;
  const cases: [string, (value: number) => Network, (readonly [number, string])[], number[]][] = [
    ["a membrane", (tauM) => cells(lif, { tauM }), [[10001, upTo1e4('tauM of population "cells"', "v")]], [1e4, 1e18]],
    [
      "a current, of one neuron",
      (tau) => cells(lif, { tauSynE: [2, 3, tau, 4] }),
      [[10001, upTo1e4('tauSynE of neuron 2 of population "cells"', "iE")]],
      [1e4, 1e18],
    ],
    [
      "a current of the one-step map",
      (tauSyn) => cells(lifDiscrete, { tauSyn }),
      [[10001, upTo1e4('tauSyn of population "cells"', "i")]],
      [1e4, 1e18],
    ],
    [
      "a membrane with conductances",
      (gL) => cells(lifCoba, { gL, cM: 1000 }),
      [[0.09, least('gL, cM of population "cells"', "v", "gL 0.09, cM 1000")]],
      [0.1],
    ],
    [
      "recovery",
      (a) => cells(izhikevich, { a }),
      [[9e-5, least('a of population "cells"', "u", "a 0.00009")]],
      [1e-4, 0],
    ],
    [
      "a trace",
      (tauPlus) => learning(stdp({ tauPlus, wMax: 2 })),
      [[10001, upTo1e4('tauPlus of projection "p"', "x")]],
      [1e4, 1e18],
    ],
    [
      "amplitudes",
      (decay) => learning(stdp({ decay, wMax: 2 })),
      [[0.99999, least('decay of projection "p"', "aPlus", "decay 0.99999")]],
      [0.9999, 1],
    ],
    ["an astrocyte", (tau) => glia({ tau }), [[10001, upTo1e4('tau of astrocyte "glia"', "a")]], [1e4, 1e18]],
    [
      "what an astrocyte hears",
      (decay) => glia({ decay }),
      [[0.99999, least('decay of astrocyte "glia"', "s", "decay 0.99999")]],
      [0.9999, 1],
    ],
  ];
  it.each(cases)("%s: refused below 1e-5 of itself in a step, but for none", async (_, make, wrong, right) => {
    for (const [value, message] of wrong) expect(await refusal(make(value))).toBe(message);
    for (const value of right) expect(await refusal(make(value))).toBeNull();
  });

  it("is refused of filtered spikes, and where it is set", async () => {
    const net = new Network({ dt: 0.1 });
    const group = net.population("cells", 2, lif);
    expect(refused(() => net.record(group, "filteredSpikes", { tau: 10001 })).message).toBe(
      'tau of recording of "cells" must be between 0.001 and 10000 ms, got 10001',
    );
    await net.build();
    expect(refused(() => group.set({ tauM: 10001 })).message).toBe(upTo1e4('tauM of population "cells"', "v"));
    await net.run(1);
  });
});

describe("schemes that are not exact", () => {
  const cases: [string, unknown, object, number, number][] = [
    ["lifDiscrete", lifDiscrete, { tauM: 0.4 }, 1, 0.8],
    ["lif, whose refractory period would be no step", lif, { tRef: 0.3 }, 1, 0.6],
    ["lif, whose refractory period f32 cannot count", lif, { tRef: 1e6 }, 0.01, 0.0597],
    ["izhikevich", izhikevich, {}, 5, 1.73],
    ["izhikevich, fast spiking", izhikevich, { a: 0.1, d: 2 }, 5, 1.32],
    ["izhikevich, whose u overshoots", izhikevich, { a: 2.5, b: 0 }, 1, 0.8],
    ["izhikevichDimensional", izhikevichDimensional, {}, 50, 27.7],
    ["izhikevichDimensional, whose u overshoots", izhikevichDimensional, { a: 2.5, b: 0, d: 0 }, 1, 0.8],
  ];
  it.each(cases)(
    "%s: build refuses an unstable dt and names the one that would do",
    async (_, model, params, dt, most) => {
      const message = await refusal(alone(dt, model, params));
      expect(message).toMatch(/^dt of population "cells" must be at (most|least) .* ms with .*, got /);
      expect(named(message)).toBe(most);
      expect(await refusal(alone(most, model, params))).toBeNull();
    },
  );

  it("one value per neuron, a distribution and two workers come under the same law", async () => {
    for (const tauM of [[1, 0.5, 0.3, 2], uniform(0.3, 0.31)]) {
      expect(await refusal(alone(1, lifDiscrete, { tauM }))).toMatch(
        /dt of neuron \d of population "cells" .* tauM 0\.3/,
      );
      const net = new Network({ dt: 1, workers: 2 });
      net.population("cells", 4, lifDiscrete, { tauM });
      expect(await refusal(net)).toMatch(/dt of neuron \d of population "cells" must be at most 0\.6/);
    }
  });

  it("astrocytes do too, and nothing unstable is modulated with", async () => {
    const net = new Network({ dt: 1 });
    net.population("cells", 1, lif);
    net.astrocyte("glia", 1, lim, { tau: 0.3 });
    expect(await refusal(net)).toMatch(/dt of astrocyte "glia" must be at most 0\.6 ms with tau 0\.3/);
  });

  it.each([1, 2])("set after build is refused and changes nothing, on %d workers", async (workers) => {
    const spikes = async (provoke: boolean) => {
      const net = new Network({ dt: 1, seed: 2, workers });
      const cells = net.population("cells", 40, lifDiscrete, { tRef: 3, tauM: uniform(5, 50) });
      const glia = net.astrocyte("glia", 1, lim);
      const drive = net.drive(cells, poissonDrive, { rate: 2000, weight: 1 }, { into: "i" });
      await net.build();
      if (provoke) {
        expect(refused(() => cells.set({ tauM: 0.4 })).message).toMatch(/neuron 0 .* at most 0\.8 ms/);
        expect(refused(() => cells.set({ tRef: 0.1 })).message).toMatch(/at most 0\.2 ms/);
        expect(refused(() => glia.set({ tau: 0.1 })).message).toMatch(/at most 0\.2 ms/);
        expect(refused(() => drive.set({ rate: 1e6 })).message).toMatch(/drive .* at most 0\.5 ms with rate 1000000/);
      }
      await net.run(100);
      const { hash } = net.activity();
      const a = glia.get("a");
      await net.close();
      return { hash, a };
    };
    expect(await spikes(true)).toEqual(await spikes(false));
  });

  it("explain names what is coarse, and the worst of neurons that differ", async () => {
    const net = new Network({ dt: 1 });
    net.population("cells", 3, lifDiscrete, { tauM: [20, 0.75, 0.9] });
    net.population("fine", 3, lifDiscrete);
    net.population("noise", 3, poisson, { rate: 300 });
    net.astrocyte("glia", 1, lim, { tau: 0.5 });
    await net.build();
    const said = net
      .explain()
      .split("\n")
      .filter((line) => line.includes("coarse"));
    expect(said).toEqual([
      'population "cells": dt 1 ms is coarse for tauM 0.75 (dt/tauM above 1: the factor 1 − dt/tauM on v)',
      expect.stringMatching(/^population "noise": dt 1 ms is coarse for rate 300/),
      expect.stringMatching(/^astrocyte "glia": dt 1 ms is coarse for tau 0\.5/),
    ]);
  });

  const kinds: [string, number, number, number, number][] = [
    ["regular spiking", 0.02, 0.2, -65, 8],
    ["intrinsically bursting", 0.02, 0.2, -55, 4],
    ["chattering", 0.02, 0.2, -50, 2],
    ["fast spiking", 0.1, 0.2, -65, 2],
    ["low-threshold spiking", 0.02, 0.25, -65, 2],
    ["resonator", 0.1, 0.26, -65, 2],
    ["thalamo-cortical", 0.02, 0.25, -65, 0.05],
  ];
  it.each(kinds)(
    "izhikevich, %s: v and u stay bounded at the largest dt that is not refused, noise and all",
    async (_, a, b, c, d) => {
      const dt = named(await refusal(alone(8, izhikevich, { a, b, c, d })));
      expect(dt).toBeGreaterThan(1);
      const net = new Network({ dt });
      const cells = net.population("cells", 200, izhikevich, { a, b, c, d, iExt: 5 }).init({ u: -13 });
      net.drive(cells, gaussianDrive, { sd: 3 }, { into: "i" });
      const v = net.record(cells, "v", { every: dt });
      await net.run(dt * 2000);
      expect(net.activity().spikes).toBeGreaterThan(200);
      expect(v.values.every((value) => Math.abs(value) < 1e5)).toBe(true);
      expect(cells.get("u").every((value) => Math.abs(value) < 1e4)).toBe(true);
    },
  );

  it("no default is refused or coarse at dt 0.1, and every limit can be met", async () => {
    for (const model of neuronModels) {
      const net = alone(0.1, model);
      expect(await refusal(net), model.name).toBeNull();
      expect(net.explain()).not.toContain("coarse");
    }
    for (const model of [...neuronModels, ...gliaModels]) {
      const { limits = [], params } = model;
      const given = Object.fromEntries(Object.entries(params).map(([name, q]) => [name, q.default]));
      const values = valuesWith(model, given, 0.1);
      for (const { params: names, measure, most, coarse } of limits) {
        for (const name of names) expect(Object.keys(params)).toContain(name);
        expect(values(measure)).toBeLessThanOrEqual(Math.min(most ?? Infinity, coarse ?? Infinity));
      }
    }
  });
});
