/** Type-checked, not run (`tsc -p test`): what is misspelt is a type error. Could not catch: unclear messages of tsc. */
import {
  allToAll,
  gaussianDrive,
  lifDiscrete,
  lim,
  Network,
  poisson,
  poissonDrive,
  stdp,
} from "../../dist/src/index.js";

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

const noise = net.drive(cells, poissonDrive, { rate: 20000, weight: 0.1 }, { into: "delta" });
noise.set({ rate: 10 });
// @ts-expect-error sd is not poissonDrive's
noise.set({ sd: 1 });
// @ts-expect-error rates are numbers
net.drive(cells, poissonDrive, { rate: [1, 2] }, { into: "delta" });
// @ts-expect-error no input gE
net.drive(cells, gaussianDrive, { sd: 5 }, { into: "gE" });
// @ts-expect-error an input is needed
net.drive(cells, gaussianDrive, { sd: 5 }, {});
// @ts-expect-error a source is no drive
net.drive(cells, poisson, {}, { into: "delta" });
net.population("input", 10, poisson, { rate: 20 }).play([1, 2], { every: 3 });
