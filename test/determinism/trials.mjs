// Trial module of the pool test: one plastic network per worker, a trial's outcome from its number alone.
import { bernoulli, choice, fixedTotal, lifDiscrete, Network, stdp } from "../../dist/src/index.js";

export const open = async ({ seed }) => {
  const net = new Network({ dt: 1, seed });
  const source = net.population("source", 30, bernoulli);
  const cells = net.population("cells", 40, lifDiscrete);
  const plasticity = stdp({ aPlus: 0.2, aMinus: 0.2, wMin: -4, wMax: 4, pairing: "emission" });
  net.connect(source, cells, fixedTotal(300), { into: "i", weight: choice([4, 3, -1]), plasticity });
  await net.build();
  const initial = await net.checkpoint();
  source.play(new Float32Array(30).fill(0.1));
  return async (trial) => {
    if (trial === "throw") throw new Error("this trial fails");
    if (trial === "die") process.exit(7);
    if (trial === "ours") new Network().population("cells", 3, lifDiscrete, { tauM: -1 });
    await net.reset({ trial, to: initial });
    await net.run(100 + (trial % 3) * 50);
    return net.activity();
  };
};
