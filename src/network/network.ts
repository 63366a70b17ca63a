import { unitOf } from "../engine/check.js";
import { sampleBytes } from "../engine/columns.js";
import type { NetworkDescription, Value } from "../engine/description.js";
import { Engine, type Image } from "../engine/engine.js";
import { notFinite } from "../engine/finite.js";
import { modulesOf } from "../engine/kernels.js";
import { loadParts } from "../engine/parts.js";
import type { Part } from "../engine/segments.js";
import { observer } from "../engine/share.js";
import type { Simulation } from "../engine/simulation.js";
import type { Sink } from "../engine/site.js";
import { NeurogliaError } from "../errors.js";
import type { DriveModel, GliaModel, NeuronModel, ParamsOf, SourceModel } from "../models/model.js";
import type {
  AnyRecordOptions,
  FilteredRecordOptions,
  Samples,
  SpikeRecordOptions,
  StateRecordOptions,
} from "../record/chunks.js";
import { Coverage } from "../record/coverage.js";
import { Outflow } from "../record/outflow.js";
import { SpikeRecording } from "../record/spikeRecording.js";
import { SpikeStore } from "../record/spikeStore.js";
import { type SamplingOptions, StateRecording } from "../record/stateRecording.js";
import { StateStore } from "../record/stateStore.js";
import type { Recorded } from "../record/store.js";
import { Astrocyte, describedGlia, type GliaHome } from "./astrocyte.js";
import {
  asObject,
  bad,
  checkCallback,
  checkedUpTo,
  checkMade,
  knownName,
  knownOptions,
  type ParamValue,
  wholeSteps,
} from "./check.js";
import { describedConnection } from "./connection.js";
import { Drive, type DriveOptions, describedDrive } from "./drive.js";
import { Feedback, type FeedbackOptions } from "./feedback.js";
import { type ColumnOf, Group, type InputOf, type ObservedOf, type StateOf } from "./group.js";
import { describedInjection, Injection, type InjectOptions } from "./injection.js";
import { describedListening, describedModulation } from "./listening.js";
import { describedReadout, LoopReadout, type LoopReadoutOptions } from "./loopReadout.js";
import { fromTo } from "./names.js";
import {
  type BuildSummary,
  type ConnectOptions,
  DEFAULT_SEED,
  type NetworkOptions,
  type RunOptions,
} from "./options.js";
import { type Pace, runPaced } from "./pace.js";
import { checkName, checkPart, checkRecordable } from "./parts.js";
import { placeOf } from "./place.js";
import { describedPopulation } from "./population.js";
import { Projection } from "./projection.js";
import { checkedFilter, describedRecorder, outletOf, type Recordable } from "./recorder.js";
import type { ConnectionRule } from "./rules.js";

const outOfTurn = (code: string, what: string, expected: string, got: string): NeurogliaError =>
  new NeurogliaError({ code, what, where: "a network", expected, got });

/** A network on its way to another thread. */
export interface NetworkCopy {
  readonly description: NetworkDescription;
  readonly image: Image;
}

/** A copy, with what belongs to it in the order of its description. */
export interface CopiedNetwork {
  readonly net: Network;
  readonly recordings: readonly StateRecording[];
  readonly groups: readonly Group[];
  readonly injections: readonly Injection[];
}

/**
 * A network of neurons, synapses and astrocytes. Describe it (population, connect, astrocyte, listen, modulate, record),
 * then run it; the first run builds it. Units: ms, mV, Hz. Once one of its workers has died all that is asked of it and its
 * parts throws or rejects with NeurogliaError `worker-died`, but for what is recorded already, and `close()`.
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
  readonly #numbers = new Map<string, number>();
  #engine: Simulation | null = null;
  #building: Promise<BuildSummary> | null = null;
  readonly #pace: Pace = { chunk: 32 };
  #running = false;
  #closed = false;

  /** @throws NeurogliaError unless dt > 0 ms, seed is a safe integer ≥ 0 and workers a whole number from 1 to 64 */
  constructor(options: NetworkOptions = {}) {
    const { dt = 1, seed = DEFAULT_SEED, workers = 1, background = false, ...rest } = asObject(options, "Network");
    knownOptions(rest, ["dt", "seed", "workers", "background"], "Network");
    checkedUpTo(64, workers, "workers", "Network");
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
    const failure = this.#engine?.failure;
    if (failure) throw failure;
  }

  #idle(what: string): void {
    if (this.#running) throw outOfTurn("running", what, "done between runs", "a run under way");
  }

  #open(what: string): void {
    this.#unclosed(what);
    this.#idle(what);
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

  /** Refuses a part of another network. */
  #own(what: string, part: { name: string; home: unknown }, where: string): void {
    if (part.home !== this.#home) throw bad(what, where, "one of this network", `"${part.name}" of another`);
  }

  /** Adds what is described, under a name that is taken in its kind; `where` holds both. Returns its number. */
  #add<T extends { readonly name: string }>(list: T[], described: T, where: string): number {
    const { name } = described;
    if (this.#names.has(where)) throw bad("name", where, "used once in a network", name);
    this.#names.add(where);
    return list.push(described) - 1;
  }

  /** The name that was given to what is to be described, or the base, numbered where taken; then with its kind. */
  #named(kind: string, given: string | undefined, base: string): [name: string, where: string] {
    let name = given ?? base;
    const where = () => `${kind} "${name}"`;
    if (given === undefined) {
      // Numbers below the last are taken, since no name is ever given back.
      const unnumbered = where();
      let k = this.#numbers.get(unnumbered) ?? 1;
      while (this.#names.has(where())) name = `${base} ${++k}`;
      this.#numbers.set(unnumbered, Math.max(1, k - 1));
    } else checkName(given, kind, `${kind === "projection" ? "connect" : kind}(…, { name: "${base}" })`);
    this.#unbuilt(where());
    return [name, where()];
  }

  /**
   * `size` neurons of one model: a number, or the sides [nx, ny, nz] of a lattice whose neurons have positions (sites
   * dealt out at random with `shuffle`, otherwise x fastest). Params: a number, a distribution, or one value per neuron.
   * @throws NeurogliaError for a name in use, a size below 1, a model that is copied, changed or not the package's, an unknown
   * param, or one out of range
   */
  population<const M extends NeuronModel | SourceModel>(
    name: string,
    size: number | readonly [number, number, number],
    model: M,
    params: ParamsOf<M, ParamValue> = {},
    options: { shuffle?: boolean } = {},
  ): Group<M> {
    checkName(name, "population", 'population("cells", 100, lif)');
    const where = `population "${name}"`;
    this.#unbuilt(where);
    const described = describedPopulation(name, size, model, params, options, where);
    const population = this.#add(this.#description.populations, described, where);
    const { n } = described;
    return new Group(this.#home, name, model, { population, begin: 0, end: n }, n);
  }

  /**
   * Synapses from `pre` to `post` by a rule.
   * @throws NeurogliaError for groups of another network, an unknown input, a delay below dt, above 65,535 steps or off the grid, a
   * bad weight (a negative conductance, one that may lie outside the bounds of the plasticity), and what the rule cannot make
   * between these groups
   */
  connect<M extends NeuronModel | SourceModel>(
    pre: Group,
    post: Group<M>,
    connection: ConnectionRule,
    options: ConnectOptions<InputOf<M>>,
  ): Projection {
    checkMade(connection, !!connection?.rule && "autapses" in connection, "rule", "allToAll()", "connect");
    checkPart("group", "source", pre, "connect");
    checkPart("group", "target", post, "connect");
    const [name, where] = this.#named("projection", asObject(options, "connect").name, fromTo(pre.name, post.name));
    this.#own("source", pre, where);
    this.#own("target", post, where);
    const { projections, populations } = this.#description;
    const described = describedConnection(name, pre, post, connection, options, this.dt, populations, where);
    const unit = unitOf(this.#description, described.post, described.into);
    return new Projection(this.#home, described, this.#add(projections, described, where), post.length, unit);
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
    checkPart("group", "group", group, "drive");
    const [name, where] = this.#named("drive", asObject(options, "drive").name, fromTo(model?.name, group.name));
    this.#own("group", group, where);
    const described = describedDrive(name, group, model, params, options, this.dt, where);
    const index = this.#add(this.#description.drives, described, where);
    const unit = unitOf(this.#description, group.range, described.into);
    return new Drive(this.#home, name, model, index, unit, described.params);
  }

  /**
   * A signal of several channels into an input of every neuron of a group, through weights: `injection.play` sets it. It acts
   * in the step whose row it is, as a drive does: an input that decays gathers it, so that a steady u settles at
   * u/(1 − exp(−dt/tau)). A weight's random numbers come from the injection's name, the channel and
   * the neuron's place in the group.
   * @throws NeurogliaError for a group of another network or of sources, an unknown input, channels below 1, a bad weight
   */
  inject<M extends NeuronModel | SourceModel>(group: Group<M>, options: InjectOptions<InputOf<M>>): Injection {
    checkPart("group", "group", group, "inject");
    const [name, where] = this.#named("injection", asObject(options, "inject").name, fromTo("signal", group.name));
    knownOptions(options, ["channels", "into", "weight", "name"], where);
    this.#own("group", group, where);
    const { channels = 1 } = options;
    const described = describedInjection(name, group, options, channels, null, where);
    const unit = unitOf(this.#description, group.range, described.into);
    return new Injection(this.#home, name, this.#add(this.#description.injections, described, where), channels, unit);
  }

  /**
   * Linear outputs of the filtered spikes of a group in every step, with a rule that learns their weights: `readout.teach`
   * sets the targets, `net.feedback` lets the outputs act on the network, `net.record` records them. Outputs couple all
   * neurons of the group in every step, so the network must have one worker.
   * @throws NeurogliaError for a name in use, a group of another network or of sources, several workers, outputs below 1,
   * time constants or `every` out of range
   */
  readout(name: string, group: Group, options: LoopReadoutOptions = {}): LoopReadout {
    checkName(name, "readout", 'readout("z", cells, { … })');
    checkPart("group", "group", group, "readout");
    const where = `readout "${name}"`;
    this.#unbuilt(where);
    this.#own("group", group, where);
    if (this.workers > 1)
      throw bad("workers", `a network with ${where}`, "1 (outputs couple all neurons in every step)", this.workers);
    if (this.background)
      throw bad("background", `a network with ${where}`, "false (the calling thread has the outputs)", true);
    const described = describedReadout(name, group, options, this.dt, where);
    return new LoopReadout(
      this.#home,
      described,
      this.#add(this.#description.readouts, described, where),
      group.length,
    );
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
    checkPart("readout", "readout", readout, "feedback");
    checkPart("group", "group", group, "feedback");
    const [name, where] = this.#named("feedback", asObject(options, "feedback").name, fromTo(readout.name, group.name));
    knownOptions(options, ["into", "weight", "name"], where);
    this.#own("readout", readout, where);
    this.#own("group", group, where);
    const described = describedInjection(name, group, options, readout.outputs, readout.index, where);
    return new Feedback(this.#home, name, this.#add(this.#description.injections, described, where));
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
    checkName(name, "astrocyte", 'astrocyte("glia", 1, lim)');
    const where = `astrocyte "${name}"`;
    this.#unbuilt(where);
    const described = describedGlia(name, n, model, params, where);
    return new Astrocyte(this.#home, name, model, n, this.#add(this.#description.glia, described, where));
  }

  /**
   * The astrocyte hears the group: each step it takes gain × the number of its spikes, `delay` (default dt) after them.
   * @throws NeurogliaError for a group of another network, a gain that is not finite, a delay below dt, above 65,535 steps or off the grid
   */
  listen(group: Group, glia: Astrocyte, options: { gain?: number; delay?: number } = {}): void {
    checkPart("group", "group", group, "listen");
    checkPart("astrocyte", "astrocyte", glia, "listen");
    const where = `listening of astrocyte "${glia.name}"`;
    this.#unbuilt(where);
    this.#own("group", group, where);
    this.#own("astrocyte", glia, where);
    this.#description.listens.push(describedListening(group, glia, options, this.dt, where));
  }

  /**
   * The astrocyte drives a modulable param of a projection's plasticity: mode "set" puts its (first cell's) output in
   * the param's place at the beginning of every step.
   * @throws NeurogliaError if the projection is static, the param is not modulable, or the mode is unknown
   */
  modulate(glia: Astrocyte, projection: Projection, param: string, options: { mode?: "set" } = {}): void {
    checkPart("astrocyte", "astrocyte", glia, "modulate");
    checkPart("projection", "projection", projection, "modulate");
    const where = `modulation of projection "${projection.name}"`;
    this.#unbuilt(where);
    this.#own("astrocyte", glia, where);
    this.#own("projection", projection, where);
    this.#description.modulations.push(describedModulation(glia, projection, param, options, where));
  }

  /**
   * Records spikes of a group, a state or input column or an observed quantity of a group or astrocyte, or outputs `z` or `error` of a readout
   * every `every` ms (default dt), of all of it or of those that `ids` lists. `"counts"` are spikes of a group per window
   * of `every` ms; `"filteredSpikes"` are Σ exp(−(t − t_s)/tau) over a neuron's spikes t_s ≤ t (a source's events t_s <
   * t), at 24 bits. The recording fills while the network runs, is emptied by `reset` and cut by `restore`; with `onChunk`
   * it keeps nothing, but hands chunks over in time order while the network runs.
   * @throws NeurogliaError after build, for an unknown quantity, an interval off the grid, a tau below 0.001 ms, ids that are
   * no ascending indices of the group
   */
  record(group: Group, quantity: "spikes", options?: SpikeRecordOptions): SpikeRecording;
  record(group: Group, quantity: "counts", options?: StateRecordOptions): StateRecording;
  record(group: Group, quantity: "filteredSpikes", options?: FilteredRecordOptions): StateRecording;
  record<M extends GliaModel, Q extends keyof M["state"] & string>(
    astrocyte: Astrocyte<M>,
    quantity: Q,
    options?: StateRecordOptions<ColumnOf<M, Q>>,
  ): StateRecording<ColumnOf<M, Q>>;
  record(readout: LoopReadout, quantity: "z" | "error", options?: StateRecordOptions): StateRecording;
  record<M extends NeuronModel | SourceModel, Q extends StateOf<M> | InputOf<M> | ObservedOf<M>>(
    group: Group<M>,
    quantity: Q,
    options?: StateRecordOptions<ColumnOf<M, Q>>,
  ): StateRecording<ColumnOf<M, Q>>;
  record(target: Recordable, quantity: string, options: AnyRecordOptions = {}): unknown {
    const where = `recording of "${target?.name}"`;
    this.#unbuilt(where);
    this.#own(checkRecordable(target, where), target, where);
    const { recorder, n } = describedRecorder(target, quantity, options, this.dt, where);
    const outlet = outletOf(options, where);
    const index = this.#description.recorders.push(recorder) - 1;
    const grid = { n, members: recorder.ids, dt: this.dt, coverage: this.#coverage };
    if (recorder.kind === "spikes") {
      const shift = (target as Group).model.kind === "source" ? 0 : 1;
      const store = new SpikeStore(where, { ...grid, shift }, outlet);
      this.#recordings.push(store);
      return new SpikeRecording(store);
    }
    const wide = sampleBytes(this.#description, recorder) === 8;
    const store = new StateStore<Samples>(where, { ...grid, everySteps: recorder.everySteps, wide }, outlet);
    this.#recordings.push(store);
    return this.#sampling(store, index);
  }

  /** The recording of samples that is recorder number `index`. */
  #sampling<V extends Samples>(store: StateStore<V>, index: number): StateRecording<V> {
    const { where, grid } = store;
    const recorder = this.#description.recorders[index]!;
    const isFiltered = "tau" in recorder;
    let tau = isFiltered ? recorder.tau : 0;
    return new StateRecording(store, (given: SamplingOptions) => {
      const engine = this.#built(`set of ${where}`);
      knownOptions(given, isFiltered ? ["every", "tau"] : ["every"], where);
      const { every, tau: newTau = tau } = given;
      const rests = every === 0;
      if (!rests && !this.#coverage.isFresh)
        throw bad("time", `set of ${where}`, "its beginning (reset first)", `${this.time} ms`);
      const steps = every === undefined ? grid.everySteps : wholeSteps(every, this.dt, 0, "every", where);
      if (isFiltered) tau = checkedFilter(newTau, this.dt, where);
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
    return { description: this.#description, image: engine.image() };
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
      const wide = sampleBytes(description, recorder) === 8;
      const grid = { n, members: recorder.ids, dt, everySteps: recorder.everySteps, coverage: net.#coverage, wide };
      const store = new StateStore<Float32Array<ArrayBuffer>>(`recording ${index} of a copy`, grid, null);
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
      injections: injections.map(
        ({ name, channels, group, into }, index) =>
          new Injection(net.#home, name, index, channels, unitOf(description, group, into)),
      ),
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
    return Crew.open(this.#description, sinks, this.workers, seen, modulesOf(this.#description));
  }

  async #make(): Promise<BuildSummary> {
    if (this.#description.populations.length === 0) throw bad("populations", "a network", "at least one", 0);
    const begin = performance.now();
    const sinks = this.#recordings.map((recording): Sink => recording.sink);
    await loadParts(this.#description);
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
   * @throws NeurogliaError if that is not a whole number of steps, or a run is under way; `not-finite` within 256 steps after
   * something has become no finite number, until `reset` or `restore`; AbortError when aborted; what an
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
    if (engine.fault) throw notFinite(engine.fault, this.dt);
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
   * (of plasticity) and, with `to`, `"weights"`; the others stay as they are. `allowOtherBits` is that of `restore`.
   * @throws NeurogliaError for a bad trial number or an unfit checkpoint
   */
  async reset(
    options: { trial?: number; only?: readonly Part[]; to?: Uint8Array; allowOtherBits?: boolean } = {},
  ): Promise<void> {
    knownOptions(options, ["trial", "only", "to", "allowOtherBits"], "reset");
    const { trial = 0, only, to, allowOtherBits } = options;
    if (!Number.isInteger(trial) || trial < 0 || trial >= 2 ** 32) throw bad("trial", "reset", "0 … 2^32 − 1", trial);
    for (const part of only ?? [])
      knownName(part, to ? ["state", "traces", "weights"] : ["state", "traces"], "only", "reset");
    await this.build();
    const engine = this.#built("reset");
    if (to) {
      await engine.restore(to, only, allowOtherBits);
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

  /**
   * Takes up a checkpoint of the same description and seed; recordings may be others. They go back to its moment: what lies
   * after it is cut, what lies before it stays, and where nothing was run they begin empty there. `"counts"` of a window
   * and `"filteredSpikes"` go on from the checkpoint where it has the same ones of both kinds, otherwise from nothing. Params
   * that were set since stay. `allowOtherBits` takes also a checkpoint of a release that gives other numbers, so that what
   * follows is neither what that one gives nor this one from the start.
   * @throws NeurogliaError if it is of another network, or not whole; `other-bits` if it is of other bits and may not be;
   * `streamed-past` where a recording without `onRewind` has handed over what lies after the moment; what an `onRewind` throws,
   * when all else is restored
   */
  async restore(bytes: Uint8Array, options: { allowOtherBits?: boolean } = {}): Promise<void> {
    knownOptions(options, ["allowOtherBits"], "restore");
    const { allowOtherBits } = options;
    await this.build();
    const engine = this.#built("restore");
    const before = engine.step;
    const { step } = engine.open(bytes, allowOtherBits);
    for (const recording of this.#recordings) recording.checkRewind(step);
    await engine.restore(bytes, undefined, allowOtherBits);
    await engine.refresh();
    this.#coverage.jump(before, step);
    for (const recording of this.#recordings) recording.rewind(step);
    this.#running = true;
    try {
      for (const recording of this.#recordings) await recording.settle();
    } finally {
      this.#running = false;
    }
  }

  /**
   * Totals since the last reset: spikes of all populations and sources, deliveries, and the order-free hash of all
   * spikes as 16 hexadecimal digits.
   */
  activity(): { spikes: number; synapticEvents: number; hash: string } {
    const { spikes, synapticEvents, hash } = this.#built("activity").tally();
    return { spikes, synapticEvents, hash: hash.toString(16).padStart(16, "0") };
  }

  /** @internal Spikes since the last reset, by population. */
  get spikesOf(): readonly number[] {
    return this.#built("activity").tally().spikesOf;
  }

  /** Sizes, bytes, delays and the order of a step, as text. @throws NeurogliaError before build */
  explain(): string {
    return this.#built("explain").explain();
  }

  /** Lets go of memory and workers; everything but recordings is unusable afterwards. A build under way ends first. */
  async close(): Promise<void> {
    this.#idle("close");
    if (this.#closed) return;
    this.#closed = true;
    await this.#building?.catch(() => {});
    const step = this.#engine?.step ?? 0;
    this.#coverage.attach(() => step);
    await this.#engine?.close();
    this.#engine = null;
  }
}
