import { afterEach, expect, it } from "vitest";
import { fixedIndegree, lif, Network, normal, poisson } from "../../dist/src/index.js";

// The same network with a signal through random weights, spread over several threads. Could not catch what goes wrong in the
// same way in all.

const opened: Network[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((net) => net.close()));
});

const driven = async (workers: number) => {
  const net = new Network({ dt: 0.5, seed: 3, workers });
  opened.push(net);
  const cells = net.population("cells", 203, lif, { vTh: -55 });
  const source = net.population("source", 5, poisson, { rate: 0 });
  net.connect(source, cells, fixedIndegree(2), { into: "iE", weight: 100 });
  net.connect(cells, cells, fixedIndegree(20), { into: "iI", weight: -30, delay: 1.5 });
  const slow = net.inject(cells.slice(7, 190), { channels: 3, into: "iE", weight: normal(20, 60) });
  const fast = net.inject(cells.slice(150, 203), { into: "delta", weight: normal(0, 2) });
  const spikes = net.record(cells, "spikes");
  await net.build();
  const play = () => {
    slow.play(
      Float64Array.from({ length: 300 }, (_, k) => Math.abs(Math.sin(k)) * 3),
      { every: 1, from: net.time },
    );
    fast.play([0.3]);
    source.play([100, 200, 0, 50, 10, 0, 0, 0, 0, 100], { every: 20, from: net.time + 10 });
  };
  return { net, slow, fast, spikes, play };
};

it.each([2, 5])(
  "on %i workers, over checkpoints, resets and the end of a signal: the spikes of one",
  async (workers) => {
    const [one, many] = [await driven(1), await driven(workers)];
    expect(many.slow.weights()).toEqual(one.slow.weights());
    expect(many.fast.weights()).toEqual(one.fast.weights());
    for (const { net, play } of [one, many]) {
      play();
      await net.run(60);
    }
    expect(many.net.activity()).toEqual(one.net.activity());
    expect(one.spikes.length).toBeGreaterThan(300);
    const bytes = await one.net.checkpoint();
    await one.net.run(61.5);
    await many.net.restore(bytes);
    await many.net.run(30);
    await many.net.run(31.5);
    expect(many.net.activity()).toEqual(one.net.activity());
    for (const { net, play } of [one, many]) {
      await net.reset({ trial: 2 });
      await net.run(20);
      play();
      await net.run(45);
    }
    expect(many.net.activity()).toEqual(one.net.activity());
  },
);
