// Builds the network that a description (draw.mjs) tells of, runs it, and gives an account of all that can be seen of it.
import * as surface from "../../dist/src/index.js";

/** Models, rules and distributions by their names. */
const neuroglia = { ...surface };
const { Network, NeurogliaError, negative } = neuroglia;

/** A fault that is found while a network runs; `kind` says which property does not hold. */
export class Fault extends Error {
  constructor(kind, message) {
    super(message);
    this.kind = kind;
  }
}

/** An array of `n` numbers that differ, within [low, high]. */
const spread = (low, high, n) => Array.from({ length: n }, (_, k) => low + (high - low) * ((k * 0.6180339887) % 1));

const drawnFrom = (given, n) => {
  if (!Array.isArray(given)) return given;
  const [kind, ...rest] = given;
  if (kind === "spread") return spread(...rest, n);
  if (kind === "negative") return negative(drawnFrom(rest[0]));
  const [a, b, clip, redraw] = rest;
  if (kind === "uniform" || kind === "choice") return neuroglia[kind](...rest);
  return neuroglia[kind](a, b, { ...(clip ? { clip } : {}), ...(redraw ? { redraw } : {}) });
};

const valuesOf = (given, n) =>
  Object.fromEntries(Object.entries(given ?? {}).map(([name, each]) => [name, drawnFrom(each, n)]));

/** Pairs by a formula of their number. */
const ruleOf = ([kind, ...rest], nPre, nPost) => {
  if (kind !== "pairs") return neuroglia[kind](...rest);
  const of = (factor, n) => Array.from({ length: rest[0] }, (_, k) => (k * factor) % n);
  return neuroglia.pairs(of(5, nPre), of(7, nPost));
};

class Played {
  /** Refusals of parts, which are then left out. */
  refusals = [];
  groups = new Map();
  projections = new Map();
  drives = new Map();
  injections = new Map();
  glia = new Map();
  readouts = new Map();
  recordings = [];
  bounds = new Map();

  constructor(description, workers) {
    this.description = description;
    this.net = new Network({ dt: description.dt, seed: description.seed, workers });
  }

  group(name) {
    const [of, half] = name.split(":");
    const group = this.groups.get(of);
    const middle = Math.floor(group.length / 2);
    if (!half || group.length < 2) return group;
    return half === "first" ? group.slice(0, middle) : group.slice(middle);
  }

  /** Does something, or notes why not: what is refused has changed nothing. */
  attempt(what, act) {
    try {
      act();
      return true;
    } catch (error) {
      if (!(error instanceof NeurogliaError)) throw error;
      this.refusals.push(`${what}: ${error.message}`);
      return false;
    }
  }

  connect({ name, pre, post, rule, into, weight, delay, summation, plasticity, shortTerm }) {
    const [from, to] = [this.group(pre), this.group(post)];
    const made = ruleOf(rule, from.length, to.length);
    const n = rule[0] === "pairs" ? rule[1] : 0;
    const options = { name, into, delay: drawnFrom(delay, n), ...(summation ? { summation } : {}) };
    if (shortTerm) options.shortTerm = neuroglia.tsodyksMarkram(valuesOf(shortTerm, n));
    const connect = (given) =>
      this.projections.set(name, this.net.connect(from, to, made, { ...options, weight: given }));
    if (!plasticity) {
      connect(drawnFrom(weight, n));
      return;
    }
    const [of, params] = plasticity;
    options.plasticity = neuroglia[of](valuesOf(params, to.length));
    const { wMin, wMax } = params;
    this.bounds.set(name, { wMin, wMax });
    // Weights outside the bounds are refused: then the greatest is taken.
    if (!this.attempt(`connect ${name}`, () => connect(drawnFrom(weight, n))))
      connect(Math.abs(wMin) > Math.abs(wMax) ? wMin : wMax);
  }

  async build() {
    const { net, description: d } = this;
    for (const { name, model, size, shuffle, params, init } of d.populations) {
      const n = Array.isArray(size) ? size.reduce((a, b) => a * b) : size;
      const group = net.population(name, size, neuroglia[model], valuesOf(params, n), shuffle ? { shuffle } : {});
      if (init) group.init(valuesOf(init, n));
      this.groups.set(name, group);
    }
    for (const projection of d.projections) this.connect(projection);
    for (const { name, group, model, into, params } of d.drives)
      this.drives.set(name, net.drive(this.group(group), neuroglia[model], params, { into, name }));
    for (const { name, group, into, channels, weight } of d.injections)
      this.injections.set(name, net.inject(this.group(group), { into, channels, weight: drawnFrom(weight), name }));
    for (const { name, params, listens, modulates } of d.glia) {
      const glia = net.astrocyte(name, 1, neuroglia.lim, params);
      for (const { group, ...options } of listens) net.listen(this.group(group), glia, options);
      for (const { projection, param } of modulates) net.modulate(glia, this.projections.get(projection), param);
      this.glia.set(name, glia);
    }
    for (const { name, group, rule, feedback, ...options } of d.readouts ?? []) {
      const [of, given] = rule;
      const readout = net.readout(name, this.group(group), { ...options, rule: neuroglia[of](given) });
      const { group: to, into, weight } = feedback;
      net.feedback(readout, this.group(to), { into, weight: drawnFrom(weight) });
      this.readouts.set(name, readout);
      this.recordings.push(net.record(readout, "z"));
    }
    for (const { group, quantity, every, tau, ids, streamed } of d.recorders) {
      const of = this.group(group);
      const chunks = [];
      const recording = net.record(of, quantity, {
        ...(every ? { every } : {}),
        ...(tau ? { tau } : {}),
        ...(ids ? { ids: Array.from({ length: of.length }, (_, k) => k).filter((k) => k % ids === 0) } : {}),
        ...(streamed ? { onChunk: (chunk) => void chunks.push(chunk) } : {}),
      });
      this.recordings.push(streamed ? chunks : recording);
    }
    await net.build();
    return this;
  }

  /** One of the acts that are settings: neither a reset nor a checkpoint knows of them. */
  set(act) {
    const { dt } = this.description;
    const steps = ({ every, from }) => ({
      ...(every ? { every: every * dt } : {}),
      ...(from ? { from: from * dt } : {}),
    });
    const does = {
      play: () => {
        const group = this.groups.get(act.source);
        if (!act.events) return group.play(spread(...act.values, group.length * (act.rows ?? 1)), steps(act));
        const [times, ids] = [act.events.map(([step]) => step * dt), act.events.map(([, id]) => id)];
        return group.play({ times, ids }, steps(act));
      },
      inject: () => {
        const injection = this.injections.get(act.injection);
        return injection.play(spread(...act.values, injection.channels * (act.rows ?? 1)), steps(act));
      },
      teach: () => {
        const readout = this.readouts.get(act.readout);
        return readout.teach(spread(...act.values, readout.outputs * (act.rows ?? 1)), steps(act));
      },
      learn: () => this.readouts.get(act.readout).learn(act.on),
      set: () => {
        const group = this.group(act.group);
        return group.set(valuesOf(act.values, group.length));
      },
      setRule: () => {
        const to = this.description.projections.find(({ name }) => name === act.projection).post;
        this.projections.get(act.projection).set(valuesOf(act.params, this.group(to).length));
        Object.assign(this.bounds.get(act.projection), act.params);
      },
      setWeights: () => {
        const projection = this.projections.get(act.projection);
        projection.setWeights(spread(...act.values, projection.length));
      },
      freeze: () => (act.projection ? this.projections.get(act.projection) : this.net).freeze(),
      thaw: () => (act.projection ? this.projections.get(act.projection) : this.net).thaw(),
      setDrive: () => this.drives.get(act.drive).set(act.params),
      setGlia: () => this.glia.get(act.glia).set(act.params),
    };
    return does[act.do];
  }

  /** Looks at everything: columns must be finite, weights that learn within their bounds. Returns what was seen, by its name. */
  async look() {
    const seen = new Map([["activity", JSON.stringify(this.net.activity())]]);
    for (const [name, group] of this.groups) {
      if (group.model.kind !== "neuron") continue;
      for (const quantity of [...Object.keys(group.model.state), ...Object.keys(group.model.inputs)]) {
        const values = group.get(quantity);
        seen.set(`${quantity} of ${name}`, values);
        const k = values.findIndex((value) => !Number.isFinite(value));
        if (k >= 0) throw new Fault("finite", `${quantity} of ${name}[${k}] is ${values[k]} at ${this.net.time} ms`);
      }
    }
    for (const [name, glia] of this.glia)
      for (const quantity of Object.keys(glia.model.state)) seen.set(`${quantity} of ${name}`, glia.get(quantity));
    for (const [name, readout] of this.readouts)
      for (const quantity of ["weights", "filtered", "z"]) seen.set(`${quantity} of ${name}`, readout[quantity]());
    for (const [name, projection] of this.projections) seen.set(`weights of ${name}`, await projection.weights());
    return seen;
  }

  /** The first weight outside the bounds of what learns. */
  bounded(seen) {
    for (const [name, { wMin, wMax }] of this.bounds) {
      const weights = seen.get(`weights of ${name}`);
      const k = weights.findIndex((w) => !(w >= Math.fround(wMin) && w <= Math.fround(wMax)));
      if (k >= 0) return `weight ${k} of ${name} is ${weights[k]}, outside ${wMin} … ${wMax}`;
    }
    return null;
  }

  recorded() {
    const seen = new Map();
    this.recordings.forEach((recording, k) => {
      const chunks = Array.isArray(recording) ? recording : [recording];
      for (const part of ["times", "ids", "values"])
        if (chunks[0]?.[part])
          seen.set(`${part} of recording ${k}`, Float64Array.from(chunks.flatMap((c) => [...c[part]])));
    });
    return seen;
  }
}

/**
 * Plays a description: as it stands on one worker or, `varied`, on its workers with what each run has within.
 * Resolves to an account: what was refused, what was seen at the end, the first weight outside its bounds.
 * @throws NeurogliaError where the network is refused, Fault, and whatever should not be thrown
 */
export const play = async (description, varied) => {
  const { dt } = description;
  let played = new Played(description, varied ? (description.workers ?? 1) : 1);
  let crossed = false;
  let outside = null;
  /** Settings that were made, which a fresh copy of the network is to be told. */
  const settings = [];
  let kept = null;
  const cross = async (workers) => {
    const bytes = await played.net.checkpoint();
    const { refusals } = played;
    const next = new Played(description, workers);
    try {
      await next.build();
      for (const act of settings) next.set(act)();
      await next.net.restore(bytes);
    } catch (error) {
      await next.net.close();
      throw error;
    }
    await played.net.close();
    next.refusals = refusals;
    played = next;
    crossed = true;
  };
  const look = async () => {
    const seen = await played.look();
    outside ??= played.bounded(seen);
    return seen;
  };
  const within = async ({ steps, within: list }) => {
    let now = 0;
    for (const { at, do: what, workers } of list) {
      const to = Math.min(at, steps);
      await played.net.run((to - now) * dt);
      now = to;
      if (what === "read") await look();
      else if (what === "restore") await played.net.restore(await played.net.checkpoint());
      else if (what === "cross") await cross(workers);
    }
    await played.net.run((steps - now) * dt);
  };
  try {
    await played.build();
    for (const act of description.acts) {
      if (act.do === "run") {
        if (varied) await within(act);
        else await played.net.run(act.steps * dt);
      } else if (act.do === "reset")
        await played.net.reset({ trial: act.trial, ...(act.only ? { only: act.only } : {}) });
      else if (act.do === "keep") kept = await played.net.checkpoint();
      else if (act.do === "back") {
        if (kept)
          await played.net.restore(kept).catch((error) => {
            if (!(error instanceof NeurogliaError)) throw error;
            played.refusals.push(`back: ${error.message}`);
          });
      } else if (played.attempt(act.do, played.set(act))) settings.push(act);
    }
    const seen = await look();
    return { refusals: played.refusals, seen, recorded: crossed ? null : played.recorded(), outside };
  } finally {
    await played.net.close();
  }
};
