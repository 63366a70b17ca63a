// A model of one's own. Its kernel is compiled once:  npx neuroglia kernel kernel.ts
import { fixedProbability, Network, uniform } from "neuroglia";
import { quadratic } from "./model.mjs";

const net = new Network({ dt: 0.1, seed: 1, workers: 2 });
const cells = net.population("cells", 1000, quadratic, { iExt: uniform(0, 200) }).init({ v: uniform(-60, -50) });
net.connect(cells, cells, fixedProbability(0.05), { into: "i", weight: 3, delay: 1.5 });
const spikes = net.record(cells, "spikes");
await net.run(1000);
console.log(`${spikes.rate().toFixed(1)} Hz, hash ${net.activity().hash}`);
await net.close();
