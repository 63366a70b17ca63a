import * as n from "../../dist/src/index.js";
import { js } from "../refusals.js";
import { args, type Entry, entry, fields, options } from "./numberSlots.js";

// biome-ignore lint/suspicious/noExplicitAny: what is tried has no type
type Any = any;

interface Quantity {
  default: number;
  min?: number;
  max?: number;
}

interface Parts {
  net: n.Network;
  cells: n.Group<typeof n.lif>;
  rates: n.Group<typeof n.poisson>;
}

/** What a small network does that some description belongs to, and what it shows after 12 ms. */
const ran = async (
  describe: (parts: Parts) => ((parts: Parts) => unknown) | unknown,
  given: n.NetworkOptions = {},
): Promise<unknown> => {
  const net = new n.Network({ dt: 1, seed: 3, ...given });
  try {
    const cells = net.population("cells", 4, n.lif, { iExt: 500 });
    const rates = net.population("rates", 4, n.poisson, { rate: 200 });
    const parts = { net, cells, rates };
    const then = describe(parts);
    const spikes = net.record(cells, "spikes");
    await net.build();
    const shown = typeof then === "function" ? await then(parts) : undefined;
    await net.run(12);
    return [cells.get("v"), net.activity(), spikes.times, await shown];
  } finally {
    await net.close();
  }
};

const connected = (given: object, rule: n.ConnectionRule = n.allToAll()) =>
  ran(({ net, cells, rates }) => {
    const projection = net.connect(rates, cells, rule, { into: "iE", weight: 3, ...given });
    return () => projection.weights();
  });
const four = n.pairs([0, 1, 2, 3], [3, 2, 1, 0]);
const learning = { wMin: 0, wMax: 9, aPlus: 1, aMinus: 1 };

/** Four values of a quantity, whole ones where its range has such. */
const fourOf = ({ default: value, min = -1e9, max = 1e9 }: Quantity): number[] =>
  [0, 1, 0, 1].map((more) => Math.max(Math.ceil(min), Math.min(Math.floor(max), Math.round(value) + more)));

/** A network of four of a model (but a of Izhikevich's, unstable from 1 on), all its params, each as a number and as a list. */
const models: Record<string, Entry> = Object.fromEntries(
  Object.values(n)
    .filter((each: Any) => each.kind === "neuron" || each.kind === "source")
    .map((model: Any): [string, Entry] => {
      const isNeuron = model.kind === "neuron";
      const of = (params: object) =>
        ran(({ net }) => {
          const group = net.population("x", 4, model, params);
          const spikes = net.record(group, "spikes");
          return async () => {
            await net.run(5);
            return [spikes.times, isNeuron && group.get("v" as never)];
          };
        });
      const slots: Entry["slots"] = {};
      for (const [name, quantity] of Object.entries<Quantity>(model.params)) {
        slots[name] = { good: quantity.default, call: (tried) => of({ [name]: tried }), orList: true };
        if (isNeuron)
          slots[`list of ${name}`] = {
            good: name === "a" ? [0, 0, 0, 0] : fourOf(quantity),
            call: (tried) => of({ [name]: tried }),
          };
      }
      return [model.name, entry(slots)];
    }),
);

const drives: Record<string, Entry> = Object.fromEntries(
  [n.poissonDrive, n.gaussianDrive, n.pulseDrive].map((model: Any): [string, Entry] => [
    model.name,
    entry(
      fields(
        (params) =>
          ran(({ net, cells }) => {
            net.drive(cells, model, params, { into: "iE" });
          }),
        Object.fromEntries(Object.entries<Quantity>(model.params).map(([name]) => [name, 3])),
      ),
    ),
  ]),
);

/** A readout of the cells that learns, and what it has learned. */
const readout = (given: object, use: (readout: n.LoopReadout) => unknown = () => {}, feedback?: object) =>
  ran(({ net, cells }) => {
    const out = net.readout("out", cells, { outputs: 2, rule: n.lms({ eta: 1 }), ...given });
    if (feedback) net.feedback(out, cells, { into: "iE", ...feedback });
    return async () => {
      out.teach(Array.from({ length: out.outputs }, () => 1));
      use(out);
      await net.run(6);
      return [out.weights(), out.z()];
    };
  });
const gated = (use: (readout: n.LoopReadout) => unknown) => readout({ rule: n.threeFactor({ eta: 1 }) }, use);

const injected = (given: object, values: Any = [300, 1], play: object = {}) =>
  ran(({ net, cells }) => {
    const signal = net.inject(cells, { into: "iE", channels: 2, weight: 1, ...given });
    return () => {
      signal.play(values, play);
      return signal.weights();
    };
  });

const glia = (given: object, use: (parts: Parts & { glia: n.Astrocyte }) => unknown = () => {}, count: Any = 2) =>
  ran(({ net, cells, rates }) => {
    const lim = net.astrocyte("glia", count, n.lim, given);
    net.listen(rates, lim, {});
    const then = use({ net, cells, rates, glia: lim });
    return async () => {
      if (typeof then === "function") then();
      await net.run(4);
      return lim.get("a");
    };
  });

const recorded = (quantity: Any, given: object, use: (recording: Any) => unknown = ({ values }) => values) =>
  ran(({ net, cells }) => {
    const recording: Any = (net.record as Any)(cells, quantity, given);
    return async () => {
      await net.run(8);
      return use(recording);
    };
  });

const played = (use: (rates: Any) => unknown) =>
  ran(
    ({ rates }) =>
      () =>
        void use(rates),
  );
const trained = (given: object, play: object = {}) =>
  ran(({ net, cells }) => {
    const source = net.population("trains", 4, n.spikeSource);
    net.connect(source, cells, n.oneToOne(), { into: "iE", weight: 900 });
    return () => void source.play(js(given), play);
  });
const distributed = (distribution: n.Distribution) => connected({ weight: distribution });

export const networkEntries: Record<string, Entry> = {
  ...models,
  ...drives,
  lim: entry(fields((params) => glia(params), { tau: 100, bias: 0, decay: 1 })),
  Network: options((given) => ran(() => {}, given), { dt: 1, seed: 1, workers: 1 }, { background: false }),
  "Network.population": entry({
    size: { good: 3, call: (size) => ran(({ net }) => void net.population("x", size, n.lif)), orList: true },
    lattice: { good: [2, 1, 2], call: (size) => ran(({ net }) => void net.population("x", size, n.lif)) },
  }),
  "Network.connect": entry(
    fields((given) => connected(given), { weight: 3, delay: 2 }),
    { "list of weights": { good: [1, 2, 3, 4], call: (weight) => connected({ weight }, four) } },
    { "list of delays": { good: [1, 2, 3, 4], call: (delay) => connected({ delay }, four) } },
    options((given) => connected(given), {}, {}, [
      "into",
      "weight",
      "delay",
      "summation",
      "shortTerm",
      "plasticity",
      "name",
    ]),
  ),
  "Network.drive": entry(
    options(
      (given) =>
        ran(({ net, cells }) => {
          net.drive(cells, n.poissonDrive, {}, given);
        }),
      {},
      { into: "iE" },
      ["name"],
    ),
  ),
  "Network.inject": entry(
    fields((given) => injected(given), { channels: 2, weight: 2 }),
    { "list of weights": { good: [1, 2, 3, 4, 5, 6, 7, 8], call: (weight) => injected({ weight }) } },
  ),
  "Injection.play": entry(
    args((values) => injected({}, values, { every: 2 }), { values: [1, 2, 3, 4] }),
    fields((play) => injected({}, [3, 4, 5, 6], play), { every: 2, from: 1 }),
  ),
  "Network.readout": entry(
    options((given) => readout(given), { outputs: 2, tauRise: 2, tauDecay: 20, every: 1 }, {}, ["rule"]),
  ),
  "Network.feedback": entry(
    fields((given) => readout({}, undefined, given), { weight: 2 }),
    { "list of weights": { good: [1, 2, 3, 4, 5, 6, 7, 8], call: (weight) => readout({}, undefined, { weight }) } },
  ),
  "LoopReadout.teach": entry(
    args((values) => readout({}, (out) => out.teach(values, { every: 3 })), { values: [1, 2, 3, 4] }),
    fields((given) => readout({}, (out) => out.teach([1, 2, 3, 4], given)), { every: 2, from: 1 }),
  ),
  "LoopReadout.gate": entry(
    args((values) => gated((out) => out.gate(values, { every: 3 })), { values: [1, 0, 1, 1] }),
    fields((given) => gated((out) => out.gate([1, 0, 1, 0], given)), { every: 2, from: 1 }),
  ),
  "LoopReadout.setWeights": entry(
    args((weights, bias) => readout({}, (out) => out.setWeights(weights, bias)), {
      weights: [1, 2, 3, 4, 5, 6, 7, 8],
      bias: [1, 2],
    }),
  ),
  force: options((given) => readout({ rule: n.force(given) }), { alpha: 1, forgetting: 1 }),
  lms: options((given) => readout({ rule: n.lms(given) }), { eta: 1 }),
  threeFactor: options((given) => readout({ rule: n.threeFactor(given) }), { eta: 1 }, { apply: "online" }),
  "Network.astrocyte": entry(args((count) => glia({}, undefined, count), { count: 2 })),
  "Astrocyte.init": entry(
    fields((init) => glia({}, (parts) => void parts.glia.init(init)), { a: 1, s: 1 }),
    { "list of a": { good: [1, 2], call: (a) => glia({}, (parts) => void parts.glia.init({ a })) } },
  ),
  "Astrocyte.set": entry(
    fields((params) => glia({}, (parts) => () => parts.glia.set(params)), { tau: 50, bias: 1, decay: 1 }),
  ),
  "Network.listen": entry(
    options((given) => glia({}, ({ net, cells, glia: lim }) => void net.listen(cells, lim, given)), {
      gain: 2,
      delay: 2,
    }),
  ),
  "Network.modulate": entry(
    options(
      (given) =>
        glia(
          {},
          ({ net, cells, rates, glia: lim }) => {
            const plasticity = n.stdp(learning);
            net.modulate(lim, net.connect(rates, cells, n.allToAll(), { into: "iE", plasticity }), "aMinus", given);
          },
          1,
        ),
      {},
      { mode: "set" },
    ),
  ),
  "Network.record": entry(
    fields((given) => recorded("v", given), { every: 2, ids: [0, 2, 3] }),
    fields((given) => recorded("filteredSpikes", given), { every: 2, tau: 9 }),
    fields((given) => recorded("spikes", given, (spikes) => spikes.times), { ids: [0, 2, 3] }),
  ),
  "StateRecording.set": entry(
    fields(
      (given) =>
        ran(({ net, cells }) => {
          const recording = net.record(cells, "filteredSpikes", { every: 1 });
          return async () => {
            recording.set(given);
            await net.run(5);
            return recording.values;
          };
        }),
      { every: 2, tau: 9 },
    ),
  ),
  "StateRecording.of": entry(
    args((element) => recorded("v", {}, (recording) => recording.of(element)), { element: 2 }),
  ),
  "SpikeRecording.since": entry(
    args((time) => recorded("spikes", {}, (spikes) => spikes.since(time).times), { time: 2 }),
  ),
  "SpikeRecording.cvIsi": entry(
    args((least) => recorded("spikes", {}, (spikes) => spikes.cvIsi(least).map(Number.isNaN)), { least: 1 }),
  ),
  "Network.run": entry(
    args(
      (duration) =>
        ran(
          ({ net }) =>
            () =>
              net.run(duration),
        ),
      { duration: 3 },
    ),
  ),
  "Network.reset": entry(
    options(
      (given) =>
        ran(
          ({ net }) =>
            () =>
              net.reset(given),
        ),
      { trial: 2 },
      { only: ["state"] },
      ["to", "allowOtherBits"],
    ),
  ),
  "Group.slice": entry(
    args((begin, end) => ran(({ net, cells }) => void net.record(cells.slice(begin, end), "v")), { begin: 1, end: 3 }),
  ),
  "Group.init": entry(
    fields((init) => ran(({ cells }) => void cells.init(init)), { v: -60 }),
    { "list of v": { good: [-60, -61, -62, -63], call: (v) => ran(({ cells }) => void cells.init({ v })) } },
  ),
  "Group.set": entry(
    fields(
      (values) =>
        ran(
          ({ cells }) =>
            () =>
              void cells.set(values),
        ),
      { v: -60, tauM: 20 },
    ),
    {
      "list of v": {
        good: [-60, -61, -62, -63],
        call: (v) =>
          ran(
            ({ cells }) =>
              () =>
                void cells.set({ v }),
          ),
      },
    },
  ),
  "Group.play": entry(
    args((values) => played((rates) => rates.play(values, { every: 2 })), { rates: [9, 0, 120, 100, 9, 0, 100, 100] }),
    fields((given) => played((rates) => rates.play([100, 9, 9, 9, 9, 9, 9, 100], given)), { every: 2, from: 1 }),
    args(
      (values) =>
        ran(({ net, cells }) => {
          const source = net.population("chances", 4, n.bernoulli);
          net.connect(source, cells, n.oneToOne(), { into: "iE", weight: 900 });
          return () => void source.play(values);
        }),
      { probabilities: [1, 0, 1, 1] },
    ),
    fields((given) => trained(given), { times: [1, 2, 5], ids: [0, 2, 3] }),
    { "from of trains": { good: 2, call: (from) => trained({ times: [1], ids: [0] }, { from }) } },
  ),
  "Drive.set": entry(
    fields(
      (params) =>
        ran(({ net, cells }) => {
          const drive = net.drive(cells, n.poissonDrive, { rate: 100, weight: 10 }, { into: "iE" });
          return () => void drive.set(params);
        }),
      { rate: 200, weight: 20 },
    ),
  ),
  "Projection.setWeights": entry(
    args(
      (weights) =>
        ran(({ net, cells, rates }) => {
          const projection = net.connect(rates, cells, four, { into: "iE", weight: n.uniform(0, 1) });
          return () => projection.setWeights(weights);
        }),
      { weights: [1, 2, 3, 4] },
    ),
  ),
  "Projection.set": entry(
    fields(
      (params) =>
        ran(({ net, cells, rates }) => {
          const plasticity = n.stdp(learning);
          const projection = net.connect(rates, cells, four, { into: "iE", weight: 3, plasticity });
          return async () => {
            projection.set(params);
            await net.run(5);
            return projection.weights();
          };
        }),
      { aPlus: 2, aMinus: 1, wMax: 8 },
    ),
  ),
  stdp: entry(
    fields((params) => connected({ plasticity: n.stdp(params) }), {
      ...learning,
      ...{ tauPlus: 20, tauMinus: 20, increment: 1, decay: 1 },
    }),
  ),
  apStdp: entry(fields((params) => connected({ plasticity: n.apStdp(params) }), { wMax: 9, aPlus: 1 })),
  inhibitoryStdp: entry(fields((params) => connected({ plasticity: n.inhibitoryStdp(params) }), { wMax: 9, eta: 1 })),
  tsodyksMarkram: entry(
    fields((params) => connected({ shortTerm: n.tsodyksMarkram(params) }), { uSe: 1, tauRec: 9, tauFacil: 0 }),
    {
      "list of tauRec": {
        good: [3, 4, 5, 6],
        call: (tauRec) => connected({ shortTerm: n.tsodyksMarkram({ tauRec }) }, four),
      },
    },
  ),
  allToAll: entry(options((given) => connected({}, n.allToAll(given)), {}, { autapses: true, multapses: true })),
  oneToOne: entry(options((given) => connected({}, n.oneToOne(given)), {}, { autapses: true, multapses: true })),
  fixedProbability: entry(args((p) => connected({}, n.fixedProbability(p)), { p: 1 })),
  fixedIndegree: entry(args((k) => connected({}, n.fixedIndegree(k)), { k: 2 })),
  fixedOutdegree: entry(args((k) => connected({}, n.fixedOutdegree(k)), { k: 2 })),
  fixedTotal: entry(args((k) => connected({}, n.fixedTotal(k)), { n: 6 })),
  distanceDependent: entry(
    fields(
      (profile) =>
        ran(({ net }) => {
          const lattice = net.population("lattice", [2, 2, 1], n.lif, { iExt: 500 });
          const projection = net.connect(lattice, lattice, n.distanceDependent(profile), { into: "iE", weight: 3 });
          return () => projection.weights();
        }),
      { c: 1, lambda: 2 },
    ),
  ),
  pairs: entry(args((pre, post) => connected({}, n.pairs(pre, post)), { pre: [0, 1, 2], post: [1, 2, 3] })),
  uniform: entry(args((low, high) => distributed(n.uniform(low, high)), { low: 1, high: 3 })),
  choice: entry(args((values) => distributed(n.choice(values)), { values: [1, 3, 5] })),
  normal: entry(
    args((mean, sd) => distributed(n.normal(mean, sd)), { mean: 3, sd: 1 }),
    // An open side is allowed.
    fields((given) => distributed(n.normal(3, 1, given)), { clip: [1, 9] }),
  ),
  lognormal: entry(
    args((mu, sigma) => distributed(n.lognormal(mu, sigma)), { mu: 1, sigma: 0 }),
    fields((given) => distributed(n.lognormal(1, 1, given)), { clip: [1, 9] }),
  ),
  gamma: entry(
    args((shape, scale) => distributed(n.gamma(shape, scale)), { shape: 3, scale: 1 }),
    fields((given) => distributed(n.gamma(3, 1, given)), { clip: [1, 9] }),
  ),
};
