// A sweep file of the tests: a small network, and trials that fail in every way.
import { fixedProbability, grid, lif, Network, NeurogliaError, poissonDrive } from "neuroglia";

export const space = grid({ weight: [0, 200, 400], n: [20, 30] }, { seeds: 4 });

export default async function trial({ weight, n, seed, how }) {
  if (how === "throw") throw new TypeError("this trial fails");
  if (how === "ours")
    throw new NeurogliaError({ code: "bad-thing", what: "thing", where: "a trial", expected: "1", got: 2, unit: "mV" });
  if (how === "die") process.exit(7);
  if (how === "nothing") return 5;
  if (how === "taken") return { weight: 1 };
  if (how === "function") return { f: () => 1 };
  const net = new Network({ dt: 0.5, seed });
  const cells = net.population("cells", n, lif);
  net.drive(cells, poissonDrive, { rate: 3000, weight: 300 }, { into: "iE" });
  net.connect(cells, cells, fixedProbability(0.2), { into: "iE", weight });
  const spikes = net.record(cells, "spikes");
  await net.run(200);
  const { hash } = net.activity();
  await net.close();
  return {
    rate: spikes.rate(),
    counts: spikes.counts(),
    hash,
    odd: seed % 2 ? Number.NaN : -0,
    quiet: spikes.ids.length < 5,
  };
}
