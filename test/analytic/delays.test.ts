import { describe, expect, it } from "vitest";
import { lifDiscrete, Network, oneToOne, pairs, spikeSource } from "../../dist/src/index.js";

// Could not catch delays beyond the 70 steps tried here, nor wrong weights.

const DELAYS = [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 64, 70];
const N_STEPS = 200;
const puppet = { tRef: 0 } as const;

describe("delays on the grid", () => {
  for (const dt of [1, 0.1])
    it(`dt ${dt}: a spike of time t with delay d makes its target spike at t + d, for ${DELAYS.length} delays out of one population`, async () => {
      const net = new Network({ dt });
      const source = net.population("source", 1, spikeSource);
      const first = net.population("first", 1, lifDiscrete, puppet);
      const second = net.population("second", DELAYS.length, lifDiscrete, puppet);
      net.connect(source, first, oneToOne(), { into: "delta", weight: 100, delay: dt });
      DELAYS.forEach((steps, k) => {
        net.connect(first, second.slice(k, k + 1), oneToOne(), { into: "delta", weight: 100, delay: steps * dt });
      });
      const spikes = { first: net.record(first, "spikes"), second: net.record(second, "spikes") };
      await net.build();
      const events = [0, 1, 2, 11, 40, 41, 90];
      source.play({ times: events.map((t) => t * dt), ids: events.map(() => 0) });
      await net.run(N_STEPS * dt);
      if (dt === 1) expect([...spikes.first.times]).toEqual(events.map((t) => t + 1));
      const expected = events
        .flatMap((t) => DELAYS.map((d, id) => ({ step: t + 1 + d, id })))
        .filter(({ step }) => step <= N_STEPS);
      const seen = Array.from(spikes.second.ids, (id, k) => ({ step: Math.round(spikes.second.times[k]! / dt), id }));
      const order = (a: { step: number; id: number }, b: { step: number; id: number }) =>
        a.step - b.step || a.id - b.id;
      expect(seen.sort(order)).toEqual(expected.sort(order));
    });

  it("a source's event of time t with delay d arrives at t + d, the event at t = 0 with delay dt at dt", async () => {
    const net = new Network({ dt: 1 });
    const source = net.population("source", 1, spikeSource);
    const cells = net.population("cells", DELAYS.length, lifDiscrete, puppet);
    DELAYS.forEach((steps, k) => {
      net.connect(source, cells.slice(k, k + 1), oneToOne(), { into: "delta", weight: 100, delay: steps });
    });
    const events = net.record(source, "spikes");
    const spikes = net.record(cells, "spikes");
    await net.build();
    source.play({ times: [0, 20], ids: [0, 0] });
    await net.run(100);
    expect([...events.times]).toEqual([0, 20]);
    DELAYS.forEach((d, id) => {
      const times = spikes.times.filter((_, k) => spikes.ids[k] === id);
      expect([...times]).toEqual([d, d + 20]);
    });
  });

  it("synapses between two slices of one population reach exactly the neurons named by the pairs", async () => {
    const net = new Network({ dt: 1 });
    const source = net.population("source", 5, spikeSource);
    const cells = net.population("cells", 30, lifDiscrete, puppet);
    const pre = cells.slice(5, 10);
    const post = cells.slice(11, 30);
    net.connect(source, pre, oneToOne(), { into: "delta", weight: 100 });
    net.connect(pre, post, pairs([0, 0, 4, 2], [0, 18, 7, 3]), { into: "delta", weight: 100, delay: 3 });
    const spikes = net.record(post, "spikes");
    await net.build();
    source.play({ times: [0, 10, 20], ids: [0, 4, 2] });
    await net.run(40);
    expect(Array.from(spikes.times, (t, k) => [t, spikes.ids[k]])).toEqual([
      [4, 0],
      [4, 18],
      [14, 7],
      [24, 3],
    ]);
  });
});
