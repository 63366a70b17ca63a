import { describe, expect, it } from "vitest";
import { lifDiscrete, Network, oneToOne, spikeSource } from "../../dist/src/index.js";

// Could not catch errors that need several neurons or changing input; those are compared with the f64 step.

const intervals = (times: ArrayLike<number>): Set<number> =>
  new Set(
    Array.from(times)
      .slice(1)
      .map((time, k) => Math.round((time - times[k]!) * 1e6) / 1e6),
  );

describe("lifDiscrete, closed forms", () => {
  it.each([
    [1, 2, 3],
    [1, 0, 1],
    [1, 5, 6],
    [0.5, 2, 2.5],
    [0.1, 2, 2.1],
  ])(
    "dt %f, tRef %f: a neuron driven without end spikes every %f ms, tRef and one step",
    async (dt, tRef, expected) => {
      for (const refractory of ["noFire", "hold"] as const) {
        const net = new Network({ dt });
        const cell = net.population("cell", 1, lifDiscrete, { bias: 100, tRef, refractory });
        const spikes = net.record(cell, "spikes");
        await net.run(40);
        expect(spikes.length).toBeGreaterThan(5);
        expect(spikes.times[0]).toBeCloseTo(dt, 9);
        expect([...intervals(spikes.times)]).toEqual([expected]);
      }
    },
  );

  it("hold keeps v at vReset for round(tRef/dt) steps; noFire lets it integrate: bias·(1 + (1 − leak)) after two", async () => {
    for (const [refractory, second] of [
      ["hold", [-2, -2, -2]],
      ["noFire", [-2, -2 + 2 / 64 + 30, (-2 + 2 / 64 + 30) * (1 - 1 / 64) + 30]],
    ] as const) {
      const net = new Network({ dt: 1 });
      const cell = net.population("cell", 1, lifDiscrete, { bias: 30, vReset: -2, tRef: 2, refractory });
      const v = net.record(cell, "v");
      await net.run(3);
      for (const [k, value] of v.of(0).entries()) expect(value).toBeCloseTo(second[k]!, 4);
    }
  });

  it.each([0.4, 0.5, 1, 2.7])(
    "bias %f: period ⌈ln(1 − vTh·leak/bias)/ln(1 − leak)⌉ from v_n = (bias/leak)·(1 − (1 − leak)^n)",
    async (bias) => {
      const leak = 1 / 64;
      const steps = Math.ceil(Math.log(1 - (20 * leak) / bias) / Math.log(1 - leak));
      const net = new Network({ dt: 1 });
      const cell = net.population("cell", 1, lifDiscrete, { bias });
      const spikes = net.record(cell, "spikes");
      const v = net.record(cell, "v");
      await net.run(5 * steps);
      expect([...spikes.times]).toEqual([1, 2, 3, 4, 5].map((k) => k * steps));
      for (let k = 1; k < steps; k++) expect(v.of(0)[k - 1]).toBeCloseTo((bias / leak) * (1 - (1 - leak) ** k), 3);
    },
  );

  it("bias·tauM below vTh: no spike ever, v settles at bias·tauM", async () => {
    const net = new Network({ dt: 1 });
    const cell = net.population("cell", 1, lifDiscrete, { bias: 0.31 });
    const spikes = net.record(cell, "spikes");
    await net.run(3000);
    expect(spikes.length).toBe(0);
    expect(cell.get("v")[0]).toBeCloseTo(0.31 * 64, 3);
  });

  it("one arrival of weight w: v_n = w·Σ_k (1 − leak)^(n−k)·exp(−k·dt/tauSyn), i carried as w·exp(−n·dt/tauSyn)", async () => {
    const net = new Network({ dt: 1 });
    const source = net.population("source", 1, spikeSource);
    const cell = net.population("cell", 1, lifDiscrete, { tauSyn: 3, tauM: 20 });
    net.connect(source, cell, oneToOne(), { into: "i", weight: 2 });
    const v = net.record(cell, "v");
    const i = net.record(cell, "i");
    await net.build();
    source.play({ times: [0], ids: [0] });
    await net.run(30);
    for (let n = 0; n < 30; n++) {
      let sum = 0;
      for (let k = 0; k <= n; k++) sum += (1 - 1 / 20) ** (n - k) * Math.exp(-k / 3);
      expect(v.of(0)[n]).toBeCloseTo(2 * sum, 4);
      expect(i.of(0)[n]).toBeCloseTo(2 * Math.exp(-(n + 1) / 3), 5);
    }
  });
});
