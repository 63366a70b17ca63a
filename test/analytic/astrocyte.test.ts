import { describe, expect, it } from "vitest";
import { lifDiscrete, lim, Network, oneToOne, spikeSource, stdp } from "../../dist/src/index.js";

// Constant drive only; changing drive is compared with the f64 step in test/reference/nalsmStep.

/** Spikes in every step from the first on. */
const restless = { bias: 100, tRef: 0 } as const;

describe("LIM astrocyte, closed forms", () => {
  it("under c spikes a step a_n = a∞ + (a_0 − a∞)(1 − dt/tau)^n, a∞ = gain·c + bias, from one delay on", async () => {
    const net = new Network({ dt: 1 });
    const cells = net.population("cells", 7, lifDiscrete, restless);
    const glia = net.astrocyte("glia", 2, lim, { tau: 50, bias: 0.2 }).init({ a: [0.9, 0] });
    net.listen(cells.slice(1, 6), glia, { gain: 0.03, delay: 4 });
    const a = net.record(glia, "a");
    await net.run(200);
    [0.9, 0].forEach((start, cell) => {
      const values = a.of(cell);
      for (let n = 1; n <= 200; n++) {
        // The first spikes stand at 1 ms and are heard at 5 ms, in the fifth step.
        const rest = 0.2 + (start - 0.2) * 0.98 ** Math.min(n, 4);
        const driven = 0.2 + 5 * 0.03;
        const expected = n <= 4 ? rest : driven + (rest - driven) * 0.98 ** (n - 4);
        expect(values[n - 1]).toBeCloseTo(expected, 5);
      }
    });
  });

  it("with decay γ the same curve times γ^n, s = γ^n", async () => {
    const net = new Network({ dt: 1 });
    const glia = net.astrocyte("glia", 1, lim, { tau: 100, bias: 0.15, decay: 0.99 }).init({ a: 0.6 });
    const a = net.record(glia, "a");
    const s = net.record(glia, "s");
    net.population("idle", 1, lifDiscrete);
    await net.run(250);
    for (let n = 1; n <= 250; n++) {
      expect(a.of(0)[n - 1]).toBeCloseTo((0.15 + 0.45 * 0.99 ** n) * 0.99 ** n, 5);
      expect(s.of(0)[n - 1]).toBeCloseTo(0.99 ** n, 5);
    }
  });

  it("a listen with gain g and one with −g over equal counts cancel", async () => {
    const net = new Network({ dt: 1 });
    const cells = net.population("cells", 6, lifDiscrete, restless);
    const glia = net.astrocyte("glia", 1, lim, { bias: 0.15 }).init({ a: 0.15 });
    net.listen(cells.slice(0, 3), glia, { gain: 0.5 });
    net.listen(cells.slice(3, 6), glia, { gain: -0.5 });
    await net.run(50);
    expect(glia.get("a")[0]).toBeCloseTo(0.15, 6);
  });

  it("modulate sets aMinus to the astrocyte's output at the beginning of each step", async () => {
    const puppet = { vTh: 1e6, tRef: 0 } as const;
    const net = new Network({ dt: 1 });
    const kicks = net.population("kicks", 2, spikeSource);
    const cells = net.population("cells", 2, lifDiscrete, puppet);
    net.connect(kicks, cells, oneToOne(), { into: "delta", weight: 1e8 });
    const projection = net.connect(cells.slice(0, 1), cells.slice(1), oneToOne(), {
      into: "i",
      weight: 0,
      plasticity: stdp({ aPlus: 0, aMinus: 123, tauMinus: 10, wMin: -10, wMax: 10, pairing: "emission" }),
    });
    const glia = net.astrocyte("glia", 1, lim, { tau: 100, bias: 0 }).init({ a: 2 });
    net.modulate(glia, projection, "aMinus", { mode: "set" });
    await net.build();
    // Post at 21 ms, pre at 25 ms: depression by a at 25 ms times exp(−4/10).
    kicks.play({ times: [20, 24], ids: [1, 0] });
    await net.run(40);
    expect((await projection.weights())[0]).toBeCloseTo(-2 * 0.99 ** 25 * Math.exp(-0.4), 5);
  });
});
