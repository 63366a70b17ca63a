import { columnsOf } from "../engine/columns.js";
import type { NetworkDescription, Range, RecorderDescription, Value } from "../engine/description.js";
import { Engine, type Image } from "../engine/engine.js";
import type { Part } from "../engine/segments.js";
import { observer } from "../engine/share.js";
import type { Simulation } from "../engine/simulation.js";
import type { Sink } from "../engine/site.js";
import { toWire, type WireDescription } from "../engine/wire.js";
import { NeurogliaError } from "../errors.js";
import type { DriveModel, GliaModel, NeuronInput, NeuronModel, ParamsOf, SourceModel } from "../models/model.js";
import type { FilteredRecordOptions, SpikeRecordOptions, StateRecordOptions } from "../record/chunks.js";
import { Coverage } from "../record/coverage.js";
import { Outflow } from "../record/outflow.js";
import { SpikeRecording } from "../record/spikeRecording.js";
import { SpikeStore } from "../record/spikeStore.js";
import { type SamplingOptions, StateRecording } from "../record/stateRecording.js";
import { StateStore } from "../record/stateStore.js";
import type { Recorded } from "../record/store.js";
import { Astrocyte, type GliaHome } from "./astrocyte.js";
import {
  asObject,
  bad,
  checkCallback,
  checkedChoices,
  checkedIds,
  checkedNumber,
  checkedValue,
  knownName,
  knownOptions,
  type ParamValue,
  wholeSteps,
} from "./check.js";
import { checkedDelay } from "./delays.js";
import { checkDemands } from "./demands.js";
import { checkedDrive, Drive, type DriveOptions } from "./drive.js";
import { Feedback, type FeedbackOptions } from "./feedback.js";
import { Group, type InputOf, type StateOf } from "./group.js";
import { Injection, type InjectOptions } from "./injection.js";
import { checkedRule } from "./learning.js";
import { LoopReadout, type LoopReadoutOptions } from "./loopReadout.js";
import {
  type BuildSummary,
  type ConnectOptions,
  DEFAULT_SEED,
  type NetworkOptions,
  type RunOptions,
} from "./options.js";
import { type Pace, runPaced } from "./pace.js";
import { placeOf } from "./place.js";
import { playedStep } from "./played.js";
import { checkPairing, checkTargets, Projection } from "./projection.js";
import type { ConnectionRule } from "./rules.js";
import { checkShortTerm } from "./shortTerm.js";

const naturals = (size: readonly number[], where: string): void => {
  for (const n of size)
    if (!Number.isSafeInteger(n) || n < 1 || n > 2 ** 28) throw bad("size", where, "a whole number ≥ 1", n);
};

const outOfTurn = (code: string, what: string, expected: string, got: string): NeurogliaError =>
  new NeurogliaError({ code, what, where: "a network", expected, got });

/** What to say of something that should be something else. */
const nameOf = (part: { name?: unknown } | null | undefined): unknown => part?.name ?? part;

/** A network on its way to another thread. */
export interface NetworkCopy {
  readonly description: WireDescription;
  readonly image: Image;
}

/** A copy, with what belongs to it in the order of its description. */
export interface CopiedNetwork {
  readonly net: Network;
  readonly recordings: readonly StateRecording[];
  readonly groups: readonly Group[];
  readonly injections: readonly Injection[];
}

const FILTER_TAU = { unit: "ms", default: 30, min: 0.001, meaning: "" };

/** What records a quantity of a group. */
const recorderOf = (
  group: Range,
  ids: Uint32Array | null,
  quantity: string,
  everySteps: number,
  tau: number,
): RecorderDescription => {
  if (quantity === "counts") return { kind: quantity, group, ids, everySteps };
  if (quantity === "filteredSpikes") return { kind: quantity, group, ids, everySteps, tau };
  return { kind: "state", group, ids, quantity, everySteps };
};

/**
 * A network of neurons, synapses and astrocytes. Describe it (population, connect, astrocyte, listen, modulate, record),
 * then run it; the first run builds it. Units: ms, mV, Hz.
 */
export class Network {
  readonly dt: number;
  readonly seed: number;
  /** Number of threads that it runs on. */
  readonly workers: number;
  /** Whether these are workers, and not the calling thread. */
  readonly background: boolean;
  readonly #description: NetworkDescription;
  readonly #recordings: Recorded[] = [];
  readonly #coverage = new Coverage();
  readonly #names = new Set<string>();
  #engine: Simulation | null = null;
  #building: Promise<BuildSummary> | null = null;
  readonly #pace: Pace = { chunk: 32 };
  #running = false;
  #closed = false;

  /** @throws NeurogliaError unless dt > 0 ms, seed is a safe integer ≥ 0 and workers a whole number from 1 to 64 */
  constructor(options: NetworkOptions = {}) {
    const { dt = 1, seed = DEFAULT_SEED, workers = 1, background = false, ...rest } = asObject(options, "Network");
    knownOptions(rest, ["dt", "seed", "workers", "background"], "Network");
    if (!Number.isInteger(workers) || workers < 1 || workers > 64)
      throw bad("workers", "Network", "a whole number from 1 to 64", workers);
    if (typeof background !== "boolean") throw bad("background", "Network", "true or false", background);
    if (!(dt > 0 && Number.isFinite(dt))) throw bad("dt", "Network", "> 0", dt, "ms");
    if (!Number.isSafeInteger(seed) || seed < 0) throw bad("seed", "Network", "a safe integer ≥ 0", seed);
    this.dt = dt;
    this.seed = seed;
    const place = placeOf({ workers, background });
    this.workers = place.workers;
    this.background = place.background;
    this.#description = {
      dt,
      seed,
      populations: [],
      projections: [],
      drives: [],
      injections: [],
      readouts: [],
      glia: [],
      listens: [],
      modulations: [],
      recorders: [],
    };
  }

  /** @internal What it is so far. */
  get description(): NetworkDescription {
    return this.#description;
  }

  readonly #home: GliaHome = ((net: Network) => ({
    get dt() {
      return net.dt;
    },
    unbuilt: (what: string) => net.#unbuilt(what),
    engine: (what: string) => net.#built(what),
    live: (what: string) => net.#live(what),
    setInit: (population: number, quantity: string, value: Value) => {
      net.#description.populations[population]!.init[quantity] = value;
    },
    setGliaInit: (glia: number, quantity: string, value: Value) => {
      net.#description.glia[glia]!.init[quantity] = value;
    },
  }))(this);

  #unclosed(what: string): void {
    if (this.#closed) throw outOfTurn("closed", what, "done before close()", "a closed network");
  }

  #open(what: string): void {
    this.#unclosed(what);
    if (this.#running) throw outOfTurn("running", what, "done between runs", "a run under way");
  }

  #unbuilt(what: string): void {
    this.#open(what);
    if (this.#building) throw outOfTurn("built", what, "done before build()", "a built network");
  }

  #built(what: string): Simulation {
    this.#open(what);
    return this.#live(what);
  }

  /**
   * Whether or not a run is under way: what users write runs between two calls of the engine, and threads take what they are
   * told in the same order, so all of them hear of it at the same step.
   */
  #live(what: string): Simulation {
    this.#unclosed(what);
    if (!this.#engine) throw outOfTurn("not-built", what, "done after build() or run()", "a network not built");
    return this.#engine;
  }

  /** Refuses a group, astrocyte or projection of another network, or what is none. */
  #own(what: string, part: { name: string; home: unknown }, where: string): void {
    if (part?.home !== this.#home)
      throw bad(what, where, "one of this network", part?.name ? `"${part.name}" of another` : part);
  }

  /** The input of a group's neurons that something is to act on. */
  #input(what: string, group: Group, into: string, where: string): NeuronInput {
    this.#own(what, group, where);
    const { model } = group;
    if (model.kind !== "neuron") throw bad(what, where, "neurons", `a ${model.name} source`);
    knownName(into, Object.keys(model.inputs), "into", where);
    return model.inputs[into]!;
  }

  /** `what` holds kind and name, so that names need be unique within their kind only. */
  #name(name: string, what: string): string {
    if (typeof name !== "string" || name === "") throw bad("name", what, "a non-empty string", name);
    if (this.#names.has(what)) throw bad("name", what, "used once in a network", name);
    this.#names.add(what);
    return name;
  }

  /** The base, numbered where taken. */
  #automatic(kind: string, base: string): string {
    let name = base;
    for (let k = 2; this.#names.has(`${kind} "${name}"`); k++) name = `${base} ${k}`;
    return name;
  }

  /**
   * `size` neurons of one model: a number, or the sides [nx, ny, nz] of a lattice whose neurons have positions (sites
   * dealt out at random with `shuffle`, otherwise x fastest). Params: a number, a distribution, or one value per neuron.
   * @throws NeurogliaError for a name in use, a size below 1, an unknown param, or one out of range
   */
  population<const M extends NeuronModel | SourceModel>(
    name: string,
    size: number | readonly [number, number, number],
    model: M,
    params: ParamsOf<M, ParamValue> = {},
    options: { shuffle?: boolean } = {},
  ): Group<M> {
    const where = `population "${name}"`;
    this.#unbuilt(where);
    knownOptions(options, ["shuffle"], where);
    const { shuffle = false } = options;
    if (typeof size !== "number" && size?.length !== 3)
      throw bad("size", where, "a number of neurons or the three sides of a lattice", size);
    const sides = typeof size === "number" ? [size] : [...size];
    naturals(sides, where);
    if (sides.length === 3 && Math.max(...sides) > 1024)
      throw bad("side", where, "at most 1024 sites", Math.max(...sides));
    const n = sides.reduce((product, side) => product * side, 1);
    if (model?.kind !== "neuron" && model?.kind !== "source")
      throw bad("model", where, "one such as lif or poisson", nameOf(model));
    const given = asObject(params, where, "params") as Record<string, unknown>;
    for (const param of Object.keys(given))
      knownName(param, [...Object.keys(model.params), ...Object.keys(model.choices)], "param", where);
    const checked: Record<string, Value> = {};
    for (const [param, quantity] of Object.entries(model.params))
      checked[param] = checkedValue((given[param] ?? quantity.default) as ParamValue, param, quantity, n, where);
    const index = this.#description.populations.push({
      name: this.#name(name, where),
      n,
      model,
      params: checked,
      choices: checkedChoices(given, model.choices, where),
      init: {},
      lattice: sides.length === 3 ? { size: sides as unknown as [number, number, number], shuffle } : null,
    });
    return new Group(this.#home, name, model, { population: index - 1, begin: 0, end: n }, n);
  }

  /**
   * Synapses from `pre` to `post` by a rule.
   * @throws NeurogliaError for groups of another network, an unknown input, a delay below dt or off the grid, a bad
   * weight, and what the rule cannot make between these groups
   */
  connect<M extends NeuronModel | SourceModel>(
    pre: Group,
    post: Group<M>,
    connection: ConnectionRule,
    options: ConnectOptions<InputOf<M>>,
  ): Projection {
    if (!connection?.rule) throw bad("rule", "connect", "one such as allToAll()", connection);
    const { rule, autapses, multapses } = connection;
    const {
      into,
      weight = 1,
      delay = this.dt,
      summation = "all",
      shortTerm = null,
      plasticity = null,
      ...rest
    } = asObject(options, "connect");
    const base = `${pre?.name}→${post?.name}`;
    const name = options.name ?? this.#automatic("projection", base);
    const where = `projection "${name}"`;
    this.#unbuilt(where);
    knownOptions(rest, ["into", "weight", "delay", "summation", "shortTerm", "plasticity", "name"], where);
    this.#own("source", pre, where);
    const { decay, arrives, unit } = this.#input("target", post, into, where);
    knownName(summation, ["all", "lastSpike"], "summation", where);
    if (summation === "lastSpike" && !(decay && arrives === "before"))
      throw bad(
        "into",
        `${where} with summation "lastSpike"`,
        "an input that decays exponentially and takes arrivals before the step",
        into,
      );
    const quantity = { unit, default: 1, meaning: "" };
    if (typeof weight === "object" && weight && "length" in weight && rule.kind !== "pairs")
      throw bad("weight", where, "a number or a distribution (an array goes with pairs)", weight);
    const nPairs = rule.kind === "pairs" ? rule.pre.length : null;
    const timing = checkedDelay(delay, this.dt, nPairs, where);
    if (summation === "lastSpike" && plasticity && timing.delays.length > 1)
      throw bad(
        "delay",
        `${where} that learns, with summation "lastSpike"`,
        "the same for all synapses",
        `${timing.delays.length} delays`,
      );
    if (plasticity && !plasticity.rule) throw bad("plasticity", where, "one such as stdp()", plasticity);
    checkPairing(plasticity, timing.delays, where);
    if (shortTerm !== null) checkShortTerm(shortTerm, { plasticity, summation, nPairs }, where);
    if (plasticity) checkTargets(plasticity.perTarget, post.length, where);
    checkDemands(connection, pre.range, post.range, this.#description.populations, where);
    const index = this.#description.projections.push({
      name: this.#name(name, where),
      pre: pre.range,
      post: post.range,
      rule,
      autapses,
      multapses,
      into,
      weight: checkedValue(weight, "weight", quantity, nPairs ?? 0, where),
      ...timing,
      summation,
      shortTerm,
      plasticity,
    });
    return new Projection(this.#home, name, index - 1, plasticity, post.length);
  }

  /**
   * Random input to every neuron of a group in every step, without synapses: `poissonDrive`, `gaussianDrive`, `pulseDrive`. A
   * neuron's numbers come from the drive's name and the neuron's place in its population: driving a slice shifts no others.
   * @throws NeurogliaError for a group of another network or of sources, an unknown input or param, one out of range
   */
  drive<M extends NeuronModel | SourceModel, const D extends DriveModel>(
    group: Group<M>,
    model: D,
    params: ParamsOf<D, number>,
    options: DriveOptions<InputOf<M>>,
  ): Drive<D> {
    const { into, name: given, ...rest } = asObject(options, "drive");
    const name = given ?? this.#automatic("drive", `${model?.name}→${group?.name}`);
    const where = `drive "${name}"`;
    this.#unbuilt(where);
    knownOptions(rest, ["into", "name"], where);
    if (model?.kind !== "drive") throw bad("model", where, "one such as poissonDrive", nameOf(model));
    const { unit } = this.#input("group", group, into, where);
    const defaults = Object.fromEntries(Object.entries(model.params).map(([param, q]) => [param, q.default]));
    const checked = checkedDrive(model, defaults, params, unit, this.dt, where);
    const index = this.#description.drives.push({
      name: this.#name(name, where),
      group: group.range,
      model,
      params: checked,
      into,
    });
    return new Drive(this.#home, name, model, index - 1, unit, checked);
  }

  /**
   * A signal of several channels into an input of every neuron of a group, through weights: `injection.play` sets it. It acts
   * in the step whose row it is, as a drive does. A weight's random numbers come from the injection's name, the channel and
   * the neuron's place in the group.
   * @throws NeurogliaError for a group of another network or of sources, an unknown input, channels below 1, a bad weight
   */
  inject<M extends NeuronModel | SourceModel>(group: Group<M>, options: InjectOptions<InputOf<M>>): Injection {
    const { channels = 1, into, weight = 1, name: given, ...rest } = asObject(options, "inject");
    const name = given ?? this.#automatic("injection", `signal→${group?.name}`);
    const where = `injection "${name}"`;
    this.#unbuilt(where);
    knownOptions(rest, ["channels", "into", "weight", "name"], where);
    const { unit } = this.#input("group", group, into, where);
    if (!Number.isInteger(channels) || channels < 1 || channels * group.length > 2 ** 28)
      throw bad("channels", where, `a whole number from 1 to ${Math.floor(2 ** 28 / group.length)}`, channels);
    const quantity = { unit, default: 1, meaning: "" };
    const index = this.#description.injections.push({
      name: this.#name(name, where),
      group: group.range,
      channels,
      into,
      weight: checkedValue(weight, "weight", quantity, channels * group.length, where),
      readout: null,
    });
    return new Injection(this.#home, name, index - 1, channels);
  }

  /**
   * Linear outputs of the filtered spikes of a group in every step, with a rule that learns their weights: `readout.teach`
   * sets the targets, `net.feedback` lets the outputs act on the network, `net.record` records them. Outputs couple all
   * neurons of the group in every step, so the network must have one worker.
   * @throws NeurogliaError for a name in use, a group of another network or of sources, several workers, outputs below 1,
   * time constants or `every` out of range
   */
  readout(name: string, group: Group, options: LoopReadoutOptions = {}): LoopReadout {
    const where = `readout "${name}"`;
    this.#unbuilt(where);
    const { outputs = 1, tauRise = 2, tauDecay = 20, every = this.dt, rule = { kind: "none" }, ...rest } = options;
    knownOptions(rest, ["outputs", "tauRise", "tauDecay", "every", "rule"], where);
    this.#own("group", group, where);
    if (group.model.kind !== "neuron") throw bad("group", where, "neurons", `a ${group.model.name} source`);
    if (this.workers > 1)
      throw bad("workers", `a network with ${where}`, "1 (outputs couple all neurons in every step)", this.workers);
    if (this.background)
      throw bad("background", `a network with ${where}`, "false (the calling thread has the outputs)", true);
    if (!Number.isInteger(outputs) || outputs < 1 || outputs * group.length > 2 ** 26)
      throw bad("outputs", where, `a whole number from 1 to ${Math.floor(2 ** 26 / group.length)}`, outputs);
    const time = { unit: "ms", default: 0, meaning: "" };
    const checked = checkedRule(rule, where);
    const index = this.#description.readouts.push({
      group: group.range,
      outputs,
      tauRise: checkedNumber(tauRise, "tauRise", { ...time, min: 0 }, where),
      tauDecay: checkedNumber(tauDecay, "tauDecay", { ...time, min: 0.001 }, where),
      learnSteps: playedStep(every, this.dt, 1, "every", where),
      rule: checked,
      name: this.#name(name, where),
    });
    return new LoopReadout(this.#home, name, index - 1, outputs, group.length, checked);
  }

  /**
   * Outputs of a readout into an input of every neuron of a group, in every step and through weights: z(t) is due at t + dt,
   * like a spike with a delay of dt. On an input that decays each step adds to what is left of those before. A weight's
   * random numbers come from the feedback's name, the output and the neuron's place in the group.
   * @throws NeurogliaError for a readout or group of another network, a group of sources, an unknown input, a bad weight
   */
  feedback<M extends NeuronModel | SourceModel>(
    readout: LoopReadout,
    group: Group<M>,
    options: FeedbackOptions<InputOf<M>>,
  ): Feedback {
    const { into, weight = 1, name: given, ...rest } = asObject(options, "feedback");
    const name = given ?? this.#automatic("feedback", `${readout?.name}→${group?.name}`);
    const where = `feedback "${name}"`;
    this.#unbuilt(where);
    knownOptions(rest, ["into", "weight", "name"], where);
    this.#own("readout", readout, where);
    const { unit } = this.#input("group", group, into, where);
    const quantity = { unit, default: 1, meaning: "" };
    const channels = readout.outputs;
    const index = this.#description.injections.push({
      name: this.#name(name, where),
      group: group.range,
      channels,
      into,
      weight: checkedValue(weight, "weight", quantity, channels * group.length, where),
      readout: readout.index,
    });
    return new Feedback(this.#home, name, index - 1);
  }

  /**
   * `n` astrocytes of one model. They hear groups (`listen`) and drive parameters (`modulate`).
   * @throws NeurogliaError for a name in use, n < 1, an unknown param, or one out of range
   */
  astrocyte<const M extends GliaModel>(
    name: string,
    n: number,
    model: M,
    params: ParamsOf<M, number> = {},
  ): Astrocyte<M> {
    const where = `astrocyte "${name}"`;
    this.#unbuilt(where);
    naturals([n], where);
    if (model?.kind !== "glia") throw bad("model", where, "one such as lim", nameOf(model));
    const given = asObject(params, where, "params") as Record<string, unknown>;
    for (const param of Object.keys(given)) knownName(param, Object.keys(model.params), "param", where);
    const checked: Record<string, number> = {};
    for (const [param, quantity] of Object.entries(model.params))
      checked[param] = checkedNumber(given[param] ?? quantity.default, param, quantity, where);
    const index = this.#description.glia.push({ name: this.#name(name, where), n, model, params: checked, init: {} });
    return new Astrocyte(this.#home, name, model, n, index - 1);
  }

  /**
   * The astrocyte hears the group: each step it takes gain × the number of its spikes, `delay` (default dt) after them.
   * @throws NeurogliaError for a group of another network, a gain that is not finite, a delay below dt or off the grid
   */
  listen(group: Group, glia: Astrocyte, options: { gain?: number; delay?: number } = {}): void {
    const where = `listening of astrocyte "${glia?.name}"`;
    this.#unbuilt(where);
    knownOptions(options, ["gain", "delay"], where);
    const { gain = 1, delay = this.dt } = options;
    this.#own("group", group, where);
    this.#own("astrocyte", glia, where);
    if (!Number.isFinite(Math.fround(gain))) throw bad("gain", where, "a finite number", gain);
    const delaySteps = wholeSteps(delay, this.dt, 1, "delay", where);
    this.#description.listens.push({ group: group.range, glia: glia.index, gain, delaySteps });
  }

  /**
   * The astrocyte drives a modulable param of a projection's plasticity: mode "set" puts its (first cell's) output in
   * the param's place at the beginning of every step.
   * @throws NeurogliaError if the projection is static, the param is not modulable, or the mode is unknown
   */
  modulate(glia: Astrocyte, projection: Projection, param: string, options: { mode?: "set" } = {}): void {
    const where = `modulation of projection "${projection?.name}"`;
    this.#unbuilt(where);
    knownOptions(options, ["mode"], where);
    const { mode = "set" } = options;
    this.#own("astrocyte", glia, where);
    this.#own("projection", projection, where);
    knownName(mode, ["set"], "mode", where);
    const rule = projection.plasticity?.rule;
    if (!rule) throw bad("plasticity", where, "a rule whose param to modulate", "none (static weights)");
    knownName(
      param,
      Object.keys(rule.params).filter((name) => rule.params[name]!.modulable),
      "param",
      where,
    );
    this.#description.modulations.push({ glia: glia.index, projection: projection.index, amplitude: param });
  }

  /**
   * Records spikes of a group, a state or input column of a group or astrocyte, or outputs `z` or `error` of a readout
   * every `every` ms (default dt), of all of it or of those that `ids` lists. `"counts"` are spikes of a group per window
   * of `every` ms; `"filteredSpikes"` are Σ exp(−(t − t_s)/tau) over a neuron's spikes t_s ≤ t (a source's events t_s <
   * t), at 24 bits. The recording fills while the network runs and is emptied by `reset`; with `onChunk`
   * it keeps nothing, but hands chunks over in time order while the network runs.
   * @throws NeurogliaError after build, for an unknown quantity, an interval off the grid, a tau below 0.001 ms, ids that are
   * no ascending indices of the group
   */
  record(group: Group, quantity: "spikes", options?: SpikeRecordOptions): SpikeRecording;
  record(group: Group, quantity: "counts", options?: StateRecordOptions): StateRecording;
  record(group: Group, quantity: "filteredSpikes", options?: FilteredRecordOptions): StateRecording;
  record<M extends GliaModel>(
    astrocyte: Astrocyte<M>,
    quantity: keyof M["state"] & string,
    options?: StateRecordOptions,
  ): StateRecording;
  record(readout: LoopReadout, quantity: "z" | "error", options?: StateRecordOptions): StateRecording;
  record<M extends NeuronModel | SourceModel>(
    group: Group<M>,
    quantity: StateOf<M> | InputOf<M>,
    options?: StateRecordOptions,
  ): StateRecording;
  record(
    target: Group | Astrocyte | LoopReadout,
    quantity: string,
    options: SpikeRecordOptions & FilteredRecordOptions = {},
  ) {
    const where = `recording of "${target?.name}"`;
    this.#unbuilt(where);
    const isGroup = target instanceof Group;
    const isReadout = target instanceof LoopReadout;
    this.#own(isGroup ? "group" : isReadout ? "readout" : "astrocyte", target, where);
    if (!isGroup && !isReadout && !(target instanceof Astrocyte))
      throw bad("target", where, "a group, astrocyte or readout", nameOf(target));
    const columns = isGroup
      ? ["spikes", "counts", "filteredSpikes", ...columnsOf(target.model)]
      : isReadout
        ? ["z", "error"]
        : Object.keys(target.model.state);
    knownName(quantity, columns, "quantity", where);
    const { ids: listed, onChunk } = asObject(options, where);
    checkCallback(onChunk, "onChunk", where);
    const length = isReadout ? target.outputs : target.length;
    const ids = listed === undefined ? null : checkedIds(listed, length, where);
    const n = ids?.length ?? length;
    const { dt } = this;
    const coverage = this.#coverage;
    if (isGroup && quantity === "spikes") {
      knownOptions(options, ["ids", "onChunk"], where);
      const grid = { n, dt, shift: target.model.kind === "source" ? 0 : 1, coverage } as const;
      const store = new SpikeStore(where, grid, onChunk ?? null);
      this.#description.recorders.push({ kind: "spikes", group: target.range, ids });
      this.#recordings.push(store);
      return new SpikeRecording(store);
    }
    const isFiltered = isGroup && quantity === "filteredSpikes";
    const sampling = isFiltered ? ["every", "tau"] : ["every"];
    knownOptions(options, [...sampling, "ids", "onChunk"], where);
    const { every = dt, tau = 30 } = options;
    const everySteps = wholeSteps(every, dt, 0, "every", where);
    checkedNumber(tau, "tau", FILTER_TAU, where);
    this.#description.recorders.push(
      isGroup
        ? recorderOf(target.range, ids, quantity, everySteps, tau)
        : isReadout
          ? { kind: "readout", readout: target.index, ids, quantity, everySteps }
          : { kind: "glia", glia: target.index, ids, quantity, everySteps },
    );
    const store = new StateStore(where, { n, dt, everySteps, coverage }, onChunk ?? null);
    this.#recordings.push(store);
    return this.#sampling(store, this.#description.recorders.length - 1);
  }

  /** The recording of samples that is recorder number `index`. */
  #sampling(store: StateStore, index: number): StateRecording {
    const { where, grid } = store;
    const recorder = this.#description.recorders[index]!;
    let tau = "tau" in recorder ? recorder.tau : FILTER_TAU.default;
    return new StateRecording(store, (given: SamplingOptions) => {
      const engine = this.#built(`set of ${where}`);
      knownOptions(given, "tau" in recorder ? ["every", "tau"] : ["every"], where);
      const { every, tau: newTau = tau } = given;
      const rests = every === 0;
      if (!rests && !this.#coverage.isFresh)
        throw bad("time", `set of ${where}`, "its beginning (reset first)", `${this.time} ms`);
      const steps = every === undefined ? grid.everySteps : wholeSteps(every, this.dt, 0, "every", where);
      tau = checkedNumber(newTau, "tau", FILTER_TAU, where);
      if (rests) store.clear();
      grid.everySteps = steps;
      engine.setRecorder(index, steps, tau);
    });
  }

  /**
   * @internal The network as it is, with all that was set, played and learned, for another thread.
   * @throws NeurogliaError if it runs in workers
   */
  async copy(): Promise<NetworkCopy> {
    await this.build();
    const engine = this.#built("copy");
    if (!(engine instanceof Engine))
      throw bad("workers", "a network to copy", "1, and not in the background", this.workers);
    return { description: toWire(this.#description), image: engine.image() };
  }

  /** @internal A copy put up again, keeping what the recorders numbered `kept`, of samples, record. */
  static fromCopy(description: NetworkDescription, image: Image, kept: readonly number[]): CopiedNetwork {
    const { dt, seed } = description;
    const net = new Network({ dt, seed });
    Object.assign(net.#description, description);
    const { recorders, populations, injections } = net.#description;
    const sinks = recorders.map((): Sink => () => {});
    const recordings = kept.map((index) => {
      const recorder = recorders[index]!;
      if (!("group" in recorder) || recorder.kind === "spikes") throw new RangeError("only samples of groups are kept");
      const n = recorder.ids?.length ?? recorder.group.end - recorder.group.begin;
      const grid = { n, dt, everySteps: recorder.everySteps, coverage: net.#coverage };
      const store = new StateStore(`recording ${index} of a copy`, grid, null);
      sinks[index] = store.sink;
      net.#recordings.push(store);
      return net.#sampling(store, index);
    });
    const engine = new Engine(net.#description, sinks);
    engine.adopt(image);
    net.#building = Promise.resolve(net.#begin(engine, performance.now()));
    return {
      net,
      recordings,
      groups: populations.map(
        ({ name, model, n }, population) => new Group(net.#home, name, model, { population, begin: 0, end: n }, n),
      ),
      injections: injections.map(({ name, channels }, index) => new Injection(net.#home, name, index, channels)),
    };
  }

  /** ms of biological time since the last reset: where the network is, also during a run; 0 before build and after close. */
  get time(): number {
    return (this.#engine?.step ?? 0) * this.dt;
  }

  /** Makes memory, synapses and schedule; `run` does it if need be. Afterwards the description is fixed. */
  async build(): Promise<BuildSummary> {
    this.#open("build");
    this.#building ??= this.#make();
    return this.#building;
  }

  /** Threads, and the code that they run, are loaded when a network first asks for them. */
  async #crew(sinks: readonly Sink[]): Promise<Simulation> {
    const unheard = sinks.map((): Sink => () => {});
    const seen = new Engine(this.#description, unheard, observer(this.workers));
    const { Crew } = await import("../engine/crew.js");
    return Crew.open(this.#description, sinks, this.workers, seen);
  }

  async #make(): Promise<BuildSummary> {
    if (this.#description.populations.length === 0) throw bad("populations", "a network", "at least one", 0);
    const begin = performance.now();
    const sinks = this.#recordings.map((recording): Sink => recording.sink);
    const engine = this.background ? await this.#crew(sinks) : new Engine(this.#description, sinks);
    return this.#begin(engine, begin);
  }

  /** Goes on with an engine whose making began at time `begin`. */
  #begin(engine: Simulation, begin: number): BuildSummary {
    this.#coverage.attach(() => engine.step);
    this.#engine = engine;
    const { populations, projections } = this.#description;
    return {
      neurons: populations.reduce((sum, { n, model }) => sum + (model.kind === "neuron" ? n : 0), 0),
      synapses: projections.reduce((sum, _, k) => sum + engine.nSynapses(k), 0),
      buildMs: performance.now() - begin,
      memoryBytes: engine.memoryBytes,
    };
  }

  /**
   * Runs `duration` ms of biological time. Whatever ends it, recordings keep what was run, and the network can go on.
   * @throws NeurogliaError if that is not a whole number of steps, or a run is under way; AbortError when aborted; what an
   * `onChunk` or `onProgress` throws
   */
  async run(duration: number, options: RunOptions = {}): Promise<void> {
    this.#open("run");
    knownOptions(options, ["onProgress", "signal"], "run");
    checkCallback(options.onProgress, "onProgress", "run");
    if (options.signal && !("aborted" in options.signal)) throw bad("signal", "run", "an AbortSignal", options.signal);
    const total = wholeSteps(duration, this.dt, 0, "duration", "run");
    await this.build();
    const engine = this.#built("run");
    if (engine.step + total > 2 ** 32 - 1)
      throw bad("duration", "run", `at most ${2 ** 32 - 1 - engine.step} more steps before a reset`, total);
    this.#running = true;
    const outflow = new Outflow(this.#recordings);
    try {
      await runPaced(engine, total, this.dt, outflow, this.#pace, options).catch(async (error) => {
        // The first error is the one to tell.
        await outflow.rest().catch(() => {});
        throw error;
      });
      await outflow.rest();
    } finally {
      await Promise.resolve(engine.refresh()).finally(() => {
        this.#running = false;
      });
    }
  }

  /**
   * Time back to zero. State, traces and queues return to their initial values and recordings are emptied; weights stay.
   * `trial` (default 0) numbers the random draws of what follows. `to` takes everything, weights included, from a
   * checkpoint of this network instead of the initial values. `only` names the parts that return, `"state"`, `"traces"`
   * (of plasticity) and, with `to`, `"weights"`; the others stay as they are.
   * @throws NeurogliaError for a bad trial number or an unfit checkpoint
   */
  async reset(options: { trial?: number; only?: readonly Part[]; to?: Uint8Array } = {}): Promise<void> {
    knownOptions(options, ["trial", "only", "to"], "reset");
    const { trial = 0, only, to } = options;
    if (!Number.isInteger(trial) || trial < 0 || trial >= 2 ** 32) throw bad("trial", "reset", "0 … 2^32 − 1", trial);
    for (const part of only ?? [])
      knownName(part, to ? ["state", "traces", "weights"] : ["state", "traces"], "only", "reset");
    await this.build();
    const engine = this.#built("reset");
    if (to) {
      await engine.restore(to, only);
      await engine.restart(trial);
    } else await engine.reset(only ?? ["state", "traces"], trial);
    await engine.refresh();
    this.#coverage.reset();
    for (const recording of this.#recordings) recording.clear();
  }

  /** `projection.freeze()` of every projection that learns. @throws NeurogliaError before build or while running */
  freeze(): void {
    this.#freeze("freeze", true);
  }

  /** `projection.thaw()` of every projection that learns. @throws NeurogliaError before build or while running */
  thaw(): void {
    this.#freeze("thaw", false);
  }

  #freeze(what: string, frozen: boolean): void {
    const engine = this.#built(what);
    this.#description.projections.forEach(({ plasticity }, index) => {
      if (plasticity) engine.freeze(index, frozen);
    });
  }

  /** Everything that evolves, as bytes: state, traces, queues, plastic weights, time and trial. */
  async checkpoint(): Promise<Uint8Array> {
    await this.build();
    return this.#built("checkpoint").checkpoint();
  }

  /** Takes up a checkpoint of the same description and seed. @throws NeurogliaError if it is of another, or not whole */
  async restore(bytes: Uint8Array): Promise<void> {
    await this.build();
    const engine = this.#built("restore");
    const before = engine.step;
    await engine.restore(bytes);
    await engine.refresh();
    this.#coverage.jump(before, engine.step);
  }

  /**
   * Totals since the last reset: spikes of all populations and sources, deliveries, and the order-free hash of all
   * spikes as 16 hexadecimal digits.
   */
  activity(): { spikes: number; synapticEvents: number; hash: string } {
    const { spikes, synapticEvents, hash } = this.#built("activity").tally();
    return { spikes, synapticEvents, hash: hash.toString(16).padStart(16, "0") };
  }

  /** Sizes, bytes, delays and the order of a step, as text. @throws NeurogliaError before build */
  explain(): string {
    return this.#built("explain").explain();
  }

  /** Lets go of memory and workers; everything but recordings is unusable afterwards. A build under way ends first. */
  async close(): Promise<void> {
    if (this.#running) this.#open("close");
    if (this.#closed) return;
    this.#closed = true;
    await this.#building?.catch(() => {});
    const step = this.#engine?.step ?? 0;
    this.#coverage.attach(() => step);
    await this.#engine?.close();
    this.#engine = null;
  }
}
