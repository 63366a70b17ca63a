/**
 * RECORD: what recording costs. A network of 4,000 neurons (fixed probability 0.02, about 17 Hz, dt 0.1 ms, as large and as
 * active as the one of Vogels & Abbott 2005) without a recorder, and with one; the twins take turns. The same spikes in all.
 *
 *     node bench/record.mjs [rounds]
 */
import { fixedProbability, lifDiscrete, Network, uniform } from "../dist/src/index.js";
import { circumstances } from "./machine.mjs";
import { same, takeTurns } from "./measure.mjs";
import { figure, table } from "./report.mjs";

const MS = 200;
const rounds = Number(process.argv[2] ?? 15);

const network = async (record) => {
  const net = new Network({ dt: 0.1, seed: 1 });
  const cells = net
    .population("cells", 4000, lifDiscrete, { tauM: 20, tRef: 5, bias: uniform(0.09, 0.12) })
    .init({ v: uniform(0, 20) });
  const [exc, inh] = [cells.slice(0, 3200), cells.slice(3200)];
  net.connect(exc, cells, fixedProbability(0.02), { into: "i", weight: 0.0002, delay: 0.8 });
  net.connect(inh, cells, fixedProbability(0.02), { into: "i", weight: -0.0008, delay: 0.8 });
  const recording = record(net, cells);
  await net.run(500);
  return {
    net,
    recording,
    twin: {
      prepare: () => net.reset(),
      run: async () => {
        const begin = performance.now();
        await net.run(MS);
        return { ms: performance.now() - begin, units: MS * 10 };
      },
    },
  };
};

const networks = {
  nothing: await network(() => null),
  spikes: await network((net, cells) => net.record(cells, "spikes")),
  "spikes, streamed": await network((net, cells) => net.record(cells, "spikes", { onChunk: () => {} })),
  "v of 100, every ms": await network((net, cells) => net.record(cells.slice(0, 100), "v", { every: 1 })),
  "v of 100 listed, every ms": await network((net, cells) =>
    net.record(cells, "v", { every: 1, ids: Array.from({ length: 100 }, (_, k) => 40 * k) }),
  ),
  "v of all, every step": await network((net, cells) => net.record(cells, "v")),
};
const { spikes, hash } = networks.nothing.net.activity();
for (const [name, { net }] of Object.entries(networks)) same(`hash with ${name} recorded`, hash, net.activity().hash);

const turns = await takeTurns(Object.fromEntries(Object.entries(networks).map(([name, { twin }]) => [name, twin])), {
  rounds,
  warmUp: 3,
});
const { machine, date } = circumstances();
console.log(`${date}, node ${machine.node}, ${machine.cores} × ${machine.cpu}, load ${machine.load.toFixed(2)}`);
console.log(`4,000 neurons at ${figure(spikes / 4000 / 0.5)} Hz; medians of ${rounds} rounds of ${MS} ms\n`);
console.log(
  table(
    [
      ["recorded", "µs a step", "ratio", "least", "most"],
      ...Object.keys(networks).map((name) => {
        const { median, min, max } = turns.ratio[name] ?? { median: 1, min: 1, max: 1 };
        return [name, figure(turns.ns[name].median / 1000), ...[median, min, max].map((ratio) => ratio.toFixed(3))];
      }),
    ],
    1,
  ),
);
