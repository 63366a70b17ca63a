import { describe, expect, it } from "vitest";
import { lifDelta, Network, oneToOne, pairs, spikeSource } from "../../dist/src/index.js";
import { heard } from "./played.js";

// Cases of Arbor's test/unit/test_lif_cell_group.cpp. Its lif_cell is lifDelta: C_m 20 pF, so that a weight of 200 adds 10 mV.
// Its events act at their own time, ours one delay of at least a step after they were sent.

const lifCell = { tauM: 10, cM: 20, eL: 0, vReset: 0, vTh: 10, tRef: 2 };

describe("lif_cell_group", () => {
  it("probe: E_L −13, E_R −23, t_ref 0.8, tau 5, 10 mV at 2, 3, 4, 5 ms: the samples of V_m", async () => {
    // Time (ms), V_m (mV).
    const samples: readonly (readonly [number, number])[] = [
      [0.025, -17.9750624],
      [0.5, -17.5241871],
      [1, -17.0936538],
      [1.45, -16.7413178],
      [1.975, -16.3684002],
      [2, -6.35160023],
      [2.025, -6.38475926],
      [2.5, -6.98427912],
      [2.975, -7.52946625],
      [3, 2.44324935],
      [3.5, 0.973629868],
      [3.975, -0.292759202],
      [4, 9.64386317],
      [4.5, 7.48901469],
      [4.975, 5.63215541],
      [5, -23],
      [5.4, -23],
      [5.8, -23],
      [5.825, -22.9501248],
      [6, -22.6078944],
      [7, -20.8662786],
      [8, -19.4403642],
      [9, -18.2729242],
      [9.975, -17.3387448],
    ];
    const dt = 0.005;
    const { at, spikes } = await heard(lifDelta, {
      dt,
      run: 10,
      v: -18,
      params: { ...lifCell, tauM: 5, eL: -13, vReset: -23, tRef: 0.8 },
      events: [2, 3, 4, 5].map((t) => t - dt),
      into: "delta",
      weight: 10,
    });
    expect([...spikes]).toEqual([expect.closeTo(5, 9)]);
    // Theirs is 1e-6 in f64. In f32 a step rounds by 1e-6 mV at most, and tauM remembers a thousand of them.
    for (const [t, v] of samples) expect(Math.abs(at(t) - v), `${t} ms`).toBeLessThan(1e-4);
  });

  it("ring: 99 cells, delay 1 ms: cell k spikes at k ms, and the first again at 100 ms", async () => {
    const net = new Network({ dt: 0.01 });
    const source = net.population("source", 1, spikeSource);
    const cells = net.population("cells", 99, lifDelta, lifCell).init({ v: 0 });
    const each = Array.from({ length: 99 }, (_, k) => k);
    net.connect(source, cells.slice(0, 1), oneToOne(), { into: "delta", weight: 50, delay: 1 });
    net.connect(
      cells,
      cells,
      pairs(
        each,
        each.map((k) => (k + 1) % 99),
      ),
      { into: "delta", weight: 50, delay: 1 },
    );
    const spikes = net.record(cells, "spikes");
    await net.build();
    source.play({ times: [0], ids: [0] });
    await net.run(100);
    expect([...spikes.ids]).toEqual([...each, 0]);
    spikes.times.forEach((t, k) => {
      expect(t).toBeCloseTo(k + 1, 9);
    });
    await net.close();
  });

  it("spikes: events at 1, 1.1 (refractory: lost) and 50 ms through two cells: four spikes", async () => {
    const net = new Network({ dt: 0.01 });
    const source = net.population("source", 1, spikeSource);
    const cells = net.population("cells", 2, lifDelta, lifCell).init({ v: 0 });
    net.connect(source, cells.slice(0, 1), oneToOne(), { into: "delta", weight: 50, delay: 0.01 });
    net.connect(cells.slice(0, 1), cells.slice(1), oneToOne(), { into: "delta", weight: 50, delay: 0.1 });
    const spikes = net.record(cells, "spikes");
    await net.build();
    source.play({ times: [1, 1.1, 50], ids: [0, 0, 0] });
    await net.run(100);
    expect([...spikes.times].map((t) => Math.round(t * 100))).toEqual([101, 111, 5001, 5011]);
    await net.close();
  });
});
