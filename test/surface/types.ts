/** Type-checked, not run (`tsc -p test`): what is misspelt is a type error. Could not catch: unclear messages of tsc. */
import { npyFile } from "neuroglia/node";
import { allToAll, fano, lifDiscrete, lim, Network, type SpikeRecording, stdp } from "../../dist/src/index.js";

const net = new Network({ dt: 1 });
const cells = net.population("cells", 10, lifDiscrete, { tauM: 20, refractory: "hold" });
const glia = net.astrocyte("glia", 1, lim, { tau: 100 });

// @ts-expect-error tauN
net.population("a", 10, lifDiscrete, { tauN: 20 });
// @ts-expect-error "held"
net.population("b", 10, lifDiscrete, { refractory: "held" });
// @ts-expect-error no input gE
net.connect(cells, cells, allToAll(), { into: "gE" });
// @ts-expect-error wieght
net.connect(cells, cells, allToAll(), { into: "i", wieght: 1 });
// @ts-expect-error aMinos
stdp({ aMinos: 1 });
// @ts-expect-error tauM is not lim's
net.astrocyte("c", 1, lim, { tauM: 100 });
// @ts-expect-error no column u
net.record(cells, "u");
// @ts-expect-error a state of lim, not of cells
cells.get("a");
glia.get("a");
cells.init({ v: 3 }).get("i");
const spikes: SpikeRecording = net.record(cells, "spikes", {
  ids: [1, 2],
  onChunk: ({ times, ids }) => times.length + ids[0]!,
});
net.record(cells, "spikes", npyFile("spikes.npy"));
net.record(cells, "v", { every: 1, ...npyFile("v.npy") });
net.record(glia, "a", { onChunk: async ({ times, values, n }) => values[n * times.length - 1] });
fano(spikes.since(100), { bin: 2 });
// @ts-expect-error spikes have no interval
net.record(cells, "spikes", { every: 1 });
// @ts-expect-error samples have no ids
net.record(cells, "v", { onChunk: ({ ids }) => ids });
