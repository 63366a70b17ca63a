import { describe, expect, it } from "vitest";
import {
  bernoulli,
  choice,
  column,
  distanceDependent,
  erdosRenyi,
  fixedIndegree,
  fixedProbability,
  fixedTotal,
  inhibitoryStdp,
  Liquid,
  lif,
  lim,
  Network,
  negative,
  normal,
  pairs,
  poisson,
  poissonDrive,
  spikeSource,
  stdp,
  tsodyksMarkram,
  uniform,
} from "../../dist/src/index.js";

// Everything that is given here may be zero: could not catch a function that no network calls.

/** A network of all that takes numbers, every zero of which is `zero`; its spikes and its checkpoint after 100 ms. */
const outcome = async (zero: number) => {
  const net = new Network({ dt: 1, seed: 3 });
  const input = net.population("input", 4, spikeSource);
  const noise = net.population("noise", 4, bernoulli);
  const rates = net.population("rates", 4, poisson, { rate: [zero, 50, zero, 50] });
  const cells = net
    .population("cells", [2, 2, 2], lif, {
      tRef: zero,
      iExt: [zero, 400, 0, 1, 2, 3, 4, 5],
      eL: zero,
      vReset: zero,
      vTh: 15,
    })
    .init({ v: uniform(zero, 1), refractoryLeft: zero });
  net.connect(input, cells.slice(0, 4), pairs([0, 1, 2], [0, 1, 2]), {
    into: "iE",
    weight: [900, 900, zero],
    shortTerm: tsodyksMarkram({ uSe: 0.5, tauRec: [300, 300, 300], tauFacil: [zero, 50, zero] }),
  });
  net.connect(input, cells, fixedProbability(1), {
    into: "iE",
    weight: choice([zero, 500]),
    shortTerm: tsodyksMarkram({ tauFacil: zero }),
  });
  const learned = net.connect(rates, cells, fixedProbability(0.5), {
    into: "iE",
    weight: uniform(zero, 1),
    plasticity: stdp({ aPlus: zero, wMin: zero, wMax: 1 }),
  });
  net.connect(rates, cells, fixedProbability(0.5), {
    into: "iI",
    weight: negative(choice([0 - zero, 1])),
    plasticity: inhibitoryStdp({ targetRate: zero, wMin: -1, wMax: zero, mirrored: "yes" }),
  });
  net.connect(cells, cells, fixedProbability(zero), { into: "iE" });
  net.connect(cells, cells, fixedIndegree(zero), { into: "iE" });
  net.connect(cells, cells, fixedTotal(zero), { into: "iE" });
  net.connect(cells, cells, distanceDependent({ c: zero, lambda: 1 }), { into: "iE" });
  net.connect(noise, cells, fixedProbability(1), { into: "delta", weight: normal(zero, 1, { clip: [zero, 1] }) });
  net.drive(cells, poissonDrive, { rate: zero, weight: zero }, { into: "delta" });
  const signal = net.inject(cells, { into: "delta", channels: 2, weight: normal(zero, zero) });
  const glia = net.astrocyte("glia", 1, lim, { bias: zero }).init({ a: zero });
  net.listen(cells, glia, { gain: zero });
  await net.build();
  input.play({ times: [zero, 10, 20, 30, 10, 20], ids: [zero, zero, zero, 0, 1, 2] });
  noise.play([zero, 0.1, zero, 0.1]);
  signal.play([zero, 1]);
  learned.setWeights((await learned.weights()).map((w, k) => (k % 2 ? zero : w)));
  cells.set({ tauSynE: 3, iExt: 300, v: zero });
  await net.run(100);
  return { ...net.activity(), v: cells.get("v"), weights: await learned.weights(), bytes: await net.checkpoint() };
};

describe("negative zero", () => {
  it("is zero wherever a number comes in: the same spikes, and no other byte in a checkpoint", async () => {
    const right = await outcome(0);
    expect(right.spikes).toBeGreaterThan(20);
    expect(right.v.every(Number.isFinite)).toBe(true);
    expect(await outcome(-0)).toEqual(right);
  });

  it("is a probability of 0 in topologies of liquids", async () => {
    for (const topology of [erdosRenyi({ neurons: 20, p: -0 }), column({ size: [2, 2, 5], lambda: 2, c: -0 })]) {
      const liquid = new Liquid({ topology, seed: 1 });
      expect((await liquid.build()).synapses).toBeGreaterThan(-1);
      await liquid.close();
    }
  });
});
