import type { lif } from "../../models/lif/model.js";
import type { NeuronModel } from "../models/model.js";
import { asNumbers, asObject, bad, checkedUpTo, knownOptions, wholeSteps } from "../network/check.js";
import type { Group } from "../network/group.js";
import type { Network } from "../network/network.js";
import type { BuildSummary, RunOptions } from "../network/options.js";
import { warn } from "../network/place.js";
import type { Projection } from "../network/projection.js";
import { describeLiquid } from "./describeLiquid.js";
import type { LiquidInput, Stimulus } from "./liquidInput.js";
import type { LiquidOptions } from "./liquidOptions.js";
import type { PairName } from "./pairs.js";
import { showOnThreads } from "./samplePool.js";
import { describeRecordings, type SamplingSite, type Showing, type Shown, show, WARMUP_TRIAL } from "./sampling.js";
import { checkedStates, rowSteps, type StateOptions } from "./stateKinds.js";
import type { StateMatrix } from "./stateMatrix.js";
import type { Topology } from "./topology.js";

/** What `collect` takes besides what every run takes. */
export interface CollectOptions extends StateOptions, RunOptions {
  /** ms a row: of a series, and of states. Default 10. */
  every?: number;
  /** ms before the stimulus begins, without input and not kept. Default 0. */
  warmup?: number;
  /** Numbers the random draws of the run. Default 0. */
  trial?: number;
}

/** What `collectSamples` takes. */
export interface CollectSamplesOptions extends StateOptions {
  /** Equal windows that each sample is cut into, one after another in a row. Default 1. */
  windows?: number;
  /** ms a row of those samples that are series. Default 10. */
  every?: number;
  /** ms before each sample begins, without input and not kept. Default 0. */
  warmup?: number;
  /** Numbers the random draws of each sample. Default 0, 1, 2 … */
  trials?: ArrayLike<number>;
  /** Threads, each of which holds a whole copy of the liquid; the same bits on any number. Default 1, this thread. */
  workers?: number;
  onProgress?: (progress: { done: number; total: number }) => void;
  /** Ends it between two samples or within one: it rejects with AbortError. */
  signal?: AbortSignal;
}

/** Mean rates between which nothing is said, and stimuli that are too short to judge by, ms. */
const HEALTHY_HZ = [1, 60] as const;
const WATCHED_MS = 100;

const checkTrial = (trial: number, what: string, where: string): void => {
  if (!Number.isInteger(trial) || trial < 0 || trial >= WARMUP_TRIAL)
    throw bad(what, where, `a whole number in 0 … ${WARMUP_TRIAL - 1}`, trial);
};

/**
 * A reservoir of spiking neurons: a network with recurrent synapses by topology and Dale's law, an input, and states that are
 * measured in kernels. Everything follows from the options and the seed; with none, 500 `lif` neurons of which 80 % are
 * excitatory, connected at random, with one channel of current. `net`, `all`, `exc`, `inh`, `input` and `projections` are
 * those of an ordinary `Network`: add drives, recordings, further synapses before it is built.
 *
 * ```ts
 * const liquid = new Liquid({ topology: erdosRenyi({ neurons: 500, p: 0.1 }), seed: 1 });
 * const states = await liquid.collect(task.input, { every: 10, warmup: 500 });
 * ```
 */
export class Liquid<const M extends NeuronModel = typeof lif> {
  readonly net: Network;
  readonly topology: Topology;
  /** All neurons, excitatory ones first; `exc` and `inh` are slices of it, null where there are none. */
  readonly all: Group<M>;
  readonly exc: Group<M> | null;
  readonly inh: Group<M> | null;
  readonly input: LiquidInput;
  /** Recurrent synapses by kind, as far as there are such neurons. */
  readonly projections: Readonly<Partial<Record<PairName, Projection>>>;
  readonly #site: SamplingSite;
  readonly #onWarning: (text: string) => void;
  #watched = { spikes: 0, ms: 0 };
  #warned = false;

  /** @throws NeurogliaError for bad options, and as `Network`'s own methods do */
  constructor(options: LiquidOptions<M> = {}) {
    const { net, topology, all, exc, inh, input, projections } = describeLiquid(options as LiquidOptions);
    this.net = net;
    this.topology = topology;
    this.all = all as Group<NeuronModel> as Group<M>;
    this.exc = exc as Group<M> | null;
    this.inh = inh as Group<M> | null;
    this.input = input;
    this.projections = projections;
    this.#site = { net, all, input, recordings: describeRecordings(net, all) };
    this.#onWarning = options.onWarning ?? warn;
  }

  /** Warns once, of stretches that together are long enough for a rate. */
  async #watch(spikes: number, ms: number): Promise<void> {
    this.#watched.spikes += spikes;
    this.#watched.ms += ms;
    if (this.#warned || this.#watched.ms < WATCHED_MS) return;
    const rate = (1000 * this.#watched.spikes) / this.#watched.ms / this.all.length;
    this.#watched = { spikes: 0, ms: 0 };
    const [least, most] = HEALTHY_HZ;
    if (rate >= least && rate <= most) return;
    this.#warned = true;
    await this.#onWarning(
      `a liquid's mean rate is ${Number(rate.toPrecision(3))} Hz, outside of ${least} to ${most} Hz, where states tell inputs apart; \
scale the input (the option input.weight, or the stimulus), the recurrent weights or the neurons' constant drive`,
    );
  }

  /** Builds the network, which the first use does otherwise. */
  build(): Promise<BuildSummary> {
    return this.net.build();
  }

  /** State and time back to the beginning; weights stay. `trial` (default 0) numbers the random draws of what follows. */
  async reset(options: { trial?: number } = {}): Promise<void> {
    knownOptions(options, ["trial"], "reset");
    const { trial = 0 } = options;
    checkTrial(trial, "trial", "reset");
    await this.net.reset({ trial });
  }

  /**
   * Resets, runs `duration` ms without input, and lets time begin anew with the state as it then is: nothing of it is kept,
   * and its random draws are others than those of any trial.
   */
  async warmup(duration: number, options: RunOptions & { trial?: number } = {}): Promise<void> {
    const { trial = 0, ...rest } = asObject(options, "warmup");
    checkTrial(trial, "trial", "warmup");
    await this.net.reset({ trial: WARMUP_TRIAL });
    this.input.silence();
    await this.net.run(duration, rest);
    await this.net.reset({ only: [], trial });
  }

  /**
   * Goes on for so many ms, or for as long as a stimulus lasts, whose series rows last `every` ms (default 10); afterwards the
   * input is silent. What is recorded, learned and changed stays.
   * @throws NeurogliaError for a stimulus that does not fit the input, or a duration that is no whole number of steps
   */
  async run(what: number | Stimulus, options: RunOptions & { every?: number } = {}): Promise<void> {
    const { every = 10, ...rest } = asObject(options, "run");
    if (typeof what === "number") return this.net.run(what, rest);
    this.input.check(what, "run");
    await this.net.build();
    const { dt, time } = this.net;
    const duration =
      "times" in what ? Math.ceil(what.duration / dt - 1e-9) * dt : what.length * rowSteps(every, dt, "run") * dt;
    this.input.play(what, "times" in what ? { from: time } : { every, from: time });
    const spikes = (): number => this.net.spikesOf[this.all.range.population]!;
    const before = spikes();
    try {
      await this.net.run(duration, rest);
      await this.#watch(spikes() - before, duration);
    } finally {
      this.input.silence();
    }
  }

  /** No weight of the network changes from now on until `thaw`. @throws NeurogliaError before build or while it runs */
  freeze(): void {
    this.net.freeze();
  }

  /** Weights that learn learn again. @throws NeurogliaError before build or while it runs */
  thaw(): void {
    this.net.thaw();
  }

  /** Where something learns: what a run changes and `reset` does not bring back. */
  get #learns(): boolean {
    return this.net.description.projections.some(({ plasticity }) => plasticity !== null);
  }

  /**
   * Shows a stimulus to the liquid, from a reset and `warmup` on, and reads its state at the end of every `every` ms: one row
   * for each row of a series. It depends on the liquid, its present weights and the arguments alone; what it lets the
   * liquid learn is undone.
   * @throws NeurogliaError for a stimulus that does not fit the input or holds no finite values, times that are no whole
   * steps, an unknown kind of state
   * @throws AbortError when aborted; the liquid can be used again
   */
  async collect(stimulus: Stimulus, options: CollectOptions = {}): Promise<StateMatrix> {
    const where = "collect";
    const { every = 10, warmup = 0, trial = 0, state, tau, ...rest } = asObject(options, where);
    knownOptions(rest, ["onProgress", "signal"], where);
    const { kinds, tau: checkedTau } = checkedStates(
      { ...(state && { state }), ...(tau !== undefined && { tau }) },
      where,
    );
    this.input.check(stimulus, where);
    checkTrial(trial, "trial", where);
    const { dt } = this.net;
    const steps = rowSteps(every, dt, where);
    wholeSteps(warmup, dt, 0, "warmup", where);
    const rows = "times" in stimulus ? Math.ceil(stimulus.duration / dt / steps - 1e-9) : stimulus.length;
    await this.net.build();
    const before = this.#learns ? await this.net.checkpoint() : null;
    const { states, spikes } = await show(
      this.#site,
      {
        stimulus,
        inputEvery: "times" in stimulus ? undefined : every,
        every,
        rows,
        kinds,
        tau: checkedTau,
        trial,
        warmup,
      },
      null,
      rest,
    ).finally(() => before && this.net.reset({ to: before, trial }));
    await this.#watch(spikes, rows * every);
    const n = this.all.length;
    const columns = kinds.length * n;
    const values = kinds.length === 1 ? states[0]! : new Float32Array(rows * columns);
    if (kinds.length > 1)
      states.forEach((of, kind) => {
        for (let row = 0; row < rows; row++) values.set(of.subarray(row * n, (row + 1) * n), row * columns + kind * n);
      });
    return {
      values,
      rows,
      columns,
      rowNames: Array.from({ length: rows }, (_, row) => `${Number(((row + 1) * every).toPrecision(12))} ms`),
      columnNames: kinds.flatMap((kind) => Array.from({ length: n }, (_, k) => `liquid ${k} ${kind}`)),
    };
  }

  /**
   * Shows samples one by one, each from a reset with its own trial number and from the present weights, so that no sample
   * knows of another, and reads the state at the end of each of `windows` equal windows. A sample is a row; columns go by
   * kind of state, then by window, then by neuron. Windows are whole steps; a sample that is no multiple of them goes on
   * in silence. Afterwards the liquid is reset, with its weights as they were.
   * @throws NeurogliaError as `collect`, and for a liquid that is itself spread over several workers where `workers` > 1
   * @throws AbortError when aborted; the liquid can be used again
   */
  async collectSamples(samples: readonly Stimulus[], options: CollectSamplesOptions = {}): Promise<StateMatrix> {
    const where = "collectSamples";
    const {
      windows = 1,
      every = 10,
      warmup = 0,
      trials,
      workers = 1,
      state,
      tau,
      onProgress,
      signal,
      ...rest
    } = asObject(options, where);
    knownOptions(rest, ["state", "tau"], where);
    const { kinds, tau: checkedTau } = checkedStates(
      { ...(state && { state }), ...(tau !== undefined && { tau }) },
      where,
    );
    if (!Array.isArray(samples) || samples.length === 0)
      throw bad("samples", where, "an array of at least one", samples);
    checkedUpTo(2 ** 16, windows, "windows", where);
    checkedUpTo(256, workers, "workers", where);
    if (trials && asNumbers(trials, "trials", where).length !== samples.length)
      throw bad("length of trials", where, `that of samples, ${samples.length}`, trials.length);
    const { dt } = this.net;
    const inputSteps = rowSteps(every, dt, where);
    wholeSteps(warmup, dt, 0, "warmup", where);
    const showings = samples.map((stimulus, index): Showing => {
      this.input.check(stimulus, `sample ${index} of ${where}`);
      const trial = trials?.[index] ?? index;
      checkTrial(trial, `trials[${index}]`, where);
      const isSeries = "values" in stimulus;
      const steps = isSeries ? stimulus.length * inputSteps : Math.ceil(stimulus.duration / dt - 1e-9);
      return {
        stimulus,
        inputEvery: isSeries ? every : undefined,
        every: Math.ceil(steps / windows) * dt,
        rows: windows,
        kinds,
        tau: checkedTau,
        trial,
        warmup,
      };
    });

    const n = this.all.length;
    const width = windows * n;
    const columns = kinds.length * width;
    const values = new Float32Array(samples.length * columns);
    const shown = { spikes: 0, ms: 0 };
    let done = 0;
    const taken = async (index: number, { states, spikes }: Shown): Promise<void> => {
      shown.spikes += spikes;
      shown.ms += windows * showings[index]!.every;
      states.forEach((of, kind) => {
        values.set(of, index * columns + kind * width);
      });
      await onProgress?.({ done: ++done, total: samples.length });
    };
    await this.net.build();
    await this.net.reset();
    const start = this.#learns ? await this.net.checkpoint() : null;
    if (workers > 1) {
      const copy = {
        network: await this.net.copy(),
        input: { kind: this.input.kind, channels: this.input.channels },
        start,
      };
      await showOnThreads(copy, showings, workers, taken, signal);
    } else
      try {
        for (const [index, showing] of showings.entries())
          await taken(index, await show(this.#site, showing, start, signal ? { signal } : {}));
      } finally {
        await this.net.reset(start ? { to: start } : {});
      }
    await this.#watch(shown.spikes, shown.ms);
    const window = (k: number): string => (windows > 1 ? ` window ${k + 1}` : "");
    return {
      values,
      rows: samples.length,
      columns,
      rowNames: samples.map((_, index) => `sample ${index}`),
      columnNames: kinds.flatMap((kind) =>
        Array.from({ length: width }, (_, k) => `liquid ${k % n} ${kind}${window(Math.floor(k / n))}`),
      ),
    };
  }

  /** Lets go of the memory. */
  close(): Promise<void> {
    return this.net.close();
  }
}
