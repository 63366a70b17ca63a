import { describe, expect, it } from "vitest";
import { apStdp, gaussianDrive, lif, lim, Network, oneToOne, pairs, poisson, stdp } from "../../dist/src/index.js";

// What is set while a run is under way acts from some step on, the same for all that is set at once: a marker neuron's trace
// tells which. Could not catch a change that only acts for one call of the engine.

const STEPS = 40_000;

const describeNetwork = (place: { workers?: number; background?: boolean }, onChunk?: () => void) => {
  const net = new Network({ dt: 0.1, seed: 3, ...place });
  const source = net.population("source", 4, poisson, { rate: 20 });
  const cells = net.population("cells", 32, lif, { tRef: 2 });
  const marker = net.population("marker", 1, lif);
  const drive = net.drive(cells, gaussianDrive, { mean: 20, sd: 30 }, { into: "iE" });
  const signal = net.inject(cells, { into: "iE" });
  const fixed = net.connect(source, cells.slice(0, 4), oneToOne(), { into: "iE", weight: 900, delay: 1 });
  const learning = net.connect(cells.slice(0, 16), cells.slice(16), oneToOne(), {
    into: "iE",
    weight: 300,
    delay: 1,
    plasticity: stdp({ wMin: 0, wMax: 600, aPlus: 2, aMinus: 2 }),
  });
  const calcium = net.connect(cells.slice(0, 16), cells.slice(16), oneToOne(), {
    into: "iI",
    weight: -100,
    delay: 1,
    plasticity: apStdp({ wMin: -300, wMax: 0 }),
  });
  const glia = net.astrocyte("glia", 1, lim, { decay: 0.995 }).init({ a: 0.25 });
  net.listen(cells, glia, { gain: 0.01, delay: 1 });
  net.modulate(glia, calcium, "aMinus");
  const trace = net.record(marker, "v");
  const spikes = net.record(cells, "spikes");
  if (onChunk) net.record(cells, "v", { onChunk });
  const change = () => {
    marker.set({ iExt: 100 });
    source.play([80, 5, 60, 0]);
    cells.set({ eL: -64, v: -60 });
    drive.set({ mean: 60 });
    signal.play([5]);
    learning.set({ aPlus: 3 });
    glia.set({ decay: 0.99 });
  };
  const seen = async () => ({
    activity: net.activity(),
    ids: spikes.ids,
    times: spikes.times,
    weights: [await fixed.weights(), await learning.weights(), await calcium.weights()],
    v: cells.get("v"),
    a: glia.get("a"),
  });
  return { net, change, seen, trace };
};

describe("params and stimuli set while a run is under way", () => {
  it.each([
    ["the calling thread", {}],
    ["one worker", { background: true }],
    ["two workers", { workers: 2 }],
  ])("on %s: the same bits as a run that stops there for them", async (_, place) => {
    let set = false;
    const live = describeNetwork(place, () => {
      if (!set) live.change();
      set = true;
    });
    await live.net.run(STEPS * 0.1);
    const values = live.trace.values;
    const step = values.findIndex((v) => v !== values[0]);
    expect(step).toBeGreaterThan(2000);
    expect(step).toBeLessThan(STEPS - 1000);

    const stopped = describeNetwork({});
    await stopped.net.run(step * 0.1);
    stopped.change();
    await stopped.net.run((STEPS - step) * 0.1);
    const unchanged = describeNetwork({});
    await unchanged.net.run(STEPS * 0.1);
    const expected = await stopped.seen();
    expect(await live.seen()).toEqual(expected);
    expect((await unchanged.seen()).activity.hash).not.toBe(expected.activity.hash);
    await live.net.close();
  });

  it("weights, too, can be set then", async () => {
    for (const place of [{}, { background: true }, { workers: 2 }]) {
      const net = new Network({ dt: 0.1, seed: 3, ...place });
      const source = net.population("source", 16, poisson, { rate: 50 });
      const cells = net.population("cells", 16, lif);
      const each = Uint32Array.from({ length: 16 }, (_, k) => k);
      const weights = Float32Array.from({ length: 16 }, (_, k) => 500 + k);
      const projection = net.connect(source, cells, pairs(each, each), {
        into: "iE",
        weight: weights.map((w) => w / 100),
      });
      let chunks = 0;
      net.record(cells, "v", {
        onChunk: () => {
          if (chunks++ === 0) projection.setWeights(weights);
        },
      });
      await net.run(STEPS * 0.1);
      expect(await projection.weights()).toEqual(weights);
      expect(chunks).toBeGreaterThan(1);
      await net.close();
    }
  });
});
