/** Type-checked, not run (`tsc -p test`): what is misspelt is a type error. Could not catch: unclear messages of tsc. */
import { it as nodeIt } from "node:test";
import { npyFile } from "neuroglia/node";
import { conformance } from "neuroglia/testing";
import { expect, it } from "vitest";
import {
  allToAll,
  fano,
  gaussianDrive,
  inhibitoryStdp,
  izhikevich,
  Liquid,
  lifDiscrete,
  lim,
  Network,
  neuron,
  normal,
  plasticityRule,
  poisson,
  poissonDrive,
  type SpikeRecording,
  stdp,
  uniform,
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
stdp({ aMinos: 1, wMax: 1 });
inhibitoryStdp({ targetRate: uniform(1, 5), eta: 0.1, wMax: 1 });
// @ts-expect-error without a bound
stdp({ aPlus: 0.1 });
// @ts-expect-error mirrored weights need the least one
stdp({ mirrored: "yes", wMax: 1 });
stdp({ mirrored: "yes", wMin: -1 });
// @ts-expect-error eta is one number
inhibitoryStdp({ eta: [1, 2], wMax: 1 });
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
net.population("input", 10, poisson, { rate: 20 }).play([1, 2], { every: 3, from: net.time });

const signal = net.inject(cells.slice(0, 2), { channels: 3, into: "delta", weight: normal(0, 1) });
signal.play(new Float64Array(6), { every: 1, from: 20 }).weights().length;
// @ts-expect-error no input gE
net.inject(cells, { into: "gE" });
// @ts-expect-error an input is needed
net.inject(cells, { channels: 3 });
// @ts-expect-error a signal has no rate
signal.set({ rate: 1 });

new Liquid({ neuron: izhikevich, params: { d: 2 }, init: { u: -10 } });
// @ts-expect-error tauM is not izhikevich's
new Liquid({ neuron: izhikevich, params: { tauM: 2 } });
// @ts-expect-error tauN is not lif's, the default
new Liquid({ params: { tauN: 2 } });
// @ts-expect-error one kind of weight is missing
new Liquid({ weight: { excExc: 1, excInh: 1, inhExc: 1 } });
// @ts-expect-error recordings of counts take no tau
net.record(cells, "counts", { every: 10, tau: 3 });
net.record(cells, "filteredSpikes", { every: 10, tau: 3 });

const mine = neuron({
  name: "mine",
  title: "Neuron with words of its own",
  equations: ["…"],
  source: "this file",
  params: { tau: { unit: "ms", default: 20, min: 0.001, meaning: "time constant" } },
  choices: { mode: { values: ["soft", "hard"], default: "soft", meaning: "kind of reset" } },
  state: { w: { unit: "mV", default: 0, meaning: "potential" } },
  code: lifDiscrete.code,
  inputs: { push: { unit: "mV", meaning: "added to w", arrives: "before" } },
});
const minds = net.population("minds", 3, mine, { tau: uniform(10, 30), mode: "hard" });
minds.init({ w: 1 }).set({ tau: 10 }).get("push");
net.connect(minds, minds, allToAll(), { into: "push" });
net.drive(minds, gaussianDrive, { sd: 1 }, { into: "push" });
net.record(minds, "w");
// @ts-expect-error tua
net.population("d", 3, mine, { tua: 10 });
// @ts-expect-error "firm"
net.population("e", 3, mine, { mode: "firm" });
// @ts-expect-error v is not its state
minds.get("v");
// @ts-expect-error nor its value
minds.set({ v: 1 });
// @ts-expect-error no input gE
net.connect(cells, minds, allToAll(), { into: "gE" });
// @ts-expect-error no column v
net.record(minds, "v");
// @ts-expect-error meaning is missing
neuron({ ...mine, params: { tau: { unit: "ms", default: 20 } } });

const rule = plasticityRule({
  name: "triplet",
  title: "Rule with words of its own",
  equations: ["…"],
  source: "this file",
  params: {
    rate: { unit: "unit of the input", default: 1, modulable: true, meaning: "amplitude" },
    aim: { unit: "Hz", default: 1, meaning: "target" },
    wMin: { unit: "unit of the input", default: 0, meaning: "least weight" },
    wMax: { unit: "unit of the input", default: 0, meaning: "greatest weight" },
  },
  code: stdp.rule.code,
  traces: {},
  amplitudes: ["rate"],
  perTarget: { params: ["aim"], kernel: ["aim"] },
});
net.connect(cells, cells, allToAll(), { into: "i", plasticity: rule({ rate: 2, aim: uniform(1, 5), wMax: 1 }) });
// @ts-expect-error to be called
net.connect(cells, cells, allToAll(), { into: "i", plasticity: rule });
// @ts-expect-error without a bound
rule({ rate: 2 });
// @ts-expect-error rate is one number
rule({ rate: [1, 2], wMax: 1 });
// @ts-expect-error aPlus is stdp's
rule({ aPlus: 2, wMax: 1 });

for (const model of [lifDiscrete, lim, poisson, poissonDrive, stdp, inhibitoryStdp, mine, rule])
  conformance(model, { it, expect });
conformance(mine, { it: nodeIt });
// @ts-expect-error a rule that was called
conformance(stdp({ wMax: 1 }), { it });
// @ts-expect-error threads
conformance(mine, { it, threads: 2 });
