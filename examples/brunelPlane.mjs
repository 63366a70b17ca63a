// Brunel (2000), figure 2, in small: how a network of 1,000 neurons fires over the strength of inhibition g and the external
// drive eta (1: just enough to reach threshold). Run it with `neuroglia sweep examples/brunelPlane.mjs`.
import { fixedIndegree, grid, lifDelta, Network, poissonDrive, uniform } from "neuroglia";

export const space = grid({ g: { low: 3, high: 8, steps: 6 }, eta: { low: 0.8, high: 3.2, steps: 7 } }, { seeds: 3 });

const [vTh, tauM, weight, delay] = [20, 20, 0.5, 1.5]; // mV, ms, mV, ms

export default async function trial({ g, eta, seed }) {
  const net = new Network({ dt: 0.5, seed });
  const params = { tauM, vTh, eL: 0, vReset: 10, tRef: 2 };
  const cells = net.population("cells", 1000, lifDelta, params).init({ v: uniform(0, 20) });
  const [exc, inh] = [cells.slice(0, 800), cells.slice(800)];
  net.drive(cells, poissonDrive, { rate: (1000 * eta * vTh) / (weight * tauM), weight }, { into: "delta" });
  net.connect(exc, cells, fixedIndegree(80), { into: "delta", weight, delay });
  net.connect(inh, cells, fixedIndegree(20), { into: "delta", weight: -g * weight, delay });
  const spikes = net.record(cells, "spikes");
  await net.run(600);
  const late = spikes.since(100);
  const regularity = late.cvIsi().filter((cv) => !Number.isNaN(cv));
  await net.close();
  return { rate: late.rate(), cv: regularity.reduce((sum, cv) => sum + cv, 0) / regularity.length };
}
