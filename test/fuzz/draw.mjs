// A random network as plain JSON, from one seed: what `play.mjs` builds and runs. Parts go by their names, so that one can be
// left out. A group is "name", or half of a population: "name:first", "name:second".
import { Random } from "../../dist/src/index.js";

/** Shown and printed numbers have three digits. */
const short = (value) => Number(value.toPrecision(3));

const drawing = (seed, stream) => {
  const random = new Random(seed, stream);
  const between = (low, high) => short(low + (high - low) * random.uniform());
  return {
    chance: (p) => random.uniform() < p,
    whole: (low, high) => low + random.integer(high - low + 1),
    between,
    pick: (list) => list[random.integer(list.length)],
    /** Two numbers in order. */
    range: (low, high) => {
      const [a, b] = [between(low, high), between(low, high)];
      return a <= b ? [a, b] : [b, a];
    },
  };
};

/** What a quantity may be: the ranges that keep networks alive, and what their inputs take (magnitudes; sign of the weights). */
const leaky = { tauM: [5, 30], cM: [100, 400], vTh: [-58, -50], vReset: [-75, -62], iExt: [0, 700] };
const synaptic = { tauSynE: [0.5, 10], tauSynI: [0.5, 10] };
const biexponential = { tauRise: [0.5, 5], tauDecay: [2, 30] };
const cells = {
  lif: {
    params: { ...leaky, ...synaptic, eL: [-72, -66] },
    init: { v: [-70, -58] },
    inputs: { iE: [50, 900, 1], iI: [50, 900, -1], delta: [0.5, 12, 0] },
    refractory: true,
  },
  lifDelta: { params: leaky, init: { v: [-70, -58] }, inputs: { delta: [0.5, 12, 0] }, refractory: true },
  lifCoba: {
    params: { cM: [100, 300], gL: [5, 20], vTh: [-54, -48], tauSynE: [1, 10], tauSynI: [2, 20], iExt: [0, 300] },
    init: { v: [-60, -52] },
    inputs: { gE: [1, 15, 1], gI: [2, 40, 1], delta: [0.5, 8, 0] },
    refractory: true,
  },
  lifBiexp: {
    params: { ...leaky, ...biexponential },
    init: { v: [-70, -58], iSyn: [0, 100] },
    inputs: { i: [100, 2000, 0], q: [500, 9000, 0] },
    refractory: true,
  },
  izhikevich: {
    params: { a: [0.02, 0.1], b: [0.2, 0.25], c: [-65, -50], d: [2, 8], iExt: [0, 12] },
    init: { v: [-70, -55] },
    inputs: { i: [1, 20, 0] },
  },
  izhikevichDimensional: {
    params: { ...synaptic, ...biexponential, iExt: [0, 300], k: [0.5, 0.9], d: [50, 150] },
    init: { v: [-65, -45] },
    inputs: { i: [50, 900, 0], iE: [50, 500, 1], iI: [50, 500, -1], q: [500, 5000, 0] },
  },
  lifDiscrete: {
    params: { tauM: [8, 64], tauSyn: [1, 8], vTh: [10, 22], vReset: [-3, 3], bias: [0, 1.5] },
    init: { v: [0, 18] },
    inputs: { i: [1, 12, 0], delta: [2, 25, 0] },
    refractory: true,
  },
};

/** A number, a distribution or, where there may be one an element, an array within [low, high]. */
const value = (draw, low, high, { arrays = false, plain = 0.4 } = {}) => {
  if (draw.chance(plain)) return draw.between(low, high);
  const kinds = ["uniform", "normal", "choice", "redrawn"];
  if (low >= 0 || high <= 0) kinds.push("lognormal", "gamma");
  if (arrays) kinds.push("spread", "spread");
  const kind = draw.pick(kinds);
  const [a, b] = draw.range(low, high);
  const middle = short((a + b) / 2);
  if (kind === "uniform" || kind === "spread") return [kind, a, b];
  if (kind === "choice") return [kind, [a, middle, b]];
  if (kind === "normal") return [kind, middle, short((b - a) / 2), [a, b]];
  if (kind === "redrawn") return ["normal", middle, short((b - a) / 3), [a, b], true];
  const size = Math.abs(middle) || 1;
  const made = (clip) =>
    kind === "lognormal" ? [kind, short(Math.log(size)), 0.5, clip] : [kind, 2, short(size / 2), clip];
  return low >= 0 ? made([a, b]) : ["negative", made([-b, -a])];
};

const neurons = (draw, name, dt) => {
  const model = draw.pick(Object.keys(cells));
  const of = cells[model];
  const params = {};
  for (const [param, [low, high]] of Object.entries(of.params))
    if (draw.chance(0.4)) params[param] = value(draw, low, high, { arrays: true, plain: 0.6 });
  if (of.refractory) {
    if (draw.chance(0.5)) params.tRef = draw.chance(0.3) ? 0 : value(draw, Math.max(1, dt), 5, { plain: 0.7 });
    if (draw.chance(0.4)) params.refractory = draw.pick(["hold", "noFire"]);
  }
  const init = {};
  for (const [state, [low, high]] of Object.entries(of.init))
    if (draw.chance(0.6)) init[state] = value(draw, low, high, { arrays: true });
  const size = draw.chance(0.2)
    ? [draw.whole(1, 4), draw.whole(1, 4), draw.whole(1, 5)]
    : draw.pick([draw.whole(1, 8), draw.whole(9, 40), draw.whole(17, 70)]);
  return { name, model, size, ...(Array.isArray(size) ? { shuffle: draw.chance(0.5) } : {}), params, init };
};

const source = (draw, name) => {
  const model = draw.pick(["bernoulli", "poisson", "spikeSource"]);
  const size = draw.pick([draw.whole(1, 5), draw.whole(6, 40)]);
  return { name, model, size, params: model === "poisson" && draw.chance(0.5) ? { rate: draw.between(5, 200) } : {} };
};

/** What a source plays; a poisson source may have its rate instead. */
const played = (draw, { name, model, size }, dt) => {
  const from = draw.chance(0.3) ? { from: draw.whole(0, 20) } : {};
  if (model === "spikeSource") {
    const taken = new Set();
    const events = [];
    for (let k = draw.whole(1, 30); k > 0; k--) {
      const event = [draw.whole(0, 120), draw.whole(0, size - 1)];
      if (!taken.has(`${event}`)) events.push(event);
      taken.add(`${event}`);
    }
    return { do: "play", source: name, events, ...from };
  }
  const most = draw.pick([0.02, 0.1, 0.4]) * (model === "poisson" ? 1000 / dt : 1);
  const rows = draw.chance(0.6) ? {} : { rows: draw.whole(1, 4), every: draw.whole(1, 40) };
  return { do: "play", source: name, values: draw.range(0, most), ...rows, ...from };
};

const rule = (draw, lattices, sameSize, nPre, nPost) => {
  const kinds = ["allToAll", "fixedProbability", "fixedIndegree", "fixedOutdegree", "fixedTotal", "pairs"];
  if (sameSize) kinds.push("oneToOne");
  if (lattices) kinds.push("distanceDependent", "distanceDependent");
  const kind = draw.pick(kinds);
  const options = {
    ...(draw.chance(0.3) ? { autapses: false } : {}),
    ...(draw.chance(0.3) ? { multapses: false } : {}),
  };
  // At most half of what there is, so that what must be distinct can be.
  const degree = (n) => (n < 2 ? 0 : draw.whole(0, Math.max(1, Math.min(12, Math.floor((n - 1) / 2)))));
  const arguments_ = {
    allToAll: () => [],
    oneToOne: () => [],
    fixedProbability: () => [draw.pick([0, 1, draw.between(0, 0.5)])],
    fixedIndegree: () => [degree(nPre)],
    fixedOutdegree: () => [degree(nPost)],
    fixedTotal: () => [draw.whole(0, Math.max(1, Math.floor((nPre * nPost) / 3)))],
    distanceDependent: () => [{ c: draw.between(0.2, 1), lambda: draw.between(0.5, 4) }],
    pairs: () => [draw.whole(1, 40)],
  };
  const given = kind === "pairs" || kind === "oneToOne" ? {} : options;
  return [kind, ...arguments_[kind](), given];
};

const delay = (draw, dt, several, arrays) => {
  const steps = (n) => short(n * dt);
  if (!several || draw.chance(0.5)) return steps(draw.pick([1, 1, 2, draw.whole(1, 8), draw.whole(1, 30)]));
  const last = draw.whole(2, 12);
  const kinds = ["uniform", "choice", "normal", ...(arrays ? ["spread"] : [])];
  const kind = draw.pick(kinds);
  if (kind === "choice") return [kind, [steps(1), steps(last)]];
  if (kind === "normal") return [kind, steps(last / 2), steps(last / 3), [steps(1), steps(last)]];
  return [kind, steps(1), steps(last)];
};

/** Bounds, and a weight within; in a loose network each by itself. */
const weights = (draw, [low, high, sign], isConductance, loose, arrays) => {
  const size = draw.between(low, high);
  const mixed = sign === 0 && draw.chance(0.2);
  const negative = sign < 0 || (sign === 0 && draw.chance(0.4));
  const bounds = () => {
    const most = draw.between(size, 2 * size);
    if (mixed) return [-most, most];
    return negative ? [-most, 0] : [0, most];
  };
  const any = isConductance ? draw.range(0, 2 * high) : draw.range(-2 * high, 2 * high);
  const [wMin, wMax] = loose ? any : bounds();
  const within = loose ? (negative ? [-2 * high, 0] : [0, 2 * high]) : [wMin, wMax];
  return { wMin, wMax, within, weight: value(draw, ...within, { arrays, plain: 0.3 }), negative };
};

const plasticity = (draw, { wMin, wMax, negative }) => {
  const size = Math.max(Math.abs(wMin), Math.abs(wMax)) || 1;
  const kind = draw.pick(["stdp", "stdp", "apStdp", "inhibitoryStdp"]);
  const few = (params) => Object.fromEntries(Object.entries(params).filter(() => draw.chance(0.6)));
  const step = () => short(size * draw.pick([0.01, 0.1, 0.5]) * draw.between(0.2, 1));
  const shared = {
    wMin,
    wMax,
    ...(draw.chance(0.25) ? { decay: draw.between(0.98, 1) } : {}),
    ...(draw.chance(negative ? 0.8 : 0.1) && wMax <= 0 ? { mirrored: "yes" } : {}),
    ...(draw.chance(0.3) ? { pairing: "emission" } : {}),
  };
  // Negative weights that are not mirrored are refused.
  if (kind === "inhibitoryStdp" && wMax <= 0 && wMin < 0) shared.mirrored = "yes";
  if (kind === "inhibitoryStdp")
    return [
      kind,
      {
        ...shared,
        eta: step(),
        ...few({ tau: draw.between(3, 40), targetRate: value(draw, 0, 40, { arrays: true }) }),
      },
    ];
  const calcium = { cTheta: draw.between(0.5, 4), cDelta: draw.between(0.5, 4), tauC: draw.between(20, 300) };
  return [
    kind,
    {
      ...shared,
      aPlus: step(),
      aMinus: step(),
      ...few({ tauPlus: draw.between(3, 40), tauMinus: draw.between(3, 40), increment: draw.between(0.1, 2) }),
      ...(kind === "apStdp" ? calcium : {}),
    },
  ];
};

const shortTerm = (draw, arrays) => ({
  uSe: value(draw, 0.05, 0.9, { arrays }),
  tauRec: value(draw, 20, 800, { arrays }),
  tauFacil: draw.chance(0.4) ? 0 : value(draw, 20, 500, { arrays }),
});

/** What is done to a network between two runs, of what it has. */
const act = (draw, net, loose) => {
  const learning = net.projections.filter((each) => each.plasticity);
  const kinds = ["set", "setState", "reset", "keep", "back", "play"];
  if (net.projections.length > 0) kinds.push("setWeights", "setWeights");
  if (learning.length > 0) kinds.push("freeze", "freeze", "thaw", "thaw", "setRule", "setRule", "setBounds");
  if (net.drives.length > 0) kinds.push("setDrive");
  if (net.injections.length > 0) kinds.push("inject");
  if (net.glia.length > 0) kinds.push("setGlia");
  const kind = draw.pick(kinds);
  const group = draw.pick(net.populations.filter(({ model }) => cells[model]));
  const of = cells[group.model];
  if (kind === "set") {
    const param = draw.pick(Object.keys(of.params));
    return { do: "set", group: group.name, values: { [param]: draw.between(...of.params[param]) } };
  }
  if (kind === "setState") {
    const state = draw.pick(Object.keys(of.init));
    const half = draw.pick(["", ":first", ":second"]);
    return {
      do: "set",
      group: group.name + half,
      values: { [state]: value(draw, ...of.init[state], { arrays: true }) },
    };
  }
  if (kind === "reset")
    return { do: "reset", trial: draw.whole(0, 3), ...(draw.chance(0.3) ? { only: ["state"] } : {}) };
  if (kind === "play") return played(draw, draw.pick(net.populations.filter(({ model }) => !cells[model])), net.dt);
  if (kind === "setWeights") {
    const projection = draw.pick(net.projections);
    const { within, weight } = projection;
    const [low, high] = within;
    // What has one weight for all and does not learn takes one weight for all.
    const one = !projection.plasticity && typeof weight === "number";
    const [from, to] = draw.range(low, high);
    return { do: "setWeights", projection: projection.name, values: one ? [to, to] : [from, to] };
  }
  if (kind === "freeze" || kind === "thaw")
    return { do: kind, ...(draw.chance(0.6) ? { projection: draw.pick(learning).name } : {}) };
  if (kind === "setBounds" || kind === "setRule") {
    const {
      name,
      plasticity: [of, params],
    } = draw.pick(learning);
    const { wMin, wMax } = params;
    const size = Math.max(Math.abs(wMin), Math.abs(wMax)) || 1;
    if (kind === "setBounds") {
      const side = draw.chance(0.5);
      const bound = loose ? draw.between(wMin, wMax) : draw.between(wMin / 2, wMax / 2);
      return {
        do: "setRule",
        projection: name,
        params: side ? { wMax: Math.max(bound, wMin) } : { wMin: Math.min(bound, wMax) },
      };
    }
    if (of === "inhibitoryStdp" && draw.chance(0.5))
      return { do: "setRule", projection: name, params: { targetRate: value(draw, 0, 40, { arrays: true }) } };
    const param = of === "inhibitoryStdp" ? "eta" : draw.pick(["aPlus", "aMinus"]);
    return { do: "setRule", projection: name, params: { [param]: short(size * draw.between(0, 0.4)) } };
  }
  if (kind === "setDrive") {
    const drive = draw.pick(net.drives);
    return { do: "setDrive", drive: drive.name, params: drive.params };
  }
  if (kind === "inject") return injected(draw, draw.pick(net.injections));
  if (kind === "setGlia")
    return { do: "setGlia", glia: draw.pick(net.glia).name, params: { bias: draw.between(-0.2, 0.3) } };
  return { do: kind };
};

const injected = (draw, { name }) => ({
  do: "inject",
  injection: name,
  values: draw.range(-1, 1),
  ...(draw.chance(0.5) ? { rows: draw.whole(2, 20), every: draw.whole(1, 8) } : {}),
});

/** Readouts in the time loop, which networks on one worker may have, and what they are taught, put among the network's acts. */
const readouts = (draw, net, groups) => {
  if (draw.chance(0.88)) return [];
  const [read, fed] = [draw.pick(groups), draw.pick(groups)];
  const inputs = cells[fed.model].inputs;
  const into = draw.pick(Object.keys(inputs).filter((name) => name !== "gE" && name !== "gI"));
  const eta = draw.between(0.1, 5);
  const readout = {
    name: "readout0",
    group: read.name,
    outputs: draw.whole(1, 2),
    every: short(net.dt * draw.whole(1, 4)),
    rule: draw.pick([
      ["force", { alpha: draw.between(0.001, 1) }],
      ["lms", { eta }],
      ["threeFactor", { eta }],
    ]),
    feedback: { group: fed.name, into, weight: value(draw, -inputs[into][1], inputs[into][1]) },
  };
  const name = readout.name;
  net.acts.unshift({
    do: "teach",
    readout: name,
    values: draw.range(-1, 1),
    rows: draw.whole(1, 30),
    every: draw.whole(1, 8),
  });
  if (draw.chance(0.3))
    net.acts.splice(draw.whole(1, net.acts.length), 0, { do: "learn", readout: name, on: draw.chance(0.3) });
  return [readout];
};

/** A run, and what the varied network does within it: nothing (a cut), reading, restoring on the spot, going on elsewhere. */
const run = (draw, { workers, loose }, crosses) => {
  const steps = draw.pick([draw.whole(1, 20), draw.whole(10, 80), draw.whole(30, 200)]);
  const within = Array.from({ length: loose ? draw.whole(3, 12) : draw.whole(0, 5) }, () => {
    // Soon after what was done before the run, as a rule.
    const at = Math.floor((steps + 1) * draw.between(0, 0.99) * draw.between(0, 0.99));
    const kind = draw.pick(["cut", "read", "read", "restore", ...(crosses ? ["cross"] : [])]);
    return kind === "cross"
      ? { at, do: kind, workers: workers > 1 ? draw.pick([1, 2, 3, 4].filter((n) => n !== workers)) : 1 }
      : { at, do: kind };
  });
  return { do: "run", steps, within: within.sort((a, b) => a.at - b.at) };
};

/** `threads`: share of networks whose varied run is on 2 to 4 workers; all others are as they are without. */
export const drawn = (seed, threads = 0.2) => {
  const draw = drawing(seed, "fuzz");
  const parallel = draw.between(0, 1) < threads;
  const [several, crosses] = [draw.pick([2, 2, 3, 4]), draw.chance(0.4)];
  const workers = parallel ? several : 1;
  const loose = draw.chance(1 / 3);
  const dt = draw.pick([1, 1, 1, 0.5, 0.25, 0.1]);
  const net = { seed, dt, workers, loose };
  const groups = Array.from({ length: draw.whole(1, 3) }, (_, k) => neurons(draw, `cells${k}`, dt));
  const sources = Array.from({ length: draw.whole(1, 2) }, (_, k) => source(draw, `source${k}`));
  net.populations = [...sources, ...groups];
  const sizeOf = ({ size }, half) => {
    const n = Array.isArray(size) ? size.reduce((a, b) => a * b) : size;
    return half === "" || n < 2 ? n : half === ":first" ? Math.floor(n / 2) : n - Math.floor(n / 2);
  };
  const half = () => (draw.chance(0.25) ? draw.pick([":first", ":second"]) : "");
  net.projections = Array.from({ length: draw.whole(1, 5) }, (_, k) => {
    // The first comes from a source.
    const pre = k === 0 ? sources[0] : draw.pick(net.populations);
    const post = draw.pick(groups);
    const [preHalf, postHalf] = [half(), half()];
    const [nPre, nPost] = [sizeOf(pre, preHalf), sizeOf(post, postHalf)];
    const inputs = cells[post.model].inputs;
    const into = draw.pick(Object.keys(inputs));
    const lattices = Array.isArray(pre.size) && Array.isArray(post.size);
    const connection = rule(draw, lattices, nPre === nPost, nPre, nPost);
    const arrays = connection[0] === "pairs";
    const how = draw.pick(["static", "learns", "learns", "learns", "shortTerm"]);
    const drawnWeights = weights(draw, inputs[into], into === "gE" || into === "gI", loose && how === "learns", arrays);
    const { weight, within } = drawnWeights;
    const rules = how === "learns" ? plasticity(draw, drawnWeights) : null;
    // What keeps the last spike only needs one time constant.
    const isOne = post.model === "lifDiscrete" && into === "i" && !Array.isArray(post.params.tauSyn);
    const last = isOne && how !== "shortTerm" && draw.chance(0.4);
    const manyDelays = !(rules && (last || rules[1].pairing === "emission"));
    return {
      name: `p${k}`,
      pre: pre.name + preHalf,
      post: post.name + postHalf,
      rule: connection,
      into,
      weight,
      within,
      delay: delay(draw, dt, manyDelays, arrays),
      ...(last ? { summation: "lastSpike" } : {}),
      ...(rules ? { plasticity: rules } : {}),
      ...(how === "shortTerm" ? { shortTerm: shortTerm(draw, arrays) } : {}),
    };
  });
  const some = (p, most, make) =>
    draw.chance(p) ? Array.from({ length: draw.whole(1, most) }, (_, k) => make(k)) : [];
  net.drives = some(0.4, 2, (k) => {
    const group = draw.pick(groups);
    const inputs = cells[group.model].inputs;
    const into = draw.pick(Object.keys(inputs));
    const [low, high, sign] = inputs[into];
    const conductance = into === "gE" || into === "gI";
    const model = draw.pick(
      conductance ? ["poissonDrive", "pulseDrive"] : ["poissonDrive", "gaussianDrive", "pulseDrive"],
    );
    const size = short((sign < 0 ? -1 : 1) * draw.between(low, high));
    const params = {
      poissonDrive: { rate: draw.between(10, 500), weight: size },
      gaussianDrive: { mean: short(size / 10), sd: draw.between(0, Math.abs(size) / 2) },
      pulseDrive: { amplitude: size },
    };
    return { name: `drive${k}`, group: group.name + half(), model, into, params: params[model] };
  });
  net.injections = some(0.2, 1, (k) => {
    const group = draw.pick(groups);
    const inputs = cells[group.model].inputs;
    const into = draw.pick(Object.keys(inputs).filter((name) => name !== "gE" && name !== "gI"));
    const [low, high] = inputs[into];
    return {
      name: `injection${k}`,
      group: group.name + half(),
      into,
      channels: draw.whole(1, 3),
      weight: value(draw, low / 2, high / 2),
    };
  });
  const learning = net.projections.filter((each) => each.plasticity);
  net.glia =
    learning.length === 0
      ? []
      : some(0.35, 1, (k) => ({
          name: `glia${k}`,
          params: {
            tau: draw.between(20, 200),
            bias: draw.between(-0.1, 0.3),
            ...(draw.chance(0.3) ? { decay: 0.99 } : {}),
          },
          listens: Array.from({ length: draw.whole(0, 2) }, () => ({
            group: draw.pick(net.populations).name,
            gain: draw.between(-0.05, 0.1),
            delay: short(dt * draw.whole(1, 6)),
          })),
          modulates: [draw.pick(learning)].map(({ name, plasticity: [of] }) => ({
            projection: name,
            param: of === "inhibitoryStdp" ? "eta" : draw.pick(["aPlus", "aMinus"]),
          })),
        }));
  net.recorders = some(0.7, 3, () => {
    const { name, model } = draw.pick(net.populations);
    const quantities = [
      "spikes",
      "spikes",
      "counts",
      "filteredSpikes",
      ...(cells[model] ? ["v", ...Object.keys(cells[model].inputs)] : []),
    ];
    const quantity = draw.pick(quantities);
    return {
      group: name + half(),
      quantity,
      ...(quantity !== "spikes" && draw.chance(0.7) ? { every: short(dt * draw.whole(1, 12)) } : {}),
      ...(quantity === "filteredSpikes" ? { tau: draw.between(1, 50) } : {}),
      ...(draw.chance(0.3) ? { ids: draw.whole(1, 3) } : {}),
      ...(draw.chance(0.2) ? { streamed: true } : {}),
    };
  });
  net.acts = sources.filter((each) => each.params.rate === undefined).map((each) => played(draw, each, dt));
  for (const injection of net.injections) net.acts.push(injected(draw, injection));
  net.acts.push(run(draw, net, crosses));
  for (let k = draw.whole(0, 4); k > 0; k--) {
    for (let m = draw.whole(0, 2); m > 0; m--) net.acts.push(act(draw, net, loose));
    net.acts.push(run(draw, net, crosses));
  }
  net.readouts = workers > 1 ? [] : readouts(drawing(seed, "fuzz:readouts"), net, groups);
  // Threads start slowly: one change of their number is enough.
  let left = 1;
  for (const each of workers > 1 ? net.acts : [])
    each.within = each.within?.filter(({ do: what }) => what !== "cross" || left-- > 0);
  return net;
};
